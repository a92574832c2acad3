//! Slots: who has a place by the papers of the slots, and by orders and reservations.

use super::Difference;
use crate::SortedMap;
use crate::document::{Document, DocumentBody};
use crate::order::Order;
use crate::reservation::Reservation;
use crate::slot::{SlotHolder, SlotLoad};
use crate::{DocumentId, Quantity, Timestamp};

/// A place from two sides, each with the end of a cart's.
#[derive(Debug, Default)]
struct Sides {
    held: Option<(SlotLoad, Option<Timestamp>)>,
    kept: Option<(SlotLoad, Option<Timestamp>)>,
}

#[derive(Debug, Default)]
pub(super) struct Slots {
    places: SortedMap<(DocumentId, SlotHolder), Sides>,
}

impl Slots {
    pub(super) fn order(&mut self, order: &Order) {
        if let Some(booked) = &order.slot {
            let load = SlotLoad { orders: 1, grams: booked.grams, items: booked.items };
            self.sides(&booked.slot, SlotHolder::Order(order.id.clone())).held = Some((load, None));
        }
    }

    pub(super) fn reservation(&mut self, kept: &Reservation) {
        if let Some(slot) = &kept.slot {
            let items: Quantity = kept.units.iter().map(|units| units.quantity).sum();
            let load = SlotLoad { orders: 1, grams: 0, items };
            self.sides(slot, SlotHolder::Reservation(kept.id.clone())).held = Some((load, Some(kept.expires_at)));
        }
    }

    pub(super) fn document(&mut self, document: &Document) {
        let DocumentBody::Slot(slot) = &document.body else { return };
        for booking in &slot.bookings {
            self.sides(&document.id, booking.holder.clone()).kept = Some((booking.load(), booking.until));
        }
    }

    fn sides(&mut self, slot: &DocumentId, holder: SlotHolder) -> &mut Sides {
        self.places.entry((slot.clone(), holder)).or_default()
    }

    pub(super) fn compare(self, differences: &mut Vec<Difference>) {
        for ((slot, holder), Sides { held, kept }) in self.places {
            // What a cart's units weigh was looked up in the catalog when it took its place: only the paper says it.
            let weighed = |load: SlotLoad| match holder {
                SlotHolder::Reservation(_) => SlotLoad { grams: 0, ..load },
                SlotHolder::Order(_) => load,
            };
            if held != kept.map(|(load, until)| (weighed(load), until)) {
                let (held, kept) = (held.map(|(load, _)| load), kept.map(|(load, _)| load));
                differences.push(Difference::SlotBooking { slot, holder, held, kept });
            }
        }
    }
}
