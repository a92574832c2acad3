//! The stock of one SKU in memory: balances per location, counters, and the guards its decisions rest on.

use std::sync::Arc;

use smallvec::SmallVec;

use super::{Counter, CounterDelta, SkuRecord, StockDelta};
use crate::document::DocumentKey;
use crate::inventory::Buckets;
use crate::item::Item;
use crate::{Arrange, ChannelId, LocationId, LotNumber, Sku, lot};

/// A SKU's place in the workspace.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub(crate) struct SkuIndex(pub(super) usize);

/// A location's place in the workspace.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub(crate) struct LocationIndex(pub(super) usize);

/// A lot's place among the lots of its SKU that are in memory.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub(crate) struct LotIndex(usize);

/// Where units lie that are counted together: at a location and, of an item that is kept by lot, in a lot.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) struct Shelf {
    pub(crate) location: LocationIndex,
    pub(crate) lot: Option<LotIndex>,
}

impl From<LocationIndex> for Shelf {
    fn from(location: LocationIndex) -> Shelf {
        Shelf { location, lot: None }
    }
}

/// A lot of a SKU, and what names its paper.
#[derive(Clone, Debug)]
struct LotSlot {
    number: LotNumber,
    /// Absent if its names are too long for a paper.
    key: Option<DocumentKey>,
}

/// Stock at one location that commands have touched, as it was read and as it is now.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Level {
    pub(super) shelf: Shelf,
    pub(super) loaded: Buckets,
    pub(super) now: Buckets,
    /// The least that must have been available at the start for every promise made since to stand.
    pub(super) available_at_least: Option<i64>,
    /// Whether decisions rest on the exact figures.
    pub(super) exact: bool,
}

/// A counter, as it was read and as it is now.
#[derive(Clone, Debug)]
pub(crate) struct CounterSlot {
    pub(super) counter: Counter,
    pub(super) loaded: i64,
    pub(super) now: i64,
    /// The most it may have been at the start for every promise made since to stand.
    pub(super) at_most: Option<i64>,
}

/// A SKU in memory: the record as it was read, shared with whoever read it, and beside it what commands have changed.
///
/// Most SKUs of a batch are taken from one location, and their items and counters stay as they are.
#[derive(Clone, Debug)]
pub(crate) struct SkuSlot {
    sku: Sku,
    read: Arc<SkuRecord>,
    /// Where the stock of the record lies, in its order.
    places: SmallVec<[LocationIndex; 3]>,
    /// Which lots they are, in the same order; empty where the record names no lots.
    place_lots: Vec<Option<LotIndex>>,
    /// Lots that the record or a command names.
    lots: Vec<LotSlot>,
    /// The item that a command put.
    pub(super) item_put: Option<Arc<Item>>,
    touched: SmallVec<[Level; 1]>,
    pub(super) counters: Vec<CounterSlot>,
}

impl SkuSlot {
    /// `places` are the locations of the record's stock, in its order.
    pub(super) fn new(sku: Sku, read: Arc<SkuRecord>, places: SmallVec<[LocationIndex; 3]>) -> SkuSlot {
        let counters = read.counters.iter();
        let counters =
            counters.map(|read| CounterSlot { counter: read.counter.clone(), loaded: read.value, now: read.value, at_most: None });
        let counters = counters.collect();
        let mut slot =
            SkuSlot { sku, read, places, place_lots: Vec::new(), lots: Vec::new(), item_put: None, touched: SmallVec::new(), counters };
        // Stock of a SKU is all in lots, or none of it is.
        if slot.read.stock.first().is_some_and(|stock| stock.lot.is_some()) {
            let read = Arc::clone(&slot.read);
            slot.place_lots = read.stock.iter().map(|stock| stock.lot.as_ref().map(|number| slot.lot_index(number))).collect();
        }
        slot
    }

    pub(crate) fn sku(&self) -> &Sku {
        &self.sku
    }

    /// The item of the catalog, if it is there.
    pub(crate) fn item(&self) -> Option<&Item> {
        self.item_put.as_deref().or(self.read.item.as_deref())
    }

    /// All units at a location, whichever lot they are of.
    pub(crate) fn buckets(&self, location: LocationIndex) -> Buckets {
        let without_lot = self.on_shelf(location.into());
        self.lots().fold(without_lot, |sum, lot| sum.plus(&self.on_shelf(Shelf { location, lot: Some(lot) })))
    }

    /// What is available at a location and what is kept back there as safety stock, whichever lot it is of: all that a promise asks for,
    /// and it asks for each line at each location.
    pub(crate) fn for_sale(&self, location: LocationIndex) -> (i64, i64) {
        if !self.lots.is_empty() {
            let buckets = self.buckets(location);
            return (buckets.available, buckets.safety);
        }
        let touched = self.touched.iter().find(|level| level.shelf.location == location).map(|level| &level.now);
        let read = || self.read.stock.get(self.places.iter().position(|place| *place == location)?).map(|stock| &stock.buckets);
        touched.or_else(read).map_or((0, 0), |buckets| (buckets.available, buckets.safety))
    }

    /// Units of one lot at a location; for an item that is not kept by lot, all of them.
    pub(crate) fn on_shelf(&self, shelf: Shelf) -> Buckets {
        self.touched.iter().find(|level| level.shelf == shelf).map_or_else(|| self.loaded(shelf), |level| level.now)
    }

    fn loaded(&self, shelf: Shelf) -> Buckets {
        let place = if self.place_lots.is_empty() {
            self.places.iter().position(|place| *place == shelf.location).filter(|_| shelf.lot.is_none())
        } else {
            let mut shelves = self.places.iter().zip(&self.place_lots);
            shelves.position(|(place, lot)| *place == shelf.location && *lot == shelf.lot)
        };
        place.and_then(|place| self.read.stock.get(place)).map(|stock| stock.buckets).unwrap_or_default()
    }

    /// Whether stock at a location was promised as it was read.
    pub(super) fn is_promised_at(&self, location: &LocationId) -> bool {
        let here = self.read.stock.iter().filter(|stock| &stock.location == location);
        here.map(|stock| stock.buckets).any(|buckets| buckets.reserved > 0 || buckets.committed > 0)
    }

    /// The lots in memory.
    pub(crate) fn lots(&self) -> impl Iterator<Item = LotIndex> + use<> {
        (0..self.lots.len()).map(LotIndex)
    }

    /// The locations at which units of a lot lie, or have been put or taken by commands, in their order in memory.
    pub(crate) fn locations_of(&self, lot: LotIndex) -> Vec<LocationIndex> {
        let read = self.places.iter().zip(&self.place_lots).filter(|(_, of)| **of == Some(lot)).map(|(place, _)| *place);
        let touched = self.touched.iter().map(|level| level.shelf).filter(|shelf| shelf.lot == Some(lot)).map(|shelf| shelf.location);
        let mut locations: Vec<LocationIndex> = read.chain(touched).collect();
        locations.arrange();
        locations.dedup();
        locations
    }

    /// The number of a lot.
    pub(crate) fn lot_number(&self, lot: LotIndex) -> Option<&LotNumber> {
        self.lots.get(lot.0).map(|lot| &lot.number)
    }

    /// What names the papers of the lots in memory.
    pub(super) fn lot_keys(&self) -> impl Iterator<Item = &DocumentKey> {
        self.lots.iter().filter_map(|lot| lot.key.as_ref())
    }

    pub(super) fn lot_key(&self, lot: LotIndex) -> Option<&DocumentKey> {
        self.lots.get(lot.0).and_then(|lot| lot.key.as_ref())
    }

    /// The lot's place in memory.
    pub(super) fn lot_index(&mut self, number: &LotNumber) -> LotIndex {
        let known = self.lots.iter().position(|lot| &lot.number == number);
        LotIndex(known.unwrap_or_else(|| {
            self.lots.push(LotSlot { number: number.clone(), key: lot::key_of(&self.sku, number) });
            self.lots.len() - 1
        }))
    }

    /// Units over all locations, whatever their state.
    pub(crate) fn on_hand(&self) -> i64 {
        let read: i64 = self.read.stock.iter().map(|stock| stock.buckets.on_hand()).sum();
        let change: i64 = self.touched.iter().map(|level| level.now.on_hand() - level.loaded.on_hand()).sum();
        read + change
    }

    /// On how many shelves commands have touched its stock.
    pub(super) fn levels_touched(&self) -> usize {
        self.touched.len()
    }

    /// The level as it is now.
    pub(super) fn level(&self, shelf: Shelf) -> Level {
        let touched = self.touched.iter().find(|level| level.shelf == shelf).copied();
        touched.unwrap_or_else(|| {
            let loaded = self.loaded(shelf);
            Level { shelf, loaded, now: loaded, available_at_least: None, exact: false }
        })
    }

    pub(super) fn level_mut(&mut self, shelf: Shelf) -> &mut Level {
        let place = match self.touched.iter().position(|level| level.shelf == shelf) {
            Some(place) => place,
            None => {
                self.touched.push(self.level(shelf));
                self.touched.len() - 1
            }
        };
        #[allow(clippy::indexing_slicing, reason = "found or pushed above")]
        &mut self.touched[place]
    }

    pub(crate) fn counter(&self, counter: &Counter) -> i64 {
        self.counters.iter().find(|slot| &slot.counter == counter).map_or(0, |slot| slot.now)
    }

    /// Channels whose units are counted.
    pub(crate) fn counted_channels(&self) -> impl Iterator<Item = &ChannelId> {
        self.counters.iter().filter_map(|slot| match &slot.counter {
            Counter::Channel(channel) => Some(channel),
            Counter::Backordered | Counter::Capacity(_) => None,
        })
    }

    pub(super) fn counter_mut(&mut self, counter: &Counter) -> &mut CounterSlot {
        let place = match self.counters.iter().position(|slot| &slot.counter == counter) {
            Some(place) => place,
            None => {
                self.counters.push(CounterSlot { counter: counter.clone(), loaded: 0, now: 0, at_most: None });
                self.counters.len() - 1
            }
        };
        #[allow(clippy::indexing_slicing, reason = "found or pushed above")]
        &mut self.counters[place]
    }

    /// The differences to write, sorted by location id and lot.
    pub(super) fn deltas(&self, locations: &[LocationId], deltas: &mut Vec<StockDelta>) {
        let start = deltas.len();
        for level in &self.touched {
            let Some(location) = locations.get(level.shelf.location.0) else { continue };
            let change = level.now.minus(&level.loaded);
            if change.is_zero() && level.available_at_least.is_none() && !level.exact {
                continue;
            }
            deltas.push(StockDelta {
                sku: self.sku.clone(),
                location: location.clone(),
                lot: level.shelf.lot.and_then(|lot| self.lot_number(lot)).cloned(),
                change,
                available_at_least: level.available_at_least,
                exactly: level.exact.then_some(level.loaded),
            });
        }
        if let Some(added) = deltas.get_mut(start..) {
            added.arrange_by(|a, b| a.location.cmp(&b.location).then_with(|| a.lot.cmp(&b.lot)));
        }
    }

    pub(super) fn counter_deltas(&self, deltas: &mut Vec<CounterDelta>) {
        let mut counters: Vec<&CounterSlot> =
            self.counters.iter().filter(|slot| slot.now != slot.loaded || slot.at_most.is_some()).collect();
        counters.arrange_by(|a, b| a.counter.cmp(&b.counter));
        deltas.extend(counters.into_iter().map(|slot| CounterDelta {
            sku: self.sku.clone(),
            counter: slot.counter.clone(),
            change: slot.now - slot.loaded,
            at_most: slot.at_most,
        }));
    }
}
