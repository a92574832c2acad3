//! Personal data that is erased: it goes from the log and from where orders are listed by customer, and from the bytes of the file.

use std::time::{Duration, Instant};

use oms_core::batch::ChangeSet;
use rusqlite::{Connection, params};

use super::document::{FORMAT, to_text};
use super::names::Names;
use super::{SqliteError, SqliteStorage, catching_up, log_row};

/// As long as this is there, what is deleted or grows out of its place is overwritten with zeros.
pub(super) struct Overwriting<'connection>(Option<&'connection Connection>);

impl<'connection> Overwriting<'connection> {
    /// Begins, if something is erased. A setting of the connection, it must be made before the transaction.
    pub(super) fn of(connection: &'connection Connection, changes: &ChangeSet) -> Result<Self, SqliteError> {
        let erases = !changes.rewritten.is_empty() || !changes.forgotten.is_empty();
        if erases { Overwriting::begin(connection) } else { Ok(Overwriting(None)) }
    }

    fn begin(connection: &'connection Connection) -> Result<Self, SqliteError> {
        set(connection, true)?;
        Ok(Overwriting(Some(connection)))
    }
}

impl Drop for Overwriting<'_> {
    fn drop(&mut self) {
        if let Some(connection) = self.0 {
            let _as_before = set(connection, false);
        }
    }
}

fn set(connection: &Connection, is_on: bool) -> Result<(), SqliteError> {
    Ok(connection.pragma_update_and_check(None, "secure_delete", is_on, |_| Ok(()))?)
}

/// Puts entries in the place of those of the same commands. Whether all were there.
pub(super) fn rewrite(connection: &Connection, changes: &ChangeSet) -> Result<bool, SqliteError> {
    let mut update = connection.prepare_cached("UPDATE log SET format = ?2, entry = ?3 WHERE command = ?1")?;
    let mut text = Vec::new();
    for entry in &changes.rewritten {
        let command = &entry.envelope.id;
        text.clear();
        to_text(&log_row::Written::of(entry), &mut text).map_err(|error| SqliteError::unreadable("log entry", command, error))?;
        let text = rusqlite::types::ValueRef::Text(&text);
        if update.execute(params![command.as_str(), FORMAT, rusqlite::types::ToSqlOutput::Borrowed(text)])? == 0 {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Takes away the latest orders of customers.
pub(super) fn forget_recent(connection: &Connection, changes: &ChangeSet) -> Result<(), SqliteError> {
    for customer in &changes.forgotten {
        connection.prepare_cached("DELETE FROM recent WHERE customer = ?1")?.execute([customer.as_str()])?;
    }
    Ok(())
}

/// Takes customers out of the names that orders are found by, unless orders are of them still. The tables for lists must be up to date for
/// that: no order is then left that names one by its number.
pub(super) fn forget_names(connection: &Connection, names: &mut Names, changes: &ChangeSet) -> Result<(), SqliteError> {
    if changes.forgotten.is_empty() {
        return Ok(());
    }
    catching_up::catch_up(connection, names, i64::MAX)?;
    let mut delete = connection.prepare_cached(
        "DELETE FROM facets WHERE kind = 'customer' AND value = ?1
         AND NOT EXISTS (SELECT 1 FROM order_facets WHERE facet = facets.number)",
    )?;
    for customer in &changes.forgotten {
        delete.execute([customer.as_str()])?;
    }
    Ok(())
}

impl SqliteStorage {
    /// Writes the file anew, so that nothing is left in it of what was deleted, overwritten or erased before, and empties the write-ahead
    /// log.
    ///
    /// Records are erased as soon as a command has erased them; bytes of what they were before may stand in free parts of the file, and in
    /// the log beside it, until this. It takes as long as writing the whole file, needs as much room beside it, and keeps writers waiting:
    /// call it at a quiet time, once for all that was erased since the last time. Copies of the file, such as backups, keep what they have.
    ///
    /// # Errors
    /// `busy` if somebody reads or writes beyond the time-out, and those of the disk. What was not overwritten is by the next call.
    pub fn purge(&mut self) -> Result<(), SqliteError> {
        let purged = purge(&self.connection);
        self.names.forget_fresh();
        self.known.forget();
        self.order_rows.forget();
        purged
    }
}

pub(super) fn purge(connection: &Connection) -> Result<(), SqliteError> {
    let _overwritten = Overwriting::begin(connection)?;
    empty_log(connection)?;
    connection.execute_batch("VACUUM")?;
    empty_log(connection)
}

/// How long is waited for those who read, or move pages themselves.
const PATIENCE: Duration = Duration::from_secs(5);

/// Moves all pages of the write-ahead log into the file, and cuts it to nothing.
///
/// SQLite does not wait for another that is moving pages, such as the thread that does it after commits: it is asked again.
fn empty_log(connection: &Connection) -> Result<(), SqliteError> {
    let until = Instant::now() + PATIENCE;
    loop {
        let emptied = connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get::<_, bool>(0)).map_err(SqliteError::from);
        match emptied {
            Ok(false) => return Ok(()),
            Ok(true) | Err(SqliteError::Busy) if Instant::now() < until => std::thread::sleep(Duration::from_millis(1)),
            Ok(true) => return Err(SqliteError::Busy),
            Err(error) => return Err(error),
        }
    }
}
