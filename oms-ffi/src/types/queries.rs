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
    /// How many orders that pass a filter stand where on an axis, or in which queue.
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
    /// How far consumers of the log have come.
    Consumers,
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
    Consumers,
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
    /// The queue it stands in; orders that stand in none are not counted.
    Queue,
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
