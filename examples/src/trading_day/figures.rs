//! Reads the figures of a finished run from its store, so that what is told is what is kept.

use oms_core::order::{Order, Stage};
use oms_core::query::{Page, Query};
use oms_core::{Engine, EngineError, OrderId, Storage};
use rust_decimal::Decimal;

use super::chronicle::Chronicle;
use super::exception::{Exception, Reason};
use super::life::OrderLife;
use super::merchant::CURRENCY;
use super::replay::Replayed;
use super::summary::{Audit, Days, Money, Returns, Summary, Units};

/// Orders read at a time.
const PAGE: u32 = 1_000;
/// The most differences that are told in full.
const DIFFERENCES_TOLD_MAX: usize = 20;

/// The figures of a finished run, without its times.
pub fn figures<S: Storage>(engine: &mut Engine<S>, replayed: Replayed<'_>) -> Result<(Summary, Chronicle), EngineError<S::Error>> {
    let Replayed { mut books, commands, .. } = replayed;
    let mut cases = books.trade.exceptions.clone();
    cases.extend(books.plan.exceptions.iter().cloned());
    cases.append(&mut books.exceptions);
    let mut tally = Tally::default();
    let mut after: Option<OrderId> = None;
    loop {
        let Page::Orders { orders, .. } = engine.query(&Query::AllOrders { after, limit: PAGE })? else { break };
        for order in &orders {
            let position = books.sale_of_order(&order.id);
            tally.count(order, position.and_then(|sale| books.orders.get_mut(sale)));
        }
        after = orders.last().map(|order| order.id.clone());
        if after.is_none() {
            break;
        }
    }
    cases.append(&mut tally.left_over);
    for (sale, life) in books.trade.sales.iter().zip(&books.orders) {
        if life.captured {
            books.chronicle.order_placed(sale.time, sale.channel, life.lines_short.len() as u64);
        }
    }
    let audit = engine.audit()?;
    let named = audit.differences.iter().take(DIFFERENCES_TOLD_MAX).map(ToString::to_string).collect();
    let pounds = |pence: i64| Decimal::new(pence, 2);
    let money =
        Money { currency: CURRENCY.into(), captured: pounds(tally.captured), refunded: pounds(tally.refunded), net: pounds(tally.charged) };
    let summary = Summary {
        days: days(&books),
        orders: tally.orders,
        lines: tally.lines,
        parcels: tally.parcels,
        units: tally.units,
        returns: tally.returns,
        money,
        quirks: books.trade.quirks.clone(),
        audit: Audit { differences: audit.differences.len() as u64, named },
        digest: engine.digest()?.to_string(),
        commands,
        refusals: books.refusals,
        ..Summary::default()
    };
    Ok((summary.with_cases(cases), books.chronicle))
}

#[derive(Default)]
struct Tally {
    orders: u64,
    lines: u64,
    parcels: u64,
    units: Units,
    returns: Returns,
    captured: i64,
    refunded: i64,
    charged: i64,
    left_over: Vec<Exception>,
}

impl Tally {
    fn count(&mut self, order: &Order, life: Option<&mut OrderLife>) {
        self.orders += 1;
        self.lines += order.lines.len() as u64;
        self.parcels += order.parcels.iter().filter(|parcel| parcel.shipped_at.is_some()).count() as u64;
        let mut short = Vec::new();
        for (position, line) in order.lines.iter().enumerate() {
            let at = |stages: &[Stage]| line.units.sum(|portion| stages.contains(&portion.stage)).units().unsigned_abs();
            let backordered = at(&[Stage::Backordered]);
            self.units.ordered += line.quantity.units().unsigned_abs();
            self.units.shipped += at(&[Stage::Shipped, Stage::Delivered, Stage::Lost]);
            self.units.canceled += at(&[Stage::Canceled]);
            self.units.backordered += backordered;
            if backordered > 0 {
                short.push(position);
            }
            let units = at(&[Stage::Open, Stage::Reserved, Stage::Allocated, Stage::Picked, Stage::Packed]);
            if units > 0 {
                self.units.exceptions += units;
                self.left_over.push(Exception {
                    reason: Reason::UnitsLeftOver,
                    invoice: order.id.as_str().into(),
                    code: line.sku.as_str().into(),
                    units,
                    amount: Decimal::ZERO,
                });
            }
        }
        if let Some(life) = life {
            life.lines_short.extend(short);
        }
        let received = order.returns.iter().map(|returned| returned.received().units().unsigned_abs());
        self.returns.units += received.clone().sum::<u64>();
        self.returns.count += received.filter(|units| *units > 0).count() as u64;
        let balance = order.balance();
        self.captured += balance.captured.minor();
        self.refunded += balance.refunded.minor();
        self.charged += charged(order);
    }
}

/// What the merchant keeps of an order by what it charges: the total, less all credits, less what waits to be shipped.
///
/// It is computed from units and prices alone, so that comparing it with the payments means something.
fn charged(order: &Order) -> i64 {
    let waiting: i64 = order
        .lines
        .iter()
        .map(|line| {
            let outstanding = line.outstanding();
            if outstanding.is_zero() { 0 } else { line.entitlement(outstanding).minor() }
        })
        .sum();
    let nothing_left = order
        .lines
        .iter()
        .all(|line| line.units.sum(|portion| portion.stage >= Stage::Shipped && portion.stage != Stage::Canceled).is_zero());
    let unshipped_charges = if nothing_left && waiting > 0 { order.shipping.minor() - order.shipping_credited.minor() } else { 0 };
    order.total.minor() - order.credited().minor() - waiting - unshipped_charges
}

fn days(books: &super::books::Books<'_>) -> Days {
    let mut dates: Vec<_> = books.trade.sales.iter().map(|sale| sale.time.date()).collect();
    dates.sort_unstable();
    dates.dedup();
    let text = |date: Option<&jiff::civil::Date>| date.map(ToString::to_string).unwrap_or_default();
    Days { first: text(dates.first()), last: text(dates.last()), count: dates.len() as u64 }
}
