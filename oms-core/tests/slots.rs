//! Slots under random commands, compared with a list of who has a place that is kept by hand.
//!
//! There is stock for everybody, so that slots alone decide.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "a test may stop")]

use std::collections::BTreeMap;

use oms_core::document::{DocumentBody, DocumentKind};
use oms_core::query::{Page, Query};
use oms_core::slot::SlotQuery;
use oms_core::{Engine, Envelope, MemoryStorage, Outcome};
use serde_json::{Value, json};

/// A place: its units and weight, and the minute at which a cart's ends.
type Place = (i64, i64, Option<i64>);

/// The slots of the model, with what fits by orders, items and grams, and the minute at which each closes.
struct Plan {
    slot: &'static str,
    fits: (i64, i64, i64),
    closes: i64,
}

/// Minutes after 08:00 on the 2nd of March 2026, a Monday. The slots begin at 12:00 and 14:00 that day.
const PLANS: [Plan; 3] = [
    Plan { slot: "a/2026-03-02/12:00", fits: (3, 100, 100_000), closes: 240 },
    Plan { slot: "a/2026-03-02/14:00", fits: (100, 9, 100_000), closes: 360 },
    Plan { slot: "b/2026-03-02/12:00", fits: (100, 100, 2_000), closes: 120 },
];

struct Dice(u64);

impl Dice {
    fn below(&mut self, sides: i64) -> i64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        i64::try_from((self.0 >> 33) % u64::try_from(sides).unwrap()).unwrap()
    }
}

#[derive(Default)]
struct Model {
    places: [BTreeMap<String, Place>; 3],
    /// The slot of each cart and order.
    of: BTreeMap<String, usize>,
    canceled: Vec<String>,
}

impl Model {
    fn expire(&mut self, now: i64) {
        for places in &mut self.places {
            places.retain(|holder, place| {
                let holds = place.2.is_none_or(|until| until > now);
                if !holds {
                    self.of.remove(holder);
                }
                holds
            });
        }
    }

    /// Whether more fits into a slot, or the code of the refusal.
    fn room(&self, slot: usize, more: (i64, i64, i64), now: i64) -> Result<(), &'static str> {
        let plan = &PLANS[slot];
        if now >= plan.closes {
            return Err("slot_closed");
        }
        let places = self.places[slot].values();
        let (items, grams) = places.fold((0, 0), |sum, place| (sum.0 + place.0, sum.1 + place.1));
        let orders = i64::try_from(self.places[slot].len()).unwrap();
        let over = |booked: i64, more: i64, most: i64| more > 0 && booked + more > most;
        if over(orders, more.0, plan.fits.0) || over(items, more.1, plan.fits.1) || over(grams, more.2, plan.fits.2) {
            return Err("slot_full");
        }
        Ok(())
    }

    fn put(&mut self, slot: usize, holder: &str, place: Place) {
        self.places[slot].insert(holder.to_owned(), place);
        self.of.insert(holder.to_owned(), slot);
    }
}

fn set_up() -> Vec<Value> {
    let windows = |begins: &[&str]| -> Vec<Value> {
        begins.iter().map(|begins| json!({"weekday": "monday", "begins": begins, "ends": "16:00"})).collect()
    };
    let mut windows_of_a = windows(&["14:00", "12:00"]);
    windows_of_a[0]["capacity"] = json!({"items": 9});
    vec![
        json!({"type": "put_location", "location": {"id": "n1", "country": "DE"}}),
        json!({"type": "put_location", "location": {"id": "n2", "country": "DE"}}),
        json!({"type": "put_channel", "channel": {"id": "web"}}),
        json!({"type": "put_item", "sku": "x", "grams": 100}),
        json!({"type": "receive_stock", "sku": "x", "location": "n1", "quantity": 1_000_000}),
        json!({"type": "receive_stock", "sku": "x", "location": "n2", "quantity": 1_000_000}),
        json!({"type": "put_slot_template", "template": {"id": "a", "location": "n1", "capacity": {"orders": 3}, "windows": windows_of_a}}),
        json!({"type": "put_slot_template", "template": {"id": "b", "location": "n2", "capacity": {"grams": 2_000},
            "windows": windows(&["12:00"]), "cut_off": {"time": "10:00"}}}),
    ]
}

fn at(minute: i64) -> String {
    format!("2026-03-02T{:02}:{:02}:00Z", 8 + minute / 60, minute % 60)
}

/// A random command, what the model makes of it, and the code it must be refused with.
fn step(dice: &mut Dice, model: &mut Model, number: usize, now: i64) -> (Value, Result<(), &'static str>) {
    let slot = usize::try_from(dice.below(3)).unwrap();
    let units = 1 + dice.below(4);
    let (cart, order) = (format!("r{}", dice.below(6)), format!("o{number}"));
    let known: Vec<String> = model.of.keys().filter(|holder| holder.starts_with('o')).cloned().collect();
    let some = |dice: &mut Dice| known.get(usize::try_from(dice.below(1 + i64::try_from(known.len()).unwrap())).unwrap()).cloned();
    let lines = json!([{"sku": "x", "quantity": units}]);
    let order_lines = json!([{"id": "1", "sku": "x", "quantity": units, "unit_price": "1.00"}]);
    let name = PLANS[slot].slot;
    let load = (1, units, units * 100);
    match dice.below(10) {
        0..3 => {
            let minutes = 1 + dice.below(30);
            let command = json!({"type": "reserve_stock", "reservation": cart, "channel": "web", "slot": name, "lines": lines,
                "time_to_live": minutes * 60});
            if model.of.contains_key(&cart) {
                return (command, Err("reservation_exists"));
            }
            let answer = model.room(slot, load, now);
            if answer.is_ok() {
                model.put(slot, &cart, (units, units * 100, Some(now + minutes)));
            }
            (command, answer)
        }
        3 => {
            let command = json!({"type": "change_reservation", "reservation": cart, "slot": name, "lines": lines});
            let Some(before) = model.of.get(&cart).copied() else { return (command, Err("unknown_reservation")) };
            let place = model.places[before][&cart];
            let more = if before == slot { (0, units - place.0, (units - place.0) * 100) } else { load };
            let answer = if more.1 <= 0 { Ok(()) } else { model.room(slot, more, now) };
            if answer.is_ok() {
                model.places[before].remove(&cart);
                model.put(slot, &cart, (units, units * 100, place.2));
            }
            (command, answer)
        }
        4 => {
            let command = json!({"type": "release_reservation", "reservation": cart});
            let Some(before) = model.of.remove(&cart) else { return (command, Err("unknown_reservation")) };
            model.places[before].remove(&cart);
            (command, Ok(()))
        }
        5..7 => {
            let held = model.of.get(&cart).copied();
            let with_cart = dice.below(2) == 0;
            let mut command = json!({"type": "capture_order", "order": order, "channel": "web", "currency": "EUR", "lines": order_lines});
            if with_cart {
                command["reservation"] = json!(cart);
            } else {
                command["slot"] = json!(name);
            }
            let held = held.filter(|_| with_cart);
            let Some(slot) = (if with_cart { held } else { Some(slot) }) else { return (command, Ok(())) };
            let place = held.map(|held| model.places[held][&cart]);
            let more = place.map_or(load, |place| (0, units - place.0, (units - place.0) * 100));
            let answer = if more.1 <= 0 { Ok(()) } else { model.room(slot, more, now) };
            if answer.is_ok() {
                if let Some(held) = held {
                    model.places[held].remove(&cart);
                    model.of.remove(&cart);
                }
                model.put(slot, &order, (units, units * 100, None));
            }
            (command, answer)
        }
        7 => {
            let order = some(dice).unwrap_or_else(|| "nobody".to_owned());
            let command = json!({"type": "cancel_order", "order": order, "reason": "customer"});
            let Some(slot) = model.of.get(&order).copied() else { return (command, Err("unknown_order")) };
            if model.canceled.contains(&order) {
                return (command, Err("nothing_to_do"));
            }
            model.canceled.push(order.clone());
            if now < PLANS[slot].closes {
                model.of.remove(&order);
                model.places[slot].remove(&order);
            }
            (command, Ok(()))
        }
        _ => {
            let order = some(dice).unwrap_or_else(|| "nobody".to_owned());
            let command = json!({"type": "change_slot", "order": order, "slot": name});
            let Some(before) = model.of.get(&order).copied() else { return (command, Err("unknown_order")) };
            if before == slot {
                return (command, Ok(()));
            }
            if model.canceled.contains(&order) {
                return (command, Err("nothing_to_do"));
            }
            let (items, grams, _) = model.places[before][&order];
            let answer = model.room(slot, (1, items, grams), now);
            if answer.is_ok() {
                model.places[before].remove(&order);
                model.put(slot, &order, (items, grams, None));
            }
            (command, answer)
        }
    }
}

fn compare(engine: &mut Engine<MemoryStorage>, model: &Model, number: usize) {
    let query = Query::Documents { kind: DocumentKind::Slot, about: None, after: None, limit: 100 };
    let Page::Documents { documents } = engine.query(&query).unwrap() else { panic!("papers were asked for") };
    for (plan, places) in PLANS.iter().zip(&model.places) {
        let paper = documents.iter().find(|document| document.id.as_str() == plan.slot);
        let bookings = match paper.map(|document| &document.body) {
            Some(DocumentBody::Slot(slot)) => slot.bookings.clone(),
            _ => Vec::new(),
        };
        let found: BTreeMap<String, (i64, i64)> = bookings
            .iter()
            .map(|booking| {
                let holder = serde_json::to_value(&booking.holder).unwrap();
                let holder = holder.as_object().unwrap().values().next().unwrap().as_str().unwrap().to_owned();
                (holder, (booking.items.units(), i64::try_from(booking.grams).unwrap()))
            })
            .collect();
        let wanted: BTreeMap<String, (i64, i64)> = places.iter().map(|(holder, place)| (holder.clone(), (place.0, place.1))).collect();
        assert_eq!(found, wanted, "{} after command {number}", plan.slot);
    }
}

fn play(seed: u64) {
    let mut engine = Engine::new(MemoryStorage::new());
    let mut dice = Dice(seed);
    let mut model = Model::default();
    let mut sent = 0;
    let mut send = |engine: &mut Engine<MemoryStorage>, command: Value, minute: i64| {
        sent += 1;
        let envelope: Envelope =
            serde_json::from_value(json!({"id": sent.to_string(), "at": at(minute), "actor": "test", "command": command})).unwrap();
        engine.submit(envelope).unwrap()
    };
    for command in set_up() {
        assert!(matches!(send(&mut engine, command, 0), Outcome::Applied { .. }));
    }
    let mut now = 0;
    for number in 0..120 {
        now += dice.below(5);
        // What is refused leaves the expiry of carts to the next command: the papers are compared after commands that took effect.
        model.expire(now);
        let (command, wanted) = step(&mut dice, &mut model, number, now);
        let outcome = send(&mut engine, command.clone(), now);
        let code = outcome.receipt().err().map(|refusal| refusal.code());
        assert_eq!(code, wanted.err(), "seed {seed}, command {number}: {command}");
        if code.is_none() {
            compare(&mut engine, &model, number);
        }
        let query: SlotQuery = serde_json::from_value(json!({"at": at(now), "first_day": "2026-03-02", "days": 1})).unwrap();
        let offers = engine.slots(query).unwrap();
        for (slot, plan) in PLANS.iter().enumerate() {
            let offer = offers.iter().find(|offer| offer.slot.as_str() == plan.slot).unwrap();
            assert_eq!(usize::try_from(offer.booked.orders).unwrap(), model.places[slot].len(), "seed {seed}, {} at {now}", plan.slot);
            assert_eq!(offer.bookable, model.room(slot, (1, 0, 0), now).is_ok(), "seed {seed}, {} at {now}", plan.slot);
            assert_eq!((offer.over.orders, offer.over.grams), (0, 0));
        }
    }
    assert_eq!(engine.audit().unwrap().differences, []);
}

#[test]
fn random_bookings_agree_with_a_list_kept_by_hand() {
    for seed in 0..150 {
        play(seed);
    }
}
