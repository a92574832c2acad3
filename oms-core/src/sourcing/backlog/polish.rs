//! From good plans to better ones: clusters of orders that stand in each other's way are planned together.

use super::cluster::{Effort, Outcome};
use super::market::Market;
use super::tables::at;
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
/// Claimants of a SKU that are looked at around an order that is not the seed.
const SOME: usize = 40;
/// All orders at once, if there are no more than this.
const WHOLE_MAX: usize = 256;
const WHOLE: Effort = Effort { rounds: 60, choices_max: 400, looks_max: 40_000, nodes_max: 0 };
/// Nodes of that search times orders: a node looks at all of them.
const WHOLE_NODES: usize = 12_000_000;

impl Market {
    /// Makes the best plans better, until that is not likely any more or the steps are used up.
    pub fn improve(&mut self, steps_max: u64) {
        self.restore_best();
        self.prices.clone_from(&self.best_prices);
        let (mut sweep, mut idle) = (0, 0);
        while idle < IDLE_MAX && self.steps < steps_max && !self.proven {
            let (size, effort) = SWEEPS.get(sweep.min(SWEEPS.len() - 1)).copied().unwrap_or((4, WHOLE));
            let before = self.cost;
            self.sweep(size, effort, sweep, steps_max);
            sweep += 1;
            idle = if self.cost < before { 0 } else { idle + 1 };
            if self.orders() <= size {
                break;
            }
        }
        if self.orders() <= WHOLE_MAX && self.steps < steps_max && !self.proven {
            self.try_whole();
        }
    }

    fn orders(&self) -> usize {
        self.tables.orders()
    }

    /// Puts the stock as the best plans leave it.
    fn restore_best(&mut self) {
        self.shelves.left.clone_from(&self.stock);
        self.shelves.plans.iter_mut().for_each(Vec::clear);
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

    /// A cluster around every order that might do better.
    fn sweep(&mut self, size: usize, effort: Effort, number: usize, steps_max: u64) {
        let mut cluster = Vec::with_capacity(size);
        let losers = self.losers();
        let mut wishes = Vec::new();
        for seed in losers {
            if self.steps >= steps_max {
                break;
            }
            self.find_wishes(seed, &mut wishes);
            self.gather(seed, size, number, &wishes, &mut cluster);
            self.rearrange(&cluster, effort);
        }
        self.keep_if_better();
    }

    /// Orders that pay more than they would at the prices, those that lose most first.
    fn losers(&mut self) -> Vec<u32> {
        let mut takes = Vec::new();
        let mut losers: Vec<(i64, u32)> = Vec::new();
        for order in 0..self.orders() {
            let least = self.tables.solve(order, Some(&self.prices), None, &mut self.desk, &mut takes);
            let plan = self.shelves.plans.get(order).map(Vec::as_slice).unwrap_or_default();
            let stock: i64 = plan.iter().map(|take| at(&self.prices, self.tables.resource(take)) * i64::from(take.units)).sum();
            let loss = self.shelves.cost(order) + stock - least;
            if loss > 0 {
                losers.push((-loss, u32::try_from(order).unwrap_or(u32::MAX)));
            }
        }
        self.steps += std::mem::take(&mut self.desk.steps);
        losers.arrange();
        losers.into_iter().map(|(_, order)| order).collect()
    }

    /// The stock that an order would take at the prices, of which not enough is left.
    fn find_wishes(&mut self, order: u32, wishes: &mut Vec<usize>) {
        let mut takes = std::mem::take(&mut self.takes);
        self.shelves.give_back(&self.tables, order as usize);
        self.tables.solve(order as usize, Some(&self.prices), None, &mut self.desk, &mut takes);
        wishes.clear();
        let missing = takes.iter().filter(|take| self.left(self.tables.resource(take)) < take.units);
        wishes.extend(missing.map(|take| self.tables.resource(take)));
        let plan = self.shelves.plans.get(order as usize).cloned().unwrap_or_default();
        let cost = self.shelves.cost(order as usize);
        self.shelves.take(&self.tables, order as usize, &plan, cost);
        self.takes = takes;
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
        let cluster: Vec<u32> = (0..).take(self.orders()).collect();
        let nodes_max = u32::try_from(WHOLE_NODES / cluster.len().max(1)).unwrap_or(u32::MAX);
        loop {
            match self.rearrange(&cluster, Effort { nodes_max, ..WHOLE }) {
                Outcome::Better => self.keep_if_better(),
                Outcome::Best => {
                    self.proven = true;
                    break;
                }
                Outcome::Unknown => break,
            }
        }
        self.steps += std::mem::take(&mut self.desk.steps);
    }
}

/// Scatters a number over all numbers: SplitMix64's finish.
const fn mix(number: u64) -> u64 {
    let number = (number ^ (number >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let number = (number ^ (number >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    number ^ (number >> 31)
}
