//! What an order costs: worked out once, when it is captured, and frozen.

use rust_decimal::Decimal;
use smallvec::SmallVec;

use super::capture_order::{CaptureLine, CaptureOrder, Discount, TaxRate};
use super::line::{Line, TaxLine, TaxLines};
use super::units::Units;
use crate::money::allocate;
use crate::{Amount, Currency, ID_LENGTH_MAX, Quantity, Rejection};

/// What the parts of an order cost.
#[derive(Debug)]
pub(crate) struct Priced {
    pub(crate) lines: Vec<Line>,
    pub(crate) shipping: Amount,
    pub(crate) shipping_tax: Amount,
    pub(crate) total: Amount,
}

/// Prices every line, divides order discounts over them by largest remainder, adds tax and shipping.
///
/// A line's amount is `unit price x quantity`, rounded half away from zero, less its discounts, less its share of the order's
/// discounts (by what the lines cost after their own). Tax is worked out on that for all units of the line at once.
pub(crate) fn price(command: &CaptureOrder) -> Result<Priced, Rejection> {
    let currency = command.currency;
    let mut net: SmallVec<[Amount; 4]> = SmallVec::with_capacity(command.lines.len());
    let mut discounts: SmallVec<[Amount; 4]> = SmallVec::with_capacity(command.lines.len());
    for (place, line) in command.lines.iter().enumerate() {
        let gross = gross(line, currency).map_err(|error| at(place, "unit_price", error))?;
        let discount = sum(&line.discounts, currency).map_err(|error| at(place, "discounts", error))?;
        if discount > gross {
            return Err(Rejection::field(format!("lines[{place}].discounts"), format!("{discount} is more than the line costs ({gross})")));
        }
        net.push(gross.minus(discount));
        discounts.push(discount);
    }
    if !command.discounts.is_empty() {
        let discount = sum(&command.discounts, currency).map_err(|error| named("discounts", error))?;
        let whole = net.iter().fold(Amount::zero(currency), |sum, net| sum.plus(*net));
        if discount > whole {
            return Err(Rejection::field("discounts", format!("{discount} is more than the lines cost ({whole})")));
        }
        let weights: Vec<u64> = net.iter().map(|net| net.minor().unsigned_abs()).collect();
        for ((share, net), taken) in allocate(discount.minor(), &weights).into_iter().zip(&mut net).zip(&mut discounts) {
            *net = net.with_minor(net.minor() - share);
            *taken = taken.with_minor(taken.minor() + share);
        }
    }
    let mut lines = Vec::with_capacity(command.lines.len());
    let mut total = Amount::zero(currency);
    for (place, ((line, net), discount)) in command.lines.iter().zip(net).zip(discounts).enumerate() {
        let (taxes, charged) = taxed(net, &line.taxes, command.prices_include_tax).map_err(|error| at(place, "taxes", error))?;
        total = total.plus(charged);
        lines.push(Line {
            id: line.id.clone(),
            sku: line.sku.clone(),
            unit_price: line.unit_price,
            quantity: line.quantity,
            discount,
            taxes,
            total: charged,
            units: Units::ordered(line.quantity),
            credited_quantity: Quantity::ZERO,
            credited: Amount::zero(currency),
        });
    }
    let (mut shipping, mut shipping_tax) = (Amount::zero(currency), Amount::zero(currency));
    if let Some(charge) = &command.shipping {
        let price = exact(charge.price, currency).map_err(|error| named("shipping.price", error))?;
        let (taxes, charged) = taxed(price, &charge.taxes, command.prices_include_tax).map_err(|error| named("shipping.taxes", error))?;
        shipping = charged;
        shipping_tax = taxes.iter().fold(shipping_tax, |sum, tax| sum.plus(tax.amount));
        total = total.plus(shipping);
    }
    if total.minor() > crate::MINOR_MAX {
        return Err(Rejection::AmountTooLarge { field: "total".to_owned() });
    }
    Ok(Priced { lines, shipping, shipping_tax, total })
}

/// Tax by rate, and what is charged in the end.
///
/// Included: the tax of all rates together is `amount - amount / (1 + sum of rates)`, rounded half away from zero, and divided
/// over the rates by largest remainder. Added: `amount x rate`, rounded likewise for each rate.
fn taxed(amount: Amount, rates: &[TaxRate], included: bool) -> Result<(TaxLines, Amount), Problem> {
    if rates.is_empty() {
        return Ok((TaxLines::new(), amount));
    }
    if rates.len() > RATES_MAX {
        return Err(Problem::Text(format!("name at most {RATES_MAX} rates")));
    }
    if rates.iter().any(|tax| tax.rate.is_sign_negative() || tax.rate > Decimal::TEN || tax.rate.scale() > 8) {
        return Err(Problem::Text("a rate is a fraction from 0 to 10 with at most 8 decimals: 0.18 for 18 %".to_owned()));
    }
    let line = |rate: &TaxRate, minor| TaxLine { rate: rate.rate, amount: amount.with_minor(minor) };
    if !included {
        let mut taxes = TaxLines::with_capacity(rates.len());
        let mut charged = amount;
        for rate in rates {
            let tax = share(amount.minor(), scaled(rate.rate), RATE_UNIT)?;
            charged = charged.plus(amount.with_minor(tax));
            taxes.push(line(rate, tax));
        }
        return Ok((taxes, charged));
    }
    let sum: i128 = rates.iter().map(|tax| scaled(tax.rate)).sum();
    let tax = share(amount.minor(), sum, RATE_UNIT + sum)?;
    if let [rate] = rates {
        return Ok((TaxLines::from_buf([line(rate, tax)]), amount));
    }
    let weights: Vec<u64> = rates.iter().map(|tax| u64::try_from(scaled(tax.rate)).unwrap_or_default()).collect();
    let shares = allocate(tax, &weights);
    Ok((rates.iter().zip(shares).map(|(rate, share)| line(rate, share)).collect(), amount))
}

/// Rates are reckoned in units of a hundred millionth.
const RATE_UNIT: i128 = 100_000_000;

/// A rate in hundred millionths. Rates have at most eight decimals, so this is exact.
fn scaled(rate: Decimal) -> i128 {
    rate.mantissa() * 10_i128.pow(8_u32.saturating_sub(rate.scale()))
}

/// `amount x part / whole`, rounded half away from zero. Amounts here are not negative.
fn share(amount: i64, part: i128, whole: i128) -> Result<i64, Problem> {
    let exact = i128::from(amount) * part * 2 + whole;
    i64::try_from(exact / (whole * 2)).map_err(|_| Problem::Amount(crate::AmountError::TooLarge))
}

const RATES_MAX: usize = 16;
const DISCOUNTS_MAX: usize = 64;

fn gross(line: &CaptureLine, currency: Currency) -> Result<Amount, Problem> {
    if line.unit_price.is_sign_negative() && !line.unit_price.is_zero() {
        return Err(Problem::Text("a price is not negative: use discounts to take something off".to_owned()));
    }
    if line.unit_price.scale() > 8 {
        return Err(Problem::Text("a unit price has at most 8 decimals".to_owned()));
    }
    let gross = line.unit_price.checked_mul(Decimal::from(line.quantity.units())).ok_or(crate::AmountError::TooLarge)?;
    Ok(Amount::rounded(gross, currency)?)
}

fn sum(discounts: &[Discount], currency: Currency) -> Result<Amount, Problem> {
    if discounts.len() > DISCOUNTS_MAX {
        return Err(Problem::Text(format!("name at most {DISCOUNTS_MAX} discounts")));
    }
    let mut sum = Amount::zero(currency);
    for discount in discounts {
        if discount.code.len() > ID_LENGTH_MAX {
            return Err(Problem::Text(format!("a code has at most {ID_LENGTH_MAX} bytes")));
        }
        sum = sum.plus(exact(discount.amount, currency)?);
    }
    Ok(sum)
}

/// An amount of the currency that is not negative.
pub(crate) fn exact(amount: Decimal, currency: Currency) -> Result<Amount, Problem> {
    let amount = Amount::exact(amount, currency)?;
    if amount.is_negative() {
        return Err(Problem::Text("an amount is not negative".to_owned()));
    }
    Ok(amount)
}

/// What is wrong with a field that is not named yet.
#[derive(Debug)]
pub(crate) enum Problem {
    Amount(crate::AmountError),
    Text(String),
}

impl From<crate::AmountError> for Problem {
    fn from(error: crate::AmountError) -> Problem {
        Problem::Amount(error)
    }
}

/// Names the field of a problem.
pub(crate) fn named(field: impl Into<String>, problem: Problem) -> Rejection {
    match problem {
        Problem::Amount(error) => Rejection::amount(field, error),
        Problem::Text(text) => Rejection::field(field, text),
    }
}

fn at(place: usize, field: &str, problem: Problem) -> Rejection {
    named(format!("lines[{place}].{field}"), problem)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may stop")]
    use super::*;

    fn taxes(amount: i64, rates: &[&str], included: bool) -> (Vec<i64>, i64) {
        let rates: Vec<TaxRate> = rates.iter().map(|rate| TaxRate { rate: rate.parse().unwrap() }).collect();
        let (taxes, charged) = taxed(Amount::from_minor(amount, Currency::new("EUR").unwrap()), &rates, included).unwrap();
        (taxes.iter().map(|tax| tax.amount.minor()).collect(), charged.minor())
    }

    #[test]
    fn included_tax_is_divided_by_rate_however_the_rates_are_written() {
        assert_eq!(taxes(10_750, &["0.05", "0.025"], true), (vec![500, 250], 10_750));
        assert_eq!(taxes(10_750, &["0.050", "0.02500000"], true), (vec![500, 250], 10_750));
        assert_eq!(taxes(11_900, &["0.19"], true), (vec![1_900], 11_900));
        assert_eq!(taxes(100, &["0"], true), (vec![0], 100));
    }

    #[test]
    fn halves_of_a_minor_unit_are_rounded_up() {
        assert_eq!(taxes(150, &["0.19"], false), (vec![29], 179));
        assert_eq!(taxes(3, &["1"], true), (vec![2], 3));
    }
}
