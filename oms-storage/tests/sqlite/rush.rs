//! A thousand contenders for a hundred units over three locations, loose and in bundles, from one process and from several on one file,
//! one of which is killed. Just what is there is promised; and after expiry and cancellation all of it is free again.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may stop")]

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;

use oms_core::query::{Page, Query};
use oms_core::{Engine, Envelope, Outcome, Rejection};
use oms_storage::SqliteStorage;
use serde_json::{Value, json};

const CONTENDERS: usize = 1_000;

/// Units of the item that everybody wants, by location.
const PHONES: [i64; 3] = [40, 35, 25];

/// Units of what bundles hold beside it: two each, so that fewer bundles can be made than there are phones.
const CASES: [i64; 3] = [0, 30, 14];

const SET_UP: i64 = 1_772_359_200;

fn envelope(id: &str, seconds: i64, command: Value) -> Arc<Envelope> {
    let at = oms_core::Timestamp::from_millis((SET_UP + seconds) * 1_000).unwrap();
    Arc::new(serde_json::from_value(json!({"id": id, "at": at, "actor": "test", "command": command})).unwrap())
}

/// What a contender wants: a cart, a phone, a bundle, or two phones on two lines.
fn wish(name: &str, number: usize) -> Arc<Envelope> {
    let id = format!("{name}-{number}");
    let line = |line: &str, sku: &str| json!({"id": line, "sku": sku, "quantity": 1, "unit_price": "99.00"});
    let order = |lines: Value| json!({"type": "capture_order", "order": id, "channel": "web", "currency": "EUR", "lines": lines});
    let command = match number % 4 {
        0 => {
            let lines = json!([{"sku": "phone", "quantity": 1}]);
            json!({"type": "reserve_stock", "reservation": id, "channel": "web", "lines": lines, "time_to_live": 600})
        }
        1 => order(json!([line("1", "phone"), line("2", "phone")])),
        2 => order(json!([line("1", "kit")])),
        _ => order(json!([line("1", "phone")])),
    };
    envelope(&id, 1, command)
}

fn open(path: &Path) -> Engine<SqliteStorage> {
    Engine::new(SqliteStorage::open(path).unwrap())
}

fn set_up(path: &Path) {
    let mut engine = open(path);
    let mut commands = vec![
        json!({"type": "put_channel", "channel": {"id": "web"}}),
        json!({"type": "put_item", "sku": "phone"}),
        json!({"type": "put_item", "sku": "case"}),
        json!({"type": "put_item", "sku": "kit", "components": [{"sku": "phone", "quantity": 1}, {"sku": "case", "quantity": 2}]}),
    ];
    for (number, (phones, cases)) in PHONES.into_iter().zip(CASES).enumerate() {
        let location = format!("n{number}");
        commands.push(json!({"type": "put_location", "location": {"id": location, "country": "DE"}}));
        for (sku, quantity) in [("phone", phones), ("case", cases)] {
            if quantity > 0 {
                commands.push(json!({"type": "receive_stock", "sku": sku, "location": location, "quantity": quantity}));
            }
        }
    }
    for (number, command) in commands.into_iter().enumerate() {
        let outcome = engine.submit(envelope(&format!("set-up-{number}"), 0, command)).unwrap();
        assert!(matches!(outcome, Outcome::Applied { .. }), "{outcome:?}");
    }
}

/// Sends contenders in batches. Whoever gets nothing is told that there is nothing left.
fn contend(engine: &mut Engine<SqliteStorage>, name: &str, numbers: std::ops::Range<usize>, batch: usize) {
    let wishes: Vec<_> = numbers.map(|number| wish(name, number)).collect();
    for batch in wishes.chunks(batch) {
        for outcome in engine.submit_batch(batch.to_vec()).unwrap() {
            match outcome {
                Outcome::Applied { .. } => {}
                Outcome::Refused { rejection } => assert!(matches!(*rejection, Rejection::InsufficientStock { .. }), "{rejection:?}"),
                other @ Outcome::AlreadyApplied { .. } => panic!("{other:?}"),
            }
        }
    }
}

/// `[on hand, available, reserved, committed]` of an item over all locations.
fn stock(engine: &mut Engine<SqliteStorage>, sku: &str) -> [i64; 4] {
    let Page::Stock { skus } = engine.query(&Query::Stock { after: None, limit: 10 }).unwrap() else { panic!("asked for stock") };
    let levels = skus.into_iter().filter(|entry| entry.sku.as_str() == sku).flat_map(|entry| entry.levels);
    levels.fold([0; 4], |[on_hand, available, reserved, committed], level| {
        let buckets = level.buckets;
        assert!(buckets.available >= 0, "{sku} is oversold");
        [on_hand + buckets.on_hand(), available + buckets.available, reserved + buckets.reserved, committed + buckets.committed]
    })
}

/// What must hold when everybody has had their turn, and when all of it has been given up again.
fn settle(path: &Path) {
    let mut engine = open(path);
    let phones: i64 = PHONES.iter().sum();
    let cases: i64 = CASES.iter().sum();
    let [on_hand, available, reserved, committed] = stock(&mut engine, "phone");
    assert_eq!((on_hand, available, reserved + committed), (phones, 0, phones), "just what is there is promised");
    let [on_hand, available, _, committed] = stock(&mut engine, "case");
    assert_eq!((on_hand, available + committed), (cases, cases));
    assert_eq!(committed % 2, 0, "no half of a bundle");
    assert!(engine.audit().unwrap().is_clean());

    let outcome = engine.submit(envelope("later", 601, json!({"type": "expire_reservations"}))).unwrap();
    assert!(matches!(outcome, Outcome::Applied { .. }), "{outcome:?}");
    assert_eq!(stock(&mut engine, "phone")[1], reserved, "what carts held is free");
    let Page::Orders { orders, .. } = engine.query(&Query::AllOrders { after: None, limit: 10_000 }).unwrap() else {
        panic!("asked for orders")
    };
    for order in orders {
        let cancel = json!({"type": "cancel_order", "order": order.id, "reason": "customer"});
        let outcome = engine.submit(envelope(&format!("cancel-{}", order.id), 602, cancel)).unwrap();
        assert!(matches!(outcome, Outcome::Applied { .. }), "{outcome:?}");
    }
    assert_eq!(stock(&mut engine, "phone"), [phones, phones, 0, 0]);
    assert_eq!(stock(&mut engine, "case"), [cases, cases, 0, 0]);
    assert!(engine.audit().unwrap().is_clean());
}

fn shop() -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("orders.sqlite");
    set_up(&path);
    (folder, path)
}

#[test]
fn a_thousand_contenders_in_one_process() {
    for batch in [1, 64, CONTENDERS] {
        let (_folder, path) = shop();
        contend(&mut open(&path), "one", 0..CONTENDERS, batch);
        settle(&path);
    }
}

/// The part of a child; it does nothing unless the parent has started it.
#[test]
fn child_that_contends() {
    let Ok(path) = std::env::var("OMS_RUSH_FILE") else { return };
    let name = std::env::var("OMS_RUSH_NAME").unwrap();
    let contenders: usize = std::env::var("OMS_RUSH_CONTENDERS").unwrap().parse().unwrap();
    contend(&mut open(Path::new(&path)), &name, 0..contenders, 7);
}

fn start(path: &Path, name: &str, contenders: usize) -> Child {
    Command::new(std::env::current_exe().unwrap())
        .args(["rush::child_that_contends", "--exact"])
        .env("OMS_RUSH_FILE", path)
        .env("OMS_RUSH_NAME", name)
        .env("OMS_RUSH_CONTENDERS", contenders.to_string())
        .stdout(Stdio::null())
        .spawn()
        .unwrap()
}

#[test]
fn a_thousand_contenders_in_five_processes_one_of_which_is_killed() {
    let (_folder, path) = shop();
    let mut doomed = start(&path, "doomed", 100_000);
    let mut others: Vec<Child> = (0..4).map(|number| start(&path, &number.to_string(), CONTENDERS / 4)).collect();
    for (place, child) in others.iter_mut().enumerate() {
        assert!(child.wait().unwrap().success());
        if place == 0 {
            doomed.kill().unwrap();
        }
    }
    doomed.wait().unwrap();
    settle(&path);
}
