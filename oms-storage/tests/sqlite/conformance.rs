//! The storage in a SQLite file keeps every promise of the contract.
#![allow(clippy::unwrap_used, reason = "a test may stop")]

oms_core::storage_conformance!(tempfile::tempdir().unwrap(), |folder: &tempfile::TempDir| {
    oms_storage::SqliteStorage::open(folder.path().join("orders.sqlite")).unwrap()
});
