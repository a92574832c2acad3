//! A random shop whose orders came one by one, while stock arrived between them.

use oms_core::routing::{ReroutePlan, RerouteQuery, distance_metres};
use oms_core::{Coordinates, Engine, Envelope, MemoryStorage, OrderId, Outcome};
use serde_json::{Value, json};

use crate::dice::Dice;

pub(crate) const AT: &str = "2026-03-01T10:00:00Z";

/// What plans are compared by.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Compares {
    /// Parcels, then metres, without a routing policy.
    Parcels,
    /// What handling costs.
    Handling,
    /// Handling and steps by weight.
    Weight,
}

pub(crate) struct Shop {
    pub(crate) engine: Engine<MemoryStorage>,
    pub(crate) compares: Compares,
    /// Where locations are, and what a parcel and a unit cost there, in minor units.
    pub(crate) places: Vec<(Coordinates, i64, i64)>,
    /// What a unit of each SKU weighs.
    pub(crate) grams: Vec<i64>,
    pub(crate) orders: Vec<OrderId>,
    /// Orders and units that a location takes on in a day, by place.
    pub(crate) capacities: Vec<Option<(i64, i64)>>,
    /// Whether orders differ in priority.
    has_priorities: bool,
    at: &'static str,
    sent: u32,
}

/// What a parcel costs by its weight.
pub(crate) fn by_weight(grams: i64) -> i64 {
    if grams <= 500 {
        300
    } else if grams <= 2_000 {
        450
    } else {
        1_100
    }
}

pub(crate) fn money(minor: i64) -> String {
    format!("{}.{:02}", minor / 100, minor % 100)
}

impl Shop {
    pub(crate) fn empty() -> Shop {
        let (engine, compares) = (Engine::new(MemoryStorage::new()), Compares::Parcels);
        let (places, grams, orders, capacities) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        Shop { engine, compares, places, grams, orders, capacities, has_priorities: false, at: AT, sent: 0 }
    }

    pub(crate) fn new(seed: u64) -> Shop {
        let dice = &mut Dice::new(seed + 510_000);
        let compares = dice.pick(&[Compares::Parcels, Compares::Parcels, Compares::Handling, Compares::Weight]);
        Shop { compares, ..Shop::empty() }.fill(dice)
    }

    /// Locations take on only so much in a day, some orders came yesterday, and some have priority.
    pub(crate) fn crowded(seed: u64) -> Shop {
        let dice = &mut Dice::new(seed + 620_000);
        let compares = dice.pick(&[Compares::Parcels, Compares::Handling]);
        let mut shop = Shop { compares, has_priorities: dice.chance(60), ..Shop::empty() };
        if dice.chance(80) {
            shop.capacities.extend((0..3).map(|_| dice.chance(60).then(|| (1 + dice.below(3), 1 + dice.below(6)))));
        }
        if dice.chance(50) {
            shop.at = "2026-02-28T10:00:00Z";
        }
        let mut shop = shop.fill(dice);
        if dice.chance(15) {
            // It turns out to be too much.
            shop.capacities.iter_mut().flatten().for_each(|(orders, units)| (*orders, *units) = (orders.div_euclid(2), *units / 2));
            (0..shop.places.len()).for_each(|place| shop.put_place(place));
        }
        shop
    }

    fn put_place(&mut self, place: usize) {
        let (at, parcel, unit) = &self.places[place];
        let costs = json!([{"currency": "EUR", "per_parcel": money(*parcel), "per_unit": money(*unit)}]);
        let mut location = json!({"id": format!("n{place}"), "country": "DE", "coordinates": at, "handling_costs": costs});
        if let Some((orders, units)) = self.capacities.get(place).copied().flatten() {
            location["daily_capacity"] = json!({"orders": orders, "units": units});
        }
        self.ok(json!({"type": "put_location", "location": location}));
    }

    fn fill(mut self, dice: &mut Dice) -> Shop {
        let shop = &mut self;
        let compares = shop.compares;
        shop.ok(json!({"type": "put_channel", "channel": {"id": "web", "on_shortage": "hold"}}));
        for _ in 0..2 + dice.below(2) {
            let at = point(dice);
            let (parcel, unit) = (dice.below(400), dice.below(30));
            shop.places.push((at, parcel, unit));
            shop.put_place(shop.places.len() - 1);
        }
        for sku in 0..2 {
            let grams = 100 + dice.below(900);
            shop.ok(json!({"type": "put_item", "sku": format!("s{sku}"), "grams": grams}));
            shop.grams.push(grams);
        }
        if compares == Compares::Weight {
            let step = |grams: i64, minor: i64| json!({"grams_max": grams, "amount": money(minor)});
            let steps = [step(500, 300), step(2_000, 450), step(90_000, 1_100)];
            let zone = json!({"name": "de", "area": {"type": "postal", "places": [{"country": "DE"}]}, "steps": steps, "transit_days": 1});
            shop.ok(json!({"type": "put_rate_card", "card":
                {"id": "post", "carrier": "post", "service": "parcel", "currency": "EUR", "zones": [zone]}}));
        }
        if compares != Compares::Parcels {
            shop.ok(json!({"type": "put_routing_policy", "rules": [{"name": "cheap", "rank": ["cost"]}]}));
        }
        shop.trade(dice);
        self
    }

    /// Stock arrives, and orders take of what is there by then.
    fn trade(&mut self, dice: &mut Dice) {
        for number in 0..3 + dice.below(2) {
            if number == 2 {
                self.at = AT;
            }
            for _ in 0..1 + dice.below(3) {
                let (sku, place) = (dice.below(2), dice.below(i64::try_from(self.places.len()).unwrap()));
                self.ok(json!({"type": "receive_stock", "sku": format!("s{sku}"), "location": format!("n{place}"),
                    "quantity": 1 + dice.below(2)}));
            }
            let lines: Vec<Value> = (0..1 + dice.below(2))
                .map(|line| {
                    let sku = format!("s{}", dice.below(2));
                    json!({"id": format!("l{line}"), "sku": sku, "quantity": 1 + dice.below(2), "unit_price": "9.00"})
                })
                .collect();
            let id = format!("o{number}");
            let address = json!({"country": "DE", "postal_code": "10115", "coordinates": point(dice)});
            let priority = if self.has_priorities { dice.pick(&[0, 0, 5, 9]) } else { 0 };
            self.ok(json!({"type": "capture_order", "order": id, "channel": "web", "currency": "EUR", "lines": lines,
                "shipping_address": address, "priority": priority}));
            self.orders.push(id.parse().unwrap());
            if dice.chance(20) {
                self.ok(json!({"type": "place_hold", "order": id, "hold": "h", "kind": "review", "reason": "look"}));
            }
        }
        for order in self.orders.clone() {
            if dice.chance(10) {
                let canceled = json!({"type": "cancel_order", "order": order, "reason": "customer"});
                self.ok(canceled);
            }
        }
    }

    pub(crate) fn send(&mut self, command: &Value) -> Outcome {
        self.sent += 1;
        let envelope = json!({"id": format!("c{}", self.sent), "at": self.at, "actor": "test", "command": command});
        let envelope: Envelope = serde_json::from_value(envelope).unwrap_or_else(|error| panic!("{command}: {error}"));
        self.engine.submit(envelope).unwrap()
    }

    pub(crate) fn ok(&mut self, command: Value) {
        let outcome = self.send(&command);
        assert!(matches!(outcome, Outcome::Applied { .. }), "{command}: {outcome:?}");
    }

    pub(crate) fn plan(&mut self, orders: &[OrderId], cost_of_moving: u32) -> ReroutePlan {
        let query = RerouteQuery { orders: orders.to_vec(), at: AT.parse().unwrap(), cost_of_moving, steps_max: 1_000_000 };
        self.engine.plan_reroute(query).unwrap()
    }

    pub(crate) fn metres(&mut self, order: &OrderId, place: usize) -> i64 {
        let order = self.engine.order(order).unwrap().unwrap();
        let to = order.shipping_address.as_ref().unwrap().coordinates.unwrap();
        i64::try_from(distance_metres(&self.places[place].0, &to)).unwrap()
    }
}

fn point(dice: &mut Dice) -> Coordinates {
    let (latitude, longitude) = (format!("{}.5", 48 + dice.below(6)), format!("{}.25", 7 + dice.below(7)));
    Coordinates { latitude: latitude.parse().unwrap(), longitude: longitude.parse().unwrap() }
}
