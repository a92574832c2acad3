//! The records of a batch in memory. Commands change them one after another; a refused one is rolled back.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::stock_slot::{CounterSlot, Level, LocationIndex, SkuIndex, SkuSlot};
use super::table::Table;
use super::{
    ChangeSet, Due, DueKey, ExternalKey, LogEntry, OrderPut, ReadSet, Receipt, Recent, ReservationChange, Snapshot, Waiting, WaitingChange,
};
use crate::command::{Command, Envelope};
use crate::event::Event;
use crate::inventory::Movement;
use crate::item::Item;
use crate::order::Order;
use crate::reservation::Reservation;
use crate::settings::{Policies, Settings};
use crate::storage::RECENT_MAX;
use crate::{Actor, CommandId, CustomerId, LocationId, OrderId, Rejection, ReservationId, Sku, Timestamp};

/// The most reservations that one batch lets expire before its commands.
pub(super) const DUE_MAX: u32 = 10_000;

/// All that a batch has in memory, and all that its commands have changed so far.
#[derive(Debug)]
pub(crate) struct Workspace {
    settings: Arc<Settings>,
    settings_written: bool,
    epoch: u64,
    epoch_step: u64,
    last_at: Option<Timestamp>,
    pub(super) locations: Vec<LocationId>,
    location_index: FxHashMap<LocationId, LocationIndex>,
    pub(super) skus: Vec<SkuSlot>,
    pub(super) sku_index: FxHashMap<Sku, SkuIndex>,
    orders: Table<OrderId, Order>,
    reservations: Table<ReservationId, Reservation>,
    external_ids: FxHashMap<ExternalKey, Option<OrderId>>,
    customers: FxHashMap<CustomerId, Vec<Recent>>,
    recent: Vec<(CustomerId, Recent)>,
    entries: FxHashMap<CommandId, Arc<LogEntry>>,
    queues: BTreeMap<Sku, BTreeSet<Waiting>>,
    /// Whether each order waits for each SKU now, where that has changed.
    waiting_changes: BTreeMap<(Sku, Waiting), bool>,
    due: BTreeSet<Due>,
    /// Something at or after this instant may be due that is not in memory.
    due_horizon: Option<Timestamp>,
    pub(super) undo: Vec<Undo>,
    pub(super) movements: Vec<Movement>,
    events: Vec<Event>,
    log: Vec<Arc<LogEntry>>,
    now: Timestamp,
    actor: Actor,
    /// Orders the current command has put, so that it counts as one version.
    touched: Vec<OrderId>,
}

/// How to take back one change.
#[derive(Debug)]
pub(super) enum Undo {
    Level(SkuIndex, LocationIndex, Level),
    Counter(SkuIndex, CounterSlot),
    Item(SkuIndex, Option<Arc<Item>>, bool),
    Settings(Arc<Settings>, bool),
    Epoch(u64),
    ExternalId(ExternalKey),
    Waiting(Sku, Waiting, Option<bool>),
    Due { due: Due, was_there: bool },
    Recent(CustomerId),
}

/// Where everything stood before a command or a group of them.
#[derive(Clone, Copy, Debug)]
pub(super) struct Savepoint {
    undo: usize,
    orders: usize,
    reservations: usize,
    log: usize,
    last_at: Option<Timestamp>,
}

impl Workspace {
    pub(super) fn new(settings: Arc<Settings>) -> Workspace {
        Workspace {
            settings,
            settings_written: false,
            epoch: 0,
            epoch_step: 0,
            last_at: None,
            locations: Vec::new(),
            location_index: FxHashMap::default(),
            skus: Vec::new(),
            sku_index: FxHashMap::default(),
            orders: Table::new(),
            reservations: Table::new(),
            external_ids: FxHashMap::default(),
            customers: FxHashMap::default(),
            recent: Vec::new(),
            entries: FxHashMap::default(),
            queues: BTreeMap::new(),
            waiting_changes: BTreeMap::new(),
            due: BTreeSet::new(),
            due_horizon: None,
            undo: Vec::new(),
            movements: Vec::new(),
            events: Vec::new(),
            log: Vec::new(),
            now: Timestamp::default(),
            actor: Actor::literal("system"),
            touched: Vec::new(),
        }
    }

    /// Takes in what a storage answered. The first answer carries settings, epoch and time; later ones only add records.
    pub(super) fn absorb(&mut self, wanted: ReadSet, snapshot: Snapshot, first: bool) {
        if first {
            self.epoch = snapshot.epoch;
            self.last_at = snapshot.last_at;
            if let Some(settings) = snapshot.settings {
                self.settings = settings;
            }
            let settings = Arc::clone(&self.settings);
            for location in &settings.locations {
                self.location(&location.id);
            }
        }
        self.orders.reserve(wanted.orders.len());
        self.reservations.reserve(wanted.reservations.len());
        self.external_ids.reserve(wanted.external_ids.len());
        self.entries.reserve(wanted.commands.len());
        self.skus.reserve(wanted.skus.len());
        self.sku_index.reserve(wanted.skus.len());
        for (id, order) in wanted.orders.into_iter().zip(snapshot.orders) {
            self.orders.load(id, order.as_ref().map_or(0, |order| order.version), order);
        }
        for (id, reservation) in wanted.reservations.into_iter().zip(snapshot.reservations) {
            self.reservations.load(id, reservation.as_ref().map_or(0, |reservation| reservation.version), reservation);
        }
        for (key, order) in wanted.external_ids.into_iter().zip(snapshot.external_ids) {
            self.external_ids.entry(key).or_insert(order);
        }
        for (customer, recent) in wanted.customers.into_iter().zip(snapshot.customers) {
            self.customers.entry(customer).or_insert(recent);
        }
        for (id, entry) in wanted.commands.into_iter().zip(snapshot.commands) {
            if let Some(entry) = entry {
                self.entries.insert(id, entry);
            }
        }
        for (sku, record) in wanted.skus.into_iter().zip(snapshot.skus) {
            self.load_sku(sku, record);
        }
        for (query, waiting) in wanted.waiting.into_iter().zip(snapshot.waiting) {
            self.queues.entry(query.sku).or_default().extend(waiting);
        }
        if let Some(query) = wanted.due {
            let full = snapshot.due.len() >= usize::try_from(query.limit).unwrap_or(usize::MAX);
            self.due_horizon = snapshot.due.last().filter(|_| full).map(|due| due.at);
            self.due.extend(snapshot.due);
        }
    }

    /// Names the records that those in memory point to and that are not in memory yet.
    pub(super) fn missing(&self, envelopes: &[Arc<Envelope>]) -> ReadSet {
        let mut wanted = ReadSet::default();
        for due in &self.due {
            match &due.key {
                DueKey::Reservation(id) if !self.reservations.is_loaded(id) => wanted.reservation(id),
                DueKey::Order(id) if !self.orders.is_loaded(id) => wanted.order(id),
                DueKey::Order(id) => self.want_stock_of(id, &mut wanted),
                DueKey::Reservation(_) => {}
            }
        }
        for waiting in self.queues.values().flatten() {
            if !self.orders.is_loaded(&waiting.order) {
                wanted.order(&waiting.order);
            }
        }
        let reserved = self.reservations.loaded().flat_map(|reservation| &reservation.units);
        for units in reserved {
            if !self.sku_index.contains_key(&units.sku) {
                wanted.sku(&units.sku);
            }
        }
        let compares = |policies: &Policies| policies.verification.duplicate_window.is_some();
        let will_compare = |envelope: &Arc<Envelope>| matches!(&envelope.command, Command::PutPolicies(put) if compares(&put.policies));
        let compares_customers = compares(&self.settings.policies) || envelopes.iter().any(will_compare);
        for envelope in envelopes {
            if let Some(order) = envelope.command.order() {
                self.want_stock_of(order, &mut wanted);
            }
            match &envelope.command {
                Command::CaptureOrder(capture) if compares_customers => {
                    let Some(customer) = &capture.customer else { continue };
                    match self.customers.get(customer) {
                        None => wanted.customer(customer),
                        Some(recent) => recent
                            .iter()
                            .filter(|recent| !self.orders.is_loaded(&recent.order))
                            .for_each(|recent| wanted.order(&recent.order)),
                    }
                }
                _ => {}
            }
        }
        wanted.normalize();
        wanted
    }

    fn want_stock_of(&self, order: &OrderId, wanted: &mut ReadSet) {
        let Some(order) = self.orders.current_if_loaded(order) else { return };
        for line in &order.lines {
            if !self.sku_index.contains_key(&line.sku) {
                wanted.sku(&line.sku);
            }
        }
    }

    /// Begins a command.
    pub(super) fn begin(&mut self, envelope: &Envelope) -> Savepoint {
        self.now = envelope.at;
        self.actor = envelope.actor.clone();
        self.events.clear();
        self.movements.clear();
        self.touched.clear();
        if let Some(last) = self.last_at.filter(|last| *last > envelope.at) {
            self.emit(Event::ClockWentBack { last });
        }
        self.savepoint()
    }

    pub(super) fn savepoint(&self) -> Savepoint {
        Savepoint {
            undo: self.undo.len(),
            orders: self.orders.savepoint(),
            reservations: self.reservations.savepoint(),
            log: self.log.len(),
            last_at: self.last_at,
        }
    }

    /// Ends a command that took effect: one entry in the log.
    pub(super) fn finish(&mut self, envelope: &Arc<Envelope>) -> Arc<Receipt> {
        let order = match &envelope.command {
            Command::CaptureOrder(capture) => Some(&capture.order),
            other => other.order(),
        };
        let order_version = order.and_then(|order| self.orders.current(order)).map(|order| order.version);
        let events = std::mem::take(&mut self.events);
        let receipt = Arc::new(Receipt { command: envelope.id.clone(), order_version, events });
        let movements = std::mem::take(&mut self.movements);
        let entry = LogEntry { envelope: Arc::clone(envelope), receipt: Arc::clone(&receipt), movements };
        let entry = Arc::new(entry);
        self.entries.insert(envelope.id.clone(), Arc::clone(&entry));
        self.log.push(entry);
        self.last_at = Some(envelope.at);
        receipt
    }

    /// Takes back everything since a savepoint.
    pub(super) fn roll_back(&mut self, savepoint: Savepoint) {
        self.orders.roll_back(savepoint.orders);
        self.reservations.roll_back(savepoint.reservations);
        for entry in self.log.drain(savepoint.log..) {
            self.entries.remove(&entry.envelope.id);
        }
        self.last_at = savepoint.last_at;
        while self.undo.len() > savepoint.undo {
            let Some(undo) = self.undo.pop() else { break };
            match undo {
                Undo::Level(sku, location, level) => {
                    if let Some(slot) = self.skus.get_mut(sku.0) {
                        *slot.level_mut(location) = level;
                    }
                }
                Undo::Counter(sku, counter) => {
                    if let Some(slot) = self.skus.get_mut(sku.0) {
                        let place = slot.counter_mut(&counter.counter);
                        *place = counter;
                    }
                }
                Undo::Item(sku, item, written) => {
                    if let Some(slot) = self.skus.get_mut(sku.0) {
                        slot.item = item;
                        slot.item_written = written;
                    }
                }
                Undo::Settings(settings, written) => {
                    self.settings = settings;
                    self.settings_written = written;
                }
                Undo::Epoch(step) => self.epoch_step = step,
                Undo::ExternalId(key) => {
                    self.external_ids.insert(key, None);
                }
                Undo::Waiting(sku, waiting, change) => self.restore_waiting(sku, waiting, change),
                Undo::Due { due, was_there: true } => {
                    self.due.insert(due);
                }
                Undo::Due { due, was_there: false } => {
                    self.due.remove(&due);
                }
                Undo::Recent(customer) => {
                    self.recent.pop();
                    if let Some(recent) = self.customers.get_mut(&customer) {
                        recent.remove(0);
                    }
                }
            }
        }
    }

    /// The entry of a command that took effect before.
    pub(super) fn entry(&self, id: &CommandId) -> Option<&Arc<LogEntry>> {
        self.entries.get(id)
    }

    /// The time of the current command.
    pub(crate) fn now(&self) -> Timestamp {
        self.now
    }

    /// Looks at the records as of an instant, without a command.
    pub(crate) fn set_now(&mut self, now: Timestamp) {
        self.now = now;
    }

    /// Who gave the current command.
    pub(crate) fn actor(&self) -> &Actor {
        &self.actor
    }

    /// The configuration as it stands.
    pub(crate) fn settings(&self) -> &Settings {
        &self.settings
    }

    /// The configuration, to be kept while the workspace changes.
    pub(crate) fn shared_settings(&self) -> Arc<Settings> {
        Arc::clone(&self.settings)
    }

    /// Changes the configuration.
    pub(crate) fn change_settings(&mut self, change: impl FnOnce(&mut Settings)) {
        self.undo.push(Undo::Settings(Arc::clone(&self.settings), self.settings_written));
        let settings = Arc::make_mut(&mut self.settings);
        settings.version = settings.version.saturating_add(1);
        change(settings);
        self.settings_written = true;
        self.step_epoch();
        let settings = Arc::clone(&self.settings);
        for location in &settings.locations {
            self.location(&location.id);
        }
    }

    fn step_epoch(&mut self) {
        self.undo.push(Undo::Epoch(self.epoch_step));
        self.epoch_step += 1;
    }

    /// Puts an item of the catalog.
    pub(crate) fn put_item(&mut self, item: Item) {
        let sku = self.sku(&item.sku);
        if let Some(slot) = self.skus.get_mut(sku.0) {
            let before = slot.item.replace(Arc::new(item));
            self.undo.push(Undo::Item(sku, before, slot.item_written));
            slot.item_written = true;
        }
        self.step_epoch();
    }

    /// Records a fact.
    pub(crate) fn emit(&mut self, event: Event) {
        self.events.push(event);
    }

    /// The location's place in memory.
    pub(crate) fn location(&mut self, id: &LocationId) -> LocationIndex {
        if let Some(index) = self.location_index.get(id) {
            return *index;
        }
        let index = LocationIndex(self.locations.len());
        self.locations.push(id.clone());
        self.location_index.insert(id.clone(), index);
        index
    }

    /// The order as it stands.
    pub(crate) fn order(&self, id: &OrderId) -> Result<&Arc<Order>, Rejection> {
        self.orders.current(id).ok_or_else(|| Rejection::UnknownOrder { order: id.clone() })
    }

    /// Whether there is an order of that id.
    pub(crate) fn order_exists(&self, id: &OrderId) -> bool {
        self.orders.current(id).is_some()
    }

    /// A copy of the order, to be changed and put back.
    pub(crate) fn order_to_change(&self, id: &OrderId) -> Result<Order, Rejection> {
        self.order(id).map(|order| Order::clone(order))
    }

    /// Puts an order, new or changed. However often a command puts it, it counts as one version.
    pub(crate) fn put_order(&mut self, mut order: Order) {
        if !self.touched.contains(&order.id) {
            order.version = order.version.saturating_add(1);
            self.touched.push(order.id.clone());
        }
        let before = self.orders.current(&order.id).cloned();
        self.follow_waiting(before.as_deref(), &order);
        self.follow_due(
            before.as_deref().and_then(|before| before.reserved_until).map(|at| (at, &order.id)),
            order.reserved_until.map(|at| (at, &order.id)),
        );
        let id = order.id.clone();
        self.orders.put(&id, Some(Arc::new(order)));
    }

    fn follow_due(&mut self, before: Option<(Timestamp, &OrderId)>, after: Option<(Timestamp, &OrderId)>) {
        if before == after {
            return;
        }
        let due = |(at, id): (Timestamp, &OrderId)| Due { at, key: DueKey::Order(id.clone()) };
        if let Some(before) = before {
            self.set_due(due(before), false);
        }
        if let Some(after) = after {
            self.set_due(due(after), true);
        }
    }

    fn set_due(&mut self, due: Due, there: bool) {
        let was_there = if there { !self.due.insert(due.clone()) } else { self.due.remove(&due) };
        self.undo.push(Undo::Due { due, was_there });
    }

    /// Keeps the queues of waiting orders in step with an order that changes.
    fn follow_waiting(&mut self, before: Option<&Order>, after: &Order) {
        fn sorted(order: &Order) -> Vec<&Sku> {
            let mut skus: Vec<&Sku> = order.waiting().collect();
            skus.sort_unstable();
            skus.dedup();
            skus
        }
        let (waited, waits) = (before.map(sorted).unwrap_or_default(), sorted(after));
        let begins = waits.iter().filter(|sku| waited.binary_search(sku).is_err()).map(|sku| (*sku, true));
        let ceases = waited.iter().filter(|sku| waits.binary_search(sku).is_err()).map(|sku| (*sku, false));
        for (sku, waits) in begins.chain(ceases) {
            let waiting = Waiting { priority: after.priority, placed_at: after.placed_at, order: after.id.clone() };
            let queue = self.queues.entry(sku.clone()).or_default();
            if waits {
                queue.insert(waiting.clone());
            } else {
                queue.remove(&waiting);
            }
            let change = self.waiting_changes.insert((sku.clone(), waiting.clone()), waits);
            self.undo.push(Undo::Waiting(sku.clone(), waiting, change));
        }
    }

    fn restore_waiting(&mut self, sku: Sku, waiting: Waiting, change: Option<bool>) {
        let key = (sku, waiting);
        let undone = match change {
            Some(change) => self.waiting_changes.insert(key.clone(), change),
            None => self.waiting_changes.remove(&key),
        };
        let (sku, waiting) = key;
        let queue = self.queues.entry(sku).or_default();
        if undone == Some(true) {
            queue.remove(&waiting);
        } else {
            queue.insert(waiting);
        }
    }

    /// The first orders that wait for a SKU, first to be served first.
    pub(crate) fn queue(&self, sku: &Sku, limit: u32) -> Vec<OrderId> {
        let limit = usize::try_from(limit).unwrap_or(usize::MAX);
        self.queues.get(sku).into_iter().flatten().take(limit).map(|waiting| waiting.order.clone()).collect()
    }

    /// The order that has that id in its channel.
    pub(crate) fn order_by_external_id(&self, key: &ExternalKey) -> Option<&OrderId> {
        self.external_ids.get(key).and_then(Option::as_ref)
    }

    /// Remembers which order has that id in its channel.
    pub(crate) fn set_external_id(&mut self, key: ExternalKey, order: OrderId) {
        self.undo.push(Undo::ExternalId(key.clone()));
        self.external_ids.insert(key, Some(order));
    }

    /// The latest orders of a customer, newest first.
    pub(crate) fn recent_orders(&self, customer: &CustomerId) -> &[Recent] {
        let recent = self.customers.get(customer).map_or(&[][..], Vec::as_slice);
        recent.get(..RECENT_MAX).unwrap_or(recent)
    }

    /// Remembers an order as the customer's latest.
    pub(crate) fn add_recent_order(&mut self, customer: &CustomerId, recent: Recent) {
        self.customers.entry(customer.clone()).or_default().insert(0, recent.clone());
        self.recent.push((customer.clone(), recent));
        self.undo.push(Undo::Recent(customer.clone()));
    }

    /// The reservation, if it holds.
    pub(crate) fn reservation(&self, id: &ReservationId) -> Result<&Arc<Reservation>, Rejection> {
        self.reservations.current(id).ok_or_else(|| Rejection::UnknownReservation { reservation: id.clone() })
    }

    /// Whether there is a reservation of that id.
    pub(crate) fn reservation_exists(&self, id: &ReservationId) -> bool {
        self.reservations.current(id).is_some()
    }

    /// Puts a reservation, new or changed, or takes it away.
    pub(crate) fn put_reservation(&mut self, id: &ReservationId, reservation: Option<Reservation>) {
        let due = |at| Due { at, key: DueKey::Reservation(id.clone()) };
        if let Some(at) = self.reservations.current(id).map(|before| before.expires_at) {
            self.set_due(due(at), false);
        }
        if let Some(at) = reservation.as_ref().map(|after| after.expires_at) {
            self.set_due(due(at), true);
        }
        self.reservations.put(id, reservation.map(Arc::new));
    }

    /// Takes what is due first off the list, if its time has come.
    pub(crate) fn take_next_due(&mut self) -> Option<DueKey> {
        let due = self.due.first().filter(|due| due.at <= self.now)?.clone();
        let key = due.key.clone();
        self.set_due(due, false);
        Some(key)
    }

    /// Whether something may be due that is not in memory.
    pub(crate) fn is_beyond_due_horizon(&self) -> bool {
        self.due_horizon.is_some_and(|horizon| horizon <= self.now)
    }

    /// How many batches of due reservations there are at the most in memory.
    pub(crate) const fn due_max() -> u32 {
        DUE_MAX
    }

    /// Whether a command took effect.
    pub(super) fn has_changes(&self) -> bool {
        !self.log.is_empty()
    }

    /// All that the commands have changed.
    pub(super) fn change_set(&self) -> ChangeSet {
        let mut stock = Vec::new();
        let mut counters = Vec::new();
        let mut skus: Vec<&SkuSlot> = self.skus.iter().collect();
        skus.sort_unstable_by(|a, b| a.sku.cmp(&b.sku));
        for slot in &skus {
            slot.deltas(&self.locations, &mut stock);
            slot.counter_deltas(&mut counters);
        }
        let orders = self.orders.written().filter_map(|slot| Some(OrderPut { read: slot.read, order: Arc::clone(slot.now.as_ref()?) }));
        let reservations = self.reservations.written().filter(|slot| slot.read > 0 || slot.now.is_some());
        let waiting = self.waiting_changes.iter();
        ChangeSet {
            epoch_read: self.epoch,
            epoch_step: self.epoch_step,
            settings: self.settings_written.then(|| Arc::clone(&self.settings)),
            items: skus.iter().filter(|slot| slot.item_written).filter_map(|slot| slot.item.clone()).collect(),
            orders: orders.collect(),
            reservations: reservations
                .map(|slot| ReservationChange { id: slot.key.clone(), read: slot.read, reservation: slot.now.clone() })
                .collect(),
            stock,
            counters,
            waiting: waiting
                .map(|((sku, waiting), waits)| WaitingChange { sku: sku.clone(), waiting: waiting.clone(), waits: *waits })
                .collect(),
            recent: self.recent.clone(),
            log: self.log.clone(),
        }
    }
}
