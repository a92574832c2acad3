//! Let the customer send a return.

use serde::{Deserialize, Serialize};

use super::ReturnState;
use crate::batch::{ReadSet, Workspace};
use crate::event::Event;
use crate::{OrderId, Rejection, ReturnId};

/// Approves a return that was requested.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ApproveReturn {
    /// The order.
    pub order: OrderId,
    /// The return.
    pub return_id: ReturnId,
}

pub(crate) fn reads(_: &ApproveReturn, _: &mut ReadSet) {}

pub(crate) fn execute(command: &ApproveReturn, work: &mut Workspace) -> Result<(), Rejection> {
    let mut order = work.order_to_change(&command.order)?;
    let entry = order.return_in(&command.return_id, &[ReturnState::Requested], "requested")?;
    entry.state = ReturnState::Approved;
    work.emit(Event::ReturnApproved { order: command.order.clone(), return_id: command.return_id.clone() });
    work.put_order(order);
    Ok(())
}
