//! The order management core for Kotlin and Swift.
//!
//! Values cross as plain types, written from the core's by `cargo xtask bindings`; the engine carries them to the core and back in
//! the form that every language shares. What Kotlin and Swift see is written from this crate by uniffi.

#![allow(clippy::result_large_err, reason = "errors cross the border by value")]

mod conformance;
mod engine;
mod error;
mod form;
mod host;
mod presence;
#[rustfmt::skip]
mod refusals;
mod texts;
mod types;

pub use engine::{Engine, OpenOptions};
pub use host::{HostEngine, Storage, Task};
pub use refusals::OmsError;

uniffi::setup_scaffolding!("oms");
