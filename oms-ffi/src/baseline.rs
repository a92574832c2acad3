//! The same commands without a border, for benches to compare with.

use std::sync::{Arc, Mutex, PoisonError};

use oms_core::{Engine, Envelope as CoreEnvelope, MemoryStorage};

use crate::refusals::OmsError;
use crate::texts::write;
use crate::types::Envelope;

/// Commands in the core's own types, and an engine of the core in memory.
#[derive(uniffi::Object)]
pub struct Baseline {
    engine: Mutex<Engine<MemoryStorage>>,
    commands: Mutex<Vec<Arc<CoreEnvelope>>>,
}

#[uniffi::export]
impl Baseline {
    /// Takes the commands over before anything is measured.
    #[uniffi::constructor]
    pub fn new(commands: Vec<Envelope>) -> Result<Arc<Baseline>, OmsError> {
        let commands = CoreEnvelope::batch_from_json(&write(&commands)?).map_err(oms_wire::WireError::from)?;
        Ok(Arc::new(Baseline { engine: Mutex::new(Engine::new(MemoryStorage::new())), commands: Mutex::new(commands) }))
    }

    /// Carries the commands out, so many with each commit; answers how many took effect.
    pub fn run(&self, at_once: u32) -> Result<u32, OmsError> {
        let mut engine = self.engine.lock().unwrap_or_else(PoisonError::into_inner);
        let commands = std::mem::take(&mut *self.commands.lock().unwrap_or_else(PoisonError::into_inner));
        let mut applied = 0;
        for batch in commands.chunks(usize::try_from(at_once.max(1)).unwrap_or(1)) {
            let outcomes = engine.submit_batch(batch.to_vec()).map_err(oms_wire::WireError::from)?;
            applied += outcomes.iter().filter(|outcome| outcome.receipt().is_ok()).fold(0, |count, _| count + 1);
        }
        Ok(applied)
    }
}
