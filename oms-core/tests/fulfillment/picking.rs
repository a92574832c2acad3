//! Units are taken from the shelf, or are not there.

use oms_core::fulfillment::{Answer, FulfillmentState};
use oms_core::order::{DeliveryStatus, FulfillmentStatus, OrderStatus};
use serde_json::{Value, json};

use crate::shop::Shop;

fn pick(lines: Value) -> Value {
    json!({"type": "pick_fulfillment", "order": "o", "fulfillment": 1, "lines": lines})
}

fn on_short_pick(shop: &mut Shop, what: &str) {
    shop.ok(json!({"type": "put_policies", "policies": {"routing": {"on_short_pick": what}}}));
}

#[test]
fn a_short_unit_is_routed_to_another_location() {
    let mut shop = Shop::new();
    shop.stock("shirt", &[("n1", 3), ("n2", 1)]);
    shop.ok(json!({"type": "put_item", "sku": "shirt", "channel_caps": [{"channel": "web", "limit": 3}]}));
    shop.capture(&[("shirt", 3)]);
    shop.ok(pick(json!([{"line": "1", "picked": 2, "not_found": 1}])));
    assert_eq!(shop.units(1), ["allocated@n2 1", "picked@n1 2"]);
    assert_eq!(shop.buckets("shirt", "n1").on_hand(), 2);
    assert_eq!(shop.sold("shirt"), 3);
    let order = shop.order();
    assert_eq!(order.fulfillments[0].answer, Answer::Accepted);
    assert_eq!((order.exclusions[0].location.as_str(), order.exclusions[0].reason.as_str()), ("n1", "not_found"));
    shop.ok(json!({"type": "pack_parcel", "order": "o", "fulfillment": 1}));
    shop.ship(1);
    assert_eq!(shop.order().statuses().fulfillment, FulfillmentStatus::PartiallyShipped);
    assert_eq!((shop.state(1), shop.state(2)), (FulfillmentState::Shipped, FulfillmentState::Open));
}

#[test]
fn a_short_unit_nobody_has_stays_open_under_a_stock_hold() {
    let mut shop = Shop::new();
    shop.stock("shirt", &[("n1", 4), ("n2", 1)]);
    shop.capture(&[("shirt", 3)]);
    shop.ok(pick(json!([{"line": "1", "picked": 1, "not_found": 2}])));
    // Another unit lies at n1 by the books, but nobody looks there again for this order.
    assert_eq!(shop.units(1), ["open 1", "allocated@n2 1", "picked@n1 1"]);
    let order = shop.order();
    assert_eq!(order.holds[0].id.as_str(), "stock");
    assert_eq!(order.statuses().order, OrderStatus::OnHold);
    // A hold about open units keeps nobody from shipping the others.
    shop.ok(json!({"type": "pack_parcel", "order": "o", "fulfillment": 1}));
    shop.ship(1);
}

#[test]
fn a_short_unit_is_canceled_with_its_exact_share_where_the_policy_says_so() {
    let mut shop = Shop::new();
    on_short_pick(&mut shop, "cancel");
    shop.stock("shirt", &[("n1", 3), ("n2", 9)]);
    shop.ok(json!({"type": "put_item", "sku": "shirt", "channel_caps": [{"channel": "web", "limit": 3}]}));
    shop.ok(json!({"type": "capture_order", "order": "o", "channel": "web", "currency": "EUR", "shipping": {"price": "5.00"},
                   "lines": [{"id": "1", "sku": "shirt", "quantity": 3, "unit_price": "10.00", "discounts": [{"amount": "1.00"}]}]}));
    shop.ok(pick(json!([{"line": "1", "picked": 2, "not_found": 1}])));
    assert_eq!(shop.units(1), ["picked@n1 2", "canceled 1"]);
    let line = &shop.order().lines[0];
    assert_eq!((line.credited.to_string(), line.credited_quantity.units()), ("9.67".to_owned(), 1));
    assert_eq!((shop.buckets("shirt", "n1").on_hand(), shop.buckets("shirt", "n2").available), (2, 9));
    assert_eq!((shop.sold("shirt"), shop.order().shipping_credited.minor()), (2, 0));
    shop.ok(json!({"type": "pack_parcel", "order": "o", "fulfillment": 1}));
    shop.ship(1);
    assert_eq!(shop.order().statuses().fulfillment, FulfillmentStatus::Shipped);
    shop.track(1, "delivered", None, None);
    let statuses = shop.order().statuses();
    assert_eq!((statuses.order, statuses.delivery), (OrderStatus::Completed, DeliveryStatus::Delivered));
    assert_eq!(shop.state(1), FulfillmentState::Delivered);
}

#[test]
fn an_order_of_which_nothing_was_found_is_canceled_with_its_shipping() {
    let mut shop = Shop::new();
    on_short_pick(&mut shop, "cancel");
    shop.stock("shirt", &[("n1", 3)]);
    shop.capture(&[("shirt", 3)]);
    shop.ok(pick(json!([{"line": "1", "not_found": 3}])));
    let order = shop.order();
    assert_eq!(order.statuses().order, OrderStatus::Canceled);
    assert_eq!((order.lines[0].credited.minor(), order.shipping_credited.minor()), (3000, 500));
    assert_eq!(shop.buckets("shirt", "n1").on_hand(), 0);
}

#[test]
fn short_picks_go_from_location_to_location_until_none_is_left() {
    let mut shop = Shop::new();
    shop.stock("shirt", &[("n1", 2), ("n2", 2), ("n3", 2)]);
    shop.capture(&[("shirt", 1)]);
    for fulfillment in 1..=3 {
        shop.ok(json!({"type": "pick_fulfillment", "order": "o", "fulfillment": fulfillment, "lines": [{"line": "1", "not_found": 1}]}));
    }
    assert_eq!(shop.units(1), ["open 1"]);
    assert_eq!(shop.order().exclusions.len(), 3);
    assert_eq!(shop.code(pick(json!([]))), "fulfillment_state");
}

#[test]
fn more_than_is_there_to_pick_is_refused() {
    let mut shop = Shop::new();
    shop.stock("shirt", &[("n1", 3)]);
    shop.stock("shoe", &[("n2", 3)]);
    shop.capture(&[("shirt", 3), ("shoe", 1)]);
    let refusal = shop.refused(pick(json!([{"line": "1", "picked": 3, "not_found": 1}])));
    assert_eq!(
        refusal,
        json!({"code": "quantity_not_eligible", "order": "o", "line": "1", "requested": 4, "eligible": 3,
               "condition": "are still to be picked"})
    );
    // The second entry of the same line finds what the first has left.
    assert_eq!(shop.refused(pick(json!([{"line": "1", "picked": 2}, {"line": "1", "picked": 2}])))["eligible"], 1);
    // The wrong article: a line of the order, but not of this fulfillment order.
    assert_eq!(shop.refused(pick(json!([{"line": "2", "picked": 1}])))["eligible"], 0);
    assert_eq!(shop.code(pick(json!([{"line": "9", "picked": 1}]))), "unknown_line");
    assert_eq!(shop.code(pick(json!([{"line": "1"}]))), "invalid_field");
    assert_eq!(shop.code(pick(json!([{"line": "1", "picked": 2_000_000_000}]))), "invalid_field");
    assert_eq!(shop.state(1), FulfillmentState::Open);
}

#[test]
fn picking_in_parts_accepts_and_goes_on() {
    let mut shop = Shop::new();
    shop.stock("shirt", &[("n1", 3)]);
    shop.capture(&[("shirt", 3)]);
    shop.ok(pick(json!([{"line": "1", "picked": 1}])));
    assert_eq!((shop.state(1), shop.order().fulfillments[0].answer.clone()), (FulfillmentState::Picking, Answer::Accepted));
    shop.ok(json!({"type": "pack_parcel", "order": "o", "fulfillment": 1}));
    assert_eq!(shop.state(1), FulfillmentState::Packed);
    shop.ok(pick(json!([])));
    assert_eq!(shop.units(1), ["picked@n1 2", "packed@n1 1"]);
}
