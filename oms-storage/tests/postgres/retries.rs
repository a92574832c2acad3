//! The server asks for the same once more: it gets the same, and not for ever.

use oms_core::batch::{ChangeSet, ReadSet, Snapshot};
use oms_core::query::{Page, Query};
use oms_core::{CommitError, Engine, Outcome, Storage};
use oms_storage::{PostgresOptions, PostgresStorage};

use crate::shop::{batches, digest, log_length, open, order};

/// A storage that counts what it is asked and what comes of it.
pub(crate) struct Counted<S> {
    inner: S,
    pub(crate) commits: usize,
    pub(crate) conflicts: usize,
}

impl<S> Counted<S> {
    pub(crate) const fn new(inner: S) -> Counted<S> {
        Counted { inner, commits: 0, conflicts: 0 }
    }
}

impl<S: Storage> Storage for Counted<S> {
    type Error = S::Error;

    fn load(&mut self, wanted: &ReadSet) -> Result<Snapshot, S::Error> {
        self.inner.load(wanted)
    }

    fn commit(&mut self, changes: &ChangeSet) -> Result<(), CommitError<S::Error>> {
        let committed = self.inner.commit(changes);
        self.commits += 1;
        self.conflicts += usize::from(matches!(committed, Err(CommitError::Conflict)));
        committed
    }

    fn scan(&mut self, query: &Query) -> Result<Page, S::Error> {
        self.inner.scan(query)
    }
}

/// Makes commits fail with a state, as long as the sequence `faults` says so; it counts whatever is rolled back.
fn trap(state: &str, last: u32, at_the_end: bool) -> String {
    let when = if at_the_end {
        "CREATE CONSTRAINT TRIGGER trap AFTER INSERT ON log DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION trap()"
    } else {
        "CREATE TRIGGER trap BEFORE INSERT ON log FOR EACH ROW EXECUTE FUNCTION trap()"
    };
    format!(
        "DROP SEQUENCE IF EXISTS faults; CREATE SEQUENCE faults; GRANT USAGE ON SEQUENCE faults TO PUBLIC;
         CREATE OR REPLACE FUNCTION trap() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
             IF nextval('faults') <= {last} THEN RAISE EXCEPTION 'injected' USING ERRCODE = '{state}'; END IF;
             RETURN NEW;
         END $$;
         DROP TRIGGER IF EXISTS trap ON log; {when}"
    )
}

#[test]
fn what_the_server_wants_again_it_gets_again() {
    for state in ["40001", "40P01"] {
        for at_the_end in [false, true] {
            let schema = crate::schema();
            let mut engine = open(Counted::new(schema.open().unwrap()), 20);
            let before = engine.storage().commits;
            let (sent, told, alone) = batches(6, 20);
            for (number, (batch, told)) in sent.iter().zip(&told).enumerate() {
                if number % 2 == 0 {
                    schema.sql(&trap(state, 3, at_the_end)).unwrap();
                }
                assert_eq!(&engine.submit_batch(batch.clone()).unwrap(), told);
                assert!(schema.sql("SELECT last_value FROM faults").unwrap()[0].parse::<u32>().unwrap() >= 3, "nothing was injected");
            }
            assert_eq!(digest(&mut engine), alone);
            assert_eq!(engine.storage().commits - before, 6, "the engine never heard of it");
            assert_eq!(engine.storage().conflicts, 0);
        }
    }
}

#[test]
fn what_never_succeeds_is_given_up_and_leaves_nothing() {
    let schema = crate::schema();
    let options = PostgresOptions { attempts_max: 3, ..schema.options().clone() };
    let mut engine = open(PostgresStorage::open_with(schema.url(), &options).unwrap(), 20);
    let before = digest(&mut engine);
    for (state, code, attempts) in [("40001", "too_many_attempts", "3"), ("57014", "busy", "1"), ("53100", "storage_full", "1")] {
        schema.sql(&trap(state, 1_000, false)).unwrap();
        let error = engine.submit(order("o")).unwrap_err();
        let oms_core::EngineError::Storage(error) = error else { panic!("{error}") };
        assert_eq!(error.code(), code, "{error}");
        assert_eq!(schema.sql("SELECT last_value FROM faults").unwrap(), [attempts]);
        assert_eq!((digest(&mut engine), log_length(&mut engine)), (before.clone(), 4));
    }
    schema.sql("DROP TRIGGER trap ON log").unwrap();
    assert!(matches!(engine.submit(order("o")).unwrap(), Outcome::Applied { .. }));
}

/// Whoever waits for a lock does so no longer than it may.
#[test]
fn a_lock_that_is_not_let_go_of_ends_the_wait() {
    let schema = crate::schema();
    let options = PostgresOptions { lock_timeout: std::time::Duration::from_millis(100), ..schema.options().clone() };
    let mut engine = open(PostgresStorage::open_with(schema.url(), &options).unwrap(), 20);
    std::thread::scope(|scope| {
        scope.spawn(|| schema.sql("BEGIN; UPDATE store SET epoch = epoch; SELECT pg_sleep(0.7); ROLLBACK").unwrap());
        while schema.sql("SELECT 1 FROM pg_stat_activity WHERE query LIKE '%pg_sleep(0.7)%' AND wait_event = 'PgSleep'").unwrap().is_empty()
        {
        }
        let error = engine.submit(order("o")).unwrap_err();
        let oms_core::EngineError::Storage(error) = error else { panic!("{error}") };
        assert_eq!(error.code(), "busy", "{error}");
    });
    assert!(matches!(engine.submit(order("o")).unwrap(), Outcome::Applied { .. }));
    assert_eq!(log_length(&mut engine), 5);
}

/// Two deltas for one row would lose one of them: they are refused, not half applied.
#[test]
fn a_delta_that_comes_twice_is_refused() {
    let schema = crate::schema();
    let mut storage = open(schema.open().unwrap(), 20).into_storage();
    let delta = serde_json::json!({"sku": "phone", "location": "n1", "change": {"available": -1}});
    let epoch = storage.load(&ReadSet::default()).unwrap().epoch;
    let changes: ChangeSet = serde_json::from_value(serde_json::json!({"epoch_read": epoch, "stock": [delta, delta], "log": []})).unwrap();
    assert!(matches!(storage.commit(&changes), Err(CommitError::Conflict)));
    assert_eq!(crate::shop::phones(&mut Engine::new(storage)), [20, 0]);
}
