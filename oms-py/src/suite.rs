//! The storage conformance suite on storages written in Python.

use oms_wire::WireError;
use oms_wire::conformance::{self, HostStorage};
use pyo3::prelude::*;
use pyo3::types::PyBytes;

use crate::error::{of_host, raised};

/// Every case by name, with what it checks.
#[pyfunction]
pub(crate) fn cases() -> Vec<(&'static str, &'static str)> {
    conformance::cases().to_vec()
}

/// Runs one case. `open` answers the storage, whose calls take texts and answer them.
#[pyfunction]
pub(crate) fn run_case(py: Python<'_>, name: &str, open: &Bound<'_, PyAny>) -> PyResult<()> {
    let mut open = || match open.call0() {
        Ok(storage) => Ok(Called { storage }),
        Err(error) => Err(of_host(py, &error)),
    };
    conformance::run(name, &mut open).map_err(|error| raised(py, &error))
}

/// A storage behind `oms.testing`.
struct Called<'py> {
    storage: Bound<'py, PyAny>,
}

impl Called<'_> {
    fn told<T>(&self, answer: PyResult<T>) -> Result<T, WireError> {
        answer.map_err(|error| of_host(self.storage.py(), &error))
    }

    fn text(&self, method: &str, text: &[u8]) -> Result<Vec<u8>, WireError> {
        let text = PyBytes::new(self.storage.py(), text);
        self.told(self.storage.call_method1(method, (text,)).and_then(|answer| answer.extract()))
    }
}

impl HostStorage for Called<'_> {
    fn load(&mut self, wanted: &[u8]) -> Result<Vec<u8>, WireError> {
        self.text("load", wanted)
    }

    fn commit(&mut self, changes: &[u8]) -> Result<bool, WireError> {
        let changes = PyBytes::new(self.storage.py(), changes);
        self.told(self.storage.call_method1("commit", (changes,)).and_then(|answer| answer.extract()))
    }

    fn scan(&mut self, query: &[u8]) -> Result<Vec<u8>, WireError> {
        self.text("scan", query)
    }
}
