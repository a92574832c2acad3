//! A line that is nowhere above what parcels of a location cost: so much a parcel, so much a unit.
//!
//! What services charge is constant between the bounds of their steps and never falls, so a rising line that is not above it at the
//! upper bounds is not above it anywhere. Of all such lines the one is taken that touches the price of all that the location could
//! ship, and is as high as can be below that.

use super::super::tariff::WEIGHT_MAX;
use super::order::{CostedLocation, CostedOrder, Service};
use crate::Arrange;

/// The most steps of equal size whose bounds are looked at one by one.
const INCREMENTS_MAX: u64 = 64;

/// A cost of a parcel and of its units that together are never more than the true cost, both times a scale.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub(super) struct Linear {
    pub(super) fixed: i64,
    /// By line.
    pub(super) units: Vec<i64>,
}

/// A weight, and what the cheapest service charges for it and for no less than it.
type Point = (u64, i64);

/// The line of a location, times `scale`. None if it cannot ship anything.
pub(super) fn linear(order: &CostedOrder, location: &CostedLocation, scale: i64) -> Option<Linear> {
    let measures = measures(order, location);
    let weighed = measures.iter().zip(&location.units).filter(|(_, units)| **units > 0);
    let lightest = weighed.clone().map(|(measure, _)| *measure).min()?;
    let heaviest =
        weighed.fold(0, |sum: u64, (measure, units)| sum.saturating_add(measure.saturating_mul(u64::from(units.unsigned_abs()))));
    let mut points: Vec<Point> = location.services.iter().flat_map(|service| bounds(service, lightest, heaviest)).collect();
    points.arrange();
    let weight = points.last()?.0;
    let amount = points.iter().filter(|(other, _)| *other == weight).map(|(_, cost)| *cost).min()?;
    // No point to the left is below the line, and one is on it: the last edge of the hull.
    let mut slope = Slope { rise: 0, run: 1 };
    for (other, cost) in points.iter().filter(|(other, _)| *other < weight) {
        slope = slope.steeper(Slope { rise: i128::from(amount) - i128::from(*cost), run: i128::from(weight - other) });
    }
    let scale = i128::from(scale);
    let own = i128::from(location.per_parcel);
    let mut fixed = (i128::from(amount) + own) * scale - slope.times(weight, scale, true);
    if fixed < 0 {
        // The parcel itself must not cost less than nothing: a flatter line from there.
        slope = points.iter().filter(|(weight, _)| *weight > 0).fold(None, |least: Option<Slope>, (weight, cost)| {
            let slope = Slope { rise: i128::from(*cost) + own, run: i128::from(*weight) };
            Some(least.map_or(slope, |least| least.flatter(slope)))
        })?;
        fixed = 0;
    }
    let units = measures.iter().map(|measure| i64::try_from(slope.times(*measure, scale, false)).unwrap_or(0));
    Some(Linear { fixed: i64::try_from(fixed).ok()?, units: units.collect() })
}

/// What a unit of each line counts as at least, in grams, by whatever service: what it weighs, or what its size comes to.
fn measures(order: &CostedOrder, location: &CostedLocation) -> Vec<u64> {
    let grams: Vec<u64> = order.lines.iter().map(|line| line.unit.grams).collect();
    let divisor = location.services.iter().map(|service| service.tariff.divisor).min().flatten();
    let widest = location.services.iter().filter_map(|service| service.tariff.divisor).max();
    let (Some(_), Some(widest)) = (divisor, widest.filter(|widest| *widest > 0)) else { return grams };
    let by_size = order.lines.iter().map(|line| {
        let size = u64::try_from(line.unit.volume / u128::from(widest)).unwrap_or(u64::MAX);
        size.saturating_add(line.unit.unsized_grams)
    });
    let by_size: Vec<u64> = by_size.collect();
    let sum = |measures: &[u64]| {
        let all = measures.iter().zip(&location.units).map(|(measure, units)| u128::from(*measure) * u128::from(units.unsigned_abs()));
        all.sum::<u128>()
    };
    if sum(&by_size) > sum(&grams) { by_size } else { grams }
}

/// The upper bounds of the steps between two weights, and what they cost at least.
fn bounds(service: &Service, lightest: u64, heaviest: u64) -> Vec<Point> {
    let tariff = &service.tariff;
    let total = |weight: i64| weight + tariff.fuel(weight) + tariff.remote + tariff.per_parcel + service.extra;
    let mut points = Vec::new();
    for (bound, amount) in &tariff.steps {
        if *bound >= lightest {
            points.push(((*bound).min(heaviest), total(*amount)));
        }
        if *bound >= heaviest {
            return points;
        }
    }
    let (Some((last, price)), Some((each, further))) = (tariff.steps.last(), tariff.beyond) else { return points };
    let each = each.max(1);
    let first = lightest.saturating_sub(*last).div_ceil(each).max(1);
    let end = heaviest.saturating_sub(*last).div_ceil(each);
    let mut push = |times: u64, less: i64| {
        let weight = last.saturating_add(times.saturating_mul(each));
        if let Some(amount) = tariff.weight(weight) {
            points.push((weight.min(heaviest), total(amount) - less));
        }
    };
    if end.saturating_sub(first) <= INCREMENTS_MAX {
        (first..=end).for_each(|times| push(times, 0));
        return points;
    }
    // Many alike: the line between the outer ones is below those between, but for the rounding of fuel.
    let taken = u64::try_from((WEIGHT_MAX - price) / further.max(1)).unwrap_or_default();
    let end = end.min(taken).max(first);
    push(first, 1);
    push(end.saturating_sub(1).max(first), 1);
    push(end, 0);
    points
}

/// A rise over a run, exactly.
#[derive(Clone, Copy, Debug)]
struct Slope {
    rise: i128,
    run: i128,
}

impl Slope {
    fn steeper(self, other: Slope) -> Slope {
        if other.rise * self.run > self.rise * other.run { other } else { self }
    }

    fn flatter(self, other: Slope) -> Slope {
        if other.rise * self.run < self.rise * other.run { other } else { self }
    }

    /// What it comes to over a weight, rounded up or down.
    fn times(self, weight: u64, scale: i128, up: bool) -> i128 {
        let rise = self.rise.saturating_mul(scale).saturating_mul(i128::from(weight));
        let whole = rise.div_euclid(self.run.max(1));
        if up && rise.rem_euclid(self.run.max(1)) != 0 { whole + 1 } else { whole }
    }
}
