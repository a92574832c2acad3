//! Every statement finds its rows by an index, also when it was planned while the tables were empty.

use std::collections::BTreeSet;

use oms_core::Storage;
use oms_core::query::Query;
use serde_json::json;

use crate::shop::{batches, open};

/// Plans that the server makes while a shop trades and all of its lists are read.
#[test]
fn no_statement_walks_a_table() {
    let schema = crate::schema();
    let log = "CREATE FUNCTION plans() RETURNS TABLE (plan text) LANGUAGE plpgsql AS $$
        DECLARE statement record; line record; arguments text;
        BEGIN
            PERFORM set_config('plan_cache_mode', 'force_generic_plan', false);
            FOR statement IN SELECT name, parameter_types FROM pg_prepared_statements LOOP
                SELECT string_agg('NULL', ', ') INTO arguments FROM unnest(statement.parameter_types);
                FOR line IN EXECUTE format('EXPLAIN (COSTS OFF) EXECUTE %I%s', statement.name, coalesce('(' || arguments || ')', '')) LOOP
                    plan := statement.name || ': ' || line.\"QUERY PLAN\"; RETURN NEXT;
                END LOOP;
            END LOOP;
        END $$";
    drop(schema.open().unwrap());
    schema.sql(log).unwrap();
    let mut engine = open(schema.open().unwrap(), 100);
    for batch in batches(3, 100).0 {
        engine.submit_batch(batch).unwrap();
    }
    let filters = [
        json!({}),
        json!({"order": "open", "channel": "web"}),
        json!({"sku": "phone"}),
        json!({"customer": "c", "sku": "phone", "payment": "pending"}),
        json!({"late_at": "2030-01-01T00:00:00Z"}),
        json!({"tag": "gift", "late_at": "2030-01-01T00:00:00Z", "placed_from": "2020-01-01T00:00:00Z"}),
    ];
    for filter in filters {
        for query in
            [json!({"type": "orders", "filter": filter, "limit": 5}), json!({"type": "order_counts", "axis": "order", "filter": filter})]
        {
            let query: Query = serde_json::from_value(query).unwrap();
            engine.query(&query).unwrap();
        }
    }
    engine.audit().unwrap();
    assert!(engine.acknowledge(&"mailer".parse().unwrap(), 1..=2).unwrap());
    assert_eq!(engine.unread(&"mailer".parse().unwrap(), 1).unwrap()[0].number, 3);
    let mut storage = engine.into_storage();
    let after = json!({"type": "orders", "after": {"placed_at": "2030-01-01T00:00:00Z", "order": "o"}, "limit": 5});
    storage.scan(&serde_json::from_value(after).unwrap()).unwrap();
    // The storage's own connection is asked, by a statement that it sends as one of its own.
    let plans: Vec<String> = storage.ask("SELECT plan FROM plans()").unwrap();
    let texts: Vec<String> = storage.ask("SELECT name || ': ' || statement FROM pg_prepared_statements").unwrap();
    let statements: BTreeSet<&str> = plans.iter().filter_map(|line| line.split(':').next()).collect();
    assert!(statements.len() > 25, "only {} statements were planned", statements.len());
    let walks: Vec<&String> = plans.iter().filter(|line| line.contains("Seq Scan")).collect();
    assert_eq!(walks, Vec::<&String>::new());
    // A `Join Filter` compares every row that is sent with every row of the tenant. What is read is looked up even while the tables have no
    // statistics. Rows that a guarded update changes are joined with those that are sent: only statistics can make that a lookup.
    let is_read = |name: &str| texts.iter().any(|text| text.strip_prefix(name).is_some_and(|text| text.starts_with(": SELECT")));
    let joins: Vec<&String> = plans.iter().filter(|line| is_join(line) && line.split(':').next().is_some_and(is_read)).collect();
    assert_eq!(joins, Vec::<&String>::new());
}

/// All that a tenant has of something may be joined by the tenant alone.
fn is_join(line: &str) -> bool {
    line.split_once("Join Filter: ").is_some_and(|(_, filter)| !filter.contains(".tenant = ") || filter.contains(" AND "))
}
