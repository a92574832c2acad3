//! Why locations are not in a plan, as far as lines below the tariffs prove it.

use super::order::{CostedOrder, CostedPlan, Taken};
use crate::sourcing::{Explanation, OneParcel, ProblemError, Scratch, Solution, Standing};

/// Nodes of the search that are spent on what a location costs at least.
const STEPS: u32 = 4;

impl CostedOrder {
    /// What each location has to do with a plan, and the cheapest plan of one parcel, by the true tariffs.
    ///
    /// `NoStock` is said of locations from which no service takes any of the units. `Dearer` is proven whether or not the plan is.
    /// Nothing is said to be dominated: steps may favour whoever is dearer by the line.
    ///
    /// # Errors
    /// Fails when figures are out of the solver's bounds.
    pub fn explain(&self, plan: &CostedPlan, scratch: &mut Scratch) -> Result<Explanation, ProblemError> {
        let table = self.underestimate();
        let problem = table.problem();
        let mut found = Solution::default();
        let mut why = Explanation::default();
        for location in 0..self.locations.len() {
            let standing = if plan.parcels.iter().any(|parcel| usize::try_from(parcel.location) == Ok(location)) {
                Standing::Chosen
            } else if (0..self.lines.len()).all(|line| self.takes(location, line) == 0) {
                Standing::NoStock
            } else if self.parcels_max == 0 {
                Standing::Searched
            } else {
                scratch.solve_with(&problem, location, STEPS, &mut found)?;
                match table.whole(found.bound).saturating_sub(plan.cost) {
                    at_least @ 1.. => Standing::Dearer { at_least },
                    _ => Standing::Searched,
                }
            };
            why.locations.push(standing);
        }
        why.one_parcel = self.one_parcel();
        Ok(why)
    }

    /// Whether any service takes all units of each line from where they are.
    pub fn is_taken(&self) -> bool {
        self.lines.iter().enumerate().all(|(place, line)| {
            let taken: i64 = (0..self.locations.len()).map(|location| i64::from(self.takes(location, place))).sum();
            taken >= i64::from(line.units)
        })
    }

    fn one_parcel(&self) -> Option<OneParcel> {
        let mut best: Option<OneParcel> = None;
        for location in (0..self.locations.len()).filter(|_| self.parcels_max > 0) {
            let mut plan = Taken::new(self);
            let there = self.locations.get(location).map(|from| &from.units[..]).unwrap_or_default();
            for ((units, line), there) in plan.of_mut(location).iter_mut().zip(&self.lines).zip(there) {
                *units = line.units.min(*there);
            }
            let Some((cost, _)) = plan.cost(self).filter(|_| plan.ships(location)) else { continue };
            let short = (0..self.lines.len()).map(|line| plan.left(self, line)).sum();
            if best.is_none_or(|best| cost < best.cost) {
                best = Some(OneParcel { location: u32::try_from(location).unwrap_or(u32::MAX), cost, short });
            }
        }
        best
    }
}
