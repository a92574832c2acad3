//! Why a plan is as it is: one code with its figure for each location.

use super::net::Fate;
use super::problem::{Problem, ProblemError, Solution};
use super::tree::Scratch;

/// What a location has to do with the plan.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub enum Standing {
    /// It ships.
    Chosen,
    /// It has none of the units, or only at more than it costs to leave them out.
    #[default]
    NoStock,
    /// Another location has all units of every line that this one has any of, and neither its parcel nor any unit costs more.
    Dominated {
        /// Place of the other location.
        by: u32,
    },
    /// Every plan that pays for it costs at least so much more than the plan found. Proven by prices, without looking at those plans.
    Dearer {
        /// How much more, at least. Zero: as much at best.
        at_least: i64,
    },
    /// It took part in the search, and nothing better was found with it. If the plan is proven, there is nothing better.
    Searched,
}

/// The cheapest plan of one parcel.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct OneParcel {
    /// Place of the location.
    pub location: u32,
    /// What it costs, penalties for what the location does not have included.
    pub cost: i64,
    /// Units that would be short.
    pub short: i64,
}

/// Why a plan is as it is.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Explanation {
    /// By place of the location.
    pub locations: Vec<Standing>,
    /// What the least costs that is not split: the answer to "why two parcels?". None if nobody has anything.
    pub one_parcel: Option<OneParcel>,
}

impl Scratch {
    /// Solves a problem like [`Scratch::solve`] and tells why.
    ///
    /// # Errors
    /// Fails when tables do not fit together or figures are out of bounds.
    ///
    /// # Examples
    /// ```
    /// use oms_core::sourcing::{Explanation, Line, Problem, Scratch, Solution, Standing};
    ///
    /// let problem = Problem {
    ///     fixed: &[500, 600, 5_000],
    ///     ranks: None,
    ///     lines: &[Line { quantity: 1, short_penalty: 10_000 }],
    ///     units: &[1, 1, 0],
    ///     unit_costs: &[10, 10, 0],
    ///     shipments_max: 3,
    /// };
    /// let (mut solution, mut why) = (Solution::default(), Explanation::default());
    /// Scratch::default().explain(&problem, 1_000, &mut solution, &mut why)?;
    /// assert_eq!(why.locations, [Standing::Chosen, Standing::Dominated { by: 0 }, Standing::NoStock]);
    /// # Ok::<(), oms_core::sourcing::ProblemError>(())
    /// ```
    pub fn explain(
        &mut self,
        problem: &Problem<'_>,
        steps_max: u32,
        solution: &mut Solution,
        explanation: &mut Explanation,
    ) -> Result<(), ProblemError> {
        self.solve(problem, steps_max, solution)?;
        // Again with notes: it may have been solved without prices, which are what proves that others are dearer.
        let worst = problem.check()?;
        self.explaining = true;
        self.search(problem, worst, None, 0, &mut Solution::default());
        self.explaining = false;
        explanation.locations.clear();
        let scale = self.net.shift;
        explanation.locations.extend(self.net.fates.iter().map(|fate| match fate {
            Fate::NoStock => Standing::NoStock,
            Fate::Dominated(by) => Standing::Dominated { by: *by },
            Fate::AtLeast(bound) => {
                let at_least = (bound.saturating_add((1 << scale) - 1) >> scale).saturating_sub(solution.cost);
                if at_least < 0 { Standing::Searched } else { Standing::Dearer { at_least } }
            }
            Fate::Searched => Standing::Searched,
        }));
        for shipped in &solution.ship {
            if let Some(standing) = explanation.locations.get_mut(shipped.location as usize) {
                *standing = Standing::Chosen;
            }
        }
        explanation.one_parcel = one_parcel(problem);
        Ok(())
    }
}

/// The cheapest plan of one parcel; of equal ones that of the lower rank.
fn one_parcel(problem: &Problem<'_>) -> Option<OneParcel> {
    let mut best: Option<(i64, u32, OneParcel)> = None;
    for (location, fixed) in (0_u32..).zip(problem.fixed).filter(|_| problem.shipments_max > 0) {
        let place = location as usize;
        let (mut cost, mut short, mut any) = (*fixed, 0, false);
        for (number, line) in problem.lines.iter().enumerate() {
            let (units, unit_cost) = problem.offer(number, place).unwrap_or_default();
            any |= units > 0;
            cost += unit_cost * i64::from(units) + line.short_penalty * i64::from(line.quantity - units);
            short += i64::from(line.quantity - units);
        }
        let rank = problem.ranks.map_or(Some(location), |ranks| ranks.get(place).copied()).unwrap_or(location);
        if any && best.is_none_or(|(least, other, _)| (cost, rank) < (least, other)) {
            best = Some((cost, rank, OneParcel { location, cost, short }));
        }
    }
    best.map(|(_, _, parcel)| parcel)
}
