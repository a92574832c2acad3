//! Operations on stock, in memory and in a file: uploads, what runs low, and repairs of what an audit found.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test may stop")]

#[path = "../../../../oms-core/tests/dice/mod.rs"]
mod dice;

mod low_stock;
mod repair;
mod shop;
mod upload;
