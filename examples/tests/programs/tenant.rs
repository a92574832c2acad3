//! The program that moves a tenant, called as one calls it.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test stops at the first surprise")]

use std::path::Path;
use std::process::{Command, Output};

fn called(program: &str, folder: &Path, arguments: &[&str]) -> Output {
    Command::new(program).current_dir(folder).args(arguments).output().unwrap()
}

fn tenant(folder: &Path, arguments: &[&str]) -> Output {
    called(env!("CARGO_BIN_EXE_tenant"), folder, arguments)
}

fn ok(folder: &Path, arguments: &[&str]) -> serde_json::Value {
    let output = tenant(folder, arguments);
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

#[test]
fn a_real_day_goes_from_file_to_file_by_way_of_an_export() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let day = called(env!("CARGO_BIN_EXE_trading_day"), folder, &["--store", "day.sqlite"]);
    assert!(day.status.success());
    let day: serde_json::Value = serde_json::from_slice(&day.stdout).unwrap();
    let exported = ok(folder, &["export", "day.sqlite", "day.jsonl"]);
    assert_eq!(exported["state"], day["digest"]);
    assert_eq!(exported["orders"], 102);
    assert_eq!(ok(folder, &["import", "day.jsonl", "again.sqlite"]), exported);
    assert_eq!(ok(folder, &["copy", "again.sqlite", "copy.sqlite"]), exported);
    assert_eq!(ok(folder, &["move", "copy.sqlite", "moved.sqlite"]), exported);
    assert_eq!(ok(folder, &["export", "copy.sqlite", "copy.jsonl"])["log_end"], 0);
    ok(folder, &["export", "moved.sqlite", "moved.jsonl"]);
    assert_eq!(std::fs::read(folder.join("moved.jsonl")).unwrap(), std::fs::read(folder.join("day.jsonl")).unwrap());
    ok(folder, &["erase", "moved.sqlite", "--yes"]);
    ok(folder, &["import", "day.jsonl", "moved.sqlite"]);
    // What cannot be is told, and nothing is touched.
    let half = std::fs::read(folder.join("day.jsonl")).unwrap();
    std::fs::write(folder.join("half.jsonl"), &half[..half.len() / 2]).unwrap();
    let cases: [(&[&str], &str); 6] = [
        (&["import", "half.jsonl", "half.sqlite"], "ends after line"),
        (&["import", "day.jsonl", "moved.sqlite"], "holds records already"),
        (&["export", "missing.sqlite", "x.jsonl"], "`missing.sqlite` is not there"),
        (&["export", "day.sqlite", "day.jsonl"], "is there already"),
        (&["import", "missing.jsonl", "x.sqlite"], "`missing.jsonl`"),
        (&["erase", "day.sqlite"], "--yes"),
    ];
    for (arguments, words) in cases {
        let output = tenant(folder, arguments);
        let told = String::from_utf8_lossy(&output.stderr);
        assert!(!output.status.success() && told.contains(words), "{arguments:?}: {told}");
    }
    assert_eq!(ok(folder, &["export", "half.sqlite", "nothing.jsonl"])["log_end"], 0);
    assert!(!folder.join("missing.sqlite").exists() && !folder.join("x.jsonl").exists());
}
