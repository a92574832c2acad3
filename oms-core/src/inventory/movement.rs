use serde::{Deserialize, Serialize};

use super::Bucket;
use crate::{LocationId, LotNumber, Quantity, Sku};

/// One end of a movement: a state of stock at the location, or the world outside.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Place {
    /// Free to be promised.
    Available,
    /// Promised for a while.
    Reserved,
    /// Promised to an order that was given to the location.
    Committed,
    /// Kept back from sale.
    Safety,
    /// Not fit for sale.
    Damaged,
    /// Waiting for somebody to look at it.
    QualityControl,
    /// Outside: whoever delivers stock.
    Supplier,
    /// Outside: whoever bought it.
    Customer,
    /// Outside: what counts and corrections found or missed.
    Adjustment,
    /// Outside: on its way from one location to another, by a transfer.
    InTransit,
}

impl Place {
    /// The state of stock it names, or `None` for the world outside.
    pub const fn bucket(self) -> Option<Bucket> {
        match self {
            Place::Available => Some(Bucket::Available),
            Place::Reserved => Some(Bucket::Reserved),
            Place::Committed => Some(Bucket::Committed),
            Place::Safety => Some(Bucket::Safety),
            Place::Damaged => Some(Bucket::Damaged),
            Place::QualityControl => Some(Bucket::QualityControl),
            Place::Supplier | Place::Customer | Place::Adjustment | Place::InTransit => None,
        }
    }
}

/// Units that went from one place to another: the double entry of the stock ledger.
///
/// No balance changes without one. The entry of the log it stands in tells the cause, the actor and the time.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Movement {
    /// What was moved.
    pub sku: Sku,
    /// Where.
    pub location: LocationId,
    /// The lot, of an item that is kept by lot.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lot: Option<LotNumber>,
    /// Out of what.
    #[serde(rename = "from_place")]
    pub from: Place,
    /// Into what.
    #[serde(rename = "to_place")]
    pub to: Place,
    /// How many units.
    pub quantity: Quantity,
}
