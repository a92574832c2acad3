//! What a customer saw in a currency of their own, beside the currency the merchant sells in.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::totals::{exact, named};
use crate::{Currency, Rejection};

/// A total as the customer saw it, and the rate it was made with. It is kept for people and accounts; all reckoning is in the order's own
/// currency, so that a rate of another day changes nothing.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Presentment {
    /// The currency the customer saw.
    pub currency: Currency,
    /// How much of it one unit of the order's currency was: more than 0, with at most 12 decimals.
    pub rate: Decimal,
    /// The total the customer saw, in that currency.
    pub total: Decimal,
}

/// The finest rate.
const RATE_DECIMALS_MAX: u32 = 12;

/// A rate that is one, and a total that is an amount of its currency.
pub(super) fn checked(presentment: Presentment) -> Result<Presentment, Rejection> {
    let rate = presentment.rate;
    if rate <= Decimal::ZERO || rate.scale() > RATE_DECIMALS_MAX {
        let problem = format!("a rate is more than 0 and has at most {RATE_DECIMALS_MAX} decimals");
        return Err(Rejection::field("presentment.rate", problem));
    }
    let total = exact(presentment.total, presentment.currency).map_err(|problem| named("presentment.total", problem))?;
    Ok(Presentment { total: total.decimal(), ..presentment })
}
