//! A process that is killed in the middle of writing, again and again.
//!
//! The child (this test program, started anew with a variable that tells it to write) captures orders in batches and notes what was
//! acknowledged. The parent kills it at an uneven moment, opens the file, and checks that everything acknowledged is there, nothing
//! twice, and stock and orders agree. Then the next child goes on.
//!
//! `cargo xtask soak-kills` does it a thousand times.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test may stop")]

use std::time::Duration;

use oms_storage::SqliteStorage;

use crate::killing;

/// The part of the child; it does nothing unless the parent has started it.
#[test]
fn child_that_writes_until_it_is_killed() {
    if let Ok(path) = std::env::var("OMS_CRASH_FILE") {
        killing::write_until_killed(SqliteStorage::open(path).unwrap());
    }
}

#[test]
fn what_was_acknowledged_survives_kills() {
    let kills = killing::kills(10);
    let mut total = 0;
    for first in (0..kills).step_by(killing::KILLS_A_STORE) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("orders.sqlite");
        let open = || SqliteStorage::open(&path).unwrap();
        killing::set_up(open());
        let mut next = 0;
        for kill in (first..kills).take(killing::KILLS_A_STORE) {
            let acknowledged = folder.path().join(format!("acknowledged{kill}"));
            let place = [("OMS_CRASH_FILE", path.to_str().unwrap())];
            let after = Duration::from_millis(60 + kill * 37 % 300);
            killing::run_and_kill("crash::child_that_writes_until_it_is_killed", &place, next, &acknowledged, after);
            let acknowledged = killing::read_acknowledged(&acknowledged);
            total += acknowledged.len();
            next = killing::check(open(), &acknowledged);
        }
    }
    println!("{kills} kills, {total} commands acknowledged before them");
    assert!(total > 0, "no child lived long enough to write anything");
}
