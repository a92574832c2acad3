//! What-ifs on random histories: the log plays again as it was, nothing differs without changes, the figures are those of a naive loop, and
//! the store stays as it is.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::oracle::stream::{batches, stream};
use oms_core::batch::LogEntry;
use oms_core::inventory::Place;
use oms_core::order::{Order, Stage};
use oms_core::query::{PAGE_MAX, Page, Query};
use oms_core::what_if::{WhatIfFigures, WhatIfRequest, roles};
use oms_core::{Command, Engine, Envelope, LocationId, MemoryStorage, OrderId, Timestamp};
use serde_json::json;

fn history(seed: u64) -> Engine<MemoryStorage> {
    let mut engine = Engine::new(MemoryStorage::new());
    for batch in batches(&stream(seed, 250), 1 + usize::try_from(seed).unwrap() % 9) {
        engine.submit_batch(batch).unwrap();
    }
    engine
}

fn log(engine: &mut Engine<MemoryStorage>) -> Vec<Arc<LogEntry>> {
    let Page::Log { entries } = engine.query(&Query::Log { after: 0, limit: PAGE_MAX }).unwrap() else { panic!("not the log") };
    entries.into_iter().map(|numbered| numbered.entry).collect()
}

#[test]
fn a_history_plays_again_as_it_was() {
    for seed in 0..24 {
        let mut engine = history(seed);
        let digest = engine.digest().unwrap();
        let entries = log(&mut engine);
        let never = WhatIfRequest { since: Some("9999-01-01T00:00:00Z".parse().unwrap()), ..WhatIfRequest::default() };
        let again = engine.what_if(never).unwrap();
        assert_eq!(
            (again.period.commands_before, again.period.answered_otherwise),
            (u64::try_from(entries.len()).unwrap(), 0),
            "seed {seed}"
        );
        assert_eq!(again.recorded, WhatIfFigures::default());
        assert_eq!(engine.digest().unwrap(), digest, "seed {seed}: a what-if has left a trace");
    }
}

#[test]
fn without_changes_nothing_differs() {
    let mut orders = 0;
    for seed in 0..24 {
        let mut engine = history(seed);
        let middle = {
            let entries = log(&mut engine);
            entries[entries.len() / 2].envelope.at
        };
        for since in [None, Some(middle)] {
            let request = WhatIfRequest { since, ..WhatIfRequest::default() };
            let report = engine.what_if(request.clone()).unwrap();
            assert_eq!(report.recorded, report.variant, "seed {seed}");
            assert_eq!((&report.difference, report.orders_different), (&WhatIfFigures::default(), 0), "seed {seed}");
            assert!(report.refused.is_empty() && report.orders.is_empty(), "seed {seed}");
            let again = engine.what_if(request).unwrap();
            assert_eq!(serde_json::to_vec(&report).unwrap(), serde_json::to_vec(&again).unwrap());
            orders += report.recorded.orders;
        }
    }
    assert!(orders > 150, "{orders} orders are too few to show anything");
}

/// Plays the period with a loop of its own, one command at a time.
fn naive(log: &[Arc<LogEntry>], from: Timestamp) -> (Engine<MemoryStorage>, BTreeSet<OrderId>) {
    let mut engine = Engine::new(MemoryStorage::new());
    let (mut captured, mut is_within) = (BTreeSet::new(), false);
    let mut corrections = 0;
    for entry in log {
        let envelope = &entry.envelope;
        is_within |= envelope.at >= from;
        if !is_within {
            engine.submit(Arc::clone(envelope)).unwrap();
            continue;
        }
        let name = envelope.command.name();
        if [roles::SETTINGS, roles::DEMAND, roles::SUPPLY].concat().contains(&name) {
            if let Command::CaptureOrder(capture) = &envelope.command {
                captured.insert(capture.order.clone());
            }
            engine.submit(Envelope { group: None, expected_version: None, ..Envelope::clone(envelope) }).unwrap();
        }
        if roles::CORRECTIONS.contains(&name) {
            for movement in &entry.movements {
                let change = match (movement.from, movement.to) {
                    (Place::Reserved | Place::Committed, _) | (_, Place::Reserved | Place::Committed) => continue,
                    (_, Place::Available) => movement.quantity.units(),
                    (Place::Available, _) => -movement.quantity.units(),
                    _ => continue,
                };
                corrections += 1;
                let command = json!({"type": "adjust_stock", "sku": movement.sku, "location": movement.location, "lot": movement.lot,
                    "change": change, "reason": "naive"});
                let envelope = json!({"id": format!("naive-{corrections}"), "at": envelope.at, "actor": "naive", "command": command});
                engine.submit(serde_json::from_value::<Envelope>(envelope).unwrap()).unwrap();
            }
        }
    }
    (engine, captured)
}

/// Units by location of an order.
fn sources(order: &Order) -> BTreeMap<LocationId, i64> {
    let mut sources = BTreeMap::new();
    for portion in order.lines.iter().flat_map(|line| line.units.portions()) {
        if let (Stage::Reserved | Stage::Allocated, Some(location)) = (portion.stage, &portion.location) {
            *sources.entry(location.clone()).or_default() += portion.quantity.units();
        }
    }
    sources
}

#[test]
fn parcels_and_loads_are_those_of_a_naive_loop() {
    let mut parcels = 0;
    for seed in 100..140 {
        let mut engine = history(seed);
        let entries = log(&mut engine);
        let from = entries[entries.len() / 3].envelope.at;
        let report = engine.what_if(WhatIfRequest { since: Some(from), ..WhatIfRequest::default() }).unwrap();
        let (mut naive, captured) = naive(&entries, from);
        let mut loads: BTreeMap<LocationId, (i64, i64)> = BTreeMap::new();
        let (mut expected, mut units) = (WhatIfFigures::default(), 0);
        for id in &captured {
            let Some(order) = naive.order(id).unwrap() else {
                expected.orders_refused += 1;
                continue;
            };
            let sources = sources(&order);
            expected.orders += 1;
            expected.orders_split += i64::from(sources.len() > 1);
            expected.units_promised += sources.values().sum::<i64>();
            expected.parcels += if order.pickup.is_some() { 0 } else { i64::try_from(sources.len()).unwrap() };
            units += order.lines.iter().map(|line| line.units.total().units()).sum::<i64>();
            for (location, units) in sources {
                let load = loads.entry(location).or_default();
                *load = (load.0 + 1, load.1 + units);
            }
        }
        let told = &report.recorded;
        let figures = |figures: &WhatIfFigures| {
            [figures.orders, figures.orders_refused, figures.orders_split, figures.units_promised, figures.parcels]
        };
        assert_eq!(figures(told), figures(&expected), "seed {seed}");
        assert_eq!(told.units, units);
        assert_eq!(told.units, told.units_promised + told.units_backordered + told.units_open + told.units_canceled);
        let told: BTreeMap<LocationId, (i64, i64)> =
            report.locations.iter().map(|row| (row.location.clone(), (row.recorded.orders, row.recorded.units))).collect();
        assert_eq!(told, loads, "seed {seed}");
        parcels += expected.parcels;
    }
    assert!(parcels > 100, "{parcels} parcels are too few to show anything");
}
