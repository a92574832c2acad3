//! Change the quantities of a reservation.

use serde::{Deserialize, Serialize};

use super::reserve_stock::{check_time, hold};
use super::{Reservation, ReserveLine, expiry};
use crate::batch::{ReadSet, Workspace};
use crate::event::Event;
use crate::{Address, Rejection, ReservationId, Span};

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
}

pub(crate) fn reads(command: &ChangeReservation, wanted: &mut ReadSet) {
    wanted.reservation(&command.reservation);
    command.lines.iter().for_each(|line| wanted.sku(&line.sku));
}

pub(crate) fn execute(command: &ChangeReservation, work: &mut Workspace) -> Result<(), Rejection> {
    let before = Reservation::clone(work.reservation(&command.reservation)?);
    if let Some(time_to_live) = command.time_to_live {
        check_time(time_to_live)?;
    }
    expiry::free(work, &command.reservation)?;
    let units = hold(work, &before.channel, &command.lines, command.shipping_address.as_deref())?;
    let policy = &work.settings().policies.reservation;
    let expires_at = match command.time_to_live {
        Some(time_to_live) => work.now().after(time_to_live),
        None if policy.change_extends => work.now().after(policy.time_to_live),
        None => before.expires_at,
    };
    let version = before.version.saturating_add(1);
    work.put_reservation(&command.reservation, Some(Reservation { version, expires_at, units, ..before }));
    work.emit(Event::ReservationChanged { reservation: command.reservation.clone(), expires_at });
    Ok(())
}
