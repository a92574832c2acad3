//! Several writers on a PostgreSQL server, all of whose orders want the same SKU, against one writer.

use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use oms_benches::measure::{Result, Table, grouped};
use oms_benches::shop;
use oms_benches::workload::Workload;
use oms_core::batch::{ChangeSet, ReadSet, Snapshot};
use oms_core::query::{Page, Query};
use oms_core::{CommitError, Engine, Envelope, Storage};
use oms_storage::PostgresStorage;
use oms_storage::postgres::{TemporarySchema, TemporaryServer};

use super::selling::want_one;

const ROUNDS: usize = 3;
const WRITERS: usize = 4;
/// Batch size, and batches of a round in all.
const CELLS: &[(usize, usize)] = &[(1, 800), (64, 80)];

/// Counts commits and what of them met others.
struct Counted {
    storage: PostgresStorage,
    attempts: usize,
    conflicts: usize,
}

impl Storage for Counted {
    type Error = oms_storage::PostgresError;

    fn load(&mut self, wanted: &ReadSet) -> std::result::Result<Snapshot, Self::Error> {
        self.storage.load(wanted)
    }

    fn commit(&mut self, changes: &ChangeSet) -> std::result::Result<(), CommitError<Self::Error>> {
        let committed = self.storage.commit(changes);
        self.attempts += 1;
        self.conflicts += usize::from(matches!(committed, Err(CommitError::Conflict)));
        committed
    }

    fn scan(&mut self, query: &Query) -> std::result::Result<Page, Self::Error> {
        self.storage.scan(query)
    }
}

/// Orders per second, attempts and conflicts.
type Measured = (f64, usize, usize);

pub(super) fn compare(_directory: &Path) -> Result<()> {
    println!("\nPostgreSQL, one SKU on every order: {WRITERS} writers against one, medians of {ROUNDS} interleaved rounds\n");
    let server = TemporaryServer::start_durable()?;
    let mut table = Table::new(&["batch", "1 writer, orders/s", "4 writers, orders/s", "4 / 1", "conflicts an attempt"]);
    for &(batch_size, batches) in CELLS {
        let schema = server.schema();
        shop::open(&mut Engine::new(schema.open()?))?;
        let (mut alone, mut together) = (Vec::new(), Vec::new());
        let (mut attempts, mut conflicts, mut base) = (0, 0, 0);
        for round in 0..=ROUNDS {
            for writers in [1, WRITERS] {
                let (rate, tried, met) = sell(&schema, writers, batch_size, batches / writers, base)?;
                base += 10_000_000;
                if round > 0 && writers == 1 {
                    alone.push(rate);
                } else if round > 0 {
                    together.push(rate);
                    attempts += tried;
                    conflicts += met;
                }
            }
        }
        let mut ratios: Vec<f64> = together.iter().zip(&alone).map(|(together, alone)| together / alone).collect();
        table.row(&[
            batch_size.to_string(),
            grouped(median(&mut alone)),
            grouped(median(&mut together)),
            format!("{:.2}", median(&mut ratios)),
            format!("{conflicts} of {attempts}"),
        ]);
    }
    println!("{table}");
    Ok(())
}

/// Each writer has a storage of its own; orders are made before the clock starts.
fn sell(schema: &TemporarySchema, writers: usize, batch_size: usize, batches: usize, base: u64) -> Result<Measured> {
    let mut sellers = Vec::new();
    for writer in 0..writers as u64 {
        let mut workload = Workload::new(1 + base + writer);
        let made: Result<Vec<Vec<Arc<Envelope>>>> = (0..batches)
            .map(|_| {
                let mut orders = workload.take_orders(batch_size);
                for order in &mut orders {
                    order.number += base + writer * 1_000_000;
                    want_one(order);
                }
                shop::captures(&orders)
            })
            .collect();
        sellers.push((Engine::new(Counted { storage: schema.open()?, attempts: 0, conflicts: 0 }), made?));
    }
    let start = Instant::now();
    let counted: Vec<std::result::Result<(usize, usize), String>> = std::thread::scope(|scope| {
        let sellers: Vec<_> = sellers
            .into_iter()
            .map(|(mut engine, made)| {
                scope.spawn(move || {
                    for batch in made {
                        let outcomes = engine.submit_batch(batch).map_err(|error| error.to_string())?;
                        shop::all_applied(&outcomes).map_err(|error| error.to_string())?;
                    }
                    let counted = engine.into_storage();
                    Ok((counted.attempts, counted.conflicts))
                })
            })
            .collect();
        sellers.into_iter().map(|seller| seller.join().unwrap_or_else(|_| Err("a writer panicked".to_owned()))).collect()
    });
    let seconds = start.elapsed().as_secs_f64();
    let (mut attempts, mut conflicts) = (0, 0);
    for counted in counted {
        let (tried, met) = counted?;
        attempts += tried;
        conflicts += met;
    }
    Ok(((writers * batches * batch_size) as f64 / seconds, attempts, conflicts))
}

fn median(figures: &mut [f64]) -> f64 {
    figures.sort_by(f64::total_cmp);
    figures.get(figures.len() / 2).copied().unwrap_or_default()
}
