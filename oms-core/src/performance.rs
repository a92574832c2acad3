//! How carriers and locations do: figures summed up from the orders themselves, for a whole store or any part of it.

use crate::SortedMap;
use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

use crate::fulfillment::{Answer, NOT_FOUND, Tracking};
use crate::order::{Order, Stage};
use crate::query::{Page, Query};
use crate::{LocationId, OrderId};

/// What became of the parcels of one carrier.
#[derive(Clone, Debug, Default, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct CarrierPerformance {
    /// Its name as parcels have it; empty for those that name none.
    pub carrier: SmolStr,
    /// Parcels handed to it.
    pub shipped: u64,
    /// Of those, delivered.
    pub delivered: u64,
    /// Of those, back where they came from.
    pub returned_to_origin: u64,
    /// Of those, lost.
    pub lost: u64,
    /// Attempts to deliver that failed, over all parcels.
    pub failed_attempts: u64,
}

/// What one location answered to the work it was given.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct LocationPerformance {
    /// The location.
    pub location: LocationId,
    /// Fulfillment orders it was given.
    pub asked: u64,
    /// Of those, it said that it will ship.
    pub accepted: u64,
    /// Of those, it rejected.
    pub rejected: u64,
    /// Of those, withdrawn.
    pub withdrawn: u64,
    /// Units taken from its shelves.
    pub picked: u64,
    /// Scans of something else than was asked for. Its picking accuracy is `picked / (picked + mispicked)`.
    pub mispicked: u64,
    /// Lines of which it did not find all units.
    pub not_found: u64,
}

/// The figures of all carriers and locations, by name.
#[derive(Clone, Debug, Default, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct PerformanceReport {
    /// Carriers, by name.
    pub carriers: Vec<CarrierPerformance>,
    /// Locations, by id.
    pub locations: Vec<LocationPerformance>,
}

/// Rows of a page, as in other walks over a store.
const ROWS: u32 = 1_000;

/// Sums up a report, for any host to drive: read the page it asks for, hand it over, until none is left.
#[derive(Debug, Default)]
pub struct Performance {
    carriers: SortedMap<SmolStr, CarrierPerformance>,
    locations: SortedMap<LocationId, LocationPerformance>,
    after: Option<OrderId>,
    is_complete: bool,
}

impl Performance {
    /// The page to read next; `None` when all orders have been read.
    pub fn next(&self) -> Option<Query> {
        (!self.is_complete).then(|| Query::AllOrders { after: self.after.clone(), limit: ROWS })
    }

    /// Takes the page asked for.
    pub fn answered(&mut self, page: &Page) {
        let Page::Orders { orders, .. } = page else {
            self.is_complete = true;
            return;
        };
        orders.iter().for_each(|order| self.count(order));
        self.is_complete = orders.len() < usize::try_from(ROWS).unwrap_or(usize::MAX);
        self.after = orders.last().map(|order| order.id.clone());
    }

    /// Counts one order, where a host has chosen which.
    pub fn count(&mut self, order: &Order) {
        for parcel in order.parcels.iter().filter(|parcel| parcel.shipped_at.is_some()) {
            let carrier = self.carriers.entry(parcel.carrier.clone()).or_default();
            carrier.shipped += 1;
            carrier.failed_attempts += u64::from(parcel.failed_attempts);
            match parcel.tracking {
                Some(Tracking::Delivered) => carrier.delivered += 1,
                Some(Tracking::ReturnedToOrigin) => carrier.returned_to_origin += 1,
                Some(Tracking::Lost) => carrier.lost += 1,
                _ => {}
            }
        }
        for fulfillment in &order.fulfillments {
            let location = self.location(&fulfillment.location);
            location.asked += 1;
            match &fulfillment.answer {
                Answer::Awaited => {}
                Answer::Accepted => location.accepted += 1,
                Answer::Rejected(_) => location.rejected += 1,
                Answer::Canceled => location.withdrawn += 1,
            }
            location.mispicked += u64::from(fulfillment.mispicks);
        }
        for portion in order.lines.iter().flat_map(|line| line.units.portions()) {
            let was_picked = portion.stage >= Stage::Picked && (portion.stage != Stage::Canceled || portion.parcel.is_some());
            if let Some(location) = portion.location.as_ref().filter(|_| was_picked) {
                self.location(location).picked += portion.quantity.units().unsigned_abs();
            }
        }
        for exclusion in order.exclusions.iter().filter(|exclusion| exclusion.reason == NOT_FOUND) {
            self.location(&exclusion.location).not_found += 1;
        }
    }

    fn location(&mut self, id: &LocationId) -> &mut LocationPerformance {
        self.locations.entry(id.clone()).or_insert_with(|| LocationPerformance::of(id.clone()))
    }

    /// The figures of what was counted.
    pub fn finish(self) -> PerformanceReport {
        let named = |(carrier, figures)| CarrierPerformance { carrier, ..figures };
        PerformanceReport { carriers: self.carriers.into_iter().map(named).collect(), locations: self.locations.into_values().collect() }
    }
}

impl LocationPerformance {
    fn of(location: LocationId) -> LocationPerformance {
        LocationPerformance { location, asked: 0, accepted: 0, rejected: 0, withdrawn: 0, picked: 0, mispicked: 0, not_found: 0 }
    }
}
