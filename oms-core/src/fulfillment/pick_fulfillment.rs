//! Take units of a fulfillment order from the shelf, or find that they are not there.

use serde::{Deserialize, Serialize};

use super::{Answer, FulfillmentState};
use crate::batch::{ReadSet, Workspace};
use crate::event::Event;
use crate::inventory::{Place, check_quantity};
use crate::order::{Line, Order, Portion, Stage, allocate_order, cancel_order};
use crate::payment;
use crate::reservation::LINES_MAX;
use crate::routing::promise;
use crate::serial::{self, Named, Numbers};
use crate::settings::OnShortPick;
use crate::{LineId, LocationId, LotNumber, OrderId, Quantity, Rejection, SerialNumber, Sku};

/// Records what a picker took from the shelf for a fulfillment order, and what was not there.
///
/// Units that were not found are taken off the stock of the location, and it is not asked for the line again. The routing
/// policy says what becomes of them: promised from elsewhere, or canceled with their share credited. Whoever picks has
/// accepted: an answer that is still awaited counts as given.
///
/// More units than are still to be picked are refused with `quantity_not_eligible`, as is a line of the order that is not
/// part of this fulfillment order.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct PickFulfillment {
    /// The order.
    pub order: OrderId,
    /// The number of the fulfillment order, counted from 1.
    pub fulfillment: u32,
    /// What was picked; empty means everything still to be picked was found.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lines: Vec<PickLine>,
}

/// Units of a line that a picker looked for.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct PickLine {
    /// The line.
    pub line: LineId,
    /// The lot, where units of several are to be picked; absent means whichever comes first. Units of another lot than was planned are
    /// first noted by `change_lot`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lot: Option<LotNumber>,
    /// How many were taken from the shelf.
    #[serde(default)]
    pub picked: Quantity,
    /// How many were not there.
    #[serde(default, skip_serializing_if = "Quantity::is_none")]
    pub not_found: Quantity,
    /// The serial numbers of the units that were taken. Of an item that is tracked at shipment they may be named when it is packed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub serials: Vec<SerialNumber>,
    /// The serial numbers of the units that were not there, where the item is tracked by them at receipt.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub not_found_serials: Vec<SerialNumber>,
}

impl PickLine {
    fn found(line: LineId, picked: Quantity) -> PickLine {
        PickLine { line, lot: None, picked, not_found: Quantity::ZERO, serials: Vec::new(), not_found_serials: Vec::new() }
    }
}

/// Why a location that could not find units is not asked for them again.
pub(crate) const NOT_FOUND: &str = "not_found";

pub(crate) fn reads(_: &PickFulfillment, _: &mut ReadSet) {}

pub(crate) fn execute(command: &PickFulfillment, work: &mut Workspace) -> Result<(), Rejection> {
    use FulfillmentState::{Accepted, Open, Packed, PartiallyShipped, Picking};
    if command.lines.len() > LINES_MAX {
        return Err(Rejection::field("lines", format!("name at most {LINES_MAX} lines")));
    }
    let number = command.fulfillment;
    let mut order = work.order_to_change(&command.order)?;
    let state = order.require_fulfillment(number, &[Open, Accepted, Picking, Packed, PartiallyShipped])?;
    let to_pick = is_to_pick(number);
    let mut lines = command.lines.clone();
    if lines.is_empty() {
        let everything = |line: &Line| {
            let picked = line.units.sum(to_pick);
            (!picked.is_zero()).then(|| PickLine::found(line.id.clone(), picked))
        };
        lines = order.lines.iter().filter_map(everything).collect();
        if lines.is_empty() {
            return Err(order.wrong_state(number, state, &[Open, Accepted]));
        }
    }
    let fulfillment = order.fulfillment_mut(number)?;
    let location = fulfillment.location.clone();
    if fulfillment.answer.is_awaited() {
        fulfillment.answer = Answer::Accepted;
        work.emit(Event::FulfillmentAccepted { order: command.order.clone(), fulfillment: number });
    }
    for (place, line) in lines.iter().enumerate() {
        let of_lot = |portion: &Portion| to_pick(portion) && (line.lot.is_none() || line.lot == portion.lot);
        check_line(&order, place, line, of_lot)?;
        pick(work, &mut order, line, &location, of_lot)?;
        miss(work, &mut order, line, &location, of_lot)?;
    }
    let missing: Vec<&PickLine> = lines.iter().filter(|line| !line.not_found.is_zero()).collect();
    if !missing.is_empty() {
        match work.settings().policies.routing.on_short_pick {
            OnShortPick::Reroute => allocate_order::allocate_open(work, &mut order)?,
            OnShortPick::Cancel => {
                for line in missing {
                    cancel_order::cancel_where(work, &mut order, &line.line, line.not_found, |portion| portion.stage == Stage::Open)?;
                }
                cancel_order::close(work, &mut order);
                payment::settle_cancellation(work, &mut order)?;
            }
        }
    }
    work.put_order(order);
    Ok(())
}

/// Whether units wait on the shelf for a fulfillment order.
pub(super) const fn is_to_pick(number: u32) -> impl Fn(&Portion) -> bool + Copy {
    move |portion| matches!(portion.stage, Stage::Allocated) && matches!(portion.fulfillment, Some(of) if of == number)
}

impl Order {
    /// Refuses a line of which nothing is left to be picked for a fulfillment order.
    pub(super) fn require_to_pick(&self, number: u32, line: &LineId) -> Result<(), Rejection> {
        check_line(self, 0, &PickLine::found(line.clone(), Quantity::ONE), is_to_pick(number))
    }
}

fn check_line(order: &Order, place: usize, named: &PickLine, to_pick: impl Fn(&Portion) -> bool) -> Result<(), Rejection> {
    let requested = named.picked.plus(named.not_found);
    check_quantity(&format!("lines[{place}].picked"), requested)?;
    let eligible = order.line(&named.line)?.units.sum(to_pick);
    if requested > eligible {
        let (order, line) = (order.id.clone(), named.line.clone());
        return Err(Rejection::QuantityNotEligible { order, line, requested, eligible, condition: "are still to be picked".into() });
    }
    Ok(())
}

/// Units taken from the shelf: their stock stays committed.
fn pick(
    work: &mut Workspace,
    order: &mut Order,
    named: &PickLine,
    location: &LocationId,
    to_pick: impl Fn(&Portion) -> bool,
) -> Result<(), Rejection> {
    let line = order.line(&named.line)?;
    let (sku, quantity, serials) = (work.sku(&line.sku), named.picked, named.serials.as_slice());
    serial::picked(work, &order.id, line, &Named { sku, location, quantity, field: "lines.serials", serials })?;
    if named.picked.is_zero() {
        return Ok(());
    }
    let numbers = Numbers::of(serials);
    order.line_mut(&named.line)?.units.move_where(named.picked, to_pick, |portion| {
        portion.stage = Stage::Picked;
        portion.serials = numbers.next(portion.quantity);
    });
    work.emit(Event::UnitsMoved {
        order: order.id.clone(),
        line: named.line.clone(),
        from_stage: Stage::Allocated,
        to_stage: Stage::Picked,
        quantity: named.picked,
    });
    Ok(())
}

/// Units that were not there: the books lose them, the location is not asked again, and the order has them open.
fn miss(
    work: &mut Workspace,
    order: &mut Order,
    named: &PickLine,
    location: &LocationId,
    to_pick: impl Fn(&Portion) -> bool,
) -> Result<(), Rejection> {
    let line = order.line(&named.line)?;
    let (sku, quantity, serials) = (work.sku(&line.sku), named.not_found, named.not_found_serials.as_slice());
    let gone = Named { sku, location, quantity, field: "lines.not_found_serials", serials };
    serial::leave(work, &gone, Place::Available, |step| step)?;
    if named.not_found.is_zero() {
        return Ok(());
    }
    leave(work, order, (&named.line, named.not_found), (location, Place::Adjustment), to_pick)?;
    order.exclude(&named.line, location, NOT_FOUND);
    work.emit(Event::UnitsNotFound {
        order: order.id.clone(),
        line: named.line.clone(),
        location: location.clone(),
        quantity: named.not_found,
    });
    Ok(())
}

/// Units that are not picked after all: their stock goes elsewhere than back on sale, and the order has them open.
pub(super) fn leave(
    work: &mut Workspace,
    order: &mut Order,
    (id, quantity): (&LineId, Quantity),
    (location, to): (&LocationId, Place),
    to_pick: impl Fn(&Portion) -> bool,
) -> Result<(), Rejection> {
    let line = order.line_mut(id)?;
    let sku: Sku = line.sku.clone();
    let left = line.units.move_where(quantity, to_pick, |portion| *portion = Portion::nowhere(Stage::Open, portion.quantity));
    for portion in &left {
        promise::move_bound(work, &sku, (location, portion.lot.as_ref()), Place::Committed, to, portion.quantity)?;
    }
    let index = work.sku(&sku);
    work.count_channel(index, &order.channel, -quantity.units());
    Ok(())
}
