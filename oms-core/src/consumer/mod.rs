//! Consumers of the log: readers whose place the store keeps under a name.
//!
//! The log is the outbox: one entry an applied command, numbered without gaps in the order of the commits. A consumer reads on from the
//! entry that it has acknowledged last, and acknowledges when it has dealt with what it read. So every entry is dealt with at least once,
//! in the order of the log, and so in the order of each order; what is dealt with twice after a crash is told by its number.
//!
//! Acknowledging names the first and the last entry, and is guarded: two processes under one name never both take a consumer past the same
//! entry, and never back. It is no command: it leaves no entry, or a consumer would always lag behind itself, and is no part of the state.

mod session;

use serde::{Deserialize, Serialize};

use crate::ConsumerId;
use crate::batch::SessionError;

pub use session::{ConsumerAnswer, ConsumerRequest, ConsumerSession};

/// The most consumers a store keeps the place of; all of them stand on one page.
pub const CONSUMERS_MAX: usize = 1_000;

/// How far a consumer has come.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ConsumerPosition {
    /// Its name.
    pub consumer: ConsumerId,
    /// The number of the last entry of the log that it has acknowledged.
    pub position: u64,
}

/// How far a consumer has come, and how far it is behind.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
pub struct ConsumerLag {
    /// Its name.
    pub consumer: ConsumerId,
    /// The number of the last entry of the log that it has acknowledged.
    pub position: u64,
    /// How many entries it has not acknowledged.
    pub lag: u64,
}

/// Why a consumer could not go on. Nothing was changed.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
pub enum ConsumerError {
    /// The entries are not named by their first and last number.
    #[error("entries are acknowledged from their first to their last number, counted from 1, but {first} to {last} were given")]
    InvalidRange {
        /// The first.
        first: u64,
        /// The last.
        last: u64,
    },
    /// There is no such entry yet.
    #[error("entry {last} cannot be acknowledged: the log ends with entry {log_end}")]
    BeyondLog {
        /// The last that was given.
        last: u64,
        /// The number of the last entry of the log.
        log_end: u64,
    },
    /// The consumer is elsewhere: somebody else has acknowledged under its name, or what was read was not what came next.
    #[error(
        "consumer `{consumer}` has acknowledged up to entry {position}, so entry {first} does not come next: read what is unread again"
    )]
    Moved {
        /// The consumer.
        consumer: ConsumerId,
        /// The number of the last entry that it has acknowledged.
        position: u64,
        /// The first entry that was given.
        first: u64,
    },
    /// There are as many as there may be.
    #[error("a store keeps the place of {CONSUMERS_MAX} consumers at most: remove one that is not used any more")]
    TooMany,
    /// The steps could not go on.
    #[error(transparent)]
    Session(#[from] SessionError),
}

impl ConsumerError {
    /// The stable code of the error.
    pub const fn code(&self) -> &'static str {
        match self {
            ConsumerError::InvalidRange { .. } => "invalid_range",
            ConsumerError::BeyondLog { .. } => "beyond_log",
            ConsumerError::Moved { .. } => "consumer_moved",
            ConsumerError::TooMany => "too_many_consumers",
            ConsumerError::Session(error) => error.code(),
        }
    }
}
