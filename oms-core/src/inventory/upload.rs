//! Stock of many SKUs at once: a file of counts becomes commands, row by row, and every row is answered.

use crate::SortedMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

use super::upload_report::{UploadProgress, UploadReport, UploadedRow, UploadedStatus};
use super::{SetStock, ShortageChoice};
use crate::batch::{BATCH_MAX, Outcome, SessionError};
use crate::command::{Command, Envelope};
use crate::preview::Preview;
use crate::{Actor, CommandId, IdError, Quantity, Rejection, Sku, Timestamp};

/// The most rows of an upload.
pub const UPLOAD_ROWS_MAX: usize = 100_000;

/// How many rows are sent in a batch.
const CHUNK_ROWS: usize = 1_000;

/// The group of all rows of an upload that is applied whole or not at all.
const GROUP: u32 = 1;

/// Figures of stock, to be set row by row.
///
/// A row becomes a [`SetStock`] under the id of the upload and its line, `stocktake-7:12`. So an upload that was cut short is sent again as
/// it was: what took effect is answered as already applied. The corrected file is another upload, under another id.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct StockUpload {
    /// Names the upload for ever.
    pub upload: CommandId,
    /// When it is sent.
    pub at: Timestamp,
    /// Who sends it.
    pub actor: Actor,
    /// When the figures were taken: what moved since then is added to each. Absent means just now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub as_of: Option<Timestamp>,
    /// Why, for all rows.
    pub reason: SmolStr,
    /// Where rows are about that name no location.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub location: Option<SmolStr>,
    /// Whether all rows are applied or none: in one commit, so of at most 8,192 rows.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub atomic: bool,
    /// The rows; those of a file may come besides.
    #[serde(default)]
    pub rows: Vec<StockRow>,
}

/// A row of an upload. It is checked when its turn comes: one that is wrong does not keep the others from being applied.
#[derive(Clone, Debug, Default, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub struct StockRow {
    /// Its line in the file; 0 means its place among the rows, counted from 1.
    pub line: u32,
    /// The SKU.
    pub sku: SmolStr,
    /// The location; absent means that of the upload.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub location: Option<SmolStr>,
    /// The lot, where the item is kept by lot.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lot: Option<SmolStr>,
    /// Units on hand. Either these or `available` are named.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub on_hand: Option<i64>,
    /// Units free for sale.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub available: Option<i64>,
    /// The same figure as it stands, if the row is to be refused where it has changed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expected: Option<i64>,
    /// When this figure was taken; absent means when those of the upload were.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub as_of: Option<Timestamp>,
    /// What of the row could not be read, if a file was read that holds it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unreadable: Option<UnreadableCell>,
}

/// A cell of a file that could not be read.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct UnreadableCell {
    /// The heading of its column.
    pub column: String,
    /// What is wrong with it.
    pub problem: String,
}

/// What comes next of an upload.
#[derive(Clone, Debug)]
pub enum UploadStep {
    /// Submit this batch, and hand its outcomes to [`UploadSession::submitted`].
    Submit(Vec<Arc<Envelope>>),
    /// Preview these commands, and hand what comes of it to [`UploadSession::previewed`].
    Preview(Vec<Arc<Envelope>>),
    /// Nothing: [`UploadSession::finish`] has the report.
    Done,
}

/// An upload on its way, for any host to drive: it does no I/O itself.
#[derive(Debug)]
pub struct UploadSession {
    atomic: bool,
    rows: Vec<UploadedRow>,
    commands: Vec<(usize, Arc<Envelope>)>,
    state: State,
}

#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum State {
    /// Commands from this place on are to be sent.
    From(usize),
    /// The one group was refused: every row that is wrong is to be named.
    Asking,
    Done,
}

/// The same outside the group, where each row stands for itself. Rows become commands of this kind and no other: a copy of any kind
/// would be code that hosts download for nothing.
fn alone(envelope: &Envelope) -> Option<Arc<Envelope>> {
    let Command::SetStock(set) = &envelope.command else { return None };
    let Envelope { id, at, actor, .. } = envelope;
    let command = Command::SetStock(set.clone());
    Some(Arc::new(Envelope { id: id.clone(), at: *at, actor: actor.clone(), group: None, expected_version: None, command }))
}

impl UploadSession {
    /// Makes commands of the rows. Rows that are no commands are refused at once.
    pub fn new(upload: StockUpload) -> Result<UploadSession, SessionError> {
        let limit = if upload.atomic { BATCH_MAX } else { UPLOAD_ROWS_MAX };
        if upload.rows.len() > limit {
            return Err(SessionError::UploadTooLarge { rows: upload.rows.len(), limit });
        }
        let mut session = UploadSession { atomic: upload.atomic, rows: Vec::new(), commands: Vec::new(), state: State::From(0) };
        let mut seen: SortedMap<(SmolStr, SmolStr, Option<SmolStr>), u32> = SortedMap::new();
        let mut lines: SortedMap<u32, usize> = SortedMap::new();
        for (place, row) in upload.rows.iter().enumerate() {
            let line = if row.line == 0 { u32::try_from(place + 1).unwrap_or(u32::MAX) } else { row.line };
            let location = row.location.clone().or_else(|| upload.location.clone()).unwrap_or_default();
            let key = (row.sku.clone(), location.clone(), row.lot.clone());
            let command = match (&row.unreadable, lines.insert(line, place), seen.get(&key)) {
                (Some(cell), _, _) => Err(Rejection::field(cell.column.as_str(), cell.problem.clone())),
                (None, Some(_), _) => Err(Rejection::field("line", format!("two rows are line {line}: give each a line of its own"))),
                (None, None, Some(first)) => {
                    let problem = format!("line {first} sets the same stock: leave one of the two out");
                    Err(Rejection::field("sku", problem))
                }
                (None, None, None) => command(&upload, row, &location, line),
            };
            let mut answer = UploadedRow::new(line, row.sku.clone(), location, row.lot.clone());
            match command {
                Ok(envelope) => session.commands.push((place, Arc::new(envelope))),
                Err(rejection) => answer.refuse(rejection),
            }
            if row.unreadable.is_none() {
                seen.entry(key).or_insert(line);
            }
            session.rows.push(answer);
        }
        if session.commands.is_empty() || (session.atomic && session.commands.len() < session.rows.len()) {
            session.state = if session.atomic && !session.commands.is_empty() { State::Asking } else { State::Done };
        }
        Ok(session)
    }

    /// What comes next.
    pub fn next(&self) -> UploadStep {
        let envelopes = |commands: &[(usize, Arc<Envelope>)]| commands.iter().map(|(_, envelope)| Arc::clone(envelope)).collect();
        match self.state {
            State::From(start) => UploadStep::Submit(envelopes(self.chunk(start))),
            State::Asking => UploadStep::Preview(self.commands.iter().filter_map(|(_, envelope)| alone(envelope)).collect()),
            State::Done => UploadStep::Done,
        }
    }

    fn chunk(&self, start: usize) -> &[(usize, Arc<Envelope>)] {
        let end = if self.atomic { self.commands.len() } else { start.saturating_add(CHUNK_ROWS).min(self.commands.len()) };
        self.commands.get(start..end).unwrap_or_default()
    }

    /// Takes the outcomes of the batch.
    pub fn submitted(&mut self, outcomes: &[Outcome]) {
        let State::From(start) = self.state else { return };
        let places: Vec<usize> = self.chunk(start).iter().map(|(place, _)| *place).collect();
        let next = start + places.len();
        let mut is_refused = false;
        for (place, outcome) in places.into_iter().zip(outcomes) {
            is_refused |= matches!(outcome, Outcome::Refused { .. });
            if let Some(row) = self.rows.get_mut(place) {
                row.take(outcome);
            }
        }
        self.state = match (self.atomic && is_refused, next < self.commands.len()) {
            (true, _) => State::Asking,
            (false, true) => State::From(next),
            (false, false) => State::Done,
        };
    }

    /// Takes what would come of each row alone.
    pub fn previewed(&mut self, preview: &Preview) {
        if self.state != State::Asking {
            return;
        }
        for ((place, _), shown) in self.commands.iter().zip(&preview.commands) {
            let Some(row) = self.rows.get_mut(*place) else { continue };
            match &shown.outcome {
                Outcome::Applied { .. } => row.status = UploadedStatus::NotApplied,
                outcome => row.take(outcome),
            }
        }
        self.state = State::Done;
    }

    /// How far it has got.
    pub fn progress(&self) -> UploadProgress {
        let sent = match self.state {
            State::From(start) => start,
            State::Asking | State::Done => self.commands.len(),
        };
        UploadProgress { rows: self.rows.len(), done: self.rows.len() - self.commands.len() + sent }
    }

    /// What came of every row, in their order; those that were never sent are not applied.
    pub fn finish(self) -> UploadReport {
        UploadReport::of(self.rows)
    }
}

fn command(upload: &StockUpload, row: &StockRow, location: &str, line: u32) -> Result<Envelope, Rejection> {
    let set = SetStock {
        sku: named("sku", &row.sku, Sku::new)?,
        location: named("location", location, crate::LocationId::new)?,
        lot: row.lot.as_deref().map(|lot| named("lot", lot, crate::LotNumber::new)).transpose()?,
        on_hand: units("on_hand", row.on_hand)?,
        available: units("available", row.available)?,
        expected: units("expected", row.expected)?,
        as_of: row.as_of.or(upload.as_of),
        shortage: ShortageChoice::Keep,
        reason: upload.reason.clone(),
    };
    let id = named("upload", &format!("{}:{line}", upload.upload), CommandId::new)?;
    let group = upload.atomic.then_some(GROUP);
    Ok(Envelope { id, at: upload.at, actor: upload.actor.clone(), group, expected_version: None, command: set.into() })
}

fn named<'a, T>(field: &str, text: &'a str, new: fn(&'a str) -> Result<T, IdError>) -> Result<T, Rejection> {
    new(text).map_err(|error| Rejection::field(field, error.to_string()))
}

fn units(field: &str, units: Option<i64>) -> Result<Option<Quantity>, Rejection> {
    let checked = |units| Quantity::new(units).ok_or_else(|| Rejection::field(field, format!("name 0 to {} units", crate::QUANTITY_MAX)));
    units.map(checked).transpose()
}
