//! Take in what a purchase order brings.

use crate::SortedSet;
use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

use super::purchase_order::PurchaseLine;
use super::{Outlook, key_of};
use crate::batch::{LocationIndex, ReadSet, Shelf, Workspace};
use crate::document::DocumentBody;
use crate::event::Event;
use crate::input::check_text;
use crate::inventory::{Place, REASON_MAX, release_backorders};
use crate::lot::{ReceivedLot, naming};
use crate::reservation::LINES_MAX;
use crate::serial::{self, ArrivedSerials, Named};
use crate::{DocumentId, LineId, LocationId, QUANTITY_MAX, Quantity, Rejection};

/// Takes in units of a purchase order at its location, all of the lines or none. What is fit for sale goes to waiting orders first, as
/// that of `receive_stock` does.
///
/// Fewer units than are outstanding leave the rest expected, unless `closes` says that it will not come. More are refused with
/// `over_receipt`, unless `accepts_excess` says that they are kept. What is on no line was not ordered: add a line with
/// `put_purchase_order`, or send it back.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ReceivePurchaseOrder {
    /// The purchase order.
    pub purchase_order: DocumentId,
    /// What arrived, by line.
    pub lines: Vec<PurchaseReceipt>,
    /// Whether units beyond those outstanding are kept.
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
pub struct PurchaseReceipt {
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
    /// The lot they are of, where the item is kept by lot; units of another lot are received by a command of their own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lot: Option<ReceivedLot>,
    /// The serial numbers of all units, where the item is tracked by them at receipt.
    #[serde(default, skip_serializing_if = "ArrivedSerials::is_empty")]
    #[cfg_attr(feature = "schema", schemars(extend("default" = {})))]
    pub serials: ArrivedSerials,
    /// Whether nothing more is expected of the line.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub closes: bool,
}

pub(crate) fn reads(command: &ReceivePurchaseOrder, wanted: &mut ReadSet) {
    wanted.document(key_of(&command.purchase_order));
}

pub(crate) fn execute(command: &ReceivePurchaseOrder, work: &mut Workspace) -> Result<(), Rejection> {
    if command.lines.is_empty() || command.lines.len() > LINES_MAX {
        return Err(Rejection::field("lines", format!("name 1 to {LINES_MAX} lines")));
    }
    check_text("reason", &command.reason, REASON_MAX)?;
    let id = &command.purchase_order;
    let mut order = work.purchase_order(id)?;
    let mut named = SortedSet::new();
    let mut skus = SortedSet::new();
    for (place, receipt) in command.lines.iter().enumerate() {
        let line = order.line_mut(id, &receipt.line)?;
        check(place, command, receipt, line)?;
        if !named.insert(&receipt.line) {
            return Err(Rejection::field(format!("lines[{place}].line"), format!("name `{}` once", receipt.line)));
        }
        work.stocked_item(&line.sku)?;
        skus.insert(line.sku.clone());
    }
    let outlook = Outlook::of(work, skus);
    let location_id = order.location.clone();
    let location = work.location(&location_id);
    for receipt in &command.lines {
        receive(work, command, receipt, order.line_mut(id, &receipt.line)?, (location, &location_id))?;
    }
    work.put_document(id.clone(), DocumentBody::PurchaseOrder(order));
    outlook.tell_changes(work);
    Ok(())
}

fn check(place: usize, command: &ReceivePurchaseOrder, receipt: &PurchaseReceipt, line: &PurchaseLine) -> Result<(), Rejection> {
    let parts = [("available", receipt.available), ("damaged", receipt.damaged), ("quality_control", receipt.quality_control)];
    for (name, units) in parts {
        if units.units() > QUANTITY_MAX {
            return Err(Rejection::field(format!("lines[{place}].{name}"), format!("name at most {QUANTITY_MAX} units")));
        }
    }
    let arrived = receipt.arrived();
    if arrived.is_zero() && !receipt.closes {
        return Err(Rejection::field(format!("lines[{place}]"), "name units that arrived, or say that it `closes`"));
    }
    if arrived.is_zero() && line.outstanding().is_zero() {
        return Err(Rejection::NothingOutstanding { purchase_order: command.purchase_order.clone(), line: Some(line.id.clone()) });
    }
    if arrived > line.outstanding() && !command.accepts_excess {
        return Err(Rejection::OverReceipt {
            purchase_order: command.purchase_order.clone(),
            line: line.id.clone(),
            arrived,
            outstanding: line.outstanding(),
        });
    }
    Ok(())
}

fn receive(
    work: &mut Workspace,
    command: &ReceivePurchaseOrder,
    receipt: &PurchaseReceipt,
    line: &mut PurchaseLine,
    (location, location_id): (LocationIndex, &LocationId),
) -> Result<(), Rejection> {
    let sku = work.stocked_item(&line.sku)?;
    let arrived = receipt.arrived();
    line.received = line.received.plus(arrived);
    line.damaged = line.damaged.plus(receipt.damaged);
    line.quality_control = line.quality_control.plus(receipt.quality_control);
    let (purchase_order, reason) = (&command.purchase_order, &command.reason);
    if !arrived.is_zero() {
        let lot = naming::received(work, sku, "lines.lot", receipt.lot.as_ref())?;
        let shelf = Shelf { location, lot };
        let named = &receipt.serials;
        for (place, quantity, serials) in [
            (Place::Available, receipt.available, &named.available),
            (Place::Damaged, receipt.damaged, &named.damaged),
            (Place::QualityControl, receipt.quality_control, &named.quality_control),
        ] {
            let place = naming::place_for(work, sku, lot, place);
            serial::arrive(work, &Named { sku, location: location_id, quantity, field: "lines.serials", serials }, place)?;
            work.shift(sku, shelf, Place::Supplier, place, quantity)?;
        }
        work.emit(Event::PurchaseReceived {
            purchase_order: purchase_order.clone(),
            line: line.id.clone(),
            available: receipt.available,
            damaged: receipt.damaged,
            quality_control: receipt.quality_control,
        });
        work.emit(Event::StockChanged { sku: line.sku.clone(), location: location_id.clone(), reason: reason.clone() });
    }
    if arrived.is_zero() && !receipt.serials.is_empty() {
        return Err(serial::wrong_count(&line.sku, arrived, &receipt.serials.all().cloned().collect::<Vec<_>>()));
    }
    let missing = line.outstanding();
    if receipt.closes && !missing.is_zero() {
        line.closed = true;
        let (purchase_order, line, reason) = (purchase_order.clone(), line.id.clone(), reason.clone());
        work.emit(Event::PurchaseClosed { purchase_order, line, quantity: missing, reason });
    }
    if !receipt.available.is_zero() {
        release_backorders::release(work, &line.sku, sku, location)?;
    }
    Ok(())
}

impl PurchaseReceipt {
    /// All units that arrived.
    fn arrived(&self) -> Quantity {
        self.available.plus(self.damaged).plus(self.quality_control)
    }
}
