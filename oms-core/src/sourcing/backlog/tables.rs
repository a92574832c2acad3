//! The orders of a backlog, without the locations that have nothing for them.

use super::super::problem::{Line, Problem, Shipped};
use super::super::{Scratch, Solution};
use super::Backlog;
use super::room::{Loads, Rooms};
use crate::Arrange;

/// Costs are scaled by this power of two, so that prices of stock have fractions.
pub(super) const SCALE: u32 = 4;
/// Nodes of the search that one order may take.
const NODES: u32 = 400;

/// Units of an order from one cell of the tables.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) struct Take {
    pub(super) cell: u32,
    pub(super) units: i32,
}

/// What an order would take at some prices.
#[derive(Clone, Debug, Default)]
pub(super) struct Wish {
    pub(super) least: i64,
    pub(super) takes: Vec<Take>,
}

/// Where the rows of an order are in the tables.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Row {
    pub(super) columns: usize,
    pub(super) width: usize,
    pub(super) cells: usize,
    pub(super) lines: usize,
    pub(super) height: usize,
    pub(super) shipments_max: usize,
}

impl Row {
    /// Line and column of what is taken.
    pub(super) fn place_of(&self, take: &Take) -> (usize, usize) {
        let cell = (take.cell as usize).saturating_sub(self.cells);
        (cell / self.width.max(1), cell % self.width.max(1))
    }
}

/// What nobody has taken.
#[derive(Clone, Copy, Debug)]
pub(super) struct Left<'a> {
    pub(super) stock: &'a [i32],
    pub(super) rooms: &'a Rooms,
    /// Whether whatever is taken must fit. Else what fits may all be taken, and more than that, as a bound needs it.
    pub(super) together: bool,
}

/// All orders, one after the other. A cell is a line of an order at a location that has some of it.
#[derive(Debug, Default)]
pub(super) struct Tables {
    pub(super) rows: Vec<Row>,
    locations: Vec<u32>,
    fixed: Vec<i64>,
    lines: Vec<Line>,
    skus: Vec<u32>,
    /// Units that a cell could give if all stock was there for this order.
    pub(super) units: Vec<i32>,
    pub(super) costs: Vec<i64>,
    /// The stock that a cell draws on.
    pub(super) resources: Vec<u32>,
    /// Orders that claim each SKU.
    claimants: Vec<u32>,
    claimant_starts: Vec<usize>,
    /// What orders take up of the room of locations.
    pub(super) loads: Loads,
}

pub(super) fn at<T: Copy + Default>(table: &[T], place: usize) -> T {
    table.get(place).copied().unwrap_or_default()
}

impl Tables {
    pub(super) fn of(backlog: &Backlog<'_>, rooms: &Rooms) -> Tables {
        let mut tables = Tables::default();
        let skus = backlog.stock.len() / backlog.locations.max(1);
        tables.claimant_starts.resize(skus + 1, 0);
        for order in backlog.orders {
            let stock = |sku: u32, location: usize| at(backlog.stock, sku as usize * backlog.locations + location);
            let columns = tables.locations.len();
            for (number, fixed) in (0_u32..).zip(order.fixed) {
                if order.claims.iter().any(|claim| claim.quantity > 0 && stock(claim.sku, number as usize) > 0) {
                    tables.locations.push(number);
                    tables.fixed.push(fixed << SCALE);
                }
            }
            let row = Row {
                columns,
                width: tables.locations.len() - columns,
                cells: tables.units.len(),
                lines: tables.lines.len(),
                height: order.claims.len(),
                shipments_max: order.shipments_max,
            };
            for (place, claim) in order.claims.iter().enumerate() {
                tables.lines.push(Line { quantity: claim.quantity, short_penalty: claim.short_penalty << SCALE });
                tables.skus.push(claim.sku);
                if let Some(count) = tables.claimant_starts.get_mut(claim.sku as usize + 1) {
                    *count += 1;
                }
                for location in tables.locations.iter().skip(columns) {
                    let location = *location as usize;
                    tables.units.push(stock(claim.sku, location).min(claim.quantity));
                    tables.costs.push(at(order.unit_costs, place * backlog.locations + location) << SCALE);
                    let resource = claim.sku as usize * backlog.locations + location;
                    tables.resources.push(u32::try_from(resource).unwrap_or(u32::MAX));
                }
            }
            tables.rows.push(row);
        }
        tables.index_claimants();
        tables.note_loads(backlog.stock.len(), backlog.locations, rooms, backlog.orders.iter().map(|order| order.load));
        tables
    }

    fn index_claimants(&mut self) {
        let mut sum = 0;
        for start in &mut self.claimant_starts {
            sum += *start;
            *start = sum;
        }
        let mut next = self.claimant_starts.clone();
        self.claimants.resize(sum, 0);
        for (number, row) in (0_u32..).zip(&self.rows) {
            for sku in self.skus.iter().skip(row.lines).take(row.height) {
                let Some(place) = next.get_mut(*sku as usize) else { continue };
                if let Some(slot) = self.claimants.get_mut(*place) {
                    *slot = number;
                }
                *place += 1;
            }
        }
    }

    pub(super) fn orders(&self) -> usize {
        self.rows.len()
    }

    pub(super) fn row(&self, order: usize) -> Row {
        at(&self.rows, order)
    }

    pub(super) fn lines_of(&self, row: &Row) -> &[Line] {
        self.lines.get(row.lines..row.lines + row.height).unwrap_or_default()
    }

    pub(super) fn fixed_of(&self, row: &Row) -> &[i64] {
        self.fixed.get(row.columns..row.columns + row.width).unwrap_or_default()
    }

    pub(super) fn columns_of(&self, row: &Row) -> &[u32] {
        self.locations.get(row.columns..row.columns + row.width).unwrap_or_default()
    }

    pub(super) fn location_of(&self, row: &Row, column: usize) -> usize {
        at(&self.locations, row.columns + column) as usize
    }

    pub(super) fn skus_of(&self, order: usize) -> &[u32] {
        let row = self.row(order);
        self.skus.get(row.lines..row.lines + row.height).unwrap_or_default()
    }

    /// Orders that claim a SKU.
    pub(super) fn claimants_of(&self, sku: u32) -> &[u32] {
        let (from, to) = (at(&self.claimant_starts, sku as usize), at(&self.claimant_starts, sku as usize + 1));
        self.claimants.get(from..to).unwrap_or_default()
    }

    /// What a unit of a SKU is worth to an order that claims it, about, and how many it claims.
    pub(super) fn worth(&self, order: usize, sku: u32) -> (i64, i64) {
        let row = self.row(order);
        let Some(line) = self.skus_of(order).iter().position(|other| *other == sku) else { return (0, 0) };
        let wanted = self.lines_of(&row).get(line).map_or((0, 0), |line| (line.short_penalty, i64::from(line.quantity)));
        let alone = row.height == 1;
        let costs = self.costs.iter().skip(row.cells + line * row.width).zip(self.fixed_of(&row));
        let parcel = |(cost, fixed): (&i64, &i64)| if alone { cost + fixed / wanted.1.max(1) } else { *cost };
        let cheapest = costs.map(parcel).min().unwrap_or(wanted.0);
        (wanted.0 - cheapest, wanted.1)
    }

    pub(super) fn resource(&self, take: &Take) -> usize {
        at(&self.resources, take.cell as usize) as usize
    }

    /// What a plan costs, scaled.
    pub(super) fn cost_of(&self, order: usize, takes: &[Take]) -> i64 {
        let row = self.row(order);
        let fixed = self.fixed_of(&row);
        let mut cost: i64 = self.lines_of(&row).iter().map(|line| i64::from(line.quantity) * line.short_penalty).sum();
        for (place, take) in takes.iter().enumerate() {
            let (line, column) = row.place_of(take);
            let penalty = self.lines_of(&row).get(line).map_or(0, |line| line.short_penalty);
            cost += (at(&self.costs, take.cell as usize) - penalty) * i64::from(take.units);
            let again = takes.iter().take(place).any(|other| row.place_of(other).1 == column);
            if !again {
                cost += at(fixed, column);
            }
        }
        cost
    }

    /// Finds the cheapest plan of an order at these prices and with these units. Returns what no plan costs less than, scaled.
    pub(super) fn solve(
        &self,
        order: usize,
        prices: Option<&[i64]>,
        left: Option<Left<'_>>,
        desk: &mut Desk,
        takes: &mut Vec<Take>,
    ) -> i64 {
        let row = self.row(order);
        let cells = row.cells..row.cells + row.width * row.height;
        let resources = self.resources.get(cells.clone()).unwrap_or_default();
        let costs = self.costs.get(cells.clone()).unwrap_or_default();
        let units = self.units.get(cells).unwrap_or_default();
        let mut fixed = self.fixed_of(&row);
        let unit_costs = if let Some(prices) = prices {
            desk.costs.clear();
            if self.loads.limited {
                let cells = (0..row.height).flat_map(|line| (0..row.width).map(move |column| (line, column)));
                let priced = costs.iter().zip(cells).map(|(cost, (line, column))| cost + self.unit_price(&row, line, column, prices));
                desk.costs.extend(priced);
                desk.fixed.clear();
                let parcels = fixed.iter().enumerate().map(|(column, fixed)| fixed + self.parcel_price(&row, column, prices));
                desk.fixed.extend(parcels);
                fixed = &desk.fixed;
            } else {
                desk.costs.extend(costs.iter().zip(resources).map(|(cost, resource)| cost + at(prices, *resource as usize)));
            }
            &desk.costs
        } else {
            costs
        };
        let units = if let Some(left) = left {
            desk.units.clear();
            desk.units.extend(units.iter().zip(resources).map(|(units, resource)| at(left.stock, *resource as usize).min(*units)));
            if self.loads.limited {
                self.clip(order, left.rooms, left.together, &mut desk.units);
            }
            &desk.units
        } else {
            units
        };
        let problem = Problem { fixed, ranks: None, lines: self.lines_of(&row), units, unit_costs, shipments_max: row.shipments_max };
        desk.scratch.solve_checked(&problem, NODES, &mut desk.solution);
        takes.clear();
        takes.extend(desk.solution.ship.iter().map(|shipped| {
            let cell = row.cells + shipped.line as usize * row.width + shipped.location as usize;
            Take { cell: u32::try_from(cell).unwrap_or(u32::MAX), units: shipped.units }
        }));
        desk.steps += 1 + u64::from(desk.solution.steps);
        desk.solution.bound
    }

    /// A plan in the terms of the backlog.
    pub(super) fn shipped(&self, order: usize, takes: &[Take]) -> Vec<Shipped> {
        let row = self.row(order);
        let named = |take: &Take| {
            let (line, column) = row.place_of(take);
            let line = u32::try_from(line).unwrap_or(u32::MAX);
            Shipped { line, location: at(&self.locations, row.columns + column), units: take.units }
        };
        let mut ship: Vec<Shipped> = takes.iter().map(named).collect();
        ship.arrange();
        ship
    }

    /// A plan in the terms of the tables; none if it is no plan on all the stock there is.
    pub(super) fn takes_of(&self, order: usize, ship: &[Shipped]) -> Option<Vec<Take>> {
        let row = self.row(order);
        let mut wanted: Vec<i32> = self.lines_of(&row).iter().map(|line| line.quantity).collect();
        let mut columns: Vec<usize> = Vec::with_capacity(ship.len());
        let mut takes = Vec::with_capacity(ship.len());
        for shipped in ship {
            let (line, units) = (shipped.line as usize, shipped.units);
            let column = self.columns_of(&row).iter().position(|location| *location == shipped.location)?;
            let wanted = wanted.get_mut(line).filter(|wanted| units > 0 && units <= **wanted)?;
            *wanted -= units;
            let cell = row.cells + line * row.width + column;
            let take = Take { cell: u32::try_from(cell).ok()?, units };
            if units > at(&self.units, cell) || takes.iter().any(|other: &Take| other.cell == take.cell) {
                return None;
            }
            takes.push(take);
            if !columns.contains(&column) {
                columns.push(column);
            }
        }
        (columns.len() <= row.shipments_max).then_some(takes)
    }
}

/// Memory to solve one order after the other, and a count of the work.
#[derive(Debug, Default)]
pub(super) struct Desk {
    pub(super) scratch: Scratch,
    pub(super) solution: Solution,
    pub(super) steps: u64,
    fixed: Vec<i64>,
    costs: Vec<i64>,
    units: Vec<i32>,
}
