use std::sync::Arc;

use serde::{Deserialize, Serialize};
use smallvec::SmallVec;

use super::{CounterDelta, LogEntry, StockDelta};
use crate::document::{Document, DocumentKey};
use crate::inventory::Buckets;
use crate::item::Item;
use crate::order::Order;
use crate::query::{MovementRow, Page};
use crate::reservation::Reservation;
use crate::routing::Measure;
use crate::settings::Settings;
use crate::{ChannelId, LocationId, LotNumber, OrderId, ReservationId, Timestamp};

/// A storage's answer to a [`ReadSet`](crate::batch::ReadSet): every list runs in parallel to the one asked with, an absent
/// record is `None`, and all of it is one consistent view.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub struct Snapshot {
    /// Counts the commands that changed settings or items.
    pub epoch: u64,
    /// The settings, unless the asker has them.
    pub settings: Option<Arc<Settings>>,
    /// The time of the last command in the log.
    pub last_at: Option<Timestamp>,
    /// Orders asked by id.
    pub orders: Vec<Option<Arc<Order>>>,
    /// Ids of the orders asked by channel and external id.
    pub external_ids: Vec<Option<OrderId>>,
    /// Items with all their stock.
    pub skus: Vec<Arc<SkuRecord>>,
    /// Reservations.
    pub reservations: Vec<Option<Arc<Reservation>>>,
    /// The latest order of each customer, newest first.
    pub customers: Vec<Vec<Recent>>,
    /// Log entries of commands.
    pub commands: Vec<Option<Arc<LogEntry>>>,
    /// Orders that wait, first to be served first.
    pub waiting: Vec<Vec<Waiting>>,
    /// Papers.
    pub documents: Vec<Option<Arc<Document>>>,
    /// The open papers about each subject, sorted.
    pub subjects: Vec<Vec<DocumentKey>>,
    /// What moved lately, last entry first.
    pub moved: Vec<Vec<MovementRow>>,
    /// What is due, first due first.
    pub due: Vec<Due>,
    /// The pages.
    pub pages: Vec<Page>,
}

/// What a storage knows about a SKU.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub struct SkuRecord {
    /// The item, if it is in the catalog.
    pub item: Option<Arc<Item>>,
    /// Its stock wherever there is or was some, by location id, then by lot. Of a lot that holds nothing any more, a storage keeps no row:
    /// lots come and go, and what is read must not grow with them.
    pub stock: StockByLocation,
    /// Its counters that are not zero, sorted.
    pub counters: Vec<CounterValue>,
}

impl SkuRecord {
    /// The stock at a location, of a lot if the item is kept by lot; nothing where there never was any.
    pub fn buckets(&self, location: &LocationId, lot: Option<&LotNumber>) -> Buckets {
        let found = self.stock.iter().find(|stock| &stock.location == location && stock.lot.as_ref() == lot);
        found.map(|stock| stock.buckets).unwrap_or_default()
    }

    /// The value of a counter.
    pub fn counter(&self, counter: &Counter) -> i64 {
        self.counters.iter().find(|known| &known.counter == counter).map_or(0, |known| known.value)
    }

    /// Takes in a difference of stock that was written.
    pub fn add_stock(&mut self, delta: &StockDelta) {
        let found = self.stock.binary_search_by(|known| known.location.cmp(&delta.location).then_with(|| known.lot.cmp(&delta.lot)));
        match found {
            Ok(place) => {
                let Some(known) = self.stock.get_mut(place) else { return };
                known.buckets = known.buckets.plus(&delta.change);
                if delta.lot.is_some() && known.buckets.is_zero() {
                    self.stock.remove(place);
                }
            }
            Err(_) if delta.lot.is_some() && delta.change.is_zero() => {}
            Err(place) => {
                let (location, lot) = (delta.location.clone(), delta.lot.clone());
                self.stock.insert(place, LocationStock { location, lot, buckets: delta.change });
            }
        }
    }

    /// Takes in a difference of a counter that was written. Counters that are zero are left out.
    pub fn add_counter(&mut self, delta: &CounterDelta) {
        match self.counters.binary_search_by(|known| known.counter.cmp(&delta.counter)) {
            Ok(place) => {
                if let Some(known) = self.counters.get_mut(place) {
                    known.value += delta.change;
                }
            }
            Err(place) => self.counters.insert(place, CounterValue { counter: delta.counter.clone(), value: delta.change }),
        }
        self.counters.retain(|known| known.value != 0);
    }
}

/// The stock of one SKU. Where few locations have some, it needs no list of its own in memory.
pub type StockByLocation = SmallVec<[LocationStock; 3]>;

/// Stock of a SKU at one location.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct LocationStock {
    /// The location.
    pub location: LocationId,
    /// The lot, of an item that is kept by lot.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lot: Option<LotNumber>,
    /// Units by state.
    pub buckets: Buckets,
}

/// What is counted per SKU over all locations.
#[derive(Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Counter {
    /// Units on backorder.
    Backordered,
    /// Units sold or reserved through a channel that has a cap, and not given back.
    Channel(ChannelId),
    /// What a location has taken on in a day. It is not counted for a SKU, but under a name that holds the location and the day:
    /// `capacity/n1/2026-03-01`.
    Capacity(Measure),
}

/// A counter and its value.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct CounterValue {
    /// Which.
    pub counter: Counter,
    /// Its value.
    pub value: i64,
}

/// An order a customer has placed lately, to tell duplicates by.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Recent {
    /// The order.
    pub order: OrderId,
    /// When it was placed.
    pub placed_at: Timestamp,
}

/// Something whose time has come.
#[derive(Clone, Debug, Eq, Ord, PartialEq, PartialOrd, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Due {
    /// When.
    pub at: Timestamp,
    /// What.
    pub key: DueKey,
}

/// What may be due.
#[derive(Clone, Debug, Eq, Ord, PartialEq, PartialOrd, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum DueKey {
    /// A reservation.
    Reservation(ReservationId),
    /// An order of which something ends by itself.
    Order(OrderId),
    /// A paper of which something ends by itself.
    Document(DocumentKey),
}

/// An order that waits for stock of a SKU, or stands in a queue, and its place there: highest priority first, then placed first, then by
/// id.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Waiting {
    /// Higher is served first.
    pub priority: i16,
    /// Then whoever placed first.
    pub placed_at: Timestamp,
    /// The order.
    pub order: OrderId,
}

impl Ord for Waiting {
    fn cmp(&self, other: &Waiting) -> std::cmp::Ordering {
        let key = |waiting: &Waiting| (std::cmp::Reverse(waiting.priority), waiting.placed_at);
        key(self).cmp(&key(other)).then_with(|| self.order.cmp(&other.order))
    }
}

impl PartialOrd for Waiting {
    fn partial_cmp(&self, other: &Waiting) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}
