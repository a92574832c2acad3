//! How a case of the suite reaches the storage of a host.

use std::fmt;

use oms_core::batch::{ChangeSet, ReadSet, Snapshot};
use oms_core::query::{Page, Query};
use oms_core::storage::conformance;
use oms_core::{CommitError, Storage, input};

use super::HostStorage;
use crate::WireError;
use crate::error::json;
use crate::guard::caught;

pub(super) fn run<S: HostStorage>(case: &str, open: &mut dyn FnMut() -> Result<S, WireError>) -> Result<(), WireError> {
    let mut failure = None;
    let is_known = caught(|| {
        let mut open = || match open() {
            Ok(storage) => Called { storage: Some(storage) },
            Err(error) => {
                failure.get_or_insert(error);
                Called { storage: None }
            }
        };
        Ok(conformance::run(case, &mut open))
    });
    match (failure, is_known) {
        (Some(failure), _) => Err(failure),
        (None, Err(broken)) => {
            let words =
                broken.message().rsplit_once("its words: ").map_or_else(|| broken.message().to_owned(), |(_, words)| words.to_owned());
            Err(WireError::new("conformance", format!("{case}: {words}")))
        }
        (None, Ok(false)) => Err(WireError::new("unknown_case", format!("`{case}` is no case of the suite"))),
        (None, Ok(true)) => Ok(()),
    }
}

/// A storage of the host's behind the contract of the core.
struct Called<S> {
    /// `None` if it could not be opened.
    storage: Option<S>,
}

/// What the host said, in a form that the suite can show.
#[derive(Debug)]
struct Told(WireError);

impl fmt::Display for Told {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(formatter)
    }
}

impl std::error::Error for Told {}

impl From<WireError> for Told {
    fn from(error: WireError) -> Told {
        Told(error)
    }
}

impl<S: HostStorage> Called<S> {
    fn there(&mut self) -> Result<&mut S, Told> {
        self.storage.as_mut().ok_or_else(|| Told(WireError::new("storage", "the storage could not be opened")))
    }
}

impl<S: HostStorage> Storage for Called<S> {
    type Error = Told;

    fn load(&mut self, wanted: &ReadSet) -> Result<Snapshot, Told> {
        let answer = self.there()?.load(&json(wanted)?)?;
        Ok(input::read("snapshot", &answer).map_err(WireError::from)?)
    }

    fn commit(&mut self, changes: &ChangeSet) -> Result<(), CommitError<Told>> {
        let text = json(changes).map_err(Told)?;
        match self.there()?.commit(&text).map_err(Told)? {
            true => Ok(()),
            false => Err(CommitError::Conflict),
        }
    }

    fn scan(&mut self, query: &Query) -> Result<Page, Told> {
        let answer = self.there()?.scan(&json(query)?)?;
        Ok(input::read("page", &answer).map_err(WireError::from)?)
    }
}
