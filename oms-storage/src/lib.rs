//! Places to keep orders, for the [`Storage`](oms_core::Storage) contract of `oms-core`.
//!
//! Each adapter stands behind a feature that only adds: `sqlite` keeps everything in one file, `postgres` in a database on a server.
//! [`SharedEngine`] lets many threads share the commits of either; `Traced`, behind the feature `tracing`, tells of every call;
//! [`tenant`] moves all that one storage holds to another; [`solve_on_threads`] plans a backlog of orders on all cores.
#![forbid(unsafe_code)]

mod group_commit;
mod on_threads;
#[cfg(feature = "postgres")]
pub mod postgres;
#[cfg(feature = "sqlite")]
pub mod sqlite;
pub mod tenant;
#[cfg(feature = "tracing")]
mod traced;

pub use group_commit::{CommitQueue, GroupError, GroupOptions, SharedEngine};
pub use on_threads::solve_on_threads;
#[cfg(feature = "sqlite")]
pub use sqlite::{SqliteError, SqliteOptions, SqliteStorage, Synchronous};
pub use tenant::{TenantError, TenantStorage, TenantSummary};

#[cfg(feature = "postgres")]
pub use postgres::{PostgresError, PostgresOptions, PostgresStorage};
#[cfg(feature = "tracing")]
pub use traced::Traced;
