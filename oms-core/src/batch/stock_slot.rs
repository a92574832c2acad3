//! The stock of one SKU in memory: balances per location, counters, and the guards its decisions rest on.

use std::sync::Arc;

use super::{Counter, CounterDelta, StockDelta};
use crate::inventory::Buckets;
use crate::item::Item;
use crate::{ChannelId, LocationId, Sku};

/// A SKU's place in the workspace.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub(crate) struct SkuIndex(pub(super) usize);

/// A location's place in the workspace.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub(crate) struct LocationIndex(pub(super) usize);

/// Stock at one location, as it was read and as it is now.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Level {
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

/// A SKU in memory.
#[derive(Clone, Debug)]
pub(crate) struct SkuSlot {
    pub(super) sku: Sku,
    pub(super) item: Option<Arc<Item>>,
    pub(super) item_written: bool,
    /// By location index; locations without stock may be beyond the end.
    pub(super) levels: Vec<Level>,
    pub(super) counters: Vec<CounterSlot>,
}

impl SkuSlot {
    pub(crate) fn sku(&self) -> &Sku {
        &self.sku
    }

    pub(crate) fn buckets(&self, location: LocationIndex) -> Buckets {
        self.levels.get(location.0).map(|level| level.now).unwrap_or_default()
    }

    /// Units over all locations, whatever their state.
    pub(crate) fn on_hand(&self) -> i64 {
        self.levels.iter().map(|level| level.now.on_hand()).sum()
    }

    pub(super) fn level_mut(&mut self, location: LocationIndex) -> &mut Level {
        if self.levels.len() <= location.0 {
            self.levels.resize(location.0 + 1, Level::default());
        }
        // The line above made room.
        #[allow(clippy::indexing_slicing, reason = "resized to hold the index")]
        &mut self.levels[location.0]
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
        for (level, location) in self.levels.iter().zip(locations) {
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
