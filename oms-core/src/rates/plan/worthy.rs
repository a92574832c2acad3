//! The cheapest plan where not every part of an order may be a parcel, because it would be worth too little, say.
//!
//! What a parcel is worth is no cost, and a plan with a bar on parcels may be dearer than every bound without it. So orders are divided in
//! every way, if they are small enough for that, and else nothing is said.

use super::divide::Division;
use super::order::{CostedLine, CostedLocation, CostedOrder, CostedPlan, Service, Taken};
use super::solve::PAIRS;
use crate::rates::tariff::{Load, Tariff};

impl CostedOrder {
    /// An order whose parcels cost so much by location, whatever is in them; units cost nothing. `units` is by line and location.
    pub(crate) fn of_parcels(fixed: &[i64], wanted: &[i32], units: &[i32], short_penalty: i64, parcels_max: usize) -> CostedOrder {
        let line = |units: &i32| CostedLine { units: *units, short_penalty, unit: Load::default() };
        let service = Service { card: None, tariff: Tariff { steps: vec![(u64::MAX, 0)], ..Tariff::default() }, extra: 0 };
        let width = fixed.len();
        let locations = fixed.iter().enumerate().map(|(place, fixed)| CostedLocation {
            per_parcel: *fixed,
            services: vec![service.clone()],
            units: (0..wanted.len()).map(|line| units.get(line * width + place).copied().unwrap_or_default()).collect(),
            unit_costs: vec![0; wanted.len()],
        });
        CostedOrder { lines: wanted.iter().map(line).collect(), locations: locations.collect(), parcels_max }
    }

    /// The cheapest plan of all units by the true tariffs, of parcels that may be; the whole order in one may always be. With a location
    /// that must ship, the cheapest in which it does.
    ///
    /// The first is None if there are more ways to divide the order than `steps_max` allow; the second if there is no such plan. What is
    /// found is proven, and comes with how much work it was.
    pub(crate) fn divide_worthy(
        &self,
        with: Option<usize>,
        may_be: impl Fn(&[i32]) -> bool,
        steps_max: u32,
    ) -> Option<(Option<CostedPlan>, u32)> {
        // The location that must ship is the last, so that all others are known when it is looked at.
        let ships = |place: &usize| Some(*place) != with && (0..self.lines.len()).any(|line| self.takes(*place, line) > 0);
        let mut locations: Vec<usize> = (0..self.locations.len()).filter(ships).collect();
        locations.extend(with);
        let division = Division::new(self, &locations)?.only(may_be);
        let steps = u32::try_from(division.work().div_ceil(PAIRS)).ok().filter(|steps| *steps <= steps_max)?;
        let found = if with.is_some() { division.best_with_last() } else { division.best() };
        let is_whole = |plan: &Taken| (0..self.lines.len()).all(|line| plan.left(self, line) == 0);
        let plan = found.filter(is_whole).and_then(|plan| Some((plan.cost(self)?, plan)));
        let plan =
            plan.map(|((cost, parcels), plan)| CostedPlan { ship: plan.shipped(self), parcels, cost, bound: cost, proven: true, steps });
        Some((plan, steps))
    }
}
