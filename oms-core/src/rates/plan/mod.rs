//! The cheapest plan for an order where what a parcel costs goes by weight steps.
//!
//! The solver of [`crate::sourcing`] wants a cost for each parcel and each unit. Tariffs have steps, so each location's is
//! replaced by a line that is nowhere above it: what the solver proves of these lines is a bound for the true costs too. The plan
//! it finds is weighed by the true tariffs; orders of few units are then divided in every way, others are improved step by step.

mod divide;
mod explain;
mod improve;
mod minorant;
mod order;
mod prices;
mod search;
mod solve;
mod tiers;
mod using;
mod worthy;

pub use order::{CostedLine, CostedLocation, CostedOrder, CostedParcel, CostedPlan, Service};
pub use solve::Underestimate;
