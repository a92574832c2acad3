//! How much can be promised and from where, found by looking at every set of locations.
#![allow(clippy::float_arithmetic, reason = "distances are measured another way than the core measures them")]

use oms_core::inventory::Bucket;
use oms_core::order::{HoldKind, Stage};
use oms_core::settings::OnShortage;
use oms_core::{Address, Channel, Coordinates, LocationId, Sku};
use rust_decimal::prelude::ToPrimitive;

use super::record::{LineRecord, OrderRecord, Spot};
use super::{Model, Refusal};

/// More than anybody orders: what has no limit is limited by this.
const WITHOUT_LIMIT: i64 = i64::MAX / 4;

/// What a channel may promise of a SKU.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Supply {
    /// Free units where the channel may take them.
    pub(crate) stock: i64,
    /// Units kept back there.
    pub(crate) safety: i64,
    /// What the channel's cap leaves.
    pub(crate) cap_left: i64,
    /// What may be promised beyond stock.
    pub(crate) backorders: i64,
    pub(crate) backorderable: bool,
}

impl Supply {
    pub(crate) fn in_stock(&self) -> i64 {
        self.stock.min(self.cap_left).max(0)
    }

    pub(crate) fn in_all(&self) -> i64 {
        (self.stock + self.backorders).min(self.cap_left).max(0)
    }

    pub(crate) fn shortage(&self, requested: i64) -> Refusal {
        let reason = if self.cap_left < self.stock + self.backorders {
            "channel_cap"
        } else if self.backorderable {
            "backorder_limit"
        } else if requested <= self.stock + self.safety {
            "safety_stock"
        } else {
            "stock"
        };
        Refusal::new("insufficient_stock").with("requested", requested).with("available", self.in_all()).with("reason", reason)
    }
}

impl Model {
    /// Locations that ship to an address and whose stock the channel sells, by id.
    pub(crate) fn eligible(&self, channel: &Channel, address: Option<&Address>) -> Vec<LocationId> {
        let in_channel = |id: &LocationId| channel.locations.is_empty() || channel.locations.contains(id);
        self.locations.keys().filter(|id| in_channel(id) && self.ships_to(id, address)).cloned().collect()
    }

    pub(crate) fn ships_to(&self, location: &LocationId, address: Option<&Address>) -> bool {
        let Some(location) = self.locations.get(location) else { return false };
        let reaches = |address: &Address| location.serves.is_empty() || location.serves.contains(&address.country);
        location.ships && address.is_none_or(reaches)
    }

    /// Whether an order may be served from a location with units of a SKU.
    pub(crate) fn may_ship(&self, order: &OrderRecord, sku: &Sku, location: &LocationId) -> bool {
        let Some(channel) = self.channels.get(&order.channel) else { return false };
        self.eligible(channel, order.address.as_ref()).contains(location) && !order.is_excluded(sku, location)
    }

    /// Units a channel may take at a location; less than none where a count fell below what was promised.
    pub(crate) fn free(&self, sku: &Sku, location: &LocationId, channel: &Channel) -> i64 {
        let kept_back = if channel.ignores_safety_stock { self.units(sku, location, Bucket::Safety) } else { 0 };
        self.units(sku, location, Bucket::Available) + kept_back
    }

    pub(crate) fn supply(&self, sku: &Sku, channel: &Channel, places: &[LocationId]) -> Supply {
        let item = &self.items[sku];
        let cap = item.channel_caps.iter().find(|cap| cap.channel == channel.id);
        let cap_left = cap.map_or(2 * WITHOUT_LIMIT, |cap| cap.limit.units().min(WITHOUT_LIMIT) - self.sold_through(sku, &channel.id));
        if !item.tracked {
            return Supply { stock: WITHOUT_LIMIT, safety: 0, cap_left, backorders: 0, backorderable: false };
        }
        let stock = places.iter().map(|place| self.free(sku, place, channel).max(0)).sum();
        let safety = places.iter().map(|place| self.units(sku, place, Bucket::Safety)).sum();
        let limit = item.backorder.map(|policy| policy.limit.map_or(WITHOUT_LIMIT, |limit| limit.units().min(WITHOUT_LIMIT)));
        let waiting = self.backordered(sku);
        Supply {
            stock,
            safety: if channel.ignores_safety_stock { 0 } else { safety },
            cap_left,
            backorders: match limit {
                None => 0,
                Some(WITHOUT_LIMIT) => WITHOUT_LIMIT,
                Some(limit) => (limit - waiting).max(0),
            },
            backorderable: limit.is_some_and(|limit| limit > 0),
        }
    }

    /// The best set of locations for units that are known to be there, as units by SKU and location; `None` if it would
    /// need more parcels than allowed.
    ///
    /// Best is: fewest locations, then the least sum of priorities, then the least sum of distances, then the set whose
    /// most preferred location is preferred most. Preferred is: by priority, by distance, by id. Distance counts only if
    /// it is known of every location that has some of the units.
    pub(crate) fn route(
        &self,
        channel: &Channel,
        address: Option<&Address>,
        places: &[LocationId],
        wanted: &[(Sku, i64)],
        excluded: impl Fn(&Sku, &LocationId) -> bool,
    ) -> Option<Vec<(Sku, LocationId, i64)>> {
        let gives = |place: &LocationId, (sku, units): &(Sku, i64)| {
            if excluded(sku, place) {
                0
            } else if self.is_tracked(sku) {
                self.free(sku, place, channel).clamp(0, *units)
            } else {
                *units
            }
        };
        let useful = places.iter().filter(|place| wanted.iter().any(|demand| gives(place, demand) > 0));
        let destination = address.and_then(|address| address.coordinates);
        let mut preferred: Vec<(u16, Option<f64>, &LocationId)> = useful
            .map(|id| {
                let location = &self.locations[id];
                let distance = location.coordinates.zip(destination).map(|(from, to)| kilometres(&from, &to));
                (location.priority, distance, id)
            })
            .collect();
        if preferred.iter().any(|(_, distance, _)| distance.is_none()) {
            preferred.iter_mut().for_each(|(_, distance, _)| *distance = None);
        }
        preferred.sort_by(|a, b| a.partial_cmp(b).expect("distances are numbers"));

        let sets =
            (0_u32..1 << preferred.len()).map(|bits| (0..preferred.len()).filter(|place| bits >> place & 1 == 1).collect::<Vec<_>>());
        let suffices = |set: &Vec<usize>| {
            let total = |demand: &(Sku, i64)| set.iter().map(|place| gives(preferred[*place].2, demand)).sum::<i64>();
            wanted.iter().all(|demand| total(demand) >= demand.1)
        };
        let weight = |set: &Vec<usize>| {
            let priority: u64 = set.iter().map(|place| u64::from(preferred[*place].0)).sum();
            let distance: f64 = set.iter().filter_map(|place| preferred[*place].1).sum();
            (set.len(), priority, distance, set.clone())
        };
        let best = sets.filter(suffices).min_by(|a, b| weight(a).partial_cmp(&weight(b)).expect("distances are numbers"))?;
        if self.policies.routing.parcels_max.is_some_and(|most| best.len() > usize::from(most)) {
            return None;
        }
        let mut route = Vec::new();
        for demand in wanted {
            let mut missing = demand.1;
            for place in &best {
                let location = preferred[*place].2;
                let taken = gives(location, demand).min(missing);
                if taken > 0 {
                    route.push((demand.0.clone(), location.clone(), taken));
                    missing -= taken;
                }
            }
        }
        Some(route)
    }

    /// Promises stock to the open units of an order; what is missing is held or refused as its channel wants.
    pub(crate) fn promise(&mut self, order: &mut OrderRecord, on_shortage: OnShortage) -> Result<(), Refusal> {
        let channel = self.channels.get(&order.channel).cloned().ok_or(Refusal::new("unknown_channel"))?;
        if self.orders.contains_key(&order.id) {
            // What the order has given up so far counts: limits are worked out from the orders as they stand.
            self.orders.insert(order.id.clone(), order.clone());
        }
        self.keep_pins(order);
        let mut open: Vec<(Sku, i64)> = Vec::new();
        for line in order.lines.iter().filter(|line| line.at(Stage::Open) > 0 && self.items.contains_key(&line.sku)) {
            match open.iter_mut().find(|(sku, _)| *sku == line.sku) {
                Some((_, units)) => *units += line.at(Stage::Open),
                None => open.push((line.sku.clone(), line.at(Stage::Open))),
            }
        }
        if open.is_empty() {
            return Ok(());
        }
        let places = self.eligible(&channel, order.address.as_ref());
        if places.is_empty() {
            order.hold(HoldKind::Unserviceable);
            return Ok(());
        }
        let (mut from_stock, mut beyond, mut short) = (Vec::new(), Vec::new(), false);
        for (sku, units) in open {
            let usable: Vec<LocationId> = places.iter().filter(|place| !order.is_excluded(&sku, place)).cloned().collect();
            let supply = self.supply(&sku, &channel, &usable);
            if units > supply.in_all() {
                if on_shortage == OnShortage::Refuse {
                    return Err(supply.shortage(units));
                }
                short = true;
            }
            let promised = units.min(supply.in_all());
            let stocked = promised.min(supply.in_stock());
            from_stock.push((sku.clone(), stocked));
            beyond.push((sku, promised - stocked));
        }
        from_stock.retain(|(_, units)| *units > 0);
        let places: Vec<LocationId> = places.into_iter().filter(|place| self.has_room(order, &channel, place, &from_stock)).collect();
        let route = self.route(&channel, order.address.as_ref(), &places, &from_stock, |sku, place| order.is_excluded(sku, place));
        let found = route.is_some();
        if let Some(route) = route {
            self.bind(order, route);
            for (sku, units) in beyond {
                let mut left = units;
                for line in order.lines.iter_mut().filter(|line| line.sku == sku) {
                    let moved = line.shift(left, |spot| spot.stage == Stage::Open, |_| Spot::nowhere(Stage::Backordered));
                    left -= moved.iter().map(|(_, units)| units).sum::<i64>();
                }
            }
        }
        if short {
            order.hold(HoldKind::Stock);
        }
        if !found {
            order.hold(HoldKind::Unserviceable);
        }
        Ok(())
    }

    /// Binds units to where the route takes them from: committed, or reserved while the order is held back.
    fn bind(&mut self, order: &mut OrderRecord, route: Vec<(Sku, LocationId, i64)>) {
        let held = order.is_held_back();
        let mut given: Vec<(LocationId, u32)> = Vec::new();
        for (sku, location, units) in route {
            let known = given.iter().find(|(at, _)| *at == location).map(|(_, number)| *number);
            let gives = |line: &LineRecord| line.sku == sku && line.at(Stage::Open) > 0 && line.releasable() > 0;
            let work = (!held && order.lines.iter().any(gives)).then(|| {
                known.unwrap_or_else(|| {
                    let number = order.give_work(&location, self.now());
                    given.push((location.clone(), number));
                    number
                })
            });
            let mut left = units;
            for line in order.lines.iter_mut().filter(|line| line.sku == sku) {
                for (stage, bucket) in [(Stage::Allocated, Bucket::Committed), (Stage::Reserved, Bucket::Reserved)] {
                    let given_out = stage == Stage::Allocated;
                    let most = if !given_out {
                        left
                    } else if held {
                        0
                    } else {
                        line.releasable().min(left)
                    };
                    let spot = Spot { stage, location: Some(location.clone()), work: work.filter(|_| given_out), parcel: None };
                    let moved = line.shift(most, |spot| spot.stage == Stage::Open, |_| spot.clone());
                    let moved: i64 = moved.iter().map(|(_, units)| units).sum();
                    left -= moved;
                    self.transfer(&sku, &location, Bucket::Available, bucket, moved);
                }
            }
        }
    }
}

/// The distance over a sphere, by the haversine formula.
fn kilometres(from: &Coordinates, to: &Coordinates) -> f64 {
    let radians = |degrees: rust_decimal::Decimal| degrees.to_f64().expect("degrees are small").to_radians();
    let (north_a, north_b) = (radians(from.latitude), radians(to.latitude));
    let half = |angle: f64| (angle / 2.0).sin().powi(2);
    let east = radians(from.longitude) - radians(to.longitude);
    2.0 * 6_371.0 * (half(north_a - north_b) + north_a.cos() * north_b.cos() * half(east)).sqrt().asin()
}
