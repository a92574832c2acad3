//! Find stock for units of an order that have none, and give out work that waits.

use serde::{Deserialize, Serialize};

use super::capture_order::{hold_for_shortfall, place_all};
use super::{HoldKind, Order, Stage, bundle, release_hold};
use crate::batch::{ReadSet, Workspace};
use crate::event::Event;
use crate::reservation::expiry;
use crate::routing::promise::{promise, release};
use crate::settings::OnShortage;
use crate::{OrderId, Rejection};

/// Looks again for stock for open units: after stock has arrived, an item was put in the catalog, or a location was added.
///
/// What can be had is promised; for the rest the order's holds tell the figures of today. Units that are reserved since their
/// fulfillment order was withdrawn are given to their locations again, unless a hold keeps the order back.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct AllocateOrder {
    /// The order.
    pub order: OrderId,
}

pub(crate) fn reads(_: &AllocateOrder, _: &mut ReadSet) {}

pub(crate) fn execute(command: &AllocateOrder, work: &mut Workspace) -> Result<(), Rejection> {
    let mut order = work.order_to_change(&command.order)?;
    let any = |stage| order.lines.iter().any(|line| !line.units.at(stage).is_zero());
    let (open, reserved) = (any(Stage::Open), any(Stage::Reserved));
    if !open && !reserved {
        return Err(Rejection::NothingToDo { order: command.order.clone(), action: "allocate".into() });
    }
    if let Some(hold) = order.holds.iter().find(|hold| hold.kind.stops_release()).filter(|_| !open) {
        return Err(Rejection::OnHold { order: command.order.clone(), hold: hold.id.clone(), kind: hold.kind });
    }
    if open {
        allocate_open(work, &mut order)?;
    }
    if !order.is_release_held() {
        release(work, &mut order)?;
    }
    work.put_order(order);
    Ok(())
}

/// Promises stock to open units as far as there is some, and keeps the holds that tell of the rest up to date.
pub(crate) fn allocate_open(work: &mut Workspace, order: &mut Order) -> Result<(), Rejection> {
    // The findings are made anew. One that no location serves it would keep the order back, so it is taken off before.
    let (unserviceable, kept): (Vec<_>, Vec<_>) =
        std::mem::take(&mut order.holds).into_iter().partition(|hold| hold.kind == HoldKind::Unserviceable);
    order.holds = kept;
    let unmapped =
        order.lines.iter().find(|line| work.item_index(&line.sku).is_err()).map(|line| format!("not in the catalog: `{}`", line.sku));
    // A bundle that was not in the catalog when it was sold is taken apart by what it is made of now.
    let (lines, prices) = (std::mem::take(&mut order.lines), order.prices());
    order.lines = bundle::take_apart(work, lines, &mut order.promotions, prices)?;
    let shortfall = promise(work, order, OnShortage::Hold)?;
    let found = |kind| match kind {
        HoldKind::Stock => !shortfall.missing.is_empty(),
        HoldKind::Unmapped => unmapped.is_some(),
        _ => true,
    };
    release_hold::remove(work, order, |hold| hold.id.as_str() == hold.kind.name() && !found(hold.kind));
    if shortfall.unserviceable.is_none() {
        for hold in unserviceable {
            work.emit(Event::HoldReleased { order: order.id.clone(), hold: hold.id });
        }
    }
    hold_for_shortfall(work, order, shortfall);
    place_all(work, order, unmapped.map(|reason| (HoldKind::Unmapped, reason)));
    release_hold::settle(work, order);
    expiry::limit_unpaid(work, order);
    Ok(())
}
