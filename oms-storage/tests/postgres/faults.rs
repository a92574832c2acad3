//! Connections are ended by the server again and again, and the server itself is killed. Every answer is the one memory gives.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;

use oms_storage::postgres::TemporaryServer;
use oms_storage::{PostgresOptions, PostgresStorage};

use crate::shop::{batches, digest, log_length, open};

/// Ends what goes on beside a test, also when it fails.
struct Over<'test>(&'test AtomicBool);

impl Drop for Over<'_> {
    fn drop(&mut self) {
        self.0.store(true, Ordering::SeqCst);
    }
}

#[test]
fn a_storm_of_ended_connections_changes_no_answer() {
    const BATCHES: usize = 60;
    let schema = crate::schema();
    let name = schema.options().schema.clone();
    let separator = if schema.url().contains("://") { "?" } else { " " };
    // A slow machine gets less done between two ends.
    let options = PostgresOptions { attempts_max: 1_000, ..schema.options().clone() };
    let url = format!("{}{separator}application_name={name}", schema.url());
    let mut engine = open(PostgresStorage::open_with(&url, &options).unwrap(), 2_000);
    let (sent, told, alone) = batches(BATCHES, 2_000);
    let (done, ended) = (AtomicBool::new(false), AtomicUsize::new(0));
    std::thread::scope(|scope| {
        scope.spawn(|| {
            let _over = Over(&done);
            let end = format!("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = '{name}'");
            // Uneven, so that each part of a commit is met; now and then long enough for a busy machine to get something done.
            for pause in [1, 5, 11, 23, 2, 47, 3, 90, 31, 17, 300].into_iter().cycle() {
                if done.load(Ordering::SeqCst) {
                    break;
                }
                ended.fetch_add(schema.sql(&end).unwrap().len(), Ordering::SeqCst);
                std::thread::sleep(Duration::from_millis(pause));
            }
        });
        let _over = Over(&done);
        for (number, (batch, told)) in sent.iter().zip(&told).enumerate() {
            let ended_before = ended.load(Ordering::SeqCst);
            assert_eq!(&engine.submit_batch(batch.clone()).unwrap(), told, "batch {number}");
            // A fast machine would be through before the storm is up: every fifth batch waits for an end, during it or after.
            while number % 5 == 0 && ended.load(Ordering::SeqCst) == ended_before && !done.load(Ordering::SeqCst) {
                std::thread::sleep(Duration::from_millis(1));
            }
        }
    });
    assert!(ended.load(Ordering::SeqCst) > 10, "the storm was a breeze");
    assert_eq!(digest(&mut engine), alone);
    assert_eq!(log_length(&mut engine), 4 + 3 * BATCHES);
    assert!(engine.audit().unwrap().is_clean());
}

#[test]
fn a_server_that_is_killed_and_comes_back_changes_no_answer() {
    const BATCHES: usize = 120;
    // One of its own, since nobody else could go on meanwhile.
    let server = TemporaryServer::start_own().unwrap();
    let schema = server.schema();
    let mut engine = open(schema.open().unwrap(), 2_000);
    let (sent, told, alone) = batches(BATCHES, 2_000);
    let (done, killed) = (AtomicBool::new(false), AtomicUsize::new(0));
    let sent_by_now = AtomicUsize::new(0);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            for at in [10, 50, 90] {
                while sent_by_now.load(Ordering::SeqCst) < at && !done.load(Ordering::SeqCst) {
                    std::thread::sleep(Duration::from_millis(1));
                }
                server.kill().unwrap();
                server.restart().unwrap();
                killed.fetch_add(1, Ordering::SeqCst);
            }
        });
        let _over = Over(&done);
        for (number, (batch, told)) in sent.iter().zip(&told).enumerate() {
            sent_by_now.store(number, Ordering::SeqCst);
            assert_eq!(&engine.submit_batch(batch.clone()).unwrap(), told, "batch {number}");
        }
    });
    assert_eq!(killed.load(Ordering::SeqCst), 3);
    assert_eq!(digest(&mut engine), alone);
    assert_eq!(log_length(&mut engine), 4 + 3 * BATCHES);
    assert!(engine.audit().unwrap().is_clean());
}
