//! A shop full of words that nobody else says, and where they are found: the same on every storage.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test may stop")]

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

use oms_core::privacy::ERASED_AT_ONCE_MAX;
use oms_core::query::{Axis, OrderFilter, PAGE_MAX, Page, Query};
use oms_core::{Engine, Envelope, Event, Outcome, Storage};
use oms_storage::tenant;
use serde_json::{Value, json};

/// How every such word begins.
const CANARY: &[u8] = b"kanarienvogel-";

/// Customers, each with one order more than the one before.
pub(crate) const CUSTOMERS: usize = 16;

pub(crate) fn envelope(id: &str, command: Value) -> Arc<Envelope> {
    Arc::new(serde_json::from_value(json!({"id": id, "at": "2026-03-01T10:00:00Z", "actor": "test", "command": command})).unwrap())
}

/// A word of its own for a place: long enough that no two bytes of it are found by chance.
fn canary(place: &str) -> String {
    let length = if place.ends_with("note") { 700 } else { 40 };
    format!("{}{place}-{}", String::from_utf8_lossy(CANARY), "x".repeat(length))
}

pub(crate) fn customer(number: usize) -> String {
    format!("{}c{number}@example.com", String::from_utf8_lossy(CANARY))
}

/// Commands that set up a shop in which customers have bought, written, and sent back; every order has ended.
pub(crate) fn trade() -> Vec<Vec<Arc<Envelope>>> {
    let set_up = [
        json!({"type": "put_location", "location": {"id": "n1", "country": "DE"}}),
        json!({"type": "put_channel", "channel": {"id": "web"}}),
        json!({"type": "put_policies", "policies": {"verification": {"duplicate_window": 600}}}),
        json!({"type": "put_item", "sku": "tee"}),
        json!({"type": "receive_stock", "sku": "tee", "location": "n1", "quantity": 100_000}),
    ];
    let mut batches: Vec<Vec<Arc<Envelope>>> =
        vec![set_up.into_iter().enumerate().map(|(number, command)| envelope(&format!("set-up-{number}"), command)).collect()];
    let orders = (0..CUSTOMERS).flat_map(|customer| (0..=customer).map(move |number| (customer, format!("o{customer}-{number}"))));
    for (place, (number, order)) in orders.enumerate() {
        let word = |field: &str| canary(&format!("{order}-{field}"));
        let address = json!({"name": word("name"), "address1": word("address1"), "address2": word("address2"), "city": "Berlin",
            "postal_code": "10115", "country": "DE", "phone": word("phone"), "email": word("email")});
        let quantity = i64::try_from(place).unwrap() + 1;
        let line = json!({"id": "1", "sku": "tee", "quantity": quantity, "unit_price": "9.00"});
        let commands = [
            json!({"type": "capture_order", "order": order, "channel": "web", "currency": "EUR", "customer": customer(number),
                "lines": [line], "shipping_address": address}),
            json!({"type": "place_hold", "order": order, "hold": "h", "kind": "manual", "reason": word("hold")}),
            json!({"type": "release_hold", "order": order, "hold": "h"}),
            json!({"type": "pick_fulfillment", "order": order, "fulfillment": 1}),
            json!({"type": "pack_parcel", "order": order, "fulfillment": 1}),
            json!({"type": "ship_parcel", "order": order, "parcel": 1, "tracking_number": word("tracking")}),
            json!({"type": "record_tracking", "order": order, "parcel": 1, "tracking": "delivered"}),
            json!({"type": "open_claim", "order": order, "claim_id": "k", "kind": "damaged", "lines": [{"line": "1", "quantity": 1}],
                "evidence": [word("evidence")], "note": word("note")}),
        ];
        batches.extend(commands.into_iter().enumerate().map(|(step, command)| vec![envelope(&format!("{order}-{step}"), command)]));
    }
    batches
}

/// Sends all of it.
pub(crate) fn open<S: Storage>(storage: S) -> Engine<S> {
    let mut engine = Engine::new(storage);
    for batch in trade() {
        let outcomes = engine.submit_batch(batch).unwrap();
        assert!(outcomes.iter().all(|outcome| matches!(outcome, Outcome::Applied { .. })), "{outcomes:?}");
    }
    // Lists catch up with what they are asked for.
    assert_eq!(of_customer(&mut engine, &customer(3)), 4);
    engine
}

/// How many orders are listed of a customer.
pub(crate) fn of_customer<S: Storage>(engine: &mut Engine<S>, id: &str) -> usize {
    let filter = Box::new(OrderFilter { customer: Some(id.parse().unwrap()), ..OrderFilter::default() });
    let Page::Orders { orders, .. } = engine.query(&Query::Orders { filter, after: None, limit: PAGE_MAX }).unwrap() else {
        panic!("no orders")
    };
    orders.len()
}

/// Commands that erase a customer, one after the other, a few orders at a time; each as the one before answered. Answers how many there
/// were.
pub(crate) fn erase<S: Storage>(engine: &mut Engine<S>, number: usize) -> u32 {
    let (mut after, mut erased) = (Value::Null, 0);
    for part in 0.. {
        let command = json!({"type": "erase_customer", "customer": customer(number), "alias": format!("erased-{number}"), "size": 5,
            "after": after});
        let outcome = engine.submit(envelope(&format!("erase-{number}-{part}"), command)).unwrap();
        let Some(Event::CustomerErased { erased: orders, next, left, .. }) = outcome.events().last() else { panic!("{outcome:?}") };
        assert!(left.is_empty());
        erased += orders;
        match next {
            Some(next) => after = serde_json::to_value(next).unwrap(),
            None => break,
        }
    }
    erased
}

/// How many orders a customer has who buys a lot, in the ordinary run.
const OFTEN: usize = 1_100;

/// A customer who has bought a lot is erased in parts, each as large as a part may be.
pub(crate) fn a_customer_of_many_orders_is_erased_in_parts<S: Storage>(storage: S) {
    let orders = std::env::var("OMS_ERASED_ORDERS").map_or(OFTEN, |orders| orders.parse().unwrap());
    let mut engine = Engine::new(storage);
    let mut apply = |commands: Vec<(String, Value)>| {
        let batch = commands.into_iter().map(|(id, command)| envelope(&id, command)).collect();
        let outcomes = engine.submit_batch(batch).unwrap();
        assert!(outcomes.iter().all(|outcome| matches!(outcome, Outcome::Applied { .. })), "{outcomes:?}");
        outcomes
    };
    let set_up = [
        json!({"type": "put_location", "location": {"id": "n1", "country": "DE"}}),
        json!({"type": "put_channel", "channel": {"id": "web"}}),
        json!({"type": "put_item", "sku": "tee"}),
        json!({"type": "receive_stock", "sku": "tee", "location": "n1", "quantity": 100}),
    ];
    apply(set_up.into_iter().enumerate().map(|(number, command)| (format!("set-up-{number}"), command)).collect());
    let numbers: Vec<usize> = (0..orders).collect();
    for some in numbers.chunks(100) {
        let captured = some.iter().map(|number| {
            let address = json!({"name": canary(&format!("{number}-name")), "address1": canary(&format!("{number}-street")),
                "city": "Berlin", "country": "DE"});
            let command = json!({"type": "capture_order", "order": format!("o{number}"), "channel": "web", "currency": "EUR",
                "customer": customer(0), "shipping_address": address,
                "lines": [{"id": "1", "sku": "tee", "quantity": 1, "unit_price": "9.00"}]});
            (format!("capture-{number}"), command)
        });
        apply(captured.collect());
        let canceled = json!({"reason": "customer", "type": "cancel_order"});
        let canceled = some.iter().map(|number| {
            let mut command = canceled.clone();
            command["order"] = json!(format!("o{number}"));
            (format!("cancel-{number}"), command)
        });
        apply(canceled.collect());
    }
    let (mut parts, mut erased, mut after) = (0, 0, Value::Null);
    loop {
        let command = json!({"type": "erase_customer", "customer": customer(0), "alias": "erased-0", "size": ERASED_AT_ONCE_MAX,
            "after": after});
        let outcomes = apply(vec![(format!("erase-{parts}"), command)]);
        let Some(Event::CustomerErased { erased: orders, next, .. }) = outcomes[0].events().last() else { panic!("{outcomes:?}") };
        (parts, erased) = (parts + 1, erased + usize::try_from(*orders).unwrap());
        let Some(next) = next else { break };
        after = serde_json::to_value(next).unwrap();
    }
    assert_eq!(erased, orders);
    assert_eq!(parts, orders.div_ceil(usize::try_from(ERASED_AT_ONCE_MAX).unwrap()));
    let counted = |engine: &mut Engine<S>, id: &str| {
        let filter = Box::new(OrderFilter { customer: Some(id.parse().unwrap()), ..OrderFilter::default() });
        let Page::OrderCounts { counts } = engine.query(&Query::OrderCounts { axis: Axis::Order, filter }).unwrap() else {
            panic!("no counts")
        };
        counts.iter().map(|count| count.orders).sum::<u64>()
    };
    assert_eq!((counted(&mut engine, &customer(0)), counted(&mut engine, "erased-0")), (0, orders.try_into().unwrap()));
    assert!(engine.audit().unwrap().is_clean());
    let mut export = Vec::new();
    tenant::export(engine.storage(), &mut export).unwrap();
    assert_eq!(words_in(&export), BTreeSet::new(), "in the export");
}

/// All that is the same in every storage must be the same after: figures, stock, lists, the export and the replay.
pub(crate) fn check<S: Storage>(engine: &mut Engine<S>) -> String {
    for number in 0..CUSTOMERS {
        assert_eq!(of_customer(engine, &customer(number)), 0);
        assert_eq!(of_customer(engine, &format!("erased-{number}")), number + 1);
    }
    assert!(engine.audit().unwrap().is_clean());
    let never = oms_core::what_if::WhatIfRequest { since: Some("9999-01-01T00:00:00Z".parse().unwrap()), ..Default::default() };
    assert_eq!(engine.what_if(never).unwrap().period.answered_otherwise, 0);
    for envelope in trade().into_iter().flatten() {
        let answer = engine.submit(Arc::clone(&envelope)).unwrap();
        assert!(matches!(answer, Outcome::AlreadyApplied { .. }), "{}: {answer:?}", envelope.id);
    }
    let mut export = Vec::new();
    tenant::export(engine.storage(), &mut export).unwrap();
    assert_eq!(words_in(&export).len(), 0, "in the export");
    engine.digest().unwrap().to_string()
}

/// The canaries that stand in some bytes.
pub(crate) fn words_in(bytes: &[u8]) -> BTreeSet<String> {
    let is_plain = |byte: &u8| byte.is_ascii_alphanumeric() || b"-@.".contains(byte);
    let begins = bytes.windows(CANARY.len()).enumerate().filter(|(_, window)| *window == CANARY).map(|(place, _)| place);
    begins.map(|place| bytes[place..].iter().take(60).take_while(|byte| is_plain(byte)).map(|byte| char::from(*byte)).collect()).collect()
}

/// The canaries that stand in the files of a folder, and of those within it, but for folders of a name.
pub(crate) fn words_in_files(folder: &Path, but: &str) -> BTreeSet<String> {
    let mut words = BTreeSet::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() && path.file_name().is_some_and(|name| name != but) {
            words.append(&mut words_in_files(&path, but));
        } else if path.is_file()
            && let Ok(bytes) = std::fs::read(&path)
        {
            words.append(&mut words_in(&bytes));
        }
    }
    words
}
