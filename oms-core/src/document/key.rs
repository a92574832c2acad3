use serde::{Deserialize, Serialize};

use crate::{DocumentId, Sku};

/// What names a paper: its kind, and its id among papers of that kind. Sorted by both.
#[derive(Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct DocumentKey {
    /// Its kind.
    pub kind: DocumentKind,
    /// Its id.
    pub id: DocumentId,
}

/// A kind of paper. Kinds are sorted by their names on the wire, as storages sort texts.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
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
#[derive(Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Subject {
    /// A SKU is being counted.
    Count(Sku),
    /// Units of a lot are promised: the id of its paper. Orders and reservations are about it as long as they hold some.
    Lot(DocumentId),
    /// Units of a SKU that are told apart by serial number lie at a location: SKU and location with a stroke between.
    Serials(DocumentId),
    /// Units of a SKU are to come.
    Supply(Sku),
}

impl DocumentKind {
    /// Every kind, in their order.
    pub const ALL: [DocumentKind; 8] = [
        DocumentKind::Count,
        DocumentKind::Lot,
        DocumentKind::Order,
        DocumentKind::PurchaseOrder,
        DocumentKind::Reservation,
        DocumentKind::Serial,
        DocumentKind::Slot,
        DocumentKind::Transfer,
    ];

    /// Whether records of the kind are papers, rather than orders or reservations that are found as papers are.
    pub const fn is_paper(self) -> bool {
        !matches!(self, DocumentKind::Order | DocumentKind::Reservation)
    }

    /// The name on the wire.
    pub const fn name(self) -> &'static str {
        match self {
            DocumentKind::Count => "count",
            DocumentKind::Lot => "lot",
            DocumentKind::Order => "order",
            DocumentKind::PurchaseOrder => "purchase_order",
            DocumentKind::Reservation => "reservation",
            DocumentKind::Serial => "serial",
            DocumentKind::Slot => "slot",
            DocumentKind::Transfer => "transfer",
        }
    }

    /// The kind of that name on the wire.
    pub fn named(name: &str) -> Option<DocumentKind> {
        DocumentKind::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

impl Subject {
    /// The part that the thing plays, as on the wire.
    pub const fn part(&self) -> &'static str {
        match self {
            Subject::Count(_) => "count",
            Subject::Lot(_) => "lot",
            Subject::Serials(_) => "serials",
            Subject::Supply(_) => "supply",
        }
    }

    /// The id of the thing.
    pub fn id(&self) -> &str {
        match self {
            Subject::Lot(id) | Subject::Serials(id) => id.as_str(),
            Subject::Count(sku) | Subject::Supply(sku) => sku.as_str(),
        }
    }
}
