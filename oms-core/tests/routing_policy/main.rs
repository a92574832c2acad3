//! Routing by rules: the best plan against all plans, what is said of each location, and what lint finds.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "a test may stop")]

mod brute;
use oms_core_tests::dice;
mod guide;

mod lint;
mod replay;
#[path = "../shop/mod.rs"]
mod shop;
mod worthy;
