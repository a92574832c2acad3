//! Records as JSON text: the form that other programs, and later versions, can read.

use rusqlite::Row;
use rusqlite::types::{ToSqlOutput, ValueRef};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::SqliteError;

/// The form of every record this version writes. A record tells its own, so that old ones can be read for ever.
pub(super) const FORMAT: i64 = 1;

/// Writes records into a buffer that is used again and again.
#[derive(Default)]
pub(super) struct Encoder {
    buffer: Vec<u8>,
}

impl Encoder {
    pub(super) fn encode<T: Serialize>(&mut self, kind: &'static str, record: &T) -> Result<ToSqlOutput<'_>, SqliteError> {
        self.buffer.clear();
        serde_json::to_writer(&mut self.buffer, record).map_err(|error| SqliteError::unreadable(kind, "new", error))?;
        Ok(ToSqlOutput::Borrowed(ValueRef::Text(&self.buffer)))
    }
}

/// Reads a record from two neighbouring columns, its form and its text.
pub(super) fn decode<T: DeserializeOwned>(row: &Row<'_>, column: usize, kind: &'static str, key: impl ToString) -> Result<T, SqliteError> {
    let format: i64 = row.get(column)?;
    if format != FORMAT {
        return Err(SqliteError::unreadable(kind, key, format_args!("it has form `{format}`, this version knows `{FORMAT}`")));
    }
    let text = row.get_ref(column + 1)?.as_str().map_err(rusqlite::Error::from)?;
    serde_json::from_str(text).map_err(|error| SqliteError::unreadable(kind, key, error))
}
