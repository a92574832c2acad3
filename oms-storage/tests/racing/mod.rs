//! Consumers under one name that race, and one that follows while others write.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may stop")]

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Barrier, Mutex};

use oms_core::{Engine, Storage};

/// What came of a race.
pub(crate) struct Raced {
    /// How often one of the two was told that the other had been there.
    pub(crate) moved: usize,
}

/// Two threads consume a log of so many entries under one name. Each entry must be acknowledged once, and by a reader that had read it.
pub(crate) fn acknowledged_once<S: Storage>(entries: u64, open: impl Fn() -> Engine<S> + Sync) -> Raced {
    let consumer = "mailer".parse().unwrap();
    let acknowledged: Mutex<Vec<u64>> = Mutex::default();
    let moved = Mutex::new(0);
    // Both have read the first entry before either acknowledges it: they meet at least once.
    let both_have_read = Barrier::new(2);
    std::thread::scope(|scope| {
        for size in [1, 2] {
            let (open, consumer, acknowledged, moved, both_have_read) = (&open, &consumer, &acknowledged, &moved, &both_have_read);
            scope.spawn(move || {
                let mut engine = open();
                let mut is_first = true;
                loop {
                    let unread = engine.unread(consumer, size).unwrap();
                    if std::mem::replace(&mut is_first, false) {
                        both_have_read.wait();
                    }
                    let (Some(first), Some(last)) = (unread.first(), unread.last()) else { break };
                    match engine.acknowledge(consumer, first.number..=last.number) {
                        Ok(true) => acknowledged.lock().unwrap().extend(first.number..=last.number),
                        // The other has said just the same.
                        Ok(false) => *moved.lock().unwrap() += 1,
                        Err(error) => {
                            assert_eq!(error.code(), "consumer_moved", "{error}");
                            *moved.lock().unwrap() += 1;
                        }
                    }
                }
            });
        }
    });
    let mut acknowledged = acknowledged.into_inner().unwrap();
    acknowledged.sort_unstable();
    assert_eq!(acknowledged, (1..=entries).collect::<Vec<u64>>());
    let consumers = open().consumers().unwrap();
    assert_eq!((consumers.len(), consumers[0].position, consumers[0].lag), (1, entries, 0));
    Raced { moved: moved.into_inner().unwrap() }
}

/// Reads and acknowledges until everybody is done and nothing is unread; answers the numbers in the order in which they came.
pub(crate) fn follow<S: Storage>(engine: &mut Engine<S>, done: &AtomicBool) -> Vec<u64> {
    let consumer = "follower".parse().unwrap();
    let mut seen = Vec::new();
    loop {
        let last = done.load(Ordering::SeqCst);
        let unread = engine.unread(&consumer, 7).unwrap();
        if let (Some(first), Some(last)) = (unread.first(), unread.last()) {
            assert!(engine.acknowledge(&consumer, first.number..=last.number).unwrap());
            seen.extend(unread.iter().map(|entry| entry.number));
        } else if last {
            return seen;
        }
    }
}
