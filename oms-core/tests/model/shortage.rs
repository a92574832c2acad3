//! When less is there than was promised, those lose that come last, they are served again from what there is, and nothing else changes.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::sync::Arc;

use oms_core::inventory::Buckets;
use oms_core::order::{Order, Stage};
use oms_core::query::{Page, Query};
use oms_core::reservation::Reservation;
use oms_core::{Engine, Envelope, Event, MemoryStorage, Outcome, Timestamp};
use serde_json::{Value, json};

use crate::oracle::random::Dice;
use crate::oracle::stream::batches;

type Shop = Engine<MemoryStorage>;
type Shelf = (String, String, String);

fn instant(seconds: i64) -> Timestamp {
    Timestamp::from_millis(1_798_000_000_000 + seconds * 1_000).unwrap()
}

fn envelope(id: &str, at: i64, command: &Value) -> Arc<Envelope> {
    let envelope = json!({"id": id, "at": instant(at), "actor": "clerk", "command": command});
    Arc::new(serde_json::from_value(envelope).unwrap_or_else(|error| panic!("{command}: {error}")))
}

fn opening() -> Vec<Value> {
    let mut opening: Vec<Value> = ["n1", "n2"].map(|id| json!({"type": "put_location", "location": {"id": id, "country": "DE"}})).into();
    opening.push(json!({"type": "put_channel", "channel": {"id": "web", "on_shortage": "hold"}}));
    opening.push(json!({"type": "put_channel", "channel": {"id": "paid", "on_shortage": "hold", "requires_payment": true}}));
    opening.push(json!({"type": "put_channel", "channel": {"id": "store", "ignores_safety_stock": true}}));
    opening.push(json!({"type": "put_item", "sku": "tee", "channel_caps": [{"channel": "web", "limit": 30}]}));
    opening.push(json!({"type": "put_item", "sku": "cap", "backorder": {}}));
    opening.push(json!({"type": "put_item", "sku": "milk", "lots": {}, "backorder": {"limit": 3}}));
    opening
}

/// A command of a small shop whose stock is often wrong; many are refused.
fn command(dice: &mut Dice, number: usize, at: i64) -> Value {
    let sku = dice.pick(&["tee", "cap", "milk"]);
    let location = dice.pick(&["n1", "n1", "n2"]);
    let (order, cart) = (format!("o{}", dice.below(30)), format!("r{}", dice.below(4)));
    let lot = (sku == "milk").then(|| dice.pick(&["L1", "L2"]));
    let shelf = |mut command: Value| {
        command["sku"] = json!(sku);
        command["location"] = json!(location);
        if let Some(lot) = lot {
            command["lot"] = json!(lot);
        }
        command
    };
    match dice.below(30) {
        0..6 => {
            let into = dice.pick(&["available", "available", "available", "safety", "damaged"]);
            let mut receive = shelf(json!({"type": "receive_stock", "quantity": 1 + dice.below(9), "into": into}));
            if let Some(lot) = lot {
                receive["lot"] = json!({"number": lot});
            }
            receive
        }
        6..15 => {
            let mut lines = vec![json!({"id": "1", "sku": sku, "quantity": 1 + dice.below(4), "unit_price": "1"})];
            if dice.chance(40) {
                lines.push(json!({"id": "2", "sku": dice.pick(&["tee", "cap"]), "quantity": 1 + dice.below(2), "unit_price": "1"}));
            }
            let promised_at = dice.maybe(60, |dice| instant(at + 10_000 + dice.below(5) * 1_000));
            json!({"type": "capture_order", "order": format!("o{}", number % 30), "channel": dice.pick(&["web", "web", "paid", "store"]),
                   "currency": "EUR", "priority": dice.below(3), "promised_at": promised_at, "lines": lines})
        }
        15..18 => json!({"type": "reserve_stock", "reservation": cart, "channel": "web", "time_to_live": 300 + dice.below(3) * 600,
                         "lines": [{"sku": sku, "quantity": 1 + dice.below(3)}]}),
        18 => json!({"type": "release_reservation", "reservation": cart}),
        19..21 => json!({"type": "pick_fulfillment", "order": order, "fulfillment": 1}),
        21 => json!({"type": "pack_parcel", "order": order, "fulfillment": 1}),
        22 => json!({"type": "cancel_order", "order": order, "reason": "customer"}),
        23 => json!({"type": "release_backorders", "sku": sku, "location": location}),
        24..27 => shelf(json!({"type": "adjust_stock", "change": -1 - dice.below(4), "reason": "stolen",
                               "shortage": dice.pick(&["reassign", "reassign", "keep", "refuse"])})),
        _ => shelf(json!({"type": "set_stock", "on_hand": dice.below(8), "reason": "count",
                          "shortage": dice.pick(&["reassign", "reassign", "keep", "refuse"])})),
    }
}

fn orders(shop: &mut Shop) -> Vec<Arc<Order>> {
    let Page::Orders { orders, .. } = shop.query(&Query::AllOrders { after: None, limit: 1_000 }).unwrap() else { panic!("another page") };
    orders
}

fn carts(shop: &mut Shop) -> Vec<Arc<Reservation>> {
    let query = Query::Reservations { after: None, limit: 1_000 };
    let Page::Reservations { reservations } = shop.query(&query).unwrap() else { panic!("another page") };
    reservations
}

fn stock(shop: &mut Shop) -> BTreeMap<Shelf, Buckets> {
    let Page::Stock { skus } = shop.query(&Query::Stock { after: None, limit: 1_000 }).unwrap() else { panic!("another page") };
    let levels = skus.into_iter().flat_map(|stock| stock.levels);
    let lot = |lot: Option<oms_core::LotNumber>| lot.map(|lot| lot.to_string()).unwrap_or_default();
    levels.map(|level| ((level.sku.to_string(), level.location.to_string(), lot(level.lot)), level.buckets)).collect()
}

/// Who must lose how much of a shelf that lacks so many units, by name, and what nobody can give.
fn losers(shop: &mut Shop, (sku, location, lot): &Shelf, mut missing: i64) -> (BTreeMap<String, i64>, i64) {
    // Each holder with what it may lose, last to be served first.
    let mut holders: Vec<(String, i64)> = Vec::new();
    let mut carts = carts(shop);
    carts.sort_by_key(|cart| Reverse((cart.expires_at, cart.id.clone())));
    let same = |at: Option<&oms_core::LotNumber>| at.map(ToString::to_string).unwrap_or_default() == *lot;
    for cart in &carts {
        let held = cart.units.iter().filter(|units| units.sku.as_str() == sku && units.location.as_str() == location);
        holders
            .push((format!("cart {}", cart.id), held.filter(|units| same(units.lot.as_ref())).map(|units| units.quantity.units()).sum()));
    }
    let mut orders = orders(shop);
    let never = instant(1_000_000_000);
    orders.sort_by_key(|order| (order.priority, Reverse((order.promised_at.unwrap_or(never), order.placed_at, order.id.clone()))));
    for order in &orders {
        let mut held = 0;
        for line in order.lines.iter().filter(|line| line.sku.as_str() == sku) {
            for portion in line.units.portions().iter().filter(|portion| matches!(portion.stage, Stage::Reserved | Stage::Allocated)) {
                let here = portion.location.as_ref().is_some_and(|at| at.as_str() == location) && same(portion.lot.as_ref());
                held += if here { portion.quantity.units() } else { 0 };
            }
        }
        holders.push((format!("order {}", order.id), held));
    }
    let mut losers = BTreeMap::new();
    for (name, held) in holders {
        let lost = held.min(missing);
        missing -= lost;
        if lost > 0 {
            losers.insert(name, lost);
        }
    }
    (losers, missing)
}

/// Who lost how much, by the events, and what nobody could give.
fn told(events: &[Event]) -> (BTreeMap<String, i64>, i64) {
    let (mut losers, mut left) = (BTreeMap::new(), 0);
    for event in events {
        match event {
            Event::ReservationShort { reservation, quantity, .. } => {
                *losers.entry(format!("cart {reservation}")).or_default() += quantity.units();
            }
            Event::UnitsReassigned { order, quantity, .. } => *losers.entry(format!("order {order}")).or_default() += quantity.units(),
            Event::ShortageLeft { quantity, .. } => left += quantity.units(),
            _ => {}
        }
    }
    (losers, left)
}

#[test]
fn those_lose_that_come_last_and_nothing_is_promised_twice() {
    let (mut taken, mut served_elsewhere, mut left_over, mut refused) = (0, 0, 0, 0);
    for seed in 0..120 {
        let mut dice = Dice::new(52_000 + seed);
        let mut shop = Shop::new(MemoryStorage::new());
        let mut sent: Vec<Vec<Arc<Envelope>>> = Vec::new();
        for (number, command) in opening().iter().enumerate() {
            sent.push(vec![envelope(&format!("a{number}"), 0, command)]);
            shop.submit_batch(sent[number].clone()).unwrap();
        }
        let mut at = 0;
        for number in 0..140 {
            at += dice.pick(&[0, 1, 30, 300]);
            // What is due by then is due before the command, and is no part of what it does.
            sent.push(vec![envelope(&format!("e{number}"), at, &json!({"type": "expire_reservations"}))]);
            shop.submit_batch(sent.last().unwrap().clone()).unwrap();
            let command = command(&mut dice, number, at);
            let step = vec![envelope(&format!("c{number}"), at, &command)];
            let corrects = command.get("shortage").is_some();
            let text = |name: &str| command.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
            let shelf: Shelf = (text("sku"), text("location"), text("lot"));
            let before = stock(&mut shop).get(&shelf).copied().unwrap_or_default();
            let change = match (command.get("change"), command.get("on_hand")) {
                (Some(change), _) => change.as_i64().unwrap(),
                (_, Some(on_hand)) => on_hand.as_i64().unwrap() - before.on_hand(),
                _ => 0,
            };
            let missing = if corrects && change < 0 { (-(before.available + before.safety + change)).max(0) } else { 0 };
            let expected = losers(&mut shop, &shelf, missing);
            let outcome = shop.submit_batch(step.clone()).unwrap().remove(0);
            sent.push(step);
            match (&outcome, text("shortage").as_str()) {
                (Outcome::Applied { receipt }, "reassign") => {
                    assert_eq!(told(&receipt.events), expected, "seed {seed}: {command}");
                    let after = stock(&mut shop).get(&shelf).copied().unwrap_or_default();
                    assert!(after.available + after.safety >= -expected.1 || change >= 0, "seed {seed}: {command} left {after:?}");
                    taken += expected.0.len();
                    left_over += usize::from(expected.1 > 0);
                    served_elsewhere += receipt.events.iter().filter(|event| matches!(event, Event::OrderRouted { .. })).count();
                }
                (Outcome::Applied { receipt }, _) => assert!(told(&receipt.events).0.is_empty(), "seed {seed}: {command}"),
                (Outcome::Refused { rejection }, "refuse") if rejection.code() == "below_promised" => {
                    assert!(missing > 0, "seed {seed}: {command}");
                    refused += 1;
                }
                _ => {}
            }
            if corrects && text("shortage") == "refuse" && missing > 0 {
                assert!(matches!(outcome, Outcome::Refused { .. }), "seed {seed}: {command}");
            }
            let audit = shop.audit().unwrap();
            assert!(audit.is_clean(), "seed {seed}, {command}: {:?}", audit.differences);
        }
        let digest = shop.digest().unwrap();
        for size in [7, 1_000] {
            let mut other = Shop::new(MemoryStorage::new());
            batches(&sent, size).into_iter().for_each(|batch| drop(other.submit_batch(batch).unwrap()));
            assert_eq!(other.digest().unwrap(), digest, "seed {seed}: batches of {size} make another state");
        }
    }
    let seen = (taken, served_elsewhere, left_over, refused);
    assert!(taken > 300 && served_elsewhere > 50 && left_over > 20 && refused > 50, "too few to tell: {seen:?}");
}
