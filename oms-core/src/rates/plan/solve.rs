//! From an order to its cheapest plan: a bound by lines, a plan by the true tariffs, and the proof where there is one.

use super::divide::Division;
use super::improve::improve;
use super::minorant::linear;
use super::order::{CostedLine, CostedLocation, CostedOrder, CostedPlan, Taken};
use super::search::search;
use crate::Arrange;
use crate::sourcing::{COST_MAX, Line, Problem, ProblemError, Scratch, Shipped, Solution};

/// Parts of a minor unit in which the lines are reckoned, so that rounding them down loses next to nothing.
const SCALE: i64 = 1_024;

/// Pairs of parts of an order that count as one step.
pub(super) const PAIRS: u64 = 256;

/// So few pairs are looked at without asking first which locations matter.
const FEW_PAIRS: u64 = 20_000;

/// The part of the work that the solver may spend on lines below the tariffs.
const SOLVER: u32 = 8;

/// Nodes of the solver's search to find out whether a location matters.
const ASK_STEPS: u32 = 4;

/// The tables of a [`Problem`] whose plans never cost more than the true ones.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Underestimate {
    /// Parts of a minor unit that all costs are in.
    pub scale: i64,
    fixed: Vec<i64>,
    lines: Vec<Line>,
    units: Vec<i32>,
    unit_costs: Vec<i64>,
    shipments_max: usize,
}

impl Underestimate {
    /// The problem. Its bound, divided by the scale and rounded up, is a bound for the true costs.
    pub fn problem(&self) -> Problem<'_> {
        Problem {
            fixed: &self.fixed,
            ranks: None,
            lines: &self.lines,
            units: &self.units,
            unit_costs: &self.unit_costs,
            shipments_max: self.shipments_max,
        }
    }

    /// A bound of the problem in minor units.
    pub(super) fn whole(&self, bound: i64) -> i64 {
        bound.div_euclid(self.scale) + i64::from(bound.rem_euclid(self.scale) != 0)
    }
}

impl CostedOrder {
    /// The order as the solver of [`crate::sourcing`] knows it, with a fixed cost for each location and a cost for each unit that
    /// are nowhere above the true tariffs.
    ///
    /// A plan of it that costs so much may truly cost more, never less.
    pub fn underestimate(&self) -> Underestimate {
        let scale = self.scale();
        let width = self.locations.len();
        let lines = self.lines.iter();
        let mut table = Underestimate {
            scale,
            fixed: vec![0; width],
            lines: lines.map(|line| Line { quantity: line.units, short_penalty: line.short_penalty.saturating_mul(scale) }).collect(),
            units: vec![0; width * self.lines.len()],
            unit_costs: vec![0; width * self.lines.len()],
            shipments_max: self.parcels_max,
        };
        for (place, location) in self.locations.iter().enumerate() {
            let Some(found) = linear(self, location, scale) else { continue };
            if let Some(fixed) = table.fixed.get_mut(place) {
                *fixed = found.fixed;
            }
            for (line, weight) in found.units.iter().enumerate() {
                let cell = line * width + place;
                let own = location.unit_costs.get(line).copied().unwrap_or_default();
                if let (Some(units), Some(cost)) = (table.units.get_mut(cell), table.unit_costs.get_mut(cell)) {
                    *units = self.takes(place, line);
                    *cost = own.saturating_mul(scale).saturating_add(*weight);
                }
            }
        }
        table
    }

    /// Units of a line that a location has and some service takes.
    pub(super) fn takes(&self, location: usize, line: usize) -> i32 {
        let there = self.locations.get(location).and_then(|from| from.units.get(line)).copied().unwrap_or_default();
        let most = there.min(self.lines.get(line).map_or(0, |line| line.units));
        let mut taken = vec![0; self.lines.len()];
        let mut goes = |units: i32| {
            taken.get_mut(line).is_some_and(|slot| {
                *slot = units;
                true
            }) && self.parcel(location, &taken).is_some()
        };
        let (mut low, mut high) = (0, most);
        while low < high {
            let middle = low + (high - low + 1) / 2;
            if goes(middle) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        low
    }

    /// As many parts of a minor unit as the sums leave room for.
    fn scale(&self) -> i64 {
        let units: i64 = self.lines.iter().map(|line| i64::from(line.units.max(0))).sum::<i64>().max(1);
        let dearest = |location: &CostedLocation| {
            let unit = location.unit_costs.iter().map(|cost| cost.saturating_abs()).max().unwrap_or_default();
            let parcel = location.services.iter().map(|service| {
                let tariff = &service.tariff;
                let last = tariff.steps.last().map_or(0, |(_, amount)| *amount);
                last.saturating_add(tariff.fuel(last)).saturating_add(tariff.remote).saturating_add(tariff.per_parcel)
            });
            location.per_parcel.saturating_add(parcel.max().unwrap_or_default()).saturating_add(unit)
        };
        let worst = self.locations.iter().map(dearest).fold(0, i64::saturating_add);
        let worst = self.lines.iter().map(|line| line.short_penalty.saturating_abs()).fold(worst, i64::saturating_add);
        let worst = worst.saturating_mul(4).saturating_mul(units);
        let room = (COST_MAX / worst.max(1)).clamp(1, SCALE);
        // Powers of two divide best.
        1 << room.ilog2()
    }

    /// The cheapest plan, by the true tariffs, with about `steps_max` steps of work.
    ///
    /// Its `bound` holds in any case. It is `proven` where the work suffices to divide the order in every way, or where the plan costs
    /// no more than the solver's bound. The answer does not depend on the order of lines, nor on the machine.
    ///
    /// # Errors
    /// Fails when figures are out of the solver's bounds.
    ///
    /// # Examples
    /// ```
    /// use oms_core::rates::{CostedLine, CostedLocation, CostedOrder, Load, Service, Tariff};
    ///
    /// let tariff = |steps: &[(u64, i64)]| Tariff { steps: steps.to_vec(), ..Tariff::default() };
    /// let location = |tariff: Tariff, units: &[i32]| CostedLocation {
    ///     per_parcel: 0,
    ///     services: vec![Service { card: None, tariff, extra: 0 }],
    ///     units: units.to_vec(),
    ///     unit_costs: vec![0; units.len()],
    /// };
    /// let kettle = CostedLine { units: 1, short_penalty: 100_000, unit: Load { grams: 1_200, unsized_grams: 1_200, ..Load::default() } };
    /// let order = CostedOrder {
    ///     lines: vec![kettle.clone(), kettle],
    ///     locations: vec![
    ///         location(tariff(&[(2_000, 450), (5_000, 5_000)]), &[1, 1]),
    ///         location(tariff(&[(2_000, 1_000)]), &[1, 0]),
    ///         location(tariff(&[(2_000, 1_500)]), &[0, 1]),
    ///     ],
    ///     parcels_max: 3,
    /// };
    /// let plan = order.solve(1_000)?;
    /// assert_eq!((plan.cost, plan.proven), (1_450, true), "two light parcels are cheaper than a heavy one");
    /// assert_eq!(CostedOrder { parcels_max: 1, ..order }.solve(1_000)?.cost, 5_000);
    /// # Ok::<(), oms_core::sourcing::ProblemError>(())
    /// ```
    pub fn solve(&self, steps_max: u32) -> Result<CostedPlan, ProblemError> {
        let by_content = self.by_content();
        let sorted = self.sorted(&by_content);
        let mut plan = sorted.solve_sorted(steps_max)?;
        for shipped in &mut plan.ship {
            let line = usize::try_from(shipped.line).ok().and_then(|line| by_content.get(line));
            shipped.line = line.and_then(|line| u32::try_from(*line).ok()).unwrap_or_default();
        }
        plan.ship.arrange();
        Ok(plan)
    }

    /// Places of the lines, sorted by what they contain.
    fn by_content(&self) -> Vec<usize> {
        let mut places: Vec<usize> = (0..self.lines.len()).collect();
        let at = |line: usize| {
            let cells = self.locations.iter().map(move |from| (from.units.get(line).copied(), from.unit_costs.get(line).copied()));
            cells.collect::<Vec<_>>()
        };
        let key = |place: &usize| {
            let line = self.lines.get(*place);
            let own = line.map(|line| {
                let CostedLine { units, short_penalty, unit } = line;
                (*short_penalty, *units, unit.grams, unit.volume, unit.unsized_grams, unit.hazardous)
            });
            (own, at(*place))
        };
        places.arrange_by_cached_key(key);
        places
    }

    fn sorted(&self, places: &[usize]) -> CostedOrder {
        let pick = |values: &[i64]| places.iter().map(|place| values.get(*place).copied().unwrap_or_default()).collect();
        let locations = self.locations.iter().map(|from| CostedLocation {
            per_parcel: from.per_parcel,
            services: from.services.clone(),
            units: places.iter().map(|place| from.units.get(*place).copied().unwrap_or_default()).collect(),
            unit_costs: pick(&from.unit_costs),
        });
        let lines = places.iter().filter_map(|place| self.lines.get(*place).cloned());
        CostedOrder { lines: lines.collect(), locations: locations.collect(), parcels_max: self.parcels_max }
    }

    fn solve_sorted(&self, steps_max: u32) -> Result<CostedPlan, ProblemError> {
        let table = self.underestimate();
        let problem = table.problem();
        let (mut scratch, mut solution) = (Scratch::default(), Solution::default());
        scratch.solve(&problem, steps_max / SOLVER, &mut solution)?;
        let mut bound = table.whole(solution.bound);
        let mut steps = solution.steps;
        // To ship nothing is always a plan; what the solver found is a better start if it can be carried out.
        let mut plan = Taken::new(self);
        let mut cost = plan.cost(self).map_or(i64::MAX, |(cost, _)| cost);
        if let Some((found, start)) = self.weighed(&solution.ship)
            && found < cost
        {
            (plan, cost) = (start, found);
        }
        if cost > bound {
            let looks_max = steps_max.saturating_sub(steps) / 4;
            let (improved, looks) = improve(self, &mut plan, cost, looks_max);
            cost = improved;
            steps = steps.saturating_add(looks);
        }
        if cost > bound {
            let (best, work) = self.divided(&table, &mut scratch, cost, steps_max.saturating_sub(steps));
            steps = steps.saturating_add(work);
            if let Some(best) = best {
                // Nothing was left out: what is found now is the best, or the plan known is.
                if let Some((found, _)) = best.cost(self)
                    && found <= cost
                {
                    (plan, cost) = (best, found);
                }
                bound = cost;
            }
        }
        if cost > bound
            && let Some(found) = search(self, table.scale, plan.clone(), cost, steps_max.saturating_sub(steps))
        {
            steps = steps.saturating_add(found.steps);
            (plan, bound) = (found.plan, bound.max(found.bound).min(found.cost));
        }
        let Some((cost, parcels)) = plan.cost(self) else { return Err(ProblemError::Cost) };
        Ok(CostedPlan { ship: plan.shipped(self), parcels, cost, bound: bound.min(cost), proven: bound >= cost, steps })
    }

    /// The best of all divisions that could be cheaper than `cost`, if the work suffices to look at them; and how much it was.
    fn divided(&self, table: &Underestimate, scratch: &mut Scratch, cost: i64, steps_max: u32) -> (Option<Taken>, u32) {
        let mut locations: Vec<usize> =
            (0..self.locations.len()).filter(|place| (0..self.lines.len()).any(|line| self.takes(*place, line) > 0)).collect();
        let mut steps = 0;
        let work_of = |locations: &[usize]| Division::new(self, locations).map(|division| division.work());
        if work_of(&locations).is_none_or(|work| work > FEW_PAIRS) {
            let problem = table.problem();
            let mut with = Solution::default();
            locations.retain(|location| {
                if steps >= steps_max || scratch.solve_with(&problem, *location, ASK_STEPS, &mut with).is_err() {
                    return true;
                }
                steps += 1 + with.steps;
                table.whole(with.bound) < cost
            });
        }
        let Some(division) = Division::new(self, &locations) else { return (None, steps) };
        let pairs = u32::try_from(division.work().div_ceil(PAIRS)).unwrap_or(u32::MAX);
        if pairs > steps_max.saturating_sub(steps) {
            return (None, steps);
        }
        (division.best(), steps.saturating_add(pairs))
    }

    /// A plan of the solver with what it truly costs, if some services take its parcels.
    fn weighed(&self, ship: &[Shipped]) -> Option<(i64, Taken)> {
        let mut plan = Taken::new(self);
        for shipped in ship {
            let location = usize::try_from(shipped.location).ok()?;
            *plan.of_mut(location).get_mut(usize::try_from(shipped.line).ok()?)? = shipped.units;
        }
        plan.cost(self).map(|(cost, _)| (cost, plan))
    }
}
