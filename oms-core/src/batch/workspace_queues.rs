//! Who waits, and what is due, as commands find it.

use super::queues::DUE_MAX;
use super::workspace::Workspace;
use super::{DueKey, Waiting};
use crate::{OrderId, Sku};

impl Workspace {
    /// The first orders that wait for a SKU, first to be served first.
    pub(crate) fn queue(&self, sku: &Sku, limit: u32) -> Vec<OrderId> {
        let limit = usize::try_from(limit).unwrap_or(usize::MAX);
        self.queues.waiting_for(sku).take(limit).map(|waiting| waiting.order.clone()).collect()
    }

    /// Places of a queue after one of it, first to be served first.
    pub(crate) fn queued(&self, key: &Sku, after: Option<&Waiting>, size: u32) -> Vec<Waiting> {
        let later = self.queues.waiting_for(key).filter(|waiting| after.is_none_or(|after| *waiting > after));
        later.take(usize::try_from(size).unwrap_or(usize::MAX)).cloned().collect()
    }

    /// Takes what is due first off the list, if its time has come.
    pub(crate) fn take_next_due(&mut self) -> Option<DueKey> {
        self.queues.take_next_due(self.now())
    }

    /// Whether something may be due that is not in memory.
    pub(crate) fn is_beyond_due_horizon(&self) -> bool {
        self.queues.is_beyond_due_horizon(self.now())
    }

    /// How many batches of due reservations there are at the most in memory.
    pub(crate) const fn due_max() -> u32 {
        DUE_MAX
    }
}
