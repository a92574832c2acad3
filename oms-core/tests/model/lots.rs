//! What is kept by lot behaves as what is not, as long as nothing tells its lots apart; and each lot is right for itself.

use std::collections::BTreeMap;
use std::sync::Arc;

use oms_core::batch::{Session, Step};
use oms_core::document::{DocumentBody, DocumentKind};
use oms_core::lot::Lot;
use oms_core::order::Stage;
use oms_core::query::{Page, Query};
use oms_core::{CommitError, Engine, Envelope, MemoryStorage, Outcome, Storage};
use serde_json::{Value, json};

use crate::oracle::random::Dice;
use crate::oracle::stream::{batches, stream};

type Shop = Engine<MemoryStorage>;

/// SKUs of the streams that are counted, and are kept by lot here.
const COUNTED: [&str; 3] = ["s1", "s2", "s3"];

fn counted(sku: &Value) -> bool {
    COUNTED.iter().any(|counted| sku == counted)
}

/// The same command about items that are kept by lot, all in one.
fn in_one_lot(envelope: &Envelope, purchased: &BTreeMap<(String, String), Value>) -> Envelope {
    let mut value = serde_json::to_value(envelope).unwrap();
    let command = &mut value["command"];
    let (kind, sku) = (command["type"].as_str().unwrap().to_owned(), command["sku"].clone());
    let received = json!({"number": "only"});
    match kind.as_str() {
        "put_item" if counted(&sku) && command["tracked"] == json!(true) && command.get("components").is_none() => {
            command["lots"] = json!({})
        }
        "receive_stock" if counted(&sku) => command["lot"] = received,
        "receive_stock" => {
            let lines = command.get_mut("lines").and_then(Value::as_array_mut);
            lines.into_iter().flatten().filter(|line| counted(&line["sku"])).for_each(|line| line["lot"] = received.clone());
        }
        "adjust_stock" | "set_stock" | "move_stock" if counted(&sku) => command["lot"] = json!("only"),
        "put_transfer" => {
            let lines = command["lines"].as_array_mut();
            lines.into_iter().flatten().filter(|line| counted(&line["sku"])).for_each(|line| line["lot"] = json!("only"));
        }
        "receive_purchase_order" => {
            let paper = command["purchase_order"].as_str().unwrap().to_owned();
            for line in command["lines"].as_array_mut().into_iter().flatten() {
                let sku = purchased.get(&(paper.clone(), line["line"].as_str().unwrap().to_owned()));
                if sku.is_some_and(counted) {
                    line["lot"] = received.clone();
                }
            }
        }
        _ => {}
    }
    serde_json::from_value(value).unwrap()
}

/// What is on the lines of purchase orders.
fn purchased(shop: &mut Shop) -> BTreeMap<(String, String), Value> {
    let query = Query::Documents { kind: DocumentKind::PurchaseOrder, about: None, after: None, limit: 10_000 };
    let Page::Documents { documents } = shop.query(&query).unwrap() else { panic!("another page") };
    let mut purchased = BTreeMap::new();
    for document in documents {
        let DocumentBody::PurchaseOrder(order) = &document.body else { continue };
        for line in &order.lines {
            purchased.insert((document.id.to_string(), line.id.to_string()), json!(line.sku));
        }
    }
    purchased
}

/// Leaves out everything that tells of lots.
fn without_lots(value: Value) -> Value {
    match value {
        Value::Object(members) => {
            let kept = members.into_iter().filter(|(name, _)| !["lot", "lots"].contains(&name.as_str()));
            Value::Object(kept.map(|(name, value)| (name, without_lots(value))).collect())
        }
        Value::Array(values) => {
            let kept = values.into_iter().filter(|value| value["type"] != "lot_received");
            Value::Array(kept.map(without_lots).collect())
        }
        other => other,
    }
}

fn orders(shop: &mut Shop) -> Value {
    let Page::Orders { orders, .. } = shop.query(&Query::AllOrders { after: None, limit: 10_000 }).unwrap() else { panic!("another page") };
    without_lots(json!(orders))
}

/// Units by SKU, location and lot.
fn stock(shop: &mut Shop) -> BTreeMap<(String, String, String), oms_core::inventory::Buckets> {
    let Page::Stock { skus } = shop.query(&Query::Stock { after: None, limit: 10_000 }).unwrap() else { panic!("another page") };
    let levels = skus.into_iter().flat_map(|stock| stock.levels).filter(|level| !level.buckets.is_zero());
    let lot = |lot: Option<oms_core::LotNumber>| lot.map(|lot| lot.to_string()).unwrap_or_default();
    levels.map(|level| ((level.sku.to_string(), level.location.to_string(), lot(level.lot)), level.buckets)).collect()
}

#[test]
fn in_one_lot_that_lasts_for_ever_everything_is_as_without() {
    let mut applied = 0;
    for seed in 0..40 {
        let (mut plain, mut by_lot) = (Shop::new(MemoryStorage::new()), Shop::new(MemoryStorage::new()));
        for step in stream(9_000 + seed, 150) {
            let purchased = purchased(&mut plain);
            let same: Vec<Arc<Envelope>> = step.iter().map(|envelope| Arc::new(in_one_lot(envelope, &purchased))).collect();
            let (here, there) = (plain.submit_batch(step.clone()).unwrap(), by_lot.submit_batch(same).unwrap());
            applied += here.iter().filter(|outcome| matches!(outcome, Outcome::Applied { .. })).count();
            assert_eq!(without_lots(json!(here)), without_lots(json!(there)), "seed {seed}: {step:?}");
        }
        assert_eq!(orders(&mut plain), orders(&mut by_lot), "seed {seed}");
        let plain_stock: BTreeMap<_, _> = stock(&mut plain).into_iter().map(|((sku, at, _), buckets)| ((sku, at), buckets)).collect();
        let lot_stock: BTreeMap<_, _> = stock(&mut by_lot).into_iter().map(|((sku, at, _), buckets)| ((sku, at), buckets)).collect();
        assert_eq!(plain_stock, lot_stock, "seed {seed}");
        let audit = by_lot.audit().unwrap();
        assert!(audit.is_clean(), "seed {seed}: {:?}", audit.differences);
    }
    assert!(applied > 2_000, "only {applied} commands took effect");
}

fn envelope(id: &str, at: i64, command: &Value) -> Arc<Envelope> {
    let at = oms_core::Timestamp::from_millis(1_798_000_000_000 + at * 1_000).unwrap();
    let envelope = json!({"id": id, "at": at, "actor": "clerk", "command": command});
    Arc::new(serde_json::from_value(envelope).unwrap_or_else(|error| panic!("{command}: {error}")))
}

fn opening() -> Vec<Value> {
    let mut opening: Vec<Value> = ["n1", "n2"].map(|id| json!({"type": "put_location", "location": {"id": id, "country": "DE"}})).into();
    opening.push(json!({"type": "put_channel", "channel": {"id": "web", "on_shortage": "hold"}}));
    opening.push(json!({"type": "put_channel", "channel": {"id": "store", "ignores_safety_stock": true, "minimum_life_days": 3}}));
    opening
        .push(json!({"type": "put_item", "sku": "milk", "lots": {"picking": "fefo", "minimum_life_days": 1}, "backorder": {"limit": 4}}));
    opening.push(json!({"type": "put_item", "sku": "box", "components": [{"sku": "milk", "quantity": 2}]}));
    opening
}

/// Units at work in the shop: order, fulfillment order, line and lot, whichever comes up; nonsense if there are none.
fn at_work(dice: &mut Dice, shop: &mut Shop) -> (String, u32, String, String) {
    let Page::Orders { orders, .. } = shop.query(&Query::AllOrders { after: None, limit: 1_000 }).unwrap() else { panic!("another page") };
    let mut found = vec![("o0".to_owned(), 1, "1".to_owned(), "L0".to_owned())];
    for order in &orders {
        for line in &order.lines {
            let work = line.units.portions().iter().filter(|portion| portion.fulfillment.is_some() && portion.stage < Stage::Shipped);
            let row = |lot: &oms_core::LotNumber, number| (order.id.to_string(), number, line.id.to_string(), lot.to_string());
            found.extend(work.filter_map(|portion| Some(row(portion.lot.as_ref()?, portion.fulfillment?))));
        }
    }
    dice.pick(&found)
}

/// A command about lots, orders and carts of a small shop; many are refused.
fn command(dice: &mut Dice, number: usize, shop: &mut Shop) -> Value {
    let lot = |dice: &mut Dice| format!("L{}", dice.below(6));
    let (order, fulfillment, line, old_lot) = at_work(dice, shop);
    let cart = format!("r{}", dice.below(3));
    let location = dice.pick(&["n1", "n2"]);
    match dice.below(32) {
        0..5 => {
            let lot = dice.below(6);
            let ends = format!("2026-12-{:02}", 24 + lot);
            let into = dice.pick(&["available", "available", "available", "safety", "quality_control"]);
            json!({"type": "receive_stock", "sku": "milk", "location": location, "quantity": 1 + dice.below(9), "into": into,
                   "lot": {"number": format!("L{lot}"), "expires_on": ends}})
        }
        5..10 => {
            let (sku, life) = (dice.pick(&["milk", "milk", "box"]), dice.pick(&[0, 0, 2, 4]));
            json!({"type": "capture_order", "order": format!("o{}", number / 3), "channel": dice.pick(&["web", "store"]), "currency": "EUR",
                   "lines": [{"id": "1", "sku": sku, "quantity": 1 + dice.below(5), "unit_price": "1", "minimum_life_days": life}]})
        }
        10 => json!({"type": "reserve_stock", "reservation": cart, "channel": "web", "time_to_live": 20_000,
                     "lines": [{"sku": "milk", "quantity": 1 + dice.below(3)}]}),
        11 => json!({"type": "change_reservation", "reservation": cart, "lines": [{"sku": "milk", "quantity": 1 + dice.below(3)}]}),
        12 => json!({"type": "release_reservation", "reservation": cart}),
        13 => json!({"type": "cancel_order", "order": order, "reason": "customer"}),
        14 => json!({"type": "allocate_order", "order": order}),
        15 => json!({"type": "release_backorders", "sku": "milk", "location": location}),
        16 => {
            json!({"type": "move_stock", "sku": "milk", "location": location, "lot": lot(dice), "quantity": 1 + dice.below(2),
                     "from_bucket": dice.pick(&["available", "quality_control", "safety"]),
                     "to_bucket": dice.pick(&["safety", "damaged", "available"]), "reason": "shelf"})
        }
        17 => {
            json!({"type": "adjust_stock", "sku": "milk", "location": location, "lot": lot(dice), "change": dice.below(5) - 2,
                     "reason": "count"})
        }
        18 if dice.chance(60) => json!({"type": "recall_lot", "sku": "milk", "lot": lot(dice), "reason": "listeria"}),
        18 => json!({"type": "put_item", "sku": "milk", "lots": {"minimum_life_days": 1}, "backorder": {"limit": 4}}),
        19..22 => {
            json!({"type": "change_lot", "order": order, "fulfillment": fulfillment, "line": line, "from_lot": old_lot,
                         "to_lot": lot(dice)})
        }
        22..25 => json!({"type": "pick_fulfillment", "order": order, "fulfillment": fulfillment}),
        25 => json!({"type": "pick_fulfillment", "order": order, "fulfillment": fulfillment,
                     "lines": [{"line": line, "lot": old_lot, "picked": dice.below(2), "not_found": dice.below(2)}]}),
        26 => json!({"type": "reject_fulfillment", "order": order, "fulfillment": fulfillment, "reason": "busy"}),
        27..30 => json!({"type": "pack_parcel", "order": order, "fulfillment": fulfillment}),
        _ => json!({"type": "ship_parcel", "order": order, "parcel": 1}),
    }
}

fn lots(shop: &mut Shop) -> BTreeMap<String, Lot> {
    let Page::Documents { documents } =
        shop.query(&Query::Documents { kind: DocumentKind::Lot, about: None, after: None, limit: 1_000 }).unwrap()
    else {
        panic!("another page")
    };
    let lots = documents.iter().map(|document| match &document.body {
        DocumentBody::Lot(lot) => (lot.number.to_string(), lot.clone()),
        other => panic!("{other:?} among lots"),
    });
    lots.collect()
}

/// What must hold of every lot, whatever has happened.
fn check_laws(shop: &mut Shop) {
    let audit = shop.audit().unwrap();
    assert!(audit.is_clean(), "{:?}", audit.differences);
    let lots = lots(shop);
    for ((sku, at, lot), buckets) in stock(shop) {
        let promised = [buckets.reserved, buckets.committed, buckets.damaged, buckets.quality_control];
        assert!(promised.iter().all(|units| *units >= 0), "{sku} at {at}, lot {lot}: {buckets:?}");
        // A correction may fall below what is promised, and a store may sell its safety stock.
        let recalled = lots[&lot].recalled.is_some();
        assert!(!recalled || buckets.available <= 0 && buckets.safety <= 0, "recalled {lot} at {at}: {buckets:?}");
    }
    let Page::Orders { orders, .. } = shop.query(&Query::AllOrders { after: None, limit: 1_000 }).unwrap() else { panic!("another page") };
    for order in orders {
        for portion in order.lines.iter().flat_map(|line| line.units.portions()) {
            assert_eq!(portion.lot.is_some(), portion.location.is_some(), "{portion:?} of order {}", order.id);
            let on_shelf = matches!(portion.stage, Stage::Reserved | Stage::Allocated);
            let recalled = portion.lot.as_ref().is_some_and(|lot| lots[lot.as_str()].recalled.is_some());
            assert!(!(on_shelf && recalled), "{portion:?} of order {} is of a recalled lot", order.id);
        }
    }
}

/// The lots an order must get that is captured now, if one location has all of it: plainly first expired, first out.
fn first_expired(shop: &mut Shop, day: &str, life: i64, safety_too: bool, mut units: i64) -> Option<Vec<(String, i64)>> {
    let lots = lots(shop);
    let day: i64 = day[8..].parse().unwrap();
    for at in ["n1", "n2"] {
        let mut free: Vec<(i64, String, i64)> = Vec::new();
        for ((_, location, lot), buckets) in stock(shop) {
            let ends: i64 = lots[&lot].expires_on.unwrap().to_string()[8..].parse().unwrap();
            let units = buckets.available + if safety_too { buckets.safety } else { 0 };
            if location == at && units > 0 && lots[&lot].recalled.is_none() && ends > day && ends - day >= life {
                free.push((ends, lot, units));
            }
        }
        free.sort();
        if free.iter().map(|(.., units)| units).sum::<i64>() >= units {
            let mut taken = Vec::new();
            for (_, lot, free) in free {
                let some = free.min(units);
                units -= some;
                if some > 0 {
                    taken.push((lot, some));
                }
            }
            taken.sort();
            return Some(taken);
        }
    }
    None
}

#[test]
fn every_lot_is_right_after_every_command() {
    let (mut effects, mut predicted) = (BTreeMap::<String, usize>::new(), 0);
    for seed in 0..60 {
        let mut dice = Dice::new(77_000 + seed);
        let mut shop = Shop::new(MemoryStorage::new());
        let mut sent: Vec<Vec<Arc<Envelope>>> = Vec::new();
        for (number, command) in opening().iter().enumerate() {
            sent.push(vec![envelope(&format!("a{number}"), 0, command)]);
            shop.submit_batch(sent[number].clone()).unwrap();
        }
        let mut at = 0;
        for number in 0..140 {
            at += dice.pick(&[0, 60, 600, 6_000]);
            let command = command(&mut dice, number, &mut shop);
            let name = command["type"].as_str().unwrap();
            let step = vec![envelope(&format!("c{number}"), at, &command)];
            // Nothing falls due here that would change what is free before the command.
            let look = vec![envelope("look", at, &json!({"type": "expire_reservations"}))];
            let quiet = Shop::new(shop.storage().clone()).submit_batch(look).unwrap()[0].events().is_empty();
            let expected = (name == "capture_order" && quiet).then(|| {
                let line = &command["lines"][0];
                let store = command["channel"] == "store";
                let life = line["minimum_life_days"].as_i64().unwrap().max(if store { 3 } else { 1 });
                let each = if line["sku"] == "box" { 2 } else { 1 };
                let day = step[0].at.to_string();
                first_expired(&mut shop, &day[..10], life, store, line["quantity"].as_i64().unwrap() * each)
            });
            let outcome = shop.submit_batch(step.clone()).unwrap().remove(0);
            sent.push(step);
            if let Outcome::Applied { .. } = &outcome {
                *effects.entry(name.to_owned()).or_default() += 1;
                if let Some(Some(expected)) = expected {
                    let order = shop.order(&command["order"].as_str().unwrap().parse().unwrap()).unwrap().unwrap();
                    let portions = order.lines[0].units.portions().iter();
                    let mut taken: Vec<(String, i64)> =
                        portions.map(|one| (one.lot.as_ref().unwrap().to_string(), one.quantity.units())).collect();
                    taken.sort();
                    assert_eq!(taken, expected, "seed {seed}: {command}");
                    predicted += 1;
                }
            }
            check_laws(&mut shop);
        }
        let digest = shop.digest().unwrap();
        for size in [7, 1_000] {
            let mut other = Shop::new(MemoryStorage::new());
            batches(&sent, size).into_iter().for_each(|batch| drop(other.submit_batch(batch).unwrap()));
            assert_eq!(other.digest().unwrap(), digest, "seed {seed}: batches of {size} make another state");
        }
    }
    for name in ["recall_lot", "change_lot", "ship_parcel", "reserve_stock", "change_reservation", "cancel_order", "pick_fulfillment"] {
        assert!(effects.get(name).is_some_and(|count| *count >= 15), "`{name}` hardly ever took effect: {effects:?}");
    }
    assert!(predicted > 100, "only {predicted} captures were predicted");
}

fn committed(session: &mut Session, storage: &mut MemoryStorage) -> bool {
    loop {
        match session.next() {
            Step::Load(wanted) => {
                let snapshot = storage.load(wanted).unwrap();
                session.loaded(snapshot).unwrap();
            }
            Step::Commit(changes) => {
                return match storage.commit(changes) {
                    Ok(()) => {
                        session.committed().unwrap();
                        true
                    }
                    Err(CommitError::Conflict) => {
                        session.conflicted().unwrap();
                        false
                    }
                    Err(CommitError::Storage(error)) => match error {},
                };
            }
            Step::Done(_) => return true,
        }
    }
}

/// Decides a command on what is there now, lets another one be written first, and then tries to write it.
fn raced(first: &Value, second: &Value) -> (bool, Shop) {
    let mut shop = Shop::new(MemoryStorage::new());
    let receive = |lot: &str, ends: &str| {
        json!({"type": "receive_stock", "sku": "milk", "location": "n1", "quantity": 3,
               "lot": {"number": lot, "expires_on": ends}})
    };
    for (number, command) in opening().iter().chain([&receive("L1", "2026-12-29"), &receive("L2", "2026-12-30")]).enumerate() {
        shop.submit_batch(vec![envelope(&format!("a{number}"), 0, command)]).unwrap();
    }
    let mut storage = shop.into_storage();
    let mut slow = Session::new(vec![envelope("slow", 1, second)], Arc::default()).unwrap();
    while let Step::Load(wanted) = slow.next() {
        let snapshot = storage.load(wanted).unwrap();
        slow.loaded(snapshot).unwrap();
    }
    let mut fast = Session::new(vec![envelope("fast", 1, first)], Arc::default()).unwrap();
    assert!(committed(&mut fast, &mut storage), "nobody was in the way of the first");
    let at_once = committed(&mut slow, &mut storage);
    assert!(at_once || committed(&mut slow, &mut storage), "decided anew, it stands");
    let mut shop = Shop::new(storage);
    check_laws(&mut shop);
    (at_once, shop)
}

#[test]
fn whoever_decided_on_a_lot_as_it_was_decides_anew() {
    let capture = |order: &str, quantity: i64| {
        json!({"type": "capture_order", "order": order, "channel": "web", "currency": "EUR",
               "lines": [{"id": "1", "sku": "milk", "quantity": quantity, "unit_price": "1"}]})
    };
    let recall = json!({"type": "recall_lot", "sku": "milk", "lot": "L1", "reason": "listeria"});
    // There are six in all, and three of the lot that both want.
    let (at_once, mut shop) = raced(&capture("o1", 2), &capture("o2", 2));
    assert!(!at_once, "the lot was sold twice");
    let taken = |shop: &mut Shop, order: &str| {
        let order = shop.order(&order.parse().unwrap()).unwrap().unwrap();
        let portions = order.lines[0].units.portions().iter();
        portions.map(|portion| format!("{}x{}", portion.quantity, portion.lot.as_ref().unwrap())).collect::<Vec<_>>()
    };
    assert_eq!(taken(&mut shop, "o2"), ["1xL1", "1xL2"]);
    let (at_once, _) = raced(&capture("o1", 1), &capture("o2", 2));
    assert!(at_once, "there was enough of the lot for both");
    let (at_once, mut shop) = raced(&recall, &capture("o1", 2));
    assert!(!at_once, "a recalled lot was sold");
    assert_eq!(taken(&mut shop, "o1"), ["2xL2"]);
    let (at_once, mut shop) = raced(&capture("o1", 2), &recall);
    assert!(!at_once, "the recall has missed an order");
    assert_eq!(taken(&mut shop, "o1"), ["2xL2"]);
}
