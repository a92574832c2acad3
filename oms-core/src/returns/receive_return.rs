//! Take in units that came back.

use serde::{Deserialize, Serialize};

use super::request_return::check_lines;
use super::{ReturnLine, ReturnState};
use crate::batch::{ReadSet, Workspace};
use crate::event::Event;
use crate::exchange::follow;
use crate::inventory::{Place, check_quantity};
use crate::lot::naming;
use crate::order::Order;
use crate::routing::promise;
use crate::serial::{self, Named};
use crate::{LineId, LocationId, LotNumber, OrderId, Quantity, Rejection, ReturnId, SerialNumber};

/// Takes in units of an approved return, all at once or in several deliveries. They wait in quality control to be inspected.
///
/// Units received at one location are inspected before the rest is received at another.
///
/// What was called off and comes all the same is taken in too, as far as it is in no other return meanwhile: it lies in the building, so
/// it is counted. An `unexpected_return` tells about it, since somebody has to decide what the customer gets.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ReceiveReturn {
    /// The order.
    pub order: OrderId,
    /// The return.
    pub return_id: ReturnId,
    /// Where they came in.
    pub location: LocationId,
    /// What came in; each line once.
    pub lines: Vec<ReceivedUnits>,
}

/// Units of a line that came back.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ReceivedUnits {
    /// The line.
    pub line: LineId,
    /// How many units.
    pub quantity: Quantity,
    /// The lot they are of, where units of several left for the line; absent means the only one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lot: Option<LotNumber>,
    /// The serial numbers of the units, where they left with some. Each must have left on this line.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub serials: Vec<SerialNumber>,
}

pub(crate) fn reads(_: &ReceiveReturn, _: &mut ReadSet) {}

pub(crate) fn execute(command: &ReceiveReturn, work: &mut Workspace) -> Result<(), Rejection> {
    check_lines("lines", command.lines.iter().map(|line| &line.line))?;
    work.settings().location(&command.location)?;
    let mut order = work.order_to_change(&command.order)?;
    let unexpected = count(command, &mut order)?;
    for units in &command.lines {
        take_in(work, &order, (&command.return_id, &command.location), units)?;
    }
    let quantity = command.lines.iter().map(|units| units.quantity).sum();
    work.emit(Event::ReturnReceived { order: command.order.clone(), return_id: command.return_id.clone(), quantity });
    for (line, quantity) in unexpected {
        work.emit(Event::UnexpectedReturn { order: command.order.clone(), return_id: command.return_id.clone(), line, quantity });
    }
    follow(work, &mut order)?;
    work.put_order(order);
    Ok(())
}

/// Puts units that came back into quality control, in the lot they left from.
pub(super) fn take_in(
    work: &mut Workspace,
    order: &Order,
    (of, location): (&ReturnId, &LocationId),
    units: &ReceivedUnits,
) -> Result<(), Rejection> {
    let line = order.line(&units.line)?;
    let (sku, quantity, serials) = (work.sku(&line.sku), units.quantity, units.serials.as_slice());
    serial::take_back(work, order, line, of, &Named { sku, location, quantity, field: "lines.serials", serials })?;
    let lot = naming::returned(line, units.lot.as_ref())?;
    promise::move_bound(work, &line.sku, (location, lot.as_ref()), Place::Customer, Place::QualityControl, units.quantity)
}

/// Counts the units in the return and answers those that had been called off.
fn count(command: &ReceiveReturn, order: &mut Order) -> Result<Vec<(LineId, Quantity)>, Rejection> {
    let returnable = |units: &ReceivedUnits| order.line(&units.line).map_or(Quantity::ZERO, |line| order.returnable(line));
    let unclaimed: Vec<Quantity> = command.lines.iter().map(returnable).collect();
    let called_off = order.return_of(&command.return_id)?.lines.iter().any(|line| !line.canceled.is_zero());
    let states = [
        ReturnState::Approved,
        ReturnState::InTransit,
        ReturnState::Received,
        ReturnState::Inspected,
        ReturnState::Canceled,
        ReturnState::Refunded,
    ];
    let states = if called_off { &states[..] } else { states.get(..4).unwrap_or_default() };
    let entry = order.return_in(&command.return_id, states, "approved, in transit, received or inspected")?;
    if let Some(other) = entry.location.as_ref().filter(|other| **other != command.location && !entry.uninspected().is_zero()) {
        return Err(Rejection::field("location", format!("units of this return wait at `{other}`: inspect them first")));
    }
    entry.location = Some(command.location.clone());
    let mut unexpected = Vec::new();
    for (units, unclaimed) in command.lines.iter().zip(unclaimed) {
        check_quantity("lines.quantity", units.quantity)?;
        let eligible = |line: &ReturnLine| line.expected().plus(line.canceled.min(unclaimed));
        let condition = "are expected in this return, or were called off and are in no other";
        let line = entry.eligible_line(&command.order, (&units.line, units.quantity), eligible, condition)?;
        let late = units.quantity.less(line.expected());
        line.canceled = line.canceled.less(late);
        line.received = line.received.plus(units.quantity);
        line.serials.extend_from_slice(&units.serials);
        if !late.is_zero() {
            unexpected.push((units.line.clone(), late));
        }
    }
    entry.advance();
    Ok(unexpected)
}
