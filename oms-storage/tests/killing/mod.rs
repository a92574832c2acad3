//! A process that writes until it is killed, and what must be there afterwards: the same on every storage.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test may stop")]

use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};

use oms_core::inventory::Bucket;
use oms_core::query::{Page, Query};
use oms_core::{Engine, Envelope, Outcome, Storage};
use serde_json::{Value, json};

const SKUS: u64 = 40;
const UNITS: i64 = 1_000_000;

/// Kills that one store lives through. Each check reads all of it, so that one store for a thousand would be read for hours.
pub(crate) const KILLS_A_STORE: usize = 25;

/// How many kills the environment asks for.
pub(crate) fn kills(otherwise: u64) -> u64 {
    std::env::var("OMS_CRASH_KILLS").map_or(otherwise, |kills| kills.parse().unwrap())
}

/// The part of the child: captures orders in batches of many sizes, from the one on that the parent has told it, and notes what was
/// acknowledged.
pub(crate) fn write_until_killed<S: Storage>(storage: S) {
    let first: u64 = std::env::var("OMS_CRASH_FIRST").unwrap().parse().unwrap();
    let mut engine = Engine::new(storage);
    // The parent reads the file, not the output of the test program, which may be held back.
    let mut acknowledged =
        std::fs::OpenOptions::new().append(true).create(true).open(std::env::var("OMS_CRASH_ACKNOWLEDGED").unwrap()).unwrap();
    let mut number = first;
    for batch in [1, 5, 64, 3, 200].into_iter().cycle() {
        let commands = (number..number + batch).map(capture).collect();
        let outcomes = engine.submit_batch(commands).unwrap();
        let lines: String = (number..).zip(&outcomes).map(|(number, outcome)| format!("{number} {}\n", was_applied(outcome))).collect();
        acknowledged.write_all(lines.as_bytes()).unwrap();
        number += batch;
    }
}

fn was_applied(outcome: &Outcome) -> bool {
    assert!(!matches!(outcome, Outcome::Refused { .. }), "{outcome:?}");
    matches!(outcome, Outcome::Applied { .. })
}

fn capture(number: u64) -> Arc<Envelope> {
    let lines: Vec<Value> = (0..3)
        .map(|line| {
            let sku = format!("sku{}", (number * 7 + line) % SKUS);
            json!({"id": line.to_string(), "sku": sku, "quantity": 1 + number % 3, "unit_price": "5.00"})
        })
        .collect();
    let command = json!({"type": "capture_order", "order": format!("o{number}"), "channel": "web", "external_id": format!("#{number}"),
                         "currency": "EUR", "lines": lines});
    command_at(&format!("c{number}"), command)
}

fn command_at(id: &str, command: Value) -> Arc<Envelope> {
    Arc::new(serde_json::from_value(json!({"id": id, "at": "2026-03-01T10:00:00Z", "actor": "test", "command": command})).unwrap())
}

/// Opens the shop.
pub(crate) fn set_up<S: Storage>(storage: S) {
    let mut engine = Engine::new(storage);
    let mut commands = vec![
        command_at("l", json!({"type": "put_location", "location": {"id": "n1", "country": "DE"}})),
        command_at("ch", json!({"type": "put_channel", "channel": {"id": "web"}})),
    ];
    for sku in 0..SKUS {
        commands.push(command_at(&format!("i{sku}"), json!({"type": "put_item", "sku": format!("sku{sku}")})));
        let receive = json!({"type": "receive_stock", "sku": format!("sku{sku}"), "location": "n1", "quantity": UNITS});
        commands.push(command_at(&format!("r{sku}"), receive));
    }
    assert!(engine.submit_batch(commands).unwrap().iter().all(was_applied));
}

/// Starts this test program anew as a child, and kills it that long after its first acknowledgement.
pub(crate) fn run_and_kill(child: &str, place: &[(&str, &str)], first: u64, acknowledged: &Path, after: Duration) {
    let mut child = Command::new(std::env::current_exe().unwrap())
        .args([child, "--exact", "--nocapture"])
        .envs(place.iter().copied())
        .env("OMS_CRASH_FIRST", first.to_string())
        .env("OMS_CRASH_ACKNOWLEDGED", acknowledged)
        .stdout(Stdio::null())
        .spawn()
        .unwrap();
    let patience = Instant::now() + Duration::from_secs(60);
    while !acknowledged.exists() && Instant::now() < patience {
        std::thread::sleep(Duration::from_millis(2));
    }
    std::thread::sleep(after);
    // On Unix this is SIGKILL: the process has no chance to say goodbye.
    child.kill().unwrap();
    let status = child.wait().unwrap();
    assert!(!status.success(), "the child ended by itself");
}

/// Numbers of the orders that were acknowledged. The last line may be torn.
pub(crate) fn read_acknowledged(path: &Path) -> Vec<(u64, bool)> {
    let Ok(file) = std::fs::File::open(path) else { return Vec::new() };
    let lines = BufReader::new(file).lines().map(Result::unwrap);
    let whole = lines.filter_map(|line| {
        let (number, applied) = line.split_once(' ')?;
        Some((number.parse().ok()?, applied.parse().ok()?))
    });
    whole.collect()
}

/// Checks the whole store and returns the number to go on with: the first that was not written, so that the next child sends
/// again what was written without an acknowledgement.
pub(crate) fn check<S: Storage>(storage: S, acknowledged: &[(u64, bool)]) -> u64 {
    let mut engine = Engine::new(storage);
    let mut commands = BTreeSet::new();
    let mut numbers = 0;
    let mut after = 0;
    loop {
        let Page::Log { entries } = engine.query(&Query::Log { after, limit: 10_000 }).unwrap() else { panic!("asked for the log") };
        for entry in &entries {
            numbers += 1;
            assert_eq!(entry.number, numbers, "the log has a gap");
            assert!(commands.insert(entry.entry.envelope.id.to_string()), "`{}` took effect twice", entry.entry.envelope.id);
        }
        match entries.last() {
            Some(last) => after = last.number,
            None => break,
        }
    }
    for (number, _) in acknowledged {
        assert!(commands.contains(&format!("c{number}")), "acknowledged command `c{number}` is gone");
    }
    let mut sold: BTreeMap<String, i64> = BTreeMap::new();
    let mut orders = 0;
    let mut after = None;
    loop {
        let Page::Orders { orders: page, .. } = engine.query(&Query::AllOrders { after, limit: 10_000 }).unwrap() else {
            panic!("asked for orders")
        };
        for order in &page {
            orders += 1;
            assert!(commands.contains(&order.id.as_str().replace('o', "c")), "`{}` is there without its command", order.id);
            for line in &order.lines {
                *sold.entry(line.sku.to_string()).or_default() += line.units.sum(|_| true).units();
            }
        }
        match page.last() {
            Some(last) => after = Some(last.id.clone()),
            None => break,
        }
    }
    assert_eq!(commands.iter().filter(|command| command.starts_with("c") && *command != "ch").count(), orders, "an order is missing");
    let Page::Stock { skus } = engine.query(&Query::Stock { after: None, limit: 10_000 }).unwrap() else { panic!("asked for stock") };
    for stock in skus {
        let promised = sold.get(stock.sku.as_str()).copied().unwrap_or_default();
        let buckets = stock.levels[0].buckets;
        assert_eq!(buckets.of(Bucket::Committed) + buckets.of(Bucket::Reserved), promised, "units of `{}`", stock.sku);
        assert_eq!(buckets.on_hand(), UNITS);
    }
    // Some commands are sent again on purpose: they must answer as the first time.
    u64::try_from(orders).unwrap().saturating_sub(5)
}
