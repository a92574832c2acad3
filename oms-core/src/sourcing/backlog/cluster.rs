//! Some orders planned together, exactly: the best plans for them on the stock that they have and that nobody has.

use super::market::{Market, PRICE_MAX};
use super::options::{Choices, Limits};
use super::pass::Shelf;
use super::tables::{Desk, SCALE, Tables, Take, at};

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

/// The place of what a cluster does not share.
const NOWHERE: u32 = u32::MAX;

/// What an order would take at some prices.
#[derive(Debug, Default)]
struct Wish {
    least: i64,
    takes: Vec<Take>,
}

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
    /// Whether the price of a resource has moved since the round before.
    moved: Vec<bool>,
    cluster: Vec<u32>,
    /// What each order of the cluster would take at the prices, and what that costs.
    wishes: Vec<Wish>,
    /// What the cluster shares, and where each is in that list.
    resources: Vec<usize>,
    places: Vec<u32>,
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
        self.share(market);
        self.best_prices.clear();
        self.direction.clear();
        self.direction.resize(self.resources.len(), 0);
        let mut best = i64::MIN;
        let (mut reach, mut idle) = (256, 0);
        for round in 0..rounds.max(1) {
            let bound = self.wish(market, round == 0);
            if bound > best {
                (best, idle) = (bound, 0);
                self.best_prices.clear();
                self.best_prices.extend(self.resources.iter().map(|resource| at(&self.prices, *resource)));
                self.floors.clear();
                self.floors.extend(self.wishes.iter().map(|wish| wish.least));
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
            if let Some(slot) = self.prices.get_mut(*resource) {
                *slot = *price;
            }
        }
        best
    }

    /// Notes what the orders of the cluster may draw on, with first prices.
    fn share(&mut self, market: &Market) {
        let Market { tables, best_prices, stock, .. } = market;
        let Bench { shelf, prices, moved, cluster, wishes, resources, places, slope, .. } = self;
        prices.resize(best_prices.len(), 0);
        moved.resize(best_prices.len(), false);
        wishes.resize_with(cluster.len(), Wish::default);
        places.resize(best_prices.len(), NOWHERE);
        for resource in resources.drain(..) {
            if let Some(place) = places.get_mut(resource) {
                *place = NOWHERE;
            }
        }
        // How much the cluster could want of each: where there is enough for all, the price is nothing.
        slope.clear();
        for order in &*cluster {
            tables.wants(*order as usize, |resource, amount| {
                let Some(place) = places.get_mut(resource) else { return };
                if *place == NOWHERE {
                    if let Some(moved) = moved.get_mut(resource) {
                        *moved = false;
                    }
                    // Where nothing is left nobody takes anything, whatever the price.
                    if resource < stock.len() && at(&shelf.left, resource) == 0 {
                        return;
                    }
                    *place = u32::try_from(resources.len()).unwrap_or(NOWHERE);
                    resources.push(resource);
                    slope.push(0);
                }
                if let Some(wanted) = slope.get_mut(*place as usize) {
                    *wanted += amount;
                }
            });
        }
        for (resource, wanted) in resources.iter().zip(&*slope) {
            let left = tables.left_of(*resource, &shelf.left, &shelf.rooms);
            let enough = left.is_none_or(|left| *wanted <= left);
            if let Some(price) = prices.get_mut(*resource) {
                *price = if enough { 0 } else { at(best_prices, *resource) };
            }
        }
    }

    /// Finds what each order would take at the prices. Returns what they prove; the slope says where more is wanted than there is.
    fn wish(&mut self, market: &Market, is_first: bool) -> i64 {
        let tables = &market.tables;
        let Bench { shelf, desk, prices, moved, cluster, wishes, resources, places, slope, .. } = self;
        let mut bound = 0_i64;
        slope.clear();
        for resource in &*resources {
            // What has no limit never gets a price.
            let left = tables.left_of(*resource, &shelf.left, &shelf.rooms).unwrap_or(PLENTY);
            slope.push(-left);
            bound = bound.saturating_sub(at(prices, *resource).saturating_mul(left));
        }
        for (order, wish) in cluster.iter().zip(wishes) {
            let order = *order as usize;
            let mut is_known = !is_first;
            if is_known {
                tables.wants(order, |resource, _| is_known &= !at(moved, resource));
            }
            if !is_known {
                // Units are those that are left: no plan of the cluster has more.
                wish.least = tables.solve(order, Some(prices), Some(shelf.left(false)), desk, &mut wish.takes);
            }
            bound = bound.saturating_add(wish.least);
            tables.draws(order, &wish.takes, |resource, amount| {
                if let Some(slope) = slope.get_mut(at(places, resource) as usize) {
                    *slope += amount;
                }
            });
        }
        bound
    }

    /// Moves the prices along the slope. Returns whether any may move.
    fn step(&mut self, gap: i64) -> bool {
        let Bench { slope, direction, resources, prices, moved, .. } = self;
        let mut norm = 0_i64;
        for ((slope, direction), resource) in slope.iter().zip(&mut *direction).zip(&*resources) {
            let blocked = *slope <= 0 && at(prices, *resource) == 0;
            *direction = if blocked { 0 } else { slope * 16 + *direction / 2 };
            norm = norm.saturating_add(direction.saturating_mul(*direction));
        }
        if norm == 0 || gap <= 0 {
            return false;
        }
        for (direction, resource) in direction.iter().zip(resources) {
            if let (Some(price), Some(moved)) = (prices.get_mut(*resource), moved.get_mut(*resource)) {
                let by = i128::from(gap) * i128::from(*direction) * 16 / i128::from(norm);
                let before = *price;
                *price = price.saturating_add(i64::try_from(by).unwrap_or(0)).clamp(0, PRICE_MAX);
                *moved = *price != before;
            }
        }
        true
    }

    /// Lists the plans of each order that may be part of something better.
    fn choose(&mut self, market: &Market, room: i64, effort: Effort) {
        let tables = &market.tables;
        self.choices.clear();
        for (order, least) in self.cluster.iter().zip(&self.floors) {
            let order = *order as usize;
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
