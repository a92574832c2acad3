//! Lots in a file: a file of before gets them, they are there again, and what another process recalls is not sold.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may stop")]

use std::path::Path;

use oms_core::query::{OrderFilter, Page, Query};
use oms_core::{Engine, Envelope, Outcome};
use oms_storage::SqliteStorage;
use rusqlite::Connection;
use serde_json::{Value, json};

type File = Engine<SqliteStorage>;

fn open(path: &Path) -> File {
    Engine::new(SqliteStorage::open(path).unwrap())
}

fn send(file: &mut File, id: &str, command: &Value) -> Outcome {
    let envelope = json!({"id": id, "at": "2026-12-20T10:00:00Z", "actor": "clerk", "command": command});
    let envelope: Envelope = serde_json::from_value(envelope).unwrap();
    file.submit(envelope).unwrap()
}

fn done(file: &mut File, id: &str, command: &Value) {
    let outcome = send(file, id, command);
    assert!(matches!(outcome, Outcome::Applied { .. }), "{command}: {outcome:?}");
}

fn set_up(file: &mut File) {
    done(file, "n1", &json!({"type": "put_location", "location": {"id": "n1", "country": "DE"}}));
    done(file, "web", &json!({"type": "put_channel", "channel": {"id": "web"}}));
    done(file, "tea", &json!({"type": "put_item", "sku": "tea"}));
    done(file, "tea-in", &json!({"type": "receive_stock", "sku": "tea", "location": "n1", "quantity": 9}));
}

fn receive(file: &mut File, lot: &str, expires_on: &str, quantity: i64) {
    let lot = json!({"number": lot, "expires_on": expires_on});
    done(file, &lot.to_string(), &json!({"type": "receive_stock", "sku": "milk", "location": "n1", "quantity": quantity, "lot": lot}));
}

fn capture(order: &str, quantity: i64) -> Value {
    let line = json!({"id": "1", "sku": "milk", "quantity": quantity, "unit_price": "1.00"});
    json!({"type": "capture_order", "order": order, "channel": "web", "currency": "EUR", "lines": [line]})
}

/// The lots of an order with their units.
fn lots_of(file: &mut File, order: &str) -> Vec<(String, i64)> {
    let order = file.order(&order.parse().unwrap()).unwrap().unwrap();
    let portions = order.lines.iter().flat_map(|line| line.units.portions());
    portions.map(|portion| (portion.lot.as_ref().unwrap().to_string(), portion.quantity.units())).collect()
}

fn with_lot(file: &mut File, number: &str) -> Vec<String> {
    let filter: OrderFilter = serde_json::from_value(json!({"lot": {"sku": "milk", "number": number}})).unwrap();
    let Page::Orders { orders, .. } = file.query(&Query::Orders { filter: Box::new(filter), after: None, limit: 10 }).unwrap() else {
        panic!("another page")
    };
    orders.iter().map(|order| order.id.to_string()).collect()
}

#[test]
fn a_file_of_before_keeps_lots_from_now_on() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("orders.sqlite");
    let mut file = open(&path);
    set_up(&mut file);
    let digest = file.digest().unwrap();
    drop(file);
    let hand = Connection::open(&path).unwrap();
    let before = "DROP VIEW lot_list; DROP TABLE lot_stock; ALTER TABLE store DROP COLUMN erased; DROP TABLE consumers";
    hand.execute_batch(&format!("{before}; PRAGMA user_version = 2")).unwrap();
    drop(hand);
    let mut file = open(&path);
    assert_eq!(file.digest().unwrap(), digest, "what the file held has changed");
    done(&mut file, "milk", &json!({"type": "put_item", "sku": "milk", "lots": {}}));
    receive(&mut file, "L1", "2027-01-10", 3);
    receive(&mut file, "L2", "2027-02-10", 10);
    done(&mut file, "o1", &capture("o1", 5));
    let digest = file.digest().unwrap();
    drop(file);
    let mut file = open(&path);
    assert_eq!(file.digest().unwrap(), digest, "what was written is not what is read");
    assert_eq!(lots_of(&mut file, "o1"), [("L1".to_owned(), 3), ("L2".to_owned(), 2)]);
    assert_eq!((with_lot(&mut file, "L1"), with_lot(&mut file, "L9")), (vec!["o1".to_owned()], Vec::new()));
    assert!(file.audit().unwrap().is_clean());
    done(&mut file, "c1", &json!({"type": "cancel_order", "order": "o1", "reason": "customer"}));
    done(&mut file, "out", &json!({"type": "set_stock", "sku": "milk", "location": "n1", "lot": "L1", "on_hand": 0, "reason": "count"}));
    drop(file);
    let hand = Connection::open(&path).unwrap();
    let row = hand.query_row("SELECT lot, expires_on, available FROM lot_list", [], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)));
    let expected: (String, String, i64) = ("L2".to_owned(), "2027-02-10".to_owned(), 10);
    assert_eq!(row.unwrap(), expected, "a lot that holds nothing has left a row, or is shown otherwise");
}

#[test]
fn what_another_process_recalls_is_not_sold() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("orders.sqlite");
    let (mut one, mut other) = (open(&path), open(&path));
    set_up(&mut one);
    done(&mut one, "milk", &json!({"type": "put_item", "sku": "milk", "lots": {}}));
    receive(&mut one, "L1", "2027-01-10", 6);
    receive(&mut one, "L2", "2027-02-10", 6);
    done(&mut one, "o1", &capture("o1", 2));
    assert_eq!(lots_of(&mut other, "o1"), [("L1".to_owned(), 2)]);
    done(&mut other, "recall", &json!({"type": "recall_lot", "sku": "milk", "lot": "L1", "reason": "listeria"}));
    done(&mut one, "o2", &capture("o2", 3));
    assert_eq!((lots_of(&mut one, "o1"), lots_of(&mut one, "o2")), (vec![("L2".to_owned(), 2)], vec![("L2".to_owned(), 3)]));
    let outcome = send(&mut one, "o3", &capture("o3", 2));
    assert!(matches!(outcome, Outcome::Refused { .. }), "only one is left: {outcome:?}");
    assert!(with_lot(&mut other, "L1").is_empty());
    assert!(one.audit().unwrap().is_clean() && other.audit().unwrap().is_clean());
}
