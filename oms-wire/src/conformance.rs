//! The storage conformance suite, for storages that hosts write in their own languages.
//!
//! It is half a megabyte of machine code that only tests run, so modules that are shipped are built without it and say so.

#[cfg(feature = "conformance")]
mod suite;

use crate::WireError;

/// A storage of the host's, called back. The texts are those of the steps of a [`Task`](crate::Task).
pub trait HostStorage {
    /// Answers the `Snapshot` of a `ReadSet`.
    fn load(&mut self, wanted: &[u8]) -> Result<Vec<u8>, WireError>;

    /// Writes all of a `ChangeSet` or nothing; false says that another writer was faster.
    fn commit(&mut self, changes: &[u8]) -> Result<bool, WireError>;

    /// Answers the `Page` of a `Query`.
    fn scan(&mut self, query: &[u8]) -> Result<Vec<u8>, WireError>;
}

/// Every case by name, with what it checks.
#[cfg(feature = "conformance")]
pub fn cases() -> &'static [(&'static str, &'static str)] {
    oms_core::storage::conformance::CASES
}

/// A list that nobody takes for a suite that was passed: its only case fails.
#[cfg(not(feature = "conformance"))]
pub fn cases() -> &'static [(&'static str, &'static str)] {
    &[("the_suite_is_built_in", "The package was built with the suite.")]
}

/// Runs one case. `open` makes an empty storage when it is called first, and opens the same one when it is called again.
///
/// A promise that is broken is told as the error `conformance`.
#[cfg(feature = "conformance")]
pub fn run<S: HostStorage>(case: &str, open: &mut dyn FnMut() -> Result<S, WireError>) -> Result<(), WireError> {
    suite::run(case, open)
}

/// Tells how to get a package with the suite.
#[cfg(not(feature = "conformance"))]
pub fn run<S: HostStorage>(_: &str, _: &mut dyn FnMut() -> Result<S, WireError>) -> Result<(), WireError> {
    Err(not_built())
}

#[cfg(not(feature = "conformance"))]
pub(crate) fn not_built() -> WireError {
    let hint = "this package was built without the suite, which is large and only for tests: build it from the sources with the cargo \
                feature `suite`, as its README says";
    WireError::new("suite_not_built", hint)
}
