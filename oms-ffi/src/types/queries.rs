// Written by `cargo xtask bindings` from the types of the core: change those, not this file.
//! Queries: what can be looked up.

use serde::{Deserialize, Serialize};

use super::*;

/// A page of a list that a storage can answer. Limits above [`PAGE_MAX`] count as that.
#[derive(Clone, Debug, PartialEq, uniffi::Enum, Serialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Query {
    /// Orders that pass a filter, placed last first, then by id downwards.
    Orders {
        /// Which orders.
        #[uniffi(default)]
        #[serde(default)]
        filter: OrderFilter,
        /// Only what comes after this place of the list.
        #[uniffi(default = None)]
        #[serde(default, skip_serializing_if = "Option::is_none")]
        after: Option<OrderCursor>,
        /// The most rows wanted.
        limit: u32,
    },
    /// How many orders that pass a filter stand where on an axis.
    OrderCounts {
        /// The axis.
        axis: Axis,
        /// Which orders.
        #[uniffi(default)]
        #[serde(default)]
        filter: OrderFilter,
    },
    /// Entries of the log, by number.
    Log {
        /// Only entries with a greater number; 0 for the first.
        after: u64,
        /// The most rows wanted.
        limit: u32,
    },
    /// Movements of a SKU, last first.
    Movements {
        /// The SKU.
        sku: Sku,
        /// Only at this location.
        #[uniffi(default = None)]
        #[serde(default, skip_serializing_if = "Option::is_none")]
        location: Option<LocationId>,
        /// Only movements of entries with a smaller number.
        #[uniffi(default = None)]
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
        #[uniffi(default = None)]
        #[serde(default, skip_serializing_if = "Option::is_none")]
        after: Option<Sku>,
        /// The most rows wanted.
        limit: u32,
    },
    /// Stock and counters by SKU. SKUs that never had any are left out.
    Stock {
        /// Only SKUs after this one.
        #[uniffi(default = None)]
        #[serde(default, skip_serializing_if = "Option::is_none")]
        after: Option<Sku>,
        /// The most SKUs wanted.
        limit: u32,
    },
    /// All orders by id, for audits, digests and exports.
    AllOrders {
        /// Only ids after this one.
        #[uniffi(default = None)]
        #[serde(default, skip_serializing_if = "Option::is_none")]
        after: Option<OrderId>,
        /// The most rows wanted.
        limit: u32,
    },
    /// Reservations by id.
    Reservations {
        /// Only ids after this one.
        #[uniffi(default = None)]
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
        #[uniffi(default = None)]
        #[serde(default, skip_serializing_if = "Option::is_none")]
        about: Option<Subject>,
        /// Only ids after this one.
        #[uniffi(default = None)]
        #[serde(default, skip_serializing_if = "Option::is_none")]
        after: Option<DocumentId>,
        /// The most rows wanted.
        limit: u32,
    },
}

oms_core::read_tagged! {
    by "type" of "Query" as Query;
    Orders {
        #[serde(default)] filter: OrderFilter,
        #[serde(default)] after: Option<OrderCursor>,
        limit: u32,
    },
    OrderCounts {
        axis: Axis,
        #[serde(default)] filter: OrderFilter,
    },
    Log {
        after: u64,
        limit: u32,
    },
    Movements {
        sku: Sku,
        #[serde(default)] location: Option<LocationId>,
        #[serde(default)] before: Option<u64>,
        limit: u32,
    },
    Settings,
    Items {
        #[serde(default)] after: Option<Sku>,
        limit: u32,
    },
    Stock {
        #[serde(default)] after: Option<Sku>,
        limit: u32,
    },
    AllOrders {
        #[serde(default)] after: Option<OrderId>,
        limit: u32,
    },
    Reservations {
        #[serde(default)] after: Option<ReservationId>,
        limit: u32,
    },
    Documents {
        kind: DocumentKind,
        #[serde(default)] about: Option<Subject>,
        #[serde(default)] after: Option<DocumentId>,
        limit: u32,
    },
}

/// Which orders. Every condition that is there must hold.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct OrderFilter {
    /// Where the order stands as a whole.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub order: Option<OrderStatus>,
    /// Where its money stands.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub payment: Option<PaymentStatus>,
    /// Where its units stand.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fulfillment: Option<FulfillmentStatus>,
    /// Where its parcels stand.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub delivery: Option<DeliveryStatus>,
    /// Where its returns stand.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub returns: Option<ReturnStatus>,
    /// Its channel.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub channel: Option<ChannelId>,
    /// A location that has, or had, units of it.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub location: Option<LocationId>,
    /// Who bought.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub customer: Option<CustomerId>,
    /// A SKU in it.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sku: Option<Sku>,
    /// A lot of which units are promised or have gone to it.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lot: Option<LotReference>,
    /// A tag on it.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tag: Option<Tag>,
    /// A kind of hold on it.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hold: Option<HoldKind>,
    /// Placed at this instant or later.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub placed_from: Option<Timestamp>,
    /// Placed before this instant.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub placed_before: Option<Timestamp>,
    /// Promised for before this instant, with units that have not arrived.
    #[uniffi(default = None)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub late_at: Option<Timestamp>,
}

impl Default for OrderFilter {
    fn default() -> Self {
        OrderFilter {
            order: None,
            payment: None,
            fulfillment: None,
            delivery: None,
            returns: None,
            channel: None,
            location: None,
            customer: None,
            sku: None,
            lot: None,
            tag: None,
            hold: None,
            placed_from: None,
            placed_before: None,
            late_at: None,
        }
    }
}

/// Where the order stands as a whole.
#[derive(Clone, Debug, PartialEq, uniffi::Enum, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OrderStatus {
    /// Going on.
    Open,
    /// A hold keeps it from going on.
    OnHold,
    /// Every unit has arrived, or is canceled or lost.
    Completed,
    /// Every unit is canceled.
    Canceled,
}

/// Where its money stands.
#[derive(Clone, Debug, PartialEq, uniffi::Enum, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PaymentStatus {
    /// Nothing has been authorized or captured.
    Pending,
    /// Enough is authorized, nothing captured.
    Authorized,
    /// Something is captured, less than is owed.
    PartiallyPaid,
    /// What is owed is captured.
    Paid,
    /// More is captured than is owed: a credit is due.
    Overpaid,
    /// Something has been refunded.
    PartiallyRefunded,
    /// All that was captured has been refunded.
    Refunded,
    /// Nothing is owed and nothing was captured.
    Voided,
    /// A bank has taken money back, and has not given it back again.
    ChargedBack,
}

/// Where its units stand, up to the carrier.
#[derive(Clone, Debug, PartialEq, uniffi::Enum, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FulfillmentStatus {
    /// No unit has been promised stock or given to a location.
    Unfulfilled,
    /// Stock is reserved; work has not been given out.
    Reserved,
    /// Units wait for stock; none is on its way.
    Backordered,
    /// Locations are at work.
    InProgress,
    /// Some units have shipped, others have still to.
    PartiallyShipped,
    /// All units that were not canceled have shipped.
    Shipped,
    /// Nothing is left to ship.
    Canceled,
}

/// Where its parcels stand.
#[derive(Clone, Debug, PartialEq, uniffi::Enum, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DeliveryStatus {
    /// Nothing has shipped.
    NotShipped,
    /// On the way.
    InTransit,
    /// With the courier who will ring the bell.
    OutForDelivery,
    /// Some units have arrived, others have still to.
    PartiallyDelivered,
    /// All units that were not canceled have arrived.
    Delivered,
    /// An attempt failed; another follows.
    FailedAttempt,
    /// A parcel is on its way back to where it came from, or back there.
    ReturnedToOrigin,
    /// A parcel is lost.
    Lost,
}

/// Where its returns stand.
#[derive(Clone, Debug, PartialEq, uniffi::Enum, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReturnStatus {
    /// Nothing comes back.
    None,
    /// A return waits for approval.
    Requested,
    /// A return is approved or under way.
    InProgress,
    /// Some units have come back.
    PartiallyReturned,
    /// All delivered units have come back.
    Returned,
}

/// A lot of a SKU, to find orders by.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct LotReference {
    /// The SKU.
    pub sku: Sku,
    /// The number of the lot.
    pub number: LotNumber,
}

/// A place in a list of orders.
#[derive(Clone, Debug, PartialEq, uniffi::Record, Serialize, Deserialize)]
pub struct OrderCursor {
    /// When the last order of the page was placed.
    pub placed_at: Timestamp,
    /// Its id.
    pub order: OrderId,
}

/// An axis to count orders by.
#[derive(Clone, Debug, PartialEq, uniffi::Enum, Serialize, Deserialize)]
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
}

/// A kind of paper. Kinds are sorted by their names on the wire, as storages sort texts.
#[derive(Clone, Debug, PartialEq, uniffi::Enum, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DocumentKind {
    /// What was counted of some SKUs at a location.
    Count,
    /// Units of a SKU that were made together.
    Lot,
    /// An order, as far as it is found by what it is about; it is kept among orders, not among papers.
    Order,
    /// Goods that a supplier is to deliver.
    PurchaseOrder,
    /// A reservation, as far as it is found by what it is about; it is kept among reservations, not among papers.
    Reservation,
    /// One unit of an item that is tracked by serial number.
    Serial,
    /// A window of a day in which goods are delivered or collected.
    Slot,
    /// Stock that goes from one location to another.
    Transfer,
}

/// What open papers are looked up by: the part something plays in them, and which.
#[derive(Clone, Debug, PartialEq, uniffi::Enum, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Subject {
    Count(Sku),
    Lot(DocumentId),
    Serials(DocumentId),
    Supply(Sku),
}
