//! What carriers report, in whatever order and however often.

use oms_core::fulfillment::{FulfillmentState, Tracking};
use oms_core::order::{DeliveryStatus, OrderStatus};
use serde_json::json;

use crate::shop::Shop;

/// Order `o` of `quantity` shirts, shipped from `n1` at 10:00 in one parcel a unit; the clock stands at 20:00.
fn shipped(quantity: i64) -> Shop {
    let mut shop = Shop::new();
    shop.stock("shirt", &[("n1", quantity)]);
    shop.capture(&[("shirt", quantity)]);
    shop.ok(json!({"type": "pick_fulfillment", "order": "o", "fulfillment": 1}));
    for parcel in 1..=quantity {
        shop.ok(json!({"type": "pack_parcel", "order": "o", "fulfillment": 1, "lines": [{"line": "1", "quantity": 1}]}));
        shop.ship(u32::try_from(parcel).unwrap());
    }
    shop.clock("20:00:00");
    shop
}

fn tracking(shop: &mut Shop, parcel: usize) -> Option<Tracking> {
    shop.order().parcels[parcel - 1].tracking
}

fn delivery(shop: &mut Shop) -> DeliveryStatus {
    shop.order().statuses().delivery
}

#[test]
fn an_order_is_delivered_when_its_last_parcel_is() {
    let mut shop = shipped(2);
    assert_eq!(delivery(&mut shop), DeliveryStatus::InTransit);
    shop.track(1, "delivered", Some("a"), Some("12:00:00"));
    assert_eq!((delivery(&mut shop), shop.state(1)), (DeliveryStatus::PartiallyDelivered, FulfillmentState::Shipped));
    shop.track(2, "out_for_delivery", Some("b"), None);
    assert_eq!((delivery(&mut shop), shop.order().statuses().order), (DeliveryStatus::PartiallyDelivered, OrderStatus::Open));
    shop.track(2, "delivered", Some("c"), None);
    assert_eq!((delivery(&mut shop), shop.state(1)), (DeliveryStatus::Delivered, FulfillmentState::Delivered));
    let order = shop.order();
    assert_eq!(order.statuses().order, OrderStatus::Completed);
    let delivered_at: Vec<String> = order.parcels.iter().map(|parcel| parcel.delivered_at.unwrap().to_string()).collect();
    assert_eq!(delivered_at, ["2026-03-01T12:00:00Z", "2026-03-01T20:00:00Z"]);
}

#[test]
fn a_lost_parcel_loses_its_own_units_and_no_money() {
    let mut shop = shipped(2);
    shop.track(1, "delivered", None, None);
    shop.track(2, "lost", None, None);
    assert_eq!(shop.units(1), ["delivered@n1 1", "lost@n1 1"]);
    let order = shop.order();
    assert_eq!((order.statuses().order, order.statuses().delivery), (OrderStatus::Completed, DeliveryStatus::Lost));
    assert_eq!((order.lines[0].credited.minor(), order.shipping_credited.minor()), (0, 0));
    assert_eq!(shop.state(1), FulfillmentState::Incomplete);
    // It turns up: the report is kept, the parcel stays lost until its claim is settled.
    let version = shop.order().version;
    assert!(!shop.track(2, "delivered", Some("x"), None));
    assert_eq!((tracking(&mut shop, 2), shop.order().version), (Some(Tracking::Lost), version));
}

#[test]
fn the_same_scan_counts_once() {
    let mut shop = shipped(1);
    let told: Vec<bool> = (0..4).map(|_| shop.track(1, "failed_attempt", Some("scan-7"), Some("12:00:00"))).collect();
    assert_eq!(told, [true, false, false, false]);
    assert_eq!(shop.order().parcels[0].failed_attempts, 1);
    // A carrier without ids is known by what it says and when.
    let told: Vec<bool> = (0..4).map(|_| shop.track(1, "failed_attempt", None, Some("13:00:00"))).collect();
    assert_eq!(told, [true, false, false, false]);
    assert_eq!(shop.order().parcels[0].failed_attempts, 2);
    assert_eq!(delivery(&mut shop), DeliveryStatus::FailedAttempt);
}

#[test]
fn any_order_of_reports_tells_the_same() {
    let reports = [
        ("in_transit", "a", "11:00:00"),
        ("failed_attempt", "b", "12:00:00"),
        ("exception", "c", "12:00:00"),
        ("failed_attempt", "d", "14:00:00"),
        ("out_for_delivery", "e", "15:00:00"),
    ];
    let mut orders = vec![vec![0, 1, 2, 3, 4], vec![4, 3, 2, 1, 0], vec![2, 4, 0, 3, 1], vec![3, 1, 4, 0, 2]];
    orders.extend((0..5).map(|first| (0..10).map(|step| (first + step * 3) % 5).collect()));
    for order in orders {
        let mut shop = shipped(1);
        for report in &order {
            let (tracking, event, at) = reports[*report];
            shop.track(1, tracking, Some(event), Some(at));
        }
        let parcel = shop.order().parcels[0].clone();
        assert_eq!((parcel.tracking, parcel.failed_attempts), (Some(Tracking::OutForDelivery), 2), "{order:?}");
        assert_eq!(parcel.tracked_at.unwrap().to_string(), "2026-03-01T15:00:00Z");
    }
}

#[test]
fn a_late_report_changes_nothing() {
    let mut shop = shipped(1);
    assert!(shop.track(1, "out_for_delivery", Some("b"), Some("15:00:00")));
    let version = shop.order().version;
    assert!(!shop.track(1, "in_transit", Some("a"), Some("11:00:00")));
    assert_eq!((tracking(&mut shop, 1), shop.order().version), (Some(Tracking::OutForDelivery), version));
    // A delivery is the end, even if the carrier's clock puts it before the last scan.
    assert!(shop.track(1, "delivered", Some("c"), Some("14:00:00")));
    assert!(!shop.track(1, "out_for_delivery", Some("d"), Some("16:00:00")));
    assert!(!shop.track(1, "failed_attempt", Some("e"), Some("13:00:00")));
    assert!(!shop.track(1, "lost", Some("f"), None));
    assert!(!shop.track(1, "delivered", Some("g"), None));
    let parcel = shop.order().parcels[0].clone();
    assert_eq!((parcel.tracking, parcel.failed_attempts), (Some(Tracking::Delivered), 0));
    assert_eq!(parcel.delivered_at.unwrap().to_string(), "2026-03-01T14:00:00Z");
}

#[test]
fn a_carriers_clock_cannot_block_its_later_reports() {
    let mut shop = shipped(1);
    shop.ok(json!({"type": "record_tracking", "order": "o", "parcel": 1, "tracking": "in_transit", "occurred_at": "9999-01-01T00:00:00Z"}));
    shop.clock("21:00:00");
    assert!(shop.track(1, "out_for_delivery", None, None));
    shop.ok(json!({"type": "record_tracking", "order": "o", "parcel": 1, "tracking": "delivered", "occurred_at": "0001-01-01T00:00:00Z"}));
    assert_eq!(shop.order().parcels[0].delivered_at, shop.order().parcels[0].shipped_at);
}

#[test]
fn a_parcel_that_came_back_is_canceled_and_credited() {
    let mut shop = Shop::new();
    shop.stock("shirt", &[("n1", 3)]);
    shop.ok(json!({"type": "put_item", "sku": "shirt", "channel_caps": [{"channel": "web", "limit": 3}]}));
    shop.capture(&[("shirt", 2)]);
    shop.pack(1);
    shop.ship(1);
    for (event, attempts) in [("a", 1), ("b", 2), ("c", 3)] {
        shop.track(1, "failed_attempt", Some(event), None);
        assert_eq!(shop.order().parcels[0].failed_attempts, attempts);
    }
    shop.track(1, "returning_to_origin", None, None);
    assert_eq!(delivery(&mut shop), DeliveryStatus::ReturnedToOrigin);
    shop.clock("18:00:00");
    shop.track(1, "returned_to_origin", None, None);
    assert_eq!(shop.units(1), ["canceled@n1 2"]);
    let n1 = shop.buckets("shirt", "n1");
    assert_eq!((n1.available, n1.quality_control, shop.sold("shirt")), (1, 2, 0));
    let order = shop.order();
    assert_eq!((order.lines[0].credited.minor(), order.shipping_credited.minor()), (2000, 500));
    assert_eq!((order.statuses().order, order.statuses().delivery), (OrderStatus::Canceled, DeliveryStatus::ReturnedToOrigin));
    assert_eq!(shop.state(1), FulfillmentState::Incomplete);
    assert!(!shop.track(1, "delivered", None, None));
}

#[test]
fn shipping_is_kept_when_part_of_the_order_arrived() {
    let mut shop = shipped(2);
    shop.track(1, "delivered", None, None);
    shop.track(2, "returned_to_origin", None, None);
    assert_eq!(shop.units(1), ["delivered@n1 1", "canceled@n1 1"]);
    let order = shop.order();
    assert_eq!((order.lines[0].credited.minor(), order.shipping_credited.minor()), (1000, 0));
    assert_eq!((order.statuses().order, order.statuses().delivery), (OrderStatus::Completed, DeliveryStatus::ReturnedToOrigin));
    assert_eq!(shop.state(1), FulfillmentState::Incomplete);
}

#[test]
fn a_parcel_remembers_a_bounded_number_of_reports() {
    let mut shop = shipped(1);
    for report in 0..70 {
        assert!(shop.track(1, "failed_attempt", Some(&format!("r{report}")), None));
    }
    let parcel = shop.order().parcels[0].clone();
    assert_eq!((parcel.seen.len(), parcel.failed_attempts), (64, 70));
    assert!(!shop.track(1, "failed_attempt", Some("r69"), None));
}

#[test]
fn nothing_is_reported_on_a_parcel_that_has_not_shipped() {
    let mut shop = Shop::new();
    shop.stock("shirt", &[("n1", 1)]);
    shop.capture(&[("shirt", 1)]);
    let report = json!({"type": "record_tracking", "order": "o", "parcel": 1, "tracking": "delivered"});
    assert_eq!(shop.code(report.clone()), "unknown_parcel");
    shop.pack(1);
    assert_eq!(shop.refused(report)["problem"], "has not shipped: ship it first");
}
