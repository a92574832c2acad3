//! A location accepts or rejects, or the work is withdrawn.

use oms_core::fulfillment::{Answer, FulfillmentState};
use oms_core::order::{FulfillmentStatus, OrderStatus};
use serde_json::{Value, json};

use crate::shop::Shop;

fn reject(fulfillment: u32) -> Value {
    json!({"type": "reject_fulfillment", "order": "o", "fulfillment": fulfillment, "reason": "closed today"})
}

fn accept(fulfillment: u32) -> Value {
    json!({"type": "accept_fulfillment", "order": "o", "fulfillment": fulfillment})
}

fn withdraw(fulfillment: u32) -> Value {
    json!({"type": "cancel_fulfillment", "order": "o", "fulfillment": fulfillment})
}

fn hold(id: &str, kind: &str) -> Value {
    json!({"type": "place_hold", "order": "o", "hold": id, "kind": kind, "reason": "looked at"})
}

#[test]
fn a_location_accepts_once() {
    let mut shop = Shop::new();
    shop.stock("shirt", &[("n1", 5)]);
    shop.capture(&[("shirt", 2)]);
    assert_eq!(shop.state(1), FulfillmentState::Open);
    shop.ok(accept(1));
    assert_eq!(shop.state(1), FulfillmentState::Accepted);
    let refusal = shop.refused(accept(1));
    assert_eq!(refusal, json!({"code": "fulfillment_state", "order": "o", "fulfillment": 1, "state": "accepted", "needed": "open"}));
    assert_eq!(shop.code(accept(2)), "unknown_fulfillment");
    assert_eq!(shop.code(accept(0)), "unknown_fulfillment");
}

#[test]
fn all_stock_of_a_location_reserved_by_the_order_itself_ships() {
    let mut shop = Shop::new();
    shop.stock("shirt", &[("n1", 3)]);
    shop.capture(&[("shirt", 3)]);
    assert_eq!(shop.buckets("shirt", "n1").available, 0);
    shop.pack(1);
    shop.ship(1);
    assert_eq!(shop.buckets("shirt", "n1").on_hand(), 0);
}

#[test]
fn a_rejection_after_acceptance_reroutes_and_gives_the_stock_back() {
    let mut shop = Shop::new();
    shop.stock("shirt", &[("n1", 5), ("n2", 5)]);
    shop.ok(json!({"type": "put_item", "sku": "shirt", "channel_caps": [{"channel": "web", "limit": 4}]}));
    shop.capture(&[("shirt", 4)]);
    assert_eq!(shop.sold("shirt"), 4);
    shop.ok(accept(1));
    shop.ok(reject(1));
    assert_eq!(shop.units(1), ["allocated@n2 4"]);
    assert_eq!((shop.buckets("shirt", "n1").available, shop.buckets("shirt", "n2").committed), (5, 4));
    // The cap was full: the rerouted units take their own places again.
    assert_eq!(shop.sold("shirt"), 4);
    let order = shop.order();
    assert_eq!(order.fulfillments[0].answer, Answer::Rejected("closed today".into()));
    assert_eq!((shop.state(1), shop.state(2)), (FulfillmentState::Rejected, FulfillmentState::Open));
    let exclusion = &order.exclusions[0];
    assert_eq!((exclusion.line.as_str(), exclusion.location.as_str(), exclusion.reason.as_str()), ("1", "n1", "closed today"));
    assert_eq!(shop.code(reject(1)), "fulfillment_state");
}

#[test]
fn when_no_location_is_left_the_units_stay_open_under_a_stock_hold() {
    let mut shop = Shop::new();
    shop.stock("shirt", &[("n1", 5), ("n2", 5), ("n3", 5)]);
    shop.ok(json!({"type": "put_item", "sku": "shirt", "channel_caps": [{"channel": "web", "limit": 9}]}));
    shop.capture(&[("shirt", 2)]);
    for (fulfillment, next) in [(1, "allocated@n2 2"), (2, "allocated@n3 2"), (3, "open 2")] {
        shop.ok(reject(fulfillment));
        assert_eq!(shop.units(1), [next]);
    }
    let order = shop.order();
    assert_eq!(order.fulfillments.len(), 3);
    assert_eq!(order.exclusions.len(), 3);
    assert_eq!(order.holds.iter().map(|hold| hold.id.as_str()).collect::<Vec<_>>(), ["stock"]);
    assert_eq!((order.statuses().order, order.statuses().fulfillment), (OrderStatus::OnHold, FulfillmentStatus::Unfulfilled));
    assert_eq!(shop.sold("shirt"), 0);
    for location in ["n1", "n2", "n3"] {
        assert_eq!(shop.buckets("shirt", location).available, 5);
    }
    // Looking again does not ask those who said no.
    shop.ok(json!({"type": "allocate_order", "order": "o"}));
    assert_eq!(shop.units(1), ["open 2"]);
    shop.ok(json!({"type": "put_location", "location": {"id": "n4", "country": "DE"}}));
    shop.stock("shirt", &[("n4", 5)]);
    shop.ok(json!({"type": "allocate_order", "order": "o"}));
    assert_eq!(shop.units(1), ["allocated@n4 2"]);
    assert!(shop.order().holds.is_empty());
}

#[test]
fn rejected_units_wait_for_stock_only_where_the_item_allows_it() {
    let mut shop = Shop::new();
    shop.ok(json!({"type": "put_item", "sku": "shirt", "backorder": {"limit": 5}}));
    shop.stock("shirt", &[("n1", 2)]);
    shop.capture(&[("shirt", 2)]);
    shop.ok(reject(1));
    assert_eq!(shop.units(1), ["backordered 2"]);
    assert_eq!(shop.order().statuses().fulfillment, FulfillmentStatus::Backordered);
    // Stock that arrives where nobody ships it is of no use to the order; elsewhere it is.
    shop.stock("shirt", &[("n1", 2)]);
    assert_eq!(shop.units(1), ["backordered 2"]);
    shop.stock("shirt", &[("n2", 1)]);
    assert_eq!(shop.units(1), ["backordered 1", "allocated@n2 1"]);
}

#[test]
fn only_the_rejecting_locations_units_are_routed_anew() {
    let mut shop = Shop::new();
    shop.stock("shirt", &[("n1", 3), ("n2", 3), ("n3", 3)]);
    shop.capture(&[("shirt", 6)]);
    assert_eq!(shop.units(1), ["allocated@n1 3", "allocated@n2 3"]);
    shop.ok(reject(2));
    assert_eq!(shop.units(1), ["allocated@n1 3", "allocated@n3 3"]);
    assert_eq!(shop.state(1), FulfillmentState::Open);
}

#[test]
fn picked_units_of_a_rejection_wait_for_somebody_to_put_them_away() {
    let mut shop = Shop::new();
    shop.stock("shirt", &[("n1", 5), ("n2", 5)]);
    shop.capture(&[("shirt", 3)]);
    shop.ok(json!({"type": "pick_fulfillment", "order": "o", "fulfillment": 1, "lines": [{"line": "1", "picked": 2}]}));
    shop.ok(reject(1));
    let n1 = shop.buckets("shirt", "n1");
    assert_eq!((n1.available, n1.committed, n1.quality_control), (3, 0, 2));
    assert_eq!(shop.units(1), ["allocated@n2 3"]);
}

#[test]
fn a_rejection_under_a_hold_only_reserves_elsewhere() {
    let mut shop = Shop::new();
    shop.stock("shirt", &[("n1", 2), ("n2", 2)]);
    shop.capture(&[("shirt", 2)]);
    shop.ok(hold("h", "review"));
    shop.ok(reject(1));
    assert_eq!(shop.units(1), ["reserved@n2 2"]);
    assert_eq!(shop.code(json!({"type": "allocate_order", "order": "o"})), "on_hold");
    shop.ok(json!({"type": "release_hold", "order": "o", "hold": "h"}));
    assert_eq!(shop.units(1), ["allocated@n2 2"]);
}

#[test]
fn units_that_need_no_stock_are_routed_anew_as_well() {
    let mut shop = Shop::new();
    shop.capture(&[("voucher", 2)]);
    shop.ok(reject(1));
    assert_eq!(shop.units(1), ["allocated@n2 2"]);
    shop.pack(2);
    shop.ship(1);
    assert!(shop.track(1, "delivered", None, None));
    assert_eq!(shop.order().statuses().order, OrderStatus::Completed);
}

#[test]
fn a_rejection_needs_a_reason_and_nothing_packed() {
    let mut shop = Shop::new();
    shop.stock("shirt", &[("n1", 3)]);
    shop.capture(&[("shirt", 3)]);
    assert_eq!(shop.code(json!({"type": "reject_fulfillment", "order": "o", "fulfillment": 1, "reason": " "})), "invalid_field");
    shop.pack(1);
    assert_eq!(shop.code(reject(1)), "fulfillment_state");
    assert_eq!(shop.code(withdraw(1)), "fulfillment_state");
}

#[test]
fn withdrawn_units_stay_reserved_where_they_are_and_go_out_again() {
    let mut shop = Shop::new();
    shop.stock("shirt", &[("n1", 1), ("n2", 5)]);
    shop.capture(&[("shirt", 4)]);
    assert_eq!(shop.units(1), ["allocated@n2 4"]);
    shop.ok(json!({"type": "pick_fulfillment", "order": "o", "fulfillment": 1, "lines": [{"line": "1", "picked": 1}]}));
    shop.ok(withdraw(1));
    assert_eq!(shop.units(1), ["reserved@n2 4"]);
    assert_eq!((shop.buckets("shirt", "n2").reserved, shop.buckets("shirt", "n2").committed), (4, 0));
    assert_eq!(shop.state(1), FulfillmentState::Canceled);
    assert_eq!(shop.order().statuses().fulfillment, FulfillmentStatus::Reserved);
    // Withdrawing again changes nothing: no event, no new version.
    let version = shop.order().version;
    let receipt = shop.ok(withdraw(1));
    assert!(receipt.events.is_empty());
    assert_eq!((receipt.order_version, shop.order().version), (Some(version), version));
    shop.ok(json!({"type": "allocate_order", "order": "o"}));
    assert_eq!(shop.units(1), ["allocated@n2 4"]);
    assert_eq!(shop.state(2), FulfillmentState::Open);
    assert_eq!(shop.code(json!({"type": "allocate_order", "order": "o"})), "nothing_to_do");
}

#[test]
fn withdrawn_units_wait_for_the_hold_that_keeps_the_order_back() {
    let mut shop = Shop::new();
    shop.stock("shirt", &[("n1", 2)]);
    shop.capture(&[("shirt", 2)]);
    shop.ok(hold("h", "manual"));
    shop.ok(withdraw(1));
    let refusal = shop.refused(json!({"type": "allocate_order", "order": "o"}));
    assert_eq!(refusal, json!({"code": "on_hold", "order": "o", "hold": "h", "kind": "manual"}));
    shop.ok(json!({"type": "release_hold", "order": "o", "hold": "h"}));
    assert_eq!(shop.units(1), ["allocated@n1 2"]);
}

#[test]
fn canceling_while_picking_frees_the_shelf_at_once_and_picked_units_after_a_look() {
    let mut shop = Shop::new();
    shop.stock("shirt", &[("n1", 5)]);
    shop.capture(&[("shirt", 5)]);
    shop.ok(json!({"type": "pick_fulfillment", "order": "o", "fulfillment": 1, "lines": [{"line": "1", "picked": 2}]}));
    shop.ok(json!({"type": "cancel_order", "order": "o", "reason": "customer"}));
    let n1 = shop.buckets("shirt", "n1");
    assert_eq!((n1.available, n1.committed, n1.quality_control), (3, 0, 2));
    assert_eq!((shop.state(1), shop.order().statuses().order), (FulfillmentState::Canceled, OrderStatus::Canceled));
    // Nothing is left to withdraw.
    assert!(shop.ok(withdraw(1)).events.is_empty());
    assert_eq!(shop.code(accept(1)), "fulfillment_state");
}
