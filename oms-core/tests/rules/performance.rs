//! Figures of carriers and locations, summed up from orders.

use crate::shop::Shop;
use serde_json::{Value, json};

/// Captures an order of one shirt and hands it to a carrier.
fn ship(shop: &mut Shop, order: &str, carrier: &str) {
    shop.capture(order, &[("shirt", 1, "10.00")], json!({"payments": [{"id": "cash", "method": "cash_on_delivery"}]}));
    shop.ok(json!({"type": "pick_fulfillment", "order": order, "fulfillment": 1}));
    shop.ok(json!({"type": "pack_parcel", "order": order, "fulfillment": 1}));
    shop.ok(json!({"type": "ship_parcel", "order": order, "parcel": 1, "carrier": carrier}));
}

fn report(shop: &mut Shop) -> Value {
    serde_json::to_value(shop.engine.performance().unwrap()).unwrap()
}

#[test]
fn what_came_back_to_its_origin_is_counted_by_carrier() {
    let mut shop = Shop::open();
    for (order, carrier, end) in [("o1", "fast", "delivered"), ("o2", "fast", "returned_to_origin"), ("o3", "slow", "lost")] {
        ship(&mut shop, order, carrier);
        if order == "o2" {
            for day in ["02", "03", "04"] {
                shop.at(&format!("2026-03-{day}T12:00:00Z"));
                shop.track(order, 1, "failed_attempt");
            }
        }
        shop.track(order, 1, end);
    }
    ship(&mut shop, "o4", "slow");
    assert_eq!(
        report(&mut shop)["carriers"],
        json!([
            {"carrier": "fast", "shipped": 2, "delivered": 1, "returned_to_origin": 1, "lost": 0, "failed_attempts": 3},
            {"carrier": "slow", "shipped": 2, "delivered": 0, "returned_to_origin": 0, "lost": 1, "failed_attempts": 0},
        ])
    );
    assert_eq!(shop.money("o2"), ["0.00", "0.00", "0.00", "0.00"], "nothing was collected, nothing is owed");
}

#[test]
fn a_location_that_rejects_is_counted_with_what_it_was_asked() {
    let mut shop = Shop::open();
    shop.ok(json!({"type": "receive_stock", "sku": "shirt", "location": "n2", "quantity": 5}));
    shop.capture("o1", &[("shirt", 1, "10.00")], json!({}));
    shop.capture("o2", &[("shirt", 1, "10.00")], json!({}));
    shop.ok(json!({"type": "accept_fulfillment", "order": "o1", "fulfillment": 1}));
    // It accepts and rejects after: the work goes to the other location.
    shop.ok(json!({"type": "accept_fulfillment", "order": "o2", "fulfillment": 1}));
    shop.ok(json!({"type": "reject_fulfillment", "order": "o2", "fulfillment": 1, "reason": "closed"}));
    assert_eq!(
        report(&mut shop)["locations"],
        json!([
            {"location": "n1", "asked": 2, "accepted": 1, "rejected": 1, "withdrawn": 0, "picked": 0, "mispicked": 0, "not_found": 0},
            {"location": "n2", "asked": 1, "accepted": 0, "rejected": 0, "withdrawn": 0, "picked": 0, "mispicked": 0, "not_found": 0},
        ])
    );
}

#[test]
fn what_a_location_picked_wrongly_or_did_not_find_is_counted_beside_what_it_picked() {
    let mut shop = Shop::open();
    shop.capture("o1", &[("shirt", 3, "10.00")], json!({}));
    let scan = |scanned: &str| json!({"type": "record_mispick", "order": "o1", "fulfillment": 1, "line": "1", "scanned": scanned});
    shop.ok(scan("trousers"));
    shop.ok(scan("4006381333931"));
    let lines = json!([{"line": "1", "picked": 2, "not_found": 1}]);
    shop.ok(json!({"type": "pick_fulfillment", "order": "o1", "fulfillment": 1, "lines": lines}));
    let figures = &report(&mut shop)["locations"][0];
    assert_eq!([&figures["picked"], &figures["mispicked"], &figures["not_found"]], [&json!(2), &json!(2), &json!(1)]);
}
