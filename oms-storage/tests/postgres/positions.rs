//! Who reads the log from a cursor misses nothing, though commits overlap.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use oms_core::query::{Page, Query};
use oms_core::{Engine, Storage};

use crate::shop::{log_length, open, order};

/// A commit that has its numbers and has not ended. Where numbers come from a sequence, the next commit would be seen before it, and
/// a reader that goes on after the greatest number it has seen would never see this one.
#[test]
fn a_commit_waits_for_the_numbers_before_its_own() {
    let schema = crate::schema();
    let mut engine = open(schema.open().unwrap(), 50);
    assert_eq!(log_length(&mut engine), 4);
    let ended = AtomicBool::new(false);
    std::thread::scope(|scope| {
        // Another program takes the number 5, and takes its time: as each commit does, it writes the row of the tenant first.
        scope.spawn(|| {
            let slow = "BEGIN; UPDATE store SET log_end = log_end + 1;
                 INSERT INTO log SELECT tenant, 5, 'slow', at, format, entry FROM log WHERE number = 4;
                 SELECT pg_sleep(2); COMMIT";
            schema.sql(slow).unwrap();
            ended.store(true, Ordering::SeqCst);
        });
        while schema.sql("SELECT 1 FROM pg_stat_activity WHERE query LIKE '%pg_sleep(2)%' AND wait_event = 'PgSleep'").unwrap().is_empty() {
            std::thread::sleep(Duration::from_millis(2));
        }
        // A reader meanwhile: it sees no number that leaves one out.
        let reader = scope.spawn(|| {
            let mut storage = schema.open().unwrap();
            let (mut after, mut seen) = (4, Vec::new());
            while seen.len() < 2 {
                let Page::Log { entries } = storage.scan(&Query::Log { after, limit: 10 }).unwrap() else { panic!("asked for the log") };
                for entry in entries {
                    after = entry.number;
                    seen.push((entry.number, entry.entry.envelope.id.to_string()));
                }
            }
            seen
        });
        assert!(!ended.load(Ordering::SeqCst), "the gap was never open");
        engine.submit(order("fast")).unwrap();
        let earlier = schema.sql("SELECT 1 FROM log WHERE number = 5").unwrap();
        assert_eq!(earlier.len(), 1, "the later number was there before the earlier one");
        // The copied entry names the command it was copied from; its number is what counts.
        let seen: Vec<u64> = reader.join().unwrap().into_iter().map(|(number, _)| number).collect();
        assert_eq!(seen, [5, 6]);
    });
}

/// Readers follow while four writers write. Each sees every number in its order.
#[test]
fn readers_that_follow_miss_nothing() {
    let schema = crate::schema();
    drop(open(schema.open().unwrap(), 1_000));
    const ORDERS: usize = 40;
    let done = AtomicBool::new(false);
    std::thread::scope(|scope| {
        let readers: Vec<_> = (0..2)
            .map(|_| {
                scope.spawn(|| {
                    let mut storage = schema.open().unwrap();
                    let (mut seen, mut rounds) = (0, 0_u32);
                    loop {
                        let last = done.load(Ordering::SeqCst);
                        let Page::Log { entries } = storage.scan(&Query::Log { after: seen, limit: 7 }).unwrap() else { panic!("a log") };
                        rounds += 1;
                        for entry in &entries {
                            seen += 1;
                            assert_eq!(entry.number, seen, "a number was passed over");
                        }
                        if last && entries.is_empty() {
                            return (seen, rounds);
                        }
                    }
                })
            })
            .collect();
        let writers: Vec<_> = (0..4)
            .map(|writer| {
                let schema = &schema;
                scope.spawn(move || {
                    let mut engine = Engine::new(schema.open().unwrap());
                    (0..ORDERS).for_each(|number| drop(engine.submit(order(&format!("{writer}-{number}"))).unwrap()));
                })
            })
            .collect();
        let written: Vec<_> = writers.into_iter().map(|writer| writer.join()).collect();
        done.store(true, Ordering::SeqCst);
        written.into_iter().for_each(|written| written.unwrap());
        for reader in readers {
            let (seen, rounds) = reader.join().unwrap();
            assert_eq!(seen, 4 * u64::try_from(ORDERS).unwrap() + 4);
            assert!(rounds > 10, "the reader was too slow to follow anything");
        }
    });
}
