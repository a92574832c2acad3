use super::request::CHANGES_MAX;
use super::trial::ENTRIES_MAX;
use crate::batch::SessionError;
use crate::{Rejection, Timestamp};

/// Why a what-if has no answer.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
pub enum WhatIfError {
    /// More changes than can be tried at a time.
    #[error("a what-if has at most {CHANGES_MAX} changes, but {changes} were given")]
    TooManyChanges {
        /// How many were given.
        changes: usize,
    },
    /// The period ends before it begins.
    #[error("the period since {since} until {until} is empty: let `until` be later than `since`")]
    PeriodEmpty {
        /// Where it was to begin.
        since: Timestamp,
        /// Where it was to end.
        until: Timestamp,
    },
    /// Stock is multiplied by too much.
    #[error("{percent} percent of the stock are asked for, and at most {limit} can be: name less")]
    PercentTooLarge {
        /// What was given.
        percent: u32,
        /// The most.
        limit: u32,
    },
    /// A change is refused: it would not have been possible at that time.
    #[error("change {place}, counted from 0, is refused as of {at} with `{code}`: {rejection}", code = rejection.code())]
    ChangeRefused {
        /// Its place among the changes.
        place: usize,
        /// When it was tried.
        at: Timestamp,
        /// Why it is refused.
        rejection: Box<Rejection>,
    },
    /// Other stock is refused.
    #[error("other stock is refused as of {at} with `{code}`: {rejection}", code = rejection.code())]
    StockRefused {
        /// When it was tried.
        at: Timestamp,
        /// Why it is refused.
        rejection: Box<Rejection>,
    },
    /// The history is longer than can be played in memory.
    #[error("the period ends later than {ENTRIES_MAX} commands into the log: end it earlier with `until`")]
    HistoryTooLong,
    /// Entries of the log are missing.
    #[error("the log goes on with entry {found} where {expected} should follow: a history is played from its first command on, whole")]
    LogIncomplete {
        /// The number that should have come.
        expected: u64,
        /// The number that came.
        found: u64,
    },
    /// The log cannot be played again: a command that was applied once is refused.
    #[error(
        "entry {number} of the log was applied and is now refused with `{code}`: {rejection}; run an audit of the store",
        code = rejection.code()
    )]
    ReplayRefused {
        /// The number of the entry.
        number: u64,
        /// Why it is refused.
        rejection: Box<Rejection>,
    },
    /// The engine could not go on.
    #[error(transparent)]
    Session(#[from] SessionError),
}

impl WhatIfError {
    /// The stable code of the error.
    pub const fn code(&self) -> &'static str {
        match self {
            WhatIfError::TooManyChanges { .. } => "too_many_changes",
            WhatIfError::PeriodEmpty { .. } => "period_empty",
            WhatIfError::PercentTooLarge { .. } => "percent_too_large",
            WhatIfError::ChangeRefused { .. } => "change_refused",
            WhatIfError::StockRefused { .. } => "stock_refused",
            WhatIfError::HistoryTooLong => "history_too_long",
            WhatIfError::LogIncomplete { .. } => "log_incomplete",
            WhatIfError::ReplayRefused { .. } => "replay_refused",
            WhatIfError::Session(error) => error.code(),
        }
    }
}
