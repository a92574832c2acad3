//! Hand-written SQLite loops: what a careful and a hasty programmer get from the same disk.
//!
//! Neither loop decides anything. It is handed what an engine decided, encoded already, and only stores it, durably
//! (WAL, `synchronous=FULL`), one transaction per batch. So its speed is what the store alone allows for these bytes.

mod checkpoint;
mod document;
mod lean;
mod naive;
mod synthetic;

pub use checkpoint::Checkpoints;
pub use document::Document;
pub use lean::{Keys, Lean};
pub use naive::Naive;
pub use synthetic::{Sizes, Synthetic};

use rusqlite::Connection;

/// What one transaction writes.
#[derive(Clone, Debug, Default)]
pub struct Batch {
    /// Orders, new or written again.
    pub orders: Vec<OrderRow>,
    /// One row per command: its events, encoded together.
    pub commands: Vec<CommandRow>,
    /// What changes in stock, at most one row per key, sorted by key.
    pub stock: Vec<StockDelta>,
}

/// An order as it is stored.
#[derive(Clone, Debug)]
pub struct OrderRow {
    /// Position in the sequence of all orders, from 1.
    pub sequence: i64,
    /// What the outside world calls it.
    pub id: [u8; 16],
    /// Number of the channel.
    pub channel: i64,
    /// What the channel calls it.
    pub external_id: i64,
    /// A column that lists filter by.
    pub status: i64,
    /// The encoded order.
    pub document: Vec<u8>,
}

/// What one command left in the log.
#[derive(Clone, Debug)]
pub struct CommandRow {
    /// What the command is called.
    pub id: [u8; 16],
    /// The order that the command is about.
    pub order_sequence: i64,
    /// The encoded events.
    pub body: Vec<u8>,
}

/// A guarded change of stock: applies only while that many units are available.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct StockDelta {
    /// `sku * LOCATIONS + location`.
    pub key: i64,
    /// Units to promise.
    pub reserved: i64,
}

impl Batch {
    /// Bytes of all documents and log bodies: what had to be kept, without keys, indexes and pages.
    #[must_use]
    pub fn payload_bytes(&self) -> u64 {
        let orders: usize = self.orders.iter().map(|order| order.document.len()).sum();
        let commands: usize = self.commands.iter().map(|command| command.body.len()).sum();
        (orders + commands) as u64
    }
}

/// Why a batch was not written.
#[derive(Debug)]
pub enum ReferenceError {
    /// The database refused.
    Sqlite(rusqlite::Error),
    /// Fewer units were available than the batch promises under this key.
    StockShort(i64),
}

impl From<rusqlite::Error> for ReferenceError {
    fn from(error: rusqlite::Error) -> Self {
        ReferenceError::Sqlite(error)
    }
}

impl std::fmt::Display for ReferenceError {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            ReferenceError::Sqlite(error) => write!(formatter, "the database refused: {error}"),
            ReferenceError::StockShort(key) => {
                write!(formatter, "not enough stock under key `{key}`")
            }
        }
    }
}

impl std::error::Error for ReferenceError {}

/// Both loops keep what they acknowledged through a power cut.
fn make_durable(connection: &Connection) -> rusqlite::Result<()> {
    connection.pragma_update(None, "journal_mode", "wal")?;
    connection.pragma_update(None, "synchronous", "full")
}
