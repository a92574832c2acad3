//! Discounts for buying enough, and what becomes of them when less is kept, as the model takes them.

use oms_core::LineId;
use oms_core::order::{CaptureOrder, Discount, DiscountMinimum};
use rust_decimal::Decimal;

use super::price::{divide, minor_exactly, round_units, taxed};
use super::record::{LineRecord, OrderRecord, share};
use super::{Refusal, refuse};

/// A discount with a condition: the only line whose units count, and what it took off how many units of which line.
#[derive(Clone, Debug)]
pub(crate) struct PromotionRecord {
    pub(crate) only: Option<LineId>,
    pub(crate) minimum: DiscountMinimum,
    pub(crate) parts: Vec<(LineId, i64, i64)>,
    pub(crate) ended: bool,
}

/// A discount with its condition, if it has one that makes sense.
pub(crate) fn record(
    discount: &Discount,
    only: Option<LineId>,
    parts: Vec<(LineId, i64, i64)>,
) -> Result<Option<PromotionRecord>, Refusal> {
    match discount.minimum {
        None => Ok(None),
        Some(DiscountMinimum { amount: None, quantity: None }) => refuse("invalid_field"),
        Some(DiscountMinimum { amount: Some(amount), .. }) if amount < Decimal::ZERO => refuse("invalid_field"),
        Some(minimum) => Ok(Some(PromotionRecord { only, minimum, parts, ended: false })),
    }
}

impl OrderRecord {
    /// Keeps the conditional discounts of the lines of a capture, and those of the whole.
    pub(crate) fn keep_promotions(&mut self, command: &CaptureOrder) -> Result<(), Refusal> {
        let mut nets = Vec::new();
        for (place, asked) in command.lines.iter().enumerate() {
            let line = self.lines[place].clone();
            let own: Vec<i64> =
                asked.discounts.iter().map(|discount| minor_exactly(discount.amount, self.currency)).collect::<Result<_, _>>()?;
            nets.push(round_units(line.unit_price, line.quantity, self.currency) - own.iter().sum::<i64>());
            self.keep_promotions_of(&line, &asked.discounts)?;
        }
        for discount in &command.discounts {
            let shares = divide(minor_exactly(discount.amount, self.currency)?, &nets).into_iter().zip(&self.lines);
            let parts = shares.filter(|(share, _)| *share != 0).map(|(share, line)| (line.id.clone(), line.quantity, share)).collect();
            self.promotions.extend(record(discount, None, parts)?);
        }
        Ok(())
    }

    /// Keeps those of a line that joins the order.
    pub(crate) fn keep_promotions_of(&mut self, line: &LineRecord, discounts: &[Discount]) -> Result<(), Refusal> {
        for discount in discounts {
            let amount = minor_exactly(discount.amount, self.currency)?;
            self.promotions.extend(record(discount, Some(line.id.clone()), vec![(line.id.clone(), line.quantity, amount)])?);
        }
        Ok(())
    }

    /// A line has other discounts from now on.
    pub(crate) fn forget_promotions(&mut self, line: &LineId) {
        self.promotions.iter_mut().for_each(|promotion| promotion.parts.retain(|(of, ..)| of != line));
        self.promotions.retain(|promotion| !promotion.parts.is_empty());
    }

    /// Takes discounts back of which too little is kept, at most so much altogether. Answers how much that is.
    pub(crate) fn claw_back(&mut self, most: i64) -> i64 {
        let mut taken = 0;
        for place in 0..self.promotions.len() {
            let promotion = self.promotions[place].clone();
            let counts = |line: &&LineRecord| promotion.only.as_ref().is_none_or(|only| *only == line.id);
            let left = |line: &LineRecord| line.quantity - line.credited_units;
            let units: i64 = self.lines.iter().filter(counts).map(left).sum();
            let worth: i64 = self.lines.iter().filter(counts).map(|line| round_units(line.unit_price, left(line), self.currency)).sum();
            let worth = Decimal::from_i128_with_scale(i128::from(worth), u32::from(self.currency.digits()));
            let missed = promotion.minimum.amount.is_some_and(|least| worth < least)
                || promotion.minimum.quantity.is_some_and(|least| units < least.units());
            if missed && !promotion.ended {
                taken += self.take_back(&promotion, most - taken);
                self.promotions[place].ended = true;
            }
        }
        self.total = self.lines.iter().map(|line| line.total).sum::<i64>() + self.shipping;
        taken
    }

    /// Tries to take back all that is kept of a discount, then a little less, until it fits.
    fn take_back(&mut self, promotion: &PromotionRecord, most: i64) -> i64 {
        let kept = |(id, units, amount): &(LineId, i64, i64)| {
            let line = self.lines.iter().find(|line| line.id == *id).expect("a line of the order");
            (amount - share(*amount, line.credited_units.min(*units), *units)).min(line.discount - line.credited_discount())
        };
        let kept: Vec<i64> = promotion.parts.iter().map(kept).collect();
        let mut discount = kept.iter().sum::<i64>().min(most);
        loop {
            let mut lines = self.lines.clone();
            let mut repriced = Vec::new();
            for ((id, ..), back) in promotion.parts.iter().zip(divide(discount, &kept)).filter(|(_, back)| *back != 0) {
                let line = lines.iter_mut().find(|line| line.id == *id).expect("a line of the order");
                let tax = if self.included { 0 } else { line.taxes_left().iter().sum() };
                let net = line.total - line.credited() - tax + back;
                let (taxes, total) = taxed(net, &line.rates, self.included).expect("rates that were taken before");
                line.discount -= back;
                line.charge_rest(total, &taxes);
                repriced.push(id.clone());
            }
            let sum = |lines: &[LineRecord]| lines.iter().map(|line| line.total).sum::<i64>();
            let more = sum(&lines) - sum(&self.lines);
            if more <= most || discount == 0 {
                self.lines = lines;
                repriced.iter().for_each(|id| self.keep_price(id));
                return more;
            }
            discount -= (more - most).min(discount).max(1);
        }
    }
}
