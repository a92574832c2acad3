//! Locations that might ship, and what each could give.

use smallvec::SmallVec;

use super::{Point, Reason};
use crate::batch::{LocationIndex, SkuIndex, Workspace};
use crate::inventory::free_units;
use crate::lot::Need;
use crate::order::Order;
use crate::settings::{Channel, Location, Settings};
use crate::{Address, Arrange, Country, LocationId};

/// Units of one SKU that need a location.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Demand {
    pub(crate) sku: SkuIndex,
    pub(crate) units: i64,
    /// What is asked of its lots, if the item is kept by lot.
    pub(crate) need: Option<Need>,
}

/// A location that has at least one of the units.
#[derive(Debug)]
pub(crate) struct Candidate<'a> {
    pub(crate) id: &'a LocationId,
    pub(crate) index: LocationIndex,
    pub(crate) priority: u16,
    pub(crate) distance: Option<u64>,
    /// Units it could give of each demand, at most what is demanded.
    pub(crate) gives: SmallVec<[i64; 4]>,
}

/// A location with its priority and its distance from the address, if both are on the map.
pub(crate) type EligibleLocation<'a> = (&'a LocationId, LocationIndex, u16, Option<u64>);

/// Who may ship an order at all.
#[derive(Debug)]
pub(crate) struct Eligible<'a> {
    pub(crate) locations: SmallVec<[EligibleLocation<'a>; 8]>,
    pub(crate) passed_over: SmallVec<[(Reason, &'a LocationId); 8]>,
}

/// The only location that units may come from: where an order is collected, or that delivers in its slot.
#[derive(Clone, Copy, Debug)]
pub(crate) struct From<'a> {
    pub(crate) location: &'a LocationId,
    /// Whether it is collected: then it matters whether the location hands orders over, and not where it ships to.
    pub(crate) collected: bool,
}

/// Why a location may not serve an order whatever it has in stock, if it may not.
pub(crate) fn barred(location: &Location, channel: &Channel, country: Option<&Country>, from: Option<From<'_>>) -> Option<Reason> {
    let serves = if from.is_some_and(|from| from.collected) { location.pickup } else { location.serves(country) };
    if from.is_some_and(|from| *from.location != location.id) {
        Some(Reason::OtherLocation)
    } else if !serves {
        Some(Reason::DoesNotServe)
    } else if !channel.uses(&location.id) {
        Some(Reason::NotInChannel)
    } else {
        None
    }
}

/// Locations that may serve the address, or hand over what is collected, and belong to the channel, by id.
pub(crate) fn eligible<'a>(
    work: &mut Workspace,
    settings: &'a Settings,
    channel: &Channel,
    address: Option<&Address>,
    from: Option<From<'_>>,
) -> Eligible<'a> {
    let country = address.map(|address| &address.country);
    let destination = address.and_then(|address| address.coordinates.as_ref()).map(Point::of);
    let points = work.points();
    let mut found = Eligible { locations: SmallVec::new(), passed_over: SmallVec::new() };
    for (location, (index, point)) in settings.locations.iter().zip(points.iter()) {
        if let Some(reason) = barred(location, channel, country, from) {
            found.passed_over.push((reason, &location.id));
        } else {
            let distance = point.zip(destination).map(|(from, to)| from.metres_to(to));
            found.locations.push((&location.id, *index, location.priority, distance));
        }
    }
    found
}

/// What each eligible location could give, most preferred first: by priority, by distance where all are known, by id.
pub(crate) fn candidates<'a>(
    work: &Workspace,
    eligible: &mut Eligible<'a>,
    channel: &Channel,
    demands: &[Demand],
    excluded: impl Fn(SkuIndex, &LocationId) -> bool,
) -> Vec<Candidate<'a>> {
    let mut candidates = Vec::with_capacity(eligible.locations.len());
    for (id, index, priority, distance) in &eligible.locations {
        let (mut any, mut barred) = (false, false);
        let gives = demands.iter().map(|demand| {
            let untracked = work.item(demand.sku).is_some_and(|item| !item.tracked);
            let free = if untracked {
                demand.units
            } else {
                free_units(work, demand.sku, *index, channel, demand.need.as_ref()).clamp(0, demand.units)
            };
            let gives = if free > 0 && excluded(demand.sku, id) {
                barred = true;
                0
            } else {
                free
            };
            any |= gives > 0;
            gives
        });
        let gives = gives.collect();
        if any {
            candidates.push(Candidate { id, index: *index, priority: *priority, distance: *distance, gives });
        } else {
            eligible.passed_over.push((if barred { Reason::Excluded } else { Reason::NoStock }, id));
        }
    }
    // Distance decides only where every location compared has a place on the map.
    if candidates.iter().any(|candidate| candidate.distance.is_none()) {
        candidates.iter_mut().for_each(|candidate| candidate.distance = None);
    }
    candidates.arrange_by(|a, b| (a.priority, a.distance, a.id).cmp(&(b.priority, b.distance, b.id)));
    candidates
}

/// Whether a location has been excluded for units of that SKU.
pub(crate) fn is_excluded(order: &Order, sku: &crate::Sku, location: &LocationId) -> bool {
    let excluded = |line| order.exclusions.iter().any(|exclusion| &exclusion.line == line && &exclusion.location == location);
    !order.exclusions.is_empty() && order.lines.iter().any(|line| &line.sku == sku && excluded(&line.id))
}
