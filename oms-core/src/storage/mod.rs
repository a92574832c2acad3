//! Where records live: a contract of three calls, and a storage in memory that keeps it.

#[cfg(feature = "conformance")]
pub mod conformance;
mod memory;

pub use memory::MemoryStorage;

use crate::batch::{ChangeSet, ReadSet, Snapshot};
use crate::query::{Page, Query};

/// How many of a customer's latest orders a snapshot holds at most.
pub const RECENT_MAX: usize = 16;

/// A place to keep records.
///
/// # What a storage promises
/// - **One view.** Everything in a snapshot was true at one instant, and includes every commit that was acknowledged before
///   the call began.
/// - **All or nothing.** After [`commit`](Storage::commit) has returned `Ok`, all changes are there and survive what the
///   storage says it survives; after any error, none is, now or later. If it cannot know (the connection broke between the
///   commit and its answer), it returns its own error, and the same batch sent again is answered from the log.
/// - **Guards are checked within the commit**: versions, uniqueness and stock guards hold at the instant the changes take
///   effect, whatever other writers do. When one does not, the answer is [`CommitError::Conflict`].
/// - **Log entries are numbered** 1, 2, 3 ... in the order of their commits; readers never see a number before all smaller ones.
/// - **Consumers keep their places**: each reader of the log is where the last commit that named it has put it. The page of all of them and
///   the end of the log is of one instant, like any other.
/// - **Absence is an answer**, not an error: lists of a snapshot run in parallel to those of the read set.
///
/// `oms_core::storage_conformance!` tests every promise that can be tested from outside.
pub trait Storage {
    /// What can go wrong in the storage itself.
    type Error: std::error::Error + 'static;

    /// Reads every record in `wanted`.
    fn load(&mut self, wanted: &ReadSet) -> Result<Snapshot, Self::Error>;

    /// Writes all of `changes` or nothing.
    fn commit(&mut self, changes: &ChangeSet) -> Result<(), CommitError<Self::Error>>;

    /// Answers one page of a list.
    fn scan(&mut self, query: &Query) -> Result<Page, Self::Error>;

    /// Answers one page of a list as JSON: byte for byte what [`scan`](Storage::scan) answers.
    ///
    /// A storage that keeps records as JSON can hand them on without reading them, which is most of what a page costs.
    fn scan_json(&mut self, query: &Query) -> Result<Vec<u8>, Self::Error> {
        Ok(self.scan(query)?.to_json())
    }
}

impl<S: Storage + ?Sized> Storage for &mut S {
    type Error = S::Error;

    fn load(&mut self, wanted: &ReadSet) -> Result<Snapshot, Self::Error> {
        (**self).load(wanted)
    }

    fn commit(&mut self, changes: &ChangeSet) -> Result<(), CommitError<Self::Error>> {
        (**self).commit(changes)
    }

    fn scan(&mut self, query: &Query) -> Result<Page, Self::Error> {
        (**self).scan(query)
    }

    fn scan_json(&mut self, query: &Query) -> Result<Vec<u8>, Self::Error> {
        (**self).scan_json(query)
    }
}

/// Why changes were not written.
#[derive(Debug, thiserror::Error)]
pub enum CommitError<E> {
    /// Another writer was faster. Nothing was written; load again and decide again.
    #[error("another writer changed the same records first")]
    Conflict,
    /// The storage failed.
    #[error(transparent)]
    Storage(#[from] E),
}
