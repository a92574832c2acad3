//! What the core answers is held against a second, naive model of it: on random commands, in every state, under every interleaving.
//!
//! One program, since the model is large and is compiled once for all of them.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "a test may stop")]

mod bad_input;
mod concurrency;
mod counts;
mod every_state;
mod interleaving;
mod invariants;
mod lots;
#[path = "../oracle/mod.rs"]
mod oracle;
mod preview;
mod privacy;
mod serials;
#[path = "../shop/mod.rs"]
mod shop;
mod shortage;
mod state_machine;
mod supply;
mod what_if;
