//! Lists of what a storage keeps, page by page.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::batch::{CounterValue, LogEntry};
use crate::consumer::ConsumerPosition;
use crate::document::{Document, DocumentKind, Subject};
use crate::inventory::{Movement, StockLevel};
use crate::item::Item;
use crate::lot::LotReference;
use crate::order::{DeliveryStatus, FulfillmentStatus, HoldKind, Order, OrderQueue, OrderStatus, PaymentStatus, ReturnStatus, Stage};
use crate::reservation::Reservation;
use crate::settings::Settings;
use crate::tagged;
use crate::writer;
use crate::{Actor, ChannelId, CommandId, CustomerId, DocumentId, LocationId, LotNumber, OrderId, ReservationId, Sku, Tag, Timestamp};

/// The most rows a page may have.
pub const PAGE_MAX: u32 = 10_000;

tagged! {
by "type" of "Query", read by members;
/// A page of a list that a storage can answer. Limits above [`PAGE_MAX`] count as that.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Query {
    /// Orders that pass a filter, placed last first, then by id downwards.
    Orders {
        /// Which orders.
        #[serde(default)]
        filter: Box<OrderFilter>,
        /// Only what comes after this place of the list.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        after: Option<OrderCursor>,
        /// The most rows wanted.
        limit: u32,
    },
    /// How many orders that pass a filter stand where on an axis, or in which queue.
    OrderCounts {
        /// The axis.
        axis: Axis,
        /// Which orders.
        #[serde(default)]
        filter: Box<OrderFilter>,
    },
    /// Entries of the log, by number.
    Log {
        /// Only entries with a greater number; 0 for the first.
        after: u64,
        /// The most rows wanted.
        limit: u32,
    },
    /// How far consumers of the log have come.
    Consumers,
    /// Movements of a SKU, last first.
    Movements {
        /// The SKU.
        sku: Sku,
        /// Only at this location.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        location: Option<LocationId>,
        /// Only movements of entries with a smaller number.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        before: Option<u64>,
        /// The most entries wanted; all movements of an entry stand on one page.
        limit: u32,
    },
    /// The settings.
    Settings,
    /// Items by SKU.
    Items {
        /// Only SKUs after this one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        after: Option<Sku>,
        /// The most rows wanted.
        limit: u32,
    },
    /// Stock and counters by SKU. SKUs that never had any are left out.
    Stock {
        /// Only SKUs after this one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        after: Option<Sku>,
        /// The most SKUs wanted.
        limit: u32,
    },
    /// All orders by id, for audits, digests and exports.
    AllOrders {
        /// Only ids after this one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        after: Option<OrderId>,
        /// The most rows wanted.
        limit: u32,
    },
    /// Reservations by id.
    Reservations {
        /// Only ids after this one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        after: Option<ReservationId>,
        /// The most rows wanted.
        limit: u32,
    },
    /// Papers of a kind, open or done, by id.
    Documents {
        /// The kind.
        kind: DocumentKind,
        /// Only open ones about this subject.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        about: Option<Subject>,
        /// Only ids after this one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        after: Option<DocumentId>,
        /// The most rows wanted.
        limit: u32,
    },
}
}

tagged! {
by "type" of "Page";
/// A page of a list. A page shorter than the limit is the last one.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Page {
    /// Orders.
    Orders {
        /// The rows.
        orders: Vec<Arc<Order>>,
        /// Where the next page begins, if there may be one.
        next: Option<OrderCursor>,
    },
    /// Counts by the name of the status, sorted by name; statuses without orders are left out.
    OrderCounts {
        /// The rows.
        counts: Vec<StatusCount>,
    },
    /// Entries of the log.
    Log {
        /// The rows.
        entries: Vec<NumberedEntry>,
    },
    /// Consumers of the log. How far one is behind is the difference of `last` and its position.
    Consumers {
        /// All of them, by name.
        consumers: Vec<ConsumerPosition>,
        /// The number of the last entry of the log; 0 if it is empty.
        last: u64,
    },
    /// Movements.
    Movements {
        /// The rows.
        movements: Vec<MovementRow>,
        /// The `before` of the next page, if there may be one.
        next: Option<u64>,
    },
    /// The settings.
    Settings {
        /// They.
        settings: Arc<Settings>,
    },
    /// Items.
    Items {
        /// The rows.
        items: Vec<Arc<Item>>,
    },
    /// Stock.
    Stock {
        /// The rows.
        skus: Vec<SkuStock>,
    },
    /// Reservations.
    Reservations {
        /// The rows.
        reservations: Vec<Arc<Reservation>>,
    },
    /// Papers.
    Documents {
        /// The rows.
        documents: Vec<Arc<Document>>,
    },
}
}

/// Which orders. Every condition that is there must hold.
#[derive(Clone, Debug, Default, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub struct OrderFilter {
    /// Where the order stands as a whole.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub order: Option<OrderStatus>,
    /// Where its money stands.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub payment: Option<PaymentStatus>,
    /// Where its units stand.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fulfillment: Option<FulfillmentStatus>,
    /// Where its parcels stand.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub delivery: Option<DeliveryStatus>,
    /// Where its returns stand.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub returns: Option<ReturnStatus>,
    /// Its channel.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub channel: Option<ChannelId>,
    /// A location that has, or had, units of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub location: Option<LocationId>,
    /// Who bought.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub customer: Option<CustomerId>,
    /// A SKU in it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sku: Option<Sku>,
    /// A lot of which units are promised or have gone to it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lot: Option<LotReference>,
    /// A tag on it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tag: Option<Tag>,
    /// A kind of hold on it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hold: Option<HoldKind>,
    /// The queue it stands in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub queue: Option<OrderQueue>,
    /// Placed at this instant or later.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub placed_from: Option<Timestamp>,
    /// Placed before this instant.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub placed_before: Option<Timestamp>,
    /// Promised for before this instant, with units that have not arrived.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub late_at: Option<Timestamp>,
}

/// A place in a list of orders.
#[derive(Clone, Debug, Eq, Ord, PartialEq, PartialOrd, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct OrderCursor {
    /// When the last order of the page was placed.
    pub placed_at: Timestamp,
    /// Its id.
    pub order: OrderId,
}

/// An axis to count orders by.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Axis {
    /// As a whole.
    Order,
    /// Money.
    Payment,
    /// Units.
    Fulfillment,
    /// Parcels.
    Delivery,
    /// Returns.
    Returns,
    /// The queue it stands in; orders that stand in none are not counted.
    Queue,
}

/// How many orders have a status.
#[derive(Clone, Debug, Eq, Ord, PartialEq, PartialOrd, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct StatusCount {
    /// The status by its name on the wire.
    pub status: String,
    /// How many orders.
    pub orders: u64,
}

/// An entry of the log with its number.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct NumberedEntry {
    /// 1 for the first entry.
    pub number: u64,
    /// The entry.
    pub entry: Arc<LogEntry>,
}

/// A movement with what the log knows about it.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct MovementRow {
    /// The number of its entry.
    pub number: u64,
    /// When.
    pub at: Timestamp,
    /// Who caused it.
    pub actor: Actor,
    /// The command that caused it.
    pub command: CommandId,
    /// The movement.
    pub movement: Movement,
}

impl MovementRow {
    /// A movement of an entry of the log.
    pub fn of(number: u64, entry: &LogEntry, movement: &Movement) -> MovementRow {
        let envelope = &entry.envelope;
        let (actor, command) = (envelope.actor.clone(), envelope.id.clone());
        MovementRow { number, at: envelope.at, actor, command, movement: movement.clone() }
    }
}

/// All stock and counters of a SKU.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct SkuStock {
    /// The SKU.
    pub sku: Sku,
    /// Stock by location.
    pub levels: Vec<StockLevel>,
    /// Counters that are not zero.
    pub counters: Vec<CounterValue>,
}

impl Page {
    /// The page as JSON.
    pub fn to_json(&self) -> Vec<u8> {
        // Records are plain data with text for keys, which always have a JSON form.
        writer::to_vec(self).unwrap_or_default()
    }
}

impl OrderFilter {
    /// Whether an order passes.
    pub fn passes(&self, order: &Order) -> bool {
        fn is<T: PartialEq>(wanted: Option<&T>, value: &T) -> bool {
            wanted.is_none_or(|wanted| wanted == value)
        }
        let statuses = order.statuses();
        is(self.order.as_ref(), &statuses.order)
            && is(self.payment.as_ref(), &statuses.payment)
            && is(self.fulfillment.as_ref(), &statuses.fulfillment)
            && is(self.delivery.as_ref(), &statuses.delivery)
            && is(self.returns.as_ref(), &statuses.returns)
            && is(self.channel.as_ref(), &order.channel)
            && self.customer.as_ref().is_none_or(|customer| order.customer.as_ref() == Some(customer))
            && self.sku.as_ref().is_none_or(|sku| order.lines.iter().any(|line| &line.sku == sku))
            && self.lot.as_ref().is_none_or(|lot| order.lots().any(|(sku, number)| (sku, number) == (&lot.sku, &lot.number)))
            && self.location.as_ref().is_none_or(|location| order.locations().any(|used| used == location))
            && self.tag.as_ref().is_none_or(|tag| order.tags.contains(tag))
            && self.hold.is_none_or(|kind| order.holds.iter().any(|hold| hold.kind == kind))
            && self.queue.is_none_or(|queue| order.queue() == Some(queue))
            && self.placed_from.is_none_or(|from| order.placed_at >= from)
            && self.placed_before.is_none_or(|before| order.placed_at < before)
            && self.late_at.is_none_or(|at| order.due_for_delivery().is_some_and(|promised| promised < at))
    }
}

impl Order {
    /// Every location that has, or had, units of the order; a location may come more than once.
    pub fn locations(&self) -> impl Iterator<Item = &LocationId> {
        let portions = self.lines.iter().flat_map(|line| line.units.portions());
        portions.filter_map(|portion| portion.location.as_ref()).chain(self.fulfillments.iter().map(|fulfillment| &fulfillment.location))
    }

    /// Every lot of which units are promised to the order or have gone to it; a lot may come more than once.
    pub fn lots(&self) -> impl Iterator<Item = (&Sku, &LotNumber)> {
        let portions = self.lines.iter().flat_map(|line| line.units.portions().iter().map(move |portion| (&line.sku, portion)));
        portions.filter(|(_, portion)| portion.stage != Stage::Canceled).filter_map(|(sku, portion)| Some((sku, portion.lot.as_ref()?)))
    }

    /// When units that have not arrived are promised for.
    pub fn due_for_delivery(&self) -> Option<Timestamp> {
        let under_way = |line: &crate::order::Line| !line.units.sum(|portion| portion.stage < Stage::Delivered).is_zero();
        self.promised_at.filter(|_| self.lines.iter().any(under_way))
    }

    /// The order's place in lists.
    pub fn cursor(&self) -> OrderCursor {
        OrderCursor { placed_at: self.placed_at, order: self.id.clone() }
    }

    /// The name, on the wire, of where the order stands on an axis; empty if it stands nowhere there.
    pub fn status_name(&self, axis: Axis) -> String {
        let statuses = self.statuses();
        let name = match axis {
            Axis::Order => writer::to_string(&statuses.order),
            Axis::Payment => writer::to_string(&statuses.payment),
            Axis::Fulfillment => writer::to_string(&statuses.fulfillment),
            Axis::Delivery => writer::to_string(&statuses.delivery),
            Axis::Returns => writer::to_string(&statuses.returns),
            Axis::Queue => return self.queue().map(OrderQueue::name).unwrap_or_default().to_owned(),
        };
        name.ok().and_then(|name| Some(name.strip_prefix('"')?.strip_suffix('"')?.to_owned())).unwrap_or_default()
    }
}
