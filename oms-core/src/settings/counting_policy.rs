use serde::{Deserialize, Serialize};

use super::CurrencyAmount;
use super::put_location::CONFIGURED_MAX;
use crate::input::check_list;
use crate::{QUANTITY_MAX, Quantity, Rejection};

/// Who approves counts, and which differences need nobody.
#[derive(Clone, Debug, Default, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub struct CountingPolicy {
    /// Whether nobody may approve what they have counted themselves.
    pub four_eyes: bool,
    /// The most units that a SKU, or a lot of it, may be off for a count to be approved by itself; absent means that somebody always
    /// approves.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tolerance_units: Option<Quantity>,
    /// The most that such a difference may be worth besides, by currency. Where the cost of an item is not known in a currency, units alone
    /// decide.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tolerance_values: Vec<CurrencyAmount>,
}

impl CountingPolicy {
    pub(super) fn is_default(&self) -> bool {
        *self == CountingPolicy::default()
    }

    /// Whether a difference needs nobody to approve it.
    pub(crate) fn tolerates(&self, variance: i64, values: &[CurrencyAmount]) -> bool {
        let within = |value: &CurrencyAmount| {
            let limit = self.tolerance_values.iter().find(|limit| limit.currency == value.currency);
            limit.is_none_or(|limit| value.amount.abs() <= limit.amount)
        };
        self.tolerance_units.is_some_and(|most| variance.unsigned_abs() <= most.units().unsigned_abs()) && values.iter().all(within)
    }

    pub(super) fn check(&self) -> Result<(), Rejection> {
        let path = "policies.counting.tolerance_values";
        check_list(path, &self.tolerance_values, CONFIGURED_MAX)?;
        for (place, limit) in self.tolerance_values.iter().enumerate() {
            if limit.amount.is_sign_negative() {
                return Err(Rejection::field(format!("{path}[{place}].amount"), "a tolerance is not negative"));
            }
            if self.tolerance_values.iter().skip(place + 1).any(|other| other.currency == limit.currency) {
                return Err(Rejection::field(path, format!("name `{}` once", limit.currency)));
            }
        }
        if self.tolerance_units.is_some_and(|units| units.units() > QUANTITY_MAX) {
            return Err(Rejection::field("policies.counting.tolerance_units", format!("name at most {QUANTITY_MAX} units")));
        }
        if self.tolerance_units.is_none() && !self.tolerance_values.is_empty() {
            return Err(Rejection::field(path, "a tolerance in money needs `tolerance_units` beside it"));
        }
        Ok(())
    }
}
