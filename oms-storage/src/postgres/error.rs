use tokio_postgres::error::{DbError, Severity, SqlState};

/// What can go wrong with a PostgreSQL database. Each error says what to do, and has a stable [`code`](PostgresError::code).
#[derive(Debug, thiserror::Error)]
pub enum PostgresError {
    /// The address is no URL of a database.
    #[error("the address of the database cannot be read: write it as `postgres://user:password@host:5432/database` ({reason})")]
    InvalidAddress {
        /// What is wrong with it.
        reason: String,
    },
    /// The name of the schema or the tenant cannot be used.
    #[error("`{name}` is no name of a {kind}: {rule}")]
    InvalidName {
        /// What it should name.
        kind: &'static str,
        /// The name.
        name: String,
        /// What it must be like.
        rule: &'static str,
    },
    /// The server cannot be reached, or does not let us in.
    #[error("the database cannot be reached: check the address, the user and that the server runs ({reason})")]
    CannotConnect {
        /// The driver's own words.
        reason: String,
    },
    /// The tables were made by a newer version of this library.
    #[error("the schema `{schema}` has format `{found}`, and this version knows formats up to `{known}`: use a version that knows it")]
    NewerFormat {
        /// The schema.
        schema: String,
        /// Its format.
        found: i64,
        /// The newest format this version knows.
        known: i64,
    },
    /// A record cannot be read.
    #[error("{kind} `{key}` cannot be read: it was changed by hand or by a newer version; restore it from the log or a backup ({reason})")]
    UnreadableRecord {
        /// The kind of record.
        kind: &'static str,
        /// Which one.
        key: String,
        /// What is wrong with it.
        reason: String,
    },
    /// A number does not fit into its column.
    #[error("{kind} `{value}` is beyond what a column can hold: nothing was written")]
    BeyondRange {
        /// What the number counts.
        kind: &'static str,
        /// The number.
        value: String,
    },
    /// All rows of the tenant were erased since this storage was opened.
    #[error("everything of this tenant was erased since the storage was opened: open it again")]
    Erased,
    /// Other writers held what this one needed, or the server was too slow.
    #[error("the database was busy beyond the time-out: send the same commands again, or allow a longer one ({reason})")]
    Busy {
        /// The server's own words.
        reason: String,
    },
    /// The server asked again and again for the same commit to be tried anew.
    #[error("{attempts} attempts met other writers: send the same commands again, in smaller batches or fewer at a time ({reason})")]
    TooManyAttempts {
        /// How many there were.
        attempts: u32,
        /// The server's own words.
        reason: String,
    },
    /// The server may only be read, or this user may not write.
    #[error("the database may only be read: name the primary server, and a user who may write to the schema ({reason})")]
    ReadOnly {
        /// The server's own words.
        reason: String,
    },
    /// The server has no room left.
    #[error("there is no room left for the database: free some space, then send the same commands again ({reason})")]
    Full {
        /// The server's own words.
        reason: String,
    },
    /// The connection was lost and could not be had again.
    #[error("the connection to the database was lost: nothing was written; send the same commands again ({reason})")]
    Disconnected {
        /// The driver's own words.
        reason: String,
    },
    /// The connection was lost within a commit, and the server cannot be asked whether it took effect.
    #[error(
        "the connection was lost within a commit: send the same commands again, what took effect is answered as already applied ({reason})"
    )]
    UnknownOutcome {
        /// The driver's own words.
        reason: String,
    },
    /// Anything else that the server or the driver answers.
    #[error("PostgreSQL failed: {reason} ({state})")]
    Postgres {
        /// Its own words.
        reason: String,
        /// The SQLSTATE, if the server gave one.
        state: String,
    },
}

impl PostgresError {
    /// The stable code of the error.
    pub const fn code(&self) -> &'static str {
        match self {
            PostgresError::InvalidAddress { .. } => "invalid_address",
            PostgresError::InvalidName { .. } => "invalid_name",
            PostgresError::CannotConnect { .. } => "cannot_connect",
            PostgresError::NewerFormat { .. } => "newer_format",
            PostgresError::UnreadableRecord { .. } => "unreadable_record",
            PostgresError::BeyondRange { .. } => "beyond_range",
            PostgresError::Erased => "erased",
            PostgresError::Busy { .. } => "busy",
            PostgresError::TooManyAttempts { .. } => "too_many_attempts",
            PostgresError::ReadOnly { .. } => "read_only",
            PostgresError::Full { .. } => "storage_full",
            PostgresError::Disconnected { .. } => "disconnected",
            PostgresError::UnknownOutcome { .. } => "unknown_outcome",
            PostgresError::Postgres { .. } => "postgres",
        }
    }

    /// A record that is not what this version writes.
    pub(super) fn unreadable(kind: &'static str, key: impl ToString, reason: impl ToString) -> PostgresError {
        PostgresError::UnreadableRecord { kind, key: key.to_string(), reason: reason.to_string() }
    }
}

impl From<tokio_postgres::Error> for PostgresError {
    fn from(error: tokio_postgres::Error) -> PostgresError {
        let reason = words(&error);
        let Some(state) = error.code() else { return PostgresError::Postgres { reason, state: "no state".to_owned() } };
        match state.code() {
            "55P03" | "57014" => PostgresError::Busy { reason },
            "25006" | "42501" => PostgresError::ReadOnly { reason },
            "53100" => PostgresError::Full { reason },
            state => PostgresError::Postgres { reason, state: state.to_owned() },
        }
    }
}

/// What an error says, with what it comes from: the driver's own text names only its kind.
pub(super) fn words(error: &tokio_postgres::Error) -> String {
    match error.as_db_error() {
        Some(answer) => answer.message().to_owned(),
        None => std::error::Error::source(error).map_or_else(|| error.to_string(), |source| format!("{error}: {source}")),
    }
}

/// What an error tells about the transaction it ended.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Meaning {
    /// A guard did not hold, or a key is taken.
    Refused,
    /// The server wants the same once more.
    Again,
    /// The connection is no more: whether a commit under way takes effect is not known.
    Lost,
    /// Anything else: it did not take effect, and would not the next time.
    Failed,
}

/// What kept an answer from coming.
#[derive(Debug)]
pub(super) enum Trouble {
    /// The server or the driver says so.
    Driver(tokio_postgres::Error),
    /// The server said something about the end of a commit that does not tell what came of it.
    AtCommit(String),
    /// No answer came in time.
    Silence,
}

impl From<tokio_postgres::Error> for Trouble {
    fn from(error: tokio_postgres::Error) -> Trouble {
        Trouble::Driver(error)
    }
}

impl From<Trouble> for PostgresError {
    fn from(trouble: Trouble) -> PostgresError {
        match trouble {
            Trouble::Driver(error) => error.into(),
            Trouble::AtCommit(_) | Trouble::Silence => PostgresError::Disconnected { reason: trouble.words() },
        }
    }
}

impl Trouble {
    pub(super) fn meaning(&self) -> Meaning {
        match self {
            Trouble::Driver(error) => match error.as_db_error() {
                Some(answer) => meaning_of(answer),
                None if error.is_closed() || is_of_the_wire(error) => Meaning::Lost,
                None => Meaning::Failed,
            },
            Trouble::AtCommit(_) | Trouble::Silence => Meaning::Lost,
        }
    }

    pub(super) fn words(&self) -> String {
        match self {
            Trouble::Driver(error) => words(error),
            Trouble::AtCommit(words) => words.clone(),
            Trouble::Silence => "the server did not answer in time".to_owned(),
        }
    }
}

fn meaning_of(answer: &DbError) -> Meaning {
    let state = answer.code().code();
    let ended = matches!(answer.parsed_severity(), Some(Severity::Fatal | Severity::Panic));
    // `57P` are servers that shut down, crash or start; `40003` is a commit of unknown outcome.
    if ended || state.starts_with("08") || state.starts_with("57P") || state == "40003" {
        return Meaning::Lost;
    }
    match answer.code() {
        code if *code == SqlState::T_R_SERIALIZATION_FAILURE || *code == SqlState::T_R_DEADLOCK_DETECTED => Meaning::Again,
        code if *code == SqlState::UNIQUE_VIOLATION => Meaning::Refused,
        // No column of ours is ever given nothing, but for the one that guards write to.
        code if *code == SqlState::NOT_NULL_VIOLATION => Meaning::Refused,
        _ => Meaning::Failed,
    }
}

/// Whether bytes could not be sent or received, as opposed to a value that cannot be put into bytes.
fn is_of_the_wire(error: &tokio_postgres::Error) -> bool {
    std::error::Error::source(error).is_some_and(|source| source.is::<std::io::Error>())
}
