//! How records come into the workspace: those that commands name, and those that the records in memory point to.

use std::sync::Arc;

use super::read_set::WAITING_MAX;
use super::workspace::Workspace;
use super::{DueKey, ReadSet, Snapshot};
use crate::command::{Command, Envelope};
use crate::document::{DocumentBody, DocumentKey, DocumentKind, Subject};
use crate::inventory::{AS_OF_ENTRIES_MAX, ORDERS_MAX, Place, shortage};
use crate::privacy::EraseCustomer;
use crate::routing::capacity;
use crate::serial::{self, Owner};
use crate::settings::Policies;
use crate::slot::{self, SlotTemplate};
use crate::supply::{self, ReceivePurchaseOrder};
use crate::{Arrange, DocumentId, LineId, LocationId, OrderId, ReservationId, Sku, Timestamp, count, lot, transfer};

impl Workspace {
    /// Takes in what a storage answered. The first answer carries settings, epoch and time; later ones only add records.
    pub(super) fn absorb(&mut self, wanted: ReadSet, snapshot: Snapshot, first: bool) {
        if first {
            self.epoch = snapshot.epoch;
            self.last_at = snapshot.last_at;
            if let Some(settings) = snapshot.settings {
                self.settings = settings;
            }
            self.place_locations();
        }
        self.orders.reserve(wanted.orders.len());
        self.reservations.reserve(wanted.reservations.len());
        self.external_ids.reserve(wanted.external_ids.len());
        self.entries.reserve(wanted.commands.len());
        self.skus.reserve(wanted.skus.len());
        self.sku_places.reserve(wanted.skus.len());
        for (id, order) in wanted.orders.into_iter().zip(snapshot.orders) {
            self.orders.load(id, order.as_ref().map_or(0, |order| order.version), order);
        }
        for (id, reservation) in wanted.reservations.into_iter().zip(snapshot.reservations) {
            self.reservations.load(id, reservation.as_ref().map(|reservation| reservation.revision()), reservation);
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
            self.queues.load_waiting(query.sku, waiting);
        }
        for (key, document) in wanted.documents.into_iter().zip(snapshot.documents) {
            self.papers.documents.load(key, document.as_ref().map_or(0, |document| document.version), document);
        }
        for (subject, open) in wanted.subjects.into_iter().zip(snapshot.subjects) {
            self.papers.load_subject(subject, open);
        }
        for (query, rows) in wanted.moved.into_iter().zip(snapshot.moved) {
            let place = (query.sku, query.location);
            self.moved_after.insert(place.clone(), query.after);
            self.moved.insert(place, rows);
        }
        for (query, page) in wanted.pages.into_iter().zip(snapshot.pages) {
            self.pages.load(query, page);
        }
        if let Some(query) = wanted.due {
            self.queues.load_due(query, snapshot.due);
        }
    }

    /// Names the records that those in memory point to and that are not in memory yet.
    pub(super) fn missing(&self, envelopes: &[Arc<Envelope>]) -> ReadSet {
        let mut wanted = ReadSet::default();
        for due in self.queues.due() {
            match &due.key {
                DueKey::Reservation(id) if !self.reservations.is_loaded(id) => wanted.reservation(id),
                DueKey::Order(id) if !self.orders.is_loaded(id) => wanted.order(id),
                DueKey::Order(id) => self.want_stock_of(id, &mut wanted),
                DueKey::Document(key) if !self.papers.documents.is_loaded(key) => wanted.document(key.clone()),
                DueKey::Reservation(_) | DueKey::Document(_) => {}
            }
        }
        for waiting in self.queues.all_waiting() {
            if self.orders.is_loaded(&waiting.order) {
                self.want_slot_of(&waiting.order, &mut wanted);
            } else {
                wanted.order(&waiting.order);
            }
        }
        // Those in a queue are planned anew.
        for queued in self.queues.all_queued() {
            if self.orders.is_loaded(&queued.order) {
                self.want_stock_of(&queued.order, &mut wanted);
            } else {
                wanted.order(&queued.order);
            }
        }
        for key in self.papers.all_about() {
            match key.kind {
                DocumentKind::Order => {
                    let id = OrderId::from(&key.id);
                    if self.orders.is_loaded(&id) { self.want_stock_of(&id, &mut wanted) } else { wanted.order(&id) }
                }
                DocumentKind::Reservation => {
                    let id = ReservationId::from(&key.id);
                    if !self.reservations.is_loaded(&id) {
                        wanted.reservation(&id);
                    }
                }
                _ if !self.papers.documents.is_loaded(key) => wanted.document(key.clone()),
                _ => {}
            }
        }
        // Whether a correction was a count is told by its command.
        let corrections = self.moved.values().flatten().filter(|row| [row.movement.from, row.movement.to].contains(&Place::Adjustment));
        wanted.commands.extend(corrections.map(|row| &row.command).filter(|command| self.entry(command).is_none()).cloned());
        let lots = self.kept_by_lot.iter().flat_map(|sku| self.slot(*sku).lot_keys());
        lots.filter(|key| !self.papers.documents.is_loaded(key)).for_each(|key| wanted.document(key.clone()));
        self.reservations.loaded().filter_map(|reservation| reservation.slot.as_ref()).for_each(|slot| self.want_slot(slot, &mut wanted));
        let reserved = self.reservations.loaded().flat_map(|reservation| &reservation.units);
        for units in reserved {
            if !self.is_sku_loaded(&units.sku) {
                wanted.sku(&units.sku);
            }
        }
        for bundle in &self.bundles {
            let components = self.item(*bundle).map_or(&[][..], |item| &item.components);
            components.iter().filter(|component| !self.is_sku_loaded(&component.sku)).for_each(|component| wanted.sku(&component.sku));
        }
        let compares = |policies: &Policies| policies.verification.duplicate_window.is_some();
        let will_compare = |envelope: &Arc<Envelope>| matches!(&envelope.command, Command::PutPolicies(put) if compares(&put.policies));
        let compares_customers = compares(&self.settings.policies) || envelopes.iter().any(will_compare);
        // Plans that commands of the batch bring are those of the commands after them.
        let plans = envelopes.iter().filter_map(|envelope| match &envelope.command {
            Command::PutSlotTemplate(put) => Some(slot::put_slot_template::sorted(put.template.clone())),
            _ => None,
        });
        let plans: Vec<SlotTemplate> = plans.collect();
        for envelope in envelopes {
            if let Some(order) = envelope.command.order() {
                self.want_stock_of(order, &mut wanted);
            }
            if let Command::RerouteOrders(reroute) = &envelope.command {
                reroute.orders.iter().for_each(|reroute| self.want_stock_of(&reroute.order, &mut wanted));
            }
            let cart = slot::cart_of(&envelope.command).and_then(|cart| self.reservations.current_if_loaded(cart));
            for slot in slot::wanted_by(&envelope.command).into_iter().chain(cart.and_then(|cart| cart.slot.as_ref())) {
                self.want_slot(slot, &mut wanted);
                // Where it has no room, the refusal names windows that have.
                slot::later(&self.settings, slot).iter().for_each(|later| self.want_slot(&later.slot, &mut wanted));
                for plan in &plans {
                    slot::later_in(plan, slot).iter().for_each(|later| self.want_slot(&later.slot, &mut wanted));
                }
            }
            if let Some(document) = supply::document_of(&envelope.command).or_else(|| transfer::document_of(&envelope.command)) {
                let looks = u32::try_from(envelopes.len()).unwrap_or(u32::MAX);
                self.want_supply_of(&document, ORDERS_MAX.saturating_mul(looks).min(WAITING_MAX), &mut wanted);
            }
            self.want_serials_of(&envelope.command, envelopes, &mut wanted);
            self.want_for_count(&envelope.command, envelope.at, envelopes, &mut wanted);
            if let Command::ReceivePurchaseOrder(receive) = &envelope.command {
                self.want_lots_of(receive, envelopes, &mut wanted);
            }
            match &envelope.command {
                Command::EraseOrder(erase) => self.want_personal_of(&erase.order, &mut wanted),
                Command::EraseCustomer(erase) => self.want_customer(erase, &mut wanted),
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
        self.want_days(envelopes, &mut wanted);
        if envelopes.iter().any(|envelope| shortage::may_reassign(&envelope.command)) {
            self.want_holders_of(envelopes, &mut wanted);
        }
        wanted.normalize();
        wanted
    }

    /// The orders of a customer who is erased, with the commands that tell of them, and what is known of the customer's latest.
    fn want_customer(&self, erase: &EraseCustomer, wanted: &mut ReadSet) {
        let ids = [Some(&erase.customer), erase.alias.as_ref()];
        ids.into_iter().flatten().filter(|id| !self.customers.contains_key(id)).for_each(|id| wanted.customer(id));
        self.pages.all_of_customers().for_each(|id| self.want_order(id, wanted));
        let of_customer = self.orders.loaded().filter(|order| order.customer.as_ref() == Some(&erase.customer));
        of_customer.for_each(|order| self.want_personal_of(&order.id, wanted));
    }

    /// The entries of commands that tell something personal of an order.
    fn want_personal_of(&self, order: &OrderId, wanted: &mut ReadSet) {
        self.want_slot_of(order, wanted);
        let Some(order) = self.orders.current_if_loaded(order) else { return };
        wanted.commands.extend(order.personal_in.iter().filter(|command| self.entry(command).is_none()).cloned());
    }

    /// What has been taken on today by locations that can take on only so much, as they are or as commands of the batch put them.
    fn want_days(&self, envelopes: &[Arc<Envelope>], wanted: &mut ReadSet) {
        let put = envelopes.iter().filter_map(|envelope| match &envelope.command {
            Command::PutLocation(put) => Some(&put.location),
            _ => None,
        });
        let locations = self.settings.locations.iter().chain(put).filter(|location| location.daily_capacity.is_some());
        for location in locations {
            let times = envelopes.iter().map(|envelope| envelope.at);
            capacity::keys_at(location, times).filter(|key| !self.is_sku_loaded(key)).for_each(|key| wanted.sku(&key));
        }
    }

    /// What a count needs beside its paper: its SKUs with the lots that were counted, and what has moved since they were.
    fn want_for_count(&self, command: &Command, at: Timestamp, envelopes: &[Arc<Envelope>], wanted: &mut ReadSet) {
        let Some(key) = count::document_of(command) else { return };
        if let Some(DocumentBody::Count(paper)) = self.papers.documents.current_if_loaded(&key).map(|document| &document.body) {
            paper.skus.iter().filter(|sku| !self.is_sku_loaded(sku)).for_each(|sku| wanted.sku(sku));
            let lots = paper.lines.iter().filter_map(|line| lot::key_of(&line.sku, line.lot.as_ref()?));
            lots.filter(|key| !self.papers.documents.is_loaded(key)).for_each(|key| wanted.document(key));
        }
        let Command::RecordCount(record) = command else { return };
        let Some(counted_at) = record.counted_at.filter(|counted_at| *counted_at < at) else { return };
        for location in self.locations_of_count(&record.count, envelopes) {
            let reaches = |sku: &Sku| self.moved_after.get(&(sku.clone(), location.clone())).is_some_and(|after| *after <= counted_at);
            let lines = record.lines.iter().filter(|line| !reaches(&line.sku));
            lines.for_each(|line| wanted.moved(&line.sku, &location, counted_at, AS_OF_ENTRIES_MAX));
        }
    }

    /// Where a count is taken, as it is kept or as a command of the same batch opens it.
    fn locations_of_count(&self, id: &DocumentId, envelopes: &[Arc<Envelope>]) -> Vec<LocationId> {
        let kept = self.papers.documents.current_if_loaded(&count::key_of(id)).and_then(|document| match &document.body {
            DocumentBody::Count(paper) => Some(&paper.location),
            _ => None,
        });
        let opened = envelopes.iter().filter_map(|envelope| match &envelope.command {
            Command::OpenCount(open) if &open.count == id => Some(&open.location),
            _ => None,
        });
        kept.into_iter().chain(opened).cloned().collect()
    }

    /// Who holds stock that commands may take from them, and what is needed to promise them other units.
    fn want_holders_of(&self, envelopes: &[Arc<Envelope>], wanted: &mut ReadSet) {
        for command in envelopes.iter().map(|envelope| &envelope.command).filter(|command| shortage::may_reassign(command)) {
            match command {
                Command::SetStock(command) => self.want_holders_at(&command.sku, &command.location, wanted),
                Command::AdjustStock(command) => self.want_holders_at(&command.sku, &command.location, wanted),
                Command::ApproveCount(command) => {
                    for location in self.locations_of_count(&command.count, envelopes) {
                        let kept = self.papers.documents.current_if_loaded(&count::key_of(&command.count));
                        if let Some(DocumentBody::Count(paper)) = kept.map(|document| &document.body) {
                            paper.skus.iter().for_each(|sku| self.want_holders_at(sku, &location, wanted));
                        }
                        for envelope in envelopes {
                            if let Command::OpenCount(open) = &envelope.command
                                && open.count == command.count
                            {
                                open.skus.iter().for_each(|sku| self.want_holders_at(sku, &location, wanted));
                            }
                        }
                    }
                }
                _ => {}
            }
        }
        self.pages.listed_orders().filter(|id| !self.orders.is_loaded(id)).for_each(|id| wanted.order(id));
        self.pages.listed_reservations().filter(|id| !self.reservations.is_loaded(id)).for_each(|id| wanted.reservation(id));
        // Any order in memory may have come to hold some by the time a command takes it away.
        self.orders.loaded().for_each(|order| self.want_stock_of(&order.id, wanted));
    }

    /// Who holds stock of a SKU at a location, if some of it is promised.
    fn want_holders_at(&self, sku: &Sku, location: &LocationId, wanted: &mut ReadSet) {
        if self.loaded_slot(sku).is_some_and(|slot| slot.is_promised_at(location)) {
            self.want_holders(sku, location, wanted);
        }
    }

    /// The SKUs on a paper, with who waits for them and what else is on order of them.
    fn want_supply_of(&self, document: &DocumentKey, limit: u32, wanted: &mut ReadSet) {
        let Some(document) = self.papers.documents.current_if_loaded(document) else { return };
        let mut want = |sku: &Sku| {
            if !self.papers.is_subject_loaded(&Subject::Supply(sku.clone())) {
                wanted.supply(sku, limit);
            }
        };
        match &document.body {
            DocumentBody::PurchaseOrder(order) => order.lines.iter().for_each(|line| want(&line.sku)),
            DocumentBody::Transfer(transfer) => {
                transfer.lines.iter().for_each(|line| want(&line.sku));
                // A lot may lie nowhere while all of it is in transit.
                let lots = transfer.lines.iter().filter_map(|line| lot::key_of(&line.sku, line.lot.as_ref()?));
                lots.filter(|key| !self.papers.documents.is_loaded(key)).for_each(|key| wanted.document(key));
            }
            DocumentBody::Count(_) | DocumentBody::Lot(_) | DocumentBody::Serial(_) | DocumentBody::Slot(_) => {}
        }
    }

    /// The papers of lots in which units of a purchase order come in. Of what they are is told by the purchase order, as it is kept or as
    /// a command of the same batch puts it.
    fn want_lots_of(&self, receive: &ReceivePurchaseOrder, envelopes: &[Arc<Envelope>], wanted: &mut ReadSet) {
        let kept = self.papers.documents.current_if_loaded(&supply::key_of(&receive.purchase_order));
        for receipt in receive.lines.iter().filter(|receipt| receipt.lot.is_some()) {
            let kept = kept.and_then(|document| match &document.body {
                DocumentBody::PurchaseOrder(order) => order.lines.iter().find(|line| line.id == receipt.line).map(|line| &line.sku),
                _ => None,
            });
            let put = envelopes.iter().filter_map(|envelope| match &envelope.command {
                Command::PutPurchaseOrder(put) if put.purchase_order == receive.purchase_order => Some(&put.lines),
                _ => None,
            });
            let put = put.flatten().filter(|line| line.id == receipt.line).map(|line| &line.sku);
            let number = receipt.lot.as_ref().map(|lot| &lot.number);
            let keys = kept.into_iter().chain(put).filter_map(|sku| lot::key_of(sku, number?));
            keys.filter(|key| !self.papers.documents.is_loaded(key)).for_each(|key| wanted.document(key));
        }
    }

    /// The papers of units that a command names by a line. Of what they are is told by the line, as it is kept or as a command of the same
    /// batch brings it about.
    fn want_serials_of(&self, command: &Command, envelopes: &[Arc<Envelope>], wanted: &mut ReadSet) {
        for (owner, serial) in serial::named_by(command) {
            let skus = match owner {
                Owner::Order(line) => self.skus_of_line(command.order(), line, envelopes),
                Owner::Purchase(id, line) => {
                    let kept = self.papers.documents.current_if_loaded(&supply::key_of(id)).and_then(|document| match &document.body {
                        DocumentBody::PurchaseOrder(order) => Some(order.lines.as_slice()),
                        _ => None,
                    });
                    let put = envelopes.iter().filter_map(|envelope| match &envelope.command {
                        Command::PutPurchaseOrder(put) if &put.purchase_order == id => Some(&put.lines),
                        _ => None,
                    });
                    let kept = kept.into_iter().flatten().filter(|kept| &kept.id == line).map(|kept| &kept.sku);
                    kept.chain(put.flatten().filter(|put| &put.id == line).map(|put| &put.sku)).cloned().collect()
                }
                Owner::Transfer(id, line) => {
                    let kept = self.papers.documents.current_if_loaded(&transfer::key_of(id)).and_then(|document| match &document.body {
                        DocumentBody::Transfer(transfer) => Some(transfer.lines.as_slice()),
                        _ => None,
                    });
                    let put = envelopes.iter().filter_map(|envelope| match &envelope.command {
                        Command::PutTransfer(put) if &put.transfer == id => Some(&put.lines),
                        _ => None,
                    });
                    let kept = kept.into_iter().flatten().filter(|kept| &kept.id == line).map(|kept| &kept.sku);
                    kept.chain(put.flatten().filter(|put| &put.id == line).map(|put| &put.sku)).cloned().collect()
                }
            };
            let keys = skus.iter().filter_map(|sku: &Sku| serial::key_of(sku, serial));
            keys.filter(|key| !self.papers.documents.is_loaded(key)).for_each(|key| wanted.document(key));
        }
    }

    /// What a line of an order is of. A line that is not kept yet is of something that a command of the batch names for the order, or of a
    /// component of that.
    fn skus_of_line(&self, order: Option<&OrderId>, line: &LineId, envelopes: &[Arc<Envelope>]) -> Vec<Sku> {
        let Some(id) = order else { return Vec::new() };
        let kept = self.orders.current_if_loaded(id).and_then(|order| order.line(line).ok());
        if let Some(kept) = kept {
            return vec![kept.sku.clone()];
        }
        let is_about = |command: &Command| match command {
            Command::CaptureOrder(capture) => &capture.order == id,
            other => other.order() == Some(id),
        };
        let mut named = ReadSet::default();
        envelopes.iter().filter(|envelope| is_about(&envelope.command)).for_each(|envelope| envelope.command.reads(&mut named));
        let mut skus = named.skus;
        let mut place = 0;
        while let Some(sku) = skus.get(place).cloned() {
            let kept = self.loaded_slot(&sku).and_then(|slot| slot.item()).map(|item| &item.components);
            let put = envelopes.iter().filter_map(|envelope| match &envelope.command {
                Command::PutItem(put) if put.sku == sku => Some(&put.components),
                _ => None,
            });
            for component in kept.into_iter().chain(put).flatten() {
                if !skus.contains(&component.sku) {
                    skus.push(component.sku.clone());
                }
            }
            place += 1;
        }
        skus.arrange();
        skus.dedup();
        skus
    }

    fn want_slot(&self, slot: &DocumentId, wanted: &mut ReadSet) {
        let key = slot::key_of(slot);
        if !self.papers.documents.is_loaded(&key) {
            wanted.document(key);
        }
    }

    /// The slot that an order has a place in, which changes with it.
    fn want_slot_of(&self, order: &OrderId, wanted: &mut ReadSet) {
        let booked = self.orders.current_if_loaded(order).and_then(|order| order.slot.as_ref());
        booked.into_iter().for_each(|booked| self.want_slot(&booked.slot, wanted));
    }

    /// An order that is not in memory.
    pub(crate) fn want_order(&self, order: &OrderId, wanted: &mut ReadSet) {
        if !self.orders.is_loaded(order) {
            wanted.order(order);
        }
    }

    fn want_stock_of(&self, order: &OrderId, wanted: &mut ReadSet) {
        self.want_slot_of(order, wanted);
        let Some(order) = self.orders.current_if_loaded(order) else { return };
        for line in &order.lines {
            if !self.is_sku_loaded(&line.sku) {
                wanted.sku(&line.sku);
            }
            let serials = line.units.portions().iter().flat_map(|portion| portion.serials.numbers());
            let keys = serials.filter_map(|serial| serial::key_of(&line.sku, serial));
            keys.filter(|key| !self.papers.documents.is_loaded(key)).for_each(|key| wanted.document(key));
        }
    }
}
