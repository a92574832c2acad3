//! The second wall between tenants: policies of the server, for whatever a statement may say.

use oms_core::Engine;
use oms_storage::postgres::TemporarySchema;

use crate::shop::{open, order};

/// Every table that has a tenant, by the server's own books.
fn tables(schema: &TemporarySchema) -> Vec<String> {
    let name = &schema.options().schema;
    schema
        .sql(&format!(
            "SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
             WHERE n.nspname = '{name}' AND c.relkind = 'r' AND c.relname NOT IN ('oms_format', 'refused') ORDER BY 1"
        ))
        .unwrap()
}

fn two_shops() -> TemporarySchema {
    let schema = crate::schema();
    for tenant in ["one", "two"] {
        let mut engine = open(schema.open_for(tenant).unwrap(), 5);
        engine.submit(order("o")).unwrap();
        engine.acknowledge(&"mailer".parse().unwrap(), 1..=2).unwrap();
    }
    schema
}

#[test]
fn every_table_has_a_policy_that_also_holds_for_its_owner() {
    let schema = two_shops();
    let name = &schema.options().schema;
    let without = schema
        .sql(&format!(
            "SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
             WHERE n.nspname = '{name}' AND c.relkind IN ('r', 'p') AND c.relname NOT IN ('oms_format', 'refused')
                 AND (NOT c.relrowsecurity OR NOT c.relforcerowsecurity
                      OR NOT EXISTS (SELECT 1 FROM pg_policy p WHERE p.polrelid = c.oid AND p.polcmd = '*'))"
        ))
        .unwrap();
    assert_eq!(without, Vec::<String>::new());
    assert!(tables(&schema).len() >= 18);
}

/// A reader that somebody has given every right on the tables, and forgets to say which tenant is meant.
#[test]
fn a_query_without_a_condition_sees_one_tenant() {
    let schema = two_shops();
    if !crate::server().is_own() {
        return;
    }
    let name = &schema.options().schema;
    let reader = format!("reader_{name}");
    schema
        .sql(&format!(
            "CREATE ROLE {reader} LOGIN; GRANT USAGE ON SCHEMA {name} TO {reader};
             GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA {name} TO {reader}"
        ))
        .unwrap();
    // As one who is neither owner nor superuser, and as the owner.
    for url in [schema.url().replace("user=shop", &format!("user={reader}")), schema.url().to_owned()] {
        for table in tables(&schema) {
            let ask = |as_tenant: &str| {
                let sql = format!("{as_tenant} SELECT tenant FROM {table} GROUP BY 1 ORDER BY 1");
                schema.sql_at(&url, &sql).unwrap()
            };
            let all = schema.sql(&format!("SELECT tenant FROM {table} GROUP BY 1 ORDER BY 1")).unwrap();
            let own: Vec<&String> = all.iter().filter(|tenant| *tenant == "two").collect();
            assert_eq!(ask("SET oms.tenant = 'two';").iter().collect::<Vec<_>>(), own, "{table}");
            assert_eq!(ask(""), Vec::<String>::new(), "{table} without a tenant");
        }
        for view in ["order_list", "stock_list", "event_list"] {
            let seen = schema.sql_at(&url, &format!("SET oms.tenant = 'two'; SELECT tenant FROM {view} GROUP BY 1")).unwrap();
            assert_eq!(seen, ["two"], "{view}");
        }
        // Neither can it write what is another's, nor make rows of another.
        let changed = "SET oms.tenant = 'two'; UPDATE stock SET available = 99 RETURNING tenant";
        assert_eq!(schema.sql_at(&url, changed).unwrap(), ["two"]);
        let forged = "SET oms.tenant = 'two'; INSERT INTO settings (tenant, version, format, settings) VALUES ('one', 9, 1, '{}')";
        assert_eq!(schema.sql_at(&url, forged).unwrap_err().code(), "read_only");
        let taken = "SET oms.tenant = 'two'; UPDATE orders SET tenant = 'one'";
        assert_eq!(schema.sql_at(&url, taken).unwrap_err().code(), "read_only");
    }
    assert_eq!(schema.sql("SELECT available FROM stock WHERE tenant = 'one'").unwrap(), ["4"]);
    schema.sql(&format!("DROP OWNED BY {reader}; DROP ROLE {reader}")).unwrap();
}

/// Whoever wrote the statement, and whatever it is about: none says nothing of the tenant.
#[test]
fn every_statement_names_the_tenant() {
    let schema = crate::schema();
    let mut engine = open(schema.open().unwrap(), 100);
    for batch in crate::shop::batches(3, 100).0 {
        engine.submit_batch(batch).unwrap();
    }
    engine.audit().unwrap();
    engine.acknowledge(&"mailer".parse().unwrap(), 1..=2).unwrap();
    let mut storage = engine.into_storage();
    let statements =
        storage.ask("SELECT statement FROM pg_prepared_statements WHERE statement NOT LIKE '%pg_prepared_statements%'").unwrap();
    assert!(statements.len() > 25, "only {} statements", statements.len());
    let without: Vec<&String> = statements
        .iter()
        .filter(|sql| {
            !sql.contains("$1") || !(sql.contains("tenant = $1") || sql.contains("SELECT $1::text") || sql.contains("VALUES ($1"))
        })
        .collect();
    assert_eq!(without, Vec::<&String>::new());
}

/// The same order of the same marketplace, in two shops of one database.
#[test]
fn s119_an_external_id_in_two_tenants_names_two_orders() {
    let schema = crate::schema();
    let capture = |order: &str, quantity: i64| {
        let lines = serde_json::json!([{"id": "1", "sku": "phone", "quantity": quantity, "unit_price": "99.00"}]);
        let command = serde_json::json!({"type": "capture_order", "order": order, "channel": "web", "external_id": "#1001",
                                         "currency": "EUR", "lines": lines});
        crate::shop::envelope(&format!("capture-{order}"), 1, command)
    };
    let mut found = Vec::new();
    for (tenant, id, quantity) in [("one", "a", 1), ("two", "b", 2)] {
        let mut engine = open(schema.open_for(tenant).unwrap(), 5);
        let outcome = engine.submit(capture(id, quantity)).unwrap();
        assert!(matches!(outcome, oms_core::Outcome::Applied { .. }), "{outcome:?}");
        // Within the tenant it is taken.
        let again = engine.submit(capture("another", 1)).unwrap();
        assert!(matches!(again, oms_core::Outcome::Refused { .. }), "{again:?}");
    }
    for tenant in ["one", "two"] {
        let mut engine = Engine::new(schema.open_for(tenant).unwrap());
        let order = engine.order_by_external_id(&"web".parse().unwrap(), &"#1001".parse().unwrap()).unwrap().unwrap();
        found.push(format!("{tenant} {} {}", order.id, order.total));
    }
    assert_eq!(found, ["one a 99.00", "two b 198.00"]);
}
