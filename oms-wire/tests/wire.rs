//! The engine behind texts: the same answers on a storage of ours and on one the host drives.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test may stop")]

use oms_core::batch::{ChangeSet, ReadSet};
use oms_core::query::Query;
use oms_core::{CommitError, MemoryStorage, Storage};
use oms_wire::{Handle, HostEngine, OpenOptions, Task, WireError};
use serde_json::{Value, json};

const SET_UP: &str = r#"[
    {"id": "1", "at": "2026-03-01T10:00:00Z", "actor": "t", "command":
        {"type": "put_location", "location": {"id": "berlin", "country": "DE"}}},
    {"id": "2", "at": "2026-03-01T10:00:00Z", "actor": "t", "command": {"type": "put_channel", "channel": {"id": "web"}}},
    {"id": "3", "at": "2026-03-01T10:00:00Z", "actor": "t", "command": {"type": "put_item", "sku": "tea"}},
    {"id": "4", "at": "2026-03-01T10:00:00Z", "actor": "t", "command":
        {"type": "set_stock", "sku": "tea", "location": "berlin", "on_hand": 5, "reason": "count"}},
    {"id": "5", "at": "2026-03-01T10:01:00Z", "actor": "t", "command": {"type": "capture_order", "order": "o-1", "channel": "web",
        "external_id": "1001", "currency": "EUR", "lines": [{"id": "1", "sku": "tea", "quantity": 2, "unit_price": "4.50"}]}},
    {"id": "6", "at": "2026-03-01T10:02:00Z", "actor": "t", "command": {"type": "cancel_order", "order": "o-2", "reason": "customer"}}
]"#;

/// What a host writes: some twenty lines that carry steps out on its own storage.
fn drive(task: &Task, storage: &mut MemoryStorage) -> Value {
    let mut step: Value = serde_json::from_slice(&task.step().unwrap()).unwrap();
    loop {
        let next = match step["type"].as_str().unwrap() {
            "load" => {
                let wanted: ReadSet = serde_json::from_value(step["wanted"].take()).unwrap();
                task.loaded(&serde_json::to_vec(&storage.load(&wanted).unwrap()).unwrap())
            }
            "commit" => {
                let changes: ChangeSet = serde_json::from_value(step["changes"].take()).unwrap();
                match storage.commit(&changes) {
                    Ok(()) => task.committed(),
                    Err(CommitError::Conflict) => task.conflicted(),
                    Err(CommitError::Storage(never)) => match never {},
                }
            }
            "scan" => {
                let query: Query = serde_json::from_value(step["query"].take()).unwrap();
                task.scanned(&serde_json::to_vec(&storage.scan(&query).unwrap()).unwrap())
            }
            _ => return serde_json::from_slice(&task.answer().unwrap()).unwrap(),
        };
        step = serde_json::from_slice(&next.unwrap()).unwrap();
    }
}

fn value(text: Result<Vec<u8>, WireError>) -> Value {
    serde_json::from_slice(&text.unwrap()).unwrap()
}

#[test]
fn a_storage_of_the_host_gives_the_same_answers_as_ours() {
    let (ours, host, mut storage) = (Handle::memory(), HostEngine::new(), MemoryStorage::new());
    let outcomes = value(ours.submit_many(SET_UP.as_bytes()));
    assert_eq!(outcomes, drive(&host.submit_many(SET_UP.as_bytes()).unwrap(), &mut storage));
    assert_eq!(outcomes[5]["rejection"], json!({"code": "unknown_order", "order": "o-2"}));
    let order = value(ours.order("o-1"));
    assert_eq!(order["lines"][0]["sku"], "tea");
    assert_eq!(order, drive(&host.order("o-1").unwrap(), &mut storage));
    assert_eq!(order, drive(&host.order_by_external_id("web", "1001").unwrap(), &mut storage));
    assert_eq!(order, value(ours.order_by_external_id("web", "1001")));
    assert_eq!(Value::Null, drive(&host.order_by_external_id("web", "7").unwrap(), &mut storage));
    let asked = br#"{"at": "2026-03-01T11:00:00Z", "channel": "web", "skus": ["tea", "coffee"]}"#;
    let available = value(ours.availability(asked));
    assert_eq!(available[0]["available"], 3);
    assert_eq!(available, drive(&host.availability(asked).unwrap(), &mut storage));
    let list = br#"{"type": "orders", "filter": {"channel": "web"}, "limit": 10}"#;
    assert_eq!(value(ours.query(list)), drive(&host.query(list).unwrap(), &mut storage));
    let at = "2026-04-01T10:00:00Z";
    assert_eq!(value(ours.cash_ageing(at)), drive(&host.cash_ageing(at).unwrap(), &mut storage));
    let figures = value(ours.performance());
    assert_eq!([&figures["locations"][0]["location"], &figures["locations"][0]["asked"]], [&json!("berlin"), &json!(1)]);
    assert_eq!(figures, drive(&host.performance().unwrap(), &mut storage));
    assert_eq!(value(ours.audit()), drive(&host.audit().unwrap(), &mut storage));
    assert_eq!(Value::from(ours.digest().unwrap()), drive(&host.digest().unwrap(), &mut storage));
}

#[test]
fn consumers_go_on_alike_on_any_storage() {
    let folder = tempfile::tempdir().unwrap();
    let file = Handle::sqlite(folder.path().join("orders.sqlite"), &OpenOptions::default()).unwrap();
    for ours in [Handle::memory(), file] {
        let (host, mut storage) = (HostEngine::new(), MemoryStorage::new());
        ours.submit_many(SET_UP.as_bytes()).unwrap();
        drive(&host.submit_many(SET_UP.as_bytes()).unwrap(), &mut storage);
        for (request, numbers) in [
            (json!({"type": "unread", "consumer": "mailer", "limit": 2}), json!([1, 2])),
            (json!({"type": "acknowledge", "consumer": "mailer", "first": 1, "last": 2}), json!(true)),
            (json!({"type": "acknowledge", "consumer": "mailer", "first": 1, "last": 2}), json!(false)),
            (json!({"type": "unread", "consumer": "mailer", "limit": 100}), json!([3, 4, 5])),
            (json!({"type": "remove", "consumer": "mailer"}), json!(true)),
            (json!({"type": "remove", "consumer": "mailer"}), json!(false)),
        ] {
            let request = request.to_string();
            let answer = value(ours.consume(request.as_bytes()));
            assert_eq!(answer, drive(&host.consume(request.as_bytes()).unwrap(), &mut storage), "{request}");
            let told = match answer.as_array() {
                Some(entries) => entries.iter().map(|entry| entry["number"].clone()).collect(),
                None => answer,
            };
            assert_eq!(told, numbers, "{request}");
        }
        ours.consume(br#"{"type": "acknowledge", "consumer": "mailer", "first": 1, "last": 4}"#).unwrap();
        let page = value(ours.query(br#"{"type": "consumers"}"#));
        assert_eq!(page, json!({"type": "consumers", "consumers": [{"consumer": "mailer", "position": 4}], "last": 5}));
        let code = |request: &[u8]| ours.consume(request).unwrap_err();
        let moved = code(br#"{"type": "acknowledge", "consumer": "mailer", "first": 3, "last": 5}"#);
        let moved: Value = serde_json::from_str(&moved.json()).unwrap();
        assert_eq!((&moved["code"], &moved["position"]), (&json!("consumer_moved"), &json!(4)));
        assert_eq!(code(br#"{"type": "acknowledge", "consumer": "mailer", "first": 5, "last": 6}"#).code(), "beyond_log");
        assert_eq!(code(br#"{"type": "acknowledge", "consumer": "mailer", "first": 5, "last": 4}"#).code(), "invalid_range");
        assert_eq!(code(br#"{"type": "unread", "consumer": "", "limit": 4}"#).code(), "invalid_input");
        assert_eq!(code(br#"{"type": "skip", "consumer": "mailer"}"#).code(), "invalid_input");
    }
}

const EDIT: &str = r#"[{"id": "7", "at": "2026-03-01T11:00:00Z", "actor": "t", "command": {"type": "edit_order", "order": "o-1",
    "changes": [{"type": "set_quantity", "line": "1", "quantity": 4}]}}]"#;

#[test]
fn a_preview_shows_what_comes_and_writes_nothing_on_any_storage() {
    let folder = tempfile::tempdir().unwrap();
    let file = Handle::sqlite(folder.path().join("orders.sqlite"), &OpenOptions::default()).unwrap();
    let (host, mut storage) = (HostEngine::new(), MemoryStorage::new());
    drive(&host.submit_many(SET_UP.as_bytes()).unwrap(), &mut storage);
    for ours in [Handle::memory(), file] {
        ours.submit_many(SET_UP.as_bytes()).unwrap();
        let (digest, log) = (ours.digest().unwrap(), value(ours.query(br#"{"type": "log", "after": 0, "limit": 100}"#)));
        let preview = value(ours.preview(EDIT.as_bytes()));
        assert_eq!(preview["commands"][0]["expected_version"], 1);
        assert_eq!(preview["orders"][0]["due_change"], "9.00");
        assert_eq!(preview["stock"][0]["after"]["available"], 1);
        assert_eq!(preview, drive(&host.preview(EDIT.as_bytes()).unwrap(), &mut storage));
        assert_eq!(ours.digest().unwrap(), digest);
        assert_eq!(value(ours.query(br#"{"type": "log", "after": 0, "limit": 100}"#)), log);
        assert_eq!(value(ours.submit_many(EDIT.as_bytes()))[0], preview["commands"][0]["outcome"]);
    }
}

#[test]
fn a_what_if_is_answered_alike_on_any_storage_and_writes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let file = Handle::sqlite(folder.path().join("orders.sqlite"), &OpenOptions::default()).unwrap();
    let (host, mut storage) = (HostEngine::new(), MemoryStorage::new());
    drive(&host.submit_many(SET_UP.as_bytes()).unwrap(), &mut storage);
    let request = br#"{"stock": {"percent": 20}}"#;
    for ours in [Handle::memory(), file] {
        ours.submit_many(SET_UP.as_bytes()).unwrap();
        let digest = ours.digest().unwrap();
        let told = ours.what_if(request).unwrap();
        let report: Value = serde_json::from_slice(&told).unwrap();
        assert_eq!(report["orders"][0]["variant"]["refused"], "insufficient_stock");
        assert_eq!(report, drive(&host.what_if(request).unwrap(), &mut storage));
        assert!(oms_wire::what_if_page(&told).unwrap().contains("<td>orders refused</td><td>0</td><td>1</td><td>+1</td>"));
        assert_eq!(ours.digest().unwrap(), digest);
        let refused = ours.what_if(br#"{"changes": [{"type": "release_hold", "order": "o-1", "hold": "none"}]}"#).unwrap_err();
        assert_eq!(refused.code(), "change_refused");
        let error: Value = serde_json::from_str(&refused.json()).unwrap();
        assert_eq!((&error["place"], &error["rejection"]["code"]), (&json!(0), &json!("unknown_order")));
    }
    let wrong = host.what_if(br#"{"since": "2026-03-02T00:00:00Z", "until": "2026-03-01T00:00:00Z"}"#).unwrap_err();
    assert_eq!(wrong.code(), "period_empty");
    assert_eq!(oms_wire::what_if_page(b"{}").unwrap_err().code(), "invalid_input");
}

#[test]
fn whatever_is_wrong_has_a_code_and_leaves_the_engine_usable() {
    let oms = Handle::memory();
    let code = |error: Result<Vec<u8>, WireError>| error.unwrap_err().code().to_owned();
    assert_eq!(code(oms.submit(b"{")), "malformed_json");
    assert_eq!(code(oms.submit(b"{}")), "invalid_command");
    assert_eq!(code(oms.submit_many(b"[1]")), "invalid_command");
    assert_eq!(code(oms.preview(b"[1]")), "invalid_command");
    assert_eq!(code(oms.cash_ageing("yesterday")), "invalid_input");
    assert_eq!(code(oms.query(br#"{"type": "secrets"}"#)), "invalid_input");
    assert_eq!(code(oms.order("")), "invalid_input");
    assert_eq!(code(oms.submit(&vec![b' '; 10 << 20])), "input_too_large");
    assert_eq!(value(oms.submit_many(SET_UP.as_bytes()))[4]["status"], "applied");
    let error: Value = serde_json::from_str(&oms.submit(b"{}").unwrap_err().json()).unwrap();
    assert_eq!((&error["code"], &error["line"]), (&json!("invalid_command"), &json!(1)));
    oms.close().unwrap();
    oms.close().unwrap();
    assert_eq!(code(oms.submit(b"{}")), "closed");
}

#[test]
fn a_task_takes_only_the_steps_it_asks_for() {
    let host = HostEngine::new();
    let task = host.submit_many(SET_UP.as_bytes()).unwrap();
    assert_eq!(task.answer().unwrap_err().code(), "out_of_step");
    assert_eq!(task.loaded(b"{}").unwrap_err().code(), "answer_misshapen");
    assert_eq!(task.step().unwrap_err().code(), "out_of_step");
}

#[test]
fn a_file_is_opened_with_options_and_keeps_what_it_was_given() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("orders.sqlite");
    let options: OpenOptions = serde_json::from_str(r#"{"synchronous": "normal", "busy_timeout_ms": 50}"#).unwrap();
    let oms = Handle::sqlite(&path, &options).unwrap();
    oms.submit_many(SET_UP.as_bytes()).unwrap();
    let digest = oms.digest().unwrap();
    oms.close().unwrap();
    assert_eq!(Handle::sqlite(&path, &OpenOptions::default()).unwrap().digest().unwrap(), digest);
    let wrong = OpenOptions { synchronous: Some("maybe".to_owned()), ..OpenOptions::default() };
    assert_eq!(Handle::sqlite(&path, &wrong).unwrap_err().code(), "invalid_input");
    assert_eq!(Handle::sqlite(folder.path(), &OpenOptions::default()).unwrap_err().code(), "cannot_open");
}

/// A storage that answers every load with a snapshot without lists.
#[cfg(feature = "conformance")]
struct Careless;

#[cfg(feature = "conformance")]
impl oms_wire::conformance::HostStorage for Careless {
    fn load(&mut self, _: &[u8]) -> Result<Vec<u8>, WireError> {
        Ok(b"{}".to_vec())
    }

    fn commit(&mut self, _: &[u8]) -> Result<bool, WireError> {
        Ok(true)
    }

    fn scan(&mut self, _: &[u8]) -> Result<Vec<u8>, WireError> {
        Err(WireError::new("storage", "nothing is kept here"))
    }
}

#[test]
#[cfg(feature = "conformance")]
fn the_suite_tells_a_careless_storage() {
    for (case, _) in oms_wire::conformance::cases() {
        let error = oms_wire::conformance::run(case, &mut || Ok(Careless)).unwrap_err();
        assert_eq!(error.code(), "conformance", "{case}");
    }
    assert_eq!(oms_wire::conformance::run("no_such_case", &mut || Ok(Careless)).unwrap_err().code(), "unknown_case");
}

#[test]
fn stock_is_uploaded_and_what_runs_low_is_listed_alike_on_both() {
    let (ours, host, mut storage) = (Handle::memory(), HostEngine::new(), MemoryStorage::new());
    let more = r#"[{"id": "7", "at": "2026-03-01T10:03:00Z", "actor": "t", "command": {"type": "put_item", "sku": "hat",
        "reorder_rules": [{"location": "berlin", "reorder_point": 4, "target_days": 30}]}}]"#;
    for commands in [SET_UP, more] {
        assert_eq!(value(ours.submit_many(commands.as_bytes())), drive(&host.submit_many(commands.as_bytes()).unwrap(), &mut storage));
    }
    let csv = b"SKU;Location;On hand\ntea;berlin;9\nhat;;3\nnosuch;berlin;1\ntea;berlin;2\nhat;berlin;many\n";
    for (id, atomic, counts) in [("u1", true, [0, 0, 3, 2]), ("u2", false, [2, 0, 3, 0]), ("u2", false, [0, 2, 3, 0])] {
        let upload = json!({"upload": id, "at": "2026-03-01T11:00:00Z", "actor": "t", "reason": "count", "location": "berlin",
                            "as_of": "2026-03-01T10:30:00Z", "atomic": atomic});
        let upload = upload.to_string();
        let report = value(ours.upload_stock(upload.as_bytes(), Some(csv)));
        assert_eq!(report, drive(&host.upload_stock(upload.as_bytes(), Some(csv)).unwrap(), &mut storage));
        let told = ["applied", "already_applied", "refused", "not_applied"].map(|count| report[count].as_i64().unwrap());
        assert_eq!(told, counts, "{report}");
        assert_eq!(report["rows"][4]["rejection"]["field"], "On hand");
        assert_eq!((&report["rows"][3]["line"], &report["rows"][3]["rejection"]["code"]), (&json!(5), &json!("invalid_field")));
    }
    let query = br#"{"at": "2026-03-01T12:00:00Z", "limit": 10}"#;
    let alerts = value(ours.stock_alerts(query));
    assert_eq!(alerts, drive(&host.stock_alerts(query).unwrap(), &mut storage));
    assert_eq!((&alerts["levels"][0]["available"], &alerts["levels"][0]["suggested"]), (&json!(3), &json!(0)));
    assert_eq!(ours.digest().unwrap(), drive(&host.digest().unwrap(), &mut storage));
    assert_eq!(ours.upload_stock(b"{}", None).unwrap_err().code(), "invalid_input");
    let head = br#"{"upload": "u3", "at": "2026-03-01T11:00:00Z", "actor": "t", "reason": "count"}"#;
    assert_eq!(ours.upload_stock(head, Some(b"a,b\n")).unwrap_err().code(), "invalid_csv");
}
