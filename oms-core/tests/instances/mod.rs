//! Seeded problems of sourcing: single orders and backlogs, of shops with warehouses and of shops with stores only.
//!
//! Tests and benches share this file. Costs are cents: a label by zone, handling, weight by zone, and what it is worth to keep the
//! last units of a store.
#![allow(dead_code, clippy::expect_used, clippy::indexing_slicing, reason = "a test may stop, and each uses what it needs")]

mod backlog;
mod places;
#[path = "../dice/mod.rs"]
mod random;

pub(crate) use backlog::Queue;
pub(crate) use random::Dice;

use oms_core::sourcing::{Line, Problem};
use places::Place;

/// What kind of shop it is.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Shop {
    /// Warehouses that have nearly all, stores that have some, and suppliers who ship themselves.
    Mixed,
    /// Stores only, with few units of few lines each.
    Thin,
}

/// One order, owning its tables.
#[derive(Clone, Debug)]
pub(crate) struct Single {
    pub(crate) fixed: Vec<i64>,
    pub(crate) lines: Vec<Line>,
    pub(crate) units: Vec<i32>,
    pub(crate) unit_costs: Vec<i64>,
    pub(crate) shipments_max: usize,
}

impl Single {
    /// An order of so many lines over so many locations.
    pub(crate) fn new(shop: Shop, lines: usize, locations: usize, seed: u64) -> Single {
        let mut dice = Dice::new(seed.wrapping_mul(1_000_003).wrapping_add((lines * 1_000 + locations) as u64));
        let places = places::of(shop, locations, &mut dice);
        let fixed = places.iter().map(Place::fixed).collect();
        let mut order = Single { fixed, lines: Vec::new(), units: Vec::new(), unit_costs: Vec::new(), shipments_max: locations };
        for _ in 0..lines {
            let quantity = places::quantity(&mut dice);
            let weight = 1 + dice.below(12);
            order.lines.push(Line { quantity, short_penalty: 10_000 });
            for place in &places {
                let units = place.stock(&mut dice).min(quantity);
                order.units.push(units);
                order.unit_costs.push(if units > 0 { place.unit_cost(weight) } else { 0 });
            }
        }
        order
    }

    /// A small order in which anything may happen: few units, costs that are equal, penalties worth paying, limits that bite.
    pub(crate) fn odd(seed: u64) -> Single {
        let mut dice = Dice::new(seed);
        let lines = usize::try_from(1 + dice.below(6)).expect("few");
        let most = if dice.chance(15) { 12 } else { 8 };
        let locations = usize::try_from(1 + dice.below(most)).expect("few");
        let (fixed_step, cost_step) = (1 + dice.below(300), 1 + dice.below(60));
        let (dear, density) = (dice.chance(60), 15 + dice.below(85));
        let fixed = (0..locations).map(|_| dice.below(6) * fixed_step).collect();
        let mut order = Single { fixed, lines: Vec::new(), units: Vec::new(), unit_costs: Vec::new(), shipments_max: locations };
        for _ in 0..lines {
            let quantity = i32::try_from(dice.below(5)).expect("few");
            let short_penalty = if dear { 10_000 } else { dice.below(12) * fixed_step };
            order.lines.push(Line { quantity, short_penalty });
            for _ in 0..locations {
                order.units.push(if dice.chance(density) { i32::try_from(dice.below(6)).expect("few") } else { 0 });
                order.unit_costs.push(dice.below(8) * cost_step - 2 * cost_step);
            }
        }
        if dice.chance(40) {
            order.shipments_max = usize::try_from(dice.below(4)).expect("few");
        }
        order
    }

    /// The problem as the solver takes it.
    pub(crate) fn problem(&self) -> Problem<'_> {
        Problem {
            fixed: &self.fixed,
            ranks: None,
            lines: &self.lines,
            units: &self.units,
            unit_costs: &self.unit_costs,
            shipments_max: self.shipments_max,
        }
    }
}
