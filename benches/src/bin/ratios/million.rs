//! A file with a million orders: killed while it is written, opened again, read.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use oms_benches::measure::{Result, Table, percentile};
use oms_benches::random::SplitMix64;
use oms_benches::reference::Document;
use oms_benches::shop;
use oms_benches::workload::Workload;
use oms_core::Engine;
use oms_core::order::OrderStatus;
use oms_core::query::{OrderCursor, OrderFilter, Page, Query};
use oms_storage::{SqliteOptions, SqliteStorage};
use rusqlite::{Connection, params};

const ORDERS: usize = 1_000_000;
const BATCH_SIZE: usize = 4_096;
const READS: usize = 4_000;
const PAGES: usize = 1_000;
const PAGE_ROWS: u32 = 50;

/// The name of the hidden section that the child process runs.
pub(super) const WRITER: &str = "write-until-killed";

/// Writes orders for ever and says when a million have been acknowledged.
pub(super) fn write_until_killed(path: &Path) -> Result<()> {
    let mut engine = Engine::new(SqliteStorage::open(path)?);
    shop::open(&mut engine)?;
    let mut workload = Workload::new(1);
    let mut written = 0;
    loop {
        let commands = shop::captures(&workload.take_orders(BATCH_SIZE))?;
        shop::all_applied(&engine.submit_batch(commands).map_err(|error| error.to_string())?)?;
        let before = written;
        written += BATCH_SIZE;
        if before < ORDERS && written >= ORDERS {
            println!("{written}");
        }
    }
}

/// Fills, kills, reopens, reads.
pub(super) fn kill_and_read(directory: &Path) -> Result<()> {
    let path = directory.join("orders");
    println!("\nA file of {ORDERS} orders\n");
    let start = Instant::now();
    let acknowledged = fill_and_kill(&path)?;
    println!("filled at batch {BATCH_SIZE}: {:.0} orders/s with making the commands", acknowledged as f64 / start.elapsed().as_secs_f64());
    let size = |name: &str| std::fs::metadata(directory.join(name)).map(|file| file.len() >> 20).unwrap_or(0);
    println!("at the kill: file {} MiB, log {} MiB", size("orders"), size("orders-wal"));

    let start = Instant::now();
    let mut engine = Engine::new(SqliteStorage::open(&path)?);
    let last = engine.order(&shop::order_id(acknowledged - 1)?).map_err(|error| error.to_string())?;
    let reopened = start.elapsed();
    if last.is_none() {
        return Err("the last acknowledged order is gone".into());
    }
    println!("reopen after kill -9 and read the last acknowledged order: {:.1} ms", reopened.as_secs_f64() * 1e3);

    let mut table =
        Table::new(&["read", "engine p50 us", "p99", "raw p50 us", "p99", "raw and decoded p50 us", "engine / raw", "/ raw and decoded"]);
    table.row(&by_id(&mut engine, &path, acknowledged)?);
    for row in page(&mut engine, &path, acknowledged)? {
        table.row(&row);
    }
    println!("\n{table}");
    Ok(())
}

/// Runs a child that writes, and kills it in the middle of its work once a million orders are acknowledged.
fn fill_and_kill(path: &Path) -> Result<u64> {
    let mut child = Command::new(std::env::current_exe()?).arg(WRITER).arg(path).stdout(Stdio::piped()).spawn()?;
    let mut line = String::new();
    let output = child.stdout.take().ok_or("a child with a pipe")?;
    BufReader::new(output).read_line(&mut line)?;
    // Some way into a later batch.
    std::thread::sleep(Duration::from_millis(130));
    child.kill()?;
    child.wait()?;
    Ok(line.trim().parse()?)
}

/// A raw connection with the settings of the engine's own.
fn raw_connection(path: &Path) -> Result<Connection> {
    let options = SqliteOptions::default();
    let connection = Connection::open(path)?;
    connection.pragma_update(None, "cache_size", -i64::from(options.cache_bytes / 1_024))?;
    connection.pragma_update(None, "mmap_size", i64::try_from(options.mapped_bytes)?)?;
    Ok(connection)
}

fn by_id(engine: &mut Engine<SqliteStorage>, path: &Path, orders: u64) -> Result<Vec<String>> {
    let connection = raw_connection(path)?;
    let mut statement = connection.prepare("SELECT document FROM orders WHERE id = ?1")?;
    let mut random = SplitMix64::new(11);
    let [mut engines, mut raws, mut decoded] = [const { Vec::new() }; 3];
    for _ in 0..READS {
        let id = shop::order_id(u64::from(random.below(u32::try_from(orders)?)))?;
        let other = shop::order_id(u64::from(random.below(u32::try_from(orders)?)))?;
        let start = Instant::now();
        let found = engine.order(&id).map_err(|error| error.to_string())?;
        engines.push(start.elapsed());
        if found.is_none() {
            return Err(format!("order `{id}` is gone").into());
        }
        let start = Instant::now();
        let document: String = statement.query_row([other.as_str()], |row| row.get(0))?;
        raws.push(start.elapsed());
        let order: Document = serde_json::from_str(&document)?;
        decoded.push(start.elapsed());
        std::hint::black_box(order);
    }
    Ok(row("order by id", engines, raws, decoded))
}

/// A page as typed orders, and as JSON.
fn page(engine: &mut Engine<SqliteStorage>, path: &Path, orders: u64) -> Result<[Vec<String>; 2]> {
    let connection = raw_connection(path)?;
    let standing: i64 = connection.query_row(
        "SELECT standings.number FROM standings JOIN channels ON channels.number = channel WHERE name = ?1 AND status = 'open'",
        [shop::channel_id(1)?.as_str()],
        |row| row.get(0),
    )?;
    let mut statement = connection.prepare(
        "SELECT document FROM orders WHERE standing = ?1 AND (placed_at, id) < (?2, ?3) ORDER BY placed_at DESC, id DESC LIMIT ?4",
    )?;
    let filter = OrderFilter { order: Some(OrderStatus::Open), channel: Some(shop::channel_id(1)?), ..OrderFilter::default() };
    let mut random = SplitMix64::new(12);
    let mut place = || -> Result<OrderCursor> {
        let number = u64::from(random.below(u32::try_from(orders - 1_000)?)) + 1_000;
        Ok(OrderCursor { placed_at: shop::instant(number)?, order: shop::order_id(number)? })
    };
    let [mut engines, mut texts, mut raws, mut decoded] = [const { Vec::new() }; 4];
    for _ in 0..PAGES {
        let query = Query::Orders { filter: Box::new(filter.clone()), after: Some(place()?), limit: PAGE_ROWS };
        let another = Query::Orders { filter: Box::new(filter.clone()), after: Some(place()?), limit: PAGE_ROWS };
        let after = place()?;
        let start = Instant::now();
        let answer = engine.query(&query).map_err(|error| error.to_string())?;
        engines.push(start.elapsed());
        let Page::Orders { orders, .. } = answer else { return Err("a page of orders".into()) };
        if orders.len() != PAGE_ROWS as usize {
            return Err("a full page".into());
        }
        let start = Instant::now();
        let text = engine.query_json(&another).map_err(|error| error.to_string())?;
        texts.push(start.elapsed());
        std::hint::black_box(text);
        let start = Instant::now();
        let rows = statement.query_map(params![standing, after.placed_at.millis(), after.order.as_str(), PAGE_ROWS], |row| row.get(0))?;
        let documents: Vec<String> = rows.collect::<std::result::Result<_, _>>()?;
        raws.push(start.elapsed());
        let orders: Vec<Document> =
            documents.iter().map(|document| serde_json::from_str(document)).collect::<std::result::Result<_, _>>()?;
        decoded.push(start.elapsed());
        std::hint::black_box(orders);
    }
    Ok([
        row("page of 50, channel and status, from anywhere", engines, raws.clone(), decoded.clone()),
        row("the same as JSON", texts, raws, decoded),
    ])
}

fn row(name: &str, engine: Vec<Duration>, raw: Vec<Duration>, decoded: Vec<Duration>) -> Vec<String> {
    let at = |mut latencies: Vec<Duration>, percent| {
        latencies.sort_unstable();
        percentile(&latencies, percent).as_secs_f64() * 1e6
    };
    let (engine_p50, raw_p50, decoded_p50) = (at(engine.clone(), 50), at(raw.clone(), 50), at(decoded, 50));
    vec![
        name.to_owned(),
        format!("{engine_p50:.1}"),
        format!("{:.1}", at(engine, 99)),
        format!("{raw_p50:.1}"),
        format!("{:.1}", at(raw, 99)),
        format!("{decoded_p50:.1}"),
        format!("{:.2}", engine_p50 / raw_p50),
        format!("{:.2}", engine_p50 / decoded_p50),
    ]
}
