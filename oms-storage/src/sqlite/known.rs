//! What this process knows to be in the file, so that it need not ask for it again.
//!
//! SQLite tells in one step whether any other connection has written since (`PRAGMA data_version`). As long as none has, what
//! was read, and what this connection has written itself, is what the file holds; as soon as one has, all of it is forgotten.

use std::sync::Arc;

use oms_core::batch::{ChangeSet, DueQuery, ExternalKey, SkuRecord};
use oms_core::{ChannelId, CommandId, OrderId, Sku};
use rusqlite::{Connection, Params, params};
use rustc_hash::FxHashMap;

use super::SqliteError;
use super::catalog::{Catalog, Head};
use super::gap::Gap;

/// How many SKUs are remembered, at some hundred bytes each.
const SKUS_MAX: usize = 65_536;

/// True of the file as long as its version is `version`.
#[derive(Default)]
pub(super) struct Known {
    version: Option<i64>,
    head: Option<Head>,
    skus: FxHashMap<Sku, Arc<SkuRecord>>,
    /// Whether no paper is about anything.
    no_subjects: Option<bool>,
    /// Whether nothing is counted.
    no_counters: Option<bool>,
    /// No reservation, no order and no paper is due before.
    nothing_due_before: Option<i64>,
    orders: Gap,
    commands: Gap,
    external_ids: FxHashMap<ChannelId, Gap>,
}

impl Known {
    /// Forgets everything if another connection has written: the caller's view is of that version. Tells whether it did.
    pub(super) fn refresh(&mut self, version: i64) -> bool {
        let is_other = self.version != Some(version);
        if is_other {
            *self = Known { version: Some(version), ..Known::default() };
        }
        is_other
    }

    pub(super) fn forget(&mut self) {
        *self = Known::default();
    }

    pub(super) fn head(&mut self, connection: &Connection, catalog: &mut Catalog) -> Result<Head, SqliteError> {
        match self.head {
            Some(head) => Ok(head),
            None => {
                let head = catalog.refresh(connection)?;
                self.head = Some(head);
                Ok(head)
            }
        }
    }

    pub(super) fn sku(&self, sku: &Sku) -> Option<&Arc<SkuRecord>> {
        self.skus.get(sku)
    }

    pub(super) fn remember_sku(&mut self, sku: &Sku, record: &Arc<SkuRecord>) {
        if self.skus.len() >= SKUS_MAX {
            self.skus.clear();
        }
        self.skus.insert(sku.clone(), Arc::clone(record));
    }

    /// Whether the file is known not to have an order of that id.
    pub(super) fn lacks_order(&self, id: &OrderId) -> bool {
        self.orders.lacks(id.as_str())
    }

    /// The file was found not to have an order of that id. Neither has it any other up to the next one.
    pub(super) fn order_is_absent(&mut self, connection: &Connection, id: &OrderId) -> Result<(), SqliteError> {
        let next = next(connection, "SELECT min(id) FROM orders WHERE id > ?1", [id.as_str()])?;
        self.orders.found(id.as_str(), next);
        Ok(())
    }

    /// Whether the log is known not to have a command of that id.
    pub(super) fn lacks_command(&self, id: &CommandId) -> bool {
        self.commands.lacks(id.as_str())
    }

    /// The log was found not to have a command of that id. Neither has it any other up to the next one.
    pub(super) fn command_is_absent(&mut self, connection: &Connection, id: &CommandId) -> Result<(), SqliteError> {
        let next = next(connection, "SELECT min(command) FROM log WHERE command > ?1", [id.as_str()])?;
        self.commands.found(id.as_str(), next);
        Ok(())
    }

    /// Whether the channel is known not to have an order of that external id.
    pub(super) fn lacks_external_id(&self, key: &ExternalKey) -> bool {
        self.external_ids.get(&key.channel).is_some_and(|gap| gap.lacks(key.external_id.as_str()))
    }

    /// The channel, which has that number, was found not to have an order of that external id. Neither has it any other up to
    /// the next one.
    pub(super) fn external_id_is_absent(&mut self, connection: &Connection, key: &ExternalKey, channel: i64) -> Result<(), SqliteError> {
        let sql = "SELECT min(external_id) FROM orders WHERE channel = +?1 AND external_id > ?2";
        let next = next(connection, sql, params![channel, key.external_id.as_str()])?;
        self.external_ids.entry(key.channel.clone()).or_default().found(key.external_id.as_str(), next);
        Ok(())
    }

    /// Whether nothing is due by then.
    pub(super) fn nothing_due(&mut self, connection: &Connection, query: DueQuery) -> Result<bool, SqliteError> {
        let first = match self.nothing_due_before {
            Some(first) => first,
            None => {
                let sql = "SELECT min(due) FROM (SELECT min(expires_at) AS due FROM reservations
                           UNION ALL SELECT min(due_at) FROM orders WHERE due_at IS NOT NULL
                           UNION ALL SELECT min(due_at) FROM documents WHERE due_at IS NOT NULL)";
                let first: Option<i64> = connection.prepare_cached(sql)?.query_row([], |row| row.get(0))?;
                *self.nothing_due_before.insert(first.unwrap_or(i64::MAX))
            }
        };
        let nothing = query.until.millis() < first;
        if !nothing {
            // What is due is about to be settled: the first that is due afterwards is looked up then.
            self.nothing_due_before = None;
        }
        Ok(nothing)
    }

    /// Whether no paper in the file is about anything: shops that note no supply are not asked about it for every SKU.
    pub(super) fn no_subjects(&mut self, connection: &Connection) -> Result<bool, SqliteError> {
        match self.no_subjects {
            Some(none) => Ok(none),
            None => {
                let none = !connection.prepare_cached("SELECT 1 FROM subjects LIMIT 1")?.exists([])?;
                Ok(*self.no_subjects.insert(none))
            }
        }
    }

    /// Whether nothing in the file is counted: shops without caps and backorders are not asked about them for every SKU.
    pub(super) fn no_counters(&mut self, connection: &Connection) -> Result<bool, SqliteError> {
        match self.no_counters {
            Some(none) => Ok(none),
            None => {
                let none = !connection.prepare_cached("SELECT 1 FROM counters LIMIT 1")?.exists([])?;
                Ok(*self.no_counters.insert(none))
            }
        }
    }

    /// Takes in what a commit of this connection has written.
    pub(super) fn written(&mut self, changes: &ChangeSet) {
        if changes.epoch_step > 0 || changes.settings.is_some() || !changes.items.is_empty() {
            self.forget();
            return;
        }
        if let (Some(head), Some(last)) = (&mut self.head, changes.log.last()) {
            head.last_at = Some(last.envelope.at.millis());
        }
        for deltas in changes.stock.chunk_by(|a, b| a.sku == b.sku) {
            let Some(record) = deltas.first().and_then(|first| self.skus.get_mut(&first.sku)) else { continue };
            let record = Arc::make_mut(record);
            deltas.iter().for_each(|delta| record.add_stock(delta));
        }
        for delta in &changes.counters {
            if let Some(record) = self.skus.get_mut(&delta.sku) {
                Arc::make_mut(record).add_counter(delta);
            }
        }
        for order in changes.orders.iter().map(|put| &put.order) {
            self.orders.written(order.id.as_str());
            if let Some(external_id) = &order.external_id
                && let Some(gap) = self.external_ids.get_mut(&order.channel)
            {
                gap.written(external_id.as_str());
            }
            self.due_from(order.due_at.map(|until| until.millis()));
        }
        for reservation in changes.reservations.iter().filter_map(|change| change.reservation.as_ref()) {
            self.due_from(Some(reservation.expires_at.millis()));
        }
        for put in &changes.documents {
            self.due_from(put.document.due_at.map(|at| at.millis()));
        }
        if !changes.subjects.is_empty() {
            self.no_subjects = None;
        }
        if !changes.counters.is_empty() {
            // Rows of counters are never taken away.
            self.no_counters = Some(false);
        }
        for entry in &changes.log {
            self.commands.written(entry.envelope.id.as_str());
        }
    }

    fn due_from(&mut self, due: Option<i64>) {
        if let (Some(first), Some(due)) = (&mut self.nothing_due_before, due) {
            *first = due.min(*first);
        }
    }
}

fn next(connection: &Connection, sql: &str, parameters: impl Params) -> Result<Option<String>, rusqlite::Error> {
    connection.prepare_cached(sql)?.query_row(parameters, |row| row.get(0))
}
