//! Orders of a few lines: a search line by line, which looks at every way to ship each.
//!
//! A location that ships some lines costs its fixed charge once. Divided among all lines that it has something of, the charge is a share
//! of each: what lines cost with the shares of locations that are not open yet is at most what they cost in any plan, so that most ways
//! are never looked at. It is exact, and fast where each line has few ways; where it would look at too many, others take over.

use super::problem::{Line, Problem, Shipped, Solution};
use crate::Arrange;

/// Lines at most, and locations: a set of them is a number.
const LINES_MAX: usize = 12;
const LOCATIONS_MAX: usize = 64;
/// Units of a line at most.
const UNITS_MAX: i32 = 2;
/// Ways that are looked at before others take over.
const LOOKS_MAX: u32 = 3_000;
const NOBODY: u8 = u8::MAX;

/// A way to ship a line: units from one location, one each from two, or nothing.
#[derive(Clone, Copy, Debug, Default)]
struct Way {
    /// What units and missing units cost.
    cost: i64,
    /// With the shares of its locations: at most what it costs in any plan.
    shared: i64,
    set: u64,
    from: [u8; 2],
    units: i32,
}

/// A line on the way down.
#[derive(Clone, Copy, Debug, Default)]
struct Level {
    line: usize,
    first: usize,
    end: usize,
}

/// Memory of the search.
#[derive(Debug, Default)]
pub(super) struct Branches {
    ways: Vec<Way>,
    levels: Vec<Level>,
    shares: Vec<i64>,
    /// What each line costs at least from each location, if that is open.
    open: Vec<i64>,
    /// The one location of the first plan; none if that ships nothing.
    only: Option<usize>,
    /// The way of each level, now and in the best plan, if one is better than the first.
    path: [usize; LINES_MAX],
    best: Option<[usize; LINES_MAX]>,
    cost: i64,
    looks: u32,
}

/// What each level costs at least.
type Least = [i64; LINES_MAX];

impl Branches {
    /// Finds the best plan of a checked problem if this way can.
    pub(super) fn solve(&mut self, problem: &Problem<'_>, solution: &mut Solution) -> bool {
        let (lines, locations) = (problem.lines.len(), problem.fixed.len());
        if lines == 0 || lines > LINES_MAX || locations > LOCATIONS_MAX || problem.lines.iter().any(|line| line.quantity > UNITS_MAX) {
            return false;
        }
        self.start(problem);
        let least = self.bound(problem);
        if least.iter().sum::<i64>() < self.cost && self.list(problem, &least) {
            let mut by_level = [0; LINES_MAX];
            for (least, level) in by_level.iter_mut().zip(&self.levels) {
                *least = self.ways.get(level.first).map_or(0, |way| way.shared);
            }
            self.looks = 0;
            self.descend(problem, 0, 0, 0, &by_level);
            if self.looks > LOOKS_MAX {
                return false;
            }
        }
        self.write(problem, solution);
        true
    }

    /// The best of the plans that ship from one location, or nothing.
    fn start(&mut self, problem: &Problem<'_>) {
        self.best = None;
        self.only = None;
        self.cost = problem.lines.iter().map(|line| i64::from(line.quantity) * line.short_penalty).sum();
        if problem.shipments_max == 0 {
            return;
        }
        for (place, fixed) in problem.fixed.iter().enumerate() {
            let alone = problem.lines.iter().enumerate().map(|(number, line)| alone(problem, number, line, place).0);
            let cost = fixed + alone.sum::<i64>();
            if cost < self.cost {
                (self.cost, self.only) = (cost, Some(place));
            }
        }
    }

    /// What each line costs at least with the shares of locations.
    fn bound(&mut self, problem: &Problem<'_>) -> Least {
        let Branches { shares, open, .. } = self;
        let (lines, locations) = (problem.lines.len(), problem.fixed.len());
        shares.clear();
        shares.extend(problem.fixed.iter().enumerate().map(|(location, fixed)| {
            let has = |line: &usize| problem.units.get(line * locations + location).is_some_and(|units| *units > 0);
            fixed / i64::try_from((0..lines).filter(has).count()).unwrap_or(1).max(1)
        }));
        open.clear();
        let mut least = [0; LINES_MAX];
        for ((number, line), least) in problem.lines.iter().enumerate().zip(&mut least) {
            let (units, costs) = (problem.units_of(number), costs_of(problem, number));
            let (quantity, penalty) = (i64::from(line.quantity), line.short_penalty);
            *least = quantity * penalty;
            for ((there, cost), share) in units.iter().zip(costs).zip(&*shares) {
                if *there <= 0 || *cost > penalty {
                    open.push(quantity * penalty);
                    continue;
                }
                // Even if it had all that is wanted: two units from two locations cost no less than two from the cheaper, and a share.
                open.push(quantity * cost);
                *least = (*least).min(quantity * cost + share);
            }
            if quantity > 1 {
                let offers = || units.iter().zip(costs).zip(&*shares).filter(|((there, cost), _)| **there > 0 && **cost <= penalty);
                let (unit, share) = (offers().map(|((_, cost), _)| *cost).min(), offers().map(|(_, share)| *share).min());
                *least = (*least).min(unit.unwrap_or(penalty) * quantity + share.unwrap_or(0));
            }
        }
        least
    }

    /// Lists the ways of each line that may be part of a better plan, lines with few ways first. Whether each has any.
    fn list(&mut self, problem: &Problem<'_>, least: &Least) -> bool {
        let Branches { ways, levels, shares, cost, .. } = self;
        let room = *cost - least.iter().sum::<i64>();
        ways.clear();
        levels.clear();
        for ((number, line), least) in problem.lines.iter().enumerate().zip(least) {
            let most = least + room;
            let first = ways.len();
            let mut keep = |way: Way| {
                if way.shared < most {
                    ways.push(way);
                }
            };
            let none = i64::from(line.quantity) * line.short_penalty;
            keep(Way { cost: none, shared: none, set: 0, from: [NOBODY; 2], units: 0 });
            let offers = problem.units_of(number).iter().zip(costs_of(problem, number)).zip(&*shares).enumerate();
            let offers = offers.filter(|(_, ((there, cost), _))| **there > 0 && **cost <= line.short_penalty);
            for (place, ((there, cost), share)) in offers.clone() {
                let (sum, units) = alone(problem, number, line, place);
                let from = u8::try_from(place).unwrap_or(NOBODY);
                keep(Way { cost: sum, shared: sum + share, set: 1 << place, from: [from, NOBODY], units });
                if line.quantity < 2 {
                    continue;
                }
                for (other, ((other_there, other_cost), other_share)) in offers.clone().skip_while(|(other, _)| *other <= place) {
                    // From the cheaper of them alone it would cost no more, if that has two.
                    let cheaper = if cost <= other_cost { there } else { other_there };
                    if *cheaper > 1 {
                        continue;
                    }
                    let set = 1 << place | 1 << other;
                    let (sum, from) = (cost + other_cost, [from, u8::try_from(other).unwrap_or(NOBODY)]);
                    keep(Way { cost: sum, shared: sum + share.min(other_share), set, from, units: 1 });
                }
            }
            if ways.len() == first {
                return false;
            }
            if let Some(ways) = ways.get_mut(first..) {
                sort(ways);
            }
            levels.push(Level { line: number, first, end: ways.len() });
        }
        levels.sort_by_key(|level| (level.end - level.first, level.line));
        true
    }

    /// `paid`: what the levels above cost with the charges of the locations that they have opened.
    fn descend(&mut self, problem: &Problem<'_>, depth: usize, paid: i64, opened: u64, least: &Least) {
        let Some(level) = self.levels.get(depth).copied() else {
            if paid < self.cost {
                (self.cost, self.best) = (paid, Some(self.path));
            }
            return;
        };
        let count = self.levels.len();
        let later: i64 = least.iter().take(count).skip(depth + 1).sum();
        for number in level.first..level.end {
            let Some(way) = self.ways.get(number).copied() else { return };
            // Others may still be worth it: the order is that of costs with all shares, and open locations have no share any more.
            if paid + way.cost + later >= self.cost {
                continue;
            }
            self.looks += 1;
            if self.looks > LOOKS_MAX {
                return;
            }
            let new = way.set & !opened;
            let set = opened | new;
            if set.count_ones() as usize > problem.shipments_max {
                continue;
            }
            let mut paid = paid + way.cost;
            if new == 0 {
                if let Some(place) = self.path.get_mut(depth) {
                    *place = number;
                }
                self.descend(problem, depth + 1, paid, set, least);
                continue;
            }
            for from in way.from.iter().filter(|from| **from != NOBODY && new >> **from & 1 == 1) {
                paid += problem.fixed.get(usize::from(*from)).copied().unwrap_or_default();
            }
            let mut further = *least;
            let mut sum = paid;
            for (least, level) in further.iter_mut().zip(&self.levels).skip(depth + 1) {
                for from in way.from.iter().filter(|from| **from != NOBODY) {
                    let open = self.open.get(level.line * problem.fixed.len() + usize::from(*from)).copied();
                    *least = open.map_or(*least, |open| open.min(*least));
                }
                sum += *least;
            }
            if sum >= self.cost {
                continue;
            }
            if let Some(place) = self.path.get_mut(depth) {
                *place = number;
            }
            self.descend(problem, depth + 1, paid, set, &further);
        }
    }

    fn write(&self, problem: &Problem<'_>, solution: &mut Solution) {
        solution.ship.clear();
        let mut ship = |line: usize, location: usize, units: i32| {
            let number = |place| u32::try_from(place).unwrap_or(u32::MAX);
            solution.ship.push(Shipped { line: number(line), location: number(location), units });
        };
        if let Some(best) = &self.best {
            for (level, number) in self.levels.iter().zip(best) {
                let Some(way) = self.ways.get(*number) else { continue };
                way.from.iter().filter(|from| **from != NOBODY).for_each(|from| ship(level.line, usize::from(*from), way.units));
            }
        } else if let Some(place) = self.only {
            for (number, line) in problem.lines.iter().enumerate() {
                let (_, units) = alone(problem, number, line, place);
                if units > 0 {
                    ship(number, place, units);
                }
            }
        }
        solution.ship.arrange();
        (solution.cost, solution.bound, solution.proven, solution.steps) = (self.cost, self.cost, true, 0);
    }
}

/// What a line costs if one location ships what it has of it, and how many units that is.
fn alone(problem: &Problem<'_>, number: usize, line: &Line, location: usize) -> (i64, i32) {
    let there = problem.units_of(number).get(location).copied().unwrap_or_default();
    let cost = costs_of(problem, number).get(location).copied().unwrap_or_default();
    let units = if cost <= line.short_penalty { there.clamp(0, line.quantity) } else { 0 };
    (i64::from(units) * cost + i64::from(line.quantity - units) * line.short_penalty, units)
}

fn costs_of<'a>(problem: &Problem<'a>, line: usize) -> &'a [i64] {
    let width = problem.fixed.len();
    problem.unit_costs.get(line * width..(line + 1) * width).unwrap_or_default()
}

/// Sorts a few ways, those that cost least first.
fn sort(ways: &mut [Way]) {
    for place in 1..ways.len() {
        let mut at = place;
        while at > 0
            && let Some([before, way]) = ways.get_mut(at - 1..=at)
            && (way.shared, way.set) < (before.shared, before.set)
        {
            std::mem::swap(before, way);
            at -= 1;
        }
    }
}
