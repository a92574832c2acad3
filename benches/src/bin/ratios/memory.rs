//! The engine in memory: what deciding costs, without any disk.

use std::path::Path;

use oms_benches::measure::{Contender, Result, Spent, Stopwatch, Table, grouped, interleave};
use oms_benches::recording::Recording;
use oms_benches::shop;
use oms_benches::workload::Workload;
use oms_core::{Engine, Envelope, MemoryStorage, Outcome, Storage};
use std::sync::Arc;

const ROUNDS: usize = 5;
const ORDERS: usize = 65_536;
const BATCH_SIZES: &[usize] = &[1, 8, 64, 512, 4_096];

/// Orders per second of one core at every batch size, without and with documents encoded.
pub(super) fn decide(_directory: &Path) -> Result<()> {
    println!("\nIn memory, one thread: capture, verify, reserve, route, allocate 3 lines\n");
    let mut contenders: Vec<Contender<'_>> = Vec::new();
    for &batch_size in BATCH_SIZES {
        contenders.push(Contender::new(batch_size.to_string(), move || round(&mut Engine::new(MemoryStorage::new()), batch_size)));
    }
    contenders.push(Contender::new("512, documents and log encoded as JSON", || {
        round(&mut Engine::new(Recording::new(MemoryStorage::new())), 512)
    }));
    let mut table = Table::new(&["batch", "orders/s", "orders/cpu s", "cpu us an order", "lowest", "highest"]);
    for rounds in interleave(ROUNDS, &mut contenders)? {
        let (lowest, highest) = rounds.spread();
        let cpu = rounds.thread_cpu_micros_per_order();
        table.row(&[
            rounds.name.clone(),
            grouped(rounds.orders_per_second()),
            grouped(1e6 / cpu),
            format!("{cpu:.2}"),
            grouped(lowest),
            grouped(highest),
        ]);
    }
    println!("{table}");
    Ok(())
}

/// Opens a shop and lets it take all orders; only the calls of the engine are timed.
///
/// Commands are made shortly before they are submitted, a few hundred at a time, as a host makes them.
fn round<S: Storage>(engine: &mut Engine<S>, batch_size: usize) -> Result<(usize, Spent)> {
    shop::open(engine)?;
    let mut workload = Workload::new(1);
    let portion = batch_size.max(512);
    let mut spent = Spent::default();
    for _ in 0..ORDERS / portion {
        let commands = shop::captures(&workload.take_orders(portion))?;
        let batches: Vec<Vec<Arc<Envelope>>> = commands.chunks(batch_size).map(<[_]>::to_vec).collect();
        let stopwatch = Stopwatch::start();
        let outcomes = take_all(engine, batches)?;
        spent += stopwatch.spent();
        for outcomes in &outcomes {
            shop::all_applied(outcomes)?;
        }
    }
    Ok((ORDERS, spent))
}

/// What is timed. A function of its own, so that a profiler can tell it from the set-up.
#[inline(never)]
fn take_all<S: Storage>(engine: &mut Engine<S>, batches: Vec<Vec<Arc<Envelope>>>) -> Result<Vec<Vec<Outcome>>> {
    let mut outcomes = Vec::with_capacity(batches.len());
    for batch in batches {
        let taken = engine.submit_batch(batch);
        outcomes.push(taken.map_err(|error| error.to_string())?);
    }
    Ok(outcomes)
}
