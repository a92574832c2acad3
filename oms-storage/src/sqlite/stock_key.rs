//! One integer for a SKU and a location, so that stock is found in one step and the stock of a SKU lies together.

use oms_core::Sku;

use super::SqliteError;

/// How many locations there may be.
const LOCATIONS: i64 = 1 << 20;

/// The key of a SKU at a location.
pub(super) fn of(sku: &Sku, sku_number: i64, location_number: i64) -> Result<i64, SqliteError> {
    let key = sku_number.checked_mul(LOCATIONS).and_then(|first| first.checked_add(location_number));
    match key {
        Some(key) if (1..LOCATIONS).contains(&location_number) => Ok(key),
        Some(_) => Err(SqliteError::BeyondRange { kind: "the number of a location", value: location_number.to_string() }),
        None => Err(SqliteError::BeyondRange { kind: "the number of a sku", value: sku.to_string() }),
    }
}

/// The first and the last key a SKU can have.
pub(super) fn range(sku: &Sku, sku_number: i64) -> Result<(i64, i64), SqliteError> {
    Ok((of(sku, sku_number, 1)?, of(sku, sku_number, LOCATIONS - 1)?))
}

/// The number of the location in a key.
pub(super) const fn location(key: i64) -> i64 {
    key % LOCATIONS
}
