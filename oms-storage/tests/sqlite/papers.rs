//! Papers in a file: files from before there were any, other writers, and what a new process finds.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test may stop")]

use std::path::Path;

use oms_core::document::DocumentKind;
use oms_core::inventory::{Availability, AvailabilityQuery};
use oms_core::query::{Page, Query};
use oms_core::{Engine, Envelope, Event, Outcome};
use oms_storage::{SqliteError, SqliteOptions, SqliteStorage};
use rusqlite::Connection;
use serde_json::{Value, json};

type File = Engine<SqliteStorage>;

fn open(path: &Path) -> File {
    Engine::new(SqliteStorage::open(path).unwrap())
}

fn send(file: &mut File, id: &str, at: &str, command: Value) -> Outcome {
    let envelope: Envelope = serde_json::from_value(json!({"id": id, "at": at, "actor": "test", "command": command})).unwrap();
    let outcome = file.submit(envelope).unwrap();
    assert!(matches!(outcome, Outcome::Applied { .. }), "{outcome:?}");
    outcome
}

fn set_up(file: &mut File) {
    let commands = [
        json!({"type": "put_location", "location": {"id": "n1", "country": "DE"}}),
        json!({"type": "put_channel", "channel": {"id": "web"}}),
        json!({"type": "put_item", "sku": "shirt", "backorder": {}}),
        json!({"type": "capture_order", "order": "o1", "channel": "web", "currency": "EUR",
               "lines": [{"id": "1", "sku": "shirt", "quantity": 2, "unit_price": "19.99"}]}),
    ];
    for (number, command) in commands.into_iter().enumerate() {
        send(file, &format!("s{number}"), "2026-03-01T10:00:00Z", command);
    }
}

fn purchase(id: &str, quantity: i64, day: u8) -> Value {
    json!({"type": "put_purchase_order", "purchase_order": id, "supplier": "mill", "location": "n1",
           "lines": [{"id": "1", "sku": "shirt", "quantity": quantity, "expected_at": format!("2026-03-{day:02}T00:00:00Z")}]})
}

fn ask(file: &mut File) -> Availability {
    let at = "2026-03-01T10:00:00Z".parse().unwrap();
    let query =
        AvailabilityQuery { at, channel: "web".parse().unwrap(), country: None, skus: vec!["shirt".parse().unwrap()], promises: true };
    file.availability(query).unwrap().remove(0)
}

fn papers(file: &mut File) -> Vec<(String, u64)> {
    let query = Query::Documents { kind: DocumentKind::PurchaseOrder, about: None, after: None, limit: 100 };
    let Page::Documents { documents } = file.query(&query).unwrap() else { panic!("asked for papers") };
    documents.iter().map(|document| (document.id.to_string(), document.version)).collect()
}

#[test]
fn a_file_from_before_there_were_papers_gets_them() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("orders.sqlite");
    let mut file = open(&path);
    set_up(&mut file);
    let digest = file.digest().unwrap();
    drop(file);
    let hand = Connection::open(&path).unwrap();
    hand.execute_batch(
        "DROP VIEW lot_list; DROP TABLE lot_stock; DROP TABLE documents; DROP TABLE subjects; DROP TABLE consumers;
         ALTER TABLE store DROP COLUMN erased; PRAGMA user_version = 1",
    )
    .unwrap();
    drop(hand);
    let read_only = SqliteOptions { read_only: true, ..SqliteOptions::default() };
    let error = SqliteStorage::open_with(&path, &read_only).unwrap_err();
    assert!(matches!(error, SqliteError::OlderFormat { found: 1, .. }), "{error:?}");
    let mut file = open(&path);
    assert_eq!(file.digest().unwrap(), digest, "what the file held has changed");
    assert!(papers(&mut file).is_empty());
    let outcome = send(&mut file, "p1", "2026-03-01T10:00:00Z", purchase("p1", 5, 10));
    assert!(outcome.events().iter().any(|event| matches!(event, Event::BackorderExpected { .. })), "{outcome:?}");
    drop(file);
    let version: i64 = Connection::open(&path).unwrap().pragma_query_value(None, "user_version", |row| row.get(0)).unwrap();
    assert_eq!(version, 7);
    let mut file = open(&path);
    assert_eq!(papers(&mut file), [("p1".to_owned(), 1)]);
    assert_eq!(ask(&mut file).incoming.len(), 1);
}

#[test]
fn papers_of_other_processes_are_seen_and_not_overwritten() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("orders.sqlite");
    let (mut one, mut other) = (open(&path), open(&path));
    set_up(&mut one);
    assert!(ask(&mut one).incoming.is_empty(), "nothing is on order, and that is remembered");
    send(&mut other, "p1", "2026-03-01T10:00:00Z", purchase("p1", 1, 10));
    assert_eq!(ask(&mut one).incoming.len(), 1);
    send(&mut one, "p2", "2026-03-01T10:00:00Z", purchase("p2", 4, 12));
    // Both change the same paper in turn, each on what the other has left.
    for turn in 0..6_u8 {
        let file = if turn % 2 == 0 { &mut other } else { &mut one };
        send(file, &format!("t{turn}"), "2026-03-01T10:00:00Z", purchase("p1", 1, 11 + turn));
    }
    assert_eq!(papers(&mut one), [("p1".to_owned(), 7), ("p2".to_owned(), 1)]);
    let answer = ask(&mut other);
    assert_eq!(answer.incoming.iter().map(|incoming| incoming.free.units()).sum::<i64>(), 3);
    assert_eq!(answer.promises.iter().map(|promise| promise.quantity.units()).sum::<i64>(), 2);
}

#[test]
fn what_was_expected_is_found_when_it_is_due() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("orders.sqlite");
    let mut file = open(&path);
    set_up(&mut file);
    send(&mut file, "p1", "2026-03-01T10:00:00Z", purchase("p1", 1, 10));
    let early = send(&mut file, "h1", "2026-03-09T23:59:59Z", json!({"type": "put_item", "sku": "hat"}));
    assert_eq!(early.events().len(), 1);
    drop(file);
    let mut file = open(&path);
    let late = send(&mut file, "h2", "2026-03-10T00:00:00Z", json!({"type": "put_item", "sku": "cap"}));
    assert!(matches!(late.events(), [Event::PurchaseOverdue { .. }, Event::ItemPut { .. }]), "{late:?}");
    let again = send(&mut file, "h3", "2026-03-11T00:00:00Z", json!({"type": "put_item", "sku": "sock"}));
    assert_eq!(again.events().len(), 1, "it was told before");
}
