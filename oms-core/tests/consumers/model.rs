//! Whatever is asked in whatever order, consumers are where a map of names and numbers says.

use std::collections::BTreeMap;

use oms_core::consumer::CONSUMERS_MAX;
use oms_core::{Engine, EngineError, MemoryStorage};

use crate::dice::Dice;
use crate::{name, write};

/// What acknowledging answers: whether it was news, or the code of the error.
type Told = Result<bool, &'static str>;

/// The rules, in their plainest form.
fn acknowledge(model: &mut BTreeMap<String, u64>, log_end: u64, consumer: &str, first: u64, last: u64) -> Told {
    let position = model.get(consumer).copied().unwrap_or(0);
    if first == 0 || last < first {
        return Err("invalid_range");
    }
    if last == position {
        return Ok(false);
    }
    if last > log_end {
        return Err("beyond_log");
    }
    if first != position + 1 {
        return Err("consumer_moved");
    }
    model.insert(consumer.to_owned(), last);
    Ok(true)
}

#[test]
fn consumers_are_where_they_have_gone() {
    for seed in 0..60 {
        let mut dice = Dice::new(seed);
        let mut engine = Engine::new(MemoryStorage::new());
        let mut model: BTreeMap<String, u64> = BTreeMap::new();
        let mut log_end = 0;
        // What somebody has read and not acknowledged yet: others may have been there since.
        let mut read: Vec<(String, u64, u64)> = Vec::new();
        for _ in 0..150 {
            let consumer = ["books", "mailer", "search"][usize::try_from(dice.below(3)).unwrap()];
            match dice.below(6) {
                0 => {
                    let more = dice.below(4).unsigned_abs();
                    write(&mut engine, log_end + 1, log_end + more);
                    log_end += more;
                }
                1 | 2 => {
                    let limit = u32::try_from(dice.below(5)).unwrap();
                    let entries = engine.unread(&name(consumer), limit).unwrap();
                    let numbers: Vec<u64> = entries.iter().map(|entry| entry.number).collect();
                    let position = model.get(consumer).copied().unwrap_or(0);
                    let expected: Vec<u64> = (position + 1..=log_end).take(usize::try_from(limit).unwrap()).collect();
                    assert_eq!(numbers, expected, "seed {seed}");
                    assert!(entries.iter().all(|entry| entry.entry.envelope.id.as_str() == format!("c{}", entry.number)));
                    if let (Some(first), Some(last)) = (numbers.first(), numbers.last()) {
                        read.push((consumer.to_owned(), *first, *last));
                    }
                }
                3 => {
                    let (first, last) = (dice.below(9).unsigned_abs(), dice.below(9).unsigned_abs());
                    check(&mut engine, &mut model, log_end, consumer, (first, last));
                }
                4 if !read.is_empty() => {
                    let (consumer, first, last) = read.remove(usize::try_from(dice.below(i64::try_from(read.len()).unwrap())).unwrap());
                    check(&mut engine, &mut model, log_end, &consumer, (first, last));
                }
                5 if dice.chance(15) => {
                    assert_eq!(engine.remove_consumer(&name(consumer)).unwrap(), model.remove(consumer).is_some());
                }
                _ => {}
            }
            let told = engine.consumers().unwrap();
            let told: Vec<(String, u64, u64)> = told.iter().map(|kept| (kept.consumer.to_string(), kept.position, kept.lag)).collect();
            let expected: Vec<(String, u64, u64)> =
                model.iter().map(|(name, position)| (name.clone(), *position, log_end - position)).collect();
            assert_eq!(told, expected, "seed {seed}");
        }
    }
}

fn check(engine: &mut Engine<MemoryStorage>, model: &mut BTreeMap<String, u64>, log_end: u64, consumer: &str, (first, last): (u64, u64)) {
    let told = engine.acknowledge(&name(consumer), first..=last);
    let told = told.map_err(|error: EngineError<_>| error.code());
    assert_eq!(told, acknowledge(model, log_end, consumer, first, last), "{consumer} {first} to {last}");
}

#[test]
fn a_consumer_may_begin_at_the_end() {
    let mut engine = Engine::new(MemoryStorage::new());
    write(&mut engine, 1, 7);
    assert!(engine.acknowledge(&name("late"), 1..=7).unwrap());
    assert!(engine.unread(&name("late"), 10).unwrap().is_empty());
    write(&mut engine, 8, 8);
    assert_eq!(engine.unread(&name("late"), 10).unwrap()[0].number, 8);
}

#[test]
fn what_consumers_do_leaves_no_entry_and_is_no_part_of_the_state() {
    let mut engine = Engine::new(MemoryStorage::new());
    write(&mut engine, 1, 3);
    let digest = engine.digest().unwrap();
    assert!(engine.acknowledge(&name("mailer"), 1..=3).unwrap());
    assert!(engine.unread(&name("mailer"), 10).unwrap().is_empty(), "it would read what it has written itself");
    assert_eq!(engine.digest().unwrap(), digest);
    assert!(engine.audit().unwrap().is_clean());
}

#[test]
fn there_are_as_many_as_fit_a_page() {
    let mut engine = Engine::new(MemoryStorage::new());
    write(&mut engine, 1, 2);
    for number in 0..CONSUMERS_MAX {
        assert!(engine.acknowledge(&name(&format!("reader-{number}")), 1..=1).unwrap());
    }
    assert_eq!(engine.acknowledge(&name("one more"), 1..=1).unwrap_err().code(), "too_many_consumers");
    assert!(engine.acknowledge(&name("reader-7"), 2..=2).unwrap(), "those that are there go on");
    assert!(engine.remove_consumer(&name("reader-7")).unwrap());
    assert!(engine.acknowledge(&name("one more"), 1..=1).unwrap());
    assert_eq!(engine.consumers().unwrap().len(), CONSUMERS_MAX);
}
