//! Whole units of a SKU.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize};

/// The largest quantity one command may name, in units.
pub const QUANTITY_MAX: i64 = 1_000_000_000;

/// A count of units that is never negative.
///
/// One command names at most [`QUANTITY_MAX`] units. Sums are checked and may grow past that.
#[derive(Clone, Copy, Debug, Default, Eq, Hash, Ord, PartialEq, PartialOrd, Serialize)]
#[serde(transparent)]
pub struct Quantity(i64);

impl Quantity {
    /// No unit.
    pub const ZERO: Quantity = Quantity(0);
    /// One unit.
    pub const ONE: Quantity = Quantity(1);

    /// Takes 0 to [`QUANTITY_MAX`] units; anything else is `None`.
    pub const fn new(units: i64) -> Option<Quantity> {
        if units >= 0 && units <= QUANTITY_MAX { Some(Quantity(units)) } else { None }
    }

    /// The part of a balance that is there: a negative balance has no units.
    pub const fn from_balance(units: i64) -> Quantity {
        Quantity(if units < 0 { 0 } else { units })
    }

    /// The number of units.
    pub const fn units(self) -> i64 {
        self.0
    }

    /// Whether there is no unit.
    pub const fn is_zero(self) -> bool {
        self.0 == 0
    }

    /// For fields that are left out of records when zero.
    pub(crate) const fn is_none(&self) -> bool {
        self.0 == 0
    }

    /// The sum. It saturates at `i64::MAX`, which bounded commands cannot reach.
    #[must_use]
    pub const fn plus(self, other: Quantity) -> Quantity {
        Quantity(self.0.saturating_add(other.0))
    }

    /// What is left after taking `other` away, or `None` when that is too much.
    pub const fn minus(self, other: Quantity) -> Option<Quantity> {
        if other.0 <= self.0 { Some(Quantity(self.0 - other.0)) } else { None }
    }

    /// What is left after taking away as much of `other` as there is.
    #[must_use]
    pub const fn less(self, other: Quantity) -> Quantity {
        Quantity(if other.0 < self.0 { self.0 - other.0 } else { 0 })
    }
}

impl fmt::Display for Quantity {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(formatter)
    }
}

impl std::iter::Sum for Quantity {
    fn sum<I: Iterator<Item = Quantity>>(quantities: I) -> Quantity {
        quantities.fold(Quantity::ZERO, Quantity::plus)
    }
}

impl<'de> Deserialize<'de> for Quantity {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let units = i64::deserialize(deserializer)?;
        // Sums of several commands are read back from stores, so only the sign is checked here.
        if units < 0 {
            return Err(serde::de::Error::custom(format_args!("a quantity is not negative, but `{units}` was given")));
        }
        Ok(Quantity(units))
    }
}
