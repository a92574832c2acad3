use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

use crate::condition::Condition;
use crate::rates::CostModel;
use crate::settings::CurrencyAmount;
use crate::{Country, LocationId, Quantity, Tag};

/// How orders are routed: rules, first to last. The first whose condition holds and that finds a plan decides.
#[derive(Clone, Debug, Default, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct RoutingRules {
    /// Counts the commands that changed them; decisions name it.
    pub version: u64,
    /// The rules. Without any, orders are routed as if there was no policy.
    pub rules: Vec<RoutingRule>,
    /// How many nodes the search for the best plan may look at before it settles for the best found.
    #[serde(default = "default_steps")]
    pub search_steps_max: u32,
}

pub(super) fn default_steps() -> u32 {
    2_000
}

/// Which locations may ship an order, which of them are best, and what becomes of it if they cannot.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct RoutingRule {
    /// Its name; decisions and holds say it.
    pub name: SmolStr,
    /// The orders it is for, as a condition in CEL such as `order.channel == "web"`; absent means every order.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub condition: Option<Condition>,
    /// Which locations it uses.
    #[serde(default, skip_serializing_if = "LocationFilter::is_default")]
    #[cfg_attr(feature = "schema", schemars(extend("default" = {})))]
    pub locations: LocationFilter,
    /// What makes a plan better than another: the first that tells them apart decides. Empty means `parcels`, `priority`, `distance`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rank: Vec<RankBy>,
    /// What plans cost beside carriers and handling, for the rank `cost`; absent means nothing else, in the currency of the order.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cost: Option<Box<CostModel>>,
    /// Whether an order may be divided into parcels.
    #[serde(default, skip_serializing_if = "SplitPolicy::is_default")]
    #[cfg_attr(feature = "schema", schemars(extend("default" = {})))]
    pub split: SplitPolicy,
    /// What becomes of an order that it finds no plan for.
    #[serde(default)]
    pub otherwise: Otherwise,
}

/// What a rule ranks by that does not say.
const USUAL_RANK: &[RankBy] = &[RankBy::Parcels, RankBy::Priority, RankBy::Distance];

impl RoutingRule {
    /// What it ranks by.
    pub fn ranking(&self) -> &[RankBy] {
        if self.rank.is_empty() { USUAL_RANK } else { &self.rank }
    }
}

/// Which locations a rule uses. All that is named must be fulfilled.
#[derive(Clone, Debug, Default, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub struct LocationFilter {
    /// Only these; empty means all.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub ids: Vec<LocationId>,
    /// Only those in one of these groups; empty means all.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub groups: Vec<Tag>,
    /// None that is in one of these groups.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub not_groups: Vec<Tag>,
    /// Only those that stand in one of these countries; empty means all.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub countries: Vec<Country>,
    /// Only those that stand in the country the order goes to.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub same_country: bool,
    /// Only those where customers may collect orders.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub pickup: bool,
    /// Only those whose priority is at most this.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub priority_max: Option<u16>,
    /// Only those at most so many metres away. It says nothing where one of the two has no place on the map.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub distance_max: Option<u64>,
    /// Units of each SKU that stay at a location.
    #[serde(skip_serializing_if = "Quantity::is_none")]
    pub stock_floor: Quantity,
    /// Only those from where the order arrives by the day it is promised for. It says nothing of orders without a promise.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub meets_promise: bool,
}

impl LocationFilter {
    fn is_default(&self) -> bool {
        *self == LocationFilter::default()
    }
}

/// What makes a plan better than another.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum RankBy {
    /// Fewer parcels.
    Parcels,
    /// A smaller sum of the priorities of locations.
    Priority,
    /// A smaller sum of distances in metres. It decides only where all locations that have units have a place on the map.
    Distance,
    /// Fewer days until each parcel arrives, summed up, of those that say when they dispatch.
    Days,
    /// A smaller sum of the shares of their day that locations have taken on, in thousandths of the measure of `daily_capacity` that is
    /// fullest. Locations that can take on any amount have taken on nothing of it.
    Load,
    /// A smaller cost: what carriers charge by rate cards, handling, and the terms of the rule's cost model. It comes last: between plans
    /// that cost the same, locations come by priority, distance and id.
    Cost,
}

impl RankBy {
    /// The name on the wire.
    pub const fn name(self) -> &'static str {
        match self {
            RankBy::Parcels => "parcels",
            RankBy::Priority => "priority",
            RankBy::Distance => "distance",
            RankBy::Days => "days",
            RankBy::Load => "load",
            RankBy::Cost => "cost",
        }
    }
}

/// Whether an order may be divided into parcels.
#[derive(Clone, Debug, Default, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub struct SplitPolicy {
    /// The most parcels; 1 means that it is not divided. Absent means as many as the policies of routing allow.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parcels_max: Option<u8>,
    /// What each parcel of a divided order is worth at least, discounts taken off. Orders in other currencies are not divided.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parcel_value_min: Option<CurrencyAmount>,
    /// Items with the same one of these tags go in the same parcel.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub keep_together: Vec<Tag>,
    /// Whether nothing is sent as long as something is missing.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub ship_complete: bool,
}

impl SplitPolicy {
    fn is_default(&self) -> bool {
        *self == SplitPolicy::default()
    }
}

/// What becomes of an order that a rule finds no plan for.
#[derive(Clone, Copy, Debug, Default, Eq, Hash, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Otherwise {
    /// The next rule that is for it is asked. After the last, what is missing is treated as by `backorder`.
    #[default]
    NextRule,
    /// It is held as unserviceable, and the hold says why. Nothing is promised.
    Hold,
    /// What is there is sent; the rest goes on backorder as far as its items allow, and beyond that the channel decides.
    Backorder,
    /// What is there is sent; the rest stays open under a stock hold.
    Queue,
}
