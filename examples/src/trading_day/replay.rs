//! Sends the day to the library, window by window, in batches of any size, and reacts to the answers.

use std::sync::Arc;

use jiff::civil::DateTime;
use oms_core::{Command, Engine, EngineError, Envelope, Outcome, Storage};

use super::agenda::{Agenda, Due};
use super::books::{Books, Sending};
use super::commands;
use super::invoice::Trade;
use super::merchant::{self, NameError};
use super::plan::Plan;
use super::supply::OPENING;

/// Every command id of a run begins with this and the fingerprint of its invoices.
pub const RUN_PREFIX: &str = "trading-day";

/// Why a replay could not go on.
#[derive(Debug, thiserror::Error)]
pub enum ReplayError<E: std::error::Error + 'static> {
    /// The library or its store failed.
    #[error(transparent)]
    Engine(#[from] EngineError<E>),
    /// The file names something that cannot be an id.
    #[error(transparent)]
    Name(#[from] NameError),
    /// The merchant could not be set up.
    #[error("the set-up was refused: {0}")]
    SetUp(String),
}

/// How far a replay has come.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Progress {
    /// Steps of the plan that were sent.
    pub steps: usize,
    /// Steps of the plan.
    pub steps_total: usize,
    /// Batches that were answered.
    pub batches: u64,
}

/// What a replay leaves behind, beside the store.
#[derive(Debug)]
pub struct Replayed<'day> {
    /// What the merchant knows at the end.
    pub books: Books<'day>,
    /// Commands that were sent.
    pub commands: u64,
    /// Whether it was stopped before the end.
    pub interrupted: bool,
}

/// Replays a plan on an engine, `batch` commands at a time.
///
/// `go_on` is asked after every batch; when it says no, the replay stops there, as if the machine had. A replay of the same plan on the
/// same store goes on where the last one stopped: commands that took effect are answered from the log.
pub fn replay<'day, S: Storage>(
    engine: &mut Engine<S>,
    trade: &'day Trade,
    plan: &'day Plan,
    batch: usize,
    go_on: impl FnMut(Progress) -> bool,
) -> Result<Replayed<'day>, ReplayError<S::Error>> {
    let mut sender =
        Sender { engine, run: run_name(trade), batch: batch.max(1), go_on, commands: 0, batches: 0, steps_total: plan.steps.len() };
    let mut books = Books::new(trade, plan)?;
    let mut agenda = Agenda::of_plan(&plan.steps);
    let mut going = sender.set_up(trade, plan)?;
    while going {
        let window = agenda.window();
        if window.is_empty() {
            break;
        }
        going = sender.window(&mut books, &mut agenda, &window)?;
    }
    Ok(Replayed { books, commands: sender.commands, interrupted: !going })
}

/// The first part of every command id of a run: runs of other invoices have another.
pub fn run_name(trade: &Trade) -> String {
    format!("{RUN_PREFIX}/{:016x}", trade.fingerprint)
}

struct Sender<'engine, S, F> {
    engine: &'engine mut Engine<S>,
    run: String,
    batch: usize,
    go_on: F,
    commands: u64,
    batches: u64,
    steps_total: usize,
}

impl<S: Storage, F: FnMut(Progress) -> bool> Sender<'_, S, F> {
    fn set_up(&mut self, trade: &Trade, plan: &Plan) -> Result<bool, ReplayError<S::Error>> {
        let Some(first) = plan.steps.first() else { return Ok(true) };
        let before = first.time.date().to_datetime(OPENING).min(first.time);
        let commands = merchant::set_up(trade)?;
        let envelopes = commands
            .into_iter()
            .map(|(name, command)| self.envelope(before, Sending::set_up(name, command)))
            .collect::<Result<Vec<_>, _>>()?;
        let (outcomes, going) = self.send(envelopes, 0)?;
        match outcomes.iter().find_map(|outcome| outcome.receipt().err()) {
            Some(rejection) => Err(ReplayError::SetUp(rejection.to_string())),
            None => Ok(going),
        }
    }

    /// Sends all steps of a window, then reacts to the answers in the order of the steps. Answers whether to go on.
    fn window(
        &mut self,
        books: &mut Books<'_>,
        agenda: &mut Agenda<'_>,
        window: &[(DateTime, Due)],
    ) -> Result<bool, ReplayError<S::Error>> {
        let mut envelopes = Vec::with_capacity(window.len());
        let mut counts = Vec::with_capacity(window.len());
        for &(time, due) in window {
            let sendings = books.sendings(time, due)?;
            counts.push(sendings.len());
            for sending in sendings {
                envelopes.push(self.envelope(time, sending)?);
            }
        }
        let (outcomes, going) = self.send(envelopes, agenda.progress())?;
        if !going {
            return Ok(false);
        }
        let mut outcomes = outcomes.iter();
        for (&(time, due), count) in window.iter().zip(counts) {
            for outcome in outcomes.by_ref().take(count) {
                books.answered(agenda, time, due, outcome);
            }
            books.done(agenda, time, due);
        }
        Ok(true)
    }

    fn envelope(&self, time: DateTime, sending: Sending) -> Result<Arc<Envelope>, NameError> {
        let name = format!("{}/{}", self.run, sending.name);
        commands::envelope(&name, time, sending.actor, sending.command).map(Arc::new)
    }

    /// Sends commands in batches. Answers their outcomes, fewer if it was stopped, and whether to go on.
    fn send(&mut self, mut envelopes: Vec<Arc<Envelope>>, steps: usize) -> Result<(Vec<Outcome>, bool), EngineError<S::Error>> {
        let mut outcomes = Vec::with_capacity(envelopes.len());
        while !envelopes.is_empty() {
            let rest = envelopes.split_off(self.batch.min(envelopes.len()));
            self.commands += envelopes.len() as u64;
            outcomes.extend(self.engine.submit_batch(std::mem::replace(&mut envelopes, rest))?);
            self.batches += 1;
            if !(self.go_on)(Progress { steps, steps_total: self.steps_total, batches: self.batches }) {
                return Ok((outcomes, false));
            }
        }
        Ok((outcomes, true))
    }
}

impl Sending {
    fn set_up(name: String, command: Command) -> Sending {
        Sending { name: format!("set-up/{name}"), actor: "merchant", command }
    }
}
