//! What commands would do, shown before anybody decides whether they shall.
//!
//! A preview is decided by the same steps as the commands themselves, on what the storage holds now, and then dropped: nothing is
//! written and nothing is kept back. Whoever agrees sends the same commands with the versions that the preview names; if one of their
//! orders has changed meanwhile, the command is refused with `version_conflict` and is previewed anew.
//!
//! A version guards an order, not the stock beside it: until the commands are sent, others may buy what the preview has shown.

use crate::SortedMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::batch::{ChangeSet, Outcome, ReadSet, SkuRecord, Snapshot};
use crate::inventory::Buckets;
use crate::order::{Derived, Order};
use crate::reservation::Reservation;
use crate::{Amount, Arrange, LocationId, LotNumber, OrderId, ReservationId, Sku};

/// What a batch of commands would do if it were sent now.
///
/// The receipts within the outcomes tell the rest: every event there would be, and where an order would ship from and why.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Preview {
    /// What would come of each command, in their order.
    pub commands: Vec<CommandPreview>,
    /// Every order that would be new or changed, by id.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub orders: Vec<OrderPreview>,
    /// Every stock level that would change, by SKU and location.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub stock: Vec<StockPreview>,
    /// Every reservation that would be new, changed or gone, by id.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reservations: Vec<ReservationPreview>,
}

/// What would come of one command.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct CommandPreview {
    /// How it would be answered.
    pub outcome: Outcome,
    /// The version of its order that it was previewed on: send it with this one as `expected_version` to confirm it. Absent for
    /// commands that are about no order, or about one that is not there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expected_version: Option<u64>,
}

/// What an order is, and what it would be.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct OrderPreview {
    /// The order.
    pub id: OrderId,
    /// As it is now; absent if it would be new.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<OrderPicture>,
    /// As it would be.
    pub after: OrderPicture,
    /// By how much more would be due: below nothing, that the customer would owe less or be owed more.
    pub due_change: Amount,
}

/// An order with what follows from it.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct OrderPicture {
    /// The order.
    pub order: Arc<Order>,
    /// Its statuses, its money, its cash, the locations of its units and when they are due.
    pub derived: Derived,
}

/// What lies of a SKU at a location, and what would.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct StockPreview {
    /// The SKU.
    pub sku: Sku,
    /// The location.
    pub location: LocationId,
    /// The lot, of an item that is kept by lot.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lot: Option<LotNumber>,
    /// Units by state as they are now.
    pub before: Buckets,
    /// Units by state as they would be.
    pub after: Buckets,
}

/// What a reservation is, and what it would be.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ReservationPreview {
    /// The reservation.
    pub id: ReservationId,
    /// As it is now; absent if it would be new.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<Arc<Reservation>>,
    /// As it would be; absent if it would be gone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<Arc<Reservation>>,
}

impl OrderPicture {
    /// The order with what follows from it.
    pub fn of(order: Arc<Order>) -> OrderPicture {
        OrderPicture { derived: order.derived(), order }
    }
}

/// The records of a preview as the storage holds them.
#[derive(Debug, Default)]
pub(crate) struct Before {
    orders: SortedMap<OrderId, Arc<Order>>,
    reservations: SortedMap<ReservationId, Arc<Reservation>>,
    stock: SortedMap<Sku, Arc<SkuRecord>>,
}

impl Before {
    /// Remembers what a storage has answered.
    pub(crate) fn remember(&mut self, wanted: &ReadSet, snapshot: &Snapshot) {
        self.orders.extend(snapshot.orders.iter().flatten().map(|order| (order.id.clone(), Arc::clone(order))));
        let reservations = snapshot.reservations.iter().flatten();
        self.reservations.extend(reservations.map(|reservation| (reservation.id.clone(), Arc::clone(reservation))));
        self.stock.extend(wanted.skus.iter().cloned().zip(snapshot.skus.iter().cloned()));
    }

    /// Sets what there is beside what there would be.
    pub(crate) fn compared(mut self, commands: Vec<CommandPreview>, changes: ChangeSet) -> Preview {
        // An order that a command has only relied on stands among the changes as it was read.
        let changed = changes.orders.into_iter().filter(|put| put.order.version != put.read);
        let mut orders: Vec<OrderPreview> = changed.map(|put| self.order(put.order)).collect();
        orders.arrange_by(|one, other| one.id.cmp(&other.id));
        let mut reservations: Vec<ReservationPreview> = changes
            .reservations
            .into_iter()
            .map(|change| ReservationPreview { before: self.reservations.remove(&change.id), after: change.reservation, id: change.id })
            .filter(|preview| preview.before != preview.after)
            .collect();
        reservations.arrange_by(|one, other| one.id.cmp(&other.id));
        let moved = changes.stock.into_iter().filter(|delta| !delta.change.is_zero());
        let stock = moved.map(|delta| {
            let before = self.stock.get(&delta.sku).map(|record| record.buckets(&delta.location, delta.lot.as_ref())).unwrap_or_default();
            StockPreview { sku: delta.sku, location: delta.location, lot: delta.lot, before, after: before.plus(&delta.change) }
        });
        Preview { commands, orders, stock: stock.collect(), reservations }
    }

    fn order(&mut self, after: Arc<Order>) -> OrderPreview {
        let before = self.orders.remove(&after.id).map(OrderPicture::of);
        let after = OrderPicture::of(after);
        let due = after.derived.balance.due;
        let due_change = before.as_ref().map_or(due, |before| due.minus(before.derived.balance.due));
        OrderPreview { id: after.order.id.clone(), before, after, due_change }
    }
}
