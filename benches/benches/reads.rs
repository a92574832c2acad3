//! Reading a SQLite file of 50,000 orders through the engine, beside the raw prepared statement for the same rows.
//!
//! `cargo bench -p oms-benches --bench reads`.

use std::hint::black_box;
use std::path::Path;
use std::time::Duration;

use criterion::{Criterion, criterion_group, criterion_main};
use oms_benches::measure::Result;
use oms_benches::random::SplitMix64;
use oms_benches::shop;
use oms_benches::workload::Workload;
use oms_core::order::OrderStatus;
use oms_core::query::{OrderFilter, Query};
use oms_core::{Engine, OrderId};
use oms_storage::SqliteStorage;
use rusqlite::{Connection, params};

const ORDERS: usize = 50_000;
const PAGE_ROWS: u32 = 50;

fn reads(criterion: &mut Criterion) {
    let directory = tempfile::tempdir().expect("a folder for the file");
    let path = directory.path().join("orders");
    let mut engine = filled(&path).expect("the shop is filled");
    let connection = Connection::open(&path).expect("the file opens");

    let mut group = criterion.benchmark_group("reads");
    group.sample_size(20).warm_up_time(Duration::from_millis(500)).measurement_time(Duration::from_secs(3));
    let mut random = SplitMix64::new(11);
    let mut any = move || -> OrderId { shop::order_id(u64::from(random.below(ORDERS as u32))).expect("an id") };

    group.bench_function("order by id/engine", |bencher| {
        bencher.iter(|| black_box(engine.order(&any())).expect("the file is readable").is_some());
    });
    let mut statement = connection.prepare("SELECT document FROM orders WHERE id = ?1").expect("a statement");
    group.bench_function("order by id/raw", |bencher| {
        bencher.iter(|| statement.query_row([any().as_str()], |row| row.get::<_, String>(0)).expect("the order is there"));
    });

    let channel = shop::channel_id(1).expect("an id");
    let filter = OrderFilter { order: Some(OrderStatus::Open), channel: Some(channel.clone()), ..OrderFilter::default() };
    let query = Query::Orders { filter: Box::new(filter), after: None, limit: PAGE_ROWS };
    group.bench_function("newest 50 of a channel and status/engine", |bencher| {
        bencher.iter(|| black_box(engine.query(&query)).expect("the file is readable"));
    });
    let standing: i64 = connection
        .query_row(
            "SELECT standings.number FROM standings JOIN channels ON channels.number = channel WHERE name = ?1 AND status = 'open'",
            [channel.as_str()],
            |row| row.get(0),
        )
        .expect("orders of the channel stand there");
    let mut statement = connection
        .prepare("SELECT document FROM orders WHERE standing = ?1 ORDER BY placed_at DESC, id DESC LIMIT ?2")
        .expect("a statement");
    group.bench_function("newest 50 of a channel and status/raw", |bencher| {
        bencher.iter(|| {
            let rows = statement.query_map(params![standing, PAGE_ROWS], |row| row.get::<_, String>(0)).expect("the file is readable");
            rows.map(|document| document.map_or(0, |text| text.len())).sum::<usize>()
        });
    });
    group.finish();
}

fn filled(path: &Path) -> Result<Engine<SqliteStorage>> {
    let mut engine = Engine::new(SqliteStorage::open(path)?);
    shop::open(&mut engine)?;
    let mut workload = Workload::new(1);
    for _ in 0..ORDERS / 5_000 {
        shop::all_applied(&engine.submit_batch(shop::captures(&workload.take_orders(5_000))?)?)?;
    }
    Ok(engine)
}

criterion_group!(benches, reads);
criterion_main!(benches);
