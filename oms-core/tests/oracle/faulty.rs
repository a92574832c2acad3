//! A storage that fails when it is told to.

use std::collections::BTreeMap;

use oms_core::batch::{ChangeSet, ReadSet, Snapshot};
use oms_core::query::{Page, Query};
use oms_core::{CommitError, MemoryStorage, Storage};

/// What goes wrong at a call.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Fault {
    /// A load or a commit fails; nothing has happened.
    Before,
    /// A commit has written everything, and the answer is lost.
    After,
    /// Somebody else is said to have been faster.
    Conflict,
}

/// Why a call failed, and whether the changes were written all the same.
#[derive(Clone, Copy, Debug, thiserror::Error)]
#[error("the connection broke")]
pub(crate) struct Broken {
    pub(crate) was_written: bool,
}

/// Keeps everything in memory and fails at the calls named, counted from 0. Loads and commits count.
pub(crate) struct Faulty {
    inside: MemoryStorage,
    faults: BTreeMap<usize, Fault>,
    pub(crate) calls: usize,
    /// How many faults have happened.
    pub(crate) failed: usize,
}

impl Faulty {
    pub(crate) fn new(faults: BTreeMap<usize, Fault>) -> Faulty {
        Faulty { inside: MemoryStorage::new(), faults, calls: 0, failed: 0 }
    }

    /// The storage without its faults.
    pub(crate) const fn repaired(&mut self) -> &mut MemoryStorage {
        &mut self.inside
    }

    fn next(&mut self) -> Option<Fault> {
        let fault = self.faults.get(&self.calls).copied();
        self.calls += 1;
        fault
    }
}

impl Storage for Faulty {
    type Error = Broken;

    fn load(&mut self, wanted: &ReadSet) -> Result<Snapshot, Broken> {
        if self.next() == Some(Fault::Before) {
            self.failed += 1;
            return Err(Broken { was_written: false });
        }
        self.inside.load(wanted).map_err(|never| match never {})
    }

    fn commit(&mut self, changes: &ChangeSet) -> Result<(), CommitError<Broken>> {
        let fault = self.next();
        self.failed += usize::from(fault.is_some());
        match fault {
            Some(Fault::Before) => return Err(CommitError::Storage(Broken { was_written: false })),
            Some(Fault::Conflict) => return Err(CommitError::Conflict),
            Some(Fault::After) | None => {}
        }
        match self.inside.commit(changes) {
            Ok(()) if fault.is_none() => Ok(()),
            Ok(()) => Err(CommitError::Storage(Broken { was_written: true })),
            Err(_) => Err(CommitError::Conflict),
        }
    }

    fn scan(&mut self, query: &Query) -> Result<Page, Broken> {
        self.inside.scan(query).map_err(|never| match never {})
    }
}
