//! Give an order another slot.

use serde::{Deserialize, Serialize};

use super::{SlotKind, book, find, key_of, release};
use crate::batch::{ReadSet, Workspace};
use crate::order::{HoldKind, Order, change_address, release_hold};
use crate::reservation::expiry;
use crate::routing::promise::promise;
use crate::settings::OnShortage;
use crate::{DocumentId, LocationId, OrderId, Rejection};

/// Moves an order to another slot, or gives it one: the place, and the stock where the slot is another location's, all in one step.
///
/// If the slot has no room, is not for this order, or its location lacks stock, the command is refused and the order keeps the slot and
/// the stock it has. A place in a slot of another location needs every unit to be on the shelf still. An order that is collected goes to
/// where the slot is, and one that is given a slot for collecting is collected from then on. Holds that say that the order has lost its
/// slot, or that the store would not hand it over, are released.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ChangeSlot {
    /// The order.
    pub order: OrderId,
    /// The slot it is to have.
    pub slot: DocumentId,
}

pub(crate) fn reads(command: &ChangeSlot, wanted: &mut ReadSet) {
    wanted.document(key_of(&command.slot));
}

pub(crate) fn execute(command: &ChangeSlot, work: &mut Workspace) -> Result<(), Rejection> {
    let mut order = work.order_to_change(&command.order)?;
    if order.slot.as_ref().is_some_and(|booked| booked.slot == command.slot) {
        return Ok(());
    }
    let settings = work.shared_settings();
    let window = find(&settings, &command.slot)?;
    let location = &window.template.location;
    let moves = is_elsewhere(&order, location);
    if order.lines.iter().all(|line| line.outstanding().is_zero()) {
        return Err(Rejection::NothingToDo { order: command.order.clone(), action: "give another slot".into() });
    }
    if moves {
        change_address::check_units(&order, true)?;
        change_address::take_back(work, &mut order)?;
    }
    release(work, &mut order);
    if window.template.kind == SlotKind::Pickup {
        order.pickup = Some(location.clone());
    }
    book(work, &mut order, &command.slot, None)?;
    release_hold::remove(work, &mut order, |hold| matches!(hold.kind, HoldKind::Slot | HoldKind::PickupRejected));
    if moves {
        let shortfall = promise(work, &mut order, OnShortage::Refuse)?;
        if let Some(constraint) = shortfall.unserviceable {
            return Err(Rejection::Unserviceable { order: command.order.clone(), constraint: constraint.into() });
        }
        release_hold::settle(work, &mut order);
        expiry::limit_unpaid(work, &mut order);
    }
    release_hold::go_on(work, &mut order)?;
    work.put_order(order);
    Ok(())
}

/// Whether units have been promised from another location.
fn is_elsewhere(order: &Order, location: &LocationId) -> bool {
    let mut portions = order.lines.iter().flat_map(|line| line.units.portions());
    portions.any(|portion| portion.stage.binds_stock() && portion.location.as_ref().is_some_and(|place| place != location))
}
