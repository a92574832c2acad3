//! Some orders planned together: the best plans for them, of those that their menus have, on the stock that they have and that nobody
//! has.

use super::lists::{Lists, Site};
use super::market::Market;
use super::menus::Menu;
use super::options::Choices;
use super::pass::Shelf;
use super::tables::{Desk, SCALE, Take};

/// How hard a cluster is tried.
#[derive(Clone, Copy, Debug)]
pub(super) struct Effort {
    /// Rounds of prices of its own.
    pub(super) rounds: u32,
    /// Nodes of the search.
    pub(super) nodes_max: u32,
}

/// Plans found for orders together, and what each costs.
pub(super) type Found = Vec<(u32, Vec<Take>, i64)>;

/// Memory of one thread for clusters.
#[derive(Debug, Default)]
pub struct Bench {
    pub(super) desk: Desk,
    pub(super) choices: Choices,
    pub(super) shelf: Shelf,
    pub(super) lists: Lists,
}

impl Bench {
    /// What was done since the last time, in steps.
    pub(super) fn steps(&mut self) -> u64 {
        self.lists.steps() + self.choices.steps() + std::mem::take(&mut self.desk.steps)
    }
}

impl Market {
    /// Looks for better plans of the orders of a cluster together; nothing is returned if none were found. Menus that were missing are
    /// added to `written`.
    pub(super) fn plan_together(
        &self,
        cluster: &[u32],
        effort: Effort,
        bench: &mut Bench,
        written: &mut Vec<(u32, Menu)>,
    ) -> Option<Found> {
        let tables = &self.tables;
        let before = self.free(cluster, bench);
        bench.lists.clear(self.best_prices.len());
        for order in cluster {
            let number = *order as usize;
            if self.menus.of(*order).is_none() {
                written.push((*order, self.menu(number, &mut bench.choices)));
            }
            let Some(menu) = self.menus.of(*order).or(written.last().map(|(_, menu)| menu)) else { continue };
            let Bench { lists, shelf, .. } = &mut *bench;
            lists.open();
            for (takes, cost) in menu.plans() {
                if shelf.fit(tables, number, takes) {
                    lists.add(tables, number, takes, cost);
                }
            }
            let plan = self.shelves.plan(number);
            if !lists.has(plan) {
                lists.add(tables, number, plan, self.shelves.cost(number));
            }
        }
        let Bench { lists, shelf, .. } = bench;
        lists.share(tables, shelf, &self.best_prices);
        // Only what saves a whole unit of money is better.
        let most = before - (1 << SCALE);
        let room = lists.refine(most, effort.rounds);
        let (is_found, _) = lists.search(&mut Site { tables, cluster, shelf }, room, most, effort.nodes_max);
        is_found.then(|| found(cluster, lists))
    }

    /// Puts what a cluster has back, on the shelf of the bench. Returns what its plans cost.
    pub(super) fn free(&self, cluster: &[u32], bench: &mut Bench) -> i64 {
        bench.shelf.copy(&self.tables, cluster, &self.shelves.shelf);
        for order in cluster {
            bench.shelf.draw(&self.tables, *order as usize, self.shelves.plan(*order as usize), -1);
        }
        cluster.iter().map(|order| self.shelves.cost(*order as usize)).sum()
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

/// What was found, with the numbers of the orders.
pub(super) fn found(cluster: &[u32], lists: &Lists) -> Found {
    cluster.iter().zip(lists.found()).map(|(order, (takes, cost))| (*order, takes.to_vec(), cost)).collect()
}
