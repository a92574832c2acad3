//! What plans are compared by.

use serde::{Deserialize, Serialize};

use crate::{Amount, Currency};

/// What plans come to: what they cost if their rules compare by cost, and else the fewest parcels and then the least metres.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct RerouteFigures {
    /// Parcels.
    pub parcels: i64,
    /// How far they go together, in metres, as far as that is known.
    pub metres: i64,
    /// What they cost by the cost models of the routing policy; absent where something else is compared.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cost: Option<Amount>,
}

impl RerouteFigures {
    /// Nothing, in a currency if costs are compared.
    pub(super) fn zero(currency: Option<Currency>) -> RerouteFigures {
        RerouteFigures { parcels: 0, metres: 0, cost: currency.map(Amount::zero) }
    }

    fn minor(&self) -> i64 {
        self.cost.map_or(0, Amount::minor)
    }

    fn with(self, other: RerouteFigures, change: impl Fn(i64, i64) -> i64) -> RerouteFigures {
        RerouteFigures {
            parcels: change(self.parcels, other.parcels),
            metres: change(self.metres, other.metres),
            cost: self.cost.map(|cost| cost.with_minor(change(cost.minor(), other.minor()))),
        }
    }

    pub(super) fn plus(self, other: RerouteFigures) -> RerouteFigures {
        self.with(other, i64::saturating_add)
    }

    pub(super) fn less(self, other: RerouteFigures) -> RerouteFigures {
        self.with(other, i64::saturating_sub)
    }

    /// The same with what is paid for moving taken off.
    pub(super) fn less_moving(self, moving: i64) -> RerouteFigures {
        match self.cost {
            Some(cost) => RerouteFigures { cost: Some(cost.with_minor(cost.minor().saturating_sub(moving))), ..self },
            None => RerouteFigures { metres: self.metres.saturating_sub(moving), ..self },
        }
    }

    /// What counts first: cost, or parcels and then metres.
    pub(super) fn rank(&self) -> (i64, i64) {
        if self.cost.is_some() { (self.minor(), 0) } else { (self.parcels, self.metres) }
    }
}
