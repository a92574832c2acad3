//! What an order can be found by besides where it stands.

use std::borrow::Cow;
use std::collections::BTreeSet;

use oms_core::order::Order;
use oms_core::query::OrderFilter;
use oms_core::{LotNumber, Sku, lot};
use rusqlite::{Connection, OptionalExtension};
use rustc_hash::FxHashMap;

use super::SqliteError;

/// The most numbers kept in memory.
const KNOWN_MAX: usize = 100_000;

/// A kind of facet and its value.
type Facet<'a> = (&'static str, Cow<'a, str>);

/// Every facet of an order; a facet may come more than once.
pub(super) fn of_order(order: &Order) -> impl Iterator<Item = Facet<'_>> {
    let skus = order.lines.iter().map(|line| ("sku", line.sku.as_str()));
    let locations = order.locations().map(|location| ("location", location.as_str()));
    let customer = order.customer.iter().map(|customer| ("customer", customer.as_str()));
    let tags = order.tags.iter().map(|tag| ("tag", tag.as_str()));
    let holds = order.holds.iter().map(|hold| ("hold", hold.kind.name()));
    let queue = order.queue().into_iter().map(|queue| ("queue", queue.name()));
    let texts = skus.chain(locations).chain(customer).chain(tags).chain(holds).chain(queue);
    let lots = order.lots().map(|(sku, lot)| of_lot(sku, lot));
    texts.map(|(kind, value)| (kind, Cow::Borrowed(value))).chain(lots)
}

/// Every facet a filter asks for.
pub(super) fn of_filter(filter: &OrderFilter) -> impl Iterator<Item = Facet<'_>> {
    let sku = filter.sku.iter().map(|sku| ("sku", sku.as_str()));
    let location = filter.location.iter().map(|location| ("location", location.as_str()));
    let customer = filter.customer.iter().map(|customer| ("customer", customer.as_str()));
    let tag = filter.tag.iter().map(|tag| ("tag", tag.as_str()));
    let hold = filter.hold.iter().map(|kind| ("hold", kind.name()));
    let queue = filter.queue.iter().map(|queue| ("queue", queue.name()));
    let texts = sku.chain(location).chain(customer).chain(tag).chain(hold).chain(queue);
    let lot = filter.lot.iter().map(|lot| of_lot(&lot.sku, &lot.number));
    texts.map(|(kind, value)| (kind, Cow::Borrowed(value))).chain(lot)
}

/// A lot by the id of its paper. One whose names are too long for a paper has none, and no order has units of it.
fn of_lot<'a>(sku: &Sku, lot: &LotNumber) -> Facet<'a> {
    ("lot", Cow::Owned(lot::document_id(sku, lot).map(|id| id.to_string()).unwrap_or_default()))
}

/// The number of a facet, if any order has ever had it.
pub(super) fn number(connection: &Connection, (kind, value): Facet<'_>) -> Result<Option<i64>, SqliteError> {
    let mut statement = connection.prepare_cached("SELECT number FROM facets WHERE kind = ?1 AND value = ?2")?;
    Ok(statement.query_row([kind, &value], |row| row.get(0)).optional()?)
}

/// Numbers of facets, for whoever puts many orders into the tables within one transaction.
#[derive(Default)]
pub(super) struct FacetNumbers {
    known: FxHashMap<(&'static str, String), i64>,
}

impl FacetNumbers {
    /// The numbers of an order's facets, sorted; facets that are new get one.
    pub(super) fn of_order(&mut self, connection: &Connection, order: &Order) -> Result<Vec<i64>, SqliteError> {
        let mut numbers = BTreeSet::new();
        for (kind, value) in of_order(order) {
            // The hash map is asked with an owned key: a miss costs far more than the copy.
            let key = (kind, value.into_owned());
            let found = match self.known.get(&key) {
                Some(found) => *found,
                None => {
                    let found = self.number_or_new(connection, (kind, Cow::Borrowed(&key.1)))?;
                    self.known.insert(key, found);
                    found
                }
            };
            numbers.insert(found);
        }
        Ok(numbers.into_iter().collect())
    }

    fn number_or_new(&mut self, connection: &Connection, facet: Facet<'_>) -> Result<i64, SqliteError> {
        if self.known.len() >= KNOWN_MAX {
            self.known.clear();
        }
        match number(connection, (facet.0, Cow::Borrowed(&facet.1)))? {
            Some(found) => Ok(found),
            None => Ok(connection.prepare_cached("INSERT INTO facets (kind, value) VALUES (?1, ?2)")?.insert([facet.0, &facet.1])?),
        }
    }
}
