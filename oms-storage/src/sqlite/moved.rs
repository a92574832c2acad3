//! What moved of a SKU at a location lately.

use std::collections::BTreeMap;

use oms_core::batch::{LogEntry, MovedQuery};
use oms_core::query::MovementRow;
use oms_core::{Arrange, LocationId, Sku};
use rusqlite::params;

use super::catching_up::Progress;
use super::load::{Reader, instant};
use super::{SqliteError, log_row};

/// How many entries the tables for lists may be behind: the end of the log is read once for all that is asked.
pub(super) const BEHIND_MAX: i64 = 1_000;

/// What was found for a query: how many entries were looked at, and their movements after its instant.
#[derive(Default)]
struct Found {
    entries: u32,
    rows: Vec<MovementRow>,
}

impl Found {
    fn take(&mut self, query: &MovedQuery, number: i64, entry: &LogEntry) {
        let number = u64::try_from(number).unwrap_or_default();
        let there = entry.movements.iter().filter(|movement| movement.sku == query.sku && movement.location == query.location);
        self.rows.extend(there.map(|movement| MovementRow::of(number, entry, movement)));
    }
}

impl Reader<'_> {
    /// What moved after the instants asked for, last entry first.
    pub(super) fn moved(&mut self, wanted: &[MovedQuery]) -> Result<Vec<Vec<MovementRow>>, SqliteError> {
        if wanted.is_empty() {
            return Ok(Vec::new());
        }
        let through = Progress::read(self.connection)?.through;
        let mut found: Vec<Found> = wanted.iter().map(|_| Found::default()).collect();
        self.moved_at_the_end(wanted, through, &mut found)?;
        for (query, found) in wanted.iter().zip(&mut found) {
            self.moved_before(query, through, found)?;
        }
        Ok(found.into_iter().map(|found| found.rows).collect())
    }

    /// Looks through the entries that the tables for lists have not reached, once for all queries.
    fn moved_at_the_end(&self, wanted: &[MovedQuery], through: i64, found: &mut [Found]) -> Result<(), SqliteError> {
        let asked: BTreeMap<(&Sku, &LocationId), usize> =
            wanted.iter().enumerate().map(|(place, query)| ((&query.sku, &query.location), place)).collect();
        let mut statement =
            self.connection.prepare_cached("SELECT number, command, at, format, entry FROM log WHERE number > ?1 ORDER BY number DESC")?;
        let mut rows = statement.query([through])?;
        while let Some(row) = rows.next()? {
            let entry = log_row::read(row, 1)?;
            let mut places: Vec<usize> =
                entry.movements.iter().filter_map(|movement| asked.get(&(&movement.sku, &movement.location)).copied()).collect();
            places.arrange();
            places.dedup();
            for place in places {
                let (Some(query), Some(found)) = (wanted.get(place), found.get_mut(place)) else { continue };
                if found.entries < query.limit {
                    found.entries += 1;
                    if entry.envelope.at > query.after {
                        found.take(query, row.get(0)?, &entry);
                    }
                }
            }
        }
        Ok(())
    }

    /// Looks through the earlier ones, of which only those after the instant are read whole.
    fn moved_before(&mut self, query: &MovedQuery, through: i64, found: &mut Found) -> Result<(), SqliteError> {
        let connection = self.connection;
        let Some(sku) = self.names.skus.number(connection, &query.sku)? else { return Ok(()) };
        let Some(location) = self.names.locations.number(connection, &query.location)? else { return Ok(()) };
        let mut statement = connection.prepare_cached(
            "SELECT log_number, command, at, format, entry FROM movements CROSS JOIN log ON log.number = log_number
             WHERE sku = +?1 AND log_number <= ?2 AND location = +?3 ORDER BY log_number DESC LIMIT +?4",
        )?;
        let mut rows = statement.query(params![sku, through, location, query.limit.saturating_sub(found.entries)])?;
        while let Some(row) = rows.next()? {
            if instant(row.get(2)?, "log entry")? > query.after {
                let entry = log_row::read(row, 1)?;
                found.take(query, row.get(0)?, &entry);
            }
        }
        Ok(())
    }
}
