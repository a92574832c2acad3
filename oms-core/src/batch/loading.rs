use std::sync::Arc;

use super::workspace::Workspace;
use super::{ReadSet, SessionError, Snapshot};
use crate::command::Envelope;
use crate::item::bundle::LEVELS_MAX;
use crate::settings::Settings;

/// The most rounds of reads: what commands name, what those records name, and what those do; and a round a level of bundles.
const ROUNDS_MAX: u32 = 4 + LEVELS_MAX as u32;

/// A workspace that is being filled, round by round.
#[derive(Debug)]
pub(crate) struct Loading {
    work: Workspace,
    wanted: ReadSet,
    round: u32,
}

impl Loading {
    /// Begins with the settings as last seen and the first keys.
    pub(crate) fn new(settings: &Arc<Settings>, wanted: ReadSet) -> Loading {
        let mut wanted = wanted;
        wanted.settings_known = Some(settings.version).filter(|version| *version > 0);
        Loading { work: Workspace::new(Arc::clone(settings)), wanted, round: 1 }
    }

    /// The same in the room of one that has served and was cleared.
    pub(super) fn in_room_of(mut cleared: Box<Loading>, settings: &Arc<Settings>, wanted: ReadSet) -> Box<Loading> {
        cleared.work.begin_batch(settings);
        cleared.wanted = wanted;
        cleared.wanted.settings_known = Some(settings.version).filter(|version| *version > 0);
        cleared.round = 1;
        cleared
    }

    /// Forgets all records, and keeps the room they took if it is not large.
    pub(super) fn clear(&mut self) {
        self.work.clear();
        self.wanted = ReadSet::default();
    }

    /// What to read next.
    pub(crate) fn wanted(&self) -> &ReadSet {
        &self.wanted
    }

    /// Takes in an answer. Says whether all records are there.
    pub(crate) fn absorb(&mut self, snapshot: Snapshot, envelopes: &[Arc<Envelope>]) -> Result<bool, SessionError> {
        check_shape(&self.wanted, &snapshot)?;
        self.work.absorb(std::mem::take(&mut self.wanted), snapshot, self.round == 1);
        self.wanted = self.work.missing(envelopes);
        if self.wanted.is_empty() {
            return Ok(true);
        }
        if self.round == ROUNDS_MAX {
            return Err(SessionError::TooManyRounds);
        }
        self.round += 1;
        // Later rounds ask for records only: the settings are there.
        self.wanted.settings_known = Some(self.work.settings().version);
        Ok(false)
    }

    /// Asks for further records, once those that were asked for are there. Says whether any are to be read.
    pub(crate) fn want(&mut self, wanted: ReadSet) -> bool {
        self.wanted = wanted;
        self.wanted.normalize();
        self.wanted.settings_known = Some(self.work.settings().version);
        !self.wanted.is_empty()
    }

    /// The workspace, once all records are there.
    pub(crate) fn workspace(&mut self) -> &mut Workspace {
        &mut self.work
    }
}

fn check_shape(wanted: &ReadSet, snapshot: &Snapshot) -> Result<(), SessionError> {
    let lists = [
        ("orders", wanted.orders.len(), snapshot.orders.len()),
        ("external_ids", wanted.external_ids.len(), snapshot.external_ids.len()),
        ("skus", wanted.skus.len(), snapshot.skus.len()),
        ("reservations", wanted.reservations.len(), snapshot.reservations.len()),
        ("customers", wanted.customers.len(), snapshot.customers.len()),
        ("commands", wanted.commands.len(), snapshot.commands.len()),
        ("waiting", wanted.waiting.len(), snapshot.waiting.len()),
        ("documents", wanted.documents.len(), snapshot.documents.len()),
        ("subjects", wanted.subjects.len(), snapshot.subjects.len()),
        ("moved", wanted.moved.len(), snapshot.moved.len()),
        ("pages", wanted.pages.len(), snapshot.pages.len()),
    ];
    match lists.into_iter().find(|(_, asked, answered)| asked != answered) {
        Some((list, asked, answered)) => Err(SessionError::AnswerMisshapen { list, asked, answered }),
        None => Ok(()),
    }
}
