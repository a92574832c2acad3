//! Somebody else is faster, between the look at a consumer and the commit.

use std::convert::Infallible;

use oms_core::batch::{ChangeSet, ReadSet, Snapshot};
use oms_core::query::{Page, Query};
use oms_core::{CommitError, Engine, MemoryStorage, Storage};

use crate::{name, write};

/// A storage on which something happens before each of the first commits.
struct Between<F> {
    kept: MemoryStorage,
    before: F,
    times: u32,
}

impl<F: FnMut(&mut MemoryStorage)> Storage for Between<F> {
    type Error = Infallible;

    fn load(&mut self, wanted: &ReadSet) -> Result<Snapshot, Infallible> {
        self.kept.load(wanted)
    }

    fn commit(&mut self, changes: &ChangeSet) -> Result<(), CommitError<Infallible>> {
        if self.times > 0 {
            self.times -= 1;
            (self.before)(&mut self.kept);
        }
        self.kept.commit(changes)
    }

    fn scan(&mut self, query: &Query) -> Result<Page, Infallible> {
        self.kept.scan(query)
    }
}

fn between<F: FnMut(&mut MemoryStorage)>(times: u32, before: F) -> Engine<Between<F>> {
    let mut kept = MemoryStorage::new();
    write(&mut Engine::new(&mut kept), 1, 9);
    Engine::new(Between { kept, before, times })
}

#[test]
fn of_two_that_have_read_the_same_one_is_told() {
    let mut engine = between(1, |kept| assert!(Engine::new(kept).acknowledge(&name("mailer"), 1..=4).unwrap()));
    let error = engine.acknowledge(&name("mailer"), 1..=6).unwrap_err();
    assert_eq!(error.code(), "consumer_moved");
    assert!(error.to_string().contains("up to entry 4"), "{error}");
    assert_eq!(engine.consumers().unwrap()[0].position, 4, "the consumer went on twice");
    assert_eq!(engine.unread(&name("mailer"), 1).unwrap()[0].number, 5);
}

#[test]
fn who_says_the_same_at_the_same_time_is_not_in_the_way() {
    let mut engine = between(1, |kept| assert!(Engine::new(kept).acknowledge(&name("mailer"), 1..=4).unwrap()));
    assert!(!engine.acknowledge(&name("mailer"), 1..=4).unwrap(), "it was said by the other");
}

#[test]
fn whoever_configures_is_not_in_the_way() {
    let mut next = 9;
    let mut engine = between(5, |kept| {
        next += 1;
        write(&mut Engine::new(kept), next, next);
    });
    assert!(engine.acknowledge(&name("mailer"), 1..=9).unwrap());
    assert_eq!(engine.consumers().unwrap()[0].lag, 5);
}

#[test]
fn somebody_who_is_always_faster_is_told_of() {
    let mut next = 9;
    let mut engine = between(u32::MAX, |kept| {
        next += 1;
        write(&mut Engine::new(kept), next, next);
    });
    assert_eq!(engine.acknowledge(&name("mailer"), 1..=9).unwrap_err().code(), "too_many_conflicts");
    assert!(engine.consumers().unwrap().is_empty());
}

#[test]
fn a_consumer_that_is_removed_meanwhile_is_gone_once() {
    let mut engine = between(0, |_| {});
    assert!(engine.acknowledge(&name("mailer"), 1..=4).unwrap());
    let mut engine = Engine::new(Between {
        kept: engine.into_storage().kept,
        before: |kept: &mut MemoryStorage| assert!(Engine::new(kept).remove_consumer(&name("mailer")).unwrap()),
        times: 1,
    });
    assert!(!engine.remove_consumer(&name("mailer")).unwrap());
    assert_eq!(engine.acknowledge(&name("mailer"), 5..=6).unwrap_err().code(), "consumer_moved");
}
