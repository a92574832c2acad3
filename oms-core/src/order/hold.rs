use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

use crate::{Actor, HoldId, Timestamp};

/// Something that keeps an order from going on until it is released.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Hold {
    /// Its id, unique within the order. Holds placed by verification are named after their kind.
    pub id: HoldId,
    /// What it is about, and so what it stops.
    pub kind: HoldKind,
    /// The finding, with its figures, in a sentence.
    pub reason: SmolStr,
    /// Who placed it.
    pub placed_by: Actor,
    /// When it was placed.
    pub placed_at: Timestamp,
}

/// What a hold is about.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum HoldKind {
    /// Money has not been authorized yet.
    Payment,
    /// Units are missing that the channel has already sold.
    Stock,
    /// The address cannot be shipped to as it stands.
    Address,
    /// The totals the channel sent differ from ours.
    Totals,
    /// It looks like an order placed before.
    Duplicate,
    /// A rule of the merchant wants a person to look at it.
    Review,
    /// No location serves the destination.
    Unserviceable,
    /// A line's SKU is not in the catalog.
    Unmapped,
    /// It has lost its slot, or got none: it needs another.
    Slot,
    /// The store where it was to be collected will not hand it over. It is never sent instead by itself.
    PickupRejected,
    /// A person stopped it.
    Manual,
}

impl HoldKind {
    /// Whether work may not be given to locations while the hold is there. Stock stays reserved all the same.
    ///
    /// A stock or unmapped hold stops only the units it is about: they are open, and the rest goes on.
    pub const fn stops_release(self) -> bool {
        !matches!(self, HoldKind::Stock | HoldKind::Unmapped)
    }

    /// Whether no parcel may leave while the hold is there, even if its work was given out before.
    ///
    /// Holds that only tell of open units say nothing against parcels that are on their way already.
    pub const fn stops_shipping(self) -> bool {
        self.stops_release() && !matches!(self, HoldKind::Unserviceable)
    }

    /// The name on the wire.
    pub const fn name(self) -> &'static str {
        match self {
            HoldKind::Payment => "payment",
            HoldKind::Stock => "stock",
            HoldKind::Address => "address",
            HoldKind::Totals => "totals",
            HoldKind::Duplicate => "duplicate",
            HoldKind::Review => "review",
            HoldKind::Unserviceable => "unserviceable",
            HoldKind::Unmapped => "unmapped",
            HoldKind::Slot => "slot",
            HoldKind::PickupRejected => "pickup_rejected",
            HoldKind::Manual => "manual",
        }
    }
}
