//! What shipping costs, against reckoning it the long way.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "a test may stop")]

mod brute;
#[path = "../dice/mod.rs"]
mod dice;
mod orders;
mod plans;
mod quotes;
mod routed;
