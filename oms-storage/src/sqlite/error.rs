use std::path::PathBuf;

use rusqlite::ErrorCode;

/// What can go wrong with a SQLite file. Each error says what to do, and has a stable [`code`](SqliteError::code).
#[derive(Debug, thiserror::Error)]
pub enum SqliteError {
    /// The file is missing or may not be opened.
    #[error("`{}` cannot be opened: check that its folder exists and this process may read and write there ({reason})", path.display())]
    CannotOpen {
        /// The file.
        path: PathBuf,
        /// SQLite's own words.
        reason: String,
    },
    /// The file is something else than a SQLite database.
    #[error("`{}` is no SQLite database: name another file, or restore this one from a backup", path.display())]
    NotADatabase {
        /// The file.
        path: PathBuf,
    },
    /// The file is a SQLite database of another program.
    #[error(
        "`{}` is a SQLite database of another program (application id `{application_id}`): name another file, nothing was changed",
        path.display()
    )]
    ForeignDatabase {
        /// The file.
        path: PathBuf,
        /// The application id it carries; 0 if none.
        application_id: i64,
    },
    /// The file was written by a newer version of this library.
    #[error(
        "`{}` has format `{found}`, and this version knows formats up to `{known}`: use a version of the library that knows it",
        path.display()
    )]
    NewerFormat {
        /// The file.
        path: PathBuf,
        /// Its format.
        found: i64,
        /// The newest format this version knows.
        known: i64,
    },
    /// The file was written by an older version, and was opened for reading only.
    #[error("`{}` has the older format `{found}`: open it once for writing, so that it can be brought to format `{known}`", path.display())]
    OlderFormat {
        /// The file.
        path: PathBuf,
        /// Its format.
        found: i64,
        /// The format it would have to have.
        known: i64,
    },
    /// The file system does not let several processes share the file safely.
    #[error("`{}` cannot have a write-ahead log (journal mode is `{mode}`): put the file on a local disk", path.display())]
    NoWriteAheadLog {
        /// The file.
        path: PathBuf,
        /// The journal mode SQLite fell back to.
        mode: String,
    },
    /// The file is damaged.
    #[error("the database file is damaged: stop writing, keep a copy of it, and restore a backup ({reason})")]
    Corrupt {
        /// SQLite's own words.
        reason: String,
    },
    /// A record of the file cannot be read.
    #[error("{kind} `{key}` cannot be read: it was changed by hand or by a newer version; restore it from the log or a backup ({reason})")]
    UnreadableRecord {
        /// The kind of record.
        kind: &'static str,
        /// Which one.
        key: String,
        /// What is wrong with it.
        reason: String,
    },
    /// A number does not fit into the file.
    #[error("{kind} `{value}` is beyond what the file can hold: nothing was written")]
    BeyondRange {
        /// What the number counts.
        kind: &'static str,
        /// The number.
        value: String,
    },
    /// All that the file held was erased since this storage was opened.
    #[error("everything in the database was erased since it was opened: open it again")]
    Erased,
    /// The storage was opened for reading only, or the file may not be written.
    #[error("the database may only be read: open it for writing, and check the permissions of the file and its folder")]
    ReadOnly,
    /// The disk is full, or the file has reached the size it was given.
    #[error("there is no room left for the database: free some space or allow a larger file, then send the same commands again")]
    Full,
    /// Other writers did not let go of the file in time.
    #[error("other writers kept the database busy beyond the time-out: send the same commands again, or allow a longer time-out")]
    Busy,
    /// The operating system failed to read or write.
    #[error("the operating system could not read or write the database: check the disk, then send the same commands again ({reason})")]
    InputOutput {
        /// SQLite's own words.
        reason: String,
    },
    /// Anything else that SQLite answers.
    #[error("SQLite failed: {0}")]
    Sqlite(#[source] rusqlite::Error),
}

impl SqliteError {
    /// The stable code of the error.
    pub const fn code(&self) -> &'static str {
        match self {
            SqliteError::CannotOpen { .. } => "cannot_open",
            SqliteError::NotADatabase { .. } => "not_a_database",
            SqliteError::ForeignDatabase { .. } => "foreign_database",
            SqliteError::NewerFormat { .. } => "newer_format",
            SqliteError::OlderFormat { .. } => "older_format",
            SqliteError::NoWriteAheadLog { .. } => "no_write_ahead_log",
            SqliteError::Corrupt { .. } => "corrupt_database",
            SqliteError::UnreadableRecord { .. } => "unreadable_record",
            SqliteError::BeyondRange { .. } => "beyond_range",
            SqliteError::Erased => "erased",
            SqliteError::ReadOnly => "read_only",
            SqliteError::Full => "storage_full",
            SqliteError::Busy => "busy",
            SqliteError::InputOutput { .. } => "input_output",
            SqliteError::Sqlite(_) => "sqlite",
        }
    }

    /// A record that is not what this version writes.
    pub(super) fn unreadable(kind: &'static str, key: impl ToString, reason: impl ToString) -> SqliteError {
        SqliteError::UnreadableRecord { kind, key: key.to_string(), reason: reason.to_string() }
    }
}

impl From<rusqlite::Error> for SqliteError {
    fn from(error: rusqlite::Error) -> SqliteError {
        let reason = || error.to_string();
        match error.sqlite_error_code() {
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => SqliteError::Corrupt { reason: reason() },
            Some(ErrorCode::ReadOnly) => SqliteError::ReadOnly,
            Some(ErrorCode::DiskFull) => SqliteError::Full,
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => SqliteError::Busy,
            Some(ErrorCode::SystemIoFailure | ErrorCode::CannotOpen) => SqliteError::InputOutput { reason: reason() },
            _ => SqliteError::Sqlite(error),
        }
    }
}
