//! Orders that wait, moved together to where they cost less: what moves, the plan of it, and the command that does it.

mod backlog;
mod claim;
mod classes;
mod figures;
mod plan;
mod proposal;
pub(crate) mod reroute_orders;
mod room;

use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

pub use figures::RerouteFigures;
pub use plan::{NotReroutable, RerouteBar, RerouteLookup, ReroutePlan, RerouteQuery};
pub use proposal::{RerouteProposal, ReroutedOrder};
pub use reroute_orders::RerouteOrders;

use crate::{LineId, LocationId, OrderId, Quantity, Timestamp};

/// The most orders that are planned or moved together.
pub const REROUTE_ORDERS_MAX: usize = 500;

/// Units of a line that come from another location than before.
#[derive(Clone, Debug, Eq, Ord, PartialEq, PartialOrd, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct UnitMove {
    /// The line.
    pub line: LineId,
    /// Where they are promised from.
    pub from_location: LocationId,
    /// Where they come from instead.
    pub to_location: LocationId,
    /// How many.
    pub quantity: Quantity,
}

/// An order, and what of it comes from other locations.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct OrderReroute {
    /// The order.
    pub order: OrderId,
    /// The version it must have.
    pub expected_version: u64,
    /// What moves.
    pub moves: Vec<UnitMove>,
}

/// That an order was re-routed, as it keeps it: the last time.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Rerouted {
    /// When.
    pub at: Timestamp,
    /// What moved.
    pub moves: Vec<UnitMove>,
    /// How many orders were moved with it.
    pub together: u32,
    /// Why, in somebody's words.
    #[serde(default, skip_serializing_if = "SmolStr::is_empty")]
    pub reason: SmolStr,
}
