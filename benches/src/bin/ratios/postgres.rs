//! The engine on a PostgreSQL server against a hand-written loop that sends the same rows: one statement with arrays a table, all of a
//! batch at once.
//!
//! The loop is handed what the engine decided, encoded already. It reads nothing, checks no version and no epoch, and keeps no
//! account of its commits.

use std::collections::BTreeSet;
use std::path::Path;

use oms_benches::measure::{Contender, Result, Spent, Stopwatch, Table, grouped, interleave};
use oms_benches::shop;
use oms_benches::workload::Workload;
use oms_core::batch::{ChangeSet, ReadSet, Snapshot};
use oms_core::query::{Page, Query};
use oms_core::{CommitError, Engine, MemoryStorage, Storage};
use oms_storage::postgres::TemporaryServer;
use oms_storage::postgres::tokio_postgres::types::ToSql;
use oms_storage::postgres::tokio_postgres::{Client, Config, NoTls, Statement};
use tokio::runtime::Runtime;

const ROUNDS: usize = 5;
/// Batch size and how many batches of a round are timed.
const CELLS: &[(usize, usize)] = &[(1, 200), (64, 40), (512, 12)];

pub(super) fn compare(_directory: &Path) -> Result<()> {
    println!("\nPostgreSQL, durable: orders/s, medians of {ROUNDS} interleaved rounds; the CPU is that of this process\n");
    let server = TemporaryServer::start_durable()?;
    let mut table = Table::new(&["batch", "engine", "loop", "engine / loop", "engine cpu us", "loop cpu us"]);
    for &(batch_size, batches) in CELLS {
        let (schema, other) = (server.schema(), server.schema());
        let mut engine = Engine::new(schema.open()?);
        shop::open(&mut engine)?;
        let mut workload = Workload::new(1);
        let mut recorder = Recorder::new()?;
        // The same tables and the same stock, made by the engine.
        let mut opening = Engine::new(other.open()?);
        shop::open(&mut opening)?;
        drop(opening);
        let first = other.sql("SELECT log_end FROM store")?.first().ok_or("a store has a row")?.parse()?;
        let mut by_hand = Loop::new(other.url(), &other.options().schema, first)?;
        let rounds = interleave(
            ROUNDS,
            &mut [
                Contender::new("engine", || {
                    let mut spent = Spent::default();
                    for _ in 0..batches {
                        let commands = shop::captures(&workload.take_orders(batch_size))?;
                        let stopwatch = Stopwatch::start();
                        let outcomes = engine.submit_batch(commands)?;
                        spent += stopwatch.spent();
                        shop::all_applied(&outcomes)?;
                    }
                    Ok((batch_size * batches, spent))
                }),
                Contender::new("loop", || {
                    let prepared: Vec<Rows> = (0..batches).map(|_| recorder.rows(batch_size)).collect::<Result<_>>()?;
                    let mut spent = Spent::default();
                    for rows in &prepared {
                        let stopwatch = Stopwatch::start();
                        by_hand.commit(rows)?;
                        spent += stopwatch.spent();
                    }
                    Ok((batch_size * batches, spent))
                }),
            ],
        )?;
        let [engine, by_hand] = rounds.as_slice() else { return Err("two contenders give two results".into()) };
        table.row(&[
            batch_size.to_string(),
            grouped(engine.orders_per_second()),
            grouped(by_hand.orders_per_second()),
            format!("{:.2}", engine.speed_relative_to(by_hand)),
            format!("{:.1}", engine.cpu_micros_per_order()),
            format!("{:.1}", by_hand.cpu_micros_per_order()),
        ]);
    }
    println!("{table}");
    Ok(())
}

/// The engine as an ordinary user, who is held to the policies of the tables, against the engine as a superuser, who is not.
pub(super) fn policies(_directory: &Path) -> Result<()> {
    println!("\nPolicies of PostgreSQL, durable: orders/s, medians of {ROUNDS} interleaved rounds\n");
    let server = TemporaryServer::start_durable()?;
    let mut table = Table::new(&["batch", "with policies", "without", "with / without"]);
    for &(batch_size, batches) in CELLS {
        let (schema, other) = (server.schema(), server.schema());
        let mut engines = [Engine::new(schema.open()?), Engine::new(other.open_all_powerful()?)];
        let mut contenders = Vec::new();
        for (name, engine) in ["with", "without"].into_iter().zip(&mut engines) {
            shop::open(engine)?;
            let mut workload = Workload::new(1);
            contenders.push(Contender::new(name, move || {
                let mut spent = Spent::default();
                for _ in 0..batches {
                    let commands = shop::captures(&workload.take_orders(batch_size))?;
                    let stopwatch = Stopwatch::start();
                    let outcomes = engine.submit_batch(commands)?;
                    spent += stopwatch.spent();
                    shop::all_applied(&outcomes)?;
                }
                Ok((batch_size * batches, spent))
            }));
        }
        let rounds = interleave(ROUNDS, &mut contenders)?;
        let [with, without] = rounds.as_slice() else { return Err("two contenders give two results".into()) };
        table.row(&[
            batch_size.to_string(),
            grouped(with.orders_per_second()),
            grouped(without.orders_per_second()),
            format!("{:.2}", with.speed_relative_to(without)),
        ]);
    }
    println!("{table}");
    Ok(())
}

/// Decides the same orders in memory and keeps what is to be written.
struct Recorder {
    engine: Engine<Kept>,
    workload: Workload,
}

impl Recorder {
    fn new() -> Result<Recorder> {
        let mut engine = Engine::new(Kept { memory: MemoryStorage::new(), changes: Vec::new() });
        shop::open(&mut engine)?;
        engine.storage().changes.clear();
        Ok(Recorder { engine, workload: Workload::new(1) })
    }

    fn rows(&mut self, batch_size: usize) -> Result<Rows> {
        let orders = self.workload.take_orders(batch_size);
        shop::all_applied(&self.engine.submit_batch(shop::captures(&orders)?)?)?;
        let changes = self.engine.storage().changes.pop().ok_or("a batch is committed")?;
        Rows::of(&changes)
    }
}

struct Kept {
    memory: MemoryStorage,
    changes: Vec<ChangeSet>,
}

impl Storage for Kept {
    type Error = std::convert::Infallible;

    fn load(&mut self, wanted: &ReadSet) -> std::result::Result<Snapshot, Self::Error> {
        self.memory.load(wanted)
    }

    fn commit(&mut self, changes: &ChangeSet) -> std::result::Result<(), CommitError<Self::Error>> {
        self.memory.commit(changes)?;
        self.changes.push(changes.clone());
        Ok(())
    }

    fn scan(&mut self, query: &Query) -> std::result::Result<Page, Self::Error> {
        self.memory.scan(query)
    }
}

/// Ids, channels, external ids, when they were placed and are due, documents.
type Orders = (Vec<String>, Vec<String>, Vec<Option<String>>, Vec<i64>, Vec<Option<i64>>, Vec<String>);

/// Columns of a batch.
#[derive(Default)]
struct Rows {
    orders: Orders,
    facets: (Vec<String>, Vec<String>, Vec<i64>, Vec<String>),
    stock: (Vec<String>, Vec<String>, Vec<i64>, Vec<i64>),
    log: (Vec<String>, Vec<i64>, Vec<String>),
    /// By place of the entry in the batch, counted from 1.
    moved: (Vec<String>, Vec<i64>, Vec<String>),
}

impl Rows {
    fn of(changes: &ChangeSet) -> Result<Rows> {
        let mut rows = Rows::default();
        for put in &changes.orders {
            let order = &put.order;
            rows.orders.0.push(order.id.to_string());
            rows.orders.1.push(order.channel.to_string());
            rows.orders.2.push(order.external_id.as_ref().map(ToString::to_string));
            rows.orders.3.push(order.placed_at.millis());
            rows.orders.4.push(order.due_at.map(|at| at.millis()));
            rows.orders.5.push(serde_json::to_string(order)?);
            let mut facets: BTreeSet<(&str, String)> = order.lines.iter().map(|line| ("sku", line.sku.to_string())).collect();
            facets.extend(order.locations().map(|location| ("location", location.to_string())));
            facets.extend(order.customer.iter().map(|customer| ("customer", customer.to_string())));
            facets.extend(order.holds.iter().map(|hold| ("hold", hold.kind.name().to_owned())));
            for (kind, value) in facets {
                rows.facets.0.push(kind.to_owned());
                rows.facets.1.push(value);
                rows.facets.2.push(order.placed_at.millis());
                rows.facets.3.push(order.id.to_string());
            }
        }
        for delta in &changes.stock {
            rows.stock.0.push(delta.sku.to_string());
            rows.stock.1.push(delta.location.to_string());
            rows.stock.2.push(delta.change.available);
            rows.stock.3.push(delta.change.committed);
        }
        for (place, entry) in (1..).zip(&changes.log) {
            rows.log.0.push(entry.envelope.id.to_string());
            rows.log.1.push(entry.envelope.at.millis());
            rows.log.2.push(serde_json::to_string(entry)?);
            let moved: BTreeSet<(String, String)> =
                entry.movements.iter().map(|moved| (moved.sku.to_string(), moved.location.to_string())).collect();
            for (sku, location) in moved {
                rows.moved.0.push(sku);
                rows.moved.1.push(place);
                rows.moved.2.push(location);
            }
        }
        Ok(rows)
    }
}

const STATEMENTS: [&str; 5] = [
    "INSERT INTO orders (tenant, id, version, channel, external_id, standing, placed_at, due_at, format, document)
     SELECT 'default', d.id, 1, d.channel, d.external_id, 1, d.placed_at, d.due_at, 1, d.document
     FROM unnest($1::text[], $2::text[], $3::text[], $4::bigint[], $5::bigint[], $6::text[])
         AS d(id, channel, external_id, placed_at, due_at, document)",
    "INSERT INTO order_facets (tenant, kind, value, placed_at, order_id)
     SELECT 'default', d.* FROM unnest($1::text[], $2::text[], $3::bigint[], $4::text[]) AS d",
    "INSERT INTO log (tenant, number, command, at, format, entry)
     SELECT 'default', $1::bigint + d.place, d.command, d.at, 1, d.entry
     FROM unnest($2::text[], $3::bigint[], $4::text[]) WITH ORDINALITY AS d(command, at, entry, place)",
    "INSERT INTO movements (tenant, sku, log_number, location)
     SELECT 'default', d.sku, $1::bigint + d.place, d.location
     FROM unnest($2::text[], $3::bigint[], $4::text[]) AS d(sku, place, location)",
    "UPDATE stock s SET available = s.available + d.available, committed = s.committed + d.committed
     FROM unnest($1::text[], $2::text[], $3::bigint[], $4::bigint[]) AS d(sku, location, available, committed)
     WHERE s.tenant = 'default' AND s.sku = d.sku AND s.location = d.location AND s.available + d.available >= 0",
];

/// The loop: one writer, one transaction a batch, stock last.
struct Loop {
    runtime: Runtime,
    client: Client,
    statements: Vec<Statement>,
    log_end: i64,
}

impl Loop {
    fn new(url: &str, schema: &str, log_end: i64) -> Result<Loop> {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        let config: Config = url.parse()?;
        let (client, statements) = runtime.block_on(async {
            let (client, connection) = config.connect(NoTls).await?;
            tokio::spawn(connection);
            client
                .batch_execute(&format!(
                    "SET search_path TO {schema}; SET oms.tenant = 'default'; SET enable_seqscan = off; SET enable_hashjoin = off"
                ))
                .await?;
            let mut statements = Vec::new();
            for sql in STATEMENTS {
                statements.push(client.prepare(sql).await?);
            }
            Result::Ok((client, statements))
        })?;
        Ok(Loop { runtime, client, statements, log_end })
    }

    fn commit(&mut self, rows: &Rows) -> Result<()> {
        let Loop { runtime, client, statements, log_end } = self;
        let [orders, facets, log, moved, stock] = statements.as_slice() else { return Err("five statements".into()) };
        let (o, f, s, l, m) = (&rows.orders, &rows.facets, &rows.stock, &rows.log, &rows.moved);
        let end = *log_end;
        let order_rows: [&(dyn ToSql + Sync); 6] = [&o.0, &o.1, &o.2, &o.3, &o.4, &o.5];
        let facet_rows: [&(dyn ToSql + Sync); 4] = [&f.0, &f.1, &f.2, &f.3];
        let log_rows: [&(dyn ToSql + Sync); 4] = [&end, &l.0, &l.1, &l.2];
        let moved_rows: [&(dyn ToSql + Sync); 4] = [&end, &m.0, &m.1, &m.2];
        let stock_rows: [&(dyn ToSql + Sync); 4] = [&s.0, &s.1, &s.2, &s.3];
        let changed = runtime.block_on(async {
            // Sent in this order, all at once.
            let (begun, _, _, _, _, changed) = tokio::try_join!(
                client.batch_execute("BEGIN"),
                client.execute(orders, &order_rows),
                client.execute(facets, &facet_rows),
                client.execute(log, &log_rows),
                client.execute(moved, &moved_rows),
                client.execute(stock, &stock_rows),
            )?;
            client.batch_execute("COMMIT").await?;
            Result::Ok((begun, changed))
        })?;
        *log_end += i64::try_from(l.0.len())?;
        if changed.1 == s.0.len() as u64 { Ok(()) } else { Err("a guard did not hold".into()) }
    }
}
