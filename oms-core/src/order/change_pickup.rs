//! Have an order collected elsewhere, or sent instead.

use serde::{Deserialize, Serialize};

use super::{HoldKind, OrderQueue, change_address, check_pickup, release_hold};
use crate::batch::{ReadSet, Workspace};
use crate::event::Event;
use crate::reservation::expiry;
use crate::routing::promise::promise;
use crate::settings::OnShortage;
use crate::slot;
use crate::{LocationId, OrderId, Rejection};

/// Has an order collected at another store, or at the same one that would not hand it over, or has it sent to its address: the promise and
/// the stock in one step.
///
/// If the location lacks stock, or an order that is to be sent has no address or nobody who ships there, the command is refused, and all
/// stays as it was. Every unit has to be on the shelf still. A slot is given up, since it was one of the location before: `change_slot`
/// gives another. Holds that say that the store would not hand it over, or that it has lost its slot, are released. Naming where it is
/// collected anyway changes nothing and is no error.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ChangePickup {
    /// The order.
    pub order: OrderId,
    /// Where it is collected from now on; absent means that it is sent to its shipping address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pickup: Option<LocationId>,
}

pub(crate) fn reads(_: &ChangePickup, _: &mut ReadSet) {}

pub(crate) fn execute(command: &ChangePickup, work: &mut Workspace) -> Result<(), Rejection> {
    let mut order = work.order_to_change(&command.order)?;
    let before = order.pickup.clone();
    if before == command.pickup && order.queue() != Some(OrderQueue::PickupRejected) {
        return Ok(());
    }
    match &command.pickup {
        Some(location) => check_pickup(work, location)?,
        None if order.shipping_address.is_none() => {
            return Err(Rejection::field("pickup", "it has no address to be sent to: give it one with `change_address`, or name a store"));
        }
        None => {}
    }
    change_address::check_units(&order, true)?;
    change_address::take_back(work, &mut order)?;
    slot::release(work, &mut order);
    order.pickup.clone_from(&command.pickup);
    if let Some(store) = &command.pickup {
        // Whoever asks it again knows what it said before.
        order.exclusions.retain(|said| &said.location != store);
    }
    work.emit(Event::PickupChanged { order: command.order.clone(), pickup: command.pickup.clone(), before });
    release_hold::remove(work, &mut order, |hold| matches!(hold.kind, HoldKind::Slot | HoldKind::PickupRejected | HoldKind::Unserviceable));
    let shortfall = promise(work, &mut order, OnShortage::Refuse)?;
    if let Some(constraint) = shortfall.unserviceable {
        return Err(Rejection::Unserviceable { order: command.order.clone(), constraint: constraint.into() });
    }
    release_hold::settle(work, &mut order);
    expiry::limit_unpaid(work, &mut order);
    release_hold::go_on(work, &mut order)?;
    work.put_order(order);
    Ok(())
}
