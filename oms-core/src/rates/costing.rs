//! From settings and stock to an order with all that its plans cost.

use super::card::{Destination, RateCard, RateZone};
use super::cost::{CostModel, lateness, node_load, refusal_risk};
use super::handling::handling;
use super::plan::{CostedLine, CostedLocation, CostedOrder, Service};
use super::tariff::{Load, Tariff};
use crate::Address;
use crate::settings::Location;
use crate::sourcing::UNITS_MAX;

/// Units of an item that are to be shipped.
#[derive(Clone, Copy, Debug)]
pub struct CostDemand {
    /// One unit, as a parcel is priced by it.
    pub unit: Load,
    /// How many; more than the solver takes count as that.
    pub units: i64,
    /// How many units are handled for each of them: 1, or as many as go together as one.
    pub pieces: i64,
}

/// A location that could ship, at the moment of the decision.
#[derive(Clone, Copy, Debug)]
pub struct CostSite<'a> {
    /// It.
    pub location: &'a Location,
    /// How far it is from the destination, if both are on the map.
    pub metres: Option<u64>,
    /// Units it can give of each demand.
    pub gives: &'a [i64],
    /// Units of each demand that are free there; none where they are not counted.
    pub free: &'a [Option<i64>],
    /// How much of its daily capacity is taken, in thousandths.
    pub load_per_mille: u16,
    /// In how many days a parcel leaves.
    pub ready_in_days: u16,
}

/// What a carrier charges from everywhere, as far as the destination says.
struct Offer<'a> {
    place: u32,
    card: &'a RateCard,
    /// The zone by postal code, with its tariff.
    postal: Option<(&'a RateZone, Tariff)>,
}

/// An order with all that its plans cost by a cost model: rate cards, handling, and the terms of the model.
///
/// Rate cards in other currencies than the model's do not count. If there is none in it, parcels cost nothing by carrier; otherwise a
/// location that no card serves cannot ship. Whatever can be shipped is: units that are left out cost more than any plan.
#[derive(Clone, Copy, Debug)]
pub struct Costing<'a> {
    /// What carriers charge.
    pub rate_cards: &'a [RateCard],
    /// What else plans cost.
    pub model: &'a CostModel,
    /// Where it goes; without an address no postal code and no distance is known.
    pub destination: Option<&'a Address>,
    /// In how many days it is promised, if it is.
    pub promised_in_days: Option<i64>,
    /// The most parcels.
    pub parcels_max: usize,
}

impl Costing<'_> {
    /// The order. Locations come most preferred first.
    pub fn order(&self, demands: &[CostDemand], sites: &[CostSite<'_>]) -> CostedOrder {
        let destination = self.destination.map(Destination::of);
        let offers = self.offers(destination.as_ref());
        let has_cards = self.rate_cards.iter().any(|card| card.currency == self.model.currency);
        let locations = sites.iter().map(|site| {
            let services = if has_cards { self.services(&offers, destination.as_ref(), site) } else { vec![free_of_charge()] };
            self.location(site, demands, services)
        });
        let line = |demand: &CostDemand| CostedLine { units: clamped(demand.units), short_penalty: 0, unit: demand.unit };
        let lines = demands.iter().map(line).collect();
        let mut order = CostedOrder { lines, locations: locations.collect(), parcels_max: self.parcels_max };
        order.want_all();
        order
    }

    fn offers(&self, destination: Option<&Destination>) -> Vec<Offer<'_>> {
        let mut offers = Vec::new();
        for (place, card) in (0..).zip(self.rate_cards).filter(|(_, card)| card.currency == self.model.currency) {
            let zone = destination.and_then(|destination| Some((card.postal_zone(destination)?, destination)));
            let postal = zone.map(|(zone, destination)| (zone, card.tariff(zone, destination)));
            offers.push(Offer { place, card, postal });
        }
        offers
    }

    fn services(&self, offers: &[Offer<'_>], destination: Option<&Destination>, site: &CostSite<'_>) -> Vec<Service> {
        let for_it = offers.iter().filter(|offer| offer.card.is_for(site.location));
        let service = |offer: &Offer<'_>| {
            let tariff = match (&offer.postal, destination, site.metres) {
                (Some((_, tariff)), _, _) => tariff.clone(),
                (None, Some(destination), Some(metres)) => offer.card.tariff(offer.card.band(destination, metres)?, destination),
                _ => return None,
            };
            let arrives = i64::from(site.ready_in_days) + i64::from(tariff.transit_days);
            let per_day = self.model.minor(self.model.per_late_day);
            let extra = self.promised_in_days.map_or(0, |promised| lateness(arrives, promised, per_day));
            Some(Service { card: Some(offer.place), tariff, extra })
        };
        for_it.filter_map(service).collect()
    }

    fn location(&self, site: &CostSite<'_>, demands: &[CostDemand], services: Vec<Service>) -> CostedLocation {
        let model = self.model;
        let (parcel, unit) = handling(&site.location.handling_costs, model.currency);
        let per_parcel = parcel
            + model.minor(model.per_parcel)
            + refusal_risk(site.location.refusal_per_mille, model.minor(model.refusal))
            + node_load(site.load_per_mille, model.minor(model.full_day));
        let gives = |place: usize| clamped(site.gives.get(place).copied().unwrap_or_default());
        let terms = |place: usize| site.free.get(place).copied().flatten().map_or(0, |free| model.stock_terms(free));
        CostedLocation {
            per_parcel,
            services,
            units: (0..demands.len()).map(gives).collect(),
            unit_costs: demands.iter().enumerate().map(|(place, demand)| (unit + terms(place)).saturating_mul(demand.pieces)).collect(),
        }
    }
}

/// A parcel that costs nothing, whatever is in it.
fn free_of_charge() -> Service {
    Service { card: None, tariff: Tariff { steps: vec![(u64::MAX, 0)], hazardous: Some(0), ..Tariff::default() }, extra: 0 }
}

fn clamped(units: i64) -> i32 {
    i32::try_from(units.clamp(0, i64::from(UNITS_MAX))).unwrap_or(UNITS_MAX)
}
