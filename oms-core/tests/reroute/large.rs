//! A backlog as it comes to be: orders one by one, while stock runs low where it is preferred.

use oms_core::OrderId;
use oms_core::routing::RerouteQuery;
use serde_json::{Value, json};

use crate::dice::Dice;
use crate::shop::{AT, Shop};

#[test]
fn a_backlog_goes_in_fewer_parcels_than_one_by_one() {
    let (mut shop, dice) = (Shop::empty(), &mut Dice::new(7));
    shop.ok(json!({"type": "put_channel", "channel": {"id": "web", "on_shortage": "hold"}}));
    for place in 0..5 {
        let at = json!({"latitude": format!("{}.5", 48 + place), "longitude": "9.25"});
        shop.ok(json!({"type": "put_location", "location": {"id": format!("n{place}"), "country": "DE", "coordinates": at}}));
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
        shop.ok(json!({"type": "capture_order", "order": format!("o{number:03}"), "channel": "web", "currency": "EUR", "lines": lines,
            "shipping_address": {"country": "DE", "coordinates": to}}));
        orders.push(format!("o{number:03}").parse().unwrap());
    }
    let query = RerouteQuery { orders: orders.clone(), at: AT.parse().unwrap(), cost_of_moving: 0, steps_max: 20_000 };
    let plan = shop.engine.plan_reroute(query.clone()).unwrap();
    println!("{:?} -> {:?}, at least {:?}, {} proposals, {} steps", plan.before, plan.after, plan.bound, plan.proposals.len(), plan.steps);
    assert!(plan.after.parcels < plan.before.parcels, "{:?} {:?}", plan.before, plan.after);
    let rank = |figures: &oms_core::routing::RerouteFigures| (figures.parcels, figures.metres);
    assert!(rank(&plan.bound) <= rank(&plan.after));
    for proposal in plan.proposals.iter().rev() {
        shop.ok(json!({"type": "reroute_orders", "orders": proposal.command.orders, "reason": "before the wave"}));
    }
    let report = shop.engine.audit().unwrap();
    assert!(report.is_clean(), "{:?}", report.differences);
    assert_eq!(shop.engine.plan_reroute(query).unwrap().before, plan.after);
}
