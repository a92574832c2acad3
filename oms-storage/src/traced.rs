//! What a storage is asked, how long it takes and what comes of it, told through [`tracing`].
//!
//! One event a call, of the target `oms`. Names of fields are those by which `tracing-opentelemetry`'s `MetricsLayer` makes metrics;
//! for any other subscriber they are fields like others. Durations are seconds, as OpenTelemetry wants them. No record, id or address is
//! told.
//!
//! | field | of | meaning |
//! | --- | --- | --- |
//! | `histogram.oms.load.duration` | loads | seconds until all records of a batch were read |
//! | `histogram.oms.load.records` | loads | how many were asked for |
//! | `histogram.oms.commit.duration` | commits | seconds until the changes were as durable as the storage makes them, or not written |
//! | `monotonic_counter.oms.commits` | commits | one |
//! | `monotonic_counter.oms.commands` | commits that took effect | commands applied |
//! | `monotonic_counter.oms.events` | commits that took effect | events they brought about |
//! | `histogram.oms.scan.duration` | lists | seconds until a page was there |
//! | `storage` | all | the name given to [`Traced::new`] |
//! | `outcome` | all | `ok`, `conflict` (another writer was faster, it is decided again) or `failed` |
//!
//! Successes and conflicts are of level `DEBUG`; failures are `ERROR`, and have the field `error`.

use std::time::Instant;

use oms_core::batch::{ChangeSet, ReadSet, Snapshot};
use oms_core::query::{Page, Query};
use oms_core::{CommitError, Storage};
use tracing::{debug, error};

/// A storage that tells of every call.
///
/// ```
/// use oms_core::{Engine, MemoryStorage};
/// use oms_storage::Traced;
///
/// let mut engine = Engine::new(Traced::new("memory", MemoryStorage::new()));
/// assert!(engine.order(&"o1".parse()?)?.is_none());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct Traced<S> {
    name: &'static str,
    storage: S,
}

impl<S> Traced<S> {
    /// The storage, under a name that tells it from others of the program.
    pub const fn new(name: &'static str, storage: S) -> Traced<S> {
        Traced { name, storage }
    }

    /// The storage itself.
    pub fn into_inner(self) -> S {
        self.storage
    }
}

impl<S: Storage> Storage for Traced<S> {
    type Error = S::Error;

    fn load(&mut self, wanted: &ReadSet) -> Result<Snapshot, S::Error> {
        let (start, storage) = (Instant::now(), self.name);
        let loaded = self.storage.load(wanted);
        let duration = start.elapsed().as_secs_f64();
        match &loaded {
            Ok(_) => debug!(
                target: "oms", storage, outcome = "ok",
                histogram.oms.load.duration = duration, histogram.oms.load.records = records(wanted), "load"
            ),
            Err(error) => error!(target: "oms", storage, outcome = "failed", histogram.oms.load.duration = duration, %error, "load"),
        }
        loaded
    }

    fn commit(&mut self, changes: &ChangeSet) -> Result<(), CommitError<S::Error>> {
        let (start, storage) = (Instant::now(), self.name);
        let committed = self.storage.commit(changes);
        let duration = start.elapsed().as_secs_f64();
        match &committed {
            Ok(()) => debug!(
                target: "oms", storage, outcome = "ok", histogram.oms.commit.duration = duration,
                monotonic_counter.oms.commits = 1_u64,
                monotonic_counter.oms.commands = changes.log.len() as u64,
                monotonic_counter.oms.events = changes.log.iter().map(|entry| entry.receipt.events.len() as u64).sum::<u64>(), "commit"
            ),
            Err(CommitError::Conflict) => debug!(
                target: "oms", storage, outcome = "conflict", histogram.oms.commit.duration = duration,
                monotonic_counter.oms.commits = 1_u64, "commit"
            ),
            Err(CommitError::Storage(error)) => error!(
                target: "oms", storage, outcome = "failed", histogram.oms.commit.duration = duration,
                monotonic_counter.oms.commits = 1_u64, %error, "commit"
            ),
        }
        committed
    }

    fn scan(&mut self, query: &Query) -> Result<Page, S::Error> {
        let start = Instant::now();
        let page = self.storage.scan(query);
        self.scanned(start, page)
    }

    fn scan_json(&mut self, query: &Query) -> Result<Vec<u8>, S::Error> {
        let start = Instant::now();
        let page = self.storage.scan_json(query);
        self.scanned(start, page)
    }
}

impl<S: Storage> Traced<S> {
    fn scanned<T>(&self, start: Instant, page: Result<T, S::Error>) -> Result<T, S::Error> {
        let (duration, storage) = (start.elapsed().as_secs_f64(), self.name);
        match &page {
            Ok(_) => debug!(target: "oms", storage, outcome = "ok", histogram.oms.scan.duration = duration, "scan"),
            Err(error) => error!(target: "oms", storage, outcome = "failed", histogram.oms.scan.duration = duration, %error, "scan"),
        }
        page
    }
}

/// How many records are asked for by name.
fn records(wanted: &ReadSet) -> u64 {
    let ReadSet { orders, external_ids, skus, reservations, customers, commands, waiting, documents, subjects, .. } = wanted;
    let lists = [
        orders.len(),
        external_ids.len(),
        skus.len(),
        reservations.len(),
        customers.len(),
        commands.len(),
        waiting.len(),
        documents.len(),
        subjects.len(),
    ];
    lists.iter().map(|list| *list as u64).sum()
}
