//! Stock promised to carts and checkouts for a while.

pub(crate) mod change_reservation;
pub(crate) mod expire_reservations;
pub(crate) mod expiry;
pub(crate) mod release_reservation;
pub(crate) mod reserve_stock;

use serde::{Deserialize, Serialize};

pub use change_reservation::ChangeReservation;
pub use expire_reservations::ExpireReservations;
pub use release_reservation::ReleaseReservation;
pub(crate) use reserve_stock::LINES_MAX;
pub use reserve_stock::{ReserveLine, ReserveStock};

use crate::{ChannelId, LocationId, Quantity, ReservationId, Sku, Timestamp};

/// Stock promised to a cart or checkout.
///
/// It holds until it is used by an order, released, or `expires_at` is reached: at that very instant it is free.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reservation {
    /// Its id.
    pub id: ReservationId,
    /// Counts the commands that changed it.
    pub version: u64,
    /// The channel it counts for.
    pub channel: ChannelId,
    /// From this instant on it no longer holds.
    pub expires_at: Timestamp,
    /// What is held, where; sorted by SKU, then in the order the locations were chosen.
    pub units: Vec<ReservedUnits>,
}

/// Units of a reservation at one location.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReservedUnits {
    /// What.
    pub sku: Sku,
    /// Where.
    pub location: LocationId,
    /// How many.
    pub quantity: Quantity,
}
