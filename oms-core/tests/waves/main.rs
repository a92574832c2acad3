//! Waves over queues: against a loop of single commands, and as the page shows them.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "a test may stop")]

use oms_core_tests::dice;
mod guide;
mod loops;
mod shop;
