//! What is worked out from an order rather than kept in it.

use serde::{Deserialize, Serialize};

use super::{Order, Queued, Statuses};
use crate::payment::{Balance, Cash};
use crate::{Arrange, LocationId, Timestamp};

/// What follows from an order: for people who look at it, and for storages that list it.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Derived {
    /// Where it stands on every axis.
    pub statuses: Statuses,
    /// The queue it stands in, if units of it are not routed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub queue: Option<Queued>,
    /// Every location that has, or had, units of it, sorted.
    pub locations: Vec<LocationId>,
    /// Its money.
    pub balance: Balance,
    /// Where the cash of its payments on delivery is.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cash: Vec<Cash>,
    /// When units that have not arrived are promised for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due_for_delivery: Option<Timestamp>,
}

impl Order {
    /// What follows from the order.
    pub fn derived(&self) -> Derived {
        let mut locations: Vec<LocationId> = self.locations().cloned().collect();
        locations.arrange();
        locations.dedup();
        Derived {
            statuses: self.statuses(),
            queue: self.queued(),
            locations,
            balance: self.balance(),
            cash: self.cash(),
            due_for_delivery: self.due_for_delivery(),
        }
    }
}
