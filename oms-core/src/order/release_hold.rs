//! Release a hold; when none is left that keeps the order back, it goes on.

use serde::{Deserialize, Serialize};

use super::{HoldKind, Order, allocate_order};
use crate::batch::{ReadSet, Workspace};
use crate::event::Event;
use crate::routing::promise;
use crate::{HoldId, OrderId, Rejection};

/// Releases a hold. When no hold keeps the order back any more, reserved units are given to their locations, and stock is
/// looked for again for units that have none.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ReleaseHold {
    /// The order.
    pub order: OrderId,
    /// The hold.
    pub hold: HoldId,
}

pub(crate) fn reads(_: &ReleaseHold, _: &mut ReadSet) {}

pub(crate) fn execute(command: &ReleaseHold, work: &mut Workspace) -> Result<(), Rejection> {
    let mut order = work.order_to_change(&command.order)?;
    if !order.holds.iter().any(|hold| hold.id == command.hold) {
        return Err(Rejection::UnknownHold { order: command.order.clone(), hold: command.hold.clone() });
    }
    remove(work, &mut order, |hold| hold.id == command.hold);
    go_on(work, &mut order)?;
    work.put_order(order);
    Ok(())
}

/// Takes holds off an order.
pub(crate) fn remove(work: &mut Workspace, order: &mut Order, condition: impl Fn(&super::Hold) -> bool) {
    let (released, kept): (Vec<_>, Vec<_>) = std::mem::take(&mut order.holds).into_iter().partition(condition);
    order.holds = kept;
    for hold in released {
        work.emit(Event::HoldReleased { order: order.id.clone(), hold: hold.id });
    }
}

/// Takes holds of a kind off an order and lets it go on.
pub(crate) fn lift(work: &mut Workspace, order: &mut Order, kind: HoldKind) -> Result<(), Rejection> {
    if order.holds.iter().any(|hold| hold.kind == kind) {
        remove(work, order, |hold| hold.kind == kind);
        go_on(work, order)?;
    }
    Ok(())
}

/// Gives reserved units to their locations and looks for stock for open ones, unless a hold keeps the order back.
pub(crate) fn go_on(work: &mut Workspace, order: &mut Order) -> Result<(), Rejection> {
    if !order.holds.iter().any(|hold| hold.kind == HoldKind::Payment) {
        order.reserved_until = None;
        order.reservation_ended_at = None;
    }
    if order.is_release_held() {
        return Ok(());
    }
    promise::release(work, order)?;
    allocate_order::allocate_open(work, order)
}

/// Takes off the holds that tell of open units, once there are none.
pub(crate) fn settle(work: &mut Workspace, order: &mut Order) {
    let open = order.lines.iter().any(|line| !line.units.at(super::Stage::Open).is_zero());
    if !open {
        remove(work, order, |hold| matches!(hold.kind, HoldKind::Stock | HoldKind::Unmapped | HoldKind::Unserviceable));
    }
}
