//! What units are worth, for rules that say what a parcel is worth at least.

use super::attempt::{Bundle, Shipment};
use crate::cumulative_share;
use crate::routing::candidate::Demand;

/// What units are worth, in minor units of the order's currency.
pub(super) struct Values {
    /// What a parcel is worth at least; none: no order in another currency is divided.
    pub(super) least: Option<i64>,
    /// The worth of all units of the SKU on the order, how many those are, and how many are wanted.
    pub(super) by_demand: Vec<(i64, i64, i64)>,
}

impl Values {
    fn of(&self, demand: usize, units: i64) -> i64 {
        self.by_demand.get(demand).map_or(0, |(total, all, _)| cumulative_share(*total, units, *all))
    }

    /// As many parcels as there are least values in the whole.
    pub(super) fn parcels_max(&self) -> usize {
        let all = self.by_demand.iter().enumerate().fold(0_i64, |sum, (place, (_, _, units))| sum.saturating_add(self.of(place, *units)));
        match self.least {
            None => 1,
            Some(least) if least <= 0 => usize::MAX,
            Some(least) => usize::try_from(all / least).unwrap_or(usize::MAX),
        }
    }

    /// Whether a part of what goes together may be one parcel of several.
    pub(super) fn allow_parcel(&self, bundles: &[Bundle], part: &[i32], demands: &[Demand]) -> bool {
        let of_bundle = |(bundle, units): (&Bundle, &i32)| {
            let members = bundle.members.iter().filter_map(|member| Some((*member, demands.get(*member)?.units)));
            members.fold(0_i64, |sum, (member, all)| {
                let units = if !bundle.together {
                    i64::from(*units)
                } else if *units > 0 {
                    all
                } else {
                    0
                };
                sum.saturating_add(self.of(member, units))
            })
        };
        let worth = bundles.iter().zip(part).map(of_bundle).fold(0_i64, i64::saturating_add);
        self.least.is_some_and(|least| worth >= least)
    }

    pub(super) fn allow(&self, plan: &Shipment) -> bool {
        let worth = |location: usize| {
            let here = plan.units.iter().filter(|(_, at, _)| *at == location);
            here.fold(0_i64, |sum, (demand, _, units)| sum.saturating_add(self.of(*demand, *units)))
        };
        plan.locations.len() <= 1 || self.least.is_some_and(|least| plan.locations.iter().all(|location| worth(*location) >= least))
    }
}
