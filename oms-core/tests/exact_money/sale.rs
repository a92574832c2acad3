//! What was sold: prices, taxes and the share of each unit in what its line costs, as exact fractions.

use super::exact::{Exact, apportioned, part, rounded, whole};

/// A line in the model. Amounts are in minor units, rates in hundredths.
#[derive(Clone, Debug)]
pub(crate) struct Line {
    pub(crate) id: String,
    pub(crate) quantity: i64,
    pub(crate) unit_price: Exact,
    pub(crate) rates: Vec<i64>,
    pub(crate) total: Exact,
    pub(crate) tax: Exact,
    /// Units that were credited.
    pub(crate) units: i64,
    settled: Settled,
}

/// What had been credited when the line was last edited: it stays what it was.
#[derive(Clone, Debug)]
struct Settled {
    units: i64,
    amount: Exact,
    tax: Exact,
}

/// The tax within or on top of an amount, and what is charged in all.
pub(crate) fn taxed(net: &Exact, rates: &[i64], included: bool) -> (Exact, Exact) {
    if included {
        let sum = part(rates.iter().sum(), 100);
        let tax = rounded(&(net * &sum / (whole(1) + &sum)));
        return (tax, net.clone());
    }
    let tax: Exact = rates.iter().map(|rate| rounded(&(net * part(*rate, 100)))).sum();
    let total = net + &tax;
    (tax, total)
}

impl Line {
    /// A line of units at a price that may be finer than a minor unit, less a discount.
    pub(crate) fn new(id: &str, quantity: i64, unit_price: Exact, discount: &Exact, rates: &[i64], included: bool) -> Line {
        let net = rounded(&(&unit_price * whole(quantity))) - discount;
        let (tax, total) = taxed(&net, rates, included);
        let settled = Settled { units: 0, amount: whole(0), tax: whole(0) };
        Line { id: id.to_owned(), quantity, unit_price, rates: rates.to_vec(), total, tax, units: 0, settled }
    }

    /// A line that costs so much, whatever a unit of it costs: what replaces others at what they bring.
    pub(crate) fn at(id: &str, quantity: i64, (total, tax): (Exact, Exact), unit_price: Exact, rates: &[i64]) -> Line {
        let settled = Settled { units: 0, amount: whole(0), tax: whole(0) };
        Line { id: id.to_owned(), quantity, unit_price, rates: rates.to_vec(), total, tax, units: 0, settled }
    }

    /// What the next units bring, and the tax within that.
    pub(crate) fn next(&self, units: i64) -> (Exact, Exact) {
        let after = Line { units: self.units + units, ..self.clone() };
        (after.credited() - self.credited(), after.credited_tax() - self.credited_tax())
    }

    fn share(&self, of: &Exact, settled: &Exact) -> Exact {
        let (left, rest) = (self.units - self.settled.units, self.quantity - self.settled.units);
        if rest == 0 { settled.clone() } else { settled + rounded(&((of - settled) * part(left, rest))) }
    }

    /// What the units that were credited brought: the rounding of their exact share.
    pub(crate) fn credited(&self) -> Exact {
        self.share(&self.total, &self.settled.amount)
    }

    pub(crate) fn credited_tax(&self) -> Exact {
        self.share(&self.tax, &self.settled.tax)
    }

    fn settle(&mut self) {
        self.settled = Settled { units: self.units, amount: self.credited(), tax: self.credited_tax() };
    }

    /// More units at the unit price, without discounts.
    pub(crate) fn add(&mut self, more: i64, included: bool) {
        let (tax, total) = taxed(&rounded(&(&self.unit_price * whole(more))), &self.rates, included);
        self.settle();
        self.tax += tax;
        self.total += total;
        self.quantity += more;
    }

    /// Another price for the units that were not credited, less a discount.
    pub(crate) fn reprice(&mut self, unit_price: Exact, discount: &Exact, included: bool) {
        self.settle();
        let left = self.quantity - self.units;
        let (tax, total) = taxed(&(rounded(&(&unit_price * whole(left))) - discount), &self.rates, included);
        self.unit_price = unit_price;
        self.total = &self.settled.amount + total;
        self.tax = &self.settled.tax + tax;
    }
}

/// Divides a discount of the order over its lines, by what each costs after its own.
pub(crate) fn divided(discount: &Exact, nets: &[Exact]) -> Vec<Exact> {
    apportioned(discount, nets)
}
