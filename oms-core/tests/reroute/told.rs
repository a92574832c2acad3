//! What was assigned and moved is told in sentences, in the order in which it happened.

use serde_json::json;

use crate::shop::Shop;

#[test]
fn an_order_tells_who_assigned_it_and_how_it_was_moved() {
    let mut shop = Shop::empty();
    shop.ok(json!({"type": "put_channel", "channel": {"id": "web"}}));
    shop.ok(json!({"type": "put_item", "sku": "tee"}));
    for place in ["n0", "n1", "n2"] {
        shop.ok(json!({"type": "put_location", "location": {"id": place, "country": "DE"}}));
        shop.ok(json!({"type": "receive_stock", "sku": "tee", "location": place, "quantity": 5}));
    }
    shop.ok(json!({"type": "capture_order", "order": "o0", "channel": "web", "currency": "EUR",
        "lines": [{"id": "l0", "sku": "tee", "quantity": 3, "unit_price": "9.00"}]}));
    let order = "o0".parse().unwrap();
    assert!(shop.engine.order(&order).unwrap().unwrap().explain_routing().summary.is_empty(), "without a policy nothing is kept");
    let moved = json!([{"line": "l0", "from_location": "n0", "to_location": "n1", "quantity": 3}]);
    shop.ok(json!({"type": "reroute_orders", "reason": "before the wave.",
        "orders": [{"order": "o0", "expected_version": 1, "moves": moved}]}));
    shop.ok(json!({"type": "assign_location", "order": "o0", "location": "n2", "lines": [{"line": "l0", "quantity": 1}],
        "reason": "the customer waits there"}));
    let explained = shop.engine.order(&order).unwrap().unwrap().explain_routing();
    assert_eq!(
        explained.summary,
        [
            "It was re-routed at 2026-03-01T10:00:00Z: 3 of line `l0` from `n0` to `n1`: before the wave.",
            "`test` assigned 1 of line `l0` to `n2` at 2026-03-01T10:00:00Z: the customer waits there."
        ]
    );
    // What was assigned stays, and what was not may still be moved.
    let back = |from: &str| {
        json!({"type": "reroute_orders", "orders": [{"order": "o0", "expected_version": 3,
            "moves": [{"line": "l0", "from_location": from, "to_location": "n0", "quantity": 1}]}]})
    };
    let refused = serde_json::to_value(shop.send(&back("n2"))).unwrap();
    assert_eq!(refused["rejection"]["code"], "quantity_not_eligible", "{refused}");
    shop.ok(back("n1"));
}
