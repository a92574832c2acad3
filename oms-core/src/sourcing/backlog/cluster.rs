//! Some orders planned together, exactly: the best plans for them on the stock that they have and that nobody has.

use super::market::{Market, PRICE_MAX};
use super::options::{Choices, Limits};
use super::tables::{SCALE, Take, at};
use crate::Arrange;

/// How hard a cluster is tried.
#[derive(Clone, Copy, Debug)]
pub(super) struct Effort {
    /// Rounds of prices of its own.
    pub(super) rounds: u32,
    /// Plans of each order.
    pub(super) choices_max: usize,
    /// Partial plans of each order.
    pub(super) looks_max: usize,
    /// Nodes of the search.
    pub(super) nodes_max: u32,
}

/// What came of it.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Outcome {
    /// Cheaper plans were found and taken.
    Better,
    /// There are none.
    Best,
    /// None were found, and there may be some.
    Unknown,
}

/// Memory for clusters.
#[derive(Debug, Default)]
pub(super) struct Bench {
    choices: Choices,
    prices: Vec<i64>,
    best_prices: Vec<i64>,
    resources: Vec<u32>,
    slope: Vec<i64>,
    direction: Vec<i64>,
    assigned: Vec<Option<usize>>,
    found: Vec<usize>,
    floors: Vec<i64>,
    nodes: u32,
    nodes_max: u32,
}

impl Market {
    /// Plans the orders of a cluster together, at least as well as they are.
    pub(super) fn rearrange(&mut self, cluster: &[u32], effort: Effort) -> Outcome {
        let mut bench = std::mem::take(&mut self.bench);
        let before: i64 = cluster.iter().map(|order| self.shelves.cost(*order as usize)).sum();
        for order in cluster {
            self.shelves.give_back(&self.tables, *order as usize);
        }
        let bound = bench.price(self, cluster, before, effort.rounds);
        // Only what saves a whole unit of money is better.
        let room = before.saturating_sub(bound).saturating_sub(1 << SCALE);
        let mut found = None;
        let mut sure = room < 0;
        if !sure {
            bench.choose(self, cluster, room, effort);
            sure = !bench.choices.cut;
            bench.nodes = 0;
            bench.nodes_max = effort.nodes_max;
            found = bench.search(self, room, before - (1 << SCALE));
            self.steps += u64::from(bench.nodes / 4);
            sure &= bench.nodes < bench.nodes_max;
        }
        for (place, order) in cluster.iter().enumerate() {
            let order = *order as usize;
            if found.is_some()
                && let Some(choice) = bench.choices.of(place).get(at(&bench.found, place))
            {
                let takes = bench.choices.takes_of(choice);
                self.shelves.take(&self.tables, order, takes, choice.cost);
            } else {
                let takes: Vec<Take> = self.shelves.plans.get(order).cloned().unwrap_or_default();
                let cost = self.shelves.cost(order);
                self.shelves.take(&self.tables, order, &takes, cost);
            }
        }
        self.bench = bench;
        self.steps += std::mem::take(&mut self.desk.steps);
        match (found, sure) {
            (Some(_), _) => Outcome::Better,
            (None, true) => Outcome::Best,
            (None, false) => Outcome::Unknown,
        }
    }
}

impl Bench {
    /// Finds prices for the stock that the cluster shares, and what they prove about its cost.
    fn price(&mut self, market: &mut Market, cluster: &[u32], before: i64, rounds: u32) -> i64 {
        let Market { tables, shelves, best_prices, desk, .. } = market;
        let left = &shelves.left;
        self.prices.resize(best_prices.len(), 0);
        self.resources.clear();
        for order in cluster {
            let row = tables.row(*order as usize);
            let cells = row.cells..row.cells + row.width * row.height;
            self.resources.extend_from_slice(tables.resources.get(cells).unwrap_or_default());
        }
        self.resources.arrange();
        self.resources.dedup();
        // How much the cluster could want of each: where there is enough for all, the price is nothing.
        self.slope.clear();
        self.slope.resize(self.resources.len(), 0);
        for order in cluster {
            let row = tables.row(*order as usize);
            for cell in row.cells..row.cells + row.width * row.height {
                let place = self.resources.binary_search(&at(&tables.resources, cell));
                if let Some(wanted) = place.ok().and_then(|place| self.slope.get_mut(place)) {
                    *wanted += i64::from(at(&tables.units, cell));
                }
            }
        }
        for (resource, wanted) in self.resources.iter().zip(&self.slope) {
            let resource = *resource as usize;
            let enough = *wanted <= i64::from(at(left, resource));
            if let Some(price) = self.prices.get_mut(resource) {
                *price = if enough { 0 } else { at(best_prices, resource) };
            }
        }
        self.best_prices.clear();
        self.direction.clear();
        self.direction.resize(self.resources.len(), 0);
        let mut best = i64::MIN;
        let (mut reach, mut idle) = (256, 0);
        let mut takes = Vec::new();
        for _ in 0..rounds.max(1) {
            let mut bound = 0_i64;
            self.slope.clear();
            for resource in &self.resources {
                let left = i64::from(at(left, *resource as usize));
                self.slope.push(-left);
                bound = bound.saturating_sub(at(&self.prices, *resource as usize).saturating_mul(left));
            }
            for order in cluster {
                // Units are those that are left: no plan of the cluster has more.
                bound = bound.saturating_add(tables.solve(*order as usize, Some(&self.prices), Some(left), desk, &mut takes));
                for take in &takes {
                    let place = self.resources.binary_search(&u32::try_from(tables.resource(take)).unwrap_or(u32::MAX));
                    if let Some(slope) = place.ok().and_then(|place| self.slope.get_mut(place)) {
                        *slope += i64::from(take.units);
                    }
                }
            }
            if bound > best {
                (best, idle) = (bound, 0);
                self.best_prices.clear();
                self.best_prices.extend(self.resources.iter().map(|resource| at(&self.prices, *resource as usize)));
            } else {
                idle += 1;
                if idle >= 3 {
                    (reach, idle) = (reach / 2, 0);
                }
            }
            if before.saturating_sub(best) < (1 << SCALE) || reach < 8 || !self.step(before.saturating_sub(bound) / 256 * reach) {
                break;
            }
        }
        for (resource, price) in self.resources.iter().zip(&self.best_prices) {
            if let Some(slot) = self.prices.get_mut(*resource as usize) {
                *slot = *price;
            }
        }
        best
    }

    fn step(&mut self, gap: i64) -> bool {
        let mut norm = 0_i64;
        for ((slope, direction), resource) in self.slope.iter().zip(&mut self.direction).zip(&self.resources) {
            let blocked = *slope <= 0 && at(&self.prices, *resource as usize) == 0;
            *direction = if blocked { 0 } else { slope * 16 + *direction / 2 };
            norm = norm.saturating_add(direction.saturating_mul(*direction));
        }
        if norm == 0 || gap <= 0 {
            return false;
        }
        for (direction, resource) in self.direction.iter().zip(&self.resources) {
            if let Some(price) = self.prices.get_mut(*resource as usize) {
                let moved = i128::from(gap) * i128::from(*direction) * 16 / i128::from(norm);
                *price = price.saturating_add(i64::try_from(moved).unwrap_or(0)).clamp(0, PRICE_MAX);
            }
        }
        true
    }

    /// Lists the plans of each order that may be part of something better.
    fn choose(&mut self, market: &mut Market, cluster: &[u32], room: i64, effort: Effort) {
        let Market { tables, shelves, desk, .. } = market;
        self.choices.clear();
        self.floors.clear();
        let mut takes = Vec::new();
        for order in cluster {
            let order = *order as usize;
            let least = tables.solve(order, Some(&self.prices), Some(&shelves.left), desk, &mut takes);
            self.floors.push(least);
            let limits = Limits {
                prices: &self.prices,
                left: &shelves.left,
                priced_max: least.saturating_add(room),
                choices_max: effort.choices_max,
                looks_max: effort.looks_max,
            };
            let current = shelves.plans.get(order).map(Vec::as_slice).unwrap_or_default();
            self.choices.add(tables, order, current, limits);
        }
    }

    /// Looks for one plan for each order that together fit and cost at most `most`. Returns what they cost; they are in `found`.
    fn search(&mut self, market: &mut Market, room: i64, most: i64) -> Option<i64> {
        let orders = self.floors.len();
        self.assigned.clear();
        self.assigned.resize(orders, None);
        self.found.clear();
        let mut best = (room, most, false);
        self.descend(market, 0, 0, &mut best);
        best.2.then_some(best.1)
    }

    /// `best`: the most that plans may cost at the prices beyond the floors, the most that they may cost, whether any were found.
    fn descend(&mut self, market: &mut Market, excess: i64, cost: i64, best: &mut (i64, i64, bool)) {
        self.nodes += 1;
        if self.nodes >= self.nodes_max {
            return;
        }
        // What each order costs beyond its floor at least, of the plans that still fit; and which gains most by going first.
        let mut least = excess;
        let mut next: Option<(i64, usize, i64)> = None;
        for (order, floor) in self.floors.iter().enumerate() {
            if at(&self.assigned, order).is_some() {
                continue;
            }
            let fits = |takes: &[Take]| takes.iter().all(|take| market.left(market.tables.resource(take)) >= take.units);
            let mut fitting = self.choices.of(order).iter().filter(|choice| fits(self.choices.takes_of(choice)));
            let Some(first) = fitting.next() else { return };
            let over = first.priced - floor;
            least = least.saturating_add(over);
            if least > best.0 {
                return;
            }
            let regret = fitting.next().map_or(i64::MAX, |second| second.priced - first.priced);
            if next.is_none_or(|(most, _, _)| regret > most) {
                next = Some((regret, order, over));
            }
        }
        let Some((_, order, over)) = next else {
            if cost <= best.1 {
                // Better by at least one unit of money next time.
                let gain = best.1 - cost + (1 << SCALE);
                *best = (best.0 - gain, cost - (1 << SCALE), true);
                self.found.clear();
                self.found.extend(self.assigned.iter().map(|choice| choice.unwrap_or_default()));
            }
            return;
        };
        let floor = at(&self.floors, order);
        for number in 0..self.choices.of(order).len() {
            let Some(choice) = self.choices.of(order).get(number).copied() else { break };
            if least - over + choice.priced - floor > best.0 || self.nodes >= self.nodes_max {
                break;
            }
            let takes = self.choices.takes_of(&choice);
            if takes.iter().any(|take| market.left(market.tables.resource(take)) < take.units) {
                continue;
            }
            for take in takes {
                market.shelves.draw(market.tables.resource(take), take.units);
            }
            if let Some(slot) = self.assigned.get_mut(order) {
                *slot = Some(number);
            }
            self.descend(market, excess + choice.priced - floor, cost + choice.cost, best);
            if let Some(slot) = self.assigned.get_mut(order) {
                *slot = None;
            }
            for take in self.choices.takes_of(&choice) {
                market.shelves.draw(market.tables.resource(take), -take.units);
            }
        }
    }
}
