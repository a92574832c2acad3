//! A storage in memory: for tests, for devices without a disk, and as the plainest keeper of the contract.

use std::collections::{BTreeMap, BTreeSet};
use std::convert::Infallible;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::{CommitError, RECENT_MAX, Storage};
use crate::batch::{
    ChangeSet, Counter, CounterValue, Due, DueKey, ExternalKey, LocationStock, LogEntry, ReadSet, Recent, RecentPut, SkuRecord, Snapshot,
    StockDelta, Waiting,
};
use crate::inventory::{Buckets, StockLevel};
use crate::item::Item;
use crate::order::Order;
use crate::query::{MovementRow, NumberedEntry, PAGE_MAX, Page, Query, SkuStock, StatusCount};
use crate::reservation::Reservation;
use crate::settings::Settings;
use crate::{CommandId, CustomerId, LocationId, OrderId, ReservationId, Sku};

/// Keeps everything in memory; nothing survives the process.
///
/// Lists other than by id walk all orders: it is meant for as many as fit a test or a device.
#[derive(Debug, Default)]
pub struct MemoryStorage {
    epoch: u64,
    settings: Arc<Settings>,
    skus: Vec<SkuEntry>,
    sku_places: FxHashMap<Sku, usize>,
    sku_order: BTreeMap<Sku, usize>,
    orders: FxHashMap<OrderId, Arc<Order>>,
    external_ids: FxHashMap<ExternalKey, OrderId>,
    reservations: BTreeMap<ReservationId, Arc<Reservation>>,
    due: BTreeSet<Due>,
    waiting: BTreeMap<Sku, BTreeSet<Waiting>>,
    recent: FxHashMap<CustomerId, Vec<Recent>>,
    log: Vec<Arc<LogEntry>>,
    commands: FxHashMap<CommandId, usize>,
}

#[derive(Debug, Default)]
struct SkuEntry {
    item: Option<Arc<Item>>,
    stock: Vec<(LocationId, Buckets)>,
    counters: Vec<(Counter, i64)>,
}

impl SkuEntry {
    fn buckets(&self, location: &LocationId) -> Buckets {
        self.stock.iter().find(|(at, _)| at == location).map(|(_, buckets)| *buckets).unwrap_or_default()
    }

    fn add(&mut self, location: &LocationId, change: &Buckets) {
        match self.stock.binary_search_by(|(known, _)| known.cmp(location)) {
            Ok(place) => {
                if let Some((_, buckets)) = self.stock.get_mut(place) {
                    *buckets = buckets.plus(change);
                }
            }
            Err(place) => self.stock.insert(place, (location.clone(), *change)),
        }
    }

    fn counter(&self, counter: &Counter) -> i64 {
        self.counters.iter().find(|(known, _)| known == counter).map_or(0, |(_, value)| *value)
    }

    fn levels(&self, sku: &Sku) -> Vec<StockLevel> {
        let levels = self.stock.iter();
        levels.map(|(location, buckets)| StockLevel { sku: sku.clone(), location: location.clone(), buckets: *buckets }).collect()
    }

    fn counter_values(&self) -> Vec<CounterValue> {
        let counters = self.counters.iter().filter(|(_, value)| *value != 0);
        counters.map(|(counter, value)| CounterValue { counter: counter.clone(), value: *value }).collect()
    }
}

impl MemoryStorage {
    /// An empty storage.
    pub fn new() -> MemoryStorage {
        MemoryStorage::default()
    }

    /// Whether every guard of the changes holds.
    fn admits(&self, changes: &ChangeSet) -> bool {
        let version = |id| self.orders.get(id).map_or(0, |order| order.version);
        let external_id_free = |order: &Order| {
            let Some(external_id) = &order.external_id else { return true };
            let key = ExternalKey { channel: order.channel.clone(), external_id: external_id.clone() };
            self.external_ids.get(&key).is_none_or(|owner| owner == &order.id)
        };
        let none = SkuEntry::default();
        let sku = |sku| self.sku(sku).unwrap_or(&none);
        // Deltas come sorted by SKU: each is looked up once for all its locations.
        let stock_holds = |deltas: &[StockDelta]| {
            let Some(first) = deltas.first() else { return true };
            let entry = self.sku(&first.sku).unwrap_or(&none);
            deltas.iter().all(|delta| {
                let buckets = entry.buckets(&delta.location);
                delta.available_at_least.is_none_or(|least| buckets.available >= least)
                    && delta.exactly.is_none_or(|exactly| buckets == exactly)
            })
        };
        self.epoch == changes.epoch_read
            && changes.orders.iter().all(|put| version(&put.order.id) == put.read && external_id_free(&put.order))
            && changes.reservations.iter().all(|change| match (self.reservations.get(&change.id), &change.read) {
                (None, None) => true,
                (Some(kept), Some(read)) => kept.is_of(read),
                _ => false,
            })
            && changes.log.iter().all(|entry| !self.commands.contains_key(&entry.envelope.id))
            && changes.stock.chunk_by(|a, b| a.sku == b.sku).all(stock_holds)
            && changes.counters.iter().all(|delta| delta.at_most.is_none_or(|most| sku(&delta.sku).counter(&delta.counter) <= most))
    }

    fn sku(&self, sku: &Sku) -> Option<&SkuEntry> {
        self.sku_places.get(sku).and_then(|place| self.skus.get(*place))
    }

    fn sku_entry(&mut self, sku: &Sku) -> &mut SkuEntry {
        let place = match self.sku_places.get(sku) {
            Some(place) => *place,
            None => {
                let place = self.skus.len();
                self.sku_places.insert(sku.clone(), place);
                self.sku_order.insert(sku.clone(), place);
                self.skus.push(SkuEntry::default());
                place
            }
        };
        #[allow(clippy::indexing_slicing, reason = "found or pushed above")]
        &mut self.skus[place]
    }

    fn write_stock(&mut self, changes: &ChangeSet) {
        for item in &changes.items {
            self.sku_entry(&item.sku).item = Some(Arc::clone(item));
        }
        for deltas in changes.stock.chunk_by(|a, b| a.sku == b.sku) {
            let Some(first) = deltas.first() else { continue };
            let entry = self.sku_entry(&first.sku);
            for delta in deltas {
                entry.add(&delta.location, &delta.change);
            }
        }
        for delta in &changes.counters {
            let entry = self.sku_entry(&delta.sku);
            match entry.counters.binary_search_by(|(counter, _)| counter.cmp(&delta.counter)) {
                Ok(place) => {
                    if let Some((_, value)) = entry.counters.get_mut(place) {
                        *value += delta.change;
                    }
                }
                Err(place) => entry.counters.insert(place, (delta.counter.clone(), delta.change)),
            }
        }
        for change in &changes.waiting {
            let queue = self.waiting.entry(change.sku.clone()).or_default();
            if change.waits {
                queue.insert(change.waiting.clone());
            } else {
                queue.remove(&change.waiting);
            }
        }
    }

    fn write_orders(&mut self, changes: &ChangeSet) {
        for put in &changes.orders {
            let order = &put.order;
            let due = |at, order: &Order| Due { at, key: DueKey::Order(order.id.clone()) };
            if let Some(before) = self.orders.insert(order.id.clone(), Arc::clone(order)) {
                if let Some(at) = before.reserved_until {
                    self.due.remove(&due(at, order));
                }
            } else if let Some(external_id) = &order.external_id {
                let key = ExternalKey { channel: order.channel.clone(), external_id: external_id.clone() };
                self.external_ids.insert(key, order.id.clone());
            }
            if let Some(at) = order.reserved_until {
                self.due.insert(due(at, order));
            }
        }
        for change in &changes.reservations {
            let due = |at| Due { at, key: DueKey::Reservation(change.id.clone()) };
            if let Some(before) = self.reservations.remove(&change.id) {
                self.due.remove(&due(before.expires_at));
            }
            if let Some(reservation) = &change.reservation {
                self.due.insert(due(reservation.expires_at));
                self.reservations.insert(change.id.clone(), Arc::clone(reservation));
            }
        }
        for RecentPut { customer, recent } in &changes.recent {
            let list = self.recent.entry(customer.clone()).or_default();
            list.insert(0, recent.clone());
            list.truncate(RECENT_MAX);
        }
    }

    fn skus_after(&self, after: Option<&Sku>) -> impl Iterator<Item = (&Sku, &SkuEntry)> {
        use std::ops::Bound::{Excluded, Unbounded};
        let places = self.sku_order.range::<Sku, _>((after.map_or(Unbounded, Excluded), Unbounded));
        places.filter_map(|(sku, place)| self.skus.get(*place).map(|entry| (sku, entry)))
    }

    /// The first orders by id after one. Finding them walks all orders; sorting is only for the page.
    fn orders_after(&self, after: Option<&OrderId>, rows: usize) -> Vec<Arc<Order>> {
        let mut orders: Vec<&Arc<Order>> = self.orders.values().filter(|order| after.is_none_or(|after| &order.id > after)).collect();
        if rows < orders.len() {
            orders.select_nth_unstable_by(rows, |a, b| a.id.cmp(&b.id));
            orders.truncate(rows);
        }
        orders.sort_unstable_by(|a, b| a.id.cmp(&b.id));
        orders.into_iter().cloned().collect()
    }
}

fn rows(limit: u32) -> usize {
    usize::try_from(limit.min(PAGE_MAX)).unwrap_or_default()
}

impl Storage for MemoryStorage {
    type Error = Infallible;

    fn load(&mut self, wanted: &ReadSet) -> Result<Snapshot, Infallible> {
        let limited = |limit: u32| usize::try_from(limit).unwrap_or(usize::MAX);
        let sku = |sku: &Sku| {
            self.sku(sku).map_or_else(SkuRecord::default, |entry| SkuRecord {
                item: entry.item.clone(),
                stock: entry
                    .stock
                    .iter()
                    .map(|(location, buckets)| LocationStock { location: location.clone(), buckets: *buckets })
                    .collect(),
                counters: entry.counter_values(),
            })
        };
        let command = |id: &CommandId| self.commands.get(id).and_then(|place| self.log.get(*place)).cloned();
        Ok(Snapshot {
            epoch: self.epoch,
            settings: (wanted.settings_known != Some(self.settings.version)).then(|| Arc::clone(&self.settings)),
            last_at: self.log.last().map(|entry| entry.envelope.at),
            orders: wanted.orders.iter().map(|id| self.orders.get(id).cloned()).collect(),
            external_ids: wanted.external_ids.iter().map(|key| self.external_ids.get(key).cloned()).collect(),
            skus: wanted.skus.iter().map(sku).collect(),
            reservations: wanted.reservations.iter().map(|id| self.reservations.get(id).cloned()).collect(),
            customers: wanted.customers.iter().map(|id| self.recent.get(id).cloned().unwrap_or_default()).collect(),
            commands: wanted.commands.iter().map(command).collect(),
            waiting: wanted
                .waiting
                .iter()
                .map(|query| self.waiting.get(&query.sku).into_iter().flatten().take(limited(query.limit)).cloned().collect())
                .collect(),
            due: wanted.due.map_or_else(Vec::new, |query| {
                self.due.iter().take_while(|due| due.at <= query.until).take(limited(query.limit)).cloned().collect()
            }),
        })
    }

    fn commit(&mut self, changes: &ChangeSet) -> Result<(), CommitError<Infallible>> {
        if !self.admits(changes) {
            return Err(CommitError::Conflict);
        }
        self.epoch += changes.epoch_step;
        if let Some(settings) = &changes.settings {
            self.settings = Arc::clone(settings);
        }
        self.write_stock(changes);
        self.write_orders(changes);
        for entry in &changes.log {
            self.commands.insert(entry.envelope.id.clone(), self.log.len());
            self.log.push(Arc::clone(entry));
        }
        Ok(())
    }

    fn scan(&mut self, query: &Query) -> Result<Page, Infallible> {
        Ok(match query {
            Query::Orders { filter, after, limit } => {
                let mut orders: Vec<&Arc<Order>> = self.orders.values().filter(|order| filter.passes(order)).collect();
                orders.sort_unstable_by(|a, b| (b.placed_at, &b.id).cmp(&(a.placed_at, &a.id)));
                let from = after
                    .as_ref()
                    .map_or(0, |after| orders.partition_point(|order| (order.placed_at, &order.id) >= (after.placed_at, &after.order)));
                let orders: Vec<Arc<Order>> = orders.into_iter().skip(from).take(rows(*limit)).cloned().collect();
                let next = orders.last().filter(|_| orders.len() == rows(*limit)).map(|order| order.cursor());
                Page::Orders { orders, next }
            }
            Query::OrderCounts { axis, filter } => {
                let mut counts: BTreeMap<String, u64> = BTreeMap::new();
                for order in self.orders.values().filter(|order| filter.passes(order)) {
                    *counts.entry(order.status_name(*axis)).or_default() += 1;
                }
                Page::OrderCounts { counts: counts.into_iter().map(|(status, orders)| StatusCount { status, orders }).collect() }
            }
            Query::Log { after, limit } => {
                let entries = (1_u64..).zip(&self.log).skip(usize::try_from(*after).unwrap_or(usize::MAX)).take(rows(*limit));
                Page::Log { entries: entries.map(|(number, entry)| NumberedEntry { number, entry: Arc::clone(entry) }).collect() }
            }
            Query::Movements { sku, location, before, limit } => self.movements(sku, location.as_ref(), *before, rows(*limit)),
            Query::Settings => Page::Settings { settings: Arc::clone(&self.settings) },
            Query::Items { after, limit } => {
                let items = self.skus_after(after.as_ref()).filter_map(|(_, entry)| entry.item.clone());
                Page::Items { items: items.take(rows(*limit)).collect() }
            }
            Query::Stock { after, limit } => {
                let kept = self.skus_after(after.as_ref()).filter(|(_, entry)| !entry.stock.is_empty() || !entry.counters.is_empty());
                let stock =
                    kept.map(|(sku, entry)| SkuStock { sku: sku.clone(), levels: entry.levels(sku), counters: entry.counter_values() });
                Page::Stock { skus: stock.take(rows(*limit)).collect() }
            }
            Query::AllOrders { after, limit } => {
                let orders = self.orders_after(after.as_ref(), rows(*limit));
                Page::Orders { orders, next: None }
            }
            Query::Reservations { after, limit } => {
                let kept = self.reservations.values().filter(|kept| after.as_ref().is_none_or(|after| &kept.id > after));
                Page::Reservations { reservations: kept.take(rows(*limit)).cloned().collect() }
            }
        })
    }
}

impl MemoryStorage {
    fn movements(&self, sku: &Sku, location: Option<&LocationId>, before: Option<u64>, limit: usize) -> Page {
        let numbered: Vec<(u64, &Arc<LogEntry>)> = (1_u64..).zip(&self.log).collect();
        let mut movements = Vec::new();
        let mut next = None;
        let mut entries = 0;
        for (number, entry) in numbered.into_iter().rev().filter(|(number, _)| before.is_none_or(|before| *number < before)) {
            let of_sku =
                entry.movements.iter().filter(|movement| &movement.sku == sku && location.is_none_or(|at| &movement.location == at));
            let rows: Vec<MovementRow> = of_sku
                .map(|movement| MovementRow {
                    number,
                    at: entry.envelope.at,
                    actor: entry.envelope.actor.clone(),
                    command: entry.envelope.id.clone(),
                    movement: movement.clone(),
                })
                .collect();
            if rows.is_empty() {
                continue;
            }
            movements.extend(rows);
            entries += 1;
            if entries == limit {
                next = Some(number);
                break;
            }
        }
        Page::Movements { movements, next }
    }
}
