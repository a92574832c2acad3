//! What is checked when an order is captured. A finding is a hold with its figures; nothing is lost.

use super::capture_order::CaptureOrder;
use super::{HoldKind, Order};
use crate::batch::Workspace;
use crate::payment::PaymentMethod;
use crate::settings::{Channel, VerificationPolicy};
use crate::{Address, Amount};

/// Everything that is wrong with an order, each with its reason.
pub(super) fn verify(command: &CaptureOrder, work: &Workspace, channel: &Channel, order: &Order) -> Vec<(HoldKind, String)> {
    let policy = &work.settings().policies.verification;
    let findings = [
        (HoldKind::Payment, payment(channel, order)),
        (HoldKind::Totals, totals(command, order)),
        (HoldKind::Address, address(policy, order)),
        (HoldKind::Duplicate, duplicate(policy, work, order)),
        (HoldKind::Review, review(policy, order)),
    ];
    findings.into_iter().filter_map(|(kind, finding)| finding.map(|reason| (kind, reason))).collect()
}

/// Why the order still waits for its payment. Cash on delivery and marketplaces pay later, and that is agreed.
pub(crate) fn payment(channel: &Channel, order: &Order) -> Option<String> {
    let pays_later = |method| matches!(method, PaymentMethod::CashOnDelivery | PaymentMethod::Marketplace | PaymentMethod::Invoice);
    if !channel.requires_payment || order.payments.iter().any(|payment| pays_later(payment.method)) {
        return None;
    }
    let balance = order.balance();
    let secured = balance.authorized.plus(balance.captured).minus(balance.refunded);
    (secured < balance.total).then(|| format!("{secured} of {} is authorized or captured", balance.total))
}

fn totals(command: &CaptureOrder, order: &Order) -> Option<String> {
    let told = command.total?;
    let exact = Amount::exact(told, order.currency).ok();
    (exact != Some(order.total)).then(|| format!("the channel says {told}, the lines and shipping make {}", order.total))
}

pub(super) fn address(policy: &VerificationPolicy, order: &Order) -> Option<String> {
    if !policy.requires_address {
        return None;
    }
    let missing = |address: &Address| {
        let fields = [("address1", &address.address1), ("city", &address.city), ("postal_code", &address.postal_code)];
        fields.into_iter().find(|(_, text)| text.trim().is_empty()).map(|(field, _)| format!("`{field}` is empty"))
    };
    order.shipping_address.as_ref().map_or_else(|| Some("there is none".to_owned()), missing)
}

/// Another order of the customer with the same lines and total, placed shortly before or after.
fn duplicate(policy: &VerificationPolicy, work: &Workspace, order: &Order) -> Option<String> {
    let window = policy.duplicate_window?;
    let alike = |other: &Order| {
        let lines = |order: &Order| order.lines.iter().map(|line| (line.sku.clone(), line.quantity)).collect::<Vec<_>>();
        other.total == order.total && other.currency == order.currency && lines(other) == lines(order)
    };
    let near = |other: &Order| other.placed_at.after(window) >= order.placed_at && order.placed_at.after(window) >= other.placed_at;
    let recent = work.recent_orders(order.customer.as_ref()?).iter();
    let mut earlier = recent.filter_map(|recent| work.order(&recent.order).ok());
    let twin = earlier.find(|other| near(other) && alike(other))?;
    Some(format!("the same lines and total as order `{}`, placed {}", twin.id, twin.placed_at))
}

/// What the merchant wants a person to look at.
fn review(policy: &VerificationPolicy, order: &Order) -> Option<String> {
    if let Some(customer) = order.customer.as_ref().filter(|customer| policy.review_customers.contains(customer)) {
        return Some(format!("customer `{customer}` is on the review list"));
    }
    if let Some(country) =
        order.shipping_address.as_ref().map(|address| &address.country).filter(|country| policy.review_countries.contains(country))
    {
        return Some(format!("destination `{country}` is on the review list"));
    }
    if policy.limits_currency != Some(order.currency) {
        return None;
    }
    let above = |limit: Option<rust_decimal::Decimal>| limit.filter(|limit| order.total.decimal() > *limit);
    let in_cash = order.payments.iter().any(|payment| payment.method == PaymentMethod::CashOnDelivery);
    if let Some(limit) = above(policy.cash_on_delivery_limit).filter(|_| in_cash) {
        return Some(format!("{} in cash on delivery is above the limit of {limit}", order.total));
    }
    above(policy.review_above).map(|limit| format!("the total of {} is above the limit of {limit}", order.total))
}
