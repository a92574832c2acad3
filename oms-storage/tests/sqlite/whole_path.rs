//! The path of an order through a file, and what another process finds there.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may stop")]

use std::path::Path;

use oms_core::query::{OrderFilter, Page, Query};
use oms_core::{Engine, Envelope, Outcome};
use oms_storage::SqliteStorage;
use serde_json::{Value, json};

struct Shop {
    engine: Engine<SqliteStorage>,
    sent: u32,
}

impl Shop {
    fn open(path: &Path) -> Shop {
        Shop { engine: Engine::new(SqliteStorage::open(path).unwrap()), sent: 0 }
    }

    fn send(&mut self, command: Value) -> Outcome {
        self.sent += 1;
        let envelope = json!({"id": format!("c{}", self.sent), "at": "2026-03-01T10:00:00Z", "actor": "test", "command": command});
        let envelope: Envelope = serde_json::from_value(envelope).unwrap();
        self.engine.submit(envelope).unwrap()
    }

    fn ok(&mut self, command: Value) {
        let outcome = self.send(command);
        assert!(matches!(outcome, Outcome::Applied { .. }), "{outcome:?}");
    }

    fn set_up(&mut self) {
        self.ok(json!({"type": "put_location", "location": {"id": "n1", "country": "DE"}}));
        self.ok(json!({"type": "put_channel", "channel": {"id": "web"}}));
        self.ok(json!({"type": "put_item", "sku": "shirt"}));
        self.ok(json!({"type": "receive_stock", "sku": "shirt", "location": "n1", "quantity": 3}));
    }

    fn order(order: &str, quantity: i64) -> Value {
        json!({"type": "capture_order", "order": order, "channel": "web", "external_id": format!("#{order}"), "currency": "EUR",
               "lines": [{"id": "1", "sku": "shirt", "quantity": quantity, "unit_price": "19.99"}]})
    }

    fn open_orders(&mut self) -> usize {
        let filter = OrderFilter { order: Some(oms_core::order::OrderStatus::Open), ..OrderFilter::default() };
        let query = Query::Orders { filter: Box::new(filter), after: None, limit: 10 };
        let Page::Orders { orders, .. } = self.engine.query(&query).unwrap() else { panic!("no orders") };
        orders.len()
    }
}

#[test]
fn last_unit_goes_to_the_first_order_and_a_new_process_knows() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("orders.sqlite");
    let mut shop = Shop::open(&path);
    shop.set_up();
    shop.ok(Shop::order("o1", 3));
    assert!(matches!(shop.send(Shop::order("o2", 1)), Outcome::Refused { .. }));
    shop.ok(json!({"type": "cancel_order", "order": "o1", "reason": "customer"}));
    shop.ok(Shop::order("o3", 2));
    assert_eq!(shop.open_orders(), 1);
    drop(shop);

    let mut shop = Shop::open(&path);
    shop.sent = 100;
    assert_eq!(shop.open_orders(), 1);
    let order = shop.engine.order_by_external_id(&"web".parse().unwrap(), &"#o3".parse().unwrap()).unwrap().unwrap();
    assert_eq!(order.id.as_str(), "o3");
    assert!(matches!(shop.send(Shop::order("o4", 2)), Outcome::Refused { .. }));
    shop.ok(Shop::order("o4", 1));
    assert_eq!(shop.open_orders(), 2);
}

#[test]
fn two_storages_on_one_file_see_each_other() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("orders.sqlite");
    let mut one = Shop::open(&path);
    let mut other = Shop::open(&path);
    one.set_up();
    other.sent = 100;
    other.ok(Shop::order("o1", 2));
    assert!(matches!(one.send(Shop::order("o2", 2)), Outcome::Refused { .. }));
    one.ok(Shop::order("o3", 1));
    assert_eq!(other.open_orders(), 2);
}

#[test]
fn large_batches_write_what_single_commands_write() {
    const ORDERS: u32 = 150;
    let state = |batch: usize| {
        let folder = tempfile::tempdir().unwrap();
        let mut shop = Shop::open(&folder.path().join("orders.sqlite"));
        shop.set_up();
        shop.ok(json!({"type": "receive_stock", "sku": "shirt", "location": "n1", "quantity": 1_000}));
        let envelopes: Vec<std::sync::Arc<Envelope>> = (0..ORDERS)
            .map(|number| {
                let command = match number % 3 {
                    // A batch has new orders, orders that change, and refusals.
                    2 => json!({"type": "cancel_order", "order": format!("o{}", number - 1), "reason": "customer"}),
                    _ => Shop::order(&format!("o{number}"), 1 + i64::from(number % 7)),
                };
                let envelope = json!({"id": format!("e{number}"), "at": "2026-03-01T11:00:00Z", "actor": "test", "command": command});
                serde_json::from_value(envelope).unwrap()
            })
            .collect();
        for envelopes in envelopes.chunks(batch) {
            shop.engine.submit_batch(envelopes.to_vec()).unwrap();
        }
        let Page::Log { entries } = shop.engine.query(&Query::Log { after: 0, limit: 1_000 }).unwrap() else { panic!("no log") };
        let entries: Vec<String> = entries.iter().map(|entry| serde_json::to_string(&entry.entry).unwrap()).collect();
        (shop.engine.digest().unwrap(), entries)
    };
    let single = state(1);
    assert_eq!(single.1.len(), 155);
    // From some dozens of commands on, records are encoded on a thread of their own.
    for batch in [31, 33, 150] {
        assert_eq!(state(batch), single, "batches of {batch}");
    }
}

#[test]
fn tables_for_lists_catch_up_by_themselves() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("orders.sqlite");
    let mut shop = Shop::open(&path);
    shop.set_up();
    shop.ok(Shop::order("o1", 1));
    let reader = rusqlite::Connection::open(&path).unwrap();
    let behind =
        || -> i64 { reader.query_row("SELECT (SELECT max(number) FROM log) - through FROM caught_up", [], |row| row.get(0)).unwrap() };
    let patience = std::time::Instant::now() + std::time::Duration::from_secs(30);
    while behind() > 0 && std::time::Instant::now() < patience {
        std::thread::sleep(std::time::Duration::from_millis(20));
    }
    assert_eq!(behind(), 0);
    let found: i64 = reader
        .query_row("SELECT count(*) FROM order_facets JOIN facets ON facets.number = facet WHERE value = 'shirt'", [], |row| row.get(0))
        .unwrap();
    assert_eq!(found, 1);
    drop(reader);
    drop(shop);
    assert!(!folder.path().join("orders.sqlite-wal").exists(), "the thread that catches up still has the file open");
}
