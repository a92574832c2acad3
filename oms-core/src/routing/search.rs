//! The search for the fewest parcels: exact up to a stated number of steps.
//!
//! Sets of locations are looked at by size. The first size at which some set has all the units is the fewest number of
//! parcels; among the sets of that size the least sum of priorities wins, then the least sum of distances, then the set
//! whose most preferred locations come first. A branch is left when even the best locations still to come could not fill it.

use smallvec::{SmallVec, smallvec};

use super::candidate::{Candidate, Demand};
use crate::Arrange;

/// The best set of locations found.
#[derive(Debug)]
pub(crate) struct Found {
    /// Places in the list of candidates, ascending: most preferred first.
    pub(crate) chosen: Chosen,
    /// Whether no better set exists.
    pub(crate) proven: bool,
}

/// Places in the list of candidates.
pub(crate) type Chosen = SmallVec<[usize; 4]>;

/// Why there is no set.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum NotFound {
    /// All locations together have too little.
    Stock,
    /// The units are there, in more parcels than allowed.
    Parcels,
}

/// Looks for the best set of at most `parcels_max` candidates that have all the units.
pub(crate) fn fewest_parcels(
    candidates: &[Candidate<'_>],
    demands: &[Demand],
    parcels_max: usize,
    steps_max: u32,
) -> Result<Found, NotFound> {
    if let Some(single) = candidates.iter().position(|candidate| covers_alone(candidate, demands)) {
        return Ok(Found { chosen: smallvec![single], proven: true });
    }
    let total = |demand: usize| candidates.iter().map(|candidate| gives(candidate, demand)).sum::<i64>();
    if demands.iter().enumerate().any(|(place, demand)| total(place) < demand.units) {
        return Err(NotFound::Stock);
    }
    let mut search = Search::new(candidates, demands, steps_max);
    for size in 2..=candidates.len().min(parcels_max) {
        search.look(size);
        if let Some((_, chosen)) = search.best.take() {
            return Ok(Found { chosen, proven: !search.is_spent() });
        }
        if search.is_spent() {
            break;
        }
    }
    // Either no set is small enough, or the steps are used up: the plain way tells which.
    let chosen = greedy(candidates, demands);
    if chosen.len() > parcels_max { Err(NotFound::Parcels) } else { Ok(Found { chosen, proven: false }) }
}

fn gives(candidate: &Candidate<'_>, demand: usize) -> i64 {
    candidate.gives.get(demand).copied().unwrap_or_default()
}

/// Whether a location has all the units.
pub(crate) fn covers_alone(candidate: &Candidate<'_>, demands: &[Demand]) -> bool {
    candidate.gives.iter().zip(demands).all(|(gives, demand)| *gives >= demand.units)
}

struct Search<'a> {
    candidates: &'a [Candidate<'a>],
    /// The most any candidate from a place on can give of each demand: a row of demands for each place.
    best_from: Vec<i64>,
    steps_left: u32,
    chosen: Chosen,
    missing: SmallVec<[i64; 4]>,
    best: Option<((u64, u64), Chosen)>,
}

impl<'a> Search<'a> {
    fn new(candidates: &'a [Candidate<'a>], demands: &[Demand], steps_max: u32) -> Search<'a> {
        let mut best_from: Vec<i64> = candidates.iter().flat_map(|candidate| candidate.gives.iter().copied()).collect();
        let mut best: SmallVec<[i64; 4]> = smallvec![0; demands.len()];
        for row in best_from.rchunks_exact_mut(demands.len().max(1)) {
            for (best, gives) in best.iter_mut().zip(row) {
                *best = (*best).max(*gives);
                *gives = *best;
            }
        }
        let missing = demands.iter().map(|demand| demand.units).collect();
        Search { candidates, best_from, steps_left: steps_max, chosen: Chosen::new(), missing, best: None }
    }

    fn is_spent(&self) -> bool {
        self.steps_left == 0
    }

    /// Looks at all sets of one size.
    fn look(&mut self, size: usize) {
        self.extend(0, size);
    }

    fn extend(&mut self, from: usize, left: usize) {
        for place in from..=self.candidates.len().saturating_sub(left) {
            if self.steps_left == 0 {
                return;
            }
            self.steps_left -= 1;
            if !self.can_fill(place, left) {
                return;
            }
            let Some(candidate) = self.candidates.get(place) else { return };
            for (missing, gives) in self.missing.iter_mut().zip(&candidate.gives) {
                *missing -= gives;
            }
            self.chosen.push(place);
            if left > 1 {
                self.extend(place + 1, left - 1);
            } else if self.missing.iter().all(|missing| *missing <= 0) {
                self.weigh();
            }
            self.chosen.pop();
            for (missing, gives) in self.missing.iter_mut().zip(&candidate.gives) {
                *missing += gives;
            }
        }
    }

    /// Whether `left` locations from `place` on could give all that is missing. It gets no easier further on.
    fn can_fill(&self, place: usize, left: usize) -> bool {
        let demands = self.missing.len();
        let Some(best) = self.best_from.get(place * demands..(place + 1) * demands) else { return false };
        let times = i64::try_from(left).unwrap_or(i64::MAX);
        self.missing.iter().zip(best).all(|(missing, best)| *missing <= best.saturating_mul(times))
    }

    /// Keeps the chosen set if it is better than the best so far. Sets come in order of preference, so equal ones are not.
    fn weigh(&mut self) {
        let chosen = || self.chosen.iter().filter_map(|place| self.candidates.get(*place));
        let priority: u64 = chosen().map(|candidate| u64::from(candidate.priority)).sum();
        let distance: u64 = chosen().map(|candidate| candidate.distance.unwrap_or_default()).fold(0, u64::saturating_add);
        let weight = (priority, distance);
        if self.best.as_ref().is_none_or(|(best, _)| weight < *best) {
            self.best = Some((weight, self.chosen.clone()));
        }
    }
}

/// Takes, again and again, the location that gives most of what is missing.
fn greedy(candidates: &[Candidate<'_>], demands: &[Demand]) -> Chosen {
    let mut missing: SmallVec<[i64; 4]> = demands.iter().map(|demand| demand.units).collect();
    let mut chosen = Chosen::new();
    while missing.iter().any(|missing| *missing > 0) {
        let helps = |candidate: &Candidate<'_>| {
            candidate.gives.iter().zip(&missing).map(|(gives, missing)| (*gives).min(*missing).max(0)).sum::<i64>()
        };
        let unchosen = candidates.iter().enumerate().filter(|(place, _)| !chosen.contains(place));
        let Some((place, candidate)) = unchosen.max_by_key(|(place, candidate)| (helps(candidate), std::cmp::Reverse(*place))) else {
            break;
        };
        for (missing, gives) in missing.iter_mut().zip(&candidate.gives) {
            *missing -= gives;
        }
        chosen.push(place);
    }
    chosen.arrange();
    chosen
}
