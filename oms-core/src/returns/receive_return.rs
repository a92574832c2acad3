//! Take in units that came back.

use serde::{Deserialize, Serialize};

use super::ReturnState;
use super::request_return::check_lines;
use crate::batch::{ReadSet, Workspace};
use crate::event::Event;
use crate::inventory::{Place, check_quantity};
use crate::routing::promise;
use crate::{LineId, LocationId, OrderId, Quantity, Rejection, ReturnId};

/// Takes in units of an approved return, all at once or in several deliveries. They wait in quality control to be inspected.
///
/// Units received at one location are inspected before the rest is received at another.
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
}

pub(crate) fn reads(_: &ReceiveReturn, _: &mut ReadSet) {}

pub(crate) fn execute(command: &ReceiveReturn, work: &mut Workspace) -> Result<(), Rejection> {
    check_lines("lines", command.lines.iter().map(|line| &line.line))?;
    work.settings().location(&command.location)?;
    let mut order = work.order_to_change(&command.order)?;
    let states = [ReturnState::Approved, ReturnState::Received, ReturnState::Inspected];
    let entry = order.return_in(&command.return_id, &states, "approved, received or inspected")?;
    if let Some(other) = entry.location.as_ref().filter(|other| **other != command.location && !entry.uninspected().is_zero()) {
        return Err(Rejection::field("location", format!("units of this return wait at `{other}`: inspect them first")));
    }
    entry.location = Some(command.location.clone());
    let mut quantity = Quantity::ZERO;
    for units in &command.lines {
        check_quantity("lines.quantity", units.quantity)?;
        let line = entry.line_mut(&units.line);
        let eligible = line.as_ref().map_or(Quantity::ZERO, |line| line.expected());
        let Some(line) = line.filter(|_| units.quantity <= eligible) else {
            return Err(Rejection::QuantityNotEligible {
                order: command.order.clone(),
                line: units.line.clone(),
                requested: units.quantity,
                eligible,
                condition: "are expected in this return".into(),
            });
        };
        line.received = line.received.plus(units.quantity);
        quantity = quantity.plus(units.quantity);
    }
    entry.advance();
    for units in &command.lines {
        let sku = order.line(&units.line)?.sku.clone();
        promise::move_bound(work, &sku, &command.location, Place::Customer, Place::QualityControl, units.quantity)?;
    }
    work.emit(Event::ReturnReceived { order: command.order.clone(), return_id: command.return_id.clone(), quantity });
    work.put_order(order);
    Ok(())
}
