//! A slot as a paper: who holds and who has booked a place in it.

use serde::{Deserialize, Serialize};

use super::SlotKind;
use crate::{LocationId, OrderId, Quantity, ReservationId, SlotTemplateId, Timestamp};

/// A window of a day that somebody has booked, or had booked. It is made by the first booking, and says what was planned then.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Slot {
    /// The template it follows.
    pub template: SlotTemplateId,
    /// The location that delivers, or where orders are collected.
    pub location: LocationId,
    /// Whether goods are delivered or collected.
    pub purpose: SlotKind,
    /// When it begins.
    pub begins_at: Timestamp,
    /// When it ends.
    pub ends_at: Timestamp,
    /// Who has a place in it, sorted: carts first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub bookings: Vec<SlotBooking>,
}

/// A place in a slot.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct SlotBooking {
    /// Whose it is.
    pub holder: SlotHolder,
    /// When it was taken.
    pub booked_at: Timestamp,
    /// Until when a cart holds it; absent for an order.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Timestamp>,
    /// Its weight in grams.
    #[serde(default, skip_serializing_if = "is_nothing")]
    pub grams: u64,
    /// Its units.
    #[serde(default, skip_serializing_if = "Quantity::is_none")]
    pub items: Quantity,
}

/// Who has a place in a slot.
#[derive(Clone, Debug, Eq, Ord, PartialEq, PartialOrd, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum SlotHolder {
    /// A cart, for as long as it holds its stock.
    Reservation(ReservationId),
    /// An order.
    Order(OrderId),
}

/// What is booked, or is to be booked, by each measure.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub struct SlotLoad {
    /// Orders, and carts that hold a place.
    pub orders: u32,
    /// Their weight in grams.
    pub grams: u64,
    /// Their units.
    pub items: Quantity,
}

impl SlotLoad {
    pub(crate) fn plus(self, other: SlotLoad) -> SlotLoad {
        SlotLoad {
            orders: self.orders.saturating_add(other.orders),
            grams: self.grams.saturating_add(other.grams),
            items: self.items.plus(other.items),
        }
    }

    /// How much more this is than another load, by each measure.
    pub(crate) fn beyond(self, other: SlotLoad) -> SlotLoad {
        SlotLoad {
            orders: self.orders.saturating_sub(other.orders),
            grams: self.grams.saturating_sub(other.grams),
            items: self.items.less(other.items),
        }
    }
}

impl SlotBooking {
    /// What it takes up.
    pub fn load(&self) -> SlotLoad {
        SlotLoad { orders: 1, grams: self.grams, items: self.items }
    }
}

impl Slot {
    /// Everything that is booked.
    pub fn booked(&self) -> SlotLoad {
        self.bookings.iter().fold(SlotLoad::default(), |sum, booking| sum.plus(booking.load()))
    }

    /// What a holder has booked.
    pub(crate) fn booking(&self, holder: &SlotHolder) -> Option<&SlotBooking> {
        let place = self.bookings.binary_search_by(|booking| booking.holder.cmp(holder)).ok()?;
        self.bookings.get(place)
    }

    /// Gives a holder a place, or another one, or takes it away.
    pub(crate) fn set(&mut self, holder: &SlotHolder, booking: Option<SlotBooking>) {
        match (self.bookings.binary_search_by(|known| known.holder.cmp(holder)), booking) {
            (Ok(place), Some(booking)) => {
                if let Some(known) = self.bookings.get_mut(place) {
                    *known = booking;
                }
            }
            (Ok(place), None) => {
                self.bookings.remove(place);
            }
            (Err(place), Some(booking)) => self.bookings.insert(place, booking),
            (Err(_), None) => {}
        }
    }
}

fn is_nothing(grams: &u64) -> bool {
    *grams == 0
}
