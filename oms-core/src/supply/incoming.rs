//! What product page and customer service are told of supply.

use serde::{Deserialize, Serialize};

use super::outlook::{deliveries, is_late, waiters};
use crate::batch::{Counter, LocationIndex, SkuIndex, Workspace};
use crate::document::DocumentKind;
use crate::{DocumentId, LineId, LocationId, OrderId, Quantity, Sku, Timestamp};

/// Units that are on order for a location, or on their way to it.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Incoming {
    /// When they are expected.
    pub expected_at: Timestamp,
    /// Where.
    pub location: LocationId,
    /// On which purchase order; absent if a transfer brings them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub purchase_order: Option<DocumentId>,
    /// On which transfer; absent if a purchase order brings them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub transfer: Option<DocumentId>,
    /// On which line of it.
    pub line: LineId,
    /// Units outstanding.
    pub quantity: Quantity,
    /// Those of them that nobody waits for: units on backorder are counted against what is expected first.
    pub free: Quantity,
}

/// Units on order or in transit that are to go to a line of an order that waits for them.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct SupplyPromise {
    /// The order.
    pub order: OrderId,
    /// Its line.
    pub line: LineId,
    /// When they are expected.
    pub expected_at: Timestamp,
    /// On which purchase order; absent if a transfer brings them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub purchase_order: Option<DocumentId>,
    /// On which transfer; absent if a purchase order brings them.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub transfer: Option<DocumentId>,
    /// How many units.
    pub quantity: Quantity,
    /// Whether that is past what the customer was promised.
    pub late: bool,
}

/// What is on order of a SKU for some locations, first expected first.
///
/// Which order gets which unit is not looked at, so that an answer does not cost a walk through the queue: all units that wait are
/// counted against what comes first, whichever location it comes to. That tells too little rather than too much.
pub(crate) fn incoming(work: &Workspace, sku: &Sku, index: SkuIndex, places: &[(LocationIndex, &LocationId)]) -> Vec<Incoming> {
    let slot = work.slot(index);
    let mut waiting = Quantity::from_balance(slot.counter(&Counter::Backordered));
    // Where less than nothing is available, what arrives makes up for it first.
    let mut missing: Vec<Quantity> = places.iter().map(|(place, _)| Quantity::from_balance(-slot.buckets(*place).available)).collect();
    let mut incoming = Vec::new();
    for delivery in deliveries(work, sku) {
        let found = places.iter().zip(&mut missing).find(|((_, location), _)| **location == delivery.location);
        let Some((_, missing)) = found else { continue };
        let mut free = delivery.quantity;
        for debt in [missing, &mut waiting] {
            let paid = free.min(*debt);
            free = free.less(paid);
            *debt = debt.less(paid);
        }
        incoming.push(Incoming {
            expected_at: delivery.expected_at,
            purchase_order: delivery.paper_of(DocumentKind::PurchaseOrder),
            transfer: delivery.paper_of(DocumentKind::Transfer),
            location: delivery.location,
            line: delivery.line,
            quantity: delivery.quantity,
            free,
        });
    }
    incoming
}

/// Which orders what is on order of a SKU is to go to, first to be served first, and first expected first for each.
pub(crate) fn promises(work: &mut Workspace, sku: &Sku) -> Vec<SupplyPromise> {
    let mut promises = Vec::new();
    for waiter in waiters(work, sku) {
        promises.extend(waiter.promised.into_iter().map(|(delivery, quantity)| SupplyPromise {
            order: waiter.order.id.clone(),
            line: waiter.line.clone(),
            expected_at: delivery.expected_at,
            purchase_order: delivery.paper_of(DocumentKind::PurchaseOrder),
            transfer: delivery.paper_of(DocumentKind::Transfer),
            quantity,
            late: is_late(&waiter.order, Some(delivery.expected_at)),
        }));
    }
    promises
}
