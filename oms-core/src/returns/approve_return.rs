//! Let the customer send a return.

use serde::{Deserialize, Serialize};

use super::ReturnState;
use crate::batch::{ReadSet, Workspace};
use crate::calendar::Calendar;
use crate::event::Event;
use crate::exchange::follow;
use crate::order::Order;
use crate::{OrderId, Rejection, ReturnId};

/// Approves a return that was requested.
///
/// Where what it brings back is no more than the terms of the order let the customer keep, its units are not expected: they may be
/// refunded at once. What the merchant wants back after all, or waives all the same, `keeps_items` says.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ApproveReturn {
    /// The order.
    pub order: OrderId,
    /// The return.
    pub return_id: ReturnId,
    /// Whether the customer keeps the items and is refunded all the same; absent means as the terms say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub keeps_items: Option<bool>,
}

pub(crate) fn reads(_: &ApproveReturn, _: &mut ReadSet) {}

pub(crate) fn execute(command: &ApproveReturn, work: &mut Workspace) -> Result<(), Rejection> {
    let mut order = work.order_to_change(&command.order)?;
    order.return_in(&command.return_id, &[ReturnState::Requested], "requested")?;
    approve(work, &mut order, &command.return_id, command.keeps_items)?;
    follow(work, &mut order)?;
    work.put_order(order);
    Ok(())
}

/// Approves a return that is requested. `keeps_items` is what the command says.
pub(super) fn approve(work: &mut Workspace, order: &mut Order, id: &ReturnId, keeps_items: Option<bool>) -> Result<(), Rejection> {
    let keeps_items = keeps_items.unwrap_or(may_keep(order, id)?);
    let closes_at = match work.settings().policies.returns.closes_after_days {
        Some(days) if !keeps_items => {
            let calendar = Calendar::of(&order.time_zone);
            Some(calendar.begins(calendar.day(work.now()).later(days).later(1)))
        }
        _ => None,
    };
    let entry = order.return_in(id, &[ReturnState::Requested], "requested")?;
    entry.closes_at = closes_at;
    if keeps_items {
        entry.lines.iter_mut().for_each(|line| line.kept = line.requested);
        entry.advance();
    } else {
        entry.state = ReturnState::Approved;
    }
    work.emit(Event::ReturnApproved { order: order.id.clone(), return_id: id.clone(), keeps_items });
    Ok(())
}

/// Whether all that a return brings back is no more than the customer may keep.
fn may_keep(order: &Order, id: &ReturnId) -> Result<bool, Rejection> {
    let Some(limit) = order.return_terms.as_ref().and_then(|terms| terms.keep_up_to) else { return Ok(false) };
    let mut brings = limit.with_minor(0);
    for asked in &order.return_of(id)?.lines {
        brings = brings.plus(order.line(&asked.line)?.entitlement(asked.requested));
    }
    Ok(brings <= limit)
}
