//! Brings the tables that lists are read from up to the end of the log.
//!
//! A commit writes only what later commits must check. What lists need besides, several rows an order all over the file, is
//! put in later, many orders at a time and in the order of the tables: a page of the file is then written once for many rows.

use std::collections::BTreeSet;

use oms_core::inventory::Movement;
use rusqlite::{Connection, OptionalExtension, params};
use serde::Deserialize;

use super::document::decode;
use super::facets::FacetNumbers;
use super::names::Names;
use super::{SqliteError, order_row};
use oms_core::Arrange;

/// How far the tables are behind.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) struct Progress {
    /// The entry up to which they are complete.
    pub(super) through: i64,
    /// The last entry of the log.
    pub(super) last: i64,
}

impl Progress {
    pub(super) fn read(connection: &Connection) -> Result<Progress, SqliteError> {
        let mut statement = connection.prepare_cached("SELECT through, (SELECT coalesce(max(number), 0) FROM log) FROM caught_up")?;
        Ok(statement.query_row([], |row| Ok(Progress { through: row.get(0)?, last: row.get(1)? }))?)
    }

    pub(super) const fn entries_behind(self) -> i64 {
        self.last - self.through
    }
}

/// What an entry of the log moved; the rest of it is skipped.
#[derive(Deserialize)]
struct Moved {
    #[serde(default)]
    movements: Vec<Movement>,
}

/// Takes in the next `entries` of the log, or as many as there are. The caller is the sole writer, and ends the transaction.
pub(super) fn catch_up(connection: &Connection, names: &mut Names, entries: i64) -> Result<(), SqliteError> {
    let progress = Progress::read(connection)?;
    if progress.entries_behind() == 0 {
        return Ok(());
    }
    names.check(connection)?;
    let mut through = progress.through;
    let mut orders: BTreeSet<i64> = BTreeSet::new();
    let mut moved: Vec<(i64, i64, i64)> = Vec::new();
    let mut statement = connection.prepare_cached("SELECT number, orders, format, entry FROM log WHERE number > ?1 ORDER BY number")?;
    let mut rows = statement.query([through])?;
    while let Some(row) = rows.next()? {
        through = row.get(0)?;
        if let Some(numbers) = row.get_ref(1)?.as_str_or_null().map_err(rusqlite::Error::from)? {
            orders.extend(number_list(numbers, through)?);
        }
        let entry: Moved = decode(row, 2, "log entry", through)?;
        for movement in &entry.movements {
            let sku = names.skus.number_or_new(connection, &movement.sku)?;
            let location = names.locations.number_or_new(connection, &movement.location)?;
            moved.push((sku, through, location));
        }
        if through - progress.through >= entries {
            break;
        }
    }
    moved.arrange();
    let mut insert = connection.prepare_cached("INSERT OR IGNORE INTO movements (sku, log_number, location) VALUES (?1, ?2, ?3)")?;
    for (sku, number, location) in moved {
        insert.execute([sku, number, location])?;
    }
    let orders: Vec<i64> = orders.into_iter().collect();
    put_orders(connection, names, &orders)?;
    connection.prepare_cached("UPDATE caught_up SET through = ?1")?.execute([through])?;
    Ok(())
}

/// Puts orders, as they are now, into the tables they are found by.
pub(super) fn put_orders(connection: &Connection, names: &mut Names, numbers: &[i64]) -> Result<(), SqliteError> {
    let mut facet_numbers = FacetNumbers::default();
    let mut gone: Vec<(i64, i64, i64)> = Vec::new();
    let mut added: Vec<(i64, i64, i64)> = Vec::new();
    let mut read = connection.prepare_cached(concat!("SELECT ", order_row::columns!(), " FROM orders WHERE number = ?1"))?;
    for number in numbers {
        let mut rows = read.query([number])?;
        let Some(row) = rows.next()? else { continue };
        let order = order_row::read(connection, names, row)?;
        let facets = facet_numbers.of_order(connection, &order)?;
        let placed_at = order.placed_at.millis();
        let promised_at = order.due_for_delivery().map(|promised| promised.millis());
        let before = Faceted::read(connection, *number)?;
        let now = Faceted { placed_at, promised_at, facets };
        if before.as_ref() == Some(&now) {
            continue;
        }
        now.write(connection, *number, before.as_ref())?;
        let before = before.map(|before| before.facets).unwrap_or_default();
        gone.extend(before.iter().filter(|facet| !now.facets.contains(facet)).map(|facet| (*facet, placed_at, *number)));
        added.extend(now.facets.iter().filter(|facet| !before.contains(facet)).map(|facet| (*facet, placed_at, *number)));
    }
    gone.arrange();
    added.arrange();
    let mut delete = connection.prepare_cached("DELETE FROM order_facets WHERE facet = ?1 AND placed_at = ?2 AND order_number = ?3")?;
    for (facet, placed_at, number) in gone {
        delete.execute([facet, placed_at, number])?;
    }
    let mut insert = connection.prepare_cached("INSERT INTO order_facets (facet, placed_at, order_number) VALUES (?1, ?2, ?3)")?;
    for (facet, placed_at, number) in added {
        insert.execute([facet, placed_at, number])?;
    }
    Ok(())
}

/// What the tables hold of an order. When it was placed never changes.
#[derive(Debug, Eq, PartialEq)]
struct Faceted {
    placed_at: i64,
    promised_at: Option<i64>,
    facets: Vec<i64>,
}

impl Faceted {
    fn read(connection: &Connection, number: i64) -> Result<Option<Faceted>, SqliteError> {
        let mut statement =
            connection.prepare_cached("SELECT placed_at, promised_at, facets FROM faceted_orders WHERE order_number = ?1")?;
        let row = statement.query_row([number], |row| Ok((row.get(0)?, row.get(1)?, row.get::<_, String>(2)?))).optional()?;
        let Some((placed_at, promised_at, facets)) = row else { return Ok(None) };
        Ok(Some(Faceted { placed_at, promised_at, facets: number_list(&facets, number)? }))
    }

    fn write(&self, connection: &Connection, number: i64, before: Option<&Faceted>) -> Result<(), SqliteError> {
        let facets = oms_core::writer::to_string(&self.facets).map_err(|error| SqliteError::unreadable("facets", number, error))?;
        connection
            .prepare_cached(
                "INSERT INTO faceted_orders (order_number, placed_at, promised_at, facets) VALUES (?1, ?2, ?3, ?4)
                 ON CONFLICT (order_number) DO UPDATE SET promised_at = excluded.promised_at, facets = excluded.facets",
            )?
            .execute(params![number, self.placed_at, self.promised_at, facets])?;
        let promised_before = before.and_then(|before| before.promised_at);
        if promised_before == self.promised_at {
            return Ok(());
        }
        if let Some(promised_at) = promised_before {
            connection
                .prepare_cached("DELETE FROM promised_orders WHERE promised_at = ?1 AND placed_at = ?2 AND order_number = ?3")?
                .execute([promised_at, self.placed_at, number])?;
        }
        if let Some(promised_at) = self.promised_at {
            connection
                .prepare_cached("INSERT INTO promised_orders (promised_at, placed_at, order_number) VALUES (?1, ?2, ?3)")?
                .execute([promised_at, self.placed_at, number])?;
        }
        Ok(())
    }
}

fn number_list(text: &str, of: i64) -> Result<Vec<i64>, SqliteError> {
    serde_json::from_str(text).map_err(|error| SqliteError::unreadable("list of numbers of entry", of, error))
}
