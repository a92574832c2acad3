//! Everything in the tables of a PostgreSQL database, which any number of processes may use at a time.
//!
//! # What the tables hold
//!
//! Records are JSON text, each beside the number of its form; whatever is guarded, joined or listed by is a column. The tables are
//! those of `schema_1.sql` and the files after it, with a comment at each, and are named as those of the SQLite file are. Every
//! key begins with the tenant.
//!
//! # What is safe
//!
//! A load is one read-only transaction of one view, a commit one transaction; each is sent in one go. Guards are conditions of the
//! statements that write, and rows are counted by the server: nothing rests on the isolation level. All commits lock rows in one order.
//! The row of the tenant in `store` is where they take turns, and where entries of the log get their numbers, so that a reader never
//! sees a number before all smaller ones.
//!
//! If the connection is lost within a commit, what came of it is asked for: every storage has a row in `writers` that counts its commits
//! and is part of each of them. The next connection of the same storage moves that row on, so that a commit that was still under way
//! ends without effect, and sees by the count whether it had one.

mod commit;
mod consumer_rows;
mod counter_rows;
mod document;
mod error;
mod facets;
mod known;
mod link;
mod lists;
mod load;
mod log_rows;
mod options;
mod order_lists;
mod order_rows;
mod request;
mod runtime;
mod schema;
mod session;
mod stock_rows;
#[cfg(feature = "temporary-server")]
mod temporary;
mod whole;

use oms_core::batch::{ChangeSet, ReadSet, Snapshot};
use oms_core::query::{Page, Query};
use oms_core::{CommitError, Storage};
use tokio_postgres::Socket;
use tokio_postgres::tls::{MakeTlsConnect, TlsConnect};

pub use error::PostgresError;
pub use options::PostgresOptions;
#[cfg(feature = "temporary-server")]
pub use temporary::{TemporarySchema, TemporaryServer};
pub use tokio_postgres;

use link::Address;
use runtime::Driver;
use session::{Ending, Session};

/// A storage in a PostgreSQL database.
///
/// It has one connection, and waits for the server while it is asked something: give each thread its own. It may be used within
/// asynchronous programs, but holds up the thread it is used on.
///
/// ```no_run
/// use oms_core::Engine;
/// use oms_storage::PostgresStorage;
///
/// let mut engine = Engine::new(PostgresStorage::open("postgres://shop@localhost/shop")?);
/// assert!(engine.order(&"o1".parse()?)?.is_none());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct PostgresStorage {
    // Ends before the runtime it lives on.
    session: Session,
    driver: Driver,
}

impl std::fmt::Debug for PostgresStorage {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("PostgresStorage").field("options", self.session.options()).finish_non_exhaustive()
    }
}

impl PostgresStorage {
    /// Opens the database of a URL with the default options, and makes the tables if there are none.
    ///
    /// The URL may also be a string of the form `host=/run/postgresql user=shop dbname=shop`. The connection is not encrypted: see
    /// [`open_with_tls`](Self::open_with_tls).
    pub fn open(url: &str) -> Result<PostgresStorage, PostgresError> {
        PostgresStorage::open_with(url, &PostgresOptions::default())
    }

    /// Opens the database of a URL, and makes the tables if there are none.
    ///
    /// Tables of an older format are brought to the newest one; those of a newer one are refused unchanged.
    pub fn open_with(url: &str, options: &PostgresOptions) -> Result<PostgresStorage, PostgresError> {
        PostgresStorage::open_at(Address::plain(Address::read(url)?), options)
    }

    /// Opens the database of a URL over connections that are encrypted as `tls` does it, such as those of the crates
    /// `tokio-postgres-rustls` and `postgres-native-tls`. Add `sslmode=require` to the URL to refuse others.
    pub fn open_with_tls<T>(url: &str, options: &PostgresOptions, tls: T) -> Result<PostgresStorage, PostgresError>
    where
        T: MakeTlsConnect<Socket> + Clone + Send + Sync + 'static,
        T::Stream: Send,
        T::TlsConnect: Send,
        <T::TlsConnect as TlsConnect<Socket>>::Future: Send,
    {
        PostgresStorage::open_at(Address::with_tls(Address::read(url)?, tls), options)
    }

    /// Writes anew the tables that hold personal data, so that their files keep nothing of rows that were erased or changed before.
    ///
    /// Rows are erased as soon as a command has erased them; what they were before stands in the files of the tables until this. It locks
    /// one table after the other, for all tenants of the schema, as long as writing it takes: call it at a quiet time, once for all that
    /// was erased since the last time. The server's write-ahead log, its archives, replicas that lag behind and backups keep what they have
    /// until they are recycled: see `docs/privacy.md`.
    ///
    /// # Errors
    /// `postgres` if the tables are not the user's own, and those of the connection.
    pub fn purge(&mut self) -> Result<(), PostgresError> {
        self.driver.wait(self.session.purge())
    }

    fn open_at(address: Address, options: &PostgresOptions) -> Result<PostgresStorage, PostgresError> {
        let driver = Driver::new()?;
        let mut session = Session::new(address, options.clone())?;
        driver.wait(session.open())?;
        Ok(PostgresStorage { session, driver })
    }
}

impl Storage for PostgresStorage {
    type Error = PostgresError;

    fn load(&mut self, wanted: &ReadSet) -> Result<Snapshot, PostgresError> {
        self.driver.wait(self.session.load(wanted))
    }

    fn commit(&mut self, changes: &ChangeSet) -> Result<(), CommitError<PostgresError>> {
        match self.driver.wait(self.session.commit(changes))? {
            Ending::Written => Ok(()),
            Ending::Refused => Err(CommitError::Conflict),
        }
    }

    fn scan(&mut self, query: &Query) -> Result<Page, PostgresError> {
        self.driver.wait(self.session.scan(query))
    }
}

impl Drop for PostgresStorage {
    fn drop(&mut self) {
        // A row that stays is of no harm: it only counts.
        let _closed = self.driver.wait(self.session.close());
    }
}
