//! What an order costs: worked out once, when it is captured, and frozen.

use rust_decimal::{Decimal, RoundingStrategy};
use smallvec::SmallVec;

use super::capture_order::{CaptureOrder, Discount, TaxRate, repeated};
use super::charge::Charge;
use super::line::{Line, TaxLine, TaxLines};
use super::substitution::Substitution;
use super::units::Units;
use crate::money::allocate;
use crate::{Amount, Currency, ID_LENGTH_MAX, Quantity, Rejection};

/// What the parts of an order cost.
#[derive(Debug)]
pub(crate) struct Priced {
    pub(crate) lines: Vec<Line>,
    pub(crate) shipping: Amount,
    pub(crate) shipping_tax: Amount,
    pub(crate) charges: Vec<Charge>,
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
        let (line_net, discount) =
            discounted(line.unit_price, line.quantity, &line.discounts, currency).map_err(|(field, problem)| at(place, field, problem))?;
        net.push(line_net);
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
            settled: None,
            unit_cost: None,
            unit_grams: 0,
            withheld: None,
            minimum_life_days: line.minimum_life_days,
            bundle: None,
            substitution: line.substitution.as_deref().and_then(Substitution::kept),
            substitute_for: None,
        });
    }
    let (mut shipping, mut shipping_tax) = (Amount::zero(currency), Amount::zero(currency));
    if let Some(charge) = &command.shipping {
        (shipping, shipping_tax) = charged("shipping", charge.price, &charge.taxes, command.prices_include_tax, currency)?;
        total = total.plus(shipping);
    }
    let charges = charges(command)?;
    let total = charges.iter().fold(total, |total, charge| total.plus(charge.amount));
    if total.minor() > crate::MINOR_MAX {
        return Err(Rejection::AmountTooLarge { field: "total".to_owned() });
    }
    Ok(Priced { lines, shipping, shipping_tax, charges, total })
}

/// What a charge that is not a line costs with its tax, and the tax.
pub(super) fn charged(
    field: &str,
    price: Decimal,
    rates: &[TaxRate],
    included: bool,
    currency: Currency,
) -> Result<(Amount, Amount), Rejection> {
    let price = exact(price, currency).map_err(|problem| named(format!("{field}.price"), problem))?;
    let (taxes, charged) = taxed(price, rates, included).map_err(|problem| named(format!("{field}.taxes"), problem))?;
    Ok((charged, taxes.iter().fold(Amount::zero(currency), |sum, tax| sum.plus(tax.amount))))
}

fn charges(command: &CaptureOrder) -> Result<Vec<Charge>, Rejection> {
    if let Some(repeated) = repeated(command.charges.iter().map(|charge| &charge.kind)) {
        return Err(Rejection::field("charges", format!("kind `{}` is named twice: add the prices up", repeated.name())));
    }
    let mut charges = Vec::with_capacity(command.charges.len());
    for (place, charge) in command.charges.iter().enumerate() {
        let field = format!("charges[{place}]");
        let (amount, tax) = charged(&field, charge.price, &charge.taxes, command.prices_include_tax, command.currency)?;
        charges.push(Charge { kind: charge.kind, amount, tax, credited: Amount::zero(command.currency) });
    }
    Ok(charges)
}

/// What units of a line cost, tax included, and what makes that up.
#[derive(Debug)]
pub(crate) struct Cost {
    pub(crate) discount: Amount,
    pub(crate) taxes: TaxLines,
    pub(crate) total: Amount,
}

/// What one of some units costs, to eight decimals: it is shown and prices units added later, and what these cost is exact beside it.
pub(crate) fn price_of_one(cost: &Cost, quantity: Quantity, includes_tax: bool) -> Decimal {
    let tax = cost.taxes.iter().fold(cost.total.with_minor(0), |sum, tax| sum.plus(tax.amount));
    let net = if includes_tax { cost.total } else { cost.total.minus(tax) };
    let one = net.decimal().checked_div(Decimal::from(quantity.units())).unwrap_or_default();
    one.round_dp_with_strategy(8, RoundingStrategy::MidpointAwayFromZero).normalize()
}

/// Prices units that are not captured with their order: those of an edit. What is wrong comes with the field it is about.
pub(crate) fn cost(
    unit_price: Decimal,
    quantity: Quantity,
    discounts: &[Discount],
    rates: &[TaxRate],
    included: bool,
    currency: Currency,
) -> Result<Cost, (&'static str, Problem)> {
    let (net, discount) = discounted(unit_price, quantity, discounts, currency)?;
    let (taxes, total) = taxed(net, rates, included).map_err(|problem| ("taxes", problem))?;
    if total.minor() > crate::MINOR_MAX {
        return Err(("unit_price", Problem::Amount(crate::AmountError::TooLarge)));
    }
    Ok(Cost { discount, taxes, total })
}

/// What units cost less their discounts, and those.
fn discounted(
    unit_price: Decimal,
    quantity: Quantity,
    discounts: &[Discount],
    currency: Currency,
) -> Result<(Amount, Amount), (&'static str, Problem)> {
    let gross = gross(unit_price, quantity, currency).map_err(|problem| ("unit_price", problem))?;
    let discount = sum(discounts, currency).map_err(|problem| ("discounts", problem))?;
    if discount > gross {
        return Err(("discounts", Problem::Text(format!("{discount} is more than the line costs ({gross})"))));
    }
    Ok((gross.minus(discount), discount))
}

/// Tax by rate, and what is charged in the end.
///
/// Included: the tax of all rates together is `amount - amount / (1 + sum of rates)`, rounded half away from zero, and divided
/// over the rates by largest remainder. Added: `amount x rate`, rounded likewise for each rate.
pub(crate) fn taxed(amount: Amount, rates: &[TaxRate], included: bool) -> Result<(TaxLines, Amount), Problem> {
    if rates.is_empty() {
        return Ok((TaxLines::new(), amount));
    }
    if rates.len() > RATES_MAX {
        return Err(Problem::Text(format!("name at most {RATES_MAX} rates")));
    }
    let wrong = || Problem::Text("a rate is a fraction from 0 to 10 with at most 8 decimals: 0.18 for 18 %".to_owned());
    let scaled: SmallVec<[i64; 4]> = rates.iter().map(|tax| scaled(tax.rate)).collect::<Option<_>>().ok_or_else(wrong)?;
    let line = |rate: &TaxRate, minor| TaxLine { rate: rate.rate, amount: amount.with_minor(minor) };
    if !included {
        let mut taxes = TaxLines::with_capacity(rates.len());
        let mut charged = amount;
        for (rate, scaled) in rates.iter().zip(scaled) {
            let tax = share(amount.minor(), scaled, RATE_UNIT)?;
            charged = charged.plus(amount.with_minor(tax));
            taxes.push(line(rate, tax));
        }
        return Ok((taxes, charged));
    }
    let sum: i64 = scaled.iter().sum();
    let tax = share(amount.minor(), sum, RATE_UNIT + sum)?;
    if let [rate] = rates {
        return Ok((TaxLines::from_buf([line(rate, tax)]), amount));
    }
    let weights: Vec<u64> = scaled.iter().map(|rate| rate.unsigned_abs()).collect();
    let shares = allocate(tax, &weights);
    Ok((rates.iter().zip(shares).map(|(rate, share)| line(rate, share)).collect(), amount))
}

/// Rates are reckoned in units of a hundred millionth.
const RATE_UNIT: i64 = 100_000_000;

/// A rate in hundred millionths, exactly; none if it is negative, above ten, or has more than eight decimals.
fn scaled(rate: Decimal) -> Option<i64> {
    let missing = 8_u32.checked_sub(rate.scale()).filter(|_| !rate.is_sign_negative())?;
    let scaled = i64::try_from(rate.mantissa()).ok()?.checked_mul(10_i64.pow(missing))?;
    Some(scaled).filter(|scaled| *scaled <= 10 * RATE_UNIT)
}

/// `amount x part / whole`, rounded half away from zero. Amounts here are not negative.
fn share(amount: i64, part: i64, whole: i64) -> Result<i64, Problem> {
    // Amounts up to some ten million fit 64 bits, in which a division takes a fraction of the time.
    if let Some(doubled) = amount.checked_mul(part).and_then(|product| product.checked_mul(2)?.checked_add(whole)) {
        return Ok(doubled / (whole * 2));
    }
    let (part, whole) = (i128::from(part), i128::from(whole));
    let doubled = i128::from(amount) * part * 2 + whole;
    i64::try_from(doubled / (whole * 2)).map_err(|_| Problem::Amount(crate::AmountError::TooLarge))
}

const RATES_MAX: usize = 16;
const DISCOUNTS_MAX: usize = 64;

fn gross(unit_price: Decimal, quantity: Quantity, currency: Currency) -> Result<Amount, Problem> {
    if unit_price.is_sign_negative() && !unit_price.is_zero() {
        return Err(Problem::Text("a price is not negative: use discounts to take something off".to_owned()));
    }
    if unit_price.scale() > 8 {
        return Err(Problem::Text("a unit price has at most 8 decimals".to_owned()));
    }
    Ok(Amount::of_units(unit_price, quantity, currency)?)
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
