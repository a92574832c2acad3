//! What is asked of a consumer, as steps for any host to drive.

use serde::Serialize;

use super::{CONSUMERS_MAX, ConsumerError};
use crate::ConsumerId;
use crate::batch::{ATTEMPTS_MAX, ChangeSet, ConsumerMove, ReadSet, SessionError, Snapshot, Step};
use crate::query::{NumberedEntry, Page, Query};
use crate::settings::Settings;
use crate::tagged;

tagged! {
by "type" of "ConsumerRequest", read by members;
/// What is asked of a consumer.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
pub enum ConsumerRequest {
    /// The entries of the log that come after those it has acknowledged.
    Unread {
        /// The consumer.
        consumer: ConsumerId,
        /// The most entries wanted, as in a page of the log.
        limit: u32,
    },
    /// It has dealt with these entries, which come next.
    Acknowledge {
        /// The consumer; a new one begins with entry 1.
        consumer: ConsumerId,
        /// The number of the first entry.
        first: u64,
        /// The number of the last entry.
        last: u64,
    },
    /// Its place is not kept any more.
    Remove {
        /// The consumer.
        consumer: ConsumerId,
    },
}
}

impl ConsumerRequest {
    const fn consumer(&self) -> &ConsumerId {
        match self {
            ConsumerRequest::Unread { consumer, .. }
            | ConsumerRequest::Acknowledge { consumer, .. }
            | ConsumerRequest::Remove { consumer } => consumer,
        }
    }
}

/// What came of it.
#[derive(Clone, Debug, Serialize)]
#[serde(untagged)]
pub enum ConsumerAnswer {
    /// The entries that are unread, oldest first.
    Unread(Vec<NumberedEntry>),
    /// Whether the consumer is elsewhere now; it was there before, or was not known, if not.
    Moved(bool),
}

/// A request on its way to its answer. It asks for loads and commits as a batch of commands does, and never has outcomes.
#[derive(Debug)]
pub struct ConsumerSession {
    request: ConsumerRequest,
    wanted: ReadSet,
    state: State,
    attempts: u32,
}

#[derive(Debug)]
enum State {
    Loading,
    Committing(Box<ChangeSet>),
    Done(ConsumerAnswer),
}

impl ConsumerSession {
    /// Begins, with the settings as last seen, which are not read again.
    pub fn new(request: ConsumerRequest, settings: &Settings) -> Result<ConsumerSession, ConsumerError> {
        if let ConsumerRequest::Acknowledge { first, last, .. } = request
            && !(1..=last).contains(&first)
        {
            return Err(ConsumerError::InvalidRange { first, last });
        }
        let wanted = ReadSet { settings_known: Some(settings.version), pages: vec![Query::Consumers], ..ReadSet::default() };
        Ok(ConsumerSession { request, wanted, state: State::Loading, attempts: 1 })
    }

    /// What the host must do next.
    pub fn next(&self) -> Step<'_> {
        match &self.state {
            State::Loading => Step::Load(&self.wanted),
            State::Committing(changes) => Step::Commit(changes),
            State::Done(_) => Step::Done(&[]),
        }
    }

    /// Takes the page asked for.
    pub fn loaded(&mut self, mut snapshot: Snapshot) -> Result<(), ConsumerError> {
        if !matches!(self.state, State::Loading) {
            return Err(SessionError::OutOfStep { expected: "the outcome of a commit, or nothing" }.into());
        }
        let answered = snapshot.pages.len();
        self.state = match snapshot.pages.pop().filter(|_| answered == 1) {
            Some(Page::Log { entries }) => State::Done(ConsumerAnswer::Unread(entries)),
            Some(Page::Consumers { consumers, last }) => {
                let kept = consumers.iter().find(|kept| &kept.consumer == self.request.consumer());
                let position = kept.map_or(0, |kept| kept.position);
                match self.goes_to(position, last, consumers.len())? {
                    Some(next) => State::Committing(Box::new(ChangeSet {
                        epoch_read: snapshot.epoch,
                        consumers: vec![ConsumerMove { consumer: self.request.consumer().clone(), read: position, position: next }],
                        ..ChangeSet::default()
                    })),
                    None => match self.request {
                        ConsumerRequest::Unread { limit, .. } => {
                            self.wanted.pages = vec![Query::Log { after: position, limit }];
                            State::Loading
                        }
                        _ => State::Done(ConsumerAnswer::Moved(false)),
                    },
                }
            }
            _ => return Err(SessionError::AnswerMisshapen { list: "pages", asked: 1, answered }.into()),
        };
        Ok(())
    }

    /// Where the consumer goes from its position; 0 is nowhere.
    fn goes_to(&self, position: u64, log_end: u64, consumers: usize) -> Result<Option<u64>, ConsumerError> {
        match &self.request {
            ConsumerRequest::Unread { .. } => Ok(None),
            ConsumerRequest::Remove { .. } => Ok((position > 0).then_some(0)),
            // Said before: the answer was lost on its way.
            ConsumerRequest::Acknowledge { last, .. } if *last == position => Ok(None),
            ConsumerRequest::Acknowledge { last, .. } if *last > log_end => Err(ConsumerError::BeyondLog { last: *last, log_end }),
            ConsumerRequest::Acknowledge { consumer, first, .. } if *first != position.saturating_add(1) => {
                Err(ConsumerError::Moved { consumer: consumer.clone(), position, first: *first })
            }
            ConsumerRequest::Acknowledge { .. } if position == 0 && consumers >= CONSUMERS_MAX => Err(ConsumerError::TooMany),
            ConsumerRequest::Acknowledge { last, .. } => Ok(Some(*last)),
        }
    }

    /// The storage has written the changes.
    pub fn committed(&mut self) -> Result<(), ConsumerError> {
        self.ended(State::Done(ConsumerAnswer::Moved(true)))
    }

    /// The storage has written nothing, since somebody else was faster: where the consumer is now is looked at again.
    pub fn conflicted(&mut self) -> Result<(), ConsumerError> {
        if self.attempts == ATTEMPTS_MAX {
            return Err(SessionError::TooManyConflicts.into());
        }
        self.attempts += 1;
        self.ended(State::Loading)
    }

    fn ended(&mut self, next: State) -> Result<(), ConsumerError> {
        if !matches!(self.state, State::Committing(_)) {
            return Err(SessionError::OutOfStep { expected: "records, or nothing" }.into());
        }
        self.state = next;
        Ok(())
    }

    /// The answer of a request that is done.
    pub fn finish(self) -> Result<ConsumerAnswer, ConsumerError> {
        match self.state {
            State::Done(answer) => Ok(answer),
            _ => Err(SessionError::OutOfStep { expected: "further steps before it is done" }.into()),
        }
    }
}
