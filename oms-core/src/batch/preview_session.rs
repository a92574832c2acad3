//! The steps of a preview: the reads and the decisions of a batch, without its commit.

use std::sync::Arc;

use super::session::{decide, first_round};
use super::{BATCH_MAX, Loading, ReadSet, SessionError, Snapshot};
use crate::command::Envelope;
use crate::preview::{Before, CommandPreview, Preview};
use crate::settings::Settings;

/// A preview on its way, for any host to drive: read the records it wants from one consistent view, hand them over, until it answers.
///
/// ```
/// use oms_core::batch::PreviewSession;
/// use oms_core::{Envelope, MemoryStorage, Storage};
///
/// let command = Envelope::from_json(br#"{
///     "id": "1", "at": "2026-03-01T10:00:00Z", "actor": "set-up",
///     "command": {"type": "put_location", "location": {"id": "berlin", "country": "DE"}}
/// }"#)?;
/// let mut storage = MemoryStorage::new();
/// let mut session = PreviewSession::new(vec![command.into()], &Default::default())?;
/// let preview = loop {
///     if let Some(preview) = session.loaded(storage.load(session.wanted())?)? {
///         break preview;
///     }
/// };
/// assert_eq!(preview.commands.len(), 1);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct PreviewSession {
    envelopes: Vec<Arc<Envelope>>,
    loading: Loading,
    before: Before,
}

impl PreviewSession {
    /// Takes the commands, and the settings as last seen (the default if none were).
    pub fn new(commands: Vec<Arc<Envelope>>, settings: &Arc<Settings>) -> Result<PreviewSession, SessionError> {
        if commands.len() > BATCH_MAX {
            return Err(SessionError::BatchTooLarge { commands: commands.len() });
        }
        let loading = first_round(&commands, settings, None);
        Ok(PreviewSession { envelopes: commands, loading, before: Before::default() })
    }

    /// What to read next.
    pub fn wanted(&self) -> &ReadSet {
        self.loading.wanted()
    }

    /// Takes the records asked for. When all are there, answers what the commands would do.
    pub fn loaded(&mut self, snapshot: Snapshot) -> Result<Option<Preview>, SessionError> {
        self.before.remember(self.loading.wanted(), &snapshot);
        if !self.loading.absorb(snapshot, &self.envelopes)? {
            return Ok(None);
        }
        let work = self.loading.workspace();
        let mut versions = Vec::with_capacity(self.envelopes.len());
        let outcomes = decide(work, &self.envelopes, |work, envelope| {
            let order = envelope.command.order().and_then(|order| work.order(order).ok());
            versions.push(order.map(|order| order.version));
        });
        let commands = outcomes.into_iter().zip(versions);
        let commands = commands.map(|(outcome, expected_version)| CommandPreview { outcome, expected_version }).collect();
        Ok(Some(std::mem::take(&mut self.before).compared(commands, work.take_changes())))
    }
}
