//! Consumers of the log: what they read, what they acknowledge, and who is told that somebody else was there.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test may stop")]

#[path = "../dice/mod.rs"]
mod dice;
mod guide;
mod model;
mod others;

use std::sync::Arc;

use oms_core::{ConsumerId, Engine, Envelope, Outcome, Storage};
use serde_json::json;

fn name(name: &str) -> ConsumerId {
    name.parse().unwrap()
}

/// A command that is applied, and so is an entry of the log.
fn item(number: u64) -> Arc<Envelope> {
    let command = json!({"type": "put_item", "sku": format!("sku{number}")});
    let envelope = json!({"id": format!("c{number}"), "at": "2026-03-01T10:00:00Z", "actor": "test", "command": command});
    Arc::new(serde_json::from_value(envelope).unwrap())
}

/// Brings the log to so many entries.
fn write<S: Storage>(engine: &mut Engine<S>, from: u64, to: u64) {
    let outcomes = engine.submit_batch((from..=to).map(item).collect()).unwrap();
    assert!(outcomes.iter().all(|outcome| matches!(outcome, Outcome::Applied { .. })));
}
