use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::{Counter, LogEntry, Recent, Waiting};
use crate::document::{Document, DocumentKey, Subject};
use crate::inventory::Buckets;
use crate::item::Item;
use crate::order::Order;
use crate::reservation::{Reservation, ReservationRevision};
use crate::settings::Settings;
use crate::{ConsumerId, CustomerId, LocationId, LotNumber, ReservationId, Sku};

/// Everything a batch changes. A storage applies all of it or nothing.
///
/// It must refuse with a conflict when
/// - the epoch is not [`epoch_read`](Self::epoch_read) any more,
/// - an order or a paper is not at the version it was read at (0: absent), or a reservation not of its revision,
/// - an order's external id belongs to another order, or a command's id is in the log already,
/// - an entry is rewritten that is not in the log,
/// - a consumer is not at the position it was read at,
/// - a guard of a stock or counter delta does not hold.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub struct ChangeSet {
    /// The epoch the decisions rest on.
    pub epoch_read: u64,
    /// How many commands changed settings or items: the epoch grows by it.
    #[serde(skip_serializing_if = "is_zero")]
    pub epoch_step: u64,
    /// The settings, if they changed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub settings: Option<Arc<Settings>>,
    /// Items that changed, by SKU.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub items: Vec<Arc<Item>>,
    /// Orders that are new or changed, in the order they were first touched. One that a command was about and left as it is stands
    /// here as it was read, so that the version named by the receipt is the one it has.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub orders: Vec<OrderPut>,
    /// Reservations that are new, changed or gone.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub reservations: Vec<ReservationChange>,
    /// Differences of stock, one a SKU, location and lot, sorted.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub stock: Vec<StockDelta>,
    /// Differences of counters, one a SKU and counter, sorted.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub counters: Vec<CounterDelta>,
    /// Orders that began or ceased to wait for stock of a SKU.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub waiting: Vec<WaitingChange>,
    /// Papers that are new or changed, in the order they were first touched.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub documents: Vec<DocumentPut>,
    /// Subjects that an open paper began or ceased to be about, sorted.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub subjects: Vec<SubjectChange>,
    /// Orders by customer, kept only where a policy compares an order with the customer's latest ones.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub recent: Vec<RecentPut>,
    /// Customers whose latest orders are forgotten, before those of `recent` are put. A storage also forgets their ids wherever it lists
    /// orders by customer, once no order is of them.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub forgotten: Vec<CustomerId>,
    /// Entries that take the place of those of the same command in the log, sorted by command: what is personal was taken out. Numbers
    /// stay. What was there before is to be overwritten, as far as the storage can.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub rewritten: Vec<Arc<LogEntry>>,
    /// Consumers of the log that are elsewhere from now on.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub consumers: Vec<ConsumerMove>,
    /// The log: one entry an applied command, in the order they were applied.
    pub log: Vec<Arc<LogEntry>>,
}

/// An order as it is to be kept.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct OrderPut {
    /// The version it was read at; 0 if it was absent.
    pub read: u64,
    /// The order.
    pub order: Arc<Order>,
}

/// A reservation as it is to be kept, or that it is to go.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ReservationChange {
    /// Its id.
    pub id: ReservationId,
    /// The revision it was read at; absent if there was none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub read: Option<ReservationRevision>,
    /// The reservation; absent if it is gone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reservation: Option<Arc<Reservation>>,
}

/// An order that a customer has placed just now.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct RecentPut {
    /// The customer.
    pub customer: CustomerId,
    /// The order.
    pub recent: Recent,
}

/// A consumer that goes from one position in the log to another.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ConsumerMove {
    /// The consumer.
    pub consumer: ConsumerId,
    /// The position it was read at; 0 if it was absent.
    pub read: u64,
    /// The number of the last entry that it has acknowledged; 0 if it is gone.
    pub position: u64,
}

/// A difference of stock. Differences commute, so that a SKU everybody wants does not conflict with itself.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct StockDelta {
    /// The SKU.
    pub sku: Sku,
    /// The location.
    pub location: LocationId,
    /// The lot, of an item that is kept by lot: each lot at a location is counted and guarded apart.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lot: Option<LotNumber>,
    /// What to add to each state.
    pub change: Buckets,
    /// Guard: at least so many units must be available before the change.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub available_at_least: Option<i64>,
    /// Guard: every state must be just this before the change.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub exactly: Option<Buckets>,
}

/// A difference of a counter.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct CounterDelta {
    /// The SKU.
    pub sku: Sku,
    /// The counter.
    pub counter: Counter,
    /// What to add.
    pub change: i64,
    /// Guard: the counter must be at most this before the change.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at_most: Option<i64>,
}

/// An order that begins or ceases to wait for stock of a SKU.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct WaitingChange {
    /// The SKU.
    pub sku: Sku,
    /// The order and its place in the queue.
    pub waiting: Waiting,
    /// Whether it waits from now on.
    pub waits: bool,
}

/// A paper as it is to be kept. It replaces the one of its kind and id.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct DocumentPut {
    /// The version it was read at; 0 if it was absent.
    pub read: u64,
    /// What names it.
    pub key: DocumentKey,
    /// The paper.
    pub document: Arc<Document>,
}

/// A subject that an open paper begins or ceases to be about.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct SubjectChange {
    /// The subject.
    pub subject: Subject,
    /// The paper.
    pub document: DocumentKey,
    /// Whether it is about it from now on.
    pub is_about: bool,
}

fn is_zero(step: &u64) -> bool {
    *step == 0
}
