//! Which units a command names, so that their papers are read before it runs.

use super::key_of;
use crate::batch::ReadSet;
use crate::command::Command;
use crate::{DocumentId, LineId, SerialNumber, Sku};

/// What tells of which SKU the units are that a command names.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Owner<'a> {
    /// A line of the order the command is about.
    Order(&'a LineId),
    /// A line of a purchase order.
    Purchase(&'a DocumentId, &'a LineId),
    /// A line of a transfer.
    Transfer(&'a DocumentId, &'a LineId),
}

/// The papers of units of a SKU that a command names itself.
pub(crate) fn read(wanted: &mut ReadSet, sku: &Sku, serials: &[SerialNumber]) {
    serials.iter().filter_map(|serial| key_of(sku, serial)).for_each(|key| wanted.document(key));
}

/// The units that a command names by a line.
pub(crate) fn named_by(command: &Command) -> Vec<(Owner<'_>, &SerialNumber)> {
    let mut named = Vec::new();
    match command {
        Command::PickFulfillment(pick) => {
            for line in &pick.lines {
                named.extend(line.serials.iter().chain(&line.not_found_serials).map(|serial| (Owner::Order(&line.line), serial)));
            }
        }
        Command::SubstituteItem(command) => named.extend(command.serials.iter().map(|serial| (Owner::Order(&command.line), serial))),
        Command::PackParcel(pack) => {
            for line in &pack.lines {
                named.extend(line.serials.iter().map(|serial| (Owner::Order(&line.line), serial)));
            }
        }
        Command::CancelOrder(cancel) => {
            for line in &cancel.lines {
                named.extend(line.serials.iter().map(|serial| (Owner::Order(&line.line), serial)));
            }
        }
        Command::ReceiveReturn(receive) => {
            for line in &receive.lines {
                named.extend(line.serials.iter().map(|serial| (Owner::Order(&line.line), serial)));
            }
        }
        Command::ReceiveUnexpectedReturn(receive) => {
            for line in &receive.lines {
                named.extend(line.serials.iter().map(|serial| (Owner::Order(&line.line), serial)));
            }
        }
        Command::InspectReturn(inspect) => {
            for units in &inspect.units {
                named.extend(units.serials.iter().map(|serial| (Owner::Order(&units.line), serial)));
            }
        }
        Command::ReceivePurchaseOrder(receive) => {
            for line in &receive.lines {
                let owner = Owner::Purchase(&receive.purchase_order, &line.line);
                named.extend(line.serials.all().map(|serial| (owner, serial)));
            }
        }
        Command::ShipTransfer(ship) => {
            for line in &ship.lines {
                let owner = Owner::Transfer(&ship.transfer, &line.line);
                named.extend(line.serials.iter().map(|serial| (owner, serial)));
            }
        }
        Command::ReceiveTransfer(receive) => {
            for line in &receive.lines {
                let owner = Owner::Transfer(&receive.transfer, &line.line);
                named.extend(line.serials.all().chain(&line.lost_serials).map(|serial| (owner, serial)));
            }
        }
        _ => {}
    }
    named
}
