//! Orders that may be moved: what they are promised and from where, and where it could come from instead.

use crate::SortedMap;
use std::sync::Arc;

use super::plan::RerouteBar;
use crate::Arrange;
use crate::OrderId;
use crate::batch::{LocationIndex, SkuIndex, Workspace};
use crate::order::{Order, Portion, Stage};
use crate::routing::binding::{free_line, is_unreleased, unanswered};
use crate::routing::candidate::{Demand, eligible};
use crate::routing::policy::{NoOffers, Offers, offers};
use crate::sourcing::UNITS_MAX;

/// The most SKUs of an order that is moved.
const SKUS_MAX: usize = 100;

/// Units of a demand that come from a location.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub(super) struct Source {
    /// The place of the demand.
    pub(super) demand: usize,
    pub(super) location: LocationIndex,
    pub(super) units: i64,
}

/// An order that may be moved.
pub(super) struct Movable {
    pub(super) order: Arc<Order>,
    /// What it is promised, by SKU in the order of its lines.
    pub(super) demands: Vec<Demand>,
    /// From where that comes.
    pub(super) held: Vec<Source>,
    pub(super) offers: Offers,
}

impl Movable {
    /// Whether it comes from a location already.
    pub(super) fn is_at(&self, location: LocationIndex) -> bool {
        self.held.iter().any(|source| source.location == location)
    }

    /// Units of a demand that come from a location.
    pub(super) fn held_at(&self, demand: usize, location: LocationIndex) -> i64 {
        units_at(&self.held, demand, location)
    }
}

/// Units of a demand that a plan takes from a location.
pub(super) fn units_at(plan: &[Source], demand: usize, location: LocationIndex) -> i64 {
    plan.iter().filter(|source| (source.demand, source.location) == (demand, location)).map(|source| source.units).sum()
}

/// What is free beside what orders that may be moved are promised, by SKU and location.
pub(super) type Free = SortedMap<(SkuIndex, LocationIndex), i64>;

/// All orders that may be moved, what is free beside them, and those that stay with why.
pub(super) struct Collected {
    pub(super) movable: Vec<Movable>,
    pub(super) free: Free,
    pub(super) stay: Vec<(OrderId, RerouteBar)>,
}

/// Looks through orders. Their stock is free in the workspace after that, as if none of them had been promised.
pub(super) fn collect(work: &mut Workspace, ids: &[OrderId]) -> Collected {
    let mut found = Collected { movable: Vec::new(), free: Free::new(), stay: Vec::new() };
    let mut candidates = Vec::new();
    for id in ids {
        let Ok(order) = work.order(id).map(Arc::clone) else {
            found.stay.push((id.clone(), RerouteBar::Unknown));
            continue;
        };
        match promised(work, &order) {
            Ok((demands, held)) => candidates.push((order, demands, held)),
            Err(bar) => found.stay.push((id.clone(), bar)),
        }
    }
    let settings = work.shared_settings();
    let locations: Vec<LocationIndex> = settings.locations.iter().map(|location| work.location(&location.id)).collect();
    for demand in candidates.iter().flat_map(|(_, demands, _)| demands) {
        for location in &locations {
            found.free.entry((demand.sku, *location)).or_insert_with(|| work.buckets(demand.sku, *location).available);
        }
    }
    for (order, ..) in &candidates {
        give_up(work, order);
    }
    for (order, demands, held) in candidates {
        match offered(work, &order, &demands, &held) {
            Ok(offers) => found.movable.push(Movable { order, demands, held, offers }),
            Err(bar) => found.stay.push((order.id.clone(), bar)),
        }
    }
    found.stay.arrange();
    found
}

/// What an order is promised by SKU, and from where; or why it stays.
fn promised(work: &mut Workspace, order: &Order) -> Result<(Vec<Demand>, Vec<Source>), RerouteBar> {
    if order.from().is_some() {
        return Err(RerouteBar::FixedPlace);
    }
    let unanswered = unanswered(order);
    let (mut demands, mut held): (Vec<Demand>, Vec<Source>) = (Vec::new(), Vec::new());
    for line in &order.lines {
        let is_done = |portion: &Portion| portion.stage == Stage::Canceled && portion.parcel.is_none();
        if line.units.portions().iter().any(|portion| !is_done(portion) && !is_unreleased(portion, &unanswered)) {
            return Err(RerouteBar::Released);
        }
        let bound = line.units.portions().iter().filter(|portion| portion.stage.binds_stock());
        for portion in bound {
            let sku = work.item_index(&line.sku).map_err(|_| RerouteBar::Unmapped)?;
            if work.item(sku).is_some_and(|item| item.lots.is_some()) {
                return Err(RerouteBar::Lots);
            }
            let Some(location) = portion.location.as_ref().map(|location| work.location(location)) else { continue };
            let units = portion.quantity.units();
            let demand = match demands.iter().position(|demand| demand.sku == sku) {
                Some(place) => place,
                None => {
                    demands.push(Demand { sku, units: 0, need: None });
                    demands.len() - 1
                }
            };
            if let Some(known) = demands.get_mut(demand) {
                known.units = known.units.saturating_add(units);
            }
            match held.iter_mut().find(|source| (source.demand, source.location) == (demand, location)) {
                Some(source) => source.units = source.units.saturating_add(units),
                None => held.push(Source { demand, location, units }),
            }
            if work.buckets(sku, location).available < 0 {
                return Err(RerouteBar::Short);
            }
        }
    }
    if demands.is_empty() {
        return Err(RerouteBar::NothingPromised);
    }
    if !order.pins.is_empty() {
        return Err(RerouteBar::Assigned);
    }
    if demands.len() > SKUS_MAX || demands.iter().any(|demand| demand.units > i64::from(UNITS_MAX)) {
        return Err(RerouteBar::TooLarge);
    }
    held.arrange();
    Ok((demands, held))
}

/// Frees what an order is promised.
fn give_up(work: &mut Workspace, order: &Order) {
    let mut order = order.clone();
    for place in 0..order.lines.len() {
        let all = order.lines.get(place).map(|line| line.units.total()).unwrap_or_default();
        // What cannot be freed is damaged: the audit tells, and it stays promised.
        let _damaged = free_line(work, &mut order, place, all, |portion| portion.stage.binds_stock());
    }
}

/// Where an order could come from; or why it stays.
fn offered(work: &mut Workspace, order: &Order, demands: &[Demand], held: &[Source]) -> Result<Offers, RerouteBar> {
    let settings = work.shared_settings();
    let channel = settings.channel(&order.channel).map_err(|_| RerouteBar::Rule)?;
    let places = eligible(work, &settings, channel, order.shipping_address.as_deref(), order.from());
    let offers = offers(work, &settings, order, channel, &places.locations, demands).map_err(|why| match why {
        NoOffers::Rule => RerouteBar::Rule,
        NoOffers::Split => RerouteBar::Split,
    })?;
    let allows = |source: &Source| {
        let place = offers.places.iter().find(|offer| offer.index == source.location);
        place.and_then(|offer| offer.gives.get(source.demand)).is_some_and(|gives| *gives >= source.units)
    };
    if held.iter().all(allows) { Ok(offers) } else { Err(RerouteBar::Rule) }
}
