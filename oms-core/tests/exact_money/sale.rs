//! What was sold: prices, taxes and the share of each unit in what its line costs, as exact fractions.

use super::exact::{Exact, apportioned, part, rounded, whole};

/// A line in the model. Amounts are in minor units, rates in hundredths.
#[derive(Clone, Debug)]
pub(crate) struct Line {
    pub(crate) id: String,
    pub(crate) quantity: i64,
    pub(crate) unit_price: Exact,
    pub(crate) rates: Vec<i64>,
    /// What is taken off all units.
    pub(crate) discount: Exact,
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
        let discount = discount.clone();
        Line { id: id.to_owned(), quantity, unit_price, rates: rates.to_vec(), discount, total, tax, units: 0, settled }
    }

    /// A line that costs so much, whatever a unit of it costs: what replaces others at what they bring.
    pub(crate) fn at(id: &str, quantity: i64, (total, tax): (Exact, Exact), unit_price: Exact, rates: &[i64]) -> Line {
        let settled = Settled { units: 0, amount: whole(0), tax: whole(0) };
        let discount = whole(0);
        Line { id: id.to_owned(), quantity, unit_price, rates: rates.to_vec(), discount, total, tax, units: 0, settled }
    }

    /// What the next units bring, and the tax within that.
    pub(crate) fn next(&self, units: i64) -> (Exact, Exact) {
        let after = Line { units: self.units + units, ..self.clone() };
        (after.credited() - self.credited(), after.credited_tax() - self.credited_tax())
    }

    fn share(&self, units: i64, of: &Exact, settled: &Exact) -> Exact {
        let (left, rest) = ((units - self.settled.units).max(0), self.quantity - self.settled.units);
        if rest == 0 { settled.clone() } else { settled + rounded(&((of - settled) * part(left, rest))) }
    }

    /// What the first so many units bring: the rounding of their exact share.
    pub(crate) fn first(&self, units: i64) -> Exact {
        self.share(units, &self.total, &self.settled.amount)
    }

    /// What the units that were credited brought.
    pub(crate) fn credited(&self) -> Exact {
        self.first(self.units)
    }

    /// The part of the discount that belongs to the units that were credited.
    pub(crate) fn credited_discount(&self) -> Exact {
        rounded(&(&self.discount * part(self.units, self.quantity)))
    }

    /// What is charged for the units that are left, without tax that is added.
    pub(crate) fn left_net(&self, included: bool) -> Exact {
        let left = &self.total - self.credited();
        if included { left } else { left - (&self.tax - self.credited_tax()) }
    }

    pub(crate) fn credited_tax(&self) -> Exact {
        self.share(self.units, &self.tax, &self.settled.tax)
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
        let left = self.quantity - self.units;
        let net = rounded(&(&unit_price * whole(left))) - discount;
        self.unit_price = unit_price;
        self.discount = self.credited_discount() + discount;
        self.charge_rest(&net, included);
    }

    /// So much, and the tax on it, is charged for the units that were not credited.
    pub(crate) fn charge_rest(&mut self, net: &Exact, included: bool) {
        let (tax, total) = taxed(net, &self.rates, included);
        self.settle();
        self.total = &self.settled.amount + total;
        self.tax = &self.settled.tax + tax;
    }
}

/// Divides a discount of the order over its lines, by what each costs after its own.
pub(crate) fn divided(discount: &Exact, nets: &[Exact]) -> Vec<Exact> {
    apportioned(discount, nets)
}
