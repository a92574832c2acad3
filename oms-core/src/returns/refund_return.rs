//! Credit and pay back what returned units bring back.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::beside_lines;
use super::claw_back::claw_back;
use super::settlement::{self, Piece};
use super::{CreditedUnits, FeeKept, FeeKind, FeeRule, RefundVerdict, Return, ReturnLine, ReturnReason, ReturnState};
use crate::batch::{ReadSet, Workspace};
use crate::event::Event;
use crate::exchange;
use crate::order::Order;
use crate::settings::return_policy::check_rate;
use crate::{Amount, OrderId, Quantity, Rejection, ReturnId};

/// Refunds all units of a return that have been inspected (or are kept by the customer) and not refunded yet, except those found to
/// be something else.
///
/// Each line is credited with what its units are entitled to, tax included, so that partial returns in any order sum to what the line
/// cost. Fees are taken off the credit of the units, by the terms of the order unless the command names a rate. Shipping is given
/// back in full, and only once nothing of the order is left with the customer or to be delivered, by the terms unless the command
/// says; charges likewise, by the terms of their kind. What that leaves is paid back over cards and their like first, then over gift
/// cards and store credit, each at most what it was captured for, and never more than the order then owes: what was never paid is not
/// paid back, it only lowers what is due.
///
/// The return keeps the whole computation in `refunds`. Units that have not come back stay expected. The return is over when nothing
/// is expected any more and all is refunded.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct RefundReturn {
    /// The order.
    pub order: OrderId,
    /// The return.
    pub return_id: ReturnId,
    /// The part of the units' credit that is kept, as a fraction: 0.15 for 15 %. Rounded half away from zero. Absent means as the
    /// terms of the order say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub restocking_fee_rate: Option<Decimal>,
    /// Whether shipping is given back once everything has come back; absent means as the terms of the order say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub refund_shipping: Option<bool>,
}

pub(crate) fn reads(_: &RefundReturn, _: &mut ReadSet) {}

pub(crate) fn execute(command: &RefundReturn, work: &mut Workspace) -> Result<(), Rejection> {
    if let Some(rate) = command.restocking_fee_rate {
        check_rate("restocking_fee_rate", rate)?;
    }
    let mut order = work.order_to_change(&command.order)?;
    let in_exchange = order.offset(order.return_of(&command.return_id)?);
    let pieces = take_refundable(command, &mut order)?;
    let units = settlement::credit_units(&mut order, pieces)?;
    exchange::settle(&mut order, &command.return_id, &units);
    let fees = fees(command, &order, &units)?;
    let left = fees.iter().fold(sum(&order, &units), |left, fee| left.minus(fee.amount));
    let clawed_back = claw_back(work, &mut order, &units, left);
    let beside = beside_lines::credit(&mut order, command.refund_shipping);
    let mut verdict = RefundVerdict { fees, clawed_back, ..RefundVerdict::of(work.now(), &order, units, beside) };
    let fee = verdict.fee();
    let entry = open(&mut order, command)?;
    entry.fee = entry.fee.plus(fee);
    entry.advance();
    exchange::follow(work, &mut order)?;
    // What replaces the units has taken up as much of their credit as is not counted in advance any more.
    let taken_up = in_exchange.minus(order.offset(order.return_of(&command.return_id)?));
    verdict.exchanged = taken_up.at_most(verdict.credited.minus(fee).minus(verdict.clawed_back()));
    settlement::pay(work, &mut order, &mut verdict, &format!("return `{}`", command.return_id))?;
    let (credited, tax, refunded) = (verdict.credited, verdict.tax(), verdict.refunded);
    let entry = order.returns.iter_mut().find(|entry| entry.id == command.return_id);
    let entry = entry.ok_or_else(|| Rejection::UnknownReturn { order: command.order.clone(), return_id: command.return_id.clone() })?;
    entry.refunded = entry.refunded.plus(refunded);
    entry.refunds.push(verdict);
    let (order_id, return_id) = (command.order.clone(), command.return_id.clone());
    work.emit(Event::ReturnRefunded { order: order_id, return_id, credited, tax, fee, refunded });
    work.put_order(order);
    Ok(())
}

fn open<'a>(order: &'a mut Order, command: &RefundReturn) -> Result<&'a mut Return, Rejection> {
    order.return_in(&command.return_id, &[ReturnState::Received, ReturnState::Inspected], "received or inspected")
}

/// Marks the units that may be refunded as refunded, and answers which those are.
fn take_refundable(command: &RefundReturn, order: &mut Order) -> Result<Vec<Piece>, Rejection> {
    let mut pieces = Vec::new();
    open(order, command)?.lines.iter_mut().for_each(|line| take_of_line(line, &mut pieces));
    if pieces.is_empty() {
        let action = format!("refund: no unit of return `{}` is inspected and not refunded", command.return_id);
        return Err(Rejection::NothingToDo { order: command.order.clone(), action: action.into() });
    }
    Ok(pieces)
}

/// Units of a line by their grades, then those without one.
fn take_of_line(line: &mut ReturnLine, pieces: &mut Vec<Piece>) {
    let mut left = line.refundable();
    line.refunded = line.refunded.plus(left);
    let mut take = |quantity: Quantity, grade| {
        if !quantity.is_zero() {
            pieces.push(Piece { line: line.line.clone(), quantity, reason: Some(line.reason), grade });
        }
    };
    for graded in &mut line.grades {
        let quantity = graded.quantity.less(graded.refunded).min(left);
        graded.refunded = graded.refunded.plus(quantity);
        left = left.less(quantity);
        take(quantity, Some(graded.grade));
    }
    take(left, None);
}

/// What is kept. Of a return that is exchanged nothing is kept by the terms: whoever takes something else instead is a customer still.
fn fees(command: &RefundReturn, order: &Order, units: &[CreditedUnits]) -> Result<Vec<FeeKept>, Rejection> {
    let entry = order.return_of(&command.return_id)?;
    let mut fees = match command.restocking_fee_rate {
        Some(rate) => named_fee(order, units, rate)?,
        None if entry.exchange.is_some() => return Ok(Vec::new()),
        None => fees_by_terms(order, units)?,
    };
    if entry.exchange.is_none() {
        fees.extend(label_fee(order, entry, units, &fees));
    }
    Ok(fees)
}

/// What is kept at the rate the command names, of all units together.
fn named_fee(order: &Order, units: &[CreditedUnits], rate: Decimal) -> Result<Vec<FeeKept>, Rejection> {
    let base = sum(order, units);
    let amount = part(order, base, rate)?;
    let fee = FeeKept { kind: FeeKind::Restocking, rule: FeeRule::Command, line: None, rate: Some(rate), base, amount };
    Ok(Some(fee).filter(|fee| !fee.amount.is_zero()).into_iter().collect())
}

/// What is kept by the terms of the order, of units of the same line, reason and grade.
fn fees_by_terms(order: &Order, units: &[CreditedUnits]) -> Result<Vec<FeeKept>, Rejection> {
    let Some(terms) = &order.return_terms else { return Ok(Vec::new()) };
    let mut fees = Vec::new();
    for credited in units {
        let rate = credited.reason.map(|reason| terms.restocking_rate(reason, credited.grade)).unwrap_or_default();
        let (line, base) = (Some(credited.line.clone()), credited.amount);
        let amount = part(order, base, rate)?;
        if !amount.is_zero() {
            fees.push(FeeKept { kind: FeeKind::Restocking, rule: FeeRule::Terms, line, rate: Some(rate), base, amount });
        }
    }
    Ok(fees)
}

/// What is kept for the label: once a return, never where the seller is to blame for a unit of it, and no more than is left.
fn label_fee(order: &Order, entry: &Return, units: &[CreditedUnits], fees: &[FeeKept]) -> Option<FeeKept> {
    let fee = order.return_terms.as_ref()?.label_fee.filter(|_| entry.label.is_some())?;
    let was_kept = entry.refunds.iter().flat_map(|refund| &refund.fees).any(|fee| fee.kind == FeeKind::ReturnLabel);
    if was_kept || entry.lines.iter().map(|line| line.reason).any(ReturnReason::is_sellers_fault) {
        return None;
    }
    let base = fees.iter().fold(sum(order, units), |left, fee| left.minus(fee.amount));
    let amount = fee.at_most(base);
    let kept = FeeKept { kind: FeeKind::ReturnLabel, rule: FeeRule::Terms, line: None, rate: None, base, amount };
    Some(kept).filter(|kept| !kept.amount.is_zero())
}

fn sum(order: &Order, units: &[CreditedUnits]) -> Amount {
    units.iter().fold(order.total.with_minor(0), |sum, units| sum.plus(units.amount))
}

fn part(order: &Order, base: Amount, rate: Decimal) -> Result<Amount, Rejection> {
    Amount::rounded(base.decimal() * rate, order.currency).map_err(|error| Rejection::amount("restocking_fee_rate", error))
}
