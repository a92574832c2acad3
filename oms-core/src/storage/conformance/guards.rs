//! What a commit must refuse, and that it leaves nothing behind when it does.

use std::sync::Arc;

use super::contents::{everything, load, log};
use super::sample::{all_kinds, counter, document, document_put, entry, order, put, reservation, stock};
use crate::batch::{ChangeSet, CounterValue, ExternalKey, ReadSet, ReservationChange};
use crate::inventory::Buckets;
use crate::reservation::ReservationRevision;
use crate::{CommitError, Storage};

/// Commits changes that must be refused. They change every kind of record besides what breaks the guard.
fn refused<S: Storage>(storage: &mut S, guarded: ChangeSet) {
    let before = everything(storage);
    let epoch = load(storage, &ReadSet::default()).epoch;
    // What is refused must not matter for the name, so that the same changes may be tried again.
    let mut changes = all_kinds(epoch, "refused");
    changes.orders.extend(guarded.orders);
    changes.reservations.extend(guarded.reservations);
    changes.documents.extend(guarded.documents);
    changes.stock.extend(guarded.stock);
    changes.counters.extend(guarded.counters);
    changes.log.extend(guarded.log);
    let outcome = storage.commit(&changes);
    assert!(matches!(outcome, Err(CommitError::Conflict)), "expected a conflict, got {outcome:?}");
    assert_eq!(everything(storage), before, "a refused commit left something behind");
    let names = ReadSet { commands: vec!["refused".parse().unwrap()], skus: vec!["refused".parse().unwrap()], ..ReadSet::default() };
    let snapshot = load(storage, &names);
    assert!(snapshot.commands[0].is_none() && snapshot.skus[0].item.is_none() && snapshot.skus[0].stock.is_empty());
}

/// Commits changes that must be accepted.
fn accepted<S: Storage>(storage: &mut S, changes: ChangeSet) {
    let epoch_read = load(storage, &ReadSet::default()).epoch;
    storage.commit(&ChangeSet { epoch_read, ..changes }).unwrap();
}

/// See [`CASES`](super::CASES).
pub fn a_passed_epoch_is_a_conflict<S: Storage>(open: &mut dyn FnMut() -> S) {
    let mut storage = open();
    accepted(&mut storage, all_kinds(0, "first"));
    let before = everything(&mut storage);
    for epoch_read in [0, 2, u64::MAX] {
        let outcome = storage.commit(&all_kinds(epoch_read, "second"));
        assert!(matches!(outcome, Err(CommitError::Conflict)), "epoch {epoch_read}: {outcome:?}");
        assert_eq!(everything(&mut storage), before);
    }
    storage.commit(&ChangeSet { epoch_step: 3, ..all_kinds(1, "second") }).unwrap();
    assert_eq!(load(&mut storage, &ReadSet::default()).epoch, 4);
}

/// See [`CASES`](super::CASES).
pub fn orders_are_written_at_their_version<S: Storage>(open: &mut dyn FnMut() -> S) {
    let mut storage = open();
    let at_version = |version| crate::order::Order { version, ..order("o") };
    refused(&mut storage, put(1, at_version(2)));
    accepted(&mut storage, put(0, at_version(1)));
    refused(&mut storage, put(0, at_version(1)));
    refused(&mut storage, put(2, at_version(3)));
    accepted(&mut storage, put(1, at_version(2)));
    refused(&mut storage, put(1, at_version(2)));
    refused(&mut storage, put(0, at_version(3)));
    // A reader knows where the row is; the version counts all the same.
    let read = load(&mut storage, &ReadSet { orders: vec!["o".parse().unwrap()], ..ReadSet::default() });
    assert_eq!(read.orders[0].as_ref().unwrap().version, 2);
    refused(&mut storage, put(1, at_version(3)));
    // An order that stays as it was read holds whoever has read it before to its version.
    accepted(&mut storage, put(2, at_version(2)));
    refused(&mut storage, put(1, at_version(1)));
    load(&mut storage, &ReadSet { orders: vec!["o".parse().unwrap()], ..ReadSet::default() });
    accepted(&mut storage, put(2, at_version(7)));
    refused(&mut storage, put(3, at_version(8)));
}

/// See [`CASES`](super::CASES).
pub fn reservations_are_written_at_their_revision<S: Storage>(open: &mut dyn FnMut() -> S) {
    let mut storage = open();
    let revision = |made_by: &str, version| ReservationRevision { made_by: made_by.parse().unwrap(), version };
    let change = |read: Option<(&str, u64)>, now: Option<(&str, u64)>| {
        let log = vec![entry(&format!("{read:?} {now:?}"))];
        let read = read.map(|(made_by, version)| revision(made_by, version));
        let kept = now.map(|(made_by, version)| {
            let ReservationRevision { made_by, version } = revision(made_by, version);
            Arc::new(crate::reservation::Reservation { made_by, version, ..reservation("r", 60) })
        });
        let reservations = vec![ReservationChange { id: "r".parse().unwrap(), read, reservation: kept }];
        ChangeSet { reservations, log, ..ChangeSet::default() }
    };
    refused(&mut storage, change(Some(("a", 1)), Some(("a", 2))));
    refused(&mut storage, change(Some(("a", 1)), None));
    accepted(&mut storage, change(None, Some(("a", 1))));
    refused(&mut storage, change(None, Some(("a", 1))));
    refused(&mut storage, change(None, None));
    refused(&mut storage, change(Some(("a", 2)), None));
    accepted(&mut storage, change(Some(("a", 1)), Some(("a", 2))));
    refused(&mut storage, change(Some(("a", 1)), Some(("a", 2))));
    accepted(&mut storage, change(Some(("a", 2)), None));
    refused(&mut storage, change(Some(("a", 2)), Some(("a", 3))));
    // Another of the same id: it is not the one that was read, though it is at the same version.
    accepted(&mut storage, change(None, Some(("b", 1))));
    refused(&mut storage, change(Some(("a", 1)), Some(("a", 3))));
    refused(&mut storage, change(Some(("a", 1)), None));
    accepted(&mut storage, change(Some(("b", 1)), Some(("b", 2))));
    refused(&mut storage, change(Some(("a", 2)), None));
    accepted(&mut storage, change(Some(("b", 2)), None));
}

/// See [`CASES`](super::CASES).
pub fn documents_are_written_at_their_version<S: Storage>(open: &mut dyn FnMut() -> S) {
    let mut storage = open();
    let put = |id: &str, read: u64, version: u64| {
        let log = vec![entry(&format!("{id} {version} over {read}"))];
        ChangeSet { documents: vec![document_put(read, document(id, version, None))], log, ..ChangeSet::default() }
    };
    refused(&mut storage, put("a", 1, 2));
    accepted(&mut storage, put("a", 0, 1));
    refused(&mut storage, put("a", 0, 1));
    refused(&mut storage, put("a", 2, 3));
    accepted(&mut storage, put("a", 1, 2));
    refused(&mut storage, put("a", 1, 2));
    refused(&mut storage, put("a", 0, 3));
    accepted(&mut storage, put("b", 0, 1));
    accepted(&mut storage, put("a", 2, 7));
    refused(&mut storage, put("a", 3, 8));
    let wanted = ReadSet { documents: vec![super::sample::key("a"), super::sample::key("b")], ..ReadSet::default() };
    let versions: Vec<u64> = load(&mut storage, &wanted).documents.iter().flatten().map(|document| document.version).collect();
    assert_eq!(versions, [7, 1]);
}

/// See [`CASES`](super::CASES).
pub fn external_ids_belong_to_one_order<S: Storage>(open: &mut dyn FnMut() -> S) {
    let mut storage = open();
    let with = |id: &str, external_id: Option<&str>, channel: &str| {
        let mut order = order(id);
        order.external_id = external_id.map(|id| id.parse().unwrap());
        order.channel = channel.parse().unwrap();
        order
    };
    accepted(&mut storage, put(0, with("a", Some("#1"), "web")));
    refused(&mut storage, put(0, with("b", Some("#1"), "web")));
    accepted(&mut storage, put(0, with("b", Some("#1"), "market")));
    accepted(&mut storage, put(0, with("c", Some("#2"), "web")));
    accepted(&mut storage, put(0, with("d", None, "web")));
    accepted(&mut storage, put(0, with("e", None, "web")));
    let again = crate::order::Order { version: 2, ..with("a", Some("#1"), "web") };
    accepted(&mut storage, put(1, again));
    refused(&mut storage, put(0, with("f", Some("#2"), "web")));
    let keys = [("market", "#1"), ("web", "#1"), ("web", "#2"), ("web", "#3")];
    let keys = keys.map(|(channel, id)| ExternalKey { channel: channel.parse().unwrap(), external_id: id.parse().unwrap() });
    let snapshot = load(&mut storage, &ReadSet { external_ids: keys.to_vec(), ..ReadSet::default() });
    let owners: Vec<Option<&str>> = snapshot.external_ids.iter().map(|owner| owner.as_ref().map(|id| id.as_str())).collect();
    assert_eq!(owners, [Some("b"), Some("a"), Some("c"), None]);
}

/// See [`CASES`](super::CASES).
pub fn commands_are_in_the_log_once<S: Storage>(open: &mut dyn FnMut() -> S) {
    let mut storage = open();
    let with = |commands: &[&str]| ChangeSet { log: commands.iter().map(|id| entry(id)).collect(), ..ChangeSet::default() };
    accepted(&mut storage, with(&["a", "b"]));
    refused(&mut storage, with(&["a"]));
    refused(&mut storage, with(&["c", "b"]));
    accepted(&mut storage, with(&["c"]));
    refused(&mut storage, with(&["c"]));
}

/// See [`CASES`](super::CASES).
pub fn available_stock_is_guarded<S: Storage>(open: &mut dyn FnMut() -> S) {
    let mut storage = open();
    let take = |units: i64, at_least: i64, command: &str| {
        let delta = crate::batch::StockDelta { available_at_least: Some(at_least), ..stock("shirt", -units) };
        ChangeSet { stock: vec![delta], log: vec![entry(command)], ..ChangeSet::default() }
    };
    refused(&mut storage, take(1, 1, "nothing there"));
    accepted(&mut storage, ChangeSet { stock: vec![stock("shirt", 5)], log: vec![entry("receive")], ..ChangeSet::default() });
    refused(&mut storage, take(6, 6, "too many"));
    accepted(&mut storage, take(3, 5, "just enough"));
    refused(&mut storage, take(0, 3, "only looks"));
    accepted(&mut storage, take(0, 2, "looks"));
    accepted(&mut storage, take(2, 2, "the last ones"));
    refused(&mut storage, take(1, 1, "sold out"));
    // A correction may go below nothing, and a guard may say so.
    accepted(&mut storage, ChangeSet { stock: vec![stock("shirt", -4)], log: vec![entry("count")], ..ChangeSet::default() });
    refused(&mut storage, take(0, 0, "below nothing"));
    accepted(&mut storage, take(0, -4, "as far below"));
    assert_eq!(available(&mut storage), -4);
    // Where there never was any, nothing is what is available.
    let elsewhere = |at_least, command| {
        let delta = crate::batch::StockDelta { available_at_least: Some(at_least), ..stock("hat", 0) };
        ChangeSet { stock: vec![delta], log: vec![entry(command)], ..ChangeSet::default() }
    };
    refused(&mut storage, elsewhere(1, "no hat"));
    accepted(&mut storage, elsewhere(0, "no hat needed"));
}

/// See [`CASES`](super::CASES).
pub fn exact_stock_is_guarded<S: Storage>(open: &mut dyn FnMut() -> S) {
    let mut storage = open();
    let is = |buckets: Buckets, command: &str| {
        let delta = crate::batch::StockDelta { exactly: Some(buckets), ..stock("shirt", 1) };
        ChangeSet { stock: vec![delta], log: vec![entry(command)], ..ChangeSet::default() }
    };
    let one = Buckets { available: 1, ..Buckets::default() };
    refused(&mut storage, is(one, "absent is not one"));
    accepted(&mut storage, is(Buckets::default(), "absent is nothing"));
    refused(&mut storage, is(Buckets::default(), "one is not nothing"));
    accepted(&mut storage, is(one, "one is one"));
    let others = Buckets { available: 0, reserved: 1, committed: 2, safety: 3, damaged: 4, quality_control: 5 };
    let delta = crate::batch::StockDelta { change: others, ..stock("shirt", 0) };
    accepted(&mut storage, ChangeSet { stock: vec![delta], log: vec![entry("others")], ..ChangeSet::default() });
    let exact = Buckets { available: 2, ..others };
    let wrong: [fn(&mut Buckets); 6] = [
        |buckets| buckets.available += 1,
        |buckets| buckets.reserved += 1,
        |buckets| buckets.committed += 1,
        |buckets| buckets.safety += 1,
        |buckets| buckets.damaged += 1,
        |buckets| buckets.quality_control += 1,
    ];
    for change in wrong {
        let mut buckets = exact;
        change(&mut buckets);
        refused(&mut storage, is(buckets, "wrong"));
    }
    let both = crate::batch::StockDelta { available_at_least: Some(3), exactly: Some(exact), ..stock("shirt", 1) };
    refused(&mut storage, ChangeSet { stock: vec![both], log: vec![entry("both")], ..ChangeSet::default() });
    accepted(&mut storage, is(exact, "exact"));
    assert_eq!(available(&mut storage), 3);
}

/// See [`CASES`](super::CASES).
pub fn counters_are_guarded<S: Storage>(open: &mut dyn FnMut() -> S) {
    let mut storage = open();
    let count = |change: i64, at_most: i64, command: &str| {
        let delta = crate::batch::CounterDelta { at_most: Some(at_most), ..counter("shirt", change) };
        ChangeSet { counters: vec![delta], log: vec![entry(command)], ..ChangeSet::default() }
    };
    refused(&mut storage, count(1, -1, "nothing is more"));
    accepted(&mut storage, count(2, 0, "nothing is as much"));
    refused(&mut storage, count(1, 1, "two is more"));
    accepted(&mut storage, count(1, 2, "two is as much"));
    accepted(&mut storage, count(-3, 5, "back"));
    accepted(&mut storage, count(0, 0, "looks"));
    accepted(&mut storage, count(4, 0, "again"));
    let record = load(&mut storage, &ReadSet { skus: vec!["shirt".parse().unwrap()], ..ReadSet::default() }).skus.pop().unwrap();
    assert_eq!(record.counters, [CounterValue { counter: crate::batch::Counter::Backordered, value: 4 }]);
}

/// See [`CASES`](super::CASES).
pub fn differences_add_up<S: Storage>(open: &mut dyn FnMut() -> S) {
    let mut storage = open();
    for number in 0..20_i64 {
        let change = Buckets { available: number, reserved: 1, committed: -number, safety: 2, damaged: 3, quality_control: 4 };
        let delta = crate::batch::StockDelta { change, ..stock("shirt", 0) };
        let log = vec![entry(&format!("c{number}"))];
        accepted(&mut storage, ChangeSet { stock: vec![delta], counters: vec![counter("shirt", number)], log, ..ChangeSet::default() });
    }
    let record = load(&mut storage, &ReadSet { skus: vec!["shirt".parse().unwrap()], ..ReadSet::default() }).skus.pop().unwrap();
    let sum = Buckets { available: 190, reserved: 20, committed: -190, safety: 40, damaged: 60, quality_control: 80 };
    assert_eq!(record.stock[0].buckets, sum);
    assert_eq!(record.counters[0].value, 190);
}

/// See [`CASES`](super::CASES).
pub fn log_numbers_have_no_gaps<S: Storage>(open: &mut dyn FnMut() -> S) {
    let mut storage = open();
    let with = |commands: &[&str]| ChangeSet { log: commands.iter().map(|id| entry(id)).collect(), ..ChangeSet::default() };
    accepted(&mut storage, with(&["a", "b"]));
    refused(&mut storage, with(&["new", "a"]));
    accepted(&mut storage, with(&["c"]));
    refused(&mut storage, with(&["new", "newer", "c"]));
    accepted(&mut storage, with(&["d", "e", "f"]));
    let numbers: Vec<(u64, String)> =
        log(&mut storage, 4).into_iter().map(|entry| (entry.number, entry.entry.envelope.id.to_string())).collect();
    let expected: Vec<(u64, String)> = (1..).zip(["a", "b", "c", "d", "e", "f"].map(str::to_owned)).collect();
    assert_eq!(numbers, expected);
}

fn available<S: Storage>(storage: &mut S) -> i64 {
    let record = load(storage, &ReadSet { skus: vec!["shirt".parse().unwrap()], ..ReadSet::default() }).skus.pop().unwrap();
    record.stock[0].buckets.available
}
