use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use smallvec::SmallVec;

use super::{LineBundle, Stage, SubstituteFor, Substitution, Units, Withheld};
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
    /// What had been credited when its price or quantity last changed: what is left is divided anew from there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub settled: Option<Box<Settled>>,
    /// What one unit costs the merchant, as it was known when the line joined the order.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit_cost: Option<Box<Decimal>>,
    /// What one unit weighs in grams, as it was known when the line joined the order; 0 where it was not.
    #[serde(default, skip_serializing_if = "is_weightless")]
    pub unit_grams: u32,
    /// Units of it that are kept back until something has happened.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub withheld: Option<Box<Withheld>>,
    /// Days that units kept by lot must have left when they are delivered, if the order asks for more than item and channel do.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub minimum_life_days: u16,
    /// The bundle it is a component of, as it was sold.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bundle: Option<Box<LineBundle>>,
    /// What the customer takes instead of units that are not there; absent means nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub substitution: Option<Box<Substitution>>,
    /// The units it was given for, if a picker gave it instead of others.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub substitute_for: Option<Box<SubstituteFor>>,
}

fn is_weightless(grams: &u32) -> bool {
    *grams == 0
}

/// The part of a line that was credited before its price or quantity last changed.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Settled {
    /// How many units.
    pub quantity: Quantity,
    /// What they brought back, tax included.
    pub amount: Amount,
    /// The tax within that.
    pub tax: Amount,
}

fn is_zero(days: &u16) -> bool {
    *days == 0
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

    /// What the first `units` units that are credited bring back together, tax included.
    ///
    /// A line whose price or quantity has never changed divides its total by cumulative rounding, see [`cumulative_share`]. A change
    /// leaves what was credited before as it is, and divides what is charged for the rest over the rest.
    pub(crate) fn share(&self, units: Quantity) -> i64 {
        self.divided(self.total.minor(), |settled| settled.amount, units)
    }

    /// The tax within [`Line::share`], by the same method.
    fn share_of_tax(&self, units: Quantity) -> i64 {
        self.divided(self.tax().minor(), |settled| settled.tax, units)
    }

    fn divided(&self, total: i64, settled_part: impl Fn(&Settled) -> Amount, units: Quantity) -> i64 {
        match &self.settled {
            None => cumulative_share(total, units.units(), self.quantity.units()),
            Some(settled) => {
                let before = settled_part(settled).minor();
                let (left, rest) = (units.less(settled.quantity), self.quantity.less(settled.quantity));
                before + cumulative_share(total - before, left.units(), rest.units())
            }
        }
    }

    /// What the next `quantity` units bring back, tax included: the refund entitlement.
    ///
    /// It is the difference of two cumulative shares of what the line costs, so any order and size of cancellations
    /// and returns sums to exactly what was charged.
    pub fn entitlement(&self, quantity: Quantity) -> Amount {
        self.worth(self.credited_quantity, quantity)
    }

    /// The tax within [`Line::entitlement`], by the same method.
    pub fn entitlement_tax(&self, quantity: Quantity) -> Amount {
        self.worth_of_tax(self.credited_quantity, quantity)
    }

    /// What `quantity` units bring back once `before` have been credited.
    pub(crate) fn worth(&self, before: Quantity, quantity: Quantity) -> Amount {
        self.total.with_minor(self.share(before.plus(quantity)) - self.share(before))
    }

    /// The tax within [`Line::worth`].
    pub(crate) fn worth_of_tax(&self, before: Quantity, quantity: Quantity) -> Amount {
        self.total.with_minor(self.share_of_tax(before.plus(quantity)) - self.share_of_tax(before))
    }

    /// The tax within what has been credited.
    pub fn credited_tax(&self) -> Amount {
        self.total.with_minor(self.share_of_tax(self.credited_quantity))
    }

    /// Units that have not been credited: with the customer, on their way, or still to be had.
    pub fn uncredited(&self) -> Quantity {
        self.quantity.less(self.credited_quantity)
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
