//! Several commits as one, and all of a file taken away.

use rusqlite::Connection;

use super::catalog::Catalog;
use super::known::Known;
use super::names::Names;
use super::order_rows::OrderRows;
use super::transaction::Transaction;
use super::{SqliteError, SqliteStorage, erasing};
use crate::tenant::{TenantError, TenantStorage};

/// Rolls back unless it is told not to, also when what is done within panics.
struct Whole<'storage> {
    storage: &'storage mut SqliteStorage,
    is_kept: bool,
}

impl Drop for Whole<'_> {
    fn drop(&mut self) {
        if !self.is_kept {
            let connection = &self.storage.connection;
            let _rolled_back = connection.prepare_cached("ROLLBACK").and_then(|mut statement| statement.execute([]));
            self.storage.forget_all();
        }
    }
}

impl SqliteStorage {
    /// Forgets all that is known of the file.
    fn forget_all(&mut self) {
        self.names = Names::new();
        self.catalog = Catalog::default();
        self.known = Known::default();
        self.order_rows = OrderRows::default();
    }
}

impl TenantStorage for SqliteStorage {
    fn all_or_nothing<T>(&mut self, work: impl FnOnce(&mut Self) -> Result<T, TenantError>) -> Result<T, TenantError> {
        if !self.connection.is_autocommit() {
            // A part of what is under way.
            return work(self);
        }
        statement(&self.connection, "BEGIN IMMEDIATE")?;
        let mut whole = Whole { storage: self, is_kept: false };
        let done = work(&mut *whole.storage)?;
        statement(&whole.storage.connection, "COMMIT")?;
        whole.is_kept = true;
        if let Some(upkeep) = &whole.storage.upkeep {
            upkeep.wake();
        }
        Ok(done)
    }

    fn erase(&mut self) -> Result<(), TenantError> {
        // What was deleted is overwritten, not only given up.
        statement(&self.connection, "PRAGMA secure_delete = ON")?;
        let erased = erase(&self.connection);
        let _as_before = statement(&self.connection, "PRAGMA secure_delete = OFF");
        erased.map_err(TenantError::storage)?;
        self.forget_all();
        if self.connection.is_autocommit() {
            // Readers may hold on to what was before: the log then keeps it until it is written over.
            let _shrunk = erasing::purge(&self.connection);
        }
        Ok(())
    }
}

fn statement(connection: &Connection, sql: &str) -> Result<(), TenantError> {
    connection.execute_batch(sql).map_err(|error| TenantError::storage(SqliteError::from(error)))
}

/// Empties every table but the two of one row, which say that nothing is there.
fn erase(connection: &Connection) -> Result<(), SqliteError> {
    let transaction = Transaction::write(connection)?;
    let tables = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT IN ('store', 'caught_up') AND name NOT LIKE 'sqlite_%'";
    let names: Vec<String> = connection.prepare(tables)?.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
    for name in names {
        connection.execute(&format!("DELETE FROM {name}"), [])?;
    }
    connection.execute("UPDATE store SET epoch = 0, settings_version = 0, format = 1, settings = NULL, erased = erased + 1", [])?;
    connection.execute("UPDATE caught_up SET through = 0", [])?;
    transaction.commit()
}
