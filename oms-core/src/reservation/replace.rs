//! Other units for a cart, in the place of those it has lost.

use super::{Reservation, ReserveLine, ReservedUnits, reserve_stock};
use crate::batch::Workspace;
use crate::event::Event;
use crate::routing::candidate::From;
use crate::slot;
use crate::{Arrange, Quantity, Rejection, ReservationId, Sku};

/// Holds as many other units for a cart as it has lost, all of them or none. A cart that is left with nothing is released.
pub(crate) fn with_others(work: &mut Workspace, id: &ReservationId, sku: &Sku, lost: Quantity) -> Result<(), Rejection> {
    let cart = Reservation::clone(work.reservation(id)?);
    let wanted = [ReserveLine { sku: sku.clone(), quantity: lost }];
    // What is collected, or has a place in a slot, comes from there or not at all.
    let of_slot = || work.slot_paper(cart.slot.as_ref()?).map(|slot| slot.location);
    let location = cart.pickup.clone().or_else(of_slot);
    let from = location.as_ref().map(|location| From { location, collected: cart.pickup.is_some() });
    let others = reserve_stock::hold_anywhere(work, &cart.channel, &wanted, from).unwrap_or_default();
    let mut units: Vec<ReservedUnits> = cart.units.clone();
    units.extend(others);
    units.arrange_by(|a, b| a.sku.cmp(&b.sku));
    if units.is_empty() {
        cart.slot.iter().for_each(|slot| slot::free_of_cart(work, slot, id));
        work.put_reservation(id, None);
        work.emit(Event::ReservationReleased { reservation: id.clone() });
        return Ok(());
    }
    let expires_at = cart.expires_at;
    if let Some(slot) = &cart.slot {
        slot::hold_for_cart(work, slot, id, slot::load_of_cart(work, &units), expires_at)?;
    }
    work.put_reservation(id, Some(Reservation { units, routing: None, ..cart }));
    work.emit(Event::ReservationChanged { reservation: id.clone(), expires_at });
    Ok(())
}
