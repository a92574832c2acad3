//! Tables of other versions, and what opening answers when there is none.

use oms_core::batch::ReadSet;
use oms_core::{Engine, Outcome, Storage};
use oms_storage::PostgresStorage;
use serde_json::json;

use crate::shop::{digest, envelope, open, order};

#[test]
fn tables_of_a_newer_version_are_refused_unchanged() {
    let schema = crate::schema();
    drop(schema.open().unwrap());
    schema.sql("INSERT INTO oms_format (format) VALUES (99)").unwrap();
    let error = schema.open().unwrap_err();
    assert_eq!(error.code(), "newer_format");
    assert!(error.to_string().contains("`99`"), "{error}");
    schema.sql("DELETE FROM oms_format WHERE format = 99").unwrap();
    schema.open().unwrap();
}

/// The first format had no views: what it held is there, and they are made.
#[test]
fn tables_of_an_older_version_are_brought_up() {
    let schema = crate::schema();
    let mut engine = open(schema.open().unwrap(), 5);
    engine.submit(order("o")).unwrap();
    let before = digest(&mut engine);
    drop(engine);
    let views = "DROP VIEW order_list; DROP VIEW stock_list; DROP VIEW lot_list; DROP VIEW event_list";
    let policies = "DO $$ DECLARE p record; BEGIN
        FOR p IN SELECT tablename AS name FROM pg_policies WHERE schemaname = current_schema() LOOP
            EXECUTE format('DROP POLICY own_tenant ON %I', p.name);
        END LOOP; END $$";
    schema.sql(&format!("{policies}; {views}; DROP TABLE consumers; DELETE FROM oms_format WHERE format > 1")).unwrap();
    // Several programs start at the same moment.
    let engines: Vec<String> = std::thread::scope(|scope| {
        let open = || digest(&mut Engine::new(schema.open().unwrap()));
        let threads: Vec<_> = (0..4).map(|_| scope.spawn(open)).collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).collect()
    });
    assert_eq!(engines, vec![before; 4]);
    assert_eq!(schema.sql("SELECT max(format) FROM oms_format").unwrap(), ["7"]);
    let rows = schema.sql("SELECT id || ' ' || status || ' ' || (document ->> 'currency') FROM order_list WHERE channel = 'web'").unwrap();
    assert_eq!(rows, ["o open EUR"]);
    assert_eq!(schema.sql("SELECT available FROM stock_list WHERE sku = 'phone'").unwrap(), ["4"]);
    let events = schema.sql("SELECT events -> 0 ->> 'type' FROM event_list WHERE command = 'capture-o'").unwrap();
    assert_eq!(events, ["order_captured"]);
}

/// The third format knew no queues: orders that wait are put where their holds and units say.
#[test]
fn orders_of_an_older_version_stand_in_their_queues() {
    let schema = crate::schema();
    let mut engine = open(schema.open().unwrap(), 1);
    let commands = [
        json!({"type": "put_location", "location": {"id": "n1", "country": "DE", "pickup": true}}),
        json!({"type": "put_channel", "channel": {"id": "web", "on_shortage": "hold"}}),
        json!({"type": "put_item", "sku": "tee", "backorder": {}}),
        json!({"type": "receive_stock", "sku": "tee", "location": "n1", "quantity": 2}),
        json!({"type": "capture_order", "order": "routed", "channel": "web", "currency": "EUR",
            "lines": [{"id": "1", "sku": "phone", "quantity": 1, "unit_price": "9.00"}]}),
        json!({"type": "capture_order", "order": "rejected", "channel": "web", "currency": "EUR", "pickup": "n1",
            "lines": [{"id": "1", "sku": "tee", "quantity": 1, "unit_price": "9.00"}]}),
        json!({"type": "reject_fulfillment", "order": "rejected", "fulfillment": 1, "reason": "broken"}),
        json!({"type": "capture_order", "order": "not found", "channel": "web", "currency": "EUR", "pickup": "n1",
            "lines": [{"id": "1", "sku": "tee", "quantity": 1, "unit_price": "9.00"}]}),
        json!({"type": "pick_fulfillment", "order": "not found", "fulfillment": 1, "lines": [{"line": "1", "picked": 0, "not_found": 1}]}),
        json!({"type": "capture_order", "order": "waits", "channel": "web", "currency": "EUR", "priority": 3,
            "lines": [{"id": "1", "sku": "tee", "quantity": 5, "unit_price": "9.00"}]}),
        json!({"type": "capture_order", "order": "short", "channel": "web", "currency": "EUR", "priority": 2,
            "lines": [{"id": "1", "sku": "phone", "quantity": 5, "unit_price": "9.00"}]}),
        json!({"type": "capture_order", "order": "held", "channel": "web", "currency": "EUR",
            "lines": [{"id": "1", "sku": "phone", "quantity": 5, "unit_price": "9.00"}]}),
        json!({"type": "place_hold", "order": "held", "hold": "h", "kind": "manual", "reason": "look"}),
    ];
    for (number, command) in commands.into_iter().enumerate() {
        let outcome = engine.submit(envelope(&format!("queue-{number}"), 5, command)).unwrap();
        assert!(matches!(outcome, Outcome::Applied { .. }), "{number}: {outcome:?}");
    }
    drop(engine);
    let facets = "SELECT value || ' ' || order_id FROM order_facets WHERE kind = 'queue' ORDER BY 1";
    let waiting = "SELECT sku || ' ' || priority || ' ' || order_id FROM waiting WHERE sku LIKE 'queue/%' ORDER BY 1";
    let before = (schema.sql(facets).unwrap(), schema.sql(waiting).unwrap());
    let standing = ["held held", "pickup_rejected not found", "pickup_rejected rejected", "unfillable short", "waiting_for_supply waits"];
    assert_eq!(before.0, standing);
    assert_eq!(before.1, ["queue/unfillable 2 short", "queue/waiting_for_supply 3 waits"]);
    let gone = "DELETE FROM order_facets WHERE kind = 'queue'; DELETE FROM waiting WHERE sku LIKE 'queue/%'";
    schema.sql(&format!("{gone}; DROP TABLE consumers; DELETE FROM oms_format WHERE format > 3")).unwrap();
    drop(schema.open().unwrap());
    assert_eq!((schema.sql(facets).unwrap(), schema.sql(waiting).unwrap()), before);
}

#[test]
fn many_may_make_the_tables_at_once() {
    let schema = crate::schema();
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| schema.open().unwrap());
        }
    });
    assert_eq!(schema.sql("SELECT count(*) FROM store").unwrap(), ["1"]);
}

#[test]
fn what_cannot_be_reached_is_told() {
    assert_eq!(PostgresStorage::open("postgres://").map(|_| ()).unwrap_err().code(), "cannot_connect");
    assert_eq!(PostgresStorage::open("host").unwrap_err().code(), "invalid_address");
    let error = PostgresStorage::open("host=/nowhere user=oms dbname=oms").unwrap_err();
    assert_eq!(error.code(), "cannot_connect");
    assert!(error.to_string().contains("check the address"), "{error}");
    let error = PostgresStorage::open(&crate::server().url().replace("dbname=postgres", "dbname=missing"));
    assert!(crate::server().is_own() && error.unwrap_err().to_string().contains("missing") || !crate::server().is_own());
}

/// A record that somebody has changed by hand is told by name.
#[test]
fn what_cannot_be_read_is_told() {
    let schema = crate::schema();
    let mut engine = open(schema.open().unwrap(), 5);
    engine.submit(order("o")).unwrap();
    let mut storage = engine.into_storage();
    let wanted = ReadSet { orders: vec!["o".parse().unwrap()], ..ReadSet::default() };
    schema.sql("UPDATE orders SET document = '{}'").unwrap();
    assert_eq!(storage.load(&wanted).unwrap_err().code(), "unreadable_record");
    schema.sql("UPDATE orders SET format = 9").unwrap();
    assert!(storage.load(&wanted).unwrap_err().to_string().contains("form `9`"));
}

/// Programs that are asynchronous themselves may use the storage.
#[test]
fn it_works_within_an_asynchronous_program() {
    let schema = crate::schema();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let captured = runtime.block_on(async {
        let mut engine = open(schema.open().unwrap(), 5);
        engine.submit(order("o")).unwrap();
        engine.order(&"o".parse().unwrap()).unwrap().is_some()
    });
    assert!(captured);
    assert_eq!(schema.sql("SELECT count(*) FROM writers").unwrap(), ["0"], "a storage that is closed leaves no row");
}
