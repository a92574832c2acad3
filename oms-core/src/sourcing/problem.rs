//! What is asked, and what is answered.

use thiserror::Error;

/// The most lines of an order that the solver takes.
pub const LINES_MAX: usize = 1_024;
/// The most locations that the solver takes.
pub const LOCATIONS_MAX: usize = 4_096;
/// The most units of a line.
pub const UNITS_MAX: i32 = 1_000_000;
/// What the dearest thinkable plan may cost: every unit at the greatest cost or penalty, from every location.
///
/// Lexicographic rankings are large weights, so this is far beyond money.
pub const COST_MAX: i64 = 1 << 52;

/// What a line asks for.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Line {
    /// Units wanted.
    pub quantity: i32,
    /// What each unit costs that nobody ships. To ship all that can be shipped at any price, make it larger than any plan.
    pub short_penalty: i64,
}

/// One order to be sourced: which location ships how many units of which line, at the least cost.
///
/// A location that ships anything costs its `fixed` once, and each unit its `unit_costs`. Lexicographic rankings are weights: the
/// fewest parcels first, the least distance second, is a fixed cost of `weight + distance` with a weight above any sum of distances.
///
/// Tables are by line: the entry of line `i` and location `j` is at `i * fixed.len() + j`.
///
/// # Examples
/// ```
/// use oms_core::sourcing::{Line, Problem};
///
/// let problem = Problem {
///     fixed: &[500, 700],
///     ranks: None,
///     lines: &[Line { quantity: 1, short_penalty: 10_000 }, Line { quantity: 2, short_penalty: 10_000 }],
///     units: &[1, 1, 0, 2],
///     unit_costs: &[10, 60, 0, 40],
///     shipments_max: 2,
/// };
/// let solution = problem.solve(1_000)?;
/// assert_eq!(solution.cost, 700 + 60 + 2 * 40, "one parcel from the second location is cheaper than two");
/// assert!(solution.proven);
/// # Ok::<(), oms_core::sourcing::ProblemError>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Problem<'a> {
    /// What it costs that a location ships at all. Not negative.
    pub fixed: &'a [i64],
    /// A number for each location that decides between plans that cost the same; none: its place. Numbers must differ.
    pub ranks: Option<&'a [u32]>,
    /// What is wanted.
    pub lines: &'a [Line],
    /// Units of each line that each location can ship; more than the line wants count as what it wants.
    pub units: &'a [i32],
    /// What a unit of each line costs from each location. May be negative: a credit for what should be sold off.
    pub unit_costs: &'a [i64],
    /// The most locations that may ship.
    pub shipments_max: usize,
}

/// Units of a line that a location ships.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub struct Shipped {
    /// Place of the line.
    pub line: u32,
    /// Place of the location.
    pub location: u32,
    /// How many units, at least one.
    pub units: i32,
}

/// The best plan found, and what is known about all others.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Solution {
    /// Who ships what, by line and location. Units wanted that do not appear are short.
    pub ship: Vec<Shipped>,
    /// What the plan costs: fixed costs, units, penalties for what is short.
    pub cost: i64,
    /// No plan costs less than this. At most `cost`.
    pub bound: i64,
    /// Whether no plan is cheaper: `bound` equals `cost`. If not, the steps were used up.
    pub proven: bool,
    /// Nodes of the search that were looked at. Counts work, the same on every machine.
    pub steps: u32,
}

/// Why a problem was not looked at.
#[derive(Clone, Copy, Debug, Eq, Error, PartialEq)]
#[non_exhaustive]
pub enum ProblemError {
    /// A table has another size than lines and locations ask for.
    #[error("`{table}` has {found} entries instead of {expected}: give one for each line and location, or for each location")]
    Size {
        /// Which table.
        table: &'static str,
        /// How many entries it should have.
        expected: usize,
        /// How many it has.
        found: usize,
    },
    /// More lines or locations than the solver takes.
    #[error("{found} {what} are more than {max}: leave out locations that cannot ship, or divide the order")]
    TooMany {
        /// Lines or locations.
        what: &'static str,
        /// How many there are.
        found: usize,
        /// How many are taken.
        max: usize,
    },
    /// Units or fixed costs below zero, or more units than are taken.
    #[error("`{table}` has an entry that is negative or too large")]
    Range {
        /// Which table.
        table: &'static str,
    },
    /// Costs so large that sums would not be exact.
    #[error("the dearest plan could cost more than {COST_MAX}: use smaller weights or penalties")]
    Cost,
    /// Two locations have the same rank.
    #[error("two locations have the rank {rank}: ranks decide between equal plans and must differ")]
    Rank {
        /// The rank.
        rank: u32,
    },
    /// An order claims a SKU twice.
    #[error("an order claims the SKU {sku} twice: put the units together")]
    Twice {
        /// Place of the SKU.
        sku: u32,
    },
    /// A location that is no part of the problem.
    #[error("there is no location {location}")]
    Location {
        /// Its place.
        location: usize,
    },
}

impl Problem<'_> {
    /// Solves the problem with memory of its own; see [`super::Scratch::solve`].
    ///
    /// # Errors
    /// Fails when tables do not fit together or figures are out of bounds.
    pub fn solve(&self, steps_max: u32) -> Result<Solution, ProblemError> {
        let mut solution = Solution::default();
        super::Scratch::default().solve(self, steps_max, &mut solution)?;
        Ok(solution)
    }

    /// How many locations there are.
    #[must_use]
    pub fn locations(&self) -> usize {
        self.fixed.len()
    }

    /// The row of a line in the table of units.
    pub(crate) fn units_of(&self, line: usize) -> &[i32] {
        let width = self.fixed.len();
        self.units.get(line * width..(line + 1) * width).unwrap_or_default()
    }

    /// The row of a line in the table of costs.
    pub(crate) fn costs_of(&self, line: usize) -> &[i64] {
        let width = self.fixed.len();
        self.unit_costs.get(line * width..(line + 1) * width).unwrap_or_default()
    }

    /// Units that a location can ship of a line at no more than the penalty, and what each costs.
    pub(crate) fn offer(&self, line: usize, location: usize) -> Option<(i32, i64)> {
        let wanted = self.lines.get(line)?;
        let units = (*self.units_of(line).get(location)?).min(wanted.quantity);
        let cost = *self.costs_of(line).get(location)?;
        (units > 0 && cost <= wanted.short_penalty).then_some((units, cost))
    }

    /// What a plan costs, if it is one: units are there, no more than wanted, from no more locations than allowed.
    #[must_use]
    pub fn cost_of(&self, ship: &[Shipped]) -> Option<i64> {
        let mut cost = 0_i64;
        let mut left: Vec<i32> = self.lines.iter().map(|line| line.quantity).collect();
        let mut used: Vec<usize> = Vec::with_capacity(ship.len());
        for (place, shipped) in ship.iter().enumerate() {
            let (line, location) = (usize::try_from(shipped.line).ok()?, usize::try_from(shipped.location).ok()?);
            let twice = ship.iter().take(place).any(|other| (other.line, other.location) == (shipped.line, shipped.location));
            if shipped.units <= 0 || twice || shipped.units > *self.units_of(line).get(location)? {
                return None;
            }
            let left = left.get_mut(line)?;
            *left = left.checked_sub(shipped.units).filter(|left| *left >= 0)?;
            cost = cost.checked_add(self.costs_of(line).get(location)?.checked_mul(i64::from(shipped.units))?)?;
            if !used.contains(&location) {
                used.push(location);
                cost = cost.checked_add(*self.fixed.get(location)?)?;
            }
        }
        for (line, left) in self.lines.iter().zip(left) {
            cost = cost.checked_add(line.short_penalty.checked_mul(i64::from(left))?)?;
        }
        (used.len() <= self.shipments_max).then_some(cost)
    }

    /// Checks sizes and bounds, and tells what the dearest plan could cost.
    pub(crate) fn check(&self) -> Result<i64, ProblemError> {
        let (locations, lines) = (self.fixed.len(), self.lines.len());
        if locations > LOCATIONS_MAX {
            return Err(ProblemError::TooMany { what: "locations", found: locations, max: LOCATIONS_MAX });
        }
        if lines > LINES_MAX {
            return Err(ProblemError::TooMany { what: "lines", found: lines, max: LINES_MAX });
        }
        let cells = locations * lines;
        for (table, found, expected) in [
            ("units", self.units.len(), cells),
            ("unit_costs", self.unit_costs.len(), cells),
            ("ranks", self.ranks.map_or(locations, <[u32]>::len), locations),
        ] {
            if found != expected {
                return Err(ProblemError::Size { table, expected, found });
            }
        }
        // All signs and magnitudes at once: a bit that is set anywhere is set in the union.
        if self.units.iter().fold(0, |bits, units| bits | *units) < 0 {
            return Err(ProblemError::Range { table: "units" });
        }
        let fixed = self.fixed.iter().fold(0, |bits, fixed| bits | *fixed);
        if fixed < 0 {
            return Err(ProblemError::Range { table: "fixed" });
        }
        let magnitude = |bits: i64, cost: i64| bits | (cost ^ (cost >> 63));
        let mut bits = self.unit_costs.iter().fold(0, |bits, cost| magnitude(bits, *cost));
        let mut quantity = 0_i64;
        for line in self.lines {
            if line.quantity < 0 || line.quantity > UNITS_MAX {
                return Err(ProblemError::Range { table: "lines" });
            }
            bits = magnitude(bits, line.short_penalty);
            quantity += i64::from(line.quantity);
        }
        // The union may be up to twice the greatest; only where that matters are the figures looked at one by one.
        let worst = |unit: i64, fixed: i64| unit.saturating_add(1).saturating_mul(quantity).saturating_add(fixed);
        let quick = worst(bits, fixed.saturating_mul(i64::try_from(locations).unwrap_or(i64::MAX)));
        if quick <= COST_MAX {
            return Ok(quick);
        }
        let unit = self.unit_costs.iter().chain(self.lines.iter().map(|line| &line.short_penalty));
        let unit = unit.fold(0, |most, cost| cost.saturating_abs().max(most));
        let exact = worst(unit, self.fixed.iter().fold(0, |sum: i64, fixed| sum.saturating_add(*fixed)));
        if exact > COST_MAX { Err(ProblemError::Cost) } else { Ok(exact) }
    }
}
