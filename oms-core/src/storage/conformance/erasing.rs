//! That what is personal is taken out of what is there already.

use std::sync::Arc;

use super::contents::{everything, load, log};
use super::sample::{all_kinds, entry, order, same};
use crate::batch::{ChangeSet, LogEntry, ReadSet, Recent, RecentPut};
use crate::{CommitError, Receipt, Storage};

/// The entry of a command without what has happened.
fn emptied(command: &str) -> Arc<LogEntry> {
    let mut entry = LogEntry::clone(&entry(command));
    entry.receipt = Arc::new(Receipt { events: Vec::new(), ..Receipt::clone(&entry.receipt) });
    entry.erased = true;
    Arc::new(entry)
}

/// See [`CASES`](super::CASES).
pub fn entries_are_rewritten_in_place<S: Storage>(open: &mut dyn FnMut() -> S) {
    let mut storage = open();
    let entries = ["a", "b", "c"].map(entry).to_vec();
    storage.commit(&ChangeSet { log: entries, ..ChangeSet::default() }).unwrap();
    let rewritten = vec![emptied("a"), emptied("b")];
    storage.commit(&ChangeSet { rewritten, log: vec![entry("d")], ..ChangeSet::default() }).unwrap();
    let expected = [emptied("a"), emptied("b"), entry("c"), entry("d")];
    let found = log(&mut storage, 100);
    assert_eq!(found.iter().map(|row| row.number).collect::<Vec<u64>>(), [1, 2, 3, 4]);
    same(&found.iter().map(|row| &row.entry).collect::<Vec<_>>(), &expected);
    let names = ReadSet { commands: vec!["b".parse().unwrap(), "c".parse().unwrap()], ..ReadSet::default() };
    same(&load(&mut storage, &names).commands, &[Some(emptied("b")), Some(entry("c"))]);
    // What is not there cannot be written anew, and nothing else is written then.
    let before = everything(&mut storage);
    let outcome = storage.commit(&ChangeSet { rewritten: vec![emptied("c"), emptied("x")], ..all_kinds(0, "refused") });
    assert!(matches!(outcome, Err(CommitError::Conflict)), "{outcome:?}");
    assert_eq!(everything(&mut storage), before);
}

/// See [`CASES`](super::CASES).
pub fn customers_are_forgotten<S: Storage>(open: &mut dyn FnMut() -> S) {
    let mut storage = open();
    let put = |customer: &str, id: &str| {
        let order = order(id);
        RecentPut { customer: customer.parse().unwrap(), recent: Recent { placed_at: order.placed_at, order: order.id } }
    };
    let recent = vec![put("ann", "1"), put("ann", "2"), put("bob", "3")];
    storage.commit(&ChangeSet { recent, log: vec![entry("a")], ..ChangeSet::default() }).unwrap();
    let (forgotten, recent) = (vec!["ann".parse().unwrap(), "nobody".parse().unwrap()], vec![put("ann", "4"), put("e-1", "1")]);
    storage.commit(&ChangeSet { forgotten, recent, log: vec![entry("b")], ..ChangeSet::default() }).unwrap();
    let customers = ["ann", "bob", "e-1"].map(|customer| customer.parse().unwrap()).to_vec();
    let found = load(&mut storage, &ReadSet { customers, ..ReadSet::default() }).customers;
    let orders: Vec<Vec<&str>> = found.iter().map(|list| list.iter().map(|recent| recent.order.as_str()).collect()).collect();
    assert_eq!(orders, [["4"], ["3"], ["1"]]);
}
