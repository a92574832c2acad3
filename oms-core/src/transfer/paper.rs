use crate::SortedSet;
use serde::{Deserialize, Serialize};

use super::key_of;
use crate::batch::{Shelf, SkuIndex, Workspace};
use crate::document::DocumentBody;
use crate::event::Event;
use crate::lot::naming;
use crate::{DocumentId, LineId, LocationId, LotNumber, Quantity, Rejection, Sku, Timestamp};

/// Stock that goes from one location to another.
///
/// Units that have left the one and not arrived at the other are in transit: they are on hand nowhere, and count as supply of the location
/// they are bound for.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Transfer {
    /// Where the units leave.
    #[serde(rename = "from_location")]
    pub from: LocationId,
    /// Where they go.
    #[serde(rename = "to_location")]
    pub to: LocationId,
    /// When what is in transit is expected to arrive.
    pub expected_at: Timestamp,
    /// What goes. Their ids are unique within the transfer.
    pub lines: Vec<TransferLine>,
    /// Whether what is in transit was called back, and is bound for the location it left.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub returning: bool,
    /// Whether the instant at which units were expected has passed, and that was told.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub overdue: bool,
}

/// Units of one SKU on a transfer, and what has become of them.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct TransferLine {
    /// Its id.
    pub id: LineId,
    /// What goes.
    pub sku: Sku,
    /// The lot, where the item is kept by lot.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lot: Option<LotNumber>,
    /// How many units are to go.
    pub quantity: Quantity,
    /// Units that have left.
    #[serde(default, skip_serializing_if = "Quantity::is_none")]
    pub shipped: Quantity,
    /// Those of them that have arrived, whatever their state: where they were to go, or where they came from.
    #[serde(default, skip_serializing_if = "Quantity::is_none")]
    pub received: Quantity,
    /// Those of the units received that came back to where they had left.
    #[serde(default, skip_serializing_if = "Quantity::is_none")]
    pub returned: Quantity,
    /// Units that arrived damaged.
    #[serde(default, skip_serializing_if = "Quantity::is_none")]
    pub damaged: Quantity,
    /// Units that arrived and went to quality control.
    #[serde(default, skip_serializing_if = "Quantity::is_none")]
    pub quality_control: Quantity,
    /// Units that arrived beyond those that were in transit, and were kept.
    #[serde(default, skip_serializing_if = "Quantity::is_none")]
    pub excess: Quantity,
    /// Units that were lost on the way.
    #[serde(default, skip_serializing_if = "Quantity::is_none")]
    pub lost: Quantity,
    /// Units that were to go and will not.
    #[serde(default, skip_serializing_if = "Quantity::is_none")]
    pub canceled: Quantity,
}

impl TransferLine {
    /// Units that are to leave still.
    pub fn left_to_ship(&self) -> Quantity {
        self.quantity.less(self.shipped).less(self.canceled)
    }

    /// Units that have left and not arrived.
    pub fn in_transit(&self) -> Quantity {
        self.shipped.less(self.received).less(self.lost)
    }

    /// Where its units are counted at a location. The lot must be known.
    pub(super) fn shelf(&self, work: &mut Workspace, location: &LocationId) -> Result<(SkuIndex, Shelf), Rejection> {
        let sku = work.stocked_item(&self.sku)?;
        let lot = naming::known(work, sku, self.lot.as_ref())?;
        Ok((sku, Shelf { location: work.location(location), lot }))
    }
}

impl Transfer {
    /// Where what is in transit is expected.
    pub fn bound_for(&self) -> &LocationId {
        if self.returning { &self.from } else { &self.to }
    }

    /// Units that have left and not arrived, over all lines.
    pub fn in_transit(&self) -> Quantity {
        self.lines.iter().map(TransferLine::in_transit).sum()
    }

    /// Whether nothing is to leave or to arrive any more.
    pub fn is_closed(&self) -> bool {
        self.lines.iter().all(|line| line.left_to_ship().is_zero() && line.in_transit().is_zero())
    }

    /// Lines of which units are in transit.
    pub fn lines_in_transit(&self) -> impl Iterator<Item = &TransferLine> {
        self.lines.iter().filter(|line| !line.in_transit().is_zero())
    }

    /// The instant at which it will be overdue.
    pub(crate) fn next_deadline(&self) -> Option<Timestamp> {
        (!self.overdue && !self.in_transit().is_zero()).then_some(self.expected_at)
    }

    /// SKUs of which units are in transit.
    pub(super) fn skus_in_transit(&self) -> SortedSet<Sku> {
        self.lines_in_transit().map(|line| line.sku.clone()).collect()
    }

    /// The line of that id, to be changed.
    pub(super) fn line_mut(&mut self, transfer: &DocumentId, id: &LineId) -> Result<&mut TransferLine, Rejection> {
        let unknown = || Rejection::UnknownTransferLine { transfer: transfer.clone(), line: id.clone() };
        self.lines.iter_mut().find(|line| &line.id == id).ok_or_else(unknown)
    }
}

impl Workspace {
    /// A copy of a transfer, if there is one of that id.
    pub(crate) fn transfer_if_known(&self, id: &DocumentId) -> Option<Transfer> {
        match &self.document(&key_of(id))?.body {
            DocumentBody::Transfer(transfer) => Some(transfer.clone()),
            _ => None,
        }
    }

    /// A copy of a transfer, to be changed and put back.
    pub(crate) fn transfer(&self, id: &DocumentId) -> Result<Transfer, Rejection> {
        self.transfer_if_known(id).ok_or_else(|| Rejection::UnknownTransfer { transfer: id.clone() })
    }

    /// Puts a transfer that a command has changed, and tells if that closed it.
    pub(super) fn put_transfer(&mut self, id: &DocumentId, transfer: Transfer) {
        let is_closed = transfer.is_closed();
        self.put_document(id.clone(), DocumentBody::Transfer(transfer));
        if is_closed {
            self.emit(Event::TransferClosed { transfer: id.clone() });
        }
    }
}

/// Tells that units were expected and have not come, once.
pub(crate) fn tell_overdue(work: &mut Workspace, id: &DocumentId) -> Result<(), Rejection> {
    let mut transfer = work.transfer(id)?;
    transfer.overdue = true;
    let (expected_at, quantity) = (transfer.expected_at, transfer.in_transit());
    work.emit(Event::TransferOverdue { transfer: id.clone(), expected_at, quantity });
    work.put_document(id.clone(), DocumentBody::Transfer(transfer));
    Ok(())
}
