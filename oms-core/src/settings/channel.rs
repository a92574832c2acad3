use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

use crate::{ChannelId, Currency, LocationId, Quantity};

/// Where orders come from: a web shop, a marketplace, a store till.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Channel {
    /// Its id.
    pub id: ChannelId,
    /// What people call it.
    #[serde(default, skip_serializing_if = "SmolStr::is_empty")]
    pub name: SmolStr,
    /// Currencies it may sell in; empty means every currency.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub currencies: Vec<Currency>,
    /// Locations whose stock it sells; empty means all.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub locations: Vec<LocationId>,
    /// The time zone of its customers, by its name in the IANA database, for orders that name none; empty is UTC.
    #[serde(default, skip_serializing_if = "SmolStr::is_empty")]
    pub time_zone: SmolStr,
    /// Whether it may sell what others must leave as safety stock (a store selling from its own shelf).
    #[serde(default)]
    pub ignores_safety_stock: bool,
    /// Days that what is kept by lot must have left when its customers get it; items and lines of orders may ask for more.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub minimum_life_days: u16,
    /// What becomes of an order that asks for more than there is.
    #[serde(default)]
    pub on_shortage: OnShortage,
    /// Whether an order must have a payment authorized or captured before it is released to a location.
    #[serde(default)]
    pub requires_payment: bool,
    /// How much of the stock it is shown, where it is told figures of its own; absent means all of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub publishing: Option<Publishing>,
}

fn is_zero(days: &u16) -> bool {
    *days == 0
}

/// How much of the stock a channel is shown that sells by figures it was told some time ago.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub struct Publishing {
    /// Units of each SKU that it is not told of: what others may sell until it is told again.
    pub buffer: Quantity,
    /// The most units of a SKU that it shows; absent means as many as there are.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub most: Option<Quantity>,
}

impl Channel {
    /// Whether it sells stock of that location.
    pub fn uses(&self, location: &LocationId) -> bool {
        self.locations.is_empty() || self.locations.contains(location)
    }
}

/// What becomes of an order that asks for more than there is.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum OnShortage {
    /// The capture is refused with the figures. Right where the buyer still waits for an answer.
    #[default]
    Refuse,
    /// The order is captured, the missing units stay open and a stock hold is placed. Right where the sale has
    /// already been made elsewhere.
    Hold,
}
