//! Give a reservation up.

use serde::{Deserialize, Serialize};

use super::expiry;
use crate::batch::{ReadSet, Workspace};
use crate::event::Event;
use crate::{Rejection, ReservationId};

/// Gives a reservation up: its stock is free at once.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ReleaseReservation {
    /// The reservation.
    pub reservation: ReservationId,
}

pub(crate) fn reads(command: &ReleaseReservation, wanted: &mut ReadSet) {
    wanted.reservation(&command.reservation);
}

pub(crate) fn execute(command: &ReleaseReservation, work: &mut Workspace) -> Result<(), Rejection> {
    expiry::free(work, &command.reservation)?;
    work.put_reservation(&command.reservation, None);
    work.emit(Event::ReservationReleased { reservation: command.reservation.clone() });
    Ok(())
}
