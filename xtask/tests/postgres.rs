//! All vectors hold on PostgreSQL, and commands drawn at random come to the same there as in memory and in SQLite.

use std::path::{Path, PathBuf};

use xtask::vectors::{Language, StorageKind, play_random, run_folder, travel_random};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../conformance")
}

/// One test, since the server is shared and ends with it.
#[test]
fn everything_comes_to_the_same_on_postgresql() {
    let play = |storage| play_random(&folder(), &mut Language::Rust, storage, 7, 2_000).expect("the same outcomes");
    let (reports, played, travelled) = std::thread::scope(|scope| {
        let reports = scope.spawn(|| run_folder(&folder(), &mut Language::Rust, StorageKind::Postgres).expect("the vectors can be listed"));
        let travelled = scope.spawn(|| travel_random(&folder(), 7, 2_000, 2).expect("the same outcomes on the way"));
        let played = play(StorageKind::Postgres);
        (reports.join().expect("played"), played, travelled.join().expect("played"))
    });
    xtask::vectors::close_postgres();
    let failed: Vec<String> = reports.iter().filter(|report| !report.differences.is_empty()).map(ToString::to_string).collect();
    assert!(failed.is_empty(), "{} of {} vectors differ\n{}", failed.len(), reports.len(), failed.join("\n"));
    assert!(played.applied > 500 && played.refused > 100, "{played:?}");
    assert_eq!(played, play(StorageKind::Sqlite));
    assert_eq!(played, travelled);
}
