//! A whole tenant is exported, imported, moved and erased: all of it or nothing.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test may stop")]

use std::path::Path;
use std::sync::Arc;

use oms_core::query::{OrderFilter, Page, Query};
use oms_core::{Engine, Envelope, MemoryStorage, Outcome, Storage};
use oms_storage::tenant::{self, TenantError, TenantStorage};
use oms_storage::{SqliteOptions, SqliteStorage};
use serde_json::{Value, json};

fn envelope(id: &str, command: Value) -> Arc<Envelope> {
    Arc::new(serde_json::from_value(json!({"id": id, "at": "2026-03-01T10:00:00Z", "actor": "test", "command": command})).unwrap())
}

fn order(id: &str, quantity: i64) -> Arc<Envelope> {
    let lines = json!([{"id": "1", "sku": "phone", "quantity": quantity, "unit_price": "99.00"}]);
    let command = json!({"type": "capture_order", "order": id, "channel": "web", "external_id": format!("#{id}"),
                         "customer": format!("of-{id}"), "currency": "EUR", "lines": lines, "priority": quantity});
    envelope(id, command)
}

/// A shop in which something of everything has happened: promised, on backorder, in a cart, on order, kept by lot, looked for doubles.
fn trade<S: Storage>(storage: S) -> Engine<S> {
    let mut engine = Engine::new(storage);
    let commands = [
        json!({"type": "put_location", "location": {"id": "n1", "country": "DE"}}),
        json!({"type": "put_channel", "channel": {"id": "web"}}),
        json!({"type": "put_policies", "policies": {"verification": {"duplicate_window": 600}}}),
        json!({"type": "put_item", "sku": "phone", "backorder": {"limit": 10}}),
        json!({"type": "put_item", "sku": "milk", "lots": {}}),
        json!({"type": "receive_stock", "sku": "phone", "location": "n1", "quantity": 5}),
        json!({"type": "receive_stock", "sku": "milk", "location": "n1", "quantity": 7,
               "lot": {"number": "L1", "expires_on": "2027-01-10"}}),
        json!({"type": "reserve_stock", "reservation": "cart", "channel": "web", "time_to_live": 600,
               "lines": [{"sku": "phone", "quantity": 1}]}),
    ];
    for (number, command) in commands.into_iter().enumerate() {
        let id = format!("set-up-{number}");
        let outcome = engine.submit(envelope(&id, command.clone())).unwrap();
        assert!(matches!(outcome, Outcome::Applied { .. }), "{command}: {outcome:?}");
    }
    for (number, quantity) in [3, 2, 4].into_iter().enumerate() {
        engine.submit(order(&format!("o{number}"), quantity)).unwrap();
    }
    assert!(matches!(engine.submit(order("o9", 1)).unwrap(), Outcome::Applied { .. }));
    engine
}

fn open(path: &Path) -> SqliteStorage {
    SqliteStorage::open(path).unwrap()
}

fn exported<S: Storage>(storage: &mut S) -> Vec<u8> {
    let mut file = Vec::new();
    tenant::export(storage, &mut file).unwrap();
    file
}

fn digest<S: Storage>(storage: S) -> String {
    Engine::new(storage).digest().unwrap().to_string()
}

/// Whatever a storage holds, its export says so, byte for byte.
fn is_empty<S: Storage>(storage: &mut S) -> bool {
    exported(storage) == exported(&mut MemoryStorage::new())
}

#[test]
fn a_tenant_goes_from_memory_to_a_file_and_back_and_goes_on() {
    let folder = tempfile::tempdir().unwrap();
    let mut here = trade(MemoryStorage::new()).into_storage();
    let mut file = open(&folder.path().join("a.sqlite"));
    let told = tenant::copy(&mut here, &mut file).unwrap();
    assert_eq!((told.orders, told.state.clone()), (4, digest(here.clone())));
    assert_eq!(exported(&mut here), exported(&mut file), "an export does not tell which storage it is of");
    let mut back = MemoryStorage::new();
    assert_eq!(tenant::copy(&mut file, &mut back).unwrap(), told);
    // All three go on alike: what was sent before is known, who waits is served, and numbers of the log go on.
    let mut commands = vec![order("o1", 2), order("next", 1)];
    commands.push(envelope("more", json!({"type": "receive_stock", "sku": "phone", "location": "n1", "quantity": 9})));
    let play = |outcomes: Vec<Outcome>, digest: String| (outcomes, digest);
    let mut engines = (Engine::new(here), Engine::new(file), Engine::new(back));
    let first = play(engines.0.submit_batch(commands.clone()).unwrap(), engines.0.digest().unwrap().to_string());
    assert!(matches!(first.0[0], Outcome::AlreadyApplied { .. }), "{:?}", first.0[0]);
    assert_eq!(first, play(engines.1.submit_batch(commands.clone()).unwrap(), engines.1.digest().unwrap().to_string()));
    assert_eq!(first, play(engines.2.submit_batch(commands).unwrap(), engines.2.digest().unwrap().to_string()));
    assert!(engines.1.audit().unwrap().is_clean());
    // Lists that catch up with the log find what was moved.
    let filter = OrderFilter { sku: Some("phone".parse().unwrap()), ..OrderFilter::default() };
    let query = Query::Orders { filter: Box::new(filter), after: None, limit: 10 };
    assert_eq!(engines.0.query(&query).unwrap().to_json(), engines.1.query(&query).unwrap().to_json());
    let movements = Query::Movements { sku: "phone".parse().unwrap(), location: None, before: None, limit: 100 };
    assert_eq!(engines.0.query(&movements).unwrap().to_json(), engines.1.query(&movements).unwrap().to_json());
}

#[test]
fn a_file_is_imported_and_says_the_same_again() {
    let folder = tempfile::tempdir().unwrap();
    let mut file = trade(open(&folder.path().join("a.sqlite"))).into_storage();
    let lines = exported(&mut file);
    let mut other = open(&folder.path().join("b.sqlite"));
    let told = tenant::import(&mut other, &mut lines.as_slice()).unwrap();
    assert_eq!(exported(&mut other), lines);
    assert_eq!(told.state, digest(file));
    let text = String::from_utf8(lines).unwrap();
    assert!(text.starts_with(r#"{"tenant":{"format":1,"epoch":"#), "{}", &text[..60]);
    for kind in ["settings", "item", "stock", "counter", "order", "reservation", "document", "waiting", "recent", "log", "end"] {
        assert!(text.lines().any(|line| line.starts_with(&format!("{{\"{kind}\":"))), "no line of a {kind}");
    }
}

/// Tries to import into an empty file, which must be as empty afterwards, and usable.
fn refused(lines: &[u8]) -> TenantError {
    let folder = tempfile::tempdir().unwrap();
    let mut file = open(&folder.path().join("b.sqlite"));
    let error = tenant::import(&mut file, &mut &lines[..]).unwrap_err();
    assert!(is_empty(&mut file), "{error}");
    trade(file);
    let mut memory = MemoryStorage::new();
    assert_eq!(tenant::import(&mut memory, &mut &lines[..]).unwrap_err().code(), error.code());
    assert!(is_empty(&mut memory));
    error
}

#[test]
fn a_file_that_is_not_what_was_written_is_refused() {
    let lines = exported(&mut trade(MemoryStorage::new()).into_storage());
    let text = String::from_utf8(lines.clone()).unwrap();
    let all: Vec<&str> = text.lines().collect();
    let joined = |lines: &[&str]| format!("{}\n", lines.join("\n")).into_bytes();
    assert_eq!(refused(b"").code(), "truncated_export");
    assert_eq!(refused(b"SQLite format 3\0\n").code(), "not_an_export");
    assert_eq!(refused(b"{\"settings\":{}}\n").code(), "not_an_export");
    let newer = text.replacen("\"format\":1", "\"format\":3", 1);
    let error = refused(newer.as_bytes());
    assert_eq!(error.code(), "unknown_format");
    assert!(error.to_string().contains("`3`"), "{error}");
    // Cut off after a line, and within one.
    for end in [1, all.len() / 2, all.len() - 1] {
        assert_eq!(refused(&joined(&all[..end])).code(), "truncated_export", "after {end} lines");
    }
    for end in [lines.len() / 3, lines.len() - 1] {
        assert_eq!(refused(&lines[..end]).code(), "truncated_export", "after {end} bytes");
    }
    // A line left out, twice, exchanged, or changed.
    let of = |kind: &str| all.iter().position(|line| line.starts_with(&format!("{{\"{kind}\":"))).unwrap();
    for kind in ["item", "order", "recent"] {
        let mut fewer = all.clone();
        fewer.remove(of(kind));
        assert_eq!(refused(&joined(&fewer)).code(), "altered_export", "{kind}");
    }
    for (kind, code) in
        [("order", "altered_export"), ("stock", "altered_export"), ("log", "unreadable_line"), ("tenant", "unreadable_line")]
    {
        let mut more = all.clone();
        more.insert(of(kind), all[of(kind)]);
        assert_eq!(refused(&joined(&more)).code(), code, "{kind} twice");
    }
    let mut exchanged = all.clone();
    exchanged.swap(of("item"), of("order"));
    assert_eq!(refused(&joined(&exchanged)).code(), "altered_export");
    assert_eq!(refused(text.replacen("99.00", "98.00", 1).as_bytes()).code(), "altered_export");
    assert_eq!(refused(text.replacen("{\"item\":", "{\"ítem\":", 1).as_bytes()).code(), "unreadable_line");
    let mut longer = lines.clone();
    longer.extend(b"{}\n");
    assert_eq!(refused(&longer).code(), "altered_export");
    let mut bytes = lines;
    let place = bytes.len() / 2;
    bytes[place] = 0xff;
    assert_eq!(refused(&bytes).code(), "unreadable_line");
}

#[test]
fn a_place_that_holds_something_is_left_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let mut here = trade(MemoryStorage::new()).into_storage();
    let mut there = open(&folder.path().join("a.sqlite"));
    let mut engine = Engine::new(&mut there);
    engine.submit(envelope("x", json!({"type": "put_location", "location": {"id": "n1", "country": "DE"}}))).unwrap();
    let before = exported(&mut there);
    assert_eq!(tenant::copy(&mut here, &mut there).unwrap_err().code(), "target_not_empty");
    assert_eq!(tenant::move_over(&mut here, &mut there).unwrap_err().code(), "target_not_empty");
    assert_eq!(exported(&mut there), before);
    assert!(!is_empty(&mut here));
}

#[test]
fn what_is_moved_is_there_and_not_here() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.sqlite");
    let mut here = trade(open(&path)).into_storage();
    let before = exported(&mut here);
    let mut there = open(&folder.path().join("b.sqlite"));
    tenant::move_over(&mut here, &mut there).unwrap();
    assert_eq!(exported(&mut there), before);
    assert!(is_empty(&mut here));
    drop(here);
    assert!(is_empty(&mut open(&path)));
}

/// A storage to which somebody writes while it is read.
struct Written<'shop> {
    file: SqliteStorage,
    by: Option<Engine<&'shop mut SqliteStorage>>,
}

impl Storage for Written<'_> {
    type Error = oms_storage::SqliteError;

    fn load(&mut self, wanted: &oms_core::batch::ReadSet) -> Result<oms_core::batch::Snapshot, Self::Error> {
        self.file.load(wanted)
    }

    fn commit(&mut self, changes: &oms_core::batch::ChangeSet) -> Result<(), oms_core::CommitError<Self::Error>> {
        self.file.commit(changes)
    }

    fn scan(&mut self, query: &Query) -> Result<Page, Self::Error> {
        if matches!(query, Query::AllOrders { .. })
            && let Some(mut engine) = self.by.take()
        {
            engine.submit(order("late", 1)).unwrap();
        }
        self.file.scan(query)
    }
}

#[test]
fn an_export_is_of_one_moment_or_none() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.sqlite");
    trade(open(&path));
    let mut writer = open(&path);
    let mut read = Written { file: open(&path), by: Some(Engine::new(&mut writer)) };
    assert_eq!(tenant::export(&mut read, &mut Vec::new()).unwrap_err().code(), "tenant_changed");
    // Nobody writes any more.
    tenant::export(&mut read, &mut Vec::new()).unwrap();
}

#[test]
fn erasing_takes_everything_and_nobody_goes_on_with_what_was() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.sqlite");
    let mut engine = trade(open(&path));
    let mut other = Engine::new(open(&path));
    assert!(matches!(other.submit(order("other", 1)).unwrap(), Outcome::Applied { .. }));
    assert!(engine.query(&Query::Stock { after: None, limit: 10 }).is_ok());
    let mut storage = engine.into_storage();
    storage.erase().unwrap();
    assert!(is_empty(&mut storage));
    // Whoever had it open knows names that are no more.
    let error = other.submit(order("again", 1)).unwrap_err();
    assert!(error.to_string().contains("open it again"), "{error}");
    assert!(other.query(&Query::Stock { after: None, limit: 10 }).is_err());
    // The file is as new: what comes next has the first number, under names that have new ones.
    let engine = trade(storage);
    drop((engine, other));
    let lines = exported(&mut open(&path));
    assert_eq!(lines, exported(&mut trade(MemoryStorage::new()).into_storage()));
}

#[test]
fn what_was_erased_cannot_be_read_from_the_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.sqlite");
    let mut storage = trade(open(&path)).into_storage();
    let holds =
        |file: &Path, text: &str| std::fs::read(file).is_ok_and(|bytes| bytes.windows(text.len()).any(|part| part == text.as_bytes()));
    let log = folder.path().join("a.sqlite-wal");
    assert!(holds(&path, "phone") || holds(&log, "phone"));
    storage.erase().unwrap();
    assert!(!holds(&path, "phone") && !holds(&log, "phone"), "it can still be read");
}

#[test]
fn a_part_that_fails_takes_the_whole_with_it() {
    let folder = tempfile::tempdir().unwrap();
    let mut file = open(&folder.path().join("a.sqlite"));
    let failed: Result<(), TenantError> = file.all_or_nothing(|file| {
        let mut engine = Engine::new(file);
        engine.submit(envelope("x", json!({"type": "put_item", "sku": "phone"}))).map_err(TenantError::storage)?;
        let there = engine.query(&Query::Items { after: None, limit: 5 }).map_err(TenantError::storage)?;
        assert!(matches!(there, Page::Items { items } if items.len() == 1), "what was written is read");
        Err(TenantError::TenantChanged)
    });
    assert_eq!(failed.unwrap_err().code(), "tenant_changed");
    assert!(is_empty(&mut file));
    let panicked = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
        file.all_or_nothing(|file| -> Result<(), TenantError> {
            Engine::new(file).submit(envelope("x", json!({"type": "put_item", "sku": "phone"}))).unwrap();
            panic!("in the middle");
        })
    }));
    assert!(panicked.is_err() && is_empty(&mut file));
    assert_eq!(exported(&mut trade(file).into_storage()), exported(&mut trade(MemoryStorage::new()).into_storage()));
}

/// A disk that is full in the middle of an import.
#[test]
fn an_import_that_fails_leaves_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.sqlite");
    let mut engine = trade(MemoryStorage::new());
    engine.submit(envelope("more", json!({"type": "receive_stock", "sku": "phone", "location": "n1", "quantity": 10_000}))).unwrap();
    for batch in 0..20 {
        let orders = (0..200).map(|number| order(&format!("b{batch}-{number}"), 1)).collect();
        engine.submit_batch(orders).unwrap();
    }
    let mut here = engine.into_storage();
    let small = SqliteOptions { size_max: Some(1 << 20), ..SqliteOptions::default() };
    let mut there = SqliteStorage::open_with(&path, &small).unwrap();
    assert_eq!(tenant::copy(&mut here, &mut there).unwrap_err().code(), "storage_failed");
    assert!(is_empty(&mut there));
    drop(there);
    let mut there = open(&path);
    tenant::copy(&mut here, &mut there).unwrap();
    assert_eq!(exported(&mut there), exported(&mut here));
}
