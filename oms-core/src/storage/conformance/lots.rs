//! What is kept by lot: each lot is counted and guarded apart.

use super::contents::load;
use super::sample::{entry, kept_by_lot, lot_stock};
use crate::batch::{ChangeSet, ReadSet, StockDelta};
use crate::inventory::Buckets;
use crate::query::{Page, Query};
use crate::{CommitError, Storage};

fn write<S: Storage>(storage: &mut S, command: &str, stock: Vec<StockDelta>) -> bool {
    let epoch_read = load(storage, &ReadSet::default()).epoch;
    match storage.commit(&ChangeSet { epoch_read, stock, log: vec![entry(command)], ..ChangeSet::default() }) {
        Ok(()) => true,
        Err(CommitError::Conflict) => false,
        Err(CommitError::Storage(error)) => panic!("the storage failed: {error}"),
    }
}

/// Units available by location and lot, as they were answered; lots that hold nothing are left out.
fn held<S: Storage>(storage: &mut S) -> Vec<(String, String, i64)> {
    let wanted = ReadSet { skus: vec!["milk".parse().unwrap()], ..ReadSet::default() };
    let record = load(storage, &wanted).skus.remove(0);
    let rows = record.stock.iter().filter(|row| !row.buckets.is_zero());
    let lot = |lot: Option<&crate::LotNumber>| lot.map(ToString::to_string).unwrap_or_default();
    let rows: Vec<_> = rows.map(|row| (row.location.to_string(), lot(row.lot.as_ref()), row.buckets.available)).collect();
    let Page::Stock { skus } = storage.scan(&Query::Stock { after: None, limit: 100 }).unwrap() else { panic!("another page") };
    let levels = skus.iter().filter(|stock| stock.sku.as_str() == "milk").flat_map(|stock| &stock.levels);
    let levels = levels.filter(|level| !level.buckets.is_zero());
    let listed: Vec<_> = levels.map(|level| (level.location.to_string(), lot(level.lot.as_ref()), level.buckets.available)).collect();
    assert_eq!(listed, rows, "the list of stock is not what a batch reads");
    rows
}

/// See [`CASES`](super::CASES).
pub fn lots_are_counted_apart<S: Storage>(open: &mut dyn FnMut() -> S) {
    let mut storage = open();
    storage
        .commit(&ChangeSet { epoch_step: 1, items: vec![kept_by_lot("milk")], log: vec![entry("item")], ..ChangeSet::default() })
        .unwrap();
    let elsewhere = |delta: StockDelta| StockDelta { location: "m2".parse().unwrap(), ..delta };
    let at_least = |units, delta: StockDelta| StockDelta { available_at_least: Some(units), ..delta };
    let exactly = |available, delta: StockDelta| StockDelta { exactly: Some(Buckets { available, ..Buckets::default() }), ..delta };
    assert!(write(&mut storage, "in", vec![elsewhere(lot_stock("milk", "b", 1)), lot_stock("milk", "a", 2), lot_stock("milk", "b", 5)]));
    let row = |location: &str, lot: &str, units| (location.to_owned(), lot.to_owned(), units);
    assert_eq!(held(&mut storage), [row("m2", "b", 1), row("n1", "a", 2), row("n1", "b", 5)]);
    // There are enough of the SKU, and too few of the lot.
    assert!(!write(&mut storage, "three of two", vec![at_least(3, lot_stock("milk", "a", -3))]));
    assert!(!write(&mut storage, "two of one", vec![at_least(2, elsewhere(lot_stock("milk", "b", -2)))]));
    assert!(!write(&mut storage, "one of none", vec![at_least(1, lot_stock("milk", "c", -1))]));
    assert!(!write(&mut storage, "not exactly", vec![exactly(5, lot_stock("milk", "a", 1))]));
    assert!(!write(&mut storage, "none is not one", vec![exactly(1, elsewhere(lot_stock("milk", "a", 1)))]));
    assert!(!write(&mut storage, "all or nothing", vec![lot_stock("milk", "a", 7), at_least(6, lot_stock("milk", "b", -1))]));
    assert_eq!(held(&mut storage), [row("m2", "b", 1), row("n1", "a", 2), row("n1", "b", 5)]);
    assert!(write(&mut storage, "just enough", vec![at_least(2, lot_stock("milk", "a", -2)), exactly(5, lot_stock("milk", "b", 1))]));
    assert_eq!(held(&mut storage), [row("m2", "b", 1), row("n1", "b", 6)]);
    // A lot that holds nothing is as good as one that never was.
    assert!(write(&mut storage, "again", vec![exactly(0, lot_stock("milk", "a", 4)), exactly(0, lot_stock("milk", "c", 0))]));
    assert_eq!(held(&mut storage), [row("m2", "b", 1), row("n1", "a", 4), row("n1", "b", 6)]);
}
