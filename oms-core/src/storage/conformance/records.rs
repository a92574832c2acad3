//! What a snapshot holds.

use std::sync::Arc;

use super::contents::{everything, load, scan};
use super::sample::{all_kinds, at, counter, document, document_put, entry, key, order, put, reservation, same, stock, subject, waiting};
use super::shop::Shop;
use crate::batch::{
    ChangeSet, Counter, Due, DueKey, DueQuery, ExternalKey, MovedQuery, ReadSet, Recent, RecentPut, ReservationChange, Waiting,
    WaitingChange, WaitingQuery,
};
use crate::document::{DocumentKey, Subject};
use crate::query::{Axis, Page, Query};
use crate::reservation::ReservationRevision;
use crate::settings::Settings;
use crate::storage::RECENT_MAX;
use crate::{OrderId, Storage};

/// See [`CASES`](super::CASES).
pub fn an_empty_storage_answers<S: Storage>(open: &mut dyn FnMut() -> S) {
    let mut storage = open();
    let snapshot = load(&mut storage, &wanted(&["a", "b"]));
    assert_eq!((snapshot.epoch, snapshot.last_at), (0, None));
    same(&*snapshot.settings.unwrap(), &Settings::default());
    same(&snapshot.orders, &[(), ()]);
    assert_eq!(snapshot.external_ids, [None, None]);
    same(&snapshot.reservations, &[(), ()]);
    assert_eq!(snapshot.customers, [vec![], vec![]]);
    same(&snapshot.commands, &[(), ()]);
    assert_eq!(snapshot.waiting, [vec![], vec![]]);
    assert_eq!(snapshot.skus.len(), 2);
    assert!(snapshot.skus.iter().all(|sku| sku.item.is_none() && sku.stock.is_empty() && sku.counters.is_empty()));
    same(&snapshot.documents, &[(), ()]);
    assert_eq!(snapshot.subjects, [vec![], vec![]]);
    assert_eq!(snapshot.moved, [vec![], vec![]]);
    assert!(snapshot.due.is_empty());
    assert!(everything(&mut storage).len() == 2, "only the settings and an empty snapshot");
    let query = Query::OrderCounts { axis: Axis::Order, filter: Box::default() };
    let Page::OrderCounts { counts } = scan(&mut storage, &query) else { panic!("asked for counts") };
    assert!(counts.is_empty());
    let query = Query::Orders { filter: Box::default(), after: None, limit: 10 };
    let Page::Orders { orders, next } = scan(&mut storage, &query) else { panic!("asked for orders") };
    assert!(orders.is_empty() && next.is_none());
}

/// See [`CASES`](super::CASES).
pub fn answers_run_in_parallel<S: Storage>(open: &mut dyn FnMut() -> S) {
    let mut storage = open();
    for (epoch, name) in [(0, "b"), (1, "d")] {
        storage.commit(&all_kinds(epoch, name)).unwrap();
    }
    let snapshot = load(&mut storage, &wanted(&["a", "b", "c", "d", "e"]));
    let there = [false, true, false, true, false];
    let mut names = ["a", "b", "c", "d", "e"].iter().zip(there);
    assert!(snapshot.orders.iter().all(|order| {
        let (name, there) = names.next().unwrap();
        order.as_ref().map(|order| order.id.as_str()) == there.then_some(*name)
    }));
    assert_eq!(snapshot.external_ids.iter().map(Option::is_some).collect::<Vec<_>>(), there);
    assert_eq!(snapshot.reservations.iter().map(Option::is_some).collect::<Vec<_>>(), there);
    assert_eq!(snapshot.commands.iter().map(Option::is_some).collect::<Vec<_>>(), there);
    assert_eq!(snapshot.customers.iter().map(|recent| recent.len() == 1).collect::<Vec<_>>(), there);
    assert_eq!(snapshot.waiting.iter().map(|waiting| waiting.len() == 1).collect::<Vec<_>>(), there);
    assert_eq!(snapshot.skus.iter().map(|sku| sku.item.is_some()).collect::<Vec<_>>(), there);
    assert_eq!(snapshot.skus.iter().map(|sku| sku.stock.len() == 1).collect::<Vec<_>>(), there);
    assert_eq!(snapshot.skus.iter().map(|sku| sku.counters.len() == 1).collect::<Vec<_>>(), there);
    assert_eq!(snapshot.documents.iter().map(Option::is_some).collect::<Vec<_>>(), there);
    assert_eq!(snapshot.subjects.iter().map(|open| open.len() == 1).collect::<Vec<_>>(), there);
    same(&snapshot.documents[1].as_deref(), &document("b", 1, Some(1_000)));
    same(&snapshot.orders[1].as_deref(), &all_kinds(0, "b").orders.first().map(|put| &*put.order));
    same(&snapshot.commands[3].as_deref(), &*entry("d"));
}

/// See [`CASES`](super::CASES).
pub fn settings_are_sent_when_they_are_news<S: Storage>(open: &mut dyn FnMut() -> S) {
    let mut shop = Shop::open(open());
    let asked = |shop: &mut Shop<S>, settings_known| load(shop.storage(), &ReadSet { settings_known, ..ReadSet::default() });
    shop.set_up();
    let first = asked(&mut shop, None);
    let settings = first.settings.unwrap();
    assert!(settings.version > 1 && first.epoch > settings.version, "items count in the epoch, not in the settings");
    assert!(asked(&mut shop, Some(settings.version)).settings.is_none());
    assert!(asked(&mut shop, Some(settings.version - 1)).settings.is_some());
    shop.add_channel("late");
    let later = asked(&mut shop, Some(settings.version)).settings.unwrap();
    assert_eq!(later.version, settings.version + 1);
    assert!(later.channel(&"late".parse().unwrap()).is_ok());
}

/// See [`CASES`](super::CASES).
pub fn stock_and_counters_are_sorted<S: Storage>(open: &mut dyn FnMut() -> S) {
    let mut storage = open();
    let mut changes = ChangeSet { log: vec![entry("first")], ..ChangeSet::default() };
    for (number, location) in ["n3", "n1", "n2"].into_iter().enumerate() {
        let mut delta = stock("shirt", i64::try_from(number).unwrap());
        delta.location = location.parse().unwrap();
        changes.stock.push(delta);
    }
    for (channel, change) in [("web", 3), ("market", 4), ("store", 0)] {
        let mut delta = counter("shirt", change);
        delta.counter = Counter::Channel(channel.parse().unwrap());
        changes.counters.push(delta);
    }
    changes.counters.push(counter("shirt", 5));
    storage.commit(&changes).unwrap();
    let record = load(&mut storage, &ReadSet { skus: vec!["shirt".parse().unwrap()], ..ReadSet::default() }).skus.pop().unwrap();
    let stock: Vec<(&str, i64)> = record.stock.iter().map(|stock| (stock.location.as_str(), stock.buckets.available)).collect();
    assert_eq!(stock, [("n1", 1), ("n2", 2), ("n3", 0)]);
    let channel = |name: &str| Counter::Channel(name.parse().unwrap());
    let counters: Vec<(Counter, i64)> = record.counters.iter().map(|known| (known.counter.clone(), known.value)).collect();
    assert_eq!(counters, [(Counter::Backordered, 5), (channel("market"), 4), (channel("web"), 3)]);
}

/// See [`CASES`](super::CASES).
pub fn the_last_time_is_that_of_the_last_entry<S: Storage>(open: &mut dyn FnMut() -> S) {
    let mut storage = open();
    for (command, seconds) in [("a", 100), ("b", 300), ("c", 200)] {
        let mut entry = crate::batch::LogEntry::clone(&entry(command));
        let mut envelope = crate::Envelope::clone(&entry.envelope);
        envelope.at = at(seconds);
        entry.envelope = Arc::new(envelope);
        storage.commit(&ChangeSet { log: vec![Arc::new(entry)], ..ChangeSet::default() }).unwrap();
        assert_eq!(load(&mut storage, &ReadSet::default()).last_at, Some(at(seconds)));
    }
}

/// See [`CASES`](super::CASES).
pub fn waiting_orders_come_in_their_order<S: Storage>(open: &mut dyn FnMut() -> S) {
    let mut storage = open();
    let expected =
        [(9, 500, "z"), (9, 500, "zz"), (1, 7, "a"), (0, 1, "d"), (0, 2, "b"), (0, 2, "c"), (-3, 1, "e")].map(|(a, b, c)| waiting(a, b, c));
    for place in [4, 0, 6, 2, 1, 5, 3] {
        storage.commit(&queue("shirt", expected[place].clone(), true)).unwrap();
    }
    storage.commit(&queue("hat", waiting(5, 1, "x"), true)).unwrap();
    for limit in 0..=8 {
        assert_eq!(queued(&mut storage, "shirt", limit), expected[..expected.len().min(usize::try_from(limit).unwrap())]);
    }
    // A queue is gone through from any place of it, of one that is there or of one that was.
    let there = (1..).zip(expected.iter().cloned());
    let gone =
        [(0, waiting(10, 1, "a")), (0, waiting(9, 499, "zzz")), (2, waiting(5, 1, "x")), (3, waiting(1, 7, "b")), (7, waiting(-9, 1, "a"))];
    for (first, after) in there.chain(gone) {
        for limit in [0, 1, 3, 8] {
            let later = &expected[first..];
            let expected = &later[..later.len().min(usize::try_from(limit).unwrap())];
            assert_eq!(queued_after(&mut storage, "shirt", Some(after.clone()), limit), expected, "{limit} after {after:?}");
        }
    }
    let [head, behind] = [None, Some(waiting(0, 1, "d"))].map(|after| WaitingQuery { sku: "shirt".parse().unwrap(), after, limit: 2 });
    let both = load(&mut storage, &ReadSet { waiting: vec![head, behind], ..ReadSet::default() }).waiting;
    assert_eq!(both, [&expected[..2], &expected[4..6]]);
}

/// See [`CASES`](super::CASES).
pub fn orders_leave_the_queue<S: Storage>(open: &mut dyn FnMut() -> S) {
    let mut storage = open();
    let [a, b] = [waiting(0, 1, "a"), waiting(0, 2, "b")];
    for change in [queue("shirt", a.clone(), true), queue("shirt", b.clone(), true), queue("hat", a.clone(), true)] {
        storage.commit(&change).unwrap();
    }
    let mut again = queue("shirt", b.clone(), true);
    again.log = vec![entry("again")];
    storage.commit(&again).unwrap();
    assert_eq!(queued(&mut storage, "shirt", 9), [a.clone(), b.clone()]);
    storage.commit(&queue("shirt", a.clone(), false)).unwrap();
    assert_eq!(queued(&mut storage, "shirt", 9), [b]);
    assert_eq!(queued(&mut storage, "hat", 9), [a]);
}

/// See [`CASES`](super::CASES).
pub fn open_documents_are_found_by_their_subject<S: Storage>(open: &mut dyn FnMut() -> S) {
    let mut storage = open();
    let mut turn = 0;
    let mut tell = |storage: &mut S, subjects: Vec<crate::batch::SubjectChange>| {
        turn += 1;
        let log = vec![entry(&format!("turn {turn}"))];
        storage.commit(&ChangeSet { subjects, log, ..ChangeSet::default() }).unwrap();
    };
    tell(&mut storage, vec![subject("hat", "p2", true), subject("shirt", "p2", true)]);
    tell(&mut storage, vec![subject("shirt", "p10", true), subject("shirt", "p3", true)]);
    tell(&mut storage, vec![subject("shirt", "p3", true)]);
    assert_eq!(about(&mut storage, "shirt"), ["p10", "p2", "p3"].map(key));
    assert_eq!(about(&mut storage, "hat"), ["p2"].map(key));
    tell(&mut storage, vec![subject("shirt", "p2", false), subject("shirt", "p3", false), subject("sock", "p9", false)]);
    assert_eq!(about(&mut storage, "shirt"), ["p10"].map(key));
    assert_eq!(about(&mut storage, "hat"), ["p2"].map(key));
    assert_eq!(about(&mut storage, "sock"), []);
}

/// See [`CASES`](super::CASES).
pub fn what_is_due_comes_in_its_order<S: Storage>(open: &mut dyn FnMut() -> S) {
    let mut storage = open();
    for (id, until) in [("b", 20), ("a", 20), ("c", 10), ("far", 99)] {
        let mut order = order(id);
        order.due_at = Some(at(until));
        storage.commit(&put(0, order)).unwrap();
        let change = ReservationChange {
            id: format!("r{id}").parse().unwrap(),
            read: None,
            reservation: Some(Arc::new(reservation(&format!("r{id}"), until))),
        };
        let log = vec![entry(&format!("reserve {id}"))];
        let documents = vec![document_put(0, document(&format!("p{id}"), 1, Some(until)))];
        storage.commit(&ChangeSet { reservations: vec![change], documents, log, ..ChangeSet::default() }).unwrap();
    }
    let due_order = |id: &str, seconds| Due { at: at(seconds), key: DueKey::Order(id.parse().unwrap()) };
    let due_reservation = |id: &str, seconds| Due { at: at(seconds), key: DueKey::Reservation(id.parse().unwrap()) };
    let due_document = |id: &str, seconds| Due { at: at(seconds), key: DueKey::Document(key(id)) };
    let expected = [
        due_reservation("rc", 10),
        due_order("c", 10),
        due_document("pc", 10),
        due_reservation("ra", 20),
        due_reservation("rb", 20),
        due_order("a", 20),
        due_order("b", 20),
        due_document("pa", 20),
        due_document("pb", 20),
    ];
    for limit in 0..=10 {
        assert_eq!(due(&mut storage, 20, limit), expected[..expected.len().min(usize::try_from(limit).unwrap())]);
    }
    assert_eq!(due(&mut storage, 19, 9), expected[..3]);
    assert_eq!(due(&mut storage, 9, 9), []);
}

/// See [`CASES`](super::CASES).
pub fn what_is_settled_is_not_due<S: Storage>(open: &mut dyn FnMut() -> S) {
    let mut storage = open();
    let mut unpaid = order("a");
    unpaid.due_at = Some(at(10));
    storage.commit(&put(0, unpaid.clone())).unwrap();
    let revision = |version| Some(ReservationRevision { version, ..reservation("r", 10).revision() });
    let change = |read, reservation: Option<_>, command: &str| ChangeSet {
        reservations: vec![ReservationChange { id: "r".parse().unwrap(), read, reservation: reservation.map(Arc::new) }],
        log: vec![entry(command)],
        ..ChangeSet::default()
    };
    storage.commit(&change(None, Some(reservation("r", 10)), "reserve")).unwrap();
    assert_eq!(due(&mut storage, 10, 9).len(), 2);
    unpaid.version = 2;
    unpaid.due_at = None;
    storage.commit(&put(1, unpaid.clone())).unwrap();
    let mut longer = reservation("r", 20);
    longer.version = 2;
    storage.commit(&change(revision(1), Some(longer), "change")).unwrap();
    assert_eq!(due(&mut storage, 10, 9), []);
    assert_eq!(due(&mut storage, 20, 9).len(), 1);
    storage.commit(&change(revision(2), None, "release")).unwrap();
    assert_eq!(due(&mut storage, 20, 9), []);
    assert_eq!(load(&mut storage, &wanted(&["r"])).reservations, [None]);
    let mut paper = |read, due_at| {
        let documents = vec![document_put(read, document("p", read + 1, due_at))];
        let log = vec![entry(&format!("paper over {read}"))];
        storage.commit(&ChangeSet { documents, log, ..ChangeSet::default() }).unwrap();
        due(&mut storage, 20, 9).len()
    };
    assert_eq!([paper(0, Some(20)), paper(1, Some(30)), paper(2, Some(10)), paper(3, None)], [1, 0, 1, 0]);
}

/// See [`CASES`](super::CASES).
pub fn recent_orders_are_limited<S: Storage>(open: &mut dyn FnMut() -> S) {
    let mut storage = open();
    let name = |number: usize| -> OrderId { format!("o{number}").parse().unwrap() };
    for number in 0..RECENT_MAX + 5 {
        // The last one added is the newest, whenever it was placed.
        let recent = Recent { order: name(number), placed_at: at(1_000 - i64::try_from(number).unwrap()) };
        let log = vec![entry(&format!("c{number}"))];
        storage
            .commit(&ChangeSet { recent: vec![RecentPut { customer: "ann".parse().unwrap(), recent }], log, ..ChangeSet::default() })
            .unwrap();
        let wanted = ReadSet { customers: vec!["ann".parse().unwrap(), "bob".parse().unwrap()], ..ReadSet::default() };
        let snapshot = load(&mut storage, &wanted);
        let orders: Vec<OrderId> = snapshot.customers[0].iter().map(|recent| recent.order.clone()).collect();
        let expected: Vec<OrderId> = (0..=number).rev().take(RECENT_MAX).map(name).collect();
        assert_eq!(orders, expected);
        assert!(snapshot.customers[1].is_empty());
    }
}

fn wanted(names: &[&str]) -> ReadSet {
    ReadSet {
        orders: names.iter().map(|name| name.parse().unwrap()).collect(),
        external_ids: names
            .iter()
            .map(|name| ExternalKey { channel: "web".parse().unwrap(), external_id: name.parse().unwrap() })
            .collect(),
        skus: names.iter().map(|name| name.parse().unwrap()).collect(),
        reservations: names.iter().map(|name| name.parse().unwrap()).collect(),
        customers: names.iter().map(|name| name.parse().unwrap()).collect(),
        commands: names.iter().map(|name| name.parse().unwrap()).collect(),
        waiting: names.iter().map(|name| WaitingQuery { sku: name.parse().unwrap(), after: None, limit: 10 }).collect(),
        documents: names.iter().map(|name| key(name)).collect(),
        subjects: names.iter().map(|name| Subject::Supply(name.parse().unwrap())).collect(),
        moved: names.iter().map(|name| moved_query(name)).collect(),
        due: None,
        settings_known: None,
        // What a list answers is looked at where lists are.
        pages: Vec::new(),
    }
}

fn moved_query(name: &str) -> MovedQuery {
    MovedQuery { sku: name.parse().unwrap(), location: "n1".parse().unwrap(), after: at(0), limit: 10 }
}

fn queue(sku: &str, waiting: Waiting, waits: bool) -> ChangeSet {
    let log = vec![entry(&format!("{sku} {} {waits}", waiting.order))];
    ChangeSet { waiting: vec![WaitingChange { sku: sku.parse().unwrap(), waiting, waits }], log, ..ChangeSet::default() }
}

fn queued<S: Storage>(storage: &mut S, sku: &str, limit: u32) -> Vec<Waiting> {
    queued_after(storage, sku, None, limit)
}

fn queued_after<S: Storage>(storage: &mut S, sku: &str, after: Option<Waiting>, limit: u32) -> Vec<Waiting> {
    let wanted = ReadSet { waiting: vec![WaitingQuery { sku: sku.parse().unwrap(), after, limit }], ..ReadSet::default() };
    load(storage, &wanted).waiting.pop().unwrap()
}

fn about<S: Storage>(storage: &mut S, sku: &str) -> Vec<DocumentKey> {
    let wanted = ReadSet { subjects: vec![Subject::Supply(sku.parse().unwrap())], ..ReadSet::default() };
    load(storage, &wanted).subjects.pop().unwrap()
}

fn due<S: Storage>(storage: &mut S, until: i64, limit: u32) -> Vec<Due> {
    load(storage, &ReadSet { due: Some(DueQuery { until: at(until), limit }), ..ReadSet::default() }).due
}
