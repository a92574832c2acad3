//! What runs low: available stock beside reorder points, how long it lasts, and how much to order.

use std::sync::Arc;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::reorder::DAYS_MAX;
use super::{Place, ReorderRule};
use crate::batch::{Loading, LocationIndex, ReadSet, SessionError, Snapshot, Workspace};
use crate::document::Subject;
use crate::item::Item;
use crate::query::{MovementRow, PAGE_MAX, Page, Query};
use crate::settings::Settings;
use crate::supply::{self, Incoming};
use crate::{DAY_MILLIS, LocationId, Quantity, Sku, Timestamp};

/// How many items are looked through at a time.
const ITEMS: u32 = 500;

/// How many levels are read at a time.
const LEVELS: usize = 50;

/// The most entries of the log that are looked at for what was sold of a SKU at a location.
const SALES_ENTRIES_MAX: u32 = 1_000;

/// Asks what runs low at locations for which items have reorder rules.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct StockAlertsQuery {
    /// The instant at which it is asked: the end of the window.
    pub at: Timestamp,
    /// Over how many days before it what is sold is averaged; 1 to 366, and what lies beyond counts as the bound.
    #[serde(default = "four_weeks")]
    pub window_days: u16,
    /// For how many days an order should last, where the rule does not say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target_days: Option<u16>,
    /// Only this location.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub location: Option<LocationId>,
    /// Whether to list levels too that are as they should be.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub all: bool,
    /// Only SKUs after this one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<Sku>,
    /// The most rows wanted, up to 10,000; all locations of a SKU stand on one page.
    pub limit: u32,
}

const fn four_weeks() -> u16 {
    28
}

/// A page of what runs low, by SKU, then by location.
#[derive(Clone, Debug, Default, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct StockAlerts {
    /// The rows.
    pub levels: Vec<StockCover>,
    /// The `after` of the next page, if there may be one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<Sku>,
}

/// How long the stock of a SKU at a location lasts.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct StockCover {
    /// The SKU.
    pub sku: Sku,
    /// The location.
    pub location: LocationId,
    /// What is wrong with it; empty if it is as it should be.
    pub alerts: Vec<StockAlert>,
    /// Units available; less than nothing where a correction fell below what is promised.
    pub available: i64,
    /// Units on order for the location that nobody waits for.
    pub incoming: Quantity,
    /// When the first of them are expected.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub incoming_at: Option<Timestamp>,
    /// Its rule: when it is to be ordered.
    pub reorder_point: Quantity,
    /// Its rule: what should always be there.
    pub safety_stock: Quantity,
    /// Units that left for customers within the window, or within its end if more commands moved the SKU than are looked at.
    pub sold: Quantity,
    /// How many of them a day on average, to the hundredth, rounded down.
    pub daily: Decimal,
    /// For how many days what is available lasts at that rate, to the tenth, rounded down; absent if nothing was sold.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub days_of_cover: Option<Decimal>,
    /// How many units to order: what is missing, beside what is on order, to last for the target days on top of the safety stock, or to
    /// stand at the reorder point.
    pub suggested: Quantity,
}

/// What is wrong with a level of stock.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum StockAlert {
    /// Nothing is available.
    OutOfStock,
    /// Less is available than should always be there.
    BelowSafetyStock,
    /// No more is available than at which it is to be ordered.
    BelowReorderPoint,
}

/// What a host must read next for the alerts.
#[derive(Clone, Debug)]
pub enum AlertsStep {
    /// A page of a list, for [`StockAlertsLookup::scanned`].
    Scan(Query),
    /// Records from one view, for [`StockAlertsLookup::loaded`].
    Load(Box<ReadSet>),
    /// Nothing: [`StockAlertsLookup::finish`] has the page.
    Done,
}

/// The steps of looking up what runs low, for any host to drive.
#[derive(Debug)]
pub struct StockAlertsLookup {
    query: StockAlertsQuery,
    settings: Arc<Settings>,
    /// Items that have rules and are not answered yet, last first.
    items: Vec<Arc<Item>>,
    /// Items after this one have not been looked through; absent if all have.
    beyond: Option<Option<Sku>>,
    reading: Option<(Vec<Arc<Item>>, Box<Loading>)>,
    answer: StockAlerts,
}

impl StockAlertsLookup {
    /// Begins with the settings as last seen.
    pub fn new(query: StockAlertsQuery, settings: &Arc<Settings>) -> StockAlertsLookup {
        let beyond = Some(query.after.clone());
        let answer = StockAlerts::default();
        StockAlertsLookup { query, settings: Arc::clone(settings), items: Vec::new(), beyond, reading: None, answer }
    }

    /// What to read next.
    pub fn step(&mut self) -> AlertsStep {
        if let Some((_, loading)) = &self.reading {
            return AlertsStep::Load(Box::new(loading.wanted().clone()));
        }
        if self.is_full() {
            return AlertsStep::Done;
        }
        if self.items.is_empty() {
            return match &self.beyond {
                Some(after) => AlertsStep::Scan(Query::Items { after: after.clone(), limit: ITEMS }),
                None => AlertsStep::Done,
            };
        }
        let mut chosen: Vec<Arc<Item>> = Vec::new();
        let mut levels = 0;
        while let Some(item) = self.items.pop() {
            levels += rules(&self.query, &item).count();
            if levels > LEVELS && !chosen.is_empty() {
                self.items.push(item);
                break;
            }
            chosen.push(item);
        }
        let wanted = self.wanted(&chosen);
        let loading = Box::new(Loading::new(&self.settings, wanted));
        let step = AlertsStep::Load(Box::new(loading.wanted().clone()));
        self.reading = Some((chosen, loading));
        step
    }

    fn is_full(&self) -> bool {
        self.answer.levels.len() >= usize::try_from(self.query.limit.min(PAGE_MAX)).unwrap_or(usize::MAX)
    }

    fn window_millis(&self) -> i64 {
        i64::from(self.query.window_days.clamp(1, DAYS_MAX)) * DAY_MILLIS
    }

    fn wanted(&self, items: &[Arc<Item>]) -> ReadSet {
        let begins = Timestamp::from_millis(self.query.at.millis() - self.window_millis()).unwrap_or_default();
        let mut wanted = ReadSet::default();
        for item in items {
            wanted.sku(&item.sku);
            wanted.subject(Subject::Supply(item.sku.clone()));
            rules(&self.query, item).for_each(|rule| wanted.moved(&item.sku, &rule.location, begins, SALES_ENTRIES_MAX));
        }
        wanted.normalize();
        wanted
    }

    /// Takes the page of items asked for.
    pub fn scanned(&mut self, page: &Page) {
        let Page::Items { items } = page else { return };
        let is_last = items.len() < usize::try_from(ITEMS).unwrap_or(usize::MAX);
        self.beyond = items.last().filter(|_| !is_last).map(|item| Some(item.sku.clone()));
        let of_interest = |item: &&Arc<Item>| item.tracked && rules(&self.query, item).next().is_some();
        let mut found: Vec<Arc<Item>> = items.iter().filter(of_interest).map(Arc::clone).collect();
        found.reverse();
        self.items = found;
    }

    /// Takes the records asked for.
    pub fn loaded(&mut self, snapshot: Snapshot) -> Result<(), SessionError> {
        let Some((items, mut loading)) = self.reading.take() else {
            return Err(SessionError::OutOfStep { expected: "a page of items, or nothing" });
        };
        if !loading.absorb(snapshot, &[])? {
            self.reading = Some((items, loading));
            return Ok(());
        }
        for item in items {
            let rows = self.of_item(&item, loading.workspace());
            self.answer.levels.extend(rows.into_iter().filter(|row| self.query.all || !row.alerts.is_empty()));
            if self.is_full() {
                self.answer.next = Some(item.sku.clone());
                break;
            }
        }
        Ok(())
    }

    fn of_item(&self, item: &Item, work: &mut Workspace) -> Vec<StockCover> {
        let sku = work.sku(&item.sku);
        let rules: Vec<&ReorderRule> = rules(&self.query, item).collect();
        let places: Vec<(LocationIndex, &LocationId)> = rules.iter().map(|rule| (work.location(&rule.location), &rule.location)).collect();
        let incoming = supply::incoming(work, &item.sku, sku, &places);
        let levels = rules.iter().zip(&places);
        levels
            .map(|(rule, (place, location))| {
                let available = work.buckets(sku, *place).available;
                self.cover(&item.sku, rule, available, &incoming, work.moved(&item.sku, location))
            })
            .collect()
    }

    fn cover(&self, sku: &Sku, rule: &ReorderRule, available: i64, incoming: &[Incoming], moved: &[MovementRow]) -> StockCover {
        let here = || incoming.iter().filter(|incoming| incoming.location == rule.location && !incoming.free.is_zero());
        let under_way: Quantity = here().map(|incoming| incoming.free).sum();
        let sales = Sales::of(moved, self.query.at, self.window_millis());
        let mut alerts = Vec::new();
        if available <= 0 {
            alerts.push(StockAlert::OutOfStock);
        }
        if available < rule.safety_stock.units() {
            alerts.push(StockAlert::BelowSafetyStock);
        }
        if available <= rule.reorder_point.units() {
            alerts.push(StockAlert::BelowReorderPoint);
        }
        let wanted = match rule.target_days.or(self.query.target_days) {
            Some(days) => sales.in_days(days.clamp(1, DAYS_MAX)).saturating_add(rule.safety_stock.units()),
            None => rule.reorder_point.units(),
        };
        StockCover {
            sku: sku.clone(),
            location: rule.location.clone(),
            alerts,
            available,
            incoming: under_way,
            incoming_at: here().map(|incoming| incoming.expected_at).next(),
            reorder_point: rule.reorder_point,
            safety_stock: rule.safety_stock,
            sold: Quantity::from_balance(sales.units),
            daily: sales.daily(),
            days_of_cover: sales.days_of(available),
            suggested: Quantity::from_balance(wanted - available.max(0) - under_way.units()),
        }
    }

    /// The page, once there is nothing left to read.
    pub fn finish(self) -> StockAlerts {
        self.answer
    }
}

fn rules<'a>(query: &'a StockAlertsQuery, item: &'a Item) -> impl Iterator<Item = &'a ReorderRule> {
    item.reorder_rules.iter().filter(|rule| query.location.as_ref().is_none_or(|only| *only == rule.location))
}

/// What left for customers over a span of time.
#[derive(Clone, Copy, Debug)]
struct Sales {
    units: i64,
    millis: i64,
}

impl Sales {
    fn of(moved: &[MovementRow], at: Timestamp, window: i64) -> Sales {
        let sold = moved.iter().filter(|row| row.at <= at && row.movement.to == Place::Customer);
        let units = sold.map(|row| row.movement.quantity.units()).sum();
        let mut entries: Vec<u64> = moved.iter().map(|row| row.number).collect();
        entries.dedup();
        // Where not all of the window was looked at, what was sold is that of the time since the first command that was.
        let is_cut = entries.len() >= usize::try_from(SALES_ENTRIES_MAX).unwrap_or(usize::MAX);
        let since = moved.iter().map(|row| row.at.millis()).min().filter(|_| is_cut);
        let millis = since.map_or(window, |since| at.millis().saturating_sub(since)).clamp(1, window);
        Sales { units, millis }
    }

    fn daily(self) -> Decimal {
        decimal(i128::from(self.units) * i128::from(DAY_MILLIS) * 100 / i128::from(self.millis), 2)
    }

    fn days_of(self, available: i64) -> Option<Decimal> {
        let a_day = i128::from(self.units) * i128::from(DAY_MILLIS);
        (a_day > 0).then(|| decimal(i128::from(available.max(0)) * i128::from(self.millis) * 10 / a_day, 1))
    }

    /// Units that are sold in so many days at the same rate, rounded up.
    fn in_days(self, days: u16) -> i64 {
        let millis = i128::from(self.millis);
        let units = (i128::from(self.units) * i128::from(days) * i128::from(DAY_MILLIS) + millis - 1) / millis;
        i64::try_from(units).unwrap_or(i64::MAX)
    }
}

/// What does not fit, which no sum of quantities reaches, is the most there is.
fn decimal(units: i128, scale: u32) -> Decimal {
    Decimal::try_from_i128_with_scale(units, scale).unwrap_or(Decimal::MAX)
}
