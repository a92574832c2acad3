//! All vectors hold, and the runner tells when one does not.

use std::path::Path;

use xtask::vectors::{Language, StorageKind, play_random, run_folder, travel_random};

fn all_hold(storage: StorageKind) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../conformance");
    let reports = run_folder(&folder, &mut Language::Rust, storage).expect("the vectors can be listed");
    let failed: Vec<String> = reports.iter().filter(|report| !report.differences.is_empty()).map(ToString::to_string).collect();
    assert!(failed.is_empty(), "{} of {} vectors differ\n{}", failed.len(), reports.len(), failed.join("\n"));
}

#[test]
fn all_vectors_hold_in_memory() {
    all_hold(StorageKind::Memory);
}

#[test]
fn commands_drawn_at_random_come_to_the_same_on_every_storage() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../conformance");
    let play = |storage| play_random(&folder, &mut Language::Rust, storage, 7, 2_000).expect("the same outcomes");
    let played = play(StorageKind::Memory);
    assert!(played.applied > 500 && played.refused > 100, "{played:?}");
    assert_eq!(played, play(StorageKind::Sqlite));
}

#[test]
fn a_shop_that_moves_while_it_trades_comes_to_what_it_would_at_home() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../conformance");
    let played = travel_random(&folder, 11, 3_000, 3).expect("the same outcomes");
    assert!(played.applied > 500 && played.refused > 100, "{played:?}");
    let at_home = play_random(&folder, &mut Language::Rust, StorageKind::Memory, 11, 3_000).expect("the same outcomes");
    assert_eq!(played, at_home);
}

#[test]
fn all_vectors_hold_on_sqlite() {
    all_hold(StorageKind::Sqlite);
}

/// A vector of one cart that takes two of five tees; `answer` and `then` are what it expects.
fn differences(answer: &str, then: &str) -> Vec<String> {
    let text = format!(
        r#"{{"scenario": "runner", "rule": "The runner tells what differs.",
            "given": {{"locations": [{{"id": "n1", "country": "DE"}}], "channels": [{{"id": "web"}}], "items": [{{"sku": "tee"}}],
                       "stock": {{"tee@n1": 5}}}},
            "steps": [{{"command": {{"type": "reserve_stock", "reservation": "r1", "channel": "web",
                                     "lines": [{{"sku": "tee", "quantity": 2}}]}}{answer}}}],
            "then": {then}}}"#
    );
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("vector.json"), text).expect("written");
    let reports = run_folder(folder.path(), &mut Language::Rust, StorageKind::Memory).expect("one vector");
    reports.into_iter().flat_map(|report| report.differences).collect()
}

const HOLDS: &str = r#"{"stock": {"tee@n1": {"available": 3, "reserved": 2}}, "movements": {"tee": 2}}"#;

#[test]
fn a_vector_that_holds_has_no_differences() {
    assert_eq!(differences("", HOLDS), Vec::<String>::new());
    assert_eq!(differences(r#", "applied": {"events": [{"type": "stock_reserved", "reservation": "r1"}]}"#, HOLDS), Vec::<String>::new());
}

#[test]
fn every_kind_of_expectation_is_compared() {
    for (answer, then, place) in [
        (r#", "refused": {"code": "insufficient_stock"}"#, HOLDS, "expected refused"),
        (r#", "already_applied": {}"#, HOLDS, "expected already_applied"),
        (r#", "malformed": "anything""#, HOLDS, "expected to be malformed"),
        (r#", "applied": {"events": [{"type": "order_captured"}]}"#, HOLDS, "events[0]"),
        (r#", "applied": {"order_version": 1}"#, HOLDS, "order_version"),
        ("", r#"{"stock": {"tee@n1": {"reserved": 1}}}"#, "stock.tee@n1.reserved: expected 1, actual 2"),
        ("", r#"{"available": [{"sku": "tee", "channel": "web", "is": {"available": 4}}]}"#, "expected 4, actual 3"),
        ("", r#"{"reservations": {"r1": null}}"#, "reservations.r1: expected null"),
        ("", r#"{"reservations": {"r2": {"version": 1}}}"#, "reservations.r2: expected"),
        ("", r#"{"orders": {"o1": {"version": 1}}}"#, "orders.o1: expected"),
        ("", r#"{"movements": {"tee": 3}}"#, "movements.tee: expected 3, actual 2"),
        ("", r#"{"lists": [{"filter": {}, "orders": ["o1"]}]}"#, "lists[0], 1 a page: expected [\"o1\"], actual []"),
        ("", r#"{"counts": {"order": {"open": 1}}}"#, "counts.order: expected"),
        ("", r#"{"digest": "00"}"#, "digest: expected"),
    ] {
        let found = differences(answer, then);
        assert!(found.iter().any(|difference| difference.contains(place)), "{answer} {then}: {found:?}");
    }
}

#[test]
fn a_folder_without_vectors_is_an_error() {
    let folder = tempfile::tempdir().expect("a folder");
    assert!(run_folder(folder.path(), &mut Language::Rust, StorageKind::Memory).is_err());
    assert!(run_folder(&folder.path().join("nowhere"), &mut Language::Rust, StorageKind::Memory).is_err());
}
