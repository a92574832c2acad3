//! Pages of orders as JSON. What a row keeps is the most part of it already, so nothing is read to be written again.

use oms_core::query::{OrderCursor, OrderFilter, Query};
use oms_core::{ChannelId, OrderId, Timestamp};
use rusqlite::Row;
use serde::Serialize;

use super::document::{FORMAT, to_text};
use super::lists::rows;
use super::load::{Reader, instant};
use super::order_lists::Place;
use super::{SqliteError, order_row};

/// How many bytes of JSON an order has, or a little more.
const ORDER_BYTES: usize = 2_048;

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
        let Some(places) = self.listed(filter, after, limit)? else { return Ok(None) };
        let mut page = Vec::with_capacity(places.len() * ORDER_BYTES + 256);
        page.extend_from_slice(br#"{"type":"orders","orders":["#);
        for (place, before) in places.iter().zip(0_usize..) {
            if before > 0 {
                page.push(b',');
            }
            self.order_json(place, &mut page)?;
        }
        let next = places.last().filter(|_| places.len() == limit).map(cursor).transpose()?;
        page.extend_from_slice(br#"],"next":"#);
        to_text(&next, &mut page).map_err(|error| SqliteError::unreadable("page", "new", error))?;
        page.push(b'}');
        Ok(Some(page))
    }

    fn order_json(&mut self, place: &Place, page: &mut Vec<u8>) -> Result<(), SqliteError> {
        let mut statement = self.connection.prepare_cached(concat!("SELECT ", order_row::columns!(), " FROM orders WHERE number = ?1"))?;
        let mut rows = statement.query([place.number])?;
        let row = rows.next()?.ok_or_else(|| SqliteError::unreadable("order", &place.id, "its row is missing"))?;
        let head = Head {
            id: &place.id,
            version: row.get(1)?,
            channel: self.names.channels.name(self.connection, row.get(2)?)?,
            external_id: row.get_ref(3)?.as_str_or_null().map_err(rusqlite::Error::from)?,
            placed_at: instant(row.get(4)?, "order")?,
            due_at: row.get::<_, Option<i64>>(5)?.map(|until| instant(until, "order")).transpose()?,
        };
        let rest = rest(row, &place.id)?;
        to_text(&head, page).map_err(|error| SqliteError::unreadable("order", &place.id, error))?;
        // The head ends its object, and the rest would begin one.
        page.pop();
        page.push(b',');
        page.extend_from_slice(rest.as_bytes());
        Ok(())
    }
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

fn cursor(place: &Place) -> Result<OrderCursor, SqliteError> {
    let order = OrderId::new(&place.id).map_err(|error| SqliteError::unreadable("order", &place.id, error))?;
    Ok(OrderCursor { placed_at: instant(place.placed_at, "order")?, order })
}
