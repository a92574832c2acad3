//! Places to keep orders, for the [`Storage`](oms_core::Storage) contract of `oms-core`.
//!
//! Each adapter stands behind a feature that only adds: [`sqlite`] keeps everything in one file.
#![forbid(unsafe_code)]

#[cfg(feature = "sqlite")]
pub mod sqlite;

#[cfg(feature = "sqlite")]
pub use sqlite::{SqliteError, SqliteOptions, SqliteStorage, Synchronous};
