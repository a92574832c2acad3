//! The figures of a week, read from the store at its end.

use std::collections::BTreeMap;

use oms_core::order::{Order, Stage};
use oms_core::query::{Page, Query};
use oms_core::{Engine, EngineError, OrderId, Storage};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::baskets::Week;
use super::shop::ROOM;
use super::stock::{BEHIND_UTC, HOUR, local_day};
use super::week::Lived;

/// Everything a week can tell in figures. Money is in dollars.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
pub struct Summary {
    /// Orders captured.
    pub orders: u64,
    /// Orders that customers collect.
    pub collected: u64,
    /// Lines of the baskets.
    pub lines: u64,
    /// Where the ordered units are.
    pub units: Units,
    /// What was given instead of others.
    pub substitutes: Substitutes,
    /// What was paid.
    pub money: Money,
    /// Orders that had to take another slot, since the one they wanted was full by then.
    pub slots_full: u64,
    /// Lines of the file that are no groceries, by why.
    pub left_out: BTreeMap<String, u64>,
    /// Differences that the audit found.
    pub audit_differences: u64,
    /// Hash of the whole state: equal for equal weeks, whatever the batch size.
    pub digest: String,
    /// Commands that were sent.
    pub commands: u64,
    /// Commands that were refused against the plan, each in a sentence; none when all is well.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub refusals: Vec<String>,
}

/// Where the ordered units are: `ordered = delivered + substituted + canceled + other`.
#[derive(Clone, Copy, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
pub struct Units {
    /// Units of all baskets.
    pub ordered: i64,
    /// Units that the customers have.
    pub delivered: i64,
    /// Units that others were given for.
    pub substituted: i64,
    /// Units canceled, others not given for them.
    pub canceled: i64,
    /// Units anywhere else; none at the end of the week.
    pub other: i64,
}

/// What was given instead: `given = kept + returned`.
#[derive(Clone, Copy, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
pub struct Substitutes {
    /// Units given.
    pub given: i64,
    /// Units that the customers kept.
    pub kept: i64,
    /// Units that were given back at the door.
    pub returned: i64,
    /// What was waived, since a substitute costs no more than what it was given for.
    pub waived: Decimal,
}

/// What was paid: `captured - refunded = net`.
#[derive(Clone, Copy, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
pub struct Money {
    /// Taken from customers.
    pub captured: Decimal,
    /// Given back to customers.
    pub refunded: Decimal,
    /// What the merchant keeps, computed from what the orders charge rather than from the two above.
    pub net: Decimal,
}

/// What the pictures show.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Pictures {
    /// Order lines that found too little stock, by day, counted from 1970.
    pub stock_outs_by_day: BTreeMap<i64, u64>,
    /// The same by department.
    pub stock_outs_by_department: BTreeMap<String, u64>,
    /// Orders by the hour at which their window begins, by the clocks of the stores: delivered, collected.
    pub orders_by_window: BTreeMap<i64, [u64; 2]>,
    /// Room in the windows that begin at an hour, over the days that have orders and all stores.
    pub room_by_window: [u64; 2],
    /// Units missing by department: those that others were given for, and those that were canceled.
    pub missing_by_department: BTreeMap<String, [u64; 2]>,
}

impl Summary {
    /// What does not add up, each in a sentence; empty when all is well.
    pub fn contradictions(&self) -> Vec<String> {
        let mut found = Vec::new();
        let Units { ordered, delivered, substituted, canceled, other } = self.units;
        if ordered != delivered + substituted + canceled + other || other != 0 {
            found.push(format!(
                "{ordered} units were ordered, but {delivered} delivered + {substituted} substituted + {canceled} canceled + {other} other"
            ));
        }
        let Substitutes { given, kept, returned, .. } = self.substitutes;
        if given != kept + returned {
            found.push(format!("{given} substitutes were given, but {kept} kept + {returned} returned"));
        }
        let Money { captured, refunded, net } = self.money;
        if captured - refunded != net {
            found.push(format!("{captured} captured - {refunded} refunded are {}, but the orders charge {net}", captured - refunded));
        }
        if self.audit_differences > 0 {
            found.push(format!("the audit found {} differences", self.audit_differences));
        }
        found.extend(self.refusals.iter().map(|refusal| format!("refused: {refusal}")));
        found
    }
}

/// Orders read at a time.
const PAGE: u32 = 1_000;

/// Reads the figures of a finished week.
pub fn figures<S: Storage>(
    engine: &mut Engine<S>,
    week: &Week,
    stores: u64,
    lived: Lived,
) -> Result<(Summary, Pictures), EngineError<S::Error>> {
    let mut tally = Tally { week, summary: Summary::default(), pictures: Pictures::default(), money: [0; 4], days: BTreeMap::new() };
    for ((day, department), lines) in lived.stock_outs {
        *tally.pictures.stock_outs_by_day.entry(day).or_default() += lines;
        *tally.pictures.stock_outs_by_department.entry(department).or_default() += lines;
    }
    let mut after: Option<OrderId> = None;
    while let Page::Orders { orders, .. } = engine.query(&Query::AllOrders { after, limit: PAGE })? {
        orders.iter().for_each(|order| tally.count(order));
        after = orders.last().map(|order| order.id.clone());
        if after.is_none() {
            break;
        }
    }
    let days = u64::try_from(tally.days.len()).unwrap_or(u64::MAX);
    tally.pictures.room_by_window = ROOM.map(|room| u64::from(room) * stores * days);
    let [captured, refunded, net, waived] = tally.money.map(|cents| Decimal::new(cents, 2));
    let mut summary = tally.summary;
    summary.money = Money { captured, refunded, net };
    summary.substitutes.waived = waived;
    summary.slots_full = lived.slots_full;
    summary.left_out = week.left_out.iter().map(|(why, lines)| ((*why).to_owned(), *lines)).collect();
    summary.audit_differences = engine.audit()?.differences.len() as u64;
    summary.digest = engine.digest()?.to_string();
    summary.commands = lived.commands;
    summary.refusals = lived.refusals;
    Ok((summary, tally.pictures))
}

struct Tally<'a> {
    week: &'a Week,
    summary: Summary,
    pictures: Pictures,
    /// Captured, refunded, charged and waived, in cents.
    money: [i64; 4],
    /// Days on which windows of orders begin.
    days: BTreeMap<i64, ()>,
}

impl Tally<'_> {
    fn count(&mut self, order: &Order) {
        let balance = order.balance();
        let waived: i64 = order.lines.iter().filter(|line| line.substitute_for.is_some()).map(|line| line.discount.minor()).sum();
        let sums = [balance.captured, balance.refunded, balance.total].map(|amount| amount.minor());
        let [captured, refunded, net, waived_before] = self.money;
        self.money = [captured + sums[0], refunded + sums[1], net + sums[2], waived_before + waived];
        self.summary.orders += 1;
        self.summary.collected += u64::from(order.pickup.is_some());
        if let Some(slot) = &order.slot {
            let begins = slot.begins_at.millis();
            self.days.insert(local_day(begins), ());
            let hour = (begins - BEHIND_UTC).div_euclid(HOUR).rem_euclid(24);
            let [delivered, collected] = self.pictures.orders_by_window.entry(hour).or_default();
            *if order.pickup.is_some() { collected } else { delivered } += 1;
        }
        let mut substituted: BTreeMap<&str, i64> = BTreeMap::new();
        for line in &order.lines {
            if let Some(of) = &line.substitute_for {
                *substituted.entry(of.line.as_str()).or_default() += of.quantity.units();
                let returned = line.credited_quantity.units();
                let all = &mut self.summary.substitutes;
                (all.given, all.returned) = (all.given + line.quantity.units(), all.returned + returned);
                all.kept += line.units.at(Stage::Delivered).units() - returned;
            }
        }
        for line in order.lines.iter().filter(|line| line.substitute_for.is_none()) {
            let (delivered, canceled) = (line.units.at(Stage::Delivered).units(), line.units.at(Stage::Canceled).units());
            let instead = substituted.get(line.id.as_str()).copied().unwrap_or_default();
            let units = &mut self.summary.units;
            units.ordered += line.quantity.units();
            units.delivered += delivered;
            units.substituted += instead;
            units.canceled += canceled - instead;
            units.other += line.quantity.units() - delivered - canceled;
            self.summary.lines += 1;
            if canceled > 0 {
                let product = line.sku.as_str().parse().ok().and_then(|number: u64| self.week.products.get(&number));
                let department = product.map(|product| product.department.clone()).unwrap_or_default();
                let [given, lost] = self.pictures.missing_by_department.entry(department).or_default();
                *given += instead.unsigned_abs();
                *lost += (canceled - instead).unsigned_abs();
            }
        }
    }
}
