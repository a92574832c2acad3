//! Change the quantities of a reservation.

use serde::{Deserialize, Serialize};

use super::reserve_stock::hold;
use super::{Reservation, ReserveLine, expiry};
use crate::batch::{ReadSet, Workspace};
use crate::event::Event;
use crate::{Address, Rejection, ReservationId};

/// Changes what a reservation holds, all of it or nothing: if the new quantities cannot be had, the old ones stay.
///
/// Its time is not extended, unless the policy says so.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ChangeReservation {
    /// The reservation.
    pub reservation: ReservationId,
    /// What is wanted from now on.
    pub lines: Vec<ReserveLine>,
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
    expiry::free(work, &command.reservation)?;
    let units = hold(work, &before.channel, &command.lines, command.shipping_address.as_deref())?;
    let policy = &work.settings().policies.reservation;
    let expires_at = if policy.change_extends { work.now().after(policy.time_to_live) } else { before.expires_at };
    let version = before.version.saturating_add(1);
    work.put_reservation(&command.reservation, Some(Reservation { version, expires_at, units, ..before }));
    work.emit(Event::ReservationChanged { reservation: command.reservation.clone(), expires_at });
    Ok(())
}
