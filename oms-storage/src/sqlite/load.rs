//! Answers a read set from one consistent view.

use std::sync::Arc;

use oms_core::batch::{
    Counter, CounterValue, Due, DueKey, DueQuery, LocationStock, LogEntry, ReadSet, Recent, SkuRecord, Snapshot, StockByLocation, Waiting,
    WaitingQuery,
};
use oms_core::document::{Document, DocumentKey, DocumentKind, Subject};
use oms_core::inventory::Buckets;
use oms_core::order::Order;
use oms_core::reservation::Reservation;
use oms_core::routing::Measure;
use oms_core::storage::RECENT_MAX;
use oms_core::{Arrange, ChannelId, CommandId, CustomerId, DocumentId, IdError, OrderId, Sku, Timestamp};
use rusqlite::{Connection, Row, ToSql, params};

use super::catalog::Catalog;
use super::document::decode;
use super::known::Known;
use super::log_row;
use super::names::Names;
use super::order_rows::{OrderRow, OrderRows};
use super::{SqliteError, lot_rows, order_row, stock_key, transaction};

const DUE_ORDERS: &str = "SELECT id, due_at FROM orders WHERE due_at <= ?1 ORDER BY due_at, id LIMIT +?2";
const DUE_RESERVATIONS: &str = "SELECT id, expires_at FROM reservations WHERE expires_at <= ?1 ORDER BY expires_at, id LIMIT +?2";

const DUE_DOCUMENTS: &str = "SELECT kind, id, due_at FROM documents WHERE due_at <= ?1 ORDER BY due_at, kind, id LIMIT +?2";

/// Everything that answers are made from.
pub(super) struct Reader<'storage> {
    pub(super) connection: &'storage Connection,
    pub(super) names: &'storage mut Names,
    pub(super) catalog: &'storage mut Catalog,
    pub(super) known: &'storage mut Known,
    pub(super) order_rows: &'storage mut OrderRows,
}

impl Reader<'_> {
    /// Answers from one consistent view, in which everything is true that is known.
    pub(super) fn answer<T>(mut self, answer: impl FnOnce(&mut Self) -> Result<T, SqliteError>) -> Result<T, SqliteError> {
        transaction::read(self.connection, |version| {
            if self.known.refresh(version)
                && let Err(error) = self.names.check(self.connection)
            {
                // The next one is told as well.
                self.known.forget();
                return Err(error);
            }
            answer(&mut self)
        })
    }

    pub(super) fn load(&mut self, wanted: &ReadSet) -> Result<Snapshot, SqliteError> {
        let head = self.known.head(self.connection, self.catalog)?;
        let settings_version = u64::try_from(head.settings_version).unwrap_or_default();
        let settings = if wanted.settings_known == Some(settings_version) { None } else { Some(self.catalog.settings(self.connection)?) };
        Ok(Snapshot {
            epoch: u64::try_from(head.epoch).unwrap_or_default(),
            settings,
            last_at: head.last_at.map(|at| instant(at, "log")).transpose()?,
            orders: self.orders(&wanted.orders)?,
            external_ids: self.external_ids(wanted)?,
            skus: wanted.skus.iter().map(|sku| self.sku(sku)).collect::<Result<_, _>>()?,
            reservations: self.reservations(wanted)?,
            customers: wanted.customers.iter().map(|customer| self.recent(customer)).collect::<Result<_, _>>()?,
            commands: self.commands(&wanted.commands)?,
            waiting: wanted.waiting.iter().map(|query| self.waiting(query)).collect::<Result<_, _>>()?,
            documents: self.documents(&wanted.documents)?,
            subjects: wanted.subjects.iter().map(|subject| self.about(subject)).collect::<Result<_, _>>()?,
            moved: self.moved(&wanted.moved)?,
            due: wanted.due.map_or_else(|| Ok(Vec::new()), |query| self.due(query))?,
            pages: wanted.pages.iter().map(|query| self.scan(query)).collect::<Result<_, _>>()?,
        })
    }

    fn orders(&mut self, wanted: &[OrderId]) -> Result<Vec<Option<Arc<Order>>>, SqliteError> {
        if wanted.is_empty() {
            return Ok(Vec::new());
        }
        let mut statement = self.connection.prepare_cached(concat!(
            "SELECT ",
            order_row::columns!(),
            ", orders.number, orders.standing FROM orders WHERE id = ?1"
        ))?;
        let mut orders = Vec::with_capacity(wanted.len());
        for id in wanted {
            if self.known.lacks_order(id) {
                orders.push(None);
                continue;
            }
            let mut rows = statement.query([id.as_str()])?;
            let Some(row) = rows.next()? else {
                self.known.order_is_absent(self.connection, id)?;
                orders.push(None);
                continue;
            };
            let order = order_row::read(self.connection, self.names, row)?;
            let (number, standing) = (row.get(order_row::COLUMNS)?, row.get(order_row::COLUMNS + 1)?);
            self.order_rows.remember(id, OrderRow { number, version: order.version, standing });
            orders.push(Some(Arc::new(order)));
        }
        Ok(orders)
    }

    fn external_ids(&mut self, wanted: &ReadSet) -> Result<Vec<Option<OrderId>>, SqliteError> {
        if wanted.external_ids.is_empty() {
            return Ok(Vec::new());
        }
        let mut statement = self.connection.prepare_cached("SELECT id FROM orders WHERE channel = ?1 AND external_id = ?2")?;
        let mut owners = Vec::with_capacity(wanted.external_ids.len());
        for key in &wanted.external_ids {
            let channel =
                if self.known.lacks_external_id(key) { None } else { self.names.channels.number(self.connection, &key.channel)? };
            let Some(channel) = channel else {
                owners.push(None);
                continue;
            };
            let mut rows = statement.query(params![channel, key.external_id.as_str()])?;
            let owner = rows.next()?.map(|row| id(row, 0, "order", OrderId::new)).transpose()?;
            if owner.is_none() {
                self.known.external_id_is_absent(self.connection, key, channel)?;
            }
            owners.push(owner);
        }
        Ok(owners)
    }

    fn sku(&mut self, sku: &Sku) -> Result<Arc<SkuRecord>, SqliteError> {
        if let Some(record) = self.known.sku(sku) {
            return Ok(Arc::clone(record));
        }
        let record = match self.names.skus.number(self.connection, sku)? {
            None => SkuRecord::default(),
            Some(number) => {
                let item = self.catalog.item(self.connection, sku, number)?;
                let by_lot = item.as_ref().is_some_and(|item| item.lots.is_some());
                let stock = if by_lot { self.lots(number)? } else { self.stock(sku, number)? };
                SkuRecord { item, stock, counters: self.counters(sku, number)? }
            }
        };
        let record = Arc::new(record);
        self.known.remember_sku(sku, &record);
        Ok(record)
    }

    /// Stock of a SKU that is kept by lot, by location id and lot.
    pub(super) fn lots(&mut self, number: i64) -> Result<StockByLocation, SqliteError> {
        lot_rows::read(self.connection, self.names, number)
    }

    /// Stock of a SKU that is not kept by lot, by location id.
    pub(super) fn stock(&mut self, sku: &Sku, number: i64) -> Result<StockByLocation, SqliteError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT key, available, reserved, committed, safety, damaged, quality_control FROM stock WHERE key BETWEEN ?1 AND ?2",
        )?;
        let (first, last) = stock_key::range(sku, number)?;
        let mut rows = statement.query([first, last])?;
        let mut stock = StockByLocation::new();
        while let Some(row) = rows.next()? {
            let location = self.names.locations.name(self.connection, stock_key::location(row.get(0)?))?;
            let buckets = Buckets {
                available: row.get(1)?,
                reserved: row.get(2)?,
                committed: row.get(3)?,
                safety: row.get(4)?,
                damaged: row.get(5)?,
                quality_control: row.get(6)?,
            };
            stock.push(LocationStock { location, lot: None, buckets });
        }
        stock.arrange_by(|a, b| a.location.cmp(&b.location));
        Ok(stock)
    }

    /// Counters of a SKU that are not zero, sorted.
    pub(super) fn counters(&mut self, sku: &Sku, number: i64) -> Result<Vec<CounterValue>, SqliteError> {
        if self.known.no_counters(self.connection)? {
            return Ok(Vec::new());
        }
        let mut statement = self.connection.prepare_cached("SELECT counter, value FROM counters WHERE sku = ?1 AND value <> 0")?;
        let mut rows = statement.query([number])?;
        let mut counters = Vec::new();
        while let Some(row) = rows.next()? {
            let text = row.get_ref(0)?.as_str().map_err(rusqlite::Error::from)?;
            counters.push(CounterValue { counter: counter(text, sku)?, value: row.get(1)? });
        }
        counters.arrange_by(|a, b| a.counter.cmp(&b.counter));
        Ok(counters)
    }

    fn reservations(&self, wanted: &ReadSet) -> Result<Vec<Option<Arc<Reservation>>>, SqliteError> {
        if wanted.reservations.is_empty() {
            return Ok(Vec::new());
        }
        let mut statement = self.connection.prepare_cached("SELECT format, reservation FROM reservations WHERE id = ?1")?;
        let mut reservations = Vec::with_capacity(wanted.reservations.len());
        for id in &wanted.reservations {
            let mut rows = statement.query([id.as_str()])?;
            let found = rows.next()?.map(|row| decode(row, 0, "reservation", id)).transpose()?;
            reservations.push(found.map(Arc::new));
        }
        Ok(reservations)
    }

    fn recent(&self, customer: &CustomerId) -> Result<Vec<Recent>, SqliteError> {
        let mut statement =
            self.connection.prepare_cached("SELECT order_id, placed_at FROM recent WHERE customer = +?1 ORDER BY place DESC LIMIT +?2")?;
        let mut rows = statement.query(params![customer.as_str(), i64::try_from(RECENT_MAX).unwrap_or(i64::MAX)])?;
        let mut recent = Vec::new();
        while let Some(row) = rows.next()? {
            recent.push(Recent { order: id(row, 0, "recent order", OrderId::new)?, placed_at: instant(row.get(1)?, "recent order")? });
        }
        Ok(recent)
    }

    fn commands(&mut self, wanted: &[CommandId]) -> Result<Vec<Option<Arc<LogEntry>>>, SqliteError> {
        if wanted.is_empty() {
            return Ok(Vec::new());
        }
        let mut statement = self.connection.prepare_cached("SELECT command, at, format, entry FROM log WHERE command = ?1")?;
        let mut entries = Vec::with_capacity(wanted.len());
        for command in wanted {
            if self.known.lacks_command(command) {
                entries.push(None);
                continue;
            }
            let mut rows = statement.query([command.as_str()])?;
            let found = rows.next()?.map(|row| log_row::read(row, 0)).transpose()?;
            if found.is_none() {
                self.known.command_is_absent(self.connection, command)?;
            }
            entries.push(found.map(Arc::new));
        }
        Ok(entries)
    }

    fn waiting(&mut self, query: &WaitingQuery) -> Result<Vec<Waiting>, SqliteError> {
        let Some(number) = self.names.skus.number(self.connection, &query.sku)? else { return Ok(Vec::new()) };
        let mut waiting = Vec::new();
        let Some(after) = &query.after else {
            let sql =
                "SELECT priority, placed_at, order_id FROM waiting WHERE sku = +?1 ORDER BY priority DESC, placed_at, order_id LIMIT +?2";
            self.wait_in(sql, params![number, query.limit], &mut waiting)?;
            return Ok(waiting);
        };
        // Those of the same priority behind it, and then those of lower ones: each is a range of the table.
        let same = "SELECT priority, placed_at, order_id FROM waiting
             WHERE sku = +?1 AND priority = +?3 AND (placed_at, order_id) > (?4, ?5) ORDER BY placed_at, order_id LIMIT +?2";
        let place = params![number, query.limit, after.priority, after.placed_at.millis(), after.order.as_str()];
        self.wait_in(same, place, &mut waiting)?;
        let left = query.limit.saturating_sub(u32::try_from(waiting.len()).unwrap_or(u32::MAX));
        if left > 0 {
            let lower = "SELECT priority, placed_at, order_id FROM waiting
                 WHERE sku = +?1 AND priority < +?3 ORDER BY priority DESC, placed_at, order_id LIMIT +?2";
            self.wait_in(lower, params![number, left, after.priority], &mut waiting)?;
        }
        Ok(waiting)
    }

    fn wait_in(&self, sql: &str, of: &[&dyn ToSql], waiting: &mut Vec<Waiting>) -> Result<(), SqliteError> {
        let mut statement = self.connection.prepare_cached(sql)?;
        let mut rows = statement.query(of)?;
        while let Some(row) = rows.next()? {
            waiting.push(Waiting {
                priority: row.get(0)?,
                placed_at: instant(row.get(1)?, "waiting order")?,
                order: id(row, 2, "waiting order", OrderId::new)?,
            });
        }
        Ok(())
    }

    fn documents(&self, wanted: &[DocumentKey]) -> Result<Vec<Option<Arc<Document>>>, SqliteError> {
        if wanted.is_empty() {
            return Ok(Vec::new());
        }
        let mut statement = self.connection.prepare_cached("SELECT format, document FROM documents WHERE kind = ?1 AND id = ?2")?;
        let mut documents = Vec::with_capacity(wanted.len());
        for key in wanted {
            let mut rows = statement.query([key.kind.name(), key.id.as_str()])?;
            let found = rows.next()?.map(|row| decode(row, 0, "paper", &key.id)).transpose()?;
            documents.push(found.map(Arc::new));
        }
        Ok(documents)
    }

    fn about(&mut self, subject: &Subject) -> Result<Vec<DocumentKey>, SqliteError> {
        let mut open = Vec::new();
        if self.known.no_subjects(self.connection)? {
            return Ok(open);
        }
        let mut statement =
            self.connection.prepare_cached("SELECT kind, id FROM subjects WHERE part = +?1 AND thing = +?2 ORDER BY kind, id")?;
        let mut rows = statement.query([subject.part(), subject.id()])?;
        while let Some(row) = rows.next()? {
            open.push(document_key(row)?);
        }
        Ok(open)
    }

    fn due(&mut self, query: DueQuery) -> Result<Vec<Due>, SqliteError> {
        let mut due = Vec::new();
        if self.known.nothing_due(self.connection, query)? {
            return Ok(due);
        }
        let until = params![query.until.millis(), query.limit];
        let mut reservations = self.connection.prepare_cached(DUE_RESERVATIONS)?;
        let mut rows = reservations.query(until)?;
        while let Some(row) = rows.next()? {
            let key = DueKey::Reservation(id(row, 0, "reservation", oms_core::ReservationId::new)?);
            due.push(Due { at: instant(row.get(1)?, "reservation")?, key });
        }
        let mut orders = self.connection.prepare_cached(DUE_ORDERS)?;
        let mut rows = orders.query(until)?;
        while let Some(row) = rows.next()? {
            due.push(Due { at: instant(row.get(1)?, "order")?, key: DueKey::Order(id(row, 0, "order", OrderId::new)?) });
        }
        let mut documents = self.connection.prepare_cached(DUE_DOCUMENTS)?;
        let mut rows = documents.query(until)?;
        while let Some(row) = rows.next()? {
            due.push(Due { at: instant(row.get(2)?, "paper")?, key: DueKey::Document(document_key(row)?) });
        }
        due.arrange();
        due.truncate(usize::try_from(query.limit).unwrap_or(usize::MAX));
        Ok(due)
    }
}

/// The key of a paper from two columns, its kind and its id.
fn document_key(row: &Row<'_>) -> Result<DocumentKey, SqliteError> {
    let id = id(row, 1, "paper", DocumentId::new)?;
    let name = row.get_ref(0)?.as_str().map_err(rusqlite::Error::from)?;
    let kind = DocumentKind::named(name).ok_or_else(|| SqliteError::unreadable("paper", &id, format_args!("`{name}` is no known kind")))?;
    Ok(DocumentKey { kind, id })
}

/// The text of a counter in the file.
pub(super) fn counter_text(counter: &Counter) -> String {
    match counter {
        Counter::Backordered => "backordered".to_owned(),
        Counter::Channel(channel) => format!("channel:{channel}"),
        Counter::Capacity(measure) => format!("capacity:{}", measure.name()),
    }
}

fn counter(text: &str, sku: &Sku) -> Result<Counter, SqliteError> {
    if text == "backordered" {
        return Ok(Counter::Backordered);
    }
    if let Some(measure) = text.strip_prefix("capacity:").and_then(Measure::named) {
        return Ok(Counter::Capacity(measure));
    }
    let channel = text.strip_prefix("channel:").ok_or_else(|| SqliteError::unreadable("counter", sku, format_args!("`{text}`")))?;
    ChannelId::new(channel).map(Counter::Channel).map_err(|error| SqliteError::unreadable("counter", sku, error))
}

pub(super) fn instant(millis: i64, kind: &'static str) -> Result<Timestamp, SqliteError> {
    Timestamp::from_millis(millis).ok_or_else(|| SqliteError::unreadable(kind, millis, "it is no instant"))
}

pub(super) fn id<T>(row: &Row<'_>, column: usize, kind: &'static str, new: fn(String) -> Result<T, IdError>) -> Result<T, SqliteError> {
    let text: String = row.get(column)?;
    new(text).map_err(|error| SqliteError::unreadable(kind, column, error))
}
