//! The page that teaches queues and waves shows what really happens.

use oms_core::query::{Axis, Page, Query};
use oms_core::{Engine, Envelope, Event, MemoryStorage, Outcome};
use serde_json::{Value, json};

const PAGE: &str = include_str!("../../../docs/queues.md");

/// The text of the block behind a mark.
fn block(mark: &str) -> &'static str {
    let behind = PAGE.split_once(&format!("<!-- {mark} -->\n")).unwrap_or_else(|| panic!("no {mark}")).1;
    let inner = behind.split_once('\n').unwrap().1;
    inner.split_once("\n```").unwrap().0
}

fn parsed(mark: &str) -> Value {
    serde_json::from_str(block(mark)).unwrap_or_else(|error| panic!("{mark}: {error}"))
}

#[test]
fn queues_and_waves_are_as_the_page_says() {
    let mut engine = Engine::new(MemoryStorage::new());
    let mut send = |number: usize, command: &Value| {
        let at = format!("2026-03-02T08:00:{number:02}Z");
        let envelope = json!({"id": format!("c{number}"), "at": at, "actor": "page", "command": command});
        let outcome = engine.submit(serde_json::from_value::<Envelope>(envelope).unwrap()).unwrap();
        assert!(matches!(outcome, Outcome::Applied { .. }), "{command}: {outcome:?}");
        outcome
    };
    let shop = parsed("shop");
    let shop = shop.as_array().unwrap();
    shop.iter().enumerate().for_each(|(number, command)| drop(send(number, command)));
    let outcome = send(shop.len(), &parsed("wave"));
    let said = outcome.events().iter().find(|event| matches!(event, Event::OrdersBrokered { .. })).unwrap();
    assert_eq!(serde_json::to_value(said).unwrap(), parsed("told"));
    let query = Query::OrderCounts { axis: Axis::Queue, filter: Box::default() };
    let Page::OrderCounts { counts } = engine.query(&query).unwrap() else { panic!("asked for counts") };
    assert_eq!(serde_json::to_value(counts).unwrap(), parsed("counts"));
    let left: Vec<String> = ["o-1", "o-2", "o-3", "o-4"]
        .iter()
        .filter_map(|id| {
            let queued = engine.order(&id.parse().unwrap()).unwrap().unwrap().queued()?;
            Some(format!("{id} {}: {}", queued.queue.name(), queued.reason))
        })
        .collect();
    assert_eq!(left.join("\n"), block("left"));
}
