//! Orders of a higher priority come first: what they come to together is as little as it can be, whatever those below pay for it.
//!
//! Each priority weighs more than all that is below it can cost, as far as numbers reach. Where they do not, the highest priority is
//! planned with all others behind it, its plans stay, and the next one gets what is left.

use super::backlog::{Board, Found, Row};
use super::claim::Source;
use crate::Arrange;
use crate::sourcing::{Backlog, Claim, Joint, Load, Room, Shipped, Waiting};

/// More orders than this are weighed in two levels at most: numbers of too different size make prices of stock coarse.
const FEW: usize = 64;

/// Orders that are weighed alike.
struct Level {
    priority: i16,
    weight: i64,
    /// What all orders below can come to, weighed.
    below: i64,
}

/// What is still to be given out.
struct Pool {
    stock: Vec<i32>,
    rooms: Vec<Room>,
}

impl Board<'_> {
    /// Looks for the best plans of all orders together.
    pub(super) fn solve(&mut self, steps_max: u64) -> Option<Found> {
        let rows = self.weigh()?;
        let mut plans: Vec<Option<Vec<Source>>> = vec![None; rows.len()];
        let mut found = Found { plans: Vec::new(), bounds: Vec::new(), steps: 0 };
        let mut pool = Pool { stock: self.stock.clone(), rooms: self.rooms.rooms.clone() };
        let mut known: Vec<Vec<Shipped>> = self.orders.iter().map(|order| self.shipped(&order.held)).collect();
        let mut left: Vec<usize> = (0..rows.len()).collect();
        while !left.is_empty() {
            let (levels, is_last) = self.levels(&rows, &left)?;
            let stages = u64::try_from(self.priorities(&left).len()).unwrap_or(1);
            let steps = steps_max.saturating_sub(found.steps) / if is_last { 1 } else { stages.max(1) };
            let joint = self.stage(&rows, &left, &levels, &pool, &known, steps)?;
            found.steps += joint.steps;
            let decided = levels.len() - usize::from(!is_last);
            self.note_bounds(&rows, &left, levels.get(..decided).unwrap_or_default(), &joint, &mut found);
            for (place, ship) in left.iter().zip(&joint.ship) {
                let (Some(order), Some(row)) = (self.orders.get(*place), rows.get(*place)) else { continue };
                if let Some(slot) = plans.get_mut(*place) {
                    *slot = self.plan(ship, order, row);
                }
                if let Some(slot) = known.get_mut(*place) {
                    slot.clone_from(ship);
                }
            }
            let is_open = |place: &usize| self.level_of(&levels, *place).is_none_or(|level| level >= decided);
            for place in left.iter().filter(|place| !is_open(place)) {
                self.draw(&mut pool, *place, known.get(*place).map(Vec::as_slice).unwrap_or_default());
            }
            left.retain(is_open);
        }
        found.plans = plans;
        Some(found)
    }

    fn priorities(&self, orders: &[usize]) -> Vec<i16> {
        let mut priorities: Vec<i16> = orders.iter().filter_map(|place| Some(self.orders.get(*place)?.order.priority)).collect();
        priorities.arrange_by(|one, next| next.cmp(one));
        priorities.dedup();
        priorities
    }

    fn level_of(&self, levels: &[Level], place: usize) -> Option<usize> {
        let priority = self.orders.get(place)?.order.priority;
        let level = levels.iter().position(|level| level.priority <= priority)?;
        Some(level)
    }

    /// As many priorities as can be weighed against each other, highest first, and whether these are all; the last level takes in all that
    /// is below where they are not.
    fn levels(&self, rows: &[Row], left: &[usize]) -> Option<(Vec<Level>, bool)> {
        let priorities = self.priorities(left);
        let most = if left.len() > FEW { priorities.len().min(2) } else { priorities.len() };
        for count in (1..=most).rev() {
            let is_last = count == priorities.len();
            let mut levels: Vec<Level> =
                priorities.iter().take(count).map(|priority| Level { priority: *priority, weight: 1, below: 0 }).collect();
            if let Some(last) = levels.last_mut().filter(|_| !is_last && count > 1) {
                last.priority = i16::MIN;
            }
            if !is_last && count == 1 {
                // Those below only have to come from somewhere.
                levels.push(Level { priority: i16::MIN, weight: 0, below: 0 });
            }
            let mut below = 0_i64;
            for level in (0..levels.len()).rev() {
                let own = left.iter().filter(|place| self.level_of(&levels, **place) == Some(level));
                let own = own.filter_map(|place| rows.get(*place)).fold(0_i64, |sum, row| sum.saturating_add(row.dearest));
                let Some(level) = levels.get_mut(level).filter(|level| level.weight > 0) else { continue };
                level.below = below;
                level.weight = below.saturating_mul(2).saturating_add(1);
                below = below.saturating_add(own.saturating_mul(level.weight));
            }
            let heaviest = levels.first().map_or(1, |level| level.weight);
            if count == 1 || self.fits(rows, left, below, heaviest) {
                return Some((levels, is_last));
            }
        }
        None
    }

    /// Plans all orders that are left, each with the weight of its level.
    fn stage(&self, rows: &[Row], left: &[usize], levels: &[Level], pool: &Pool, known: &[Vec<Shipped>], steps_max: u64) -> Option<Joint> {
        let weight_of = |place: usize| self.level_of(levels, place).and_then(|level| levels.get(level)).map_or(1, |level| level.weight);
        let dearest = |place: &usize| rows.get(*place).map_or(0, |row| row.dearest.saturating_mul(weight_of(*place)));
        let penalty = left.iter().map(dearest).fold(0_i64, i64::saturating_add).saturating_mul(2).saturating_add(1);
        let mut tables: Vec<(Vec<i64>, Vec<i64>, Vec<Claim>)> = Vec::with_capacity(left.len());
        for place in left {
            let (weight, row, order) = (weight_of(*place), rows.get(*place)?, self.orders.get(*place)?);
            let fixed = row.fixed.iter().map(|fixed| fixed * weight).collect();
            let units = row.units.iter().map(|cost| cost.map_or(penalty, |cost| cost * weight)).collect();
            tables.push((fixed, units, self.claims(order, penalty)));
        }
        let waiting = left.iter().zip(&tables).filter_map(|(place, (fixed, unit_costs, claims))| {
            let load = self.rooms.load(*place).map(|load| Load { grams: &load.grams, uncounted: &load.uncounted }).unwrap_or_default();
            Some(Waiting { fixed, claims, unit_costs, shipments_max: rows.get(*place)?.parcels_max, load })
        });
        let waiting: Vec<Waiting<'_>> = waiting.collect();
        let known: Vec<Vec<Shipped>> = left.iter().filter_map(|place| known.get(*place).cloned()).collect();
        let backlog = Backlog { locations: self.width(), stock: &pool.stock, rooms: &pool.rooms, orders: &waiting };
        backlog.solve_from(&known, steps_max).ok()
    }

    /// What is proven of each priority that is decided, those above being planned as they are.
    fn note_bounds(&self, rows: &[Row], left: &[usize], levels: &[Level], joint: &Joint, found: &mut Found) {
        let mut bound = joint.bound;
        for (number, level) in levels.iter().enumerate() {
            let least = ceil(bound.saturating_sub(level.below), level.weight.max(1));
            found.bounds.push((level.priority, least));
            let own = left.iter().zip(&joint.ship).filter(|(place, _)| self.level_of(levels, **place) == Some(number));
            let own: i64 = own.filter_map(|(place, ship)| Some(self.comes_to(rows.get(*place)?, ship))).sum();
            bound = bound.saturating_sub(own.saturating_mul(level.weight));
        }
    }

    /// What a plan costs on the table.
    fn comes_to(&self, row: &Row, ship: &[Shipped]) -> i64 {
        let mut used: Vec<u32> = ship.iter().map(|shipped| shipped.location).collect();
        used.arrange();
        used.dedup();
        let fixed: i64 = used.iter().filter_map(|location| row.fixed.get(*location as usize)).sum();
        let unit = |shipped: &Shipped| {
            let cost = row.units.get(shipped.line as usize * self.width() + shipped.location as usize)?;
            Some((*cost)? * i64::from(shipped.units))
        };
        fixed + ship.iter().filter_map(unit).sum::<i64>()
    }

    /// Takes what a plan needs off what is to be given out.
    fn draw(&self, pool: &mut Pool, place: usize, ship: &[Shipped]) {
        let Some(order) = self.orders.get(place) else { return };
        let claims = self.claims(order, 0);
        let mut plan: Vec<Source> = Vec::with_capacity(ship.len());
        for shipped in ship {
            let (demand, column) = (shipped.line as usize, shipped.location as usize);
            let (Some(claim), Some(location)) = (claims.get(demand), self.location(column)) else { continue };
            if let Some(slot) = pool.stock.get_mut(claim.sku as usize * self.width() + column) {
                *slot -= shipped.units;
            }
            plan.push(Source { demand, location, units: i64::from(shipped.units) });
        }
        for column in 0..self.width() {
            let Some(location) = self.location(column) else { continue };
            let Some([orders, units, grams]) = self.rooms.taken(place, order, &plan, column, location) else { continue };
            if let Some(room) = pool.rooms.get_mut(column) {
                let less = |left: Option<i64>, taken: i64| left.map(|left| left.saturating_sub(taken));
                *room = Room { orders: less(room.orders, orders), units: less(room.units, units), grams: less(room.grams, grams) };
            }
        }
    }
}

/// The least whole number that is at least so many times as much.
fn ceil(whole: i64, part: i64) -> i64 {
    whole.div_euclid(part) + i64::from(whole.rem_euclid(part) > 0)
}
