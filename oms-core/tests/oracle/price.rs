//! What an order costs, worked out with fractions of whole numbers.

use oms_core::order::{CaptureOrder, Discount, TaxRate};
use oms_core::{Currency, MINOR_MAX};
use rust_decimal::Decimal;

use super::{Refusal, refuse};

/// What the parts of an order cost, in minor units.
pub(crate) struct Prices {
    pub(crate) lines: Vec<LinePrice>,
    pub(crate) shipping: i64,
    pub(crate) total: i64,
}

/// What a line costs, in minor units.
pub(crate) struct LinePrice {
    pub(crate) discount: i64,
    pub(crate) taxes: Vec<i64>,
    pub(crate) total: i64,
}

/// A fraction of whole numbers.
#[derive(Clone, Copy)]
struct Fraction {
    over: i128,
    under: i128,
}

impl Fraction {
    fn of(decimal: Decimal) -> Fraction {
        let decimal = decimal.normalize();
        Fraction { over: decimal.mantissa(), under: 10_i128.pow(decimal.scale()) }
    }

    /// The nearest whole number, halves away from zero.
    fn rounded(self) -> i128 {
        let twice = 2 * self.over.abs() + self.under;
        self.over.signum() * (twice / (2 * self.under))
    }
}

fn unit(currency: Currency) -> i128 {
    10_i128.pow(u32::from(currency.digits()))
}

fn bounded(minor: i128) -> Result<i64, Refusal> {
    if minor.abs() > i128::from(MINOR_MAX) { refuse("amount_too_large") } else { Ok(i64::try_from(minor).expect("bounded")) }
}

/// An amount in minor units; finer ones are refused.
pub(crate) fn minor_exactly(amount: Decimal, currency: Currency) -> Result<i64, Refusal> {
    let Fraction { over, under } = Fraction::of(amount);
    let Some(minor) = over.checked_mul(unit(currency)) else { return refuse("amount_too_large") };
    if minor % under != 0 {
        return refuse("amount_too_fine");
    }
    bounded(minor / under)
}

/// The same for amounts that must not be negative.
pub(crate) fn positive(amount: Decimal, currency: Currency) -> Result<i64, Refusal> {
    let minor = minor_exactly(amount, currency)?;
    if minor < 0 { refuse("invalid_field") } else { Ok(minor) }
}

/// What so many units cost, rounded half away from zero.
pub(crate) fn round_units(price: Decimal, units: i64, currency: Currency) -> i64 {
    let Fraction { over, under } = Fraction::of(price);
    i64::try_from(Fraction { over: over * i128::from(units) * unit(currency), under }.rounded()).expect("an amount that was taken before")
}

/// Parts of a whole by weight: each gets its share rounded down, and what is left over goes to the largest remainders,
/// the first of equal ones first.
pub(crate) fn divide(total: i64, weights: &[i64]) -> Vec<i64> {
    let weights: Vec<i64> = if weights.iter().all(|weight| *weight == 0) { vec![1; weights.len()] } else { weights.to_vec() };
    let sum: i128 = weights.iter().map(|weight| i128::from(*weight)).sum();
    let share = |weight: i64| i128::from(total) * i128::from(weight);
    let mut parts: Vec<i64> = weights.iter().map(|weight| i64::try_from(share(*weight) / sum).expect("a part")).collect();
    let mut by_remainder: Vec<usize> = (0..weights.len()).collect();
    by_remainder.sort_by_key(|place| std::cmp::Reverse(share(weights[*place]) % sum));
    let left = total - parts.iter().sum::<i64>();
    for place in by_remainder.into_iter().take(usize::try_from(left).expect("not negative")) {
        parts[place] += 1;
    }
    parts
}

/// A part of an amount, rounded half away from zero.
pub(crate) fn round_share(amount: i64, rate: Decimal) -> i64 {
    let Fraction { over, under } = Fraction::of(rate);
    i64::try_from(Fraction { over: over * i128::from(amount), under }.rounded()).expect("a part of an amount")
}

fn discounts(discounts: &[Discount], currency: Currency) -> Result<i64, Refusal> {
    if discounts.len() > 64 {
        return refuse("invalid_field");
    }
    discounts.iter().map(|discount| positive(discount.amount, currency)).sum()
}

/// The tax at each rate, and what is charged with it.
pub(super) fn taxed(amount: i64, rates: &[TaxRate], included: bool) -> Result<(Vec<i64>, i64), Refusal> {
    let allowed = |rate: Decimal| !rate.is_sign_negative() && rate <= Decimal::TEN && rate.scale() <= 8;
    if rates.len() > 16 || !rates.iter().all(|tax| allowed(tax.rate)) {
        return refuse("invalid_field");
    }
    // In hundred millionths, which every rate accepted is a whole number of.
    let parts: Vec<i128> = rates.iter().map(|tax| tax.rate.mantissa() * 10_i128.pow(8 - tax.rate.scale())).collect();
    let whole = 100_000_000_i128;
    let amount_wide = i128::from(amount);
    if included {
        let sum: i128 = parts.iter().sum();
        let tax = Fraction { over: amount_wide * sum, under: whole + sum }.rounded();
        let weights: Vec<i64> = parts.iter().map(|part| i64::try_from(*part).expect("a rate is small")).collect();
        let taxes = if rates.is_empty() { Vec::new() } else { divide(i64::try_from(tax).expect("less than the amount"), &weights) };
        return Ok((taxes, amount));
    }
    let taxes: Result<Vec<i64>, Refusal> =
        parts.iter().map(|part| bounded(Fraction { over: amount_wide * part, under: whole }.rounded())).collect();
    let taxes = taxes?;
    let charged = amount + taxes.iter().sum::<i64>();
    Ok((taxes, charged))
}

/// What units cost less their discounts, and those.
fn discounted(unit_price: Decimal, units: i64, off: &[Discount], currency: Currency) -> Result<(i64, i64), Refusal> {
    if unit_price < Decimal::ZERO || unit_price.scale() > 8 {
        return refuse("invalid_field");
    }
    let Fraction { over, under } = Fraction::of(unit_price);
    let Some(over) = over.checked_mul(i128::from(units) * unit(currency)) else { return refuse("amount_too_large") };
    let gross = bounded(Fraction { over, under }.rounded())?;
    let discount = discounts(off, currency)?;
    if discount > gross { refuse("invalid_field") } else { Ok((gross - discount, discount)) }
}

/// What units cost that are added or priced anew by an edit.
pub(crate) fn cost(
    unit_price: Decimal,
    units: i64,
    off: &[Discount],
    rates: &[TaxRate],
    included: bool,
    currency: Currency,
) -> Result<LinePrice, Refusal> {
    let (net, discount) = discounted(unit_price, units, off, currency)?;
    let (taxes, total) = taxed(net, rates, included)?;
    if total > MINOR_MAX { refuse("amount_too_large") } else { Ok(LinePrice { discount, taxes, total }) }
}

/// Prices an order: lines, their discounts, their shares of the order's discounts, taxes, shipping.
pub(crate) fn price(command: &CaptureOrder) -> Result<Prices, Refusal> {
    let currency = command.currency;
    let mut net = Vec::new();
    let mut taken_off = Vec::new();
    for line in &command.lines {
        let (line_net, discount) = discounted(line.unit_price, line.quantity.units(), &line.discounts, currency)?;
        net.push(line_net);
        taken_off.push(discount);
    }
    let discount = discounts(&command.discounts, currency)?;
    if discount > net.iter().sum() {
        return refuse("invalid_field");
    }
    for (place, share) in divide(discount, &net).into_iter().enumerate() {
        net[place] -= share;
        taken_off[place] += share;
    }
    let mut lines = Vec::new();
    for ((line, net), discount) in command.lines.iter().zip(net).zip(taken_off) {
        let (taxes, total) = taxed(net, &line.taxes, command.prices_include_tax)?;
        lines.push(LinePrice { discount, taxes, total });
    }
    let shipping = match &command.shipping {
        None => 0,
        Some(charge) => taxed(positive(charge.price, currency)?, &charge.taxes, command.prices_include_tax)?.1,
    };
    let total = lines.iter().map(|line| line.total).sum::<i64>() + shipping;
    if total > MINOR_MAX {
        return refuse("amount_too_large");
    }
    Ok(Prices { lines, shipping, total })
}
