//! Files that are not ours, or no longer whole, and disks that are full: a coded error that says what to do, nothing half-done.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may stop")]

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use oms_core::query::{OrderFilter, Page, Query};
use oms_core::{Engine, EngineError, Envelope, Outcome};
use oms_storage::{SqliteError, SqliteOptions, SqliteStorage};
use rusqlite::Connection;
use serde_json::{Value, json};

fn place() -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("orders.sqlite");
    (folder, path)
}

fn refusal(path: &Path) -> SqliteError {
    match SqliteStorage::open(path) {
        Ok(storage) => panic!("opened {storage:?}"),
        Err(error) => error,
    }
}

fn envelope(id: &str, command: Value) -> Arc<Envelope> {
    Arc::new(serde_json::from_value(json!({"id": id, "at": "2026-03-01T10:00:00Z", "actor": "test", "command": command})).unwrap())
}

fn capture(number: u64) -> Arc<Envelope> {
    let line = json!({"id": "1", "sku": "shirt", "quantity": 1, "unit_price": "9.99"});
    let order = json!({"type": "capture_order", "order": format!("o{number}"), "channel": "web", "currency": "EUR",
                       "lines": [line], "tags": ["x".repeat(100)]});
    envelope(&format!("c{number}"), order)
}

fn set_up(engine: &mut Engine<SqliteStorage>) {
    let commands = [
        json!({"type": "put_location", "location": {"id": "n1", "country": "DE"}}),
        json!({"type": "put_channel", "channel": {"id": "web"}}),
        json!({"type": "put_item", "sku": "shirt"}),
        json!({"type": "receive_stock", "sku": "shirt", "location": "n1", "quantity": 100_000}),
    ];
    let commands = commands.into_iter().zip(0..).map(|(command, number)| envelope(&format!("s{number}"), command));
    assert!(engine.submit_batch(commands.collect()).unwrap().iter().all(|outcome| matches!(outcome, Outcome::Applied { .. })));
}

fn orders(engine: &mut Engine<SqliteStorage>) -> Vec<String> {
    let Page::Orders { orders, .. } = engine.query(&Query::AllOrders { after: None, limit: 10_000 }).unwrap() else {
        panic!("asked for orders")
    };
    orders.iter().map(|order| order.id.to_string()).collect()
}

fn available(engine: &mut Engine<SqliteStorage>) -> i64 {
    let Page::Stock { skus } = engine.query(&Query::Stock { after: None, limit: 10 }).unwrap() else { panic!("asked for stock") };
    skus.first().and_then(|stock| stock.levels.first()).unwrap().buckets.available
}

/// SQLite's own check of the whole file.
fn is_sound(path: &Path) -> bool {
    let answer: String = Connection::open(path).unwrap().query_row("PRAGMA integrity_check", [], |row| row.get(0)).unwrap();
    answer == "ok"
}

#[test]
fn garbage_is_no_database() {
    let (_folder, path) = place();
    let garbage = "id;sku;quantity\n".repeat(1_000);
    std::fs::write(&path, &garbage).unwrap();
    let error = refusal(&path);
    assert_eq!(error.code(), "not_a_database");
    assert!(error.to_string().contains("name another file"), "{error}");
    assert_eq!(std::fs::read_to_string(&path).unwrap(), garbage, "a file that is not ours was changed");
}

#[test]
fn databases_of_other_programs_are_left_alone() {
    let (_folder, path) = place();
    Connection::open(&path).unwrap().execute_batch("CREATE TABLE orders (id INTEGER); PRAGMA user_version = 1").unwrap();
    let before = std::fs::read(&path).unwrap();
    let error = refusal(&path);
    assert_eq!(error.code(), "foreign_database");
    assert_eq!(std::fs::read(&path).unwrap(), before, "a file that is not ours was changed");
}

#[test]
fn newer_files_are_refused_and_left_alone() {
    let (_folder, path) = place();
    drop(SqliteStorage::open(&path).unwrap());
    Connection::open(&path).unwrap().pragma_update(None, "user_version", 99).unwrap();
    let before = std::fs::read(&path).unwrap();
    let error = refusal(&path);
    assert!(matches!(error, SqliteError::NewerFormat { found: 99, .. }), "{error:?}");
    assert_eq!(error.code(), "newer_format");
    assert!(error.to_string().contains("format `99`"), "{error}");
    assert_eq!(std::fs::read(&path).unwrap(), before, "a newer file was changed");
}

#[test]
fn empty_files_become_ours() {
    let (_folder, path) = place();
    std::fs::write(&path, "").unwrap();
    let mut engine = Engine::new(SqliteStorage::open(&path).unwrap());
    set_up(&mut engine);
    assert_eq!(available(&mut engine), 100_000);
}

#[test]
fn truncated_files_are_corrupt() {
    let (_folder, path) = place();
    let mut engine = Engine::new(SqliteStorage::open(&path).unwrap());
    set_up(&mut engine);
    engine.submit_batch((0..500).map(capture).collect()).unwrap();
    drop(engine);
    let whole = std::fs::read(&path).unwrap();
    for part in [whole.len() / 2, whole.len() - 4_096, 5_000, 60] {
        std::fs::write(&path, whole.get(..part).unwrap()).unwrap();
        let error = refusal(&path);
        assert_eq!(error.code(), "corrupt_database", "{part} of {} bytes: {error}", whole.len());
        assert!(error.to_string().contains("restore a backup"), "{error}");
    }
    std::fs::write(&path, &whole).unwrap();
    assert_eq!(orders(&mut Engine::new(SqliteStorage::open(&path).unwrap())).len(), 500);
}

#[test]
fn damaged_records_are_named() {
    let (_folder, path) = place();
    let mut engine = Engine::new(SqliteStorage::open(&path).unwrap());
    set_up(&mut engine);
    engine.submit(capture(7)).unwrap();
    let hand = Connection::open(&path).unwrap();
    hand.execute_batch("UPDATE orders SET document = '{}' WHERE id = 'o7'").unwrap();
    let error = engine.order(&"o7".parse().unwrap()).unwrap_err();
    let EngineError::Storage(error) = error else { panic!("{error:?}") };
    assert_eq!(error.code(), "unreadable_record");
    assert!(error.to_string().contains("order `o7`"), "{error}");
    hand.execute_batch("UPDATE orders SET format = 9 WHERE id = 'o7'").unwrap();
    let EngineError::Storage(error) = engine.order(&"o7".parse().unwrap()).unwrap_err() else { panic!("not of the storage") };
    assert!(error.to_string().contains("form `9`"), "{error}");
}

#[test]
fn missing_folders_and_folders_are_no_files() {
    let (folder, _) = place();
    for path in [folder.path().join("missing").join("orders.sqlite"), folder.path().to_owned()] {
        let error = refusal(&path);
        assert_eq!(error.code(), "cannot_open", "{error}");
        assert!(error.to_string().contains("check that its folder exists"), "{error}");
    }
}

#[test]
fn read_only_storages_read_and_do_not_write() {
    let (_folder, path) = place();
    let options = SqliteOptions { read_only: true, ..SqliteOptions::default() };
    assert_eq!(SqliteStorage::open_with(&path, &options).unwrap_err().code(), "cannot_open");
    let mut writer = Engine::new(SqliteStorage::open(&path).unwrap());
    set_up(&mut writer);
    writer.submit(capture(1)).unwrap();
    let mut reader = Engine::new(SqliteStorage::open_with(&path, &options).unwrap());
    assert_eq!(orders(&mut reader), ["o1"]);
    // The tables for lists may not have caught up yet: the answer is exact all the same.
    let filter = OrderFilter { sku: Some("shirt".parse().unwrap()), ..OrderFilter::default() };
    let query = Query::Orders { filter: Box::new(filter), after: None, limit: 5 };
    let Page::Orders { orders: found, .. } = reader.query(&query).unwrap() else { panic!("asked for orders") };
    assert_eq!(found.len(), 1);
    let EngineError::Storage(error) = reader.submit(capture(2)).unwrap_err() else { panic!("not of the storage") };
    assert_eq!(error.code(), "read_only");
    assert_eq!(orders(&mut writer), ["o1"]);
}

#[test]
fn a_full_disk_leaves_nothing_half_done() {
    let (_folder, path) = place();
    drop(SqliteStorage::open(&path).unwrap());
    let options = SqliteOptions { size_max: Some(600_000), ..SqliteOptions::default() };
    let mut engine = Engine::new(SqliteStorage::open_with(&path, &options).unwrap());
    set_up(&mut engine);
    let mut written = 0;
    let error = loop {
        match engine.submit_batch((written..written + 20).map(capture).collect()) {
            Ok(outcomes) => {
                assert!(outcomes.iter().all(|outcome| matches!(outcome, Outcome::Applied { .. })));
                written += 20;
            }
            Err(EngineError::Storage(error)) => break error,
            Err(other) => panic!("{other:?}"),
        }
        assert!(written < 10_000, "the disk never got full");
    };
    assert_eq!(error.code(), "storage_full");
    assert!(error.to_string().contains("free some space"), "{error}");
    assert_eq!(orders(&mut engine).len(), usize::try_from(written).unwrap());
    assert_eq!(available(&mut engine), 100_000 - i64::try_from(written).unwrap());
    drop(engine);
    assert!(is_sound(&path));
    // With room again, the same commands are sent again.
    let mut engine = Engine::new(SqliteStorage::open(&path).unwrap());
    let outcomes = engine.submit_batch((written - 20..written + 20).map(capture).collect()).unwrap();
    let applied = outcomes.iter().filter(|outcome| matches!(outcome, Outcome::Applied { .. })).count();
    assert_eq!((applied, outcomes.len()), (20, 40));
    assert_eq!(orders(&mut engine).len(), usize::try_from(written).unwrap() + 20);
}

#[test]
fn a_busy_file_is_waited_for_and_then_given_up() {
    let (_folder, path) = place();
    let options = SqliteOptions { busy_timeout: Duration::from_millis(80), ..SqliteOptions::default() };
    let mut engine = Engine::new(SqliteStorage::open_with(&path, &options).unwrap());
    set_up(&mut engine);
    let other = Connection::open(&path).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    let EngineError::Storage(error) = engine.submit(capture(1)).unwrap_err() else { panic!("not of the storage") };
    assert_eq!(error.code(), "busy");
    assert!(error.to_string().contains("send the same commands again"), "{error}");
    // Whoever reads does not wait for whoever writes.
    assert_eq!(available(&mut engine), 100_000);
    let mut engine = Engine::new(SqliteStorage::open(&path).unwrap());
    let waiting = std::thread::spawn(move || engine.submit(capture(1)).map(|outcome| matches!(outcome, Outcome::Applied { .. })));
    std::thread::sleep(Duration::from_millis(20));
    other.execute_batch("COMMIT").unwrap();
    assert!(waiting.join().unwrap().unwrap());
}
