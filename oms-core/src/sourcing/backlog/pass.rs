//! Plans that share the stock: one order after the other takes what is best for it of what is left.

use super::market::Market;
use super::room::Rooms;
use super::tables::{Left, Tables, Take, at};
use crate::Arrange;

/// Stock and room that nobody has taken.
#[derive(Clone, Debug, Default)]
pub(super) struct Shelf {
    pub(super) left: Vec<i32>,
    pub(super) rooms: Rooms,
}

impl Shelf {
    /// What is there; see [`Left::together`].
    pub(super) fn left(&self, together: bool) -> Left<'_> {
        Left { stock: &self.left, rooms: &self.rooms, together }
    }

    /// Whether what a plan takes is there, and there is room for it.
    pub(super) fn fit(&self, tables: &Tables, order: usize, takes: &[Take]) -> bool {
        takes.iter().all(|take| at(&self.left, tables.resource(take)) >= take.units) && self.rooms.fit(tables, order, takes)
    }

    /// Takes what a plan takes, so many times: once, or less than nothing to put it back.
    pub(super) fn draw(&mut self, tables: &Tables, order: usize, takes: &[Take], times: i32) {
        for take in takes {
            if let Some(left) = self.left.get_mut(tables.resource(take)) {
                *left -= take.units * times;
            }
        }
        self.rooms.draw(tables, order, takes, i64::from(times));
    }

    /// Makes what some orders may draw on as it is on another shelf.
    pub(super) fn copy(&mut self, tables: &Tables, orders: &[u32], from: &Shelf) {
        self.left.resize(from.left.len(), 0);
        for order in orders {
            tables.wants(*order as usize, |resource, _| {
                if let Some(left) = self.left.get_mut(resource) {
                    *left = at(&from.left, resource);
                }
            });
        }
        self.rooms.clone_from(&from.rooms);
    }
}

/// Who has taken what, and what is left.
#[derive(Clone, Debug, Default)]
pub(super) struct Shelves {
    pub(super) shelf: Shelf,
    pub(super) plans: Vec<Vec<Take>>,
    pub(super) costs: Vec<i64>,
    /// How often and how much an order lost to others: the next pass lets it choose earlier.
    hurt: Vec<i64>,
    sequence: Vec<u32>,
}

impl Shelves {
    pub(super) fn new(orders: usize, stock: &[i32], rooms: &Rooms) -> Shelves {
        Shelves {
            shelf: Shelf { left: stock.to_vec(), rooms: rooms.clone() },
            plans: vec![Vec::new(); orders],
            costs: vec![0; orders],
            hurt: vec![0; orders],
            sequence: (0..).take(orders).collect(),
        }
    }

    pub(super) fn total(&self) -> i64 {
        self.costs.iter().sum()
    }

    /// Puts all back.
    pub(super) fn clear(&mut self, stock: &[i32], rooms: &Rooms) {
        self.shelf.left.clear();
        self.shelf.left.extend_from_slice(stock);
        self.shelf.rooms.clone_from(rooms);
        self.plans.iter_mut().for_each(Vec::clear);
    }

    pub(super) fn plan(&self, order: usize) -> &[Take] {
        self.plans.get(order).map(Vec::as_slice).unwrap_or_default()
    }

    /// Puts the units of an order back.
    pub(super) fn give_back(&mut self, tables: &Tables, order: usize) {
        let plan = self.plans.get(order).map(Vec::as_slice).unwrap_or_default();
        self.shelf.draw(tables, order, plan, -1);
    }

    /// Takes the units of a plan for an order.
    pub(super) fn take(&mut self, tables: &Tables, order: usize, takes: &[Take], cost: i64) {
        self.shelf.draw(tables, order, takes, 1);
        if let Some(plan) = self.plans.get_mut(order) {
            plan.clear();
            plan.extend_from_slice(takes);
        }
        if let Some(known) = self.costs.get_mut(order) {
            *known = cost;
        }
    }

    pub(super) fn cost(&self, order: usize) -> i64 {
        self.costs.get(order).copied().unwrap_or_default()
    }
}

impl Market {
    /// Plans all orders anew, those that lost most first, at the best prices; then each once more at what things cost.
    pub(super) fn pass(&mut self) {
        let mut takes = Vec::new();
        self.shelves.clear(&self.stock, &self.rooms);
        let mut sequence = std::mem::take(&mut self.shelves.sequence);
        sequence.arrange_by_key(|order| std::cmp::Reverse(self.shelves.hurt.get(*order as usize).copied()));
        for order in &sequence {
            let order = *order as usize;
            let wish = self.wishes.get(order).map_or(0, |wish| {
                takes.clone_from(&wish.takes);
                wish.least
            });
            if !self.shelves.shelf.fit(&self.tables, order, &takes) {
                let got =
                    self.tables.solve(order, Some(&self.best_prices), Some(self.shelves.shelf.left(true)), &mut self.desk, &mut takes);
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
        if self.shelves.cost(order) <= at(&self.ease, order) {
            return false;
        }
        let mut takes = std::mem::take(&mut self.takes);
        self.shelves.give_back(&self.tables, order);
        self.tables.solve(order, None, Some(self.shelves.shelf.left(true)), &mut self.desk, &mut takes);
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
