//! What came of an upload, row by row.

use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

use crate::Rejection;
use crate::batch::Outcome;
use crate::event::Event;

/// How far an upload has got.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct UploadProgress {
    /// All rows.
    pub rows: usize,
    /// Those that have been answered.
    pub done: usize,
}

/// What came of an upload.
#[derive(Clone, Debug, Default, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct UploadReport {
    /// Rows that took effect now.
    pub applied: u32,
    /// Rows that took effect when the upload was first sent.
    pub already_applied: u32,
    /// Rows that are wrong.
    pub refused: u32,
    /// Rows that are right and were not applied, since all or none were to be.
    pub not_applied: u32,
    /// What came of each row, in their order.
    pub rows: Vec<UploadedRow>,
}

/// What came of a row.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct UploadedRow {
    /// Its line.
    pub line: u32,
    /// The SKU, as the row has it.
    pub sku: SmolStr,
    /// The location, as the row or the upload has it.
    pub location: SmolStr,
    /// The lot, if the row has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lot: Option<SmolStr>,
    /// What came of it.
    pub status: UploadedStatus,
    /// The figure as it stood; only where it took effect.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<i64>,
    /// The figure it was set to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<i64>,
    /// Why it was refused.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rejection: Option<Rejection>,
}

/// What came of a row.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum UploadedStatus {
    /// It took effect.
    Applied,
    /// It took effect when the upload was first sent.
    AlreadyApplied,
    /// It is wrong.
    Refused,
    /// It is right, and was not applied.
    NotApplied,
}

impl UploadedRow {
    pub(super) fn new(line: u32, sku: SmolStr, location: SmolStr, lot: Option<SmolStr>) -> UploadedRow {
        let status = UploadedStatus::NotApplied;
        UploadedRow { line, sku, location, lot, status, before: None, after: None, rejection: None }
    }

    pub(super) fn refuse(&mut self, rejection: Rejection) {
        self.status = UploadedStatus::Refused;
        self.rejection = Some(rejection);
    }

    pub(super) fn take(&mut self, outcome: &Outcome) {
        match outcome {
            Outcome::Applied { .. } => self.status = UploadedStatus::Applied,
            Outcome::AlreadyApplied { .. } => self.status = UploadedStatus::AlreadyApplied,
            Outcome::Refused { rejection } if matches!(**rejection, Rejection::GroupRefused { .. }) => {}
            Outcome::Refused { rejection } => self.refuse(Rejection::clone(rejection)),
        }
        for event in outcome.events() {
            if let Event::StockSet { before, after, .. } = event {
                self.before = Some(*before);
                self.after = Some(*after);
            }
        }
    }
}

impl UploadReport {
    pub(super) fn of(rows: Vec<UploadedRow>) -> UploadReport {
        let mut report = UploadReport::default();
        for row in &rows {
            let count = match row.status {
                UploadedStatus::Applied => &mut report.applied,
                UploadedStatus::AlreadyApplied => &mut report.already_applied,
                UploadedStatus::Refused => &mut report.refused,
                UploadedStatus::NotApplied => &mut report.not_applied,
            };
            *count += 1;
        }
        report.rows = rows;
        report
    }

    /// Whether every row took effect, now or before.
    pub const fn is_complete(&self) -> bool {
        self.refused == 0 && self.not_applied == 0
    }
}
