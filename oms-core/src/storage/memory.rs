//! A storage in memory: for tests, for devices without a disk, and as the plainest keeper of the contract.

mod movements;

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::{CommitError, RECENT_MAX, Storage};
use crate::batch::{
    ChangeSet, Counter, DocumentPut, Due, DueKey, ExternalKey, LogEntry, OrderPut, ReadSet, Recent, RecentPut, SkuRecord, Snapshot,
    StockDelta, Waiting,
};
use crate::consumer::ConsumerPosition;
use crate::document::{Document, DocumentKey, DocumentKind, Subject};
use crate::inventory::StockLevel;
use crate::item::Item;
use crate::order::Order;
use crate::places::{KeyHash, Places};
use crate::query::{NumberedEntry, PAGE_MAX, Page, Query, SkuStock, StatusCount};
use crate::reservation::Reservation;
use crate::settings::Settings;
use crate::{Arrange, ChannelId, CommandId, ConsumerId, CustomerId, DocumentId, ExternalId, OrderId, ReservationId, Sku};
use crate::{SortedMap, SortedSet};

/// Keeps everything in memory; nothing survives the process.
///
/// A copy shares its records with the original and goes its own way from then on: what would come of commands can be tried on it.
///
/// Lists other than by id walk all orders: it is meant for as many as fit a test or a device.
#[derive(Clone, Debug, Default)]
pub struct MemoryStorage {
    epoch: u64,
    settings: Arc<Settings>,
    skus: Vec<SkuEntry>,
    sku_places: Places,
    sku_order: BTreeMap<Sku, usize>,
    orders: Vec<Arc<Order>>,
    order_places: Places,
    external_places: Places,
    reservations: SortedMap<ReservationId, Arc<Reservation>>,
    documents: SortedMap<DocumentKey, Arc<Document>>,
    subjects: SortedMap<Subject, SortedSet<DocumentKey>>,
    due: SortedSet<Due>,
    waiting: SortedMap<Sku, SortedSet<Waiting>>,
    recent: FxHashMap<CustomerId, Vec<Recent>>,
    log: Vec<Arc<LogEntry>>,
    consumers: SortedMap<ConsumerId, u64>,
    command_places: Places,
    /// Entries that moved units of a SKU, by their place in the log: as far as somebody has asked.
    moved: FxHashMap<Sku, Vec<usize>>,
    moved_through: usize,
}

/// What was found while the guards were looked at, so that nothing is looked up twice.
struct Admitted {
    orders: Vec<OrderPlace>,
    commands: Vec<KeyHash>,
    /// One a SKU that has deltas; absent if the SKU is new.
    stock: Vec<Option<usize>>,
    /// Where the entries stand that are written anew.
    rewritten: Vec<usize>,
}

/// Where an order stands, or is to be found from now on.
struct OrderPlace {
    id: KeyHash,
    external_id: Option<KeyHash>,
    known: Option<usize>,
}

#[derive(Clone, Debug)]
struct SkuEntry {
    sku: Sku,
    /// Shared with snapshots: a batch that reads it copies nothing.
    record: Arc<SkuRecord>,
}

impl SkuEntry {
    fn levels(&self) -> Vec<StockLevel> {
        let levels = self.record.stock.iter();
        levels
            .map(|at| StockLevel { sku: self.sku.clone(), location: at.location.clone(), lot: at.lot.clone(), buckets: at.buckets })
            .collect()
    }
}

impl MemoryStorage {
    /// An empty storage.
    pub fn new() -> MemoryStorage {
        MemoryStorage::default()
    }

    /// Where everything stands that the changes are about, if every guard of them holds.
    fn admit(&self, changes: &ChangeSet) -> Option<Admitted> {
        let holds = self.epoch == changes.epoch_read
            && changes.reservations.iter().all(|change| match (self.reservations.get(&change.id), &change.read) {
                (None, None) => true,
                (Some(kept), Some(read)) => kept.is_of(read),
                _ => false,
            })
            && changes.documents.iter().all(|put| self.documents.get(&put.key).map_or(0, |kept| kept.version) == put.read)
            && changes.consumers.iter().all(|change| self.consumers.get(&change.consumer).copied().unwrap_or_default() == change.read)
            && changes.counters.iter().all(|delta| delta.at_most.is_none_or(|most| self.counter(&delta.sku, &delta.counter) <= most));
        if !holds {
            return None;
        }
        Some(Admitted {
            orders: changes.orders.iter().map(|put| self.admit_order(put)).collect::<Option<_>>()?,
            commands: changes.log.iter().map(|entry| self.admit_command(&entry.envelope.id)).collect::<Option<_>>()?,
            rewritten: changes.rewritten.iter().map(|entry| self.place_of_command(&entry.envelope.id)).collect::<Option<_>>()?,
            stock: changes.stock.chunk_by(|a, b| a.sku == b.sku).map(|deltas| self.admit_stock(deltas)).collect::<Option<_>>()?,
        })
    }

    fn admit_order(&self, put: &OrderPut) -> Option<OrderPlace> {
        let order = &put.order;
        let id = KeyHash::of(&order.id);
        let known = self.order_place(id, &order.id);
        let version = known.and_then(|place| self.orders.get(place)).map_or(0, |kept| kept.version);
        let external_id = order.external_id.as_ref().map(|external_id| KeyHash::of(&(&order.channel, external_id)));
        let owner = external_id.zip(order.external_id.as_ref()).and_then(|(hash, id)| self.external_place(hash, &order.channel, id));
        let free = owner.is_none_or(|owner| Some(owner) == known);
        (version == put.read && free).then_some(OrderPlace { id, external_id, known })
    }

    fn admit_command(&self, id: &CommandId) -> Option<KeyHash> {
        let hash = KeyHash::of(id);
        self.command_place(hash, id).is_none().then_some(hash)
    }

    /// Deltas come sorted by SKU: each is looked up once for all its locations.
    fn admit_stock(&self, deltas: &[StockDelta]) -> Option<Option<usize>> {
        let place = deltas.first().and_then(|delta| self.sku_place(&delta.sku));
        let entry = place.and_then(|place| self.skus.get(place));
        let holds = |delta: &StockDelta| {
            let buckets = entry.map(|entry| entry.record.buckets(&delta.location, delta.lot.as_ref())).unwrap_or_default();
            delta.available_at_least.is_none_or(|least| buckets.available >= least)
                && delta.exactly.is_none_or(|exactly| buckets == exactly)
        };
        deltas.iter().all(holds).then_some(place)
    }

    fn order_place(&self, hash: KeyHash, id: &OrderId) -> Option<usize> {
        self.order_places.find(hash, |place| self.orders.get(place).is_some_and(|order| &order.id == id))
    }

    fn external_place(&self, hash: KeyHash, channel: &ChannelId, id: &ExternalId) -> Option<usize> {
        let is_it = |order: &Arc<Order>| &order.channel == channel && order.external_id.as_ref() == Some(id);
        self.external_places.find(hash, |place| self.orders.get(place).is_some_and(is_it))
    }

    fn command_place(&self, hash: KeyHash, id: &CommandId) -> Option<usize> {
        self.command_places.find(hash, |place| self.log.get(place).is_some_and(|entry| &entry.envelope.id == id))
    }

    fn sku_place(&self, sku: &Sku) -> Option<usize> {
        self.sku_places.find(KeyHash::of(sku), |place| self.skus.get(place).is_some_and(|entry| &entry.sku == sku))
    }

    /// The settings.
    pub(crate) fn settings(&self) -> &Arc<Settings> {
        &self.settings
    }

    /// The item of a SKU, if it is in the catalog.
    pub(crate) fn item(&self, sku: &Sku) -> Option<&Arc<Item>> {
        self.sku(sku).and_then(|entry| entry.record.item.as_ref())
    }

    /// The order of an id.
    pub(crate) fn order(&self, id: &OrderId) -> Option<&Arc<Order>> {
        self.order_place(KeyHash::of(id), id).and_then(|place| self.orders.get(place))
    }

    fn order_of(&self, key: &ExternalKey) -> Option<&OrderId> {
        let place = self.external_place(KeyHash::of(&(&key.channel, &key.external_id)), &key.channel, &key.external_id);
        place.and_then(|place| self.orders.get(place)).map(|order| &order.id)
    }

    fn command(&self, id: &CommandId) -> Option<&Arc<LogEntry>> {
        self.place_of_command(id).and_then(|place| self.log.get(place))
    }

    fn place_of_command(&self, id: &CommandId) -> Option<usize> {
        self.command_place(KeyHash::of(id), id)
    }

    fn sku(&self, sku: &Sku) -> Option<&SkuEntry> {
        self.sku_place(sku).and_then(|place| self.skus.get(place))
    }

    fn counter(&self, sku: &Sku, counter: &Counter) -> i64 {
        self.sku(sku).map_or(0, |entry| entry.record.counter(counter))
    }

    fn sku_record(&mut self, sku: &Sku, known: Option<usize>) -> &mut SkuRecord {
        let place = known.or_else(|| self.sku_place(sku)).unwrap_or_else(|| {
            let place = self.skus.len();
            self.sku_places.insert(KeyHash::of(sku), place);
            self.sku_order.insert(sku.clone(), place);
            self.skus.push(SkuEntry { sku: sku.clone(), record: Arc::default() });
            place
        });
        #[allow(clippy::indexing_slicing, reason = "found or pushed above")]
        Arc::make_mut(&mut self.skus[place].record)
    }

    fn write_stock(&mut self, changes: &ChangeSet, places: &[Option<usize>]) {
        for item in &changes.items {
            self.sku_record(&item.sku, None).item = Some(Arc::clone(item));
        }
        for (deltas, place) in changes.stock.chunk_by(|a, b| a.sku == b.sku).zip(places) {
            let Some(first) = deltas.first() else { continue };
            let record = self.sku_record(&first.sku, *place);
            deltas.iter().for_each(|delta| record.add_stock(delta));
        }
        for delta in &changes.counters {
            self.sku_record(&delta.sku, None).add_counter(delta);
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

    fn write_orders(&mut self, changes: &ChangeSet, places: &[OrderPlace]) {
        for (put, place) in changes.orders.iter().zip(places) {
            let order = &put.order;
            let due = |at| Due { at, key: DueKey::Order(order.id.clone()) };
            if let Some(kept) = place.known.and_then(|place| self.orders.get_mut(place)) {
                let before = std::mem::replace(kept, Arc::clone(order));
                if let Some(at) = before.due_at {
                    self.due.remove(&due(at));
                }
            } else {
                self.order_places.insert(place.id, self.orders.len());
                if let Some(external_id) = place.external_id {
                    self.external_places.insert(external_id, self.orders.len());
                }
                self.orders.push(Arc::clone(order));
            }
            if let Some(at) = order.due_at {
                self.due.insert(due(at));
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
        self.write_documents(changes);
        for customer in &changes.forgotten {
            self.recent.remove(customer);
        }
        for RecentPut { customer, recent } in &changes.recent {
            let list = self.recent.entry(customer.clone()).or_default();
            list.insert(0, recent.clone());
            list.truncate(RECENT_MAX);
        }
    }

    fn write_documents(&mut self, changes: &ChangeSet) {
        for DocumentPut { key, document, .. } in &changes.documents {
            let due = |at| Due { at, key: DueKey::Document(key.clone()) };
            if let Some(at) = self.documents.get(key).and_then(|before| before.due_at) {
                self.due.remove(&due(at));
            }
            if let Some(at) = document.due_at {
                self.due.insert(due(at));
            }
            self.documents.insert(key.clone(), Arc::clone(document));
        }
        for change in &changes.subjects {
            let open = self.subjects.entry(change.subject.clone()).or_default();
            if change.is_about {
                open.insert(change.document.clone());
            } else {
                open.remove(&change.document);
            }
        }
    }

    fn documents_after(&self, kind: DocumentKind, after: Option<&DocumentId>) -> impl Iterator<Item = &Arc<Document>> {
        let of_kind = self.documents.iter().filter(move |(key, _)| key.kind == kind);
        let after = after.cloned();
        of_kind.filter(move |(key, _)| after.as_ref().is_none_or(|after| &key.id > after)).map(|(_, document)| document)
    }

    fn skus_after(&self, after: Option<&Sku>) -> impl Iterator<Item = (&Sku, &SkuEntry)> {
        use std::ops::Bound::{Excluded, Unbounded};
        let places = self.sku_order.range::<Sku, _>((after.map_or(Unbounded, Excluded), Unbounded));
        places.filter_map(|(sku, place)| self.skus.get(*place).map(|entry| (sku, entry)))
    }

    /// The first orders by id after one. Finding them walks all orders; sorting is only for the page.
    fn orders_after(&self, after: Option<&OrderId>, rows: usize) -> Vec<Arc<Order>> {
        let mut orders: Vec<&Arc<Order>> = self.orders.iter().filter(|order| after.is_none_or(|after| &order.id > after)).collect();
        if rows < orders.len() {
            orders.select_nth_unstable_by(rows, |a, b| a.id.cmp(&b.id));
            orders.truncate(rows);
        }
        orders.arrange_by(|a, b| a.id.cmp(&b.id));
        orders.into_iter().cloned().collect()
    }
}

fn rows(limit: u32) -> usize {
    usize::try_from(limit.min(PAGE_MAX)).unwrap_or_default()
}

impl Storage for MemoryStorage {
    type Error = Infallible;

    fn load(&mut self, wanted: &ReadSet) -> Result<Snapshot, Infallible> {
        if !wanted.moved.is_empty() {
            self.find_moved();
        }
        let limited = |limit: u32| usize::try_from(limit).unwrap_or(usize::MAX);
        let sku = |sku: &Sku| self.sku(sku).map_or_else(Arc::default, |entry| Arc::clone(&entry.record));
        Ok(Snapshot {
            epoch: self.epoch,
            settings: (wanted.settings_known != Some(self.settings.version)).then(|| Arc::clone(&self.settings)),
            last_at: self.log.last().map(|entry| entry.envelope.at),
            orders: wanted.orders.iter().map(|id| self.order(id).cloned()).collect(),
            external_ids: wanted.external_ids.iter().map(|key| self.order_of(key).cloned()).collect(),
            skus: wanted.skus.iter().map(sku).collect(),
            reservations: wanted.reservations.iter().map(|id| self.reservations.get(id).cloned()).collect(),
            customers: wanted.customers.iter().map(|id| self.recent.get(id).cloned().unwrap_or_default()).collect(),
            commands: wanted.commands.iter().map(|id| self.command(id).cloned()).collect(),
            waiting: wanted
                .waiting
                .iter()
                .map(|query| {
                    let queue = self.waiting.get(&query.sku).into_iter().flatten();
                    let later = queue.filter(|waiting| query.after.as_ref().is_none_or(|after| *waiting > after));
                    later.take(limited(query.limit)).cloned().collect()
                })
                .collect(),
            documents: wanted.documents.iter().map(|key| self.documents.get(key).cloned()).collect(),
            subjects: wanted.subjects.iter().map(|subject| self.subjects.get(subject).into_iter().flatten().cloned().collect()).collect(),
            moved: wanted.moved.iter().map(|query| self.moved(query)).collect(),
            due: wanted.due.map_or_else(Vec::new, |query| {
                self.due.iter().take_while(|due| due.at <= query.until).take(limited(query.limit)).cloned().collect()
            }),
            pages: wanted.pages.iter().map(|query| self.page(query)).collect(),
        })
    }

    fn commit(&mut self, changes: &ChangeSet) -> Result<(), CommitError<Infallible>> {
        let Some(admitted) = self.admit(changes) else { return Err(CommitError::Conflict) };
        self.epoch += changes.epoch_step;
        if let Some(settings) = &changes.settings {
            self.settings = Arc::clone(settings);
        }
        self.write_stock(changes, &admitted.stock);
        self.write_orders(changes, &admitted.orders);
        for (entry, place) in changes.rewritten.iter().zip(admitted.rewritten) {
            if let Some(kept) = self.log.get_mut(place) {
                *kept = Arc::clone(entry);
            }
        }
        for change in &changes.consumers {
            match change.position {
                0 => self.consumers.remove(&change.consumer),
                position => self.consumers.insert(change.consumer.clone(), position),
            };
        }
        for (entry, id) in changes.log.iter().zip(admitted.commands) {
            self.command_places.insert(id, self.log.len());
            self.log.push(Arc::clone(entry));
        }
        Ok(())
    }

    fn scan(&mut self, query: &Query) -> Result<Page, Infallible> {
        Ok(self.page(query))
    }
}

impl MemoryStorage {
    fn page(&self, query: &Query) -> Page {
        match query {
            Query::Orders { filter, after, limit } => {
                let mut orders: Vec<&Arc<Order>> = self.orders.iter().filter(|order| filter.passes(order)).collect();
                orders.arrange_by(|a, b| (b.placed_at, &b.id).cmp(&(a.placed_at, &a.id)));
                let from = after
                    .as_ref()
                    .map_or(0, |after| orders.partition_point(|order| (order.placed_at, &order.id) >= (after.placed_at, &after.order)));
                let orders: Vec<Arc<Order>> = orders.into_iter().skip(from).take(rows(*limit)).cloned().collect();
                let next = orders.last().filter(|_| orders.len() == rows(*limit)).map(|order| order.cursor());
                Page::Orders { orders, next }
            }
            Query::OrderCounts { axis, filter } => {
                let mut counts: SortedMap<String, u64> = SortedMap::new();
                for order in self.orders.iter().filter(|order| filter.passes(order)) {
                    *counts.entry(order.status_name(*axis)).or_default() += 1;
                }
                counts.remove("");
                Page::OrderCounts { counts: counts.into_iter().map(|(status, orders)| StatusCount { status, orders }).collect() }
            }
            Query::Log { after, limit } => {
                let entries = (1_u64..).zip(&self.log).skip(usize::try_from(*after).unwrap_or(usize::MAX)).take(rows(*limit));
                Page::Log { entries: entries.map(|(number, entry)| NumberedEntry { number, entry: Arc::clone(entry) }).collect() }
            }
            Query::Consumers => Page::Consumers {
                consumers: self
                    .consumers
                    .iter()
                    .map(|(consumer, position)| ConsumerPosition { consumer: consumer.clone(), position: *position })
                    .collect(),
                last: u64::try_from(self.log.len()).unwrap_or(u64::MAX),
            },
            Query::Movements { sku, location, before, limit } => self.movements(sku, location.as_ref(), *before, rows(*limit)),
            Query::Settings => Page::Settings { settings: Arc::clone(&self.settings) },
            Query::Items { after, limit } => {
                let items = self.skus_after(after.as_ref()).filter_map(|(_, entry)| entry.record.item.clone());
                Page::Items { items: items.take(rows(*limit)).collect() }
            }
            Query::Stock { after, limit } => {
                let kept = self.skus_after(after.as_ref());
                let kept = kept.filter(|(_, entry)| !entry.record.stock.is_empty() || !entry.record.counters.is_empty());
                let stock =
                    kept.map(|(sku, entry)| SkuStock { sku: sku.clone(), levels: entry.levels(), counters: entry.record.counters.clone() });
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
            Query::Documents { kind, about: None, after, limit } => {
                let documents = self.documents_after(*kind, after.as_ref());
                Page::Documents { documents: documents.take(rows(*limit)).cloned().collect() }
            }
            Query::Documents { kind, about: Some(subject), after, limit } => {
                let open = self.subjects.get(subject).into_iter().flatten();
                let open = open.filter(|key| key.kind == *kind && after.as_ref().is_none_or(|after| &key.id > after));
                let documents = open.filter_map(|key| self.documents.get(key)).take(rows(*limit)).cloned();
                Page::Documents { documents: documents.collect() }
            }
        }
    }
}
