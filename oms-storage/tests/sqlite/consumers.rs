//! Consumers of the log of a file: what other processes see of them, and two of one name.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test may stop")]

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use oms_core::{Engine, Envelope, Outcome, Storage};
use oms_storage::tenant::{self, TenantStorage};
use oms_storage::{SqliteOptions, SqliteStorage};
use rusqlite::Connection;
use serde_json::json;

use crate::racing::{self, acknowledged_once};

fn open(path: &Path) -> Engine<SqliteStorage> {
    Engine::new(SqliteStorage::open(path).unwrap())
}

fn item(number: u64) -> Arc<Envelope> {
    let command = json!({"type": "put_item", "sku": format!("sku{number}")});
    let envelope = json!({"id": format!("c{number}"), "at": "2026-03-01T10:00:00Z", "actor": "test", "command": command});
    Arc::new(serde_json::from_value(envelope).unwrap())
}

fn write<S: Storage>(engine: &mut Engine<S>, from: u64, to: u64) {
    let outcomes = engine.submit_batch((from..=to).map(item).collect()).unwrap();
    assert!(outcomes.iter().all(|outcome| matches!(outcome, Outcome::Applied { .. })));
}

#[test]
fn a_consumer_goes_on_in_another_process() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("orders.sqlite");
    let mailer = "mailer".parse().unwrap();
    let (mut one, mut other) = (open(&path), open(&path));
    write(&mut one, 1, 5);
    assert!(one.acknowledge(&mailer, 1..=2).unwrap());
    assert_eq!(other.unread(&mailer, 10).unwrap()[0].number, 3);
    assert!(other.acknowledge(&mailer, 3..=4).unwrap());
    assert_eq!(one.acknowledge(&mailer, 3..=5).unwrap_err().code(), "consumer_moved");
    drop((one, other));
    let options = SqliteOptions { read_only: true, ..SqliteOptions::default() };
    let mut reader = Engine::new(SqliteStorage::open_with(&path, &options).unwrap());
    assert_eq!((reader.consumers().unwrap()[0].position, reader.consumers().unwrap()[0].lag), (4, 1));
    assert_eq!(reader.unread(&mailer, 10).unwrap().len(), 1);
    assert!(reader.acknowledge(&mailer, 5..=5).is_err(), "the file is only read");
}

#[test]
fn two_of_one_name_never_take_it_past_an_entry_twice() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("orders.sqlite");
    write(&mut open(&path), 1, 200);
    let told = acknowledged_once(200, || open(&path));
    assert!(told.moved > 0, "they never met");
}

/// A consumer follows while two write.
#[test]
fn a_consumer_beside_writers_misses_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("orders.sqlite");
    drop(open(&path));
    let done = AtomicBool::new(false);
    std::thread::scope(|scope| {
        let reader = scope.spawn(|| racing::follow(&mut open(&path), &done));
        let writers: Vec<_> = (0..2_u64)
            .map(|writer| {
                let path = &path;
                scope.spawn(move || {
                    let mut engine = open(path);
                    (1..=50).for_each(|number| write(&mut engine, writer * 50 + number, writer * 50 + number));
                })
            })
            .collect();
        let written: Vec<_> = writers.into_iter().map(|writer| writer.join()).collect();
        done.store(true, Ordering::SeqCst);
        written.into_iter().for_each(|written| written.unwrap());
        assert_eq!(reader.join().unwrap(), (1..=100).collect::<Vec<u64>>());
    });
}

/// The sixth format knew no consumers.
#[test]
fn a_file_from_before_there_were_consumers_gets_them() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("orders.sqlite");
    let mut engine = open(&path);
    write(&mut engine, 1, 3);
    let digest = engine.digest().unwrap();
    drop(engine);
    Connection::open(&path).unwrap().execute_batch("DROP TABLE consumers; PRAGMA user_version = 6").unwrap();
    let mut engine = open(&path);
    assert_eq!(engine.digest().unwrap(), digest, "what the file held has changed");
    assert!(engine.consumers().unwrap().is_empty());
    assert!(engine.acknowledge(&"mailer".parse().unwrap(), 1..=3).unwrap());
}

#[test]
fn consumers_move_with_their_tenant_and_are_erased_with_it() {
    let folder = tempfile::tempdir().unwrap();
    let mut engine = open(&folder.path().join("a.sqlite"));
    write(&mut engine, 1, 5);
    let mut without = Vec::new();
    tenant::export(engine.storage(), &mut without).unwrap();
    assert!(engine.acknowledge(&"mailer".parse().unwrap(), 1..=4).unwrap());
    assert!(engine.acknowledge(&"books".parse().unwrap(), 1..=5).unwrap());
    let mut here = engine.into_storage();
    let mut lines = Vec::new();
    tenant::export(&mut here, &mut lines).unwrap();
    let text = String::from_utf8(lines.clone()).unwrap();
    assert!(text.starts_with(r#"{"tenant":{"format":2,"#), "{}", &text[..60]);
    let told: Vec<&str> = text.lines().filter(|line| line.starts_with(r#"{"consumer":"#)).collect();
    assert_eq!(told, [r#"{"consumer":{"consumer":"books","position":5}}"#, r#"{"consumer":{"consumer":"mailer","position":4}}"#]);
    let mut there = SqliteStorage::open(folder.path().join("b.sqlite")).unwrap();
    tenant::move_over(&mut here, &mut there).unwrap();
    let mut again = Vec::new();
    tenant::export(&mut there, &mut again).unwrap();
    assert_eq!(again, lines);
    let mut engine = Engine::new(there);
    assert_eq!(engine.unread(&"mailer".parse().unwrap(), 10).unwrap()[0].number, 5);
    assert!(Engine::new(&mut here).consumers().unwrap().is_empty());
    here.erase().unwrap();
    // What has no consumers is exported as it always was.
    assert!(without.starts_with(br#"{"tenant":{"format":1,"#));
    assert!(tenant::import(&mut here, &mut without.as_slice()).is_ok());
    // A consumer beyond the end of the log is nowhere.
    let beyond = text.replacen(r#""books","position":5"#, r#""books","position":6"#, 1);
    here.erase().unwrap();
    assert_eq!(tenant::import(&mut here, &mut beyond.as_bytes()).unwrap_err().code(), "unreadable_line");
}
