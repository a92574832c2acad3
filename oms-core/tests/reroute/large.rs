//! A backlog as it comes to be: orders one by one, while stock runs low where it is preferred.

use oms_core::OrderId;
use oms_core::routing::RerouteQuery;
use serde_json::{Value, json};

use crate::dice::Dice;
use crate::shop::{AT, Shop};

/// A shop whose locations take on so many orders a day, and its orders, of several priorities or of one.
fn trade(orders_a_day: Option<i64>, has_priorities: bool) -> (Shop, Vec<OrderId>) {
    let (mut shop, dice) = (Shop::empty(), &mut Dice::new(7));
    shop.ok(json!({"type": "put_channel", "channel": {"id": "web", "on_shortage": "hold"}}));
    for place in 0..5 {
        let at = json!({"latitude": format!("{}.5", 48 + place), "longitude": "9.25"});
        let mut location = json!({"id": format!("n{place}"), "country": "DE", "coordinates": at});
        if let Some(orders) = orders_a_day {
            location["daily_capacity"] = json!({"orders": orders, "units": orders * 4});
        }
        shop.ok(json!({"type": "put_location", "location": location}));
    }
    for sku in 0..12 {
        shop.ok(json!({"type": "put_item", "sku": format!("s{sku}")}));
        for place in 0..5 {
            let quantity = 3 + dice.below(14);
            shop.ok(json!({"type": "receive_stock", "sku": format!("s{sku}"), "location": format!("n{place}"), "quantity": quantity}));
        }
    }
    let mut orders: Vec<OrderId> = Vec::new();
    for number in 0..150 {
        let count = 1 + dice.below(3);
        let lines: Vec<Value> = (0..count)
            .map(|line| {
                let sku = format!("s{}", dice.below(12));
                json!({"id": format!("l{line}"), "sku": sku, "quantity": 1 + dice.below(2), "unit_price": "9.00"})
            })
            .collect();
        let to = json!({"latitude": format!("{}.1", 48 + dice.below(5)), "longitude": "9.75"});
        let priority = if has_priorities { number % 4 } else { 0 };
        shop.ok(json!({"type": "capture_order", "order": format!("o{number:03}"), "channel": "web", "currency": "EUR", "lines": lines,
            "shipping_address": {"country": "DE", "coordinates": to}, "priority": priority}));
        orders.push(format!("o{number:03}").parse().unwrap());
    }
    (shop, orders)
}

#[test]
fn a_backlog_goes_in_fewer_parcels_than_one_by_one() {
    let (mut shop, orders) = trade(None, false);
    let query = RerouteQuery { orders: orders.clone(), at: AT.parse().unwrap(), cost_of_moving: 0, steps_max: 20_000 };
    let plan = shop.engine.plan_reroute(query.clone()).unwrap();
    println!("{:?} -> {:?}, at least {:?}, {} proposals, {} steps", plan.before, plan.after, plan.bound, plan.proposals.len(), plan.steps);
    assert!(plan.after.parcels < plan.before.parcels, "{:?} {:?}", plan.before, plan.after);
    let rank = |figures: &oms_core::routing::RerouteFigures| (figures.parcels, figures.metres);
    assert!(rank(&plan.bound) <= rank(&plan.after));
    for proposal in plan.proposals.iter().rev() {
        let mut command = serde_json::to_value(&proposal.command).unwrap();
        command["reason"] = "before the wave".into();
        shop.ok(command);
    }
    let report = shop.engine.audit().unwrap();
    assert!(report.is_clean(), "{:?}", report.differences);
    assert_eq!(shop.engine.plan_reroute(query).unwrap().before, plan.after);
}

#[test]
fn a_backlog_of_several_priorities_keeps_to_full_days() {
    let (mut shop, orders) = trade(Some(36), true);
    let loads = |shop: &mut Shop| {
        let mut loads = [(0, 0); 5];
        for order in &orders {
            for load in &shop.engine.order(order).unwrap().unwrap().day_loads {
                let load_of = &mut loads[load.location.as_str()[1..].parse::<usize>().unwrap()];
                *load_of = (load_of.0 + 1, load_of.1 + load.units.units());
            }
        }
        loads
    };
    assert!(loads(&mut shop).iter().filter(|(orders, _)| *orders == 36).count() >= 2, "days are full: {:?}", loads(&mut shop));
    let query = RerouteQuery { orders: orders.clone(), at: AT.parse().unwrap(), cost_of_moving: 0, steps_max: 40_000 };
    let plan = shop.engine.plan_reroute(query.clone()).unwrap();
    println!("{:?} -> {:?}, at least {:?}, {} proposals, {} steps", plan.before, plan.after, plan.bound, plan.proposals.len(), plan.steps);
    assert!(plan.proposals.len() > 2);
    // What orders of each priority come to, highest first; each proposal stands for itself, in any order.
    let mut saved = [(0, 0); 4];
    for proposal in plan.proposals.iter().rev() {
        for told in &proposal.orders {
            let order = shop.engine.order(&told.order).unwrap().unwrap();
            let saved = &mut saved[3 - usize::try_from(order.priority).unwrap()];
            *saved = (saved.0 + told.before.parcels - told.after.parcels, saved.1 + told.before.metres - told.after.metres);
        }
        shop.ok(serde_json::to_value(&proposal.command).unwrap());
    }
    println!("{saved:?} saved by priority; {:?}", loads(&mut shop));
    assert!(saved.as_slice() > [(0, 0); 4].as_slice() && saved[0] >= (0, 0));
    assert!(loads(&mut shop).iter().all(|(orders, units)| *orders <= 36 && *units <= 144), "{:?}", loads(&mut shop));
    let report = shop.engine.audit().unwrap();
    assert!(report.is_clean(), "{:?}", report.differences);
    assert_eq!(shop.engine.plan_reroute(query).unwrap().before, plan.after);
}
