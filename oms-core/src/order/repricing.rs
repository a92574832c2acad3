//! Change what a line costs after some of it may have been credited: that part stays as it was, the rest is divided anew.

use super::capture_order::{CaptureLine, TaxRate};
use super::totals::Cost;
use super::{Line, Settled, Substitution, TaxLine, TaxLines, Units};
use crate::money::{allocate, cumulative_share};
use crate::{Amount, Quantity};

/// A line that joins an order which has been placed, all its units open.
pub(crate) fn new_line(line: &CaptureLine, cost: Cost) -> Line {
    let zero = cost.total.with_minor(0);
    Line {
        id: line.id.clone(),
        sku: line.sku.clone(),
        unit_price: line.unit_price,
        quantity: line.quantity,
        discount: cost.discount,
        taxes: cost.taxes,
        total: cost.total,
        units: Units::ordered(line.quantity),
        credited_quantity: Quantity::ZERO,
        credited: zero,
        settled: None,
        unit_cost: None,
        unit_grams: 0,
        withheld: None,
        minimum_life_days: line.minimum_life_days,
        bundle: None,
        substitution: line.substitution.as_deref().and_then(Substitution::kept),
        substitute_for: None,
    }
}

/// The rates of a line's taxes.
pub(crate) fn rates(line: &Line) -> Vec<TaxRate> {
    line.taxes.iter().map(|tax| TaxRate { rate: tax.rate }).collect()
}

/// The part of a line's discount that belongs to what has been credited of it.
pub(crate) fn credited_discount(line: &Line) -> Amount {
    line.discount.with_minor(cumulative_share(line.discount.minor(), line.credited_quantity.units(), line.quantity.units()))
}

/// Adds open units to a line and to what is charged for the rest of it.
pub(super) fn add_units(line: &mut Line, more: Quantity, cost: &Cost) {
    let rest = line.total.minus(line.credited).plus(cost.total);
    let taxes =
        left_of_taxes(line).into_iter().zip(&cost.taxes).map(|(left, new)| TaxLine { amount: left.amount.plus(new.amount), ..left });
    let taxes = taxes.collect();
    charge_rest(line, rest, &taxes);
    line.quantity = line.quantity.plus(more);
    line.units.add_open(more);
}

/// Charges `rest` for the units of a line that have not been credited. What was credited before stays what it was.
pub(crate) fn charge_rest(line: &mut Line, rest: Amount, taxes: &TaxLines) {
    let credited_tax = line.credited_tax();
    let credited = credited_by_rate(line);
    line.taxes = taxes.iter().zip(credited).map(|(tax, credited)| TaxLine { rate: tax.rate, amount: tax.amount.plus(credited) }).collect();
    line.settled = (!line.credited_quantity.is_zero())
        .then(|| Box::new(Settled { quantity: line.credited_quantity, amount: line.credited, tax: credited_tax }));
    line.total = line.credited.plus(rest);
}

/// The tax within what has been credited, by rate: divided as the taxes of the line are, by largest remainder.
fn credited_by_rate(line: &Line) -> Vec<Amount> {
    line.taxes_of(line.credited_tax()).into_iter().map(|tax| tax.amount).collect()
}

/// The tax by rate within what has not been credited.
pub(crate) fn left_of_taxes(line: &Line) -> TaxLines {
    let credited = credited_by_rate(line);
    line.taxes.iter().zip(credited).map(|(tax, credited)| TaxLine { rate: tax.rate, amount: tax.amount.minus(credited) }).collect()
}

/// What `units` units of a line bring back once `from` of it have been credited: as the price of what replaces them.
pub(crate) fn worth(line: &Line, from: Quantity, units: Quantity) -> Cost {
    let tax = line.worth_of_tax(from, units);
    Cost { discount: tax.with_minor(0), taxes: line.taxes_of(tax), total: line.worth(from, units) }
}

impl Line {
    /// A sum of tax by the rates of the line: divided as its taxes are, by largest remainder.
    pub(crate) fn taxes_of(&self, tax: Amount) -> TaxLines {
        let weights: Vec<u64> = self.taxes.iter().map(|tax| tax.amount.minor().unsigned_abs()).collect();
        let parts = allocate(tax.minor(), &weights);
        self.taxes.iter().zip(parts).map(|(of, part)| TaxLine { rate: of.rate, amount: tax.with_minor(part) }).collect()
    }
}
