//! The project's own chores, and the parts of them that tests use as well.
#![forbid(unsafe_code)]
#![warn(missing_docs)]

mod again;
#[cfg(feature = "engine")]
pub mod bindings;
mod chore;
mod debian;
mod everything;
mod hosts;
mod nats;
mod postgres;
mod root;
#[cfg(feature = "engine")]
mod route;
mod soak;
#[cfg(feature = "engine")]
mod soak_postgres;
mod steps;
pub mod tidy;
#[cfg(feature = "engine")]
pub mod vectors;
#[cfg(feature = "engine")]
mod with_engine;

pub use chore::run;
