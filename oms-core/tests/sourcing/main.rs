//! The solver of sourcing against looking at every plan there is.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "a test may stop")]

mod alone;
mod bounds;
mod brute;
#[path = "../instances/mod.rs"]
mod instances;
mod joint;
mod shuffled;
mod single;
mod why;
mod work;
