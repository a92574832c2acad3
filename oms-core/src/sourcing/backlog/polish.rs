//! From good plans to better ones: clusters of orders that stand in each other's way are planned together.

use std::ops::Range;

use super::cluster::{Bench, Effort, Outcome};
use super::market::Market;
use super::tables::{Take, at};
use crate::Arrange;

/// Efforts of the sweeps: orders of a cluster, and how hard it is tried.
const SWEEPS: &[(usize, Effort)] = &[
    (10, Effort { rounds: 3, choices_max: 40, looks_max: 800, nodes_max: 1_500 }),
    (20, Effort { rounds: 6, choices_max: 80, looks_max: 2_000, nodes_max: 6_000 }),
    (30, Effort { rounds: 8, choices_max: 100, looks_max: 3_000, nodes_max: 20_000 }),
    (40, Effort { rounds: 10, choices_max: 150, looks_max: 4_000, nodes_max: 30_000 }),
];
/// Sweeps without a gain, after which it is enough.
const IDLE_MAX: usize = 6;
/// Clusters of a batch at most, and how many orders there must be for each: more of them would stand in each other's way.
const BATCH_MAX: usize = 16;
const ORDERS_OF_A_CLUSTER: usize = 256;
/// Claimants of a SKU that are looked at around an order that is not the seed.
const SOME: usize = 40;
/// Orders that are looked through for those that take up room.
const THERE_MAX: usize = 1_000;
/// All orders at once, if there are no more than this.
const WHOLE_MAX: usize = 256;
const WHOLE: Effort = Effort { rounds: 60, choices_max: 400, looks_max: 40_000, nodes_max: 0 };
/// Nodes of that search times orders: a node looks at all of them.
const WHOLE_NODES: usize = 12_000_000;

/// How far the sweeps have come.
#[derive(Debug, Default)]
pub(super) struct Polish {
    has_begun: bool,
    /// Orders that might do better, those that lose most first, and how many have been looked around.
    seeds: Vec<u32>,
    next: usize,
    /// Sweeps that have begun, and of those before how many brought nothing.
    sweeps: usize,
    idle: usize,
    /// What the best plans cost before this sweep.
    before: i64,
}

/// Orders around which clusters are planned next, all from the same plans.
#[derive(Clone, Debug)]
pub struct Batch {
    seeds: Vec<u32>,
    size: usize,
    effort: Effort,
    number: usize,
}

impl Batch {
    /// How many clusters it is.
    #[must_use]
    pub fn len(&self) -> usize {
        self.seeds.len()
    }

    /// Whether there are none: never.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.seeds.is_empty()
    }
}

/// What came of a range of a batch.
#[derive(Clone, Debug)]
pub struct Attempt {
    from: usize,
    outcomes: Vec<Outcome>,
    steps: u64,
}

impl Market {
    /// Makes the best plans better, until that is not likely any more or the steps are used up.
    pub fn improve(&mut self, steps_max: u64) {
        let mut bench = Bench::default();
        while let Some(batch) = self.next_batch(steps_max) {
            let all = self.attempt(&batch, 0..batch.len(), &mut bench);
            self.take_up(&[all]);
        }
        self.finish(steps_max);
    }

    /// What to try next; none if no more gain is likely or the steps are used up.
    pub fn next_batch(&mut self, steps_max: u64) -> Option<Batch> {
        if !self.polish.has_begun {
            self.restore_best();
            self.prices.clone_from(&self.best_prices);
            self.polish.has_begun = true;
        }
        loop {
            if self.proven || self.steps >= steps_max {
                return None;
            }
            let Polish { next, sweeps, idle, before, .. } = self.polish;
            let (size, effort) = sweep(sweeps.saturating_sub(1));
            if next < self.polish.seeds.len() {
                let most = (self.orders() / ORDERS_OF_A_CLUSTER).clamp(1, BATCH_MAX);
                let seeds: Vec<u32> = self.polish.seeds.iter().skip(next).take(most).copied().collect();
                self.polish.next += seeds.len();
                return Some(Batch { seeds, size, effort, number: sweeps.saturating_sub(1) });
            }
            if sweeps > 0 {
                self.keep_if_better();
                self.polish.idle = if self.cost < before { 0 } else { idle + 1 };
                if self.orders() <= size || self.polish.idle >= IDLE_MAX || self.proven {
                    return None;
                }
            }
            let seeds = self.losers();
            self.polish = Polish { seeds, next: 0, sweeps: sweeps + 1, before: self.cost, ..self.polish };
        }
    }

    /// Plans the clusters of a range of a batch, each alone, from the plans of the moment.
    #[must_use]
    pub fn attempt(&self, batch: &Batch, range: Range<usize>, bench: &mut Bench) -> Attempt {
        let mut attempt = Attempt { from: range.start, outcomes: Vec::with_capacity(range.len()), steps: 0 };
        let (mut cluster, mut wishes) = (Vec::with_capacity(batch.size), Vec::new());
        for seed in batch.seeds.get(range.start..range.end.min(batch.len())).unwrap_or_default() {
            self.find_wishes(*seed, bench, &mut wishes);
            self.gather(*seed, batch.size, batch.number, &wishes, &mut cluster);
            let (outcome, steps) = self.plan_together(&cluster, batch.effort, bench);
            attempt.outcomes.push(outcome);
            attempt.steps += steps;
        }
        attempt
    }

    /// Takes what was found over all of a batch, as far as it still fits together.
    pub fn take_up(&mut self, parts: &[Attempt]) {
        let mut parts: Vec<&Attempt> = parts.iter().collect();
        parts.arrange_by_key(|part| part.from);
        for part in parts {
            self.steps += part.steps;
            for outcome in &part.outcomes {
                if let Outcome::Better(plans) = outcome {
                    self.take_instead(plans);
                }
            }
        }
    }

    /// Ends the search: keeps the best, and tries small backlogs as a whole.
    pub fn finish(&mut self, steps_max: u64) {
        self.keep_if_better();
        if self.orders() <= WHOLE_MAX && self.steps < steps_max && !self.proven {
            self.try_whole();
        }
    }

    fn orders(&self) -> usize {
        self.tables.orders()
    }

    /// Puts the stock as the best plans leave it.
    fn restore_best(&mut self) {
        self.shelves.clear(&self.stock, &self.rooms);
        for order in 0..self.orders() {
            let takes = std::mem::take(&mut self.takes);
            let mut takes = takes;
            takes.clear();
            takes.extend_from_slice(self.best.get(order).map(Vec::as_slice).unwrap_or_default());
            let cost = self.tables.cost_of(order, &takes);
            self.shelves.take(&self.tables, order, &takes, cost);
            self.takes = takes;
        }
    }

    /// Orders that pay more than they would at the prices, those that lose most first.
    fn losers(&mut self) -> Vec<u32> {
        let mut takes = Vec::new();
        let mut losers: Vec<(i64, u32)> = Vec::new();
        for order in 0..self.orders() {
            let least = self.tables.solve(order, Some(&self.prices), None, &mut self.desk, &mut takes);
            let plan = self.shelves.plans.get(order).map(Vec::as_slice).unwrap_or_default();
            let loss = self.shelves.cost(order) + self.tables.pays(order, plan, &self.prices) - least;
            if loss > 0 {
                losers.push((-loss, u32::try_from(order).unwrap_or(u32::MAX)));
            }
        }
        self.steps += std::mem::take(&mut self.desk.steps);
        losers.arrange();
        losers.into_iter().map(|(_, order)| order).collect()
    }

    /// What an order would take at the prices, of which not enough is left.
    fn find_wishes(&self, order: u32, bench: &mut Bench, wishes: &mut Vec<usize>) {
        let order = order as usize;
        let Bench { desk, takes, .. } = bench;
        self.tables.solve(order, Some(&self.prices), None, desk, takes);
        let own = |resource: usize| self.shelves.plan(order).iter().filter(move |take| self.tables.resource(take) == resource);
        wishes.clear();
        for take in &*takes {
            let resource = self.tables.resource(take);
            let mine: i32 = own(resource).map(|take| take.units).sum();
            if self.left(resource) + mine < take.units {
                wishes.push(resource);
            }
        }
        if self.tables.loads.limited {
            let mut rooms = self.shelves.shelf.rooms.clone();
            rooms.draw(&self.tables, order, self.shelves.plan(order), -1);
            rooms.find_full(&self.tables, order, takes, |location| wishes.push(self.stock.len() + location));
        }
    }

    /// The orders around a seed: first those that have what it wishes, then those that have what it could use and nothing is left of,
    /// then their neighbours.
    fn gather(&self, seed: u32, size: usize, number: usize, wishes: &[usize], cluster: &mut Vec<u32>) {
        cluster.clear();
        cluster.push(seed);
        let mut scan = 0;
        let mut ranked: Vec<(u64, u32)> = Vec::new();
        while let Some(order) = cluster.get(scan).copied() {
            if cluster.len() >= size {
                break;
            }
            scan += 1;
            ranked.clear();
            for sku in self.tables.skus_of(order as usize) {
                // Of a SKU that everybody wants, some are enough; only around the seed all are looked at.
                let claimants = self.tables.claimants_of(*sku);
                let salt = mix((number as u64) << 40 | u64::from(order) << 20 | u64::from(*sku));
                let from = usize::try_from(salt % (claimants.len() as u64).max(1)).unwrap_or_default();
                let most = if scan == 1 { claimants.len() } else { SOME };
                for other in claimants.iter().cycle().skip(from).take(most.min(claimants.len())) {
                    if cluster.contains(other) {
                        continue;
                    }
                    let salt = (number as u64) << 40 | u64::from(order) << 20 | u64::from(*other);
                    let distance = self.distance(*other as usize, *sku, if scan == 1 { wishes } else { &[] });
                    ranked.push((mix(salt) >> 2 | distance << 62, *other));
                }
            }
            if self.tables.loads.limited {
                let wished = wishes.iter().filter_map(|wish| wish.checked_sub(self.stock.len()));
                let full: Vec<usize> = if scan == 1 { wished.collect() } else { self.would_go(order as usize) };
                self.find_there(&full, cluster, number, &mut ranked);
            }
            ranked.arrange();
            let share = if scan == 1 { size / 2 + 1 } else { 2 };
            for (_, other) in ranked.iter().take(share) {
                if cluster.len() < size && !cluster.contains(other) {
                    cluster.push(*other);
                }
            }
        }
        cluster.arrange();
    }

    /// Orders that take up what a wish for room is about, first those that could go elsewhere.
    fn find_there(&self, full: &[usize], cluster: &[u32], number: usize, ranked: &mut Vec<(u64, u32)>) {
        if full.is_empty() || self.orders() == 0 {
            return;
        }
        let salt = mix((number as u64) << 40 | u64::from(cluster.first().copied().unwrap_or_default()));
        let from = usize::try_from(salt % self.orders() as u64).unwrap_or_default();
        for order in (from..self.orders()).chain(0..from).take(THERE_MAX) {
            let known = u32::try_from(order).unwrap_or(u32::MAX);
            let mut is_there = false;
            self.tables.loads(order, self.shelves.plan(order), |location, _| is_there |= full.contains(&location));
            if is_there && !cluster.contains(&known) {
                let distance = u64::from(!self.could_go(order, full));
                ranked.push((mix(salt ^ u64::from(known)) >> 2 | distance << 62, known));
            }
        }
    }

    /// Full locations that have what an order takes elsewhere.
    fn would_go(&self, order: usize) -> Vec<usize> {
        let row = self.tables.row(order);
        let plan = self.shelves.plan(order);
        let columns = (0..row.width).filter(|column| {
            let has = |take: &Take| {
                let (line, at_column) = row.place_of(take);
                let resource = at(&self.tables.resources, row.cells + line * row.width + column) as usize;
                at_column != *column && self.left(resource) >= take.units
            };
            !self.shelves.shelf.rooms.is_open(self.tables.location_of(&row, *column)) && plan.iter().any(has)
        });
        columns.map(|column| self.tables.location_of(&row, column)).collect()
    }

    /// Whether all that an order takes at some locations is left at another one with room.
    fn could_go(&self, order: usize, from: &[usize]) -> bool {
        let row = self.tables.row(order);
        self.shelves.plan(order).iter().all(|take| {
            let (line, column) = row.place_of(take);
            let is_left = |other: usize| {
                let location = self.tables.location_of(&row, other);
                let resource = at(&self.tables.resources, row.cells + line * row.width + other) as usize;
                !from.contains(&location) && self.left(resource) >= take.units && self.shelves.shelf.rooms.is_open(location)
            };
            !from.contains(&self.tables.location_of(&row, column)) || (0..row.width).any(is_left)
        })
    }

    /// How near an order is to another that claims the same SKU: 0 if it has what that wishes, 1 if it has units of the SKU from where
    /// none are left, else 2.
    fn distance(&self, order: usize, sku: u32, wishes: &[usize]) -> u64 {
        let plan = self.shelves.plans.get(order).map(Vec::as_slice).unwrap_or_default();
        let (from, to) = (sku as usize * self.locations, (sku as usize + 1) * self.locations);
        let mine = || plan.iter().map(|take| self.tables.resource(take)).filter(|resource| (from..to).contains(resource));
        if mine().any(|resource| wishes.contains(&resource)) {
            0
        } else if mine().any(|resource| self.left(resource) == 0) {
            1
        } else {
            2
        }
    }

    /// All orders as one cluster: if nothing better is found, nothing is better.
    fn try_whole(&mut self) {
        let mut bench = Bench::default();
        let cluster: Vec<u32> = (0..).take(self.orders()).collect();
        let nodes_max = u32::try_from(WHOLE_NODES / cluster.len().max(1)).unwrap_or(u32::MAX);
        loop {
            let (outcome, steps) = self.plan_together(&cluster, Effort { nodes_max, ..WHOLE }, &mut bench);
            self.steps += steps;
            match outcome {
                Outcome::Better(plans) if self.take_instead(&plans) => self.keep_if_better(),
                Outcome::Best => {
                    self.proven = true;
                    break;
                }
                Outcome::Better(_) | Outcome::Unknown => break,
            }
        }
    }
}

/// Orders of a cluster in a sweep, and how hard it is tried.
fn sweep(number: usize) -> (usize, Effort) {
    SWEEPS.get(number.min(SWEEPS.len() - 1)).copied().unwrap_or((4, WHOLE))
}

/// Scatters a number over all numbers: SplitMix64's finish.
const fn mix(number: u64) -> u64 {
    let number = (number ^ (number >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let number = (number ^ (number >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    number ^ (number >> 31)
}
