//! Pages of orders as JSON. What a row keeps is the most part of it already, so nothing is read to be written again.

use oms_core::query::{OrderCursor, OrderFilter, Query};
use oms_core::{ChannelId, OrderId, Timestamp};
use rusqlite::{Connection, Row, params};
use serde::Serialize;

use super::document::{FORMAT, to_text};
use super::lists::rows;
use super::load::{Reader, instant};
use super::names::Names;
use super::order_lists::{Place, Span, is_answered_by_standing};
use super::{SqliteError, order_row};

/// How many bytes of JSON an order has, or a little more.
const ORDER_BYTES: usize = 2_048;

/// For how many orders room is made at once; larger pages grow.
const ROWS_EXPECTED: usize = 64;

/// What of an order stands in columns of its row. In the JSON of an order it comes first, in this sequence.
#[derive(Serialize)]
struct Head<'row> {
    id: &'row str,
    version: i64,
    channel: ChannelId,
    #[serde(skip_serializing_if = "Option::is_none")]
    external_id: Option<&'row str>,
    placed_at: Timestamp,
    #[serde(skip_serializing_if = "Option::is_none")]
    due_at: Option<Timestamp>,
}

impl Reader<'_> {
    /// The JSON of a page of orders. None if the query is about something else, or cannot be answered from an index.
    pub(super) fn scan_json(&mut self, query: &Query) -> Result<Option<Vec<u8>>, SqliteError> {
        match query {
            Query::Orders { filter, after, limit } => self.order_list_json(filter, after.as_ref(), rows(*limit)),
            _ => Ok(None),
        }
    }

    fn order_list_json(&mut self, filter: &OrderFilter, after: Option<&OrderCursor>, limit: usize) -> Result<Option<Vec<u8>>, SqliteError> {
        let mut page = Vec::with_capacity(limit.min(ROWS_EXPECTED) * ORDER_BYTES + 256);
        page.extend_from_slice(br#"{"type":"orders","orders":["#);
        let next = match self.only_standing(filter)? {
            Some(standing) => self.rows_of_standing(standing, Span::of(filter), after, limit, &mut page)?,
            None => {
                let Some(places) = self.listed(filter, after, limit)? else { return Ok(None) };
                self.rows_at(&places, &mut page)?;
                places.last().filter(|_| places.len() == limit).map(|last| cursor(&last.id, last.placed_at)).transpose()?
            }
        };
        page.extend_from_slice(br#"],"next":"#);
        to_text(&next, &mut page).map_err(|error| SqliteError::unreadable("page", "new", error))?;
        page.push(b'}');
        Ok(Some(page))
    }

    /// Where every order of a list stands, if all stand alike: then one statement finds the places and the rows.
    fn only_standing(&mut self, filter: &OrderFilter) -> Result<Option<i64>, SqliteError> {
        if !is_answered_by_standing(filter) {
            return Ok(None);
        }
        Ok(match self.standings(filter)?.as_slice() {
            [standing] => Some(*standing),
            _ => None,
        })
    }

    fn rows_of_standing(
        &mut self,
        standing: i64,
        span: Span,
        after: Option<&OrderCursor>,
        limit: usize,
        page: &mut Vec<u8>,
    ) -> Result<Option<OrderCursor>, SqliteError> {
        let mut statement = self.connection.prepare_cached(concat!(
            "SELECT ",
            order_row::columns!(),
            " FROM orders INDEXED BY orders_by_standing
             WHERE standing = +?1 AND placed_at >= ?2 AND (placed_at, id) < (?3, ?4)
             ORDER BY placed_at DESC, id DESC LIMIT +?5"
        ))?;
        let (placed_before, id_before) = span.start(after);
        let rows_wanted = i64::try_from(limit).unwrap_or(i64::MAX);
        let mut rows = statement.query(params![standing, span.from, placed_before, id_before, rows_wanted])?;
        let mut found = 0;
        while let Some(row) = rows.next()? {
            if found > 0 {
                page.push(b',');
            }
            write_order(self.connection, self.names, row, page)?;
            found += 1;
            if found == limit {
                return cursor(row.get_ref(0)?.as_str().map_err(rusqlite::Error::from)?, row.get(4)?).map(Some);
            }
        }
        Ok(None)
    }

    fn rows_at(&mut self, places: &[Place], page: &mut Vec<u8>) -> Result<(), SqliteError> {
        let mut statement = self.connection.prepare_cached(concat!("SELECT ", order_row::columns!(), " FROM orders WHERE number = ?1"))?;
        for (place, before) in places.iter().zip(0_usize..) {
            if before > 0 {
                page.push(b',');
            }
            let mut rows = statement.query([place.number])?;
            let row = rows.next()?.ok_or_else(|| SqliteError::unreadable("order", &place.id, "its row is missing"))?;
            write_order(self.connection, self.names, row, page)?;
        }
        Ok(())
    }
}

/// Writes the JSON of an order from a row of the [`columns!`](order_row::columns) of one.
fn write_order(connection: &Connection, names: &mut Names, row: &Row<'_>, page: &mut Vec<u8>) -> Result<(), SqliteError> {
    let id = row.get_ref(0)?.as_str().map_err(rusqlite::Error::from)?;
    let head = Head {
        id,
        version: row.get(1)?,
        channel: names.channels.name(connection, row.get(2)?)?,
        external_id: row.get_ref(3)?.as_str_or_null().map_err(rusqlite::Error::from)?,
        placed_at: instant(row.get(4)?, "order")?,
        due_at: row.get::<_, Option<i64>>(5)?.map(|until| instant(until, "order")).transpose()?,
    };
    let rest = rest(row, id)?;
    to_text(&head, page).map_err(|error| SqliteError::unreadable("order", id, error))?;
    // The head ends its object, and the rest would begin one.
    page.pop();
    page.push(b',');
    page.extend_from_slice(rest.as_bytes());
    Ok(())
}

/// The document of a row without the brace it begins with.
fn rest<'row>(row: &'row Row<'_>, order: &str) -> Result<&'row str, SqliteError> {
    let format: i64 = row.get(6)?;
    if format != FORMAT {
        return Err(SqliteError::unreadable("order", order, format_args!("it has form `{format}`, this version knows `{FORMAT}`")));
    }
    let text = row.get_ref(7)?.as_str().map_err(rusqlite::Error::from)?;
    // A look at both ends: an order always has members, and whoever reads the page finds what is wrong between them.
    let rest = text.strip_prefix('{').filter(|rest| rest.starts_with('"') && rest.ends_with('}'));
    rest.ok_or_else(|| SqliteError::unreadable("order", order, "its document is no object"))
}

fn cursor(id: &str, placed_at: i64) -> Result<OrderCursor, SqliteError> {
    let order = OrderId::new(id).map_err(|error| SqliteError::unreadable("order", id, error))?;
    Ok(OrderCursor { placed_at: instant(placed_at, "order")?, order })
}
