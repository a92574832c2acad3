//! Serial numbers: units that are told apart one by one, from their receipt to whoever bought them, and back.

mod check;
mod follow;
mod list;
mod loading;
mod moving;
mod number;
mod returned;

use serde::{Deserialize, Serialize};

pub(crate) use check::check_accounted;
pub(crate) use follow::follow;
pub(crate) use list::Numbers;
pub use list::PortionSerials;
pub(crate) use loading::{Owner, named_by, read};
pub(crate) use moving::{Named, SerialMove, arrive, arrive_from, check_unnamed, leave, not_picked, picked, wrong_count};
pub use number::{SERIAL_LENGTH_MAX, SERIALS_MAX};
pub(crate) use returned::{inspected, take_back, take_from};

use crate::document::{DocumentKey, DocumentKind};
use crate::inventory::{Bucket, Place};
use crate::order::Stage;
use crate::{CommandId, DocumentId, LineId, LocationId, OrderId, Rejection, ReturnId, SerialNumber, Sku, Timestamp};

/// When the serial numbers of an item are captured.
#[derive(Clone, Copy, Debug, Default, Eq, Hash, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum SerialTracking {
    /// Never: its units are all alike.
    #[default]
    None,
    /// When units come in. Every unit in stock has its number, and every command that moves units in or out of a state names theirs.
    Receipt,
    /// When units are picked or packed. What lies on the shelf is only counted.
    Shipment,
}

impl SerialTracking {
    /// Whether units are all alike.
    #[allow(clippy::trivially_copy_pass_by_ref, reason = "serde calls it by reference")]
    pub const fn is_none(&self) -> bool {
        matches!(self, SerialTracking::None)
    }
}

/// One unit of an item that is tracked by serial number, and where it has been.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Serial {
    /// What it is a unit of.
    pub sku: Sku,
    /// Its number, unique within the SKU.
    pub number: SerialNumber,
    /// Where it is now.
    pub current: SerialStep,
    /// Where it has been before, oldest first. The last [`SERIAL_HISTORY_MAX`] are kept.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub history: Vec<SerialStep>,
}

/// The most earlier steps that are kept of a unit.
pub const SERIAL_HISTORY_MAX: usize = 100;

/// What became of a unit by a command.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct SerialStep {
    /// When.
    pub at: Timestamp,
    /// By which command.
    pub command: CommandId,
    /// What it has been since.
    pub state: SerialState,
    /// Where it lies, or the location it left from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub location: Option<LocationId>,
    /// The order it is on, or came back from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub order: Option<OrderId>,
    /// The line of the order.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub line: Option<LineId>,
    /// The parcel of the order it is or was in, counted from 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parcel: Option<u32>,
    /// The return of the order that brought it back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub return_id: Option<ReturnId>,
    /// The transfer it is on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub transfer: Option<DocumentId>,
}

/// What a unit is.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum SerialState {
    /// On the shelf, fit for sale. Promises are made of units, not of serial numbers: which unit an order gets is told when it is picked.
    InStock,
    /// In the building, not fit for sale.
    Damaged,
    /// In the building, waiting for somebody to look at it.
    QualityControl,
    /// Taken from the shelf for an order.
    Picked,
    /// In a parcel that has not left.
    Packed,
    /// With a carrier.
    Shipped,
    /// With the customer.
    Delivered,
    /// Lost on its way to the customer.
    Lost,
    /// On its way from one location to another.
    InTransit,
    /// Off the books: not found, stolen, broken, gone back to the supplier, lost on a transfer. It may come in again.
    Removed,
    /// Thrown away: the end of it.
    Scrapped,
}

impl SerialState {
    /// The name on the wire.
    pub const fn name(self) -> &'static str {
        match self {
            SerialState::InStock => "in_stock",
            SerialState::Damaged => "damaged",
            SerialState::QualityControl => "quality_control",
            SerialState::Picked => "picked",
            SerialState::Packed => "packed",
            SerialState::Shipped => "shipped",
            SerialState::Delivered => "delivered",
            SerialState::Lost => "lost",
            SerialState::InTransit => "in_transit",
            SerialState::Removed => "removed",
            SerialState::Scrapped => "scrapped",
        }
    }

    /// Where its unit counts in stock: as fit for sale (available, whatever is promised or kept back of it), damaged, or in quality
    /// control. `None` if it lies at no location.
    pub const fn bucket(self) -> Option<Bucket> {
        match self {
            SerialState::InStock | SerialState::Picked | SerialState::Packed => Some(Bucket::Available),
            SerialState::Damaged => Some(Bucket::Damaged),
            SerialState::QualityControl => Some(Bucket::QualityControl),
            _ => None,
        }
    }

    /// Whether a line of an order has the unit.
    pub const fn is_with_order(self) -> bool {
        matches!(self, SerialState::Picked | SerialState::Packed | SerialState::Shipped | SerialState::Delivered | SerialState::Lost)
    }

    /// What units on a shelf are that are counted in a state of stock; nothing is promised of single units.
    const fn in_bucket(bucket: Bucket) -> SerialState {
        match bucket {
            Bucket::Available | Bucket::Reserved | Bucket::Committed | Bucket::Safety => SerialState::InStock,
            Bucket::Damaged => SerialState::Damaged,
            Bucket::QualityControl => SerialState::QualityControl,
        }
    }

    /// What a unit is that has come to a place; what is outside is off the books.
    pub(crate) const fn at(place: Place) -> SerialState {
        match place.bucket() {
            Some(bucket) => SerialState::in_bucket(bucket),
            None => SerialState::Removed,
        }
    }

    /// What a unit is that an order has at a stage; `None` if it has it no more.
    pub(crate) const fn on_order(stage: Stage) -> Option<SerialState> {
        match stage {
            Stage::Picked => Some(SerialState::Picked),
            Stage::Packed => Some(SerialState::Packed),
            Stage::Shipped => Some(SerialState::Shipped),
            Stage::Delivered => Some(SerialState::Delivered),
            Stage::Lost => Some(SerialState::Lost),
            Stage::Open | Stage::Backordered | Stage::Reserved | Stage::Allocated | Stage::Canceled => None,
        }
    }
}

impl Serial {
    /// The id of its paper.
    pub fn document_id(&self) -> Option<DocumentId> {
        document_id(&self.sku, &self.number).ok()
    }

    /// Where it lies, if it is in the building.
    pub fn lies_at(&self) -> Option<&LocationId> {
        self.current.location.as_ref().filter(|_| self.current.state.bucket().is_some())
    }

    /// Whether a line of an order has it now.
    pub fn is_on(&self, order: &OrderId, line: &LineId) -> bool {
        let SerialStep { state, order: of, line: at, .. } = &self.current;
        state.is_with_order() && of.as_ref() == Some(order) && at.as_ref() == Some(line)
    }
}

/// Units that arrive, by the state they arrive in.
#[derive(Clone, Debug, Default, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub struct ArrivedSerials {
    /// Those of units that are fit for sale.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub available: Vec<SerialNumber>,
    /// Those of units that are damaged.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub damaged: Vec<SerialNumber>,
    /// Those of units that somebody has to look at first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub quality_control: Vec<SerialNumber>,
}

impl ArrivedSerials {
    /// Whether none is named.
    pub fn is_empty(&self) -> bool {
        self.available.is_empty() && self.damaged.is_empty() && self.quality_control.is_empty()
    }

    /// All that are named.
    pub(crate) fn all(&self) -> impl Iterator<Item = &SerialNumber> {
        self.available.iter().chain(&self.damaged).chain(&self.quality_control)
    }
}

/// Two names as one id, with a stroke between. A stroke within either is written `~1`, and `~` is `~0`, as JSON pointers do (RFC 6901).
fn joined(one: &str, other: &str) -> Option<DocumentId> {
    let escaped = |text: &str| text.replace('~', "~0").replace('/', "~1");
    DocumentId::new(format!("{}/{}", escaped(one), escaped(other))).ok()
}

/// The id of the paper of a unit: SKU and serial number with a stroke between. A stroke within either is written `~1`, and `~` is `~0`,
/// so that no two units share one.
pub fn document_id(sku: &Sku, serial: &SerialNumber) -> Result<DocumentId, Rejection> {
    let too_long = || Rejection::field("serials", "sku and serial number are too long together: 127 bytes, with `/` and `~` as two");
    joined(sku.as_str(), serial.as_str()).ok_or_else(too_long)
}

/// What units of a SKU at a location are found by: SKU and location with a stroke between, written as in [`document_id`].
pub fn shelf_id(sku: &Sku, location: &LocationId) -> Option<DocumentId> {
    joined(sku.as_str(), location.as_str())
}

/// What names the paper of a unit, unless its names are too long for one: then there is none.
pub(crate) fn key_of(sku: &Sku, serial: &SerialNumber) -> Option<DocumentKey> {
    document_id(sku, serial).ok().map(|id| DocumentKey { kind: DocumentKind::Serial, id })
}
