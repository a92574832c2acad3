//! Answers lists of orders by SKU, location, customer, tag, hold and lateness, from the tables that have caught up.

use std::fmt::Write as _;

use oms_core::query::OrderFilter;
use rusqlite::{Connection, params_from_iter};
use rustc_hash::FxHashSet;

use super::SqliteError;
use super::facets;
use super::order_lists::{Place, Span};
use oms_core::Arrange;

/// Facets are compared by how many orders have them, counted up to this many.
const COUNTED_MAX: i64 = 2_000;

/// A list of orders that have certain facets.
pub(super) struct FacetList<'reader> {
    connection: &'reader Connection,
    standings: FxHashSet<i64>,
    /// The one that fewest orders have first.
    facets: Vec<i64>,
    promised_before: Option<i64>,
    span: Span,
}

impl<'reader> FacetList<'reader> {
    /// The list that a filter describes; `None` if no order can be in it.
    pub(super) fn new(
        connection: &'reader Connection,
        filter: &OrderFilter,
        standings: Vec<i64>,
        span: Span,
    ) -> Result<Option<FacetList<'reader>>, SqliteError> {
        let mut counted = Vec::new();
        for facet in facets::of_filter(filter) {
            let Some(number) = facets::number(connection, facet)? else { return Ok(None) };
            counted.push((0, number));
        }
        if counted.len() > 1 {
            let mut statement =
                connection.prepare_cached("SELECT count(*) FROM (SELECT 1 FROM order_facets WHERE facet = ?1 LIMIT +?2)")?;
            for (count, number) in &mut counted {
                *count = statement.query_row([*number, COUNTED_MAX], |row| row.get::<_, i64>(0))?;
            }
            counted.arrange_by_key(|(count, _)| *count);
        }
        Ok(Some(FacetList {
            connection,
            standings: standings.into_iter().collect(),
            facets: counted.into_iter().map(|(_, number)| number).collect(),
            promised_before: filter.late_at.map(|at| at.millis()),
            span,
        }))
    }

    /// The first places of the list below `start`.
    pub(super) fn places(&self, start: (i64, &str), count: usize) -> Result<Vec<Place>, SqliteError> {
        let mut gathered = Gathered { start, count, places: Vec::new(), same_instant: Vec::new() };
        if self.facets.is_empty() {
            self.gather_late(&mut gathered)?;
        } else {
            let sql = self.sql("f.placed_at, orders.id, f.order_number, orders.standing", "ORDER BY f.placed_at DESC");
            let mut statement = self.connection.prepare_cached(&sql)?;
            let mut rows = statement.query(params_from_iter(self.parameters(start.0)))?;
            while let Some(row) = rows.next()? {
                let place = Place { placed_at: row.get(0)?, id: row.get(1)?, number: row.get(2)? };
                if self.standings.contains(&row.get(3)?) && !gathered.takes_more(place) {
                    break;
                }
            }
        }
        Ok(gathered.finish())
    }

    /// Late orders are found by when they were promised, and have to be sorted by when they were placed.
    fn gather_late(&self, gathered: &mut Gathered<'_>) -> Result<(), SqliteError> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT placed_at, order_number FROM promised_orders WHERE promised_at < ?1 AND placed_at BETWEEN ?2 AND ?3")?;
        let promised_before = self.promised_before.unwrap_or(i64::MAX);
        let mut rows = statement.query([promised_before, self.span.from, gathered.start.0.min(self.span.before)])?;
        let mut late: Vec<(i64, i64)> = Vec::new();
        while let Some(row) = rows.next()? {
            late.push((row.get(0)?, row.get(1)?));
        }
        late.arrange_by_key(|place| std::cmp::Reverse(*place));
        let mut order = self.connection.prepare_cached("SELECT id, standing FROM orders WHERE number = ?1")?;
        for (placed_at, number) in late {
            let (id, standing) = order.query_row([number], |row| Ok((row.get(0)?, row.get(1)?)))?;
            if self.standings.contains(&standing) && !gathered.takes_more(Place { placed_at, id, number }) {
                break;
            }
        }
        Ok(())
    }

    /// How many orders of the list stand where.
    pub(super) fn counts(&self) -> Result<Vec<(i64, u64)>, SqliteError> {
        let mut statement;
        let mut rows = if self.facets.is_empty() {
            statement = self.connection.prepare_cached(
                "SELECT orders.standing, count(*) FROM promised_orders AS f JOIN orders ON orders.number = f.order_number
                 WHERE f.promised_at < ?1 AND f.placed_at BETWEEN ?2 AND ?3 GROUP BY 1",
            )?;
            statement.query([self.promised_before.unwrap_or(i64::MAX), self.span.from, self.span.before.saturating_sub(1)])?
        } else {
            statement = self.connection.prepare_cached(&self.sql("orders.standing, count(*)", "GROUP BY 1"))?;
            statement.query(params_from_iter(self.parameters(self.span.before.saturating_sub(1))))?
        };
        let mut counts = Vec::new();
        while let Some(row) = rows.next()? {
            let standing: i64 = row.get(0)?;
            if self.standings.contains(&standing) {
                counts.push((standing, u64::try_from(row.get::<_, i64>(1)?).unwrap_or_default()));
            }
        }
        Ok(counts)
    }

    /// Walks the orders of the first facet, and looks for each of the others at the same place.
    fn sql(&self, columns: &str, order: &str) -> String {
        let mut sql = format!(
            "SELECT {columns} FROM order_facets AS f CROSS JOIN orders ON orders.number = f.order_number
             WHERE f.facet = +?1 AND f.placed_at BETWEEN ?2 AND ?3"
        );
        if self.promised_before.is_some() {
            sql.push_str(" AND EXISTS (SELECT 1 FROM faceted_orders AS p WHERE p.order_number = f.order_number AND p.promised_at < ?4)");
        }
        for place in 1..self.facets.len() {
            let number = place + 4;
            // Writing into a string cannot fail.
            let _written = write!(
                sql,
                " AND EXISTS (SELECT 1 FROM order_facets AS g
                  WHERE g.facet = ?{number} AND g.placed_at = f.placed_at AND g.order_number = f.order_number)"
            );
        }
        sql.push(' ');
        sql.push_str(order);
        sql
    }

    fn parameters(&self, placed_until: i64) -> Vec<i64> {
        let mut facets = self.facets.iter();
        let first = facets.next().copied().unwrap_or_default();
        let promised_before = self.promised_before.unwrap_or(i64::MAX);
        let mut parameters = vec![first, self.span.from, placed_until];
        // A number that no condition uses is only bound where a greater one is used.
        if self.promised_before.is_some() || self.facets.len() > 1 {
            parameters.push(promised_before);
        }
        parameters.extend(facets);
        parameters
    }
}

/// Sorts orders placed at the same instant by id, as many as a page wants.
struct Gathered<'start> {
    start: (i64, &'start str),
    count: usize,
    places: Vec<Place>,
    same_instant: Vec<Place>,
}

impl Gathered<'_> {
    /// Takes the next place, placed at the same instant as the one before or earlier. Says whether further ones are wanted.
    fn takes_more(&mut self, place: Place) -> bool {
        if self.same_instant.first().is_some_and(|first| first.placed_at != place.placed_at) {
            self.close_instant();
            if self.places.len() >= self.count {
                return false;
            }
        }
        self.same_instant.push(place);
        true
    }

    fn close_instant(&mut self) {
        let start = self.start;
        self.same_instant.arrange_by(|a, b| b.id.cmp(&a.id));
        self.places.extend(self.same_instant.drain(..).filter(|place| (place.placed_at, place.id.as_str()) < start));
    }

    fn finish(mut self) -> Vec<Place> {
        self.close_instant();
        self.places.truncate(self.count);
        self.places
    }
}
