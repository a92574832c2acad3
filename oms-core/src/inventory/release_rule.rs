//! Who is served first with stock that units wait for, and whether part of what an order waits for is given to it.

use serde::{Deserialize, Serialize};

use super::ORDERS_MAX;
use crate::batch::Workspace;
use crate::order::Order;
use crate::{Arrange, OrderId, Quantity, Sku};

/// Who is served first with stock that units wait for.
///
/// Each order counts with all units of the SKU that it waits for. Orders that the location cannot serve are passed by under every rule.
#[derive(Clone, Copy, Debug, Default, Eq, Hash, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum ReleaseRule {
    /// The highest priority, then placed first; in part if need be.
    #[default]
    Priority,
    /// Placed first, whatever the priority; in part if need be.
    FirstCome,
    /// Promised for the earliest day, those promised for none last, then by priority; in part if need be.
    Promise,
    /// By priority, but only orders that get all they wait for. Others wait, and what completes nobody stays free.
    ShipComplete,
    /// By priority, all that an order waits for or nothing. What is left is kept for the first that it is too little for: reserved, and
    /// given out as work once the rest is there. Nobody behind it is served before.
    ReserveHead,
}

/// What an order gets of what is free.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) struct Share {
    /// Units.
    pub(crate) units: Quantity,
    /// Whether they are kept until the rest is there.
    pub(crate) is_kept: bool,
    /// Whether those behind may get what is left.
    pub(crate) goes_on: bool,
}

impl ReleaseRule {
    /// What an order gets that waits for so many units where so many are free for it.
    pub(crate) fn share(self, waits: Quantity, free: Quantity) -> Share {
        let is_enough = free >= waits;
        let units = if self == ReleaseRule::ShipComplete && !is_enough { Quantity::ZERO } else { waits.min(free) };
        let is_kept = self == ReleaseRule::ReserveHead && !is_enough;
        Share { units, is_kept, goes_on: !is_kept }
    }

    /// Orders that wait for a SKU, first to be served first.
    ///
    /// Of more than are looked at, the first by priority are.
    pub(crate) fn queue(self, work: &Workspace, sku: &Sku) -> Vec<OrderId> {
        let mut queue = work.queue(sku, ORDERS_MAX);
        let placed = |order: Option<&Order>| order.map(|order| order.placed_at);
        let of = |id: &OrderId| work.order(id).ok();
        match self {
            ReleaseRule::Priority | ReleaseRule::ShipComplete | ReleaseRule::ReserveHead => {}
            ReleaseRule::FirstCome => queue.arrange_by_cached_key(|id| (placed(of(id).map(AsRef::as_ref)), id.clone())),
            // The sort is stable: among equals the order by priority stays.
            ReleaseRule::Promise => queue.arrange_by_cached_key(|id| {
                let promised = of(id).and_then(|order| order.promised_at);
                (promised.is_none(), promised)
            }),
        }
        queue
    }
}
