//! What would have come of a recorded period with some changes: rules that hold whatever was recorded.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test may stop")]

mod bounds;
use oms_core_tests::dice;
mod guide;
mod page;
mod rules;
mod trade;
