//! The storage in a PostgreSQL database keeps every promise of the contract.

oms_core::storage_conformance!(crate::schema(), |schema: &oms_storage::postgres::TemporarySchema| schema.open().unwrap());
