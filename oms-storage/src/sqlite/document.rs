//! Records as JSON text: the form that other programs, and later versions, can read.

use std::num::NonZero;

use rusqlite::Row;
use rusqlite::types::{ToSqlOutput, ValueRef};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::SqliteError;

/// The form of every record this version writes. A record tells its own, so that old ones can be read for ever.
pub(super) const FORMAT: i64 = 1;

/// Writes records into a buffer that is used again and again.
pub(super) struct Encoder {
    buffer: Vec<u8>,
    processors: usize,
}

impl Default for Encoder {
    fn default() -> Encoder {
        // What cannot be found out is taken to be one.
        let processors = std::thread::available_parallelism().map_or(1, NonZero::get);
        Encoder { buffer: Vec::new(), processors }
    }
}

impl Encoder {
    /// Whether another thread could encode at the same time.
    pub(super) const fn may_have_company(&self) -> bool {
        self.processors > 1
    }

    pub(super) fn encode<T: Serialize>(&mut self, kind: &'static str, record: &T) -> Result<ToSqlOutput<'_>, SqliteError> {
        self.buffer.clear();
        to_text(record, &mut self.buffer).map_err(|error| SqliteError::unreadable(kind, "new", error))?;
        Ok(ToSqlOutput::Borrowed(ValueRef::Text(&self.buffer)))
    }
}

/// Puts a record behind the text that is there.
pub(super) fn to_text<T: Serialize>(record: &T, text: &mut Vec<u8>) -> Result<(), serde_json::Error> {
    oms_core::writer::append(text, record)
}

/// Reads a record from two neighbouring columns, its form and its text.
pub(super) fn decode<T: DeserializeOwned>(row: &Row<'_>, column: usize, kind: &'static str, key: impl ToString) -> Result<T, SqliteError> {
    let format: i64 = row.get(column)?;
    if format != FORMAT {
        return Err(SqliteError::unreadable(kind, key, format_args!("it has form `{format}`, this version knows `{FORMAT}`")));
    }
    let text = row.get_ref(column + 1)?.as_str().map_err(rusqlite::Error::from)?;
    oms_core::reader::from_str(text).map_err(|error| SqliteError::unreadable(kind, key, error))
}
