//! Asks for pages of lists, each with one statement, and reads what comes.

use std::collections::BTreeMap;
use std::sync::Arc;

use oms_core::batch::{CounterValue, LogEntry};
use oms_core::inventory::StockLevel;
use oms_core::query::{MovementRow, NumberedEntry, PAGE_MAX, Page, Query, SkuStock};
use oms_core::settings::Settings;
use oms_core::{DocumentId, LocationId, LotNumber, OrderId, ReservationId, Sku};
use tokio_postgres::Row;

use super::document::{count, decode, id};
use super::load::buckets;
use super::request::Request;
use super::{PostgresError, consumer_rows, counter_rows, order_lists};

/// What is asked for a page.
pub(super) fn request<'a>(tenant: &'a str, query: &'a Query) -> Result<Request<'a>, PostgresError> {
    let request = |sql: &'static str| Request::new(sql).with(tenant);
    Ok(match query {
        Query::Orders { filter, after, limit } => order_lists::page(tenant, filter, after.as_ref(), rows(*limit))?,
        Query::OrderCounts { axis, filter } => order_lists::counts(tenant, *axis, filter)?,
        Query::Log { after, limit } => {
            let sql = "SELECT number, format, entry FROM log WHERE tenant = $1::text AND number > $2::bigint
                       ORDER BY number LIMIT $3::bigint";
            request(sql).with(number(*after)).with(rows(*limit))
        }
        Query::Consumers => request(consumer_rows::PAGE),
        Query::Movements { sku, location, before, limit } => {
            let before = before.map_or(i64::MAX, number);
            match location {
                None => request(MOVEMENTS).with(sku.as_str()).with(before).with(rows(*limit)),
                Some(location) => request(MOVEMENTS_AT).with(sku.as_str()).with(before).with(rows(*limit)).with(location.as_str()),
            }
        }
        Query::Settings => request("SELECT format, settings FROM settings WHERE tenant = $1::text"),
        Query::Items { after, limit } => {
            let sql = "SELECT sku, format, item FROM items WHERE tenant = $1::text AND sku > $2::text ORDER BY sku LIMIT $3::bigint";
            request(sql).with(after.as_ref().map_or("", Sku::as_str)).with(rows(*limit))
        }
        Query::Stock { after, limit } => request(STOCK).with(after.as_ref().map_or("", Sku::as_str)).with(rows(*limit)),
        Query::AllOrders { after, limit } => {
            let sql = "SELECT id, format, document FROM orders WHERE tenant = $1::text AND id > $2::text ORDER BY id LIMIT $3::bigint";
            request(sql).with(after.as_ref().map_or("", OrderId::as_str)).with(rows(*limit))
        }
        Query::Reservations { after, limit } => {
            let sql = "SELECT id, format, reservation FROM reservations WHERE tenant = $1::text AND id > $2::text
                       ORDER BY id LIMIT $3::bigint";
            request(sql).with(after.as_ref().map_or("", ReservationId::as_str)).with(rows(*limit))
        }
        Query::Documents { kind, about: Some(subject), after, limit } => {
            let about = request(DOCUMENTS_ABOUT).with(kind.name()).with(after.as_ref().map_or("", DocumentId::as_str)).with(rows(*limit));
            about.with(subject.part()).with(subject.id())
        }
        Query::Documents { kind, about: None, after, limit } => {
            let sql = "SELECT id, format, document FROM documents WHERE tenant = $1::text AND kind = $2::text AND id > $3::text
                       ORDER BY id LIMIT $4::bigint";
            request(sql).with(kind.name()).with(after.as_ref().map_or("", DocumentId::as_str)).with(rows(*limit))
        }
    })
}

const DOCUMENTS_ABOUT: &str = "SELECT d.id, d.format, d.document
    FROM subjects s JOIN documents d ON d.tenant = $1::text AND d.kind = s.kind AND d.id = s.id
    WHERE s.tenant = $1::text AND s.part = $5::text AND s.thing = $6::text AND s.kind = $2::text AND s.id > $3::text
    ORDER BY s.id LIMIT $4::bigint";

const MOVEMENTS: &str = "SELECT l.number, l.format, l.entry
    FROM (SELECT DISTINCT m.log_number FROM movements m WHERE m.tenant = $1::text AND m.sku = $2::text AND m.log_number < $3::bigint
          ORDER BY m.log_number DESC LIMIT $4::bigint) AS m
    JOIN log l ON l.tenant = $1::text AND l.number = m.log_number ORDER BY l.number DESC";

const MOVEMENTS_AT: &str = "SELECT l.number, l.format, l.entry
    FROM (SELECT m.log_number FROM movements m
          WHERE m.tenant = $1::text AND m.sku = $2::text AND m.log_number < $3::bigint AND m.location = $5::text
          ORDER BY m.log_number DESC LIMIT $4::bigint) AS m
    JOIN log l ON l.tenant = $1::text AND l.number = m.log_number ORDER BY l.number DESC";

/// SKUs that have anything in one of three tables, and then all of it.
const STOCK: &str = "WITH page AS (
        SELECT u.sku FROM (
            (SELECT DISTINCT sku FROM stock WHERE tenant = $1::text AND sku > $2::text ORDER BY sku LIMIT $3::bigint)
            UNION (SELECT DISTINCT sku FROM lot_stock WHERE tenant = $1::text AND sku > $2::text ORDER BY sku LIMIT $3::bigint)
            UNION (SELECT DISTINCT sku FROM counters WHERE tenant = $1::text AND sku > $2::text ORDER BY sku LIMIT $3::bigint)
        ) AS u ORDER BY u.sku LIMIT $3::bigint)
    SELECT p.sku, 'stock' AS kind, s.location, NULL::text AS lot, s.available, s.reserved, s.committed, s.safety, s.damaged,
        s.quality_control
    FROM page p JOIN stock s ON s.tenant = $1::text AND s.sku = p.sku
    UNION ALL
    SELECT p.sku, 'stock', s.location, s.lot, s.available, s.reserved, s.committed, s.safety, s.damaged, s.quality_control
    FROM page p JOIN lot_stock s ON s.tenant = $1::text AND s.sku = p.sku
    UNION ALL
    SELECT p.sku, 'counter', c.counter, NULL::text, c.value, 0, 0, 0, 0, 0
    FROM page p JOIN counters c ON c.tenant = $1::text AND c.sku = p.sku";

/// The page that the rows make.
pub(super) fn page(query: &Query, rows: &[Row]) -> Result<Page, PostgresError> {
    Ok(match query {
        Query::Orders { limit, .. } => {
            let orders = rows.iter().map(|row| decode(row, 0, "order", "of a list").map(Arc::new)).collect::<Result<Vec<_>, _>>()?;
            order_lists::page_of(orders, *limit)
        }
        Query::OrderCounts { .. } => order_lists::counts_of(rows)?,
        Query::Log { .. } => {
            let entry = |row| log_entry(row, 0).map(|(number, entry)| NumberedEntry { number, entry });
            Page::Log { entries: rows.iter().map(entry).collect::<Result<_, _>>()? }
        }
        Query::Consumers => consumer_rows::page(rows)?,
        Query::Movements { sku, location, limit, .. } => movements(sku, location.as_ref(), *limit, rows)?,
        Query::Settings => {
            let settings = rows.first().map_or_else(|| Ok(Settings::default()), |row| decode(row, 0, "settings", "settings"))?;
            Page::Settings { settings: Arc::new(settings) }
        }
        Query::Items { .. } => Page::Items { items: records(rows, "item")? },
        Query::Stock { .. } => Page::Stock { skus: stock(rows)? },
        Query::AllOrders { .. } => Page::Orders { orders: records(rows, "order")?, next: None },
        Query::Reservations { .. } => Page::Reservations { reservations: records(rows, "reservation")? },
        Query::Documents { .. } => Page::Documents { documents: records(rows, "paper")? },
    })
}

/// Records of rows of an id, a form and a text.
fn records<T: serde::de::DeserializeOwned>(rows: &[Row], kind: &'static str) -> Result<Vec<Arc<T>>, PostgresError> {
    rows.iter().map(|row| decode(row, 1, kind, row.try_get::<_, &str>(0)?).map(Arc::new)).collect()
}

/// A number and an entry from three columns: the number, the form, the text.
pub(super) fn log_entry(row: &Row, column: usize) -> Result<(u64, Arc<LogEntry>), PostgresError> {
    let number: i64 = row.try_get(column)?;
    Ok((count(number), Arc::new(decode(row, column + 1, "log entry", number)?)))
}

fn movements(sku: &Sku, location: Option<&LocationId>, limit: u32, rows: &[Row]) -> Result<Page, PostgresError> {
    let mut movements = Vec::new();
    let mut last = None;
    for row in rows {
        let (number, entry) = log_entry(row, 0)?;
        let there = |moved: &&oms_core::inventory::Movement| &moved.sku == sku && location.is_none_or(|at| &moved.location == at);
        movements.extend(entry.movements.iter().filter(there).map(|moved| MovementRow::of(number, &entry, moved)));
        last = Some(number);
    }
    let is_full = i64::try_from(rows.len()) == Ok(self::rows(limit));
    Ok(Page::Movements { movements, next: last.filter(|_| is_full) })
}

fn stock(rows: &[Row]) -> Result<Vec<SkuStock>, PostgresError> {
    let mut skus: BTreeMap<Sku, SkuStock> = BTreeMap::new();
    for row in rows {
        let sku = id(row, 0, "sku", |text| Sku::new(text))?;
        let entry = skus.entry(sku.clone());
        let entry = entry.or_insert_with(|| SkuStock { sku: sku.clone(), levels: Vec::new(), counters: Vec::new() });
        if row.try_get::<_, &str>(1)? == "counter" {
            entry.counters.push(CounterValue { counter: counter_rows::read(row.try_get(2)?, &sku)?, value: row.try_get(4)? });
        } else {
            let lot = row.try_get::<_, Option<&str>>(3)?.map(LotNumber::new).transpose();
            let lot = lot.map_err(|error| PostgresError::unreadable("lot", &sku, error))?;
            let location = id(row, 2, "stock", |text| LocationId::new(text))?;
            entry.levels.push(StockLevel { sku, location, lot, buckets: buckets(row, 4)? });
        }
    }
    for entry in skus.values_mut() {
        entry.levels.sort_by(|a, b| (&a.location, &a.lot).cmp(&(&b.location, &b.lot)));
        entry.counters.sort_by(|a, b| a.counter.cmp(&b.counter));
    }
    Ok(skus.into_values().collect())
}

/// The rows of a page.
fn rows(limit: u32) -> i64 {
    i64::from(limit.min(PAGE_MAX))
}

/// A number of the log, which may be beyond what there can be.
fn number(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}
