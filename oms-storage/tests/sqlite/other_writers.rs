//! What a storage remembers of the file must be what the file holds, whoever else writes to it.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test may stop")]

use std::path::{Path, PathBuf};
use std::sync::Arc;

use oms_core::batch::{ReadSet, Snapshot};
use oms_core::{Engine, Envelope, Outcome, Storage};
use oms_storage::{SqliteOptions, SqliteStorage};
use serde_json::{Value, json};

/// When the shop opens, and what a step of the tests takes.
const OPENS_AT: i64 = 1_772_323_200_000;
const STEP_MILLIS: i64 = 20_000;

fn place() -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("orders.sqlite");
    let mut engine = open(&path);
    for (number, command) in [
        json!({"type": "put_location", "location": {"id": "n1", "country": "DE"}}),
        json!({"type": "put_location", "location": {"id": "n2", "country": "DE"}}),
        json!({"type": "put_channel", "channel": {"id": "web"}}),
        json!({"type": "put_channel", "channel": {"id": "store"}}),
        json!({"type": "put_item", "sku": "s0", "backorder": {"limit": 50}, "channel_caps": [{"channel": "store", "limit": 40}]}),
        json!({"type": "put_item", "sku": "s1"}),
        json!({"type": "receive_stock", "sku": "s0", "location": "n1", "quantity": 20}),
        json!({"type": "receive_stock", "sku": "s1", "location": "n2", "quantity": 30}),
    ]
    .into_iter()
    .enumerate()
    {
        let outcome = engine.submit(envelope(&format!("set-up-{number}"), 0, command)).unwrap();
        assert!(matches!(outcome, Outcome::Applied { .. }), "{outcome:?}");
    }
    (folder, path)
}

fn open(path: &Path) -> Engine<SqliteStorage> {
    Engine::new(SqliteStorage::open(path).unwrap())
}

fn envelope(id: &str, step: i64, command: Value) -> Arc<Envelope> {
    let at = oms_core::Timestamp::from_millis(OPENS_AT + step * STEP_MILLIS).unwrap();
    Arc::new(serde_json::from_value(json!({"id": id, "at": at, "actor": "test", "command": command})).unwrap())
}

fn capture(order: &str, channel: &str, external_id: &str, sku: &str, quantity: u64) -> Value {
    json!({"type": "capture_order", "order": order, "channel": channel, "external_id": external_id, "currency": "EUR",
           "lines": [{"id": "1", "sku": sku, "quantity": quantity, "unit_price": "9.99"}]})
}

/// What a storage answers that has seen nothing before.
fn fresh(path: &Path, wanted: &ReadSet) -> Snapshot {
    let options = SqliteOptions { read_only: true, ..SqliteOptions::default() };
    SqliteStorage::open_with(path, &options).unwrap().load(wanted).unwrap()
}

fn text(snapshot: &Snapshot) -> String {
    serde_json::to_string_pretty(snapshot).unwrap()
}

/// Numbers that look random and are the same on every run.
struct Chance(u64);

impl Chance {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % bound
    }
}

/// Ids of every kind: those that rise, those in between, those that were there before, and those of another family.
fn any_id(chance: &mut Chance, step: i64) -> String {
    match chance.below(4) {
        0 => format!("m{step:05}"),
        1 => format!("m{:05}", chance.below(200)),
        2 => format!("a{:05}", chance.below(200)),
        _ => format!("z{}", chance.below(200)),
    }
}

fn any_command(chance: &mut Chance, step: i64) -> Value {
    let sku = format!("s{}", chance.below(4));
    let location = ["n1", "n2"][usize::try_from(chance.below(2)).unwrap()];
    let channel = ["web", "store"][usize::try_from(chance.below(2)).unwrap()];
    match chance.below(20) {
        0..=9 => capture(&any_id(chance, step), channel, &any_id(chance, step), &sku, 1 + chance.below(3)),
        10..=13 => json!({"type": "receive_stock", "sku": sku, "location": location, "quantity": 1 + chance.below(5)}),
        14..=16 => json!({"type": "reserve_stock", "reservation": any_id(chance, step), "channel": channel, "time_to_live": 60,
                          "lines": [{"sku": sku, "quantity": 1}]}),
        17 => json!({"type": "put_item", "sku": sku}),
        18 => json!({"type": "put_channel", "channel": {"id": channel, "name": format!("name {step}")}}),
        _ => json!({"type": "cancel_order", "order": any_id(chance, step), "reason": "customer"}),
    }
}

/// Every id that a command names, and its own.
fn named(envelope: &Envelope) -> Vec<String> {
    let value = serde_json::to_value(envelope).unwrap();
    let of_command = ["order", "external_id", "reservation"].into_iter().filter_map(|field| value["command"][field].as_str());
    of_command.chain([envelope.id.as_str()]).map(str::to_owned).collect()
}

/// Asks for what was just named, and for whatever else there may be.
fn any_wishes(chance: &mut Chance, step: i64, named: &[String]) -> ReadSet {
    let mut ids = |count: u64| {
        let mut ids: Vec<String> = (0..count).map(|_| any_id(chance, step + 1)).chain(named.iter().cloned()).collect();
        ids.sort();
        ids.dedup();
        ids
    };
    let (orders, reservations, mut commands) = (ids(8), ids(8), ids(8));
    commands.extend(["set-up-0".to_owned(), "set-up-99".to_owned()]);
    commands.sort();
    let keys =
        |channel: &str, ids: Vec<String>| ids.into_iter().map(|id| json!({"channel": channel, "external_id": id})).collect::<Vec<_>>();
    let external_ids = [keys("none", ids(1)), keys("store", ids(6)), keys("web", ids(6))].concat();
    let until = oms_core::Timestamp::from_millis(OPENS_AT + (step + 1) * STEP_MILLIS).unwrap();
    let waiting = [json!({"sku": "s0", "limit": 50})];
    serde_json::from_value(json!({
        "orders": orders, "reservations": reservations, "commands": commands, "external_ids": external_ids,
        "skus": ["s0", "s1", "s2", "s3", "s4"], "waiting": waiting, "due": {"until": until, "limit": 50}
    }))
    .unwrap()
}

#[test]
fn every_storage_answers_as_a_fresh_one_whoever_has_written() {
    for seed in 1..=4 {
        let (_folder, path) = place();
        let mut engines = [open(&path), open(&path)];
        let mut chance = Chance(seed);
        let mut applied = 0;
        for step in 1..=150 {
            // Mostly the same engine, so that it has something to remember.
            let who = usize::from(chance.below(5) == 0);
            let batch: Vec<Arc<Envelope>> =
                (0..=chance.below(3)).map(|_| envelope(&any_id(&mut chance, step), step, any_command(&mut chance, step))).collect();
            let named: Vec<String> = batch.iter().flat_map(|envelope| named(envelope)).collect();
            let outcomes = engines[who].submit_batch(batch).unwrap();
            applied += outcomes.iter().filter(|outcome| matches!(outcome, Outcome::Applied { .. })).count();
            let wanted = any_wishes(&mut chance, step, &named);
            let expected = text(&fresh(&path, &wanted));
            for engine in &mut engines {
                let answer = text(&engine.storage().load(&wanted).unwrap());
                assert_eq!(answer, expected, "seed {seed}, step {step}");
            }
        }
        assert!(applied > 100, "only {applied} commands took effect");
        assert!(engines[0].audit().unwrap().differences.is_empty());
    }
}

#[test]
fn what_another_process_sells_or_takes_is_seen_at_once() {
    let (_folder, path) = place();
    let (mut one, mut other) = (open(&path), open(&path));
    let applies = |engine: &mut Engine<SqliteStorage>, id: &str, command: Value| {
        let outcome = engine.submit(envelope(id, 1, command)).unwrap();
        assert!(matches!(outcome, Outcome::Applied { .. }), "{id}: {outcome:?}");
    };
    let code = |engine: &mut Engine<SqliteStorage>, id: &str, command: Value| match engine.submit(envelope(id, 1, command)).unwrap() {
        Outcome::Refused { rejection } => serde_json::to_value(&*rejection).unwrap()["code"].as_str().unwrap().to_owned(),
        other => panic!("{id}: {other:?}"),
    };
    applies(&mut one, "c1", capture("o1", "web", "1001", "s1", 10));
    applies(&mut other, "c2", capture("o2", "web", "1002", "s1", 20));
    assert_eq!(code(&mut one, "c3", capture("o3", "web", "1003", "s1", 1)), "insufficient_stock");
    assert_eq!(code(&mut one, "c4", capture("o2", "web", "1004", "s0", 1)), "order_exists");
    assert_eq!(code(&mut one, "c5", capture("o5", "web", "1002", "s0", 1)), "duplicate_external_id");
    assert_eq!(code(&mut one, "c2", capture("o6", "web", "1006", "s0", 1)), "id_reused");
    applies(&mut other, "c7", json!({"type": "receive_stock", "sku": "s1", "location": "n1", "quantity": 1}));
    applies(&mut one, "c8", capture("o8", "web", "1008", "s1", 1));
    applies(&mut other, "c9", json!({"type": "put_channel", "channel": {"id": "web", "currencies": ["USD"]}}));
    assert_eq!(code(&mut one, "c10", capture("o10", "web", "1010", "s0", 1)), "currency_not_allowed");
}

#[test]
fn what_is_written_by_hand_is_seen_at_once() {
    let (_folder, path) = place();
    let mut engine = open(&path);
    let sold = engine.submit(envelope("c1", 1, capture("o1", "web", "1001", "s1", 1))).unwrap();
    assert!(matches!(sold, Outcome::Applied { .. }), "{sold:?}");
    let hand = rusqlite::Connection::open(&path).unwrap();
    let level = "UPDATE stock SET available = ?1 WHERE key / 1048576 = (SELECT number FROM skus WHERE name = 's1')";
    hand.execute(level, [0]).unwrap();
    let refused = engine.submit(envelope("c2", 1, capture("o2", "web", "1002", "s1", 1))).unwrap();
    assert!(matches!(refused, Outcome::Refused { .. }), "{refused:?}");
    hand.execute(level, [7]).unwrap();
    let sold = engine.submit(envelope("c3", 1, capture("o3", "web", "1003", "s1", 7))).unwrap();
    assert!(matches!(sold, Outcome::Applied { .. }), "{sold:?}");
}
