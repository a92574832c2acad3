use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::Rejection;

/// What a picker may give instead of what is not there, within what the customer takes.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub struct SubstitutionPolicy {
    /// By how much the price of what is given may differ from that of what it is given for, up or down, as a fraction of that: 0.2 for
    /// 20 %. Both are prices of all units, before discounts. Absent means no limit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub price_difference_max: Option<Decimal>,
    /// Whether a customer who has agreed to it pays more for a substitute than for what it is given for.
    pub may_cost_more: bool,
}

/// A substitute may cost at most so many times more.
const DIFFERENCE_MAX: Decimal = Decimal::TEN;

impl SubstitutionPolicy {
    pub(super) fn is_default(&self) -> bool {
        *self == SubstitutionPolicy::default()
    }

    pub(super) fn check(&self) -> Result<(), Rejection> {
        let out_of_range = |limit: Decimal| limit.is_sign_negative() || limit > DIFFERENCE_MAX || limit.scale() > 8;
        if self.price_difference_max.is_some_and(out_of_range) {
            let problem = "name a fraction from 0 to 10 with at most 8 decimals: 0.2 for 20 %";
            return Err(Rejection::field("policies.substitution.price_difference_max", problem));
        }
        Ok(())
    }
}
