//! The records of a batch in memory. Commands change them one after another; a refused one is rolled back.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::pages::Pages;
use super::papers::{self, Papers};
use super::queues::Queues;
use super::stock_slot::{CounterSlot, Level, LocationIndex, SkuIndex, SkuSlot};
use super::table::Table;
use super::workspace_locations::Points;
use super::{ChangeSet, ExternalKey, LogEntry, OrderPut, Receipt, Recent, RecentPut, ReservationChange};
use crate::SortedMap;
use crate::command::{Command, Envelope};
use crate::document::{DocumentKey, DocumentKind};
use crate::event::Event;
use crate::inventory::{Movement, reorder};
use crate::item::Item;
use crate::order::Order;
use crate::places::Places;
use crate::privacy;
use crate::query::MovementRow;
use crate::reservation::{Reservation, ReservationRevision};
use crate::routing::capacity;
use crate::serial::{self, SerialMove};
use crate::settings::Settings;
use crate::slot;
use crate::{Actor, Arrange, CommandId, CustomerId, DocumentId, LocationId, OrderId, Rejection, ReservationId, Sku, Timestamp};

/// All that a batch has in memory, and all that its commands have changed so far.
#[derive(Debug)]
pub(crate) struct Workspace {
    pub(super) settings: Arc<Settings>,
    settings_written: bool,
    pub(super) epoch: u64,
    epoch_step: u64,
    pub(super) last_at: Option<Timestamp>,
    pub(super) locations: Vec<LocationId>,
    pub(super) location_index: FxHashMap<LocationId, LocationIndex>,
    /// The settings whose locations are the first in memory, in their order.
    pub(super) located: Option<Arc<Settings>>,
    /// Where the locations of some settings are on the map, in their order.
    pub(super) points: Option<(Arc<Settings>, Points)>,
    pub(super) skus: Vec<SkuSlot>,
    pub(super) sku_places: Places,
    /// Those that are bundles in the catalog: their components are wanted too.
    pub(super) bundles: Vec<SkuIndex>,
    /// Those that have stock in lots: the papers of the lots are wanted too.
    pub(super) kept_by_lot: Vec<SkuIndex>,
    pub(super) orders: Table<OrderId, Order, u64>,
    pub(super) reservations: Table<ReservationId, Reservation, Option<ReservationRevision>>,
    pub(super) papers: Papers,
    pub(super) pages: Pages,
    pub(super) external_ids: FxHashMap<ExternalKey, Option<OrderId>>,
    pub(super) customers: FxHashMap<CustomerId, Vec<Recent>>,
    pub(super) recent: Vec<RecentPut>,
    /// Customers who are forgotten, each with how many of `recent` were there before.
    pub(super) forgotten: Vec<(CustomerId, usize)>,
    /// Entries of the log that storages keep and that are to be written anew.
    pub(super) rewritten: SortedMap<CommandId, Arc<LogEntry>>,
    pub(super) entries: FxHashMap<CommandId, Arc<LogEntry>>,
    pub(super) queues: Queues,
    /// Whether an item in memory has reorder rules.
    pub(super) has_reorder_rules: bool,
    /// Whether an item in memory has a serial number for every unit in stock.
    pub(crate) has_serials_in_stock: bool,
    /// What has become of units with serial numbers by the current command.
    pub(crate) serial_moves: Vec<SerialMove>,
    /// What moved lately, last entry first.
    pub(super) moved: SortedMap<(Sku, LocationId), Vec<MovementRow>>,
    /// Since when that is.
    pub(super) moved_after: SortedMap<(Sku, LocationId), Timestamp>,
    pub(super) undo: Vec<Undo>,
    pub(super) movements: Vec<Movement>,
    pub(super) events: Vec<Event>,
    pub(super) log: Vec<Arc<LogEntry>>,
    now: Timestamp,
    pub(super) command: CommandId,
    pub(super) actor: Actor,
    /// The order of which the entry of the current command holds something personal, if it does.
    pub(super) personal_of: Option<OrderId>,
    /// Whether the current command names the customer of all orders that it puts.
    pub(super) names_customer: bool,
    /// Orders the current command has put, so that it counts as one version.
    pub(super) touched: Vec<OrderId>,
    /// Papers likewise.
    touched_documents: Vec<DocumentKey>,
}

/// How to take back one change.
#[derive(Debug)]
pub(super) enum Undo {
    Level(SkuIndex, Level),
    Counter(SkuIndex, CounterSlot),
    Item(SkuIndex, Option<Arc<Item>>),
    Settings(Arc<Settings>, bool),
    Epoch(u64),
    ExternalId(ExternalKey),
    Recent(CustomerId),
    Forgotten(CustomerId, Vec<Recent>),
    /// The entry as it was, and whether it had been written anew before.
    Entry(Arc<LogEntry>, bool),
}

/// Where everything stood before a command or a group of them.
#[derive(Clone, Copy, Debug)]
pub(super) struct Savepoint {
    undo: usize,
    orders: usize,
    reservations: usize,
    papers: papers::Savepoint,
    queues: usize,
    log: usize,
    last_at: Option<Timestamp>,
}

impl Workspace {
    pub(super) fn new(settings: Arc<Settings>) -> Workspace {
        Workspace {
            settings,
            settings_written: false,
            located: None,
            points: None,
            epoch: 0,
            epoch_step: 0,
            last_at: None,
            locations: Vec::new(),
            location_index: FxHashMap::default(),
            skus: Vec::new(),
            sku_places: Places::default(),
            bundles: Vec::new(),
            kept_by_lot: Vec::new(),
            orders: Table::new(),
            reservations: Table::new(),
            papers: Papers::new(),
            pages: Pages::default(),
            external_ids: FxHashMap::default(),
            customers: FxHashMap::default(),
            recent: Vec::new(),
            forgotten: Vec::new(),
            rewritten: SortedMap::new(),
            entries: FxHashMap::default(),
            queues: Queues::default(),
            has_reorder_rules: false,
            has_serials_in_stock: false,
            serial_moves: Vec::new(),
            moved: SortedMap::new(),
            moved_after: SortedMap::new(),
            undo: Vec::new(),
            movements: Vec::new(),
            events: Vec::new(),
            log: Vec::new(),
            now: Timestamp::default(),
            command: CommandId::literal("none"),
            actor: Actor::literal("system"),
            personal_of: None,
            names_customer: false,
            touched: Vec::new(),
            touched_documents: Vec::new(),
        }
    }

    /// Begins a command.
    pub(super) fn begin(&mut self, envelope: &Envelope) -> Savepoint {
        self.now = envelope.at;
        self.command = envelope.id.clone();
        self.actor = envelope.actor.clone();
        self.personal_of = envelope.command.about_order().filter(|_| envelope.command.is_personal()).cloned();
        self.names_customer = matches!(envelope.command, Command::EraseCustomer(_));
        self.events.clear();
        self.movements.clear();
        self.serial_moves.clear();
        self.touched.clear();
        self.touched_documents.clear();
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
            papers: self.papers.savepoint(),
            queues: self.queues.savepoint(),
            log: self.log.len(),
            last_at: self.last_at,
        }
    }

    /// Ends a command that took effect: one entry in the log.
    pub(super) fn finish(&mut self, envelope: &Arc<Envelope>) -> Arc<Receipt> {
        if self.has_reorder_rules && !self.movements.is_empty() {
            reorder::tell_of_crossings(self);
        }
        let order = envelope.command.about_order();
        self.note_untouched(order);
        // The receipt names the version, so it must still be that one when this is written, even if the order only stays as it is.
        let order_version = order.and_then(|order| self.orders.rely_on(order)).map(|order| order.version);
        // Collected anew, lists in the log are as long as they need to be, and these keep their room for the next command.
        let events = self.events.drain(..).collect();
        let receipt = Arc::new(Receipt { command: envelope.id.clone(), order_version, events });
        let movements = self.movements.drain(..).collect();
        let entry = LogEntry { envelope: privacy::as_kept(envelope), receipt: Arc::clone(&receipt), movements, erased: false };
        let entry = Arc::new(self.as_kept(entry));
        self.entries.insert(envelope.id.clone(), Arc::clone(&entry));
        self.log.push(entry);
        self.last_at = Some(envelope.at);
        receipt
    }

    /// Settles what has been done so far: it is not taken back any more, so nobody needs to know how.
    pub(super) fn keep(&mut self) {
        self.undo.clear();
        self.orders.keep();
        self.reservations.keep();
        self.papers.keep();
        self.queues.keep();
    }

    /// Takes back everything since a savepoint.
    pub(super) fn roll_back(&mut self, savepoint: Savepoint) {
        self.orders.roll_back(savepoint.orders);
        self.reservations.roll_back(savepoint.reservations);
        self.papers.roll_back(savepoint.papers);
        self.queues.roll_back(savepoint.queues);
        for entry in self.log.drain(savepoint.log..) {
            self.entries.remove(&entry.envelope.id);
        }
        self.last_at = savepoint.last_at;
        while self.undo.len() > savepoint.undo {
            let Some(undo) = self.undo.pop() else { break };
            match undo {
                Undo::Level(sku, level) => {
                    if let Some(slot) = self.skus.get_mut(sku.0) {
                        *slot.level_mut(level.shelf) = level;
                    }
                }
                Undo::Counter(sku, counter) => {
                    if let Some(slot) = self.skus.get_mut(sku.0) {
                        let place = slot.counter_mut(&counter.counter);
                        *place = counter;
                    }
                }
                Undo::Item(sku, item) => {
                    if let Some(slot) = self.skus.get_mut(sku.0) {
                        slot.item_put = item;
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
                Undo::Forgotten(customer, recent) => {
                    self.forgotten.pop();
                    self.customers.insert(customer, recent);
                }
                Undo::Entry(before, was_rewritten) => self.take_back_entry(before, was_rewritten),
                Undo::Recent(customer) => {
                    self.recent.pop();
                    if let Some(recent) = self.customers.get_mut(&customer) {
                        recent.remove(0);
                    }
                }
            }
        }
    }

    /// Does a part of the current command, if it answers that it is to stand. If not, or if it is refused, nothing of it has happened.
    pub(crate) fn try_out(&mut self, part: impl FnOnce(&mut Workspace) -> Result<bool, Rejection>) -> Result<bool, Rejection> {
        let savepoint = self.savepoint();
        let (events, movements, serials) = (self.events.len(), self.movements.len(), self.serial_moves.len());
        let (touched, documents) = (self.touched.len(), self.touched_documents.len());
        let done = part(self);
        if !matches!(done, Ok(true)) {
            self.roll_back(savepoint);
            self.events.truncate(events);
            self.movements.truncate(movements);
            self.serial_moves.truncate(serials);
            self.touched.truncate(touched);
            self.touched_documents.truncate(documents);
        }
        done
    }

    /// The entry of a command that took effect before.
    pub(crate) fn entry(&self, id: &CommandId) -> Option<&Arc<LogEntry>> {
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

    /// The id of the current command.
    pub(crate) fn command(&self) -> &CommandId {
        &self.command
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

    /// Makes every decision that others have made on the records as they were be made anew.
    pub(crate) fn step_epoch(&mut self) {
        self.undo.push(Undo::Epoch(self.epoch_step));
        self.epoch_step += 1;
    }

    /// Puts an item of the catalog.
    pub(crate) fn put_item(&mut self, item: Item) {
        self.has_reorder_rules |= !item.reorder_rules.is_empty();
        self.has_serials_in_stock |= item.has_serials_in_stock();
        let sku = self.sku(&item.sku);
        if let Some(slot) = self.skus.get_mut(sku.0) {
            let before = slot.item_put.replace(Arc::new(item));
            self.undo.push(Undo::Item(sku, before));
        }
        self.step_epoch();
    }

    /// Records a fact.
    pub(crate) fn emit(&mut self, event: Event) {
        self.events.push(event);
    }

    /// The order as it stands.
    pub(crate) fn order(&self, id: &OrderId) -> Result<&Arc<Order>, Rejection> {
        self.orders.current(id).ok_or_else(|| Rejection::UnknownOrder { order: id.clone() })
    }

    /// The order, if it has been read at all: what is no order yet has no record.
    pub(crate) fn order_if_read(&self, id: &OrderId) -> Option<&Arc<Order>> {
        self.orders.current_if_loaded(id)
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
        if order.slot.is_some() {
            slot::follow(self, &mut order);
        }
        self.note_personal(&mut order);
        let before = self.orders.current(&order.id).map(Arc::clone);
        capacity::follow(self, before.as_deref(), &mut order);
        serial::follow(self, before.as_deref(), &mut order);
        order.due_at = order.next_deadline();
        let order = Arc::new(order);
        let before = self.orders.put(&order.id, Some(Arc::clone(&order)));
        let (held, holds) = (before.as_deref().map(Order::held_lots).unwrap_or_default(), order.held_lots());
        if held != holds {
            let key = DocumentKey { kind: DocumentKind::Order, id: DocumentId::from(&order.id) };
            self.papers.follow_subjects(&key, &held, &holds);
        }
        self.queues.follow_order(before.as_deref(), &order);
    }

    /// Notes that the current command puts a paper. Answers whether it is the first time.
    pub(super) fn touch_document(&mut self, key: &DocumentKey) -> bool {
        let is_first = !self.touched_documents.contains(key);
        if is_first {
            self.touched_documents.push(key.clone());
        }
        is_first
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

    /// Whether a command took effect.
    pub(super) fn has_changes(&self) -> bool {
        !self.log.is_empty()
    }

    /// Takes out all that the commands have changed.
    pub(super) fn take_changes(&mut self) -> ChangeSet {
        let mut stock = Vec::with_capacity(self.skus.iter().map(SkuSlot::levels_touched).sum());
        let mut counters = Vec::new();
        let mut skus: Vec<&SkuSlot> = self.skus.iter().collect();
        skus.arrange_by(|a, b| a.sku().cmp(b.sku()));
        for slot in &skus {
            slot.deltas(&self.locations, &mut stock);
            slot.counter_deltas(&mut counters);
        }
        let items = skus.iter().filter_map(|slot| slot.item_put.clone()).collect();
        let orders = self.orders.take_written().filter_map(|slot| Some(OrderPut { read: slot.read, order: slot.now? }));
        let reservations = self.reservations.take_written().filter(|slot| slot.read.is_some() || slot.now.is_some());
        ChangeSet {
            epoch_read: self.epoch,
            epoch_step: self.epoch_step,
            settings: self.settings_written.then(|| Arc::clone(&self.settings)),
            items,
            orders: orders.collect(),
            reservations: reservations.map(|slot| ReservationChange { id: slot.key, read: slot.read, reservation: slot.now }).collect(),
            stock,
            counters,
            waiting: self.queues.waiting_changes(),
            documents: self.papers.take_documents(),
            subjects: self.papers.subject_changes(),
            recent: self.take_recent(),
            forgotten: self.take_forgotten(),
            rewritten: std::mem::take(&mut self.rewritten).into_iter().map(|(_, entry)| entry).collect(),
            consumers: Vec::new(),
            log: std::mem::take(&mut self.log),
        }
    }
}
