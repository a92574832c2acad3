//! Orders are routed alike however they come: in batches of any size, by callers on any number of threads, in memory and in a file.
//!
//! `cargo xtask soak-decisions` does the same with ten thousand orders and more.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test may stop")]

use std::sync::Arc;

use oms_core::{Engine, Envelope, MemoryStorage, OrderId, Outcome, Storage};
use oms_storage::{SharedEngine, SqliteStorage};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

#[path = "../../../oms-core/tests/dice/mod.rs"]
mod dice;

use dice::Dice;

/// SKUs and locations of one department do not touch those of another, so that callers do not take stock from each other.
const DEPARTMENTS: usize = 8;
const LOCATIONS: usize = 5;
const SKUS: usize = 6;

fn wanted() -> usize {
    std::env::var("OMS_DECISIONS").ok().and_then(|count| count.parse().ok()).unwrap_or(500)
}

fn envelope(id: &str, command: &Value) -> Arc<Envelope> {
    Arc::new(serde_json::from_value(json!({"id": id, "at": "2026-03-01T10:00:00Z", "actor": "test", "command": command})).unwrap())
}

/// What is sent before the orders: rules by cost and by parcels, stock for nine of ten units, and days that fill up.
fn set_up(orders: usize) -> Vec<Arc<Envelope>> {
    let dice = &mut Dice::new(71);
    let mut commands = Vec::new();
    for department in 0..DEPARTMENTS {
        let mut ids = Vec::new();
        for place in 0..LOCATIONS {
            let id = format!("d{department}-n{place}");
            let costs = json!([{"currency": "EUR", "per_parcel": format!("{}.50", dice.below(4)), "per_unit": "0.10"}]);
            let mut location = json!({"id": id, "country": "DE", "handling_costs": costs,
                "coordinates": {"latitude": format!("{}.5", 47 + dice.below(8)), "longitude": format!("{}.25", 6 + dice.below(8))}});
            if place == 0 {
                location["daily_capacity"] = json!({"orders": 1 + orders / DEPARTMENTS / 3});
            }
            commands.push(json!({"type": "put_location", "location": location}));
            ids.push(id);
        }
        commands
            .push(json!({"type": "put_channel", "channel": {"id": format!("web{department}"), "locations": ids, "on_shortage": "hold"}}));
        for sku in 0..SKUS {
            let name = format!("d{department}-s{sku}");
            commands.push(json!({"type": "put_item", "sku": name, "grams": 100 + dice.below(900)}));
            for id in &ids {
                let most = i64::try_from(1 + orders / DEPARTMENTS / SKUS).unwrap();
                let quantity = 1 + dice.below(most);
                commands.push(json!({"type": "receive_stock", "sku": name, "location": id, "quantity": quantity}));
            }
        }
    }
    commands.push(json!({"type": "put_routing_policy", "rules": [
        {"name": "small", "condition": "order.units < 3", "rank": ["cost"]},
        {"name": "urgent", "condition": "order.priority > 4", "rank": ["distance"]},
        {"name": "few parcels", "rank": ["parcels", "distance"]}]}));
    commands.iter().enumerate().map(|(number, command)| envelope(&format!("given-{number}"), command)).collect()
}

fn orders(count: usize) -> Vec<Arc<Envelope>> {
    let dice = &mut Dice::new(72);
    let order = |number: usize| {
        let department = number % DEPARTMENTS;
        let lines: Vec<Value> = (0..1 + dice.below(3))
            .map(|line| {
                let sku = format!("d{department}-s{}", dice.below(i64::try_from(SKUS).unwrap()));
                json!({"id": format!("{line}"), "sku": sku, "quantity": 1 + dice.below(2), "unit_price": "9.00"})
            })
            .collect();
        let to = json!({"latitude": format!("{}.1", 47 + dice.below(8)), "longitude": format!("{}.75", 6 + dice.below(8))});
        let command = json!({"type": "capture_order", "order": id(number), "channel": format!("web{department}"), "currency": "EUR",
            "priority": dice.below(8), "lines": lines, "shipping_address": {"country": "DE", "coordinates": to}});
        envelope(&format!("order-{number}"), &command)
    };
    (0..count).map(order).collect()
}

fn id(number: usize) -> OrderId {
    format!("o{number:06}").parse().unwrap()
}

/// All that routing has decided: locations, rule and reasons of every order, and where each unit was promised.
fn hash<S: Storage>(engine: &mut Engine<S>, count: usize) -> String {
    let (mut hash, mut routed) = (Sha256::new(), 0);
    for number in 0..count {
        let order = engine.order(&id(number)).unwrap().unwrap();
        routed += usize::from(order.routing.is_some());
        hash.update(serde_json::to_vec(&(&order.id, &order.routing, &order.day_loads)).unwrap());
        for line in &order.lines {
            hash.update(serde_json::to_vec(&line.units).unwrap());
        }
    }
    assert!(routed * 10 > count * 7 && routed < count, "most orders find stock, and not all: {routed} of {count}");
    hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

fn in_batches<S: Storage>(storage: S, size: usize, count: usize) -> String {
    let mut engine = Engine::new(storage);
    let all: Vec<Arc<Envelope>> = set_up(count).into_iter().chain(orders(count)).collect();
    for batch in all.chunks(size) {
        let outcomes = engine.submit_batch(batch.to_vec()).unwrap();
        assert!(outcomes.iter().all(|outcome| matches!(outcome, Outcome::Applied { .. })), "{outcomes:?}");
    }
    hash(&mut engine, count)
}

/// Every caller sends the orders of its departments one after the other.
fn by_callers<S: Storage + Send>(storage: S, callers: usize, count: usize) -> String
where
    S::Error: Send + Sync,
{
    let engine = SharedEngine::new(storage);
    engine.with(|engine| engine.submit_batch(set_up(count)).map(drop)).unwrap();
    let orders = orders(count);
    std::thread::scope(|scope| {
        for caller in 0..callers {
            let (engine, orders) = (&engine, &orders);
            scope.spawn(move || {
                for order in
                    orders.iter().enumerate().filter(|(number, _)| number % DEPARTMENTS % callers == caller).map(|(_, order)| order)
                {
                    let outcome = engine.submit(Arc::clone(order)).unwrap();
                    assert!(matches!(outcome, Outcome::Applied { .. }), "{outcome:?}");
                }
            });
        }
    });
    engine.with(|engine| hash(engine, count))
}

#[test]
fn orders_are_routed_alike_in_any_batches_by_any_callers_on_any_storage() {
    let count = wanted();
    let folder = tempfile::tempdir().unwrap();
    let file = |name: String| SqliteStorage::open(folder.path().join(name)).unwrap();
    let decided = in_batches(MemoryStorage::new(), 1, count);
    for size in [1, 64, 4_096] {
        assert_eq!(in_batches(MemoryStorage::new(), size, count), decided, "in memory, batches of {size}");
        assert_eq!(in_batches(file(format!("batches-{size}")), size, count), decided, "in a file, batches of {size}");
    }
    for callers in [1, 2, 4, 8] {
        assert_eq!(by_callers(MemoryStorage::new(), callers, count), decided, "in memory, {callers} callers");
        assert_eq!(by_callers(file(format!("callers-{callers}")), callers, count), decided, "in a file, {callers} callers");
    }
    println!("{count} orders: {decided}");
}
