//! What locations can still take on: orders, units and grams, which all lines of an order draw on together.
//!
//! Room is bought like stock. What a plan takes up is known exactly, and so it fits or does not; what it pays at prices of room is at
//! most what it takes up, so that prices prove what they prove of stock.

use super::tables::{Row, Tables, Take, at};

/// What a location can still take on. A measure that is absent is without limit.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct Room {
    /// Orders that it ships any counted unit of.
    pub orders: Option<i64>,
    /// Units.
    pub units: Option<i64>,
    /// What they weigh together, in grams.
    pub grams: Option<i64>,
}

/// What an order takes up of the room of locations.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct Load<'a> {
    /// What a unit of each claim weighs, in grams; none: nothing.
    pub grams: &'a [i64],
    /// Units of each claim at each location that take up no room, by claim; none: all do.
    pub uncounted: &'a [i32],
}

/// The most that all orders may weigh together, in grams. Limits beyond this are none.
pub(super) const WEIGHT_MAX: i64 = 1 << 56;
/// Measures of room.
const MEASURES: usize = 3;
/// Where there is no limit.
const UNLIMITED: i64 = i64::MAX;
/// Weights are this large at most where they are priced, so that no measure drowns the others.
const PRICED_GRAMS: i64 = 16;

impl Room {
    pub(super) fn measures(&self) -> [Option<i64>; MEASURES] {
        [self.orders, self.units, self.grams]
    }
}

/// What is left of the room of all locations, by location and measure. Empty where nothing is limited.
#[derive(Clone, Debug, Default)]
pub(super) struct Rooms {
    left: Vec<i64>,
}

impl Rooms {
    pub(super) fn of(rooms: &[Room]) -> Rooms {
        if rooms.iter().all(|room| *room == Room::default()) {
            return Rooms::default();
        }
        let left = |limit: Option<i64>| limit.filter(|limit| *limit < WEIGHT_MAX).unwrap_or(UNLIMITED);
        Rooms { left: rooms.iter().flat_map(Room::measures).map(left).collect() }
    }

    pub(super) fn len(&self) -> usize {
        self.left.len()
    }

    pub(super) fn at(&self, place: usize) -> Option<i64> {
        self.left.get(place).copied().filter(|left| *left != UNLIMITED)
    }

    fn of_location(&self, location: usize) -> [i64; MEASURES] {
        let of = |measure: usize| self.at(location * MEASURES + measure).unwrap_or(UNLIMITED);
        [of(0), of(1), of(2)]
    }

    /// Whether there is room for a plan.
    pub(super) fn fit(&self, tables: &Tables, order: usize, takes: &[Take]) -> bool {
        let mut fits = true;
        tables.loads(order, takes, |location, load| {
            fits &= self.of_location(location).iter().zip(load).all(|(left, load)| load <= *left);
        });
        fits
    }

    /// Whether a location can take on anything more.
    pub(super) fn is_open(&self, location: usize) -> bool {
        self.of_location(location).iter().all(|left| *left > 0)
    }

    /// Locations that have no room for what a plan takes up of them.
    pub(super) fn find_full(&self, tables: &Tables, order: usize, takes: &[Take], mut each: impl FnMut(usize)) {
        tables.loads(order, takes, |location, load| {
            if self.of_location(location).iter().zip(load).any(|(left, load)| load > *left) {
                each(location);
            }
        });
    }

    /// Takes up what a plan takes up, so many times.
    pub(super) fn draw(&mut self, tables: &Tables, order: usize, takes: &[Take], times: i64) {
        tables.loads(order, takes, |location, load| {
            for (measure, load) in load.into_iter().enumerate() {
                if let Some(left) = self.left.get_mut(location * MEASURES + measure).filter(|left| **left != UNLIMITED) {
                    *left -= load * times;
                }
            }
        });
    }
}

/// Where the figures about room are in the tables.
#[derive(Debug, Default)]
pub(super) struct Loads {
    /// Whether any location has a limit; else the rest is empty.
    pub(super) limited: bool,
    /// Where rooms begin among what has a price.
    base: usize,
    /// By line.
    grams: Vec<i64>,
    /// By cell.
    uncounted: Vec<i32>,
    /// By column: whether whatever is taken there counts.
    counts: Vec<bool>,
    /// How far weights are shifted where they are priced.
    shift: u32,
}

impl Tables {
    /// Notes what orders take up, once all else is known. `loads`: of each order.
    pub(super) fn note_loads<'a>(&mut self, stock: usize, locations: usize, rooms: &Rooms, loads: impl Iterator<Item = Load<'a>>) {
        self.loads = Loads { limited: rooms.len() > 0, base: stock, ..Loads::default() };
        if !self.loads.limited {
            return;
        }
        for (order, load) in loads.enumerate() {
            let row = self.row(order);
            self.loads.grams.extend((0..row.height).map(|line| at(load.grams, line)));
            for line in 0..row.height {
                let columns = self.columns_of(&row).iter().map(|location| at(load.uncounted, line * locations + *location as usize));
                let columns: Vec<i32> = columns.collect();
                self.loads.uncounted.extend(columns);
            }
            for column in 0..row.width {
                let all = (0..row.height).all(|line| at(&self.loads.uncounted, row.cells + line * row.width + column) == 0);
                self.loads.counts.push(all);
            }
        }
        let most = self.loads.grams.iter().copied().max().unwrap_or_default();
        while most >> self.loads.shift > PRICED_GRAMS {
            self.loads.shift += 1;
        }
    }

    /// What a plan takes up of each location, exactly.
    pub(super) fn loads(&self, order: usize, takes: &[Take], mut each: impl FnMut(usize, [i64; MEASURES])) {
        if !self.loads.limited {
            return;
        }
        let row = self.row(order);
        for (place, take) in takes.iter().enumerate() {
            let (_, column) = row.place_of(take);
            if takes.iter().take(place).any(|other| row.place_of(other).1 == column) {
                continue;
            }
            let (mut units, mut grams) = (0_i64, 0_i64);
            for other in takes.iter().skip(place).filter(|other| row.place_of(other).1 == column) {
                let counted = i64::from((other.units - at(&self.loads.uncounted, other.cell as usize)).max(0));
                units += counted;
                grams += counted * at(&self.loads.grams, row.lines + row.place_of(other).0);
            }
            if units > 0 {
                each(self.location_of(&row, column), [1, units, grams]);
            }
        }
    }

    /// What has a price and what at least a plan draws of it, stock first.
    pub(super) fn draws(&self, order: usize, takes: &[Take], mut each: impl FnMut(usize, i64)) {
        for take in takes {
            each(self.resource(take), i64::from(take.units));
        }
        if !self.loads.limited {
            return;
        }
        let row = self.row(order);
        for (place, take) in takes.iter().enumerate() {
            let (line, column) = row.place_of(take);
            let room = self.room(&row, column);
            if at(&self.loads.uncounted, take.cell as usize) == 0 {
                each(room + 1, i64::from(take.units));
                each(room + 2, i64::from(take.units) * self.priced_grams(&row, line));
            }
            let again = takes.iter().take(place).any(|other| row.place_of(other).1 == column);
            if at(&self.loads.counts, row.columns + column) && !again {
                each(room, 1);
            }
        }
    }

    /// What a plan pays at prices.
    pub(super) fn pays(&self, order: usize, takes: &[Take], prices: &[i64]) -> i64 {
        let mut sum = 0;
        self.draws(order, takes, |resource, amount| sum += at(prices, resource) * amount);
        sum
    }

    /// What a unit of a cell costs at prices.
    pub(super) fn unit_price(&self, row: &Row, line: usize, column: usize, prices: &[i64]) -> i64 {
        let cell = row.cells + line * row.width + column;
        let stock = at(prices, at(&self.resources, cell) as usize);
        if !self.loads.limited || at(&self.loads.uncounted, cell) > 0 {
            return stock;
        }
        let room = self.room(row, column);
        stock + at(prices, room + 1) + at(prices, room + 2) * self.priced_grams(row, line)
    }

    /// What it costs at prices that a location ships any of an order.
    pub(super) fn parcel_price(&self, row: &Row, column: usize, prices: &[i64]) -> i64 {
        if at(&self.loads.counts, row.columns + column) { at(prices, self.room(row, column)) } else { 0 }
    }

    /// All that an order may draw on, and how much of it.
    pub(super) fn wants(&self, order: usize, mut each: impl FnMut(usize, i64)) {
        let row = self.row(order);
        for line in 0..row.height {
            for column in 0..row.width {
                let cell = row.cells + line * row.width + column;
                let units = i64::from(at(&self.units, cell));
                each(at(&self.resources, cell) as usize, units);
                if self.loads.limited {
                    let counted = if at(&self.loads.uncounted, cell) == 0 { units } else { 0 };
                    let room = self.room(&row, column);
                    each(room + 1, counted);
                    each(room + 2, counted * self.priced_grams(&row, line));
                    if line == 0 {
                        each(room, i64::from(at(&self.loads.counts, row.columns + column)));
                    }
                }
            }
        }
    }

    /// What is left of a resource, in units of its price; none where there is no limit.
    pub(super) fn left_of(&self, resource: usize, stock: &[i32], rooms: &Rooms) -> Option<i64> {
        let Some(place) = resource.checked_sub(self.loads.base).filter(|_| self.loads.limited) else {
            return Some(i64::from(at(stock, resource)));
        };
        rooms.at(place).map(|left| if place % MEASURES == 2 { left >> self.loads.shift } else { left })
    }

    /// Takes units off that there is no room for: of each cell alone, or `together` of all cells of a column.
    pub(super) fn clip(&self, order: usize, rooms: &Rooms, together: bool, units: &mut [i32]) {
        let row = self.row(order);
        for column in 0..row.width {
            let [orders, mut free, mut grams] = rooms.of_location(self.location_of(&row, column));
            for line in 0..row.height {
                let cell = line * row.width + column;
                let weight = at(&self.loads.grams, row.lines + line);
                let uncounted = at(&self.loads.uncounted, row.cells + cell);
                let Some(units) = units.get_mut(cell) else { continue };
                let fitting = if orders <= 0 { 0 } else { free.min(grams.checked_div(weight).unwrap_or(i64::MAX)).max(0) };
                let most = fitting.saturating_add(i64::from(uncounted));
                *units = i32::try_from(most).unwrap_or(i32::MAX).min(*units);
                if together {
                    let counted = i64::from((*units - uncounted).max(0));
                    free = free.saturating_sub(counted);
                    grams = grams.saturating_sub(counted * weight);
                }
            }
        }
    }

    fn room(&self, row: &Row, column: usize) -> usize {
        self.loads.base + self.location_of(row, column) * MEASURES
    }

    fn priced_grams(&self, row: &Row, line: usize) -> i64 {
        at(&self.loads.grams, row.lines + line) >> self.loads.shift
    }
}
