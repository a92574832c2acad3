//! Who gets what is on order, and when: the same queue that the release of backorders serves, played ahead of time.

use crate::{SortedMap, SortedSet};
use std::sync::Arc;

use smallvec::SmallVec;

use crate::batch::{LocationIndex, SkuIndex, Workspace};
use crate::document::{DocumentBody, DocumentKey, DocumentKind, Subject};
use crate::event::Event;
use crate::lot::{self, Need};
use crate::order::{Line, Order, Stage};
use crate::routing::promise;
use crate::{Arrange, DocumentId, LineId, LocationId, OrderId, Quantity, Sku, Timestamp};

/// Units that a purchase order or a transfer is to bring to a location.
#[derive(Clone, Debug)]
pub(super) struct Delivery {
    pub(super) expected_at: Timestamp,
    pub(super) paper: DocumentKey,
    pub(super) line: LineId,
    pub(super) location: LocationId,
    pub(super) quantity: Quantity,
}

impl Delivery {
    /// Its paper, if that is of a kind.
    pub(super) fn paper_of(&self, kind: DocumentKind) -> Option<DocumentId> {
        (self.paper.kind == kind).then(|| self.paper.id.clone())
    }
}

/// A line of an order that waits for units, and the deliveries that bring them.
#[derive(Clone, Debug)]
pub(super) struct Waiter {
    pub(super) order: Arc<Order>,
    pub(super) line: LineId,
    /// Units that no delivery brings.
    pub(super) left: Quantity,
    /// Those of them that were assigned to a location, and wait for its stock alone.
    assigned: SmallVec<[(LocationId, Quantity); 1]>,
    /// Deliveries, first expected first, with the units that come to the line.
    pub(super) promised: Vec<(Delivery, Quantity)>,
}

impl Waiter {
    /// Units that wait of a line, if any do.
    fn of(order: &Arc<Order>, line: &Line) -> Option<Waiter> {
        let waiting = line.units.portions().iter().filter(|portion| portion.stage == Stage::Backordered);
        let assigned = waiting.filter_map(|portion| Some((portion.location.clone()?, portion.quantity))).collect();
        let left = line.units.at(Stage::Backordered);
        let waiter = || Waiter { order: Arc::clone(order), line: line.id.clone(), left, assigned, promised: Vec::new() };
        (!left.is_zero()).then(waiter)
    }

    /// Units that may come from a location.
    fn from(&self, location: &LocationId, may_ship: bool) -> Quantity {
        let assigned = |here: bool| self.assigned.iter().filter(move |(at, _)| (at == location) == here).map(|(_, units)| *units).sum();
        let elsewhere: Quantity = assigned(false);
        if may_ship { self.left.less(elsewhere) } else { assigned(true) }
    }

    /// Notes what a delivery brings.
    fn serve(&mut self, delivery: &Delivery, units: Quantity) {
        self.left = self.left.less(units);
        for (_, assigned) in self.assigned.iter_mut().filter(|(at, _)| *at == delivery.location) {
            *assigned = assigned.less(units);
        }
        self.promised.push((delivery.clone(), units));
    }

    /// When the last of its units is expected; `None` if some are on no order.
    fn expected_at(&self) -> Option<Timestamp> {
        let last = self.promised.last().map(|(delivery, _)| delivery.expected_at);
        last.filter(|_| self.left.is_zero())
    }
}

/// Whether what is expected then, or on no order at all, comes too late for what the customer was promised.
pub(super) fn is_late(order: &Order, expected_at: Option<Timestamp>) -> bool {
    order.promised_at.is_some_and(|promised| expected_at.is_none_or(|expected| expected > promised))
}

/// What is on order or in transit of a SKU, first expected first; on one instant purchase orders before transfers, then by id, then in the
/// order of their lines.
pub(super) fn deliveries(work: &Workspace, sku: &Sku) -> Vec<Delivery> {
    let mut deliveries = Vec::new();
    for document in work.open_documents(&Subject::Supply(sku.clone())) {
        let mut expect = |expected_at, line: &LineId, location: &LocationId, quantity| {
            let (paper, line, location) = (document.key(), line.clone(), location.clone());
            deliveries.push(Delivery { expected_at, paper, line, location, quantity });
        };
        match &document.body {
            DocumentBody::PurchaseOrder(order) => {
                let lines = order.open_lines().filter(|line| &line.sku == sku);
                lines.for_each(|line| expect(line.expected_at, &line.id, &order.location, line.outstanding()));
            }
            DocumentBody::Transfer(transfer) => {
                let lines = transfer.lines_in_transit().filter(|line| &line.sku == sku);
                lines.for_each(|line| expect(transfer.expected_at, &line.id, transfer.bound_for(), line.in_transit()));
            }
            DocumentBody::Count(_) | DocumentBody::Lot(_) | DocumentBody::Serial(_) | DocumentBody::Slot(_) => {}
        }
    }
    deliveries.arrange_by_key(|delivery| delivery.expected_at);
    deliveries
}

/// Lines that wait for a SKU, first to be served first, each with what is to come to it.
///
/// Deliveries arrive one after another, and each is given out just as `receive_purchase_order` will give it out.
pub(super) fn waiters(work: &mut Workspace, sku: &Sku) -> Vec<Waiter> {
    let rule = work.settings().policies.backorders.release;
    let mut waiters = Vec::new();
    for id in rule.queue(work, sku) {
        let Ok(order) = work.order(&id).map(Arc::clone) else { continue };
        for line in order.lines.iter().filter(|line| &line.sku == sku) {
            waiters.extend(Waiter::of(&order, line));
        }
    }
    if waiters.is_empty() {
        return waiters;
    }
    let index = work.sku(sku);
    let mut free_at: SortedMap<LocationId, i64> = SortedMap::new();
    for delivery in deliveries(work, sku) {
        let location = work.location(&delivery.location);
        let free = free_at.entry(delivery.location.clone()).or_insert_with(|| free_at_all(work, index, location));
        *free = free.saturating_add(delivery.quantity.units());
        // Lines of an order stand together, and count together.
        for lines in waiters.chunk_by_mut(|one, next| Arc::ptr_eq(&one.order, &next.order)) {
            let Some(first) = lines.first().filter(|_| lines.iter().any(|waiter| !waiter.left.is_zero())) else { continue };
            if *free <= 0 {
                break;
            }
            let may_ship = promise::may_ship(work, &first.order, sku, location);
            let waits: Quantity = lines.iter().map(|waiter| waiter.from(&delivery.location, may_ship)).sum();
            if waits.is_zero() {
                continue;
            }
            let share = rule.share(waits, Quantity::from_balance(*free));
            let mut units = share.units;
            for waiter in lines.iter_mut() {
                let most = waiter.from(&delivery.location, may_ship).min(units);
                if !most.is_zero() {
                    units = units.less(most);
                    waiter.serve(&delivery, most);
                }
            }
            *free -= share.units.units();
            if !share.goes_on {
                break;
            }
        }
    }
    waiters
}

/// What is free at a location. Of what is kept by lot only lots count that the item lets be sold today; whether those that are to come will
/// last long enough nobody knows before they are there.
fn free_at_all(work: &Workspace, sku: SkuIndex, location: LocationIndex) -> i64 {
    match Need::of_item(work, sku) {
        None => work.buckets(sku, location).available,
        Some(need) => lot::for_sale(work, sku, location, &need, false),
    }
}

/// When units that wait are expected, as it was before a command changed supply.
#[derive(Debug)]
pub(crate) struct Outlook {
    skus: SortedSet<Sku>,
    expected: SortedMap<(OrderId, LineId), Option<Timestamp>>,
}

impl Outlook {
    /// Looks ahead for some SKUs.
    pub(crate) fn of(work: &mut Workspace, skus: SortedSet<Sku>) -> Outlook {
        let waiters = skus.iter().flat_map(|sku| waiters(work, sku));
        let expected = waiters.map(|waiter| {
            let expected_at = waiter.expected_at();
            ((waiter.order.id.clone(), waiter.line), expected_at)
        });
        let expected = expected.collect();
        Outlook { skus, expected }
    }

    /// Tells once of each line that still waits, and is expected at another time than before.
    pub(crate) fn tell_changes(self, work: &mut Workspace) {
        let Outlook { skus, mut expected } = self;
        for waiter in skus.iter().flat_map(|sku| waiters(work, sku)).collect::<Vec<_>>() {
            let now_expected_at = waiter.expected_at();
            let key = (waiter.order.id.clone(), waiter.line);
            let was_expected_at = expected.remove(&key).flatten();
            if was_expected_at != now_expected_at {
                let (order, line) = key;
                let late = is_late(&waiter.order, now_expected_at);
                work.emit(Event::BackorderExpected { order, line, was_expected_at, expected_at: now_expected_at, late });
            }
        }
    }
}
