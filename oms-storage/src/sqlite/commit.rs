//! Writes a change set, unless one of its guards does not hold any more.

use oms_core::batch::{ChangeSet, CounterDelta, DocumentPut, OrderPut, RecentPut, ReservationChange, StockDelta, SubjectChange};
use oms_core::inventory::Buckets;
use oms_core::storage::RECENT_MAX;
use rusqlite::{Connection, OptionalExtension, params};

use super::document::FORMAT;
use super::load::counter_text;
use super::names::Names;
use super::order_rows::{OrderRow, OrderRows};
use super::texts::Texts;
use super::{SqliteError, catching_up, consumers, erasing, lot_rows, stock_key};

/// Why a commit ends before everything is written. The transaction must be rolled back.
#[derive(Debug)]
pub(super) enum Halt {
    /// A guard does not hold, or a key is taken.
    Conflict,
    /// The storage failed.
    Failed(SqliteError),
}

impl From<SqliteError> for Halt {
    fn from(error: SqliteError) -> Halt {
        match error {
            SqliteError::Sqlite(error) if is_taken(&error) => Halt::Conflict,
            error => Halt::Failed(error),
        }
    }
}

impl From<rusqlite::Error> for Halt {
    fn from(error: rusqlite::Error) -> Halt {
        SqliteError::from(error).into()
    }
}

/// What must hold for a commit to go on.
const fn guard(holds: bool) -> Result<(), Halt> {
    if holds { Ok(()) } else { Err(Halt::Conflict) }
}

/// Everything a commit is made with. The caller has begun the transaction, and ends it.
pub(super) struct Writer<'storage> {
    pub(super) connection: &'storage Connection,
    pub(super) names: &'storage mut Names,
    pub(super) order_rows: &'storage OrderRows,
    pub(super) texts: Texts<'storage>,
    /// Numbers of the orders that were written.
    pub(super) changed: Vec<i64>,
}

impl Writer<'_> {
    pub(super) fn write(&mut self, changes: &ChangeSet) -> Result<(), Halt> {
        self.write_store(changes)?;
        self.write_stock(changes)?;
        changes.counters.iter().try_for_each(|delta| self.write_counter(delta))?;
        changes.orders.iter().try_for_each(|put| self.write_order(put))?;
        changes.reservations.iter().try_for_each(|change| self.write_reservation(change))?;
        changes.documents.iter().try_for_each(|put| self.write_document(put))?;
        self.write_subjects(changes)?;
        self.write_items(changes)?;
        self.write_waiting(changes)?;
        erasing::forget_recent(self.connection, changes)?;
        self.write_recent(changes)?;
        guard(erasing::rewrite(self.connection, changes)?)?;
        guard(consumers::write(self.connection, changes)?)?;
        self.write_log(changes)?;
        Ok(erasing::forget_names(self.connection, self.names, changes)?)
    }

    fn write_store(&mut self, changes: &ChangeSet) -> Result<(), Halt> {
        let mut store = self.connection.prepare_cached("SELECT epoch, erased FROM store")?;
        let (epoch, erased): (i64, i64) = store.query_row([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        self.names.is_of(erased)?;
        guard(u64::try_from(epoch) == Ok(changes.epoch_read))?;
        if changes.epoch_step > 0 {
            let step = integer("the epoch", changes.epoch_step)?;
            self.connection.prepare_cached("UPDATE store SET epoch = epoch + ?1")?.execute([step])?;
        }
        if let Some(settings) = &changes.settings {
            let version = integer("the version of the settings", settings.version)?;
            let text = self.texts.record("settings", settings)?;
            self.connection
                .prepare_cached("UPDATE store SET settings_version = ?1, format = ?2, settings = ?3")?
                .execute(params![version, FORMAT, text])?;
        }
        Ok(())
    }

    fn write_items(&mut self, changes: &ChangeSet) -> Result<(), Halt> {
        for item in &changes.items {
            let sku = self.names.skus.number_or_new(self.connection, &item.sku)?;
            let version = integer("the version of an item", item.version)?;
            let text = self.texts.record("item", item)?;
            self.connection
                .prepare_cached("INSERT OR REPLACE INTO items (sku, version, format, item) VALUES (?1, ?2, ?3, ?4)")?
                .execute(params![sku, version, FORMAT, text])?;
        }
        Ok(())
    }

    fn write_stock(&mut self, changes: &ChangeSet) -> Result<(), Halt> {
        if changes.stock.is_empty() {
            return Ok(());
        }
        let mut update = self.connection.prepare_cached(
            "UPDATE stock SET available = available + ?2, reserved = reserved + ?3, committed = committed + ?4,
                 safety = safety + ?5, damaged = damaged + ?6, quality_control = quality_control + ?7
             WHERE key = ?1 AND available >= ?8",
        )?;
        // Nearly every change gives free units to orders, and two sums are worked out in half the time of six.
        let mut commits = self
            .connection
            .prepare_cached("UPDATE stock SET available = available + ?2, committed = committed + ?3 WHERE key = ?1 AND available >= ?4")?;
        for delta in &changes.stock {
            if let Some(lot) = &delta.lot {
                guard(lot_rows::write(self.connection, self.names, delta, lot)?)?;
                continue;
            }
            let sku = self.names.skus.number_or_new(self.connection, &delta.sku)?;
            let location = self.names.locations.number_or_new(self.connection, &delta.location)?;
            let key = stock_key::of(&delta.sku, sku, location)?;
            let change = &delta.change;
            guard(delta.exactly.is_none() || self.is_exactly(key, delta)?)?;
            let least = delta.available_at_least.unwrap_or(i64::MIN);
            let updated = if (Buckets { available: 0, committed: 0, ..*change }).is_zero() {
                commits.execute([key, change.available, change.committed, least])?
            } else {
                update.execute(params![
                    key,
                    change.available,
                    change.reserved,
                    change.committed,
                    change.safety,
                    change.damaged,
                    change.quality_control,
                    least,
                ])?
            };
            if updated == 0 {
                self.insert_stock(key, delta)?;
            }
        }
        Ok(())
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
    fn insert_stock(&self, key: i64, delta: &StockDelta) -> Result<(), Halt> {
        let there = self.connection.prepare_cached("SELECT 1 FROM stock WHERE key = ?1")?.exists([key])?;
        guard(!there && delta.available_at_least.is_none_or(|least| least <= 0))?;
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
        Ok(())
    }

    fn write_counter(&mut self, delta: &CounterDelta) -> Result<(), Halt> {
        let sku = self.names.skus.number_or_new(self.connection, &delta.sku)?;
        let counter = counter_text(&delta.counter);
        let most = delta.at_most.unwrap_or(i64::MAX);
        let updated = self
            .connection
            .prepare_cached("UPDATE counters SET value = value + ?3 WHERE sku = ?1 AND counter = ?2 AND value <= ?4")?
            .execute(params![sku, counter, delta.change, most])?;
        if updated > 0 {
            return Ok(());
        }
        let there =
            self.connection.prepare_cached("SELECT 1 FROM counters WHERE sku = ?1 AND counter = ?2")?.exists(params![sku, counter])?;
        guard(!there && most >= 0)?;
        self.connection.prepare_cached("INSERT INTO counters (sku, counter, value) VALUES (?1, ?2, ?3)")?.execute(params![
            sku,
            counter,
            delta.change
        ])?;
        Ok(())
    }

    fn write_order(&mut self, put: &OrderPut) -> Result<(), Halt> {
        let standing = self.names.standing(self.connection, &put.order)?;
        let number = if put.read == 0 { self.insert_order(put, standing)? } else { self.update_order(put, standing)? };
        self.changed.push(number);
        Ok(())
    }

    fn insert_order(&mut self, put: &OrderPut, standing: i64) -> Result<i64, Halt> {
        let order = &put.order;
        let channel = self.names.channels.number_or_new(self.connection, &order.channel)?;
        let version = integer("the version of an order", order.version)?;
        let text = self.texts.order(order)?;
        let number = self
            .connection
            .prepare_cached(
                "INSERT INTO orders (id, version, channel, external_id, standing, placed_at, due_at, format, document)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
            )?
            .insert(params![
                order.id.as_str(),
                version,
                channel,
                order.external_id.as_ref().map(|id| id.as_str()),
                standing,
                order.placed_at.millis(),
                order.due_at.map(|until| until.millis()),
                FORMAT,
                text,
            ])?;
        Ok(number)
    }

    fn update_order(&mut self, put: &OrderPut, standing: i64) -> Result<i64, Halt> {
        let order = &put.order;
        let row = match self.order_rows.at_version(&order.id, put.read) {
            Some(row) => row,
            None => self.order_row(put)?.ok_or(Halt::Conflict)?,
        };
        let read = integer("the version of an order", put.read)?;
        let version = integer("the version of an order", order.version)?;
        let until = order.due_at.map(|until| until.millis());
        let text = self.texts.order(order)?;
        // An index is written anew for every column that a statement names, so the columns that stay are left out.
        let updated = if row.standing == standing {
            self.connection
                .prepare_cached(
                    "UPDATE orders SET version = ?3, due_at = ?4, format = ?5, document = ?6 WHERE number = ?1 AND version = ?2",
                )?
                .execute(params![row.number, read, version, until, FORMAT, text])?
        } else {
            self.connection
                .prepare_cached(
                    "UPDATE orders SET version = ?3, due_at = ?4, format = ?5, document = ?6, standing = ?7
                     WHERE number = ?1 AND version = ?2",
                )?
                .execute(params![row.number, read, version, until, FORMAT, text, standing])?
        };
        guard(updated > 0)?;
        Ok(row.number)
    }

    fn order_row(&self, put: &OrderPut) -> Result<Option<OrderRow>, SqliteError> {
        let mut statement = self.connection.prepare_cached("SELECT number, standing FROM orders WHERE id = ?1 AND version = ?2")?;
        let read = integer("the version of an order", put.read)?;
        let row = statement.query_row(params![put.order.id.as_str(), read], |row| {
            Ok(OrderRow { number: row.get(0)?, version: put.read, standing: row.get(1)? })
        });
        Ok(row.optional()?)
    }

    fn write_reservation(&mut self, change: &ReservationChange) -> Result<(), Halt> {
        let id = change.id.as_str();
        let version = |version| integer("the version of a reservation", version);
        let holds = match (&change.read, &change.reservation) {
            (None, None) => !self.connection.prepare_cached("SELECT 1 FROM reservations WHERE id = ?1")?.exists([id])?,
            (None, Some(made)) => {
                let text = self.texts.record("reservation", made)?;
                let inserted = self
                    .connection
                    .prepare_cached("INSERT INTO reservations (id, version, expires_at, format, reservation) VALUES (?1, ?2, ?3, ?4, ?5)")?
                    .execute(params![id, version(made.version)?, made.expires_at.millis(), FORMAT, text])?;
                inserted > 0
            }
            (Some(read), None) => {
                let there = "DELETE FROM reservations WHERE id = ?1 AND version = ?2 AND reservation ->> '$.made_by' = ?3";
                self.connection.prepare_cached(there)?.execute(params![id, version(read.version)?, read.made_by.as_str()])? > 0
            }
            (Some(read), Some(changed)) => {
                let text = self.texts.record("reservation", changed)?;
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
        guard(holds)
    }

    fn write_document(&mut self, put: &DocumentPut) -> Result<(), Halt> {
        let DocumentPut { read, key, document } = put;
        let version = |version| integer("the version of a paper", version);
        let due_at = document.due_at.map(|at| at.millis());
        let text = self.texts.record("paper", document)?;
        let written = if *read == 0 {
            self.connection
                .prepare_cached("INSERT INTO documents (kind, id, version, due_at, format, document) VALUES (?1, ?2, ?3, ?4, ?5, ?6)")?
                .execute(params![key.kind.name(), key.id.as_str(), version(document.version)?, due_at, FORMAT, text])?
        } else {
            self.connection
                .prepare_cached(
                    "UPDATE documents SET version = ?3, due_at = ?4, format = ?5, document = ?6
                     WHERE kind = ?1 AND id = ?2 AND version = ?7",
                )?
                .execute(params![key.kind.name(), key.id.as_str(), version(document.version)?, due_at, FORMAT, text, version(*read)?])?
        };
        guard(written > 0)
    }

    fn write_subjects(&self, changes: &ChangeSet) -> Result<(), Halt> {
        for SubjectChange { subject, document, is_about } in &changes.subjects {
            let statement = if *is_about {
                "INSERT OR REPLACE INTO subjects (part, thing, kind, id) VALUES (?1, ?2, ?3, ?4)"
            } else {
                "DELETE FROM subjects WHERE part = ?1 AND thing = ?2 AND kind = ?3 AND id = ?4"
            };
            let row = [subject.part(), subject.id(), document.kind.name(), document.id.as_str()];
            self.connection.prepare_cached(statement)?.execute(row)?;
        }
        Ok(())
    }

    fn write_waiting(&mut self, changes: &ChangeSet) -> Result<(), Halt> {
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

    fn write_recent(&mut self, changes: &ChangeSet) -> Result<(), Halt> {
        let kept = i64::try_from(RECENT_MAX).unwrap_or(i64::MAX);
        for RecentPut { customer, recent } in &changes.recent {
            self.connection
                .prepare_cached(
                    "INSERT INTO recent (customer, place, order_id, placed_at)
                     SELECT ?1, 1 + coalesce(max(place), 0), ?2, ?3 FROM recent WHERE customer = +?1",
                )?
                .execute(params![customer.as_str(), recent.order.as_str(), recent.placed_at.millis()])?;
            self.connection
                .prepare_cached(
                    "DELETE FROM recent WHERE customer = +?1
                     AND place <= (SELECT max(place) FROM recent WHERE customer = +?1) - ?2",
                )?
                .execute(params![customer.as_str(), kept])?;
        }
        Ok(())
    }

    fn write_log(&mut self, changes: &ChangeSet) -> Result<(), Halt> {
        if changes.log.is_empty() {
            // Without an entry to name the orders, nobody would find them later.
            return Ok(catching_up::put_orders(self.connection, self.names, &self.changed)?);
        }
        let mut insert =
            self.connection.prepare_cached("INSERT INTO log (command, at, orders, format, entry) VALUES (?1, ?2, ?3, ?4, ?5)")?;
        let last = changes.log.len().saturating_sub(1);
        for (place, entry) in changes.log.iter().enumerate() {
            let orders = (place == last && !self.changed.is_empty()).then(|| number_list(&self.changed));
            let text = self.texts.log_entry(entry)?;
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

/// Whether a unique key was taken.
fn is_taken(error: &rusqlite::Error) -> bool {
    use rusqlite::ffi::{SQLITE_CONSTRAINT_PRIMARYKEY, SQLITE_CONSTRAINT_ROWID, SQLITE_CONSTRAINT_UNIQUE};
    let code = error.sqlite_error().map_or(0, |error| error.extended_code);
    [SQLITE_CONSTRAINT_PRIMARYKEY, SQLITE_CONSTRAINT_ROWID, SQLITE_CONSTRAINT_UNIQUE].contains(&code)
}

fn integer(kind: &'static str, value: u64) -> Result<i64, SqliteError> {
    i64::try_from(value).map_err(|_| SqliteError::BeyondRange { kind, value: value.to_string() })
}
