//! A whole tenant: exported to a file, imported from one, moved from one storage to another, and erased.
//!
//! A tenant is all that one storage holds: a SQLite file, the rows of one tenant in a PostgreSQL database, a storage in memory. What is
//! moved is everything that a shop needs to go on: records, the log with every receipt, so that what is sent twice still has its effect
//! once, and its numbers, so that whoever follows it goes on where it was.
//!
//! ```
//! use oms_core::{Engine, MemoryStorage};
//! use oms_storage::{SqliteStorage, tenant};
//!
//! # let folder = tempfile::tempdir()?;
//! # let path = folder.path().join("shop.sqlite");
//! let mut here = MemoryStorage::new();
//! let mut there = SqliteStorage::open(path)?;
//! let moved = tenant::copy(&mut here, &mut there)?;
//! assert_eq!(moved.state, Engine::new(there).digest()?.to_string());
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod error;
mod export;
mod import;
mod line;

use std::io::{BufRead, Write};

use oms_core::{MemoryStorage, Storage};

pub use error::TenantError;

use export::Export;
use import::{FileLines, take_in};

/// A storage that can write several commits as one, and give up all that it holds.
pub trait TenantStorage: Storage + Sized {
    /// Does what `work` says: its commits take effect together when it has succeeded, and not at all when it fails. What it reads
    /// includes what it has written; nobody else sees any of it before the end.
    ///
    /// # Errors
    /// Those of `work`, and those of the storage at the beginning and the end.
    fn all_or_nothing<T>(&mut self, work: impl FnOnce(&mut Self) -> Result<T, TenantError>) -> Result<T, TenantError>;

    /// Takes away everything that is there. Storages of the same tenant that are open elsewhere write no more.
    ///
    /// # Errors
    /// Those of the storage; nothing was taken away then.
    fn erase(&mut self) -> Result<(), TenantError>;
}

impl TenantStorage for MemoryStorage {
    fn all_or_nothing<T>(&mut self, work: impl FnOnce(&mut Self) -> Result<T, TenantError>) -> Result<T, TenantError> {
        let mut copy = self.clone();
        let done = work(&mut copy)?;
        *self = copy;
        Ok(done)
    }

    fn erase(&mut self) -> Result<(), TenantError> {
        *self = MemoryStorage::new();
        Ok(())
    }
}

/// What was exported, imported or moved.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct TenantSummary {
    /// How many lines its export has before the last.
    pub lines: u64,
    /// How many orders there are.
    pub orders: u64,
    /// The number of the last entry of the log.
    pub log_end: u64,
    /// The digest of its state, as [`Engine::digest`](oms_core::Engine::digest) tells it.
    pub state: String,
    /// The SHA-256 of all lines before the last: two storages that answer the same hold the same, log and queues included.
    pub sha256: String,
}

/// Writes all that a storage holds as lines of JSON, in the order and the form that are the same in every storage.
///
/// # Errors
/// `tenant_changed` if somebody wrote to it meanwhile; otherwise those of the storage and of the file.
pub fn export<S: Storage>(storage: &mut S, to: &mut impl Write) -> Result<TenantSummary, TenantError> {
    let mut lines = Export::new(storage)?;
    while let Some(line) = lines.next()? {
        to.write_all(line.as_bytes())?;
        to.write_all(b"\n")?;
    }
    to.flush()?;
    lines.summary().ok_or(TenantError::TenantChanged)
}

/// Writes an export into an empty storage, all of it or nothing, and compares what is there with what was exported.
///
/// # Errors
/// `target_not_empty`; `not_an_export`, `unknown_format`, `truncated_export`, `unreadable_line` and `altered_export` if the file is not
/// what was written; those of the storage and of the file. Nothing was written then.
pub fn import<S: TenantStorage>(storage: &mut S, from: &mut impl BufRead) -> Result<TenantSummary, TenantError> {
    storage.all_or_nothing(|storage| take_in(storage, &mut FileLines::new(from)))
}

/// Writes all that one storage holds into another, which is empty, all of it or nothing, and compares. The first stays as it is.
///
/// # Errors
/// `target_not_empty`, `tenant_changed`, and those of the storages. Nothing was written then.
pub fn copy<A: Storage, B: TenantStorage>(from: &mut A, to: &mut B) -> Result<TenantSummary, TenantError> {
    let mut lines = Export::new(from)?;
    to.all_or_nothing(|to| take_in(to, &mut lines))
}

/// As [`copy`], and takes everything away from the first when it is in the second; unless somebody has written to it since, who would
/// lose that.
///
/// # Errors
/// Those of [`copy`]. If erasing fails, both storages hold everything: erase one of them.
pub fn move_over<A: TenantStorage, B: TenantStorage>(from: &mut A, to: &mut B) -> Result<TenantSummary, TenantError> {
    // Whoever wants to write to the first waits, or is refused at the end.
    from.all_or_nothing(|from| {
        let moved = copy(from, to)?;
        from.erase()?;
        Ok(moved)
    })
}
