//! Slots: windows in which goods are delivered or collected, how much fits into them, and where deliveries go.
//!
//! Zones and templates are settings. A slot becomes a paper when it is booked first; until then it follows from its template alone.

mod booking;
mod cell;
mod lookup;
mod paper;
mod template;
mod window;
mod zone;

pub(crate) mod change_slot;
pub(crate) mod put_slot_template;
pub(crate) mod put_zone;

pub use booking::BookedSlot;
pub(crate) use booking::{book, check_growth, check_purpose, find, follow, free_of_cart, hold_for_cart, load_of_cart, release};
pub use change_slot::ChangeSlot;
pub use lookup::{SlotLookup, SlotOffer, SlotQuery};
pub use paper::{Slot, SlotBooking, SlotHolder, SlotLoad};
pub use put_slot_template::PutSlotTemplate;
pub use put_zone::PutZone;
pub use template::{CutOff, SlotCapacity, SlotKind, SlotTemplate, SlotWindow, Weekday};
pub use window::SlotReason;
pub(crate) use window::{later, later_in};
pub(crate) use zone::plain_postal_code;
pub use zone::{Zone, ZoneArea};

use crate::command::Command;
use crate::document::{DocumentKey, DocumentKind};
use crate::{DocumentId, ReservationId};

/// What names the paper of a slot.
pub(crate) fn key_of(slot: &DocumentId) -> DocumentKey {
    DocumentKey { kind: DocumentKind::Slot, id: slot.clone() }
}

/// The cart whose place in a slot a command may use or change, without naming the slot.
pub(crate) fn cart_of(command: &Command) -> Option<&ReservationId> {
    match command {
        Command::ChangeReservation(command) => Some(&command.reservation),
        Command::CaptureOrder(command) => command.reservation.as_ref(),
        _ => None,
    }
}

/// The slot that a command wants a place in.
pub(crate) fn wanted_by(command: &Command) -> Option<&DocumentId> {
    match command {
        Command::ReserveStock(command) => command.slot.as_ref(),
        Command::ChangeReservation(command) => command.slot.as_ref(),
        Command::CaptureOrder(command) => command.slot.as_ref(),
        Command::ChangeSlot(command) => Some(&command.slot),
        _ => None,
    }
}
