//! Shipping and charges: given back whole or not at all, and only once nothing of an order is left with the customer or on its way there.

use super::verdict::{ChargeVerdict, ShippingRule, ShippingVerdict};
use crate::batch::Workspace;
use crate::event::Event;
use crate::order::Order;
use crate::settings::ShippingRefund;
use crate::{Amount, cumulative_share};

/// What became of everything that is charged beside the lines.
pub(crate) struct BesideLines {
    pub(crate) shipping: Option<ShippingVerdict>,
    pub(crate) charges: Vec<ChargeVerdict>,
}

/// Gives back what is left of shipping and of each charge, as far as their rules say so; `named` is what the command says of shipping.
pub(crate) fn credit(order: &mut Order, named: Option<bool>) -> BesideLines {
    BesideLines { shipping: credit_shipping(order, named), charges: credit_charges(order) }
}

/// After the last units of an order were canceled of which others had come back before: shipping and charges go as if those had come
/// last. Shipping that a command kept stays kept.
pub(crate) fn credit_with_the_last(work: &mut Workspace, order: &mut Order) {
    if order.lines.iter().any(|line| !line.uncredited().is_zero()) {
        return;
    }
    let is_kept = |shipping: &ShippingVerdict| shipping.rule == ShippingRule::Command && shipping.amount.is_zero();
    let mut refunds = order.returns.iter().flat_map(|entry| &entry.refunds);
    let named = refunds.any(|refund| refund.shipping.as_ref().is_some_and(is_kept)).then_some(false);
    let BesideLines { shipping, charges } = credit(order, named);
    tell(work, order, shipping.as_ref(), &charges);
}

fn credit_shipping(order: &mut Order, named: Option<bool>) -> Option<ShippingVerdict> {
    if order.shipping.is_zero() {
        return None;
    }
    let left = order.shipping.minus(order.shipping_credited);
    let policy = order.return_terms.as_ref().map_or(ShippingRefund::SellersFault, |terms| terms.shipping);
    let (rule, gives) = decide(order, left, named, policy);
    if !gives {
        return Some(ShippingVerdict { amount: left.with_minor(0), tax: left.with_minor(0), rule });
    }
    let tax = |credited: Amount| cumulative_share(order.shipping_tax.minor(), credited.minor(), order.shipping.minor());
    let tax = left.with_minor(tax(order.shipping) - tax(order.shipping_credited));
    order.shipping_credited = order.shipping;
    Some(ShippingVerdict { amount: left, tax, rule })
}

fn credit_charges(order: &mut Order) -> Vec<ChargeVerdict> {
    let mut verdicts = Vec::with_capacity(order.charges.len());
    for place in 0..order.charges.len() {
        let Some(charge) = order.charges.get(place).filter(|charge| !charge.amount.is_zero()) else { continue };
        let left = charge.left();
        let policy = order.return_terms.as_ref().map_or(ShippingRefund::SellersFault, |terms| terms.charge(charge.kind));
        let (rule, gives) = decide(order, left, None, policy);
        let Some(charge) = order.charges.get_mut(place) else { continue };
        let (mut amount, mut tax) = (left.with_minor(0), left.with_minor(0));
        if gives {
            // A tax of nothing is left out of records, and with it how many decimals it has.
            (amount, tax) = (left, left.with_minor(charge.tax.minor() - charge.credited_tax().minor()));
            charge.credited = charge.amount;
        }
        verdicts.push(ChargeVerdict { kind: charge.kind, amount, tax, rule });
    }
    verdicts
}

/// Which rule decides, and whether what is left is given back.
fn decide(order: &Order, left: Amount, named: Option<bool>, policy: ShippingRefund) -> (ShippingRule, bool) {
    match (named, policy) {
        _ if left.is_zero() => (ShippingRule::GivenBefore, false),
        (Some(false), _) => (ShippingRule::Command, false),
        _ if !is_all_back(order) => (ShippingRule::NotAllBack, false),
        (Some(true), _) => (ShippingRule::Command, true),
        (None, ShippingRefund::Always) => (ShippingRule::Always, true),
        (None, ShippingRefund::Never) => (ShippingRule::Never, false),
        (None, ShippingRefund::SellersFault) if is_sellers_fault(order) => (ShippingRule::SellersFault, true),
        (None, ShippingRefund::SellersFault) => (ShippingRule::NotSellersFault, false),
    }
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

/// Tells what was given back.
pub(crate) fn tell(work: &mut Workspace, order: &Order, shipping: Option<&ShippingVerdict>, charges: &[ChargeVerdict]) {
    if let Some(shipping) = shipping.filter(|shipping| !shipping.amount.is_zero()) {
        work.emit(Event::ShippingCredited { order: order.id.clone(), credited: shipping.amount });
    }
    for charge in charges.iter().filter(|charge| !charge.amount.is_zero()) {
        work.emit(Event::ChargeCredited { order: order.id.clone(), kind: charge.kind, credited: charge.amount });
    }
}
