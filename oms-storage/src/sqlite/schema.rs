//! The formats of the file, and the way from each to the next.

use rusqlite::Connection;

use super::transaction::Transaction;
use super::{SqliteError, opening};

/// Marks a file as ours: the letters `OMS1`.
pub(super) const APPLICATION_ID: i64 = 0x4F4D_5331;

/// What leads from the format of its place, counted from 0, to the next. A released one is never changed.
const MIGRATIONS: &[&str] = &[include_str!("schema_1.sql")];

/// The format this version writes.
pub(super) fn newest() -> i64 {
    i64::try_from(MIGRATIONS.len()).unwrap_or(i64::MAX)
}

/// Brings a file, which is ours or empty, to the newest format.
pub(super) fn migrate(connection: &Connection) -> Result<(), SqliteError> {
    let transaction = Transaction::write(connection)?;
    // Another process may have done it since this one looked.
    let found = opening::pragma(connection, "user_version")?;
    let done = usize::try_from(found).unwrap_or(usize::MAX);
    for migration in MIGRATIONS.iter().skip(done) {
        connection.execute_batch(migration)?;
    }
    if done < MIGRATIONS.len() {
        connection.pragma_update(None, "application_id", APPLICATION_ID)?;
        connection.pragma_update(None, "user_version", newest())?;
    }
    transaction.commit()
}
