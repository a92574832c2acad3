//! Sourcing: which locations ship an order, at the least cost, with proof.
//!
//! - [`Problem`] is one order; [`Scratch`] solves one after the other, [`Scratch::explain`] tells why.
//! - [`Backlog`] is orders that share stock; [`Market`] solves it in parts that may run beside each other.
//!
//! All figures are integers, work is limited in steps, and the answer does not depend on the machine. See `docs/routing.md`.

mod backlog;
mod branch;
mod cover;
mod explain;
mod net;
mod plan;
mod price;
mod problem;
mod tree;

pub use backlog::{Attempt, Backlog, Batch, Bench, Claim, Joint, Load, Market, ORDERS_MAX, Progress, Room, Round, Waiting};
pub use explain::{Explanation, OneParcel, Standing};
pub use problem::{COST_MAX, LINES_MAX, LOCATIONS_MAX, Line, Problem, ProblemError, Shipped, Solution, UNITS_MAX};
pub use tree::Scratch;
