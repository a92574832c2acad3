//! What is checked when an order is captured. A finding is a hold with its figures; nothing is lost.

use super::capture_order::CaptureOrder;
use super::{HoldKind, Order};
use crate::batch::Workspace;
use crate::payment::{PaymentMethod, valid};
use crate::settings::{CashLimit, Channel, VerificationPolicy};
use crate::{Address, Amount, Timestamp};

/// Everything that is wrong with an order, each with its reason.
pub(super) fn verify(command: &CaptureOrder, work: &Workspace, channel: &Channel, order: &Order) -> Vec<(HoldKind, String)> {
    let policy = &work.settings().policies.verification;
    let mut findings = Vec::new();
    let mut found = |kind, finding: Option<String>| findings.extend(finding.map(|reason| (kind, reason)));
    found(HoldKind::Payment, payment(channel, order, work.now()));
    found(HoldKind::Totals, totals(command, order));
    found(HoldKind::Address, address(policy, order));
    found(HoldKind::Duplicate, duplicate(policy, work, order));
    found(HoldKind::Review, review(policy, order));
    findings
}

/// Why the order still waits for its payment at an instant.
pub(crate) fn payment(channel: &Channel, order: &Order, at: Timestamp) -> Option<String> {
    if !channel.requires_payment {
        return None;
    }
    let missing = unsecured(channel, order, valid(order, at))?;
    let total = order.balance().total;
    Some(format!("{} of {total} is authorized or captured", total.minus(missing)))
}

/// What is neither captured nor authorized, where the channel wants it to be. Cash on delivery and marketplaces pay later, and that
/// is agreed.
pub(crate) fn unsecured(channel: &Channel, order: &Order, authorized: Amount) -> Option<Amount> {
    let pays_later = |method| matches!(method, PaymentMethod::CashOnDelivery | PaymentMethod::Marketplace | PaymentMethod::Invoice);
    if !channel.requires_payment || order.payments.iter().any(|payment| pays_later(payment.method)) {
        return None;
    }
    let balance = order.balance();
    let missing = balance.due.minus(authorized);
    (missing.minor() > 0).then_some(missing)
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
    order.shipping_address.as_deref().map_or_else(|| Some("there is none".to_owned()), missing)
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
    let address = order.shipping_address.as_ref().filter(|_| in_cash);
    let by_destination = address.and_then(|address| cash_limit(policy, address));
    let limit = by_destination.map_or(policy.cash_on_delivery_limit, |entry| Some(entry.limit));
    if let Some(limit) = above(limit).filter(|_| in_cash) {
        let place = by_destination.map_or(String::new(), |entry| format!(" for {} {}", entry.country, entry.postal_prefix));
        return Some(format!("{} in cash on delivery is above the limit of {limit}{}", order.total, place.trim_end()));
    }
    above(policy.review_above).map(|limit| format!("the total of {} is above the limit of {limit}", order.total))
}

/// The limit for the destination: that of the longest prefix which its postal code begins with.
fn cash_limit<'a>(policy: &'a VerificationPolicy, address: &Address) -> Option<&'a CashLimit> {
    let plain = |text: &str| text.chars().filter(|letter| !letter.is_whitespace()).flat_map(char::to_uppercase).collect::<String>();
    let code = plain(&address.postal_code);
    let of_country = policy.cash_on_delivery_limits.iter().filter(|entry| entry.country == address.country);
    let fitting = of_country.map(|entry| (plain(&entry.postal_prefix), entry)).filter(|(prefix, _)| code.starts_with(prefix.as_str()));
    // Of two entries for the same prefix the first stands.
    fitting.rev().max_by_key(|(prefix, _)| prefix.len()).map(|(_, entry)| entry)
}
