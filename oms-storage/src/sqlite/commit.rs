//! Writes a change set, unless one of its guards does not hold any more.

use oms_core::batch::{ChangeSet, CounterDelta, OrderPut, RecentPut, ReservationChange, StockDelta};
use oms_core::storage::RECENT_MAX;
use rusqlite::{Connection, OptionalExtension, params};

use super::document::{Encoder, FORMAT};
use super::load::counter_text;
use super::names::Names;
use super::order_rows::{OrderRow, OrderRows};
use super::{SqliteError, catching_up, log_row, order_row, stock_key};

/// Whether the guards held.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Verdict {
    /// All of them; everything is written.
    Holds,
    /// One of them did not; the transaction must be rolled back.
    Conflict,
}

/// Everything a commit is made with. The caller has begun the transaction, and ends it.
pub(super) struct Writer<'storage> {
    pub(super) connection: &'storage Connection,
    pub(super) names: &'storage mut Names,
    pub(super) order_rows: &'storage OrderRows,
    pub(super) encoder: &'storage mut Encoder,
    /// Numbers of the orders that were written.
    pub(super) changed: Vec<i64>,
}

impl Writer<'_> {
    pub(super) fn write(&mut self, changes: &ChangeSet) -> Result<Verdict, SqliteError> {
        let guarded = [Self::write_store, Self::write_stock, Self::write_counters, Self::write_orders, Self::write_reservations];
        for write in guarded {
            if write(self, changes)? == Verdict::Conflict {
                return Ok(Verdict::Conflict);
            }
        }
        self.write_items(changes)?;
        self.write_waiting(changes)?;
        self.write_recent(changes)?;
        self.write_log(changes)?;
        Ok(Verdict::Holds)
    }

    fn write_store(&mut self, changes: &ChangeSet) -> Result<Verdict, SqliteError> {
        let epoch: i64 = self.connection.prepare_cached("SELECT epoch FROM store")?.query_row([], |row| row.get(0))?;
        if u64::try_from(epoch) != Ok(changes.epoch_read) {
            return Ok(Verdict::Conflict);
        }
        if changes.epoch_step > 0 {
            let step = integer("the epoch", changes.epoch_step)?;
            self.connection.prepare_cached("UPDATE store SET epoch = epoch + ?1")?.execute([step])?;
        }
        if let Some(settings) = &changes.settings {
            let version = integer("the version of the settings", settings.version)?;
            let text = self.encoder.encode("settings", settings)?;
            self.connection
                .prepare_cached("UPDATE store SET settings_version = ?1, format = ?2, settings = ?3")?
                .execute(params![version, FORMAT, text])?;
        }
        Ok(Verdict::Holds)
    }

    fn write_items(&mut self, changes: &ChangeSet) -> Result<(), SqliteError> {
        for item in &changes.items {
            let sku = self.names.skus.number_or_new(self.connection, &item.sku)?;
            let version = integer("the version of an item", item.version)?;
            let text = self.encoder.encode("item", item)?;
            self.connection
                .prepare_cached("INSERT OR REPLACE INTO items (sku, version, format, item) VALUES (?1, ?2, ?3, ?4)")?
                .execute(params![sku, version, FORMAT, text])?;
        }
        Ok(())
    }

    fn write_stock(&mut self, changes: &ChangeSet) -> Result<Verdict, SqliteError> {
        if changes.stock.is_empty() {
            return Ok(Verdict::Holds);
        }
        let mut update = self.connection.prepare_cached(
            "UPDATE stock SET available = available + ?2, reserved = reserved + ?3, committed = committed + ?4,
                 safety = safety + ?5, damaged = damaged + ?6, quality_control = quality_control + ?7
             WHERE key = ?1 AND available >= ?8",
        )?;
        for delta in &changes.stock {
            let sku = self.names.skus.number_or_new(self.connection, &delta.sku)?;
            let location = self.names.locations.number_or_new(self.connection, &delta.location)?;
            let key = stock_key::of(&delta.sku, sku, location)?;
            let change = &delta.change;
            if delta.exactly.is_some() && !self.is_exactly(key, delta)? {
                return Ok(Verdict::Conflict);
            }
            let updated = update.execute(params![
                key,
                change.available,
                change.reserved,
                change.committed,
                change.safety,
                change.damaged,
                change.quality_control,
                delta.available_at_least.unwrap_or(i64::MIN),
            ])?;
            if updated == 0 && self.insert_stock(key, delta)? == Verdict::Conflict {
                return Ok(Verdict::Conflict);
            }
        }
        Ok(Verdict::Holds)
    }

    fn is_exactly(&self, key: i64, delta: &StockDelta) -> Result<bool, SqliteError> {
        let exactly = delta.exactly.unwrap_or_default();
        let held = self
            .connection
            .prepare_cached(
                "SELECT available = ?2 AND reserved = ?3 AND committed = ?4 AND safety = ?5 AND damaged = ?6 AND quality_control = ?7
                 FROM stock WHERE key = ?1",
            )?
            .query_row(
                params![
                    key,
                    exactly.available,
                    exactly.reserved,
                    exactly.committed,
                    exactly.safety,
                    exactly.damaged,
                    exactly.quality_control
                ],
                |row| row.get(0),
            )
            .optional()?;
        Ok(held.unwrap_or(exactly.is_zero()))
    }

    /// The row was not there, or its guard did not hold.
    fn insert_stock(&self, key: i64, delta: &StockDelta) -> Result<Verdict, SqliteError> {
        let there = self.connection.prepare_cached("SELECT 1 FROM stock WHERE key = ?1")?.exists([key])?;
        if there || delta.available_at_least.is_some_and(|least| least > 0) {
            return Ok(Verdict::Conflict);
        }
        let change = &delta.change;
        self.connection
            .prepare_cached(
                "INSERT INTO stock (key, available, reserved, committed, safety, damaged, quality_control)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            )?
            .execute(params![
                key,
                change.available,
                change.reserved,
                change.committed,
                change.safety,
                change.damaged,
                change.quality_control
            ])?;
        Ok(Verdict::Holds)
    }

    fn write_counters(&mut self, changes: &ChangeSet) -> Result<Verdict, SqliteError> {
        for delta in &changes.counters {
            if self.write_counter(delta)? == Verdict::Conflict {
                return Ok(Verdict::Conflict);
            }
        }
        Ok(Verdict::Holds)
    }

    fn write_counter(&mut self, delta: &CounterDelta) -> Result<Verdict, SqliteError> {
        let sku = self.names.skus.number_or_new(self.connection, &delta.sku)?;
        let counter = counter_text(&delta.counter);
        let most = delta.at_most.unwrap_or(i64::MAX);
        let updated = self
            .connection
            .prepare_cached("UPDATE counters SET value = value + ?3 WHERE sku = ?1 AND counter = ?2 AND value <= ?4")?
            .execute(params![sku, counter, delta.change, most])?;
        if updated > 0 {
            return Ok(Verdict::Holds);
        }
        let there =
            self.connection.prepare_cached("SELECT 1 FROM counters WHERE sku = ?1 AND counter = ?2")?.exists(params![sku, counter])?;
        if there || most < 0 {
            return Ok(Verdict::Conflict);
        }
        self.connection.prepare_cached("INSERT INTO counters (sku, counter, value) VALUES (?1, ?2, ?3)")?.execute(params![
            sku,
            counter,
            delta.change
        ])?;
        Ok(Verdict::Holds)
    }

    fn write_orders(&mut self, changes: &ChangeSet) -> Result<Verdict, SqliteError> {
        for put in &changes.orders {
            let standing = self.names.standing(self.connection, &put.order)?;
            let written = if put.read == 0 { self.insert_order(put, standing)? } else { self.update_order(put, standing)? };
            match written {
                Some(number) => self.changed.push(number),
                None => return Ok(Verdict::Conflict),
            }
        }
        Ok(Verdict::Holds)
    }

    fn insert_order(&mut self, put: &OrderPut, standing: i64) -> Result<Option<i64>, SqliteError> {
        let order = &put.order;
        let channel = self.names.channels.number_or_new(self.connection, &order.channel)?;
        let version = integer("the version of an order", order.version)?;
        let text = self.encoder.encode("order", &order_row::Document::of(order))?;
        let inserted = self
            .connection
            .prepare_cached(
                "INSERT INTO orders (id, version, channel, external_id, standing, placed_at, reserved_until, format, document)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
            )?
            .insert(params![
                order.id.as_str(),
                version,
                channel,
                order.external_id.as_ref().map(|id| id.as_str()),
                standing,
                order.placed_at.millis(),
                order.reserved_until.map(|until| until.millis()),
                FORMAT,
                text,
            ]);
        unless_taken(inserted)
    }

    fn update_order(&mut self, put: &OrderPut, standing: i64) -> Result<Option<i64>, SqliteError> {
        let order = &put.order;
        let row = match self.order_rows.at_version(&order.id, put.read) {
            Some(row) => row,
            None => match self.order_row(put)? {
                Some(row) => row,
                None => return Ok(None),
            },
        };
        let read = integer("the version of an order", put.read)?;
        let version = integer("the version of an order", order.version)?;
        let until = order.reserved_until.map(|until| until.millis());
        let text = self.encoder.encode("order", &order_row::Document::of(order))?;
        // An index is written anew for every column that a statement names, so the columns that stay are left out.
        let updated = if row.standing == standing {
            self.connection
                .prepare_cached(
                    "UPDATE orders SET version = ?3, reserved_until = ?4, format = ?5, document = ?6 WHERE number = ?1 AND version = ?2",
                )?
                .execute(params![row.number, read, version, until, FORMAT, text])?
        } else {
            self.connection
                .prepare_cached(
                    "UPDATE orders SET version = ?3, reserved_until = ?4, format = ?5, document = ?6, standing = ?7
                     WHERE number = ?1 AND version = ?2",
                )?
                .execute(params![row.number, read, version, until, FORMAT, text, standing])?
        };
        Ok((updated > 0).then_some(row.number))
    }

    fn order_row(&self, put: &OrderPut) -> Result<Option<OrderRow>, SqliteError> {
        let mut statement = self.connection.prepare_cached("SELECT number, standing FROM orders WHERE id = ?1 AND version = ?2")?;
        let read = integer("the version of an order", put.read)?;
        let row = statement.query_row(params![put.order.id.as_str(), read], |row| {
            Ok(OrderRow { number: row.get(0)?, version: put.read, standing: row.get(1)? })
        });
        Ok(row.optional()?)
    }

    fn write_reservations(&mut self, changes: &ChangeSet) -> Result<Verdict, SqliteError> {
        for change in &changes.reservations {
            if self.write_reservation(change)? == Verdict::Conflict {
                return Ok(Verdict::Conflict);
            }
        }
        Ok(Verdict::Holds)
    }

    fn write_reservation(&mut self, change: &ReservationChange) -> Result<Verdict, SqliteError> {
        let id = change.id.as_str();
        let version = |version| integer("the version of a reservation", version);
        let holds = match (&change.read, &change.reservation) {
            (None, None) => !self.connection.prepare_cached("SELECT 1 FROM reservations WHERE id = ?1")?.exists([id])?,
            (None, Some(made)) => {
                let text = self.encoder.encode("reservation", made)?;
                let inserted = self
                    .connection
                    .prepare_cached("INSERT INTO reservations (id, version, expires_at, format, reservation) VALUES (?1, ?2, ?3, ?4, ?5)")?
                    .execute(params![id, version(made.version)?, made.expires_at.millis(), FORMAT, text]);
                unless_taken(inserted)?.is_some()
            }
            (Some(read), None) => {
                let there = "DELETE FROM reservations WHERE id = ?1 AND version = ?2 AND reservation ->> '$.made_by' = ?3";
                self.connection.prepare_cached(there)?.execute(params![id, version(read.version)?, read.made_by.as_str()])? > 0
            }
            (Some(read), Some(changed)) => {
                let text = self.encoder.encode("reservation", changed)?;
                let updated = self
                    .connection
                    .prepare_cached(
                        "UPDATE reservations SET version = ?2, expires_at = ?3, format = ?4, reservation = ?5
                         WHERE id = ?1 AND version = ?6 AND reservation ->> '$.made_by' = ?7",
                    )?
                    .execute(params![
                        id,
                        version(changed.version)?,
                        changed.expires_at.millis(),
                        FORMAT,
                        text,
                        version(read.version)?,
                        read.made_by.as_str()
                    ])?;
                updated > 0
            }
        };
        Ok(if holds { Verdict::Holds } else { Verdict::Conflict })
    }

    fn write_waiting(&mut self, changes: &ChangeSet) -> Result<(), SqliteError> {
        for change in &changes.waiting {
            let sku = self.names.skus.number_or_new(self.connection, &change.sku)?;
            let statement = if change.waits {
                "INSERT OR REPLACE INTO waiting (sku, priority, placed_at, order_id) VALUES (?1, ?2, ?3, ?4)"
            } else {
                "DELETE FROM waiting WHERE sku = ?1 AND priority = ?2 AND placed_at = ?3 AND order_id = ?4"
            };
            let waiting = &change.waiting;
            self.connection.prepare_cached(statement)?.execute(params![
                sku,
                waiting.priority,
                waiting.placed_at.millis(),
                waiting.order.as_str()
            ])?;
        }
        Ok(())
    }

    fn write_recent(&mut self, changes: &ChangeSet) -> Result<(), SqliteError> {
        let kept = i64::try_from(RECENT_MAX).unwrap_or(i64::MAX);
        for RecentPut { customer, recent } in &changes.recent {
            self.connection
                .prepare_cached(
                    "INSERT INTO recent (customer, place, order_id, placed_at)
                     SELECT ?1, 1 + coalesce(max(place), 0), ?2, ?3 FROM recent WHERE customer = ?1",
                )?
                .execute(params![customer.as_str(), recent.order.as_str(), recent.placed_at.millis()])?;
            self.connection
                .prepare_cached(
                    "DELETE FROM recent WHERE customer = ?1
                     AND place <= (SELECT max(place) FROM recent WHERE customer = ?1) - ?2",
                )?
                .execute(params![customer.as_str(), kept])?;
        }
        Ok(())
    }

    fn write_log(&mut self, changes: &ChangeSet) -> Result<(), SqliteError> {
        if changes.log.is_empty() {
            // Without an entry to name the orders, nobody would find them later.
            return catching_up::put_orders(self.connection, self.names, &self.changed);
        }
        let mut insert =
            self.connection.prepare_cached("INSERT INTO log (command, at, orders, format, entry) VALUES (?1, ?2, ?3, ?4, ?5)")?;
        let last = changes.log.len().saturating_sub(1);
        for (place, entry) in changes.log.iter().enumerate() {
            let orders = (place == last && !self.changed.is_empty()).then(|| number_list(&self.changed));
            let text = self.encoder.encode("log entry", &log_row::Written::of(entry))?;
            insert.execute(params![entry.envelope.id.as_str(), entry.envelope.at.millis(), orders, FORMAT, text])?;
        }
        Ok(())
    }
}

/// Numbers as a JSON array.
fn number_list(numbers: &[i64]) -> String {
    let mut text = String::with_capacity(numbers.len() * 8 + 2);
    for (place, number) in numbers.iter().enumerate() {
        text.push(if place == 0 { '[' } else { ',' });
        text.push_str(&number.to_string());
    }
    text.push(']');
    text
}

/// A row whose key is taken is a conflict, not an error.
fn unless_taken<T>(inserted: Result<T, rusqlite::Error>) -> Result<Option<T>, SqliteError> {
    match inserted {
        Ok(inserted) => Ok(Some(inserted)),
        Err(error) if is_taken(&error) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

/// Whether a unique key was taken.
pub(super) fn is_taken(error: &rusqlite::Error) -> bool {
    use rusqlite::ffi::{SQLITE_CONSTRAINT_PRIMARYKEY, SQLITE_CONSTRAINT_ROWID, SQLITE_CONSTRAINT_UNIQUE};
    let code = error.sqlite_error().map_or(0, |error| error.extended_code);
    [SQLITE_CONSTRAINT_PRIMARYKEY, SQLITE_CONSTRAINT_ROWID, SQLITE_CONSTRAINT_UNIQUE].contains(&code)
}

fn integer(kind: &'static str, value: u64) -> Result<i64, SqliteError> {
    i64::try_from(value).map_err(|_| SqliteError::BeyondRange { kind, value: value.to_string() })
}
