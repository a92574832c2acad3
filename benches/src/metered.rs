//! A storage that notes how long it was at work: what is left of a batch's time is the engine's own.

use oms_core::batch::{ChangeSet, ReadSet, Snapshot};
use oms_core::query::{Page, Query};
use oms_core::{CommitError, Storage};

use crate::measure::{Spent, Stopwatch};

/// Passes everything on and adds up what loads and commits took.
#[derive(Debug)]
pub struct Metered<S> {
    kept: S,
    /// In loads.
    pub loads: Spent,
    /// In commits.
    pub commits: Spent,
    /// Turning the records of commits into JSON once more, beside what the storage does itself.
    pub encoding: Spent,
    buffer: Vec<u8>,
}

impl<S> Metered<S> {
    /// Starts at zero.
    pub fn new(kept: S) -> Self {
        Metered { kept, loads: Spent::default(), commits: Spent::default(), encoding: Spent::default(), buffer: Vec::new() }
    }
}

impl<S: Storage> Storage for Metered<S> {
    type Error = S::Error;

    fn load(&mut self, wanted: &ReadSet) -> Result<Snapshot, S::Error> {
        let stopwatch = Stopwatch::start();
        let snapshot = self.kept.load(wanted);
        self.loads += stopwatch.spent();
        snapshot
    }

    fn commit(&mut self, changes: &ChangeSet) -> Result<(), CommitError<S::Error>> {
        let stopwatch = Stopwatch::start();
        for put in &changes.orders {
            self.buffer.clear();
            // Whether a record can be encoded is the storage's business; here only the time counts.
            let _encoded = serde_json::to_writer(&mut self.buffer, &put.order);
        }
        for entry in &changes.log {
            self.buffer.clear();
            let _encoded = serde_json::to_writer(&mut self.buffer, entry);
        }
        self.encoding += stopwatch.spent();
        let stopwatch = Stopwatch::start();
        let committed = self.kept.commit(changes);
        self.commits += stopwatch.spent();
        committed
    }

    fn scan(&mut self, query: &Query) -> Result<Page, S::Error> {
        self.kept.scan(query)
    }
}
