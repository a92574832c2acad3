//! The parts of the chores that tests use as well.
#![forbid(unsafe_code)]
#![warn(missing_docs)]

pub mod bindings;
pub mod tidy;
pub mod vectors;
