//! Records as JSON text: the form that other programs, and later versions, can read.

use serde::Serialize;
use serde::de::DeserializeOwned;
use tokio_postgres::Row;

use oms_core::{IdError, Timestamp};

use super::PostgresError;

/// The form of every record this version writes. A record tells its own, so that old ones can be read for ever.
pub(super) const FORMAT: i64 = 1;

pub(super) fn encode<T: Serialize>(kind: &'static str, record: &T) -> Result<String, PostgresError> {
    oms_core::writer::to_string(record).map_err(|error| PostgresError::unreadable(kind, "new", error))
}

/// Reads a record from two neighbouring columns, its form and its text.
pub(super) fn decode<T: DeserializeOwned>(row: &Row, column: usize, kind: &'static str, key: impl ToString) -> Result<T, PostgresError> {
    let format: i64 = row.try_get(column)?;
    if format != FORMAT {
        return Err(PostgresError::unreadable(kind, key, format_args!("it has form `{format}`, this version knows `{FORMAT}`")));
    }
    let text: &str = row.try_get(column + 1)?;
    oms_core::reader::from_str(text).map_err(|error| PostgresError::unreadable(kind, key, error))
}

pub(super) fn instant(row: &Row, column: usize, kind: &'static str) -> Result<Timestamp, PostgresError> {
    let millis: i64 = row.try_get(column)?;
    Timestamp::from_millis(millis).ok_or_else(|| PostgresError::unreadable(kind, millis, "it is no instant"))
}

pub(super) fn id<T>(row: &Row, column: usize, kind: &'static str, new: fn(&str) -> Result<T, IdError>) -> Result<T, PostgresError> {
    let text: &str = row.try_get(column)?;
    new(text).map_err(|error| PostgresError::unreadable(kind, text, error))
}

/// A number of the library as a column holds it.
pub(super) fn integer(kind: &'static str, value: u64) -> Result<i64, PostgresError> {
    i64::try_from(value).map_err(|_| PostgresError::BeyondRange { kind, value: value.to_string() })
}

/// A number of a column as the library has it.
pub(super) fn count(value: i64) -> u64 {
    u64::try_from(value).unwrap_or_default()
}

/// A row's place in the list that was asked with: counted from 1 in the answer.
pub(super) fn place(row: &Row) -> Result<usize, PostgresError> {
    Ok(usize::try_from(row.try_get::<_, i64>(0)?.saturating_sub(1)).unwrap_or(usize::MAX))
}

/// The word that a status has on the wire.
pub(super) fn word<T: Serialize>(status: &T) -> Result<String, PostgresError> {
    match serde_json::to_value(status) {
        Ok(serde_json::Value::String(word)) => Ok(word),
        _ => Err(PostgresError::unreadable("status", "new", "it is not a word")),
    }
}
