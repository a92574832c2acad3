use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

use crate::rates::HandlingCost;
use crate::routing::Dispatch;
use crate::{Coordinates, Country, LocationId, Quantity, Tag};

/// A place that keeps or ships stock: a warehouse, a store, a supplier who ships.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Location {
    /// Its id.
    pub id: LocationId,
    /// What people call it.
    #[serde(default, skip_serializing_if = "SmolStr::is_empty")]
    pub name: SmolStr,
    /// The country it stands in.
    pub country: Country,
    /// Its place on the map. Without one, distance does not decide for or against it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub coordinates: Option<Coordinates>,
    /// Lower numbers are preferred when as many parcels are needed.
    #[serde(default)]
    pub priority: u16,
    /// Countries it ships to; empty means everywhere.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub serves: Vec<Country>,
    /// Whether orders may be routed to it. Its stock stays counted.
    #[serde(default = "yes")]
    pub ships: bool,
    /// Whether customers may collect orders there, whether or not it ships.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub pickup: bool,
    /// What it can take on in a day; absent means whatever is routed to it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub daily_capacity: Option<Box<DailyCapacity>>,
    /// What its own work costs, by currency; at most one entry a currency.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub handling_costs: Vec<HandlingCost>,
    /// How many of a thousand fulfillment orders it refuses, as far as that is known, for costs that count with it.
    #[serde(default, skip_serializing_if = "is_never")]
    pub refusal_per_mille: u16,
    /// Groups it is in, for rules of routing.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub groups: Vec<Tag>,
    /// What it can do that items may require, such as `cold_chain`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub capabilities: Vec<Tag>,
    /// When it sends parcels; absent where that is not known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dispatch: Option<Box<Dispatch>>,
}

/// What a location can take on in a day. A measure that is absent is without limit.
///
/// Work counts on the day on which stock of the location is promised to an order. An order that is canceled on the same day gives its
/// room back; on a later day it does not, and takes none of that day.
#[derive(Clone, Debug, Default, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct DailyCapacity {
    /// Orders.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub orders: Option<u32>,
    /// Units of all orders.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub units: Option<Quantity>,
    /// What they weigh together, in grams.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub grams: Option<u64>,
    /// The time zone of its days, by its name in the IANA database; empty is UTC.
    #[serde(default, skip_serializing_if = "SmolStr::is_empty")]
    pub time_zone: SmolStr,
}

impl Location {
    /// Whether it ships to `country`; an unknown destination is served by every location.
    pub fn serves(&self, country: Option<&Country>) -> bool {
        self.ships && (self.serves.is_empty() || country.is_none_or(|country| self.serves.contains(country)))
    }
}

fn is_never(per_mille: &u16) -> bool {
    *per_mille == 0
}

fn yes() -> bool {
    true
}
