//! All plans of an order that are good enough to be part of something better.

use super::tables::{Left, Tables, Take, at};
use crate::Arrange;

/// A plan of an order.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Choice {
    /// What it costs at the prices of the stock, scaled.
    pub(super) priced: i64,
    /// What it costs, scaled.
    pub(super) cost: i64,
    from: usize,
    to: usize,
}

/// Plans of several orders, cheapest first within each order.
#[derive(Debug, Default)]
pub(super) struct Choices {
    all: Vec<Choice>,
    /// Where the plans of each order begin.
    starts: Vec<usize>,
    takes: Vec<Take>,
    /// Whether some plans were left out: then nothing is proven.
    pub(super) cut: bool,
    path: Vec<Take>,
    columns: Vec<usize>,
    floors: Vec<i64>,
    looks: usize,
    /// Partial plans that were looked at, of all orders.
    looks_in_all: u64,
}

/// What the plans of an order may cost and use.
#[derive(Clone, Copy)]
pub(super) struct Limits<'a> {
    pub(super) prices: &'a [i64],
    pub(super) left: Left<'a>,
    /// The most that a plan may cost at the prices.
    pub(super) priced_max: i64,
    /// The most plans that are kept of an order.
    pub(super) choices_max: usize,
    /// The most partial plans that are looked at for an order.
    pub(super) looks_max: usize,
}

/// How far a plan has come: units of a line that are placed, the first column to look at, and what all costs so far at the prices, with
/// what is short of the lines before.
#[derive(Clone, Copy, Debug, Default)]
struct Path {
    line: usize,
    taken: i32,
    column: usize,
    spent: i64,
}

/// Units wanted of a line, beyond which orders are not taken apart.
const UNITS: i32 = 6;

impl Choices {
    pub(super) fn clear(&mut self) {
        self.all.clear();
        self.starts.clear();
        self.starts.push(0);
        self.takes.clear();
        self.cut = false;
    }

    /// What was done since the last time, in steps.
    pub(super) fn steps(&mut self) -> u64 {
        std::mem::take(&mut self.looks_in_all) / 64
    }

    pub(super) fn of(&self, order: usize) -> &[Choice] {
        let (from, to) = (at(&self.starts, order), at(&self.starts, order + 1));
        self.all.get(from..to).unwrap_or_default()
    }

    pub(super) fn takes_of(&self, choice: &Choice) -> &[Take] {
        self.takes.get(choice.from..choice.to).unwrap_or_default()
    }

    /// Adds the plans of the next order, among them `current` if it is cheap enough.
    pub(super) fn add(&mut self, tables: &Tables, order: usize, current: &[Take], limits: Limits<'_>) {
        let from = self.all.len();
        let row = tables.row(order);
        let mut limits = limits;
        self.looks = 0;
        if tables.lines_of(&row).iter().any(|line| line.quantity > UNITS) {
            self.cut = true;
        } else {
            self.find_floors(tables, order, limits);
            self.path.clear();
            self.columns.clear();
            self.extend(tables, order, Path::default(), from, &mut limits);
        }
        if self.cut {
            let priced = tables.cost_of(order, current) + tables.pays(order, current, limits.prices);
            self.path.clear();
            self.path.extend_from_slice(current);
            self.keep(tables, order, priced);
        }
        let takes = &self.takes;
        let path = |choice: &Choice| takes.get(choice.from..choice.to).unwrap_or_default().iter().map(|take| (take.cell, take.units));
        if let Some(choices) = self.all.get_mut(from..) {
            choices.arrange_by(|a, b| (a.priced, a.cost).cmp(&(b.priced, b.cost)).then_with(|| path(a).cmp(path(b))));
        }
        self.looks_in_all += self.looks as u64;
        self.starts.push(self.all.len());
    }

    /// What the lines from each on cost at least, parcels not counted.
    fn find_floors(&mut self, tables: &Tables, order: usize, limits: Limits<'_>) {
        let row = tables.row(order);
        self.floors.clear();
        self.floors.resize(row.height + 1, 0);
        for (place, line) in tables.lines_of(&row).iter().enumerate().rev() {
            let unit = (0..row.width).filter_map(|column| {
                let cell = row.cells + place * row.width + column;
                let there = at(&tables.units, cell).min(at(limits.left.stock, at(&tables.resources, cell) as usize)) > 0;
                there.then(|| at(&tables.costs, cell) + tables.unit_price(&row, place, column, limits.prices))
            });
            let unit = unit.fold(line.short_penalty, i64::min);
            let later = at(&self.floors, place + 1);
            if let Some(floor) = self.floors.get_mut(place) {
                *floor = later + unit * i64::from(line.quantity);
            }
        }
    }

    /// Extends the plan by units of a line from columns that have not been looked at.
    fn extend(&mut self, tables: &Tables, order: usize, path: Path, first: usize, limits: &mut Limits<'_>) {
        let row = tables.row(order);
        let Path { line, taken, column: from, spent } = path;
        self.looks += 1;
        if self.looks > limits.looks_max {
            self.cut = true;
            return;
        }
        let Some(wanted) = tables.lines_of(&row).get(line).copied() else {
            if spent <= limits.priced_max && limits.left.rooms.fit(tables, order, &self.path) {
                self.keep(tables, order, spent);
                self.thin_out(first, limits);
            }
            return;
        };
        let rest = wanted.quantity - taken;
        let later = at(&self.floors, line + 1);
        if rest > 0 {
            let unit_floor = (at(&self.floors, line) - later) / i64::from(wanted.quantity.max(1));
            for column in from..row.width {
                let cell = row.cells + line * row.width + column;
                let resource = at(&tables.resources, cell) as usize;
                let there = at(&tables.units, cell).min(at(limits.left.stock, resource)).min(rest);
                if there <= 0 || at(&tables.costs, cell) > wanted.short_penalty {
                    continue;
                }
                let mut spent = spent;
                let known = self.columns.contains(&column);
                if !known {
                    if self.columns.len() >= row.shipments_max {
                        continue;
                    }
                    self.columns.push(column);
                    spent += at(tables.fixed_of(&row), column) + tables.parcel_price(&row, column, limits.prices);
                }
                let unit = at(&tables.costs, cell) + tables.unit_price(&row, line, column, limits.prices);
                for units in (1..=there).rev() {
                    let spent = spent + unit * i64::from(units);
                    // The least that a plan can cost that begins like this.
                    if spent + unit_floor * i64::from(rest - units) + later <= limits.priced_max {
                        self.path.push(Take { cell: u32::try_from(cell).unwrap_or(u32::MAX), units });
                        let path = Path { taken: taken + units, column: column + 1, spent, ..path };
                        self.extend(tables, order, path, first, limits);
                        self.path.pop();
                    }
                }
                if !known {
                    self.columns.pop();
                }
            }
        }
        // What is left of the line stays short.
        let spent = spent + i64::from(rest) * wanted.short_penalty;
        if spent + later <= limits.priced_max {
            self.extend(tables, order, Path { line: line + 1, taken: 0, column: 0, spent }, first, limits);
        }
    }

    fn keep(&mut self, tables: &Tables, order: usize, priced: i64) {
        let from = self.takes.len();
        self.takes.extend_from_slice(&self.path);
        let cost = tables.cost_of(order, &self.path);
        self.all.push(Choice { priced, cost, from, to: self.takes.len() });
    }

    /// Keeps the better half when there are too many.
    fn thin_out(&mut self, first: usize, limits: &mut Limits<'_>) {
        if self.all.len() - first < 2 * limits.choices_max {
            return;
        }
        let keep = limits.choices_max;
        if let Some(choices) = self.all.get_mut(first..) {
            choices.arrange_by_key(|choice| (choice.priced, choice.cost, choice.from));
            if let Some(worst) = choices.get(keep) {
                limits.priced_max = worst.priced;
            }
        }
        self.all.truncate(first + keep);
        self.cut = true;
    }
}
