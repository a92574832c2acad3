//! An entry of the log as its row keeps it: without the command's id and time, which stand in columns of their own.
//!
//! Two entries of usual orders then fit a page of 4 KB, where one would leave nearly half of it empty.

use std::sync::Arc;

use oms_core::batch::{LogEntry, Receipt};
use oms_core::inventory::Movement;
use oms_core::{Actor, Command, CommandId, Envelope, Event};
use rusqlite::Row;
use serde::{Deserialize, Serialize};

use super::SqliteError;
use super::document::decode;
use super::load::{id, instant};

/// An entry to be written.
#[derive(Serialize)]
pub(super) struct Written<'entry> {
    actor: &'entry Actor,
    #[serde(skip_serializing_if = "Option::is_none")]
    group: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    expected_version: Option<u64>,
    command: &'entry Command,
    #[serde(skip_serializing_if = "Option::is_none")]
    order_version: Option<u64>,
    events: &'entry [Event],
    #[serde(skip_serializing_if = "<[Movement]>::is_empty")]
    movements: &'entry [Movement],
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    erased: bool,
}

/// The same, read back.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Read {
    actor: Actor,
    #[serde(default)]
    group: Option<u32>,
    #[serde(default)]
    expected_version: Option<u64>,
    command: Command,
    #[serde(default)]
    order_version: Option<u64>,
    events: Vec<Event>,
    #[serde(default)]
    movements: Vec<Movement>,
    #[serde(default)]
    erased: bool,
}

impl<'entry> Written<'entry> {
    pub(super) fn of(entry: &'entry LogEntry) -> Written<'entry> {
        let (envelope, receipt) = (&entry.envelope, &entry.receipt);
        Written {
            actor: &envelope.actor,
            group: envelope.group,
            expected_version: envelope.expected_version,
            command: &envelope.command,
            order_version: receipt.order_version,
            events: &receipt.events,
            movements: &entry.movements,
            erased: entry.erased,
        }
    }
}

/// Reads an entry from four neighbouring columns: `command`, `at`, `format`, `entry`.
pub(super) fn read(row: &Row<'_>, column: usize) -> Result<LogEntry, SqliteError> {
    let command: CommandId = id(row, column, "log entry", CommandId::new)?;
    let at = instant(row.get(column + 1)?, "log entry")?;
    let stored: Read = decode(row, column + 2, "log entry", &command)?;
    let Read { actor, group, expected_version, command: wanted, order_version, events, movements, erased } = stored;
    let receipt = Receipt { command: command.clone(), order_version, events };
    let envelope = Envelope { id: command, at, actor, group, expected_version, command: wanted };
    Ok(LogEntry { envelope: Arc::new(envelope), receipt: Arc::new(receipt), movements, erased })
}
