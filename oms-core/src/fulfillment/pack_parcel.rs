//! Put picked units into a parcel.

use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

use super::moving::count_units;
use super::{FulfillmentState, Parcel};
use crate::batch::{ReadSet, Workspace};
use crate::event::Event;
use crate::inventory::check_quantity;
use crate::lot::check_not_recalled;
use crate::order::{Line, Order, Portion, Stage};
use crate::reservation::LINES_MAX;
use crate::serial::{self, Named, Numbers, SerialTracking};
use crate::{LineId, OrderId, Quantity, Rejection, SerialNumber};

/// Puts picked units of a fulfillment order into a new parcel. Its number is the next of the order, counted from 1.
///
/// Only picked units can be packed: more of a line are refused with `quantity_not_eligible`, and a fulfillment order of which
/// nothing is picked and unpacked with `fulfillment_state`.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct PackParcel {
    /// The order.
    pub order: OrderId,
    /// The number of the fulfillment order, counted from 1.
    pub fulfillment: u32,
    /// What goes into the parcel; empty means everything that is picked.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lines: Vec<PackLine>,
}

/// Units of a line that go into a parcel.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct PackLine {
    /// The line.
    pub line: LineId,
    /// How many units.
    pub quantity: Quantity,
    /// Their serial numbers: of an item that is tracked at shipment, unless they were named when it was picked; and wherever some of the
    /// units that were picked with theirs go into the parcel, and others do not.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub serials: Vec<SerialNumber>,
}

/// The most parcels an order may have.
const PARCELS_MAX: usize = 1_000;

pub(crate) fn reads(_: &PackParcel, _: &mut ReadSet) {}

pub(crate) fn execute(command: &PackParcel, work: &mut Workspace) -> Result<(), Rejection> {
    use FulfillmentState::{Packed, PartiallyShipped, Picking};
    if command.lines.len() > LINES_MAX {
        return Err(Rejection::field("lines", format!("name at most {LINES_MAX} lines")));
    }
    let number = command.fulfillment;
    let mut order = work.order_to_change(&command.order)?;
    let state = order.require_fulfillment(number, &[Picking, Packed, PartiallyShipped])?;
    let picked = |portion: &Portion| portion.stage == Stage::Picked && portion.fulfillment == Some(number);
    if count_units(&order, picked).is_zero() {
        return Err(order.wrong_state(number, state, &[Picking]));
    }
    check_not_recalled(work, &order, picked)?;
    if order.parcels.len() >= PARCELS_MAX {
        return Err(Rejection::field("order", format!("an order has at most {PARCELS_MAX} parcels")));
    }
    order.parcels.push(Parcel::packed(number));
    let parcel = u32::try_from(order.parcels.len()).unwrap_or(u32::MAX);
    if command.lines.is_empty() {
        let all: Vec<PackLine> = order.lines.iter().map(|line| PackLine::all(line, picked)).collect();
        for named in all.iter().filter(|named| !named.quantity.is_zero()) {
            pack(work, &mut order, number, parcel, named)?;
        }
    }
    for (place, named) in command.lines.iter().enumerate() {
        check_quantity(&format!("lines[{place}].quantity"), named.quantity)?;
        let line = order.line(&named.line)?;
        let eligible = line.units.sum(picked);
        if named.quantity > eligible {
            let (order, line, condition) = (command.order.clone(), named.line.clone(), SmolStr::new_static("are picked"));
            return Err(Rejection::QuantityNotEligible { order, line, requested: named.quantity, eligible, condition });
        }
        pack(work, &mut order, number, parcel, named)?;
    }
    work.put_order(order);
    work.emit(Event::ParcelPacked { order: command.order.clone(), parcel });
    Ok(())
}

impl PackLine {
    fn all(line: &Line, picked: impl Fn(&Portion) -> bool) -> PackLine {
        PackLine { line: line.id.clone(), quantity: line.units.sum(picked), serials: Vec::new() }
    }
}

/// Puts picked units of a line into a parcel: those whose serial numbers are named, which some of them may get only now.
fn pack(work: &mut Workspace, order: &mut Order, fulfillment: u32, parcel: u32, named: &PackLine) -> Result<(), Rejection> {
    let is_picked = |portion: &Portion| portion.stage == Stage::Picked && portion.fulfillment == Some(fulfillment);
    let has_none = |portion: &Portion| is_picked(portion) && portion.serials.is_empty();
    let into_parcel = |portion: &mut Portion| {
        portion.stage = Stage::Packed;
        portion.parcel = Some(parcel);
    };
    let (line, quantity) = (order.line(&named.line)?, named.quantity);
    let sku = work.sku(&line.sku);
    let tracking = work.serial_tracking(sku);
    let without = line.units.sum(has_none);
    if named.serials.is_empty() {
        let asks = tracking == SerialTracking::Shipment && !without.is_zero();
        if asks || line.units.leaves_open_which(quantity, is_picked) {
            return Err(serial::wrong_count(&line.sku, quantity, &[]));
        }
        order.line_mut(&named.line)?.units.move_where(quantity, is_picked, into_parcel);
        return Ok(());
    }
    if i64::try_from(named.serials.len()) != Ok(quantity.units()) {
        return Err(serial::wrong_count(&line.sku, quantity, &named.serials));
    }
    let is_known =
        |serial: &SerialNumber| line.units.portions().iter().any(|portion| is_picked(portion) && portion.serials.contains(serial));
    let (known, new): (Vec<SerialNumber>, Vec<SerialNumber>) = named.serials.iter().cloned().partition(is_known);
    if let Some(serial) = new.first().filter(|_| tracking != SerialTracking::Shipment) {
        return Err(serial::not_picked(work, &line.sku, serial));
    }
    let further = Quantity::from_balance(i64::try_from(new.len()).unwrap_or(i64::MAX));
    if further > without {
        let condition = "are picked and have no serial number yet".into();
        let (order, line) = (order.id.clone(), named.line.clone());
        return Err(Rejection::QuantityNotEligible { order, line, requested: further, eligible: without, condition });
    }
    let location = order.fulfillment(fulfillment)?.location.clone();
    let captured = Named { sku, location: &location, quantity: further, field: "lines.serials", serials: &new };
    serial::picked(work, &order.id, line, &captured)?;
    let units = &mut order.line_mut(&named.line)?.units;
    let moved = units.move_serials(&known, is_picked, into_parcel);
    if moved.iter().map(|portion| portion.quantity).sum::<Quantity>() != quantity.less(further) {
        return Err(Rejection::field("lines.serials", "a serial number is named twice: name each unit once"));
    }
    let numbers = Numbers::of(&new);
    units.move_where(further, has_none, |portion| {
        into_parcel(portion);
        portion.serials = numbers.next(portion.quantity);
    });
    Ok(())
}
