//! The steps of a what-if: pages of the log go in, a report comes out.

use crate::SortedSet;
use std::sync::Arc;

use super::begin::{AT_A_TIME, begin};
use super::captured::Captured;
use super::compare::compare;
use super::correction::corrections;
use super::record::RecordKey;
use super::refusals::Refusals;
use super::roles::Role;
use super::world::World;
use super::{WhatIfError, WhatIfPeriod, WhatIfReport, WhatIfRequest};
use crate::batch::{LogEntry, Outcome};
use crate::command::{Command, Envelope};
use crate::query::{NumberedEntry, Page, Query};
use crate::{OrderId, Timestamp};

/// The most entries of a log that are read. All of them are kept in memory.
pub const ENTRIES_MAX: u64 = 5_000_000;

/// Entries of a page.
const ROWS: u32 = 1_000;

/// A what-if on its way, for any host to drive: read the page it asks for, hand it over, until none is left. It only reads.
///
/// ```
/// use oms_core::what_if::{WhatIf, WhatIfRequest};
/// use oms_core::{MemoryStorage, Storage};
///
/// let mut storage = MemoryStorage::new();
/// let mut what_if = WhatIf::new(WhatIfRequest::default())?;
/// while let Some(query) = what_if.next() {
///     what_if.answered(&storage.scan(&query)?)?;
/// }
/// assert_eq!(what_if.finish()?.recorded.orders, 0);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct WhatIf {
    request: WhatIfRequest,
    /// Records that the changes put.
    replaced: SortedSet<RecordKey>,
    recorded: World,
    /// There from the moment on at which the changes take effect.
    variant: Option<World>,
    period: WhatIfPeriod,
    captured: Captured,
    refusals: Refusals,
    read: u64,
    last_at: Timestamp,
    is_read: bool,
}

/// A command of the period.
struct Played {
    envelope: Arc<Envelope>,
    in_variant: bool,
}

impl WhatIf {
    /// Begins, if the request is within its bounds.
    pub fn new(request: WhatIfRequest) -> Result<WhatIf, WhatIfError> {
        request.check()?;
        Ok(WhatIf {
            replaced: request.changes.iter().filter_map(RecordKey::of).collect(),
            period: WhatIfPeriod { until: request.until, ..WhatIfPeriod::default() },
            request,
            recorded: World::empty(),
            variant: None,
            captured: Captured::default(),
            refusals: Refusals::default(),
            read: 0,
            last_at: Timestamp::default(),
            is_read: false,
        })
    }

    /// The page to read next; `None` when nothing more of the log is needed.
    pub fn next(&self) -> Option<Query> {
        (!self.is_read).then_some(Query::Log { after: self.read, limit: ROWS })
    }

    /// Takes the page asked for, and plays what stands on it.
    pub fn answered(&mut self, page: &Page) -> Result<(), WhatIfError> {
        let Page::Log { entries } = page else {
            self.is_read = true;
            return Ok(());
        };
        let mut before: Vec<&NumberedEntry> = Vec::new();
        let mut within: Vec<Played> = Vec::new();
        for numbered in entries {
            let expected = self.read + 1;
            if numbered.number != expected {
                return Err(WhatIfError::LogIncomplete { expected, found: numbered.number });
            }
            let at = numbered.entry.envelope.at;
            if self.variant.is_none() && self.begins(&numbered.entry) {
                self.replay(&before)?;
                before.clear();
                self.begin(at)?;
            }
            let is_over = self.request.until.is_some_and(|until| at >= until) && (self.variant.is_some() || self.request.since.is_none());
            if is_over {
                self.is_read = true;
                break;
            }
            if expected > ENTRIES_MAX {
                return Err(WhatIfError::HistoryTooLong);
            }
            (self.read, self.last_at) = (expected, at);
            match self.variant {
                None => before.push(numbered),
                Some(_) => self.take(numbered, &mut within),
            }
        }
        self.replay(&before)?;
        self.play(&within)?;
        self.is_read |= entries.len() < usize::try_from(ROWS).unwrap_or(usize::MAX);
        Ok(())
    }

    /// The report on all that was read.
    pub fn finish(mut self) -> Result<WhatIfReport, WhatIfError> {
        if self.variant.is_none() {
            self.begin(self.request.since.unwrap_or(self.last_at))?;
        }
        let mut variant = self.variant.unwrap_or_else(World::empty);
        let ends = self.request.until.unwrap_or(self.last_at);
        Ok(compare(&self.request, self.period, self.refusals, &self.captured, [self.recorded.storage(), variant.storage()], ends))
    }

    /// Whether the period begins with a command.
    fn begins(&self, entry: &LogEntry) -> bool {
        match self.request.since {
            Some(since) => entry.envelope.at >= since,
            None => matches!(entry.envelope.command, Command::ReserveStock(_) | Command::CaptureOrder(_)),
        }
    }

    fn begin(&mut self, at: Timestamp) -> Result<(), WhatIfError> {
        let at = self.request.since.unwrap_or(at);
        self.period.since = at;
        self.variant = Some(begin(&mut self.recorded, &self.request, at)?);
        Ok(())
    }

    /// Plays what came before the period, as it was.
    fn replay(&mut self, entries: &[&NumberedEntry]) -> Result<(), WhatIfError> {
        if entries.is_empty() {
            return Ok(());
        }
        let outcomes = self.recorded.play(entries.iter().map(|numbered| Arc::clone(&numbered.entry.envelope)).collect())?;
        for (numbered, outcome) in entries.iter().zip(outcomes) {
            match outcome {
                Outcome::Refused { rejection } => return Err(WhatIfError::ReplayRefused { number: numbered.number, rejection }),
                Outcome::Applied { receipt } | Outcome::AlreadyApplied { receipt } => {
                    self.period.answered_otherwise += u64::from(receipt != numbered.entry.receipt);
                }
            }
            self.period.commands_before += 1;
        }
        Ok(())
    }

    /// Adds what is played of an entry of the period.
    fn take(&mut self, numbered: &NumberedEntry, within: &mut Vec<Played>) {
        let envelope = &numbered.entry.envelope;
        match Role::of(envelope.command.name()) {
            Role::LeftOut => self.period.left_out += 1,
            Role::Correction => {
                let corrections = corrections(numbered.number, &numbered.entry);
                self.period.corrected += 1;
                within.extend(corrections.into_iter().map(|envelope| Played { envelope, in_variant: true }));
            }
            Role::Played => {
                let in_variant = RecordKey::of(&envelope.command).is_none_or(|key| !self.replaced.contains(&key));
                self.period.played += 1;
                self.period.replaced += u64::from(!in_variant);
                within.push(Played { envelope: alone(envelope), in_variant });
            }
        }
    }

    /// Plays commands of the period in both copies.
    fn play(&mut self, within: &[Played]) -> Result<(), WhatIfError> {
        let Some(variant) = &mut self.variant else { return Ok(()) };
        for commands in within.chunks(AT_A_TIME) {
            let there = commands.iter().filter(|played| played.in_variant);
            let recorded = self.recorded.play(commands.iter().map(|played| Arc::clone(&played.envelope)).collect())?;
            let changed = variant.play(there.map(|played| Arc::clone(&played.envelope)).collect())?;
            let mut changed = changed.iter();
            for (played, recorded) in commands.iter().zip(&recorded) {
                let changed = if played.in_variant { changed.next() } else { None };
                let Some(changed) = changed else { continue };
                let (recorded, changed) = (code(recorded), code(changed));
                self.refusals.count(&played.envelope, recorded, changed);
                if let Some(order) = captured(&played.envelope.command) {
                    self.captured.put(order, recorded, changed);
                }
            }
        }
        Ok(())
    }
}

/// The command by itself: what it was linked with, and the version it was given on, may be otherwise in a copy.
fn alone(envelope: &Arc<Envelope>) -> Arc<Envelope> {
    match (envelope.group, envelope.expected_version) {
        (None, None) => Arc::clone(envelope),
        _ => Arc::new(Envelope { group: None, expected_version: None, ..Envelope::clone(envelope) }),
    }
}

fn code(outcome: &Outcome) -> Option<&'static str> {
    match outcome {
        Outcome::Refused { rejection } => Some(rejection.code()),
        _ => None,
    }
}

fn captured(command: &Command) -> Option<&OrderId> {
    match command {
        Command::CaptureOrder(capture) => Some(&capture.order),
        _ => None,
    }
}
