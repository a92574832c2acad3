//! Take in what a transfer brings.

use crate::SortedSet;
use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

use super::key_of;
use super::paper::{Transfer, TransferLine};
use crate::batch::{ReadSet, Workspace};
use crate::event::Event;
use crate::input::check_text;
use crate::inventory::{Place, REASON_MAX, release_backorders};
use crate::lot::naming;
use crate::reservation::LINES_MAX;
use crate::serial::{self, ArrivedSerials, Named};
use crate::supply::Outlook;
use crate::{DocumentId, LineId, LocationId, QUANTITY_MAX, Quantity, Rejection, SerialNumber, Sku};

/// Takes in units of a transfer, all of the lines or none. What is fit for sale goes to waiting orders first, as that of `receive_stock`
/// does.
///
/// Fewer units than are in transit leave the rest in transit; those that will not come any more are named as `lost`. More are refused with
/// `transfer_exceeded`, unless `accepts_excess` says that they are kept: the location they left has then sent more than it wrote down, and
/// finds that out with its next count.
///
/// Units arrive where they are bound for. `location` names the other of the two locations if they turned up there: goods that were not
/// accepted and came back, or that arrived although they had been called back.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ReceiveTransfer {
    /// The transfer.
    pub transfer: DocumentId,
    /// Where they arrived; where they are bound for if not given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub location: Option<LocationId>,
    /// What arrived, by line.
    pub lines: Vec<TransferReceipt>,
    /// Whether units beyond those in transit are kept.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub accepts_excess: bool,
    /// The delivery note, or whatever explains it.
    #[serde(default, skip_serializing_if = "SmolStr::is_empty")]
    pub reason: SmolStr,
}

/// What arrived of a line.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct TransferReceipt {
    /// The line.
    pub line: LineId,
    /// Units that are fit for sale.
    #[serde(default, skip_serializing_if = "Quantity::is_none")]
    pub available: Quantity,
    /// Units that are damaged.
    #[serde(default, skip_serializing_if = "Quantity::is_none")]
    pub damaged: Quantity,
    /// Units that somebody has to look at first.
    #[serde(default, skip_serializing_if = "Quantity::is_none")]
    pub quality_control: Quantity,
    /// Units that were in transit and will not arrive.
    #[serde(default, skip_serializing_if = "Quantity::is_none")]
    pub lost: Quantity,
    /// The serial numbers of the units that arrived, where the item is tracked by them at receipt.
    #[serde(default, skip_serializing_if = "ArrivedSerials::is_empty")]
    #[cfg_attr(feature = "schema", schemars(extend("default" = {})))]
    pub serials: ArrivedSerials,
    /// Those of the units that will not arrive.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lost_serials: Vec<SerialNumber>,
}

impl TransferReceipt {
    /// All units that arrived.
    fn arrived(&self) -> Quantity {
        self.available.plus(self.damaged).plus(self.quality_control)
    }
}

pub(crate) fn reads(command: &ReceiveTransfer, wanted: &mut ReadSet) {
    wanted.document(key_of(&command.transfer));
}

pub(crate) fn execute(command: &ReceiveTransfer, work: &mut Workspace) -> Result<(), Rejection> {
    if command.lines.is_empty() || command.lines.len() > LINES_MAX {
        return Err(Rejection::field("lines", format!("name 1 to {LINES_MAX} lines")));
    }
    check_text("reason", &command.reason, REASON_MAX)?;
    let id = &command.transfer;
    let mut transfer = work.transfer(id)?;
    let location = where_it_arrived(command, &transfer)?;
    let mut named = SortedSet::new();
    let mut skus: SortedSet<Sku> = SortedSet::new();
    for (place, receipt) in command.lines.iter().enumerate() {
        let line = transfer.line_mut(id, &receipt.line)?;
        check(place, command, receipt, line)?;
        if !named.insert(&receipt.line) {
            return Err(Rejection::field(format!("lines[{place}].line"), format!("name `{}` once", receipt.line)));
        }
        skus.insert(line.sku.clone());
    }
    let outlook = Outlook::of(work, skus);
    let came_back = location == transfer.from;
    for receipt in &command.lines {
        receive(work, command, receipt, transfer.line_mut(id, &receipt.line)?, &location, came_back)?;
    }
    work.put_transfer(id, transfer);
    outlook.tell_changes(work);
    Ok(())
}

fn where_it_arrived(command: &ReceiveTransfer, transfer: &Transfer) -> Result<LocationId, Rejection> {
    let location = command.location.as_ref().unwrap_or(transfer.bound_for());
    if location != &transfer.from && location != &transfer.to {
        let problem = format!("name `{}`, or `{}` for units that came back", transfer.to, transfer.from);
        return Err(Rejection::field("location", problem));
    }
    Ok(location.clone())
}

fn check(place: usize, command: &ReceiveTransfer, receipt: &TransferReceipt, line: &TransferLine) -> Result<(), Rejection> {
    let parts = [
        ("available", receipt.available),
        ("damaged", receipt.damaged),
        ("quality_control", receipt.quality_control),
        ("lost", receipt.lost),
    ];
    for (name, units) in parts {
        if units.units() > QUANTITY_MAX {
            return Err(Rejection::field(format!("lines[{place}].{name}"), format!("name at most {QUANTITY_MAX} units")));
        }
    }
    let requested = receipt.arrived().plus(receipt.lost);
    if requested.is_zero() {
        return Err(Rejection::field(format!("lines[{place}]"), "name units that arrived, or that are `lost`"));
    }
    let eligible = line.in_transit();
    // What never left cannot arrive: it is shipped first.
    let keeps_excess = command.accepts_excess && receipt.lost.is_zero() && !line.shipped.is_zero();
    if requested > eligible && !keeps_excess {
        return Err(Rejection::TransferExceeded {
            transfer: command.transfer.clone(),
            line: line.id.clone(),
            requested,
            eligible,
            condition: "are in transit".into(),
        });
    }
    Ok(())
}

fn receive(
    work: &mut Workspace,
    command: &ReceiveTransfer,
    receipt: &TransferReceipt,
    line: &mut TransferLine,
    location: &LocationId,
    came_back: bool,
) -> Result<(), Rejection> {
    let (sku, shelf) = line.shelf(work, location)?;
    let transfer = &command.transfer;
    let arrived = receipt.arrived();
    let from_transit = arrived.min(line.in_transit());
    let excess = arrived.less(from_transit);
    if (arrived.is_zero() && !receipt.serials.is_empty()) || (receipt.lost.is_zero() && !receipt.lost_serials.is_empty()) {
        let named: Vec<SerialNumber> = receipt.serials.all().chain(&receipt.lost_serials).cloned().collect();
        return Err(serial::wrong_count(&line.sku, arrived.plus(receipt.lost), &named));
    }
    line.received = line.received.plus(from_transit);
    line.excess = line.excess.plus(excess);
    line.damaged = line.damaged.plus(receipt.damaged);
    line.quality_control = line.quality_control.plus(receipt.quality_control);
    line.lost = line.lost.plus(receipt.lost);
    if came_back {
        line.returned = line.returned.plus(from_transit);
    }
    if !arrived.is_zero() {
        // What nobody wrote down was in transit all the same.
        work.shift(sku, shelf, Place::Adjustment, Place::InTransit, excess)?;
        let named = &receipt.serials;
        for (place, units, serials) in [
            (Place::Available, receipt.available, &named.available),
            (Place::Damaged, receipt.damaged, &named.damaged),
            (Place::QualityControl, receipt.quality_control, &named.quality_control),
        ] {
            let place = naming::place_for(work, sku, shelf.lot, place);
            let named = Named { sku, location, quantity: units, field: "lines.serials", serials };
            serial::arrive_from(work, transfer, &named, place)?;
            work.shift(sku, shelf, Place::InTransit, place, units)?;
        }
        work.emit(Event::TransferReceived {
            transfer: transfer.clone(),
            line: line.id.clone(),
            location: location.clone(),
            available: receipt.available,
            damaged: receipt.damaged,
            quality_control: receipt.quality_control,
            excess,
        });
        work.emit(Event::StockChanged { sku: line.sku.clone(), location: location.clone(), reason: command.reason.clone() });
    }
    if !receipt.lost.is_zero() {
        let (quantity, serials) = (receipt.lost, receipt.lost_serials.as_slice());
        let named = Named { sku, location, quantity, field: "lines.lost_serials", serials };
        serial::arrive_from(work, transfer, &named, Place::Adjustment)?;
        work.shift(sku, shelf, Place::InTransit, Place::Adjustment, receipt.lost)?;
        let (line, reason) = (line.id.clone(), command.reason.clone());
        work.emit(Event::TransferLost { transfer: transfer.clone(), line, quantity: receipt.lost, reason });
    }
    if !receipt.available.is_zero() {
        release_backorders::release(work, &line.sku, sku, shelf.location)?;
    }
    Ok(())
}
