//! Orders that wait are moved together: against every joint assignment, through the commands that do it.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "a test may stop")]

mod brute;
mod crowded;
mod joint;
mod large;
mod refused;
mod shop;
mod told;

use oms_core_tests::dice;
