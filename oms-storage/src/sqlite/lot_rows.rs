//! Stock of items that are kept by lot: one row a SKU, location and lot, as long as there is some.

use oms_core::LotNumber;
use oms_core::batch::{LocationStock, StockByLocation, StockDelta};
use oms_core::inventory::Buckets;
use rusqlite::{Connection, OptionalExtension, Row, params};

use super::SqliteError;
use super::load::id;
use super::names::Names;
use oms_core::Arrange;

/// Stock of a SKU by location id and lot.
pub(super) fn read(connection: &Connection, names: &mut Names, number: i64) -> Result<StockByLocation, SqliteError> {
    let mut statement = connection.prepare_cached(
        "SELECT available, reserved, committed, safety, damaged, quality_control, location, lot FROM lot_stock WHERE sku = ?1",
    )?;
    let mut rows = statement.query([number])?;
    let mut stock = StockByLocation::new();
    while let Some(row) = rows.next()? {
        let location = names.locations.name(connection, row.get(6)?)?;
        let lot = Some(id(row, 7, "lot", LotNumber::new)?);
        stock.push(LocationStock { location, lot, buckets: buckets(row)? });
    }
    stock.arrange_by(|a, b| a.location.cmp(&b.location).then_with(|| a.lot.cmp(&b.lot)));
    Ok(stock)
}

/// Writes a difference. Answers whether its guards held.
pub(super) fn write(connection: &Connection, names: &mut Names, delta: &StockDelta, lot: &LotNumber) -> Result<bool, SqliteError> {
    let sku = names.skus.number_or_new(connection, &delta.sku)?;
    let location = names.locations.number_or_new(connection, &delta.location)?;
    let key = params![sku, location, lot.as_str()];
    let found = connection
        .prepare_cached(
            "SELECT available, reserved, committed, safety, damaged, quality_control FROM lot_stock
             WHERE sku = ?1 AND location = ?2 AND lot = ?3",
        )?
        .query_row(key, buckets)
        .optional()?;
    // The transaction has the write lock: what was read here is what is written over.
    let before = found.unwrap_or_default();
    let holds =
        delta.available_at_least.is_none_or(|least| before.available >= least) && delta.exactly.is_none_or(|exactly| before == exactly);
    if !holds {
        return Ok(false);
    }
    let now = before.plus(&delta.change);
    if now.is_zero() {
        connection.prepare_cached("DELETE FROM lot_stock WHERE sku = ?1 AND location = ?2 AND lot = ?3")?.execute(key)?;
        return Ok(true);
    }
    connection
        .prepare_cached(
            "INSERT OR REPLACE INTO lot_stock (sku, location, lot, available, reserved, committed, safety, damaged, quality_control)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
        )?
        .execute(params![
            sku,
            location,
            lot.as_str(),
            now.available,
            now.reserved,
            now.committed,
            now.safety,
            now.damaged,
            now.quality_control
        ])?;
    Ok(true)
}

fn buckets(row: &Row<'_>) -> Result<Buckets, rusqlite::Error> {
    Ok(Buckets {
        available: row.get(0)?,
        reserved: row.get(1)?,
        committed: row.get(2)?,
        safety: row.get(3)?,
        damaged: row.get(4)?,
        quality_control: row.get(5)?,
    })
}
