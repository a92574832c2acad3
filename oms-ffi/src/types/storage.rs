// Written by `cargo xtask bindings` from the types of the core: change those, not this file.
//! What storages of a host's own are asked for.

use serde::{Deserialize, Serialize};

use super::*;

/// The records a batch wants in memory. Every list is sorted and free of repetitions.
///
/// A storage answers with a [`Snapshot`](crate::batch::Snapshot) whose lists run in parallel to these.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct ReadSet {
    /// The version of the settings the asker has; the storage sends them only if its own are of another version.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub settings_known: Option<u64>,
    /// Orders, by id.
    #[uniffi(default)]
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub orders: Vec<OrderId>,
    /// Orders, by the id they have in their channel.
    #[uniffi(default)]
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub external_ids: Vec<ExternalKey>,
    /// Items with all their stock.
    #[uniffi(default)]
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub skus: Vec<Sku>,
    /// Reservations of carts.
    #[uniffi(default)]
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reservations: Vec<ReservationId>,
    /// Customers, for their latest orders.
    #[uniffi(default)]
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub customers: Vec<CustomerId>,
    /// Commands, for their log entries.
    #[uniffi(default)]
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub commands: Vec<CommandId>,
    /// Orders that wait for stock of a SKU.
    #[uniffi(default)]
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub waiting: Vec<WaitingQuery>,
    /// Papers, by kind and id.
    #[uniffi(default)]
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub documents: Vec<DocumentKey>,
    /// Subjects, for the open papers about them.
    #[uniffi(default)]
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub subjects: Vec<Subject>,
    /// What moved lately.
    #[uniffi(default)]
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub moved: Vec<MovedQuery>,
    /// What is due.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<DueQuery>,
    /// Pages of lists, as a scan answers them, from the same view as the records. Few commands want any.
    #[uniffi(default)]
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pages: Vec<Query>,
}

impl Default for ReadSet {
    fn default() -> Self {
        ReadSet {
            settings_known: None,
            orders: Vec::new(),
            external_ids: Vec::new(),
            skus: Vec::new(),
            reservations: Vec::new(),
            customers: Vec::new(),
            commands: Vec::new(),
            waiting: Vec::new(),
            documents: Vec::new(),
            subjects: Vec::new(),
            moved: Vec::new(),
            due: None,
            pages: Vec::new(),
        }
    }
}

/// The id an order has in its channel.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct ExternalKey {
    /// The channel.
    pub channel: ChannelId,
    /// Its id of the order.
    pub external_id: ExternalId,
}

/// Asks for the first orders that wait for stock of a SKU: highest priority first, then placed first, then by id.
///
/// Orders that no stock is promised to stand in queues likewise, under names of their own in the place of a SKU.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct WaitingQuery {
    /// The SKU.
    pub sku: Sku,
    /// Only what comes after this place of the queue.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<Waiting>,
    /// The most orders wanted.
    pub limit: u32,
}

/// What names a paper: its kind, and its id among papers of that kind. Sorted by both.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct DocumentKey {
    /// Its kind.
    pub kind: DocumentKind,
    /// Its id.
    pub id: DocumentId,
}

/// Asks for what moved of a SKU at a location since an instant.
///
/// Looked at are the last `limit` entries of the log that moved units of it there; answered are all such movements of those
/// that were
/// given after the instant, last entry first. As many entries as were looked at mean that there may be more.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct MovedQuery {
    /// The SKU.
    pub sku: Sku,
    /// The location.
    pub location: LocationId,
    /// Only commands that were given after this instant.
    pub after: Timestamp,
    /// The most entries looked at.
    pub limit: u32,
}

/// Asks for the reservations, orders and papers whose time has come, first due first, then reservations before orders
/// before papers,
/// by id, papers by kind first.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct DueQuery {
    /// Whatever is due at this instant or before.
    pub until: Timestamp,
    /// The most wanted.
    pub limit: u32,
}

/// A storage's answer to a [`ReadSet`](crate::batch::ReadSet): every list runs in parallel to the one asked with, an absent
/// record is `None`, and all of it is one consistent view.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct Snapshot {
    /// Counts the commands that changed settings or items.
    #[uniffi(default = 0)]
    #[serde(default)]
    pub epoch: u64,
    /// The settings, unless the asker has them.
    #[uniffi(default = None)]
    #[serde(default)]
    pub settings: Option<Settings>,
    /// The time of the last command in the log.
    #[uniffi(default = None)]
    #[serde(default)]
    pub last_at: Option<Timestamp>,
    /// Orders asked by id.
    #[uniffi(default)]
    #[serde(default)]
    pub orders: Vec<Option<Order>>,
    /// Ids of the orders asked by channel and external id.
    #[uniffi(default)]
    #[serde(default)]
    pub external_ids: Vec<Option<OrderId>>,
    /// Items with all their stock.
    #[uniffi(default)]
    #[serde(default)]
    pub skus: Vec<SkuRecord>,
    /// Reservations.
    #[uniffi(default)]
    #[serde(default)]
    pub reservations: Vec<Option<Reservation>>,
    /// The latest order of each customer, newest first.
    #[uniffi(default)]
    #[serde(default)]
    pub customers: Vec<Vec<Recent>>,
    /// Log entries of commands.
    #[uniffi(default)]
    #[serde(default)]
    pub commands: Vec<Option<LogEntry>>,
    /// Orders that wait, first to be served first.
    #[uniffi(default)]
    #[serde(default)]
    pub waiting: Vec<Vec<Waiting>>,
    /// Papers.
    #[uniffi(default)]
    #[serde(default)]
    pub documents: Vec<Option<Document>>,
    /// The open papers about each subject, sorted.
    #[uniffi(default)]
    #[serde(default)]
    pub subjects: Vec<Vec<DocumentKey>>,
    /// What moved lately, last entry first.
    #[uniffi(default)]
    #[serde(default)]
    pub moved: Vec<Vec<MovementRow>>,
    /// What is due, first due first.
    #[uniffi(default)]
    #[serde(default)]
    pub due: Vec<Due>,
    /// The pages.
    #[uniffi(default)]
    #[serde(default)]
    pub pages: Vec<Page>,
}

impl Default for Snapshot {
    fn default() -> Self {
        Snapshot {
            epoch: 0,
            settings: None,
            last_at: None,
            orders: Vec::new(),
            external_ids: Vec::new(),
            skus: Vec::new(),
            reservations: Vec::new(),
            customers: Vec::new(),
            commands: Vec::new(),
            waiting: Vec::new(),
            documents: Vec::new(),
            subjects: Vec::new(),
            moved: Vec::new(),
            due: Vec::new(),
            pages: Vec::new(),
        }
    }
}

/// What a storage knows about a SKU.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct SkuRecord {
    /// The item, if it is in the catalog.
    #[uniffi(default = None)]
    #[serde(default)]
    pub item: Option<Item>,
    /// Its stock wherever there is or was some, by location id, then by lot. Of a lot that holds nothing any more, a
    /// storage keeps no row:
    /// lots come and go, and what is read must not grow with them.
    #[uniffi(default)]
    #[serde(default)]
    pub stock: Vec<LocationStock>,
    /// Its counters that are not zero, sorted.
    #[uniffi(default)]
    #[serde(default)]
    pub counters: Vec<CounterValue>,
}

impl Default for SkuRecord {
    fn default() -> Self {
        SkuRecord {
            item: None,
            stock: Vec::new(),
            counters: Vec::new(),
        }
    }
}

/// Stock of a SKU at one location.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct LocationStock {
    /// The location.
    pub location: LocationId,
    /// The lot, of an item that is kept by lot.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lot: Option<LotNumber>,
    /// Units by state.
    pub buckets: Buckets,
}

/// An order a customer has placed lately, to tell duplicates by.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct Recent {
    /// The order.
    pub order: OrderId,
    /// When it was placed.
    pub placed_at: Timestamp,
}

/// Something whose time has come.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct Due {
    /// When.
    pub at: Timestamp,
    /// What.
    pub key: DueKey,
}

/// What may be due.
#[derive(Clone, Debug, PartialEq, uniffi::Enum, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DueKey {
    Reservation(ReservationId),
    Order(OrderId),
    Document(DocumentKey),
}

/// Everything a batch changes. A storage applies all of it or nothing.
///
/// It must refuse with a conflict when
/// - the epoch is not [`epoch_read`](Self::epoch_read) any more,
/// - an order or a paper is not at the version it was read at (0: absent), or a reservation not of its revision,
/// - an order's external id belongs to another order, or a command's id is in the log already,
/// - an entry is rewritten that is not in the log,
/// - a consumer is not at the position it was read at,
/// - a guard of a stock or counter delta does not hold.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct ChangeSet {
    /// The epoch the decisions rest on.
    #[uniffi(default = 0)]
    #[serde(default)]
    pub epoch_read: u64,
    /// How many commands changed settings or items: the epoch grows by it.
    #[uniffi(default = 0)]
    #[serde(default, skip_serializing_if = "presence::is_whole::<u64, 0>")]
    pub epoch_step: u64,
    /// The settings, if they changed.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub settings: Option<Settings>,
    /// Items that changed, by SKU.
    #[uniffi(default)]
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub items: Vec<Item>,
    /// Orders that are new or changed, in the order they were first touched. One that a command was about and left as it is
    /// stands
    /// here as it was read, so that the version named by the receipt is the one it has.
    #[uniffi(default)]
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub orders: Vec<OrderPut>,
    /// Reservations that are new, changed or gone.
    #[uniffi(default)]
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reservations: Vec<ReservationChange>,
    /// Differences of stock, one a SKU, location and lot, sorted.
    #[uniffi(default)]
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub stock: Vec<StockDelta>,
    /// Differences of counters, one a SKU and counter, sorted.
    #[uniffi(default)]
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub counters: Vec<CounterDelta>,
    /// Orders that began or ceased to wait for stock of a SKU.
    #[uniffi(default)]
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub waiting: Vec<WaitingChange>,
    /// Papers that are new or changed, in the order they were first touched.
    #[uniffi(default)]
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub documents: Vec<DocumentPut>,
    /// Subjects that an open paper began or ceased to be about, sorted.
    #[uniffi(default)]
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub subjects: Vec<SubjectChange>,
    /// Orders by customer, kept only where a policy compares an order with the customer's latest ones.
    #[uniffi(default)]
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub recent: Vec<RecentPut>,
    /// Customers whose latest orders are forgotten, before those of `recent` are put. A storage also forgets their ids
    /// wherever it lists
    /// orders by customer, once no order is of them.
    #[uniffi(default)]
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub forgotten: Vec<CustomerId>,
    /// Entries that take the place of those of the same command in the log, sorted by command: what is personal was taken
    /// out. Numbers
    /// stay. What was there before is to be overwritten, as far as the storage can.
    #[uniffi(default)]
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rewritten: Vec<LogEntry>,
    /// Consumers of the log that are elsewhere from now on.
    #[uniffi(default)]
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub consumers: Vec<ConsumerMove>,
    /// The log: one entry an applied command, in the order they were applied.
    #[uniffi(default)]
    #[serde(default)]
    pub log: Vec<LogEntry>,
}

impl Default for ChangeSet {
    fn default() -> Self {
        ChangeSet {
            epoch_read: 0,
            epoch_step: 0,
            settings: None,
            items: Vec::new(),
            orders: Vec::new(),
            reservations: Vec::new(),
            stock: Vec::new(),
            counters: Vec::new(),
            waiting: Vec::new(),
            documents: Vec::new(),
            subjects: Vec::new(),
            recent: Vec::new(),
            forgotten: Vec::new(),
            rewritten: Vec::new(),
            consumers: Vec::new(),
            log: Vec::new(),
        }
    }
}

/// An order as it is to be kept.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct OrderPut {
    /// The version it was read at; 0 if it was absent.
    pub read: u64,
    /// The order.
    pub order: Order,
}

/// A reservation as it is to be kept, or that it is to go.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct ReservationChange {
    /// Its id.
    pub id: ReservationId,
    /// The revision it was read at; absent if there was none.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub read: Option<ReservationRevision>,
    /// The reservation; absent if it is gone.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reservation: Option<Reservation>,
}

/// What a reservation was when it was read: no two states of reservations of one id are ever of the same revision.
///
/// The version alone would not do: after a reservation has ended, another of its id begins at 1 again.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct ReservationRevision {
    /// The command that made it.
    pub made_by: CommandId,
    /// Its version.
    pub version: u64,
}

/// A difference of stock. Differences commute, so that a SKU everybody wants does not conflict with itself.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct StockDelta {
    /// The SKU.
    pub sku: Sku,
    /// The location.
    pub location: LocationId,
    /// The lot, of an item that is kept by lot: each lot at a location is counted and guarded apart.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lot: Option<LotNumber>,
    /// What to add to each state.
    pub change: Buckets,
    /// Guard: at least so many units must be available before the change.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub available_at_least: Option<i64>,
    /// Guard: every state must be just this before the change.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub exactly: Option<Buckets>,
}

/// A difference of a counter.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct CounterDelta {
    /// The SKU.
    pub sku: Sku,
    /// The counter.
    pub counter: Counter,
    /// What to add.
    pub change: i64,
    /// Guard: the counter must be at most this before the change.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at_most: Option<i64>,
}

/// An order that begins or ceases to wait for stock of a SKU.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct WaitingChange {
    /// The SKU.
    pub sku: Sku,
    /// The order and its place in the queue.
    pub waiting: Waiting,
    /// Whether it waits from now on.
    pub waits: bool,
}

/// A paper as it is to be kept. It replaces the one of its kind and id.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct DocumentPut {
    /// The version it was read at; 0 if it was absent.
    pub read: u64,
    /// What names it.
    pub key: DocumentKey,
    /// The paper.
    pub document: Document,
}

/// A subject that an open paper begins or ceases to be about.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct SubjectChange {
    /// The subject.
    pub subject: Subject,
    /// The paper.
    pub document: DocumentKey,
    /// Whether it is about it from now on.
    pub is_about: bool,
}

/// An order that a customer has placed just now.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct RecentPut {
    /// The customer.
    pub customer: CustomerId,
    /// The order.
    pub recent: Recent,
}

/// A consumer that goes from one position in the log to another.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct ConsumerMove {
    /// The consumer.
    pub consumer: ConsumerId,
    /// The position it was read at; 0 if it was absent.
    pub read: u64,
    /// The number of the last entry that it has acknowledged; 0 if it is gone.
    pub position: u64,
}

/// What a host with a storage of its own must do next; beside each step, what it is answered with.
#[derive(Clone, Debug, PartialEq, uniffi::Enum, Serialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Step {
    /// Read these records from one consistent view; answered with a snapshot.
    Load {
        /// The records.
        wanted: ReadSet,
    },
    /// Write all of these changes or nothing; answered with whether they were written.
    Commit {
        /// The changes.
        changes: ChangeSet,
    },
    /// Read one page of a list; answered with the page.
    Scan {
        /// The list.
        query: Query,
    },
    /// Nothing: the task is done.
    Done,
}

oms_core::read_tagged! {
    by "type" of "Step" as Step;
    Load {
        wanted: ReadSet,
    },
    Commit {
        changes: ChangeSet,
    },
    Scan {
        query: Query,
    },
    Done,
}

/// What follows from an order: for people who look at it, and for storages that list it.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct Derived {
    /// Where it stands on every axis.
    pub statuses: Statuses,
    /// The queue it stands in, if units of it are not routed.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub queue: Option<Queued>,
    /// Every location that has, or had, units of it, sorted.
    pub locations: Vec<LocationId>,
    /// Its money.
    pub balance: Balance,
    /// Where the cash of its payments on delivery is.
    #[uniffi(default)]
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cash: Vec<Cash>,
    /// When units that have not arrived are promised for.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due_for_delivery: Option<Timestamp>,
}

/// The five axes together.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct Statuses {
    /// As a whole.
    pub order: OrderStatus,
    /// Money.
    pub payment: PaymentStatus,
    /// Units up to the carrier.
    pub fulfillment: FulfillmentStatus,
    /// Parcels.
    pub delivery: DeliveryStatus,
    /// Returns.
    pub returns: ReturnStatus,
}

/// The queue that an order stands in, and why.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct Queued {
    /// The queue.
    pub queue: OrderQueue,
    /// Why it stands there, with the figures, in a sentence.
    pub reason: String,
}

/// The money of an order, derived from its lines, returns and transactions.
///
/// Six figures make what is charged, and nothing else does:
///
/// ```text
/// total = the total of the order lines, shipping and charges, tax included; only an edit changes it
/// - credited canceled and returned units, shipping and charges given back
/// - goodwill refunds that were not owed but given
/// + fees kept from what returns bring back
/// - in exchange what goods are taken to bring that are on their way back, as far as others replace them
/// due = total - (captured - refunded - charged_back)
/// ```
///
/// An order of 100.00 is captured. A return of 40.00 with a fee of 6.00 makes the total 66.00, so 34.00 are owed and paid
/// back:
/// `due = 66.00 - (100.00 - 34.00) = 0`. Then 5.00 are given as goodwill: `due = 61.00 - (100.00 - 39.00) = 0`.
///
/// Only what has succeeded counts as captured or refunded. What a provider was told and has not answered is shown beside
/// it: a refund
/// that is pending is not owed any more, and one that failed is owed again, so that no customer is paid twice and none is
/// forgotten.
///
/// The total does not fall below nothing. Goodwill is a gift, not a lower price: when everything comes back later, each
/// line still
/// brings back what it cost, until the customer has everything that was paid.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct Balance {
    /// What is charged now.
    pub total: Amount,
    /// What is authorized and neither captured nor voided, also where it has expired: a balance is of no instant.
    pub authorized: Amount,
    /// What has been captured.
    pub captured: Amount,
    /// What has been refunded.
    pub refunded: Amount,
    /// `total - (captured - refunded - charged_back)`: positive is owed by the customer, negative is owed to the customer.
    pub due: Amount,
    /// What units on their way back are taken to bring, as far as others are given in their place.
    #[serde(default, skip_serializing_if = "Decimal::is_zero")]
    pub in_exchange: Amount,
    /// What banks have taken back and not given back again.
    #[serde(default, skip_serializing_if = "Decimal::is_zero")]
    pub charged_back: Amount,
    /// What the provider was told to capture and has not answered.
    #[serde(default, skip_serializing_if = "Decimal::is_zero")]
    pub capture_pending: Amount,
    /// What the provider was told to refund and has not answered.
    #[serde(default, skip_serializing_if = "Decimal::is_zero")]
    pub refund_pending: Amount,
}

/// Where the cash of a payment on delivery is. The customer has paid once the courier has it; this is between courier and
/// merchant.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct Cash {
    /// The payment.
    pub payment: PaymentId,
    /// What couriers have collected.
    pub collected: Amount,
    /// What they have handed over.
    pub remitted: Amount,
    /// What they have still to hand over, or have kept.
    pub outstanding: Amount,
    /// Where it stands.
    pub state: CashState,
    /// When the oldest of what was not handed over was collected; remittances settle what was collected first.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub collected_at: Option<Timestamp>,
    /// The courier who collected that, if its parcel tells.
    #[uniffi(default = "")]
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub courier: String,
}

/// Where the cash of a payment on delivery stands.
#[derive(Clone, Debug, PartialEq, uniffi::Enum, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CashState {
    /// Nothing has been collected.
    NotCollected,
    /// Couriers have all or a part of what they have collected.
    InTransit,
    /// All that was collected has been handed over.
    Remitted,
    /// The courier has handed over all it will, and less than it had collected.
    Short,
}

/// Cash that couriers have collected and not handed over at an instant.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct CashAgeing {
    /// The instant.
    pub at: Timestamp,
    /// Sums by courier and currency, in that order.
    pub couriers: Vec<CourierCash>,
    /// Every payment of which cash is missing, by courier, then oldest first.
    pub payments: Vec<AgedCash>,
}

/// What one courier has of one currency, by how long it has had it.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct CourierCash {
    /// The courier; empty where no parcel tells.
    #[uniffi(default = "")]
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub courier: String,
    /// The currency.
    pub currency: Currency,
    /// Collected up to 7 days ago.
    pub days_0_to_7: Amount,
    /// Collected 8 to 14 days ago.
    pub days_8_to_14: Amount,
    /// Collected 15 to 30 days ago.
    pub days_15_to_30: Amount,
    /// Collected more than 30 days ago.
    pub days_over_30: Amount,
    /// What of all that the courier has said it will not hand over.
    pub short: Amount,
}

/// A payment of which cash is missing.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct AgedCash {
    /// The order.
    pub order: OrderId,
    /// Its currency.
    pub currency: Currency,
    /// Whole days of 24 hours since the oldest of it was collected.
    pub days: u32,
    /// The cash.
    pub cash: Cash,
}

/// The journal of one order.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct Journal {
    /// The currency of every amount.
    pub currency: Currency,
    /// The entries: what was sold and credited first, then payments in their order.
    pub entries: Vec<JournalEntry>,
    /// What stands on each account in the end, accounts without anything left out.
    pub balances: Vec<Posting>,
}

/// Postings that sum to nothing.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct JournalEntry {
    /// Why.
    pub cause: JournalCause,
    /// When, of a payment; absent of what is told as it stands today.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<Timestamp>,
    /// The payment, if it is about one.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub payment: Option<PaymentId>,
    /// The postings.
    pub postings: Vec<Posting>,
}

/// Why something is in the journal.
#[derive(Clone, Debug, PartialEq, uniffi::Enum, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum JournalCause {
    /// Lines, shipping and charges were sold, as captured and edited since.
    Sale,
    /// Units were canceled or returned, shipping or charges given back.
    Credit,
    /// A part of what returns bring back was kept.
    Fee,
    /// A refund was given that was not owed.
    Goodwill,
    /// Goods on their way back are taken to pay for what is given in their place.
    Exchange,
    /// Goods left, at what they cost the merchant.
    Shipment,
    /// Goods that had left have come back.
    GoodsBack,
    /// Goods were lost on their way.
    GoodsLost,
    /// Money was taken.
    Capture,
    /// A courier handed over what it had collected.
    Remittance,
    /// Money was given back.
    Refund,
    /// A provider was told to give money back and has not answered.
    RefundPending,
    /// A bank took money back.
    Chargeback,
    /// A bank gave that money to the merchant again.
    ChargebackReversal,
    /// The customer has paid more than is charged.
    Overpayment,
}

/// An amount on an account.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct Posting {
    /// The account.
    pub account: Account,
    /// How much: a debit above zero, a credit below.
    pub amount: Amount,
}

/// An account of the journal.
#[derive(Clone, Debug, PartialEq, uniffi::Enum, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Account {
    /// What customers owe.
    Receivable,
    /// Money that providers have taken for the merchant.
    Cash,
    /// Money that couriers have collected and not handed over.
    CashInTransit,
    /// Gift cards and store credit: using them lowers what the merchant owes their holders.
    CustomerCredit,
    /// Money that a marketplace settles.
    MarketplaceClearing,
    /// What customers are owed.
    RefundLiability,
    /// Sold goods, without tax.
    Revenue,
    /// Sold shipping, without tax.
    ShippingRevenue,
    /// Other charges, without tax.
    ChargeRevenue,
    /// Tax to be handed on.
    Tax,
    /// What was kept of what returns brought back.
    Fees,
    /// What was given without being owed.
    Goodwill,
    /// What goods on their way back are taken to bring, as far as others are given in their place.
    GoodsExpected,
    /// Goods in stock, at what they cost. The order moves it down by what has left and not come back.
    StockValue,
    /// What goods cost that are with customers or on their way to them.
    CostOfGoods,
    /// What goods cost that were lost, broken or thrown away.
    StockLoss,
}

/// The figures of all carriers and locations, by name.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct PerformanceReport {
    /// Carriers, by name.
    pub carriers: Vec<CarrierPerformance>,
    /// Locations, by id.
    pub locations: Vec<LocationPerformance>,
}

/// What became of the parcels of one carrier.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct CarrierPerformance {
    /// Its name as parcels have it; empty for those that name none.
    pub carrier: String,
    /// Parcels handed to it.
    pub shipped: u64,
    /// Of those, delivered.
    pub delivered: u64,
    /// Of those, back where they came from.
    pub returned_to_origin: u64,
    /// Of those, lost.
    pub lost: u64,
    /// Attempts to deliver that failed, over all parcels.
    pub failed_attempts: u64,
}

/// What one location answered to the work it was given.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct LocationPerformance {
    /// The location.
    pub location: LocationId,
    /// Fulfillment orders it was given.
    pub asked: u64,
    /// Of those, it said that it will ship.
    pub accepted: u64,
    /// Of those, it rejected.
    pub rejected: u64,
    /// Of those, withdrawn.
    pub withdrawn: u64,
    /// Units taken from its shelves.
    pub picked: u64,
    /// Scans of something else than was asked for. Its picking accuracy is `picked / (picked + mispicked)`.
    pub mispicked: u64,
    /// Lines of which it did not find all units.
    pub not_found: u64,
}

/// What a batch of commands would do if it were sent now.
///
/// The receipts within the outcomes tell the rest: every event there would be, and where an order would ship from and why.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct Preview {
    /// What would come of each command, in their order.
    pub commands: Vec<CommandPreview>,
    /// Every order that would be new or changed, by id.
    #[uniffi(default)]
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub orders: Vec<OrderPreview>,
    /// Every stock level that would change, by SKU and location.
    #[uniffi(default)]
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub stock: Vec<StockPreview>,
    /// Every reservation that would be new, changed or gone, by id.
    #[uniffi(default)]
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reservations: Vec<ReservationPreview>,
}

/// What would come of one command.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct CommandPreview {
    /// How it would be answered.
    pub outcome: Outcome,
    /// The version of its order that it was previewed on: send it with this one as `expected_version` to confirm it. Absent
    /// for
    /// commands that are about no order, or about one that is not there.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expected_version: Option<u64>,
}

/// What an order is, and what it would be.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct OrderPreview {
    /// The order.
    pub id: OrderId,
    /// As it is now; absent if it would be new.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<OrderPicture>,
    /// As it would be.
    pub after: OrderPicture,
    /// By how much more would be due: below nothing, that the customer would owe less or be owed more.
    pub due_change: Amount,
}

/// An order with what follows from it.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct OrderPicture {
    /// The order.
    pub order: Order,
    /// Its statuses, its money, its cash, the locations of its units and when they are due.
    pub derived: Derived,
}

/// What lies of a SKU at a location, and what would.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct StockPreview {
    /// The SKU.
    pub sku: Sku,
    /// The location.
    pub location: LocationId,
    /// The lot, of an item that is kept by lot.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lot: Option<LotNumber>,
    /// Units by state as they are now.
    pub before: Buckets,
    /// Units by state as they would be.
    pub after: Buckets,
}

/// What a reservation is, and what it would be.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct ReservationPreview {
    /// The reservation.
    pub id: ReservationId,
    /// As it is now; absent if it would be new.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<Reservation>,
    /// As it would be; absent if it would be gone.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<Reservation>,
}

/// Asks what is wrong with a routing policy.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct LintRequest {
    /// The rules, first to last, as `put_routing_policy` would be given them.
    pub rules: Vec<RoutingRule>,
    /// The settings they are for; absent means that locations and groups are not looked up.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub settings: Option<Settings>,
}

/// What is wrong, or odd, with a routing policy.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct LintReport {
    /// By the rules they are about, first to last.
    pub findings: Vec<LintFinding>,
}

/// Something that is wrong or odd.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct LintFinding {
    /// What it is.
    pub kind: LintKind,
    /// The rule it is about; absent if it is about all of them.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rule: Option<String>,
    /// The earlier rule that takes its orders.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
    /// Where in the condition, in characters from 1.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub column: Option<u32>,
    /// Whether every kind of order was looked at. If not, there may be an order that was not thought of.
    pub certain: bool,
    /// What to do about it, in a sentence.
    pub sentence: String,
    /// An order that shows it: the facts that conditions ask for.
    #[uniffi(default)]
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sample: Vec<SampleFact>,
}

/// What a finding is.
#[derive(Clone, Debug, PartialEq, uniffi::Enum, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LintKind {
    /// `put_routing_policy` would refuse it.
    Invalid,
    /// A condition is none: `put_routing_policy` would refuse it.
    Condition,
    /// Its condition holds of no order.
    NeverMatches,
    /// Every order it is for ends at an earlier rule.
    Unreachable,
    /// It is for few orders and stands behind a rule that is for all of those: it is asked only where that finds no plan.
    Shadowed,
    /// Its filter leaves no location that there is.
    NoLocation,
    /// It ranks by `load`, and no location that it uses can take on only so much: that criterion never decides.
    NoLoad,
    /// There are orders that no rule is for: they would be held.
    Unmatched,
}

/// A fact of a sample order.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct SampleFact {
    /// Its path.
    pub fact: String,
    /// Its value, as conditions write it.
    pub value: String,
}

/// Asks how orders that wait would best be sent, all of them together.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct RerouteQuery {
    /// The orders, at most 500. Those that cannot be moved are answered with why.
    pub orders: Vec<OrderId>,
    /// The instant it is asked for.
    pub at: Timestamp,
    /// What a parcel from a location that an order did not come from before must save at least: minor units where cost is
    /// compared, else
    /// metres.
    #[uniffi(default = 0)]
    #[serde(default, skip_serializing_if = "presence::is_whole::<u32, 0>")]
    pub cost_of_moving: u32,
    /// About how much work it may be, in steps of the search; at most ten millions.
    #[uniffi(default = 100000)]
    #[serde(default = "presence::whole::<u32, 100000>")]
    pub steps_max: u32,
}

/// How orders would best be sent. Nothing has been moved.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct ReroutePlan {
    /// The currency of costs, where the rules of all orders compare by cost in the same one; absent where parcels and
    /// metres are compared.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub currency: Option<Currency>,
    /// What the orders that may be moved come to as they are.
    pub before: RerouteFigures,
    /// What they come to once all proposals are taken.
    pub after: RerouteFigures,
    /// No plans of them come to less, what is paid for moving included, that keep to the room of days and serve each
    /// priority as well.
    ///
    /// Of orders of one priority it is at most `before`. Where higher priorities gain at the expense of those below it may
    /// be more:
    /// then plans that come to less in all would make a higher priority wait.
    pub bound: RerouteFigures,
    /// Whether no better plans exist.
    pub proven: bool,
    /// What is better sent from elsewhere, what saves most first. Each stands for itself.
    pub proposals: Vec<RerouteProposal>,
    /// Orders that stay as they are, by id.
    #[uniffi(default)]
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub stay: Vec<NotReroutable>,
    /// How much work it was; the same on every machine.
    pub steps: u64,
}

/// What plans come to: what they cost if their rules compare by cost, and else the fewest parcels and then the least
/// metres.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct RerouteFigures {
    /// Parcels.
    pub parcels: i64,
    /// How far they go together, in metres, as far as that is known.
    pub metres: i64,
    /// What they cost by the cost models of the routing policy; absent where something else is compared.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cost: Option<Amount>,
}

/// Orders that are better sent from elsewhere. They stand or fall together: one takes what another gives up.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct RerouteProposal {
    /// What is saved, what is paid for moving taken off: `before` less `after` of its orders, less `cost_of_moving`.
    ///
    /// It may be less than nothing. Compared are cost, or parcels and then metres: what comes after that is worse wherever
    /// that pays, so
    /// that `metres` are negative where parcels are saved, and both where cost is. What is compared itself is negative only
    /// where orders
    /// of several priorities move together: the higher save something, and those below pay more than that. Without
    /// priorities a proposal
    /// always gains: room of days and assigned units make orders stay, and never make them move at a loss.
    pub gain: RerouteFigures,
    /// The orders, by id.
    pub orders: Vec<ReroutedOrder>,
    /// The command that does it: `reroute_orders`, to be sent as it is.
    pub command: Command,
}

/// An order of a proposal.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct ReroutedOrder {
    /// The order.
    pub order: OrderId,
    /// Where it comes from now, by id.
    pub from_locations: Vec<LocationId>,
    /// Where it would come from, by id.
    pub to_locations: Vec<LocationId>,
    /// What it comes to now.
    pub before: RerouteFigures,
    /// What it would come to.
    pub after: RerouteFigures,
    /// Why, in a sentence.
    pub sentence: String,
}

/// An order that is not moved.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct NotReroutable {
    /// The order.
    pub order: OrderId,
    /// Why.
    pub bar: RerouteBar,
}

/// Why an order is not moved.
#[derive(Clone, Debug, PartialEq, uniffi::Enum, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RerouteBar {
    /// There is no such order.
    Unknown,
    /// A location has taken units of it on, or they have left.
    Released,
    /// Units of it were assigned to a location by somebody.
    Assigned,
    /// It is collected, or has a slot, and comes from there.
    FixedPlace,
    /// No stock is promised to it.
    NothingPromised,
    /// It is promised stock of an item that is not in the catalog any more.
    Unmapped,
    /// Units of it are of lots.
    Lots,
    /// More is promised where it comes from than there is.
    Short,
    /// No rule of the routing policy would send it from where it comes.
    Rule,
    /// Its rule says what goes in one parcel, or what a parcel is worth at least.
    Split,
    /// It has too many SKUs or units.
    TooLarge,
}

/// Asks what it would cost to ship an order from other locations than the best plan does.
///
/// Planned are all units that no location has taken on, as if none of them was promised or assigned yet, by the rule that
/// has sent the
/// order or is for it. What nobody has is left out. Nothing is moved: `assign_location` and `reroute_orders` do that.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct RegretQuery {
    /// The order.
    pub order: OrderId,
    /// The instant it is asked for.
    pub at: Timestamp,
    /// The locations that are asked about; empty means all.
    #[uniffi(default)]
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub locations: Vec<LocationId>,
    /// Commands that are thought to have been sent before: the capture of an order that is still to be placed, say. They
    /// are not sent.
    #[uniffi(default)]
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub commands: Vec<Envelope>,
    /// About how much work it may be, in steps of the search; at most ten millions.
    #[uniffi(default = 100000)]
    #[serde(default = "presence::whole::<u32, 100000>")]
    pub steps_max: u32,
}

/// What it costs to insist on each location.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct Regrets {
    /// Why nothing can be said, if so; then all else is empty.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bar: Option<RegretBar>,
    /// The version of the routing policy; 0 without one.
    pub policy_version: u64,
    /// The rule that plans are compared by; empty without a policy.
    #[uniffi(default = "")]
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub rule: String,
    /// The currency of costs, where the rule compares by cost.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub currency: Option<Currency>,
    /// The best plan.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub best: Option<RegretPlan>,
    /// The locations that were asked about, in that order; all are sorted by id.
    pub locations: Vec<LocationRegret>,
    /// How much work it was; the same on every machine.
    pub steps: u32,
}

/// Why nothing can be said of an order.
#[derive(Clone, Debug, PartialEq, uniffi::Enum, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RegretBar {
    /// There is no such order.
    Unknown,
    /// Locations have taken all units of it on, or they have left or are canceled.
    Released,
    /// No rule of the routing policy is for it.
    Rule,
    /// Its rule says what a parcel is worth at least. What a parcel is worth is no cost, so no bound tells that a plan is
    /// the best: all
    /// ways to divide the order have to be looked at, and there are more of them than `steps_max` allow, or more than 4,096
    /// parts of the
    /// order. Ask with more steps, or about fewer locations.
    ParcelValue,
    /// The rule has no plan for what is there.
    NoPlan,
    /// It has too many SKUs or units.
    TooLarge,
}

/// A plan for an order.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct RegretPlan {
    /// Who ships what, by SKU in the order of the lines, then by location.
    pub ship: Vec<PlannedUnits>,
    /// How far all parcels go in metres, where all locations are on the map.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub metres: Option<u64>,
    /// What it costs, where the rule compares by cost.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cost: Option<Amount>,
    /// Whether no better plan like it exists: for that of a location, none that is better and in which it ships.
    pub proven: bool,
}

/// Units of a SKU that a location would ship.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct PlannedUnits {
    /// The SKU.
    pub sku: Sku,
    /// The location.
    pub location: LocationId,
    /// How many units.
    pub quantity: Quantity,
}

/// What it costs to insist on a location.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct LocationRegret {
    /// The location.
    pub location: LocationId,
    /// Why it can ship nothing of the order, if so.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bar: Option<LocationCode>,
    /// The first criterion of the rule by which the best plan with it is worse than the best plan; absent if it is as good.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub worse_by: Option<RankBy>,
    /// How much worse, in units of that: parcels, priority, metres, days, thousandths of a day's capacity, minor units. 0
    /// if it is as good.
    pub regret: u64,
    /// Whether that is exact. If not, steps were used up, or distances were too large to be compared to the metre.
    pub proven: bool,
    /// The best plan in which it ships something.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub plan: Option<RegretPlan>,
}

/// Why an order was routed as it was, in sentences.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct RoutingExplanation {
    /// What was decided, by which rule, and whether it is proven; then how it was re-routed, and what was assigned. Empty
    /// if the order was
    /// never routed by a policy, nor moved after that.
    pub summary: Vec<String>,
    /// One sentence for each location, by id.
    pub locations: Vec<LocationSentence>,
}

/// What is said of a location.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct LocationSentence {
    /// The location.
    pub location: LocationId,
    /// The code.
    pub code: LocationCode,
    /// The sentence.
    pub sentence: String,
}

/// Asks what would have come of a recorded period with some changes.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct WhatIfRequest {
    /// When the changes take effect: with the first command of the log at this instant or later. Absent: with the first
    /// sale.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub since: Option<Timestamp>,
    /// Where the period ends: before the first command of it at this instant or later. Absent: with the log.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Timestamp>,
    /// Other stock than there was at `since`.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stock: Option<WhatIfStock>,
    /// Commands that one of the two copies gets at `since`, in this order, after `stock`.
    ///
    /// Settings and items that they put are not put anew by the log in the period.
    #[uniffi(default)]
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub changes: Vec<Command>,
    /// Lists only orders with ids after this one.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<OrderId>,
    /// The most orders to list; absent means 100, and more than 1,000 count as that.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<u32>,
}

impl Default for WhatIfRequest {
    fn default() -> Self {
        WhatIfRequest {
            since: None,
            until: None,
            stock: None,
            changes: Vec::new(),
            after: None,
            limit: None,
        }
    }
}

/// Other stock than there was: what is available, in percent of it.
///
/// Items whose serial numbers are captured at receipt keep what they have.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct WhatIfStock {
    /// Percent of what is available, rounded down: 200 is twice as much, 0 is nothing.
    pub percent: u32,
    /// Only at this location; absent means everywhere.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub location: Option<LocationId>,
}

/// What came of a period as it was, what would have come of it with the changes, and the difference.
///
/// All of it is about the orders that were captured in the period, as they stand at its end.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct WhatIfReport {
    /// What was played.
    pub period: WhatIfPeriod,
    /// As recorded.
    pub recorded: WhatIfFigures,
    /// With the changes.
    pub variant: WhatIfFigures,
    /// By how much each figure is more with the changes; below nothing, less.
    pub difference: WhatIfFigures,
    /// What locations would have to ship, by id.
    pub locations: Vec<WhatIfLocation>,
    /// Commands that one copy refused and the other did not, by copy and code.
    #[uniffi(default)]
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub refused: Vec<WhatIfRefusals>,
    /// How many commands both copies refused: most of them rest on work that is not played.
    pub refused_in_both: u64,
    /// How many orders came out differently.
    pub orders_different: u64,
    /// Those orders, by id, as many as were asked for.
    #[uniffi(default)]
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub orders: Vec<WhatIfOrder>,
    /// The `after` that lists further ones, if there are any.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<OrderId>,
}

/// What was played.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct WhatIfPeriod {
    /// When the changes took effect.
    pub since: Timestamp,
    /// Where it ends; absent: with the log.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Timestamp>,
    /// Commands before it, which were played whole.
    pub commands_before: u64,
    /// How many of those were answered otherwise than the log has it: by another version of the library than the one that
    /// played them.
    pub answered_otherwise: u64,
    /// Commands of the period that were played.
    pub played: u64,
    /// Of those, settings and items that only the copy as recorded got, since the changes put them.
    pub replaced: u64,
    /// Counts and returns, of which the difference was played that they made to available stock.
    pub corrected: u64,
    /// Commands that were not played: work of locations, and what follows from it.
    pub left_out: u64,
}

/// What came of the orders of a period.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct WhatIfFigures {
    /// Orders taken in.
    pub orders: i64,
    /// Orders refused.
    pub orders_refused: i64,
    /// Orders of which units come from more than one location.
    pub orders_split: i64,
    /// Orders that all units were taken off.
    pub orders_canceled: i64,
    /// Orders that a hold keeps back.
    pub orders_held: i64,
    /// Units of the orders taken in.
    pub units: i64,
    /// Of those, with stock of a location.
    pub units_promised: i64,
    /// Of those, that wait for stock.
    pub units_backordered: i64,
    /// Of those, that no stock was found for, or that are held back.
    pub units_open: i64,
    /// Of those, taken off.
    pub units_canceled: i64,
    /// Parcels: locations of an order, over all orders. An order that is collected makes none.
    pub parcels: i64,
    /// How far parcels go together, in metres, as far as places are on the map.
    pub metres: i64,
    /// Parcels of which that is known.
    pub parcels_measured: i64,
    /// Orders that were promised for a day, without those canceled.
    pub orders_due: i64,
    /// Of those, late.
    pub orders_late: i64,
    /// Of those, of which it cannot be told.
    pub orders_due_unknown: i64,
    /// What parcels cost, in every currency in which there are rate cards or handling costs; empty without any.
    #[uniffi(default)]
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub costs: Vec<WhatIfCost>,
}

/// What the parcels cost in a currency, each by its cheapest service.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct WhatIfCost {
    /// The currency: only rate cards and handling costs in it count.
    pub currency: Currency,
    /// What carriers charge.
    pub carriage: Amount,
    /// What picking and packing costs.
    pub handling: Amount,
    /// Parcels that a service takes.
    pub parcels_priced: i64,
    /// Parcels that none takes: they are not in `carriage`.
    pub parcels_unpriced: i64,
}

/// What a location would have to ship, or to hand over.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct WhatIfLocation {
    /// The location.
    pub location: LocationId,
    /// As recorded.
    pub recorded: WhatIfLoad,
    /// With the changes.
    pub variant: WhatIfLoad,
    /// By how much it is more with the changes.
    pub difference: WhatIfLoad,
}

/// The load of a location.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct WhatIfLoad {
    /// Orders with units of it.
    pub orders: i64,
    /// Their units.
    pub units: i64,
}

/// Commands that one copy refused and the other did not.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct WhatIfRefusals {
    /// Which copy refused them.
    pub refused_by: WhatIfWorld,
    /// The code of the refusal.
    pub code: String,
    /// How many.
    pub commands: u64,
    /// Up to five orders that they were about, as they came.
    #[uniffi(default)]
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub orders: Vec<OrderId>,
}

/// One of the two copies of the store.
#[derive(Clone, Debug, PartialEq, uniffi::Enum, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WhatIfWorld {
    /// As recorded.
    Recorded,
    /// With the changes.
    Variant,
}

/// An order that came out differently.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct WhatIfOrder {
    /// The order.
    pub order: OrderId,
    /// As recorded.
    pub recorded: WhatIfPlan,
    /// With the changes.
    pub variant: WhatIfPlan,
}

/// What became of an order.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct WhatIfPlan {
    /// The code with which its capture was refused; then there is nothing else.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub refused: Option<String>,
    /// Locations that give units to it, by id: one parcel each, unless it is collected.
    #[uniffi(default)]
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parcels: Vec<WhatIfParcel>,
    /// Units that wait for stock.
    #[uniffi(default = 0)]
    #[serde(default, skip_serializing_if = "presence::is_whole::<i64, 0>")]
    pub backordered: i64,
    /// Units that no stock was found for, or that are held back.
    #[uniffi(default = 0)]
    #[serde(default, skip_serializing_if = "presence::is_whole::<i64, 0>")]
    pub open: i64,
    /// Units taken off it.
    #[uniffi(default = 0)]
    #[serde(default, skip_serializing_if = "presence::is_whole::<i64, 0>")]
    pub canceled: i64,
    /// How it stands to what was promised; absent where nothing was.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub promise: Option<WhatIfPromise>,
}

impl Default for WhatIfPlan {
    fn default() -> Self {
        WhatIfPlan {
            refused: None,
            parcels: Vec::new(),
            backordered: 0,
            open: 0,
            canceled: 0,
            promise: None,
        }
    }
}

/// Units that a location gives to an order.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct WhatIfParcel {
    /// The location.
    pub location: LocationId,
    /// How many.
    pub units: i64,
    /// How far it is, in metres, where both places are on the map.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub metres: Option<u64>,
    /// When it arrives by the calendar of the location, where that is known.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub arrives_on: Option<Day>,
}

/// How an order stands to the day it was promised for.
#[derive(Clone, Debug, PartialEq, uniffi::Enum, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WhatIfPromise {
    /// All parcels arrive by then.
    InTime,
    /// A parcel arrives later, or units have no stock and the time is over.
    Late,
    /// When a parcel arrives is not known, or units have no stock and there is still time.
    Unknown,
}
