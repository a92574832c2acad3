//! Stock promised to carts and checkouts for a while.

mod cart;
pub(crate) mod change_reservation;
pub(crate) mod draw;
pub(crate) mod expire_reservations;
pub(crate) mod expiry;
pub(crate) mod release_reservation;
pub(crate) mod replace;
pub(crate) mod reserve_stock;

use std::sync::Arc;

use serde::{Deserialize, Serialize};

pub use cart::{CartFacts, CartRouting};
pub use change_reservation::ChangeReservation;
pub use expire_reservations::ExpireReservations;
pub use release_reservation::ReleaseReservation;
pub(crate) use reserve_stock::LINES_MAX;
pub use reserve_stock::{ReserveLine, ReserveStock};

use crate::{ChannelId, CommandId, DocumentId, LocationId, LotNumber, Quantity, ReservationId, Sku, Timestamp};

/// Stock promised to a cart or checkout, or leased to whoever sells without asking: a till that is offline, a partner with a quota.
///
/// It holds until it is used by an order, released, or `expires_at` is reached: at that very instant it is free. An order uses up the
/// reservation of its checkout; from a lease it draws what it wants, and the rest stays.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Reservation {
    /// Its id.
    pub id: ReservationId,
    /// The command that made it. Its id may be used again after its end; this tells the one from the other.
    pub made_by: CommandId,
    /// Counts the commands that changed it, from 1.
    pub version: u64,
    /// The channel it counts for.
    pub channel: ChannelId,
    /// From this instant on it no longer holds.
    pub expires_at: Timestamp,
    /// What is held, where; sorted by SKU, then in the order the locations were chosen.
    pub units: Vec<ReservedUnits>,
    /// The slot in which it holds a place, for as long as it holds its stock.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub slot: Option<DocumentId>,
    /// The location where it is to be collected; absent if it is to be delivered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pickup: Option<LocationId>,
    /// What the routing policy said of it, if there was one. An order that is what the cart was keeps to it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub routing: Option<Arc<CartRouting>>,
}

/// What a reservation was when it was read: no two states of reservations of one id are ever of the same revision.
///
/// The version alone would not do: after a reservation has ended, another of its id begins at 1 again.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ReservationRevision {
    /// The command that made it.
    pub made_by: CommandId,
    /// Its version.
    pub version: u64,
}

impl Reservation {
    /// What tells this state from every other that its id has had or will have.
    pub fn revision(&self) -> ReservationRevision {
        ReservationRevision { made_by: self.made_by.clone(), version: self.version }
    }

    /// Whether it is of that revision.
    pub fn is_of(&self, revision: &ReservationRevision) -> bool {
        self.version == revision.version && self.made_by == revision.made_by
    }
}

/// Units of a reservation at one location.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ReservedUnits {
    /// What.
    pub sku: Sku,
    /// Where.
    pub location: LocationId,
    /// The lot, of an item that is kept by lot.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lot: Option<LotNumber>,
    /// How many.
    pub quantity: Quantity,
}
