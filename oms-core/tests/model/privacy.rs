//! Personal data of random histories is erased: nothing of it is left anywhere, and everything else is as it was.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::oracle::random::Dice;
use crate::oracle::stream::{batches, stream};
use oms_core::batch::LogEntry;
use oms_core::order::Order;
use oms_core::query::{PAGE_MAX, Page, Query};
use oms_core::what_if::{WhatIfFigures, WhatIfRequest};
use oms_core::{Command, Engine, Envelope, MemoryStorage, Outcome};
use serde_json::{Value, json};

/// A word that nobody else says.
const CANARY: &str = "canary";

/// Fields of commands in which people write.
const TEXTS: [&str; 7] = ["reason", "note", "answer", "collected_by", "tracking_number", "message", "evidence"];

/// Writes canaries that name the order wherever the command lets people write.
fn planted(envelope: &Envelope, number: usize) -> Arc<Envelope> {
    let order = match &envelope.command {
        Command::CaptureOrder(capture) => Some(&capture.order),
        other => other.order(),
    };
    let Some(order) = order else { return Arc::new(envelope.clone()) };
    let canary = |field: &str| format!("{CANARY}-{order}-{field}-{number}");
    let mut planted = serde_json::to_value(envelope).unwrap();
    if let Some(address) = planted["command"].get_mut("shipping_address") {
        for field in ["name", "address1", "address2", "phone", "email"] {
            // A street that is missing is found by verification: it stays so.
            if field == "name" || address.get(field).is_some_and(|text| text != "") {
                address[field] = canary(field).into();
            }
        }
    }
    for field in TEXTS {
        let mut tried = planted.clone();
        plant(&mut tried["command"], field, &canary(field));
        // Some are no texts, but one of several words.
        if serde_json::from_value::<Envelope>(tried.clone()).is_ok() {
            planted = tried;
        }
    }
    Arc::new(serde_json::from_value(planted).unwrap())
}

fn plant(value: &mut Value, field: &str, canary: &str) {
    match value {
        Value::Object(members) => members.iter_mut().for_each(|(name, member)| match member {
            Value::String(text) if name == field && !text.is_empty() => canary.clone_into(text),
            Value::Array(list) if name == field => *list = vec![canary.into()],
            member => plant(member, field, canary),
        }),
        Value::Array(list) => list.iter_mut().for_each(|element| plant(element, field, canary)),
        _ => {}
    }
}

fn planted_stream(seed: u64, steps: usize) -> Vec<Vec<Arc<Envelope>>> {
    let stream = stream(seed, steps);
    let numbered = stream.iter().enumerate();
    numbered.map(|(number, step)| step.iter().map(|envelope| planted(envelope, number)).collect()).collect()
}

fn log(engine: &mut Engine<MemoryStorage>) -> Vec<Arc<LogEntry>> {
    let Page::Log { entries } = engine.query(&Query::Log { after: 0, limit: PAGE_MAX }).unwrap() else { panic!("not the log") };
    entries.into_iter().map(|numbered| numbered.entry).collect()
}

fn orders(engine: &mut Engine<MemoryStorage>) -> Vec<Arc<Order>> {
    let Page::Orders { orders, .. } = engine.query(&Query::AllOrders { after: None, limit: PAGE_MAX }).unwrap() else {
        panic!("no orders")
    };
    orders
}

fn text(record: &impl serde::Serialize) -> String {
    serde_json::to_string(record).unwrap()
}

fn command(id: &str, at: oms_core::Timestamp, command: Value) -> Arc<Envelope> {
    Arc::new(serde_json::from_value(json!({"id": id, "at": at, "actor": "privacy", "command": command})).unwrap())
}

/// What must not change: every unit, every amount, every status, all stock.
fn figures(engine: &mut Engine<MemoryStorage>) -> BTreeMap<String, String> {
    let mut figures = BTreeMap::new();
    for order in orders(engine) {
        let (units, money) = (text(&order.lines), text(&order.balance()));
        figures.insert(order.id.to_string(), format!("{units} {money} {:?} {}", order.statuses(), text(&order.journal())));
    }
    let stock = engine.query(&Query::Stock { after: None, limit: PAGE_MAX }).unwrap();
    figures.insert("stock".to_owned(), text(&stock));
    figures
}

fn play_again(engine: &mut Engine<MemoryStorage>, what: &str) {
    let mut again = Engine::new(MemoryStorage::new());
    for entry in log(engine) {
        let answer = again.submit(Arc::clone(&entry.envelope)).unwrap();
        assert_eq!(text(&answer.receipt().unwrap()), text(&entry.receipt), "{what}: {}", text(&entry.envelope));
    }
    let entries = u64::try_from(log(engine).len()).unwrap();
    let never = WhatIfRequest { since: Some("9999-01-01T00:00:00Z".parse().unwrap()), ..WhatIfRequest::default() };
    let period = engine.what_if(never).unwrap().period;
    assert_eq!((period.commands_before, period.answered_otherwise), (entries, 0), "{what}: the log is played again");
    let report = engine.what_if(WhatIfRequest::default()).unwrap();
    assert_eq!((&report.difference, report.orders_different), (&WhatIfFigures::default(), 0), "{what}");
}

#[test]
fn nothing_is_left_and_everything_else_is_as_it_was() {
    let (mut erased_in_all, mut entries_erased) = (0, 0);
    for seed in 300..330 {
        let stream = planted_stream(seed, 250);
        let mut engine = Engine::new(MemoryStorage::new());
        let mut applied = Vec::new();
        for batch in batches(&stream, 7) {
            let outcomes = engine.submit_batch(batch.clone()).unwrap();
            applied.extend(batch.into_iter().zip(outcomes).filter(|(_, outcome)| matches!(outcome, Outcome::Applied { .. })));
        }
        let before = figures(&mut engine);
        let at = log(&mut engine).last().unwrap().envelope.at;
        for order in orders(&mut engine) {
            let erase = command(&format!("erase-{}", order.id), at, json!({"type": "erase_order", "order": order.id}));
            let answer = engine.submit(erase).unwrap();
            let is_left = ["open", "on_hold"].contains(&text(&order.statuses().order).trim_matches('"'));
            let canary = format!("{CANARY}-{}-", order.id);
            if is_left {
                assert_eq!(answer.receipt().unwrap_err().code(), "order_goes_on", "seed {seed}");
                continue;
            }
            assert!(matches!(answer, Outcome::Applied { .. }), "seed {seed}: {answer:?}");
            erased_in_all += 1;
            for entry in log(&mut engine) {
                assert!(!text(&entry).contains(&canary), "seed {seed}: {}", text(&entry));
                entries_erased += usize::from(entry.erased);
            }
            let kept = engine.order(&order.id).unwrap().unwrap();
            assert!(!text(&kept).contains(&canary) && kept.erased_at == Some(at), "seed {seed}: {}", text(&kept));
        }
        assert_eq!(figures(&mut engine), before, "seed {seed}");
        assert!(engine.audit().unwrap().is_clean(), "seed {seed}");
        play_again(&mut engine, &format!("seed {seed}"));
        // What was sent before is known, whatever is left of it.
        let digest = engine.digest().unwrap();
        for (envelope, _) in &applied {
            let answer = engine.submit(Arc::clone(envelope)).unwrap();
            assert!(matches!(answer, Outcome::AlreadyApplied { .. }), "seed {seed}: {}: {answer:?}", text(envelope));
        }
        assert_eq!(engine.digest().unwrap(), digest, "seed {seed}");
    }
    assert!(erased_in_all > 40 && entries_erased > 200, "{erased_in_all} orders, {entries_erased} entries: too few to show anything");
}

/// The stream with erasures strewn in: of orders and of customers, part by part, some of which are refused.
fn with_erasures(seed: u64) -> Vec<Vec<Arc<Envelope>>> {
    let mut dice = Dice::new(seed);
    let mut captured: Vec<(String, Option<String>)> = Vec::new();
    let mut mixed = Vec::new();
    for (number, step) in planted_stream(seed, 150).into_iter().enumerate() {
        let at = step[0].at;
        for envelope in &step {
            if let Command::CaptureOrder(capture) = &envelope.command {
                captured.push((capture.order.to_string(), capture.customer.as_ref().map(ToString::to_string)));
            }
        }
        mixed.push(step);
        if captured.is_empty() || !dice.chance(30) {
            continue;
        }
        let (order, customer) = dice.pick(&captured).clone();
        let id = format!("erase-{number}");
        mixed.push(match customer {
            Some(customer) if dice.chance(50) => {
                let alias = dice.chance(70).then(|| format!("alias-{}", number / 40));
                // Between two parts under an alias some orders have the one id and some the other: the whole is played again as it was.
                let size = if alias.is_none() && dice.chance(50) { 2 } else { 500 };
                vec![command(&id, at, json!({"type": "erase_customer", "customer": customer, "alias": alias, "size": size}))]
            }
            _ => vec![command(&id, at, json!({"type": "erase_order", "order": order, "with_place": false}))],
        });
    }
    mixed
}

#[test]
fn erasures_among_other_commands_come_to_the_same_in_any_batches() {
    let mut erased = 0;
    for seed in 400..425 {
        let stream = with_erasures(seed);
        let run = |size: usize| {
            let mut engine = Engine::new(MemoryStorage::new());
            let outcomes: Vec<Outcome> = batches(&stream, size).into_iter().flat_map(|batch| engine.submit_batch(batch).unwrap()).collect();
            assert!(engine.audit().unwrap().is_clean(), "seed {seed}");
            let entries: Vec<String> = log(&mut engine).iter().map(text).collect();
            (engine, outcomes, entries)
        };
        let (mut engine, outcomes, entries) = run(1);
        erased += outcomes.iter().flat_map(Outcome::events).filter(|event| text(event).contains("order_erased")).count();
        play_again(&mut engine, &format!("seed {seed}"));
        for size in [3, 40, usize::MAX] {
            let (mut other, others, log) = run(size);
            for (place, (one, other)) in outcomes.iter().zip(&others).enumerate() {
                assert_eq!(one, other, "seed {seed}, batches of {size}: outcome {place}");
            }
            assert_eq!(log, entries, "seed {seed}, batches of {size}");
            assert_eq!(other.digest().unwrap(), engine.digest().unwrap(), "seed {seed}, batches of {size}");
        }
    }
    assert!(erased > 60, "{erased} orders are too few to show anything");
}
