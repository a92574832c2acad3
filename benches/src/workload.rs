//! The seeded stream of orders: three lines each, zipf-skewed over 10,000 SKUs, stocked at five locations.
//!
//! The same seed gives the same orders, byte for byte, on every run. A few SKUs take a large share of the lines, as in
//! any shop: the most wanted one stands in about every tenth line. Which SKU is how popular is a seeded shuffle, so
//! that popular SKUs do not happen to be neighbours in an index.

use crate::random::SplitMix64;

/// How many SKUs the catalogue has.
pub const SKUS: u32 = 10_000;
/// How many locations hold stock.
pub const LOCATIONS: u32 = 5;
/// How many lines an order has.
pub const LINES: usize = 3;
/// How many channels orders come from.
pub const CHANNELS: u32 = 3;
/// How steeply demand falls from one SKU to the next.
pub const ZIPF_EXPONENT: f64 = 0.99;

/// One line: a SKU by its number, how many units, and what one unit costs.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Line {
    /// Number of the SKU, from 0.
    pub sku: u32,
    /// Units wanted, 1 to 3.
    pub quantity: u32,
    /// Price of one unit in minor units of the order's currency.
    pub unit_price_minor: u32,
}

/// One order of the stream. Its lines name three different SKUs.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Order {
    /// Position in the stream, from 0. Also what a channel would call it.
    pub number: u64,
    /// Which channel it came from.
    pub channel: u32,
    /// Who ordered, from 0 to 49,999.
    pub customer: u32,
    /// Where it goes: a point in a box that spans the locations, in thousandths of a degree.
    pub latitude_milli: i32,
    /// See `latitude_milli`.
    pub longitude_milli: i32,
    /// What was ordered.
    pub lines: [Line; LINES],
}

/// An endless stream of orders.
#[derive(Clone, Debug)]
pub struct Workload {
    random: SplitMix64,
    demand: Zipf,
    next_number: u64,
}

impl Workload {
    /// The stream that belongs to `seed`.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        let mut random = SplitMix64::new(seed);
        let demand = Zipf::new(SKUS, ZIPF_EXPONENT, &mut random);
        Workload { random, demand, next_number: 0 }
    }

    /// The next `count` orders.
    pub fn take_orders(&mut self, count: usize) -> Vec<Order> {
        self.take(count).collect()
    }

    fn line(&mut self, taken: &[Line]) -> Line {
        let sku = loop {
            let sku = self.demand.draw(&mut self.random);
            if taken.iter().all(|line| line.sku != sku) {
                break sku;
            }
        };
        Line { sku, quantity: 1 + self.random.below(3), unit_price_minor: 199 + self.random.below(9_800) }
    }
}

impl Iterator for Workload {
    type Item = Order;

    fn next(&mut self) -> Option<Order> {
        let number = self.next_number;
        self.next_number += 1;
        let first = self.line(&[]);
        let second = self.line(&[first]);
        let third = self.line(&[first, second]);
        Some(Order {
            number,
            channel: self.random.below(CHANNELS),
            customer: self.random.below(50_000),
            latitude_milli: 48_000 + self.random.below(6_000) as i32,
            longitude_milli: self.random.below(12_000) as i32,
            lines: [first, second, third],
        })
    }
}

/// Draws SKU numbers with probability proportional to `1 / rank^exponent`.
#[derive(Clone, Debug)]
struct Zipf {
    /// Upper bounds of each rank's share of 2^32, rising.
    bounds: Vec<u32>,
    /// Which SKU holds which rank.
    sku_of_rank: Vec<u32>,
}

impl Zipf {
    fn new(count: u32, exponent: f64, random: &mut SplitMix64) -> Self {
        let weights: Vec<f64> = (1..=count).map(|rank| f64::from(rank).powf(-exponent)).collect();
        let total: f64 = weights.iter().sum();
        let mut reached = 0.0;
        let bounds = weights
            .iter()
            .map(|weight| {
                reached += weight;
                (reached / total * f64::from(u32::MAX)) as u32
            })
            .collect();

        let mut sku_of_rank: Vec<u32> = (0..count).collect();
        for last in (1..count).rev() {
            sku_of_rank.swap(last as usize, random.below(last + 1) as usize);
        }
        Zipf { bounds, sku_of_rank }
    }

    fn draw(&self, random: &mut SplitMix64) -> u32 {
        let point = (random.next_u64() >> 32) as u32;
        let rank = self.bounds.partition_point(|bound| *bound <= point).min(self.sku_of_rank.len() - 1);
        self.sku_of_rank[rank]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    #[test]
    fn the_same_seed_gives_the_same_orders() {
        let first = format!("{:?}", Workload::new(42).take_orders(500));
        let second = format!("{:?}", Workload::new(42).take_orders(500));
        let other = format!("{:?}", Workload::new(43).take_orders(500));
        assert_eq!(first, second);
        assert_ne!(first, other);
    }

    #[test]
    fn taking_in_portions_changes_nothing() {
        let whole = Workload::new(1).take_orders(30);
        let mut portions = Workload::new(1);
        let mut joined = portions.take_orders(7);
        joined.extend(portions.take_orders(23));
        assert_eq!(whole, joined);
    }

    #[test]
    fn lines_of_an_order_name_different_skus_within_bounds() {
        for order in Workload::new(3).take_orders(5_000) {
            let [a, b, c] = order.lines;
            assert!(a.sku != b.sku && b.sku != c.sku && a.sku != c.sku, "{order:?}");
            for line in order.lines {
                assert!(line.sku < SKUS && (1..=3).contains(&line.quantity) && line.unit_price_minor > 0, "{order:?}");
            }
            assert!(order.channel < CHANNELS);
        }
    }

    /// The share of rank k is `k^-0.99 / sum`. For 10,000 ranks the sum is about 10.2, so the first rank has about 9.8 %
    /// of single draws. Lines of an order are different SKUs, which lowers that a little.
    #[test]
    fn demand_is_skewed_as_zipf_says() {
        let mut lines_of_sku: BTreeMap<u32, u32> = BTreeMap::new();
        let orders = 40_000;
        for order in Workload::new(5).take_orders(orders) {
            for line in order.lines {
                *lines_of_sku.entry(line.sku).or_default() += 1;
            }
        }
        let mut counts: Vec<u32> = lines_of_sku.into_values().collect();
        counts.sort_unstable_by(|a, b| b.cmp(a));
        let share = |count: u32| f64::from(count) / (orders * LINES) as f64;

        assert!((0.08..0.11).contains(&share(counts[0])), "most wanted SKU: {}", share(counts[0]));
        let ratio = f64::from(counts[0]) / f64::from(counts[9]);
        assert!((7.0..12.0).contains(&ratio), "first to tenth: {ratio}");
        let top_hundred = share(counts.iter().take(100).sum());
        assert!((0.48..0.58).contains(&top_hundred), "first hundred: {top_hundred}");
        assert!(counts.len() > 6_000, "the tail is drawn from too: {} SKUs", counts.len());
    }
}
