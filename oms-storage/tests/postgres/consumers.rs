//! Consumers of the log on a server: two of one name, one beside writers whose commits overlap, and one for each tenant.

use std::sync::atomic::{AtomicBool, Ordering};

use oms_core::{Engine, MemoryStorage};
use oms_storage::tenant::{self, TenantStorage};

use crate::racing::{acknowledged_once, follow};
use crate::shop::{digest, open, order};

#[test]
fn two_of_one_name_never_take_it_past_an_entry_twice() {
    let schema = crate::schema();
    let mut engine = open(schema.open().unwrap(), 200);
    engine.submit_batch((0..96).map(|number| order(&format!("o{number}"))).collect()).unwrap();
    let told = acknowledged_once(100, || Engine::new(schema.open().unwrap()));
    assert!(told.moved > 0, "they never met");
}

#[test]
fn a_consumer_beside_writers_whose_commits_overlap_misses_nothing() {
    let schema = crate::schema();
    drop(open(schema.open().unwrap(), 1_000));
    const ORDERS: u64 = 30;
    let done = AtomicBool::new(false);
    std::thread::scope(|scope| {
        let reader = scope.spawn(|| follow(&mut Engine::new(schema.open().unwrap()), &done));
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
        assert_eq!(reader.join().unwrap(), (1..=4 * ORDERS + 4).collect::<Vec<u64>>());
    });
}

#[test]
fn each_tenant_has_consumers_of_its_own() {
    let schema = crate::schema();
    let mailer = "mailer".parse().unwrap();
    let (mut one, mut two) = (open(schema.open_for("one").unwrap(), 1), open(schema.open_for("two").unwrap(), 1));
    assert!(one.acknowledge(&mailer, 1..=3).unwrap());
    assert!(two.consumers().unwrap().is_empty());
    assert!(two.acknowledge(&mailer, 1..=1).unwrap());
    assert_eq!((one.consumers().unwrap()[0].lag, two.consumers().unwrap()[0].lag), (1, 3));
    // They go along, and are erased.
    let before = digest(&mut one);
    let (mut here, mut there) = (one.into_storage(), MemoryStorage::new());
    tenant::copy(&mut here, &mut there).unwrap();
    let mut there = Engine::new(there);
    assert_eq!((digest(&mut there), there.consumers().unwrap()[0].position), (before, 3));
    here.erase().unwrap();
    assert_eq!(schema.sql("SELECT tenant || ' ' || consumer || ' ' || position FROM consumers").unwrap(), ["two mailer 1"]);
    // And back again.
    let mut there = there.into_storage();
    tenant::copy(&mut there, &mut here).unwrap();
    assert_eq!(Engine::new(here).unread(&mailer, 9).unwrap()[0].number, 4);
}

/// The fifth format knew no consumers.
#[test]
fn tables_from_before_there_were_consumers_get_them() {
    let schema = crate::schema();
    let mut engine = open(schema.open().unwrap(), 1);
    let before = digest(&mut engine);
    drop(engine);
    schema.sql("DROP TABLE consumers; DELETE FROM oms_format WHERE format > 5").unwrap();
    let mut engine = Engine::new(schema.open().unwrap());
    assert_eq!(digest(&mut engine), before);
    assert!(engine.acknowledge(&"mailer".parse().unwrap(), 1..=4).unwrap());
}
