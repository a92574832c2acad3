//! Whatever happens between counting, recording and approving, a count finds what was missing when it was taken, and stock follows once.

use std::collections::BTreeMap;
use std::sync::Arc;

use oms_core::count::{Count, CountState};
use oms_core::document::{DocumentBody, DocumentKind};
use oms_core::order::Stage;
use oms_core::query::{Page, Query};
use oms_core::{Engine, Envelope, Event, MemoryStorage, Outcome, Timestamp};
use serde_json::{Value, json};

use crate::oracle::random::Dice;
use crate::oracle::stream::batches;

type Shop = Engine<MemoryStorage>;
type OnHand = BTreeMap<(String, String, String), i64>;

fn instant(seconds: i64) -> Timestamp {
    Timestamp::from_millis(1_798_000_000_000 + seconds * 1_000).unwrap()
}

fn envelope(id: &str, at: i64, actor: &str, command: &Value) -> Arc<Envelope> {
    let envelope = json!({"id": id, "at": instant(at), "actor": actor, "command": command});
    Arc::new(serde_json::from_value(envelope).unwrap_or_else(|error| panic!("{command}: {error}")))
}

fn opening() -> Vec<Value> {
    let mut opening: Vec<Value> = ["n1", "n2"].map(|id| json!({"type": "put_location", "location": {"id": id, "country": "DE"}})).into();
    opening.push(json!({"type": "put_channel", "channel": {"id": "web", "on_shortage": "hold"}}));
    opening.push(json!({"type": "put_item", "sku": "tee", "unit_costs": [{"currency": "EUR", "amount": "2.50"}]}));
    opening.push(json!({"type": "put_item", "sku": "cap", "backorder": {}}));
    opening.push(json!({"type": "put_item", "sku": "milk", "lots": {}}));
    opening.push(policies(true, Some(1)));
    opening
}

fn policies(four_eyes: bool, tolerance: Option<i64>) -> Value {
    json!({"type": "put_policies", "policies": {"counting": {"four_eyes": four_eyes, "tolerance_units": tolerance}}})
}

/// What is to be done next for an order that is under way.
fn next_step(dice: &mut Dice, shop: &mut Shop) -> Value {
    let Page::Orders { orders, .. } = shop.query(&Query::AllOrders { after: None, limit: 1_000 }).unwrap() else { panic!("another page") };
    let mut steps = vec![json!({"type": "pick_fulfillment", "order": "o0", "fulfillment": 1})];
    for order in &orders {
        for portion in order.lines.iter().flat_map(|line| line.units.portions()) {
            let step = match portion.stage {
                Stage::Allocated => json!({"type": "pick_fulfillment", "order": order.id, "fulfillment": portion.fulfillment}),
                Stage::Picked => json!({"type": "pack_parcel", "order": order.id, "fulfillment": portion.fulfillment}),
                Stage::Packed => json!({"type": "ship_parcel", "order": order.id, "parcel": portion.parcel}),
                _ => continue,
            };
            steps.push(step);
        }
    }
    dice.pick(&steps)
}

/// A command of a small shop that counts; many are refused.
fn command(dice: &mut Dice, number: usize, at: i64, shop: &mut Shop) -> Value {
    let sku = dice.pick(&["tee", "cap", "milk"]);
    let location = dice.pick(&["n1", "n1", "n2"]);
    let count = format!("k{}", dice.below(6));
    let lot = (sku == "milk").then(|| dice.pick(&["L1", "L2"]));
    let recent = format!("t{}", i64::try_from(number).unwrap() / 16 - dice.below(2));
    let shelf = |mut command: Value| {
        command["sku"] = json!(sku);
        command["location"] = json!(location);
        if let Some(lot) = lot {
            command["lot"] = json!(lot);
        }
        command
    };
    match dice.below(40) {
        0..4 => {
            let mut receive = shelf(json!({"type": "receive_stock", "quantity": 1 + dice.below(9)}));
            if let Some(lot) = lot {
                receive["lot"] = json!({"number": lot});
            }
            receive
        }
        6..12 => json!({"type": "capture_order", "order": format!("o{}", number / 5), "channel": "web", "currency": "EUR",
                        "lines": [{"id": "1", "sku": sku, "quantity": 1 + dice.below(3), "unit_price": "1"}]}),
        5 | 12..21 => next_step(dice, shop),
        22 if dice.chance(50) => shelf(json!({"type": "adjust_stock", "change": dice.below(5) - 2, "reason": "found"})),
        22 => shelf(json!({"type": "set_stock", "on_hand": dice.below(6), "reason": "look"})),
        23 => {
            let mut line = json!({"id": "1", "sku": sku, "quantity": 1 + dice.below(3)});
            if let Some(lot) = lot {
                line["lot"] = json!(lot);
            }
            json!({"type": "put_transfer", "transfer": format!("t{}", number / 16), "from_location": "n1", "to_location": "n2",
                   "expected_at": instant(at + 1_000), "lines": [line]})
        }
        4 | 24 => json!({"type": "ship_transfer", "transfer": recent}),
        21 | 25 => json!({"type": "receive_transfer", "transfer": recent, "lines": [{"line": "1", "available": 1}]}),
        26..29 => {
            let skus: Vec<&str> = dice.pick(&[&["tee"][..], &["cap", "tee"][..], &["milk"][..], &["cap", "milk", "tee"][..]]).to_vec();
            json!({"type": "open_count", "count": count, "location": location, "skus": skus, "blind": dice.chance(30)})
        }
        29..35 => {
            let shelf = (sku.to_owned(), location.to_owned(), lot.unwrap_or_default().to_owned());
            let there = on_hand(shop).get(&shelf).copied().unwrap_or_default();
            // Mostly nearly right.
            let quantity = if dice.chance(60) { (there + dice.below(3) - 1).max(0) } else { dice.below(8) };
            let mut line = json!({"sku": sku, "quantity": quantity});
            if let Some(lot) = lot {
                line["lot"] = json!(lot);
            }
            let counted_at = dice.maybe(80, |dice| instant(at - dice.pick(&[0, 1, 60, 600, 3_000])));
            json!({"type": "record_count", "count": count, "counted_at": counted_at, "lines": [line]})
        }
        35..38 => json!({"type": "approve_count", "count": count, "leaves_uncounted": dice.chance(60), "reason": "cycle",
                         "shortage": dice.pick(&["keep", "refuse", "reassign"])}),
        38 => json!({"type": "reject_count", "count": count, "reason": "again"}),
        _ if dice.chance(70) => json!({"type": "cancel_count", "count": count, "reason": "no time"}),
        _ => policies(dice.chance(50), dice.maybe(50, |dice| dice.below(3))),
    }
}

fn on_hand(shop: &mut Shop) -> OnHand {
    let Page::Stock { skus } = shop.query(&Query::Stock { after: None, limit: 1_000 }).unwrap() else { panic!("another page") };
    let levels = skus.into_iter().flat_map(|stock| stock.levels).map(|level| {
        let lot = level.lot.map(|lot| lot.to_string()).unwrap_or_default();
        ((level.sku.to_string(), level.location.to_string(), lot), level.buckets.on_hand())
    });
    levels.filter(|(_, units)| *units != 0).collect()
}

fn counts(shop: &mut Shop) -> BTreeMap<String, Count> {
    let query = Query::Documents { kind: DocumentKind::Count, about: None, after: None, limit: 1_000 };
    let Page::Documents { documents } = shop.query(&query).unwrap() else { panic!("another page") };
    let counts = documents.iter().map(|document| match &document.body {
        DocumentBody::Count(count) => (document.id.to_string(), count.clone()),
        other => panic!("{other:?} among counts"),
    });
    counts.collect()
}

/// What was recorded names what was on hand when it was counted, as somebody wrote it down then.
fn check_recorded(count: &Count, recorded: &Value, history: &[(i64, OnHand)]) {
    for line in count.lines.iter().filter(|line| json!(line.sku) == recorded["sku"] && json!(line.lot) == recorded["lot"]) {
        let shelf = (line.sku.to_string(), count.location.to_string(), line.lot.as_ref().map(ToString::to_string).unwrap_or_default());
        let then = history.iter().rev().find(|(at, _)| instant(*at) <= line.counted_at);
        let expected = then.and_then(|(_, on_hand)| on_hand.get(&shelf)).copied().unwrap_or_default();
        assert_eq!(line.expected, expected, "{line:?}");
        assert_eq!(line.values.len(), usize::from(line.sku.as_str() == "tee" && line.variance() != 0), "{line:?}");
    }
}

/// By how much stock must have changed when a count was approved.
fn found(count: &Count) -> OnHand {
    let lines = count.lines.iter().filter(|line| line.variance() != 0);
    let shelf = |lot: Option<&oms_core::LotNumber>| lot.map(ToString::to_string).unwrap_or_default();
    lines.map(|line| ((line.sku.to_string(), count.location.to_string(), shelf(line.lot.as_ref())), line.variance())).collect()
}

fn change(before: &OnHand, after: &OnHand) -> OnHand {
    let mut change = after.clone();
    before.iter().for_each(|(shelf, units)| *change.entry(shelf.clone()).or_default() -= units);
    change.retain(|_, units| *units != 0);
    change
}

#[test]
fn a_count_finds_what_was_missing_when_it_was_taken() {
    let mut effects = BTreeMap::<String, usize>::new();
    let (mut later, mut by_policy) = (0, 0);
    for seed in 0..130 {
        let mut dice = Dice::new(31_000 + seed);
        let mut shop = Shop::new(MemoryStorage::new());
        let mut sent: Vec<Vec<Arc<Envelope>>> = Vec::new();
        for (number, command) in opening().iter().enumerate() {
            sent.push(vec![envelope(&format!("a{number}"), 0, "boss", command)]);
            shop.submit_batch(sent[number].clone()).unwrap();
        }
        let mut history: Vec<(i64, OnHand)> = vec![(0, OnHand::new())];
        let mut at = 0;
        for number in 0..160 {
            at += dice.pick(&[0, 1, 30, 300]);
            let command = command(&mut dice, number, at, &mut shop);
            let name = command["type"].as_str().unwrap().to_owned();
            let step = vec![envelope(&format!("c{number}"), at, dice.pick(&["ann", "bob"]), &command)];
            let before = history.last().unwrap().1.clone();
            let outcome = shop.submit_batch(step.clone()).unwrap().remove(0);
            sent.push(step);
            let after = on_hand(&mut shop);
            history.push((at, after.clone()));
            let Outcome::Applied { receipt } = &outcome else { continue };
            *effects.entry(name.clone()).or_default() += 1;
            if name.ends_with("_count") {
                let count = counts(&mut shop).remove(command["count"].as_str().unwrap()).unwrap();
                let is_approved = receipt.events.iter().any(|event| matches!(event, Event::CountApproved { .. }));
                assert_eq!(is_approved, count.state == CountState::Approved, "seed {seed}: {command}");
                let expected = if is_approved { found(&count) } else { OnHand::new() };
                assert_eq!(change(&before, &after), expected, "seed {seed}: {command}");
                let own = count.lines.iter().any(|line| Some(&line.counted_by) == count.closed_by.as_ref());
                let eyes = shop.query(&Query::Settings).unwrap();
                let Page::Settings { settings } = eyes else { panic!("another page") };
                assert!(!(name == "approve_count" && own && settings.policies.counting.four_eyes), "seed {seed}: {command}");
                if name == "record_count" {
                    // Stock may have followed at once, within the tolerance.
                    let (_, earlier) = history.split_last().unwrap();
                    check_recorded(&count, &command["lines"][0], earlier);
                    by_policy += usize::from(is_approved);
                    let moved = |(then, there): &&(i64, OnHand)| {
                        count.lines.iter().any(|line| instant(*then) <= line.counted_at) && *there != before
                    };
                    later += usize::from(history.iter().rev().find(moved).is_some());
                }
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
    for name in
        ["open_count", "record_count", "approve_count", "reject_count", "cancel_count", "ship_parcel", "ship_transfer", "receive_transfer"]
    {
        assert!(effects.get(name).is_some_and(|count| *count >= 20), "`{name}` hardly ever took effect: {effects:?}");
    }
    assert!(later > 100 && by_policy > 20, "{later} records came after movements, {by_policy} counts were approved by themselves");
}
