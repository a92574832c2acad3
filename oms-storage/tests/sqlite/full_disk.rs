//! Disks that are really full: what was acknowledged is there, what was not has left nothing, and with room again it goes on.
#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test may stop")]

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;

use oms_core::query::{Page, Query};
use oms_core::{Engine, EngineError, Envelope, Outcome};
use oms_storage::SqliteStorage;
use serde_json::{Value, json};

const BATCH: u64 = 20;
const STOCK: i64 = 1_000_000;

fn envelope(id: &str, command: Value) -> Arc<Envelope> {
    Arc::new(serde_json::from_value(json!({"id": id, "at": "2026-03-01T10:00:00Z", "actor": "test", "command": command})).unwrap())
}

fn batch(first: u64) -> Vec<Arc<Envelope>> {
    let capture = |number: u64| {
        let line = json!({"id": "1", "sku": "shirt", "quantity": 1, "unit_price": "9.99"});
        let order = json!({"type": "capture_order", "order": format!("o{number}"), "channel": "web", "currency": "EUR",
                           "lines": [line], "tags": ["x".repeat(100)]});
        envelope(&format!("c{number}"), order)
    };
    (first..first + BATCH).map(capture).collect()
}

fn applied(outcomes: &[Outcome]) -> usize {
    outcomes.iter().filter(|outcome| matches!(outcome, Outcome::Applied { .. })).count()
}

fn set_up(path: &Path) {
    let commands = [
        json!({"type": "put_location", "location": {"id": "n1", "country": "DE"}}),
        json!({"type": "put_channel", "channel": {"id": "web"}}),
        json!({"type": "put_item", "sku": "shirt"}),
        json!({"type": "receive_stock", "sku": "shirt", "location": "n1", "quantity": STOCK}),
    ];
    let commands: Vec<_> = commands.into_iter().zip(0..).map(|(command, number)| envelope(&format!("s{number}"), command)).collect();
    let mut engine = Engine::new(SqliteStorage::open(path).unwrap());
    assert_eq!(applied(&engine.submit_batch(commands).unwrap()), 4);
}

/// Writes until there is no room. Says how many orders were acknowledged, and the code of the error.
fn fill(engine: &mut Engine<SqliteStorage>) -> (u64, &'static str) {
    let mut written = 0;
    loop {
        match engine.submit_batch(batch(written)) {
            Ok(outcomes) => {
                assert_eq!(applied(&outcomes), outcomes.len());
                written += BATCH;
            }
            Err(EngineError::Storage(error)) => return (written, error.code()),
            Err(other) => panic!("{other:?}"),
        }
        assert!(written < 100_000, "the disk never got full");
    }
}

/// Just the acknowledged orders are there, and each has taken its unit.
fn holds(engine: &mut Engine<SqliteStorage>, written: u64) {
    let Page::Orders { orders, .. } = engine.query(&Query::AllOrders { after: None, limit: 10_000 }).unwrap() else {
        panic!("asked for orders")
    };
    assert_eq!(u64::try_from(orders.len()).unwrap(), written);
    let Page::Stock { skus } = engine.query(&Query::Stock { after: None, limit: 10 }).unwrap() else { panic!("asked for stock") };
    let available = skus.first().and_then(|stock| stock.levels.first()).unwrap().buckets.available;
    assert_eq!(available, STOCK - i64::try_from(written).unwrap());
    assert!(engine.audit().unwrap().differences.is_empty());
}

/// The part of a child whose files may not grow beyond a limit; it does nothing unless the parent has started it.
#[test]
fn child_that_fills_its_files() {
    let Ok(path) = std::env::var("OMS_FULL_FILE") else { return };
    let mut engine = Engine::new(SqliteStorage::open(&path).unwrap());
    let (written, code) = fill(&mut engine);
    holds(&mut engine, written);
    std::fs::write(format!("{path}.told"), format!("{written} {code}")).unwrap();
}

/// Every write beyond the limit fails, as the system says it to processes whose files have a greatest size.
fn fill_up_to_a_limit(folder: &Path) {
    let path = folder.join("orders.sqlite");
    set_up(&path);
    // In blocks of 512 bytes. Without the trap the system would end the process instead of failing its write.
    let limited = "trap '' XFSZ; ulimit -f 4000; exec \"$0\" full_disk::child_that_fills_its_files --exact";
    let mut child = Command::new("sh");
    child.args(["-c", limited]).arg(std::env::current_exe().unwrap()).env("OMS_FULL_FILE", &path).stdout(Stdio::null());
    assert!(child.status().unwrap().success());
    let told = std::fs::read_to_string(format!("{}.told", path.display())).unwrap();
    let (written, code) = told.split_once(' ').unwrap();
    assert_eq!(code, "input_output");
    goes_on(&path, written.parse().unwrap());
}

/// With room again, the same commands are sent again.
fn goes_on(path: &Path, written: u64) {
    assert!(written > 0, "nothing was written before there was no room");
    let mut engine = Engine::new(SqliteStorage::open(path).unwrap());
    holds(&mut engine, written);
    let outcomes = engine.submit_batch([batch(written - BATCH), batch(written)].concat()).unwrap();
    assert_eq!((applied(&outcomes), outcomes.len()), (20, 40));
    holds(&mut engine, written + BATCH);
}

/// A small disk in memory; it is gone with this value.
struct SmallDisk(PathBuf);

impl SmallDisk {
    /// Only who may mount gets one.
    fn mount(folder: &Path) -> Option<SmallDisk> {
        let folder = folder.join("disk");
        std::fs::create_dir(&folder).unwrap();
        let mount = Command::new("mount").args(["-t", "tmpfs", "-o", "size=3m", "tmpfs"]).arg(&folder).stderr(Stdio::null()).status();
        mount.is_ok_and(|status| status.success()).then_some(SmallDisk(folder))
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        let _unmounted = Command::new("umount").arg(&self.0).status();
    }
}

#[test]
fn files_that_may_not_grow_leave_nothing_half_done() {
    fill_up_to_a_limit(tempfile::tempdir().unwrap().path());
}

#[test]
fn a_disk_without_room_leaves_nothing_half_done() {
    let folder = tempfile::tempdir().unwrap();
    let Some(disk) = SmallDisk::mount(folder.path()) else {
        // Who may not mount tests the nearest thing there is.
        return fill_up_to_a_limit(folder.path());
    };
    let (path, ballast) = (disk.0.join("orders.sqlite"), disk.0.join("ballast"));
    std::fs::write(&ballast, vec![1; 1 << 20]).unwrap();
    set_up(&path);
    let mut engine = Engine::new(SqliteStorage::open(&path).unwrap());
    let (written, code) = fill(&mut engine);
    assert_eq!(code, "storage_full");
    holds(&mut engine, written);
    std::fs::remove_file(&ballast).unwrap();
    let outcomes = engine.submit_batch(batch(written)).unwrap();
    assert_eq!(applied(&outcomes), outcomes.len(), "the same storage goes on as soon as there is room");
    holds(&mut engine, written + BATCH);
    drop(engine);
    goes_on(&path, written + BATCH);
}
