//! What else a plan costs: terms that no carrier charges, each a small function of integers.
//!
//! All amounts are minor units of one currency.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::put_rate_card::check_amount;
use super::tariff::minor_of;
use crate::{Currency, QUANTITY_MAX, Quantity, Rejection};

/// What plans cost beside what carriers charge and locations spend. A term that is absent is nothing.
///
/// Rate cards and handling costs count that are in its currency, whatever currency the order is in.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct CostModel {
    /// The currency that plans are compared in.
    pub currency: Currency,
    /// What it is worth to send one parcel less.
    #[serde(default, skip_serializing_if = "Decimal::is_zero")]
    pub per_parcel: Decimal,
    /// For each day that a parcel arrives after the day the order is promised for.
    #[serde(default, skip_serializing_if = "Decimal::is_zero")]
    pub per_late_day: Decimal,
    /// What it costs to route a parcel anew that a location refuses; it counts by how often the location does.
    #[serde(default, skip_serializing_if = "Decimal::is_zero")]
    pub refusal: Decimal,
    /// What it costs to take the last units of an item at a location.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scarcity: Option<StockTerm>,
    /// What it is worth to take units of an item where a location has too many.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub markdown: Option<StockTerm>,
    /// What a parcel costs at a location whose day is full, by how full it is; only locations with a daily capacity have a load.
    #[serde(default, skip_serializing_if = "Decimal::is_zero")]
    pub full_day: Decimal,
}

/// A cost or credit of a unit that depends on how many there are.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct StockTerm {
    /// How many units of an item at a location are few, or are enough.
    pub units: Quantity,
    /// The amount for a unit.
    pub amount: Decimal,
}

impl CostModel {
    /// A model without terms of its own: what carriers charge and locations spend.
    pub fn new(currency: Currency) -> CostModel {
        let zero = Decimal::ZERO;
        CostModel { currency, per_parcel: zero, per_late_day: zero, refusal: zero, scarcity: None, markdown: None, full_day: zero }
    }

    /// Checks amounts and bounds, as part of a field of a command.
    pub fn check(&self, field: &str) -> Result<(), Rejection> {
        let terms =
            [("per_parcel", self.per_parcel), ("per_late_day", self.per_late_day), ("refusal", self.refusal), ("full_day", self.full_day)];
        terms.into_iter().try_for_each(|(name, amount)| check_amount(&format!("{field}.{name}"), amount, self.currency).map(drop))?;
        for (name, term) in [("scarcity", &self.scarcity), ("markdown", &self.markdown)] {
            let Some(term) = term else { continue };
            check_amount(&format!("{field}.{name}.amount"), term.amount, self.currency)?;
            if term.units.is_zero() || term.units.units() > QUANTITY_MAX {
                return Err(Rejection::field(format!("{field}.{name}.units"), format!("name 1 to {QUANTITY_MAX} units")));
            }
        }
        Ok(())
    }

    /// An amount of it in minor units.
    pub(crate) fn minor(&self, amount: Decimal) -> i64 {
        minor_of(amount, self.currency)
    }

    /// What a unit costs beside its handling, where a location has so many that are free.
    pub(crate) fn stock_terms(&self, free: i64) -> i64 {
        let scarce = self.scarcity.as_ref().map_or(0, |term| scarcity(free, term.units.units(), self.minor(term.amount)));
        let surplus = self.markdown.as_ref().map_or(0, |term| markdown(free, term.units.units(), self.minor(term.amount)));
        scarce - surplus
    }
}

/// What lateness costs: an amount for each day after the promise; nothing for a parcel that comes in time or early.
///
/// ```
/// assert_eq!(oms_core::rates::lateness(5, 2, 150), 450);
/// assert_eq!(oms_core::rates::lateness(1, 2, 150), 0);
/// ```
pub const fn lateness(arrives_in_days: i64, promised_in_days: i64, per_day: i64) -> i64 {
    let late = arrives_in_days.saturating_sub(promised_in_days);
    if late > 0 { late.saturating_mul(per_day) } else { 0 }
}

/// What the risk of a refusal costs: the cost of routing anew, by how many of a thousand parcels are refused; half a minor unit goes up.
///
/// ```
/// assert_eq!(oms_core::rates::refusal_risk(45, 500), 23);
/// ```
pub const fn refusal_risk(per_mille: u16, cost: i64) -> i64 {
    share(per_mille, cost)
}

/// What the load of a location costs: the cost at a full day, by how many thousandths of its capacity are taken; no more than full.
///
/// ```
/// assert_eq!(oms_core::rates::node_load(500, 120), 60);
/// assert_eq!(oms_core::rates::node_load(2_000, 120), 120);
/// ```
pub const fn node_load(per_mille: u16, cost: i64) -> i64 {
    share(if per_mille > 1_000 { 1_000 } else { per_mille }, cost)
}

/// What it costs to take a unit where few are left: the whole amount for the last one, a part less for each that is there beside it,
/// nothing where more than `few` are free. Rounded down.
///
/// ```
/// let at = |free| oms_core::rates::scarcity(free, 4, 100);
/// assert_eq!([1, 2, 4, 5].map(at), [100, 75, 25, 0]);
/// ```
pub const fn scarcity(free: i64, few: i64, amount: i64) -> i64 {
    if free > few || few <= 0 {
        return 0;
    }
    let there = if free < 1 { 1 } else { free };
    // Both are amounts and quantities of commands: their product is far below the end of the numbers.
    amount.saturating_mul(few + 1 - there) / few
}

/// What it is worth to take a unit where more than `enough` are free.
///
/// ```
/// let at = |free| oms_core::rates::markdown(free, 50, 80);
/// assert_eq!([50, 51].map(at), [0, 80]);
/// ```
pub const fn markdown(free: i64, enough: i64, amount: i64) -> i64 {
    if free > enough { amount } else { 0 }
}

/// So many thousandths, half goes up.
const fn share(per_mille: u16, cost: i64) -> i64 {
    // Cost models are bounded: nothing here comes near the end of the numbers.
    (cost.saturating_mul(per_mille as i64) + 500) / 1_000
}
