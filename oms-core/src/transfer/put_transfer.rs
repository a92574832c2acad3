//! Plan a transfer, or plan it anew.

use crate::SortedSet;
use serde::{Deserialize, Serialize};

use super::key_of;
use super::paper::{Transfer, TransferLine};
use crate::batch::{ReadSet, Workspace};
use crate::document::DocumentBody;
use crate::event::Event;
use crate::inventory::{ORDERS_MAX, check_quantity};
use crate::lot::naming;
use crate::reservation::LINES_MAX;
use crate::{DocumentId, LineId, LocationId, LotNumber, Quantity, Rejection, Sku, Timestamp};

/// Plans a transfer of stock from one location to another, or says what one that was planned is to be from now on.
///
/// A plan moves nothing, and keeps nothing back: its units may be sold at the location they are to leave until `ship_transfer`. Once
/// units have left it is not planned anew: `reschedule_transfer` and `cancel_transfer` change what is to come.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct PutTransfer {
    /// Its number.
    pub transfer: DocumentId,
    /// Where the units leave.
    #[serde(rename = "from_location")]
    pub from: LocationId,
    /// Where they go.
    #[serde(rename = "to_location")]
    pub to: LocationId,
    /// When they are expected to arrive.
    pub expected_at: Timestamp,
    /// What goes.
    pub lines: Vec<PlannedTransferLine>,
}

/// Units of one SKU that are to go.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct PlannedTransferLine {
    /// Its id, unique within the transfer.
    pub id: LineId,
    /// What goes.
    pub sku: Sku,
    /// The lot, where the item is kept by lot; units of another lot are a line of their own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lot: Option<LotNumber>,
    /// How many units.
    pub quantity: Quantity,
}

pub(crate) fn reads(command: &PutTransfer, wanted: &mut ReadSet) {
    wanted.document(key_of(&command.transfer));
    for line in &command.lines {
        // A command of the same batch may ship it.
        wanted.supply(&line.sku, ORDERS_MAX);
        naming::read(wanted, &line.sku, line.lot.as_ref());
    }
}

pub(crate) fn execute(command: &PutTransfer, work: &mut Workspace) -> Result<(), Rejection> {
    if command.lines.is_empty() || command.lines.len() > LINES_MAX {
        return Err(Rejection::field("lines", format!("name 1 to {LINES_MAX} lines")));
    }
    work.settings().location(&command.from)?;
    work.settings().location(&command.to)?;
    if command.from == command.to {
        return Err(Rejection::field("to_location", "name another location than `from_location`"));
    }
    let mut ids = SortedSet::new();
    for (place, line) in command.lines.iter().enumerate() {
        check_quantity(&format!("lines[{place}].quantity"), line.quantity)?;
        let sku = work.stocked_item(&line.sku)?;
        naming::known(work, sku, line.lot.as_ref())?;
        if !ids.insert(&line.id) {
            return Err(Rejection::field(format!("lines[{place}].id"), format!("name `{}` once", line.id)));
        }
    }
    let id = &command.transfer;
    let before = work.transfer_if_known(id);
    if before.is_some_and(|before| before.lines.iter().any(|line| !line.shipped.is_zero())) {
        return Err(Rejection::TransferShipped { transfer: id.clone() });
    }
    let planned = |line: &PlannedTransferLine| TransferLine {
        id: line.id.clone(),
        sku: line.sku.clone(),
        lot: line.lot.clone(),
        quantity: line.quantity,
        shipped: Quantity::ZERO,
        received: Quantity::ZERO,
        returned: Quantity::ZERO,
        damaged: Quantity::ZERO,
        quality_control: Quantity::ZERO,
        excess: Quantity::ZERO,
        lost: Quantity::ZERO,
        canceled: Quantity::ZERO,
    };
    let transfer = Transfer {
        from: command.from.clone(),
        to: command.to.clone(),
        expected_at: command.expected_at,
        lines: command.lines.iter().map(planned).collect(),
        returning: false,
        overdue: false,
    };
    work.put_document(id.clone(), DocumentBody::Transfer(transfer));
    work.emit(Event::TransferPut { transfer: id.clone() });
    Ok(())
}
