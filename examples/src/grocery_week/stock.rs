//! What is on the shelves, by the rule of the trading day: of what a store sells of a product in a day nine tenths, rounded down, are there
//! from 06:00, and the missing tenth arrives at 14:00, with the day's mean besides.

use std::collections::BTreeMap;

use oms_core::Timestamp;

use super::baskets::Week;

/// How far the stores are behind UTC.
pub const BEHIND_UTC: i64 = 5 * HOUR;
/// An hour in milliseconds.
pub const HOUR: i64 = 3_600_000;
const DAY: i64 = 24 * HOUR;
const OPENING: i64 = 6 * HOUR;
const RECEIPT: i64 = 14 * HOUR;
/// The most products of one delivery.
const LINES_MAX: usize = 1_000;

/// Units of products that come to a store at one time.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Delivery {
    /// When.
    pub at: i64,
    /// The store, counted from 0.
    pub store: u64,
    /// What, by product.
    pub lines: Vec<(u64, u64)>,
}

/// The day of an instant in milliseconds, by the clocks of the stores.
pub fn local_day(at: i64) -> i64 {
    (at - BEHIND_UTC).div_euclid(DAY)
}

/// All deliveries of a week, in order of time and store.
pub fn deliveries(week: &Week, stores: u64) -> Vec<Delivery> {
    let mut served: BTreeMap<(i64, u64, u64), (u64, u64)> = BTreeMap::new();
    for basket in &week.baskets {
        let day = local_day(Timestamp::millis(basket.at));
        for line in &basket.lines {
            let entry = served.entry((day, basket.store % stores, line.product)).or_default();
            *entry = (entry.0 + line.units, entry.1 + 1);
        }
    }
    let mut arriving: BTreeMap<(i64, u64), Vec<(u64, u64)>> = BTreeMap::new();
    for ((day, store, product), (units, lines)) in served {
        let begins = day * DAY + BEHIND_UTC;
        let opening = units * 9 / 10;
        for (time, units) in [(OPENING, opening), (RECEIPT, units - opening + units / lines)] {
            if units > 0 {
                arriving.entry((begins + time, store)).or_default().push((product, units));
            }
        }
    }
    let parts = arriving.into_iter().flat_map(|((at, store), lines)| {
        lines.chunks(LINES_MAX).map(|lines| Delivery { at, store, lines: lines.to_vec() }).collect::<Vec<_>>()
    });
    parts.collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]

    use super::*;
    use crate::grocery_week::baskets::{Basket, BasketLine};

    #[test]
    fn nine_tenths_are_there_in_the_morning_and_the_rest_comes_in_the_afternoon() {
        let basket = |id, at: &str, units| Basket {
            id,
            household: 1,
            store: 7,
            at: at.parse().unwrap(),
            lines: vec![BasketLine { product: 4, units, shelf: 100, discount: 0 }],
        };
        let baskets = vec![basket(1, "2017-03-01T15:00:00Z", 14), basket(2, "2017-03-02T04:59:59Z", 5)];
        let week = Week { baskets, ..Week::default() };
        let at = |text: &str| text.parse::<Timestamp>().unwrap().millis();
        // 19 units in 2 lines: 17 open, 2 are missing, the mean is 9.
        let expected = [
            Delivery { at: at("2017-03-01T11:00:00Z"), store: 1, lines: vec![(4, 17)] },
            Delivery { at: at("2017-03-01T19:00:00Z"), store: 1, lines: vec![(4, 11)] },
        ];
        assert_eq!(deliveries(&week, 6), expected);
    }
}
