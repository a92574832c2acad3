//! Records to write by hand, made by the engine so that they are whole.

use std::sync::Arc;

use serde::Serialize;
use serde_json::{Value, json};

use crate::batch::{
    ChangeSet, ConsumerMove, Counter, CounterDelta, DocumentPut, LogEntry, OrderPut, Receipt, Recent, RecentPut, ReservationChange,
    StockDelta, SubjectChange, Waiting, WaitingChange,
};
use crate::document::{Document, DocumentBody, DocumentKey, DocumentKind, Subject};
use crate::inventory::Buckets;
use crate::lot::LotPolicy;
use crate::order::Order;
use crate::query::{Page, Query};
use crate::reservation::Reservation;
use crate::{Engine, Envelope, Item, MemoryStorage, Outcome, Timestamp};

/// An order of that id as capturing it makes it: version 1, one line.
pub(super) fn order(id: &str) -> Order {
    Order::clone(&captured(id).0)
}

/// A log entry of a command of that id.
pub(super) fn entry(command: &str) -> Arc<LogEntry> {
    let mut entry = LogEntry::clone(&captured("o").1);
    let mut envelope = Envelope::clone(&entry.envelope);
    envelope.id = command.parse().unwrap();
    let mut receipt = Receipt::clone(&entry.receipt);
    receipt.command = envelope.id.clone();
    entry.envelope = Arc::new(envelope);
    entry.receipt = Arc::new(receipt);
    Arc::new(entry)
}

/// A reservation of that id.
pub(super) fn reservation(id: &str, expires_at: i64) -> Reservation {
    let units = vec![crate::reservation::ReservedUnits {
        sku: "shirt".parse().unwrap(),
        location: "n1".parse().unwrap(),
        lot: None,
        quantity: quantity(1),
    }];
    Reservation {
        id: id.parse().unwrap(),
        made_by: "made".parse().unwrap(),
        version: 1,
        channel: "web".parse().unwrap(),
        expires_at: at(expires_at),
        units,
        slot: None,
        pickup: None,
        routing: None,
    }
}

fn quantity(units: i64) -> crate::Quantity {
    of_json(&json!(units))
}

/// An instant, in seconds.
pub(super) fn at(seconds: i64) -> Timestamp {
    Timestamp::from_millis(seconds * 1_000).unwrap()
}

/// A place in a queue.
pub(super) fn waiting(priority: i16, placed_at: i64, order: &str) -> Waiting {
    Waiting { priority, placed_at: at(placed_at), order: order.parse().unwrap() }
}

/// A difference of available stock of a SKU at the location `n1`.
pub(super) fn stock(sku: &str, available: i64) -> StockDelta {
    StockDelta {
        sku: sku.parse().unwrap(),
        location: "n1".parse().unwrap(),
        lot: None,
        change: Buckets { available, ..Buckets::default() },
        available_at_least: None,
        exactly: None,
    }
}

/// The item of a SKU that is kept by lot.
pub(super) fn kept_by_lot(sku: &str) -> Arc<Item> {
    Arc::new(Item { lots: Some(LotPolicy::default()), version: 1, ..Item::new(sku.parse().unwrap()) })
}

/// A difference of available stock of a lot of a SKU at the location `n1`.
pub(super) fn lot_stock(sku: &str, lot: &str, available: i64) -> StockDelta {
    StockDelta { lot: Some(lot.parse().unwrap()), ..stock(sku, available) }
}

/// A difference of the units on backorder.
pub(super) fn counter(sku: &str, change: i64) -> CounterDelta {
    CounterDelta { sku: sku.parse().unwrap(), counter: Counter::Backordered, change, at_most: None }
}

/// What names a paper of that id.
pub(super) fn key(id: &str) -> DocumentKey {
    DocumentKey { kind: DocumentKind::PurchaseOrder, id: id.parse().unwrap() }
}

/// A paper of that id at a version, which ends by itself at an instant or not at all.
pub(super) fn document(id: &str, version: u64, due_at: Option<i64>) -> Document {
    let body = json!({"kind": "purchase_order", "supplier": "mill", "location": "n1",
                      "lines": [{"id": "1", "sku": "shirt", "quantity": 9, "expected_at": at(due_at.unwrap_or(7))}]});
    let body: DocumentBody = of_json(&body);
    Document { id: id.parse().unwrap(), version, due_at: due_at.map(at), body }
}

/// A paper to be written over the one of that version.
pub(super) fn document_put(read: u64, document: Document) -> DocumentPut {
    DocumentPut { read, key: document.key(), document: Arc::new(document) }
}

/// A paper that begins or ceases to be about what supplies a SKU.
pub(super) fn subject(sku: &str, document: &str, is_about: bool) -> SubjectChange {
    SubjectChange { subject: Subject::Supply(sku.parse().unwrap()), document: key(document), is_about }
}

/// A change set of only an order.
pub(super) fn put(read: u64, order: Order) -> ChangeSet {
    let name = format!("put {} {} over {read}", order.id, order.version);
    ChangeSet { orders: vec![OrderPut { read, order: Arc::new(order) }], log: vec![entry(&name)], ..ChangeSet::default() }
}

/// A change of every kind of record at once, named after `name`, which rests on that epoch and breaks no guard.
pub(super) fn all_kinds(epoch_read: u64, name: &str) -> ChangeSet {
    let mut order = order(name);
    order.external_id = Some(name.parse().unwrap());
    let recent = Recent { order: order.id.clone(), placed_at: order.placed_at };
    let item = Item { version: 1, ..Item::new(name.parse().unwrap()) };
    ChangeSet {
        epoch_read,
        epoch_step: 1,
        items: vec![Arc::new(item)],
        orders: vec![OrderPut { read: 0, order: Arc::new(order) }],
        reservations: vec![ReservationChange {
            id: name.parse().unwrap(),
            read: None,
            reservation: Some(Arc::new(reservation(name, 1_000))),
        }],
        stock: vec![stock(name, 5)],
        counters: vec![counter(name, 2)],
        waiting: vec![WaitingChange { sku: name.parse().unwrap(), waiting: waiting(0, 1, name), waits: true }],
        documents: vec![document_put(0, document(name, 1, Some(1_000)))],
        subjects: vec![subject(name, name, true)],
        recent: vec![RecentPut { customer: name.parse().unwrap(), recent }],
        consumers: vec![consumer(name, 0, 1)],
        log: vec![entry(name)],
        ..ChangeSet::default()
    }
}

/// A consumer that goes from one position to another.
pub(super) fn consumer(name: &str, read: u64, position: u64) -> ConsumerMove {
    ConsumerMove { consumer: name.parse().unwrap(), read, position }
}

fn captured(id: &str) -> (Arc<Order>, Arc<LogEntry>) {
    let mut engine = Engine::new(MemoryStorage::new());
    let commands = [
        json!({"type": "put_location", "location": {"id": "n1", "country": "DE"}}),
        json!({"type": "put_channel", "channel": {"id": "web"}}),
        json!({"type": "put_item", "sku": "shirt"}),
        json!({"type": "receive_stock", "sku": "shirt", "location": "n1", "quantity": 9}),
        json!({"type": "capture_order", "order": id, "channel": "web", "currency": "EUR",
               "lines": [{"id": "1", "sku": "shirt", "quantity": 2, "unit_price": "19.99"}]}),
    ];
    for (number, command) in commands.into_iter().enumerate() {
        let outcome = engine.submit(envelope(&format!("c{number}"), "2026-03-01T10:00:00Z", command)).unwrap();
        assert!(matches!(outcome, Outcome::Applied { .. }), "{}", text(&outcome));
    }
    let order = engine.order(&id.parse().unwrap()).unwrap().unwrap();
    let Page::Log { entries } = engine.query(&Query::Log { after: 4, limit: 1 }).unwrap() else { panic!("asked for the log") };
    (order, Arc::clone(&entries[0].entry))
}

/// A record for people and for comparison: how debuggers print it would be much code in every native module.
pub(super) fn text(record: &impl Serialize) -> String {
    serde_json::to_string(record).unwrap()
}

/// Fails unless two records are the same.
#[track_caller]
pub(super) fn same(found: &impl Serialize, expected: &impl Serialize) {
    assert_eq!(text(found), text(expected));
}

/// A value from JSON.
pub(super) fn of_json<T: serde::de::DeserializeOwned>(value: &Value) -> T {
    crate::reader::from_str(&value.to_string()).unwrap()
}

/// A command as it is sent.
pub(super) fn envelope(id: &str, at: &str, command: Value) -> Envelope {
    of_json(&json!({"id": id, "at": at, "actor": "conformance", "command": command}))
}
