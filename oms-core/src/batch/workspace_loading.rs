//! How records come into the workspace: those that commands name, and those that the records in memory point to.

use std::sync::Arc;

use super::workspace::Workspace;
use super::{DueKey, ReadSet, Snapshot};
use crate::OrderId;
use crate::command::{Command, Envelope};
use crate::settings::Policies;

impl Workspace {
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
                DueKey::Reservation(_) => {}
            }
        }
        for waiting in self.queues.all_waiting() {
            if !self.orders.is_loaded(&waiting.order) {
                wanted.order(&waiting.order);
            }
        }
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
            if !self.is_sku_loaded(&line.sku) {
                wanted.sku(&line.sku);
            }
        }
    }
}
