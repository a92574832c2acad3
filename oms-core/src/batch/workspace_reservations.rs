//! Reservations in the workspace: put, taken away, and found by what they hold and when they end.

use std::sync::Arc;

use super::DueKey;
use super::workspace::Workspace;
use crate::document::{DocumentKey, DocumentKind};
use crate::reservation::Reservation;
use crate::{DocumentId, Rejection, ReservationId};

impl Workspace {
    /// The reservation, if it holds.
    pub(crate) fn reservation(&self, id: &ReservationId) -> Result<&Arc<Reservation>, Rejection> {
        self.reservations.current(id).ok_or_else(|| Rejection::UnknownReservation { reservation: id.clone() })
    }

    /// Whether there is a reservation of that id.
    pub(crate) fn reservation_exists(&self, id: &ReservationId) -> bool {
        self.reservations.current(id).is_some()
    }

    /// Puts a reservation, new or changed, or takes it away.
    pub(crate) fn put_reservation(&mut self, id: &ReservationId, reservation: Option<Reservation>) {
        let after = reservation.as_ref().map(|after| after.expires_at);
        let holds = reservation.as_ref().map(Reservation::held_lots).unwrap_or_default();
        let before = self.reservations.put(id, reservation.map(Arc::new));
        let held = before.as_deref().map(Reservation::held_lots).unwrap_or_default();
        if held != holds {
            let key = DocumentKey { kind: DocumentKind::Reservation, id: DocumentId::from(id) };
            self.papers.follow_subjects(&key, &held, &holds);
        }
        self.queues.follow_due(before.map(|before| before.expires_at), after, || DueKey::Reservation(id.clone()));
    }
}
