//! Locations as a rule sees them: which it leaves out and why, and what the others could give.

use smallvec::SmallVec;
use smol_str::{SmolStr, ToSmolStr, format_smolstr};

use super::record::LocationCode;
use super::rules::LocationFilter;
use crate::batch::{LocationIndex, Workspace};
use crate::calendar::{Calendar, Day};
use crate::inventory::free_units;
use crate::order::Order;
use crate::routing::candidate::{Demand, EligibleLocation, is_excluded};
use crate::routing::capacity::taken_per_mille;
use crate::settings::{Channel, Location};
use crate::{LocationId, Tag};

/// A location that may serve an order, before any rule.
#[derive(Clone, Debug)]
pub(super) struct Site<'a> {
    pub(super) location: &'a Location,
    pub(super) index: LocationIndex,
    pub(super) distance: Option<u64>,
    /// Units it has of each demand: none where it was excluded, as many as are wanted of what is not tracked.
    pub(super) free: SmallVec<[i64; 4]>,
    /// Whether it was excluded for units that it has.
    excluded: bool,
    pub(super) ships_on: Option<Day>,
    pub(super) arrives_on: Option<Day>,
    /// How much of its day it has taken on, in thousandths.
    pub(super) load_per_mille: u16,
}

/// A location that a rule uses.
#[derive(Clone, Debug)]
pub(super) struct Used<'a> {
    pub(super) site: &'a Site<'a>,
    /// Units it could give of each demand, at most what is wanted.
    pub(super) gives: SmallVec<[i64; 4]>,
}

/// Why a rule does not use a location, with the figures.
#[derive(Clone, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub(super) struct LeftOut {
    pub(super) code: LocationCode,
    pub(super) capability: Option<Tag>,
    pub(super) found: Option<SmolStr>,
    pub(super) limit: Option<SmolStr>,
}

impl LeftOut {
    pub(super) fn by(code: LocationCode) -> LeftOut {
        LeftOut { code, capability: None, found: None, limit: None }
    }

    fn figures(code: LocationCode, found: impl Into<SmolStr>, limit: impl Into<SmolStr>) -> LeftOut {
        LeftOut { code, capability: None, found: Some(found.into()), limit: Some(limit.into()) }
    }
}

/// All locations that may serve an order, by id.
pub(super) fn sites<'a>(
    work: &Workspace,
    order: &Order,
    channel: &Channel,
    locations: &'a [Location],
    places: &[EligibleLocation<'a>],
    demands: &[Demand],
) -> Vec<Site<'a>> {
    let mut found = Vec::with_capacity(places.len());
    for (id, index, _, distance) in places {
        let Some(location) = locations.binary_search_by(|location| location.id.cmp(id)).ok().and_then(|place| locations.get(place)) else {
            continue;
        };
        let mut excluded = false;
        let free = demands.iter().map(|demand| {
            let free = match work.item(demand.sku) {
                Some(item) if !item.tracked => demand.units,
                _ => free_units(work, demand.sku, *index, channel, demand.need.as_ref()).max(0),
            };
            if free > 0 && is_excluded(order, work.slot(demand.sku).sku(), id) {
                excluded = true;
                0
            } else {
                free
            }
        });
        let free = free.collect();
        let ships_on = location.dispatch.as_ref().map(|dispatch| dispatch.ships_on(work.now()));
        let transit = location.dispatch.as_ref().and_then(|dispatch| dispatch.transit_days);
        let arrives_on = ships_on.zip(transit).map(|(day, transit)| day.later(transit));
        let load_per_mille = taken_per_mille(work, location);
        found.push(Site { location, index: *index, distance: *distance, free, excluded, ships_on, arrives_on, load_per_mille });
    }
    found
}

/// The day an order is promised for, by its own clocks.
pub(super) fn promised_on(order: &Order) -> Option<Day> {
    order.promised_at.map(|at| Calendar::of(&order.time_zone).day(at))
}

impl LocationFilter {
    /// Whether a rule uses a location for any of the demands, and then for what.
    pub(super) fn admit<'a>(&self, work: &Workspace, site: &'a Site<'a>, order: &Order, demands: &[Demand]) -> Result<Used<'a>, LeftOut> {
        self.check(site, order)?;
        let (mut lacks, mut kept) = (None, false);
        let floor = self.stock_floor.units();
        let gives = demands.iter().zip(&site.free).map(|(demand, free)| {
            let item = work.item(demand.sku);
            let missing = item.and_then(|item| item.requires.iter().find(|tag| !site.location.capabilities.contains(tag)));
            if let Some(missing) = missing.filter(|_| *free > 0) {
                lacks.get_or_insert_with(|| missing.clone());
                return 0;
            }
            let left = if item.is_some_and(|item| item.tracked) { (free - floor).max(0) } else { *free };
            kept |= *free > 0 && left == 0;
            left.min(demand.units)
        });
        let gives: SmallVec<[i64; 4]> = gives.collect();
        if gives.iter().any(|gives| *gives > 0) {
            Ok(Used { site, gives })
        } else if let Some(capability) = lacks {
            Err(LeftOut { capability: Some(capability), ..LeftOut::by(LocationCode::Capability) })
        } else if kept {
            Err(LeftOut { limit: Some(floor.to_smolstr()), ..LeftOut::by(LocationCode::StockFloor) })
        } else {
            Err(LeftOut::by(if site.excluded { LocationCode::Excluded } else { LocationCode::NoStock }))
        }
    }

    /// What the filter says of a location whatever it has in stock.
    fn check(&self, site: &Site<'_>, order: &Order) -> Result<(), LeftOut> {
        let location = site.location;
        let any = |groups: &[Tag]| groups.iter().any(|group| location.groups.contains(group));
        if !self.ids.is_empty() && !self.ids.contains(&location.id) {
            return Err(LeftOut::by(LocationCode::NotNamed));
        }
        if !self.groups.is_empty() && !any(&self.groups) || any(&self.not_groups) {
            return Err(LeftOut::by(LocationCode::Group));
        }
        let destination = order.shipping_address.as_ref().map(|address| address.country);
        let is_abroad = self.same_country && destination.is_some_and(|country| country != location.country);
        if is_abroad || !self.countries.is_empty() && !self.countries.contains(&location.country) {
            return Err(LeftOut { found: Some(location.country.as_str().into()), ..LeftOut::by(LocationCode::Country) });
        }
        if self.pickup && !location.pickup {
            return Err(LeftOut::by(LocationCode::Pickup));
        }
        if let Some(most) = self.priority_max.filter(|most| location.priority > *most) {
            return Err(LeftOut::figures(LocationCode::Priority, location.priority.to_smolstr(), most.to_smolstr()));
        }
        if let Some((metres, most)) = site.distance.zip(self.distance_max).filter(|(metres, most)| metres > most) {
            return Err(LeftOut::figures(LocationCode::Distance, metres.to_smolstr(), most.to_smolstr()));
        }
        if self.meets_promise
            && let Some((arrives, promised)) = site.arrives_on.zip(promised_on(order)).filter(|(arrives, promised)| arrives > promised)
        {
            return Err(LeftOut::figures(LocationCode::PromiseDate, arrives.written(), promised.written()));
        }
        Ok(())
    }
}

/// A few locations, for sentences.
pub(super) fn named<'a>(mut ids: impl Iterator<Item = &'a LocationId>) -> String {
    let shown: Vec<String> = ids.by_ref().take(5).map(|id| format!("`{id}`")).collect();
    let more = ids.count();
    let more = if more > 0 { format_smolstr!(" and {more} more") } else { SmolStr::default() };
    format!("{}{more}", shown.join(", "))
}
