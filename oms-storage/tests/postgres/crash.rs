//! A process that writes to the server is killed again and again, and every tenth time the server with it.
//!
//! `cargo xtask soak-kills` does it two hundred times.

use std::time::Duration;

use oms_core::Engine;
use oms_storage::postgres::TemporaryServer;
use oms_storage::{PostgresOptions, PostgresStorage};

use crate::killing;

/// The part of the child; it does nothing unless the parent has started it.
#[test]
fn child_that_writes_until_it_is_killed() {
    if let (Ok(url), Ok(schema)) = (std::env::var("OMS_CRASH_URL"), std::env::var("OMS_CRASH_SCHEMA")) {
        let options = PostgresOptions { schema, ..PostgresOptions::default() };
        killing::write_until_killed(PostgresStorage::open_with(&url, &options).unwrap());
    }
}

#[test]
fn what_was_acknowledged_survives_kills() {
    let kills = killing::kills(10);
    // One of its own, since nobody else could go on while it is dead.
    let server = TemporaryServer::start_own().unwrap();
    let mut total = 0;
    for first in (0..kills).step_by(killing::KILLS_A_STORE) {
        let (folder, schema) = (tempfile::tempdir().unwrap(), server.schema());
        killing::set_up(schema.open().unwrap());
        let mut next = 0;
        for kill in (first..kills).take(killing::KILLS_A_STORE) {
            let acknowledged = folder.path().join(format!("acknowledged{kill}"));
            let place = [("OMS_CRASH_URL", schema.url()), ("OMS_CRASH_SCHEMA", schema.options().schema.as_str())];
            let after = Duration::from_millis(60 + kill * 37 % 300);
            killing::run_and_kill("crash::child_that_writes_until_it_is_killed", &place, next, &acknowledged, after);
            if kill % 10 == 9 {
                server.kill().unwrap();
                server.restart().unwrap();
            }
            // A commit that the dead child had sent may still be under way: its session ends by itself.
            let sessions = "SELECT 1 FROM pg_stat_activity WHERE application_name = 'oms'";
            while !schema.sql(sessions).unwrap().is_empty() {
                std::thread::sleep(Duration::from_millis(2));
            }
            let acknowledged = killing::read_acknowledged(&acknowledged);
            total += acknowledged.len();
            next = killing::check(schema.open().unwrap(), &acknowledged);
        }
        let audit = Engine::new(schema.open().unwrap()).audit().unwrap();
        assert!(audit.is_clean(), "{audit:?}");
    }
    println!("{kills} kills, {total} commands acknowledged before them");
    assert!(total > 0, "no child lived long enough to write anything");
}
