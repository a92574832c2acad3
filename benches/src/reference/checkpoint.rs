//! Who moves pages from the write-ahead log into the database file, and when.

use std::path::Path;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread::JoinHandle;
use std::time::Duration;

use rusqlite::{Connection, OpenFlags};

/// The two ways to checkpoint.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Checkpoints {
    /// The commit that makes the log longer than this many pages does it.
    Inline {
        /// Length of the log, in pages, that starts a checkpoint.
        pages: u32,
    },
    /// A thread of its own does it every 50 ms, beside the commits.
    Thread,
}

const INTERVAL: Duration = Duration::from_millis(50);
/// From this length of the log on, the thread waits for readers and starts the log afresh.
const RESTART_PAGES: i64 = (128 << 20) / 4_096;

/// The thread of [`Checkpoints::Thread`]; ends when dropped.
pub(super) struct CheckpointThread {
    stop: Option<Sender<()>>,
    thread: Option<JoinHandle<rusqlite::Result<()>>>,
}

impl CheckpointThread {
    pub(super) fn start(path: &Path) -> rusqlite::Result<Self> {
        let connection = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
        connection.pragma_update(None, "synchronous", "full")?;
        connection.busy_timeout(Duration::from_secs(5))?;
        let (stop, stopped) = channel();
        let thread = std::thread::spawn(move || run(&connection, &stopped));
        Ok(CheckpointThread { stop: Some(stop), thread: Some(thread) })
    }
}

impl Drop for CheckpointThread {
    fn drop(&mut self) {
        self.stop = None;
        if let Some(thread) = self.thread.take() {
            // A checkpoint that failed costs nothing but log length; closing the database makes up for it.
            drop(thread.join());
        }
    }
}

fn run(connection: &Connection, stopped: &Receiver<()>) -> rusqlite::Result<()> {
    while stopped.recv_timeout(INTERVAL) == Err(RecvTimeoutError::Timeout) {
        let pages_in_log: i64 = connection.query_row("PRAGMA wal_checkpoint(PASSIVE)", [], |row| row.get(1))?;
        if pages_in_log > RESTART_PAGES {
            connection.query_row("PRAGMA wal_checkpoint(RESTART)", [], |_| Ok(()))?;
        }
    }
    Ok(())
}
