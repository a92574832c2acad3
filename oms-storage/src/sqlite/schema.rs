//! The formats of the file, and the way from each to the next.

use rusqlite::Connection;

use super::transaction::Transaction;
use super::{SqliteError, opening};

/// Marks a file as ours: the letters `OMS1`.
pub(super) const APPLICATION_ID: i64 = 0x4F4D_5331;

/// What leads from the format of its place, counted from 0, to the next. A released one is never changed.
const MIGRATIONS: &[&str] = &[
    include_str!("schema_1.sql"),
    include_str!("schema_2.sql"),
    include_str!("schema_3.sql"),
    include_str!("schema_4.sql"),
    include_str!("schema_5.sql"),
    include_str!("schema_6.sql"),
    include_str!("schema_7.sql"),
];

/// The format this version writes.
pub(super) fn newest() -> i64 {
    i64::try_from(MIGRATIONS.len()).unwrap_or(i64::MAX)
}

/// Brings a file, which is ours or empty, to the newest format.
pub(super) fn migrate(connection: &Connection) -> Result<(), SqliteError> {
    apply(connection, MIGRATIONS)
}

/// Applies the migrations that the file does not have yet, all of them or none.
fn apply(connection: &Connection, migrations: &[&str]) -> Result<(), SqliteError> {
    let transaction = Transaction::write(connection)?;
    // Another process may have done it since this one looked.
    let found = opening::pragma(connection, "user_version")?;
    let mut version = found;
    for migration in migrations.iter().skip(usize::try_from(found).unwrap_or(usize::MAX)) {
        connection.execute_batch(migration)?;
        version += 1;
    }
    if version > found {
        connection.pragma_update(None, "application_id", APPLICATION_ID)?;
        connection.pragma_update(None, "user_version", version)?;
    }
    transaction.commit()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may stop")]
    use super::*;

    fn tables(connection: &Connection) -> Vec<String> {
        let mut statement = connection.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name").unwrap();
        statement.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect()
    }

    #[test]
    fn an_older_file_gets_only_what_it_lacks() {
        let connection = Connection::open_in_memory().unwrap();
        let [first, second] = ["CREATE TABLE a (x)", "CREATE TABLE b (x); INSERT INTO a VALUES (7)"];
        apply(&connection, &[first]).unwrap();
        assert_eq!(opening::pragma(&connection, "user_version").unwrap(), 1);
        apply(&connection, &[first, second]).unwrap();
        apply(&connection, &[first, second]).unwrap();
        assert_eq!(tables(&connection), ["a", "b"]);
        assert_eq!(opening::pragma(&connection, "user_version").unwrap(), 2);
        assert_eq!(opening::pragma(&connection, "application_id").unwrap(), APPLICATION_ID);
        let rows: i64 = connection.query_row("SELECT count(*) FROM a", [], |row| row.get(0)).unwrap();
        assert_eq!(rows, 1, "a migration ran twice");
    }

    #[test]
    fn a_migration_that_fails_changes_nothing() {
        let connection = Connection::open_in_memory().unwrap();
        apply(&connection, &["CREATE TABLE a (x)"]).unwrap();
        assert!(apply(&connection, &["", "CREATE TABLE b (x)", "CREATE TABLE b (x)"]).is_err());
        assert_eq!(tables(&connection), ["a"]);
        assert_eq!(opening::pragma(&connection, "user_version").unwrap(), 1);
    }
}
