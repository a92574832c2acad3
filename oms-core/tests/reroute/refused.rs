//! What is out of bounds is refused with its figures, and never half done.

use oms_core::routing::{REROUTE_ORDERS_MAX, RerouteQuery};
use oms_core::{OrderId, Outcome};
use serde_json::{Value, json};

use crate::shop::{AT, Shop};

#[test]
fn more_orders_than_are_planned_together_are_an_error() {
    let mut shop = Shop::new(1);
    let orders: Vec<OrderId> = (0..=REROUTE_ORDERS_MAX).map(|number| format!("x{number}").parse().unwrap()).collect();
    let query = RerouteQuery { orders, at: AT.parse().unwrap(), cost_of_moving: 0, steps_max: 1 };
    let error = shop.engine.plan_reroute(query).unwrap_err();
    assert_eq!(error.code(), "too_many_orders");
    assert!(error.to_string().contains("500") && error.to_string().contains("501"), "{error}");
}

#[test]
fn a_plan_is_given_whatever_it_may_cost() {
    for seed in 0..40 {
        let mut shop = Shop::new(seed);
        let orders = shop.orders.clone();
        for steps_max in [0, 1, 10] {
            let query = RerouteQuery { orders: orders.clone(), at: AT.parse().unwrap(), cost_of_moving: u32::MAX, steps_max };
            let plan = shop.engine.plan_reroute(query).unwrap();
            assert!(plan.before.parcels >= plan.after.parcels || plan.before.cost >= plan.after.cost, "seed {seed}: {plan:?}");
        }
    }
}

#[test]
fn commands_that_make_no_sense_are_refused() {
    let mut shop = Shop::new(2);
    let order = shop.orders[0].clone();
    let version = shop.engine.order(&order).unwrap().unwrap().version;
    let moved = |from: &str, to: &str, quantity: i64| json!({"line": "l0", "from_location": from, "to_location": to, "quantity": quantity});
    let one = |moves: Value| json!([{"order": order, "expected_version": version, "moves": moves}]);
    let twice = json!([
        {"order": order, "expected_version": version, "moves": [moved("n0", "n1", 1)]},
        {"order": order, "expected_version": version, "moves": [moved("n0", "n1", 1)]}
    ]);
    let digest = shop.engine.digest().unwrap();
    for (orders, code) in [
        (json!([]), "invalid_field"),
        (twice, "invalid_field"),
        (one(json!([])), "invalid_field"),
        (one(json!([moved("n0", "n0", 1)])), "invalid_field"),
        (one(json!([moved("n0", "n1", 0)])), "invalid_field"),
        (one(json!([moved("n0", "nowhere", 1)])), "unknown_location"),
        (one(json!([moved("nowhere", "n1", 1)])), "quantity_not_eligible"),
        (json!([{"order": "nobody", "expected_version": 1, "moves": [moved("n0", "n1", 1)]}]), "unknown_order"),
    ] {
        let outcome = shop.send(&json!({"type": "reroute_orders", "orders": orders}));
        let Outcome::Refused { rejection } = outcome else { panic!("{orders} should be refused") };
        assert_eq!(rejection.code(), code, "{orders}");
    }
    let outcome = shop.send(&json!({"type": "reroute_orders", "orders": one(json!([moved("n0", "n1", 1)])), "policy_version": 99}));
    let Outcome::Refused { rejection } = outcome else { panic!("another policy should be refused") };
    assert_eq!(rejection.code(), "routing_policy_changed");
    assert_eq!(shop.engine.digest().unwrap(), digest, "nothing was done by halves");
}
