//! The storage in memory keeps every promise of the contract.

oms_core::storage_conformance!(oms_core::MemoryStorage::new());
