//! What is left of a problem when locations that cannot matter are gone, in the form that the search works on.

use super::problem::{Problem, ProblemError};

/// What a location can ship of one line.
#[derive(Clone, Copy, Debug)]
pub(super) struct Entry {
    pub(super) line: u32,
    pub(super) units: i32,
    /// What a unit costs, scaled.
    pub(super) cost: i64,
}

/// A location that might ship.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Candidate {
    pub(super) location: u32,
    /// Its entries: from, to.
    from: usize,
    to: usize,
    /// What it costs that it ships at all, scaled.
    pub(super) fixed: i64,
}

/// Why a location is no candidate, or no longer.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub(super) enum Fate {
    /// It has none of the units at a cost below the penalty.
    #[default]
    NoStock,
    /// The other location can do all it does, at no greater cost.
    Dominated(u32),
    /// Every plan with it costs at least so much, scaled.
    AtLeast(i64),
    /// It took part in the search.
    Searched,
}

/// Candidates and lines, and what was found out about the locations.
///
/// Costs are scaled by a power of two, so that prices have fractions. Checked problems are small enough that no sum overflows.
#[derive(Debug, Default)]
pub(super) struct Net {
    /// Lines in canonical order.
    pub(super) order: Vec<u32>,
    /// Locations by rank; empty: as they come.
    pub(super) locations: Vec<u32>,
    pub(super) candidates: Vec<Candidate>,
    entries: Vec<Entry>,
    /// Units wanted, by line in canonical order.
    pub(super) wanted: Vec<i64>,
    /// Penalties, scaled, by line in canonical order.
    pub(super) penalties: Vec<i64>,
    /// By place of the location.
    pub(super) fates: Vec<Fate>,
    pub(super) shift: u32,
    pub(super) shipments_max: usize,
    /// The candidate that every plan must pay for.
    pub(super) forced: Option<usize>,
    stocked: Vec<u64>,
    full: Vec<u64>,
    by_fixed: Vec<u32>,
    kept: Vec<u32>,
    kept_full: Vec<u64>,
}

impl Net {
    /// Puts lines and locations in the order that does not depend on how they were handed over.
    pub(super) fn sort(&mut self, problem: &Problem<'_>) -> Result<(), ProblemError> {
        self.locations.clear();
        if let Some(ranks) = problem.ranks {
            let rank = |place: u32| ranks.get(place as usize).copied().unwrap_or_default();
            self.locations.extend((0..).take(ranks.len()));
            self.locations.sort_unstable_by_key(|place| rank(*place));
            let twice = |pair: &[u32]| matches!(pair, [a, b] if rank(*a) == rank(*b));
            if let Some([first, _]) = self.locations.windows(2).find(|pair| twice(pair)) {
                return Err(ProblemError::Rank { rank: rank(*first) });
            }
        }
        self.order.clear();
        let wanted = (0..).zip(problem.lines).filter(|(_, line)| line.quantity > 0).map(|(place, _)| place);
        self.order.extend(wanted);
        let locations = &self.locations;
        let by_content = |a: &u32, b: &u32| {
            let (a, b) = (*a as usize, *b as usize);
            let key = |line: usize| problem.lines.get(line).map(|line| (line.short_penalty, line.quantity));
            key(a).cmp(&key(b)).then_with(|| {
                if locations.is_empty() {
                    return problem.costs_of(a).cmp(problem.costs_of(b)).then_with(|| problem.units_of(a).cmp(problem.units_of(b)));
                }
                let cost = |line: usize, place: &u32| problem.costs_of(line).get(*place as usize).copied();
                let units = |line: usize, place: &u32| problem.units_of(line).get(*place as usize).copied();
                let costs = locations.iter().map(|place| cost(a, place)).cmp(locations.iter().map(|place| cost(b, place)));
                costs.then_with(|| locations.iter().map(|place| units(a, place)).cmp(locations.iter().map(|place| units(b, place))))
            })
        };
        if self.order.len() > 1 {
            self.order.sort_unstable_by(by_content);
        }
        Ok(())
    }

    /// Takes lines and locations in the order in which they come.
    pub(super) fn take_as_is(&mut self, problem: &Problem<'_>) {
        self.locations.clear();
        self.order.clear();
        self.order.extend((0..).zip(problem.lines).filter(|(_, line)| line.quantity > 0).map(|(place, _)| place));
    }

    /// Finds the candidates and writes down what they can ship.
    pub(super) fn build(&mut self, problem: &Problem<'_>, worst: i64, forced: Option<usize>) {
        // Room for twice the dearest plan, which no sum of gains of one location exceeds.
        self.shift = worst.max(1).leading_zeros().saturating_sub(4).min(10);
        self.shipments_max = problem.shipments_max;
        self.survey(problem);
        self.keep_undominated(problem, forced);
        self.candidates.clear();
        self.entries.clear();
        self.wanted.clear();
        self.penalties.clear();
        for line in &self.order {
            if let Some(line) = problem.lines.get(*line as usize) {
                self.wanted.push(i64::from(line.quantity));
                self.penalties.push(line.short_penalty << self.shift);
            }
        }
        self.forced = None;
        for location in &self.kept {
            let place = *location as usize;
            let from = self.entries.len();
            for (number, line) in (0..).zip(&self.order) {
                if let Some((units, cost)) = problem.offer(*line as usize, place) {
                    self.entries.push(Entry { line: number, units, cost: cost << self.shift });
                }
            }
            if forced == Some(place) {
                self.forced = Some(self.candidates.len());
            }
            let fixed = problem.fixed.get(place).copied().unwrap_or_default() << self.shift;
            self.candidates.push(Candidate { location: *location, from, to: self.entries.len(), fixed });
        }
    }

    pub(super) fn entries_of(&self, candidate: &Candidate) -> &[Entry] {
        self.entries.get(candidate.from..candidate.to).unwrap_or_default()
    }

    /// Units that a candidate could ship.
    pub(super) fn units_of(&self, candidate: &Candidate) -> i64 {
        self.entries_of(candidate).iter().map(|entry| i64::from(entry.units)).sum()
    }

    /// Which lines each location has any, and all units of: a bit a line, as long as there are bits.
    fn survey(&mut self, problem: &Problem<'_>) {
        let width = problem.fixed.len();
        for bits in [&mut self.stocked, &mut self.full] {
            bits.clear();
            bits.resize(width, 0);
        }
        self.fates.clear();
        self.fates.resize(width, Fate::NoStock);
        for (number, line) in self.order.iter().enumerate() {
            let Some(wanted) = problem.lines.get(*line as usize) else { continue };
            let bit = 1_u64 << (number % 64);
            let cells = problem.units_of(*line as usize).iter().zip(problem.costs_of(*line as usize));
            for ((stocked, full), (units, cost)) in self.stocked.iter_mut().zip(&mut self.full).zip(cells) {
                if *units > 0 && *cost <= wanted.short_penalty {
                    *stocked |= bit;
                    if *units >= wanted.quantity {
                        *full |= bit;
                    }
                }
            }
        }
    }

    /// Keeps the locations that no other can replace whatever the rest of the plan is.
    fn keep_undominated(&mut self, problem: &Problem<'_>, forced: Option<usize>) {
        self.by_fixed.clear();
        for (place, stocked) in (0..).zip(&self.stocked) {
            if *stocked != 0 || forced == Some(place as usize) {
                self.by_fixed.push(place);
            }
        }
        let fixed = |place: u32| problem.fixed.get(place as usize).copied().unwrap_or_default();
        let rank = |place: u32| problem.ranks.map_or(place, |ranks| ranks.get(place as usize).copied().unwrap_or_default());
        self.by_fixed.sort_unstable_by_key(|place| (fixed(*place), rank(*place)));
        self.kept.clear();
        self.kept_full.clear();
        if problem.shipments_max == 0 {
            return;
        }
        for place in &self.by_fixed {
            // Most are ruled out by the lines they have: those are looked at before all else.
            let stocked = self.stocked.get(*place as usize).copied().unwrap_or_default();
            let others = self.kept.iter().zip(&self.kept_full).filter(|(_, full)| stocked & !**full == 0).map(|(other, _)| other);
            let by = others.copied().find(|other| forced != Some(*place as usize) && self.dominates(problem, *other, *place));
            if let Some(by) = by {
                set_fate(&mut self.fates, *place, Fate::Dominated(by));
            } else {
                set_fate(&mut self.fates, *place, Fate::Searched);
                self.kept.push(*place);
                self.kept_full.push(self.full.get(*place as usize).copied().unwrap_or_default());
            }
        }
        // Of equal fixed costs, one that came later may dominate as well.
        let mut place = 0;
        while let Some(location) = self.kept.get(place).copied() {
            let later = self.kept.iter().skip(place + 1).take_while(|other| fixed(**other) == fixed(location));
            let by = later.copied().find(|other| forced != Some(location as usize) && self.dominates(problem, *other, location));
            if let Some(by) = by {
                set_fate(&mut self.fates, location, Fate::Dominated(by));
                self.kept.remove(place);
            } else {
                place += 1;
            }
        }
        self.kept.sort_unstable_by_key(|place| rank(*place));
    }

    /// Whether `by`, whose fixed cost is no greater, has all units of every line that `location` has any of, at no greater cost.
    fn dominates(&self, problem: &Problem<'_>, by: u32, location: u32) -> bool {
        let (by, location) = (by as usize, location as usize);
        let stocked = self.stocked.get(location).copied().unwrap_or_default();
        let full = self.full.get(by).copied().unwrap_or_default();
        if stocked & !full != 0 {
            return false;
        }
        let all_bits = self.order.len() <= 64;
        let width = problem.fixed.len();
        self.order.iter().enumerate().all(|(number, line)| {
            if all_bits && stocked & (1 << (number % 64)) == 0 {
                return true;
            }
            let row = *line as usize * width;
            if all_bits {
                return problem.unit_costs.get(row + by) <= problem.unit_costs.get(row + location);
            }
            let Some((_, cost)) = problem.offer(*line as usize, location) else { return true };
            let quantity = problem.lines.get(*line as usize).map(|line| line.quantity);
            problem.offer(*line as usize, by).is_some_and(|(units, other)| Some(units) >= quantity && other <= cost)
        })
    }
}

fn set_fate(fates: &mut [Fate], location: u32, fate: Fate) {
    if let Some(found) = fates.get_mut(location as usize) {
        *found = fate;
    }
}
