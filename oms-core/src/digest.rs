//! One number for a whole state: equal states have equal digests, in every storage and every language.

use std::fmt;

use serde::Serialize;
use sha2::{Digest as _, Sha256};

use crate::batch::ChangeSet;
use crate::query::{Page, Query};
use crate::walk::Walk;
use crate::writer;

/// A SHA-256 over the canonical form of records: each as JSON with its fields in their defined order, kinds and keys in order.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub struct Digest([u8; 32]);

impl fmt::Display for Digest {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(formatter, "{byte:02x}"))
    }
}

impl Serialize for Digest {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl ChangeSet {
    /// The digest of the changes: equal decisions on equal records have equal digests.
    pub fn digest(&self) -> Digest {
        let mut hasher = Hasher::default();
        hasher.record("change_set", self);
        hasher.finish()
    }
}

/// The digest of a whole state, for any host to drive: read the page it asks for, hand it over, until none is left.
///
/// The state is settings, items, stock and counters, orders, reservations and papers. The log is not in it, nor are its consumers: a
/// state is the same however it came about. Stock and counters that are zero are left out, whether or not the storage keeps rows for them.
#[derive(Debug)]
pub struct StateDigest {
    walk: Walk,
    hasher: Hasher,
}

impl Default for StateDigest {
    fn default() -> Self {
        StateDigest::new()
    }
}

impl StateDigest {
    /// Begins.
    pub fn new() -> StateDigest {
        StateDigest { walk: Walk::new(false), hasher: Hasher::default() }
    }

    /// The page to read next; `None` when the digest is complete.
    pub fn next(&self) -> Option<Query> {
        self.walk.next()
    }

    /// Takes the page asked for.
    pub fn answered(&mut self, page: &Page) {
        let hasher = &mut self.hasher;
        match page {
            Page::Settings { settings } => hasher.record("settings", settings),
            Page::Items { items } => items.iter().for_each(|item| hasher.record("item", item)),
            Page::Stock { skus } => {
                for stock in skus {
                    let levels = stock.levels.iter().filter(|level| !level.buckets.is_zero());
                    levels.for_each(|level| hasher.record("stock", level));
                    let counters = stock.counters.iter().filter(|counter| counter.value != 0);
                    counters.for_each(|counter| hasher.record("counter", &(&stock.sku, counter)));
                }
            }
            Page::Orders { orders, .. } => orders.iter().for_each(|order| hasher.record("order", order)),
            Page::Reservations { reservations } => reservations.iter().for_each(|kept| hasher.record("reservation", kept)),
            Page::Documents { documents } => documents.iter().for_each(|document| hasher.record("document", document)),
            Page::OrderCounts { .. } | Page::Log { .. } | Page::Consumers { .. } | Page::Movements { .. } => {}
        }
        self.walk.advance(page);
    }

    /// The digest of all pages taken.
    pub fn finish(self) -> Digest {
        self.hasher.finish()
    }
}

#[derive(Debug, Default)]
struct Hasher {
    sha: Sha256,
    buffer: Vec<u8>,
}

impl Hasher {
    /// Adds a record: its kind, its length, its JSON.
    fn record(&mut self, kind: &str, record: &impl Serialize) {
        self.buffer.clear();
        if writer::append(&mut self.buffer, record).is_err() {
            // Records are plain data and always have a JSON form; were one not to, its kind alone would still tell states apart.
            self.buffer.clear();
        }
        let length = u64::try_from(self.buffer.len()).unwrap_or(u64::MAX);
        self.sha.update(kind.as_bytes());
        self.sha.update(length.to_be_bytes());
        self.sha.update(&self.buffer);
    }

    fn finish(self) -> Digest {
        Digest(self.sha.finalize().into())
    }
}
