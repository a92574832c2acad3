//! Credit and pay back what returned units bring back.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::{Return, ReturnState};
use crate::batch::{ReadSet, Workspace};
use crate::event::Event;
use crate::order::{Order, Stage};
use crate::payment::pay_back;
use crate::{Amount, LineId, OrderId, Quantity, Rejection, ReturnId, cumulative_share};

/// Refunds all units of a return that have been inspected and not refunded yet, except those found to be something else.
///
/// Each line is credited with what its units are entitled to, tax included, so that partial returns in any order sum to what the line
/// cost. The fee is taken off the credit of the units; shipping is given back in full, and only once nothing of the order is left with
/// the customer or to be delivered. What that leaves is paid back over cards and their like first, then over gift cards and store
/// credit, each at most what it was captured for, and never more than the order then owes: what was never paid is not paid back, it
/// only lowers what is due.
///
/// Units that have not come back stay expected. The return is over when nothing is expected any more and all is refunded.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct RefundReturn {
    /// The order.
    pub order: OrderId,
    /// The return.
    pub return_id: ReturnId,
    /// The part of the units' credit that is kept, as a fraction: 0.15 for 15 %. Rounded half away from zero.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub restocking_fee_rate: Option<Decimal>,
    /// Whether shipping is given back once everything has come back. It is after a fault of the seller's, as a rule.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub refund_shipping: bool,
}

pub(crate) fn reads(_: &RefundReturn, _: &mut ReadSet) {}

pub(crate) fn execute(command: &RefundReturn, work: &mut Workspace) -> Result<(), Rejection> {
    let rate = command.restocking_fee_rate.unwrap_or_default();
    if rate < Decimal::ZERO || rate > Decimal::ONE || rate.scale() > 8 {
        return Err(Rejection::field("restocking_fee_rate", "a rate is a fraction from 0 to 1 with at most 8 decimals: 0.15 for 15 %"));
    }
    let mut order = work.order_to_change(&command.order)?;
    let units = take_refundable(command, &mut order)?;
    let goods = credit_units(&mut order, &units)?;
    let fee = Amount::rounded(goods.amount.decimal() * rate, order.currency);
    let fee = fee.map_err(|error| Rejection::amount("restocking_fee_rate", error))?;
    let shipping = if command.refund_shipping && is_all_back(&order) { credit_shipping(&mut order) } else { Credit::nothing(&order) };
    let credited = goods.amount.plus(shipping.amount);
    let entry = open(&mut order, command)?;
    entry.fee = entry.fee.plus(fee);
    let wanted = credited.minus(fee).at_most(order.balance().owed());
    let refunded = pay_back(work, &mut order, wanted, &format!("return `{}`", command.return_id))?;
    let entry = open(&mut order, command)?;
    entry.refunded = entry.refunded.plus(refunded);
    entry.advance();
    if !shipping.amount.is_zero() {
        work.emit(Event::ShippingCredited { order: command.order.clone(), credited: shipping.amount });
    }
    let tax = goods.tax.plus(shipping.tax);
    let (order_id, return_id) = (command.order.clone(), command.return_id.clone());
    work.emit(Event::ReturnRefunded { order: order_id, return_id, credited, tax, fee, refunded });
    work.put_order(order);
    Ok(())
}

/// What is no longer charged, and the tax within it.
struct Credit {
    amount: Amount,
    tax: Amount,
}

impl Credit {
    fn nothing(order: &Order) -> Credit {
        let zero = order.total.with_minor(0);
        Credit { amount: zero, tax: zero }
    }
}

fn open<'a>(order: &'a mut Order, command: &RefundReturn) -> Result<&'a mut Return, Rejection> {
    order.return_in(&command.return_id, &[ReturnState::Received, ReturnState::Inspected], "received or inspected")
}

/// Marks the units that may be refunded as refunded, and answers which those are.
fn take_refundable(command: &RefundReturn, order: &mut Order) -> Result<Vec<(LineId, Quantity)>, Rejection> {
    let mut units = Vec::new();
    for line in &mut open(order, command)?.lines {
        let refundable = line.refundable();
        if !refundable.is_zero() {
            line.refunded = line.refunded.plus(refundable);
            units.push((line.line.clone(), refundable));
        }
    }
    if units.is_empty() {
        let action = format!("refund: no unit of return `{}` is inspected and not refunded", command.return_id);
        return Err(Rejection::NothingToDo { order: command.order.clone(), action: action.into() });
    }
    Ok(units)
}

fn credit_units(order: &mut Order, units: &[(LineId, Quantity)]) -> Result<Credit, Rejection> {
    let mut credit = Credit::nothing(order);
    for (line, quantity) in units {
        let line = order.line_mut(line)?;
        credit.tax = credit.tax.plus(line.entitlement_tax(*quantity));
        credit.amount = credit.amount.plus(line.credit(*quantity));
    }
    Ok(credit)
}

/// Whether every unit of the order is canceled, lost, or has come back and been refunded.
fn is_all_back(order: &Order) -> bool {
    order.lines.iter().all(|line| {
        let refunded = order.refunded_by_returns(&line.id);
        line.units.at(Stage::Canceled).plus(line.units.at(Stage::Lost)).plus(refunded) >= line.quantity
    })
}

/// Credits what is left of shipping.
fn credit_shipping(order: &mut Order) -> Credit {
    let amount = order.shipping.minus(order.shipping_credited);
    let tax = |credited: Amount| cumulative_share(order.shipping_tax.minor(), credited.minor(), order.shipping.minor());
    let tax = amount.with_minor(tax(order.shipping) - tax(order.shipping_credited));
    order.shipping_credited = order.shipping;
    Credit { amount, tax }
}
