use serde::{Deserialize, Serialize};

use crate::{LocationId, LotNumber, Sku};

/// A state stock can be in at a location.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Bucket {
    /// Free to be promised. Negative when a correction fell below what had been promised.
    Available,
    /// Promised for a while: to a cart, a checkout, an order that is held or unpaid.
    Reserved,
    /// Promised to an order that has been given to the location.
    Committed,
    /// Kept back from sale, except by channels that ignore it.
    Safety,
    /// Not fit for sale.
    Damaged,
    /// Waiting for somebody to look at it.
    QualityControl,
}

/// Units of one SKU at one location by state. What is on hand is the sum of all of them.
#[derive(Clone, Copy, Debug, Default, Eq, Hash, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub struct Buckets {
    /// See [`Bucket::Available`].
    #[serde(skip_serializing_if = "is_zero")]
    pub available: i64,
    /// See [`Bucket::Reserved`].
    #[serde(skip_serializing_if = "is_zero")]
    pub reserved: i64,
    /// See [`Bucket::Committed`].
    #[serde(skip_serializing_if = "is_zero")]
    pub committed: i64,
    /// See [`Bucket::Safety`].
    #[serde(skip_serializing_if = "is_zero")]
    pub safety: i64,
    /// See [`Bucket::Damaged`].
    #[serde(skip_serializing_if = "is_zero")]
    pub damaged: i64,
    /// See [`Bucket::QualityControl`].
    #[serde(skip_serializing_if = "is_zero")]
    pub quality_control: i64,
}

impl Buckets {
    /// Everything that lies at the location.
    pub const fn on_hand(&self) -> i64 {
        self.available + self.reserved + self.committed + self.safety + self.damaged + self.quality_control
    }

    /// The units in one state.
    pub const fn of(&self, bucket: Bucket) -> i64 {
        match bucket {
            Bucket::Available => self.available,
            Bucket::Reserved => self.reserved,
            Bucket::Committed => self.committed,
            Bucket::Safety => self.safety,
            Bucket::Damaged => self.damaged,
            Bucket::QualityControl => self.quality_control,
        }
    }

    /// The units in one state, to be changed.
    pub const fn of_mut(&mut self, bucket: Bucket) -> &mut i64 {
        match bucket {
            Bucket::Available => &mut self.available,
            Bucket::Reserved => &mut self.reserved,
            Bucket::Committed => &mut self.committed,
            Bucket::Safety => &mut self.safety,
            Bucket::Damaged => &mut self.damaged,
            Bucket::QualityControl => &mut self.quality_control,
        }
    }

    /// The sum, state by state.
    #[must_use]
    pub const fn plus(self, other: &Buckets) -> Buckets {
        Buckets {
            available: self.available + other.available,
            reserved: self.reserved + other.reserved,
            committed: self.committed + other.committed,
            safety: self.safety + other.safety,
            damaged: self.damaged + other.damaged,
            quality_control: self.quality_control + other.quality_control,
        }
    }

    /// The difference, state by state.
    #[must_use]
    pub const fn minus(self, other: &Buckets) -> Buckets {
        Buckets {
            available: self.available - other.available,
            reserved: self.reserved - other.reserved,
            committed: self.committed - other.committed,
            safety: self.safety - other.safety,
            damaged: self.damaged - other.damaged,
            quality_control: self.quality_control - other.quality_control,
        }
    }

    /// Whether every state holds no unit.
    pub fn is_zero(&self) -> bool {
        *self == Buckets::default()
    }
}

/// The stock of one SKU at one location.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct StockLevel {
    /// The SKU.
    pub sku: Sku,
    /// The location.
    pub location: LocationId,
    /// The lot, of an item that is kept by lot: what is there of the SKU is the sum over its lots.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lot: Option<LotNumber>,
    /// Units by state.
    pub buckets: Buckets,
}

fn is_zero(units: &i64) -> bool {
    *units == 0
}
