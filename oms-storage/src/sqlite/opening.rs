//! From a path to a connection: is it a database, is it ours, can this version read it?

use std::path::Path;
use std::time::{Duration, Instant};

use rusqlite::{Connection, ErrorCode, OpenFlags};

use super::{SqliteError, SqliteOptions, schema};

/// The log is cut back to this size, in bytes, when it starts afresh.
const LOG_BYTES_KEPT: i64 = 128 << 20;

/// Opens the file, refuses what is not ours before anything is changed, and brings it to the newest format.
pub(super) fn open(path: &Path, options: &SqliteOptions) -> Result<Connection, SqliteError> {
    let connection = connect(path, options)?;
    let known = schema::newest();
    let found = recognize(&connection, path)?;
    if found > known {
        return Err(SqliteError::NewerFormat { path: path.to_owned(), found, known });
    }
    if options.read_only {
        return if found == known { Ok(connection) } else { Err(SqliteError::OlderFormat { path: path.to_owned(), found, known }) };
    }
    let mode: String = connection.pragma_update_and_check(None, "journal_mode", "WAL", |row| row.get(0))?;
    if mode != "wal" {
        return Err(SqliteError::NoWriteAheadLog { path: path.to_owned(), mode });
    }
    if let Some(size_max) = options.size_max {
        let page_size = pragma(&connection, "page_size")?.max(1);
        let pages = i64::try_from(size_max).unwrap_or(i64::MAX) / page_size;
        connection.pragma_update_and_check(None, "max_page_count", pages.clamp(1, i64::from(u32::MAX - 1)), |_| Ok(()))?;
    }
    if found < known {
        schema::migrate(&connection)?;
    }
    Ok(connection)
}

/// A connection with its settings, to a file that may be anything.
pub(super) fn connect(path: &Path, options: &SqliteOptions) -> Result<Connection, SqliteError> {
    let access = if options.read_only {
        OpenFlags::SQLITE_OPEN_READ_ONLY
    } else {
        OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE
    };
    let opened = Connection::open_with_flags(path, access | OpenFlags::SQLITE_OPEN_NO_MUTEX);
    let mut connection = opened.map_err(at(path))?;
    configure(&mut connection, options).map_err(at(path))?;
    Ok(connection)
}

fn configure(connection: &mut Connection, options: &SqliteOptions) -> Result<(), rusqlite::Error> {
    connection.busy_handler(Some(patience(options.busy_timeout)))?;
    connection.set_prepared_statement_cache_capacity(96);
    connection.pragma_update(None, "synchronous", options.synchronous.pragma())?;
    // Negative sizes are kibibytes.
    connection.pragma_update(None, "cache_size", -i64::from(options.cache_bytes / 1_024))?;
    let mapped = i64::try_from(options.mapped_bytes).unwrap_or(i64::MAX);
    connection.pragma_update_and_check(None, "mmap_size", mapped, |_| Ok(())).or_else(no_answer)?;
    // A thread of its own moves pages out of the log, so that no commit has to wait for it.
    connection.pragma_update_and_check(None, "wal_autocheckpoint", 0, |_| Ok(()))?;
    connection.pragma_update_and_check(None, "journal_size_limit", LOG_BYTES_KEPT, |_| Ok(()))?;
    connection.pragma_update(None, "foreign_keys", false)
}

/// The format of the file: 0 if it is empty.
fn recognize(connection: &Connection, path: &Path) -> Result<i64, SqliteError> {
    let application_id = pragma(connection, "application_id").map_err(at(path))?;
    let found = pragma(connection, "user_version").map_err(at(path))?;
    let tables: i64 = connection.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0)).map_err(at(path))?;
    let empty = application_id == 0 && found == 0 && tables == 0;
    if application_id == schema::APPLICATION_ID || empty {
        Ok(found)
    } else {
        Err(SqliteError::ForeignDatabase { path: path.to_owned(), application_id })
    }
}

/// What went wrong while the file was looked at for the first time.
fn at(path: &Path) -> impl Fn(rusqlite::Error) -> SqliteError {
    move |error| match error.sqlite_error_code() {
        Some(ErrorCode::NotADatabase) => SqliteError::NotADatabase { path: path.to_owned() },
        Some(ErrorCode::CannotOpen) => SqliteError::CannotOpen { path: path.to_owned(), reason: error.to_string() },
        _ => error.into(),
    }
}

/// The value of a setting of the file.
pub(super) fn pragma(connection: &Connection, name: &str) -> Result<i64, rusqlite::Error> {
    connection.pragma_query_value(None, name, |row| row.get(0))
}

/// Some settings answer with a row, or with none where the system lacks the feature.
fn no_answer(error: rusqlite::Error) -> Result<(), rusqlite::Error> {
    if matches!(error, rusqlite::Error::QueryReturnedNoRows) { Ok(()) } else { Err(error) }
}

/// Asks again after a fraction of a millisecond, until the time-out.
///
/// SQLite's own handler waits longer with every attempt, up to a tenth of a second: where writers queue up, the one that has
/// waited longest asks least often. Here mostly the first in line asks, and the others wait for it.
fn patience(timeout: Duration) -> impl FnMut(i32) -> bool + Send + 'static {
    let mut uneven = std::process::id() | 1;
    let mut began = Instant::now();
    move |attempt| {
        if attempt == 0 {
            began = Instant::now();
        }
        if began.elapsed() >= timeout {
            return false;
        }
        uneven ^= uneven << 13;
        uneven ^= uneven >> 17;
        uneven ^= uneven << 5;
        std::thread::sleep(Duration::from_micros(u64::from(20 + uneven % 60)));
        true
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may stop")]
    use super::*;
    use crate::Synchronous;

    #[test]
    fn connections_have_the_durability_asked_for() {
        let folder = tempfile::tempdir().unwrap();
        for (synchronous, level) in [(Synchronous::Full, 2), (Synchronous::Normal, 1)] {
            let options = SqliteOptions { synchronous, ..SqliteOptions::default() };
            let connection = open(&folder.path().join("orders.sqlite"), &options).unwrap();
            assert_eq!(pragma(&connection, "synchronous").unwrap(), level);
            assert_eq!(pragma(&connection, "wal_autocheckpoint").unwrap(), 0);
            let mode: String = connection.pragma_query_value(None, "journal_mode", |row| row.get(0)).unwrap();
            assert_eq!(mode, "wal");
        }
        assert_eq!(SqliteOptions::default().synchronous, Synchronous::Full);
    }

    #[test]
    fn patience_ends_with_the_time_out() {
        let mut asks = patience(Duration::from_millis(5));
        let started = Instant::now();
        let attempts = (0..).take_while(|attempt| asks(*attempt)).count();
        assert!(attempts > 0 && started.elapsed() >= Duration::from_millis(5));
        assert!(asks(0), "another wait has a time-out of its own");
    }
}
