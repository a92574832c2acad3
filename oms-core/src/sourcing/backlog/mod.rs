//! Orders that compete for the same stock.

mod around;
mod ascent;
mod cluster;
mod lists;
mod market;
mod menus;
mod options;
mod pass;
mod polish;
mod room;
mod scarce;
mod tables;
mod whole;

pub use cluster::Bench;
pub use market::{Market, Progress, Round};
pub use polish::{Attempt, Batch};
pub use room::{Load, Room};

use super::problem::{COST_MAX, LINES_MAX, LOCATIONS_MAX, ProblemError, Shipped, UNITS_MAX};

/// The most orders of a backlog.
pub const ORDERS_MAX: usize = 1 << 20;

/// What an order claims of a SKU.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Claim {
    /// Place of the SKU.
    pub sku: u32,
    /// Units wanted.
    pub quantity: i32,
    /// What each unit costs that nobody ships. Not negative.
    pub short_penalty: i64,
}

/// An order of a backlog.
#[derive(Clone, Copy, Debug)]
pub struct Waiting<'a> {
    /// What it costs that a location ships anything of this order. Not negative.
    pub fixed: &'a [i64],
    /// What is wanted, each SKU at most once.
    pub claims: &'a [Claim],
    /// What a unit of each claim costs from each location, by claim.
    pub unit_costs: &'a [i64],
    /// The most locations that may ship.
    pub shipments_max: usize,
    /// What it takes up of the room of locations.
    pub load: Load<'a>,
}

/// Orders that wait to be released, and the stock and the room of locations that they share.
///
/// The cheapest plans of all of them together are looked for: an order gives way to another if that saves more than it costs.
#[derive(Clone, Copy, Debug)]
pub struct Backlog<'a> {
    /// How many locations there are. Earlier ones win ties: give them in the order of their ids.
    pub locations: usize,
    /// Units of each SKU at each location, by SKU.
    pub stock: &'a [i32],
    /// What each location can still take on of these orders; none: whatever comes.
    pub rooms: &'a [Room],
    /// The orders, in the order of their ids: earlier ones win ties.
    pub orders: &'a [Waiting<'a>],
}

/// Plans for all orders of a backlog.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Joint {
    /// Who ships what of each order; `line` is the place of the claim.
    pub ship: Vec<Vec<Shipped>>,
    /// What all plans cost together.
    pub cost: i64,
    /// No plans for these orders cost less together.
    pub bound: i64,
    /// Whether nothing is cheaper: `bound` equals `cost`.
    pub proven: bool,
    /// Orders and nodes that were looked at. Counts work, the same on every machine.
    pub steps: u64,
}

impl Backlog<'_> {
    /// Finds plans for all orders within about `steps_max` steps, on one thread. See [`Market`] for the same in parts.
    ///
    /// # Errors
    /// Fails when tables do not fit together or figures are out of bounds.
    pub fn solve(&self, steps_max: u64) -> Result<Joint, ProblemError> {
        self.solve_from(&[], steps_max)
    }

    /// The same, with plans that are known: nothing dearer is found. They win where others cost the same.
    ///
    /// # Errors
    /// Fails when tables do not fit together or figures are out of bounds.
    pub fn solve_from(&self, known: &[Vec<Shipped>], steps_max: u64) -> Result<Joint, ProblemError> {
        let mut market = Market::new(self)?;
        market.suggest(known);
        let mut scratch = super::Scratch::default();
        while market.wants_round(steps_max) {
            let round = market.round(0..self.orders.len(), &mut scratch);
            market.absorb(&[round]);
        }
        market.improve(steps_max);
        Ok(market.joint())
    }

    /// What plans cost, if they are plans: see [`super::Problem::cost_of`], no stock is shipped twice, and there is room for all.
    #[must_use]
    pub fn cost_of(&self, ship: &[Vec<Shipped>]) -> Option<i64> {
        let mut left = self.stock.to_vec();
        let mut rooms: Vec<[Option<i64>; 3]> = self.rooms.iter().map(Room::measures).collect();
        let mut cost = 0_i64;
        if ship.len() != self.orders.len() {
            return None;
        }
        for (order, ship) in self.orders.iter().zip(ship) {
            let lines = order.claims.iter().map(|claim| super::Line { quantity: claim.quantity, short_penalty: claim.short_penalty });
            let lines: Vec<super::Line> = lines.collect();
            let mut units = Vec::with_capacity(lines.len() * self.locations);
            for claim in order.claims {
                let from = claim.sku as usize * self.locations;
                units.extend_from_slice(left.get(from..from + self.locations)?);
            }
            let problem = super::Problem {
                fixed: order.fixed,
                ranks: None,
                lines: &lines,
                units: &units,
                unit_costs: order.unit_costs,
                shipments_max: order.shipments_max,
            };
            cost = cost.checked_add(problem.cost_of(ship)?)?;
            for shipped in ship {
                let claim = order.claims.get(shipped.line as usize)?;
                *left.get_mut(claim.sku as usize * self.locations + shipped.location as usize)? -= shipped.units;
            }
            for (location, room) in (0_u32..).zip(&mut rooms) {
                let (mut units, mut grams) = (0_i64, 0_i64);
                for shipped in ship.iter().filter(|shipped| shipped.location == location) {
                    let place = shipped.line as usize * self.locations + shipped.location as usize;
                    let counted = i64::from((shipped.units - tables::at(order.load.uncounted, place)).max(0));
                    units += counted;
                    grams += counted * tables::at(order.load.grams, shipped.line as usize);
                }
                for (left, load) in room.iter_mut().zip([i64::from(units > 0), units, grams]) {
                    if let Some(left) = left {
                        *left -= load;
                    }
                }
            }
        }
        if rooms.iter().flatten().flatten().any(|left| *left < 0) {
            return None;
        }
        Some(cost)
    }

    /// Checks sizes and bounds.
    fn check(&self) -> Result<(), ProblemError> {
        let size = |table, expected, found| if found == expected { Ok(()) } else { Err(ProblemError::Size { table, expected, found }) };
        let most = |what, found, max| if found <= max { Ok(()) } else { Err(ProblemError::TooMany { what, found, max }) };
        most("locations", self.locations, LOCATIONS_MAX)?;
        most("orders", self.orders.len(), ORDERS_MAX)?;
        let skus = self.stock.len() / self.locations.max(1);
        size("stock", skus * self.locations, self.stock.len())?;
        if self.stock.iter().any(|units| *units < 0) {
            return Err(ProblemError::Range { table: "stock" });
        }
        if !self.rooms.is_empty() {
            size("rooms", self.locations, self.rooms.len())?;
        }
        if self.rooms.iter().flat_map(Room::measures).flatten().any(|left| left < 0) {
            return Err(ProblemError::Range { table: "rooms" });
        }
        let (mut total, mut weight) = (0_i64, 0_i64);
        for order in self.orders {
            most("lines", order.claims.len(), LINES_MAX)?;
            size("fixed", self.locations, order.fixed.len())?;
            size("unit_costs", order.claims.len() * self.locations, order.unit_costs.len())?;
            let Load { grams, uncounted } = order.load;
            for (table, found, expected) in
                [("grams", grams.len(), order.claims.len()), ("uncounted", uncounted.len(), order.claims.len() * self.locations)]
            {
                if found > 0 {
                    size(table, expected, found)?;
                }
            }
            let weights = order.claims.iter().zip(grams).map(|(claim, grams)| grams.saturating_mul(i64::from(claim.quantity)));
            weight = weights.fold(weight, i64::saturating_add);
            let is_negative = grams.iter().any(|grams| *grams < 0) || uncounted.iter().any(|units| *units < 0);
            if is_negative || weight > room::WEIGHT_MAX {
                return Err(ProblemError::Range { table: "load" });
            }
            let fixed = order.fixed.iter().copied().try_fold(0_i64, |most, fixed| (fixed >= 0).then_some(most.max(fixed)));
            let fixed = fixed.ok_or(ProblemError::Range { table: "fixed" })?;
            total = total.saturating_add(fixed.saturating_mul(i64::try_from(self.locations).unwrap_or(i64::MAX)));
            for (place, claim) in order.claims.iter().enumerate() {
                if claim.sku as usize >= skus || claim.quantity < 0 || claim.quantity > UNITS_MAX || claim.short_penalty < 0 {
                    return Err(ProblemError::Range { table: "claims" });
                }
                if order.claims.iter().take(place).any(|other| other.sku == claim.sku) {
                    return Err(ProblemError::Twice { sku: claim.sku });
                }
                let row = order.unit_costs.get(place * self.locations..(place + 1) * self.locations).unwrap_or_default();
                let unit = row.iter().fold(claim.short_penalty, |most, cost| most.max(cost.saturating_abs()));
                total = total.saturating_add(unit.saturating_mul(i64::from(claim.quantity)));
            }
        }
        if total > COST_MAX >> tables::SCALE { Err(ProblemError::Cost) } else { Ok(()) }
    }
}
