//! Stock in the workspace: looked up by index, moved only by double entries, guarded where something was promised.

use std::sync::Arc;

use super::stock_slot::{LocationIndex, LotIndex, Shelf, SkuIndex, SkuSlot};
use super::workspace::{Undo, Workspace};
use super::{Counter, LogEntry, SkuRecord};
use crate::document::DocumentBody;
use crate::inventory::{Bucket, Buckets, Movement, Place};
use crate::item::Item;
use crate::lot::Lot;
use crate::places::KeyHash;
use crate::query::MovementRow;
use crate::{ChannelId, LocationId, LotNumber, Quantity, Rejection, Sku};

impl Workspace {
    pub(super) fn load_sku(&mut self, sku: Sku, record: Arc<SkuRecord>) {
        let hash = KeyHash::of(&sku);
        if self.sku_place(hash, &sku).is_some() {
            return;
        }
        let mut next = 0;
        let place = |location: &LocationId| {
            let place = self.location_from(next, location);
            next = place.0 + 1;
            place
        };
        let places = record.stock.iter().map(|stock| &stock.location).map(place).collect();
        if record.item.as_ref().is_some_and(|item| item.is_bundle()) {
            self.bundles.push(SkuIndex(self.skus.len()));
        }
        self.has_serials_in_stock |= record.item.as_ref().is_some_and(|item| item.has_serials_in_stock());
        self.has_reorder_rules |= record.item.as_ref().is_some_and(|item| !item.reorder_rules.is_empty());
        self.sku_places.insert(hash, self.skus.len());
        if record.stock.first().is_some_and(|stock| stock.lot.is_some()) {
            self.kept_by_lot.push(SkuIndex(self.skus.len()));
        }
        self.skus.push(SkuSlot::new(sku, record, places));
    }

    fn sku_place(&self, hash: KeyHash, sku: &Sku) -> Option<usize> {
        self.sku_places.find(hash, |place| self.skus.get(place).is_some_and(|slot| slot.sku() == sku))
    }

    fn sku_index(&self, sku: &Sku) -> Option<SkuIndex> {
        self.sku_place(KeyHash::of(sku), sku).map(SkuIndex)
    }

    /// The SKU with its stock, if it is in memory.
    pub(super) fn loaded_slot(&self, sku: &Sku) -> Option<&SkuSlot> {
        self.skus.get(self.sku_index(sku)?.0)
    }

    pub(super) fn is_sku_loaded(&self, sku: &Sku) -> bool {
        self.sku_index(sku).is_some()
    }

    /// The SKU's place in memory.
    pub(crate) fn sku(&mut self, sku: &Sku) -> SkuIndex {
        if let Some(index) = self.sku_index(sku) {
            return index;
        }
        debug_assert!(false, "a command looked up a sku it had not asked for");
        self.load_sku(sku.clone(), Arc::default());
        SkuIndex(self.skus.len() - 1)
    }

    /// The place in memory of a name that counters are kept under, if it was read.
    pub(crate) fn loaded_sku(&self, name: &Sku) -> Option<SkuIndex> {
        self.sku_index(name)
    }

    /// The SKU's place in memory, if it is in the catalog.
    pub(crate) fn item_index(&self, sku: &Sku) -> Result<SkuIndex, Rejection> {
        let found = self.sku_index(sku);
        found.filter(|index| self.slot(*index).item().is_some()).ok_or_else(|| Rejection::UnknownItem { sku: sku.clone() })
    }

    /// The same, for an item that has stock of its own.
    pub(crate) fn stocked_item(&self, sku: &Sku) -> Result<SkuIndex, Rejection> {
        let index = self.item_index(sku)?;
        if self.item(index).is_some_and(Item::is_bundle) {
            return Err(Rejection::field("sku", format!("`{sku}` is a bundle: its stock is that of its components")));
        }
        Ok(index)
    }

    /// The SKU with its stock.
    pub(crate) fn slot(&self, sku: SkuIndex) -> &SkuSlot {
        // An index is only ever made for a slot that is there, and slots are never taken away.
        #[allow(clippy::indexing_slicing, reason = "indexes are made with their slots")]
        &self.skus[sku.0]
    }

    fn slot_mut(&mut self, sku: SkuIndex) -> &mut SkuSlot {
        #[allow(clippy::indexing_slicing, reason = "indexes are made with their slots")]
        &mut self.skus[sku.0]
    }

    /// The item of the catalog, if it is there.
    pub(crate) fn item(&self, sku: SkuIndex) -> Option<&Item> {
        self.slot(sku).item()
    }

    /// The stock of a SKU at a location.
    pub(crate) fn buckets(&self, sku: SkuIndex, location: LocationIndex) -> Buckets {
        self.slot(sku).buckets(location)
    }

    /// The stock of a SKU on a shelf: at a location, in a lot.
    pub(crate) fn on_shelf(&self, sku: SkuIndex, shelf: Shelf) -> Buckets {
        self.slot(sku).on_shelf(shelf)
    }

    /// What is known of a lot, if its paper is in memory.
    pub(crate) fn lot(&self, sku: SkuIndex, lot: LotIndex) -> Option<&Lot> {
        match &self.papers.documents.current_if_loaded(self.slot(sku).lot_key(lot)?)?.body {
            DocumentBody::Lot(lot) => Some(lot),
            _ => None,
        }
    }

    /// The lot's place in memory.
    pub(crate) fn lot_index(&mut self, sku: SkuIndex, number: &LotNumber) -> LotIndex {
        self.slot_mut(sku).lot_index(number)
    }

    /// The shelf where units lie that orders and reservations name by location and lot.
    pub(crate) fn shelf(&mut self, sku: SkuIndex, location: &LocationId, lot: Option<&LotNumber>) -> Shelf {
        Shelf { location: self.location(location), lot: lot.map(|number| self.lot_index(sku, number)) }
    }

    /// The number of the lot of a shelf.
    pub(crate) fn lot_number(&self, sku: SkuIndex, shelf: Shelf) -> Option<&LotNumber> {
        shelf.lot.and_then(|lot| self.slot(sku).lot_number(lot))
    }

    /// The id of a location in memory.
    pub(crate) fn location_id(&self, location: LocationIndex) -> &LocationId {
        #[allow(clippy::indexing_slicing, reason = "indexes are made with their locations")]
        &self.locations[location.0]
    }

    fn remember(&mut self, sku: SkuIndex, shelf: Shelf) {
        let level = self.slot(sku).level(shelf);
        self.undo.push(Undo::Level(sku, level));
    }

    /// Takes free stock for a promise. `into` is the state the units go to, or the customer who walks out with them.
    ///
    /// The guard this leaves makes a store refuse the whole batch if somebody else has been faster.
    pub(crate) fn take(
        &mut self,
        sku: SkuIndex,
        shelf: impl Into<Shelf>,
        into: Place,
        quantity: Quantity,
        safety_too: bool,
    ) -> Result<(), Rejection> {
        let shelf = shelf.into();
        let units = quantity.units();
        let level = self.slot(sku).level(shelf);
        let spare = if safety_too { level.now.safety } else { 0 };
        if level.now.available + spare < units {
            return Err(self.insufficient(sku, shelf, quantity, level.now.available + spare));
        }
        if level.now.available < units {
            // What is free alone would not do: the safety stock that makes up for it must still be there.
            self.rely_on_exact(sku, shelf);
        }
        self.enter(sku, shelf, Place::Available, into, quantity);
        let needed = units - spare - (level.now.available - level.loaded.available);
        let level = self.slot_mut(sku).level_mut(shelf);
        level.available_at_least = Some(level.available_at_least.map_or(needed, |least| least.max(needed)));
        Ok(())
    }

    /// Moves units that are known to be in `from`: promised ones, or ones that come in from outside.
    pub(crate) fn shift(
        &mut self,
        sku: SkuIndex,
        shelf: impl Into<Shelf>,
        from: Place,
        to: Place,
        quantity: Quantity,
    ) -> Result<(), Rejection> {
        let shelf = shelf.into();
        if let Some(bucket) = from.bucket() {
            let there = self.on_shelf(sku, shelf).of(bucket);
            if there < quantity.units() {
                return Err(self.insufficient(sku, shelf, quantity, there));
            }
        }
        self.enter(sku, shelf, from, to, quantity);
        Ok(())
    }

    /// Moves units whatever is there: a count that falls below what was promised leaves less than nothing available.
    pub(crate) fn correct(&mut self, sku: SkuIndex, shelf: impl Into<Shelf>, from: Place, to: Place, quantity: Quantity) {
        self.enter(sku, shelf.into(), from, to, quantity);
    }

    fn insufficient(&self, sku: SkuIndex, shelf: Shelf, requested: Quantity, available: i64) -> Rejection {
        let lot = self.lot_number(sku, shelf).cloned();
        Rejection::InsufficientBucket {
            sku: self.slot(sku).sku().clone(),
            location: self.location_id(shelf.location).clone(),
            lot,
            requested,
            available,
        }
    }

    /// Makes the batch stand or fall with the exact stock it has read.
    pub(crate) fn rely_on_exact(&mut self, sku: SkuIndex, shelf: impl Into<Shelf>) {
        let shelf = shelf.into();
        self.remember(sku, shelf);
        self.slot_mut(sku).level_mut(shelf).exact = true;
    }

    /// What had moved of a SKU at a location when it was read, as far as a command has asked, last entry first.
    pub(crate) fn moved(&self, sku: &Sku, location: &LocationId) -> &[MovementRow] {
        self.moved.get(&(sku.clone(), location.clone())).map_or(&[], Vec::as_slice)
    }

    /// The commands of the batch that took effect so far.
    pub(crate) fn entries_of_batch(&self) -> &[Arc<LogEntry>] {
        &self.log
    }

    /// What the current command has moved so far.
    pub(crate) fn movements_of_command(&self) -> &[Movement] {
        &self.movements
    }

    /// Makes the batch stand or fall with the exact stock it has read of a SKU at a location, in whichever lots it lies.
    pub(crate) fn rely_on_all_at(&mut self, sku: SkuIndex, location: LocationIndex) {
        if self.item(sku).is_none_or(|item| item.lots.is_none()) {
            self.rely_on_exact(sku, location);
            return;
        }
        let slot = self.slot(sku);
        let lots: Vec<LotIndex> = slot.lots().filter(|lot| slot.locations_of(*lot).contains(&location)).collect();
        lots.into_iter().for_each(|lot| self.rely_on_exact(sku, Shelf { location, lot: Some(lot) }));
    }

    /// Makes the batch stand or fall with more units being available at a location than so many, also after what it has taken.
    pub(crate) fn rely_on_more_than(&mut self, sku: SkuIndex, location: LocationIndex, units: i64) {
        if self.item(sku).is_some_and(|item| item.lots.is_some()) {
            // What lies in several lots is not guarded by any one of them.
            self.rely_on_all_at(sku, location);
            return;
        }
        let shelf = location.into();
        self.remember(sku, shelf);
        let level = self.slot_mut(sku).level_mut(shelf);
        let needed = units + 1 - (level.now.available - level.loaded.available);
        level.available_at_least = Some(level.available_at_least.map_or(needed, |least| least.max(needed)));
    }

    /// By how much the current command has changed what is available of each item with reorder rules, by SKU and location.
    pub(crate) fn available_changes(&mut self) -> Vec<(SkuIndex, LocationIndex, i64)> {
        let movements = self.movements.clone();
        let mut changes: Vec<(SkuIndex, LocationIndex, i64)> = Vec::new();
        for movement in &movements {
            let units = movement.quantity.units();
            let change = match (movement.from, movement.to) {
                (Place::Available, Place::Available) => continue,
                (Place::Available, _) => -units,
                (_, Place::Available) => units,
                _ => continue,
            };
            let Some(sku) = self.sku_index(&movement.sku) else { continue };
            if self.item(sku).is_none_or(|item| item.reorder_rules.is_empty()) {
                continue;
            }
            let location = self.location(&movement.location);
            match changes.iter_mut().find(|(of, at, _)| (*of, *at) == (sku, location)) {
                Some((_, _, sum)) => *sum += change,
                None => changes.push((sku, location, change)),
            }
        }
        changes
    }

    /// Sets a balance right, without a movement: the ledger has been right all along.
    pub(crate) fn repair_balance(&mut self, sku: SkuIndex, shelf: Shelf, bucket: Bucket, change: i64) {
        self.remember(sku, shelf);
        *self.slot_mut(sku).level_mut(shelf).now.of_mut(bucket) += change;
    }

    /// Sets the ledger right, without a change of balance: that has been right all along.
    pub(crate) fn repair_ledger(&mut self, sku: SkuIndex, shelf: Shelf, from: Place, to: Place, quantity: Quantity) {
        if !quantity.is_zero() {
            self.note_movement(sku, shelf, from, to, quantity);
        }
    }

    fn note_movement(&mut self, sku: SkuIndex, shelf: Shelf, from: Place, to: Place, quantity: Quantity) {
        let (sku, location, lot) =
            (self.slot(sku).sku().clone(), self.location_id(shelf.location).clone(), self.lot_number(sku, shelf).cloned());
        self.movements.push(Movement { sku, location, lot, from, to, quantity });
    }

    fn enter(&mut self, sku: SkuIndex, shelf: Shelf, from: Place, to: Place, quantity: Quantity) {
        if quantity.is_zero() || from == to {
            return;
        }
        self.remember(sku, shelf);
        let level = &mut self.slot_mut(sku).level_mut(shelf).now;
        if let Some(bucket) = from.bucket() {
            *level.of_mut(bucket) -= quantity.units();
        }
        if let Some(bucket) = to.bucket() {
            *level.of_mut(bucket) += quantity.units();
        }
        self.note_movement(sku, shelf, from, to, quantity);
    }

    /// Adds to a counter, which must not pass `limit` after it.
    pub(crate) fn count(&mut self, sku: SkuIndex, counter: &Counter, change: i64, limit: Option<i64>) {
        let slot = self.slot_mut(sku).counter_mut(counter);
        let before = slot.clone();
        slot.now += change;
        if let Some(limit) = limit {
            let most = limit - (slot.now - slot.loaded);
            slot.at_most = Some(slot.at_most.map_or(most, |at_most| at_most.min(most)));
        }
        self.undo.push(Undo::Counter(sku, before));
    }

    /// Counts units sold or reserved through a channel that has a cap for the SKU, from when the cap was set.
    ///
    /// Units sold before that are not in the count, so giving them back never takes it below zero.
    pub(crate) fn count_channel(&mut self, sku: SkuIndex, channel: &ChannelId, change: i64) {
        let cap = self.item(sku).and_then(|item| item.channel_cap(channel)).map(Quantity::units);
        self.count_if_capped(sku, channel, change, cap.filter(|_| change > 0));
    }

    /// Counts units that were sold through a channel long ago, whatever its cap says by now.
    pub(crate) fn count_channel_again(&mut self, sku: SkuIndex, channel: &ChannelId, units: i64) {
        self.count_if_capped(sku, channel, units, None);
    }

    fn count_if_capped(&mut self, sku: SkuIndex, channel: &ChannelId, change: i64, limit: Option<i64>) {
        if self.item(sku).is_some_and(|item| item.channel_cap(channel).is_some()) {
            let counter = Counter::Channel(channel.clone());
            let change = change.max(-self.slot(sku).counter(&counter));
            self.count(sku, &counter, change, limit);
        }
    }
}
