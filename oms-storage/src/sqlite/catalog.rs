//! Settings and items as last read: they are true as long as the epoch is the same.

use std::sync::Arc;

use oms_core::settings::Settings;
use oms_core::{Item, Sku};
use rusqlite::{Connection, OptionalExtension};
use rustc_hash::FxHashMap;

use super::document::decode;
use super::{SqliteError, document};

/// What every answer begins with.
#[derive(Clone, Copy)]
pub(super) struct Head {
    pub(super) epoch: i64,
    pub(super) settings_version: i64,
    /// The time of the last entry of the log.
    pub(super) last_at: Option<i64>,
}

/// Keeps what hardly ever changes out of the way of every batch.
#[derive(Default)]
pub(super) struct Catalog {
    epoch: i64,
    settings: Option<Arc<Settings>>,
    items: FxHashMap<Sku, Option<Arc<Item>>>,
}

impl Catalog {
    /// Reads the epoch, and forgets everything if it is another one.
    pub(super) fn refresh(&mut self, connection: &Connection) -> Result<Head, SqliteError> {
        let mut statement =
            connection.prepare_cached("SELECT epoch, settings_version, (SELECT at FROM log ORDER BY number DESC LIMIT 1) FROM store")?;
        let head = statement.query_row([], |row| Ok(Head { epoch: row.get(0)?, settings_version: row.get(1)?, last_at: row.get(2)? }))?;
        if head.epoch != self.epoch {
            *self = Catalog { epoch: head.epoch, ..Catalog::default() };
        }
        Ok(head)
    }

    /// Forgets everything, since a commit may have changed it.
    pub(super) fn forget(&mut self) {
        *self = Catalog::default();
    }

    pub(super) fn settings(&mut self, connection: &Connection) -> Result<Arc<Settings>, SqliteError> {
        if let Some(settings) = &self.settings {
            return Ok(Arc::clone(settings));
        }
        let mut statement = connection.prepare_cached("SELECT format, settings FROM store")?;
        let mut rows = statement.query([])?;
        let settings = match rows.next()? {
            Some(row) if row.get_ref(1)? != rusqlite::types::ValueRef::Null => decode(row, 0, "settings", "settings")?,
            _ => Settings::default(),
        };
        let settings = Arc::new(settings);
        self.settings = Some(Arc::clone(&settings));
        Ok(settings)
    }

    pub(super) fn item(&mut self, connection: &Connection, sku: &Sku, number: i64) -> Result<Option<Arc<Item>>, SqliteError> {
        if let Some(item) = self.items.get(sku) {
            return Ok(item.clone());
        }
        let mut statement = connection.prepare_cached("SELECT format, item FROM items WHERE sku = ?1")?;
        let item = statement.query_row([number], |row| Ok(document::decode(row, 0, "item", sku))).optional()?;
        let item = item.transpose()?.map(Arc::new);
        self.items.insert(sku.clone(), item.clone());
        Ok(item)
    }
}
