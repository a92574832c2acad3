//! Reservations come to their end at an exact instant, whether or not anybody looks.

use crate::batch::{DueKey, Workspace};
use crate::command::Command;
use crate::event::Event;
use crate::inventory::Place;
use crate::order::{HoldKind, Order, Stage, deadline};
use crate::routing::promise;
use crate::slot::free_of_cart;
use crate::supply::overdue;
use crate::{Rejection, ReservationId};

/// Frees everything that is due at the time of the current command, before the command itself runs.
///
/// If the command is refused, this is rolled back with it, and the next one does it again: a refused command leaves no trace.
pub(crate) fn expire_due(work: &mut Workspace, command: &Command) -> Result<(), Rejection> {
    if work.is_beyond_due_horizon() && !matches!(command, Command::ExpireReservations(_)) {
        return Err(Rejection::TooManyDue { limit: Workspace::due_max() });
    }
    expire_all_due(work)
}

/// Frees everything that is due, first due first.
pub(crate) fn expire_all_due(work: &mut Workspace) -> Result<(), Rejection> {
    while let Some(due) = work.take_next_due() {
        match due {
            DueKey::Reservation(id) => expire_reservation(work, &id)?,
            DueKey::Order(id) => deadline::pass(work, &id)?,
            DueKey::Document(key) => overdue::pass(work, &key)?,
        }
    }
    Ok(())
}

fn expire_reservation(work: &mut Workspace, id: &ReservationId) -> Result<(), Rejection> {
    let expired_at = work.reservation(id)?.expires_at;
    free(work, id)?;
    work.put_reservation(id, None);
    work.emit(Event::ReservationExpired { reservation: id.clone(), expired_at });
    Ok(())
}

/// Units reserved for an order that waits for its payment go back on sale in time, however they came to be reserved. So do units
/// that are kept back.
pub(crate) fn limit_unpaid(work: &Workspace, order: &mut Order) {
    order.limit_withheld(work.now().after(work.settings().policies.reservation.unpaid_order));
    let unpaid = order.holds.iter().any(|hold| hold.kind == HoldKind::Payment);
    let reserved = || order.lines.iter().any(|line| !line.units.at(Stage::Reserved).is_zero());
    if unpaid && order.reserved_until.is_none() && reserved() {
        order.reserved_until = Some(work.now().after(work.settings().policies.reservation.unpaid_order));
    }
}

/// Gives the stock of a reservation back, and its place in a slot.
pub(crate) fn free(work: &mut Workspace, id: &ReservationId) -> Result<(), Rejection> {
    if let Some(slot) = work.reservation(id)?.slot.clone() {
        free_of_cart(work, &slot, id);
    }
    free_stock(work, id)
}

/// The same, but for its place in a slot.
pub(crate) fn free_stock(work: &mut Workspace, id: &ReservationId) -> Result<(), Rejection> {
    let reservation = std::sync::Arc::clone(work.reservation(id)?);
    for units in &reservation.units {
        promise::move_bound(work, &units.sku, (&units.location, units.lot.as_ref()), Place::Reserved, Place::Available, units.quantity)?;
        let sku = work.sku(&units.sku);
        work.count_channel(sku, &reservation.channel, -units.quantity.units());
    }
    Ok(())
}
