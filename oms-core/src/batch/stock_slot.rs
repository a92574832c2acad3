//! The stock of one SKU in memory: balances per location, counters, and the guards its decisions rest on.

use std::sync::Arc;

use smallvec::SmallVec;

use super::{Counter, CounterDelta, SkuRecord, StockDelta};
use crate::inventory::Buckets;
use crate::item::Item;
use crate::{ChannelId, LocationId, Sku};

/// A SKU's place in the workspace.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub(crate) struct SkuIndex(pub(super) usize);

/// A location's place in the workspace.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub(crate) struct LocationIndex(pub(super) usize);

/// Stock at one location that commands have touched, as it was read and as it is now.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Level {
    pub(super) location: LocationIndex,
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
        SkuSlot { sku, read, places, item_put: None, touched: SmallVec::new(), counters }
    }

    pub(crate) fn sku(&self) -> &Sku {
        &self.sku
    }

    /// The item of the catalog, if it is there.
    pub(crate) fn item(&self) -> Option<&Item> {
        self.item_put.as_deref().or(self.read.item.as_deref())
    }

    pub(crate) fn buckets(&self, location: LocationIndex) -> Buckets {
        self.touched.iter().find(|level| level.location == location).map_or_else(|| self.loaded(location), |level| level.now)
    }

    fn loaded(&self, location: LocationIndex) -> Buckets {
        let place = self.places.iter().position(|place| *place == location);
        place.and_then(|place| self.read.stock.get(place)).map(|stock| stock.buckets).unwrap_or_default()
    }

    /// Units over all locations, whatever their state.
    pub(crate) fn on_hand(&self) -> i64 {
        let read: i64 = self.read.stock.iter().map(|stock| stock.buckets.on_hand()).sum();
        let change: i64 = self.touched.iter().map(|level| level.now.on_hand() - level.loaded.on_hand()).sum();
        read + change
    }

    /// At how many locations commands have touched its stock.
    pub(super) fn levels_touched(&self) -> usize {
        self.touched.len()
    }

    /// The level as it is now.
    pub(super) fn level(&self, location: LocationIndex) -> Level {
        let touched = self.touched.iter().find(|level| level.location == location).copied();
        touched.unwrap_or_else(|| {
            let loaded = self.loaded(location);
            Level { location, loaded, now: loaded, available_at_least: None, exact: false }
        })
    }

    pub(super) fn level_mut(&mut self, location: LocationIndex) -> &mut Level {
        let place = match self.touched.iter().position(|level| level.location == location) {
            Some(place) => place,
            None => {
                self.touched.push(self.level(location));
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
            Counter::Backordered => None,
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

    /// The differences to write, sorted by location id.
    pub(super) fn deltas(&self, locations: &[LocationId], deltas: &mut Vec<StockDelta>) {
        let start = deltas.len();
        for level in &self.touched {
            let Some(location) = locations.get(level.location.0) else { continue };
            let change = level.now.minus(&level.loaded);
            if change.is_zero() && level.available_at_least.is_none() && !level.exact {
                continue;
            }
            deltas.push(StockDelta {
                sku: self.sku.clone(),
                location: location.clone(),
                change,
                available_at_least: level.available_at_least,
                exactly: level.exact.then_some(level.loaded),
            });
        }
        if let Some(added) = deltas.get_mut(start..) {
            added.sort_unstable_by(|a, b| a.location.cmp(&b.location));
        }
    }

    pub(super) fn counter_deltas(&self, deltas: &mut Vec<CounterDelta>) {
        let mut counters: Vec<&CounterSlot> =
            self.counters.iter().filter(|slot| slot.now != slot.loaded || slot.at_most.is_some()).collect();
        counters.sort_unstable_by(|a, b| a.counter.cmp(&b.counter));
        deltas.extend(counters.into_iter().map(|slot| CounterDelta {
            sku: self.sku.clone(),
            counter: slot.counter.clone(),
            change: slot.now - slot.loaded,
            at_most: slot.at_most,
        }));
    }
}
