use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use smallvec::SmallVec;

use super::{Stage, Units};
use crate::{Amount, LineId, Quantity, Sku, cumulative_share};

/// A line of an order: one SKU, its price frozen when it was captured, and where its units are.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Line {
    /// Its id, unique within the order.
    pub id: LineId,
    /// What was bought.
    pub sku: Sku,
    /// The price of one unit, before discounts, tax as the order's prices have it.
    pub unit_price: Decimal,
    /// How many were ordered.
    pub quantity: Quantity,
    /// What is taken off: the line's own discounts and its share of the order's.
    #[serde(default, skip_serializing_if = "Amount::is_zero")]
    pub discount: Amount,
    /// Tax by rate.
    #[serde(default, skip_serializing_if = "TaxLines::is_empty")]
    pub taxes: TaxLines,
    /// What is charged for all units, discounts taken off, tax included.
    pub total: Amount,
    /// Where the units are.
    pub units: Units,
    /// Units that have been credited: canceled, or returned and refunded.
    #[serde(default, skip_serializing_if = "Quantity::is_none")]
    pub credited_quantity: Quantity,
    /// What has been credited for them, fees not taken off.
    #[serde(default, skip_serializing_if = "Amount::is_zero")]
    pub credited: Amount,
}

/// Taxes of a line. Most have one, which then needs no list of its own in memory.
pub type TaxLines = SmallVec<[TaxLine; 1]>;

/// Tax at one rate.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct TaxLine {
    /// The rate as a fraction: 0.18 for 18 %.
    pub rate: Decimal,
    /// The tax for all units.
    pub amount: Amount,
}

impl Line {
    /// Tax for all units at all rates.
    pub fn tax(&self) -> Amount {
        self.taxes.iter().fold(self.total.with_minor(0), |sum, tax| sum.plus(tax.amount))
    }

    /// What the next `quantity` units bring back, tax included: the refund entitlement.
    ///
    /// It is the difference of two cumulative shares of the line's total, so any order and size of cancellations
    /// and returns sums to exactly what was charged.
    pub fn entitlement(&self, quantity: Quantity) -> Amount {
        let before = self.credited_quantity.units();
        let share = |units| cumulative_share(self.total.minor(), units, self.quantity.units());
        self.total.with_minor(share(before.saturating_add(quantity.units())) - share(before))
    }

    /// The tax within [`Line::entitlement`], by the same method.
    pub fn entitlement_tax(&self, quantity: Quantity) -> Amount {
        let before = self.credited_quantity.units();
        let share = |units| cumulative_share(self.tax().minor(), units, self.quantity.units());
        self.total.with_minor(share(before.saturating_add(quantity.units())) - share(before))
    }

    /// Credits `quantity` more units and answers what they bring back.
    pub(crate) fn credit(&mut self, quantity: Quantity) -> Amount {
        let amount = self.entitlement(quantity);
        self.credited_quantity = self.credited_quantity.plus(quantity);
        self.credited = self.credited.plus(amount);
        amount
    }

    /// Units that still have to go somewhere: neither canceled nor with the customer nor lost.
    pub fn outstanding(&self) -> Quantity {
        self.units.sum(|portion| portion.stage < Stage::Shipped)
    }
}
