//! The loop to measure up to: as few rows, pages and bytes as the data allows.
//!
//! * integer keys in rising order; the public id is 16 bytes in one unique index;
//! * stock is a narrow row under one integer for SKU and location, changed once per batch;
//! * the events of a command are one row, and the outbox is a position in that log;
//! * prepared statements, `BEGIN IMMEDIATE`, 256 MB of page cache, checkpoints beside the commits.

use std::path::Path;

use rusqlite::{Connection, TransactionBehavior, params};

use super::checkpoint::CheckpointThread;
use super::{Batch, Checkpoints, ReferenceError, make_durable};
use crate::workload::{LOCATIONS, SKUS};

const SCHEMA: &str = "
    CREATE TABLE orders (
        sequence INTEGER PRIMARY KEY,
        id       BLOB NOT NULL UNIQUE,
        channel  INTEGER NOT NULL,
        status   INTEGER NOT NULL,
        external_id INTEGER,
        document TEXT NOT NULL
    );
    CREATE INDEX orders_by_status ON orders (status, channel, sequence);
    CREATE TABLE events (
        sequence       INTEGER PRIMARY KEY,
        order_sequence INTEGER NOT NULL,
        command        BLOB,
        body           TEXT NOT NULL
    );
    CREATE TABLE stock (
        key      INTEGER PRIMARY KEY,
        on_hand  INTEGER NOT NULL,
        reserved INTEGER NOT NULL
    );
    CREATE TABLE outbox (consumer INTEGER PRIMARY KEY, position INTEGER NOT NULL);
    INSERT INTO outbox VALUES (1, 0);
";

/// Without these, columns that no index needs stay as cheap as a null.
const PROMISES: &str = "
    CREATE UNIQUE INDEX orders_by_external_id ON orders (channel, external_id);
    CREATE UNIQUE INDEX events_by_command ON events (command);
";

const PUT_ORDER: &str = "
    INSERT INTO orders (sequence, id, channel, status, external_id, document) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
    ON CONFLICT (sequence) DO UPDATE SET status = excluded.status, document = excluded.document";
const APPEND_EVENTS: &str = "INSERT INTO events (order_sequence, command, body) VALUES (?1, ?2, ?3)";
const CHANGE_STOCK: &str = "
    UPDATE stock SET reserved = reserved + ?2 WHERE key = ?1 AND on_hand - reserved >= ?2";

/// Which indexes the lean loop keeps.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Keys {
    /// One for the public id, one for lists: the least a shop can do with. It trusts its callers never to send twice.
    Fewest,
    /// Also the two that keep promises: an order is captured once for each id of its channel, a command takes effect once.
    Idempotent,
}

/// The lean loop on one database file.
pub struct Lean {
    // Ends before the connection closes, so that closing can checkpoint and remove the log.
    _checkpoints: Option<CheckpointThread>,
    connection: Connection,
    keys: Keys,
}

impl Lean {
    /// Creates the file at `path` with `on_hand` units of every SKU at every location.
    ///
    /// # Errors
    /// Whatever SQLite answers.
    pub fn create(path: &Path, keys: Keys, checkpoints: Checkpoints, on_hand: i64) -> Result<Self, ReferenceError> {
        let mut connection = Connection::open(path)?;
        make_durable(&connection)?;
        connection.pragma_update(None, "cache_size", -256 * 1024)?;
        connection.pragma_update(None, "mmap_size", 8_i64 << 30)?;
        let pages = match checkpoints {
            Checkpoints::Inline { pages } => pages,
            Checkpoints::Thread => 0,
        };
        connection.pragma_update(None, "wal_autocheckpoint", pages)?;
        connection.set_prepared_statement_cache_capacity(32);
        connection.execute_batch(SCHEMA)?;
        if keys == Keys::Idempotent {
            connection.execute_batch(PROMISES)?;
        }

        let transaction = connection.transaction()?;
        {
            let mut insert = transaction.prepare("INSERT INTO stock VALUES (?1, ?2, 0)")?;
            for key in 0..SKUS * LOCATIONS {
                insert.execute(params![key, on_hand])?;
            }
        }
        transaction.commit()?;
        let checkpoints = match checkpoints {
            Checkpoints::Thread => Some(CheckpointThread::start(path)?),
            Checkpoints::Inline { .. } => None,
        };
        Ok(Lean { _checkpoints: checkpoints, connection, keys })
    }

    /// Writes all of `batch`, durably, or nothing.
    ///
    /// # Errors
    /// [`ReferenceError::StockShort`] if a guard does not hold.
    pub fn commit(&mut self, batch: &Batch) -> Result<(), ReferenceError> {
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        {
            let promises = self.keys == Keys::Idempotent;
            let mut put_order = transaction.prepare_cached(PUT_ORDER)?;
            for order in &batch.orders {
                let external_id = promises.then_some(order.external_id);
                put_order.execute(params![order.sequence, order.id, order.channel, order.status, external_id, text(&order.document)])?;
            }
            let mut append_events = transaction.prepare_cached(APPEND_EVENTS)?;
            for command in &batch.commands {
                let id = promises.then_some(command.id);
                append_events.execute(params![command.order_sequence, id, text(&command.body)])?;
            }
            let mut change_stock = transaction.prepare_cached(CHANGE_STOCK)?;
            for delta in &batch.stock {
                if change_stock.execute(params![delta.key, delta.reserved])? != 1 {
                    return Err(ReferenceError::StockShort(delta.key));
                }
            }
        }
        transaction.commit()?;
        Ok(())
    }

    /// The connection, for raw queries and checks.
    #[must_use]
    pub fn connection(&self) -> &Connection {
        &self.connection
    }
}

/// Documents are stored as text without copying; every encoder here writes UTF-8.
fn text(bytes: &[u8]) -> rusqlite::types::ToSqlOutput<'_> {
    rusqlite::types::ToSqlOutput::Borrowed(rusqlite::types::ValueRef::Text(bytes))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::measure::Result;
    use crate::reference::{Sizes, StockDelta, Synthetic};
    use crate::workload::Workload;

    #[test]
    fn every_row_of_a_batch_arrives() -> Result<()> {
        let directory = tempfile::tempdir()?;
        for (name, keys, checkpoints) in
            [("inline", Keys::Fewest, Checkpoints::Inline { pages: 1_000 }), ("thread", Keys::Idempotent, Checkpoints::Thread)]
        {
            let mut lean = Lean::create(&directory.path().join(name), keys, checkpoints, 1_000_000)?;
            let mut synthetic = Synthetic::new(Sizes { document: 200, log: 90 });
            let orders = Workload::new(1).take_orders(100);
            for portion in orders.chunks(30) {
                lean.commit(&synthetic.batch(portion))?;
            }
            let count = |sql: &str| lean.connection().query_row(sql, [], |row| row.get::<_, i64>(0));
            assert_eq!(count("SELECT count(*) FROM orders WHERE length(document) = 200")?, 100);
            assert_eq!(count("SELECT count(*) FROM events WHERE length(body) = 90")?, 100);
            let units: u32 = orders.iter().flat_map(|order| order.lines).map(|line| line.quantity).sum();
            assert_eq!(count("SELECT sum(reserved) FROM stock")?, i64::from(units));
        }
        Ok(())
    }

    #[test]
    fn a_short_guard_leaves_no_trace() -> Result<()> {
        let directory = tempfile::tempdir()?;
        let mut lean = Lean::create(&directory.path().join("orders"), Keys::Fewest, Checkpoints::Thread, 5)?;
        let mut batch = Synthetic::new(Sizes::STUDY).batch(&Workload::new(1).take_orders(1));
        batch.stock = vec![StockDelta { key: 17, reserved: 6 }];
        assert!(matches!(lean.commit(&batch), Err(ReferenceError::StockShort(17))));
        let orders: i64 = lean.connection().query_row("SELECT count(*) FROM orders", [], |row| row.get(0))?;
        assert_eq!(orders, 0);
        Ok(())
    }
}
