//! A shop with one item that is worth a quarrel.

use std::sync::Arc;

use oms_core::query::{Page, Query};
use oms_core::{Engine, Envelope, MemoryStorage, Outcome, Storage};
use serde_json::{Value, json};

const OPENING: i64 = 1_772_359_200;

pub(crate) fn envelope(id: &str, seconds: i64, command: Value) -> Arc<Envelope> {
    let at = oms_core::Timestamp::from_millis((OPENING + seconds) * 1_000).unwrap();
    Arc::new(serde_json::from_value(json!({"id": id, "at": at, "actor": "test", "command": command})).unwrap())
}

/// Commands that open a shop with so many phones.
pub(crate) fn set_up(phones: i64) -> Vec<Arc<Envelope>> {
    let commands = [
        json!({"type": "put_location", "location": {"id": "n1", "country": "DE"}}),
        json!({"type": "put_channel", "channel": {"id": "web"}}),
        json!({"type": "put_item", "sku": "phone"}),
        json!({"type": "receive_stock", "sku": "phone", "location": "n1", "quantity": phones}),
    ];
    commands.into_iter().enumerate().map(|(number, command)| envelope(&format!("set-up-{number}"), 0, command)).collect()
}

/// An order for one phone.
pub(crate) fn order(id: &str) -> Arc<Envelope> {
    let lines = json!([{"id": "1", "sku": "phone", "quantity": 1, "unit_price": "99.00"}]);
    let command = json!({"type": "capture_order", "order": id, "channel": "web", "currency": "EUR", "customer": "c", "lines": lines});
    envelope(&format!("capture-{id}"), 1, command)
}

/// A tag for an order.
pub(crate) fn tag(id: &str, tag: &str) -> Arc<Envelope> {
    envelope(&format!("tag-{id}-{tag}"), 2, json!({"type": "tag_order", "order": id, "add": [tag]}))
}

pub(crate) fn open<S: Storage>(storage: S, phones: i64) -> Engine<S> {
    let mut engine = Engine::new(storage);
    for outcome in engine.submit_batch(set_up(phones)).unwrap() {
        assert!(matches!(outcome, Outcome::Applied { .. }), "{outcome:?}");
    }
    engine
}

/// Batches, what is answered to each, and the digest at the end.
pub(crate) type Traded = (Vec<Vec<Arc<Envelope>>>, Vec<Vec<Outcome>>, String);

/// The batches sent one after the other, and what comes of them in memory.
pub(crate) fn batches(count: usize, phones: i64) -> Traded {
    let batches: Vec<Vec<Arc<Envelope>>> = (0..count)
        .map(|number| vec![order(&format!("o{number}")), order(&format!("p{number}")), tag(&format!("o{number}"), "gift")])
        .collect();
    let mut here = open(MemoryStorage::new(), phones);
    let outcomes = batches.iter().map(|batch| here.submit_batch(batch.clone()).unwrap()).collect();
    (batches, outcomes, digest(&mut here))
}

pub(crate) fn digest<S: Storage>(engine: &mut Engine<S>) -> String {
    engine.digest().unwrap().to_string()
}

/// The log must have every number, and every order must be there once.
pub(crate) fn log_length<S: Storage>(engine: &mut Engine<S>) -> usize {
    let mut after = 0;
    loop {
        let Page::Log { entries } = engine.query(&Query::Log { after, limit: 100 }).unwrap() else { panic!("asked for the log") };
        for entry in &entries {
            after += 1;
            assert_eq!(entry.number, after, "the log has a gap");
        }
        if entries.is_empty() {
            return usize::try_from(after).unwrap();
        }
    }
}

/// `[available, committed]` of the phone.
pub(crate) fn phones<S: Storage>(engine: &mut Engine<S>) -> [i64; 2] {
    let Page::Stock { skus } = engine.query(&Query::Stock { after: None, limit: 10 }).unwrap() else { panic!("asked for stock") };
    let buckets = skus[0].levels[0].buckets;
    [buckets.available, buckets.committed]
}
