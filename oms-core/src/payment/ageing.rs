//! How long couriers have had the cash they collected: a report over all orders.

use crate::SortedMap;
use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

use super::{Cash, CashState};
use crate::order::Order;
use crate::query::{PAGE_MAX, Page, Query};
use crate::{Amount, Arrange, Currency, DAY_MILLIS, OrderId, Timestamp};

/// Cash that couriers have collected and not handed over at an instant.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct CashAgeing {
    /// The instant.
    pub at: Timestamp,
    /// Sums by courier and currency, in that order.
    pub couriers: Vec<CourierCash>,
    /// Every payment of which cash is missing, by courier, then oldest first.
    pub payments: Vec<AgedCash>,
}

/// What one courier has of one currency, by how long it has had it.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct CourierCash {
    /// The courier; empty where no parcel tells.
    #[serde(default, skip_serializing_if = "SmolStr::is_empty")]
    pub courier: SmolStr,
    /// The currency.
    pub currency: Currency,
    /// Collected up to 7 days ago.
    pub days_0_to_7: Amount,
    /// Collected 8 to 14 days ago.
    pub days_8_to_14: Amount,
    /// Collected 15 to 30 days ago.
    pub days_15_to_30: Amount,
    /// Collected more than 30 days ago.
    pub days_over_30: Amount,
    /// What of all that the courier has said it will not hand over.
    pub short: Amount,
}

/// A payment of which cash is missing.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct AgedCash {
    /// The order.
    pub order: OrderId,
    /// Its currency.
    pub currency: Currency,
    /// Whole days of 24 hours since the oldest of it was collected.
    pub days: u32,
    /// The cash.
    pub cash: Cash,
}

/// The report, for any host to drive: read the page it asks for, hand it over, until none is left.
#[derive(Debug)]
pub struct CashAgeingScan {
    at: Timestamp,
    after: Option<OrderId>,
    is_done: bool,
    payments: Vec<AgedCash>,
}

/// Orders of a page.
const ROWS: u32 = 1_000;

impl CashAgeingScan {
    /// Begins a report for an instant. Cash that was collected later is not in it.
    pub fn new(at: Timestamp) -> CashAgeingScan {
        const { assert!(ROWS <= PAGE_MAX) };
        CashAgeingScan { at, after: None, is_done: false, payments: Vec::new() }
    }

    /// The page to read next; `None` when all orders have been read.
    pub fn next(&self) -> Option<Query> {
        (!self.is_done).then(|| Query::AllOrders { after: self.after.clone(), limit: ROWS })
    }

    /// Takes the page asked for.
    pub fn answered(&mut self, page: &Page) {
        let Page::Orders { orders, .. } = page else {
            self.is_done = true;
            return;
        };
        orders.iter().for_each(|order| self.order(order));
        self.after = orders.last().map(|order| order.id.clone());
        self.is_done = orders.len() < usize::try_from(ROWS).unwrap_or(usize::MAX);
    }

    fn order(&mut self, order: &Order) {
        for cash in order.cash() {
            let Some(collected_at) = cash.collected_at.filter(|collected_at| *collected_at <= self.at) else { continue };
            let days = u32::try_from((self.at.millis() - collected_at.millis()) / DAY_MILLIS).unwrap_or(u32::MAX);
            self.payments.push(AgedCash { order: order.id.clone(), currency: order.currency, days, cash });
        }
    }

    /// Sums up what was read.
    pub fn finish(mut self) -> CashAgeing {
        self.payments.arrange_by(|a, b| {
            let key = |aged: &AgedCash| (aged.cash.courier.clone(), aged.cash.collected_at, aged.order.clone());
            key(a).cmp(&key(b))
        });
        let mut couriers: SortedMap<(SmolStr, Currency), CourierCash> = SortedMap::new();
        for aged in &self.payments {
            let (courier, currency, zero) = (aged.cash.courier.clone(), aged.currency, Amount::zero(aged.currency));
            let sums = couriers.entry((courier.clone(), currency)).or_insert(CourierCash {
                courier,
                currency,
                days_0_to_7: zero,
                days_8_to_14: zero,
                days_15_to_30: zero,
                days_over_30: zero,
                short: zero,
            });
            let outstanding = aged.cash.outstanding;
            let bucket = match aged.days {
                ..=7 => &mut sums.days_0_to_7,
                8..=14 => &mut sums.days_8_to_14,
                15..=30 => &mut sums.days_15_to_30,
                _ => &mut sums.days_over_30,
            };
            *bucket = bucket.plus(outstanding);
            if aged.cash.state == CashState::Short {
                sums.short = sums.short.plus(outstanding);
            }
        }
        CashAgeing { at: self.at, couriers: couriers.into_values().collect(), payments: self.payments }
    }
}
