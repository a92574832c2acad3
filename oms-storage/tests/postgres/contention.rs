//! Many want what is not enough for all. Just what is there is promised.

use std::process::{Child, Command, Stdio};

use oms_core::{Engine, Outcome, Rejection, Storage};
use oms_storage::postgres::TemporarySchema;
use oms_storage::{PostgresOptions, PostgresStorage};

use crate::shop::{log_length, open, order, phones};

const WRITERS: usize = 4;
const ORDERS: usize = 100;

/// Sends orders, and answers how many were accepted.
fn contend<S: Storage>(engine: &mut Engine<S>, name: &str, batch: usize) -> usize {
    let orders: Vec<_> = (0..ORDERS).map(|number| order(&format!("{name}-{number}"))).collect();
    let mut accepted = 0;
    for batch in orders.chunks(batch) {
        for outcome in engine.submit_batch(batch.to_vec()).unwrap() {
            match outcome {
                Outcome::Applied { .. } => accepted += 1,
                Outcome::Refused { rejection } => assert!(matches!(*rejection, Rejection::InsufficientStock { .. }), "{rejection:?}"),
                other @ Outcome::AlreadyApplied { .. } => panic!("{other:?}"),
            }
        }
    }
    accepted
}

fn settle(schema: &TemporarySchema, accepted: usize) {
    let mut engine = Engine::new(schema.open().unwrap());
    assert_eq!(accepted, ORDERS);
    assert_eq!(phones(&mut engine), [0, i64::try_from(ORDERS).unwrap()]);
    assert_eq!(log_length(&mut engine), ORDERS + 4);
    assert!(engine.audit().unwrap().is_clean());
}

#[test]
fn four_connections_share_a_hundred_units() {
    for batch in [1, 16] {
        let schema = crate::schema();
        drop(open(schema.open().unwrap(), i64::try_from(ORDERS).unwrap()));
        let contend = |number: usize| contend(&mut Engine::new(schema.open().unwrap()), &number.to_string(), batch);
        let contend = &contend;
        let accepted = std::thread::scope(|scope| {
            let threads: Vec<_> = (0..WRITERS).map(|number| scope.spawn(move || contend(number))).collect();
            threads.into_iter().map(|thread| thread.join().unwrap()).sum()
        });
        settle(&schema, accepted);
    }
}

/// The part of a child; it does nothing unless the parent has started it.
#[test]
fn child_that_contends() {
    let Ok(schema) = std::env::var("OMS_CONTENTION_SCHEMA") else { return };
    let (name, url) = (std::env::var("OMS_CONTENTION_NAME").unwrap(), std::env::var("OMS_CONTENTION_URL").unwrap());
    let options = PostgresOptions { schema, ..PostgresOptions::default() };
    let mut engine = Engine::new(PostgresStorage::open_with(&url, &options).unwrap());
    println!("accepted {}", contend(&mut engine, &name, 7));
}

#[test]
fn four_processes_share_a_hundred_units() {
    let schema = crate::schema();
    drop(open(schema.open().unwrap(), i64::try_from(ORDERS).unwrap()));
    let start = |number: usize| -> Child {
        Command::new(std::env::current_exe().unwrap())
            .args(["contention::child_that_contends", "--exact", "--nocapture"])
            .env("OMS_CONTENTION_SCHEMA", &schema.options().schema)
            .env("OMS_CONTENTION_URL", schema.url())
            .env("OMS_CONTENTION_NAME", number.to_string())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap()
    };
    let children: Vec<Child> = (0..WRITERS).map(start).collect();
    let accepted = children.into_iter().map(|child| {
        let output = child.wait_with_output().unwrap();
        assert!(output.status.success());
        let said = String::from_utf8(output.stdout).unwrap();
        let count = said.lines().find_map(|line| line.split("accepted ").nth(1));
        count.unwrap().trim().parse::<usize>().unwrap()
    });
    settle(&schema, accepted.sum());
}

/// What a SKU is wanted for by all is added up, not fought for: nobody has to decide anew while there is enough.
#[test]
fn a_hot_item_conflicts_with_nobody_while_there_is_enough() {
    let schema = crate::schema();
    drop(open(schema.open().unwrap(), 10_000));
    std::thread::scope(|scope| {
        for writer in 0..WRITERS {
            let schema = &schema;
            scope.spawn(move || {
                let mut engine = Engine::new(crate::retries::Counted::new(schema.open().unwrap()));
                for number in 0..50 {
                    engine.submit(order(&format!("{writer}-{number}"))).unwrap();
                }
                assert_eq!(engine.storage().conflicts, 0);
            });
        }
    });
    assert_eq!(phones(&mut Engine::new(schema.open().unwrap())), [9_800, 200]);
}

#[test]
fn one_of_a_thousand_gets_the_last_unit() {
    let schema = crate::schema();
    crate::last_unit::has_one_winner_each_round(|| schema.open().unwrap());
}
