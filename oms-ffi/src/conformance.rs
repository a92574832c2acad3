//! The suite that every storage passes, for storages written in Kotlin or Swift; and a panic, to see that the host survives one.

use std::sync::Arc;

use oms_wire::WireError;
use oms_wire::conformance::{self, HostStorage};

use crate::host::Storage;
use crate::refusals::OmsError;
use crate::texts::{read, write};

/// Opens a storage for the suite.
#[uniffi::export(with_foreign)]
pub trait StorageOpener: Send + Sync {
    /// An empty storage at the first call; the same one again at each further call.
    fn open(&self) -> Result<Arc<dyn Storage>, OmsError>;
}

/// The name of each case.
#[uniffi::export]
pub fn conformance_cases() -> Vec<String> {
    conformance::cases().iter().map(|(name, _)| (*name).to_owned()).collect()
}

/// What a case checks.
#[uniffi::export]
pub fn conformance_promise(case: &str) -> Option<String> {
    conformance::cases().iter().find(|(name, _)| *name == case).map(|(_, promise)| (*promise).trim().to_owned())
}

/// Runs one case. A promise that is broken is thrown as `Failed` with the code `conformance`.
#[uniffi::export]
pub fn check_conformance(case: &str, opener: Arc<dyn StorageOpener>) -> Result<(), OmsError> {
    let mut open = || opener.open().map(Called).map_err(OmsError::into_wire);
    Ok(conformance::run(case, &mut open)?)
}

/// Panics, so that tests of a host can see what becomes of it: an exception, and the program goes on.
#[uniffi::export]
#[allow(clippy::panic, reason = "this is what it is for")]
pub fn panic_on_purpose() {
    panic!("this panic was asked for");
}

/// A storage of the host's behind the texts of the suite.
struct Called(Arc<dyn Storage>);

impl HostStorage for Called {
    fn load(&mut self, wanted: &[u8]) -> Result<Vec<u8>, WireError> {
        answered(|| write(&self.0.load(read(wanted)?)?))
    }

    fn commit(&mut self, changes: &[u8]) -> Result<bool, WireError> {
        answered(|| self.0.commit(read(changes)?))
    }

    fn scan(&mut self, query: &[u8]) -> Result<Vec<u8>, WireError> {
        answered(|| write(&self.0.scan(read(query)?)?))
    }
}

fn answered<T>(call: impl FnOnce() -> Result<T, OmsError>) -> Result<T, WireError> {
    call().map_err(OmsError::into_wire)
}
