//! Take in units that nobody asked to send back.

use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

use super::receive_return::take_in;
use super::request_return::{RETURNS_MAX, check_lines};
use super::{ReceivedUnits, Return, ReturnLine, ReturnReason, ReturnState};
use crate::batch::{ReadSet, Workspace};
use crate::event::Event;
use crate::input::check_text;
use crate::inventory::{REASON_MAX, check_quantity};
use crate::order::Order;
use crate::{LocationId, OrderId, Rejection, ReturnId};

/// Takes in units that came back without a return that expects them: a lost parcel that was found, goods that were refunded without
/// coming back, a parcel nobody announced. They lie in the building, so they are counted; a new return holds them to be inspected.
///
/// Units whose money has been settled (by a claim, or by a refund without return) come first and bring nothing back. Others may be
/// refunded once they are inspected, if somebody decides so.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ReceiveUnexpectedReturn {
    /// The order.
    pub order: OrderId,
    /// The id of the return to be, unique within the order.
    pub return_id: ReturnId,
    /// Where they came in.
    pub location: LocationId,
    /// What came in; each line once.
    pub lines: Vec<ReceivedUnits>,
    /// What is known about it.
    #[serde(default, skip_serializing_if = "SmolStr::is_empty")]
    pub note: SmolStr,
}

pub(crate) fn reads(_: &ReceiveUnexpectedReturn, _: &mut ReadSet) {}

pub(crate) fn execute(command: &ReceiveUnexpectedReturn, work: &mut Workspace) -> Result<(), Rejection> {
    check_lines("lines", command.lines.iter().map(|line| &line.line))?;
    check_text("note", &command.note, REASON_MAX)?;
    work.settings().location(&command.location)?;
    let mut order = work.order_to_change(&command.order)?;
    if order.return_of(&command.return_id).is_ok() {
        return Err(Rejection::ReturnExists { order: command.order.clone(), return_id: command.return_id.clone() });
    }
    if order.returns.len() >= RETURNS_MAX {
        return Err(Rejection::field("return_id", format!("an order has at most {RETURNS_MAX} returns")));
    }
    let lines = command.lines.iter().map(|units| found(command, &order, units)).collect::<Result<Vec<_>, _>>()?;
    for units in &command.lines {
        take_in(work, &order, (&command.return_id, &command.location), units)?;
    }
    let mut entry = Return::new(command.return_id.clone(), work.now(), lines, order.currency);
    entry.state = ReturnState::Received;
    entry.location = Some(command.location.clone());
    entry.note = command.note.clone();
    order.returns.push(entry);
    let quantity = command.lines.iter().map(|units| units.quantity).sum();
    let (order_id, return_id) = (&command.order, &command.return_id);
    work.emit(Event::ReturnReceived { order: order_id.clone(), return_id: return_id.clone(), quantity });
    for ReceivedUnits { line, quantity, .. } in command.lines.iter().cloned() {
        work.emit(Event::UnexpectedReturn { order: order_id.clone(), return_id: return_id.clone(), line, quantity });
    }
    work.put_order(order);
    Ok(())
}

/// Units of a line as they stand in the new return.
fn found(command: &ReceiveUnexpectedReturn, order: &Order, units: &ReceivedUnits) -> Result<ReturnLine, Rejection> {
    check_quantity("lines.quantity", units.quantity)?;
    let line = order.line(&units.line)?;
    let (settled, lost, returnable) = (order.settled_outside(line), order.lost_at_large(line), order.returnable(line));
    let eligible = settled.plus(lost).plus(returnable);
    if units.quantity > eligible {
        return Err(Rejection::QuantityNotEligible {
            order: command.order.clone(),
            line: units.line.clone(),
            requested: units.quantity,
            eligible,
            condition: "have left, are not back, and are expected in no return".into(),
        });
    }
    let settled_before = units.quantity.min(settled);
    let found = units.quantity.less(settled_before).min(lost);
    let received = ReturnLine::new(units.line.clone(), ReturnReason::Other, units.quantity);
    Ok(ReturnLine { received: units.quantity, serials: units.serials.clone(), settled_before, found, ..received })
}
