use std::time::Duration;

/// How a file is opened. The defaults suit a shop that must not lose an order.
///
/// ```
/// use oms_storage::{SqliteOptions, Synchronous};
///
/// let options = SqliteOptions { synchronous: Synchronous::Normal, ..SqliteOptions::default() };
/// assert!(!options.read_only);
/// ```
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct SqliteOptions {
    /// What an acknowledged commit survives.
    pub synchronous: Synchronous,
    /// The most memory SQLite may keep pages in, in bytes. It is taken as needed, never at once.
    pub cache_bytes: u32,
    /// How much of the file may be mapped into memory for reading, in bytes; 0 maps nothing.
    pub mapped_bytes: u64,
    /// How long to wait for other writers before giving up with `busy`.
    pub busy_timeout: Duration,
    /// Whether to read only. The file must exist, and must have the format of this version.
    pub read_only: bool,
    /// The most bytes the file may grow to, for devices that share their disk; absent means as much as there is.
    ///
    /// A commit that would pass it fails with `storage_full` and leaves nothing behind.
    pub size_max: Option<u64>,
}

/// What an acknowledged commit survives.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub enum Synchronous {
    /// The end of the process, of the operating system, and of the power supply: every commit waits for the disk.
    #[default]
    Full,
    /// The end of the process only. When the system or the power fails, the latest commits may be gone, though never a
    /// part of one: what is left is some earlier moment, whole. Up to two and a half times as fast for single commands,
    /// hardly faster for batches of 64 and more. Choose it for what can be repeated: imports, replays, tests.
    Normal,
}

impl Synchronous {
    pub(super) const fn pragma(self) -> &'static str {
        match self {
            Synchronous::Full => "FULL",
            Synchronous::Normal => "NORMAL",
        }
    }
}

impl Default for SqliteOptions {
    fn default() -> SqliteOptions {
        SqliteOptions {
            synchronous: Synchronous::Full,
            cache_bytes: 256 << 20,
            mapped_bytes: 2 << 30,
            busy_timeout: Duration::from_secs(10),
            read_only: false,
            size_max: None,
        }
    }
}
