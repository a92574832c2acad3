//! Encodes what a commit writes: at once, or for many records on a thread beside the one that writes them.

use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread::Scope;

use oms_core::batch::{ChangeSet, LogEntry};
use oms_core::order::Order;
use rusqlite::types::{ToSqlOutput, ValueRef};
use serde::Serialize;

use super::document::{Encoder, to_text};
use super::{SqliteError, log_row, order_row};

/// From so many log entries on, a thread of their own pays.
const ENTRIES_MIN: usize = 32;
/// How many records are handed over at a time.
const PORTION_RECORDS: usize = 32;
/// How many portions the thread may be ahead.
const PORTIONS_AHEAD: usize = 8;

/// The texts of a commit. Orders and log entries are asked for once each, in the order of the change set, orders first.
pub(super) struct Texts<'storage> {
    encoder: &'storage mut Encoder,
    beside: Option<Beside>,
}

/// The end at which texts arrive.
struct Beside {
    portions: Receiver<Portion>,
    portion: Portion,
    place: usize,
}

/// Texts one after the other, and where each ends.
#[derive(Default)]
struct Portion {
    text: Vec<u8>,
    ends: Vec<usize>,
}

impl<'storage> Texts<'storage> {
    /// Whether a thread of their own pays.
    pub(super) const fn are_many(changes: &ChangeSet) -> bool {
        changes.log.len() >= ENTRIES_MIN
    }

    /// Each is encoded when it is asked for.
    pub(super) const fn in_turn(encoder: &'storage mut Encoder) -> Texts<'storage> {
        Texts { encoder, beside: None }
    }

    /// Begins to encode them beside the caller.
    pub(super) fn beside<'scope>(
        scope: &'scope Scope<'scope, '_>,
        encoder: &'storage mut Encoder,
        changes: &'scope ChangeSet,
    ) -> Texts<'storage> {
        let (sender, portions) = sync_channel(PORTIONS_AHEAD);
        let thread = std::thread::Builder::new().name("oms-encoding".to_owned());
        // A system that has no thread to spare does the same work in turn.
        let beside = thread.spawn_scoped(scope, move || encode_all(changes, &sender)).ok();
        Texts { encoder, beside: beside.map(|_| Beside { portions, portion: Portion::default(), place: 0 }) }
    }

    pub(super) fn order(&mut self, order: &Order) -> Result<ToSqlOutput<'_>, SqliteError> {
        match self.beside.as_mut().and_then(Beside::next) {
            Some(text) => Ok(ToSqlOutput::Borrowed(ValueRef::Text(text))),
            None => self.encoder.encode("order", &order_row::Document::of(order)),
        }
    }

    pub(super) fn log_entry(&mut self, entry: &LogEntry) -> Result<ToSqlOutput<'_>, SqliteError> {
        match self.beside.as_mut().and_then(Beside::next) {
            Some(text) => Ok(ToSqlOutput::Borrowed(ValueRef::Text(text))),
            None => self.encoder.encode("log entry", &log_row::Written::of(entry)),
        }
    }

    /// Any other record.
    pub(super) fn record<T: Serialize>(&mut self, kind: &'static str, record: &T) -> Result<ToSqlOutput<'_>, SqliteError> {
        self.encoder.encode(kind, record)
    }
}

impl Beside {
    /// The next text; none if the thread could not encode it. The caller tries then, and finds out why.
    fn next(&mut self) -> Option<&[u8]> {
        if self.place == self.portion.ends.len() {
            self.portion = self.portions.recv().ok()?;
            self.place = 0;
        }
        let start = self.place.checked_sub(1).map_or(Some(0), |before| self.portion.ends.get(before).copied())?;
        let end = self.portion.ends.get(self.place).copied()?;
        self.place += 1;
        self.portion.text.get(start..end)
    }
}

/// Encodes everything, until nobody listens any more or something cannot be encoded.
fn encode_all(changes: &ChangeSet, sender: &SyncSender<Portion>) {
    let orders = changes.orders.chunks(PORTION_RECORDS);
    let encoded = orders.map(|orders| portion(orders, |order, text| to_text(&order_row::Document::of(&order.order), text)));
    let entries = changes.log.chunks(PORTION_RECORDS);
    let encoded = encoded.chain(entries.map(|entries| portion(entries, |entry, text| to_text(&log_row::Written::of(entry), text))));
    for portion in encoded {
        let Ok(portion) = portion else { return };
        if sender.send(portion).is_err() {
            return;
        }
    }
}

fn portion<T>(records: &[T], encode: impl Fn(&T, &mut Vec<u8>) -> Result<(), serde_json::Error>) -> Result<Portion, serde_json::Error> {
    let mut portion = Portion { text: Vec::with_capacity(records.len() * 2_048), ends: Vec::with_capacity(records.len()) };
    for record in records {
        encode(record, &mut portion.text)?;
        portion.ends.push(portion.text.len());
    }
    Ok(portion)
}
