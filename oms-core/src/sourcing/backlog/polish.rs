//! From good plans to better ones: clusters of orders that stand in each other's way are planned together.

use std::ops::Range;

use super::cluster::{Bench, Effort, Found};
use super::market::Market;
use super::menus::Menu;
use crate::Arrange;

/// Efforts of the sweeps: orders of a cluster, and how hard it is tried.
const SWEEPS: &[(usize, Effort)] = &[
    (10, Effort { rounds: 8, nodes_max: 500 }),
    (20, Effort { rounds: 10, nodes_max: 500 }),
    (30, Effort { rounds: 12, nodes_max: 500 }),
    (80, Effort { rounds: 30, nodes_max: 500 }),
];
/// Sweeps without a gain, after which it is enough.
const IDLE_MAX: usize = 6;
/// Clusters of a batch at most, and how many orders there must be for each: more of them would stand in each other's way.
const BATCH_MAX: usize = 16;
const ORDERS_OF_A_CLUSTER: usize = 64;
/// All orders at once, if there are no more than this.
const WHOLE_MAX: usize = 256;

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
    found: Vec<Option<Found>>,
    written: Vec<(u32, Menu)>,
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
        let mut attempt = Attempt { from: range.start, found: Vec::with_capacity(range.len()), written: Vec::new(), steps: 0 };
        let (mut cluster, mut wishes) = (Vec::with_capacity(batch.size), Vec::new());
        for seed in batch.seeds.get(range.start..range.end.min(batch.len())).unwrap_or_default() {
            self.find_wishes(*seed, &mut wishes);
            self.gather(*seed, batch.size, batch.number, &wishes, &mut cluster);
            let found = self.plan_together(&cluster, batch.effort, bench, &mut attempt.written);
            attempt.found.push(found);
            attempt.steps += bench.steps() + cluster.len() as u64 / 2;
        }
        attempt
    }

    /// Takes what was found over all of a batch, as far as it still fits together.
    pub fn take_up(&mut self, parts: &[Attempt]) {
        let mut parts: Vec<&Attempt> = parts.iter().collect();
        parts.arrange_by_key(|part| part.from);
        for part in parts {
            self.steps += part.steps;
            for plans in part.found.iter().flatten() {
                self.take_instead(plans);
            }
            for (order, menu) in &part.written {
                self.menus.keep(*order, menu);
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

    pub(super) fn orders(&self) -> usize {
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
    fn losers(&self) -> Vec<u32> {
        let mut losers: Vec<(i64, u32)> = Vec::new();
        for order in 0..self.orders() {
            let least = self.wishes.get(order).map_or(0, |wish| wish.least);
            let plan = self.shelves.plans.get(order).map(Vec::as_slice).unwrap_or_default();
            let loss = self.shelves.cost(order) + self.tables.pays(order, plan, &self.prices) - least;
            if loss > 0 {
                losers.push((-loss, u32::try_from(order).unwrap_or(u32::MAX)));
            }
        }
        losers.arrange();
        losers.into_iter().map(|(_, order)| order).collect()
    }
}

/// Orders of a cluster in a sweep, and how hard it is tried.
fn sweep(number: usize) -> (usize, Effort) {
    SWEEPS.get(number.min(SWEEPS.len() - 1)).copied().unwrap_or((4, Effort { rounds: 1, nodes_max: 1 }))
}
