//! What runs low: told once when it does, and listed with how long it lasts and how much to order.

use oms_core::inventory::{StockAlerts, StockAlertsQuery};
use oms_core::{Event, Outcome, Storage};
use serde_json::{Value, json};

use super::dice::Dice;
use super::shop::{Shop, on_both};

fn with_rules<S: Storage>(shop: &mut Shop<S>, sku: &str, rules: Value) {
    shop.ok(json!({"type": "put_item", "sku": sku, "backorder": {}, "reorder_rules": rules}));
}

fn told(events: &[Value]) -> Vec<(i64, i64)> {
    let reached = events.iter().filter(|event| event["type"] == "reorder_point_reached");
    reached.map(|event| (event["available"].as_i64().unwrap(), event["reorder_point"].as_i64().unwrap())).collect()
}

fn alerts<S: Storage>(shop: &mut Shop<S>, query: Value) -> StockAlerts {
    let query: StockAlertsQuery = serde_json::from_value(query).unwrap();
    shop.engine.stock_alerts(query).unwrap()
}

fn told_once<S: Storage>(mut shop: Shop<S>) {
    with_rules(&mut shop, "tea", json!([{"location": "n1", "reorder_point": 5}]));
    shop.receive("tea", "n1", 8);
    assert_eq!(told(&shop.capture("o1", "tea", 2)), []);
    assert_eq!(told(&shop.capture("o2", "tea", 1)), [(5, 5)], "it falls to the point");
    assert_eq!(told(&shop.capture("o3", "tea", 3)), [], "it is below it already");
    let set = |on_hand: i64| json!({"type": "set_stock", "sku": "tea", "location": "n1", "available": on_hand, "reason": "count"});
    assert_eq!(told(&shop.ok(set(6))), []);
    assert_eq!(told(&shop.ok(set(1))), [(1, 5)], "it has been above it again");
}

#[test]
fn a_level_that_falls_to_its_reorder_point_is_told_once() {
    on_both(told_once, |shop, _| told_once(shop));
}

/// Random movements in batches of any size, of several writers: each crossing downwards is told once, and nothing else.
fn crossings_are_told<S: Storage>(mut shop: Shop<S>, seed: u64) {
    let mut dice = Dice::new(seed);
    with_rules(&mut shop, "tea", json!([{"location": "n1", "reorder_point": 6}, {"location": "n2", "reorder_point": 0}]));
    let mut told_of = 0;
    for _ in 0..80 {
        let mut batch = Vec::new();
        for _ in 0..=dice.below(6) {
            let location = dice.pick(&["n1", "n2"]);
            let units = 1 + dice.below(7);
            let command = match dice.below(5) {
                0 | 1 => json!({"type": "receive_stock", "sku": "tea", "location": location, "quantity": units}),
                2 => json!({"type": "adjust_stock", "sku": "tea", "location": location, "change": -units, "reason": "broken"}),
                _ => json!({"type": "move_stock", "sku": "tea", "location": location, "from_bucket": "available", "to_bucket": "damaged",
                            "quantity": units, "reason": "wet"}),
            };
            batch.push(shop.envelope(&command));
        }
        let mut levels = std::collections::BTreeMap::new();
        for location in ["n1", "n2"] {
            levels.insert(location.to_owned(), available(&mut shop, location));
        }
        let outcomes = shop.engine.submit_batch(batch.clone()).unwrap();
        for (envelope, outcome) in batch.iter().zip(&outcomes) {
            let Outcome::Applied { receipt } = outcome else { continue };
            let command = serde_json::to_value(&envelope.command).unwrap();
            let location = command["location"].as_str().unwrap();
            let change = match command["type"].as_str().unwrap() {
                "receive_stock" => command["lines"][0]["quantity"].as_i64().or(command["quantity"].as_i64()).unwrap(),
                "adjust_stock" => command["change"].as_i64().unwrap(),
                _ => -command["quantity"].as_i64().unwrap(),
            };
            let point = if location == "n1" { 6 } else { 0 };
            let level = levels.get_mut(location).unwrap();
            let crosses = *level > point && *level + change <= point;
            *level += change;
            let told = receipt.events.iter().filter(|event| matches!(event, Event::ReorderPointReached { .. })).count();
            assert_eq!(told, usize::from(crosses), "{command} leaves {level}, seed {seed}");
            told_of += told;
        }
    }
    assert!(told_of > 5, "only {told_of} crossings: the stream tells too little");
}

fn available<S: Storage>(shop: &mut Shop<S>, location: &str) -> i64 {
    let wanted = oms_core::batch::ReadSet { skus: vec!["tea".parse().unwrap()], ..Default::default() };
    let record = shop.engine.storage().load(&wanted).unwrap().skus.remove(0);
    record.buckets(&location.parse().unwrap(), None).available
}

#[test]
fn every_crossing_downwards_is_told_and_nothing_else() {
    for seed in 0..10 {
        on_both(|shop| crossings_are_told(shop, seed), |shop, _| crossings_are_told(shop, seed));
    }
}

#[test]
fn two_writers_tell_of_one_crossing() {
    use oms_core::batch::{Session, Step};
    on_both(
        |mut shop| {
            with_rules(&mut shop, "tea", json!([{"location": "n1", "reorder_point": 5}]));
            shop.receive("tea", "n1", 7);
            let take = json!({"type": "adjust_stock", "sku": "tea", "location": "n1", "change": -1, "reason": "broken"});
            let slow = shop.envelope(&take);
            let mut session = Session::new(vec![slow], Default::default()).unwrap();
            let Step::Load(wanted) = session.next() else { panic!("it reads first") };
            let snapshot = shop.engine.storage().load(wanted).unwrap();
            session.loaded(snapshot).unwrap();
            // While it is deciding that the level stays above the point, another takes one.
            assert_eq!(told(&shop.ok(take.clone())), []);
            loop {
                match session.next() {
                    Step::Load(wanted) => {
                        let snapshot = shop.engine.storage().load(wanted).unwrap();
                        session.loaded(snapshot).unwrap();
                    }
                    Step::Commit(changes) => match shop.engine.storage().commit(changes) {
                        Ok(()) => session.committed().unwrap(),
                        Err(_) => session.conflicted().unwrap(),
                    },
                    Step::Done(outcomes) => {
                        let events: Vec<Value> = outcomes[0].events().iter().map(|event| serde_json::to_value(event).unwrap()).collect();
                        assert_eq!(told(&events), [(5, 5)], "neither of the two told of the crossing");
                        break;
                    }
                }
            }
            assert_eq!(told(&shop.ok(take)), []);
        },
        |_, _| {},
    );
}

fn cover<S: Storage>(mut shop: Shop<S>) {
    let rules =
        json!([{"location": "n1", "reorder_point": 12, "safety_stock": 4, "target_days": 30}, {"location": "n2", "reorder_point": 2}]);
    with_rules(&mut shop, "tea", rules);
    with_rules(&mut shop, "hat", json!([{"location": "n2", "reorder_point": 3}]));
    with_rules(&mut shop, "cup", json!([{"location": "n1", "reorder_point": 1}]));
    shop.receive("tea", "n1", 24);
    shop.receive("tea", "n2", 9);
    shop.receive("cup", "n1", 7);
    shop.at = "2026-03-02T10:00:00Z".to_owned();
    shop.sell("old", "tea", 4);
    for (day, units) in [(20, 6), (25, 4)] {
        shop.at = format!("2026-03-{day}T10:00:00Z");
        shop.sell(&format!("o{day}"), "tea", units);
    }
    shop.ok(json!({"type": "put_purchase_order", "purchase_order": "p1", "supplier": "mill", "location": "n1", "lines": [
        {"id": "1", "sku": "tea", "quantity": 5, "expected_at": "2026-04-02T10:00:00Z"}]}));
    let query = json!({"at": "2026-03-30T10:00:00Z", "window_days": 20, "limit": 100});
    let page = alerts(&mut shop, query.clone());
    assert_eq!(page.next, None);
    let shown = serde_json::to_value(&page.levels).unwrap();
    // 10 units in 20 days are half a unit a day; 30 days want 15, and 4 to be safe: 10 are there, 5 come.
    let tea = json!({"sku": "tea", "location": "n1", "alerts": ["below_reorder_point"], "available": 10, "incoming": 5,
        "incoming_at": "2026-04-02T10:00:00.000Z", "reorder_point": 12, "safety_stock": 4, "sold": 10, "daily": "0.50",
        "days_of_cover": "20.0", "suggested": 4});
    let hat = json!({"sku": "hat", "location": "n2", "alerts": ["out_of_stock", "below_reorder_point"], "available": 0, "incoming": 0,
        "reorder_point": 3, "safety_stock": 0, "sold": 0, "daily": "0.00", "suggested": 3});
    assert_eq!(instants(shown), instants(json!([hat, tea])));

    // With those that are as they should be, page by page: the pages are what one page is.
    let all = |after: Option<&str>, limit: u32| {
        let mut wanted = query.clone();
        let more = json!({"all": true, "after": after, "limit": limit});
        wanted.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        wanted
    };
    let whole = alerts(&mut shop, all(None, 100));
    let names: Vec<String> = whole.levels.iter().map(|level| format!("{}@{}", level.sku, level.location)).collect();
    assert_eq!(names, ["cup@n1", "hat@n2", "tea@n1", "tea@n2"]);
    let mut pages = Vec::new();
    let mut after = None;
    loop {
        let page = alerts(&mut shop, all(after.as_deref(), 1));
        pages.extend(page.levels);
        match page.next {
            Some(next) => after = Some(next.to_string()),
            None => break,
        }
    }
    assert_eq!(pages, whole.levels);
    let mut of_n2 = all(None, 100);
    of_n2["location"] = json!("n2");
    assert_eq!(alerts(&mut shop, of_n2).levels.len(), 2);
}

/// Instants as texts without the milliseconds that are always there.
fn instants(value: Value) -> String {
    value.to_string().replace(".000Z", "Z")
}

#[test]
fn what_runs_low_is_listed_with_how_long_it_lasts() {
    on_both(cover, |shop, _| cover(shop));
}

#[test]
fn rules_are_checked() {
    on_both(
        |mut shop| {
            for (rules, field) in [
                (json!([{"location": "n1", "reorder_point": 5}, {"location": "n1", "reorder_point": 6}]), "reorder_rules"),
                (json!([{"location": "n1", "reorder_point": 5, "target_days": 0}]), "reorder_rules.target_days"),
                (json!([{"location": "n1", "reorder_point": 1_000_000_001}]), "reorder_rules.reorder_point"),
            ] {
                let Outcome::Refused { rejection } = shop.send(&json!({"type": "put_item", "sku": "tea", "reorder_rules": rules})) else {
                    panic!("{rules} should be refused")
                };
                assert_eq!(serde_json::to_value(&*rejection).unwrap()["field"], field);
            }
            let unknown = shop.send(&json!({"type": "put_item", "sku": "tea", "reorder_rules": [{"location": "n9", "reorder_point": 5}]}));
            assert!(matches!(unknown, Outcome::Refused { rejection } if rejection.code() == "unknown_location"));
        },
        |_, _| {},
    );
}

fn kept_by_lot<S: Storage>(mut shop: Shop<S>) {
    let rules = json!([{"location": "n1", "reorder_point": 5}]);
    shop.ok(json!({"type": "put_item", "sku": "milk", "lots": {}, "reorder_rules": rules}));
    for (lot, day) in [("L1", "2027-01-10"), ("L2", "2027-02-10")] {
        let lot = json!({"number": lot, "expires_on": day});
        shop.ok(json!({"type": "receive_stock", "sku": "milk", "location": "n1", "quantity": 4, "lot": lot}));
    }
    assert_eq!(told(&shop.capture("o1", "milk", 2)), []);
    assert_eq!(told(&shop.capture("o2", "milk", 3)), [(3, 5)], "its lots are counted together");
    assert_eq!(told(&shop.capture("o3", "milk", 1)), []);
    let page = alerts(&mut shop, json!({"at": "2026-03-02T10:00:00Z", "limit": 10}));
    assert_eq!(page.levels.iter().map(|level| level.available).collect::<Vec<_>>(), [2]);
    assert!(shop.engine.audit().unwrap().is_clean());
}

#[test]
fn lots_of_an_item_are_counted_together() {
    on_both(kept_by_lot, |shop, _| kept_by_lot(shop));
}
