//! Several processes on one file, all after the last units.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test may stop")]

use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;

use oms_core::query::{Page, Query};
use oms_core::{Engine, Envelope, Outcome, Rejection};
use oms_storage::SqliteStorage;
use serde_json::{Value, json};

const UNITS: usize = 30;

/// The part of a child; it does nothing unless the parent has started it.
#[test]
fn child_that_buys_while_there_is_stock() {
    let Ok(path) = std::env::var("OMS_RACE_FILE") else { return };
    let name = std::env::var("OMS_RACE_NAME").unwrap();
    let mut engine = Engine::new(SqliteStorage::open(&path).unwrap());
    let mut bought = 0;
    for number in 0..UNITS + 10 {
        let line = json!({"id": "1", "sku": "last", "quantity": 1, "unit_price": "9.99"});
        let order =
            json!({"type": "capture_order", "order": format!("{name}-{number}"), "channel": "web", "currency": "EUR", "lines": [line]});
        match engine.submit(envelope(&format!("{name}-{number}"), order)).unwrap() {
            Outcome::Applied { .. } => bought += 1,
            Outcome::Refused { rejection } => assert!(matches!(*rejection, Rejection::InsufficientStock { .. }), "{rejection:?}"),
            other @ Outcome::AlreadyApplied { .. } => panic!("{other:?}"),
        }
    }
    std::fs::write(format!("{path}.{name}"), bought.to_string()).unwrap();
}

fn envelope(id: &str, command: Value) -> Arc<Envelope> {
    Arc::new(serde_json::from_value(json!({"id": id, "at": "2026-03-01T10:00:00Z", "actor": "test", "command": command})).unwrap())
}

fn race(processes: usize) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("orders.sqlite");
    let mut engine = Engine::new(SqliteStorage::open(&path).unwrap());
    let set_up = [
        json!({"type": "put_location", "location": {"id": "n1", "country": "DE"}}),
        json!({"type": "put_channel", "channel": {"id": "web"}}),
        json!({"type": "put_item", "sku": "last"}),
        json!({"type": "receive_stock", "sku": "last", "location": "n1", "quantity": UNITS}),
    ];
    for (number, command) in set_up.into_iter().enumerate() {
        assert!(matches!(engine.submit(envelope(&format!("s{number}"), command)).unwrap(), Outcome::Applied { .. }));
    }
    let children: Vec<_> = (0..processes).map(|number| start(&path, number)).collect();
    for mut child in children {
        assert!(child.wait().unwrap().success());
    }
    let bought: usize = (0..processes)
        .map(|number| std::fs::read_to_string(format!("{}.{number}", path.display())).unwrap().parse::<usize>().unwrap())
        .sum();
    assert_eq!(bought, UNITS, "as many orders as units");
    let Page::Orders { orders, .. } = engine.query(&Query::AllOrders { after: None, limit: 1_000 }).unwrap() else {
        panic!("asked for orders")
    };
    assert_eq!(orders.len(), UNITS);
    let Page::Stock { skus } = engine.query(&Query::Stock { after: None, limit: 10 }).unwrap() else { panic!("asked for stock") };
    let buckets = skus[0].levels[0].buckets;
    assert_eq!((buckets.available, buckets.on_hand()), (0, i64::try_from(UNITS).unwrap()));
}

fn start(path: &Path, number: usize) -> std::process::Child {
    Command::new(std::env::current_exe().unwrap())
        .args(["contention::child_that_buys_while_there_is_stock", "--exact"])
        .env("OMS_RACE_FILE", path)
        .env("OMS_RACE_NAME", number.to_string())
        .stdout(Stdio::null())
        .spawn()
        .unwrap()
}

#[test]
fn two_processes_sell_the_last_units_once() {
    race(2);
}

#[test]
fn four_processes_sell_the_last_units_once() {
    race(4);
}

#[test]
fn one_of_a_thousand_gets_the_last_unit() {
    let folder = tempfile::tempdir().unwrap();
    crate::last_unit::has_one_winner_each_round(|| SqliteStorage::open(folder.path().join("shop.sqlite")).unwrap());
}
