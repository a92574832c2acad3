//! Answers the lists other than those of orders.

use std::sync::Arc;

use oms_core::batch::LocationStock;
use oms_core::document::{DocumentKind, Subject};
use oms_core::inventory::StockLevel;
use oms_core::query::{MovementRow, NumberedEntry, PAGE_MAX, Page, Query, SkuStock};
use oms_core::{DocumentId, LocationId, OrderId, ReservationId, Sku};
use rusqlite::{Rows, params};

use super::catching_up::Progress;
use super::document::decode;
use super::load::{Reader, id};
use super::{SqliteError, consumers, log_row, order_row};

impl Reader<'_> {
    pub(super) fn scan(&mut self, query: &Query) -> Result<Page, SqliteError> {
        match query {
            Query::Orders { filter, after, limit } => self.order_list(filter, after.as_ref(), rows(*limit)),
            Query::OrderCounts { axis, filter } => self.order_counts(*axis, filter),
            Query::Log { after, limit } => self.log(*after, *limit),
            Query::Consumers => consumers::page(self.connection),
            Query::Movements { sku, location, before, limit } => self.movements(sku, location.as_ref(), *before, rows(*limit)),
            Query::Settings => {
                self.catalog.refresh(self.connection)?;
                Ok(Page::Settings { settings: self.catalog.settings(self.connection)? })
            }
            Query::Items { after, limit } => self.items(after.as_ref(), *limit),
            Query::Stock { after, limit } => self.stock_by_sku(after.as_ref(), rows(*limit)),
            Query::AllOrders { after, limit } => self.all_orders(after.as_ref(), *limit),
            Query::Reservations { after, limit } => self.reservations_by_id(after.as_ref(), *limit),
            Query::Documents { kind, about: None, after, limit } => self.documents_by_id(*kind, after.as_ref(), *limit),
            Query::Documents { kind, about: Some(subject), after, limit } => self.documents_about(*kind, subject, after.as_ref(), *limit),
        }
    }

    fn log(&self, after: u64, limit: u32) -> Result<Page, SqliteError> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT number, command, at, format, entry FROM log WHERE number > ?1 ORDER BY number LIMIT +?2")?;
        let mut rows = statement.query(params![i64::try_from(after).unwrap_or(i64::MAX), limit.min(PAGE_MAX)])?;
        let mut entries = Vec::new();
        while let Some(row) = rows.next()? {
            let number: i64 = row.get(0)?;
            let entry = Arc::new(log_row::read(row, 1)?);
            entries.push(NumberedEntry { number: u64::try_from(number).unwrap_or_default(), entry });
        }
        Ok(Page::Log { entries })
    }

    /// The end of the log that the tables for lists have not reached is read entry by entry; what is older is found by SKU.
    fn movements(&mut self, sku: &Sku, location: Option<&LocationId>, before: Option<u64>, limit: usize) -> Result<Page, SqliteError> {
        let connection = self.connection;
        let before = before.and_then(|before| i64::try_from(before).ok()).unwrap_or(i64::MAX);
        let through = Progress::read(connection)?.through;
        let mut found = Found { sku, location, limit, entries: 0, movements: Vec::new() };
        let mut latest = connection
            .prepare_cached("SELECT number, command, at, format, entry FROM log WHERE number > ?1 AND number < ?2 ORDER BY number DESC")?;
        found.take(latest.query([through, before])?)?;
        if let Some(number) = self.names.skus.number(connection, sku)? {
            let before = before.min(through.saturating_add(1));
            match location {
                None => {
                    let mut earlier = connection.prepare_cached(
                        "SELECT log_number, command, at, format, entry FROM movements CROSS JOIN log ON log.number = log_number
                         WHERE sku = +?1 AND log_number < ?2 ORDER BY log_number DESC",
                    )?;
                    found.take(earlier.query([number, before])?)?;
                }
                Some(location) => {
                    if let Some(location) = self.names.locations.number(connection, location)? {
                        let mut earlier = connection.prepare_cached(
                            "SELECT log_number, command, at, format, entry FROM movements CROSS JOIN log ON log.number = log_number
                             WHERE sku = +?1 AND log_number < ?2 AND location = +?3 ORDER BY log_number DESC",
                        )?;
                        found.take(earlier.query([number, before, location])?)?;
                    }
                }
            }
        }
        let next = found.movements.last().map(|row| row.number).filter(|_| found.is_full());
        Ok(Page::Movements { movements: found.movements, next })
    }

    fn items(&self, after: Option<&Sku>, limit: u32) -> Result<Page, SqliteError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT skus.name, items.format, items.item FROM skus JOIN items ON items.sku = skus.number
             WHERE skus.name > ?1 ORDER BY skus.name LIMIT +?2",
        )?;
        let mut rows = statement.query(params![after.map_or("", Sku::as_str), limit.min(PAGE_MAX)])?;
        let mut items = Vec::new();
        while let Some(row) = rows.next()? {
            let sku: String = row.get(0)?;
            items.push(Arc::new(decode(row, 1, "item", sku)?));
        }
        Ok(Page::Items { items })
    }

    fn stock_by_sku(&mut self, after: Option<&Sku>, limit: usize) -> Result<Page, SqliteError> {
        let connection = self.connection;
        let mut statement = connection.prepare_cached(
            "SELECT name, number FROM skus WHERE name > ?1 AND (
                 EXISTS (SELECT 1 FROM stock WHERE key BETWEEN skus.number * 1048576 AND skus.number * 1048576 + 1048575)
                 OR EXISTS (SELECT 1 FROM lot_stock WHERE lot_stock.sku = skus.number)
                 OR EXISTS (SELECT 1 FROM counters WHERE counters.sku = skus.number))
             ORDER BY name LIMIT +?2",
        )?;
        let mut rows = statement.query(params![after.map_or("", Sku::as_str), i64::try_from(limit).unwrap_or(i64::MAX)])?;
        let mut skus = Vec::new();
        while let Some(row) = rows.next()? {
            let sku = id(row, 0, "sku", Sku::new)?;
            let number = row.get(1)?;
            let mut stock = self.stock(&sku, number)?;
            stock.extend(self.lots(number)?);
            let level =
                |stock: LocationStock| StockLevel { sku: sku.clone(), location: stock.location, lot: stock.lot, buckets: stock.buckets };
            let levels = stock.into_iter().map(level).collect();
            let counters = self.counters(&sku, number)?;
            skus.push(SkuStock { sku, levels, counters });
        }
        Ok(Page::Stock { skus })
    }

    fn all_orders(&mut self, after: Option<&OrderId>, limit: u32) -> Result<Page, SqliteError> {
        let mut statement = self.connection.prepare_cached(concat!(
            "SELECT ",
            order_row::columns!(),
            " FROM orders WHERE id > ?1 ORDER BY id LIMIT +?2"
        ))?;
        let mut rows = statement.query(params![after.map_or("", OrderId::as_str), limit.min(PAGE_MAX)])?;
        let mut orders = Vec::new();
        while let Some(row) = rows.next()? {
            orders.push(Arc::new(order_row::read(self.connection, self.names, row)?));
        }
        Ok(Page::Orders { orders, next: None })
    }

    fn reservations_by_id(&self, after: Option<&ReservationId>, limit: u32) -> Result<Page, SqliteError> {
        let mut statement =
            self.connection.prepare_cached("SELECT id, format, reservation FROM reservations WHERE id > ?1 ORDER BY id LIMIT +?2")?;
        let mut rows = statement.query(params![after.map_or("", ReservationId::as_str), limit.min(PAGE_MAX)])?;
        let mut reservations = Vec::new();
        while let Some(row) = rows.next()? {
            let id: String = row.get(0)?;
            reservations.push(Arc::new(decode(row, 1, "reservation", id)?));
        }
        Ok(Page::Reservations { reservations })
    }

    fn documents_by_id(&self, kind: DocumentKind, after: Option<&DocumentId>, limit: u32) -> Result<Page, SqliteError> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT id, format, document FROM documents WHERE kind = +?1 AND id > ?2 ORDER BY id LIMIT +?3")?;
        let mut rows = statement.query(params![kind.name(), after.map_or("", DocumentId::as_str), limit.min(PAGE_MAX)])?;
        let mut documents = Vec::new();
        while let Some(row) = rows.next()? {
            let id: String = row.get(0)?;
            documents.push(Arc::new(decode(row, 1, "paper", id)?));
        }
        Ok(Page::Documents { documents })
    }

    fn documents_about(&self, kind: DocumentKind, about: &Subject, after: Option<&DocumentId>, limit: u32) -> Result<Page, SqliteError> {
        let mut statement = self.connection.prepare_cached(DOCUMENTS_ABOUT)?;
        let after = after.map_or("", DocumentId::as_str);
        let mut rows = statement.query(params![about.part(), about.id(), kind.name(), after, limit.min(PAGE_MAX)])?;
        let mut documents = Vec::new();
        while let Some(row) = rows.next()? {
            let id: String = row.get(0)?;
            documents.push(Arc::new(decode(row, 1, "paper", id)?));
        }
        Ok(Page::Documents { documents })
    }
}

const DOCUMENTS_ABOUT: &str = "SELECT subjects.id, format, document FROM subjects CROSS JOIN documents USING (kind, id)
    WHERE part = +?1 AND thing = +?2 AND subjects.kind = +?3 AND subjects.id > ?4 ORDER BY subjects.id LIMIT +?5";

/// Movements of a SKU, as many entries as a page wants.
struct Found<'query> {
    sku: &'query Sku,
    location: Option<&'query LocationId>,
    limit: usize,
    entries: usize,
    movements: Vec<MovementRow>,
}

impl Found<'_> {
    fn is_full(&self) -> bool {
        self.entries >= self.limit
    }

    /// Takes the next entries, last first; one that moved units at several locations may come several times in a row.
    fn take(&mut self, mut rows: Rows<'_>) -> Result<(), SqliteError> {
        let mut last = None;
        while !self.is_full() {
            let Some(row) = rows.next()? else { break };
            let number: i64 = row.get(0)?;
            if last.replace(number) == Some(number) {
                continue;
            }
            let entry = log_row::read(row, 1)?;
            let number = u64::try_from(number).unwrap_or_default();
            let known = self.movements.len();
            let of_sku = entry.movements.iter().filter(|movement| &movement.sku == self.sku);
            let of_sku = of_sku.filter(|movement| self.location.is_none_or(|at| &movement.location == at));
            self.movements.extend(of_sku.map(|movement| MovementRow::of(number, &entry, movement)));
            self.entries += usize::from(self.movements.len() > known);
        }
        Ok(())
    }
}

/// The rows of a page.
pub(super) fn rows(limit: u32) -> usize {
    usize::try_from(limit.min(PAGE_MAX)).unwrap_or_default()
}
