//! A ranking as weights: every criterion counts for more than all that follow it together.

use smallvec::SmallVec;

use super::places::Used;
use super::rules::RankBy;
use crate::sourcing::COST_MAX;

/// What each location costs so that the cheapest plan is the best ranked one.
#[derive(Debug)]
pub(super) struct Weights {
    /// By location.
    pub(super) fixed: Vec<i64>,
    /// What a unit costs that nobody ships: more than any plan.
    pub(super) penalty: i64,
    /// Criteria with the weight of one, first to last.
    scale: SmallVec<[(RankBy, i64); 4]>,
    /// By how many bits figures of distance and priority were cut off to keep sums exact; none nearly always.
    cut: u32,
}

impl Weights {
    /// Weights for plans of at most `parcels` locations and so many units.
    pub(super) fn of(rank: &[RankBy], used: &[Used<'_>], parcels: usize, units: i64) -> Weights {
        let columns = columns(rank, used);
        let mut cut = 0;
        loop {
            let weights = weigh(&columns, parcels, cut);
            let all: i64 = weights.fixed.iter().fold(0, |sum: i64, fixed| sum.saturating_add(*fixed));
            let worst = weights.penalty.saturating_add(1).saturating_mul(units.saturating_add(1)).saturating_add(all);
            if worst <= COST_MAX || cut >= 40 {
                return weights;
            }
            cut += 1;
        }
    }

    /// The same with a further criterion behind, of which all differences together are less than `step`.
    pub(super) fn then(mut self, by: RankBy, step: i64) -> Weights {
        self.scale.iter_mut().for_each(|(_, weight)| *weight = weight.saturating_mul(step));
        self.scale.push((by, 1));
        self
    }

    /// What a difference in cost says: the criterion that it is about, and by how much at least. None if there is no difference.
    pub(super) fn read(&self, difference: i64) -> Option<(RankBy, i64)> {
        let (by, weight) = self.scale.iter().find(|(_, weight)| difference >= *weight)?;
        let units = difference / (*weight).max(1);
        let is_cut = matches!(by, RankBy::Distance | RankBy::Priority);
        // What was cut off may make up for all but one of the last unit.
        let units = if is_cut && self.cut > 0 { (units - 1).max(0) << self.cut } else { units };
        Some((*by, units))
    }

    /// Whether figures were cut off: then the best plan is the best as far as they went.
    pub(super) const fn is_exact(&self) -> bool {
        self.cut == 0
    }
}

/// Criteria as they compare locations, first to last, and what each location is worth by them.
pub(super) type Columns = SmallVec<[(RankBy, Vec<i64>); 4]>;

pub(super) fn columns(rank: &[RankBy], used: &[Used<'_>]) -> Columns {
    let distances_known = used.iter().all(|used| used.site.distance.is_some());
    let days_known = used.iter().all(|used| used.site.arrives_on.is_some());
    let earliest = used.iter().filter_map(|used| used.site.arrives_on).min();
    let raw = |by: RankBy, used: &Used<'_>| -> i64 {
        match by {
            RankBy::Parcels => 1,
            RankBy::Priority => i64::from(used.site.location.priority),
            RankBy::Distance if distances_known => used.site.distance.and_then(|metres| i64::try_from(metres).ok()).unwrap_or_default(),
            RankBy::Load => i64::from(used.site.load_per_mille),
            RankBy::Days if days_known => earliest.zip(used.site.arrives_on).map_or(0, |(first, day)| first.days_until(day)),
            RankBy::Distance | RankBy::Days | RankBy::Cost => 0,
        }
    };
    let mut columns = Columns::new();
    for by in rank {
        let mut column: Vec<i64> = used.iter().map(|used| raw(*by, used)).collect();
        // Where parcels were compared before, plans compared here have as many: what all locations have in common says nothing.
        if columns.iter().any(|(by, _)| *by == RankBy::Parcels) {
            let least = column.iter().copied().min().unwrap_or_default();
            column.iter_mut().for_each(|value| *value -= least);
        }
        columns.push((*by, column));
    }
    columns
}

fn weigh(columns: &[(RankBy, Vec<i64>)], parcels: usize, cut: u32) -> Weights {
    let parcels = i64::try_from(parcels).unwrap_or(i64::MAX);
    let locations = columns.first().map_or(0, |(_, column)| column.len());
    let mut fixed = vec![0_i64; locations];
    let mut scale: SmallVec<[(RankBy, i64); 4]> = SmallVec::new();
    let mut weight = 1_i64;
    for (by, column) in columns.iter().rev() {
        let cut = if matches!(by, RankBy::Distance | RankBy::Priority) { cut } else { 0 };
        let most = column.iter().map(|value| value >> cut).max().unwrap_or_default();
        if most == 0 {
            // All are alike: it decides nothing.
            continue;
        }
        for (fixed, value) in fixed.iter_mut().zip(column) {
            *fixed = fixed.saturating_add((value >> cut).saturating_mul(weight));
        }
        scale.push((*by, weight));
        weight = weight.saturating_mul(most.saturating_mul(parcels).saturating_add(1));
    }
    scale.reverse();
    let dearest = fixed.iter().copied().max().unwrap_or_default();
    Weights { penalty: dearest.saturating_mul(parcels).saturating_add(1), fixed, scale, cut }
}
