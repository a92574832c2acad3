//! What is found in events of what commands of an order brought.

use super::{Erasing, erase_text};
use crate::event::Event;
use crate::routing::{Decision, LocationCode, RankBy};

impl Event {
    /// Takes out what is personal of the order that the event is about.
    ///
    /// A sentence of ours stays: whoever plays the command again says the same.
    pub(super) fn erase(&mut self, erasing: &Erasing) {
        match self {
            Event::OrderCollected { collected_by, .. } if erasing.whole => erase_text(collected_by),
            Event::InterceptionRequested { tracking_number, .. } if erasing.whole => erase_text(tracking_number),
            Event::PaymentFailed { failure, .. } if erasing.whole => erase_text(&mut failure.message),
            Event::UnitsAssigned { reason, .. }
            | Event::FulfillmentRejected { reason, .. }
            | Event::HoldPlaced { reason, .. }
            | Event::PaymentInstructed { reason, .. }
            | Event::ReturnDeclined { reason, .. } => erasing.erase_known(reason),
            Event::CustomerErased { customer, .. } => {
                if let Some(alias) = &erasing.alias {
                    alias.replace(customer);
                }
            }
            Event::OrderRouted { decision, .. } if erasing.with_place => erase_distances(decision),
            _ => {}
        }
    }
}

/// From how far it is to several locations, the place could be worked out again.
pub(super) fn erase_distances(decision: &mut Decision) {
    let is_far = |code: LocationCode, by: Option<RankBy>| code == LocationCode::Distance || by == Some(RankBy::Distance);
    let Some(trace) = &mut decision.policy else { return };
    for note in trace.locations.iter_mut().filter(|note| is_far(note.code, note.worse_by)) {
        (note.found, note.at_least) = (None, None);
    }
    for note in trace.one_parcel.iter_mut().filter(|note| note.worse_by == Some(RankBy::Distance)) {
        note.at_least = None;
    }
}
