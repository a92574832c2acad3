//! How an order that is captured reaches the customer: delivered or collected, and in which slot.

use super::{CaptureOrder, HoldKind, Order};
use crate::batch::Workspace;
use crate::settings::{Channel, OnShortage};
use crate::slot::{self, SlotHolder, SlotKind, SlotLoad};
use crate::{DocumentId, LocationId, Rejection, ReservationId};

/// What a cart had decided, and gives up for its order.
#[derive(Debug)]
pub(super) struct CartSlot {
    pickup: Option<LocationId>,
    slot: Option<(DocumentId, SlotLoad)>,
}

/// What a cart holds beside its stock.
pub(super) fn of_cart(work: &Workspace, id: &ReservationId) -> Result<Option<CartSlot>, Rejection> {
    let reservation = work.reservation(id)?;
    let holder = SlotHolder::Reservation(id.clone());
    let place = reservation.slot.as_ref().and_then(|slot| Some((slot.clone(), work.slot_paper(slot)?.booking(&holder)?.load())));
    let held = CartSlot { pickup: reservation.pickup.clone(), slot: place };
    Ok((held.pickup.is_some() || held.slot.is_some()).then_some(held))
}

/// Says where an order is collected, and gives it its place in a slot. Where the sale has been made already, an order that gets no place
/// is held.
pub(super) fn place(
    command: &CaptureOrder,
    work: &mut Workspace,
    order: &mut Order,
    cart: Option<CartSlot>,
    channel: &Channel,
) -> Result<Option<(HoldKind, String)>, Rejection> {
    let (of_cart, held) = cart.map_or((None, None), |cart| (cart.pickup, cart.slot));
    let wanted = command.slot.clone().or_else(|| held.as_ref().map(|(slot, _)| slot.clone()));
    order.pickup = command.pickup.clone().or(of_cart);
    if let Some(location) = &order.pickup {
        check_pickup(work, location)?;
    }
    let Some(wanted) = wanted else { return Ok(None) };
    let settings = work.shared_settings();
    if order.pickup.is_none() && slot::find(&settings, &wanted).is_ok_and(|window| window.template.kind == SlotKind::Pickup) {
        order.pickup = slot::find(&settings, &wanted).ok().map(|window| window.template.location.clone());
    }
    let load = held.filter(|(slot, _)| *slot == wanted).map(|(_, load)| load);
    match slot::book(work, order, &wanted, load) {
        Ok(()) => Ok(None),
        Err(refusal) if channel.on_shortage == OnShortage::Hold => Ok(Some((HoldKind::Slot, refusal.to_string()))),
        Err(refusal) => Err(refusal),
    }
}

/// A location hands orders over if it is set up so.
pub(crate) fn check_pickup(work: &Workspace, location: &LocationId) -> Result<(), Rejection> {
    if work.settings().location(location)?.pickup {
        return Ok(());
    }
    Err(Rejection::field("pickup", format!("orders are not collected at `{location}`: set `pickup` of the location, or name another")))
}
