//! The storages of ours as one type, so that the engine on top is compiled once for all of them: hosts download it.

use oms_core::batch::{ChangeSet, ReadSet, Snapshot};
use oms_core::query::{Page, Query};
use oms_core::{CommitError, MemoryStorage, Storage};
use oms_storage::SqliteStorage;

use crate::WireError;

/// Where an engine keeps what it knows.
#[derive(Debug)]
pub(crate) enum Store {
    Memory(Box<MemoryStorage>),
    Sqlite(Box<SqliteStorage>),
}

/// Does the same on either storage.
macro_rules! on {
    ($store:expr, $storage:ident => $work:expr) => {
        match $store {
            Store::Memory($storage) => $work,
            Store::Sqlite($storage) => $work,
        }
    };
}

impl Store {
    /// Leaves no byte of what was erased or changed before.
    pub(crate) fn purge(&mut self) -> Result<(), WireError> {
        match self {
            Store::Memory(_) => Ok(()),
            Store::Sqlite(storage) => Ok(storage.purge()?),
        }
    }
}

impl Storage for Store {
    type Error = WireError;

    fn load(&mut self, wanted: &ReadSet) -> Result<Snapshot, WireError> {
        on!(self, storage => Ok(storage.load(wanted)?))
    }

    fn commit(&mut self, changes: &ChangeSet) -> Result<(), CommitError<WireError>> {
        on!(self, storage => storage.commit(changes).map_err(|error| match error {
            CommitError::Conflict => CommitError::Conflict,
            CommitError::Storage(error) => CommitError::Storage(error.into()),
        }))
    }

    fn scan(&mut self, query: &Query) -> Result<Page, WireError> {
        on!(self, storage => Ok(storage.scan(query)?))
    }

    fn scan_json(&mut self, query: &Query) -> Result<Vec<u8>, WireError> {
        on!(self, storage => Ok(storage.scan_json(query)?))
    }
}
