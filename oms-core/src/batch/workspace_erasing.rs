//! What is known of customers: their latest orders, which commands told something personal, and what is taken out of the log again.

use std::sync::Arc;

use super::workspace::{Undo, Workspace};
use super::{LogEntry, Recent, RecentPut};
use crate::order::Order;
use crate::privacy;
use crate::storage::RECENT_MAX;
use crate::{Actor, Arrange, CustomerId, OrderId};

impl Workspace {
    /// Notes with an order that the entry of the current command holds something personal of it. What its customer does under the id that
    /// names the customer is, whatever it is.
    pub(super) fn note_personal(&self, order: &mut Order) {
        let is_personal = self.names_customer || self.personal_of.as_ref() == Some(&order.id) || is_by_customer(&self.actor, order);
        if is_personal && order.personal_in.last() != Some(&self.command) {
            order.personal_in.push(self.command.clone());
        }
    }

    /// What customers do under their own ids is noted also where it has left the order as it was.
    pub(super) fn note_untouched(&mut self, order: Option<&OrderId>) {
        let Some(order) = order.filter(|order| !self.touched.contains(order)) else { return };
        let Some(kept) = self.orders.current_if_loaded(order).filter(|kept| is_by_customer(&self.actor, kept)) else { return };
        let kept = Order::clone(kept);
        self.put_order(kept);
    }

    /// The entry as the log keeps it. What a command has told that left its order as it was is nowhere noted, and decided nothing: it is
    /// never kept.
    pub(super) fn as_kept(&self, entry: LogEntry) -> LogEntry {
        let is_noted = |order: &OrderId| self.touched.contains(order);
        if self.personal_of.as_ref().is_none_or(is_noted) { entry } else { privacy::erased_at_once(&entry).unwrap_or(entry) }
    }

    /// Puts an entry in the place of the one that the log has of its command.
    pub(crate) fn rewrite(&mut self, entry: LogEntry) {
        let id = entry.envelope.id.clone();
        let Some(before) = self.entries.get(&id).cloned() else { return };
        let entry = Arc::new(entry);
        let pending = self.log.iter_mut().find(|known| known.envelope.id == id);
        let was_rewritten = match pending {
            Some(pending) => {
                *pending = Arc::clone(&entry);
                false
            }
            None => self.rewritten.insert(id.clone(), Arc::clone(&entry)).is_some(),
        };
        self.entries.insert(id, entry);
        self.undo.push(Undo::Entry(before, was_rewritten));
    }

    pub(super) fn take_back_entry(&mut self, before: Arc<LogEntry>, was_rewritten: bool) {
        let id = before.envelope.id.clone();
        if let Some(pending) = self.log.iter_mut().find(|known| known.envelope.id == id) {
            *pending = Arc::clone(&before);
        } else if was_rewritten {
            self.rewritten.insert(id.clone(), Arc::clone(&before));
        } else if self.rewritten.remove(&id).is_none() {
            // It was of a command that is taken back as well.
            return;
        }
        self.entries.insert(id, before);
    }

    /// The latest orders of a customer, newest first.
    pub(crate) fn recent_orders(&self, customer: &CustomerId) -> &[Recent] {
        let recent = self.customers.get(customer).map_or(&[][..], Vec::as_slice);
        recent.get(..RECENT_MAX).unwrap_or(recent)
    }

    /// Remembers an order as the customer's latest.
    pub(crate) fn add_recent_order(&mut self, customer: &CustomerId, recent: Recent) {
        self.customers.entry(customer.clone()).or_default().insert(0, recent.clone());
        self.recent.push(RecentPut { customer: customer.clone(), recent });
        self.undo.push(Undo::Recent(customer.clone()));
    }

    /// Forgets which orders a customer has placed lately; another id may take them over.
    pub(crate) fn forget_customer(&mut self, customer: &CustomerId) -> Vec<Recent> {
        let recent = self.customers.insert(customer.clone(), Vec::new()).unwrap_or_default();
        self.forgotten.push((customer.clone(), self.recent.len()));
        self.undo.push(Undo::Forgotten(customer.clone(), recent.clone()));
        recent
    }

    /// What was put before its customer was forgotten is forgotten with the rest.
    pub(super) fn take_recent(&mut self) -> Vec<RecentPut> {
        let forgotten = &self.forgotten;
        let stays =
            |place: usize, put: &RecentPut| !forgotten.iter().any(|(customer, before)| *customer == put.customer && place < *before);
        let recent = std::mem::take(&mut self.recent).into_iter().enumerate();
        recent.filter(|(place, put)| stays(*place, put)).map(|(_, put)| put).collect()
    }

    pub(super) fn take_forgotten(&mut self) -> Vec<CustomerId> {
        let mut forgotten: Vec<CustomerId> = std::mem::take(&mut self.forgotten).into_iter().map(|(customer, _)| customer).collect();
        forgotten.arrange();
        forgotten.dedup();
        forgotten
    }
}

fn is_by_customer(actor: &Actor, order: &Order) -> bool {
    order.customer.as_ref().is_some_and(|customer| customer.as_str() == actor.as_str())
}
