//! Who ships what: the plan, the search for it, and the promise that keeps it.

pub(crate) mod candidate;
pub(crate) mod capacity;
mod decision;
mod distance;
pub(crate) mod plan;
pub(crate) mod promise;
pub(crate) mod search;

pub use capacity::{DayLoad, Measure};
pub use decision::{Decision, PassedOver, Reason};
pub(crate) use distance::Point;
pub use distance::distance_metres;
