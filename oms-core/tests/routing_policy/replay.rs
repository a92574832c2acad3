//! S54: the same orders in batches of any size are routed in the same way, and a search that was cut short says so.

use std::sync::Arc;

use oms_core::{Engine, Envelope, Event, MemoryStorage, Outcome};
use serde_json::{Value, json};

use crate::dice::Dice;

const ORDERS: i64 = 10_000;
const LOCATIONS: i64 = 50;
const SKUS: i64 = 200;

fn envelope(id: String, command: &Value) -> Arc<Envelope> {
    let envelope = json!({"id": id, "at": "2026-03-01T10:00:00Z", "actor": "test", "command": command});
    Arc::new(serde_json::from_value(envelope).unwrap())
}

/// A shop of many small stocks, so that orders have to be divided.
fn set_up() -> Vec<Arc<Envelope>> {
    let mut dice = Dice::new(54);
    let mut commands = vec![json!({"type": "put_channel", "channel": {"id": "web", "on_shortage": "hold"}})];
    for location in 0..LOCATIONS {
        let latitude = format!("{}.{:02}", 47 + dice.below(7), dice.below(100));
        let at = json!({"latitude": latitude, "longitude": format!("{}.{:02}", 6 + dice.below(9), dice.below(100))});
        commands.push(json!({"type": "put_location", "location": {"id": format!("n{location}"), "country": "DE",
            "coordinates": at, "priority": dice.below(3)}}));
    }
    for sku in 0..SKUS {
        commands.push(json!({"type": "put_item", "sku": format!("s{sku}")}));
        for location in 0..LOCATIONS {
            if dice.chance(12) {
                let quantity = 1 + dice.below(60);
                commands.push(
                    json!({"type": "receive_stock", "sku": format!("s{sku}"), "location": format!("n{location}"), "quantity": quantity}),
                );
            }
        }
    }
    // A single step: what is not settled before the search is cut short.
    let rules = json!([{"name": "all", "rank": ["parcels", "distance"], "otherwise": "queue"}]);
    commands.push(json!({"type": "put_routing_policy", "rules": rules, "search_steps_max": 1}));
    commands.iter().enumerate().map(|(number, command)| envelope(format!("g{number}"), command)).collect()
}

fn orders() -> Vec<Arc<Envelope>> {
    let mut dice = Dice::new(4_554);
    let order = |number: i64, dice: &mut Dice| {
        let first = dice.below(SKUS);
        let lines: Vec<Value> = (0..5)
            .map(|line| {
                let sku = format!("s{}", (first + line * 7) % SKUS);
                json!({"id": format!("l{line}"), "sku": sku, "quantity": 1 + dice.below(2), "unit_price": "9.90"})
            })
            .collect();
        let at = json!({"latitude": format!("{}.5", 48 + dice.below(5)), "longitude": format!("{}.5", 7 + dice.below(7))});
        let command = json!({"type": "capture_order", "order": format!("o{number}"), "channel": "web", "currency": "EUR", "lines": lines,
            "shipping_address": {"country": "DE", "coordinates": at}});
        envelope(format!("c{number}"), &command)
    };
    (0..ORDERS).map(|number| order(number, &mut dice)).collect()
}

/// What was decided for each order, and the digest of the state.
fn play(set_up: &[Arc<Envelope>], orders: &[Arc<Envelope>], batch: usize) -> (Vec<Event>, String) {
    let mut engine = Engine::new(MemoryStorage::new());
    let outcomes = engine.submit_batch(set_up.to_vec()).unwrap();
    assert!(outcomes.iter().all(|outcome| matches!(outcome, Outcome::Applied { .. })));
    let mut routed = Vec::new();
    for batch in orders.chunks(batch) {
        for outcome in engine.submit_batch(batch.to_vec()).unwrap() {
            let Outcome::Applied { receipt } = outcome else { panic!("{outcome:?}") };
            routed.extend(receipt.events.iter().filter(|event| matches!(event, Event::OrderRouted { .. })).cloned());
        }
    }
    (routed, engine.digest().unwrap().to_string())
}

#[test]
fn orders_are_routed_alike_in_batches_of_any_size() {
    let (set_up, orders) = (set_up(), orders());
    let (one_by_one, digest) = play(&set_up, &orders, 1);
    let (many, digest_of_many) = play(&set_up, &orders, 1_000);
    assert_eq!(one_by_one, many);
    assert_eq!(digest, digest_of_many);
    let proven = |event: &&Event| matches!(event, Event::OrderRouted { decision, .. } if decision.proven);
    let proven = one_by_one.iter().filter(proven).count();
    assert!(proven > 100 && one_by_one.len() - proven > 10, "{proven} of {} are proven: both must come", one_by_one.len());
}
