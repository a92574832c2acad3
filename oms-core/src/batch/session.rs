//! The steps of a batch, for any host to drive: it asks for records, decides, hands over changes. It does no I/O itself.

use std::sync::Arc;

use super::loading::Loading;
use super::queues::DUE_MAX;
use super::read_set::WAITING_MAX;
use super::workspace::Workspace;
use super::{ChangeSet, DueQuery, Outcome, ReadSet, Snapshot};
use crate::command::Envelope;
use crate::inventory::ORDERS_MAX;
use crate::order::OrderQueue;
use crate::reservation::expiry;
use crate::routing::REROUTE_ORDERS_MAX;
use crate::serial::check_accounted;
use crate::settings::Settings;
use crate::supply;
use crate::{Rejection, Timestamp};

/// The most commands a batch may have.
pub const BATCH_MAX: usize = 8_192;

/// The most times a batch is decided anew because others were faster.
pub(crate) const ATTEMPTS_MAX: u32 = 100;

/// What a host must do next.
#[derive(Debug)]
pub enum Step<'session> {
    /// Read these records from one consistent view and call [`Session::loaded`].
    Load(&'session ReadSet),
    /// Write all of these changes or nothing, and call [`Session::committed`] or [`Session::conflicted`].
    Commit(&'session ChangeSet),
    /// The batch is done: one outcome a command, in their order. Take them with [`Session::finish`].
    Done(&'session [Outcome]),
}

/// A batch that cannot go on.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
pub enum SessionError {
    /// More commands than a batch may have.
    #[error("a batch has at most {BATCH_MAX} commands, but {commands} were given: send them in several batches")]
    BatchTooLarge {
        /// How many were given.
        commands: usize,
    },
    /// An upload has more rows than it may have.
    #[error(
        "an upload has at most {limit} rows, or as many as a batch if all or none are to be applied, but {rows} were given: send parts"
    )]
    UploadTooLarge {
        /// How many were given.
        rows: usize,
        /// How many it may have.
        limit: usize,
    },
    /// More orders were to be planned together than may be.
    #[error("at most {REROUTE_ORDERS_MAX} orders are planned together, but {orders} were named: name fewer, those first that cost most")]
    TooManyOrders {
        /// How many were named.
        orders: usize,
    },
    /// The host called a step that was not asked for.
    #[error("the batch waits for {expected}: follow the steps it answers with")]
    OutOfStep {
        /// What it waits for.
        expected: &'static str,
    },
    /// The storage answered lists that do not run in parallel to what was asked.
    #[error("the storage answered {answered} `{list}` where {asked} were asked for: answer every key, absent ones with null")]
    AnswerMisshapen {
        /// The list.
        list: &'static str,
        /// How many keys were asked.
        asked: usize,
        /// How many answers came.
        answered: usize,
    },
    /// The records kept pointing to further ones: the store is damaged, or the core has an error.
    #[error("records still name others after several rounds of reads: run an audit of the store")]
    TooManyRounds,
    /// Others were faster again and again.
    #[error("other writers changed the same records {ATTEMPTS_MAX} times in a row: send smaller batches, or fewer at a time")]
    TooManyConflicts,
}

impl SessionError {
    /// The stable code of the error.
    pub const fn code(&self) -> &'static str {
        match self {
            SessionError::BatchTooLarge { .. } => "batch_too_large",
            SessionError::UploadTooLarge { .. } => "upload_too_large",
            SessionError::TooManyOrders { .. } => "too_many_orders",
            SessionError::OutOfStep { .. } => "out_of_step",
            SessionError::AnswerMisshapen { .. } => "answer_misshapen",
            SessionError::TooManyRounds => "too_many_rounds",
            SessionError::TooManyConflicts => "too_many_conflicts",
        }
    }
}

/// A batch of commands on its way from commands to outcomes.
///
/// ```
/// use oms_core::batch::{Session, Step};
///
/// let session = Session::new(Vec::new(), Default::default()).expect("an empty batch is a batch");
/// assert!(matches!(session.next(), Step::Done([])));
/// ```
#[derive(Debug)]
pub struct Session {
    envelopes: Vec<Arc<Envelope>>,
    settings: Arc<Settings>,
    state: State,
    attempts: u32,
    /// What has served, and can serve again.
    spare: Option<Box<Loading>>,
}

#[derive(Debug)]
enum State {
    Loading(Box<Loading>),
    Committing { settings: Arc<Settings>, changes: Box<ChangeSet>, outcomes: Vec<Outcome> },
    Done(Vec<Outcome>),
}

impl State {
    fn begun(envelopes: &[Arc<Envelope>], settings: &Arc<Settings>, spare: Option<Box<Loading>>) -> State {
        let wanted = first_reads(envelopes, settings, None);
        State::Loading(match spare {
            Some(spare) => Loading::in_room_of(spare, settings, wanted),
            None => Box::new(Loading::new(settings, wanted)),
        })
    }
}

impl Session {
    /// Takes a batch of commands, and the settings as last seen (the default if none were).
    pub fn new(commands: Vec<Arc<Envelope>>, settings: Arc<Settings>) -> Result<Session, SessionError> {
        Session::in_room_of(None, commands, settings)
    }

    /// The same in the room that another session has had.
    pub(crate) fn in_room_of(
        spare: Option<Box<Loading>>,
        commands: Vec<Arc<Envelope>>,
        settings: Arc<Settings>,
    ) -> Result<Session, SessionError> {
        if commands.len() > BATCH_MAX {
            return Err(SessionError::BatchTooLarge { commands: commands.len() });
        }
        let (state, spare) = match commands.is_empty() {
            true => (State::Done(Vec::new()), spare),
            false => (State::begun(&commands, &settings, spare), None),
        };
        Ok(Session { envelopes: commands, settings, state, attempts: 1, spare })
    }

    /// What the host must do next.
    pub fn next(&self) -> Step<'_> {
        match &self.state {
            State::Loading(loading) => Step::Load(loading.wanted()),
            State::Committing { changes, .. } => Step::Commit(changes),
            State::Done(outcomes) => Step::Done(outcomes),
        }
    }

    /// The outcomes of a batch that is done, one a command, in their order.
    pub fn finish(self) -> Result<Vec<Outcome>, SessionError> {
        self.finish_and_spare().map(|(outcomes, _)| outcomes)
    }

    /// The same, and the room for the next session.
    pub(crate) fn finish_and_spare(self) -> Result<(Vec<Outcome>, Option<Box<Loading>>), SessionError> {
        match self.state {
            State::Done(outcomes) => Ok((outcomes, self.spare)),
            _ => Err(SessionError::OutOfStep { expected: "further steps before it is done" }),
        }
    }

    /// Takes the records asked for. When all are there, decides.
    pub fn loaded(&mut self, snapshot: Snapshot) -> Result<(), SessionError> {
        let State::Loading(loading) = &mut self.state else {
            return Err(SessionError::OutOfStep { expected: "the outcome of a commit, or nothing" });
        };
        if !loading.absorb(snapshot, &self.envelopes)? {
            return Ok(());
        }
        let work = loading.workspace();
        let outcomes = decide(work, &self.envelopes, |_, _| {});
        let settings = work.shared_settings();
        let decided = if work.has_changes() {
            State::Committing { settings, changes: Box::new(work.take_changes()), outcomes }
        } else {
            self.settings = settings;
            State::Done(outcomes)
        };
        if let State::Loading(mut served) = std::mem::replace(&mut self.state, decided) {
            // Now, not when it serves again: what the storage has answered is then the storage's alone, which changes it in place.
            served.clear();
            self.spare = Some(served);
        }
        Ok(())
    }

    /// The storage has written the changes, durably.
    pub fn committed(&mut self) -> Result<(), SessionError> {
        let State::Committing { settings, outcomes, .. } = &mut self.state else {
            return Err(SessionError::OutOfStep { expected: "records, or nothing" });
        };
        self.settings = Arc::clone(settings);
        self.state = State::Done(std::mem::take(outcomes));
        Ok(())
    }

    /// The storage has written nothing, since somebody else was faster: the batch is decided anew.
    pub fn conflicted(&mut self) -> Result<(), SessionError> {
        if !matches!(self.state, State::Committing { .. }) {
            return Err(SessionError::OutOfStep { expected: "records, or nothing" });
        }
        if self.attempts == ATTEMPTS_MAX {
            return Err(SessionError::TooManyConflicts);
        }
        self.attempts += 1;
        self.state = State::begun(&self.envelopes, &self.settings, self.spare.take());
        Ok(())
    }

    /// The settings as last seen, for the next session.
    pub fn settings(&self) -> &Arc<Settings> {
        &self.settings
    }
}

/// What the commands name, to be read first, and what is due by the last of them or by a later instant.
pub(crate) fn first_round(envelopes: &[Arc<Envelope>], settings: &Arc<Settings>, at: Option<Timestamp>) -> Loading {
    Loading::new(settings, first_reads(envelopes, settings, at))
}

fn first_reads(envelopes: &[Arc<Envelope>], settings: &Settings, at: Option<Timestamp>) -> ReadSet {
    let mut wanted = ReadSet { settings_known: Some(settings.version).filter(|version| *version > 0), ..ReadSet::default() };
    wanted.commands.reserve(envelopes.len());
    wanted.orders.reserve(envelopes.len());
    let mut until = at;
    for envelope in envelopes {
        wanted.commands.push(envelope.id.clone());
        envelope.command.reads(&mut wanted);
        until = until.max(Some(envelope.at));
    }
    wanted.due = until.map(|until| DueQuery { until, limit: DUE_MAX });
    // Every command that frees a unit may take an order out of a queue: one more of each must be at hand.
    let freed = u32::try_from(envelopes.len()).unwrap_or(u32::MAX);
    // What papers bring is known when they have been read: until then, each may look at as many orders of any queue.
    let papers = envelopes.iter().filter(|envelope| supply::document_of(&envelope.command).is_some()).count();
    let looks = u32::try_from(papers).unwrap_or(u32::MAX).saturating_mul(ORDERS_MAX).min(WAITING_MAX);
    // Whoever is served leaves the queues of orders that waves work off, too.
    let served = wanted.waiting.iter().fold(looks, |sum, query| sum.saturating_add(query.limit));
    wanted.normalize();
    for query in &mut wanted.waiting {
        let is_queue = OrderQueue::has_key(&query.sku);
        let served = if is_queue { served.min(WAITING_MAX) } else { query.limit.saturating_add(looks) };
        query.limit = served.saturating_add(freed);
    }
    wanted
}

/// Runs every command in turn; linked ones stand or fall together. `watch` sees what each command finds.
pub(crate) fn decide(work: &mut Workspace, envelopes: &[Arc<Envelope>], mut watch: impl FnMut(&Workspace, &Envelope)) -> Vec<Outcome> {
    let mut outcomes: Vec<Outcome> = Vec::with_capacity(envelopes.len());
    let mut rest = envelopes;
    while let Some(first) = rest.first() {
        let linked = match first.group {
            None => 1,
            Some(_) => rest.iter().take_while(|envelope| envelope.group == first.group).count(),
        };
        let (group, others) = rest.split_at(linked);
        rest = others;
        let savepoint = work.savepoint();
        let start = outcomes.len();
        outcomes.extend(group.iter().map(|envelope| {
            watch(work, envelope);
            decide_one(work, envelope)
        }));
        let refused = outcomes.iter().skip(start).position(|outcome| matches!(outcome, Outcome::Refused { .. }));
        if let Some(refused) = refused.filter(|_| linked > 1) {
            work.roll_back(savepoint);
            let culprit = group.get(refused).unwrap_or(first).id.clone();
            for (place, (outcome, envelope)) in outcomes.iter_mut().skip(start).zip(group).enumerate() {
                // What took effect in an earlier batch did so then; it is not taken back. What was sent twice within the group is.
                let is_kept = matches!(outcome, Outcome::AlreadyApplied { .. }) && work.entry(&envelope.id).is_some();
                if place != refused && !is_kept {
                    *outcome = refusal(Rejection::GroupRefused { command: culprit.clone() });
                }
            }
        }
        work.keep();
    }
    outcomes
}

fn refusal(rejection: Rejection) -> Outcome {
    Outcome::Refused { rejection: Box::new(rejection) }
}

fn decide_one(work: &mut Workspace, envelope: &Arc<Envelope>) -> Outcome {
    if let Some(entry) = work.entry(&envelope.id) {
        return if entry.envelope.command.is_kept_of(&envelope.command, entry.erased) {
            Outcome::AlreadyApplied { receipt: Arc::clone(&entry.receipt) }
        } else {
            refusal(Rejection::IdReused { command: envelope.id.clone() })
        };
    }
    let savepoint = work.begin(envelope);
    // The version is the one its sender can have seen: what is due by now frees stock of the order, but is not written yet.
    let result = check_version(work, envelope)
        .and_then(|()| expiry::expire_due(work, &envelope.command))
        .and_then(|()| envelope.command.execute(work))
        .and_then(|()| check_accounted(work, &envelope.command));
    match result {
        Ok(()) => Outcome::Applied { receipt: work.finish(envelope) },
        Err(rejection) => {
            work.roll_back(savepoint);
            refusal(rejection)
        }
    }
}

fn check_version(work: &Workspace, envelope: &Envelope) -> Result<(), Rejection> {
    let (Some(expected), Some(order)) = (envelope.expected_version, envelope.command.order()) else { return Ok(()) };
    let current = work.order(order)?.version;
    if current == expected { Ok(()) } else { Err(Rejection::VersionConflict { order: order.clone(), expected, current }) }
}
