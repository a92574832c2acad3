//! All that a storage holds, as text to compare.

use std::collections::BTreeSet;

use serde::Serialize;

use super::sample::at;
use crate::batch::{DueQuery, ReadSet, Snapshot, WaitingQuery};
use crate::consumer::ConsumerPosition;
use crate::document::{DocumentKind, Subject};
use crate::order::OrderQueue;
use crate::query::{MovementRow, NumberedEntry, Page, Query};
use crate::{Sku, Storage};

/// Reads a storage, which must not fail.
pub(super) fn load<S: Storage>(storage: &mut S, wanted: &ReadSet) -> Snapshot {
    storage.load(wanted).unwrap_or_else(|error| panic!("load failed: {error}"))
}

/// Reads a page, which must not fail.
pub(super) fn scan<S: Storage>(storage: &mut S, query: &Query) -> Page {
    let page = storage.scan(query).unwrap_or_else(|error| panic!("scan failed: {error}"));
    let json = storage.scan_json(query).unwrap_or_else(|error| panic!("scan failed: {error}"));
    assert!(json == page.to_json(), "asked for as JSON, the page of {query:?} is another one");
    page
}

/// Everything that can be asked from outside, one line a record.
pub(super) fn everything<S: Storage>(storage: &mut S) -> Vec<String> {
    let mut lines = Vec::new();
    let Page::Settings { settings } = scan(storage, &Query::Settings) else { panic!("asked for settings") };
    lines.push(line("settings", &settings));
    let mut skus = BTreeSet::new();
    for item in items(storage, 100) {
        lines.push(line("item", &item));
        skus.insert(item.sku.clone());
    }
    for stock in stock(storage, 100) {
        lines.push(line("stock", &stock));
        skus.insert(stock.sku);
    }
    lines.extend(consumers(storage).0.iter().map(|kept| line("consumer", kept)));
    let mut wanted = ReadSet { due: Some(DueQuery { until: at(200_000_000_000), limit: 10_000 }), ..ReadSet::default() };
    for order in orders(storage, 100) {
        lines.push(line("order", &order));
        wanted.customers.extend(order.customer.clone());
        wanted.customers.extend(order.id.as_str().parse());
        wanted.commands.extend(order.id.as_str().parse());
    }
    for entry in log(storage, 100) {
        lines.push(line("log", &entry));
        wanted.commands.push(entry.entry.envelope.id.clone());
    }
    lines.extend(reservations(storage, 100).iter().map(|reservation| line("reservation", reservation)));
    for document in documents(storage, 100) {
        lines.push(line("document", &document));
        wanted.documents.push(document.key());
    }
    for sku in &skus {
        wanted.subjects.push(Subject::Supply(sku.clone()));
        lines.extend(movements(storage, sku, None, 100).iter().map(|row| line("movement", row)));
        wanted.waiting.push(WaitingQuery { sku: sku.clone(), after: None, limit: 10_000 });
        wanted.skus.push(sku.clone());
    }
    for sku in OrderQueue::ALL.into_iter().filter_map(OrderQueue::key) {
        wanted.waiting.push(WaitingQuery { sku: sku.clone(), after: None, limit: 10_000 });
    }
    wanted.normalize();
    lines.push(line("snapshot", &load(storage, &wanted)));
    lines
}

fn line(kind: &str, record: &impl Serialize) -> String {
    format!("{kind} {}", serde_json::to_string(record).unwrap())
}

/// All consumers of the log, and the number of its last entry.
pub(super) fn consumers<S: Storage>(storage: &mut S) -> (Vec<ConsumerPosition>, u64) {
    let Page::Consumers { consumers, last } = scan(storage, &Query::Consumers) else { panic!("asked for consumers") };
    (consumers, last)
}

/// All orders by id, in pages of that size.
pub(super) fn orders<S: Storage>(storage: &mut S, limit: u32) -> Vec<std::sync::Arc<crate::order::Order>> {
    let mut all: Vec<std::sync::Arc<crate::order::Order>> = Vec::new();
    loop {
        let after = all.last().map(|order| order.id.clone());
        let Page::Orders { orders, .. } = scan(storage, &Query::AllOrders { after, limit }) else { panic!("asked for orders") };
        let done = orders.len() < to_usize(limit);
        all.extend(orders);
        if done {
            return all;
        }
    }
}

/// All items by SKU, in pages of that size.
pub(super) fn items<S: Storage>(storage: &mut S, limit: u32) -> Vec<std::sync::Arc<crate::Item>> {
    let mut all: Vec<std::sync::Arc<crate::Item>> = Vec::new();
    loop {
        let after = all.last().map(|item| item.sku.clone());
        let Page::Items { items } = scan(storage, &Query::Items { after, limit }) else { panic!("asked for items") };
        let done = items.len() < to_usize(limit);
        all.extend(items);
        if done {
            return all;
        }
    }
}

/// All stock by SKU, in pages of that size.
pub(super) fn stock<S: Storage>(storage: &mut S, limit: u32) -> Vec<crate::query::SkuStock> {
    let mut all: Vec<crate::query::SkuStock> = Vec::new();
    loop {
        let after = all.last().map(|stock| stock.sku.clone());
        let Page::Stock { skus } = scan(storage, &Query::Stock { after, limit }) else { panic!("asked for stock") };
        let done = skus.len() < to_usize(limit);
        all.extend(skus);
        if done {
            return all;
        }
    }
}

/// The whole log, in pages of that size.
pub(super) fn log<S: Storage>(storage: &mut S, limit: u32) -> Vec<NumberedEntry> {
    let mut all: Vec<NumberedEntry> = Vec::new();
    loop {
        let after = all.last().map_or(0, |entry| entry.number);
        let Page::Log { entries } = scan(storage, &Query::Log { after, limit }) else { panic!("asked for the log") };
        let done = entries.len() < to_usize(limit);
        all.extend(entries);
        if done {
            return all;
        }
    }
}

/// All reservations by id, in pages of that size.
pub(super) fn reservations<S: Storage>(storage: &mut S, limit: u32) -> Vec<std::sync::Arc<crate::reservation::Reservation>> {
    let mut all: Vec<std::sync::Arc<crate::reservation::Reservation>> = Vec::new();
    loop {
        let after = all.last().map(|reservation| reservation.id.clone());
        let Page::Reservations { reservations } = scan(storage, &Query::Reservations { after, limit }) else {
            panic!("asked for reservations")
        };
        let done = reservations.len() < to_usize(limit);
        all.extend(reservations);
        if done {
            return all;
        }
    }
}

/// All papers by id, in pages of that size.
pub(super) fn documents<S: Storage>(storage: &mut S, limit: u32) -> Vec<std::sync::Arc<crate::document::Document>> {
    let mut all: Vec<std::sync::Arc<crate::document::Document>> = Vec::new();
    loop {
        let after = all.last().map(|document| document.id.clone());
        let query = Query::Documents { kind: DocumentKind::PurchaseOrder, about: None, after, limit };
        let Page::Documents { documents } = scan(storage, &query) else { panic!("asked for papers") };
        let done = documents.len() < to_usize(limit);
        all.extend(documents);
        if done {
            return all;
        }
    }
}

/// All movements of a SKU, in pages of that many entries.
pub(super) fn movements<S: Storage>(storage: &mut S, sku: &Sku, location: Option<&crate::LocationId>, limit: u32) -> Vec<MovementRow> {
    let mut all = Vec::new();
    let mut before = None;
    loop {
        let query = Query::Movements { sku: sku.clone(), location: location.cloned(), before, limit };
        let Page::Movements { movements, next } = scan(storage, &query) else { panic!("asked for movements") };
        let entries: BTreeSet<u64> = movements.iter().map(|row| row.number).collect();
        assert_eq!(next.is_some(), entries.len() == to_usize(limit), "a full page names the next one, a shorter one does not");
        all.extend(movements);
        if next.is_none() {
            return all;
        }
        before = next;
    }
}

fn to_usize(limit: u32) -> usize {
    usize::try_from(limit).unwrap()
}
