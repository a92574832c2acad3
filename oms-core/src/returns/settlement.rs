//! Crediting units and paying back: one computation, whatever the units are credited for.

use super::verdict::{CreditedUnits, RefundBound, RefundVerdict, ShippingRule, ShippingVerdict, parts_since, refunded_by_payment};
use super::{Grade, ReturnReason};
use crate::batch::Workspace;
use crate::event::Event;
use crate::order::Order;
use crate::payment::pay_back;
use crate::settings::ShippingRefund;
use crate::{Amount, LineId, Quantity, Rejection, cumulative_share};

/// Units of a line that are to be credited for the same reason and in the same condition.
pub(crate) struct Piece {
    pub(crate) line: LineId,
    pub(crate) quantity: Quantity,
    pub(crate) reason: Option<ReturnReason>,
    pub(crate) grade: Option<Grade>,
}

/// Credits units with what they are entitled to.
pub(crate) fn credit_units(order: &mut Order, pieces: Vec<Piece>) -> Result<Vec<CreditedUnits>, Rejection> {
    let mut credited = Vec::with_capacity(pieces.len());
    for Piece { line, quantity, reason, grade } in pieces {
        let entry = order.line_mut(&line)?;
        let (credited_before, tax) = (entry.credited_quantity, entry.entitlement_tax(quantity));
        let amount = entry.credit(quantity);
        credited.push(CreditedUnits { line, quantity, credited_before, amount, tax, reason, grade });
    }
    Ok(credited)
}

/// Gives back what is left of shipping, if a rule says so; `named` is what the command says.
pub(crate) fn credit_shipping(order: &mut Order, named: Option<bool>) -> Option<ShippingVerdict> {
    if order.shipping.is_zero() {
        return None;
    }
    let left = order.shipping.minus(order.shipping_credited);
    let policy = order.return_terms.as_ref().map_or(ShippingRefund::SellersFault, |terms| terms.shipping);
    let (rule, gives) = match (named, policy) {
        _ if left.is_zero() => (ShippingRule::GivenBefore, false),
        (Some(false), _) => (ShippingRule::Command, false),
        _ if !is_all_back(order) => (ShippingRule::NotAllBack, false),
        (Some(true), _) => (ShippingRule::Command, true),
        (None, ShippingRefund::Always) => (ShippingRule::Always, true),
        (None, ShippingRefund::Never) => (ShippingRule::Never, false),
        (None, ShippingRefund::SellersFault) if is_sellers_fault(order) => (ShippingRule::SellersFault, true),
        (None, ShippingRefund::SellersFault) => (ShippingRule::NotSellersFault, false),
    };
    if !gives {
        return Some(ShippingVerdict { amount: left.with_minor(0), tax: left.with_minor(0), rule });
    }
    let tax = |credited: Amount| cumulative_share(order.shipping_tax.minor(), credited.minor(), order.shipping.minor());
    let tax = left.with_minor(tax(order.shipping) - tax(order.shipping_credited));
    order.shipping_credited = order.shipping;
    Some(ShippingVerdict { amount: left, tax, rule })
}

/// Whether every unit of the order is lost or has been credited: nothing is with the customer or still to be delivered.
fn is_all_back(order: &Order) -> bool {
    order.lines.iter().all(|line| order.lost_uncredited(line).plus(line.credited_quantity) >= line.quantity)
}

/// Whether all that came back in returns did so by fault of the seller.
fn is_sellers_fault(order: &Order) -> bool {
    let refunded = order.returns.iter().flat_map(|entry| &entry.lines).filter(|line| !line.refunded.is_zero());
    refunded.into_iter().all(|line| line.reason.is_sellers_fault())
}

/// Pays back what was credited without the fees, at most what the order owes and the payments hold. Fees count as kept by now.
pub(crate) fn pay(work: &mut Workspace, order: &mut Order, verdict: &mut RefundVerdict, reason: &str) -> Result<(), Rejection> {
    let wanted = verdict.credited.minus(verdict.fee()).minus(verdict.clawed_back()).minus(verdict.exchanged);
    let wanted = if wanted.is_negative() { wanted.with_minor(0) } else { wanted };
    verdict.owed = order.balance().owed();
    let before = refunded_by_payment(order);
    verdict.refunded = pay_back(work, order, wanted.at_most(verdict.owed), reason)?;
    verdict.payments = parts_since(order, &before);
    verdict.bound = if verdict.refunded < wanted.at_most(verdict.owed) {
        Some(RefundBound::Captured)
    } else {
        (verdict.owed < wanted).then_some(RefundBound::Owed)
    };
    if let Some(shipping) = verdict.shipping.as_ref().filter(|shipping| !shipping.amount.is_zero()) {
        work.emit(Event::ShippingCredited { order: order.id.clone(), credited: shipping.amount });
    }
    Ok(())
}
