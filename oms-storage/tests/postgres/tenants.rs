//! Two shops of one database never see each other.

use oms_core::Storage;
use oms_core::batch::{ExternalKey, ReadSet};
use oms_core::query::Query;

use crate::shop::{batches, digest, log_length, open, order};

#[test]
fn two_tenants_with_the_same_ids_each_come_to_what_they_would_alone() {
    let schema = crate::schema();
    let (sent, told, alone) = batches(10, 100);
    let mut one = open(schema.open_for("one").unwrap(), 100);
    let mut two = open(schema.open_for("two").unwrap(), 12);
    let (_, told_two, alone_two) = batches(10, 12);
    for (batch, (told, told_two)) in sent.iter().zip(told.iter().zip(&told_two)) {
        assert_eq!(&one.submit_batch(batch.clone()).unwrap(), told);
        assert_eq!(&two.submit_batch(batch.clone()).unwrap(), told_two);
    }
    assert_eq!((digest(&mut one), digest(&mut two)), (alone, alone_two));
    assert!(one.audit().unwrap().is_clean() && two.audit().unwrap().is_clean());
    let mut three = schema.open_for("three").unwrap();
    let wanted = ReadSet {
        orders: vec!["o1".parse().unwrap()],
        external_ids: vec![ExternalKey { channel: "web".parse().unwrap(), external_id: "#1".parse().unwrap() }],
        skus: vec!["phone".parse().unwrap()],
        customers: vec!["c".parse().unwrap()],
        commands: vec!["capture-o1".parse().unwrap()],
        ..ReadSet::default()
    };
    let seen = three.load(&wanted).unwrap();
    assert_eq!((seen.epoch, seen.last_at), (0, None));
    assert!(seen.orders[0].is_none() && seen.commands[0].is_none() && seen.skus[0].item.is_none() && seen.skus[0].stock.is_empty());
    let filter: oms_core::query::OrderFilter = serde_json::from_value(serde_json::json!({"sku": "phone"})).unwrap();
    for filter in [filter, oms_core::query::OrderFilter::default()] {
        let page = three.scan(&Query::Orders { filter: Box::new(filter), after: None, limit: 10 }).unwrap();
        assert_eq!(String::from_utf8(page.to_json()).unwrap(), r#"{"type":"orders","orders":[],"next":null}"#);
    }
    assert_eq!(log_length(&mut oms_core::Engine::new(three)), 0);
}

/// Whatever is added later: no table, and no index, begins with anything else.
#[test]
fn every_key_begins_with_the_tenant() {
    let schema = crate::schema();
    drop(schema.open().unwrap());
    let name = &schema.options().schema;
    let others = schema
        .sql(&format!(
            "SELECT i.indexrelid::regclass::text FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid
             JOIN pg_namespace n ON n.oid = c.relnamespace
             JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[0]
             WHERE n.nspname = '{name}' AND a.attname <> 'tenant' AND c.relname <> 'oms_format'"
        ))
        .unwrap();
    assert_eq!(others, Vec::<String>::new());
    let tables = schema
        .sql(&format!(
            "SELECT table_name FROM information_schema.tables t WHERE table_schema = '{name}' AND table_type = 'BASE TABLE'
             AND table_name NOT IN ('oms_format', 'refused') AND NOT EXISTS (
                 SELECT 1 FROM information_schema.columns c WHERE c.table_schema = t.table_schema AND c.table_name = t.table_name
                 AND c.column_name = 'tenant' AND c.ordinal_position = 1)"
        ))
        .unwrap();
    assert_eq!(tables, Vec::<String>::new());
}

#[test]
fn names_that_cannot_be_used_are_refused() {
    let schema = crate::schema();
    for name in ["", "Oms", "9oms", "oms; DROP TABLE orders", "o\"ms"] {
        let options = oms_storage::PostgresOptions { schema: name.to_owned(), ..schema.options().clone() };
        let error = oms_storage::PostgresStorage::open_with(schema.url(), &options).unwrap_err();
        assert_eq!(error.code(), "invalid_name", "{name}");
    }
    assert_eq!(schema.open_for("").unwrap_err().code(), "invalid_name");
    // A tenant is data, whatever its name is.
    let mut engine = open(schema.open_for("Bobby'); DROP TABLE orders;--").unwrap(), 5);
    engine.submit(order("o")).unwrap();
    assert_eq!(log_length(&mut engine), 5);
}
