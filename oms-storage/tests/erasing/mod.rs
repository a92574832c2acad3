//! A shop full of words that nobody else says, and where they are found: the same on every storage.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test may stop")]

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

use oms_core::query::{OrderFilter, PAGE_MAX, Page, Query};
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
