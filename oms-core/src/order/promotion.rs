//! Discounts that were given for buying enough: what each took off which line, and what is kept of it.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

use super::capture_order::{CaptureOrder, Discount};
use super::repricing::credited_discount;
use super::totals::{exact, named};
use super::{Line, Order};
use crate::money::{allocate, cumulative_share};
use crate::{Amount, Currency, LineId, Quantity, Rejection};

/// What has to be kept for a discount: both, where both are named.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct DiscountMinimum {
    /// Goods to so much, at their unit prices before discounts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amount: Option<Decimal>,
    /// So many units.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quantity: Option<Quantity>,
}

/// A discount that was given for buying enough.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Promotion {
    /// Its code.
    #[serde(default, skip_serializing_if = "SmolStr::is_empty")]
    pub code: SmolStr,
    /// The line whose units count; absent means those of all lines.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub line: Option<LineId>,
    /// What has to be kept for it.
    pub minimum: DiscountMinimum,
    /// What it took off each line.
    pub parts: Vec<PromotionPart>,
    /// Whether it was taken back, as far as it could be.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub ended: bool,
}

/// What a discount took off one line.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct PromotionPart {
    /// The line.
    pub line: LineId,
    /// How many units it was divided over.
    pub quantity: Quantity,
    /// What it took off them, before tax where that is added.
    pub amount: Amount,
}

impl PromotionPart {
    /// What of it belongs to units that have not been credited, as far as they still have a discount.
    pub(crate) fn kept(&self, line: &Line) -> Amount {
        let credited = cumulative_share(self.amount.minor(), line.credited_quantity.units(), self.quantity.units());
        let discount = line.discount.minus(credited_discount(line));
        self.amount.with_minor(self.amount.minor() - credited).at_most(discount)
    }
}

impl Promotion {
    /// What the customer keeps of the goods that count for it: at unit prices before discounts, and in units.
    pub(crate) fn kept(&self, order: &Order) -> (Amount, Quantity) {
        let zero = order.total.with_minor(0);
        let sold_as = |line: &'_ Line| line.bundle.as_ref().map_or_else(|| line.id.clone(), |bundle| bundle.line.clone());
        let counts = order.lines.iter().filter(|line| self.line.as_ref().is_none_or(|only| only == &sold_as(line)));
        let mut bundles: Vec<&LineId> = Vec::new();
        counts.fold((zero, Quantity::ZERO), |(amount, quantity), line| {
            let worth = Amount::of_units(line.unit_price, line.uncredited(), order.currency).unwrap_or(zero);
            let units = match &line.bundle {
                None => line.uncredited(),
                // What was sold as one counts as one: as many as are whole.
                Some(bundle) if !bundles.contains(&&bundle.line) => {
                    bundles.push(&bundle.line);
                    order.whole_bundles(&bundle.line, Line::uncredited)
                }
                Some(_) => Quantity::ZERO,
            };
            (amount.plus(worth), quantity.plus(units))
        })
    }

    /// Whether that is less than it was given for.
    pub(crate) fn is_missed(&self, (amount, quantity): (Amount, Quantity)) -> bool {
        self.minimum.amount.is_some_and(|least| amount.decimal() < least) || self.minimum.quantity.is_some_and(|least| quantity < least)
    }
}

/// The conditional discounts of an order to be, with what each took off which line.
pub(super) fn of_capture(command: &CaptureOrder, lines: &[Line]) -> Result<Vec<Promotion>, Rejection> {
    let mut promotions = Vec::new();
    let all = command.lines.iter().flat_map(|line| &line.discounts).chain(&command.discounts);
    if all.into_iter().all(|discount| discount.minimum.is_none()) {
        return Ok(promotions);
    }
    let mut nets = Vec::with_capacity(lines.len());
    for (place, (asked, line)) in command.lines.iter().zip(lines).enumerate() {
        let gross = Amount::of_units(line.unit_price, line.quantity, command.currency).unwrap_or(line.total);
        let own = asked.discounts.iter().filter_map(|discount| Amount::exact(discount.amount, command.currency).ok());
        nets.push(own.fold(gross, Amount::minus).minor().unsigned_abs());
        for discount in &asked.discounts {
            let field = || format!("lines[{place}].discounts");
            promotions.extend(of_line(discount, line, command.currency, &field)?);
        }
    }
    for discount in command.discounts.iter().filter(|discount| discount.minimum.is_some()) {
        let field = || "discounts".to_owned();
        let amount = exact(discount.amount, command.currency).map_err(|problem| named(field(), problem))?;
        let shares = allocate(amount.minor(), &nets).into_iter().zip(lines).filter(|(share, _)| *share != 0);
        let parts = shares.map(|(share, line)| part(line, amount.with_minor(share))).collect();
        promotions.extend(of(discount, None, parts, &field)?);
    }
    Ok(promotions)
}

/// A discount of one line, if it has a condition.
pub(super) fn of_line(
    discount: &Discount,
    line: &Line,
    currency: Currency,
    field: &impl Fn() -> String,
) -> Result<Option<Promotion>, Rejection> {
    if discount.minimum.is_none() {
        return Ok(None);
    }
    let amount = exact(discount.amount, currency).map_err(|problem| named(field(), problem))?;
    of(discount, Some(line.id.clone()), vec![part(line, amount)], field)
}

fn part(line: &Line, amount: Amount) -> PromotionPart {
    PromotionPart { line: line.id.clone(), quantity: line.quantity, amount }
}

/// A discount with a condition, that took so much off lines.
fn of(
    discount: &Discount,
    line: Option<LineId>,
    parts: Vec<PromotionPart>,
    field: &impl Fn() -> String,
) -> Result<Option<Promotion>, Rejection> {
    let Some(minimum) = discount.minimum else { return Ok(None) };
    let below_zero = minimum.amount.is_some_and(|amount| amount.is_sign_negative() && !amount.is_zero());
    if below_zero || (minimum.amount.is_none() && minimum.quantity.is_none()) {
        return Err(Rejection::field(format!("{}.minimum", field()), "name an amount or a quantity that has to be kept, or no minimum"));
    }
    Ok(Some(Promotion { code: discount.code.clone(), line, minimum, parts, ended: false }))
}

/// Refuses the condition of a discount that comes by an edit: what it was given for is bought already.
pub(super) fn only_when_captured(discount: &Discount, field: &str) -> Result<(), Rejection> {
    if discount.minimum.is_some() {
        return Err(Rejection::field(format!("{field}.minimum"), "a minimum is told when a line joins the order: leave it out of an edit"));
    }
    Ok(())
}

impl Order {
    /// A line has other discounts from now on: none of those before is on it any more.
    pub(super) fn forget_promotions(&mut self, line: &LineId) {
        for promotion in &mut self.promotions {
            promotion.parts.retain(|part| &part.line != line);
        }
        self.promotions.retain(|promotion| !promotion.parts.is_empty());
    }
}
