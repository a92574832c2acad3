//! One of the two copies: an engine in memory.

use std::convert::Infallible;
use std::sync::Arc;

use super::WhatIfError;
use crate::batch::{Outcome, SessionError};
use crate::command::{Command, Envelope};
use crate::{Actor, CommandId, Engine, EngineError, MemoryStorage, Timestamp};

/// A store in memory that commands are played on.
#[derive(Debug)]
pub(super) struct World {
    engine: Engine<MemoryStorage>,
}

impl World {
    /// A store in which nothing has happened.
    pub(super) fn empty() -> World {
        World { engine: Engine::new(MemoryStorage::new()) }
    }

    /// A second store like this one, which goes its own way from now on.
    pub(super) fn copied(&mut self) -> World {
        World { engine: Engine::new(self.engine.storage().clone()) }
    }

    /// Carries commands out.
    pub(super) fn play(&mut self, commands: Vec<Arc<Envelope>>) -> Result<Vec<Outcome>, WhatIfError> {
        self.engine.submit_batch(commands).map_err(|error: EngineError<Infallible>| match error {
            EngineError::Storage(never) => match never {},
            EngineError::Session(error) => WhatIfError::Session(error),
            EngineError::WhatIf(error) => error,
            // No batch is about a consumer.
            EngineError::Consumer(_) => WhatIfError::Session(SessionError::OutOfStep { expected: "commands" }),
        })
    }

    /// What it keeps.
    pub(super) fn storage(&mut self) -> &mut MemoryStorage {
        self.engine.storage()
    }
}

/// A command that the trial itself gives. `name` tells it from all others of the trial.
pub(super) fn of_trial(name: impl std::fmt::Display, at: Timestamp, command: Command) -> Arc<Envelope> {
    const ACTOR: &str = "what_if";
    let id = CommandId::new(format!("{ACTOR}:{name}")).unwrap_or(CommandId::literal(ACTOR));
    Arc::new(Envelope { id, at, actor: Actor::literal(ACTOR), group: None, expected_version: None, command })
}
