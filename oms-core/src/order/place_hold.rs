//! Place a hold on an order.

use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

use super::{Hold, HoldKind};
use crate::batch::{ReadSet, Workspace};
use crate::event::Event;
use crate::inventory::check_reason;
use crate::reservation::expiry;
use crate::{HoldId, OrderId, Rejection};

/// Places a hold. Work that has been given to locations goes on up to the door; no parcel leaves, and nothing more is given
/// out, until the hold is released.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct PlaceHold {
    /// The order.
    pub order: OrderId,
    /// The id of the hold to be.
    pub hold: HoldId,
    /// What it is about.
    pub kind: HoldKind,
    /// Why.
    pub reason: SmolStr,
}

/// The most holds an order may have.
const HOLDS_MAX: usize = 32;

pub(crate) fn reads(_: &PlaceHold, _: &mut ReadSet) {}

pub(crate) fn execute(command: &PlaceHold, work: &mut Workspace) -> Result<(), Rejection> {
    check_reason(&command.reason)?;
    let mut order = work.order_to_change(&command.order)?;
    if order.holds.iter().any(|hold| hold.id == command.hold) {
        return Err(Rejection::HoldExists { order: command.order.clone(), hold: command.hold.clone() });
    }
    if order.holds.len() >= HOLDS_MAX {
        return Err(Rejection::field("hold", format!("an order has at most {HOLDS_MAX} holds: release one first")));
    }
    order.holds.push(Hold {
        id: command.hold.clone(),
        kind: command.kind,
        reason: command.reason.clone(),
        placed_by: work.actor().clone(),
        placed_at: work.now(),
    });
    let (id, hold, kind, reason) = (order.id.clone(), command.hold.clone(), command.kind, command.reason.clone());
    expiry::limit_unpaid(work, &mut order);
    work.put_order(order);
    work.emit(Event::HoldPlaced { order: id, hold, kind, reason });
    Ok(())
}
