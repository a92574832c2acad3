//! The engine on a SQLite file against hand-written loops that write the same bytes in the same transactions.

use std::cell::RefCell;
use std::path::Path;
use std::rc::Rc;

use oms_benches::measure::{Contender, Result, Rounds, Spent, Stopwatch, Table, grouped, interleave};
use oms_benches::metered::Metered;
use oms_benches::recording::Recording;
use oms_benches::reference::{Batch, Checkpoints, Keys, Lean, Naive};
use oms_benches::shop;
use oms_benches::workload::Workload;
use oms_core::query::{Axis, OrderFilter, Query};
use oms_core::{Engine, MemoryStorage, Storage};
use oms_storage::SqliteStorage;

const ROUNDS: usize = 5;
/// Batch size and how many batches of a round are timed.
const CELLS: &[(usize, usize)] = &[(1, 1_000), (8, 400), (64, 120), (512, 24), (4_096, 4)];
pub(super) const PLENTY: i64 = 1_000_000_000;

/// How many batches go before those that are timed: the others have had the caches in the meantime.
const fn warming(batches: usize) -> usize {
    batches.div_ceil(3)
}

/// Every batch size: the engine, the lean loop with the fewest keys and with the engine's promises, the naive loop.
pub(super) fn compare(directory: &Path) -> Result<()> {
    println!("\nDurable (SQLite, synchronous FULL): orders/s, medians of {ROUNDS} interleaved rounds\n");
    let heads = [
        "batch",
        "engine",
        "lean",
        "lean, idempotent",
        "naive",
        "engine / lean",
        "engine / lean, idempotent",
        "engine / naive",
        "engine cpu us",
        "lean cpu us",
        "naive cpu us",
    ];
    let mut table = Table::new(&heads);
    for &(batch_size, batches) in CELLS {
        let cell = directory.join(batch_size.to_string());
        std::fs::create_dir(&cell)?;
        let rounds = cell_rounds(&cell, batch_size, batches)?;
        let [engine, lean, idempotent, naive] = rounds.as_slice() else {
            return Err("four contenders give four results".into());
        };
        table.row(&[
            batch_size.to_string(),
            grouped(engine.orders_per_second()),
            grouped(lean.orders_per_second()),
            grouped(idempotent.orders_per_second()),
            grouped(naive.orders_per_second()),
            format!("{:.2}", engine.speed_relative_to(lean)),
            format!("{:.2}", engine.speed_relative_to(idempotent)),
            format!("{:.2}", engine.speed_relative_to(naive)),
            format!("{:.1}", engine.cpu_micros_per_order()),
            format!("{:.1}", lean.cpu_micros_per_order()),
            format!("{:.1}", naive.cpu_micros_per_order()),
        ]);
        std::fs::remove_dir_all(&cell)?;
    }
    println!("{table}");
    Ok(())
}

fn cell_rounds(directory: &Path, batch_size: usize, batches: usize) -> Result<Vec<Rounds>> {
    let mut engine = Engine::new(SqliteStorage::open(directory.join("engine"))?);
    shop::open(&mut engine)?;
    let mut workload = Workload::new(1);
    let mut lean = Lean::create(&directory.join("lean"), Keys::Fewest, Checkpoints::Thread, PLENTY)?;
    let mut idempotent = Lean::create(&directory.join("idempotent"), Keys::Idempotent, Checkpoints::Thread, PLENTY)?;
    let mut naive = Naive::create(&directory.join("naive"), PLENTY)?;
    let recorder = RefCell::new(Recorder::new(batch_size, warming(batches), batches)?);
    let recorder = &recorder;
    interleave(
        ROUNDS,
        &mut [
            Contender::new("engine", || {
                let mut spent = Spent::default();
                for _ in 0..warming(batches) {
                    submit(&mut engine, &mut workload, batch_size)?;
                }
                for _ in 0..batches {
                    spent += submit(&mut engine, &mut workload, batch_size)?;
                }
                bring_lists_up_to_date(&mut engine)?;
                Ok((batch_size * batches, spent))
            }),
            writer("lean", recorder, move |batch| Ok(lean.commit(batch)?)),
            writer("lean, idempotent", recorder, move |batch| Ok(idempotent.commit(batch)?)),
            writer("naive", recorder, move |batch| Ok(naive.commit(batch)?)),
        ],
    )
}

/// One batch of captures through the public API; making the commands is not timed.
fn submit<S: Storage>(engine: &mut Engine<S>, workload: &mut Workload, batch_size: usize) -> Result<Spent> {
    let commands = shop::captures(&workload.take_orders(batch_size))?;
    let stopwatch = Stopwatch::start();
    let outcomes = engine.submit_batch(commands).map_err(|error| error.to_string())?;
    let spent = stopwatch.spent();
    shop::all_applied(&outcomes)?;
    Ok(spent)
}

/// Otherwise it would do so by itself a moment later, within the round of another.
fn bring_lists_up_to_date(engine: &mut Engine<SqliteStorage>) -> Result<()> {
    let filter = OrderFilter { sku: Some(shop::sku(0)?), ..OrderFilter::default() };
    engine.query(&Query::OrderCounts { axis: Axis::Order, filter: Box::new(filter) }).map_err(|error| error.to_string())?;
    Ok(())
}

/// A loop that writes what the engine decided for the same orders; only its commits are timed.
fn writer<'a>(name: &str, recorder: &'a RefCell<Recorder>, mut commit: impl FnMut(&Batch) -> Result<()> + 'a) -> Contender<'a> {
    let mut round = 0;
    Contender::new(name, move || {
        let batches = recorder.borrow_mut().round(round)?;
        round += 1;
        let (before, timed) = batches.split_at_checked(recorder.borrow().warming).ok_or("a round has batches to be timed")?;
        before.iter().try_for_each(&mut commit)?;
        let mut spent = Spent::default();
        for batch in timed {
            let stopwatch = Stopwatch::start();
            commit(batch)?;
            spent += stopwatch.spent();
        }
        Ok((timed.iter().map(|batch| batch.orders.len()).sum(), spent))
    })
}

/// Decides the same orders in memory and keeps the bytes, round by round.
struct Recorder {
    engine: Engine<Recording>,
    workload: Workload,
    batch_size: usize,
    warming: usize,
    batches: usize,
    rounds: Vec<Rc<Vec<Batch>>>,
}

impl Recorder {
    fn new(batch_size: usize, warming: usize, batches: usize) -> Result<Self> {
        let mut engine = Engine::new(MemoryStorage::new());
        shop::open(&mut engine)?;
        let engine = Engine::new(Recording::new(engine.into_storage()));
        Ok(Recorder { engine, workload: Workload::new(1), batch_size, warming, batches, rounds: Vec::new() })
    }

    fn round(&mut self, number: usize) -> Result<Rc<Vec<Batch>>> {
        while self.rounds.len() <= number {
            for _ in 0..self.warming + self.batches {
                submit(&mut self.engine, &mut self.workload, self.batch_size)?;
            }
            self.rounds.push(Rc::new(self.engine.storage().take_batches()));
        }
        Ok(Rc::clone(&self.rounds[number]))
    }
}

/// Where the CPU time of a durable order goes, and what of it ends up on disk.
pub(super) fn account(directory: &Path) -> Result<()> {
    const BATCH_SIZE: usize = 512;
    const BATCHES: usize = 64;
    println!("\nCPU of a durable order at batch {BATCH_SIZE}, microseconds\n");
    let path = directory.join("engine");
    let mut engine = Engine::new(SqliteStorage::open(&path)?);
    shop::open(&mut engine)?;
    let before = file_bytes(&path)?;
    let mut engine = Engine::new(Metered::new(engine.into_storage()));
    let mut workload = Workload::new(1);
    let mut all = Spent::default();
    for _ in 0..BATCHES {
        all += submit(&mut engine, &mut workload, BATCH_SIZE)?;
    }
    let orders = (BATCH_SIZE * BATCHES) as f64;
    let micros = |duration: std::time::Duration| duration.as_secs_f64() * 1e6 / orders;
    let metered = engine.storage();
    let (loads, commits) = (micros(metered.loads.thread_cpu), micros(metered.commits.thread_cpu));
    let encoding = micros(metered.encoding.thread_cpu);
    let core = micros(all.thread_cpu) - loads - commits - encoding;
    let beside = micros(all.process_cpu) - micros(all.thread_cpu);
    let mut table = Table::new(&["part", "cpu us an order"]);
    let rows = [
        ("core: name records, decide, change set, outcomes", core),
        ("storage: load", loads),
        ("storage: commit, on the caller's thread", commits),
        ("storage: threads beside it, for JSON and checkpoints", beside),
        ("for comparison: documents and log as JSON, on the caller's thread", encoding),
    ];
    for (part, cost) in rows {
        table.row(&[part.to_owned(), format!("{cost:.2}")]);
    }
    println!("{table}");
    let store = loads + commits + beside;
    println!("core / store: {:.2}", core / store);
    println!("core and encoding / rest of the store: {:.2}", (core + encoding) / (store - encoding));

    drop(engine);
    let mut recorder = Recorder::new(BATCH_SIZE, 0, BATCHES)?;
    let batches = recorder.round(0)?;
    let payload: u64 = batches.iter().map(Batch::payload_bytes).sum();
    let documents: usize = batches.iter().flat_map(|batch| &batch.orders).map(|order| order.document.len()).sum();
    let mut lean = Lean::create(&directory.join("lean"), Keys::Fewest, Checkpoints::Thread, PLENTY)?;
    let lean_before = file_bytes(&directory.join("lean"))?;
    for batch in batches.iter() {
        lean.commit(batch)?;
    }
    drop(lean);
    let per_order = |bytes: u64| bytes as f64 / orders;
    let engine_bytes = per_order(file_bytes(&path)? - before);
    let lean_bytes = per_order(file_bytes(&directory.join("lean"))? - lean_before);
    let payload = per_order(payload);
    let mut table = Table::new(&["bytes an order", "bytes", "/ payload"]);
    let rows = [
        ("order document", documents as f64 / orders),
        ("log entry: command, events, movements", payload - documents as f64 / orders),
        ("payload", payload),
        ("engine's file", engine_bytes),
        ("lean loop's file", lean_bytes),
    ];
    for (what, bytes) in rows {
        table.row(&[what.to_owned(), grouped(bytes), format!("{:.3}", bytes / payload)]);
    }
    println!("\n{table}");
    Ok(())
}

/// Bytes of all pages of the database, those in the log included.
fn file_bytes(path: &Path) -> Result<u64> {
    let connection = rusqlite::Connection::open(path)?;
    let pages: i64 = connection.query_row("PRAGMA page_count", [], |row| row.get(0))?;
    let size: i64 = connection.query_row("PRAGMA page_size", [], |row| row.get(0))?;
    Ok(u64::try_from(pages * size)?)
}
