//! The plan: which location gives how many units of what, and why it was chosen.

use smallvec::SmallVec;

use super::candidate::{Candidate, Demand, Eligible, candidates};
use super::decision::{Decision, PassedOver, Reason};
use super::search::{NotFound, covers_alone, fewest_parcels};
use crate::batch::{LocationIndex, LotIndex, Shelf, SkuIndex, Workspace};
use crate::lot::{self, LotPick};
use crate::settings::{Channel, RoutingPolicy};
use crate::{Arrange, LocationId, Quantity};

/// Stock chosen for a demand at a location.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Pick {
    pub(crate) sku: SkuIndex,
    pub(crate) location: LocationIndex,
    pub(crate) lot: Option<LotIndex>,
    pub(crate) quantity: Quantity,
}

impl Pick {
    /// Where its units lie.
    pub(crate) fn shelf(&self) -> Shelf {
        Shelf { location: self.location, lot: self.lot }
    }
}

/// As many picks as there are demands, and one more for each demand that two locations or lots share.
pub(crate) type Picks = SmallVec<[Pick; 4]>;

/// Finds who ships units that are known to be there: a single location if one can, else the fewest parcels.
pub(crate) fn plan(
    work: &Workspace,
    policy: &RoutingPolicy,
    channel: &Channel,
    eligible: &mut Eligible<'_>,
    demands: &[Demand],
    excluded: impl Fn(SkuIndex, &LocationId) -> bool,
) -> Result<(Picks, Decision), NotFound> {
    let candidates = candidates(work, eligible, channel, demands, excluded);
    let parcels_max = policy.parcels_max.map_or(usize::MAX, usize::from);
    let found = fewest_parcels(&candidates, demands, parcels_max, policy.search_steps_max)?;
    let chosen: SmallVec<[&Candidate<'_>; 4]> = found.chosen.iter().filter_map(|place| candidates.get(*place)).collect();
    let mut picks = Picks::new();
    for (place, demand) in demands.iter().enumerate() {
        let mut missing = demand.units;
        for candidate in &chosen {
            let units = candidate.gives.get(place).copied().unwrap_or_default().min(missing);
            if units > 0 {
                let quantity = Quantity::from_balance(units);
                let pick = Pick { sku: demand.sku, location: candidate.index, lot: None, quantity };
                match &demand.need {
                    None => picks.push(pick),
                    Some(need) => {
                        let lots = lot::choose(work, pick.sku, pick.location, quantity, need, channel.ignores_safety_stock);
                        picks.extend(lots.into_iter().map(|LotPick { lot, quantity }| Pick { lot, quantity, ..pick }));
                    }
                }
                missing -= units;
            }
        }
    }
    let decision = explain(&candidates, &chosen, demands, found.proven, &eligible.passed_over);
    Ok((picks, decision))
}

fn explain(
    candidates: &[Candidate<'_>],
    chosen: &[&Candidate<'_>],
    demands: &[Demand],
    proven: bool,
    filtered: &[(Reason, &LocationId)],
) -> Decision {
    let mut reasons: SmallVec<[(Reason, &LocationId); 8]> = filtered.into();
    for candidate in candidates {
        if !chosen.iter().any(|one| one.index == candidate.index) {
            reasons.push((reason(candidate, chosen, demands, proven), candidate.id));
        }
    }
    reasons.arrange();
    let alike = reasons.chunk_by(|one, next| one.0 == next.0);
    let passed_over = alike.filter_map(|group| {
        let (reason, _) = *group.first()?;
        Some(PassedOver { reason, locations: group.iter().map(|(_, location)| LocationId::clone(location)).collect() })
    });
    Decision {
        chosen: chosen.iter().map(|candidate| candidate.id.clone()).collect(),
        proven,
        passed_over: passed_over.collect(),
        policy: None,
    }
}

/// Why a location that has units was not chosen: what it would have made worse than the least preferred of those chosen.
fn reason(candidate: &Candidate<'_>, chosen: &[&Candidate<'_>], demands: &[Demand], proven: bool) -> Reason {
    let Some(last) = chosen.last() else { return Reason::NotSearched };
    if !proven {
        Reason::NotSearched
    } else if chosen.len() == 1 && !covers_alone(candidate, demands) {
        Reason::MoreParcels
    } else if candidate.priority > last.priority {
        Reason::LowerPriority
    } else if candidate.distance > last.distance {
        Reason::Farther
    } else if candidate.priority == last.priority && candidate.distance == last.distance && candidate.id > last.id {
        Reason::LaterId
    } else {
        // It comes before one that was chosen, so it did not fit: with it, more parcels or a worse sum would have been needed.
        Reason::MoreParcels
    }
}
