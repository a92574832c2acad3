//! That consumers of the log are where they were put.

use super::contents::{consumers, everything, load, scan};
use super::sample::{all_kinds, consumer, entry, same};
use crate::batch::{ChangeSet, ConsumerMove, ReadSet};
use crate::query::Query;
use crate::{CommitError, Engine, Storage};

fn commit<S: Storage>(storage: &mut S, consumers: &[ConsumerMove]) -> Result<(), CommitError<S::Error>> {
    storage.commit(&ChangeSet { consumers: consumers.to_vec(), ..ChangeSet::default() })
}

/// Each by name with its position, and the end of the log.
fn told<S: Storage>(storage: &mut S) -> (Vec<(String, u64)>, u64) {
    let (consumers, last) = consumers(storage);
    (consumers.into_iter().map(|kept| (kept.consumer.to_string(), kept.position)).collect(), last)
}

fn named(consumers: &[(&str, u64)]) -> Vec<(String, u64)> {
    consumers.iter().map(|(name, position)| ((*name).to_owned(), *position)).collect()
}

/// See [`CASES`](super::CASES).
pub fn consumers_keep_their_places<S: Storage>(open: &mut dyn FnMut() -> S) {
    let mut storage = open();
    assert_eq!(told(&mut storage), (Vec::new(), 0));
    let log = ["a", "b", "c"].map(entry).to_vec();
    storage.commit(&ChangeSet { log, ..ChangeSet::default() }).unwrap();
    assert_eq!(told(&mut storage), (Vec::new(), 3));
    let before = Engine::new(&mut storage).digest().unwrap();
    // By the bytes of their names.
    commit(&mut storage, &[consumer("mailer", 0, 2), consumer("\u{e9}", 0, 1)]).unwrap();
    commit(&mut storage, &[consumer("Books", 0, 3)]).unwrap();
    assert_eq!(told(&mut storage), (named(&[("Books", 3), ("mailer", 2), ("\u{e9}", 1)]), 3));
    assert_eq!(Engine::new(&mut storage).digest().unwrap(), before, "a consumer is no part of the state");
    let wanted = ReadSet { pages: vec![Query::Consumers], ..ReadSet::default() };
    same(&load(&mut storage, &wanted).pages[0], &scan(&mut storage, &Query::Consumers));
    // Whatever else a commit has: a consumer that is elsewhere than it was read at is a conflict.
    let all = everything(&mut storage);
    for (name, read) in [("mailer", 0), ("mailer", 1), ("mailer", 3), ("new", 1)] {
        let mut changes = all_kinds(0, "refused");
        changes.consumers.extend([consumer("Books", 3, 2), consumer(name, read, 3)]);
        let outcome = storage.commit(&changes);
        assert!(matches!(outcome, Err(CommitError::Conflict)), "{name} at {read}: {outcome:?}");
        assert_eq!(everything(&mut storage), all);
    }
    // On, together with what is new in the log; back, as whoever repairs something may want; away, and there again.
    let changes = ChangeSet { consumers: vec![consumer("mailer", 2, 3)], log: vec![entry("d")], ..ChangeSet::default() };
    storage.commit(&changes).unwrap();
    assert_eq!(told(&mut storage), (named(&[("Books", 3), ("mailer", 3), ("\u{e9}", 1)]), 4));
    commit(&mut storage, &[consumer("mailer", 3, 1), consumer("Books", 3, 0)]).unwrap();
    assert_eq!(told(&mut storage), (named(&[("mailer", 1), ("\u{e9}", 1)]), 4));
    assert!(matches!(commit(&mut storage, &[consumer("Books", 3, 4)]), Err(CommitError::Conflict)), "it was gone");
    commit(&mut storage, &[consumer("Books", 0, 4)]).unwrap();
    assert_eq!(told(&mut storage), (named(&[("Books", 4), ("mailer", 1), ("\u{e9}", 1)]), 4));
}
