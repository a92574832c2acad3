//! Group commit: callers on many threads share batches.
//!
//! A commit to disk takes as long for one command as for fifty. So whoever comes while a batch is on its way waits for the next one, and
//! the first of those who wait carries it out for all. Nobody sets up a thread for it, and a caller who is alone goes straight through.

use std::collections::VecDeque;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use oms_core::{Engine, EngineError, Envelope, Outcome, Storage};

/// How callers are gathered.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct GroupOptions {
    /// The most commands of one batch.
    pub batch_max: usize,
    /// The most commands that wait for their batch. Whoever comes then is told so, and may come again.
    pub waiting_max: usize,
    /// The longest that a batch waits for those who were in the one before: a caller that sends one command after the other is back
    /// within microseconds. A caller who is alone never waits.
    pub gather_max: Duration,
}

impl Default for GroupOptions {
    fn default() -> GroupOptions {
        GroupOptions { batch_max: 512, waiting_max: 8_192, gather_max: Duration::from_micros(200) }
    }
}

/// Why a command was not carried out, or why nobody knows.
#[derive(Clone, Debug, Eq, PartialEq, thiserror::Error)]
pub enum GroupError<E> {
    /// Its batch failed.
    #[error(transparent)]
    Engine(E),
    /// Too many wait already; nothing was done.
    #[error("{waiting} commands wait for their commit already: send this one again in a moment, or from fewer threads at once")]
    QueueFull {
        /// How many wait.
        waiting: usize,
    },
    /// The thread that carried out the batch panicked. Sent again, the command is answered as already applied if it was.
    #[error("the thread that carried out this command's batch panicked, and it is not known what took effect: send the command again")]
    Abandoned,
}

/// Callers that wait for their turn, first come, first served.
///
/// It knows nothing of engines: whoever is first in line carries out a batch by the work it brought along. [`SharedEngine`] is the same
/// with an engine.
#[derive(Debug)]
pub struct CommitQueue<E> {
    options: GroupOptions,
    line: Mutex<Line<E>>,
    /// Rings when as many have come as were in the batch before.
    gathered: Condvar,
}

#[derive(Debug)]
struct Line<E> {
    waiting: VecDeque<Arc<Caller<E>>>,
    /// Whether somebody carries out a batch, or has been told to.
    led: bool,
    /// How many the leader waits for.
    wanted: usize,
    /// Whether the leader sleeps until they have come. Ringing is a call of the system, whether or not somebody listens.
    gathers: bool,
}

#[derive(Debug)]
struct Caller<E> {
    command: Arc<Envelope>,
    told: Mutex<Told<E>>,
    bell: Condvar,
}

#[derive(Debug)]
enum Told<E> {
    Nothing,
    /// Nothing, and the caller sleeps.
    Awaited,
    /// Carry out the next batch.
    Lead,
    Done(Result<Outcome, GroupError<E>>),
}

impl<E> Caller<E> {
    fn tell(&self, told: Told<E>) {
        if matches!(std::mem::replace(&mut *locked(&self.told), told), Told::Awaited) {
            self.bell.notify_one();
        }
    }

    /// The answer, or nothing if it is this caller's turn to lead.
    fn wait(&self) -> Option<Result<Outcome, GroupError<E>>> {
        let mut told = locked(&self.told);
        loop {
            match std::mem::replace(&mut *told, Told::Nothing) {
                Told::Nothing | Told::Awaited => {
                    *told = Told::Awaited;
                    told = self.bell.wait(told).unwrap_or_else(PoisonError::into_inner);
                }
                Told::Lead => return None,
                Told::Done(answer) => return Some(answer),
            }
        }
    }
}

impl<E: Clone> CommitQueue<E> {
    /// An empty line.
    pub fn new(options: GroupOptions) -> CommitQueue<E> {
        let line = Line { waiting: VecDeque::new(), led: false, wanted: 1, gathers: false };
        CommitQueue { options, line: Mutex::new(line), gathered: Condvar::new() }
    }

    /// Carries out a command together with those of other callers, and answers its outcome.
    ///
    /// `run` carries out a batch, and is called if this caller leads one. If a batch of several fails by an error that `is_of_one` says
    /// may be the fault of one of them, each is carried out alone.
    ///
    /// # Errors
    /// Those of `run`; that too many wait already; that the thread that led the batch panicked.
    pub fn submit(
        &self,
        command: Arc<Envelope>,
        mut run: impl FnMut(Vec<Arc<Envelope>>) -> Result<Vec<Outcome>, E>,
        is_of_one: impl Fn(&E) -> bool,
    ) -> Result<Outcome, GroupError<E>> {
        let caller = Arc::new(Caller { command, told: Mutex::new(Told::Nothing), bell: Condvar::new() });
        if !self.comes_first(&caller)?
            && let Some(answer) = caller.wait()
        {
            return answer;
        }
        let mut batch = Batch { queue: self, callers: self.gather() };
        let commands = batch.callers.iter().map(|caller| Arc::clone(&caller.command)).collect();
        match run(commands) {
            Ok(outcomes) => batch.answer(outcomes.into_iter().map(Ok)),
            Err(error) if batch.callers.len() > 1 && is_of_one(&error) => {
                let alone: Vec<_> = batch.callers.iter().map(|caller| run(vec![Arc::clone(&caller.command)])).collect();
                batch.answer(
                    alone.into_iter().map(|outcomes| outcomes.and_then(|outcomes| outcomes.into_iter().next().ok_or(error.clone()))),
                );
            }
            Err(error) => batch.answer(std::iter::repeat_with(|| Err(error.clone()))),
        }
        drop(batch);
        // Leaders are in their own batch, since whoever is told to lead stands first.
        caller.wait().unwrap_or(Err(GroupError::Abandoned))
    }

    /// How many commands wait for a batch to begin.
    pub fn waiting(&self) -> usize {
        locked(&self.line).waiting.len()
    }

    /// Stands in line. Answers whether nobody leads, so that this caller does.
    fn comes_first(&self, caller: &Arc<Caller<E>>) -> Result<bool, GroupError<E>> {
        let mut line = locked(&self.line);
        if line.waiting.len() >= self.options.waiting_max.max(1) {
            return Err(GroupError::QueueFull { waiting: line.waiting.len() });
        }
        line.waiting.push_back(Arc::clone(caller));
        if line.gathers && line.waiting.len() >= line.wanted {
            line.gathers = false;
            self.gathered.notify_one();
        }
        Ok(!std::mem::replace(&mut line.led, true))
    }

    /// Waits a moment for those who were in the batch before, and takes who is there, in order.
    fn gather(&self) -> Vec<Arc<Caller<E>>> {
        let mut line = locked(&self.line);
        let mut latest = None;
        while line.waiting.len() < line.wanted {
            let now = Instant::now();
            let left = latest.get_or_insert(now + self.options.gather_max).saturating_duration_since(now);
            if left.is_zero() {
                break;
            }
            line.gathers = true;
            line = self.gathered.wait_timeout(line, left).unwrap_or_else(PoisonError::into_inner).0;
        }
        line.gathers = false;
        let Line { waiting, wanted, .. } = &mut *line;
        // Commands of a group stand or fall together, but not with those of another caller who chose the same name.
        let has_group = |caller: &Arc<Caller<E>>| caller.command.group.is_some();
        let alike = waiting.iter().take(self.options.batch_max.max(1)).take_while(|caller| !has_group(caller)).count();
        *wanted = alike.max(1);
        waiting.drain(..alike.max(1).min(waiting.len())).collect()
    }

    /// The next in line leads, or the next who comes.
    fn pass_on(&self) {
        let mut line = locked(&self.line);
        match line.waiting.front() {
            Some(next) => next.tell(Told::Lead),
            None => line.led = false,
        }
    }
}

/// Those whose commands are carried out together. When it ends everybody is answered, whatever happened.
struct Batch<'queue, E: Clone> {
    queue: &'queue CommitQueue<E>,
    callers: Vec<Arc<Caller<E>>>,
}

impl<E: Clone> Batch<'_, E> {
    fn answer(&mut self, mut answers: impl Iterator<Item = Result<Outcome, E>>) {
        for caller in std::mem::take(&mut self.callers) {
            let answer = answers.next().map_or(Err(GroupError::Abandoned), |answer| answer.map_err(GroupError::Engine));
            caller.tell(Told::Done(answer));
        }
    }
}

impl<E: Clone> Drop for Batch<'_, E> {
    fn drop(&mut self) {
        for caller in self.callers.drain(..) {
            caller.tell(Told::Done(Err(GroupError::Abandoned)));
        }
        self.queue.pass_on();
    }
}

/// An engine that many threads send single commands to.
///
/// ```
/// use oms_core::{Envelope, MemoryStorage};
/// use oms_storage::SharedEngine;
///
/// let oms = SharedEngine::new(MemoryStorage::new());
/// std::thread::scope(|scope| {
///     for name in ["berlin", "munich"] {
///         let oms = &oms;
///         scope.spawn(move || {
///             let command = format!(r#"{{"id": "{name}", "at": "2026-03-01T10:00:00Z", "actor": "set-up",
///                 "command": {{"type": "put_location", "location": {{"id": "{name}", "country": "DE"}}}}}}"#);
///             oms.submit(Envelope::from_json(command.as_bytes()).unwrap()).unwrap();
///         });
///     }
/// });
/// let report = oms.with(|engine| engine.audit()).unwrap();
/// assert!(report.is_clean());
/// ```
#[derive(Debug)]
pub struct SharedEngine<S: Storage> {
    engine: Mutex<Engine<S>>,
    queue: CommitQueue<Arc<EngineError<S::Error>>>,
}

impl<S: Storage> SharedEngine<S> {
    /// An engine on a storage.
    pub fn new(storage: S) -> SharedEngine<S> {
        SharedEngine::with_options(storage, GroupOptions::default())
    }

    /// The same with options of one's own.
    pub fn with_options(storage: S, options: GroupOptions) -> SharedEngine<S> {
        SharedEngine { engine: Mutex::new(Engine::new(storage)), queue: CommitQueue::new(options) }
    }

    /// Carries out one command, together with those that other threads have sent meanwhile: one commit serves them all. Returns when
    /// the command is as durable as the storage makes it. Commands of one thread take effect in the order they are sent in.
    ///
    /// # Errors
    /// As [`Engine::submit_batch`]; see [`GroupError`] for what is of its own.
    pub fn submit(&self, command: impl Into<Arc<Envelope>>) -> Result<Outcome, GroupError<Arc<EngineError<S::Error>>>> {
        let run = |batch| self.with(|engine| engine.submit_batch(batch)).map_err(Arc::new);
        self.queue.submit(command.into(), run, |error| matches!(**error, EngineError::Session(_)))
    }

    /// Anything else that is asked of the engine, between two batches.
    pub fn with<T>(&self, work: impl FnOnce(&mut Engine<S>) -> T) -> T {
        work(&mut locked(&self.engine))
    }
}

/// What a panic left behind is whole: a batch is decided on records of its own, and answers are told one by one.
fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
