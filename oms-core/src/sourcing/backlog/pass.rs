//! Plans that share the stock: one order after the other takes what is best for it of what is left.

use super::market::Market;
use super::tables::{Tables, Take};
use crate::Arrange;

/// Stock that nobody has taken, and who has taken what.
#[derive(Clone, Debug, Default)]
pub(super) struct Shelves {
    pub(super) left: Vec<i32>,
    pub(super) plans: Vec<Vec<Take>>,
    pub(super) costs: Vec<i64>,
    /// How often and how much an order lost to others: the next pass lets it choose earlier.
    hurt: Vec<i64>,
    sequence: Vec<u32>,
}

impl Shelves {
    pub(super) fn new(orders: usize, stock: &[i32]) -> Shelves {
        Shelves {
            left: stock.to_vec(),
            plans: vec![Vec::new(); orders],
            costs: vec![0; orders],
            hurt: vec![0; orders],
            sequence: (0..).take(orders).collect(),
        }
    }

    pub(super) fn total(&self) -> i64 {
        self.costs.iter().sum()
    }

    /// Puts the units of an order back.
    pub(super) fn give_back(&mut self, tables: &Tables, order: usize) {
        let Some(plan) = self.plans.get(order) else { return };
        for take in plan {
            if let Some(left) = self.left.get_mut(tables.resource(take)) {
                *left += take.units;
            }
        }
    }

    /// Takes the units of a plan for an order.
    pub(super) fn take(&mut self, tables: &Tables, order: usize, takes: &[Take], cost: i64) {
        for take in takes {
            if let Some(left) = self.left.get_mut(tables.resource(take)) {
                *left -= take.units;
            }
        }
        if let Some(plan) = self.plans.get_mut(order) {
            plan.clear();
            plan.extend_from_slice(takes);
        }
        if let Some(known) = self.costs.get_mut(order) {
            *known = cost;
        }
    }

    /// Takes units of a stock, or puts them back.
    pub(super) fn draw(&mut self, resource: usize, units: i32) {
        if let Some(left) = self.left.get_mut(resource) {
            *left -= units;
        }
    }

    pub(super) fn cost(&self, order: usize) -> i64 {
        self.costs.get(order).copied().unwrap_or_default()
    }
}

impl Market {
    /// Plans all orders anew, those that lost most first, at the prices of the moment; then each once more at what things cost.
    pub(super) fn pass(&mut self) {
        let mut takes = Vec::new();
        self.shelves.left.clone_from(&self.stock);
        self.shelves.plans.iter_mut().for_each(Vec::clear);
        let mut sequence = std::mem::take(&mut self.shelves.sequence);
        sequence.arrange_by_key(|order| std::cmp::Reverse(self.shelves.hurt.get(*order as usize).copied()));
        for order in &sequence {
            let order = *order as usize;
            let wish = self.tables.solve(order, Some(&self.prices), None, &mut self.desk, &mut takes);
            let fits = takes.iter().all(|take| self.left(self.tables.resource(take)) >= take.units);
            if !fits {
                let got = self.tables.solve(order, Some(&self.prices), Some(&self.shelves.left), &mut self.desk, &mut takes);
                if let Some(hurt) = self.shelves.hurt.get_mut(order) {
                    *hurt = *hurt / 2 + got - wish;
                }
            } else if let Some(hurt) = self.shelves.hurt.get_mut(order) {
                *hurt = *hurt * 3 / 4;
            }
            let cost = self.tables.cost_of(order, &takes);
            self.shelves.take(&self.tables, order, &takes, cost);
        }
        self.shelves.sequence = sequence;
        for order in 0..self.tables.orders() {
            self.replan(order);
        }
        self.keep_if_better();
        self.steps += std::mem::take(&mut self.desk.steps);
    }

    /// Plans one order anew at what things cost, with its own units and what is left. Returns whether that is cheaper.
    pub(super) fn replan(&mut self, order: usize) -> bool {
        let mut takes = std::mem::take(&mut self.takes);
        self.shelves.give_back(&self.tables, order);
        self.tables.solve(order, None, Some(&self.shelves.left), &mut self.desk, &mut takes);
        let (before, cost) = (self.shelves.cost(order), self.tables.cost_of(order, &takes));
        if cost >= before {
            takes.clear();
            takes.extend_from_slice(self.shelves.plans.get(order).map(Vec::as_slice).unwrap_or_default());
        }
        self.shelves.take(&self.tables, order, &takes, cost.min(before));
        self.takes = takes;
        cost < before
    }

    pub(super) fn keep_if_better(&mut self) {
        let total = self.shelves.total();
        if total < self.cost {
            self.cost = total;
            self.best.clone_from(&self.shelves.plans);
            self.note_proof();
        }
    }
}
