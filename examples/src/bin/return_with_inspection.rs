//! A return from the request to the refund: label, transit, receipt, inspection by grade, a fee by the terms, a claim beside it.
//!
//! The figures are those of the worked example in `docs/returns.md`.

use oms_examples::shop::{Failure, Shop, at};
use serde_json::{Value, json};

/// A shop that has delivered three shirts, under terms that keep 15 % for a change of mind.
fn with_a_delivered_order() -> Result<Shop, Failure> {
    let mut shop = Shop::new("2026-03-01T10:00:00Z");
    let terms = json!({"restocking_fees": [{"reason": "change_of_mind", "rate": "0.15"}], "closes_after_days": 14});
    for command in [
        json!({"type": "put_location", "location": {"id": "pune", "country": "IN"}}),
        json!({"type": "put_channel", "channel": {"id": "web", "time_zone": "Asia/Kolkata"}}),
        json!({"type": "put_policies", "policies": {"returns": terms}}),
        json!({"type": "put_item", "sku": "shirt"}),
        json!({"type": "receive_stock", "sku": "shirt", "location": "pune", "quantity": 3}),
        json!({"type": "capture_order", "order": "1001", "channel": "web", "currency": "INR", "prices_include_tax": true,
                   "lines": [{"id": "1", "sku": "shirt", "quantity": 3, "unit_price": "118.00", "taxes": [{"rate": "0.18"}],
                              "discounts": [{"amount": "35.40", "code": "TEN"}]}],
                   "payments": [{"id": "card", "method": "card", "captured": "318.60"}]}),
        json!({"type": "pick_fulfillment", "order": "1001", "fulfillment": 1}),
        json!({"type": "pack_parcel", "order": "1001", "fulfillment": 1}),
        json!({"type": "ship_parcel", "order": "1001", "parcel": 1, "carrier": "post"}),
    ] {
        shop.send("shop", command)?;
    }
    shop.at = "2026-03-03T12:00:00Z";
    shop.send("carrier", json!({"type": "record_tracking", "order": "1001", "parcel": 1, "tracking": "delivered"}))?;
    Ok(shop)
}

/// One unit goes all the way: asked for, approved, sent on a label, counted, looked at, refunded.
fn bring_back(shop: &mut Shop, id: &str, reason: &str, found: Value) -> Result<Value, Failure> {
    let about = |name: &str, more: Value| {
        let mut command = json!({"type": name, "order": "1001", "return_id": id});
        if let (Some(command), Value::Object(more)) = (command.as_object_mut(), more) {
            command.extend(more);
        }
        command
    };
    let units = json!([{"line": "1", "quantity": 1}]);
    shop.send("customer", about("request_return", json!({"lines": [{"line": "1", "quantity": 1, "reason": reason}]})))?;
    shop.send("clerk", about("approve_return", json!({})))?;
    shop.send("clerk", about("issue_return_label", json!({"label": {"carrier": "post", "tracking_number": format!("R-{id}")}})))?;
    shop.send("carrier", about("record_return_tracking", json!({"tracking": "in_transit"})))?;
    shop.send("dock", about("receive_return", json!({"location": "pune", "lines": units})))?;
    shop.send("inspector", about("inspect_return", json!({"units": [found]})))?;
    let events = shop.send("clerk", about("refund_return", json!({})))?;
    events.last().cloned().ok_or_else(|| "a refund is an event".into())
}

fn main() -> Result<(), Failure> {
    let mut shop = with_a_delivered_order()?;

    // One unit by a change of mind: as new, back on sale, 15 % kept.
    shop.at = "2026-03-10T09:00:00Z";
    let refunded =
        bring_back(&mut shop, "r1", "change_of_mind", json!({"line": "1", "quantity": 1, "disposition": "restock", "grade": "like_new"}))?;
    println!(
        "change of mind: {} credited, {} kept, {} refunded",
        at(&refunded, "/credited"),
        at(&refunded, "/fee"),
        at(&refunded, "/refunded")
    );
    assert_eq!((at(&refunded, "/fee"), at(&refunded, "/refunded")), (&json!("15.93"), &json!("90.27")));

    // One unit was not in the parcel: a claim, refunded without return. It can never be returned as well.
    let lines = json!([{"line": "1", "quantity": 1}]);
    shop.send(
        "customer",
        json!({"type": "open_claim", "order": "1001", "claim_id": "c1", "kind": "missing", "lines": lines, "evidence": ["photo 7"]}),
    )?;
    let resolved = shop.send("clerk", json!({"type": "resolve_claim", "order": "1001", "claim_id": "c1", "resolution": "refund"}))?;
    println!("missing: {}", at(resolved.last().ok_or("a decision is an event")?, "/refunded"));
    let twice = json!([{"line": "1", "quantity": 2, "reason": "change_of_mind"}]);
    println!("{}", shop.refused("customer", json!({"type": "request_return", "order": "1001", "return_id": "r2", "lines": twice}))?);

    // The third is defective: the customer loses nothing, whatever the terms keep for other reasons.
    let refunded =
        bring_back(&mut shop, "r3", "defective", json!({"line": "1", "quantity": 1, "disposition": "scrap", "grade": "defective"}))?;
    println!("defective: {} credited, {} kept, {} refunded", at(&refunded, "/credited"), at(&refunded, "/fee"), at(&refunded, "/refunded"));

    // Every verdict can be told again as it was given.
    let order = shop.order_as_json("1001")?;
    println!("{:#}", at(&order, "/returns/0/refunds/0"));
    assert_eq!(at(&order, "/returns/0/refunds/0/units/0/tax"), "16.20");
    assert_eq!(at(&order, "/claims/0/refund/refunded"), "106.20");
    let money = shop.order("1001")?.balance();
    assert_eq!([money.total, money.refunded, money.due].map(|amount| amount.to_string()), ["15.93", "302.67", "0.00"]);

    assert!(shop.engine.audit()?.is_clean());
    Ok(())
}
