//! Answers a read set: everything is asked at once, from one view, and put together here.

use std::sync::Arc;

use oms_core::batch::{CounterValue, Due, DueKey, LocationStock, MovedQuery, ReadSet, Recent, SkuRecord, Snapshot, Waiting};
use oms_core::document::{DocumentKey, DocumentKind};
use oms_core::inventory::Buckets;
use oms_core::query::MovementRow;
use oms_core::settings::Settings;
use oms_core::storage::RECENT_MAX;
use oms_core::{CommandId, DocumentId, Item, LocationId, LotNumber, OrderId, ReservationId, Sku};
use tokio_postgres::Row;

use super::document::{count, decode, id, instant, place};
use super::known::Known;
use super::request::Request;
use super::{PostgresError, counter_rows, lists};

/// What a read set asks, in one sequence that [`Answers`] follows.
pub(super) fn requests<'a>(tenant: &'a str, wanted: &'a ReadSet, known: &Known) -> Result<Vec<Request<'a>>, PostgresError> {
    let request = |sql: &'static str| Request::new(sql).with(tenant);
    let settings_known = wanted.settings_known.and_then(|version| i64::try_from(version).ok());
    let mut requests = vec![request(HEAD).with(settings_known)];
    let mut ask = |asked: bool, request: &dyn Fn() -> Request<'a>| {
        if asked {
            requests.push(request());
        }
    };
    ask(!wanted.orders.is_empty(), &|| request(ORDERS).with(texts(&wanted.orders, OrderId::as_str)));
    ask(!wanted.external_ids.is_empty(), &|| {
        let channels = texts(&wanted.external_ids, |key| key.channel.as_str());
        request(EXTERNAL_IDS).with(channels).with(texts(&wanted.external_ids, |key| key.external_id.as_str()))
    });
    if !wanted.skus.is_empty() {
        let skus = || texts(&wanted.skus, Sku::as_str);
        let version = |sku: &Sku| known.item(sku).and_then(|item| i64::try_from(item.version).ok());
        let versions: Vec<Option<i64>> = wanted.skus.iter().map(version).collect();
        ask(true, &|| request(ITEMS).with(skus()).with(versions.clone()));
        ask(true, &|| request(STOCK).with(skus()));
        ask(true, &|| request(LOTS).with(skus()));
        ask(true, &|| request(COUNTERS).with(skus()));
    }
    ask(!wanted.reservations.is_empty(), &|| request(RESERVATIONS).with(texts(&wanted.reservations, ReservationId::as_str)));
    ask(!wanted.customers.is_empty(), &|| {
        let kept = i64::try_from(RECENT_MAX).unwrap_or(i64::MAX);
        request(RECENT).with(texts(&wanted.customers, |id| id.as_str())).with(kept)
    });
    ask(!wanted.commands.is_empty(), &|| request(COMMANDS).with(texts(&wanted.commands, CommandId::as_str)));
    ask(!wanted.waiting.is_empty(), &|| {
        // Each queue is read as far as the one that is wanted most of.
        let most = wanted.waiting.iter().map(|query| i64::from(query.limit)).max().unwrap_or_default();
        let after = || wanted.waiting.iter().map(|query| query.after.as_ref());
        let priorities: Vec<Option<i64>> = after().map(|after| after.map(|after| i64::from(after.priority))).collect();
        let placed: Vec<Option<i64>> = after().map(|after| after.map(|after| after.placed_at.millis())).collect();
        let orders: Vec<Option<&str>> = after().map(|after| after.map(|after| after.order.as_str())).collect();
        let skus = texts(&wanted.waiting, |query| query.sku.as_str());
        request(WAITING).with(skus).with(most).with(priorities).with(placed).with(orders)
    });
    ask(!wanted.documents.is_empty(), &|| {
        let kinds = texts(&wanted.documents, |key| key.kind.name());
        request(DOCUMENTS).with(kinds).with(texts(&wanted.documents, |key| key.id.as_str()))
    });
    ask(!wanted.subjects.is_empty(), &|| {
        let parts = texts(&wanted.subjects, |subject| subject.part());
        request(SUBJECTS).with(parts).with(texts(&wanted.subjects, |subject| subject.id()))
    });
    for (limit, queries) in by_limit(&wanted.moved) {
        let of = |text: fn(&MovedQuery) -> &str| queries.iter().map(|(_, query)| text(query)).collect::<Vec<&str>>();
        let places: Vec<i64> = queries.iter().map(|(place, _)| *place).collect();
        let after: Vec<i64> = queries.iter().map(|(_, query)| query.after.millis()).collect();
        let moved = request(MOVED).with(places).with(of(|query| query.sku.as_str())).with(of(|query| query.location.as_str()));
        requests.push(moved.with(after).with(i64::from(limit)));
    }
    if let Some(query) = wanted.due {
        for sql in [DUE_RESERVATIONS, DUE_ORDERS, DUE_DOCUMENTS] {
            requests.push(request(sql).with(query.until.millis()).with(i64::from(query.limit)));
        }
    }
    for query in &wanted.pages {
        requests.push(lists::request(tenant, query)?);
    }
    Ok(requests)
}

const HEAD: &str = "SELECT s.epoch, s.last_at, t.version, t.format, CASE WHEN t.version = $2::bigint THEN NULL ELSE t.settings END
    FROM store s LEFT JOIN settings t ON t.tenant = s.tenant WHERE s.tenant = $1::text";
// `OFFSET 0` keeps each lookup a lookup: joined freely, a planner that takes the rows of a tenant for few compares all of them with
// each key.
pub(super) const ORDERS: &str = "SELECT d.place, o.format, o.document FROM unnest($2::text[]) WITH ORDINALITY AS d(id, place)
    JOIN LATERAL (SELECT * FROM orders o WHERE o.tenant = $1::text AND o.id = d.id OFFSET 0) o ON true";
const EXTERNAL_IDS: &str = "SELECT d.place, o.id
    FROM unnest($2::text[], $3::text[]) WITH ORDINALITY AS d(channel, external_id, place)
    JOIN LATERAL (SELECT * FROM orders o
        WHERE o.tenant = $1::text AND o.channel = d.channel AND o.external_id = d.external_id OFFSET 0) o ON true";
const ITEMS: &str = "SELECT d.place, i.format, CASE WHEN i.version = d.known THEN NULL ELSE i.item END
    FROM unnest($2::text[], $3::bigint[]) WITH ORDINALITY AS d(sku, known, place)
    JOIN LATERAL (SELECT * FROM items i WHERE i.tenant = $1::text AND i.sku = d.sku OFFSET 0) i ON true";
const STOCK: &str = "SELECT d.place, s.location, s.available, s.reserved, s.committed, s.safety, s.damaged, s.quality_control
    FROM unnest($2::text[]) WITH ORDINALITY AS d(sku, place)
    JOIN LATERAL (SELECT * FROM stock s WHERE s.tenant = $1::text AND s.sku = d.sku OFFSET 0) s ON true";
const LOTS: &str = "SELECT d.place, s.location, s.available, s.reserved, s.committed, s.safety, s.damaged, s.quality_control, s.lot
    FROM unnest($2::text[]) WITH ORDINALITY AS d(sku, place)
    JOIN LATERAL (SELECT * FROM lot_stock s WHERE s.tenant = $1::text AND s.sku = d.sku OFFSET 0) s ON true";
const COUNTERS: &str = "SELECT d.place, c.counter, c.value
    FROM unnest($2::text[]) WITH ORDINALITY AS d(sku, place)
    JOIN LATERAL (SELECT * FROM counters c WHERE c.tenant = $1::text AND c.sku = d.sku OFFSET 0) c ON true";
const RESERVATIONS: &str = "SELECT d.place, r.format, r.reservation
    FROM unnest($2::text[]) WITH ORDINALITY AS d(id, place)
    JOIN LATERAL (SELECT * FROM reservations r WHERE r.tenant = $1::text AND r.id = d.id OFFSET 0) r ON true";
const RECENT: &str = "SELECT d.place, r.order_id, r.placed_at FROM unnest($2::text[]) WITH ORDINALITY AS d(customer, place)
    CROSS JOIN LATERAL (SELECT n.place AS nth, n.order_id, n.placed_at FROM recent n
        WHERE n.tenant = $1::text AND n.customer = d.customer ORDER BY n.place DESC LIMIT $3::bigint) AS r
    ORDER BY d.place, r.nth DESC";
const COMMANDS: &str = "SELECT d.place, l.format, l.entry
    FROM unnest($2::text[]) WITH ORDINALITY AS d(command, place)
    JOIN LATERAL (SELECT * FROM log l WHERE l.tenant = $1::text AND l.command = d.command OFFSET 0) l ON true";
const WAITING: &str = "SELECT d.place, w.priority, w.placed_at, w.order_id
    FROM unnest($2::text[], $4::bigint[], $5::bigint[], $6::text[]) WITH ORDINALITY AS d(sku, priority, placed_at, order_id, place)
    CROSS JOIN LATERAL (SELECT q.priority, q.placed_at, q.order_id FROM waiting q
        WHERE q.tenant = $1::text AND q.sku = d.sku AND (d.priority IS NULL OR q.priority < d.priority
            OR q.priority = d.priority AND (q.placed_at > d.placed_at OR q.placed_at = d.placed_at AND q.order_id > d.order_id))
        ORDER BY q.priority DESC, q.placed_at, q.order_id LIMIT $3::bigint) AS w
    ORDER BY d.place, w.priority DESC, w.placed_at, w.order_id";
const DOCUMENTS: &str = "SELECT d.place, p.format, p.document
    FROM unnest($2::text[], $3::text[]) WITH ORDINALITY AS d(kind, id, place)
    JOIN LATERAL (SELECT * FROM documents p WHERE p.tenant = $1::text AND p.kind = d.kind AND p.id = d.id OFFSET 0) p ON true";
const SUBJECTS: &str = "SELECT d.place, s.kind, s.id FROM unnest($2::text[], $3::text[]) WITH ORDINALITY AS d(part, thing, place)
    JOIN LATERAL (SELECT * FROM subjects s WHERE s.tenant = $1::text AND s.part = d.part AND s.thing = d.thing OFFSET 0) s ON true";
const MOVED: &str = "SELECT d.place, l.number, l.format, l.entry
    FROM unnest($2::bigint[], $3::text[], $4::text[], $5::bigint[]) AS d(place, sku, location, after)
    CROSS JOIN LATERAL (SELECT n.log_number FROM movements n WHERE n.tenant = $1::text AND n.sku = d.sku AND n.location = d.location
        ORDER BY n.log_number DESC LIMIT $6::bigint) AS m
    JOIN log l ON l.tenant = $1::text AND l.number = m.log_number
    WHERE l.at > d.after ORDER BY d.place, l.number DESC";
const DUE_RESERVATIONS: &str = "SELECT expires_at, id FROM reservations WHERE tenant = $1::text AND expires_at <= $2::bigint
    ORDER BY expires_at, id LIMIT $3::bigint";
const DUE_ORDERS: &str = "SELECT due_at, id FROM orders WHERE tenant = $1::text AND due_at <= $2::bigint
    ORDER BY due_at, id LIMIT $3::bigint";
const DUE_DOCUMENTS: &str = "SELECT due_at, kind, id FROM documents WHERE tenant = $1::text AND due_at <= $2::bigint
    ORDER BY due_at, kind, id LIMIT $3::bigint";

fn texts<T>(keys: &[T], text: impl Fn(&T) -> &str) -> Vec<&str> {
    keys.iter().map(text).collect()
}

/// Queries for what moved, with their places, by how many entries they look at: nearly always all look at as many.
fn by_limit(wanted: &[MovedQuery]) -> std::collections::BTreeMap<u32, Vec<(i64, &MovedQuery)>> {
    let mut groups: std::collections::BTreeMap<u32, Vec<(i64, &MovedQuery)>> = std::collections::BTreeMap::new();
    for (place, query) in (1_i64..).zip(wanted) {
        groups.entry(query.limit).or_default().push((place, query));
    }
    groups
}

/// The answers to [`requests`], taken in their sequence.
pub(super) struct Answers<'storage> {
    rows: std::vec::IntoIter<Vec<Row>>,
    known: &'storage mut Known,
}

impl Answers<'_> {
    pub(super) fn new(rows: Vec<Vec<Row>>, known: &mut Known) -> Answers<'_> {
        Answers { rows: rows.into_iter(), known }
    }

    pub(super) fn snapshot(mut self, wanted: &ReadSet) -> Result<Snapshot, PostgresError> {
        let head = self.next();
        let head = head.first().ok_or_else(|| PostgresError::unreadable("store", "tenant", "its row is missing"))?;
        let version = head.try_get::<_, Option<i64>>(2)?.map_or(0, count);
        let settings = if wanted.settings_known == Some(version) { None } else { Some(Arc::new(settings(head)?)) };
        let last_at = head.try_get::<_, Option<i64>>(1)?.is_some().then(|| instant(head, 1, "log")).transpose()?;
        let epoch = count(head.try_get(0)?);
        Ok(Snapshot {
            epoch,
            settings,
            last_at,
            orders: self.orders(wanted)?,
            external_ids: self.one_each(wanted.external_ids.len(), |row| id(row, 1, "order", |text| OrderId::new(text)))?,
            skus: self.skus(&wanted.skus)?,
            reservations: self.one_each(wanted.reservations.len(), |row| decode(row, 1, "reservation", "asked for").map(Arc::new))?,
            customers: self.some_each(wanted.customers.len(), |row| {
                let order = id(row, 1, "recent order", |text| OrderId::new(text))?;
                Ok(Recent { order, placed_at: instant(row, 2, "recent order")? })
            })?,
            commands: self.one_each(wanted.commands.len(), |row| decode(row, 1, "log entry", "asked for").map(Arc::new))?,
            waiting: self.waiting(wanted)?,
            documents: self.one_each(wanted.documents.len(), |row| decode(row, 1, "paper", "asked for").map(Arc::new))?,
            subjects: self.subjects(wanted.subjects.len())?,
            moved: self.moved(&wanted.moved)?,
            due: self.due(wanted)?,
            pages: wanted.pages.iter().map(|query| lists::page(query, &self.next())).collect::<Result<_, _>>()?,
        })
    }

    fn next(&mut self) -> Vec<Row> {
        self.rows.next().unwrap_or_default()
    }

    /// The rows of the next request, if there was one for so many keys.
    fn rows_for(&mut self, keys: usize) -> Vec<Row> {
        if keys == 0 { Vec::new() } else { self.next() }
    }

    /// At most one record a key.
    fn one_each<T>(&mut self, keys: usize, read: impl Fn(&Row) -> Result<T, PostgresError>) -> Result<Vec<Option<T>>, PostgresError> {
        let mut found: Vec<Option<T>> = (0..keys).map(|_| None).collect();
        for row in self.rows_for(keys) {
            if let Some(slot) = found.get_mut(place(&row)?) {
                *slot = Some(read(&row)?);
            }
        }
        Ok(found)
    }

    /// Any number of records a key.
    fn some_each<T>(&mut self, keys: usize, read: impl Fn(&Row) -> Result<T, PostgresError>) -> Result<Vec<Vec<T>>, PostgresError> {
        let mut found: Vec<Vec<T>> = (0..keys).map(|_| Vec::new()).collect();
        for row in self.rows_for(keys) {
            if let Some(list) = found.get_mut(place(&row)?) {
                list.push(read(&row)?);
            }
        }
        Ok(found)
    }

    fn orders(&mut self, wanted: &ReadSet) -> Result<Vec<Option<Arc<oms_core::order::Order>>>, PostgresError> {
        let orders = self.one_each(wanted.orders.len(), |row| decode(row, 1, "order", "asked for").map(Arc::new))?;
        orders.iter().flatten().for_each(|order| self.known.remember_order(order));
        Ok(orders)
    }

    fn skus(&mut self, wanted: &[Sku]) -> Result<Vec<Arc<SkuRecord>>, PostgresError> {
        let mut records: Vec<SkuRecord> = wanted.iter().map(|_| SkuRecord::default()).collect();
        if wanted.is_empty() {
            return Ok(Vec::new());
        }
        for row in self.next() {
            let (Some(sku), Some(record)) = (wanted.get(place(&row)?), records.get_mut(place(&row)?)) else { continue };
            record.item = if row.try_get::<_, Option<&str>>(2)?.is_some() {
                let item: Arc<Item> = Arc::new(decode(&row, 1, "item", sku)?);
                self.known.remember_item(sku, &item);
                Some(item)
            } else {
                self.known.item(sku).cloned()
            };
        }
        for by_lot in [false, true] {
            for row in self.next() {
                let (Some(sku), Some(record)) = (wanted.get(place(&row)?), records.get_mut(place(&row)?)) else { continue };
                let stock = location_stock(&row, by_lot)?;
                if !by_lot {
                    self.known.remember_stocked(sku, &stock.location);
                }
                record.stock.push(stock);
            }
        }
        for row in self.next() {
            let (Some(sku), Some(record)) = (wanted.get(place(&row)?), records.get_mut(place(&row)?)) else { continue };
            record.counters.push(CounterValue { counter: counter_rows::read(row.try_get(1)?, sku)?, value: row.try_get(2)? });
        }
        for record in &mut records {
            record.stock.sort_unstable_by(|a, b| (&a.location, &a.lot).cmp(&(&b.location, &b.lot)));
            record.counters.sort_unstable_by(|a, b| a.counter.cmp(&b.counter));
        }
        Ok(records.into_iter().map(Arc::new).collect())
    }

    fn waiting(&mut self, wanted: &ReadSet) -> Result<Vec<Vec<Waiting>>, PostgresError> {
        let mut queues = self.some_each(wanted.waiting.len(), |row| {
            let priority = i16::try_from(row.try_get::<_, i64>(1)?);
            let priority = priority.map_err(|error| PostgresError::unreadable("waiting order", "priority", error))?;
            let order = id(row, 3, "waiting order", |text| OrderId::new(text))?;
            Ok(Waiting { priority, placed_at: instant(row, 2, "waiting order")?, order })
        })?;
        for (queue, query) in queues.iter_mut().zip(&wanted.waiting) {
            queue.truncate(usize::try_from(query.limit).unwrap_or(usize::MAX));
        }
        Ok(queues)
    }

    fn subjects(&mut self, keys: usize) -> Result<Vec<Vec<DocumentKey>>, PostgresError> {
        let mut found = self.some_each(keys, |row| document_key(row, 1))?;
        found.iter_mut().for_each(|keys| keys.sort_unstable());
        Ok(found)
    }

    fn moved(&mut self, wanted: &[MovedQuery]) -> Result<Vec<Vec<MovementRow>>, PostgresError> {
        let mut found: Vec<Vec<MovementRow>> = wanted.iter().map(|_| Vec::new()).collect();
        for _limit in by_limit(wanted) {
            for row in self.next() {
                let (Some(query), Some(rows)) = (wanted.get(place(&row)?), found.get_mut(place(&row)?)) else { continue };
                let (number, entry) = lists::log_entry(&row, 1)?;
                let there = entry.movements.iter().filter(|moved| moved.sku == query.sku && moved.location == query.location);
                rows.extend(there.map(|moved| MovementRow::of(number, &entry, moved)));
            }
        }
        Ok(found)
    }

    fn due(&mut self, wanted: &ReadSet) -> Result<Vec<Due>, PostgresError> {
        let Some(query) = wanted.due else { return Ok(Vec::new()) };
        let mut due = Vec::new();
        for row in self.next() {
            let key = DueKey::Reservation(id(&row, 1, "reservation", |text| ReservationId::new(text))?);
            due.push(Due { at: instant(&row, 0, "reservation")?, key });
        }
        for row in self.next() {
            due.push(Due { at: instant(&row, 0, "order")?, key: DueKey::Order(id(&row, 1, "order", |text| OrderId::new(text))?) });
        }
        for row in self.next() {
            due.push(Due { at: instant(&row, 0, "paper")?, key: DueKey::Document(document_key(&row, 1)?) });
        }
        due.sort_unstable();
        due.truncate(usize::try_from(query.limit).unwrap_or(usize::MAX));
        Ok(due)
    }
}

/// The settings of a row of [`HEAD`].
fn settings(row: &Row) -> Result<Settings, PostgresError> {
    match row.try_get::<_, Option<&str>>(4)? {
        Some(_) => decode(row, 3, "settings", "settings"),
        None => Ok(Settings::default()),
    }
}

/// Stock of a row: the location after the first column, then the states, then the lot if there is one.
fn location_stock(row: &Row, by_lot: bool) -> Result<LocationStock, PostgresError> {
    let lot = if by_lot { Some(id(row, 8, "lot", |text| LotNumber::new(text))?) } else { None };
    Ok(LocationStock { location: id(row, 1, "stock", |text| LocationId::new(text))?, lot, buckets: buckets(row, 2)? })
}

/// The states of six neighbouring columns.
pub(super) fn buckets(row: &Row, column: usize) -> Result<Buckets, PostgresError> {
    Ok(Buckets {
        available: row.try_get(column)?,
        reserved: row.try_get(column + 1)?,
        committed: row.try_get(column + 2)?,
        safety: row.try_get(column + 3)?,
        damaged: row.try_get(column + 4)?,
        quality_control: row.try_get(column + 5)?,
    })
}

/// The key of a paper from two columns, its kind and its id.
fn document_key(row: &Row, column: usize) -> Result<DocumentKey, PostgresError> {
    let id = id(row, column + 1, "paper", |text| DocumentId::new(text))?;
    let name: &str = row.try_get(column)?;
    let kind =
        DocumentKind::named(name).ok_or_else(|| PostgresError::unreadable("paper", &id, format_args!("`{name}` is no known kind")))?;
    Ok(DocumentKey { kind, id })
}
