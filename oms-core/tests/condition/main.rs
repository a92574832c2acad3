//! Conditions of routing rules: what they say, what they refuse, and that they agree with CEL.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "a test may stop")]

mod errors;
mod oracle;
mod sample;
mod unknown;
mod values;
