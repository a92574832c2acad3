//! The best plan, found the long way.

use oms_core::sourcing::{Line, Problem};

/// What the cheapest plan costs that pays for all of each set of locations, as far as so many may ship.
pub(crate) struct Sets(Vec<(u32, i64)>);

impl Sets {
    pub(crate) fn of(problem: &Problem<'_>) -> Sets {
        let locations = problem.fixed.len();
        let lines: Vec<Offers> = problem.lines.iter().enumerate().map(|(place, line)| Offers::of(problem, place, line)).collect();
        let sets = (0..1_u32 << locations).filter(|set| set.count_ones() as usize <= problem.shipments_max);
        let fixed = |set: u32| -> i64 {
            (0..locations).filter(|location| set & (1 << location) != 0).map(|location| problem.fixed[location]).sum()
        };
        Sets(sets.map(|set| (set, lines.iter().map(|line| line.cost(set)).sum::<i64>() + fixed(set))).collect())
    }

    /// The least of those sets that `allowed` accepts.
    pub(crate) fn cheapest(&self, allowed: impl Fn(u32) -> bool) -> i64 {
        self.0.iter().filter(|(set, _)| allowed(*set)).map(|(_, cost)| *cost).min().expect("a set is allowed")
    }
}

pub(crate) fn cheapest(problem: &Problem<'_>) -> i64 {
    Sets::of(problem).cheapest(|_| true)
}

/// What locations have of a line, cheapest first.
struct Offers {
    line: Line,
    by_cost: Vec<(i64, usize, i32)>,
}

impl Offers {
    fn of(problem: &Problem<'_>, place: usize, line: &Line) -> Offers {
        let locations = problem.fixed.len();
        let offer = |location: usize| {
            let cell = place * locations + location;
            (problem.unit_costs[cell], location, problem.units[cell])
        };
        let mut by_cost: Vec<_> = (0..locations).map(offer).filter(|offer| offer.0 <= line.short_penalty).collect();
        by_cost.sort_unstable();
        Offers { line: *line, by_cost }
    }

    fn cost(&self, set: u32) -> i64 {
        let (mut cost, mut left) = (0, self.line.quantity);
        for (unit_cost, _, units) in self.by_cost.iter().filter(|(_, location, _)| set & (1 << location) != 0) {
            let taken = left.min(*units);
            left -= taken;
            cost += unit_cost * i64::from(taken);
        }
        cost + self.line.short_penalty * i64::from(left)
    }
}
