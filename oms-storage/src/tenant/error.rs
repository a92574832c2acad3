use std::fmt::Display;

/// What can go wrong while a tenant is exported, imported, moved or erased. Each error says what to do, and has a stable
/// [`code`](TenantError::code). Whatever it is, nothing was written.
#[derive(Debug, thiserror::Error)]
pub enum TenantError {
    /// The place that is to take the tenant in has records already.
    #[error("the target holds records already: name an empty one, or erase its tenant first; nothing was written")]
    TargetNotEmpty,
    /// Somebody has written to the tenant while it was read.
    #[error("the tenant was written to while it was exported: stop whoever writes to it, then export it again")]
    TenantChanged,
    /// What is read does not begin as an export of a tenant does.
    #[error("this is no export of a tenant: its first line must be `{{\"tenant\":...}}`; name another file, nothing was written")]
    NotAnExport,
    /// The export was written by a newer version of this library.
    #[error("the export has format `{found}`, and this version knows format `{known}`: use a version that knows it, nothing was written")]
    UnknownFormat {
        /// Its format.
        found: u32,
        /// The format this version knows.
        known: u32,
    },
    /// The export ends before its last line.
    #[error("the export ends after line `{lines}`, without its last line: copy or export it again, nothing was written")]
    Truncated {
        /// How many lines there are.
        lines: u64,
    },
    /// A line of the export is not what an export has there.
    #[error("line `{line}` of the export cannot be read: export the tenant again, nothing was written ({reason})")]
    UnreadableLine {
        /// Which line, from 1.
        line: u64,
        /// What is wrong with it.
        reason: String,
    },
    /// The export is not what was written.
    #[error("the export was altered since it was written: copy or export it again, nothing was written ({reason})")]
    Altered {
        /// What differs.
        reason: String,
    },
    /// What was written is not what was read.
    #[error("the target does not hold what was exported: nothing was kept; please report this ({reason})")]
    NotTheSame {
        /// What differs.
        reason: String,
    },
    /// The operating system failed to read or write the export.
    #[error("the export could not be read or written: check the disk and the permissions of the file ({0})")]
    InputOutput(#[from] std::io::Error),
    /// The storage failed.
    #[error("the storage failed: {reason}")]
    Storage {
        /// Its own words.
        reason: String,
    },
}

impl TenantError {
    /// The stable code of the error.
    pub const fn code(&self) -> &'static str {
        match self {
            TenantError::TargetNotEmpty => "target_not_empty",
            TenantError::TenantChanged => "tenant_changed",
            TenantError::NotAnExport => "not_an_export",
            TenantError::UnknownFormat { .. } => "unknown_format",
            TenantError::Truncated { .. } => "truncated_export",
            TenantError::UnreadableLine { .. } => "unreadable_line",
            TenantError::Altered { .. } => "altered_export",
            TenantError::NotTheSame { .. } => "not_the_same",
            TenantError::InputOutput(_) => "input_output",
            TenantError::Storage { .. } => "storage_failed",
        }
    }

    /// An error of a storage.
    pub fn storage(error: impl Display) -> TenantError {
        TenantError::Storage { reason: error.to_string() }
    }
}
