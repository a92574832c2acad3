//! The rules of the trade, one shop and a few commands at a time.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test may stop")]

mod bundles;
mod first_orders;
mod journal;
mod money_tables;
mod payments;
mod performance;
mod refunds;
mod returns;
#[path = "../shop/mod.rs"]
mod shop;
