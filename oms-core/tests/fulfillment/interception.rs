//! Parcels that are called back on their way: what the carrier answers, and what its scans say.

use oms_core::Event;
use oms_core::fulfillment::{InterceptionState, Tracking};
use oms_core::order::{DeliveryStatus, OrderStatus};
use serde_json::{Value, json};

use crate::shop::Shop;

/// Order `o` of two shirts, shipped from `n1` in one parcel at 10:00; the clock stands at 12:00.
fn shipped() -> Shop {
    let mut shop = Shop::new();
    shop.stock("shirt", &[("n1", 2)]);
    shop.capture(&[("shirt", 2)]);
    shop.pack(1);
    shop.ship(1);
    shop.clock("12:00:00");
    shop
}

fn call_back() -> Value {
    json!({"type": "request_interception", "order": "o", "parcel": 1, "reason": "customer", "note": "wrong size"})
}

fn answer(outcome: &str) -> Value {
    json!({"type": "resolve_interception", "order": "o", "parcel": 1, "outcome": outcome, "answer": "depot 7"})
}

/// Sends the carrier's answer and says whether it counted.
fn counts(shop: &mut Shop, answer: Value) -> bool {
    let events = shop.ok(answer);
    let told = events.events.iter().find_map(|event| match event {
        Event::InterceptionResolved { changed, .. } => Some(*changed),
        _ => None,
    });
    told.unwrap()
}

fn state(shop: &mut Shop) -> Option<InterceptionState> {
    shop.order().parcels[0].interception.as_ref().map(|known| known.state)
}

fn tracking(shop: &mut Shop) -> Option<Tracking> {
    shop.order().parcels[0].tracking
}

#[test]
fn the_carrier_is_told_which_parcel_and_why() {
    let mut shop = shipped();
    let receipt = shop.ok(call_back());
    let told = serde_json::to_value(&receipt.events).unwrap();
    assert_eq!(
        told,
        json!([{
            "type": "interception_requested", "order": "o", "parcel": 1, "carrier": "dhl", "tracking_number": "1Z", "reason": "customer",
        }])
    );
    // Nothing else has changed: it is on its way, and may still arrive.
    assert_eq!((tracking(&mut shop), shop.units(1)), (Some(Tracking::InTransit), vec!["shipped@n1 2".to_owned()]));
}

#[test]
fn a_carrier_is_asked_once_until_it_has_said_no() {
    let mut shop = shipped();
    shop.ok(call_back());
    let version = shop.order().version;
    assert!(shop.ok(call_back()).events.is_empty());
    assert_eq!(shop.order().version, version);
    assert!(counts(&mut shop, answer("failed")));
    assert_eq!((state(&mut shop), tracking(&mut shop)), (Some(InterceptionState::Failed), Some(Tracking::InTransit)));
    shop.clock("13:00:00");
    assert_eq!(shop.ok(call_back()).events.len(), 1);
    let known = shop.order().parcels[0].interception.clone().unwrap();
    assert_eq!(
        (known.state, known.requested_at.to_string(), known.resolved_at),
        (InterceptionState::Requested, "2026-03-01T13:00:00Z".into(), None)
    );
}

#[test]
fn what_was_confirmed_comes_back_and_is_credited() {
    let mut shop = shipped();
    shop.ok(call_back());
    assert!(counts(&mut shop, answer("confirmed")));
    assert_eq!((state(&mut shop), tracking(&mut shop)), (Some(InterceptionState::Confirmed), Some(Tracking::ReturningToOrigin)));
    assert_eq!((shop.order().statuses().delivery, shop.order().statuses().order), (DeliveryStatus::ReturnedToOrigin, OrderStatus::Open));
    assert!(shop.ok(call_back()).events.is_empty());
    // The same again, and a failure that comes late, are known and change nothing.
    assert!(!counts(&mut shop, answer("confirmed")) && !counts(&mut shop, answer("failed")));
    shop.clock("18:00:00");
    shop.track(1, "returned_to_origin", None, None);
    let order = shop.order();
    assert_eq!((order.lines[0].credited.minor(), order.shipping_credited.minor()), (2000, 500));
    assert_eq!((order.statuses().order, shop.buckets("shirt", "n1").quality_control), (OrderStatus::Canceled, 2));
    assert_eq!(shop.refused(call_back())["problem"], "came back at 2026-03-01T18:00:00Z: its units are canceled");
}

#[test]
fn a_confirmation_counts_even_after_a_failure() {
    let mut shop = shipped();
    shop.ok(call_back());
    assert!(counts(&mut shop, answer("failed")) && counts(&mut shop, answer("confirmed")));
    assert_eq!(tracking(&mut shop), Some(Tracking::ReturningToOrigin));
}

#[test]
fn scans_answer_for_a_carrier_that_does_not() {
    for (scan, told) in [
        ("delivered", InterceptionState::Failed),
        ("lost", InterceptionState::Failed),
        ("returning_to_origin", InterceptionState::Confirmed),
        ("returned_to_origin", InterceptionState::Confirmed),
    ] {
        let mut shop = shipped();
        shop.ok(call_back());
        shop.clock("15:00:00");
        // A scan on the way says nothing about it.
        shop.track(1, "out_for_delivery", None, None);
        assert_eq!(state(&mut shop), Some(InterceptionState::Requested));
        shop.clock("16:00:00");
        shop.track(1, scan, None, None);
        let known = shop.order().parcels[0].interception.clone().unwrap();
        assert_eq!((known.state, known.resolved_at.unwrap().to_string()), (told, "2026-03-01T16:00:00Z".into()), "{scan}");
        assert!(!counts(&mut shop, answer("failed")));
    }
}

#[test]
fn a_delivery_takes_back_a_confirmation() {
    let mut shop = shipped();
    shop.ok(call_back());
    shop.ok(answer("confirmed"));
    shop.clock("15:00:00");
    shop.track(1, "delivered", None, None);
    assert_eq!((state(&mut shop), shop.units(1)), (Some(InterceptionState::Failed), vec!["delivered@n1 2".to_owned()]));
    assert_eq!(
        shop.refused(call_back())["problem"],
        "was delivered at 2026-03-01T15:00:00Z, its interception failed at 2026-03-01T15:00:00Z: ask for a return with `request_return`"
    );
    assert!(!counts(&mut shop, answer("confirmed")));
}

#[test]
fn an_answer_that_comes_late_does_not_hide_a_later_scan() {
    let mut shop = shipped();
    shop.ok(call_back());
    shop.clock("20:00:00");
    shop.track(1, "out_for_delivery", None, Some("15:00:00"));
    let mut late = answer("confirmed");
    late["occurred_at"] = json!("2026-03-01T13:00:00Z");
    assert!(counts(&mut shop, late));
    assert_eq!((state(&mut shop), tracking(&mut shop)), (Some(InterceptionState::Confirmed), Some(Tracking::OutForDelivery)));
}

#[test]
fn only_what_is_on_its_way_is_called_back() {
    let mut shop = Shop::new();
    shop.stock("shirt", &[("n1", 1)]);
    shop.capture(&[("shirt", 1)]);
    assert_eq!(shop.code(call_back()), "unknown_parcel");
    shop.pack(1);
    assert_eq!(shop.refused(call_back())["problem"], "has not shipped: cancel its units with `cancel_order`");
    shop.ship(1);
    assert_eq!(shop.refused(answer("failed"))["problem"], "was not called back: ask the carrier with `request_interception` first");
    shop.clock("15:00:00");
    shop.track(1, "returning_to_origin", None, None);
    let problem = "has been on its way back since 2026-03-01T15:00:00Z: nothing is left to call back";
    assert_eq!(shop.refused(call_back())["problem"], problem);
    shop.track(1, "lost", None, None);
    assert_eq!(shop.refused(call_back())["problem"], "was lost at 2026-03-01T15:00:00Z: resolve its claim");
}

#[test]
fn who_cancels_what_has_shipped_is_told_how_to_go_on() {
    let mut shop = shipped();
    let refused =
        shop.refused(json!({"type": "cancel_order", "order": "o", "lines": [{"line": "1", "quantity": 1}], "reason": "customer"}));
    assert_eq!(refused["condition"], "have not shipped; 2 on the way may be called back with `request_interception`");
    let refused = shop.refused(json!({"type": "cancel_order", "order": "o", "reason": "customer"}));
    let action = "cancel: everything has shipped or is canceled; 2 on the way may be called back with `request_interception`";
    assert_eq!(refused["action"], action);
    shop.track(1, "delivered", None, None);
    let refused = shop.refused(json!({"type": "cancel_order", "order": "o", "reason": "customer"}));
    assert_eq!(refused["action"], "cancel: everything has shipped or is canceled");
}
