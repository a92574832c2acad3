//! Moves pages from the write-ahead log into the database file, beside the commits.

use std::path::Path;
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use rusqlite::Connection;

use super::{SqliteError, SqliteOptions, opening};

/// How long after a commit pages are moved: long enough for one move to serve many commits.
const DELAY: Duration = Duration::from_millis(50);
/// From this length of the log on, the thread waits for readers and lets the log start afresh.
const LOG_PAGES_MAX: i64 = (128 << 20) / 4_096;

/// A thread that checkpoints while there are commits, and sleeps while there are none. It ends when this is dropped.
pub(super) struct CheckpointThread {
    wake: Option<SyncSender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl CheckpointThread {
    pub(super) fn start(path: &Path, options: &SqliteOptions) -> Result<CheckpointThread, SqliteError> {
        // It never waits for writers: what it cannot move now, it moves after the next commit.
        let options = SqliteOptions { busy_timeout: Duration::from_millis(5), cache_bytes: 1 << 20, ..options.clone() };
        let connection = opening::connect(path, &options)?;
        let (wake, woken) = sync_channel(1);
        let thread = std::thread::Builder::new().name("oms-checkpoint".to_owned());
        let thread = thread.spawn(move || run(&connection, &woken));
        let thread = thread.map_err(|error| SqliteError::InputOutput { reason: error.to_string() })?;
        Ok(CheckpointThread { wake: Some(wake), thread: Some(thread) })
    }

    /// Tells the thread that there is something to move.
    pub(super) fn wake(&self) {
        if let Some(wake) = &self.wake {
            // If the line is taken, the thread is about to wake up anyway.
            let _taken = wake.try_send(());
        }
    }
}

impl Drop for CheckpointThread {
    fn drop(&mut self) {
        self.wake = None;
        if let Some(thread) = self.thread.take() {
            let _ended = thread.join();
        }
    }
}

fn run(connection: &Connection, woken: &Receiver<()>) {
    while woken.recv().is_ok() {
        if !wait(woken) {
            return;
        }
        // A checkpoint that fails costs nothing but length of the log: the next one makes up for it.
        let pages = connection.query_row("PRAGMA wal_checkpoint(PASSIVE)", [], |row| row.get::<_, i64>(1)).unwrap_or_default();
        if pages > LOG_PAGES_MAX {
            let _later = connection.query_row("PRAGMA wal_checkpoint(RESTART)", [], |_| Ok(()));
        }
    }
}

/// Lets further commits pass by. Says whether the storage is still there.
fn wait(woken: &Receiver<()>) -> bool {
    let until = Instant::now() + DELAY;
    loop {
        match woken.recv_timeout(until.saturating_duration_since(Instant::now())) {
            Ok(()) => {}
            Err(RecvTimeoutError::Timeout) => return true,
            Err(RecvTimeoutError::Disconnected) => return false,
        }
    }
}
