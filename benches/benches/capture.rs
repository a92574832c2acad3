//! Capture, verify, reserve, route and allocate orders of three lines: in memory and on a SQLite file, by batch size.
//!
//! `cargo bench -p oms-benches --bench capture`. Criterion's figures are for comparing two versions of the engine on one
//! machine; ratios to hand-written loops, and CPU time, come from the `ratios` program.

use std::hint::black_box;
use std::sync::Arc;
use std::time::{Duration, Instant};

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use oms_benches::measure::Result;
use oms_benches::shop;
use oms_benches::workload::Workload;
use oms_core::{Engine, Envelope, MemoryStorage, Storage};
use oms_storage::SqliteStorage;

const BATCH_SIZES: &[usize] = &[1, 8, 64, 512, 4_096];
/// After so many orders a bench starts with a new shop, so that long runs do not measure an ever larger store.
const ORDERS_MAX: usize = 100_000;

fn in_memory(criterion: &mut Criterion) {
    by_batch_size(criterion, "capture/memory", || Ok(Engine::new(MemoryStorage::new())));
}

fn on_sqlite(criterion: &mut Criterion) {
    let directory = tempfile::tempdir().expect("a folder for the files");
    let mut files = 0;
    by_batch_size(criterion, "capture/sqlite", || {
        files += 1;
        Ok(Engine::new(SqliteStorage::open(directory.path().join(files.to_string()))?))
    });
}

fn by_batch_size<S: Storage>(criterion: &mut Criterion, name: &str, mut empty: impl FnMut() -> Result<Engine<S>>) {
    let mut group = criterion.benchmark_group(name);
    group.sample_size(10).warm_up_time(Duration::from_millis(500)).measurement_time(Duration::from_secs(4));
    for &batch_size in BATCH_SIZES {
        group.throughput(Throughput::Elements(batch_size as u64));
        let mut counter = Counter::open(&mut empty).expect("the shop opens");
        group.bench_function(BenchmarkId::from_parameter(batch_size), |bencher| {
            bencher.iter_custom(|batches| {
                let mut spent = Duration::ZERO;
                for _ in 0..batches {
                    if counter.taken >= ORDERS_MAX {
                        counter = Counter::open(&mut empty).expect("the shop opens");
                    }
                    spent += counter.take(batch_size).expect("orders are captured");
                }
                spent
            });
        });
    }
    group.finish();
}

/// A shop and how far its stream of orders has come.
struct Counter<S> {
    engine: Engine<S>,
    workload: Workload,
    taken: usize,
}

impl<S: Storage> Counter<S> {
    fn open(empty: &mut impl FnMut() -> Result<Engine<S>>) -> Result<Self> {
        let mut engine = empty()?;
        shop::open(&mut engine)?;
        Ok(Counter { engine, workload: Workload::new(1), taken: 0 })
    }

    /// Takes a batch of orders. Making the commands and checking the outcomes is not timed.
    fn take(&mut self, batch_size: usize) -> Result<Duration> {
        let commands: Vec<Arc<Envelope>> = shop::captures(&self.workload.take_orders(batch_size))?;
        let start = Instant::now();
        let outcomes = self.engine.submit_batch(black_box(commands)).map_err(|error| error.to_string())?;
        let spent = start.elapsed();
        shop::all_applied(&outcomes)?;
        self.taken += batch_size;
        Ok(spent)
    }
}

criterion_group!(capture, in_memory, on_sqlite);
criterion_main!(capture);
