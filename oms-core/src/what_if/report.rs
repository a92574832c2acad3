//! What is answered.

use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

use super::figures::WhatIfFigures;
use crate::{Day, LocationId, OrderId, Timestamp};

/// What came of a period as it was, what would have come of it with the changes, and the difference.
///
/// All of it is about the orders that were captured in the period, as they stand at its end.
#[derive(Clone, Debug, Default, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct WhatIfReport {
    /// What was played.
    pub period: WhatIfPeriod,
    /// As recorded.
    pub recorded: WhatIfFigures,
    /// With the changes.
    pub variant: WhatIfFigures,
    /// By how much each figure is more with the changes; below nothing, less.
    pub difference: WhatIfFigures,
    /// What locations would have to ship, by id.
    pub locations: Vec<WhatIfLocation>,
    /// Commands that one copy refused and the other did not, by copy and code.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub refused: Vec<WhatIfRefusals>,
    /// How many commands both copies refused: most of them rest on work that is not played.
    pub refused_in_both: u64,
    /// How many orders came out differently.
    pub orders_different: u64,
    /// Those orders, by id, as many as were asked for.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub orders: Vec<WhatIfOrder>,
    /// The `after` that lists further ones, if there are any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<OrderId>,
}

/// What was played.
#[derive(Clone, Debug, Default, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct WhatIfPeriod {
    /// When the changes took effect.
    pub since: Timestamp,
    /// Where it ends; absent: with the log.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Timestamp>,
    /// Commands before it, which were played whole.
    pub commands_before: u64,
    /// How many of those were answered otherwise than the log has it: by another version of the library than the one that played them.
    pub answered_otherwise: u64,
    /// Commands of the period that were played.
    pub played: u64,
    /// Of those, settings and items that only the copy as recorded got, since the changes put them.
    pub replaced: u64,
    /// Counts and returns, of which the difference was played that they made to available stock.
    pub corrected: u64,
    /// Commands that were not played: work of locations, and what follows from it.
    pub left_out: u64,
}

/// One of the two copies of the store.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum WhatIfWorld {
    /// As recorded.
    Recorded,
    /// With the changes.
    Variant,
}

/// What a location would have to ship, or to hand over.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct WhatIfLocation {
    /// The location.
    pub location: LocationId,
    /// As recorded.
    pub recorded: WhatIfLoad,
    /// With the changes.
    pub variant: WhatIfLoad,
    /// By how much it is more with the changes.
    pub difference: WhatIfLoad,
}

/// The load of a location.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct WhatIfLoad {
    /// Orders with units of it.
    pub orders: i64,
    /// Their units.
    pub units: i64,
}

/// Commands that one copy refused and the other did not.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct WhatIfRefusals {
    /// Which copy refused them.
    pub refused_by: WhatIfWorld,
    /// The code of the refusal.
    pub code: SmolStr,
    /// How many.
    pub commands: u64,
    /// Up to five orders that they were about, as they came.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub orders: Vec<OrderId>,
}

/// An order that came out differently.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct WhatIfOrder {
    /// The order.
    pub order: OrderId,
    /// As recorded.
    pub recorded: WhatIfPlan,
    /// With the changes.
    pub variant: WhatIfPlan,
}

/// What became of an order.
#[derive(Clone, Debug, Default, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct WhatIfPlan {
    /// The code with which its capture was refused; then there is nothing else.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub refused: Option<SmolStr>,
    /// Locations that give units to it, by id: one parcel each, unless it is collected.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parcels: Vec<WhatIfParcel>,
    /// Units that wait for stock.
    #[serde(default, skip_serializing_if = "is_none")]
    pub backordered: i64,
    /// Units that no stock was found for, or that are held back.
    #[serde(default, skip_serializing_if = "is_none")]
    pub open: i64,
    /// Units taken off it.
    #[serde(default, skip_serializing_if = "is_none")]
    pub canceled: i64,
    /// How it stands to what was promised; absent where nothing was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub promise: Option<WhatIfPromise>,
}

/// Units that a location gives to an order.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct WhatIfParcel {
    /// The location.
    pub location: LocationId,
    /// How many.
    pub units: i64,
    /// How far it is, in metres, where both places are on the map.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub metres: Option<u64>,
    /// When it arrives by the calendar of the location, where that is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub arrives_on: Option<Day>,
}

/// How an order stands to the day it was promised for.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum WhatIfPromise {
    /// All parcels arrive by then.
    InTime,
    /// A parcel arrives later, or units have no stock and the time is over.
    Late,
    /// When a parcel arrives is not known, or units have no stock and there is still time.
    Unknown,
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde calls it by reference")]
fn is_none(units: &i64) -> bool {
    *units == 0
}
