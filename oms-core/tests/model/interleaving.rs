//! How commands are put into batches, and what goes wrong on the way, changes nothing about what comes of them.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::oracle::faulty::{Broken, Fault, Faulty};
use crate::oracle::picture::{Picture, differences, of_model, of_storage};
use crate::oracle::random::Dice;
use crate::oracle::stream::{batches, stream};
use crate::oracle::{Answer, Model, difference};
use oms_core::query::{Page, Query};
use oms_core::{Engine, EngineError, Envelope, MemoryStorage, Outcome, Storage};

/// All that a run leaves behind.
struct Ending {
    outcomes: Vec<Outcome>,
    picture: Picture,
    digest: String,
    log: Vec<String>,
}

fn log<S: Storage>(storage: &mut S) -> Vec<String> {
    let mut log = Vec::new();
    while let Page::Log { entries } = storage.scan(&Query::Log { after: log.len().try_into().unwrap(), limit: 100 }).unwrap() {
        if entries.is_empty() {
            break;
        }
        log.extend(entries.iter().map(|row| serde_json::to_string(row).unwrap()));
    }
    log
}

fn run<S: Storage>(storage: S, batches: &[Vec<Arc<Envelope>>]) -> Ending {
    let mut engine = Engine::new(storage);
    let outcomes = batches.iter().flat_map(|batch| engine.submit_batch(batch.clone()).unwrap()).collect();
    let digest = engine.digest().unwrap().to_string();
    Ending { outcomes, digest, picture: of_storage(engine.storage()), log: log(engine.storage()) }
}

fn assert_same(ending: &Ending, expected: &Ending, what: &str) {
    for (place, (outcome, expected)) in ending.outcomes.iter().zip(&expected.outcomes).enumerate() {
        assert_eq!(outcome, expected, "{what}: outcome {place}");
    }
    assert_eq!(ending.outcomes.len(), expected.outcomes.len(), "{what}");
    assert!(ending.picture == expected.picture, "{what}:\n{}", differences(&ending.picture, &expected.picture));
    assert_eq!(ending.log, expected.log, "{what}: the log");
    assert_eq!(ending.digest, expected.digest, "{what}: the digest");
}

#[test]
fn the_size_of_batches_changes_nothing() {
    for seed in 0..25 {
        let stream = stream(seed, 200);
        let one_by_one = run(MemoryStorage::new(), &batches(&stream, 1));
        for size in [2, 7, 64, usize::MAX] {
            assert_same(&run(MemoryStorage::new(), &batches(&stream, size)), &one_by_one, &format!("seed {seed}, batches of {size}"));
        }
    }
}

#[test]
fn conflicts_change_nothing() {
    for seed in 0..15 {
        let stream = stream(seed, 120);
        let batches = batches(&stream, 5);
        let calm = run(MemoryStorage::new(), &batches);
        let mut dice = Dice::new(seed);
        let conflicts: BTreeMap<usize, Fault> = (0..2_000).filter(|_| dice.chance(40)).map(|call| (call, Fault::Conflict)).collect();
        assert_same(&run(Faulty::new(conflicts), &batches), &calm, &format!("seed {seed}"));
    }
}

/// Sends batches to a storage that fails, each again until it is answered, and the same to the model. Answers the calls made.
fn survive(batches: &[Vec<Arc<Envelope>>], faults: BTreeMap<usize, Fault>) -> usize {
    let what = format!("{faults:?}");
    let mut engine = Engine::new(Faulty::new(faults));
    let mut model = Model::default();
    for batch in batches {
        let outcomes = loop {
            match engine.submit_batch(batch.clone()) {
                Ok(outcomes) => break outcomes,
                Err(EngineError::Storage(Broken { was_written })) => {
                    if was_written {
                        // It took effect, and nobody was told.
                        model.submit(batch);
                    }
                    let core = of_storage(engine.storage().repaired());
                    assert!(core == of_model(&model), "{what}:\n{}", differences(&core, &of_model(&model)));
                }
                Err(other) => panic!("{what}: {other}"),
            }
        };
        let answers: Vec<Answer> = model.submit(batch);
        for (outcome, answer) in outcomes.iter().zip(&answers) {
            assert_eq!(difference(outcome, answer), None, "{what}");
        }
    }
    let core = of_storage(engine.storage().repaired());
    assert!(core == of_model(&model), "{what}:\n{}", differences(&core, &of_model(&model)));
    let kept: Vec<String> = log(engine.storage().repaired());
    assert_eq!(kept.len(), model.log.len(), "{what}: every command that took effect is in the log once");
    assert!(engine.audit().unwrap().is_clean(), "{what}");
    engine.storage().calls
}

#[test]
fn a_fault_at_any_call_loses_nothing_and_does_nothing_twice() {
    for seed in [3, 4] {
        let stream = stream(seed, 45);
        let batches = batches(&stream, 3);
        let calls = survive(&batches, BTreeMap::new());
        for call in 0..calls {
            for fault in [Fault::Before, Fault::After, Fault::Conflict] {
                survive(&batches, [(call, fault)].into());
            }
        }
    }
}

#[test]
fn many_faults_lose_nothing_and_do_nothing_twice() {
    for seed in 0..20 {
        let stream = stream(seed, 120);
        let mut dice = Dice::new(seed);
        let size = 1 + usize::try_from(dice.below(9)).unwrap();
        let kinds = [Fault::Before, Fault::After, Fault::Conflict];
        let faults = (0..3_000).step_by(4).map(|call| (call + usize::try_from(dice.below(4)).unwrap(), dice.pick(&kinds))).collect();
        survive(&batches(&stream, size), faults);
    }
}

/// The setting up of a shop that compares orders, or does not, with those of the same customer within an hour.
fn comparing(compares: bool) -> serde_json::Value {
    let verification = if compares { serde_json::json!({"duplicate_window": 3_600}) } else { serde_json::json!({}) };
    serde_json::json!({"type": "put_policies", "policies": {"verification": verification}})
}

/// An order of one customer for so many units of what is not counted.
fn order(number: usize, units: usize) -> serde_json::Value {
    serde_json::json!({"type": "capture_order", "order": format!("o{number}"), "channel": "web", "customer": "ann", "currency": "EUR",
                       "lines": [{"id": "1", "sku": "gift", "quantity": units, "unit_price": "1.00"}]})
}

#[test]
fn duplicates_are_found_alike_in_one_batch_and_in_many() {
    let mut commands = vec![
        serde_json::json!({"type": "put_location", "location": {"id": "n1", "country": "DE"}}),
        serde_json::json!({"type": "put_channel", "channel": {"id": "web"}}),
        serde_json::json!({"type": "put_item", "sku": "gift", "tracked": false}),
        comparing(true),
    ];
    // The last order is like the first, which is one more back than a new order is compared with.
    commands.extend((1..=17).map(|number| order(number, number)));
    commands.push(order(18, 1));
    commands.extend([order(19, 17), comparing(false), order(20, 17), comparing(true), order(21, 17)]);
    let envelopes = crate::oracle::lives::envelopes(&commands);
    let alone: Vec<Vec<Arc<Envelope>>> = envelopes.iter().map(|envelope| vec![Arc::clone(envelope)]).collect();
    let one_by_one = run(MemoryStorage::new(), &alone);
    let held = one_by_one.picture.iter().filter(|fact| fact.contains("Duplicate")).count();
    assert_eq!(held, 2, "orders 19 and 21: {:#?}", one_by_one.picture);
    for size in [2, 5, usize::MAX] {
        assert_same(&run(MemoryStorage::new(), &batches(&alone, size)), &one_by_one, &format!("batches of {size}"));
    }
}
