//! A core and a model that get the same commands and are compared after each batch.

use std::sync::Arc;

use oms_core::{Engine, Envelope, MemoryStorage, Outcome};

use super::picture::{differences, of_model, of_storage};
use super::{Model, difference};

/// A core and a model in the same state.
pub(crate) struct Pair {
    pub(crate) engine: Engine<MemoryStorage>,
    pub(crate) model: Model,
    sent: Vec<Arc<Envelope>>,
}

impl Pair {
    pub(crate) fn new() -> Pair {
        Pair { engine: Engine::new(MemoryStorage::new()), model: Model::default(), sent: Vec::new() }
    }

    /// Sends a batch to both. Tells how they differ, in outcomes or in the state they are left in, and what was sent before.
    pub(crate) fn submit(&mut self, commands: Vec<Arc<Envelope>>) -> Result<Vec<Outcome>, String> {
        self.sent.extend(commands.iter().cloned());
        let before = of_storage(self.engine.storage());
        let outcomes = self.engine.submit_batch(commands.clone()).map_err(|error| self.report(&error.to_string()))?;
        let answers = self.model.submit(&commands);
        if let Some(difference) = outcomes.iter().zip(&answers).find_map(|(outcome, answer)| difference(outcome, answer)) {
            return Err(self.report(&difference));
        }
        let core = of_storage(self.engine.storage());
        if outcomes.iter().all(|outcome| !matches!(outcome, Outcome::Applied { .. })) && core != before {
            return Err(self.report(&format!("refused commands left a trace:\n{}", differences(&core, &before))));
        }
        let model = of_model(&self.model);
        if core == model { Ok(outcomes) } else { Err(self.report(&differences(&core, &model))) }
    }

    /// What went wrong, after which commands.
    fn report(&self, problem: &str) -> String {
        let sent = self.sent.iter().map(|envelope| serde_json::to_string(&**envelope).expect("a command is plain data"));
        format!("{problem}\nafter\n{}", sent.collect::<Vec<_>>().join("\n"))
    }
}
