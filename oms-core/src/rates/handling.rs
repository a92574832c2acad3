//! What a location's own work costs.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::put_rate_card::check_amount;
use super::tariff::minor_of;
use crate::input::check_list;
use crate::settings::CONFIGURED_MAX;
use crate::{Currency, Rejection};

/// What it costs that a location picks and packs, in one currency.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct HandlingCost {
    /// The currency.
    pub currency: Currency,
    /// For each parcel: the box, the label, the walk.
    #[serde(default, skip_serializing_if = "Decimal::is_zero")]
    pub per_parcel: Decimal,
    /// For each unit in it.
    #[serde(default, skip_serializing_if = "Decimal::is_zero")]
    pub per_unit: Decimal,
}

/// What a parcel and a unit cost in a currency, in minor units; nothing where that is not known.
pub(crate) fn handling(costs: &[HandlingCost], currency: Currency) -> (i64, i64) {
    let known = costs.iter().find(|cost| cost.currency == currency);
    known.map_or((0, 0), |cost| (minor_of(cost.per_parcel, currency), minor_of(cost.per_unit, currency)))
}

pub(crate) fn check_handling(field: &str, costs: &[HandlingCost]) -> Result<(), Rejection> {
    check_list(field, costs, CONFIGURED_MAX)?;
    for (place, cost) in costs.iter().enumerate() {
        for (name, amount) in [("per_parcel", cost.per_parcel), ("per_unit", cost.per_unit)] {
            check_amount(&format!("{field}[{place}].{name}"), amount, cost.currency)?;
        }
        if costs.iter().skip(place + 1).any(|other| other.currency == cost.currency) {
            return Err(Rejection::field(field, format!("currency `{}` has two entries: give it one", cost.currency)));
        }
    }
    Ok(())
}
