//! What lists hold: always just what a walk over everything finds.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::de::DeserializeOwned;
use serde_json::json;

use super::contents::{documents, everything, items, load, log, movements, orders, reservations, scan, stock};
use super::sample::{entry, of_json, order, put, same, text};
use super::shop::{SKUS, Shop, minute};
use crate::batch::{ChangeSet, MovedQuery, ReadSet};
use crate::inventory::Movement;
use crate::order::Order;
use crate::query::{Axis, MovementRow, NumberedEntry, OrderFilter, PAGE_MAX, Page, Query, StatusCount};
use crate::{Engine, LocationId, OrderId, Sku, Storage};

const AXES: [Axis; 6] = [Axis::Order, Axis::Payment, Axis::Fulfillment, Axis::Delivery, Axis::Returns, Axis::Queue];

fn traded<S: Storage>(storage: S) -> Shop<S> {
    let mut shop = Shop::open(storage);
    shop.set_up();
    shop.trade(0, 250);
    shop
}

/// All orders of a shop that has traded: a storage that keeps none of them would agree with every walk over nothing.
fn many_orders<S: Storage>(shop: &mut Shop<S>) -> Vec<Arc<Order>> {
    let all = orders(shop.storage(), 1_000);
    assert!(all.len() > 150 && shop.applied > 700, "{} orders are kept: the shop is too small to tell anything", all.len());
    all
}

/// See [`CASES`](super::CASES).
pub fn filtered_orders_are_exact<S: Storage>(open: &mut dyn FnMut() -> S) {
    let mut shop = traded(open());
    let all = many_orders(&mut shop);
    let filters = filters();
    let single = filters.len();
    let pairs = (0..single).flat_map(|one| (0..one).map(move |other| (one, other)));
    // Every single condition, and some pairs of them: a prime number apart, so that each condition meets others.
    let pairs = pairs.step_by(53).map(|(one, other)| merged(&filters[one], &filters[other]));
    let mut found = 0;
    for filter in filters.iter().cloned().chain(pairs) {
        let filter: OrderFilter = of_json(&filter);
        let expected = naive(&all, &filter);
        found += usize::from(!expected.is_empty());
        // Two pages or three: a storage that goes on from the first one wrongly is found by that.
        let page = u32::try_from(expected.len()).unwrap() / 2 + 1;
        assert_eq!(listed(shop.storage(), &filter, page), expected, "{} in pages of {page}", text(&filter));
    }
    assert!(found > single, "most filters should find something");
}

/// See [`CASES`](super::CASES).
pub fn pages_of_a_load_are_those_of_a_scan<S: Storage>(open: &mut dyn FnMut() -> S) {
    let mut shop = Shop::open(open());
    shop.set_up();
    for round in 0..4 {
        shop.trade(round * 40, 40);
        let mut pages = vec![Query::Reservations { after: None, limit: 100 }];
        for number in 0..SKUS {
            let sku: Sku = format!("sku{number}").parse().unwrap();
            let filter: OrderFilter = of_json(&json!({"sku": sku, "location": "oslo", "order": "open"}));
            pages.push(Query::Orders { filter: Box::new(filter), after: None, limit: 100 });
            pages.push(Query::Movements { sku, location: Some("oslo".parse().unwrap()), before: None, limit: 5 });
        }
        let wanted = ReadSet { pages: pages.clone(), ..ReadSet::default() };
        let loaded = load(shop.storage(), &wanted).pages;
        assert_eq!(loaded.len(), pages.len(), "a page for each that was asked for");
        for (query, page) in pages.iter().zip(&loaded) {
            assert_eq!(text(page), text(&scan(shop.storage(), query)), "{}", text(query));
        }
    }
}

/// See [`CASES`](super::CASES).
pub fn lists_follow_every_commit<S: Storage>(open: &mut dyn FnMut() -> S) {
    let mut shop = Shop::open(open());
    shop.set_up();
    let filters = filters();
    for round in 0..6 {
        shop.trade(round * 20, 20);
        let all = orders(shop.storage(), 1_000);
        for filter in filters.iter().skip(usize::try_from(round).unwrap() % 3).step_by(3) {
            let filter: OrderFilter = of_json(filter);
            assert_eq!(listed(shop.storage(), &filter, 50), naive(&all, &filter), "{} after round {round}", text(&filter));
        }
        let told = log(shop.storage(), 1_000);
        for sku in 0..SKUS {
            check_movements(shop.storage(), &told, &format!("sku{sku}").parse().unwrap(), 50);
        }
    }
    // Orders that are written without any command are found as well.
    let mut lone = put(0, order("lone"));
    lone.log.clear();
    lone.epoch_read = crate::Storage::load(shop.storage(), &crate::batch::ReadSet::default()).unwrap().epoch;
    shop.storage().commit(&lone).unwrap();
    let filter = OrderFilter { sku: Some("shirt".parse().unwrap()), ..OrderFilter::default() };
    assert_eq!(listed(shop.storage(), &filter, 5), [OrderId::new("lone").unwrap()]);
}

/// See [`CASES`](super::CASES).
pub fn counts_are_exact<S: Storage>(open: &mut dyn FnMut() -> S) {
    let mut shop = traded(open());
    let all = many_orders(&mut shop);
    let filters = filters();
    let pairs = [merged(&filters[1], &filters[20]), merged(&filters[30], &filters[1])];
    for (place, filter) in filters.iter().chain(&pairs).enumerate() {
        let filter: OrderFilter = of_json(filter);
        // All orders by every axis, and those of each filter by one of them in turn.
        for axis in AXES.into_iter().cycle().skip(place).take(if place == 0 { AXES.len() } else { 1 }) {
            let mut expected: BTreeMap<String, u64> = BTreeMap::new();
            for order in all.iter().filter(|order| filter.passes(order)) {
                *expected.entry(order.status_name(axis)).or_default() += 1;
            }
            expected.remove("");
            let expected: Vec<StatusCount> = expected.into_iter().map(|(status, orders)| StatusCount { status, orders }).collect();
            let query = Query::OrderCounts { axis, filter: Box::new(filter.clone()) };
            let Page::OrderCounts { counts } = scan(shop.storage(), &query) else { panic!("asked for counts") };
            assert_eq!(counts, expected, "{} by {axis:?}", text(&filter));
        }
    }
}

/// See [`CASES`](super::CASES).
pub fn movements_are_exact<S: Storage>(open: &mut dyn FnMut() -> S) {
    let mut shop = traded(open());
    let told = log(shop.storage(), 1_000);
    for sku in 0..SKUS {
        // A page a movement tells nothing more of the second SKU than of the first.
        for page in if sku == 0 { [1, 7, 1_000].as_slice() } else { &[7, 1_000] } {
            check_movements(shop.storage(), &told, &format!("sku{sku}").parse().unwrap(), *page);
        }
    }
    assert_eq!(movements(shop.storage(), &"unknown".parse().unwrap(), None, 5), []);
    assert_eq!(movements(shop.storage(), &"sku1".parse().unwrap(), Some(&"unknown".parse().unwrap()), 5), []);
}

/// The movements of a SKU, page by page, are those that the log tells of.
fn check_movements<S: Storage>(storage: &mut S, log: &[NumberedEntry], sku: &Sku, page: u32) {
    let places: [Option<LocationId>; 3] = [None, Some("berlin".parse().unwrap()), Some("lyon".parse().unwrap())];
    for location in places {
        let mut expected = Vec::new();
        for numbered in log.iter().rev() {
            let entry = &numbered.entry;
            for movement in &entry.movements {
                if &movement.sku == sku && location.as_ref().is_none_or(|location| &movement.location == location) {
                    expected.push(MovementRow {
                        number: numbered.number,
                        at: entry.envelope.at,
                        actor: entry.envelope.actor.clone(),
                        command: entry.envelope.id.clone(),
                        movement: movement.clone(),
                    });
                }
            }
        }
        assert_eq!(movements(storage, sku, location.as_ref(), page), expected, "`{sku}` at {location:?} in pages of {page}");
    }
}

/// See [`CASES`](super::CASES).
pub fn what_moved_lately_is_exact<S: Storage>(open: &mut dyn FnMut() -> S) {
    let mut shop = traded(open());
    let mut found = 0;
    for round in 0..3 {
        let log = log(shop.storage(), 1_000);
        let instants = [0, 1, 3].map(|part| log[(log.len() - 1) * part / 3].entry.envelope.at);
        for (place, after) in instants.into_iter().enumerate() {
            let limit = [1_000, 3, 1][(round + place) % 3];
            let mut wanted = ReadSet::default();
            for sku in 0..SKUS {
                for location in ["berlin", "lyon", "nowhere"] {
                    wanted.moved(&format!("sku{sku}").parse().unwrap(), &location.parse().unwrap(), after, limit);
                }
            }
            wanted.moved(&"unknown".parse().unwrap(), &"berlin".parse().unwrap(), after, limit);
            wanted.normalize();
            let snapshot = load(shop.storage(), &wanted);
            assert_eq!(snapshot.moved.len(), wanted.moved.len());
            for (query, answered) in wanted.moved.iter().zip(&snapshot.moved) {
                let expected = moved_naively(&log, query);
                found += expected.len();
                assert_eq!(answered, &expected, "{query:?}");
            }
        }
        // Those that were just written are found as well, and so are those that lists have caught up with meanwhile.
        shop.trade(1_000 + u64::try_from(round).unwrap() * 20, 20);
        let told = self::log(shop.storage(), 1_000);
        check_movements(shop.storage(), &told, &"sku1".parse().unwrap(), 50);
    }
    assert!(found > 100, "{found} movements tell too little");
}

fn moved_naively(log: &[NumberedEntry], query: &MovedQuery) -> Vec<MovementRow> {
    let there = |movement: &&Movement| movement.sku == query.sku && movement.location == query.location;
    let moving = log.iter().rev().filter(|numbered| numbered.entry.movements.iter().any(|movement| there(&movement)));
    let looked_at = moving.take(usize::try_from(query.limit).unwrap()).filter(|numbered| numbered.entry.envelope.at > query.after);
    looked_at
        .flat_map(|numbered| {
            numbered.entry.movements.iter().filter(there).map(|movement| MovementRow::of(numbered.number, &numbered.entry, movement))
        })
        .collect()
}

/// See [`CASES`](super::CASES).
pub fn lists_are_paged<S: Storage>(open: &mut dyn FnMut() -> S) {
    let mut shop = traded(open());
    let storage = shop.storage();
    let whole = (orders(storage, 1_000), items(storage, 1_000), stock(storage, 1_000), log(storage, 1_000), reservations(storage, 1_000));
    assert!(whole.0.windows(2).all(|pair| pair[0].id < pair[1].id));
    assert!(whole.1.windows(2).all(|pair| pair[0].sku < pair[1].sku));
    assert!(whole.2.windows(2).all(|pair| pair[0].sku < pair[1].sku));
    assert!(whole.3.windows(2).all(|pair| pair[0].number + 1 == pair[1].number));
    assert!(whole.4.windows(2).all(|pair| pair[0].id < pair[1].id));
    assert_eq!((whole.1.len(), whole.2.len()), (9, 9));
    assert!(whole.4.len() > 10, "too few reservations to tell anything");
    let papers = documents(storage, 1_000);
    assert!(papers.len() > 10 && papers.windows(2).all(|pair| pair[0].id < pair[1].id), "too few papers to tell anything");
    for page in [1, 2, 7] {
        same(&orders(storage, page), &whole.0);
        same(&items(storage, page), &whole.1);
        same(&stock(storage, page), &whole.2);
        same(&log(storage, page), &whole.3);
        same(&reservations(storage, page), &whole.4);
        same(&documents(storage, page), &papers);
    }
}

/// See [`CASES`](super::CASES).
pub fn limits_are_bounded<S: Storage>(open: &mut dyn FnMut() -> S) {
    let mut storage = open();
    let beyond = usize::try_from(PAGE_MAX).unwrap() + 1;
    for first in (0..beyond).step_by(1_000) {
        let commands = (first..beyond.min(first + 1_000)).map(|number| entry(&format!("c{number}")));
        storage.commit(&ChangeSet { log: commands.collect(), ..ChangeSet::default() }).unwrap();
    }
    storage.commit(&put(0, order("o"))).unwrap();
    let length = |storage: &mut S, limit| match scan(storage, &Query::Log { after: 0, limit }) {
        Page::Log { entries } => entries.len(),
        _ => panic!("asked for the log"),
    };
    assert_eq!(length(&mut storage, 0), 0);
    assert_eq!(length(&mut storage, u32::MAX), beyond - 1);
    let Page::Log { entries } = scan(&mut storage, &Query::Log { after: u64::MAX, limit: 5 }) else { panic!("asked for the log") };
    assert!(entries.is_empty());
    for limit in [0, u32::MAX] {
        let query = Query::Orders { filter: Box::default(), after: None, limit };
        let Page::Orders { orders, next } = scan(&mut storage, &query) else { panic!("asked for orders") };
        assert_eq!((orders.len(), next), (usize::from(limit > 0), None));
    }
}

/// See [`CASES`](super::CASES).
pub fn everything_is_there_again<S: Storage>(open: &mut dyn FnMut() -> S) {
    let mut shop = traded(open());
    assert!(Engine::new(shop.storage()).acknowledge(&"mailer".parse().unwrap(), 1..=9).unwrap());
    let before = everything(shop.storage());
    drop(shop.into_storage());
    let mut storage = open();
    assert_eq!(everything(&mut storage), before);
    let mut shop = Shop::open(storage);
    shop.add_channel("late");
    assert_eq!(everything(shop.storage()).len(), before.len());
    assert_eq!(shop.applied, 0, "the first command of the shop was there already, with other content");
}

/// The filter, page by page.
fn listed<S: Storage>(storage: &mut S, filter: &OrderFilter, limit: u32) -> Vec<OrderId> {
    let mut ids = Vec::new();
    let mut after = None;
    loop {
        let Page::Orders { orders, next } = scan(storage, &Query::Orders { filter: Box::new(filter.clone()), after, limit }) else {
            panic!("asked for orders")
        };
        assert_eq!(next, orders.last().filter(|_| orders.len() == usize::try_from(limit).unwrap()).map(|order| order.cursor()));
        ids.extend(orders.iter().map(|order| order.id.clone()));
        if next.is_none() {
            return ids;
        }
        after = next;
    }
}

fn naive(all: &[Arc<Order>], filter: &OrderFilter) -> Vec<OrderId> {
    let mut passing: Vec<&Arc<Order>> = all.iter().filter(|order| filter.passes(order)).collect();
    passing.sort_by_key(|order| std::cmp::Reverse(order.cursor()));
    passing.into_iter().map(|order| order.id.clone()).collect()
}

/// Every condition a filter can have, one at a time.
fn filters() -> Vec<serde_json::Value> {
    fn known<T: DeserializeOwned>(words: &[&str]) -> Vec<serde_json::Value> {
        let known = words.iter().map(|word| json!(word)).filter(|word| crate::reader::from_str::<T>(&word.to_string()).is_ok());
        let known: Vec<serde_json::Value> = known.collect();
        assert_eq!(known.len(), words.len(), "a status has another name now");
        known
    }
    let mut filters = vec![json!({})];
    let mut add = |field: &str, values: Vec<serde_json::Value>| filters.extend(values.into_iter().map(|value| json!({field: value})));
    add("order", known::<crate::order::OrderStatus>(&["open", "on_hold", "completed", "canceled"]));
    add("payment", known::<crate::order::PaymentStatus>(&["pending", "authorized", "partially_paid", "paid", "voided"]));
    add(
        "fulfillment",
        known::<crate::order::FulfillmentStatus>(&["unfulfilled", "reserved", "backordered", "in_progress", "shipped", "canceled"]),
    );
    add("delivery", known::<crate::order::DeliveryStatus>(&["not_shipped", "in_transit", "out_for_delivery", "delivered"]));
    add("returns", known::<crate::order::ReturnStatus>(&["none", "requested", "in_progress", "partially_returned", "returned"]));
    add("hold", known::<crate::order::HoldKind>(&["payment", "stock", "duplicate", "manual"]));
    add("queue", known::<crate::order::OrderQueue>(&["held", "unfillable", "waiting_for_supply", "pickup_rejected"]));
    let words = |words: &[&str]| words.iter().map(|word| json!(word)).collect::<Vec<_>>();
    add("channel", words(&["web", "market", "store", "unknown"]));
    add("location", words(&["berlin", "lyon", "oslo", "unknown"]));
    add("customer", words(&["customer1", "customer7", "unknown"]));
    add("sku", words(&["sku0", "sku3", "sku8", "unknown"]));
    add("tag", words(&["gift", "vip", "late", "unknown"]));
    for field in ["placed_from", "placed_before"] {
        add(field, [0, 7, 20, 40].map(|minutes| json!(minute(minutes))).to_vec());
    }
    add("late_at", [0, 60, 1_000, 3_000, 9_000].map(|minutes| json!(minute(minutes))).to_vec());
    filters
}

/// Both conditions; of the same one the second.
fn merged(one: &serde_json::Value, other: &serde_json::Value) -> serde_json::Value {
    let mut both = one.clone();
    if let (Some(both), Some(other)) = (both.as_object_mut(), other.as_object()) {
        both.extend(other.iter().map(|(field, value)| (field.clone(), value.clone())));
    }
    both
}
