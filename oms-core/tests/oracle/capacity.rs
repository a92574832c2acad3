//! What locations take on in a day, as the model adds it up.

use std::collections::BTreeMap;

use oms_core::order::Stage;
use oms_core::settings::DailyCapacity;
use oms_core::{Channel, LocationId, OrderId, Sku};

use super::Model;
use super::record::{OrderRecord, Spot};

/// Days of this model are those of UTC.
const DAY: i64 = 86_400_000;

/// Units by location.
pub(crate) type Bound = BTreeMap<LocationId, i64>;

impl OrderRecord {
    /// Units that it has at each location.
    fn bound(&self) -> Bound {
        let is_there = |spot: &Spot| match spot.stage {
            Stage::Open | Stage::Backordered => false,
            Stage::Canceled => spot.parcel.is_some(),
            _ => true,
        };
        let mut bound = Bound::new();
        for (spot, units) in self.lines.iter().flat_map(|line| &line.units).filter(|(spot, _)| is_there(spot)) {
            if let Some(location) = &spot.location {
                *bound.entry(location.clone()).or_default() += units;
            }
        }
        bound
    }
}

impl Model {
    fn day(&self) -> i64 {
        self.now().millis().div_euclid(DAY)
    }

    /// Units that an order takes up of today at a location, with what has changed since it was kept.
    fn taken_by(&self, order: &OrderRecord, location: &LocationId) -> i64 {
        let at = |bound: &Bound| bound.get(location).copied().unwrap_or_default();
        let kept = order.days.get(&(location.clone(), self.day())).copied().unwrap_or_default();
        (kept + at(&order.bound()) - self.bound.get(&order.id).map_or(0, at)).max(0)
    }

    /// Keeps what an order takes up of today, before it is put.
    pub(crate) fn take_today(&mut self, order: &mut OrderRecord) {
        let limited: Vec<LocationId> =
            self.locations.values().filter(|location| location.daily_capacity.is_some()).map(|location| location.id.clone()).collect();
        for location in limited {
            let units = self.taken_by(order, &location);
            let key = (location, self.day());
            if units > 0 {
                order.days.insert(key, units);
            } else {
                order.days.remove(&key);
            }
        }
        self.bound.insert(order.id.clone(), order.bound());
    }

    /// Orders and units that a location has taken on in a day, an order left out.
    fn taken(&self, location: &LocationId, day: i64, without: Option<&OrderId>) -> (i64, i64) {
        let key = (location.clone(), day);
        let others = self.orders.values().filter(|order| Some(&order.id) != without);
        let loads: Vec<i64> = others.filter_map(|order| order.days.get(&key)).copied().collect();
        (i64::try_from(loads.len()).expect("few"), loads.iter().sum())
    }

    /// Whether a location has room today for what it could give an order.
    pub(crate) fn has_room(&self, order: &OrderRecord, channel: &Channel, location: &LocationId, wanted: &[(Sku, i64)]) -> bool {
        let Some(capacity) = &self.locations[location].daily_capacity else { return true };
        let gives = |(sku, units): &(Sku, i64)| {
            if self.is_tracked(sku) { self.free(sku, location, channel).clamp(0, *units) } else { *units }
        };
        let wants: i64 = wanted.iter().map(gives).sum();
        wants == 0 || self.fits(order, location, capacity, wants)
    }

    /// Whether a location has room today for so many more units of an order.
    pub(crate) fn has_room_for(&self, order: &OrderRecord, location: &LocationId, units: i64) -> bool {
        self.locations[location].daily_capacity.as_ref().is_none_or(|capacity| self.fits(order, location, capacity, units))
    }

    fn fits(&self, order: &OrderRecord, location: &LocationId, capacity: &DailyCapacity, wants: i64) -> bool {
        let (orders, units) = self.taken(location, self.day(), Some(&order.id));
        let own = self.taken_by(order, location);
        let fits = |limit: Option<i64>, taken: i64| limit.is_none_or(|limit| taken <= limit);
        // Nothing has a weight here.
        fits(capacity.orders.map(i64::from), orders + 1)
            && fits(capacity.units.map(oms_core::Quantity::units), units + own + wants)
            && fits(capacity.grams.map(u64::cast_signed), 0)
    }

    /// Every count that is not zero, as text.
    pub(crate) fn capacity_facts(&self) -> Vec<String> {
        let days: std::collections::BTreeSet<&(LocationId, i64)> = self.orders.values().flat_map(|order| order.days.keys()).collect();
        let facts = days.into_iter().flat_map(|(location, day)| {
            let (orders, units) = self.taken(location, *day, None);
            let first = oms_core::Timestamp::from_millis(day * DAY).expect("an instant").to_string();
            let day: String = first.chars().take(10).collect();
            [("orders", orders), ("units", units)].map(|(measure, value)| format!("capacity/{location}/{day} {measure} {value}"))
        });
        facts.collect()
    }
}
