//! The loop that many shops run: text keys, random ids, default settings, a statement per row.

use std::path::Path;

use rusqlite::{Connection, params};

use super::{Batch, ReferenceError, make_durable};
use crate::random::SplitMix64;
use crate::workload::{LOCATIONS, SKUS};

const SCHEMA: &str = "
    CREATE TABLE orders (id TEXT PRIMARY KEY, channel TEXT NOT NULL, status TEXT NOT NULL, document TEXT NOT NULL);
    CREATE INDEX orders_by_status ON orders (status, channel);
    CREATE TABLE events (id TEXT PRIMARY KEY, order_id TEXT NOT NULL, body TEXT NOT NULL);
    CREATE INDEX events_by_order ON events (order_id);
    CREATE TABLE outbox (id TEXT PRIMARY KEY, event_id TEXT NOT NULL, delivered INTEGER NOT NULL);
    CREATE TABLE stock (
        sku      TEXT NOT NULL,
        location TEXT NOT NULL,
        on_hand  INTEGER NOT NULL,
        reserved INTEGER NOT NULL,
        PRIMARY KEY (sku, location)
    );
";

/// The naive loop on one database file.
pub struct Naive {
    connection: Connection,
    ids: SplitMix64,
}

impl Naive {
    /// Creates the file at `path` with `on_hand` units of every SKU at every location.
    ///
    /// # Errors
    /// Whatever SQLite answers.
    pub fn create(path: &Path, on_hand: i64) -> Result<Self, ReferenceError> {
        let mut connection = Connection::open(path)?;
        make_durable(&connection)?;
        connection.execute_batch(SCHEMA)?;
        let transaction = connection.transaction()?;
        {
            let mut insert = transaction.prepare("INSERT INTO stock VALUES (?1, ?2, ?3, 0)")?;
            for key in 0..i64::from(SKUS * LOCATIONS) {
                let (sku, location) = names(key);
                insert.execute(params![sku, location, on_hand])?;
            }
        }
        transaction.commit()?;
        Ok(Naive { connection, ids: SplitMix64::new(0x1d) })
    }

    /// Writes all of `batch`, durably, or nothing. An order that is written again is replaced.
    ///
    /// # Errors
    /// [`ReferenceError::StockShort`] if a guard does not hold.
    pub fn commit(&mut self, batch: &Batch) -> Result<(), ReferenceError> {
        let transaction = self.connection.transaction()?;
        for order in &batch.orders {
            transaction.execute(
                "INSERT OR REPLACE INTO orders (id, channel, status, document) VALUES (?1, ?2, ?3, ?4)",
                params![
                    order_id(order.sequence),
                    format!("channel-{}", order.channel),
                    format!("status-{}", order.status),
                    String::from_utf8_lossy(&order.document)
                ],
            )?;
        }
        for command in &batch.commands {
            let event_id = random_id(&mut self.ids);
            transaction.execute(
                "INSERT INTO events (id, order_id, body) VALUES (?1, ?2, ?3)",
                params![event_id, order_id(command.order_sequence), String::from_utf8_lossy(&command.body)],
            )?;
            transaction
                .execute("INSERT INTO outbox (id, event_id, delivered) VALUES (?1, ?2, 0)", params![random_id(&mut self.ids), event_id])?;
        }
        for delta in &batch.stock {
            let (sku, location) = names(delta.key);
            let changed = transaction.execute(
                "UPDATE stock SET reserved = reserved + ?3
                 WHERE sku = ?1 AND location = ?2 AND on_hand - reserved >= ?3",
                params![sku, location, delta.reserved],
            )?;
            if changed != 1 {
                return Err(ReferenceError::StockShort(delta.key));
            }
        }
        transaction.commit()?;
        Ok(())
    }

    /// The connection, for checks.
    #[must_use]
    pub fn connection(&self) -> &Connection {
        &self.connection
    }
}

fn names(key: i64) -> (String, String) {
    let locations = i64::from(LOCATIONS);
    (format!("SKU-{:05}", key / locations), format!("location-{}", key % locations))
}

/// As random as a version 4 UUID, and the same for every mention of one order.
fn order_id(sequence: i64) -> String {
    random_id(&mut SplitMix64::new(sequence.unsigned_abs()))
}

fn random_id(random: &mut SplitMix64) -> String {
    let bits = (u128::from(random.next_u64()) << 64) | u128::from(random.next_u64());
    let digits = format!("{bits:032x}");
    format!("{}-{}-{}-{}-{}", &digits[..8], &digits[8..12], &digits[12..16], &digits[16..20], &digits[20..])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::measure::Result;
    use crate::reference::{Sizes, Synthetic};
    use crate::workload::Workload;

    #[test]
    fn every_row_of_a_batch_arrives() -> Result<()> {
        let directory = tempfile::tempdir()?;
        let mut naive = Naive::create(&directory.path().join("orders"), 1_000_000)?;
        let orders = Workload::new(1).take_orders(20);
        naive.commit(&Synthetic::new(Sizes::STUDY).batch(&orders))?;
        let count = |sql: &str| naive.connection().query_row(sql, [], |row| row.get::<_, i64>(0));
        assert_eq!(count("SELECT count(*) FROM orders JOIN events ON order_id = orders.id")?, 20);
        assert_eq!(count("SELECT count(*) FROM outbox JOIN events ON event_id = events.id")?, 20);
        let units: u32 = orders.iter().flat_map(|order| order.lines).map(|line| line.quantity).sum();
        assert_eq!(count("SELECT sum(reserved) FROM stock")?, i64::from(units));
        Ok(())
    }
}
