//! One contender by itself, for a profiler or a tracer to look at: `ratios alone engine 1 2000`.
//!
//! Nothing here reads a clock, since not every profiler lets programs do it: time is the tool's business.

use oms_benches::measure::Result;
use oms_benches::recording::Recording;
use oms_benches::reference::{Batch, Checkpoints, Keys, Lean};
use oms_benches::shop;
use oms_benches::workload::Workload;
use oms_core::{Engine, Envelope, MemoryStorage, Outcome, Storage};
use oms_storage::SqliteStorage;
use std::sync::Arc;

use super::durable::PLENTY;

/// The name of the hidden section.
pub(super) const ALONE: &str = "alone";

/// Writes so many batches of that size.
pub(super) fn run(contender: &str, batch_size: usize, batches: usize) -> Result<()> {
    let directory = tempfile::tempdir()?;
    let path = directory.path().join("orders");
    match contender {
        "memory" => engine(MemoryStorage::new(), batch_size, batches),
        "engine" => engine(SqliteStorage::open(&path)?, batch_size, batches),
        "lean" => lean(Lean::create(&path, Keys::Fewest, Checkpoints::Thread, PLENTY)?, batch_size, batches),
        "idempotent" => lean(Lean::create(&path, Keys::Idempotent, Checkpoints::Thread, PLENTY)?, batch_size, batches),
        unknown => Err(format!("no contender `{unknown}`; there are memory, engine, lean, idempotent").into()),
    }
}

fn engine<S: Storage>(storage: S, batch_size: usize, batches: usize) -> Result<()> {
    let mut engine = Engine::new(storage);
    shop::open(&mut engine)?;
    let mut workload = Workload::new(1);
    for _ in 0..batches {
        let commands = shop::captures(&workload.take_orders(batch_size))?;
        shop::all_applied(&submit(&mut engine, commands)?)?;
    }
    Ok(())
}

fn lean(mut lean: Lean, batch_size: usize, batches: usize) -> Result<()> {
    let mut recording = Engine::new(Recording::new(MemoryStorage::new()));
    shop::open(&mut recording)?;
    recording.storage().take_batches();
    let mut workload = Workload::new(1);
    for _ in 0..batches {
        shop::all_applied(&submit(&mut recording, shop::captures(&workload.take_orders(batch_size))?)?)?;
        recording.storage().take_batches().iter().try_for_each(|batch| commit(&mut lean, batch))?;
    }
    Ok(())
}

/// What a profiler counts of the engine.
#[inline(never)]
fn submit<S: Storage>(engine: &mut Engine<S>, commands: Vec<Arc<Envelope>>) -> Result<Vec<Outcome>> {
    Ok(engine.submit_batch(commands).map_err(|error| error.to_string())?)
}

/// What a profiler counts of a loop.
#[inline(never)]
fn commit(lean: &mut Lean, batch: &Batch) -> Result<()> {
    Ok(lean.commit(batch)?)
}
