//! Measures a file with many orders: how fast it fills, opens after a kill, and answers.
//!
//! `cargo run --release -p oms-storage --example million_orders -- [ORDERS] [FILE]` prints a table. The file is made in the
//! folder for temporary files unless one is named; one that is there already, with as many orders, is used as it is.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::float_arithmetic,
    clippy::cast_precision_loss,
    reason = "a program for measuring may stop"
)]

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;
use std::time::{Duration, Instant};

use oms_core::batch::{Session, Step};
use oms_core::query::{Axis, OrderFilter, Page, Query};
use oms_core::{Engine, Envelope, Outcome, Storage};
use oms_storage::SqliteStorage;
use rusqlite::Connection;
use serde_json::{Value, json};

const SKUS: u64 = 10_000;
const BATCH: u64 = 512;

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    let orders: u64 = arguments.get(1).map_or(1_000_000, |orders| orders.parse().unwrap());
    let folder = tempfile::tempdir().unwrap();
    let path = arguments.get(2).map_or_else(|| folder.path().join("orders.sqlite"), PathBuf::from);
    if arguments.get(3).is_some_and(|word| word == "fill") {
        fill(&path, orders);
        return;
    }
    if !path.exists() {
        // A child fills the file and kills itself, as a machine that fails would.
        let child = Command::new(std::env::current_exe().unwrap()).arg(orders.to_string()).arg(&path).arg("fill").status().unwrap();
        println!("the process that filled the file ended: {child}");
    }
    reopen(&path);
    read(&path, orders);
}

fn fill(path: &Path, orders: u64) {
    let mut storage = SqliteStorage::open(path).unwrap();
    let mut settings = Arc::default();
    let mut set_up: Vec<Value> =
        (0..5).map(|n| json!({"type": "put_location", "location": {"id": format!("n{n}"), "country": "DE"}})).collect();
    set_up.extend(["web", "market", "store"].map(|id| json!({"type": "put_channel", "channel": {"id": id}})));
    for sku in 0..SKUS {
        set_up.push(json!({"type": "put_item", "sku": sku_name(sku)}));
        set_up.extend(
            (0..5).map(|n| json!({"type": "receive_stock", "sku": sku_name(sku), "location": format!("n{n}"), "quantity": 10_000_000})),
        );
    }
    let mut sent = 0;
    for chunk in set_up.chunks(8_000) {
        let envelopes = chunk
            .iter()
            .map(|command| {
                sent += 1;
                envelope(&format!("setup{sent}"), command.clone())
            })
            .collect();
        run(&mut storage, &mut settings, envelopes, &mut Times::default());
    }
    println!("batch | orders/s | us/order: read, decide, write");
    let mut number = 0;
    let mut chance = 7;
    for (batch, rounds) in [(1, 2_000), (8, 500), (64, 200), (BATCH, 40), (4_096, 5)] {
        let mut times = Times::default();
        for _ in 0..rounds {
            if number + batch > orders {
                break;
            }
            let envelopes = (number..number + batch).map(|number| capture(number, &mut chance)).collect();
            number += batch;
            run(&mut storage, &mut settings, envelopes, &mut times);
        }
        times.print(batch);
    }
    let mut times = Times::default();
    while number < orders {
        let end = orders.min(number + BATCH);
        let envelopes = (number..end).map(|number| capture(number, &mut chance)).collect();
        number = end;
        run(&mut storage, &mut settings, envelopes, &mut times);
    }
    if times.orders > 0 {
        times.print(BATCH);
    }
    // What follows happens without a word to the storage.
    Command::new("kill").arg("-9").arg(std::process::id().to_string()).status().unwrap();
}

#[derive(Default)]
struct Times {
    read: Duration,
    decide: Duration,
    write: Duration,
    orders: usize,
}

impl Times {
    fn print(&self, batch: u64) {
        let per = |duration: Duration| duration.as_secs_f64() * 1e6 / self.orders as f64;
        let (read, decide, write) = (per(self.read), per(self.decide), per(self.write));
        println!("{batch:5} | {:8.0} | {read:.1} {decide:.1} {write:.1}", 1e6 / (read + decide + write));
    }
}

fn run(storage: &mut SqliteStorage, settings: &mut Arc<oms_core::Settings>, envelopes: Vec<Arc<Envelope>>, times: &mut Times) {
    let count = envelopes.len();
    times.orders += count;
    let mut start = Instant::now();
    let mut lap = |sum: &mut Duration| {
        let now = Instant::now();
        *sum += now - start;
        start = now;
    };
    let mut session = Session::new(envelopes, Arc::clone(settings)).unwrap();
    loop {
        match session.next() {
            Step::Load(wanted) => {
                lap(&mut times.decide);
                let snapshot = storage.load(wanted).unwrap();
                lap(&mut times.read);
                session.loaded(snapshot).unwrap();
            }
            Step::Commit(changes) => {
                lap(&mut times.decide);
                storage.commit(changes).unwrap();
                lap(&mut times.write);
                session.committed().unwrap();
            }
            Step::Done(outcomes) => {
                assert!(outcomes.iter().all(|outcome| matches!(outcome, Outcome::Applied { .. })), "{:?}", outcomes.first());
                break;
            }
        }
    }
    *settings = Arc::clone(session.settings());
    drop(session);
    lap(&mut times.decide);
}

fn reopen(path: &Path) {
    let log = path.with_extension("sqlite-wal").metadata().map_or(0, |log| log.len());
    let start = Instant::now();
    let mut engine = Engine::new(SqliteStorage::open(path).unwrap());
    assert!(engine.order(&order_id(0)).unwrap().is_some());
    println!("reopen and first order: {:.1} ms, with {} MB of write-ahead log", start.elapsed().as_secs_f64() * 1e3, log >> 20);
}

fn read(path: &Path, orders: u64) {
    println!("bytes per order: {}", path.metadata().unwrap().len() / orders);
    let mut engine = Engine::new(SqliteStorage::open(path).unwrap());
    let raw = Connection::open(path).unwrap();
    for pragma in ["cache_size = -262144", "mmap_size = 2147483648"] {
        raw.execute_batch(&format!("PRAGMA {pragma}")).unwrap();
    }
    let payload = raw.query_row("SELECT (SELECT sum(length(document)) FROM orders) + (SELECT sum(length(entry)) FROM log)", [], |row| {
        row.get::<_, i64>(0)
    });
    println!("payload bytes per order: {}", payload.unwrap() / i64::try_from(orders).unwrap());

    let mut by_id = raw.prepare("SELECT document FROM orders WHERE id = ?1").unwrap();
    let mut page = raw.prepare("SELECT document FROM orders WHERE standing = ?1 ORDER BY placed_at DESC, id DESC LIMIT 50").unwrap();
    let standing: i64 = raw
        .query_row(
            "SELECT standings.number FROM standings JOIN channels ON channels.number = channel WHERE name = 'web' LIMIT 1",
            [],
            |row| row.get(0),
        )
        .unwrap();
    let mut chance = 11;
    compare("order by id", |raw_side| {
        let id = order_id(random(&mut chance) % orders);
        if raw_side {
            let text: String = by_id.query_row([id.as_str()], |row| row.get(0)).unwrap();
            assert!(!text.is_empty());
        } else {
            assert!(engine.order(&id).unwrap().is_some());
        }
    });
    let open =
        OrderFilter { order: Some(oms_core::order::OrderStatus::Open), channel: Some("web".parse().unwrap()), ..OrderFilter::default() };
    let query = Query::Orders { filter: Box::new(open.clone()), after: None, limit: 50 };
    compare("page of 50, status and channel", |raw_side| {
        let found = if raw_side {
            let mut rows = page.query([standing]).unwrap();
            let mut texts: Vec<String> = Vec::new();
            while let Some(row) = rows.next().unwrap() {
                texts.push(row.get(0).unwrap());
            }
            texts.len()
        } else {
            listed(&mut engine, &query)
        };
        assert_eq!(found, 50);
    });
    for (name, filter) in [
        ("customer", OrderFilter { customer: Some("customer77".parse().unwrap()), ..OrderFilter::default() }),
        ("sku", OrderFilter { sku: Some(sku_name(3).parse().unwrap()), ..OrderFilter::default() }),
        ("rare sku", OrderFilter { sku: Some(sku_name(9_000).parse().unwrap()), ..OrderFilter::default() }),
        ("location", OrderFilter { location: Some("n1".parse().unwrap()), ..OrderFilter::default() }),
        (
            "sku, location, open, web",
            OrderFilter { sku: Some(sku_name(9_000).parse().unwrap()), location: Some("n0".parse().unwrap()), ..open.clone() },
        ),
        ("late", OrderFilter { late_at: Some("2036-01-01T00:00:00Z".parse().unwrap()), ..OrderFilter::default() }),
        ("unknown tag", OrderFilter { tag: Some("none".parse().unwrap()), ..OrderFilter::default() }),
        ("placed long ago", OrderFilter { placed_before: Some("2026-03-01T01:00:00Z".parse().unwrap()), ..open.clone() }),
    ] {
        let query = Query::Orders { filter: Box::new(filter.clone()), after: None, limit: 50 };
        once(&format!("page of 50, {name}"), || listed(&mut engine, &query));
        once(&format!("page of 50, {name}, again"), || listed(&mut engine, &query));
        once(&format!("counts by status, {name}"), || {
            match engine.query(&Query::OrderCounts { axis: Axis::Order, filter: Box::new(filter.clone()) }) {
                Ok(Page::OrderCounts { counts }) => counts.len(),
                other => panic!("{other:?}"),
            }
        });
    }
    once("counts by status, all", || match engine.query(&Query::OrderCounts { axis: Axis::Fulfillment, filter: Box::default() }) {
        Ok(Page::OrderCounts { counts }) => counts.len(),
        other => panic!("{other:?}"),
    });
    for _ in 0..2 {
        let query = Query::Movements { sku: sku_name(3).parse().unwrap(), location: None, before: None, limit: 50 };
        once("movements of a sku", || match engine.query(&query) {
            Ok(Page::Movements { movements, .. }) => movements.len(),
            other => panic!("{other:?}"),
        });
    }
}

fn listed(engine: &mut Engine<SqliteStorage>, query: &Query) -> usize {
    match engine.query(query) {
        Ok(Page::Orders { orders, .. }) => orders.len(),
        other => panic!("{other:?}"),
    }
}

/// Runs both sides in turn and prints the medians.
fn compare(name: &str, mut side: impl FnMut(bool)) {
    let mut times = [Vec::new(), Vec::new()];
    for _ in 0..3_000 {
        for (place, raw_side) in [true, false].into_iter().enumerate() {
            let start = Instant::now();
            side(raw_side);
            times[place].push(start.elapsed());
        }
    }
    let [raw, ours] = times.map(|mut times| {
        times.sort_unstable();
        times[times.len() / 2].as_secs_f64() * 1e6
    });
    println!("{name}: {ours:.1} us, raw statement {raw:.1} us, ratio {:.2}", ours / raw);
}

fn once(name: &str, mut query: impl FnMut() -> usize) {
    let start = Instant::now();
    let rows = query();
    println!("{name}: {:.3} ms ({rows} rows)", start.elapsed().as_secs_f64() * 1e3);
}

fn capture(number: u64, chance: &mut u64) -> Arc<Envelope> {
    let first = skewed(chance);
    let lines: Vec<Value> = (0..3)
        .map(|line| {
            let (sku, quantity) = (sku_name((first + line * 3_331) % SKUS), 1 + random(chance) % 3);
            json!({"id": (line + 1).to_string(), "sku": sku, "quantity": quantity, "unit_price": "19.99"})
        })
        .collect();
    let channel = ["web", "market", "store"][usize::try_from(random(chance) % 3).unwrap()];
    let id = format!("018f3f5c-{:04x}-7000-8000-{number:012x}", number >> 16);
    let envelope = json!({"id": id, "at": at(number), "actor": "connector", "command":
        {"type": "capture_order", "order": order_id(number).as_str(), "channel": channel, "external_id": format!("#{number}"),
         "customer": format!("customer{}", random(chance) % 50_000), "currency": "EUR", "lines": lines,
         "shipping": {"price": "4.90"},
         "shipping_address": {"name": "A. Person", "address1": "1 Long Street", "city": "Berlin", "postal_code": "10115", "country": "DE"},
         "payments": [{"id": "p1", "method": "card", "authorized": "999.99"}]}});
    Arc::new(serde_json::from_value(envelope).unwrap())
}

fn envelope(id: &str, command: Value) -> Arc<Envelope> {
    Arc::new(serde_json::from_value(json!({"id": id, "at": at(0), "actor": "set-up", "command": command})).unwrap())
}

fn order_id(number: u64) -> oms_core::OrderId {
    format!("018f3f5b-{:04x}-7000-8000-{number:012x}", number >> 16).parse().unwrap()
}

fn sku_name(number: u64) -> String {
    format!("SKU-{number:06}")
}

fn at(number: u64) -> String {
    oms_core::Timestamp::from_millis(1_772_323_200_000 + i64::try_from(number * 997).unwrap()).unwrap().to_string()
}

/// A few SKUs are in most orders.
fn skewed(chance: &mut u64) -> u64 {
    let bits = random(chance) % 14;
    random(chance) % (SKUS >> bits).max(1)
}

fn random(chance: &mut u64) -> u64 {
    *chance = chance.wrapping_add(0x9E37_79B9_7F4A_7C15);
    let mut mixed = *chance;
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    mixed ^ (mixed >> 31)
}
