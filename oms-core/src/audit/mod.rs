//! The audit: units and money worked out again from movements and transactions, and every difference named.

mod capacity;
mod counts;
mod difference;
mod money;
mod repair;
mod serials;
mod slots;
mod supply;
mod transfers;
mod units;

use serde::{Deserialize, Serialize};

pub use difference::{Difference, TransferCount};
pub use repair::{RepairPlan, Trust};

use crate::query::{Page, Query};
use crate::walk::Walk;

/// What an audit found.
#[derive(Clone, Debug, Default, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct AuditReport {
    /// Orders looked at.
    pub orders: u64,
    /// Entries of the log looked at.
    pub entries: u64,
    /// Movements summed up.
    pub movements: u64,
    /// Transactions summed up.
    pub transactions: u64,
    /// Everything that does not add up, in the order of what it is about.
    pub differences: Vec<Difference>,
    /// What `repair_stock` would set right, where the ledger of movements is believed; absent if nothing is wrong.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub repair: Option<RepairPlan>,
}

impl AuditReport {
    /// Whether everything adds up.
    pub fn is_clean(&self) -> bool {
        self.differences.is_empty()
    }
}

/// An audit, for any host to drive: read the page it asks for, hand it over, until none is left.
///
/// It works out
/// - every balance of stock, of each lot of what is kept by lot, from the movements in the log,
/// - what is reserved and committed from the units of orders and reservations,
/// - what is on backorder from the units of orders,
/// - every payment from the payments in the log,
/// - who has a place in a slot, and how much of it, from orders and reservations,
/// - what locations have taken on in a day from what orders take up,
/// - what has arrived of purchase orders from the receipts in the log,
/// - what counts have found, from what the log says was applied,
/// - what is in transit, from the movements and from the transfers, and what has become of each of their lines,
/// - how many units there are, in stock and in transit, of items that are told apart by serial number, and which order has which,
/// - every line's units, credits and totals from each other,
///
/// and compares each with what is kept. Run it while nothing is being written, or on a copy.
#[derive(Debug)]
pub struct Audit {
    walk: Walk,
    units: units::Units,
    money: money::Money,
    supply: supply::Supply,
    slots: slots::Slots,
    capacity: capacity::Capacity,
    transfers: transfers::Transfers,
    counts: counts::Counts,
    serials: serials::Serials,
    report: AuditReport,
}

impl Default for Audit {
    fn default() -> Self {
        Audit::new()
    }
}

impl Audit {
    /// Begins.
    pub fn new() -> Audit {
        Audit {
            walk: Walk::new(true),
            units: units::Units::default(),
            money: money::Money::default(),
            supply: supply::Supply::default(),
            slots: slots::Slots::default(),
            capacity: capacity::Capacity::default(),
            transfers: transfers::Transfers::default(),
            counts: counts::Counts::default(),
            serials: serials::Serials::default(),
            report: AuditReport::default(),
        }
    }

    /// The page to read next; `None` when everything has been read.
    pub fn next(&self) -> Option<Query> {
        self.walk.next()
    }

    /// Takes the page asked for.
    pub fn answered(&mut self, page: &Page) {
        match page {
            Page::Items { items } => items.iter().for_each(|item| {
                self.units.item(item);
                self.serials.item(item);
            }),
            Page::Stock { skus } => skus.iter().for_each(|stock| {
                self.units.stock(stock);
                self.capacity.stock(stock);
                self.serials.stock(stock);
            }),
            Page::Orders { orders, .. } => {
                for order in orders {
                    self.report.orders += 1;
                    self.units.order(order, &mut self.report.differences);
                    self.slots.order(order);
                    self.serials.order(order);
                    self.capacity.order(order);
                    self.report.transactions += self.money.order(order, &mut self.report.differences);
                }
            }
            Page::Reservations { reservations } => reservations.iter().for_each(|kept| {
                self.units.reservation(kept);
                self.slots.reservation(kept);
            }),
            Page::Documents { documents } => documents.iter().for_each(|document| {
                self.units.document(document);
                self.supply.document(document);
                self.slots.document(document);
                self.transfers.document(document);
                self.counts.document(document);
                self.serials.document(document);
            }),
            Page::Log { entries } => {
                for numbered in entries {
                    self.report.entries += 1;
                    self.report.movements += self.units.movements(&numbered.entry.movements);
                    self.money.events(&numbered.entry.receipt.events);
                    self.supply.events(&numbered.entry.receipt.events);
                    self.transfers.entry(&numbered.entry);
                    self.counts.events(&numbered.entry.receipt.events);
                }
            }
            Page::Settings { .. } | Page::OrderCounts { .. } | Page::Consumers { .. } | Page::Movements { .. } => {}
        }
        self.walk.advance(page);
    }

    /// Compares what was worked out with what is kept.
    pub fn finish(mut self) -> AuditReport {
        self.units.compare(&mut self.report.differences);
        self.money.compare(&mut self.report.differences);
        self.supply.compare(&mut self.report.differences);
        self.slots.compare(&mut self.report.differences);
        self.capacity.compare(&mut self.report.differences);
        self.transfers.compare(&mut self.report.differences);
        self.counts.compare(&mut self.report.differences);
        self.serials.compare(&mut self.report.differences);
        if !self.report.is_clean() {
            self.report.repair = Some(RepairPlan::of(&self.report, Trust::Ledger));
        }
        self.report
    }
}
