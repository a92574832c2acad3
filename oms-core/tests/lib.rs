//! What tests of the core share, whatever they test.
#![forbid(unsafe_code)]

pub mod dice;
