//! How SQLite goes about the storage's statements: it plans each once, and finds what is due and what waits by an index.
//!
//! It looks into some parameters when it plans: a limit, and what a column must be equal to that several rows may share. It plans
//! such a statement anew whenever it is bound anew, which takes longer than to run it. With a plus before the parameter
//! (`LIMIT +?2`, `sku = +?1`) it does not look.

#![allow(clippy::unwrap_used, reason = "a test may stop")]

use std::fs;
use std::path::Path;

use oms_storage::SqliteStorage;
use rusqlite::{Connection, StatementStatus};
use tempfile::TempDir;

/// Every text of the sources that is a whole statement.
fn statements() -> Vec<String> {
    let mut found = Vec::new();
    for file in fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/sqlite")).unwrap() {
        let path = file.unwrap().path();
        if path.extension().is_some_and(|extension| extension == "rs") {
            let source = fs::read_to_string(path).unwrap();
            let shipped = source.split("#[cfg(test)]").next().unwrap();
            found.extend(shipped.split('"').filter(|text| is_statement(text)).map(str::to_owned));
        }
    }
    assert!(found.len() > 60, "only {} were found", found.len());
    found
}

fn is_statement(text: &str) -> bool {
    let begins = ["SELECT ", "INSERT ", "UPDATE ", "DELETE "].iter().any(|verb| text.starts_with(verb));
    begins && text != "SELECT " && !text.contains('{')
}

fn new_file() -> (TempDir, Connection) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("orders.sqlite");
    drop(SqliteStorage::open(&path).unwrap());
    (folder, Connection::open(&path).unwrap())
}

#[test]
fn no_statement_is_planned_anew_for_what_it_is_given() {
    let (_folder, connection) = new_file();
    for sql in statements() {
        for round in 0_i64..4 {
            // Statements from the cache, as the storage's own are, forget what they were given after each use.
            let mut statement = connection.prepare_cached(&sql).unwrap();
            for parameter in 1..=statement.parameter_count() {
                statement.raw_bind_parameter(parameter, round).unwrap();
            }
            // Whether such a row may be written is beside the point.
            let _row = statement.raw_query().next().map(|_| ());
            assert_eq!(statement.get_status(StatementStatus::RePrepare), 0, "{sql}");
        }
    }
}

#[test]
fn what_is_due_and_what_waits_is_found_by_an_index() {
    let (_folder, connection) = new_file();
    let (mut due, mut equal) = (0, 0);
    for sql in statements() {
        let is_due = sql.contains("_at <= ?1");
        let is_equal = sql.contains("= +?1");
        if !is_due && !is_equal {
            continue;
        }
        let mut explain = connection.prepare(&format!("EXPLAIN QUERY PLAN {sql}")).unwrap();
        let parameters = vec![1; explain.parameter_count()];
        let plan = explain.query_map(rusqlite::params_from_iter(parameters), |row| row.get(3)).unwrap();
        let plan: Vec<String> = plan.collect::<Result<_, _>>().unwrap();
        assert!(!plan.iter().any(|step| step.starts_with("SCAN") && step != "SCAN CONSTANT ROW"), "{sql}: {plan:?}");
        due += u32::from(is_due && plan.iter().any(|step| step.contains("_by_due")));
        equal += u32::from(is_equal);
    }
    assert_eq!(due, 3);
    assert!(equal > 8, "only {equal} were found");
}
