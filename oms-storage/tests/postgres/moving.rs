//! A tenant is moved into the database, within it and out of it, and erased.

use oms_core::batch::ReadSet;
use oms_core::{Engine, MemoryStorage, Outcome, Storage};
use oms_storage::tenant::{self, TenantError, TenantStorage};
use oms_storage::{PostgresOptions, PostgresStorage, SqliteStorage};

use crate::shop::{batches, digest, log_length, open, order, tag};

fn exported<S: Storage>(storage: &mut S) -> Vec<u8> {
    let mut file = Vec::new();
    tenant::export(storage, &mut file).unwrap();
    file
}

fn is_empty<S: Storage>(storage: &mut S) -> bool {
    exported(storage) == exported(&mut MemoryStorage::new())
}

fn traded<S: Storage>(storage: S) -> Engine<S> {
    let mut engine = open(storage, 40);
    for batch in batches(15, 40).0 {
        engine.submit_batch(batch).unwrap();
    }
    engine
}

#[test]
fn a_tenant_goes_round_all_storages_and_goes_on_everywhere() {
    let schema = crate::schema();
    let folder = tempfile::tempdir().unwrap();
    let mut memory = traded(MemoryStorage::new());
    let before = digest(&mut memory);
    let mut memory = memory.into_storage();
    let mut postgres = schema.open_for("one").unwrap();
    let told = tenant::copy(&mut memory, &mut postgres).unwrap();
    assert_eq!(told.state, before);
    assert_eq!(exported(&mut postgres), exported(&mut memory));
    // Another tenant of the same database, a file, and back.
    let mut two = schema.open_for("two").unwrap();
    let mut file = SqliteStorage::open(folder.path().join("a.sqlite")).unwrap();
    let mut back = schema.open_for("three").unwrap();
    assert_eq!(tenant::copy(&mut postgres, &mut two).unwrap(), told);
    assert_eq!(tenant::move_over(&mut two, &mut file).unwrap(), told);
    assert_eq!(tenant::move_over(&mut file, &mut back).unwrap(), told);
    assert!(is_empty(&mut two) && is_empty(&mut file));
    assert!(!is_empty(&mut postgres), "the other tenant was left alone");
    let sent = vec![order("o3"), order("later"), tag("later", "gift")];
    let (mut one, mut three, mut here) = (Engine::new(postgres), Engine::new(back), Engine::new(memory));
    let outcomes = here.submit_batch(sent.clone()).unwrap();
    assert!(matches!(outcomes[0], Outcome::AlreadyApplied { .. }) && matches!(outcomes[1], Outcome::Applied { .. }), "{outcomes:?}");
    assert_eq!(one.submit_batch(sent.clone()).unwrap(), outcomes);
    assert_eq!(three.submit_batch(sent).unwrap(), outcomes);
    assert_eq!((digest(&mut one), digest(&mut three)), (digest(&mut here), digest(&mut here)));
    assert_eq!(log_length(&mut three), log_length(&mut here));
    assert!(one.audit().unwrap().is_clean() && three.audit().unwrap().is_clean());
    // The tenant that was left can be used anew.
    open(two, 3);
}

#[test]
fn what_is_refused_leaves_nothing() {
    let schema = crate::schema();
    let lines = exported(&mut traded(MemoryStorage::new()).into_storage());
    let mut storage = schema.open().unwrap();
    let cut = &lines[..lines.len() / 2];
    assert_eq!(tenant::import(&mut storage, &mut &cut[..]).unwrap_err().code(), "truncated_export");
    let altered = String::from_utf8(lines.clone()).unwrap().replacen("99.00", "98.00", 1);
    assert_eq!(tenant::import(&mut storage, &mut altered.as_bytes()).unwrap_err().code(), "altered_export");
    assert!(is_empty(&mut storage));
    let rows = schema.sql("SELECT (SELECT count(*) FROM orders) + (SELECT count(*) FROM standings) + (SELECT count(*) FROM log)").unwrap();
    assert_eq!(rows, ["0"]);
    tenant::import(&mut storage, &mut &lines[..]).unwrap();
    assert_eq!(exported(&mut storage), lines);
    assert_eq!(tenant::import(&mut storage, &mut &lines[..]).unwrap_err().code(), "target_not_empty");
    assert_eq!(exported(&mut storage), lines);
}

/// The server is asked to end the connection in the middle, and again and again.
#[test]
fn an_import_that_loses_its_connection_is_there_or_is_not() {
    let schema = crate::schema();
    let lines = exported(&mut traded(MemoryStorage::new()).into_storage());
    let separator = if schema.url().contains("://") { "?" } else { " " };
    let (mut there, mut not_there) = (0, 0);
    for round in 0..12_u64 {
        let name = format!("{}_{round}", schema.options().schema);
        let url = format!("{}{separator}application_name={name}", schema.url());
        let options = PostgresOptions { tenant: format!("round-{round}"), ..schema.options().clone() };
        let mut storage = PostgresStorage::open_with(&url, &options).unwrap();
        let imported = std::thread::scope(|scope| {
            scope.spawn(|| {
                std::thread::sleep(std::time::Duration::from_millis(round * 4));
                schema.sql(&format!("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = '{name}'")).unwrap();
            });
            tenant::import(&mut storage, &mut &lines[..])
        });
        match imported {
            Ok(_) => there += 1,
            Err(error) => {
                assert_eq!(error.code(), "storage_failed", "{error}");
                assert!(is_empty(&mut storage), "round {round}");
                not_there += 1;
                tenant::import(&mut storage, &mut &lines[..]).unwrap();
            }
        }
        assert_eq!(exported(&mut storage), lines, "round {round}");
        Engine::new(storage).submit(order("after")).unwrap();
    }
    assert!(not_there > 0, "no connection was ended in time: {there} imports went through");
}

#[test]
fn erasing_takes_one_tenant_and_strikes_off_who_has_it_open() {
    let schema = crate::schema();
    let traded_there = traded(schema.open_for("one").unwrap());
    let mut beside = traded(schema.open_for("two").unwrap());
    let mut other = Engine::new(schema.open_for("one").unwrap());
    other.submit(order("other")).unwrap();
    let before = digest(&mut beside);
    let mut storage = traded_there.into_storage();
    storage.erase().unwrap();
    assert!(is_empty(&mut storage));
    let left = schema.sql("SELECT count(*) FROM orders WHERE tenant = 'one'").unwrap();
    assert_eq!(left, ["0"]);
    let item = crate::shop::envelope("again", 3, serde_json::json!({"type": "put_item", "sku": "phone"}));
    let error = other.submit(item).unwrap_err();
    assert!(error.to_string().contains("open it again"), "{error}");
    assert_eq!(digest(&mut beside), before);
    // As a new one.
    let mut anew = traded(storage);
    assert_eq!(digest(&mut anew), digest(&mut traded(MemoryStorage::new())));
    assert!(anew.audit().unwrap().is_clean());
}

#[test]
fn nobody_else_sees_a_part() {
    let schema = crate::schema();
    let mut storage = schema.open().unwrap();
    let failed: Result<(), TenantError> = storage.all_or_nothing(|storage| {
        let mut engine = open(storage, 5);
        engine.submit(order("o")).map_err(TenantError::storage)?;
        assert_eq!(log_length(&mut engine), 5, "what was written is read");
        let mut reader = schema.open().unwrap();
        assert_eq!(reader.load(&ReadSet::default()).unwrap().epoch, 0);
        assert!(is_empty(&mut reader));
        Err(TenantError::TenantChanged)
    });
    assert_eq!(failed.unwrap_err().code(), "tenant_changed");
    assert!(is_empty(&mut storage));
    let panicked = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
        storage.all_or_nothing(|storage| -> Result<(), TenantError> {
            open(storage, 5);
            panic!("in the middle");
        })
    }));
    assert!(panicked.is_err() && is_empty(&mut storage));
    let mut engine = traded(storage);
    assert_eq!(digest(&mut engine), digest(&mut traded(MemoryStorage::new())));
}
