//! The cheapest plan in which a location ships something: what it costs to insist on it.

use super::order::{CostedOrder, CostedPlan};
use crate::Arrange;
use crate::sourcing::{ProblemError, Shipped};

impl CostedOrder {
    /// The cheapest plan by the true tariffs in which a location ships at least one unit, with about `steps_max` steps of work, of an order
    /// of which everything is wanted (see [`want_all`](CostedOrder::want_all)). None if no service takes any unit from there, or less could
    /// be shipped with it than without.
    ///
    /// It ships a unit of one line or another: one of each line in turn is set apart for it, and the best of these plans is the best there
    /// is.
    /// `proven` and `bound` are as for [`solve`](CostedOrder::solve).
    ///
    /// # Errors
    /// Fails when figures are out of the solver's bounds.
    ///
    /// # Examples
    /// ```
    /// use oms_core::rates::{CostedLine, CostedLocation, CostedOrder, Load, Service, Tariff};
    ///
    /// let service = |amount| Service { card: None, tariff: Tariff { steps: vec![(30_000, amount)], ..Tariff::default() }, extra: 0 }; let
    /// from = |amount| CostedLocation { services: vec![service(amount)], units: vec![2], unit_costs: vec![0], ..CostedLocation::default()
    /// }; let unit = Load { grams: 500, ..Load::default() }; let order = CostedOrder { lines: vec![CostedLine { units: 2, short_penalty:
    /// 100_000, unit }], locations: vec![from(400), from(550)], parcels_max: 2, }; assert_eq!(order.solve(1_000)?.cost, 400); let with =
    /// order.solve_with(1, 1_000)?.expect("it has both units"); assert_eq!((with.cost, with.proven), (550, true), "both come from there");
    /// # Ok::<(), oms_core::sourcing::ProblemError>(())
    /// ```
    pub fn solve_with(&self, location: usize, steps_max: u32) -> Result<Option<CostedPlan>, ProblemError> {
        let mut best: Option<CostedPlan> = None;
        let (mut bound, mut steps) = (i64::MAX, 0_u32);
        for line in (0..self.lines.len()).filter(|line| self.takes(location, *line) > 0) {
            let mut found = self.set_apart(line, location).solve(steps_max.saturating_sub(steps))?;
            steps = steps.saturating_add(found.steps);
            bound = bound.min(found.bound);
            self.put_back(line, &mut found.ship);
            let ships = found.ship.iter().any(|shipped| usize::try_from(shipped.location) == Ok(location));
            if ships && best.as_ref().is_none_or(|best| found.cost < best.cost) {
                best = Some(found);
            }
        }
        Ok(best.map(|best| CostedPlan { bound: bound.min(best.cost), proven: bound >= best.cost, steps, ..best }))
    }

    /// The same order with one unit of a line as a line of its own, which only one location has.
    fn set_apart(&self, line: usize, location: usize) -> CostedOrder {
        let mut order = self.clone();
        let Some(of) = order.lines.get_mut(line) else { return order };
        of.units -= 1;
        let mut own = of.clone();
        own.units = 1;
        order.lines.push(own);
        for (place, from) in order.locations.iter_mut().enumerate() {
            let has = i32::from(place == location);
            let cost = from.unit_costs.get(line).copied().unwrap_or_default();
            if let Some(units) = from.units.get_mut(line) {
                *units -= has;
            }
            from.units.push(has);
            from.unit_costs.push(cost);
        }
        order
    }

    /// The unit that was set apart is one of its line again.
    fn put_back(&self, line: usize, ship: &mut Vec<Shipped>) {
        let (own, line) = (u32::try_from(self.lines.len()).unwrap_or(u32::MAX), u32::try_from(line).unwrap_or(u32::MAX));
        let apart: Vec<Shipped> = ship.iter().copied().filter(|shipped| shipped.line == own).collect();
        ship.retain(|shipped| shipped.line != own);
        for unit in apart {
            match ship.iter_mut().find(|shipped| (shipped.line, shipped.location) == (line, unit.location)) {
                Some(known) => known.units += unit.units,
                None => ship.push(Shipped { line, ..unit }),
            }
        }
        ship.arrange();
    }
}
