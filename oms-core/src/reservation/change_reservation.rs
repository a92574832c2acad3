//! Change the quantities of a reservation.

use serde::{Deserialize, Serialize};

use super::cart::Cart;
use super::reserve_stock::{Held, arrival, check_time, hold};
use super::{CartFacts, Reservation, ReserveLine, expiry};
use crate::batch::{ReadSet, Workspace};
use crate::event::Event;
use crate::routing::candidate::From;
use crate::slot;
use crate::{Address, DocumentId, Rejection, ReservationId, Span};

/// Changes what a reservation holds, all of it or nothing: if the new quantities cannot be had, the old ones stay.
///
/// Its time is not extended, unless the policy says so or the command names a time. So a checkout is renewed, and a lease topped up,
/// partly returned, or both.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ChangeReservation {
    /// The reservation.
    pub reservation: ReservationId,
    /// What is wanted from now on.
    pub lines: Vec<ReserveLine>,
    /// How long it is to hold from now on; absent leaves that to the policy.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub time_to_live: Option<Span>,
    /// Where it would be sent to, if that is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shipping_address: Option<Box<Address>>,
    /// The slot in which a place is to be held from now on; absent means that it keeps the one it has.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub slot: Option<DocumentId>,
    /// What is known of the order to be by now, for rules of a routing policy. Nothing is taken over from before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub facts: Option<Box<CartFacts>>,
}

pub(crate) fn reads(command: &ChangeReservation, wanted: &mut ReadSet) {
    wanted.reservation(&command.reservation);
    command.lines.iter().for_each(|line| wanted.sku(&line.sku));
    command.slot.iter().for_each(|slot| wanted.document(slot::key_of(slot)));
}

pub(crate) fn execute(command: &ChangeReservation, work: &mut Workspace) -> Result<(), Rejection> {
    let before = Reservation::clone(work.reservation(&command.reservation)?);
    if let Some(time_to_live) = command.time_to_live {
        check_time(time_to_live)?;
    }
    let slot = command.slot.clone().or_else(|| before.slot.clone());
    let pickup = before.pickup.as_ref().filter(|_| command.slot.is_none());
    let address = command.shipping_address.as_deref();
    let (pickup, location) = match &slot {
        // A place that is kept is kept whatever its plan says by now.
        Some(kept) if before.slot.as_ref() == Some(kept) => (before.pickup.clone(), work.slot_paper(kept).map(|paper| paper.location)),
        slot => arrival(work, pickup, slot.as_ref(), address)?,
    };
    expiry::free_stock(work, &command.reservation)?;
    let from = location.as_ref().map(|location| From { location, collected: pickup.is_some() });
    let (lines, facts) = (&*command.lines, command.facts.as_deref());
    let cart = Cart { channel: &before.channel, lines, address, pickup: pickup.as_ref(), from, facts };
    let Held { units, routing } = hold(work, &cart)?;
    let policy = &work.settings().policies.reservation;
    let expires_at = match command.time_to_live {
        Some(time_to_live) => work.now().after(time_to_live),
        None if policy.change_extends => work.now().after(policy.time_to_live),
        None => before.expires_at,
    };
    if let Some(left) = before.slot.as_ref().filter(|left| slot.as_ref() != Some(*left)) {
        slot::free_of_cart(work, left, &command.reservation);
    }
    if let Some(slot) = &slot {
        let load = slot::load_of_cart(work, &units);
        slot::hold_for_cart(work, slot, &command.reservation, load, expires_at)?;
    }
    let version = before.version.saturating_add(1);
    work.put_reservation(&command.reservation, Some(Reservation { version, expires_at, units, slot, pickup, routing, ..before }));
    work.emit(Event::ReservationChanged { reservation: command.reservation.clone(), expires_at });
    Ok(())
}
