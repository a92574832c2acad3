//! Everything in one SQLite file, which several processes may use at a time.
//!
//! # What the file holds
//!
//! Records are JSON text, each beside the number of its form; whatever is guarded, joined or listed by is a column. The schema is
//! `schema_1.sql` and those after it, with a comment at every table. In short:
//!
//! | table | a row | written |
//! | --- | --- | --- |
//! | `store` | the epoch and the settings | by commands that configure |
//! | `skus`, `locations`, `channels` | a name and its number | once |
//! | `standings` | a channel and five statuses, in words | once |
//! | `items`, `reservations` | a record | with the record |
//! | `documents` | a paper: a purchase order, say | with the paper |
//! | `subjects` | what an open paper is about | with the paper |
//! | `stock` | units by state of a SKU at a location, under one integer | once a batch |
//! | `counters`, `waiting`, `recent` | what is counted, who waits, who bought last | with the batch |
//! | `orders` | an order, with the columns it is listed by | with every command on it |
//! | `log` | a command with all it brought about | once a command |
//! | `consumers` | how far a consumer of the log has come | when it acknowledges |
//! | `facets`, `order_facets`, `faceted_orders`, `promised_orders`, `movements` | where lists look | later, see below |
//!
//! The last ones are derived from orders and log. They catch up in the background after a quarter of a second without commits, or
//! before a list needs them, and `caught_up` tells how far they are: a list is exact whenever it is asked for.
//!
//! # Looking into it
//!
//! Any `sqlite3` shell will do, also while the file is in use. Two views put names in the place of numbers:
//!
//! ```sql
//! SELECT id, external_id, placed_at FROM order_list WHERE channel = 'web' AND status = 'on_hold';
//! SELECT * FROM stock_list WHERE sku = 'shirt' AND available <= 0;
//! SELECT number, entry -> '$.events' FROM log WHERE command = 'c17';
//! SELECT document ->> '$.shipping_address.city', count(*) FROM orders GROUP BY 1;
//! ```
//!
//! Documents of orders and entries of the log leave out what stands in columns of their rows.
//!
//! Reading is always safe. Writing by hand is not: balances would no longer be what the log says, and an audit names every
//! difference.
//!
//! # Several processes, and what is safe
//!
//! A load is one read transaction, a commit one `BEGIN IMMEDIATE`; guards are conditions of the statements that write. What was
//! read is remembered for as long as SQLite tells that no other connection has written. Readers wait
//! for nobody. Writers take turns: they stand in line by a lock on an empty file beside the database, whose name ends in `-line`, and
//! the first of them asks for its turn every fraction of a millisecond, up to [`busy_timeout`](SqliteOptions::busy_timeout). With
//! [`Synchronous::Full`] an acknowledged commit survives a power cut. If the disk fails within a commit, whether it took effect may
//! only be known when the file is opened again: send the same commands again then. A copy of the file alone is no backup while it is in
//! use, since the latest commits stand in the `-wal` file beside it: use `sqlite3 orders.sqlite ".backup copy.sqlite"`.
//!
//! What was erased of a person is in no record any more; free parts of the file may have bytes of it until
//! [`purge`](SqliteStorage::purge).

mod catalog;
mod catching_up;
mod commit;
mod consumers;
mod document;
mod erasing;
mod error;
mod facet_lists;
mod facets;
mod gap;
mod known;
mod line;
mod lists;
mod load;
mod log_row;
mod lot_rows;
mod moved;
mod names;
mod opening;
mod options;
mod order_json;
mod order_lists;
mod order_row;
mod order_rows;
mod schema;
mod stock_key;
mod texts;
mod transaction;
mod upkeep;
mod whole;

use std::path::Path;

use oms_core::batch::{ChangeSet, ReadSet, Snapshot};
use oms_core::query::{Page, Query};
use oms_core::{CommitError, Storage};
use rusqlite::Connection;

pub use error::SqliteError;
pub use options::{SqliteOptions, Synchronous};

use catalog::Catalog;
use catching_up::Progress;
use commit::{Halt, Writer};
use document::Encoder;
use erasing::Overwriting;
use known::Known;
use line::Line;
use load::Reader;
use names::Names;
use order_rows::OrderRows;
use texts::Texts;
use transaction::Transaction;
use upkeep::Upkeep;

/// How many entries of the log are taken in at once while a list waits for them.
const ENTRIES_AT_ONCE: i64 = 50_000;

/// A storage in a SQLite file.
///
/// ```
/// # let folder = tempfile::tempdir()?;
/// # let path = folder.path().join("orders.sqlite");
/// use oms_core::Engine;
/// use oms_storage::SqliteStorage;
///
/// let mut engine = Engine::new(SqliteStorage::open(path)?);
/// assert!(engine.order(&"o1".parse()?)?.is_none());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct SqliteStorage {
    // Ends before the connection closes, so that closing can empty the write-ahead log.
    upkeep: Option<Upkeep>,
    connection: Connection,
    names: Names,
    catalog: Catalog,
    known: Known,
    order_rows: OrderRows,
    encoder: Encoder,
    line: Option<Line>,
}

impl std::fmt::Debug for SqliteStorage {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("SqliteStorage").field("path", &self.connection.path()).finish_non_exhaustive()
    }
}

impl SqliteStorage {
    /// Opens the file, or makes it, with the default options: what was acknowledged survives a power cut.
    pub fn open(path: impl AsRef<Path>) -> Result<SqliteStorage, SqliteError> {
        SqliteStorage::open_with(path, &SqliteOptions::default())
    }

    /// Opens the file, or makes it.
    ///
    /// An older format is brought to the newest one; a newer one, and a file that is not ours, is refused unchanged.
    pub fn open_with(path: impl AsRef<Path>, options: &SqliteOptions) -> Result<SqliteStorage, SqliteError> {
        let path = path.as_ref();
        let connection = opening::open(path, options)?;
        let upkeep = if options.read_only { None } else { Some(Upkeep::start(path, options)?) };
        let line = (!options.read_only).then(|| Line::beside(path));
        Ok(SqliteStorage {
            upkeep,
            connection,
            names: Names::new(),
            catalog: Catalog::default(),
            known: Known::default(),
            order_rows: OrderRows::default(),
            encoder: Encoder::default(),
            line,
        })
    }

    /// Brings the tables for lists further up. Answers the query as well if nothing is missing any more: as long as this is the
    /// only writer, nobody can add to the log.
    fn catch_up_and_scan(&mut self, query: &Query) -> Result<Option<Page>, SqliteError> {
        let outcome = self.try_catch_up_and_scan(query);
        match outcome {
            Ok(_) => self.names.keep_fresh(),
            Err(_) => self.names.forget_fresh(),
        }
        outcome
    }

    /// Brings the tables for lists as far up as the query needs them. Answers the query as well if that was done in one go.
    fn bring_up_for(&mut self, query: &Query) -> Result<Option<Page>, SqliteError> {
        if self.upkeep.is_some() {
            while let Some(behind_max) = behind_max(query) {
                if Progress::read(&self.connection)?.entries_behind() <= behind_max {
                    break;
                }
                if let Some(page) = self.catch_up_and_scan(query)? {
                    return Ok(Some(page));
                }
            }
        }
        Ok(None)
    }

    fn try_catch_up_and_scan(&mut self, query: &Query) -> Result<Option<Page>, SqliteError> {
        let Self { connection, names, catalog, known, order_rows, .. } = self;
        let transaction = Transaction::write(connection)?;
        catching_up::catch_up(connection, names, ENTRIES_AT_ONCE)?;
        let page = if Progress::read(connection)?.entries_behind() == 0 {
            Some(Reader { connection, names, catalog, known, order_rows }.answer(|reader| reader.scan(query))?)
        } else {
            None
        };
        transaction.commit()?;
        Ok(page)
    }

    /// Brings the tables for lists up, until they are at most so many entries behind; a file that is only read stays as it is.
    fn catch_up_to(&mut self, behind_max: i64) -> Result<(), SqliteError> {
        while self.upkeep.is_some() && Progress::read(&self.connection)?.entries_behind() > behind_max {
            let Self { connection, names, .. } = self;
            let transaction = Transaction::write(connection)?;
            let caught_up = catching_up::catch_up(connection, names, ENTRIES_AT_ONCE).and_then(|()| transaction.commit());
            match caught_up {
                Ok(()) => names.keep_fresh(),
                Err(error) => {
                    names.forget_fresh();
                    return Err(error);
                }
            }
        }
        Ok(())
    }

    fn write(&mut self, changes: &ChangeSet) -> Result<(), Halt> {
        let Self { connection, names, order_rows, encoder, line, .. } = self;
        let mut write = |texts| {
            let _overwritten = Overwriting::of(connection, changes)?;
            let first = line.as_mut().map(Line::first_place);
            let transaction = Transaction::write(connection)?;
            drop(first);
            Writer { connection, names, order_rows, texts, changed: Vec::new() }.write(changes)?;
            Ok(transaction.commit()?)
        };
        if Texts::are_many(changes) && encoder.may_have_company() {
            std::thread::scope(|scope| write(Texts::beside(scope, encoder, changes)))
        } else {
            write(Texts::in_turn(encoder))
        }
    }
}

impl Storage for SqliteStorage {
    type Error = SqliteError;

    fn load(&mut self, wanted: &ReadSet) -> Result<Snapshot, SqliteError> {
        if !wanted.moved.is_empty() {
            self.catch_up_to(moved::BEHIND_MAX)?;
        }
        for query in &wanted.pages {
            self.bring_up_for(query)?;
        }
        let Self { connection, names, catalog, known, order_rows, .. } = self;
        Reader { connection, names, catalog, known, order_rows }.answer(|reader| reader.load(wanted))
    }

    fn commit(&mut self, changes: &ChangeSet) -> Result<(), CommitError<SqliteError>> {
        let written = self.write(changes);
        self.order_rows.forget();
        if changes.epoch_step > 0 {
            self.catalog.forget();
        }
        match written {
            Ok(()) => {
                self.names.keep_fresh();
                self.known.written(changes);
                if let Some(upkeep) = &self.upkeep {
                    upkeep.wake();
                }
                Ok(())
            }
            Err(halt) => {
                self.names.forget_fresh();
                self.known.forget();
                Err(match halt {
                    Halt::Conflict => CommitError::Conflict,
                    Halt::Failed(error) => CommitError::Storage(error),
                })
            }
        }
    }

    fn scan(&mut self, query: &Query) -> Result<Page, SqliteError> {
        if let Some(page) = self.bring_up_for(query)? {
            return Ok(page);
        }
        let Self { connection, names, catalog, known, order_rows, .. } = self;
        Reader { connection, names, catalog, known, order_rows }.answer(|reader| reader.scan(query))
    }

    fn scan_json(&mut self, query: &Query) -> Result<Vec<u8>, SqliteError> {
        let Self { connection, names, catalog, known, order_rows, .. } = self;
        let page = Reader { connection, names, catalog, known, order_rows }.answer(|reader| reader.scan_json(query))?;
        page.map_or_else(|| Ok(self.scan(query)?.to_json()), Ok)
    }
}

/// How many entries the tables for lists may be behind for this query; `None` if it does not need them.
fn behind_max(query: &Query) -> Option<i64> {
    match query {
        Query::Orders { filter, .. } | Query::OrderCounts { filter, .. } => (!order_lists::is_answered_by_standing(filter)).then_some(0),
        // The end of the log is read as it is.
        Query::Movements { .. } => Some(1_000),
        _ => None,
    }
}
