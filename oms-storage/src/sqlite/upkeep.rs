//! What can wait until after a commit: moving pages from the write-ahead log into the file, and bringing the tables for lists
//! up to date while nobody writes.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, TryRecvError, sync_channel};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use rusqlite::Connection;

use super::catching_up::{Progress, catch_up};
use super::names::Names;
use super::transaction::Transaction;
use super::{SqliteError, SqliteOptions, Synchronous, opening};

/// How long after a commit pages are moved: long enough for one move to serve many commits.
const CHECKPOINT_DELAY: Duration = Duration::from_millis(50);
/// From this length of the log on, the thread waits for readers and lets the log start afresh.
///
/// A log that starts afresh is written over: the disk then has no new blocks to note, and waiting for it is a quarter shorter. It
/// must not happen so often that what writers wait for a new start outweighs that.
const LOG_PAGES_MAX: i64 = (32 << 20) / 4_096;
/// How many pages may be left to move while writers wait for the log to start afresh.
const PAGES_LEFT_MAX: i64 = LOG_PAGES_MAX / 32;
/// From this length on writers wait, whatever is left to move.
const LOG_PAGES_FAR_TOO_MANY: i64 = LOG_PAGES_MAX * 32;
/// How often pages are moved before the next commit is waited for.
const ATTEMPTS_MAX: u32 = 4;
/// How long nobody of this process may have written before the tables for lists catch up.
const QUIET: Duration = Duration::from_millis(250);
/// How many entries they take in at a time: a writer who comes back waits for a few milliseconds at the most.
const ENTRIES_AT_ONCE: i64 = 250;

/// A thread that works while there is something to do, and sleeps while there is not. It ends when this is dropped.
pub(super) struct Upkeep {
    wake: Option<SyncSender<()>>,
    written: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl Upkeep {
    pub(super) fn start(path: &Path, options: &SqliteOptions) -> Result<Upkeep, SqliteError> {
        // It never waits for writers: what it cannot do now, it does after the next commit. What it writes can be made again.
        let options = SqliteOptions {
            busy_timeout: Duration::from_millis(5),
            cache_bytes: 16 << 20,
            synchronous: Synchronous::Normal,
            ..options.clone()
        };
        let connection = opening::connect(path, &options)?;
        let (wake, woken) = sync_channel(1);
        let thread = std::thread::Builder::new().name("oms-upkeep".to_owned());
        let written = Arc::new(AtomicBool::new(false));
        let commits = Commits { woken, written: Arc::clone(&written) };
        let thread = thread.spawn(move || run(&connection, &commits));
        let thread = thread.map_err(|error| SqliteError::InputOutput { reason: error.to_string() })?;
        Ok(Upkeep { wake: Some(wake), written, thread: Some(thread) })
    }

    /// Tells the thread that something was written. It costs next to nothing while the thread knows already.
    pub(super) fn wake(&self) {
        let known = self.written.swap(true, Ordering::AcqRel);
        if let Some(wake) = self.wake.as_ref().filter(|_| !known) {
            // If the line is taken, the thread is about to wake up anyway.
            let _taken = wake.try_send(());
        }
    }
}

impl Drop for Upkeep {
    fn drop(&mut self) {
        self.wake = None;
        if let Some(thread) = self.thread.take() {
            let _ended = thread.join();
        }
    }
}

/// What happened while the thread waited.
#[derive(Clone, Copy, Eq, PartialEq)]
enum Waited {
    /// Nothing.
    Quiet,
    /// There were commits.
    Busy,
    /// The storage is gone.
    Ended,
}

/// What the thread hears of commits: a message at the first one after it has looked, and a mark for all that follow.
struct Commits {
    woken: Receiver<()>,
    written: Arc<AtomicBool>,
}

impl Commits {
    /// Sleeps until a commit. Says whether there can be more.
    fn next(&self) -> bool {
        self.woken.recv().is_ok()
    }

    /// Lets time pass.
    fn wait(&self, time: Duration) -> Waited {
        let until = Instant::now() + time;
        loop {
            match self.woken.recv_timeout(until.saturating_duration_since(Instant::now())) {
                Ok(()) => {}
                Err(RecvTimeoutError::Timeout) => break,
                Err(RecvTimeoutError::Disconnected) => return Waited::Ended,
            }
        }
        if self.written.swap(false, Ordering::AcqRel) { Waited::Busy } else { Waited::Quiet }
    }

    /// What has happened since the thread has looked.
    fn look(&self) -> Waited {
        match self.woken.try_recv() {
            Err(TryRecvError::Disconnected) => Waited::Ended,
            Ok(()) | Err(TryRecvError::Empty) if self.written.load(Ordering::Acquire) => Waited::Busy,
            Ok(()) | Err(TryRecvError::Empty) => Waited::Quiet,
        }
    }
}

fn run(connection: &Connection, commits: &Commits) {
    let mut names = Names::new();
    let mut wakened = commits.next();
    while wakened {
        match commits.wait(CHECKPOINT_DELAY) {
            Waited::Ended => return,
            Waited::Busy | Waited::Quiet => checkpoint(connection),
        }
        // While commits go on, only pages are moved.
        match commits.wait(QUIET.saturating_sub(CHECKPOINT_DELAY)) {
            Waited::Ended => return,
            Waited::Busy => continue,
            Waited::Quiet => {}
        }
        wakened = match use_the_quiet(connection, &mut names, commits) {
            Waited::Ended => false,
            Waited::Busy => true,
            Waited::Quiet => commits.next(),
        };
    }
}

/// Moves pages. A checkpoint that fails costs nothing but length of the log: the next one makes up for it.
///
/// Pages are moved beside the writers. Only to start the log afresh must they wait, and so that this is short, all but a few
/// pages are moved before; unless writers outrun the disk for so long that they have to be slowed down.
fn checkpoint(connection: &Connection) {
    for _attempt in 0..ATTEMPTS_MAX {
        let Ok((pages, moved)) = move_pages(connection, "PRAGMA wal_checkpoint(PASSIVE)") else { return };
        if pages <= LOG_PAGES_MAX {
            return;
        }
        if pages - moved <= PAGES_LEFT_MAX || pages > LOG_PAGES_FAR_TOO_MANY {
            let _later = move_pages(connection, "PRAGMA wal_checkpoint(RESTART)");
            return;
        }
    }
}

/// How many pages the log has, and how many of them are in the file.
fn move_pages(connection: &Connection, checkpoint: &str) -> Result<(i64, i64), rusqlite::Error> {
    connection.prepare_cached(checkpoint)?.query_row([], |row| Ok((row.get(1)?, row.get(2)?)))
}

/// Catches up, a little at a time, until all is done or somebody writes.
fn use_the_quiet(connection: &Connection, names: &mut Names, commits: &Commits) -> Waited {
    let mut portions = 0_u32;
    loop {
        match catch_up_a_little(connection, names) {
            Ok(true) => portions += 1,
            // Another writer holds the file, or it is full: a list that needs the tables will say so.
            Ok(false) | Err(_) => break,
        }
        if portions.is_multiple_of(64) {
            checkpoint(connection);
        }
        match commits.look() {
            Waited::Quiet => {}
            other => return other,
        }
    }
    if portions > 0 {
        checkpoint(connection);
    }
    Waited::Quiet
}

/// Takes in some entries. Says whether there were any.
fn catch_up_a_little(connection: &Connection, names: &mut Names) -> Result<bool, SqliteError> {
    if Progress::read(connection)?.entries_behind() == 0 {
        return Ok(false);
    }
    let transaction = Transaction::write(connection)?;
    let done = catch_up(connection, names, ENTRIES_AT_ONCE).and_then(|()| transaction.commit());
    match &done {
        Ok(()) => names.keep_fresh(),
        // Nothing that this thread knows is of use any more, and it can begin anew.
        Err(SqliteError::Erased) => *names = Names::new(),
        Err(_) => names.forget_fresh(),
    }
    done.map(|()| true)
}
