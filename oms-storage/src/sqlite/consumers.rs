//! How far consumers of the log have come.

use oms_core::ConsumerId;
use oms_core::batch::{ChangeSet, ConsumerMove};
use oms_core::consumer::ConsumerPosition;
use oms_core::query::Page;
use rusqlite::{Connection, OptionalExtension, params};

use super::SqliteError;
use super::load::id;

/// Puts consumers where they go. Whether all were where they were read at.
pub(super) fn write(connection: &Connection, changes: &ChangeSet) -> Result<bool, SqliteError> {
    for ConsumerMove { consumer, read, position } in &changes.consumers {
        let consumer = consumer.as_str();
        let mut kept = connection.prepare_cached("SELECT position FROM consumers WHERE consumer = ?1")?;
        let kept: Option<i64> = kept.query_row([consumer], |row| row.get(0)).optional()?;
        if kept.map_or(Ok(0), u64::try_from) != Ok(*read) {
            return Ok(false);
        }
        if *position == 0 {
            connection.prepare_cached("DELETE FROM consumers WHERE consumer = ?1")?.execute([consumer])?;
        } else {
            let beyond = |_| SqliteError::BeyondRange { kind: "the position of a consumer", value: position.to_string() };
            let position = i64::try_from(*position).map_err(beyond)?;
            let mut put = connection.prepare_cached("INSERT OR REPLACE INTO consumers (consumer, position) VALUES (?1, ?2)")?;
            put.execute(params![consumer, position])?;
        }
    }
    Ok(true)
}

/// All of them by name, and the end of the log.
pub(super) fn page(connection: &Connection) -> Result<Page, SqliteError> {
    let mut statement = connection.prepare_cached("SELECT consumer, position FROM consumers ORDER BY consumer")?;
    let mut rows = statement.query([])?;
    let mut consumers = Vec::new();
    while let Some(row) = rows.next()? {
        let position = u64::try_from(row.get::<_, i64>(1)?).unwrap_or_default();
        consumers.push(ConsumerPosition { consumer: id(row, 0, "consumer", ConsumerId::new)?, position });
    }
    let mut last = connection.prepare_cached("SELECT coalesce(max(number), 0) FROM log")?;
    let last = u64::try_from(last.query_row([], |row| row.get::<_, i64>(0))?).unwrap_or_default();
    Ok(Page::Consumers { consumers, last })
}
