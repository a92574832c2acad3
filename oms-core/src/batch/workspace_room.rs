//! The room of a workspace, from one batch to the next.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::table::emptied;
use super::workspace::Workspace;
use crate::places::KEPT_ROOM_MAX;
use crate::settings::Settings;

impl Workspace {
    /// Forgets all records, and keeps the room they took if it is not large: finding it anew takes long beside deciding a small batch.
    pub(super) fn clear(&mut self) {
        let mut served = std::mem::replace(self, Workspace::new(Arc::clone(&self.settings)));
        let empty = self;
        if let Some(located) = served.located {
            let further = located.locations.len().min(served.locations.len());
            for id in served.locations.drain(further..) {
                served.location_index.remove(&id);
            }
            empty.located = Some(located);
            empty.locations = served.locations;
            empty.location_index = served.location_index;
            empty.points = served.points;
        }
        empty.skus = emptied(served.skus);
        empty.sku_places = served.sku_places.emptied();
        empty.orders = served.orders.emptied();
        empty.external_ids = without_entries(served.external_ids);
        empty.entries = without_entries(served.entries);
        empty.undo = emptied(served.undo);
        empty.movements = emptied(served.movements);
        empty.events = emptied(served.events);
        empty.touched = emptied(served.touched);
    }

    /// Begins a batch without records, under the settings as last seen.
    pub(super) fn begin_batch(&mut self, settings: &Arc<Settings>) {
        self.settings = Arc::clone(settings);
    }
}

/// The map without its entries, in its room if that is small.
fn without_entries<K, V>(mut map: FxHashMap<K, V>) -> FxHashMap<K, V> {
    if map.capacity() > KEPT_ROOM_MAX {
        return FxHashMap::default();
    }
    map.clear();
    map
}
