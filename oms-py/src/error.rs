//! The way from a call to its answer or its exception.

use std::panic::{AssertUnwindSafe, catch_unwind};

use oms_wire::WireError;
use pyo3::prelude::*;
use pyo3::sync::PyOnceLock;
use pyo3::types::PyBytes;

/// Runs work of ours while other Python threads run. What goes wrong is raised; a panic too, as the error `internal`.
pub(crate) fn called<T: Send>(py: Python<'_>, work: impl FnOnce() -> Result<T, WireError> + Send) -> PyResult<T> {
    let answer = py.detach(|| catch_unwind(AssertUnwindSafe(work)));
    answer
        .unwrap_or_else(|_| Err(WireError::new("internal", "the engine met an error of its own: report what it has printed")))
        .map_err(|error| raised(py, &error))
}

/// The same for work that answers with a text.
pub(crate) fn bytes<'py>(py: Python<'py>, work: impl FnOnce() -> Result<Vec<u8>, WireError> + Send) -> PyResult<Bound<'py, PyBytes>> {
    called(py, work).map(|text| PyBytes::new(py, &text))
}

/// The exception of an error: its class is written in Python and found by its code.
pub(crate) fn raised(py: Python<'_>, error: &WireError) -> PyErr {
    static OF_WIRE: PyOnceLock<Py<PyAny>> = PyOnceLock::new();
    let made = OF_WIRE.import(py, "oms.raising", "of_wire").and_then(|of_wire| of_wire.call1((error.json(),)));
    made.map_or_else(|error| error, PyErr::from_value)
}

/// What an exception of the host's is for the engine.
pub(crate) fn of_host(py: Python<'_>, error: &PyErr) -> WireError {
    WireError::new("storage", error.value(py).to_string())
}

#[allow(clippy::panic, reason = "it is there to show what becomes of a panic")]
pub(crate) fn panic_on_purpose() -> Result<(), WireError> {
    panic!("a panic on purpose")
}
