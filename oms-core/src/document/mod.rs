//! Papers beside orders: what is on order from suppliers, and whatever else is a record of its own with a version and perhaps an end.
//!
//! A storage keeps all of them alike, by kind and id, and never looks into them: a further kind of paper is a further variant of
//! [`DocumentBody`], and no change to any storage.

mod key;

use serde::{Deserialize, Serialize};

pub use key::{DocumentKey, DocumentKind, Subject};

use crate::count::{Count, CountState};
use crate::lot::Lot;
use crate::serial::{Serial, shelf_id};
use crate::slot::Slot;
use crate::supply::PurchaseOrder;
use crate::tagged;
use crate::transfer::Transfer;
use crate::{Arrange, DocumentId, Timestamp};

/// A paper as it stands after the last command that touched it.
///
/// Papers are never taken away: one that is done stays, and is about nothing any more.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Document {
    /// Its id, unique among papers of its kind.
    pub id: DocumentId,
    /// Counts the commands that changed it; the first makes it 1.
    pub version: u64,
    /// The earliest instant at which something of it comes to its end by itself, so that a storage finds what is due.
    /// Derived from the body whenever it is written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due_at: Option<Timestamp>,
    /// What it says.
    pub body: DocumentBody,
}

tagged! {
by "kind" of "DocumentBody";
/// What a paper says, by its kind.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum DocumentBody {
    /// What was counted of some SKUs at a location.
    Count(Count),
    /// Units of a SKU that were made together.
    Lot(Lot),
    /// Goods that a supplier is to deliver.
    PurchaseOrder(PurchaseOrder),
    /// One unit of an item that is tracked by serial number.
    Serial(Serial),
    /// A window of a day in which goods are delivered or collected.
    Slot(Slot),
    /// Stock that goes from one location to another.
    Transfer(Transfer),
}
}

impl Document {
    /// What names it.
    pub fn key(&self) -> DocumentKey {
        DocumentKey { kind: self.body.kind(), id: self.id.clone() }
    }
}

impl DocumentBody {
    /// Its kind.
    pub const fn kind(&self) -> DocumentKind {
        match self {
            DocumentBody::Count(_) => DocumentKind::Count,
            DocumentBody::Lot(_) => DocumentKind::Lot,
            DocumentBody::PurchaseOrder(_) => DocumentKind::PurchaseOrder,
            DocumentBody::Serial(_) => DocumentKind::Serial,
            DocumentBody::Slot(_) => DocumentKind::Slot,
            DocumentBody::Transfer(_) => DocumentKind::Transfer,
        }
    }

    /// What it is to be found by as long as it is open, sorted and free of repetitions.
    pub fn subjects(&self) -> Vec<Subject> {
        let mut subjects: Vec<Subject> = match self {
            DocumentBody::Count(count) if count.state == CountState::Open => count.skus.iter().cloned().map(Subject::Count).collect(),
            DocumentBody::Count(_) | DocumentBody::Lot(_) => Vec::new(),
            DocumentBody::PurchaseOrder(order) => order.open_lines().map(|line| Subject::Supply(line.sku.clone())).collect(),
            DocumentBody::Serial(serial) => {
                let shelf = serial.lies_at().and_then(|location| shelf_id(&serial.sku, location));
                shelf.map(Subject::Serials).into_iter().collect()
            }
            // Whoever has a place in it names it.
            DocumentBody::Slot(_) => Vec::new(),
            // What is planned may still be sold where it lies: only what has left is to come.
            DocumentBody::Transfer(transfer) => transfer.lines_in_transit().map(|line| Subject::Supply(line.sku.clone())).collect(),
        };
        subjects.arrange();
        subjects.dedup();
        subjects
    }

    /// The earliest instant at which something of it comes to its end by itself.
    pub(crate) fn next_deadline(&self) -> Option<Timestamp> {
        match self {
            DocumentBody::Count(_) | DocumentBody::Lot(_) | DocumentBody::Serial(_) => None,
            DocumentBody::PurchaseOrder(order) => order.next_deadline(),
            // A place ends with the cart or the order that has it.
            DocumentBody::Slot(_) => None,
            DocumentBody::Transfer(transfer) => transfer.next_deadline(),
        }
    }
}
