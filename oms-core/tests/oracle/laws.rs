//! What must hold of a storage under any commands, checked on its pages alone.

use std::collections::{BTreeMap, BTreeSet};

use oms_core::batch::LogEntry;
use oms_core::claim::ClaimState;
use oms_core::inventory::{Bucket, Buckets, Movement, Place};
use oms_core::order::{Order, Stage};
use oms_core::payment::{Transaction, TransactionKind};
use oms_core::query::{Page, Query};
use oms_core::{Command, CommandId, LocationId, OrderId, Sku, Storage};

use super::picture::{orders, pages};

type Key = (Sku, LocationId);

/// Laws that are checked after every step. It remembers what it has read of the log.
#[derive(Default)]
pub(crate) struct Laws {
    read: u64,
    commands: BTreeSet<CommandId>,
    balances: BTreeMap<Key, Buckets>,
    versions: BTreeMap<OrderId, u64>,
}

impl Laws {
    /// Every law that does not hold, in a sentence.
    pub(crate) fn broken<S: Storage>(&mut self, storage: &mut S) -> Vec<String> {
        let mut broken = Vec::new();
        while let Page::Log { entries } = storage.scan(&Query::Log { after: self.read, limit: 50 }).expect("the storage answers") {
            if entries.is_empty() {
                break;
            }
            for row in entries {
                if row.number != self.read + 1 {
                    broken.push(format!("entry {} of the log follows {}", row.number, self.read));
                }
                self.read = row.number;
                self.read_entry(&row.entry, &mut broken);
            }
        }
        let orders = orders(storage);
        self.stock(storage, &orders, &mut broken);
        for order in &orders {
            units(order, &mut broken);
            money(order, &mut broken);
            if self.versions.get(&order.id).is_some_and(|seen| *seen > order.version) {
                broken.push(format!("order {} is at version {} and was at a later one", order.id, order.version));
            }
        }
        broken
    }

    fn read_entry(&mut self, entry: &LogEntry, broken: &mut Vec<String>) {
        if !self.commands.insert(entry.envelope.id.clone()) {
            broken.push(format!("command {} took effect twice", entry.envelope.id));
        }
        for movement in &entry.movements {
            self.apply(movement, &entry.envelope.command, broken);
        }
        let order = match &entry.envelope.command {
            Command::CaptureOrder(capture) => Some(&capture.order),
            other => other.order(),
        };
        if let (Some(order), Some(version)) = (order, entry.receipt.order_version) {
            let before = self.versions.insert(order.clone(), version).unwrap_or(0);
            if version < before {
                broken.push(format!("order {order} went from version {before} back to {version}"));
            }
        }
    }

    /// No promise takes more than there is: neither free units below zero, nor, for those who may sell it, safety stock.
    fn apply(&mut self, movement: &Movement, command: &Command, broken: &mut Vec<String>) {
        let Movement { sku, location, lot: _, from, to, quantity } = movement;
        if quantity.is_zero() || from == to {
            broken.push(format!("{} moved nothing: {movement:?}", command.name()));
        }
        let balance = self.balances.entry((sku.clone(), location.clone())).or_default();
        for (place, change) in [(from, -quantity.units()), (to, quantity.units())] {
            if let Some(bucket) = place.bucket() {
                *balance.of_mut(bucket) += change;
            }
        }
        let is_promise = *from == Place::Available && matches!(to, Place::Reserved | Place::Committed | Place::Customer);
        if is_promise && balance.available + balance.safety < 0 {
            broken.push(format!("{} oversold {sku} at {location}: {balance:?}", command.name()));
        }
        for bucket in [Bucket::Reserved, Bucket::Committed, Bucket::Safety, Bucket::Damaged, Bucket::QualityControl] {
            if balance.of(bucket) < 0 {
                broken.push(format!("{} left less than no unit {bucket:?} of {sku} at {location}", command.name()));
            }
        }
    }

    /// Balances are what the movements make of them; promised units are those that orders and carts hold.
    fn stock<S: Storage>(&self, storage: &mut S, orders: &[std::sync::Arc<Order>], broken: &mut Vec<String>) {
        let mut kept: BTreeMap<Key, Buckets> = BTreeMap::new();
        let last = |page: &Page| if let Page::Stock { skus } = page { skus.last().map(|row| row.sku.clone()) } else { None };
        for page in pages(storage, |after| Query::Stock { after, limit: 10 }, last) {
            let Page::Stock { skus } = page else { continue };
            let levels = skus.into_iter().flat_map(|row| row.levels);
            kept.extend(levels.map(|level| ((level.sku, level.location), level.buckets)).filter(|(_, buckets)| !buckets.is_zero()));
        }
        let moved: BTreeMap<Key, Buckets> =
            self.balances.iter().filter(|(_, buckets)| !buckets.is_zero()).map(|(key, buckets)| (key.clone(), *buckets)).collect();
        if kept != moved {
            broken.push(format!("the movements make {moved:?}, but {kept:?} is kept"));
        }
        let tracked = tracked(storage);
        let (mut reserved, mut committed) = (BTreeMap::new(), BTreeMap::new());
        let last = |page: &Page| {
            if let Page::Reservations { reservations } = page { reservations.last().map(|kept| kept.id.clone()) } else { None }
        };
        for page in pages(storage, |after| Query::Reservations { after, limit: 10 }, last) {
            let Page::Reservations { reservations } = page else { continue };
            for held in reservations.iter().flat_map(|cart| &cart.units).filter(|held| tracked.contains(&held.sku)) {
                *reserved.entry((held.sku.clone(), held.location.clone())).or_insert(0) += held.quantity.units();
            }
        }
        for (line, portion) in
            orders.iter().flat_map(|order| &order.lines).flat_map(|line| line.units.portions().iter().map(move |at| (line, at)))
        {
            let sums = match portion.stage {
                Stage::Reserved => &mut reserved,
                Stage::Allocated | Stage::Picked | Stage::Packed => &mut committed,
                _ => continue,
            };
            let Some(location) = portion.location.clone() else {
                broken.push(format!("units of line {} are bound nowhere", line.id));
                continue;
            };
            if tracked.contains(&line.sku) {
                *sums.entry((line.sku.clone(), location)).or_insert(0) += portion.quantity.units();
            }
        }
        for (bucket, sums) in [(Bucket::Reserved, reserved), (Bucket::Committed, committed)] {
            let held = kept.iter().map(|(key, buckets)| (key.clone(), buckets.of(bucket))).filter(|(_, units)| *units != 0);
            let held: BTreeMap<Key, i64> = held.collect();
            if held != sums {
                broken.push(format!("{bucket:?} is {held:?}, but orders and carts hold {sums:?}"));
            }
        }
    }
}

fn tracked<S: Storage>(storage: &mut S) -> BTreeSet<Sku> {
    let last = |page: &Page| if let Page::Items { items } = page { items.last().map(|item| item.sku.clone()) } else { None };
    let pages = pages(storage, |after| Query::Items { after, limit: 10 }, last);
    let items = pages.into_iter().flat_map(|page| if let Page::Items { items } = page { items } else { Vec::new() });
    items.filter(|item| item.tracked).map(|item| item.sku.clone()).collect()
}

/// Units of a line are never more nor fewer than were ordered, and each place they may be in is one they can be in.
fn units(order: &Order, broken: &mut Vec<String>) {
    for line in &order.lines {
        if line.units.total() != line.quantity {
            broken.push(format!("line {} of {} has {} units of {}", line.id, order.id, line.units.total(), line.quantity));
        }
        for portion in line.units.portions() {
            let needs_work = matches!(portion.stage, Stage::Allocated | Stage::Picked | Stage::Packed | Stage::Shipped | Stage::Delivered);
            let needs_parcel = matches!(portion.stage, Stage::Packed | Stage::Shipped | Stage::Delivered | Stage::Lost);
            let is_nowhere = portion.location.is_none() && portion.fulfillment.is_none() && portion.parcel.is_none();
            let sound = match portion.stage {
                Stage::Open => is_nowhere,
                // Units wait for stock of one location alone only if somebody said so.
                Stage::Backordered => {
                    is_nowhere || portion.fulfillment.is_none() && portion.location.as_ref().is_some_and(|at| order.is_pinned(&line.id, at))
                }
                Stage::Reserved => portion.location.is_some() && portion.fulfillment.is_none() && portion.parcel.is_none(),
                _ => (!needs_work || portion.fulfillment.is_some()) && (!needs_parcel || portion.parcel.is_some()),
            };
            if portion.quantity.is_zero() || !sound {
                broken.push(format!("line {} of {} has units that cannot be: {portion:?}", line.id, order.id));
            }
        }
        let back: i64 =
            order.returns.iter().flat_map(|back| &back.lines).filter(|back| back.line == line.id).map(|back| back.refunded.units()).sum();
        let claimed = order
            .claims
            .iter()
            .filter(|claim| matches!(claim.state, ClaimState::Refunded | ClaimState::Replaced))
            .flat_map(|claim| &claim.lines);
        let claimed: i64 = claimed.filter(|units| units.line == line.id).map(|units| units.quantity.units()).sum();
        if back + claimed + line.units.at(Stage::Canceled).units() != line.credited_quantity.units() {
            broken.push(format!("line {} of {} credits {} units", line.id, order.id, line.credited_quantity));
        }
    }
}

/// Money is conserved: lines and shipping make the total, credits stay within it, nothing is paid back that was not paid.
fn money(order: &Order, broken: &mut Vec<String>) {
    let parts: i64 = order.lines.iter().map(|line| line.total.minor()).sum::<i64>() + order.shipping.minor();
    let credits_fit = order.lines.iter().all(|line| (0..=line.total.minor()).contains(&line.credited.minor()));
    let all_credited = order.lines.iter().all(|line| line.credited_quantity != line.quantity || line.credited == line.total);
    if parts != order.total.minor() || !credits_fit || !all_credited || order.shipping_credited > order.shipping {
        broken.push(format!("the money of {} does not add up", order.id));
    }
    for payment in &order.payments {
        let [captured, refunded] = [TransactionKind::Capture, TransactionKind::Refund].map(|kind| payment.sum(kind));
        let borne = |known: &Transaction| known.goodwill_parts.iter().map(|part| part.amount.minor()).sum::<i64>();
        if payment.transactions.iter().any(|known| borne(known) > known.goodwill.minor() || known.goodwill.is_negative()) {
            broken.push(format!("lines bear more of payment {} of {} than was given", payment.id, order.id));
        }
        if !(0..=captured).contains(&payment.charged_back()) || !(0..=captured).contains(&payment.sum(TransactionKind::Remittance)) {
            broken.push(format!("more of payment {} of {} was taken back or handed over than captured", payment.id, order.id));
        }
        if refunded > captured || payment.transactions.iter().any(|transaction| transaction.amount.is_negative()) {
            broken.push(format!("payment {} of {} gave {refunded} of {captured} back", payment.id, order.id));
        }
    }
    let balance = order.balance();
    let kept = balance.captured.minor() - balance.refunded.minor() - balance.charged_back.minor();
    if balance.due.minor() != balance.total.minor() - kept || balance.total.is_negative() {
        broken.push(format!("the balance of {} does not add up: {balance:?}", order.id));
    }
}
