//! Asks for lists of orders and counts of them.
//!
//! Every list is read from an index, newest first: of where orders stand, of a facet they have, or of when they are promised for.

use std::fmt::Write as _;
use std::sync::Arc;

use oms_core::order::Order;
use oms_core::query::{Axis, OrderCursor, OrderFilter, PAGE_MAX, Page, StatusCount};
use tokio_postgres::Row;
use tokio_postgres::types::ToSql;

use super::PostgresError;
use super::document::{count, word};
use super::facets;
use super::request::{Request, Value};

/// A statement that is put together condition by condition. The tenant is its first value.
struct Sql<'a> {
    text: String,
    values: Vec<Value<'a>>,
}

impl<'a> Sql<'a> {
    fn new(tenant: &'a str) -> Sql<'a> {
        Sql { text: String::new(), values: vec![Box::new(tenant)] }
    }

    fn push(&mut self, text: &str) {
        self.text.push_str(text);
    }

    /// Text, a value and its type, and text again.
    fn value(&mut self, before: &str, value: impl ToSql + Sync + Send + 'a, of: &str, after: &str) {
        self.values.push(Box::new(value));
        let number = self.values.len();
        // Writing to a text cannot fail.
        let _written = write!(self.text, "{before}${number}::{of}{after}");
    }

    fn request(self) -> Request<'a> {
        Request::given(self.text, self.values)
    }
}

/// What is wanted of the orders that pass a filter.
#[derive(Clone, Copy)]
enum Wanted<'a> {
    Page { after: Option<&'a OrderCursor>, rows: i64 },
    Counts { axis: Axis },
}

pub(super) fn page<'a>(
    tenant: &'a str,
    filter: &'a OrderFilter,
    after: Option<&'a OrderCursor>,
    rows: i64,
) -> Result<Request<'a>, PostgresError> {
    list(tenant, filter, Wanted::Page { after, rows })
}

pub(super) fn counts<'a>(tenant: &'a str, axis: Axis, filter: &'a OrderFilter) -> Result<Request<'a>, PostgresError> {
    list(tenant, filter, Wanted::Counts { axis })
}

fn list<'a>(tenant: &'a str, filter: &'a OrderFilter, wanted: Wanted<'a>) -> Result<Request<'a>, PostgresError> {
    let mut sql = Sql::new(tenant);
    let facets = facets::of_filter(filter);
    let by_queue = matches!(wanted, Wanted::Counts { axis: Axis::Queue });
    if facets.is_empty() && filter.late_at.is_none() && !by_queue {
        by_standing(&mut sql, filter, wanted)?;
        return Ok(sql.request());
    }
    match wanted {
        Wanted::Page { .. } => sql.push("SELECT o.format, o.document FROM "),
        Wanted::Counts { axis } => sql.push(&format!("SELECT {}, count(*) FROM ", column(axis))),
    }
    // Where the index has the place of an order in the list. `OFFSET 0` keeps each lookup a lookup, as when batches are loaded.
    let of_facet = "order_facets f
        JOIN LATERAL (SELECT * FROM orders o WHERE o.tenant = $1::text AND o.id = f.order_id OFFSET 0) o ON true
        JOIN LATERAL (SELECT * FROM standings s WHERE s.tenant = $1::text AND s.number = o.standing OFFSET 0) s ON true
        WHERE f.tenant = $1::text";
    let place = if by_queue {
        sql.push(of_facet);
        sql.push(" AND f.kind = 'queue'");
        ("f.placed_at", "f.order_id")
    } else if let Some((kind, value)) = facets.first() {
        sql.push(of_facet);
        sql.value(" AND f.kind = ", *kind, "text", "");
        sql.value(" AND f.value = ", value.to_string(), "text", "");
        ("f.placed_at", "f.order_id")
    } else {
        sql.push(
            "orders o JOIN LATERAL (SELECT * FROM standings s WHERE s.tenant = $1::text AND s.number = o.standing OFFSET 0) s ON true",
        );
        sql.push(" WHERE o.tenant = $1::text");
        ("o.placed_at", "o.id")
    };
    for (kind, value) in facets.iter().skip(usize::from(!by_queue)) {
        sql.value(" AND EXISTS (SELECT 1 FROM order_facets g WHERE g.tenant = $1::text AND g.kind = ", *kind, "text", "");
        sql.value(" AND g.value = ", value.to_string(), "text", " AND g.placed_at = f.placed_at AND g.order_id = f.order_id OFFSET 0)");
    }
    if let Some(at) = filter.late_at {
        sql.value(" AND o.promised_at < ", at.millis(), "bigint", "");
    }
    span(&mut sql, filter, wanted, place);
    stands(&mut sql, filter)?;
    match wanted {
        Wanted::Page { rows, .. } => {
            sql.value(&format!(" ORDER BY {} DESC, {} DESC LIMIT ", place.0, place.1), rows, "bigint", "");
        }
        Wanted::Counts { axis } => sql.push(&format!(" GROUP BY {}", column(axis))),
    }
    Ok(sql.request())
}

/// Each standing is a list of its own in the index: the page is made of the beginnings of all that the filter allows.
fn by_standing<'a>(sql: &mut Sql<'a>, filter: &'a OrderFilter, wanted: Wanted<'a>) -> Result<(), PostgresError> {
    let of_standing = "FROM orders o WHERE o.tenant = $1::text AND o.standing = s.number";
    let place = ("o.placed_at", "o.id");
    match wanted {
        Wanted::Page { rows, .. } => {
            sql.push("SELECT o.format, o.document FROM (SELECT p.placed_at, p.id FROM standings s CROSS JOIN LATERAL (");
            sql.push("SELECT o.placed_at, o.id ");
            sql.push(of_standing);
            span(sql, filter, wanted, place);
            sql.value(" ORDER BY o.placed_at DESC, o.id DESC LIMIT ", rows, "bigint", ") AS p WHERE s.tenant = $1::text");
            stands(sql, filter)?;
            sql.value(" ORDER BY p.placed_at DESC, p.id DESC LIMIT ", rows, "bigint", ") AS p");
            sql.push(" JOIN LATERAL (SELECT * FROM orders o WHERE o.tenant = $1::text AND o.id = p.id OFFSET 0) o ON true");
            sql.push(" ORDER BY p.placed_at DESC, p.id DESC");
        }
        Wanted::Counts { axis } => {
            let axis = column(axis);
            sql.push(&format!("SELECT {axis}, sum(c.orders)::bigint FROM standings s CROSS JOIN LATERAL (SELECT count(*) AS orders "));
            sql.push(of_standing);
            span(sql, filter, wanted, place);
            sql.push(") AS c WHERE s.tenant = $1::text");
            stands(sql, filter)?;
            sql.push(&format!(" GROUP BY {axis}"));
        }
    }
    Ok(())
}

/// When the orders were placed, and where the list goes on.
fn span<'a>(sql: &mut Sql<'a>, filter: &OrderFilter, wanted: Wanted<'a>, (placed_at, id): (&str, &str)) {
    if let Some(from) = filter.placed_from {
        sql.value(&format!(" AND {placed_at} >= "), from.millis(), "bigint", "");
    }
    if let Some(before) = filter.placed_before {
        sql.value(&format!(" AND {placed_at} < "), before.millis(), "bigint", "");
    }
    if let Wanted::Page { after: Some(after), .. } = wanted {
        sql.value(&format!(" AND ({placed_at}, {id}) < ("), after.placed_at.millis(), "bigint", ", ");
        sql.value("", after.order.as_str(), "text", ")");
    }
}

/// What the filter says about channel and statuses.
fn stands<'a>(sql: &mut Sql<'a>, filter: &'a OrderFilter) -> Result<(), PostgresError> {
    let words = [
        ("channel", filter.channel.as_ref().map(|channel| channel.to_string())),
        ("status", filter.order.as_ref().map(word).transpose()?),
        ("payment", filter.payment.as_ref().map(word).transpose()?),
        ("fulfillment", filter.fulfillment.as_ref().map(word).transpose()?),
        ("delivery", filter.delivery.as_ref().map(word).transpose()?),
        ("returns", filter.returns.as_ref().map(word).transpose()?),
    ];
    for (column, word) in words {
        if let Some(word) = word {
            sql.value(&format!(" AND s.{column} = "), word, "text", "");
        }
    }
    Ok(())
}

const fn column(axis: Axis) -> &'static str {
    match axis {
        Axis::Order => "s.status",
        Axis::Payment => "s.payment",
        Axis::Fulfillment => "s.fulfillment",
        Axis::Delivery => "s.delivery",
        Axis::Returns => "s.returns",
        Axis::Queue => "f.value",
    }
}

pub(super) fn page_of(orders: Vec<Arc<Order>>, limit: u32) -> Page {
    let is_full = u32::try_from(orders.len()) == Ok(limit.min(PAGE_MAX));
    let next = orders.last().filter(|_| is_full).map(|order| order.cursor());
    Page::Orders { orders, next }
}

pub(super) fn counts_of(rows: &[Row]) -> Result<Page, PostgresError> {
    let mut counts = Vec::new();
    for row in rows {
        let orders = count(row.try_get::<_, Option<i64>>(1)?.unwrap_or_default());
        if orders > 0 {
            counts.push(StatusCount { status: row.try_get(0)?, orders });
        }
    }
    counts.sort_unstable();
    Ok(Page::OrderCounts { counts })
}
