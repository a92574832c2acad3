//! The page that teaches events and consumers shows what really happens.

use oms_core::query::{NumberedEntry, Page, Query};
use oms_core::{ConsumerId, Engine, MemoryStorage, Outcome};
use serde_json::{Value, json};

const PAGE: &str = include_str!("../../../docs/events.md");
const HERE: &str = include_str!("guide.rs");

/// The text of the block behind a mark.
fn block(mark: &str) -> &'static str {
    let behind = PAGE.split_once(&format!("<!-- {mark} -->\n")).unwrap_or_else(|| panic!("no {mark}")).1;
    behind.split_once('\n').unwrap().1.split_once("\n```").unwrap().0
}

fn parsed(mark: &str) -> Value {
    serde_json::from_str(block(mark)).unwrap_or_else(|error| panic!("{mark}: {error}"))
}

fn named(value: &Value) -> String {
    value["type"].as_str().unwrap().to_owned()
}

fn shop() -> Engine<MemoryStorage> {
    let mut engine = Engine::new(MemoryStorage::new());
    for (number, command) in (1..).zip(parsed("shop").as_array().unwrap()) {
        let envelope = json!({"id": format!("c{number}"), "at": "2026-03-01T10:00:00Z", "actor": "shop", "command": command});
        let outcome = engine.submit(serde_json::from_value::<oms_core::Envelope>(envelope).unwrap()).unwrap();
        assert!(matches!(outcome, Outcome::Applied { .. }), "{outcome:?}");
    }
    engine
}

#[test]
fn the_log_holds_what_the_page_says() {
    let Page::Log { entries } = shop().query(&Query::Log { after: 0, limit: 10 }).unwrap() else { panic!("asked for the log") };
    let told: Vec<String> = entries
        .iter()
        .map(|entry| {
            let text = serde_json::to_value(&entry.entry).unwrap();
            let events: Vec<String> = text["receipt"]["events"].as_array().unwrap().iter().map(named).collect();
            format!("{} {}: {}", entry.number, named(&text["envelope"]["command"]), events.join(", "))
        })
        .collect();
    assert_eq!(told.join("\n"), block("log"));
    assert_eq!(serde_json::to_value(&entries[2]).unwrap(), parsed("entry"));
}

#[test]
fn the_loop_of_the_page_sends_every_entry() -> Result<(), Box<dyn std::error::Error>> {
    let mut engine = shop();
    let mut sent = Vec::new();
    let mut send = |entry: &NumberedEntry| {
        sent.push(entry.number);
        Ok::<(), std::fmt::Error>(())
    };
    // page: begin
    let mailer: ConsumerId = "mailer".parse()?;
    loop {
        let entries = engine.unread(&mailer, 100)?;
        let (Some(first), Some(last)) = (entries.first(), entries.last()) else { break };
        for entry in &entries {
            send(entry)?;
        }
        engine.acknowledge(&mailer, first.number..=last.number)?;
    }
    // page: end
    assert_eq!(sent, [1, 2, 3, 4, 5]);
    let begin = HERE.split_once("    // page: begin\n").unwrap().1;
    let code: Vec<&str> = begin.split_once("    // page: end\n").unwrap().0.lines().map(|line| &line[4..]).collect();
    assert_eq!(code.join("\n"), block("consume"));
    Ok(())
}

#[test]
fn how_far_consumers_are_behind_is_as_the_page_says() {
    let mut engine = shop();
    assert!(engine.acknowledge(&"mailer".parse().unwrap(), 1..=3).unwrap());
    assert!(engine.acknowledge(&"index".parse().unwrap(), 1..=5).unwrap());
    assert_eq!(serde_json::to_value(engine.query(&Query::Consumers).unwrap()).unwrap(), parsed("lag"));
}
