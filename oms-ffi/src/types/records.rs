// Written by `cargo xtask bindings` from the types of the core: change those, not this file.
//! Records: what is kept, and what is worked out from it.

use serde::{Deserialize, Serialize};

use super::*;

/// A page of a list. A page shorter than the limit is the last one.
#[derive(Clone, Debug, PartialEq, uniffi::Enum, Serialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Page {
    /// Orders.
    Orders {
        /// The rows.
        orders: Vec<Order>,
        /// Where the next page begins, if there may be one.
        #[uniffi(default = None)]
        #[serde(default)]
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
        #[uniffi(default = None)]
        #[serde(default)]
        next: Option<u64>,
    },
    /// The settings.
    Settings {
        /// They.
        settings: Settings,
    },
    /// Items.
    Items {
        /// The rows.
        items: Vec<Item>,
    },
    /// Stock.
    Stock {
        /// The rows.
        skus: Vec<SkuStock>,
    },
    /// Reservations.
    Reservations {
        /// The rows.
        reservations: Vec<Reservation>,
    },
    /// Papers.
    Documents {
        /// The rows.
        documents: Vec<Document>,
    },
}

oms_core::read_tagged! {
    by "type" of "Page" as Page;
    Orders {
        orders: Vec<Order>,
        #[serde(default)] next: Option<OrderCursor>,
    },
    OrderCounts {
        counts: Vec<StatusCount>,
    },
    Log {
        entries: Vec<NumberedEntry>,
    },
    Consumers {
        consumers: Vec<ConsumerPosition>,
        last: u64,
    },
    Movements {
        movements: Vec<MovementRow>,
        #[serde(default)] next: Option<u64>,
    },
    Settings {
        settings: Settings,
    },
    Items {
        items: Vec<Item>,
    },
    Stock {
        skus: Vec<SkuStock>,
    },
    Reservations {
        reservations: Vec<Reservation>,
    },
    Documents {
        documents: Vec<Document>,
    },
}

/// An order as it stands after the last command that touched it.
///
/// Quantities and transactions are the truth; every status is derived from them by [`Order::statuses`].
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct Order {
    /// Its id.
    pub id: OrderId,
    /// Counts the commands that changed it; the capture makes it 1.
    pub version: u64,
    /// Where it came from.
    pub channel: ChannelId,
    /// Its id there; unique within the channel.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub external_id: Option<ExternalId>,
    /// When the customer placed it.
    pub placed_at: Timestamp,
    /// The earliest instant at which something of it comes to its end by itself, so that a storage finds what is due.
    /// Derived from the order's deadlines whenever it is written.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due_at: Option<Timestamp>,
    /// Who bought.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub customer: Option<CustomerId>,
    /// The group the customer was in when it was captured.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub customer_group: Option<CustomerGroup>,
    /// Higher numbers are served first where stock is short.
    #[uniffi(default = 0)]
    #[serde(default, skip_serializing_if = "presence::is_whole::<i16, 0>")]
    pub priority: i16,
    /// The currency of every amount in the order.
    pub currency: Currency,
    /// Whether prices and discounts include tax.
    #[uniffi(default = false)]
    #[serde(default, skip_serializing_if = "presence::is::<false>")]
    pub prices_include_tax: bool,
    /// Where it goes.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shipping_address: Option<Address>,
    /// The time zone whose calendar counts its days, by its name in the IANA database; empty is UTC.
    #[uniffi(default = "")]
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub time_zone: String,
    /// When it is promised to arrive.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub promised_at: Option<Timestamp>,
    /// The location where the customer collects it; absent if it is delivered.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pickup: Option<LocationId>,
    /// The slot it is delivered or collected in.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub slot: Option<BookedSlot>,
    /// Words to find it by, sorted.
    #[uniffi(default)]
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<Tag>,
    /// Its lines, in the order they were captured.
    pub lines: Vec<Line>,
    /// What is charged for shipping, tax included; nothing is left of it once it has been credited.
    pub shipping: Amount,
    /// The tax within `shipping`.
    pub shipping_tax: Amount,
    /// What has been credited of `shipping`.
    #[serde(default, skip_serializing_if = "Decimal::is_zero")]
    pub shipping_credited: Amount,
    /// What is charged beside lines and shipping.
    #[uniffi(default)]
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub charges: Vec<Charge>,
    /// What all lines, shipping and charges cost, tax included: as captured, and as edited, exchanged or clawed back since.
    pub total: Amount,
    /// Discounts that were given for buying enough.
    #[uniffi(default)]
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub promotions: Vec<Promotion>,
    /// What the customer saw, where that is another currency than the order's: as it was captured, and never worked out
    /// again.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub presentment: Option<Presentment>,
    /// Payments and their transactions.
    #[uniffi(default)]
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub payments: Vec<Payment>,
    /// What keeps it from going on, each with its own reason and release.
    #[uniffi(default)]
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub holds: Vec<Hold>,
    /// When stock that is reserved for it goes back on sale, if it still waits for its payment.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reserved_until: Option<Timestamp>,
    /// When stock that was reserved for it went back on sale, if it still waits for its payment: a payment that comes now
    /// is late.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reservation_ended_at: Option<Timestamp>,
    /// Work given to locations; the number of a fulfillment order is its place here, counted from 1.
    #[uniffi(default)]
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub fulfillments: Vec<Fulfillment>,
    /// Parcels packed; the number of a parcel is its place here, counted from 1.
    #[uniffi(default)]
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parcels: Vec<Parcel>,
    /// What it takes up of the days of locations that can take on only so much, sorted by location and day.
    #[uniffi(default)]
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub day_loads: Vec<DayLoad>,
    /// How it was routed last, if that was by a routing policy.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub routing: Option<Decision>,
    /// Locations that rejected or could not find units of a line: they are not asked again.
    #[uniffi(default)]
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub exclusions: Vec<Exclusion>,
    /// Units that somebody has assigned to locations, by line and location: routing leaves them there.
    #[uniffi(default)]
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pins: Vec<Pin>,
    /// How it was re-routed last, if it was.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rerouted: Option<Rerouted>,
    /// What the customer sends back.
    #[uniffi(default)]
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub returns: Vec<Return>,
    /// What went wrong with units that left, as customers and the merchant claim it.
    #[uniffi(default)]
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub claims: Vec<Claim>,
    /// Days after delivery within which a return may be requested, as promised when the order was captured.
    pub return_window_days: u16,
    /// What else was promised about returns then; absent under plain terms.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub return_terms: Option<ReturnTerms>,
    /// Commands whose entries of the log hold, or held, something personal of it: addresses, the customer's id, free texts.
    /// Erasing
    /// goes by them.
    #[uniffi(default)]
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub personal_in: Vec<CommandId>,
    /// When its personal data was erased last. What stands there as `erased` is known to nobody any more.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub erased_at: Option<Timestamp>,
}

/// The slot that an order is delivered or collected in, as it was booked.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct BookedSlot {
    /// The slot.
    pub slot: DocumentId,
    /// The location that delivers, or where it is collected: all its stock comes from there.
    pub location: LocationId,
    /// When the window begins.
    pub begins_at: Timestamp,
    /// When it ends.
    pub ends_at: Timestamp,
    /// From this instant on the slot could not be booked any more, as it was planned when it was booked.
    pub closes_at: Timestamp,
    /// Whether canceling the order after that frees the slot all the same.
    #[uniffi(default = false)]
    #[serde(default, skip_serializing_if = "presence::is::<false>")]
    pub late_cancel_frees: bool,
    /// The weight that is booked, in grams.
    #[uniffi(default = 0)]
    #[serde(default, skip_serializing_if = "presence::is_whole::<u64, 0>")]
    pub grams: u64,
    /// The units that are booked.
    #[uniffi(default = 0)]
    #[serde(default, skip_serializing_if = "presence::is_whole::<Quantity, 0>")]
    pub items: Quantity,
}

/// A line of an order: one SKU, its price frozen when it was captured, and where its units are.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct Line {
    /// Its id, unique within the order.
    pub id: LineId,
    /// What was bought.
    pub sku: Sku,
    /// The price of one unit, before discounts, tax as the order's prices have it.
    pub unit_price: Decimal,
    /// How many were ordered.
    pub quantity: Quantity,
    /// What is taken off: the line's own discounts and its share of the order's.
    #[serde(default, skip_serializing_if = "Decimal::is_zero")]
    pub discount: Amount,
    /// Tax by rate.
    #[uniffi(default)]
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub taxes: Vec<TaxLine>,
    /// What is charged for all units, discounts taken off, tax included.
    pub total: Amount,
    /// Where the units are.
    pub units: Units,
    /// Units that have been credited: canceled, or returned and refunded.
    #[uniffi(default = 0)]
    #[serde(default, skip_serializing_if = "presence::is_whole::<Quantity, 0>")]
    pub credited_quantity: Quantity,
    /// What has been credited for them, fees not taken off.
    #[serde(default, skip_serializing_if = "Decimal::is_zero")]
    pub credited: Amount,
    /// What had been credited when its price or quantity last changed: what is left is divided anew from there.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub settled: Option<Settled>,
    /// What one unit costs the merchant, as it was known when the line joined the order.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit_cost: Option<Decimal>,
    /// What one unit weighs in grams, as it was known when the line joined the order; 0 where it was not.
    #[uniffi(default = 0)]
    #[serde(default, skip_serializing_if = "presence::is_whole::<u32, 0>")]
    pub unit_grams: u32,
    /// Units of it that are kept back until something has happened.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub withheld: Option<Withheld>,
    /// Days that units kept by lot must have left when they are delivered, if the order asks for more than item and channel
    /// do.
    #[uniffi(default = 0)]
    #[serde(default, skip_serializing_if = "presence::is_whole::<u16, 0>")]
    pub minimum_life_days: u16,
    /// The bundle it is a component of, as it was sold.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bundle: Option<LineBundle>,
    /// What the customer takes instead of units that are not there; absent means nothing.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub substitution: Option<Substitution>,
    /// The units it was given for, if a picker gave it instead of others.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub substitute_for: Option<SubstituteFor>,
}

/// Tax at one rate.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct TaxLine {
    /// The rate as a fraction: 0.18 for 18 %.
    pub rate: Decimal,
    /// The tax for all units.
    pub amount: Amount,
}

/// All units of a line, as portions sorted by stage and place, none of them empty.
///
/// INVARIANT: the portions always sum to the quantity ordered, since units enter as they are ordered, at once or by an
/// edit, and only
/// move after.
pub type Units = Vec<Portion>;

/// Units of one line that are at the same stage in the same place.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct Portion {
    /// How far they have come.
    pub stage: Stage,
    /// The location they are, or were, taken from.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub location: Option<LocationId>,
    /// The lot they are of, where the item is kept by lot and a location has been found.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lot: Option<LotNumber>,
    /// The fulfillment order they belong to.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fulfillment: Option<u32>,
    /// The parcel they are in.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parcel: Option<u32>,
    /// How many.
    pub quantity: Quantity,
    /// Their serial numbers, of units that were picked and are tracked by them: of all of them, or of none.
    #[uniffi(default)]
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub serials: Vec<SerialNumber>,
}

/// The part of a line that was credited before its price or quantity last changed.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct Settled {
    /// How many units.
    pub quantity: Quantity,
    /// What they brought back, tax included.
    pub amount: Amount,
    /// The tax within that.
    pub tax: Amount,
}

/// Units of a line that are kept back, while the rest of the order goes on.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct Withheld {
    /// How many units.
    pub quantity: Quantity,
    /// Whether they wait until what the order costs since it was edited is authorized or captured.
    #[uniffi(default = false)]
    #[serde(default, skip_serializing_if = "presence::is::<false>")]
    pub for_payment: bool,
    /// The return whose goods they are given in exchange for, if they wait until those have come back.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub for_return: Option<ReturnId>,
    /// When the stock that is reserved for them goes back on sale.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Timestamp>,
}

/// The bundle that a line is a component of, as it was sold.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct LineBundle {
    /// The line that was captured. Cancellations and returns may name it and count in bundles.
    pub line: LineId,
    /// The SKU of the bundle.
    pub sku: Sku,
    /// How many bundles were sold.
    pub quantity: Quantity,
    /// How many units of the line made one bundle when it was sold, whatever it is made of now.
    pub units_each: Quantity,
}

/// The units that a line was given for.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct SubstituteFor {
    /// The line they were on.
    pub line: LineId,
    /// How many of them it was given for.
    pub quantity: Quantity,
}

/// Something that is charged once for an order.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct Charge {
    /// What for; an order has one of each kind.
    pub kind: ChargeKind,
    /// What is charged, tax included.
    pub amount: Amount,
    /// The tax within that.
    #[serde(default, skip_serializing_if = "Decimal::is_zero")]
    pub tax: Amount,
    /// What of it has been credited.
    #[serde(default, skip_serializing_if = "Decimal::is_zero")]
    pub credited: Amount,
}

/// A discount that was given for buying enough.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct Promotion {
    /// Its code.
    #[uniffi(default = "")]
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub code: String,
    /// The line whose units count; absent means those of all lines.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub line: Option<LineId>,
    /// What has to be kept for it.
    pub minimum: DiscountMinimum,
    /// What it took off each line.
    pub parts: Vec<PromotionPart>,
    /// Whether it was taken back, as far as it could be.
    #[uniffi(default = false)]
    #[serde(default, skip_serializing_if = "presence::is::<false>")]
    pub ended: bool,
}

/// What a discount took off one line.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct PromotionPart {
    /// The line.
    pub line: LineId,
    /// How many units it was divided over.
    pub quantity: Quantity,
    /// What it took off them, before tax where that is added.
    pub amount: Amount,
}

/// One payment on an order: one card, one gift card, one cash collection.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct Payment {
    /// Its id, unique within the order.
    pub id: PaymentId,
    /// How it is paid.
    pub method: PaymentMethod,
    /// Everything that happened to it, oldest first.
    pub transactions: Vec<Transaction>,
}

/// One thing that happened to a payment, or that the provider was told to do.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct Transaction {
    /// What happened.
    pub kind: TransactionKind,
    /// How much.
    pub amount: Amount,
    /// When; of an instruction, when it was given.
    pub at: Timestamp,
    /// Whether it has happened. Only what has succeeded counts as authorized, captured or refunded.
    /// Nothing means `succeeded`; answers always have it.
    #[uniffi(default = None)]
    #[serde(default = "transaction_state_succeeded", skip_serializing_if = "is_transaction_state_succeeded")]
    pub state: Option<TransactionState>,
    /// The provider's id of it, if it has one: the same id counts once.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reference: Option<ProviderEventId>,
    /// Why, in the words of whoever did it.
    #[uniffi(default = "")]
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
    /// Whether it is the last that is to come: of a remittance, that the courier has handed over all it will.
    #[uniffi(default = false)]
    #[serde(default, skip_serializing_if = "presence::is::<false>")]
    pub is_final: bool,
    /// The parcel a capture was made for.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parcel: Option<u32>,
    /// The part of a refund that was not owed but given.
    #[serde(default, skip_serializing_if = "Decimal::is_zero")]
    pub goodwill: Amount,
    /// What each line bears of that.
    #[uniffi(default)]
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub goodwill_parts: Vec<GoodwillPart>,
    /// When what was authorized may not be captured any more.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expires_at: Option<Timestamp>,
    /// What the provider was told, if it was told to do it.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub instruction: Option<Instruction>,
}

/// Whether a transaction has happened.
#[derive(Clone, Debug, PartialEq, uniffi::Enum, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TransactionState {
    /// Money has moved, or was set aside or let go.
    Succeeded,
    /// The provider was told to, and has not answered.
    Pending,
    /// The provider did not do it. It may be told again.
    Failed,
}

pub(super) fn transaction_state_succeeded() -> Option<TransactionState> {
    Some(TransactionState::Succeeded)
}

pub(super) fn is_transaction_state_succeeded(value: &Option<TransactionState>) -> bool {
    matches!(value, None | Some(TransactionState::Succeeded))
}

/// What a provider was told to do, and how it went.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct Instruction {
    /// The idempotency key to be given to the provider: however often it is sent, the provider does it once.
    pub key: InstructionKey,
    /// Whether it is the last capture: what is authorized beyond it is let go.
    #[uniffi(default = false)]
    #[serde(default, skip_serializing_if = "presence::is::<false>")]
    pub is_final: bool,
    /// When the result came.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub resolved_at: Option<Timestamp>,
    /// Why it failed, if it did.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub failure: Option<Failure>,
}

/// Something that keeps an order from going on until it is released.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct Hold {
    /// Its id, unique within the order. Holds placed by verification are named after their kind.
    pub id: HoldId,
    /// What it is about, and so what it stops.
    pub kind: HoldKind,
    /// The finding, with its figures, in a sentence.
    pub reason: String,
    /// Who placed it.
    pub placed_by: Actor,
    /// When it was placed.
    pub placed_at: Timestamp,
}

/// A fulfillment order: units of one order that one location has been asked to ship.
///
/// Its units are the portions of the order's lines that carry its number; its state is derived from them
/// and from the answer the location gave.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct Fulfillment {
    /// The location asked.
    pub location: LocationId,
    /// When it was asked.
    pub requested_at: Timestamp,
    /// What it answered.
    /// Nothing means `awaited`; answers always have it.
    #[uniffi(default = None)]
    #[serde(default = "answer_awaited", skip_serializing_if = "is_answer_awaited")]
    pub answer: Option<Answer>,
    /// How often a picker scanned something else than a line asked for.
    #[uniffi(default = 0)]
    #[serde(default, skip_serializing_if = "presence::is_whole::<u16, 0>")]
    pub mispicks: u16,
    /// That it waits for the customer to collect it.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub collection: Option<Collection>,
}

/// What a location answered to a fulfillment order.
#[derive(Clone, Debug, PartialEq, uniffi::Enum, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Answer {
    /// Nothing yet.
    Awaited,
    /// It will ship.
    Accepted,
    /// The request was withdrawn.
    Canceled,
    Rejected(String),
}

pub(super) fn answer_awaited() -> Option<Answer> {
    Some(Answer::Awaited)
}

pub(super) fn is_answer_awaited(value: &Option<Answer>) -> bool {
    matches!(value, None | Some(Answer::Awaited))
}

/// Goods that wait at a store for the customer to collect them.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct Collection {
    /// Since when they can be collected.
    pub ready_at: Timestamp,
    /// From this instant on they go back, if they have not been collected; absent means never.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Timestamp>,
    /// What whoever collects them has to show; empty means nothing.
    #[uniffi(default = "")]
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub proof_code: String,
    /// Who has collected them, in the words of the store.
    #[uniffi(default = "")]
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub collected_by: String,
    /// When they were collected.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub collected_at: Option<Timestamp>,
}

/// A parcel of a fulfillment order. Its contents are the portions of the order's lines that carry its number.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct Parcel {
    /// The fulfillment order it was packed for.
    pub fulfillment: u32,
    /// Who carries it.
    #[uniffi(default = "")]
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub carrier: String,
    /// The carrier's service.
    #[uniffi(default = "")]
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub service: String,
    /// The number to find it by.
    #[uniffi(default = "")]
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub tracking_number: String,
    /// When it was handed to the carrier.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shipped_at: Option<Timestamp>,
    /// When it arrived.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub delivered_at: Option<Timestamp>,
    /// How far it has come; absent before it has shipped.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tracking: Option<Tracking>,
    /// When what `tracking` tells occurred; absent before the carrier's first report.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tracked_at: Option<Timestamp>,
    /// Delivery attempts that failed.
    #[uniffi(default = 0)]
    #[serde(default, skip_serializing_if = "presence::is_whole::<u16, 0>")]
    pub failed_attempts: u16,
    /// Whether the carrier was asked to bring it back, and what came of that.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub interception: Option<Interception>,
    /// The latest ids of the carrier's reports taken in, so that each counts once.
    #[uniffi(default)]
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub seen: Vec<ProviderEventId>,
}

/// A parcel that a carrier was asked to bring back before it arrives.
///
/// The carrier answers, or its scans do: a parcel that is delivered or lost was not intercepted, one that comes back was.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct Interception {
    /// What came of it.
    pub state: InterceptionState,
    /// When the carrier was asked last.
    pub requested_at: Timestamp,
    /// Why: by wish of the customer, or for a reason of the merchant's.
    pub reason: CancelReason,
    /// The same in somebody's words.
    #[uniffi(default = "")]
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// When it was confirmed or failed.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub resolved_at: Option<Timestamp>,
    /// What the carrier answered, in its words; empty where its scans did.
    #[uniffi(default = "")]
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub answer: String,
}

/// What an order takes up of a day of a location.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct DayLoad {
    /// The location.
    pub location: LocationId,
    /// The day, by the location's calendar, on which its stock was promised.
    pub day: Day,
    /// Units.
    pub units: Quantity,
    /// Their weight in grams; 0 where it is not known.
    #[uniffi(default = 0)]
    #[serde(default, skip_serializing_if = "presence::is_whole::<u64, 0>")]
    pub grams: u64,
}

/// A location that is not asked again for a line, and why.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct Exclusion {
    /// The line.
    pub line: LineId,
    /// The location.
    pub location: LocationId,
    /// The reason it gave.
    pub reason: String,
}

/// Units of a line that somebody has assigned to a location. Routing leaves them there.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct Pin {
    /// The line.
    pub line: LineId,
    /// The location.
    pub location: LocationId,
    /// How many units of the line.
    pub quantity: Quantity,
    /// Who assigned them last.
    pub actor: Actor,
    /// When.
    pub at: Timestamp,
    /// Why, in somebody's words.
    pub reason: String,
}

/// That an order was re-routed, as it keeps it: the last time.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct Rerouted {
    /// When.
    pub at: Timestamp,
    /// What moved.
    pub moves: Vec<UnitMove>,
    /// How many orders were moved with it.
    pub together: u32,
    /// Why, in somebody's words.
    #[uniffi(default = "")]
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
}

/// A return of delivered units.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct Return {
    /// Its id, unique within the order.
    pub id: ReturnId,
    /// How far it has come.
    pub state: ReturnState,
    /// When it was asked for.
    pub requested_at: Timestamp,
    /// When what has not come is expected no more, unless it is in transit; absent means never.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closes_at: Option<Timestamp>,
    /// The label of the merchant's it comes on, or the pick-up that was agreed.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub label: Option<ReturnLabel>,
    /// What the carrier reported last.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tracking: Option<Tracking>,
    /// When that occurred.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tracked_at: Option<Timestamp>,
    /// Where its units were received last, and wait to be inspected.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub location: Option<LocationId>,
    /// What comes back, by line.
    pub lines: Vec<ReturnLine>,
    /// What was kept of the credit as a fee.
    #[serde(default, skip_serializing_if = "Decimal::is_zero")]
    pub fee: Amount,
    /// What was refunded for it.
    pub refunded: Amount,
    /// Every refund for it as it was worked out, oldest first.
    #[uniffi(default)]
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub refunds: Vec<RefundVerdict>,
    /// What is given in exchange for its units.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub exchange: Option<Exchange>,
    /// Why it was declined or canceled.
    #[uniffi(default = "")]
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}

/// Units of one line in a return.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct ReturnLine {
    /// The line.
    pub line: LineId,
    /// Why the customer returns it.
    pub reason: ReturnReason,
    /// How many were asked for.
    pub requested: Quantity,
    /// How many of those are expected no more, since the return was called off and they have not come.
    #[uniffi(default = 0)]
    #[serde(default, skip_serializing_if = "presence::is_whole::<Quantity, 0>")]
    pub canceled: Quantity,
    /// How many the customer keeps: they are refunded without coming back.
    #[uniffi(default = 0)]
    #[serde(default, skip_serializing_if = "presence::is_whole::<Quantity, 0>")]
    pub kept: Quantity,
    /// How many have come back.
    #[uniffi(default = 0)]
    #[serde(default, skip_serializing_if = "presence::is_whole::<Quantity, 0>")]
    pub received: Quantity,
    /// The serial numbers of those that wait to be inspected.
    #[uniffi(default)]
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub serials: Vec<SerialNumber>,
    /// How many of those a claim or an earlier return had settled before they came: they bring nothing back.
    #[uniffi(default = 0)]
    #[serde(default, skip_serializing_if = "presence::is_whole::<Quantity, 0>")]
    pub settled_before: Quantity,
    /// How many of those had been lost on their way to the customer, unclaimed.
    #[uniffi(default = 0)]
    #[serde(default, skip_serializing_if = "presence::is_whole::<Quantity, 0>")]
    pub found: Quantity,
    /// How many of those went back on sale.
    #[uniffi(default = 0)]
    #[serde(default, skip_serializing_if = "presence::is_whole::<Quantity, 0>")]
    pub restocked: Quantity,
    /// How many of those were kept as damaged.
    #[uniffi(default = 0)]
    #[serde(default, skip_serializing_if = "presence::is_whole::<Quantity, 0>")]
    pub damaged: Quantity,
    /// How many of those were kept apart for another look.
    #[uniffi(default = 0)]
    #[serde(default, skip_serializing_if = "presence::is_whole::<Quantity, 0>")]
    pub quarantined: Quantity,
    /// How many of those are to be made fit for sale again.
    #[uniffi(default = 0)]
    #[serde(default, skip_serializing_if = "presence::is_whole::<Quantity, 0>")]
    pub refurbished: Quantity,
    /// How many of those go back to whoever supplied them.
    #[uniffi(default = 0)]
    #[serde(default, skip_serializing_if = "presence::is_whole::<Quantity, 0>")]
    pub returned_to_vendor: Quantity,
    /// How many of those were thrown away.
    #[uniffi(default = 0)]
    #[serde(default, skip_serializing_if = "presence::is_whole::<Quantity, 0>")]
    pub scrapped: Quantity,
    /// How many were found to be something else and bring nothing back.
    #[uniffi(default = 0)]
    #[serde(default, skip_serializing_if = "presence::is_whole::<Quantity, 0>")]
    pub wrong_item: Quantity,
    /// What those that were graded are like.
    #[uniffi(default)]
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub grades: Vec<GradedUnits>,
    /// How many have been refunded.
    #[uniffi(default = 0)]
    #[serde(default, skip_serializing_if = "presence::is_whole::<Quantity, 0>")]
    pub refunded: Quantity,
}

/// Units of a line that were found to be of one grade.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct GradedUnits {
    /// What they are like.
    pub grade: Grade,
    /// How many.
    pub quantity: Quantity,
    /// How many of those have been refunded.
    #[uniffi(default = 0)]
    #[serde(default, skip_serializing_if = "presence::is_whole::<Quantity, 0>")]
    pub refunded: Quantity,
}

/// The whole computation of one refund: what each unit brought back, what was kept of it and by which rule, what bounded
/// the sum, and
/// over which payments it went.
///
/// ```text
/// credited = the amounts of all units + shipping + charges
/// refunded = credited - fees - clawed back - exchanged, at most `owed`, at most what the payments still hold
/// = the sum of `payments`
/// ```
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct RefundVerdict {
    /// When it was given.
    pub at: Timestamp,
    /// What units brought back, by line, reason and grade.
    pub units: Vec<CreditedUnits>,
    /// What became of shipping; absent where none was charged.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shipping: Option<ShippingVerdict>,
    /// What became of each charge beside lines and shipping.
    #[uniffi(default)]
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub charges: Vec<ChargeVerdict>,
    /// What was kept.
    #[uniffi(default)]
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub fees: Vec<FeeKept>,
    /// What is no longer charged for units, shipping and charges, fees not taken off.
    pub credited: Amount,
    /// Discounts that were taken back, since too little is kept for them.
    #[uniffi(default)]
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub clawed_back: Vec<ClawBack>,
    /// What of that pays for what is given in exchange.
    #[serde(default, skip_serializing_if = "Decimal::is_zero")]
    pub exchanged: Amount,
    /// What the order owed the customer once that was credited.
    pub owed: Amount,
    /// What was paid back.
    pub refunded: Amount,
    /// What made it less than what was credited without the fees; absent where nothing did.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bound: Option<RefundBound>,
    /// Over which payments it went.
    #[uniffi(default)]
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub payments: Vec<RefundPart>,
}

/// What units of a line brought back: the difference of two cumulative shares of what the line cost.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct CreditedUnits {
    /// The line.
    pub line: LineId,
    /// How many units.
    pub quantity: Quantity,
    /// How many units of the line had been credited before.
    #[uniffi(default = 0)]
    #[serde(default, skip_serializing_if = "presence::is_whole::<Quantity, 0>")]
    pub credited_before: Quantity,
    /// What they bring back, tax included.
    pub amount: Amount,
    /// The tax within it.
    pub tax: Amount,
    /// Why they came back.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<ReturnReason>,
    /// What they were found to be like.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub grade: Option<Grade>,
}

/// What became of shipping.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct ShippingVerdict {
    /// What was given back, tax included.
    pub amount: Amount,
    /// The tax within it.
    pub tax: Amount,
    /// Why so.
    pub rule: ShippingRule,
}

/// Why shipping or a charge was given back, or was not.
#[derive(Clone, Debug, PartialEq, uniffi::Enum, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ShippingRule {
    /// Given back or kept as the command said.
    Command,
    /// Kept: something of the order is with the customer, or still to be delivered.
    NotAllBack,
    /// Given back: all that came back did so by fault of the seller.
    SellersFault,
    /// Kept: not all that came back did so by fault of the seller.
    NotSellersFault,
    /// Given back whatever the reasons were.
    Always,
    /// Kept whatever the reasons were.
    Never,
    /// It was given back before.
    GivenBefore,
}

/// What became of a charge.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct ChargeVerdict {
    /// What it was for.
    pub kind: ChargeKind,
    /// What was given back, tax included.
    pub amount: Amount,
    /// The tax within it.
    pub tax: Amount,
    /// Why so.
    pub rule: ShippingRule,
}

/// Something that was kept of what came back.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct FeeKept {
    /// What for.
    pub kind: FeeKind,
    /// Who set it.
    pub rule: FeeRule,
    /// The line whose units it is kept of; absent where it is kept of the whole.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub line: Option<LineId>,
    /// The part that is kept, as a fraction.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rate: Option<Decimal>,
    /// What the rate is of; for a fixed fee, what was left to keep it of.
    pub base: Amount,
    /// What was kept.
    pub amount: Amount,
}

/// What a fee is kept for.
#[derive(Clone, Debug, PartialEq, uniffi::Enum, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FeeKind {
    /// To bring units back on sale.
    Restocking,
    /// To bring them back to the merchant.
    ReturnLabel,
}

/// Who set a fee.
#[derive(Clone, Debug, PartialEq, uniffi::Enum, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FeeRule {
    /// The terms of the order.
    Terms,
    /// Whoever gave the command.
    Command,
}

/// A discount that was taken back, since too little is kept for it.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct ClawBack {
    /// Its code.
    #[uniffi(default = "")]
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub code: String,
    /// What would have had to be kept for it.
    pub minimum: DiscountMinimum,
    /// What is kept of the goods that count, at unit prices before discounts.
    pub kept_amount: Amount,
    /// The same in units.
    pub kept_quantity: Quantity,
    /// What the goods that are kept cost more by it, tax included.
    pub amount: Amount,
}

/// What made a refund less than the credit without the fees.
#[derive(Clone, Debug, PartialEq, uniffi::Enum, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RefundBound {
    /// The order owed the customer no more: what was never paid is not paid back.
    Owed,
    /// The payments held no more.
    Captured,
}

/// What went back over one payment.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct RefundPart {
    /// The payment.
    pub payment: PaymentId,
    /// How much.
    pub amount: Amount,
}

/// What is given in exchange for the units of a return.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct Exchange {
    /// When the replacements are sent.
    pub ships: ExchangeShipping,
    /// What replaces what.
    pub lines: Vec<Replacement>,
    /// What the return has been credited with since the exchange was agreed.
    #[serde(default, skip_serializing_if = "Decimal::is_zero")]
    pub brought_back: Amount,
}

/// A line that takes the place of units that come back, or never arrived.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct Replacement {
    /// The line that was added.
    pub line: LineId,
    /// The line whose units it replaces, one for one; absent where it takes the place of the whole.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub replaces: Option<LineId>,
    /// How many units it was added with.
    pub quantity: Quantity,
    /// Whether it costs exactly what the units it replaces bring back, whatever that turns out to be.
    #[uniffi(default = false)]
    #[serde(default, skip_serializing_if = "presence::is::<false>")]
    pub at_paid_value: bool,
    /// How many of the units it replaces have been refunded, and what they brought.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub settled: Option<Settled>,
}

/// A claim about units that left.
///
/// Against the merchant it is the customer's: its units cannot be returned meanwhile, and once they are refunded they never
/// can be.
/// Against a carrier it is the merchant's own: it tells what is asked and what was recovered, and moves no money of the
/// customer's.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct Claim {
    /// Its id, unique within the order.
    pub id: ClaimId,
    /// What went wrong.
    pub kind: ClaimKind,
    /// Who has to answer for it.
    /// Nothing means `merchant`; answers always have it.
    #[uniffi(default = None)]
    #[serde(default = "claim_party_merchant", skip_serializing_if = "is_claim_party_merchant")]
    pub against: Option<ClaimParty>,
    /// How far it has come.
    pub state: ClaimState,
    /// When it was opened.
    pub opened_at: Timestamp,
    /// The units it is about; each line once.
    pub lines: Vec<ClaimedUnits>,
    /// The parcel they were in, if it was named.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parcel: Option<u32>,
    /// References to photos, letters and the like; the library keeps none of them itself.
    #[uniffi(default)]
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<String>,
    /// The last words about it.
    #[uniffi(default = "")]
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// What is asked of a carrier.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub asked: Option<Amount>,
    /// What a carrier has paid.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recovered: Option<Amount>,
    /// What was sent in place of its units.
    #[uniffi(default)]
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub replacements: Vec<Replacement>,
    /// How the customer was refunded, as it was worked out.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub refund: Option<RefundVerdict>,
}

/// The terms of an order's returns, copied from the policy of the day it was captured.
///
/// An order under plain terms (one window, every reason, no fees, shipping back by fault of the seller) keeps none of this.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct ReturnTerms {
    /// Lines whose window is another than the order's.
    #[uniffi(default)]
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lines: Vec<LineTerms>,
    /// Reasons that are accepted; empty means all.
    #[uniffi(default)]
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reasons: Vec<ReturnReason>,
    /// Parts of the credit that are kept; the first that fits a unit is taken.
    #[uniffi(default)]
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub restocking_fees: Vec<RestockingFee>,
    /// What is kept when a return came on a label of the merchant's and not by fault of the seller.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub label_fee: Option<Amount>,
    /// When shipping is given back.
    /// Nothing means `sellers_fault`; answers always have it.
    #[uniffi(default = None)]
    #[serde(default = "shipping_refund_sellers_fault", skip_serializing_if = "is_shipping_refund_sellers_fault")]
    pub shipping: Option<ShippingRefund>,
    /// Whether a discount is taken back when less is kept than it was given for.
    #[uniffi(default = false)]
    #[serde(default, skip_serializing_if = "presence::is::<false>")]
    pub claws_back: bool,
    /// When charges are given back, by kind; those that are not named by fault of the seller.
    #[uniffi(default)]
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub charges: Vec<ChargeRefund>,
    /// The customer keeps what brings back at most this.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub keep_up_to: Option<Amount>,
}

impl Default for ReturnTerms {
    fn default() -> Self {
        ReturnTerms {
            lines: Vec::new(),
            reasons: Vec::new(),
            restocking_fees: Vec::new(),
            label_fee: None,
            shipping: shipping_refund_sellers_fault(),
            claws_back: false,
            charges: Vec::new(),
            keep_up_to: None,
        }
    }
}

/// The window of a line that is another than the order's.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct LineTerms {
    /// The line.
    pub line: LineId,
    /// The category that gives it the window.
    pub category: Category,
    /// Days after the day of delivery; 0 means that it was a final sale.
    pub window_days: u16,
}

/// How many orders have a status.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct StatusCount {
    /// The status by its name on the wire.
    pub status: String,
    /// How many orders.
    pub orders: u64,
}

/// An entry of the log with its number.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct NumberedEntry {
    /// 1 for the first entry.
    pub number: u64,
    /// The entry.
    pub entry: LogEntry,
}

/// One applied command in the log: what was asked, what happened, and every unit of stock that moved.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct LogEntry {
    /// What was asked.
    pub envelope: Envelope,
    /// What happened.
    pub receipt: Receipt,
    /// Every unit of stock that moved.
    #[uniffi(default)]
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub movements: Vec<Movement>,
    /// Whether personal data was taken out of it since: what was asked and what happened is told without.
    #[uniffi(default = false)]
    #[serde(default, skip_serializing_if = "presence::is::<false>")]
    pub erased: bool,
}

/// Units that went from one place to another: the double entry of the stock ledger.
///
/// No balance changes without one. The entry of the log it stands in tells the cause, the actor and the time.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct Movement {
    /// What was moved.
    pub sku: Sku,
    /// Where.
    pub location: LocationId,
    /// The lot, of an item that is kept by lot.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lot: Option<LotNumber>,
    /// Out of what.
    pub from_place: Place,
    /// Into what.
    pub to_place: Place,
    /// How many units.
    pub quantity: Quantity,
}

/// One end of a movement: a state of stock at the location, or the world outside.
#[derive(Clone, Debug, PartialEq, uniffi::Enum, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Place {
    /// Free to be promised.
    Available,
    /// Promised for a while.
    Reserved,
    /// Promised to an order that was given to the location.
    Committed,
    /// Kept back from sale.
    Safety,
    /// Not fit for sale.
    Damaged,
    /// Waiting for somebody to look at it.
    QualityControl,
    /// Outside: whoever delivers stock.
    Supplier,
    /// Outside: whoever bought it.
    Customer,
    /// Outside: what counts and corrections found or missed.
    Adjustment,
    /// Outside: on its way from one location to another, by a transfer.
    InTransit,
}

/// How far a consumer has come.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct ConsumerPosition {
    /// Its name.
    pub consumer: ConsumerId,
    /// The number of the last entry of the log that it has acknowledged.
    pub position: u64,
}

/// A reader of the log, whose place the store keeps.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ConsumerId(pub String);
uniffi::custom_newtype!(ConsumerId, String);

/// A movement with what the log knows about it.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
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

/// Everything a merchant configures but items. Lists are sorted by id.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct Settings {
    /// Counts the commands that changed this record.
    pub version: u64,
    /// Places that keep or ship stock, by id.
    pub locations: Vec<Location>,
    /// Where orders come from, by id.
    pub channels: Vec<Channel>,
    /// How orders are verified, reserved, routed and returned.
    pub policies: Policies,
    /// Parts of the world that deliveries go to, by id.
    #[uniffi(default)]
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub zones: Vec<Zone>,
    /// Plans of windows for delivery and pick-up, by id.
    #[uniffi(default)]
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub slot_templates: Vec<SlotTemplate>,
    /// What carriers charge for their services, by id.
    #[uniffi(default)]
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rate_cards: Vec<RateCard>,
    /// How orders are routed, if not by the fewest parcels.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub routing_rules: Option<RoutingRules>,
}

/// How orders are routed: rules, first to last. The first whose condition holds and that finds a plan decides.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct RoutingRules {
    /// Counts the commands that changed them; decisions name it.
    pub version: u64,
    /// The rules. Without any, orders are routed as if there was no policy.
    pub rules: Vec<RoutingRule>,
    /// How many nodes the search for the best plan may look at before it settles for the best found.
    #[uniffi(default = 2000)]
    #[serde(default = "presence::whole::<u32, 2000>")]
    pub search_steps_max: u32,
}

/// An item of the catalog.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct Item {
    /// Its stock keeping unit.
    pub sku: Sku,
    /// Counts the commands that changed this record; 0 in a command.
    #[uniffi(default = 0)]
    #[serde(default)]
    pub version: u64,
    /// Whether stock is counted at all. What is not tracked (a service, a voucher) is always available.
    #[uniffi(default = true)]
    #[serde(default = "presence::yes")]
    pub tracked: bool,
    /// Whether it may be sold beyond stock; absent means no.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub backorder: Option<Backorder>,
    /// The group of items it is returned with, if they have terms of their own; orders keep the terms they were captured
    /// with.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub return_category: Option<Category>,
    /// The group of items that customers take for one another who accept any of the `same_category`.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub category: Option<Category>,
    /// What one unit costs the merchant, by currency. Orders keep what it was when they were captured, for the journal.
    #[uniffi(default)]
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unit_costs: Vec<CurrencyAmount>,
    /// What one unit weighs, in grams; 0 where that is not known.
    #[uniffi(default = 0)]
    #[serde(default, skip_serializing_if = "presence::is_whole::<u32, 0>")]
    pub grams: u32,
    /// How large one unit is as it is packed; absent where that is not known.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dimensions: Option<Dimensions>,
    /// Whether only those carriers take it that take hazardous goods.
    #[uniffi(default = false)]
    #[serde(default, skip_serializing_if = "presence::is::<false>")]
    pub hazardous: bool,
    /// Words by which rules of routing know it.
    #[uniffi(default)]
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<Tag>,
    /// What a location must be able to do to ship it under a routing policy, such as `cold_chain`.
    #[uniffi(default)]
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub requires: Vec<Tag>,
    /// The most units certain channels may have sold or reserved at a time, by channel id.
    #[uniffi(default)]
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub channel_caps: Vec<ChannelCap>,
    /// When it is to be ordered anew, by location id.
    #[uniffi(default)]
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reorder_rules: Vec<ReorderRule>,
    /// How it is kept by lot; absent means that its units are all alike. It cannot change whether it is.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lots: Option<LotPolicy>,
    /// When the serial numbers of its units are captured. It cannot change whether that is at receipt.
    /// Nothing means `none`; answers always have it.
    #[uniffi(default = None)]
    #[serde(default = "serial_tracking_none", skip_serializing_if = "is_serial_tracking_none")]
    pub tracks_serials: Option<SerialTracking>,
    /// What a bundle is made of; empty for a plain item. A bundle has no stock of its own: there are as many as its
    /// components make.
    #[uniffi(default)]
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub components: Vec<Component>,
    /// How many levels deep it holds bundles; 0 for a plain item.
    #[uniffi(default = 0)]
    #[serde(default, skip_serializing_if = "presence::is_whole::<u8, 0>")]
    pub levels: u8,
}

/// All stock and counters of a SKU.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct SkuStock {
    /// The SKU.
    pub sku: Sku,
    /// Stock by location.
    pub levels: Vec<StockLevel>,
    /// Counters that are not zero.
    pub counters: Vec<CounterValue>,
}

/// The stock of one SKU at one location.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct StockLevel {
    /// The SKU.
    pub sku: Sku,
    /// The location.
    pub location: LocationId,
    /// The lot, of an item that is kept by lot: what is there of the SKU is the sum over its lots.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lot: Option<LotNumber>,
    /// Units by state.
    pub buckets: Buckets,
}

/// Units of one SKU at one location by state. What is on hand is the sum of all of them.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct Buckets {
    /// See [`Bucket::Available`].
    #[uniffi(default = 0)]
    #[serde(default, skip_serializing_if = "presence::is_whole::<i64, 0>")]
    pub available: i64,
    /// See [`Bucket::Reserved`].
    #[uniffi(default = 0)]
    #[serde(default, skip_serializing_if = "presence::is_whole::<i64, 0>")]
    pub reserved: i64,
    /// See [`Bucket::Committed`].
    #[uniffi(default = 0)]
    #[serde(default, skip_serializing_if = "presence::is_whole::<i64, 0>")]
    pub committed: i64,
    /// See [`Bucket::Safety`].
    #[uniffi(default = 0)]
    #[serde(default, skip_serializing_if = "presence::is_whole::<i64, 0>")]
    pub safety: i64,
    /// See [`Bucket::Damaged`].
    #[uniffi(default = 0)]
    #[serde(default, skip_serializing_if = "presence::is_whole::<i64, 0>")]
    pub damaged: i64,
    /// See [`Bucket::QualityControl`].
    #[uniffi(default = 0)]
    #[serde(default, skip_serializing_if = "presence::is_whole::<i64, 0>")]
    pub quality_control: i64,
}

impl Default for Buckets {
    fn default() -> Self {
        Buckets {
            available: 0,
            reserved: 0,
            committed: 0,
            safety: 0,
            damaged: 0,
            quality_control: 0,
        }
    }
}

/// A counter and its value.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct CounterValue {
    /// Which.
    pub counter: Counter,
    /// Its value.
    pub value: i64,
}

/// What is counted per SKU over all locations.
#[derive(Clone, Debug, PartialEq, uniffi::Enum, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Counter {
    /// Units on backorder.
    Backordered,
    Channel(ChannelId),
    Capacity(Measure),
}

/// A measure of what a location takes on in a day.
#[derive(Clone, Debug, PartialEq, uniffi::Enum, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Measure {
    /// Orders.
    Orders,
    /// Units.
    Units,
    /// Grams.
    Grams,
}

/// Stock promised to a cart or checkout, or leased to whoever sells without asking: a till that is offline, a partner with
/// a quota.
///
/// It holds until it is used by an order, released, or `expires_at` is reached: at that very instant it is free. An order
/// uses up the
/// reservation of its checkout; from a lease it draws what it wants, and the rest stays.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct Reservation {
    /// Its id.
    pub id: ReservationId,
    /// The command that made it. Its id may be used again after its end; this tells the one from the other.
    pub made_by: CommandId,
    /// Counts the commands that changed it, from 1.
    pub version: u64,
    /// The channel it counts for.
    pub channel: ChannelId,
    /// From this instant on it no longer holds.
    pub expires_at: Timestamp,
    /// What is held, where; sorted by SKU, then in the order the locations were chosen.
    pub units: Vec<ReservedUnits>,
    /// The slot in which it holds a place, for as long as it holds its stock.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub slot: Option<DocumentId>,
    /// The location where it is to be collected; absent if it is to be delivered.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pickup: Option<LocationId>,
    /// What the routing policy said of it, if there was one. An order that is what the cart was keeps to it.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub routing: Option<CartRouting>,
}

/// Units of a reservation at one location.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct ReservedUnits {
    /// What.
    pub sku: Sku,
    /// Where.
    pub location: LocationId,
    /// The lot, of an item that is kept by lot.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lot: Option<LotNumber>,
    /// How many.
    pub quantity: Quantity,
}

/// What a routing policy said of a cart.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct CartRouting {
    /// Where its stock is held, and why there. Absent if no rule could be asked that has a plan: then it is held where the
    /// fewest parcels
    /// are.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decision: Option<Decision>,
    /// Rules that come before that one and may be for the order, once more is known of it.
    #[uniffi(default)]
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub undecided: Vec<UndecidedRule>,
    /// Where it was planned to go: the place, and nobody's name.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub destination: Option<Address>,
    /// By when.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub promised_at: Option<Timestamp>,
}

impl Default for CartRouting {
    fn default() -> Self {
        CartRouting {
            decision: None,
            undecided: Vec::new(),
            destination: None,
            promised_at: None,
        }
    }
}

/// A rule that a cart cannot be asked for, since it does not say enough yet.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct UndecidedRule {
    /// Its name.
    pub rule: String,
    /// What it asks for and is not known, as conditions write it: `order.customer.group`, `line.unit_price` and the like.
    pub needs: Vec<String>,
}

/// A paper as it stands after the last command that touched it.
///
/// Papers are never taken away: one that is done stays, and is about nothing any more.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct Document {
    /// Its id, unique among papers of its kind.
    pub id: DocumentId,
    /// Counts the commands that changed it; the first makes it 1.
    pub version: u64,
    /// The earliest instant at which something of it comes to its end by itself, so that a storage finds what is due.
    /// Derived from the body whenever it is written.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due_at: Option<Timestamp>,
    /// What it says.
    pub body: DocumentBody,
}

/// What a paper says, by its kind.
#[derive(Clone, Debug, PartialEq, uniffi::Enum, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum DocumentBody {
    /// What was counted of some SKUs at a location.
    Count {
        /// Where.
        location: LocationId,
        /// What is counted, sorted.
        skus: Vec<Sku>,
        /// Whether who counts is not told how far the books are off.
        #[uniffi(default = false)]
        #[serde(default, skip_serializing_if = "presence::is::<false>")]
        blind: bool,
        /// Where it stands.
        state: CountState,
        /// When it was opened. Nothing of it is counted before.
        opened_at: Timestamp,
        /// Who opened it.
        opened_by: Actor,
        /// What has been counted, by SKU and lot.
        #[uniffi(default)]
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        lines: Vec<CountLine>,
        /// When it was approved or canceled.
        #[uniffi(default = None)]
        #[serde(default, skip_serializing_if = "Option::is_none")]
        closed_at: Option<Timestamp>,
        /// Who approved or canceled it; absent if the tolerance of the policies did.
        #[uniffi(default = None)]
        #[serde(default, skip_serializing_if = "Option::is_none")]
        closed_by: Option<Actor>,
    },
    /// Units of a SKU that were made together.
    Lot {
        /// What it is a lot of.
        sku: Sku,
        /// Its number: what GS1 calls batch or lot, application identifier 10.
        number: LotNumber,
        /// The day on which it expires: GS1's identifier 17. On that day it is not sold any more.
        #[uniffi(default = None)]
        #[serde(default, skip_serializing_if = "Option::is_none")]
        expires_on: Option<Day>,
        /// The day up to which it is at its best: GS1's identifier 15. Where no expiry is known, it counts as that.
        #[uniffi(default = None)]
        #[serde(default, skip_serializing_if = "Option::is_none")]
        best_before: Option<Day>,
        /// When the first of its units came in.
        received_at: Timestamp,
        /// That it was recalled: nothing of it is sold any more.
        #[uniffi(default = None)]
        #[serde(default, skip_serializing_if = "Option::is_none")]
        recalled: Option<Recall>,
    },
    /// Goods that a supplier is to deliver.
    PurchaseOrder {
        /// Who delivers.
        supplier: SupplierId,
        /// Where to.
        location: LocationId,
        /// What, and when. Their ids are unique within the purchase order.
        lines: Vec<PurchaseLine>,
    },
    /// One unit of an item that is tracked by serial number.
    Serial {
        /// What it is a unit of.
        sku: Sku,
        /// Its number, unique within the SKU.
        number: SerialNumber,
        /// Where it is now.
        current: SerialStep,
        /// Where it has been before, oldest first. The last [`SERIAL_HISTORY_MAX`] are kept.
        #[uniffi(default)]
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        history: Vec<SerialStep>,
    },
    /// A window of a day in which goods are delivered or collected.
    Slot {
        /// The template it follows.
        template: SlotTemplateId,
        /// The location that delivers, or where orders are collected.
        location: LocationId,
        /// Whether goods are delivered or collected.
        purpose: SlotKind,
        /// When it begins.
        begins_at: Timestamp,
        /// When it ends.
        ends_at: Timestamp,
        /// Who has a place in it, sorted: carts first.
        #[uniffi(default)]
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        bookings: Vec<SlotBooking>,
    },
    /// Stock that goes from one location to another.
    Transfer {
        /// Where the units leave.
        from_location: LocationId,
        /// Where they go.
        to_location: LocationId,
        /// When what is in transit is expected to arrive.
        expected_at: Timestamp,
        /// What goes. Their ids are unique within the transfer.
        lines: Vec<TransferLine>,
        /// Whether what is in transit was called back, and is bound for the location it left.
        #[uniffi(default = false)]
        #[serde(default, skip_serializing_if = "presence::is::<false>")]
        returning: bool,
        /// Whether the instant at which units were expected has passed, and that was told.
        #[uniffi(default = false)]
        #[serde(default, skip_serializing_if = "presence::is::<false>")]
        overdue: bool,
    },
}

oms_core::read_tagged! {
    by "kind" of "DocumentBody" as DocumentBody;
    Count {
        location: LocationId,
        skus: Vec<Sku>,
        #[serde(default)] blind: bool,
        state: CountState,
        opened_at: Timestamp,
        opened_by: Actor,
        #[serde(default)] lines: Vec<CountLine>,
        #[serde(default)] closed_at: Option<Timestamp>,
        #[serde(default)] closed_by: Option<Actor>,
    },
    Lot {
        sku: Sku,
        number: LotNumber,
        #[serde(default)] expires_on: Option<Day>,
        #[serde(default)] best_before: Option<Day>,
        received_at: Timestamp,
        #[serde(default)] recalled: Option<Recall>,
    },
    PurchaseOrder {
        supplier: SupplierId,
        location: LocationId,
        lines: Vec<PurchaseLine>,
    },
    Serial {
        sku: Sku,
        number: SerialNumber,
        current: SerialStep,
        #[serde(default)] history: Vec<SerialStep>,
    },
    Slot {
        template: SlotTemplateId,
        location: LocationId,
        purpose: SlotKind,
        begins_at: Timestamp,
        ends_at: Timestamp,
        #[serde(default)] bookings: Vec<SlotBooking>,
    },
    Transfer {
        from_location: LocationId,
        to_location: LocationId,
        expected_at: Timestamp,
        lines: Vec<TransferLine>,
        #[serde(default)] returning: bool,
        #[serde(default)] overdue: bool,
    },
}

/// What was counted of a SKU, or of a lot of it.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct CountLine {
    /// What.
    pub sku: Sku,
    /// The lot, where the item is kept by lot.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lot: Option<LotNumber>,
    /// Units that were there, whatever their state.
    pub counted: Quantity,
    /// When they were counted.
    pub counted_at: Timestamp,
    /// Who recorded them.
    pub counted_by: Actor,
    /// Units that were on hand at that instant by the books.
    pub expected: i64,
    /// What the difference is worth at the cost of a unit, by currency; empty where no cost is known. Below nothing if
    /// units are missing.
    #[uniffi(default)]
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub values: Vec<CurrencyAmount>,
}

/// Why and when a lot was recalled.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct Recall {
    /// When.
    pub at: Timestamp,
    /// Why.
    pub reason: String,
}

/// Units of one SKU on a purchase order, and what has come of them.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct PurchaseLine {
    /// Its id.
    pub id: LineId,
    /// What was ordered.
    pub sku: Sku,
    /// How many units were ordered.
    pub quantity: Quantity,
    /// When what is outstanding is expected to arrive.
    pub expected_at: Timestamp,
    /// Units that have arrived, whatever their state. More than were ordered, if they were taken in all the same.
    #[uniffi(default = 0)]
    #[serde(default, skip_serializing_if = "presence::is_whole::<Quantity, 0>")]
    pub received: Quantity,
    /// Those of them that arrived damaged.
    #[uniffi(default = 0)]
    #[serde(default, skip_serializing_if = "presence::is_whole::<Quantity, 0>")]
    pub damaged: Quantity,
    /// Those of them that went to quality control.
    #[uniffi(default = 0)]
    #[serde(default, skip_serializing_if = "presence::is_whole::<Quantity, 0>")]
    pub quality_control: Quantity,
    /// Whether nothing more is expected, although it is fewer than were ordered.
    #[uniffi(default = false)]
    #[serde(default, skip_serializing_if = "presence::is::<false>")]
    pub closed: bool,
    /// Whether the day it was expected has passed, and that was told.
    #[uniffi(default = false)]
    #[serde(default, skip_serializing_if = "presence::is::<false>")]
    pub overdue: bool,
}

/// What became of a unit by a command.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct SerialStep {
    /// When.
    pub at: Timestamp,
    /// By which command.
    pub command: CommandId,
    /// What it has been since.
    pub state: SerialState,
    /// Where it lies, or the location it left from.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub location: Option<LocationId>,
    /// The order it is on, or came back from.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub order: Option<OrderId>,
    /// The line of the order.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub line: Option<LineId>,
    /// The parcel of the order it is or was in, counted from 1.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parcel: Option<u32>,
    /// The return of the order that brought it back.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub return_id: Option<ReturnId>,
    /// The transfer it is on.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub transfer: Option<DocumentId>,
}

/// A place in a slot.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct SlotBooking {
    /// Whose it is.
    pub holder: SlotHolder,
    /// When it was taken.
    pub booked_at: Timestamp,
    /// Until when a cart holds it; absent for an order.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Timestamp>,
    /// Its weight in grams.
    #[uniffi(default = 0)]
    #[serde(default, skip_serializing_if = "presence::is_whole::<u64, 0>")]
    pub grams: u64,
    /// Its units.
    #[uniffi(default = 0)]
    #[serde(default, skip_serializing_if = "presence::is_whole::<Quantity, 0>")]
    pub items: Quantity,
}

/// Who has a place in a slot.
#[derive(Clone, Debug, PartialEq, uniffi::Enum, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SlotHolder {
    Reservation(ReservationId),
    Order(OrderId),
}

/// Units of one SKU on a transfer, and what has become of them.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct TransferLine {
    /// Its id.
    pub id: LineId,
    /// What goes.
    pub sku: Sku,
    /// The lot, where the item is kept by lot.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lot: Option<LotNumber>,
    /// How many units are to go.
    pub quantity: Quantity,
    /// Units that have left.
    #[uniffi(default = 0)]
    #[serde(default, skip_serializing_if = "presence::is_whole::<Quantity, 0>")]
    pub shipped: Quantity,
    /// Those of them that have arrived, whatever their state: where they were to go, or where they came from.
    #[uniffi(default = 0)]
    #[serde(default, skip_serializing_if = "presence::is_whole::<Quantity, 0>")]
    pub received: Quantity,
    /// Those of the units received that came back to where they had left.
    #[uniffi(default = 0)]
    #[serde(default, skip_serializing_if = "presence::is_whole::<Quantity, 0>")]
    pub returned: Quantity,
    /// Units that arrived damaged.
    #[uniffi(default = 0)]
    #[serde(default, skip_serializing_if = "presence::is_whole::<Quantity, 0>")]
    pub damaged: Quantity,
    /// Units that arrived and went to quality control.
    #[uniffi(default = 0)]
    #[serde(default, skip_serializing_if = "presence::is_whole::<Quantity, 0>")]
    pub quality_control: Quantity,
    /// Units that arrived beyond those that were in transit, and were kept.
    #[uniffi(default = 0)]
    #[serde(default, skip_serializing_if = "presence::is_whole::<Quantity, 0>")]
    pub excess: Quantity,
    /// Units that were lost on the way.
    #[uniffi(default = 0)]
    #[serde(default, skip_serializing_if = "presence::is_whole::<Quantity, 0>")]
    pub lost: Quantity,
    /// Units that were to go and will not.
    #[uniffi(default = 0)]
    #[serde(default, skip_serializing_if = "presence::is_whole::<Quantity, 0>")]
    pub canceled: Quantity,
}

/// Asks how much of some SKUs can be promised.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct AvailabilityQuery {
    /// The instant: reservations that are due by then no longer hold.
    pub at: Timestamp,
    /// The channel that wants to sell.
    pub channel: ChannelId,
    /// The country it would be sent to; absent means anywhere.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub country: Option<Country>,
    /// The SKUs.
    pub skus: Vec<Sku>,
    /// Whether to tell also which orders what is on order is promised to: for each SKU, the orders that wait for it are
    /// read.
    #[uniffi(default = false)]
    #[serde(default, skip_serializing_if = "presence::is::<false>")]
    pub promises: bool,
}

/// How much of a SKU can be promised, and what it was worked out from.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct Availability {
    /// The SKU.
    pub sku: Sku,
    /// Whether it is in the catalog; if not, nothing can be promised.
    pub known: bool,
    /// Units that can be promised from stock, the channel's cap taken into account.
    pub available: Quantity,
    /// Units that can be promised beyond stock; absent means without limit.
    #[uniffi(default = None)]
    #[serde(default)]
    pub backorderable: Option<Quantity>,
    /// Units on hand over all locations, whatever their state.
    pub on_hand: i64,
    /// What the channel may still sell under its cap; absent means it has none.
    #[uniffi(default = None)]
    #[serde(default)]
    pub channel_left: Option<Quantity>,
    /// Units free at each location that may ship for the channel, by location id. Of a bundle: those that the location
    /// could
    /// make alone.
    pub locations: Vec<LocationAvailability>,
    /// What a bundle is made of, down to plain items: the one that makes fewest decides. Empty for a plain item.
    #[uniffi(default)]
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub components: Vec<ComponentAvailability>,
    /// The lots that lie at these locations, of an item that is kept by lot, by location and number: what each offers, and
    /// what keeps one
    /// from being sold.
    #[uniffi(default)]
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lots: Vec<OfferedLot>,
    /// What is on order for these locations, first expected first.
    #[uniffi(default)]
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub incoming: Vec<Incoming>,
    /// Which orders that is promised to, first to be served first; only if it was asked for. Orders of all channels stand
    /// here.
    #[uniffi(default)]
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub promises: Vec<SupplyPromise>,
}

/// Units free at one location.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct LocationAvailability {
    /// The location.
    pub location: LocationId,
    /// Units free for the channel.
    pub available: Quantity,
}

/// How much there is of what a bundle is made of.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct ComponentAvailability {
    /// The plain item.
    pub sku: Sku,
    /// How many units of it one bundle holds.
    pub quantity: Quantity,
    /// Units of it that can be promised from stock.
    pub available: Quantity,
}

/// What a lot at a location offers to a buyer.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct OfferedLot {
    /// The location.
    pub location: LocationId,
    /// The lot.
    pub lot: LotNumber,
    /// The day on which it ends, if it does.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ends_on: Option<Day>,
    /// Units of it that would be free; of a recalled lot, those that lie there and are promised to nobody.
    pub units: Quantity,
    /// What keeps them from being sold; absent if they are among those available.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bar: Option<LotBar>,
}

/// Units that are on order for a location, or on their way to it.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct Incoming {
    /// When they are expected.
    pub expected_at: Timestamp,
    /// Where.
    pub location: LocationId,
    /// On which purchase order; absent if a transfer brings them.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub purchase_order: Option<DocumentId>,
    /// On which transfer; absent if a purchase order brings them.
    #[uniffi(default = None)]
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
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct SupplyPromise {
    /// The order.
    pub order: OrderId,
    /// Its line.
    pub line: LineId,
    /// When they are expected.
    pub expected_at: Timestamp,
    /// On which purchase order; absent if a transfer brings them.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub purchase_order: Option<DocumentId>,
    /// On which transfer; absent if a purchase order brings them.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub transfer: Option<DocumentId>,
    /// How many units.
    pub quantity: Quantity,
    /// Whether that is past what the customer was promised.
    pub late: bool,
}

/// Asks what a channel that shows stock of its own (a marketplace, a feed) is to be told.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct PublicationQuery {
    /// The instant: reservations that are due by then no longer hold.
    pub at: Timestamp,
    /// The channel.
    pub channel: ChannelId,
    /// The country it sells to; absent means anywhere.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub country: Option<Country>,
    /// What it was told last, one entry a SKU.
    pub published: Vec<Published>,
}

/// What a channel was told about a SKU.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct Published {
    /// The SKU.
    pub sku: Sku,
    /// How many units it was told there are; absent if it was never told.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quantity: Option<Quantity>,
}

/// What to tell a channel.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct Publication {
    /// SKUs to tell it about: those with most units at risk first, then by SKU. All others stand as they were told.
    pub changes: Vec<PublicationChange>,
    /// How many units the channel may sell that are not there, until it has been told: those of all changes together.
    pub at_risk: Quantity,
}

/// What to tell a channel about a SKU.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct PublicationChange {
    /// The SKU.
    pub sku: Sku,
    /// What it was told last, if it was.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<Quantity>,
    /// What to tell it: what can be promised from stock less the channel's buffer, at most what it shows.
    pub quantity: Quantity,
    /// Units it was told of that cannot be promised any more, the buffer used up: if it sells all it shows, so many are
    /// oversold.
    pub at_risk: Quantity,
}

/// Asks for the slots of some days.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct SlotQuery {
    /// The instant: carts that are due by then hold no place any more, and cut-offs that lie before have passed.
    pub at: Timestamp,
    /// The first day, by the calendar of each template; absent means that of `at`.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub first_day: Option<Day>,
    /// How many days; 1 to 31, and what lies beyond counts as the bound.
    #[uniffi(default = 7)]
    #[serde(default = "presence::whole::<u8, 7>")]
    pub days: u8,
    /// Only slots for delivery, or for collecting.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<SlotKind>,
    /// Only slots that go to this address, or are collected.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<Address>,
    /// Only slots of this zone.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub zone: Option<ZoneId>,
    /// Only slots of this location.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub location: Option<LocationId>,
    /// What the order would weigh, in grams, where weight is to be considered.
    #[uniffi(default = 0)]
    #[serde(default)]
    pub grams: u64,
    /// How many units it would have, where they are to be considered.
    #[uniffi(default = 0)]
    #[serde(default)]
    pub items: Quantity,
}

/// A slot, and what is left of it.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct SlotOffer {
    /// Its id, to book it by.
    pub slot: DocumentId,
    /// The template it follows.
    pub template: SlotTemplateId,
    /// The location that delivers, or where orders are collected.
    pub location: LocationId,
    /// Whether goods are delivered or collected.
    pub kind: SlotKind,
    /// When it begins.
    pub begins_at: Timestamp,
    /// When it ends.
    pub ends_at: Timestamp,
    /// From this instant on it cannot be booked.
    pub closes_at: Timestamp,
    /// What fits into it; absent measures are without limit.
    pub capacity: SlotCapacity,
    /// What is booked, places that carts hold included.
    pub booked: SlotLoad,
    /// What is left of it; absent measures are without limit.
    pub left: SlotCapacity,
    /// How much more is booked than fits, since less fits than when it was booked.
    pub over: SlotLoad,
    /// Whether an order of the weight and units that were asked for could book it.
    pub bookable: bool,
    /// Why not.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<SlotReason>,
}

/// What is booked, or is to be booked, by each measure.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct SlotLoad {
    /// Orders, and carts that hold a place.
    #[uniffi(default = 0)]
    #[serde(default)]
    pub orders: u32,
    /// Their weight in grams.
    #[uniffi(default = 0)]
    #[serde(default)]
    pub grams: u64,
    /// Their units.
    #[uniffi(default = 0)]
    #[serde(default)]
    pub items: Quantity,
}

impl Default for SlotLoad {
    fn default() -> Self {
        SlotLoad {
            orders: 0,
            grams: 0,
            items: 0,
        }
    }
}

/// Asks what it costs to send goods from a location in one parcel.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct ShippingQuery {
    /// The location that sends.
    pub location: LocationId,
    /// Where to.
    pub destination: Address,
    /// The currency: only rate cards in it are compared.
    pub currency: Currency,
    /// What is sent. Bundles count as their components.
    pub lines: Vec<ShippingLine>,
}

/// Units that are sent.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct ShippingLine {
    /// What.
    pub sku: Sku,
    /// How many.
    pub quantity: Quantity,
}

/// What services cost, and which cannot be used.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct ShippingQuotes {
    /// What the goods weigh together, in grams; units of unknown weight count as nothing.
    pub grams: u64,
    /// What picking and packing them costs at the location, whoever carries them.
    pub handling: Amount,
    /// Services, cheapest first; of equal ones the faster, then by id of the rate card.
    pub quotes: Vec<ShippingQuote>,
    /// Rate cards whose service cannot be used, by id.
    #[uniffi(default)]
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub not_offered: Vec<NotOffered>,
    /// SKUs that are not in the catalog: then nothing is quoted.
    #[uniffi(default)]
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unknown_skus: Vec<Sku>,
}

/// What a service costs.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct ShippingQuote {
    /// The rate card it follows from.
    pub card: RateCardId,
    /// Who carries.
    pub carrier: String,
    /// What is bought of the carrier.
    pub service: String,
    /// The zone of the card that the destination lies in.
    pub zone: String,
    /// What the carrier charges: the sum of the charges.
    pub amount: Amount,
    /// What it is made up of; parts that are nothing are left out.
    pub charges: Vec<ShippingCharge2>,
    /// The grams that are charged: what it weighs, or what its size counts as.
    pub billed_grams: u64,
    /// Days from hand-over to delivery.
    pub transit_days: u16,
}

/// A part of what a service costs.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct ShippingCharge2 {
    /// What for.
    pub kind: ShippingChargeKind,
    /// How much.
    pub amount: Amount,
}

/// What a part of the price of a service is for.
#[derive(Clone, Debug, PartialEq, uniffi::Enum, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ShippingChargeKind {
    /// The weight step.
    Weight,
    /// Fuel, in percent of it.
    Fuel,
    /// The destination is hard to reach.
    RemoteArea,
    /// Hazardous goods are in the parcel.
    HazardousGoods,
    /// Every parcel.
    PerParcel,
}

/// A rate card whose service cannot be used.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct NotOffered {
    /// The card.
    pub card: RateCardId,
    /// Why.
    pub reason: NotOfferedReason,
}

/// Why a service cannot be used.
#[derive(Clone, Debug, PartialEq, uniffi::Enum, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NotOfferedReason {
    /// The card is in another currency.
    OtherCurrency,
    /// The card is for parcels from other locations.
    OtherLocation,
    /// The destination lies in none of its zones.
    NoZone,
    /// The parcel is heavier than the last step.
    TooHeavy,
    /// The card does not say what hazardous goods cost.
    HazardousGoods,
}

/// Figures of stock, to be set row by row.
///
/// A row becomes a [`SetStock`] under the id of the upload and its line, `stocktake-7:12`. So an upload that was cut short
/// is sent again as
/// it was: what took effect is answered as already applied. The corrected file is another upload, under another id.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct StockUpload {
    /// Names the upload for ever.
    pub upload: CommandId,
    /// When it is sent.
    pub at: Timestamp,
    /// Who sends it.
    pub actor: Actor,
    /// When the figures were taken: what moved since then is added to each. Absent means just now.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub as_of: Option<Timestamp>,
    /// Why, for all rows.
    pub reason: String,
    /// Where rows are about that name no location.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub location: Option<String>,
    /// Whether all rows are applied or none: in one commit, so of at most 8,192 rows.
    #[uniffi(default = false)]
    #[serde(default, skip_serializing_if = "presence::is::<false>")]
    pub atomic: bool,
    /// The rows; those of a file may come besides.
    #[uniffi(default)]
    #[serde(default)]
    pub rows: Vec<StockRow>,
}

/// A row of an upload. It is checked when its turn comes: one that is wrong does not keep the others from being applied.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct StockRow {
    /// Its line in the file; 0 means its place among the rows, counted from 1.
    #[uniffi(default = 0)]
    #[serde(default)]
    pub line: u32,
    /// The SKU.
    #[uniffi(default = "")]
    #[serde(default)]
    pub sku: String,
    /// The location; absent means that of the upload.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub location: Option<String>,
    /// The lot, where the item is kept by lot.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lot: Option<String>,
    /// Units on hand. Either these or `available` are named.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on_hand: Option<i64>,
    /// Units free for sale.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub available: Option<i64>,
    /// The same figure as it stands, if the row is to be refused where it has changed.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expected: Option<i64>,
    /// When this figure was taken; absent means when those of the upload were.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub as_of: Option<Timestamp>,
    /// What of the row could not be read, if a file was read that holds it.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unreadable: Option<UnreadableCell>,
}

impl Default for StockRow {
    fn default() -> Self {
        StockRow {
            line: 0,
            sku: String::new(),
            location: None,
            lot: None,
            on_hand: None,
            available: None,
            expected: None,
            as_of: None,
            unreadable: None,
        }
    }
}

/// A cell of a file that could not be read.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct UnreadableCell {
    /// The heading of its column.
    pub column: String,
    /// What is wrong with it.
    pub problem: String,
}

/// What came of an upload.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct UploadReport {
    /// Rows that took effect now.
    pub applied: u32,
    /// Rows that took effect when the upload was first sent.
    pub already_applied: u32,
    /// Rows that are wrong.
    pub refused: u32,
    /// Rows that are right and were not applied, since all or none were to be.
    pub not_applied: u32,
    /// What came of each row, in their order.
    pub rows: Vec<UploadedRow>,
}

/// What came of a row.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct UploadedRow {
    /// Its line.
    pub line: u32,
    /// The SKU, as the row has it.
    pub sku: String,
    /// The location, as the row or the upload has it.
    pub location: String,
    /// The lot, if the row has one.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lot: Option<String>,
    /// What came of it.
    pub status: UploadedStatus,
    /// The figure as it stood; only where it took effect.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<i64>,
    /// The figure it was set to.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<i64>,
    /// Why it was refused.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rejection: Option<Rejection>,
}

/// What came of a row.
#[derive(Clone, Debug, PartialEq, uniffi::Enum, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum UploadedStatus {
    /// It took effect.
    Applied,
    /// It took effect when the upload was first sent.
    AlreadyApplied,
    /// It is wrong.
    Refused,
    /// It is right, and was not applied.
    NotApplied,
}

/// Asks what runs low at locations for which items have reorder rules.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct StockAlertsQuery {
    /// The instant at which it is asked: the end of the window.
    pub at: Timestamp,
    /// Over how many days before it what is sold is averaged; 1 to 366, and what lies beyond counts as the bound.
    #[uniffi(default = 28)]
    #[serde(default = "presence::whole::<u16, 28>")]
    pub window_days: u16,
    /// For how many days an order should last, where the rule does not say.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target_days: Option<u16>,
    /// Only this location.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub location: Option<LocationId>,
    /// Whether to list levels too that are as they should be.
    #[uniffi(default = false)]
    #[serde(default, skip_serializing_if = "presence::is::<false>")]
    pub all: bool,
    /// Only SKUs after this one.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<Sku>,
    /// The most rows wanted, up to 10,000; all locations of a SKU stand on one page.
    pub limit: u32,
}

/// A page of what runs low, by SKU, then by location.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct StockAlerts {
    /// The rows.
    pub levels: Vec<StockCover>,
    /// The `after` of the next page, if there may be one.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<Sku>,
}

/// How long the stock of a SKU at a location lasts.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct StockCover {
    /// The SKU.
    pub sku: Sku,
    /// The location.
    pub location: LocationId,
    /// What is wrong with it; empty if it is as it should be.
    pub alerts: Vec<StockAlert>,
    /// Units available; less than nothing where a correction fell below what is promised.
    pub available: i64,
    /// Units on order for the location that nobody waits for.
    pub incoming: Quantity,
    /// When the first of them are expected.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub incoming_at: Option<Timestamp>,
    /// Its rule: when it is to be ordered.
    pub reorder_point: Quantity,
    /// Its rule: what should always be there.
    pub safety_stock: Quantity,
    /// Units that left for customers within the window, or within its end if more commands moved the SKU than are looked
    /// at.
    pub sold: Quantity,
    /// How many of them a day on average, to the hundredth, rounded down.
    pub daily: Decimal,
    /// For how many days what is available lasts at that rate, to the tenth, rounded down; absent if nothing was sold.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub days_of_cover: Option<Decimal>,
    /// How many units to order: what is missing, beside what is on order, to last for the target days on top of the safety
    /// stock, or to
    /// stand at the reorder point.
    pub suggested: Quantity,
}

/// What is wrong with a level of stock.
#[derive(Clone, Debug, PartialEq, uniffi::Enum, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StockAlert {
    /// Nothing is available.
    OutOfStock,
    /// Less is available than should always be there.
    BelowSafetyStock,
    /// No more is available than at which it is to be ordered.
    BelowReorderPoint,
}

/// What an audit found.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct AuditReport {
    /// Orders looked at.
    pub orders: u64,
    /// Entries of the log looked at.
    pub entries: u64,
    /// Movements summed up.
    pub movements: u64,
    /// Transactions summed up.
    pub transactions: u64,
    /// Everything that does not add up, in the order of what it is about.
    pub differences: Vec<Difference>,
    /// What `repair_stock` would set right, where the ledger of movements is believed; absent if nothing is wrong.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub repair: Option<RepairPlan>,
}

/// Something that does not add up. Amounts are in minor units of the order's currency.
#[derive(Clone, Debug, PartialEq, uniffi::Enum, Serialize)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum Difference {
    /// A balance of stock is not the sum of its movements.
    StockBalance {
        /// The SKU.
        sku: Sku,
        /// The location.
        location: LocationId,
        /// The lot, of an item that is kept by lot.
        #[uniffi(default = None)]
        #[serde(default, skip_serializing_if = "Option::is_none")]
        lot: Option<LotNumber>,
        /// The state.
        bucket: Bucket,
        /// What the movements make.
        moved: i64,
        /// What is kept.
        kept: i64,
    },
    /// What is promised is not what orders and reservations hold.
    Promised {
        /// The SKU.
        sku: Sku,
        /// The location.
        location: LocationId,
        /// The lot, of an item that is kept by lot.
        #[uniffi(default = None)]
        #[serde(default, skip_serializing_if = "Option::is_none")]
        lot: Option<LotNumber>,
        /// Reserved or committed.
        bucket: Bucket,
        /// What orders and reservations hold.
        held: i64,
        /// What is kept.
        kept: i64,
    },
    /// Stock of an item that is kept by lot is in none, or stock of another is in one.
    StockWithoutLot {
        /// The SKU.
        sku: Sku,
        /// The location.
        location: LocationId,
        /// The lot, if there is one.
        #[uniffi(default = None)]
        #[serde(default, skip_serializing_if = "Option::is_none")]
        lot: Option<LotNumber>,
    },
    /// There is stock of a lot that has no paper.
    LotUnknown {
        /// The SKU.
        sku: Sku,
        /// The lot.
        lot: LotNumber,
    },
    /// There are not as many units in stock as are told apart by serial number.
    SerialUnits {
        /// The SKU.
        sku: Sku,
        /// The location.
        location: LocationId,
        /// The state: fit for sale (`available`, with what is promised and kept back), damaged, or in quality control.
        bucket: Bucket,
        /// The units kept.
        units: i64,
        /// Those told apart.
        serials: i64,
    },
    /// There are not as many units in transit as are told apart by serial number.
    SerialsInTransit {
        /// The transfer.
        transfer: DocumentId,
        /// The SKU.
        sku: Sku,
        /// The units in transit.
        units: i64,
        /// Those told apart.
        serials: i64,
    },
    /// A unit says that a line of an order has it, and the line does not, or has it at another stage or in another parcel.
    SerialNotOnOrder {
        /// The SKU.
        sku: Sku,
        /// The serial number.
        serial: SerialNumber,
        /// The order.
        order: OrderId,
        /// The line.
        line: LineId,
        /// What the unit says it is.
        state: SerialState,
    },
    /// A line of an order, or a return, has a unit that does not know of it.
    SerialUnknown {
        /// The SKU.
        sku: Sku,
        /// The serial number.
        serial: SerialNumber,
        /// The order.
        order: OrderId,
        /// The line.
        line: LineId,
        /// What the order says it is.
        state: SerialState,
    },
    /// The count of units on backorder is not what orders have.
    Backordered {
        /// The SKU.
        sku: Sku,
        /// What orders have.
        held: i64,
        /// What is counted.
        kept: i64,
    },
    /// The units of a line are not as many as were ordered.
    LineUnits {
        /// The order.
        order: OrderId,
        /// The line.
        line: LineId,
        /// What was ordered.
        ordered: i64,
        /// What is there.
        found: i64,
    },
    /// A line has credited something else than its units are entitled to.
    LineCredit {
        /// The order.
        order: OrderId,
        /// The line.
        line: LineId,
        /// The units credited.
        units: i64,
        /// What they are entitled to.
        entitled: i64,
        /// What is credited.
        kept: i64,
    },
    /// A replacement at paid value costs something else than the units it replaces bring back.
    Replacement {
        /// The order.
        order: OrderId,
        /// The line that was added.
        line: LineId,
        /// What the units it replaces bring.
        worth: i64,
        /// What is charged for it.
        kept: i64,
    },
    /// More substitutes were given for units of a line than were canceled of it, or the line is not there.
    Substituted {
        /// The order.
        order: OrderId,
        /// The line whose units were not given.
        line: LineId,
        /// Units that others were given for.
        replaced: i64,
        /// Units that are canceled.
        canceled: i64,
    },
    /// What a location has taken on in a day is not what orders take up of it.
    Capacity {
        /// The name of location and day.
        day: Sku,
        /// The measure.
        measure: Measure,
        /// What orders take up.
        held: i64,
        /// What is counted.
        kept: i64,
    },
    /// An order's total is not the sum of its parts.
    OrderTotal {
        /// The order.
        order: OrderId,
        /// What lines and shipping make.
        summed: i64,
        /// What is kept.
        kept: i64,
    },
    /// A payment is not the sum of what the log says happened to it.
    PaymentLedger {
        /// The order.
        order: OrderId,
        /// The payment.
        payment: PaymentId,
        /// What happened.
        kind: TransactionKind,
        /// What the log makes.
        logged: i64,
        /// What is kept.
        kept: i64,
    },
    /// The journal does not balance, or makes something else due than the balance.
    Journal {
        /// The order.
        order: OrderId,
        /// What the journal makes due.
        posted: i64,
        /// What the balance says.
        due: i64,
    },
    /// What has arrived of a line of a purchase order is not what the log says.
    PurchaseReceived {
        /// The purchase order.
        purchase_order: DocumentId,
        /// The line.
        line: LineId,
        /// What the log makes.
        logged: i64,
        /// What is kept.
        kept: i64,
    },
    /// What is in transit of a SKU by the movements is not what transfers have in transit.
    InTransit {
        /// The SKU.
        sku: Sku,
        /// The lot, of an item that is kept by lot.
        #[uniffi(default = None)]
        #[serde(default, skip_serializing_if = "Option::is_none")]
        lot: Option<LotNumber>,
        /// What the movements make.
        moved: i64,
        /// What transfers have in transit.
        kept: i64,
    },
    /// What has become of a line of a transfer is not what the log says.
    TransferUnits {
        /// The transfer.
        transfer: DocumentId,
        /// The line.
        line: LineId,
        /// Which units.
        count: TransferCount,
        /// What the log makes.
        logged: i64,
        /// What is kept.
        kept: i64,
    },
    /// What an approved count has found is not what was applied to stock.
    CountApplied {
        /// The count.
        count: DocumentId,
        /// The SKU.
        sku: Sku,
        /// The lot, of an item that is kept by lot.
        #[uniffi(default = None)]
        #[serde(default, skip_serializing_if = "Option::is_none")]
        lot: Option<LotNumber>,
        /// What the log says was applied.
        logged: i64,
        /// What was found.
        kept: i64,
    },
    /// Who has a place in a slot by the slot's paper is not who has one by orders and reservations, or it is another place.
    SlotBooking {
        /// The slot.
        slot: DocumentId,
        /// Whose place it is.
        holder: SlotHolder,
        /// The place that the order or reservation has; absent if none.
        #[uniffi(default = None)]
        #[serde(default, skip_serializing_if = "Option::is_none")]
        held: Option<SlotLoad>,
        /// The place by the paper; absent if none.
        #[uniffi(default = None)]
        #[serde(default, skip_serializing_if = "Option::is_none")]
        kept: Option<SlotLoad>,
    },
    /// More was refunded of a payment than was captured.
    OverRefunded {
        /// The order.
        order: OrderId,
        /// The payment.
        payment: PaymentId,
        /// What was captured.
        captured: i64,
        /// What was refunded.
        refunded: i64,
    },
}

oms_core::read_tagged! {
    by "code" of "Difference" as Difference;
    StockBalance {
        sku: Sku,
        location: LocationId,
        #[serde(default)] lot: Option<LotNumber>,
        bucket: Bucket,
        moved: i64,
        kept: i64,
    },
    Promised {
        sku: Sku,
        location: LocationId,
        #[serde(default)] lot: Option<LotNumber>,
        bucket: Bucket,
        held: i64,
        kept: i64,
    },
    StockWithoutLot {
        sku: Sku,
        location: LocationId,
        #[serde(default)] lot: Option<LotNumber>,
    },
    LotUnknown {
        sku: Sku,
        lot: LotNumber,
    },
    SerialUnits {
        sku: Sku,
        location: LocationId,
        bucket: Bucket,
        units: i64,
        serials: i64,
    },
    SerialsInTransit {
        transfer: DocumentId,
        sku: Sku,
        units: i64,
        serials: i64,
    },
    SerialNotOnOrder {
        sku: Sku,
        serial: SerialNumber,
        order: OrderId,
        line: LineId,
        state: SerialState,
    },
    SerialUnknown {
        sku: Sku,
        serial: SerialNumber,
        order: OrderId,
        line: LineId,
        state: SerialState,
    },
    Backordered {
        sku: Sku,
        held: i64,
        kept: i64,
    },
    LineUnits {
        order: OrderId,
        line: LineId,
        ordered: i64,
        found: i64,
    },
    LineCredit {
        order: OrderId,
        line: LineId,
        units: i64,
        entitled: i64,
        kept: i64,
    },
    Replacement {
        order: OrderId,
        line: LineId,
        worth: i64,
        kept: i64,
    },
    Substituted {
        order: OrderId,
        line: LineId,
        replaced: i64,
        canceled: i64,
    },
    Capacity {
        day: Sku,
        measure: Measure,
        held: i64,
        kept: i64,
    },
    OrderTotal {
        order: OrderId,
        summed: i64,
        kept: i64,
    },
    PaymentLedger {
        order: OrderId,
        payment: PaymentId,
        kind: TransactionKind,
        logged: i64,
        kept: i64,
    },
    Journal {
        order: OrderId,
        posted: i64,
        due: i64,
    },
    PurchaseReceived {
        purchase_order: DocumentId,
        line: LineId,
        logged: i64,
        kept: i64,
    },
    InTransit {
        sku: Sku,
        #[serde(default)] lot: Option<LotNumber>,
        moved: i64,
        kept: i64,
    },
    TransferUnits {
        transfer: DocumentId,
        line: LineId,
        count: TransferCount,
        logged: i64,
        kept: i64,
    },
    CountApplied {
        count: DocumentId,
        sku: Sku,
        #[serde(default)] lot: Option<LotNumber>,
        logged: i64,
        kept: i64,
    },
    SlotBooking {
        slot: DocumentId,
        holder: SlotHolder,
        #[serde(default)] held: Option<SlotLoad>,
        #[serde(default)] kept: Option<SlotLoad>,
    },
    OverRefunded {
        order: OrderId,
        payment: PaymentId,
        captured: i64,
        refunded: i64,
    },
}

/// What is counted of a line of a transfer.
#[derive(Clone, Debug, PartialEq, uniffi::Enum, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TransferCount {
    /// Units that have left.
    Shipped,
    /// Units that were in transit and have arrived.
    Received,
    /// Units that were lost on the way.
    Lost,
    /// Units that will not leave.
    Canceled,
}

/// What to repair, worked out from what an audit found. It is carried out by [`RepairStock`], which a preview shows before.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct RepairPlan {
    /// The number of the last entry of the log that the audit looked at.
    pub audited_through: u64,
    /// What to repair, in this order. A command takes at most 10,000.
    pub repairs: Vec<StockRepair>,
    /// Differences that no plan repairs: somebody has to look at them.
    #[uniffi(default)]
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unrepaired: Vec<Difference>,
}

/// A SHA-256 over the canonical form of records.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Digest(pub String);
uniffi::custom_newtype!(Digest, String);
