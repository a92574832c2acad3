use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

use crate::{Coordinates, Country, LocationId};

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
}

impl Location {
    /// Whether it ships to `country`; an unknown destination is served by every location.
    pub fn serves(&self, country: Option<&Country>) -> bool {
        self.ships && (self.serves.is_empty() || country.is_none_or(|country| self.serves.contains(country)))
    }
}

fn yes() -> bool {
    true
}
