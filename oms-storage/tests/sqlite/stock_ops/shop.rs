//! A shop on any storage: two locations, a channel and a few items. Commands are as on the wire.

use std::sync::Arc;

use oms_core::{Engine, Envelope, MemoryStorage, Outcome, Storage};
use oms_storage::SqliteStorage;
use serde_json::{Value, json};
use tempfile::TempDir;

pub(crate) struct Shop<S> {
    pub(crate) engine: Engine<S>,
    pub(crate) at: String,
    sent: u32,
}

/// Carries a test out in memory and in a file.
pub(crate) fn on_both(memory: impl FnOnce(Shop<MemoryStorage>), file: impl FnOnce(Shop<SqliteStorage>, &TempDir)) {
    memory(Shop::on(MemoryStorage::new()));
    let folder = tempfile::tempdir().unwrap();
    file(Shop::on(open(&folder)), &folder);
}

pub(crate) fn open(folder: &TempDir) -> SqliteStorage {
    SqliteStorage::open(folder.path().join("shop.sqlite")).unwrap()
}

impl<S: Storage> Shop<S> {
    fn on(storage: S) -> Shop<S> {
        let mut shop = Shop { engine: Engine::new(storage), at: "2026-03-01T07:00:00Z".to_owned(), sent: 0 };
        for location in ["n1", "n2"] {
            shop.ok(json!({"type": "put_location", "location": {"id": location, "country": "DE"}}));
        }
        shop.ok(json!({"type": "put_channel", "channel": {"id": "web"}}));
        for sku in ["cup", "hat", "tea"] {
            shop.ok(json!({"type": "put_item", "sku": sku}));
        }
        shop
    }

    pub(crate) fn envelope(&mut self, command: &Value) -> Arc<Envelope> {
        self.sent += 1;
        let envelope = json!({"id": format!("c{}", self.sent), "at": self.at, "actor": "clerk", "command": command});
        Arc::new(serde_json::from_value(envelope).unwrap_or_else(|error| panic!("{command}: {error}")))
    }

    pub(crate) fn send(&mut self, command: &Value) -> Outcome {
        let envelope = self.envelope(command);
        self.engine.submit(envelope).unwrap()
    }

    /// Sends a command that is to take effect, and answers its events.
    pub(crate) fn ok(&mut self, command: Value) -> Vec<Value> {
        let outcome = self.send(&command);
        let Outcome::Applied { receipt } = &outcome else { panic!("{command}: {outcome:?}") };
        receipt.events.iter().map(|event| serde_json::to_value(event).unwrap()).collect()
    }

    pub(crate) fn receive(&mut self, sku: &str, location: &str, quantity: i64) {
        self.ok(json!({"type": "receive_stock", "sku": sku, "location": location, "quantity": quantity}));
    }

    /// Captures an order of units of one SKU.
    pub(crate) fn capture(&mut self, order: &str, sku: &str, quantity: i64) -> Vec<Value> {
        let line = json!({"id": "1", "sku": sku, "quantity": quantity, "unit_price": "1.00"});
        self.ok(json!({"type": "capture_order", "order": order, "channel": "web", "currency": "EUR", "lines": [line]}))
    }

    /// Captures an order and ships it.
    pub(crate) fn sell(&mut self, order: &str, sku: &str, quantity: i64) -> Vec<Value> {
        let events = self.capture(order, sku, quantity);
        self.ok(json!({"type": "pick_fulfillment", "order": order, "fulfillment": 1}));
        self.ok(json!({"type": "pack_parcel", "order": order, "fulfillment": 1}));
        self.ok(json!({"type": "ship_parcel", "order": order, "parcel": 1}));
        events
    }
}
