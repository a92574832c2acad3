use rusqlite::Connection;

use super::SqliteError;

/// A transaction that is rolled back unless it is committed. Its statements are prepared once.
pub(super) struct Transaction<'connection> {
    connection: &'connection Connection,
}

impl<'connection> Transaction<'connection> {
    /// One consistent view, from the first read on.
    pub(super) fn read(connection: &'connection Connection) -> Result<Self, SqliteError> {
        Self::begin(connection, "BEGIN DEFERRED")
    }

    /// The sole writer, from now on. A transaction that began by reading could fail when it wants to write.
    pub(super) fn write(connection: &'connection Connection) -> Result<Self, SqliteError> {
        Self::begin(connection, "BEGIN IMMEDIATE")
    }

    fn begin(connection: &'connection Connection, statement: &str) -> Result<Self, SqliteError> {
        connection.prepare_cached(statement)?.execute([])?;
        Ok(Transaction { connection })
    }

    pub(super) fn commit(self) -> Result<(), SqliteError> {
        self.connection.prepare_cached("COMMIT")?.execute([])?;
        Ok(())
    }
}

impl Drop for Transaction<'_> {
    fn drop(&mut self) {
        // After a commit there is nothing to roll back; after a full disk SQLite may have done it by itself.
        if !self.connection.is_autocommit() {
            // A transaction that cannot be rolled back has written nothing: the log still ends before it.
            let _rolled_back = self.connection.prepare_cached("ROLLBACK").and_then(|mut statement| statement.execute([]));
        }
    }
}
