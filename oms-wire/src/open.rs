use std::time::Duration;

use oms_storage::{SqliteOptions, Synchronous};
use serde::Deserialize;

/// How a SQLite file is opened, as a JSON object. What is left out is as [`SqliteOptions`] has it by default.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq)]
#[serde(deny_unknown_fields, default)]
pub struct OpenOptions {
    /// What an acknowledged commit survives: `full` (the default: a power cut) or `normal` (the end of the process).
    pub synchronous: Option<String>,
    /// The most memory that pages are kept in, in bytes.
    pub cache_bytes: Option<u32>,
    /// How much of the file may be mapped into memory, in bytes.
    pub mapped_bytes: Option<u64>,
    /// How long to wait for other writers, in milliseconds.
    pub busy_timeout_ms: Option<u64>,
    /// Whether to read only.
    pub read_only: bool,
    /// The most bytes the file may grow to.
    pub size_max: Option<u64>,
}

impl OpenOptions {
    /// The options of the storage.
    pub(crate) fn for_sqlite(&self) -> Result<SqliteOptions, crate::WireError> {
        let usual = SqliteOptions::default();
        let synchronous = match self.synchronous.as_deref() {
            None => usual.synchronous,
            Some("full") => Synchronous::Full,
            Some("normal") => Synchronous::Normal,
            Some(other) => {
                return Err(crate::WireError::new("invalid_input", format!("synchronous is `full` or `normal`, but `{other}` was given")));
            }
        };
        Ok(SqliteOptions {
            synchronous,
            cache_bytes: self.cache_bytes.unwrap_or(usual.cache_bytes),
            mapped_bytes: self.mapped_bytes.unwrap_or(usual.mapped_bytes),
            busy_timeout: self.busy_timeout_ms.map_or(usual.busy_timeout, Duration::from_millis),
            read_only: self.read_only,
            size_max: self.size_max.or(usual.size_max),
        })
    }
}
