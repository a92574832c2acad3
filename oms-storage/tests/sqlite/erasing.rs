//! Personal data is erased, and no byte of it is left in the file or beside it.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test may stop")]

use std::collections::BTreeSet;
use std::time::Duration;

use oms_core::query::{PAGE_MAX, Page, Query};
use oms_core::{Engine, MemoryStorage};
use oms_storage::SqliteStorage;
use rusqlite::Connection;

use crate::erasing::{self, CUSTOMERS, customer, erase, words_in, words_in_files};
use crate::killing;

#[test]
fn no_byte_is_left_of_a_thousand_words() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("orders.sqlite");
    let mut engine = erasing::open(SqliteStorage::open(&path).unwrap());
    let planted = words_in_files(folder.path(), "");
    assert!(planted.len() >= 1_000, "only {} words were planted, or the search misses some", planted.len());
    let mut here = erasing::open(MemoryStorage::new());
    for number in 0..CUSTOMERS {
        assert_eq!(
            (erase(&mut engine, number), erase(&mut here, number)),
            (u32::try_from(number).unwrap() + 1, u32::try_from(number).unwrap() + 1)
        );
    }
    assert_eq!(erasing::check(&mut engine), erasing::check(&mut here), "digests");
    // No row says any of it, whatever free parts of the file do.
    drop(engine);
    let connection = Connection::open(&path).unwrap();
    let copy = folder.path().join("copy");
    connection.execute("VACUUM INTO ?1", [copy.to_str().unwrap()]).unwrap();
    assert_eq!(words_in(&std::fs::read(&copy).unwrap()), BTreeSet::new(), "in a row");
    std::fs::remove_file(copy).unwrap();
    drop(connection);
    // And no byte does, while the file is open and when it is closed.
    let mut storage = SqliteStorage::open(&path).unwrap();
    storage.purge().unwrap();
    assert_eq!(words_in_files(folder.path(), ""), BTreeSet::new(), "in the file or beside it");
    let mut engine = Engine::new(storage);
    erasing::check(&mut engine);
    drop(engine);
    assert_eq!(words_in_files(folder.path(), ""), BTreeSet::new());
}

#[test]
fn a_customer_of_many_orders_is_erased_in_parts() {
    let folder = tempfile::tempdir().unwrap();
    erasing::a_customer_of_many_orders_is_erased_in_parts(SqliteStorage::open(folder.path().join("orders.sqlite")).unwrap());
}

/// The part of the child; it does nothing unless the parent has started it.
#[test]
fn child_that_erases_until_it_is_killed() {
    if let Ok(path) = std::env::var("OMS_ERASING_FILE") {
        let mut engine = Engine::new(SqliteStorage::open(path).unwrap());
        let acknowledged = std::env::var("OMS_CRASH_ACKNOWLEDGED").unwrap();
        for number in (0..CUSTOMERS).cycle() {
            std::fs::write(&acknowledged, "begun").unwrap();
            erase(&mut engine, number);
        }
    }
}

#[test]
fn an_erasure_that_is_killed_has_erased_whole_orders() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("orders.sqlite");
    drop(erasing::open(SqliteStorage::open(&path).unwrap()));
    let place = [("OMS_ERASING_FILE", path.to_str().unwrap())];
    let mut erased_before = 0;
    for kill in 0..6 {
        let acknowledged = folder.path().join(format!("begun{kill}"));
        let child = "erasing_file::child_that_erases_until_it_is_killed";
        killing::run_and_kill(child, &place, 0, &acknowledged, Duration::from_millis(1 + kill * 4));
        let mut engine = Engine::new(SqliteStorage::open(&path).unwrap());
        let Page::Log { entries } = engine.query(&Query::Log { after: 0, limit: PAGE_MAX }).unwrap() else { panic!("not the log") };
        let Page::Orders { orders, .. } = engine.query(&Query::AllOrders { after: None, limit: PAGE_MAX }).unwrap() else { panic!("none") };
        let mut erased = 0;
        for order in &orders {
            let of_order = entries.iter().filter(|entry| order.personal_in.contains(&entry.entry.envelope.id));
            let texts = of_order.map(|entry| serde_json::to_vec(&entry.entry).unwrap()).chain([serde_json::to_vec(order).unwrap()]);
            let is_erased: BTreeSet<bool> = texts.map(|text| words_in(&text).is_empty()).collect();
            assert_eq!(is_erased.len(), 1, "kill {kill}: half of order `{}` is erased", order.id);
            assert_eq!(is_erased.contains(&true), order.erased_at.is_some(), "kill {kill}");
            erased += usize::from(order.erased_at.is_some());
        }
        assert!(erased >= erased_before, "kill {kill}");
        erased_before = erased;
        assert!(engine.audit().unwrap().is_clean());
    }
    // The same commands again go on where they were.
    let mut engine = Engine::new(SqliteStorage::open(&path).unwrap());
    (0..CUSTOMERS).for_each(|number| _ = erase(&mut engine, number));
    erasing::check(&mut engine);
}

/// The format before did not note in orders which commands tell of them.
#[test]
fn orders_of_an_older_file_are_erased_from_the_log_too() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("orders.sqlite");
    let mut engine = erasing::open(SqliteStorage::open(&path).unwrap());
    let digest = engine.digest().unwrap();
    drop(engine);
    let connection = Connection::open(&path).unwrap();
    let before = "UPDATE orders SET document = json_remove(document, '$.personal_in'); DROP TABLE consumers";
    connection.execute_batch(&format!("{before}; PRAGMA user_version = 5")).unwrap();
    drop(connection);
    let mut engine = Engine::new(SqliteStorage::open(&path).unwrap());
    assert_eq!(engine.digest().unwrap(), digest, "not the same commands are noted");
    (0..CUSTOMERS).for_each(|number| _ = erase(&mut engine, number));
    erasing::check(&mut engine);
    assert_eq!(customer(0).len(), 28);
}
