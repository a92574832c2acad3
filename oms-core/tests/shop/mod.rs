//! A small shop to sell from: two locations, one channel, a few items with plenty of stock. Commands and answers are as on the wire.
#![allow(dead_code, clippy::unwrap_used, clippy::panic, reason = "a test may stop, and each uses what it needs")]

use std::sync::Arc;

use oms_core::order::{Order, Statuses};
use oms_core::payment::Balance;
use oms_core::{Engine, Envelope, MemoryStorage, Outcome, Timestamp};
use serde_json::{Value, json};

pub(crate) struct Shop {
    pub(crate) engine: Engine<MemoryStorage>,
    sent: u32,
    now: Timestamp,
}

impl Shop {
    /// Opens with 1,000 units of each of four items at each of two locations, at noon of the first of March 2026.
    pub(crate) fn open() -> Shop {
        let now = "2026-03-01T12:00:00Z".parse().unwrap();
        let mut shop = Shop { engine: Engine::new(MemoryStorage::new()), sent: 0, now };
        for location in ["n1", "n2"] {
            shop.ok(json!({"type": "put_location", "location": {"id": location, "country": "DE"}}));
        }
        shop.ok(json!({"type": "put_channel", "channel": {"id": "web"}}));
        for sku in ["shirt", "shoe", "hat", "sock"] {
            shop.ok(json!({"type": "put_item", "sku": sku}));
            shop.ok(json!({"type": "receive_stock", "sku": sku, "location": "n1", "quantity": 1000}));
        }
        shop.ok(json!({"type": "put_item", "sku": "voucher", "tracked": false}));
        shop
    }

    pub(crate) fn at(&mut self, instant: &str) {
        self.now = instant.parse().unwrap();
    }

    pub(crate) fn send(&mut self, command: Value) -> Outcome {
        self.sent += 1;
        let envelope = json!({"id": format!("c{}", self.sent), "at": self.now, "actor": "clerk", "command": command});
        let envelope: Envelope = serde_json::from_value(envelope).unwrap_or_else(|error| panic!("{command}: {error}"));
        self.engine.submit(envelope).unwrap()
    }

    /// Sends a command that is to take effect, and answers its events.
    pub(crate) fn ok(&mut self, command: Value) -> Vec<Value> {
        let outcome = self.send(command.clone());
        let Outcome::Applied { receipt } = &outcome else { panic!("{command}: {outcome:?}") };
        receipt.events.iter().map(|event| serde_json::to_value(event).unwrap()).collect()
    }

    /// Sends a command that is to be refused, and answers why.
    pub(crate) fn refused(&mut self, command: Value) -> Value {
        match self.send(command.clone()) {
            Outcome::Refused { rejection } => serde_json::to_value(&*rejection).unwrap(),
            other => panic!("{command} should be refused: {other:?}"),
        }
    }

    pub(crate) fn order(&mut self, id: &str) -> Arc<Order> {
        self.engine.order(&id.parse().unwrap()).unwrap().unwrap()
    }

    pub(crate) fn balance(&mut self, id: &str) -> Balance {
        self.order(id).balance()
    }

    /// `[total, captured, refunded, due]`, as on the wire.
    pub(crate) fn money(&mut self, id: &str) -> [String; 4] {
        let balance = self.balance(id);
        [balance.total, balance.captured, balance.refunded, balance.due].map(|amount| amount.to_string())
    }

    pub(crate) fn statuses(&mut self, id: &str) -> Statuses {
        self.order(id).statuses()
    }

    /// Captures an order of lines `[sku, quantity, unit price]`, numbered from 1. `more` are further fields.
    pub(crate) fn capture(&mut self, id: &str, lines: &[(&str, i64, &str)], more: Value) -> Vec<Value> {
        let lines: Vec<Value> = lines
            .iter()
            .enumerate()
            .map(|(place, (sku, quantity, price))| {
                json!({"id": (place + 1).to_string(), "sku": sku, "quantity": quantity, "unit_price": price})
            })
            .collect();
        let mut command = json!({"type": "capture_order", "order": id, "channel": "web", "currency": "EUR", "lines": lines});
        for (field, value) in more.as_object().unwrap() {
            command.as_object_mut().unwrap().insert(field.clone(), value.clone());
        }
        self.ok(command)
    }

    /// Picks units of lines `(line, quantity)` of the first fulfillment order and ships them in a parcel, whose number it answers.
    pub(crate) fn ship(&mut self, order: &str, lines: &[(&str, i64)]) -> usize {
        let lines: Vec<Value> = lines.iter().map(|(line, quantity)| json!({"line": line, "picked": quantity})).collect();
        self.ok(json!({"type": "pick_fulfillment", "order": order, "fulfillment": 1, "lines": lines}));
        self.ok(json!({"type": "pack_parcel", "order": order, "fulfillment": 1}));
        let parcel = self.order(order).parcels.len();
        self.ok(json!({"type": "ship_parcel", "order": order, "parcel": parcel}));
        parcel
    }

    /// A carrier reports on a parcel.
    pub(crate) fn track(&mut self, order: &str, parcel: usize, tracking: &str) -> Vec<Value> {
        self.ok(json!({"type": "record_tracking", "order": order, "parcel": parcel, "tracking": tracking}))
    }

    /// Ships units as [`Shop::ship`] does, and they arrive at once.
    pub(crate) fn deliver(&mut self, order: &str, lines: &[(&str, i64)]) {
        let parcel = self.ship(order, lines);
        self.track(order, parcel, "delivered");
    }

    /// Asks for the return of units `(line, quantity)`, approves and receives them at `n2`, and puts all of them back on sale.
    pub(crate) fn bring_back(&mut self, order: &str, id: &str, lines: &[(&str, i64)]) {
        let each = |field: &str, value: Value| -> Vec<Value> {
            let units = lines.iter().map(|(line, quantity)| json!({"line": line, "quantity": quantity}));
            units
                .map(|mut units| {
                    if !field.is_empty() {
                        units.as_object_mut().unwrap().insert(field.to_owned(), value.clone());
                    }
                    units
                })
                .collect()
        };
        let asked = each("reason", json!("change_of_mind"));
        self.ok(json!({"type": "request_return", "order": order, "return_id": id, "lines": asked}));
        self.ok(json!({"type": "approve_return", "order": order, "return_id": id}));
        let received = each("", Value::Null);
        self.ok(json!({"type": "receive_return", "order": order, "return_id": id, "location": "n2", "lines": received}));
        let inspected = each("disposition", json!("restock"));
        self.ok(json!({"type": "inspect_return", "order": order, "return_id": id, "units": inspected}));
    }

    /// Stock of an item at a location: `[available, damaged, quality_control]`.
    pub(crate) fn stock(&mut self, sku: &str, location: &str) -> [i64; 3] {
        let (sku, location) = (sku.parse().unwrap(), location.parse().unwrap());
        let wanted = oms_core::batch::ReadSet { skus: vec![sku], ..Default::default() };
        let snapshot = oms_core::Storage::load(self.engine.storage(), &wanted).unwrap();
        let levels = &snapshot.skus.first().unwrap().stock;
        let buckets = levels.iter().find(|level| level.location == location).map(|level| level.buckets).unwrap_or_default();
        [buckets.available, buckets.damaged, buckets.quality_control]
    }

    /// Everything that is kept adds up.
    pub(crate) fn audit(&mut self) {
        let report = self.engine.audit().unwrap();
        assert!(report.is_clean(), "{:?}", report.differences);
    }
}

/// The names of events.
pub(crate) fn types(events: &[Value]) -> Vec<&str> {
    events.iter().map(|event| event.get("type").and_then(Value::as_str).unwrap()).collect()
}
