//! Queues in a file: orders of a file of before stand where they would have stood, for lists and for waves.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test may stop")]

use std::path::Path;

use oms_core::batch::{ReadSet, WaitingQuery};
use oms_core::query::{Axis, OrderFilter, Page, Query};
use oms_core::{Engine, Envelope, Outcome, Storage};
use oms_storage::SqliteStorage;
use rusqlite::Connection;
use serde_json::{Value, json};

type File = Engine<SqliteStorage>;

fn done(file: &mut File, id: &str, command: &Value) {
    let envelope = json!({"id": id, "at": "2026-03-02T10:00:00Z", "actor": "clerk", "command": command});
    let outcome = file.submit(serde_json::from_value::<Envelope>(envelope).unwrap()).unwrap();
    assert!(matches!(outcome, Outcome::Applied { .. }), "{command}: {outcome:?}");
}

/// One order in each queue, an urgent one among those of `unfillable`, and some that stand in none.
fn trade(file: &mut File) {
    let capture = |order: &str, skus: &[(&str, i64)], more: Value| {
        let line = |(number, of): (usize, &(&str, i64))| {
            let (sku, quantity) = of;
            json!({"id": number.to_string(), "sku": sku, "quantity": quantity, "unit_price": "1.00"})
        };
        let lines: Vec<Value> = skus.iter().enumerate().map(line).collect();
        let mut command = json!({"type": "capture_order", "order": order, "channel": "web", "currency": "EUR", "lines": lines});
        command.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        command
    };
    let hold = |order: &str, kind: &str| json!({"type": "place_hold", "order": order, "hold": "h", "kind": kind, "reason": "look"});
    let commands = [
        json!({"type": "put_location", "location": {"id": "n1", "country": "DE", "pickup": true}}),
        json!({"type": "put_location", "location": {"id": "n2", "country": "DE"}}),
        json!({"type": "put_channel", "channel": {"id": "web", "on_shortage": "hold"}}),
        json!({"type": "put_item", "sku": "tee"}),
        json!({"type": "put_item", "sku": "cap", "backorder": {}}),
        json!({"type": "receive_stock", "sku": "tee", "location": "n1", "quantity": 6}),
        json!({"type": "receive_stock", "sku": "cap", "location": "n1", "quantity": 1}),
        capture("routed", &[("tee", 1)], json!({})),
        capture("reserved", &[("tee", 1)], json!({})),
        hold("reserved", "review"),
        json!({"type": "cancel_fulfillment", "order": "reserved", "fulfillment": 1}),
        capture("not found", &[("cap", 1)], json!({"pickup": "n1"})),
        json!({"type": "pick_fulfillment", "order": "not found", "fulfillment": 1, "lines": [{"line": "0", "picked": 0, "not_found": 1}]}),
        capture("rejected", &[("tee", 2)], json!({"pickup": "n1"})),
        json!({"type": "reject_fulfillment", "order": "rejected", "fulfillment": 1, "reason": "broken"}),
        capture("short", &[("tee", 9)], json!({})),
        capture("urgent", &[("tee", 9)], json!({"priority": 7})),
        capture("both", &[("tee", 9), ("cap", 2)], json!({"tags": ["gift"]})),
        capture("waits", &[("cap", 2)], json!({"priority": -1})),
        capture("held", &[("cap", 2)], json!({})),
        hold("held", "manual"),
        capture("abroad", &[("tee", 9)], json!({})),
        hold("abroad", "unserviceable"),
        capture("gone", &[("tee", 9)], json!({})),
        json!({"type": "cancel_order", "order": "gone", "reason": "customer"}),
    ];
    for (number, command) in commands.iter().enumerate() {
        done(file, &format!("c{number}"), command);
    }
}

/// Lists, counts, and what waves are given.
fn picture(mut file: File) -> (Vec<Vec<String>>, Value, Vec<Vec<String>>) {
    let lists = ["pickup_rejected", "held", "unfillable", "waiting_for_supply"].map(|queue| json!({"queue": queue}));
    let lists = lists.into_iter().chain([json!({"queue": "unfillable", "tag": "gift"})]);
    let lists = lists.map(|filter| {
        let filter: OrderFilter = serde_json::from_value(filter).unwrap();
        let Page::Orders { orders, .. } = file.query(&Query::Orders { filter: Box::new(filter), after: None, limit: 50 }).unwrap() else {
            panic!("another page")
        };
        orders.iter().map(|order| order.id.to_string()).collect::<Vec<_>>()
    });
    let lists = lists.collect();
    let Page::OrderCounts { counts } = file.query(&Query::OrderCounts { axis: Axis::Queue, filter: Box::default() }).unwrap() else {
        panic!("another page")
    };
    let asked = |sku: &str| WaitingQuery { sku: sku.parse().unwrap(), after: None, limit: 50 };
    let wanted = ReadSet { waiting: vec![asked("queue/unfillable"), asked("queue/waiting_for_supply")], ..ReadSet::default() };
    let waiting = file.into_storage().load(&wanted).unwrap().waiting;
    let ids = |queue: Vec<oms_core::batch::Waiting>| queue.into_iter().map(|waiting| waiting.order.to_string()).collect();
    (lists, serde_json::to_value(counts).unwrap(), waiting.into_iter().map(ids).collect())
}

fn open(path: &Path) -> File {
    Engine::new(SqliteStorage::open(path).unwrap())
}

#[test]
fn orders_of_a_file_of_before_stand_in_their_queues() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("orders.sqlite");
    let mut file = open(&path);
    trade(&mut file);
    let digest = file.digest().unwrap();
    let before = picture(file);
    let (lists, counts, waiting) = &before;
    assert_eq!(lists[0], ["rejected", "not found"]);
    assert_eq!(lists[1], ["reserved", "held"]);
    assert_eq!(lists[2], ["urgent", "short", "both", "abroad"]);
    assert_eq!(lists[3], ["waits"]);
    assert_eq!(lists[4], ["both"]);
    let counted = json!([{"status": "held", "orders": 2}, {"status": "pickup_rejected", "orders": 2}, {"status": "unfillable", "orders": 4},
        {"status": "waiting_for_supply", "orders": 1}]);
    assert_eq!(counts, &counted);
    assert_eq!(waiting, &[vec!["urgent", "abroad", "both", "short"], vec!["waits"]]);
    for caught_up in [true, false] {
        let hand = Connection::open(&path).unwrap();
        hand.execute_batch(
            "DELETE FROM waiting WHERE sku IN (SELECT number FROM skus WHERE name LIKE 'queue/%');
             DELETE FROM order_facets WHERE facet IN (SELECT number FROM facets WHERE kind = 'queue');
             UPDATE faceted_orders SET facets = (SELECT json_group_array(value) FROM (
                 SELECT value FROM json_each(faceted_orders.facets)
                 WHERE value NOT IN (SELECT number FROM facets WHERE kind = 'queue') ORDER BY 1));
             DELETE FROM facets WHERE kind = 'queue';
             DELETE FROM skus WHERE name LIKE 'queue/%';
             DROP TABLE consumers; PRAGMA user_version = 4",
        )
        .unwrap();
        if !caught_up {
            // As it is when a program has ended before the tables for lists were complete.
            let behind =
                "DELETE FROM order_facets; DELETE FROM faceted_orders; DELETE FROM promised_orders; UPDATE caught_up SET through = 0";
            hand.execute_batch(behind).unwrap();
        }
        drop(hand);
        let mut file = open(&path);
        assert_eq!(file.digest().unwrap(), digest, "what the file held has changed");
        assert!(file.audit().unwrap().is_clean());
        assert_eq!(picture(file), before, "caught up: {caught_up}");
    }
    // The next wave finds them, and what it routes leaves the queue.
    let mut file = open(&path);
    done(&mut file, "more", &json!({"type": "receive_stock", "sku": "tee", "location": "n2", "quantity": 12}));
    done(&mut file, "wave", &json!({"type": "broker_orders", "queue": "unfillable", "size": 10}));
    let (lists, _, waiting) = picture(file);
    assert_eq!((lists[2].len(), waiting[0].len()), (3, 3));
    assert!(!lists[2].contains(&"urgent".to_owned()), "{lists:?}");
}
