//! Some orders planned together, exactly: the best plans for them on the stock that they have and that nobody has.

use super::market::{Market, PRICE_MAX};
use super::options::{Choices, Limits};
use super::pass::Shelf;
use super::tables::{Desk, SCALE, Tables, Take, at};
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

/// More than any order draws.
const PLENTY: i64 = 1 << 20;

/// What came of it.
#[derive(Clone, Debug)]
pub(super) enum Outcome {
    /// Cheaper plans were found: of each order of the cluster, and what it costs.
    Better(Vec<(u32, Vec<Take>, i64)>),
    /// There are none.
    Best,
    /// None were found, and there may be some.
    Unknown,
}

/// Memory of one thread for clusters.
#[derive(Debug, Default)]
pub struct Bench {
    shelf: Shelf,
    pub(super) desk: Desk,
    pub(super) takes: Vec<Take>,
    choices: Choices,
    prices: Vec<i64>,
    best_prices: Vec<i64>,
    cluster: Vec<u32>,
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
    /// Looks for better plans of the orders of a cluster together. Returns how many steps that took, too.
    pub(super) fn plan_together(&self, cluster: &[u32], effort: Effort, bench: &mut Bench) -> (Outcome, u64) {
        bench.cluster.clear();
        bench.cluster.extend_from_slice(cluster);
        bench.shelf.copy(&self.tables, cluster, &self.shelves.shelf);
        let before: i64 = cluster.iter().map(|order| self.shelves.cost(*order as usize)).sum();
        for order in cluster {
            bench.shelf.draw(&self.tables, *order as usize, self.shelves.plan(*order as usize), -1);
        }
        let bound = bench.price(self, before, effort.rounds);
        // Only what saves a whole unit of money is better.
        let room = before.saturating_sub(bound).saturating_sub(1 << SCALE);
        let (mut found, mut steps) = (None, 0);
        let mut sure = room < 0;
        if !sure {
            bench.choose(self, room, effort);
            sure = !bench.choices.cut;
            bench.nodes = 0;
            bench.nodes_max = effort.nodes_max;
            found = bench.search(&self.tables, room, before - (1 << SCALE));
            steps = u64::from(bench.nodes / 4);
            sure &= bench.nodes < bench.nodes_max;
        }
        steps += std::mem::take(&mut bench.desk.steps);
        let outcome = match (found, sure) {
            (Some(_), _) => Outcome::Better(bench.plans(self)),
            (None, true) => Outcome::Best,
            (None, false) => Outcome::Unknown,
        };
        (outcome, steps)
    }

    /// Takes plans of some orders instead of those that they have, if they fit and cost less.
    pub(super) fn take_instead(&mut self, plans: &[(u32, Vec<Take>, i64)]) -> bool {
        let before: i64 = plans.iter().map(|(order, ..)| self.shelves.cost(*order as usize)).sum();
        if plans.iter().map(|(.., cost)| cost).sum::<i64>() >= before {
            return false;
        }
        for (order, ..) in plans {
            self.shelves.give_back(&self.tables, *order as usize);
        }
        let mut fitting = 0;
        for (order, takes, _) in plans {
            if !self.shelves.shelf.fit(&self.tables, *order as usize, takes) {
                break;
            }
            self.shelves.shelf.draw(&self.tables, *order as usize, takes, 1);
            fitting += 1;
        }
        for (order, takes, _) in plans.iter().take(fitting) {
            self.shelves.shelf.draw(&self.tables, *order as usize, takes, -1);
        }
        for (order, takes, cost) in plans {
            let order = *order as usize;
            if fitting == plans.len() {
                self.shelves.take(&self.tables, order, takes, *cost);
            } else {
                let plan = self.shelves.plan(order).to_vec();
                self.shelves.shelf.draw(&self.tables, order, &plan, 1);
            }
        }
        fitting == plans.len()
    }
}

impl Bench {
    /// What was found: plans of all orders of the cluster.
    fn plans(&self, market: &Market) -> Vec<(u32, Vec<Take>, i64)> {
        let plan = |(place, order): (usize, &u32)| match self.choices.of(place).get(at(&self.found, place)) {
            Some(choice) => (*order, self.choices.takes_of(choice).to_vec(), choice.cost),
            None => (*order, market.shelves.plan(*order as usize).to_vec(), market.shelves.cost(*order as usize)),
        };
        self.cluster.iter().enumerate().map(plan).collect()
    }

    /// Finds prices for the stock that the cluster shares, and what they prove about its cost.
    fn price(&mut self, market: &Market, before: i64, rounds: u32) -> i64 {
        let Market { tables, best_prices, .. } = market;
        self.prices.resize(best_prices.len(), 0);
        self.resources.clear();
        let resources = &mut self.resources;
        for order in &self.cluster {
            tables.wants(*order as usize, |resource, _| resources.extend(u32::try_from(resource)));
        }
        resources.arrange();
        resources.dedup();
        // How much the cluster could want of each: where there is enough for all, the price is nothing.
        self.slope.clear();
        self.slope.resize(self.resources.len(), 0);
        let (resources, slope) = (&self.resources, &mut self.slope);
        for order in &self.cluster {
            tables.wants(*order as usize, |resource, amount| {
                if let Some(wanted) = place_of(resources, resource).and_then(|place| slope.get_mut(place)) {
                    *wanted += amount;
                }
            });
        }
        for (resource, wanted) in self.resources.iter().zip(&self.slope) {
            let left = tables.left_of(*resource as usize, &self.shelf.left, &self.shelf.rooms);
            let enough = left.is_none_or(|left| *wanted <= left);
            if let Some(price) = self.prices.get_mut(*resource as usize) {
                *price = if enough { 0 } else { at(best_prices, *resource as usize) };
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
                // What has no limit never gets a price.
                let left = tables.left_of(*resource as usize, &self.shelf.left, &self.shelf.rooms).unwrap_or(PLENTY);
                self.slope.push(-left);
                bound = bound.saturating_sub(at(&self.prices, *resource as usize).saturating_mul(left));
            }
            let (resources, slope) = (&self.resources, &mut self.slope);
            for order in &self.cluster {
                // Units are those that are left: no plan of the cluster has more.
                let left = Some(self.shelf.left(false));
                bound = bound.saturating_add(tables.solve(*order as usize, Some(&self.prices), left, &mut self.desk, &mut takes));
                tables.draws(*order as usize, &takes, |resource, amount| {
                    if let Some(slope) = place_of(resources, resource).and_then(|place| slope.get_mut(place)) {
                        *slope += amount;
                    }
                });
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
    fn choose(&mut self, market: &Market, room: i64, effort: Effort) {
        let tables = &market.tables;
        self.choices.clear();
        self.floors.clear();
        let mut takes = Vec::new();
        for order in &self.cluster {
            let order = *order as usize;
            let least = tables.solve(order, Some(&self.prices), Some(self.shelf.left(false)), &mut self.desk, &mut takes);
            self.floors.push(least);
            let limits = Limits {
                prices: &self.prices,
                shelf: &self.shelf,
                priced_max: least.saturating_add(room),
                choices_max: effort.choices_max,
                looks_max: effort.looks_max,
            };
            self.choices.add(tables, order, market.shelves.plan(order), limits);
        }
    }

    /// Looks for one plan for each order that together fit and cost at most `most`. Returns what they cost; they are in `found`.
    fn search(&mut self, tables: &Tables, room: i64, most: i64) -> Option<i64> {
        let orders = self.floors.len();
        self.assigned.clear();
        self.assigned.resize(orders, None);
        self.found.clear();
        let mut best = (room, most, false);
        self.descend(tables, 0, 0, &mut best);
        best.2.then_some(best.1)
    }

    /// `best`: the most that plans may cost at the prices beyond the floors, the most that they may cost, whether any were found.
    fn descend(&mut self, tables: &Tables, excess: i64, cost: i64, best: &mut (i64, i64, bool)) {
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
            let number = at(&self.cluster, order) as usize;
            let fits = |takes: &[Take]| self.shelf.fit(tables, number, takes);
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
        let (floor, own) = (at(&self.floors, order), at(&self.cluster, order) as usize);
        for number in 0..self.choices.of(order).len() {
            let Some(choice) = self.choices.of(order).get(number).copied() else { break };
            if least - over + choice.priced - floor > best.0 || self.nodes >= self.nodes_max {
                break;
            }
            let takes = self.choices.takes_of(&choice);
            if !self.shelf.fit(tables, own, takes) {
                continue;
            }
            self.shelf.draw(tables, own, takes, 1);
            if let Some(slot) = self.assigned.get_mut(order) {
                *slot = Some(number);
            }
            self.descend(tables, excess + choice.priced - floor, cost + choice.cost, best);
            if let Some(slot) = self.assigned.get_mut(order) {
                *slot = None;
            }
            self.shelf.draw(tables, own, self.choices.takes_of(&choice), -1);
        }
    }
}

/// Where a resource is among those of a cluster.
fn place_of(resources: &[u32], resource: usize) -> Option<usize> {
    resources.binary_search(&u32::try_from(resource).unwrap_or(u32::MAX)).ok()
}
