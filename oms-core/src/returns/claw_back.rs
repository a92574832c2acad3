//! Take discounts back that were given for buying more than is kept.

use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

use super::CreditedUnits;
use crate::batch::Workspace;
use crate::event::Event;
use crate::money::allocate;
use crate::order::repricing::{charge_rest, left_of_taxes, rates};
use crate::order::totals::taxed;
use crate::order::{DiscountMinimum, Line, Order, Promotion};
use crate::{Amount, LineId, Quantity};

/// A discount that was taken back, since too little is kept for it.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ClawBack {
    /// Its code.
    #[serde(default, skip_serializing_if = "SmolStr::is_empty")]
    pub code: SmolStr,
    /// What would have had to be kept for it.
    pub minimum: DiscountMinimum,
    /// What is kept of the goods that count, at unit prices before discounts.
    pub kept_amount: Amount,
    /// The same in units.
    pub kept_quantity: Quantity,
    /// What the goods that are kept cost more by it, tax included.
    pub amount: Amount,
}

/// Takes back every discount of which too little is kept after units were credited, where the terms of the order say so and not all that
/// came back did so by fault of the seller.
///
/// The goods that are kept cost what they would have without the discount, so that what they bring when they come back later is that
/// much more: nothing is lost to a customer who returns everything. All discounts together take back at most `left`, which is what the
/// units bring now beyond the fees that are kept: nobody pays for returning something.
pub(super) fn claw_back(work: &mut Workspace, order: &mut Order, units: &[CreditedUnits], mut left: Amount) -> Vec<ClawBack> {
    let by_customer = units.iter().any(|units| units.reason.is_none_or(|reason| !reason.is_sellers_fault()));
    let claws_back = order.return_terms.as_ref().is_some_and(|terms| terms.claws_back);
    if !claws_back || !by_customer {
        return Vec::new();
    }
    let mut taken = Vec::new();
    for place in 0..order.promotions.len() {
        let Some(promotion) = order.promotions.get(place).filter(|promotion| !promotion.ended).cloned() else { continue };
        let (kept_amount, kept_quantity) = promotion.kept(order);
        if !promotion.is_missed((kept_amount, kept_quantity)) {
            continue;
        }
        let amount = take(work, order, &promotion, left);
        if let Some(promotion) = order.promotions.get_mut(place) {
            promotion.ended = true;
        }
        left = left.minus(amount);
        if !amount.is_zero() {
            taken.push(ClawBack { code: promotion.code, minimum: promotion.minimum, kept_amount, kept_quantity, amount });
        }
    }
    order.total = order.sum_of_parts();
    taken
}

/// Lets what is kept cost what it would without the discount, at most `most` more. Answers how much more that is.
fn take(work: &mut Workspace, order: &mut Order, promotion: &Promotion, most: Amount) -> Amount {
    let kept = |part: &crate::order::PromotionPart| order.line(&part.line).map_or(0, |line| part.kept(line).minor());
    let weights: Vec<i64> = promotion.parts.iter().map(kept).collect();
    let whole: i64 = weights.iter().sum();
    let magnitudes: Vec<u64> = weights.iter().map(|weight| weight.unsigned_abs()).collect();
    let included = order.prices_include_tax;
    // Tax that is added on top may make it a little more than there is to take: then a little less discount is taken back.
    let mut discount = whole.min(most.minor());
    loop {
        let shares = allocate(discount, &magnitudes);
        let priced: Vec<(LineId, i64, Line)> = promotion
            .parts
            .iter()
            .zip(shares)
            .filter(|(_, share)| *share != 0)
            .filter_map(|(part, share)| Some((part.line.clone(), share, order.line(&part.line).ok()?.clone())))
            .collect();
        let dearer: Vec<Option<Line>> = priced.iter().map(|(_, share, line)| without(line, *share, included)).collect();
        let more = |(before, after): (&(LineId, i64, Line), &Option<Line>)| {
            after.as_ref().map_or(0, |line| line.total.minor() - before.2.total.minor())
        };
        let amount: i64 = priced.iter().zip(&dearer).map(more).sum();
        if amount <= most.minor() || discount == 0 {
            for line in dearer.into_iter().flatten() {
                work.emit(Event::LineEdited { order: order.id.clone(), line: line.id.clone(), added: Quantity::ZERO, total: line.total });
                order.keep_price(&line.id);
                if let Ok(place) = order.line_mut(&line.id) {
                    *place = line;
                }
            }
            return most.with_minor(amount);
        }
        discount -= (amount - most.minor()).min(discount).max(1);
    }
}

/// The line as it costs with so much less discount on what is kept of it; none where tax cannot be worked out.
fn without(line: &Line, share: i64, included: bool) -> Option<Line> {
    let left = line.total.minus(line.credited);
    let net = if included { left } else { left_of_taxes(line).iter().fold(left, |left, tax| left.minus(tax.amount)) };
    let (taxes, total) = taxed(net.with_minor(net.minor() + share), &rates(line), included).ok()?;
    let mut line = line.clone();
    line.discount = line.discount.minus(total.with_minor(share));
    charge_rest(&mut line, total, &taxes);
    Some(line)
}
