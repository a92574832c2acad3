//! Call off what has not come back of a return.

use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

use super::ReturnState;
use crate::batch::{ReadSet, Workspace};
use crate::event::Event;
use crate::exchange::follow;
use crate::inventory::check_reason;
use crate::{OrderId, Rejection, ReturnId};

/// Calls off a return: units that have not come back are expected no more and may be asked for again.
///
/// Before anything came back that is the whole return. After, it is the rest of it: what came back is inspected and refunded as
/// before, and the return is over when that is done. A parcel that comes all the same can be received nevertheless.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct CancelReturn {
    /// The order.
    pub order: OrderId,
    /// The return.
    pub return_id: ReturnId,
    /// Why, in somebody's words.
    #[serde(default, skip_serializing_if = "SmolStr::is_empty")]
    pub reason: SmolStr,
}

pub(crate) fn reads(_: &CancelReturn, _: &mut ReadSet) {}

pub(crate) fn execute(command: &CancelReturn, work: &mut Workspace) -> Result<(), Rejection> {
    if !command.reason.is_empty() {
        check_reason(&command.reason)?;
    }
    let mut order = work.order_to_change(&command.order)?;
    let states = [ReturnState::Requested, ReturnState::Approved, ReturnState::InTransit, ReturnState::Received, ReturnState::Inspected];
    let entry = order.return_in(&command.return_id, &states, "requested, approved, in transit, received or inspected")?;
    if entry.expected().is_zero() {
        let action = format!("call off: all of return `{}` has come back", command.return_id);
        return Err(Rejection::NothingToDo { order: command.order.clone(), action: action.into() });
    }
    entry.note = command.reason.clone();
    let expected = entry.call_off();
    work.emit(Event::ReturnCanceled { order: command.order.clone(), return_id: command.return_id.clone(), quantity: expected });
    follow(work, &mut order)?;
    work.put_order(order);
    Ok(())
}
