//! What waits for stock and what falls due, kept in step with the records of a batch.

use super::{Due, DueKey, DueQuery, Waiting, WaitingChange};
use crate::order::{Order, OrderQueue};
use crate::{Arrange, Sku, Timestamp};
use crate::{SortedMap, SortedSet};

/// The most reservations that one batch lets expire before its commands.
pub(super) const DUE_MAX: u32 = 10_000;

/// The queues in memory, and how to take back what commands did to them.
#[derive(Debug, Default)]
pub(super) struct Queues {
    waiting: SortedMap<Sku, SortedSet<Waiting>>,
    /// Whether each order waits for each SKU now, where that has changed.
    waiting_changes: SortedMap<(Sku, Waiting), bool>,
    due: SortedSet<Due>,
    /// Something at or after this instant may be due that is not in memory.
    due_horizon: Option<Timestamp>,
    undo: Vec<Undo>,
}

#[derive(Debug)]
enum Undo {
    Waiting(Sku, Waiting, Option<bool>),
    Due { due: Due, was_there: bool },
}

impl Queues {
    pub(super) fn load_waiting(&mut self, sku: Sku, waiting: Vec<Waiting>) {
        self.waiting.entry(sku).or_default().extend(waiting);
    }

    pub(super) fn load_due(&mut self, query: DueQuery, due: Vec<Due>) {
        let full = due.len() >= usize::try_from(query.limit).unwrap_or(usize::MAX);
        self.due_horizon = due.last().filter(|_| full).map(|due| due.at);
        self.due.extend(due);
    }

    /// Everything that falls due, first due first.
    pub(super) fn due(&self) -> impl Iterator<Item = &Due> {
        self.due.iter()
    }

    /// Orders that wait for any SKU.
    pub(super) fn all_waiting(&self) -> impl Iterator<Item = &Waiting> {
        self.waiting.iter().filter(|(sku, _)| !OrderQueue::has_key(sku)).flat_map(|(_, waiting)| waiting)
    }

    /// Orders that stand in a queue which waves work off.
    pub(super) fn all_queued(&self) -> impl Iterator<Item = &Waiting> {
        self.waiting.iter().filter(|(sku, _)| OrderQueue::has_key(sku)).flat_map(|(_, waiting)| waiting)
    }

    /// Orders that wait for a SKU, first to be served first.
    pub(super) fn waiting_for(&self, sku: &Sku) -> impl Iterator<Item = &Waiting> {
        self.waiting.get(sku).into_iter().flatten()
    }

    /// Takes what is due first off the list, if its time has come.
    pub(super) fn take_next_due(&mut self, now: Timestamp) -> Option<DueKey> {
        let due = self.due.first().filter(|due| due.at <= now)?.clone();
        let key = due.key.clone();
        self.set_due(due, false);
        Some(key)
    }

    /// Whether something may be due that is not in memory.
    pub(super) fn is_beyond_due_horizon(&self, now: Timestamp) -> bool {
        self.due_horizon.is_some_and(|horizon| horizon <= now)
    }

    /// Keeps the queues in step with an order that is new or changes.
    pub(super) fn follow_order(&mut self, before: Option<&Order>, after: &Order) {
        self.follow_waiting(before, after);
        self.follow_due(before.and_then(|before| before.due_at), after.due_at, || DueKey::Order(after.id.clone()));
    }

    /// Keeps the list of what is due in step with a record whose end moves.
    pub(super) fn follow_due(&mut self, before: Option<Timestamp>, after: Option<Timestamp>, key: impl Fn() -> DueKey) {
        if before == after {
            return;
        }
        if let Some(at) = before {
            self.set_due(Due { at, key: key() }, false);
        }
        if let Some(at) = after {
            self.set_due(Due { at, key: key() }, true);
        }
    }

    fn set_due(&mut self, due: Due, there: bool) {
        let was_there = if there { !self.due.insert(due.clone()) } else { self.due.remove(&due) };
        self.undo.push(Undo::Due { due, was_there });
    }

    fn follow_waiting(&mut self, before: Option<&Order>, after: &Order) {
        fn sorted(order: &Order) -> Vec<&Sku> {
            let mut skus: Vec<&Sku> = order.places().collect();
            skus.arrange();
            skus.dedup();
            skus
        }
        let (waited, waits) = (before.map(sorted).unwrap_or_default(), sorted(after));
        let begins = waits.iter().filter(|sku| waited.binary_search(sku).is_err()).map(|sku| (*sku, true));
        let ceases = waited.iter().filter(|sku| waits.binary_search(sku).is_err()).map(|sku| (*sku, false));
        for (sku, waits) in begins.chain(ceases) {
            let waiting = Waiting { priority: after.priority, placed_at: after.placed_at, order: after.id.clone() };
            let queue = self.waiting.entry(sku.clone()).or_default();
            if waits {
                queue.insert(waiting.clone());
            } else {
                queue.remove(&waiting);
            }
            let change = self.waiting_changes.insert((sku.clone(), waiting.clone()), waits);
            self.undo.push(Undo::Waiting(sku.clone(), waiting, change));
        }
    }

    /// Orders that began or ceased to wait, by SKU and place in the queue.
    pub(super) fn waiting_changes(&self) -> Vec<WaitingChange> {
        let changes = self.waiting_changes.iter();
        changes.map(|((sku, waiting), waits)| WaitingChange { sku: sku.clone(), waiting: waiting.clone(), waits: *waits }).collect()
    }

    /// Where the undo log stands, to roll back to.
    pub(super) fn savepoint(&self) -> usize {
        self.undo.len()
    }

    /// Forgets how to take back what has been done so far.
    pub(super) fn keep(&mut self) {
        self.undo.clear();
    }

    pub(super) fn roll_back(&mut self, savepoint: usize) {
        while self.undo.len() > savepoint {
            match self.undo.pop() {
                None => break,
                Some(Undo::Waiting(sku, waiting, change)) => self.restore_waiting(sku, waiting, change),
                Some(Undo::Due { due, was_there: true }) => {
                    self.due.insert(due);
                }
                Some(Undo::Due { due, was_there: false }) => {
                    self.due.remove(&due);
                }
            }
        }
    }

    fn restore_waiting(&mut self, sku: Sku, waiting: Waiting, change: Option<bool>) {
        let key = (sku, waiting);
        let undone = match change {
            Some(change) => self.waiting_changes.insert(key.clone(), change),
            None => self.waiting_changes.remove(&key),
        };
        let (sku, waiting) = key;
        let queue = self.waiting.entry(sku).or_default();
        if undone == Some(true) {
            queue.remove(&waiting);
        } else {
            queue.insert(waiting);
        }
    }
}
