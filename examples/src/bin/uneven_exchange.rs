//! An uneven exchange from the request to the refund: a dearer shirt for a cheaper one, a size swapped at what was paid, and a claim
//! that is made good by sending again. Every figure is that of the worked example in `docs/returns.md`.

use oms_examples::shop::{Failure, Shop, at};
use serde_json::{Value, json};

/// A shop that has delivered two shirts at 20.00 after a discount, and a coat at 90.00.
fn with_a_delivered_order() -> Result<Shop, Failure> {
    let mut shop = Shop::new("2026-03-01T10:00:00Z");
    for command in [
        json!({"type": "put_location", "location": {"id": "bonn", "country": "DE"}}),
        json!({"type": "put_channel", "channel": {"id": "web", "requires_payment": true}}),
        json!({"type": "put_item", "sku": "shirt-m"}),
        json!({"type": "put_item", "sku": "shirt-l"}),
        json!({"type": "put_item", "sku": "coat"}),
        json!({"type": "put_item", "sku": "jacket"}),
        json!({"type": "receive_stock", "location": "bonn", "lines": [
            {"sku": "shirt-m", "quantity": 4}, {"sku": "shirt-l", "quantity": 4}, {"sku": "coat", "quantity": 1},
            {"sku": "jacket", "quantity": 1}]}),
        json!({"type": "capture_order", "order": "1001", "channel": "web", "currency": "EUR", "prices_include_tax": true,
               "lines": [{"id": "shirts", "sku": "shirt-m", "quantity": 2, "unit_price": "25.00", "taxes": [{"rate": "0.19"}],
                          "discounts": [{"amount": "10.00", "code": "SPRING"}]},
                         {"id": "coat", "sku": "coat", "quantity": 1, "unit_price": "90.00", "taxes": [{"rate": "0.19"}]}],
               "payments": [{"id": "card", "method": "card", "captured": "130.00"}]}),
    ] {
        shop.send("shop", command)?;
    }
    deliver(&mut shop, 1)?;
    Ok(shop)
}

/// Picks, packs, ships and delivers a fulfillment order in one parcel.
fn deliver(shop: &mut Shop, number: u32) -> Result<(), Failure> {
    shop.send("dock", json!({"type": "pick_fulfillment", "order": "1001", "fulfillment": number}))?;
    shop.send("dock", json!({"type": "pack_parcel", "order": "1001", "fulfillment": number}))?;
    shop.send("dock", json!({"type": "ship_parcel", "order": "1001", "parcel": number, "carrier": "post"}))?;
    shop.send("carrier", json!({"type": "record_tracking", "order": "1001", "parcel": number, "tracking": "delivered"}))?;
    Ok(())
}

/// Asks for a return of one unit and agrees what is given for it. The two commands are sent together in practice: see `group`.
fn exchange(shop: &mut Shop, id: &str, line: &str, replacement: Value) -> Result<Value, Failure> {
    let lines = json!([{"line": line, "quantity": 1, "reason": "size_or_fit"}]);
    shop.send("customer", json!({"type": "request_return", "order": "1001", "return_id": id, "lines": lines}))?;
    shop.send("clerk", json!({"type": "approve_return", "order": "1001", "return_id": id}))?;
    let events = shop.send("clerk", json!({"type": "exchange_return", "order": "1001", "return_id": id, "lines": [replacement]}))?;
    events.into_iter().find(|event| at(event, "/type") == "return_exchanged").ok_or_else(|| "an exchange is an event".into())
}

/// The unit arrives, is looked at and refunded.
fn receive_and_refund(shop: &mut Shop, id: &str, line: &str) -> Result<Value, Failure> {
    let units = json!([{"line": line, "quantity": 1}]);
    shop.send("dock", json!({"type": "receive_return", "order": "1001", "return_id": id, "location": "bonn", "lines": units}))?;
    let found = json!([{"line": line, "quantity": 1, "disposition": "restock"}]);
    shop.send("inspector", json!({"type": "inspect_return", "order": "1001", "return_id": id, "units": found}))?;
    let events = shop.send("clerk", json!({"type": "refund_return", "order": "1001", "return_id": id}))?;
    events.into_iter().find(|event| at(event, "/type") == "return_refunded").ok_or_else(|| "a refund is an event".into())
}

/// What the order costs now, and what is due.
fn money(shop: &mut Shop) -> Result<[String; 2], Failure> {
    let balance = shop.order("1001")?.balance();
    Ok([balance.total.to_string(), balance.due.to_string()])
}

fn main() -> Result<(), Failure> {
    let mut shop = with_a_delivered_order()?;
    shop.at = "2026-03-05T09:00:00Z";

    // Another size at what was paid: no price is named, so no money moves, whatever a shirt sells at today.
    let agreed = exchange(&mut shop, "r1", "shirts", json!({"id": "shirt-l", "sku": "shirt-l", "quantity": 1, "replaces": "shirts"}))?;
    println!("even: {} is counted in advance, {} due", at(&agreed, "/in_exchange"), at(&agreed, "/due"));
    let refunded = receive_and_refund(&mut shop, "r1", "shirts")?;
    println!("      {} credited, {} paid back", at(&refunded, "/credited"), at(&refunded, "/refunded"));
    assert_eq!((at(&refunded, "/credited"), at(&refunded, "/refunded")), (&json!("20.00"), &json!("0.00")));

    // The coat for a cheaper jacket: 25.00 come back, and only once the coat has been looked at.
    let jacket = json!({"id": "jacket", "sku": "jacket", "quantity": 1, "replaces": "coat", "unit_price": "65.00",
                        "taxes": [{"rate": "0.19"}]});
    let agreed = exchange(&mut shop, "r2", "coat", jacket)?;
    println!("uneven: {} is counted in advance, {} due", at(&agreed, "/in_exchange"), at(&agreed, "/due"));
    assert_eq!(money(&mut shop)?, ["130.00", "0.00"]);
    let refunded = receive_and_refund(&mut shop, "r2", "coat")?;
    println!("        {} credited, {} paid back", at(&refunded, "/credited"), at(&refunded, "/refunded"));
    assert_eq!(money(&mut shop)?, ["105.00", "0.00"]);

    // The jacket arrives torn: another is sent in its place, and the torn one can never be returned as well.
    deliver(&mut shop, 2)?;
    deliver(&mut shop, 3)?;
    shop.send(
        "customer",
        json!({"type": "open_claim", "order": "1001", "claim_id": "c1", "kind": "damaged", "lines": [{"line": "jacket", "quantity": 1}]}),
    )?;
    shop.send("shop", json!({"type": "receive_stock", "sku": "jacket", "location": "bonn", "quantity": 1}))?;
    shop.send(
        "clerk",
        json!({"type": "resolve_claim", "order": "1001", "claim_id": "c1", "resolution": "replace",
               "replacements": [{"id": "jacket-2", "sku": "jacket", "quantity": 1, "replaces": "jacket"}]}),
    )?;
    assert_eq!(money(&mut shop)?, ["105.00", "0.00"]);
    let again = json!([{"line": "jacket", "quantity": 1, "reason": "defective"}]);
    println!("{}", shop.refused("customer", json!({"type": "request_return", "order": "1001", "return_id": "r3", "lines": again}))?);

    // What replaced it brings what the chain has paid, once.
    deliver(&mut shop, 4)?;
    let back = json!([{"line": "jacket-2", "quantity": 1, "reason": "change_of_mind"}]);
    shop.send("customer", json!({"type": "request_return", "order": "1001", "return_id": "r3", "lines": back}))?;
    shop.send("clerk", json!({"type": "approve_return", "order": "1001", "return_id": "r3"}))?;
    let refunded = receive_and_refund(&mut shop, "r3", "jacket-2")?;
    println!("in the end: {} paid back for what replaced it", at(&refunded, "/refunded"));
    assert_eq!(at(&refunded, "/refunded"), "65.00");

    // Every verdict can be told again as it was given.
    let order = shop.order_as_json("1001")?;
    println!("{:#}", at(&order, "/returns/1/refunds/0"));
    assert_eq!(money(&mut shop)?, ["40.00", "0.00"]);
    assert!(shop.engine.audit()?.is_clean());
    Ok(())
}
