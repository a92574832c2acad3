//! A storage in memory that notes what a durable one would have to write.
//!
//! The engine runs on it as on any storage. Each commit is encoded and turned into the [`Batch`] that a hand-written loop
//! would store, so that loop and engine write the same bytes in the same transactions.

use std::collections::BTreeMap;
use std::convert::Infallible;

use oms_core::batch::{ChangeSet, ReadSet, Snapshot};
use oms_core::query::{Page, Query};
use oms_core::{CommitError, MemoryStorage, OrderId, Storage};

use crate::reference::{Batch, CommandRow, OrderRow, StockDelta};
use crate::workload::LOCATIONS;

/// Keeps records in memory and every commit as a [`Batch`].
#[derive(Debug, Default)]
pub struct Recording {
    kept: MemoryStorage,
    sequences: BTreeMap<OrderId, i64>,
    batches: Vec<Batch>,
}

impl Recording {
    /// Continues on a storage that may have been filled.
    #[must_use]
    pub fn new(kept: MemoryStorage) -> Self {
        Recording { kept, ..Recording::default() }
    }

    /// What was committed since the last call, oldest first.
    pub fn take_batches(&mut self) -> Vec<Batch> {
        std::mem::take(&mut self.batches)
    }

    fn record(&mut self, changes: &ChangeSet) {
        let mut batch = Batch::default();
        for put in &changes.orders {
            let order = &put.order;
            let next = i64::try_from(self.sequences.len()).unwrap_or(i64::MAX - 1) + 1;
            let sequence = *self.sequences.entry(order.id.clone()).or_insert(next);
            batch.orders.push(OrderRow {
                sequence,
                id: sixteen_bytes(order.id.as_str()),
                channel: trailing_number(order.channel.as_str()),
                external_id: order.external_id.as_ref().map(|id| trailing_number(id.as_str())).unwrap_or_default(),
                status: order.statuses().order as i64,
                document: serde_json::to_vec(&**order).unwrap_or_default(),
            });
        }
        for entry in &changes.log {
            let about = match &entry.envelope.command {
                oms_core::Command::CaptureOrder(capture) => Some(&capture.order),
                other => other.order(),
            };
            let order_sequence = about.and_then(|order| self.sequences.get(order)).copied().unwrap_or_default();
            batch.commands.push(CommandRow {
                id: sixteen_bytes(entry.envelope.id.as_str()),
                order_sequence,
                body: serde_json::to_vec(&**entry).unwrap_or_default(),
            });
        }
        for delta in &changes.stock {
            let key = trailing_number(delta.sku.as_str()) * i64::from(LOCATIONS) + trailing_number(delta.location.as_str());
            batch.stock.push(StockDelta { key, reserved: delta.change.committed + delta.change.reserved });
        }
        batch.stock.sort_unstable_by_key(|delta| delta.key);
        self.batches.push(batch);
    }
}

impl Storage for Recording {
    type Error = Infallible;

    fn load(&mut self, wanted: &ReadSet) -> Result<Snapshot, Infallible> {
        self.kept.load(wanted)
    }

    fn commit(&mut self, changes: &ChangeSet) -> Result<(), CommitError<Infallible>> {
        self.kept.commit(changes)?;
        self.record(changes);
        Ok(())
    }

    fn scan(&mut self, query: &Query) -> Result<Page, Infallible> {
        self.kept.scan(query)
    }
}

/// The number at the end of an id of the shop, such as 17 of `SKU-00017`.
fn trailing_number(id: &str) -> i64 {
    let digits = id.trim_start_matches(|character: char| !character.is_ascii_digit());
    digits.parse().unwrap_or_default()
}

/// The sixteen bytes that the text of a UUID spells.
fn sixteen_bytes(uuid: &str) -> [u8; 16] {
    let digits: String = uuid.chars().filter(char::is_ascii_hexdigit).collect();
    u128::from_str_radix(&digits, 16).unwrap_or_default().to_be_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::measure::Result;
    use crate::shop;
    use crate::workload::Workload;
    use oms_core::Engine;

    #[test]
    fn what_is_recorded_is_what_was_decided() -> Result<()> {
        let mut engine = Engine::new(MemoryStorage::new());
        shop::open(&mut engine)?;
        let mut engine = Engine::new(Recording::new(engine.into_storage()));
        let orders = Workload::new(1).take_orders(200);
        for portion in orders.chunks(50) {
            shop::all_applied(&engine.submit_batch(shop::captures(portion)?)?)?;
        }
        let batches = engine.storage().take_batches();
        assert_eq!(batches.len(), 4);
        let sequences: Vec<i64> = batches.iter().flat_map(|batch| &batch.orders).map(|order| order.sequence).collect();
        assert_eq!(sequences, (1..=200).collect::<Vec<i64>>());
        let units: u32 = orders.iter().flat_map(|order| order.lines).map(|line| line.quantity).sum();
        let promised: i64 = batches.iter().flat_map(|batch| &batch.stock).map(|delta| delta.reserved).sum();
        assert_eq!(promised, i64::from(units));
        for command in batches.iter().flat_map(|batch| &batch.commands) {
            assert!(command.order_sequence > 0 && command.body.starts_with(b"{"));
        }
        assert!(engine.storage().take_batches().is_empty());
        Ok(())
    }
}
