//! Refuse a return.

use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

use super::ReturnState;
use crate::batch::{ReadSet, Workspace};
use crate::event::Event;
use crate::exchange::follow;
use crate::inventory::check_reason;
use crate::{OrderId, Rejection, ReturnId};

/// Declines a return that was requested. Its units may be asked for again.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct DeclineReturn {
    /// The order.
    pub order: OrderId,
    /// The return.
    pub return_id: ReturnId,
    /// Why, in words the customer may read.
    pub reason: SmolStr,
}

pub(crate) fn reads(_: &DeclineReturn, _: &mut ReadSet) {}

pub(crate) fn execute(command: &DeclineReturn, work: &mut Workspace) -> Result<(), Rejection> {
    check_reason(&command.reason)?;
    let mut order = work.order_to_change(&command.order)?;
    let entry = order.return_in(&command.return_id, &[ReturnState::Requested], "requested")?;
    entry.state = ReturnState::Declined;
    entry.note = command.reason.clone();
    let (order_id, return_id, reason) = (command.order.clone(), command.return_id.clone(), command.reason.clone());
    work.emit(Event::ReturnDeclined { order: order_id, return_id, reason });
    follow(work, &mut order)?;
    work.put_order(order);
    Ok(())
}
