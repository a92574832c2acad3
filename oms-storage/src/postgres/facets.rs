//! What an order can be found by besides where it stands.

use std::borrow::Cow;
use std::collections::BTreeSet;

use oms_core::order::Order;
use oms_core::query::OrderFilter;
use oms_core::{LotNumber, Sku, lot};

/// A kind of facet and its value.
pub(super) type Facet<'a> = (&'static str, Cow<'a, str>);

/// Every facet of an order.
pub(super) fn of_order(order: &Order) -> BTreeSet<Facet<'_>> {
    let skus = order.lines.iter().map(|line| ("sku", line.sku.as_str()));
    let locations = order.locations().map(|location| ("location", location.as_str()));
    let customer = order.customer.iter().map(|customer| ("customer", customer.as_str()));
    let tags = order.tags.iter().map(|tag| ("tag", tag.as_str()));
    let holds = order.holds.iter().map(|hold| ("hold", hold.kind.name()));
    let queue = order.queue().into_iter().map(|queue| ("queue", queue.name()));
    let texts = skus.chain(locations).chain(customer).chain(tags).chain(holds).chain(queue);
    let lots = order.lots().map(|(sku, lot)| of_lot(sku, lot));
    texts.map(|(kind, value)| (kind, Cow::Borrowed(value))).chain(lots).collect()
}

/// Every facet a filter asks for, those that fewest orders have first: a customer has few orders, a location many.
pub(super) fn of_filter(filter: &OrderFilter) -> Vec<Facet<'_>> {
    let lot = filter.lot.iter().map(|lot| of_lot(&lot.sku, &lot.number));
    let customer = filter.customer.iter().map(|customer| ("customer", customer.as_str()));
    let sku = filter.sku.iter().map(|sku| ("sku", sku.as_str()));
    let tag = filter.tag.iter().map(|tag| ("tag", tag.as_str()));
    let hold = filter.hold.iter().map(|kind| ("hold", kind.name()));
    let location = filter.location.iter().map(|location| ("location", location.as_str()));
    let queue = filter.queue.iter().map(|queue| ("queue", queue.name()));
    let texts = customer.chain(queue).chain(hold).chain(sku).chain(tag).chain(location);
    lot.chain(texts.map(|(kind, value)| (kind, Cow::Borrowed(value)))).collect()
}

/// A lot by the id of its paper. One whose names are too long for a paper has none, and no order has units of it.
fn of_lot<'a>(sku: &Sku, lot: &LotNumber) -> Facet<'a> {
    ("lot", Cow::Owned(lot::document_id(sku, lot).map(|id| id.to_string()).unwrap_or_default()))
}
