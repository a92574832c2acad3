//! Approved returns that never come: closed at an exact instant, with or without anybody looking.

use super::{Return, ReturnState};
use crate::Timestamp;
use crate::batch::Workspace;
use crate::event::Event;
use crate::order::Order;

impl Return {
    /// When it is to be closed, as long as something of it is expected and nobody carries it.
    pub(crate) fn deadline(&self) -> Option<Timestamp> {
        let waits = matches!(self.state, ReturnState::Approved | ReturnState::Received | ReturnState::Inspected);
        self.closes_at.filter(|_| waits && !self.expected().is_zero())
    }
}

/// Expects no more what has not come in time. It brings nothing back; a parcel that comes all the same is taken in as unexpected.
pub(crate) fn close_overdue(work: &mut Workspace, order: &mut Order) {
    let now = work.now();
    for entry in &mut order.returns {
        let Some(closed_at) = entry.deadline().filter(|deadline| *deadline <= now) else { continue };
        let quantity = entry.call_off();
        work.emit(Event::ReturnClosed { order: order.id.clone(), return_id: entry.id.clone(), quantity, closed_at });
    }
}
