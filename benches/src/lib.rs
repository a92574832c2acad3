//! What the engine costs, measured against what the machine can do.
//!
//! A figure of a durable store means little by itself: it depends on the disk, the neighbours and the hour. So every
//! goal here is a ratio between two programs that write the same bytes in the same transactions, round by round in
//! turn, and CPU time stands beside each wall time. The parts:
//!
//! * [`workload`]: the seeded stream of orders that every bench uses;
//! * [`shop`]: a merchant who takes these orders through the engine's public API;
//! * [`recording`]: what the engine would have to write for them, as bytes;
//! * [`mod@reference`]: hand-written SQLite loops, the yardsticks;
//! * [`metered`]: how much of a batch is the storage's and how much the engine's own;
//! * [`measure`]: clocks, flush latency, interleaved rounds, medians and tables.

#![forbid(unsafe_code)]

pub mod measure;
pub mod metered;
pub mod random;
pub mod recording;
pub mod reference;
pub mod shop;
pub mod workload;
