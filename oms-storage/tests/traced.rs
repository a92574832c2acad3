//! What is told of a storage's calls: each once, with figures that are those of the call, and nothing of a customer.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may stop")]

use std::collections::BTreeMap;
use std::fmt::Debug;
use std::sync::{Arc, Mutex};

use oms_core::batch::{ChangeSet, ReadSet, Snapshot};
use oms_core::query::{Page, Query};
use oms_core::{CommitError, Engine, Envelope, MemoryStorage, Storage};
use oms_storage::Traced;
use serde_json::{Value, json};
use tracing::field::{Field, Visit};
use tracing_subscriber::layer::{Context, Layer, SubscriberExt as _};

type Fields = BTreeMap<String, String>;

/// Keeps the fields of every event.
#[derive(Clone, Default)]
struct Kept(Arc<Mutex<Vec<Fields>>>);

struct Reading<'fields>(&'fields mut Fields);

impl Visit for Reading<'_> {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        self.0.insert(field.name().to_owned(), format!("{value:?}"));
    }
}

impl<S: tracing::Subscriber> Layer<S> for Kept {
    fn on_event(&self, event: &tracing::Event<'_>, _: Context<'_, S>) {
        let mut fields = Fields::from([("level".to_owned(), event.metadata().level().to_string())]);
        event.record(&mut Reading(&mut fields));
        self.0.lock().unwrap().push(fields);
    }
}

/// What is told while work is done, less how long it took; of that it is only seen that it is told.
fn told(work: impl FnOnce()) -> Vec<Fields> {
    let kept = Kept::default();
    tracing::subscriber::with_default(tracing_subscriber::registry().with(kept.clone()), work);
    let mut events = std::mem::take(&mut *kept.0.lock().unwrap());
    for event in &mut events {
        let before = event.len();
        event.retain(|name, _| !name.ends_with(".duration"));
        assert_eq!(event.len() + 1, before, "{event:?}");
    }
    events
}

fn fields(expected: &[(&str, &str)]) -> Fields {
    expected.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}

fn envelope(id: &str, command: Value) -> Arc<Envelope> {
    Arc::new(serde_json::from_value(json!({"id": id, "at": "2026-03-01T10:00:00Z", "actor": "test", "command": command})).unwrap())
}

#[test]
fn every_call_is_told_with_its_figures() {
    let mut engine = Engine::new(Traced::new("orders", MemoryStorage::new()));
    let place = |id: &str| envelope(id, json!({"type": "put_location", "location": {"id": id, "country": "DE"}}));
    let events = told(|| drop(engine.submit_batch(vec![place("berlin"), place("munich")]).unwrap()));
    let load = fields(&[
        ("level", "DEBUG"),
        ("message", "load"),
        ("storage", "\"orders\""),
        ("outcome", "\"ok\""),
        ("histogram.oms.load.records", "2"),
    ]);
    let commit = fields(&[
        ("level", "DEBUG"),
        ("message", "commit"),
        ("storage", "\"orders\""),
        ("outcome", "\"ok\""),
        ("monotonic_counter.oms.commits", "1"),
        ("monotonic_counter.oms.commands", "2"),
        ("monotonic_counter.oms.events", "2"),
    ]);
    assert_eq!(events, [load, commit]);
}

/// A storage in which something is wrong.
struct Broken {
    conflicts: usize,
}

impl Storage for Broken {
    type Error = std::io::Error;

    fn load(&mut self, wanted: &ReadSet) -> Result<Snapshot, std::io::Error> {
        Ok(MemoryStorage::new().load(wanted).unwrap())
    }

    fn commit(&mut self, _: &ChangeSet) -> Result<(), CommitError<std::io::Error>> {
        if self.conflicts == 0 {
            return Err(std::io::Error::other("the disk is gone").into());
        }
        self.conflicts -= 1;
        Err(CommitError::Conflict)
    }

    fn scan(&mut self, _: &Query) -> Result<Page, std::io::Error> {
        Err(std::io::Error::other("the disk is gone"))
    }
}

#[test]
fn what_goes_wrong_is_told_as_what_it_is() {
    let mut engine = Engine::new(Traced::new("broken", Broken { conflicts: 1 }));
    let events = told(|| {
        let command = envelope("web", json!({"type": "put_channel", "channel": {"id": "web"}}));
        engine.submit(command).unwrap_err();
        engine.audit().unwrap_err();
    });
    let outcomes: Vec<_> = events.iter().map(|event| [&event["message"], &event["outcome"], &event["level"]]).collect();
    let expected = [
        ["load", "\"ok\"", "DEBUG"],
        ["commit", "\"conflict\"", "DEBUG"],
        ["load", "\"ok\"", "DEBUG"],
        ["commit", "\"failed\"", "ERROR"],
        ["scan", "\"failed\"", "ERROR"],
    ];
    assert_eq!(outcomes, expected);
    assert_eq!(events[3]["error"], "the disk is gone");
}
