//! Cancel an order, or lines or units of it, up to the moment they are handed to a carrier.

use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

use super::{Line, Order, Portion, Stage, charge, release_hold};
use crate::batch::{ReadSet, Workspace};
use crate::event::Event;
use crate::exchange::{follow, reprice};
use crate::input::{check_list, check_text};
use crate::inventory::{Place, REASON_MAX, check_quantity};
use crate::payment;
use crate::reservation::{LINES_MAX, expiry};
use crate::returns::beside_lines;
use crate::routing::promise;
use crate::serial;
use crate::{LineId, OrderId, Quantity, Rejection, SerialNumber};

/// Cancels units that have not shipped, those that have come least far first. Their share of what the line costs is credited,
/// and shipping and other charges once all of the order is canceled, or by the terms of returns once the rest of it has come back.
/// Money that was captured for them is then owed to the customer; `refund_payment` pays it back, and a marketplace has done so by
/// itself. An order that waited for its payment goes on if what is left is paid for. What has shipped may be called back with
/// `request_interception`, and what has arrived returned.
///
/// Stock is free at once, except that units already picked go to quality control until somebody has put them away.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct CancelOrder {
    /// The order.
    pub order: OrderId,
    /// What to cancel; empty means everything that has not shipped.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lines: Vec<CancelLine>,
    /// Why.
    pub reason: CancelReason,
    /// The same in somebody's words.
    #[serde(default, skip_serializing_if = "SmolStr::is_empty")]
    pub note: SmolStr,
}

/// Units of a line to cancel.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct CancelLine {
    /// The line, or the line that a bundle was captured as.
    pub line: LineId,
    /// How many units, or how many bundles with all their components.
    pub quantity: Quantity,
    /// The serial numbers of those among them that are picked or packed with one. They must be named where only some of them are canceled.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub serials: Vec<SerialNumber>,
}

/// Why units are canceled.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum CancelReason {
    /// The customer changed their mind.
    Customer,
    /// The payment was declined or never came.
    Declined,
    /// The order was found to be fraudulent.
    Fraud,
    /// There is no stock.
    Inventory,
    /// A member of staff made a mistake.
    Staff,
    /// Anything else.
    Other,
}

pub(crate) fn reads(_: &CancelOrder, _: &mut ReadSet) {}

pub(crate) fn execute(command: &CancelOrder, work: &mut Workspace) -> Result<(), Rejection> {
    check_text("note", &command.note, REASON_MAX)?;
    check_list("lines", &command.lines, LINES_MAX)?;
    let mut order = work.order_to_change(&command.order)?;
    let everything = |line: &Line| CancelLine { line: line.id.clone(), quantity: cancelable(line), serials: Vec::new() };
    let mut wanted: Vec<CancelLine> = command.lines.clone();
    if wanted.is_empty() {
        wanted = order.lines.iter().map(everything).filter(|line| !line.quantity.is_zero()).collect();
        if wanted.is_empty() {
            let on_its_way = order.lines.iter().map(|line| line.units.at(Stage::Shipped)).sum();
            let action = called_back("cancel: everything has shipped or is canceled", on_its_way);
            return Err(Rejection::NothingToDo { order: command.order.clone(), action });
        }
    }
    for line in &wanted {
        check_quantity("lines.quantity", line.quantity)?;
        for (id, quantity) in order.lines_named(&line.line, line.quantity) {
            let left = cancel_named(work, &mut order, &id, quantity, line)?;
            if !left.is_zero() || line.serials.is_empty() {
                cancel(work, &mut order, &id, left)?;
            }
        }
    }
    close(work, &mut order);
    follow(work, &mut order)?;
    payment::settle_cancellation(work, &mut order)?;
    // What is authorized may cover what is left: the rest of the order then goes on.
    if order.lines.iter().any(|line| !line.outstanding().is_zero()) {
        payment::lift_hold(work, &mut order)?;
    }
    work.put_order(order);
    Ok(())
}

fn cancelable(line: &Line) -> Quantity {
    line.units.sum(|portion| portion.stage < Stage::Shipped)
}

/// A sentence about what may be canceled, and how to go on with units that are on their way.
fn called_back(sentence: &str, on_its_way: Quantity) -> SmolStr {
    if on_its_way.is_zero() {
        return sentence.into();
    }
    format!("{sentence}; {on_its_way} on the way may be called back with `request_interception`").into()
}

/// Cancels the units of a line whose serial numbers are named, and answers how many others are to be.
fn cancel_named(
    work: &mut Workspace,
    order: &mut Order,
    id: &LineId,
    quantity: Quantity,
    named: &CancelLine,
) -> Result<Quantity, Rejection> {
    let serials = &named.serials;
    if serials.is_empty() {
        return Ok(quantity);
    }
    if id != &named.line {
        return Err(Rejection::field("lines.serials", "name the line of the component whose units they are, not that of the bundle"));
    }
    let order_id = order.id.clone();
    let line = order.line_mut(id)?;
    let is_there = |portion: &Portion| portion.stage < Stage::Shipped;
    check_eligible(&order_id, line, quantity, cancelable(line))?;
    let has = |serial: &SerialNumber| line.units.portions().iter().any(|portion| is_there(portion) && portion.serials.contains(serial));
    if let Some(serial) = serials.iter().find(|serial| !has(serial)) {
        return Err(serial::not_picked(work, &line.sku, serial));
    }
    if i64::try_from(serials.len()).is_ok_and(|named| named > quantity.units()) {
        return Err(serial::wrong_count(&line.sku, quantity, serials));
    }
    let moved = line.units.move_serials(serials, is_there, take_off);
    let canceled = moved.iter().map(|portion| portion.quantity).sum();
    credit(work, order, id, canceled, &moved)?;
    Ok(quantity.less(canceled))
}

/// Cancels units of a line and credits their share.
pub(crate) fn cancel(work: &mut Workspace, order: &mut Order, id: &LineId, quantity: Quantity) -> Result<(), Rejection> {
    cancel_where(work, order, id, quantity, |portion| portion.stage < Stage::Shipped)
}

/// Cancels units of a line that satisfy a condition, and credits their share.
pub(crate) fn cancel_where(
    work: &mut Workspace,
    order: &mut Order,
    id: &LineId,
    quantity: Quantity,
    condition: impl Fn(&Portion) -> bool,
) -> Result<(), Rejection> {
    let order_id = order.id.clone();
    let line = order.line_mut(id)?;
    let eligible = line.units.sum(&condition);
    check_eligible(&order_id, line, quantity, eligible)?;
    if line.units.leaves_open_which(quantity, &condition) {
        return Err(serial::wrong_count(&line.sku, quantity, &[]));
    }
    let moved = line.units.move_where(quantity, condition, take_off);
    credit(work, order, id, quantity, &moved)
}

fn check_eligible(order: &OrderId, line: &Line, requested: Quantity, eligible: Quantity) -> Result<(), Rejection> {
    if requested > eligible {
        let condition = called_back("have not shipped", line.units.at(Stage::Shipped));
        let (order, line) = (order.clone(), line.id.clone());
        return Err(Rejection::QuantityNotEligible { order, line, requested, eligible, condition });
    }
    Ok(())
}

/// Takes units off the order. Units that had left stay in the record of their parcel; others are taken out of theirs.
fn take_off(portion: &mut Portion) {
    if portion.stage < Stage::Shipped {
        portion.parcel = None;
    }
    portion.stage = Stage::Canceled;
}

/// Credits units that were taken off a line, and gives their stock back.
fn credit(work: &mut Workspace, order: &mut Order, id: &LineId, quantity: Quantity, moved: &[Portion]) -> Result<(), Rejection> {
    let order_id = order.id.clone();
    let line = order.line_mut(id)?;
    line.limit_withheld();
    let credited = line.credit(quantity);
    let sku = line.sku.clone();
    promise::give_back(work, order, &sku, moved, Place::QualityControl)?;
    work.emit(Event::UnitsCanceled { order: order_id, line: id.clone(), quantity, credited });
    Ok(())
}

/// After units were canceled: holds about open units and the reservation's end may be over, shipping may be owed back, and what
/// replaces other units of the line may bring a minor unit more or less.
pub(crate) fn close(work: &mut Workspace, order: &mut Order) {
    let at = |stage| order.lines.iter().any(|line| !line.units.at(stage).is_zero());
    if !at(Stage::Reserved) {
        order.reserved_until = None;
    }
    release_hold::settle(work, order);
    let all_canceled = order.lines.iter().all(|line| line.units.at(Stage::Canceled) == line.quantity);
    if all_canceled {
        charge::credit_all(work, order);
    } else {
        beside_lines::credit_with_the_last(work, order);
    }
    reprice(work, order);
    expiry::limit_unpaid(work, order);
}
