//! Writers of several processes stand in line.
//!
//! SQLite lets whoever asks at the right moment write next. A process that has just written asks again at once, while the others sleep
//! between two questions: it may write thousands of times before another gets its turn. So whoever wants to write takes a lock on a file
//! beside the database first, and gives it back as soon as the database is theirs to write. While one writes another holds that lock and is
//! next; who has just written finds it taken and stands behind.
//!
//! Nothing depends on it but whose turn it is: where a file cannot be locked, or the lock is not given back in time, SQLite alone decides.

use std::fs::{File, OpenOptions, TryLockError};
use std::path::Path;
use std::time::{Duration, Instant};

/// What is added to the name of the database.
const SUFFIX: &str = "-line";

/// How long a place is asked for at most. Who is next holds it for one commit of another.
const PATIENCE: Duration = Duration::from_secs(1);

/// Where writers stand.
pub(super) struct Line {
    file: Option<File>,
    uneven: u32,
}

/// The first place, until it is dropped.
pub(super) struct FirstPlace<'line>(Option<&'line File>);

impl Line {
    /// The line beside a database.
    pub(super) fn beside(database: &Path) -> Line {
        let mut name = database.as_os_str().to_owned();
        name.push(SUFFIX);
        let file = OpenOptions::new().read(true).write(true).create(true).truncate(false).open(name).ok();
        Line { file, uneven: std::process::id() | 1 }
    }

    /// Waits until nobody is before this writer.
    pub(super) fn first_place(&mut self) -> FirstPlace<'_> {
        let Some(file) = &self.file else { return FirstPlace(None) };
        let mut since = None;
        loop {
            match file.try_lock() {
                Ok(()) => return FirstPlace(Some(file)),
                Err(TryLockError::Error(_)) => return FirstPlace(None),
                Err(TryLockError::WouldBlock) => {}
            }
            if since.get_or_insert_with(Instant::now).elapsed() > PATIENCE {
                return FirstPlace(None);
            }
            // Waits of uneven length give everybody the same chance.
            self.uneven ^= self.uneven << 13;
            self.uneven ^= self.uneven >> 17;
            self.uneven ^= self.uneven << 5;
            std::thread::sleep(Duration::from_micros(u64::from(50 + self.uneven % 100)));
        }
    }
}

impl Drop for FirstPlace<'_> {
    fn drop(&mut self) {
        if let Some(file) = self.0 {
            // If it fails, the lock ends with the process, and others go on when their patience does.
            let _free = file.unlock();
        }
    }
}
