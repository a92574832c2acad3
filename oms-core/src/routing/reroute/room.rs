//! What the days of locations can still take on, as orders that may be moved share it.
//!
//! Units that an order was promised on earlier days were counted then: they stay without taking room, and give none back. A location
//! that has taken on more than it can is only relieved.

use super::claim::{Movable, Source, units_at};
use crate::LocationId;
use crate::batch::{LocationIndex, Workspace};
use crate::routing::capacity::{DayRoom, Load};
use crate::sourcing::{Room, UNITS_MAX};

/// The rooms of all locations, by their place on the board.
pub(super) struct Rooms {
    /// What the orders may take up together.
    pub(super) rooms: Vec<Room>,
    /// What is free beside what they take up now.
    pub(super) spare: Vec<Option<Load>>,
    /// Whether some orders are taken to need more than they may, so that nothing is proven.
    pub(super) is_careful: bool,
    loads: Vec<OrderLoad>,
}

/// What an order takes up.
#[derive(Default)]
pub(super) struct OrderLoad {
    /// What a unit of each demand weighs.
    pub(super) grams: Vec<i64>,
    /// Units that take up no room, by demand and location.
    pub(super) uncounted: Vec<i32>,
}

impl Rooms {
    pub(super) fn of(work: &Workspace, orders: &[Movable], locations: &[LocationIndex]) -> Rooms {
        let days: Vec<Option<(&LocationId, DayRoom)>> = locations.iter().map(|location| day_of(work, *location)).collect();
        if days.iter().all(Option::is_none) {
            return Rooms { rooms: Vec::new(), spare: Vec::new(), is_careful: false, loads: Vec::new() };
        }
        let (rooms, spare) = (vec![Room::default(); locations.len()], vec![None; locations.len()]);
        let mut found = Rooms { rooms, spare, is_careful: false, loads: Vec::new() };
        found.loads.extend(orders.iter().map(|order| OrderLoad {
            grams: order.demands.iter().map(|demand| grams(work, order, demand.sku)).collect(),
            uncounted: vec![0; order.demands.len() * locations.len()],
        }));
        for (column, (location, day)) in locations.iter().zip(&days).enumerate() {
            if let Some((id, day)) = day {
                found.count(orders, locations.len(), column, *location, id, day);
            }
        }
        found
    }

    fn count(&mut self, orders: &[Movable], width: usize, column: usize, location: LocationIndex, id: &LocationId, day: &DayRoom) {
        let (mut own, mut now): (Load, Load) = ([0; 3], [0; 3]);
        for (order, load) in orders.iter().zip(&mut self.loads) {
            let kept = day.taken_by(&order.order, id);
            let [_, counted, _] = kept;
            let held: i64 = (0..order.demands.len()).map(|demand| order.held_at(demand, location)).sum();
            let mut before = (held - counted).max(0);
            self.is_careful |= before > 0 && counted > 0;
            for demand in 0..order.demands.len() {
                let free = order.held_at(demand, location).min(before);
                before -= free;
                load.set(demand * width + column, free);
            }
            add(&mut own, kept);
            add(&mut now, load.of(order, &order.held, width, column, location));
        }
        let mut room = [None; 3];
        let mut is_beyond = false;
        for ((((room, limit), taken), own), now) in room.iter_mut().zip(day.limits).zip(day.taken).zip(own).zip(now) {
            *room = limit.map(|limit| limit.saturating_sub(taken.saturating_sub(own)));
            self.is_careful |= limit.is_some() && own != now;
            is_beyond |= room.is_some_and(|room| room < now);
        }
        if is_beyond {
            room = [None, Some(0), None];
            for (order, load) in orders.iter().zip(&mut self.loads) {
                (0..order.demands.len()).for_each(|demand| load.set(demand * width + column, order.held_at(demand, location)));
            }
        }
        let [orders, units, grams] = room;
        if let Some(slot) = self.rooms.get_mut(column) {
            *slot = Room { orders, units, grams };
        }
        if let Some(slot) = self.spare.get_mut(column) {
            let now = if is_beyond { [0; 3] } else { now };
            let mut spare = [i64::MAX; 3];
            spare.iter_mut().zip(room).zip(now).for_each(|((spare, room), now)| *spare = room.map_or(i64::MAX, |room| room - now));
            *slot = Some(spare);
        }
    }

    /// What an order takes up; none where no location has a limit.
    pub(super) fn load(&self, order: usize) -> Option<&OrderLoad> {
        self.loads.get(order)
    }

    /// What a plan of an order takes up of a location; none where that has no limit.
    pub(super) fn taken(&self, place: usize, order: &Movable, plan: &[Source], column: usize, location: LocationIndex) -> Option<Load> {
        (*self.spare.get(column)?)?;
        Some(self.loads.get(place)?.of(order, plan, self.spare.len(), column, location))
    }
}

impl OrderLoad {
    fn set(&mut self, cell: usize, units: i64) {
        if let Some(slot) = self.uncounted.get_mut(cell) {
            *slot = i32::try_from(units).unwrap_or(UNITS_MAX);
        }
    }

    fn of(&self, order: &Movable, plan: &[Source], width: usize, column: usize, location: LocationIndex) -> Load {
        let (mut units, mut grams) = (0_i64, 0_i64);
        for demand in 0..order.demands.len() {
            let uncounted = self.uncounted.get(demand * width + column).copied().unwrap_or_default();
            let counted = (units_at(plan, demand, location) - i64::from(uncounted)).max(0);
            units = units.saturating_add(counted);
            grams = grams.saturating_add(counted.saturating_mul(self.grams.get(demand).copied().unwrap_or_default()));
        }
        [i64::from(units > 0), units, grams]
    }
}

fn day_of(work: &Workspace, location: LocationIndex) -> Option<(&LocationId, DayRoom)> {
    let id = work.location_id(location);
    Some((id, DayRoom::of(work, work.settings().location(id).ok()?)?))
}

/// What a unit weighs on the order: on the line where it weighs most.
fn grams(work: &Workspace, order: &Movable, sku: crate::batch::SkuIndex) -> i64 {
    let sku = work.slot(sku).sku();
    order.order.lines.iter().filter(|line| &line.sku == sku).map(|line| i64::from(line.unit_grams)).max().unwrap_or_default()
}

fn add(sum: &mut Load, more: Load) {
    sum.iter_mut().zip(more).for_each(|(sum, more)| *sum = sum.saturating_add(more));
}
