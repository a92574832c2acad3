//! Send units of a transfer on their way.

use crate::SortedSet;
use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

use super::key_of;
use super::paper::Transfer;
use crate::batch::{ReadSet, Workspace};
use crate::event::Event;
use crate::input::{check_list, check_text};
use crate::inventory::{Place, REASON_MAX, check_quantity};
use crate::reservation::LINES_MAX;
use crate::serial::{self, Named, SerialState, SerialStep};
use crate::supply::{Outlook, check_open};
use crate::{DocumentId, LineId, Quantity, Rejection, SerialNumber, Sku, Timestamp};

/// Sends units of a transfer on their way: they leave what is free at the one location, and are in transit until they are received.
///
/// Only what is free leaves; with fewer free units than are named it is refused with `insufficient_bucket`, so nothing that was promised
/// goes away. All lines leave or none. What stays behind may be shipped later.
///
/// What is in transit is supply of the location it goes to: orders that wait for it are told when to expect it, in `backorder_expected`.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ShipTransfer {
    /// The transfer.
    pub transfer: DocumentId,
    /// What leaves, by line; all that is left to ship if none is named.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lines: Vec<TransferShipment>,
    /// When it is expected to arrive, if that is another time than was planned.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expected_at: Option<Timestamp>,
    /// The delivery note, or whatever explains it.
    #[serde(default, skip_serializing_if = "SmolStr::is_empty")]
    pub reason: SmolStr,
}

/// Units of a line that leave.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct TransferShipment {
    /// The line.
    pub line: LineId,
    /// How many units.
    pub quantity: Quantity,
    /// The serial numbers of the units, where the item is tracked by them at receipt.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub serials: Vec<SerialNumber>,
}

pub(crate) fn reads(command: &ShipTransfer, wanted: &mut ReadSet) {
    wanted.document(key_of(&command.transfer));
}

pub(crate) fn execute(command: &ShipTransfer, work: &mut Workspace) -> Result<(), Rejection> {
    check_list("lines", &command.lines, LINES_MAX)?;
    check_text("reason", &command.reason, REASON_MAX)?;
    let id = &command.transfer;
    let mut transfer = work.transfer(id)?;
    let leaving = leaving(command, &mut transfer)?;
    let mut skus: SortedSet<Sku> = leaving.iter().filter_map(|(place, _)| Some(transfer.lines.get(*place)?.sku.clone())).collect();
    for sku in &skus {
        check_open(work, &key_of(id), sku)?;
    }
    let was_expected_at = transfer.expected_at;
    if let Some(expected_at) = command.expected_at.filter(|expected_at| *expected_at != was_expected_at) {
        // What is in transit already comes with it.
        skus.extend(transfer.skus_in_transit());
        transfer.expected_at = expected_at;
        work.emit(Event::TransferRescheduled { transfer: id.clone(), was_expected_at, expected_at });
    }
    // Further units that leave may be told of as overdue again.
    transfer.overdue = false;
    let outlook = Outlook::of(work, skus);
    let from = transfer.from.clone();
    for (place, quantity) in leaving {
        let Some(line) = transfer.lines.get_mut(place) else { continue };
        let (sku, shelf) = line.shelf(work, &from)?;
        let serials = command.lines.iter().find(|named| named.line == line.id).map_or(&[][..], |named| &named.serials);
        let named = Named { sku, location: &from, quantity, field: "lines.serials", serials };
        let on_its_way = |step| SerialStep { state: SerialState::InTransit, transfer: Some(id.clone()), ..step };
        serial::leave(work, &named, Place::Available, on_its_way)?;
        work.take(sku, shelf, Place::InTransit, quantity, false)?;
        line.shipped = line.shipped.plus(quantity);
        work.emit(Event::TransferShipped { transfer: id.clone(), line: line.id.clone(), quantity });
        work.emit(Event::StockChanged { sku: line.sku.clone(), location: from.clone(), reason: command.reason.clone() });
    }
    work.put_transfer(id, transfer);
    outlook.tell_changes(work);
    Ok(())
}

/// What leaves, by place of its line: as named, or all that is left to ship.
fn leaving(command: &ShipTransfer, transfer: &mut Transfer) -> Result<Vec<(usize, Quantity)>, Rejection> {
    let id = &command.transfer;
    if command.lines.is_empty() {
        let left = transfer.lines.iter().enumerate().map(|(place, line)| (place, line.left_to_ship()));
        let left: Vec<(usize, Quantity)> = left.filter(|(_, quantity)| !quantity.is_zero()).collect();
        let nothing = || Rejection::NothingToTransfer { transfer: id.clone(), action: "ship".into() };
        return if left.is_empty() { Err(nothing()) } else { Ok(left) };
    }
    let mut named = SortedSet::new();
    let mut leaving = Vec::new();
    for (number, shipment) in command.lines.iter().enumerate() {
        check_quantity(&format!("lines[{number}].quantity"), shipment.quantity)?;
        if !named.insert(&shipment.line) {
            return Err(Rejection::field(format!("lines[{number}].line"), format!("name `{}` once", shipment.line)));
        }
        let eligible = transfer.line_mut(id, &shipment.line)?.left_to_ship();
        if shipment.quantity > eligible {
            return Err(Rejection::TransferExceeded {
                transfer: id.clone(),
                line: shipment.line.clone(),
                requested: shipment.quantity,
                eligible,
                condition: "are left to ship".into(),
            });
        }
        let place = transfer.lines.iter().position(|line| line.id == shipment.line);
        leaving.extend(place.map(|place| (place, shipment.quantity)));
    }
    Ok(leaving)
}
