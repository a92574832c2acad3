//! What shipping costs, against reckoning it the long way.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "a test may stop")]

mod brute;
use oms_core_tests::dice;
mod orders;
mod plans;
mod quotes;
mod routed;
