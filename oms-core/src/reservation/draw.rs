//! Orders that draw on a lease: a reservation that is used bit by bit.

use std::sync::Arc;

use super::{Reservation, ReservedUnits};
use crate::batch::Workspace;
use crate::event::Event;
use crate::inventory::Place;
use crate::order::Order;
use crate::routing::promise;
use crate::slot::{free_of_cart, hold_for_cart, load_of_cart};
use crate::{OrderId, Quantity, Rejection, ReservationId, Sku};

/// Frees what a lease holds of the units of an order, so that the order can be promised them; the rest of the lease stays.
///
/// A lease that has ended, or holds less than the order wants, gives what it has: for the rest the order is one like any other.
pub(crate) fn draw(work: &mut Workspace, id: &ReservationId, order: &Order) -> Result<(), Rejection> {
    if !work.reservation_exists(id) {
        return Ok(());
    }
    let lease = Arc::clone(work.reservation(id)?);
    let mut left: Vec<ReservedUnits> = Vec::with_capacity(lease.units.len());
    for (place, units) in lease.units.iter().enumerate() {
        let before = lease.units.iter().take(place).filter(|other| other.sku == units.sku);
        let held_before: Quantity = before.map(|other| other.quantity).sum();
        let drawn = wanted(order, &units.sku).less(held_before).min(units.quantity);
        let rest = units.quantity.less(drawn);
        if !rest.is_zero() {
            left.push(ReservedUnits { quantity: rest, ..units.clone() });
        }
        if drawn.is_zero() {
            continue;
        }
        promise::move_bound(work, &units.sku, (&units.location, units.lot.as_ref()), Place::Reserved, Place::Available, drawn)?;
        let sku = work.sku(&units.sku);
        work.count_channel(sku, &lease.channel, -drawn.units());
    }
    if left == lease.units {
        return Ok(());
    }
    settle(work, &lease, left, &order.id)
}

/// All units of a SKU that an order wants.
fn wanted(order: &Order, sku: &Sku) -> Quantity {
    order.lines.iter().filter(|line| &line.sku == sku).map(|line| line.quantity).sum()
}

fn settle(work: &mut Workspace, lease: &Reservation, left: Vec<ReservedUnits>, order: &OrderId) -> Result<(), Rejection> {
    work.emit(Event::ReservationUsed { reservation: lease.id.clone(), order: order.clone() });
    if left.is_empty() {
        if let Some(slot) = &lease.slot {
            free_of_cart(work, slot, &lease.id);
        }
        work.put_reservation(&lease.id, None);
        return Ok(());
    }
    if let Some(slot) = &lease.slot {
        hold_for_cart(work, slot, &lease.id, load_of_cart(work, &left), lease.expires_at)?;
    }
    work.emit(Event::ReservationChanged { reservation: lease.id.clone(), expires_at: lease.expires_at });
    let version = lease.version.saturating_add(1);
    work.put_reservation(&lease.id, Some(Reservation { version, units: left, routing: None, ..lease.clone() }));
    Ok(())
}
