//! Picked units go into parcels, and parcels out of the door.

use oms_core::fulfillment::FulfillmentState;
use oms_core::order::{DeliveryStatus, FulfillmentStatus, OrderStatus};
use serde_json::{Value, json};

use crate::shop::Shop;

fn pick(quantity: i64) -> Value {
    json!({"type": "pick_fulfillment", "order": "o", "fulfillment": 1, "lines": [{"line": "1", "picked": quantity}]})
}

fn pack(quantity: i64) -> Value {
    json!({"type": "pack_parcel", "order": "o", "fulfillment": 1, "lines": [{"line": "1", "quantity": quantity}]})
}

fn ship(parcel: u32) -> Value {
    json!({"type": "ship_parcel", "order": "o", "parcel": parcel, "carrier": "dhl", "service": "paket", "tracking_number": "00340"})
}

#[test]
fn shipped_canceled_and_open_units_sum_to_what_was_ordered() {
    let mut shop = Shop::new();
    shop.stock("shirt", &[("n1", 5)]);
    shop.capture(&[("shirt", 5)]);
    shop.ok(pick(2));
    shop.ok(pack(2));
    assert_eq!(shop.units(1), ["allocated@n1 3", "packed@n1 2"]);
    shop.ok(ship(1));
    assert_eq!(shop.order().statuses().fulfillment, FulfillmentStatus::PartiallyShipped);
    shop.ok(json!({"type": "cancel_order", "order": "o", "lines": [{"line": "1", "quantity": 1}], "reason": "customer"}));
    assert_eq!(shop.units(1), ["allocated@n1 2", "shipped@n1 2", "canceled@n1 1"]);
    let statuses = shop.order().statuses();
    assert_eq!((statuses.order, statuses.fulfillment), (OrderStatus::Open, FulfillmentStatus::PartiallyShipped));
    assert_eq!(statuses.delivery, DeliveryStatus::InTransit);
    assert_eq!(shop.state(1), FulfillmentState::PartiallyShipped);
    shop.pack(1);
    shop.ship(2);
    assert_eq!((shop.state(1), shop.order().statuses().fulfillment), (FulfillmentState::Shipped, FulfillmentStatus::Shipped));
    assert_eq!(shop.buckets("shirt", "n1").on_hand(), 1);
}

#[test]
fn no_more_is_packed_than_was_picked() {
    let mut shop = Shop::new();
    shop.stock("shirt", &[("n1", 5)]);
    shop.capture(&[("shirt", 5)]);
    assert_eq!(shop.code(pack(1)), "fulfillment_state");
    shop.ok(pick(3));
    let refusal = shop.refused(pack(4));
    assert_eq!(
        refusal,
        json!({"code": "quantity_not_eligible", "order": "o", "line": "1", "requested": 4, "eligible": 3, "condition": "are picked"})
    );
    shop.ok(pack(2));
    assert_eq!(shop.refused(pack(2))["eligible"], 1);
    assert_eq!(shop.code(pack(0)), "invalid_field");
    assert_eq!(
        shop.code(json!({"type": "pack_parcel", "order": "o", "fulfillment": 1, "lines": [{"line": "x", "quantity": 1}]})),
        "unknown_line"
    );
}

#[test]
fn a_parcel_ships_once() {
    let mut shop = Shop::new();
    shop.stock("shirt", &[("n1", 2)]);
    shop.capture(&[("shirt", 2)]);
    assert_eq!(shop.code(ship(1)), "unknown_parcel");
    shop.pack(1);
    shop.ok(ship(1));
    let order = shop.order();
    let parcel = &order.parcels[0];
    assert_eq!((parcel.carrier.as_str(), parcel.service.as_str(), parcel.tracking_number.as_str()), ("dhl", "paket", "00340"));
    let refusal = shop.refused(ship(1));
    assert_eq!(refusal, json!({"code": "parcel_state", "order": "o", "parcel": 1, "problem": "was shipped at 2026-03-01T10:00:00Z"}));
}

#[test]
fn a_parcel_whose_units_were_canceled_does_not_ship() {
    let mut shop = Shop::new();
    shop.stock("shirt", &[("n1", 3)]);
    shop.capture(&[("shirt", 3)]);
    shop.ok(pick(3));
    shop.ok(pack(1));
    shop.ok(pack(2));
    shop.ok(json!({"type": "cancel_order", "order": "o", "lines": [{"line": "1", "quantity": 1}], "reason": "customer"}));
    assert_eq!(shop.code(ship(1)), "parcel_state");
    shop.ok(ship(2));
    assert_eq!((shop.buckets("shirt", "n1").quality_control, shop.state(1)), (1, FulfillmentState::Shipped));
}

#[test]
fn a_hold_placed_late_stops_the_parcel_at_the_door() {
    let mut shop = Shop::new();
    shop.stock("shirt", &[("n1", 2)]);
    shop.capture(&[("shirt", 2)]);
    for (id, kind) in [("a", "review"), ("b", "payment"), ("c", "stock"), ("d", "unserviceable")] {
        shop.ok(json!({"type": "place_hold", "order": "o", "hold": id, "kind": kind, "reason": "looked at"}));
    }
    // Work under way goes on up to the door.
    shop.ok(json!({"type": "accept_fulfillment", "order": "o", "fulfillment": 1}));
    shop.pack(1);
    assert_eq!(shop.refused(ship(1)), json!({"code": "on_hold", "order": "o", "hold": "a", "kind": "review"}));
    shop.ok(json!({"type": "release_hold", "order": "o", "hold": "a"}));
    assert_eq!(shop.refused(ship(1))["hold"], "b");
    shop.ok(json!({"type": "release_hold", "order": "o", "hold": "b"}));
    shop.ok(ship(1));
}

#[test]
fn what_is_written_on_a_parcel_is_short_and_printable() {
    let mut shop = Shop::new();
    shop.stock("shirt", &[("n1", 1)]);
    shop.capture(&[("shirt", 1)]);
    shop.pack(1);
    for text in ["x".repeat(129), "a\nb".to_owned()] {
        let refusal = shop.refused(json!({"type": "ship_parcel", "order": "o", "parcel": 1, "tracking_number": text}));
        assert_eq!((refusal["code"].as_str(), refusal["field"].as_str()), (Some("invalid_field"), Some("tracking_number")));
    }
    shop.ok(json!({"type": "ship_parcel", "order": "o", "parcel": 1}));
}

#[test]
fn one_parcel_may_hold_several_lines_and_one_line_several_parcels() {
    let mut shop = Shop::new();
    shop.stock("shirt", &[("n1", 4)]);
    shop.stock("shoe", &[("n1", 2)]);
    shop.capture(&[("shirt", 3), ("shoe", 2), ("shirt", 1)]);
    shop.ok(json!({"type": "pick_fulfillment", "order": "o", "fulfillment": 1}));
    shop.ok(json!({"type": "pack_parcel", "order": "o", "fulfillment": 1,
                   "lines": [{"line": "1", "quantity": 1}, {"line": "2", "quantity": 2}]}));
    shop.ok(json!({"type": "pack_parcel", "order": "o", "fulfillment": 1}));
    shop.ship(1);
    assert_eq!(shop.units(1), ["packed@n1 2", "shipped@n1 1"]);
    assert_eq!((shop.units(2), shop.units(3)), (vec!["shipped@n1 2".to_owned()], vec!["packed@n1 1".to_owned()]));
    assert_eq!((shop.buckets("shirt", "n1").committed, shop.buckets("shoe", "n1").on_hand()), (3, 0));
}
