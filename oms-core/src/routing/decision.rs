use serde::{Deserialize, Serialize};

use super::policy::PolicyTrace;
use crate::LocationId;

/// Which locations were chosen, and why the others were not.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Decision {
    /// The locations that ship, most preferred first: one parcel each.
    pub chosen: Vec<LocationId>,
    /// Whether no better choice exists. If not, the search ended at its bound and this is the best found.
    pub proven: bool,
    /// The others, by reason.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub passed_over: Vec<PassedOver>,
    /// How a routing policy came to it; absent without one, and then `passed_over` tells why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub policy: Option<Box<PolicyTrace>>,
}

/// Locations that were not chosen for the same reason.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct PassedOver {
    /// Why.
    pub reason: Reason,
    /// Which, by id.
    pub locations: Vec<LocationId>,
}

/// Why a location was not chosen.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// It does not ship, or not to the destination.
    DoesNotServe,
    /// The channel does not sell its stock.
    NotInChannel,
    /// The order is collected at another, or has a slot of another.
    OtherLocation,
    /// It rejected these units before, or could not find them.
    Excluded,
    /// It has none of the units.
    NoStock,
    /// It has taken on as much today as it can.
    NodeCapacity,
    /// With it, more parcels would be needed.
    MoreParcels,
    /// Others that need as few parcels have priority.
    LowerPriority,
    /// Others of the same priority are nearer.
    Farther,
    /// Nothing tells it from those chosen but its id.
    LaterId,
    /// The search ended at its bound before it was looked at in every combination.
    NotSearched,
}
