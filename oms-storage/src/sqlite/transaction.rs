use rusqlite::Connection;

use super::SqliteError;

/// A transaction that is rolled back unless it is committed. Its statements are prepared once.
///
/// Within one that is open already it is a part of that: rolled back by itself, and committed with the whole.
pub(super) struct Transaction<'connection> {
    connection: &'connection Connection,
    is_part: bool,
    ended: bool,
}

impl<'connection> Transaction<'connection> {
    /// The sole writer, from now on. A transaction that began by reading could fail when it wants to write.
    pub(super) fn write(connection: &'connection Connection) -> Result<Self, SqliteError> {
        let is_part = !connection.is_autocommit();
        connection.prepare_cached(if is_part { "SAVEPOINT part" } else { "BEGIN IMMEDIATE" })?.execute([])?;
        Ok(Transaction { connection, is_part, ended: false })
    }

    pub(super) fn commit(mut self) -> Result<(), SqliteError> {
        self.connection.prepare_cached(if self.is_part { "RELEASE part" } else { "COMMIT" })?.execute([])?;
        self.ended = true;
        Ok(())
    }
}

impl Drop for Transaction<'_> {
    fn drop(&mut self) {
        // After a commit there is nothing to roll back; after a full disk SQLite may have done it by itself.
        if self.ended || self.connection.is_autocommit() {
            return;
        }
        // A transaction that cannot be rolled back has written nothing: the log still ends before it.
        let statements: &[&str] = if self.is_part { &["ROLLBACK TO part", "RELEASE part"] } else { &["ROLLBACK"] };
        for sql in statements {
            let _rolled_back = self.connection.prepare_cached(sql).and_then(|mut statement| statement.execute([]));
        }
    }
}

/// Reads from one consistent view, whose version is handed over: it differs if another connection has written since the last one.
///
/// A view that a statement has begun stays open until the statement ends. The version must be asked for anyway, so that neither
/// beginning nor ending takes a statement of its own: for single commands those two were most of what a load costs.
pub(super) fn read<T>(connection: &Connection, reads: impl FnOnce(i64) -> Result<T, SqliteError>) -> Result<T, SqliteError> {
    let mut statement = connection.prepare_cached("PRAGMA data_version")?;
    let mut view = statement.query([])?;
    let version = view.next()?.ok_or(rusqlite::Error::QueryReturnedNoRows)?.get(0)?;
    let answer = reads(version)?;
    drop(view);
    Ok(answer)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may stop")]
    use super::*;
    use crate::SqliteOptions;
    use crate::sqlite::opening;

    #[test]
    fn a_view_stays_the_same_while_others_write_and_ends_with_its_reads() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("orders.sqlite");
        let reader = opening::open(&path, &SqliteOptions::default()).unwrap();
        let writer = opening::open(&path, &SqliteOptions::default()).unwrap();
        let epoch = |connection: &Connection| connection.query_row("SELECT epoch FROM store", [], |row| row.get::<_, i64>(0)).unwrap();
        let step = || {
            let transaction = Transaction::write(&writer).unwrap();
            writer.execute("UPDATE store SET epoch = epoch + 1", []).unwrap();
            transaction.commit().unwrap();
        };
        let first = read(&reader, |version| {
            // Also when the first read of the view has ended.
            assert_eq!(epoch(&reader), 0);
            step();
            assert_eq!((epoch(&reader), epoch(&writer)), (0, 1));
            Ok(version)
        });
        let second = read(&reader, |version| {
            assert_eq!(epoch(&reader), 1);
            Ok(version)
        });
        assert_ne!(first.unwrap(), second.unwrap());
        // What has failed leaves no view open either.
        assert!(read(&reader, |_| Err::<(), _>(rusqlite::Error::QueryReturnedNoRows.into())).is_err());
        step();
        assert_eq!(epoch(&reader), 2);
        Transaction::write(&reader).unwrap().commit().unwrap();
    }
}
