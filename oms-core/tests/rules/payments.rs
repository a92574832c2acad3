//! The ledger of payments: what is authorized, captured and let go, and what follows for the order.

use crate::shop::{Shop, types};
use oms_core::Outcome;
use oms_core::order::{OrderStatus, PaymentStatus, Stage};
use proptest::collection::vec;
use proptest::prelude::{any, prop_assert, prop_assert_eq, proptest};
use rust_decimal::Decimal;
use serde_json::{Value, json};

fn prepaid() -> Shop {
    let mut shop = Shop::open();
    shop.ok(json!({"type": "put_channel", "channel": {"id": "web", "requires_payment": true}}));
    shop
}

fn authorize(order: &str, amount: &str) -> Value {
    json!({"type": "authorize_payment", "order": order, "payment": "p1", "method": "card", "amount": amount})
}

fn capture(order: &str, amount: &str) -> Value {
    json!({"type": "capture_payment", "order": order, "payment": "p1", "amount": amount})
}

fn with(mut command: Value, field: &str, value: Value) -> Value {
    command.as_object_mut().unwrap().insert(field.to_owned(), value);
    command
}

#[test]
fn an_order_goes_on_once_all_of_it_is_authorized() {
    let mut shop = prepaid();
    shop.capture("o1", &[("shirt", 2, "50.00")], json!({}));
    assert_eq!(shop.statuses("o1").order, OrderStatus::OnHold);
    assert_eq!(types(&shop.ok(authorize("o1", "60.00"))), ["payment_recorded"]);
    assert_eq!(shop.statuses("o1").payment, PaymentStatus::Pending);
    assert_eq!(types(&shop.ok(authorize("o1", "40.00"))), ["payment_recorded", "hold_released", "fulfillment_requested"]);
    let order = shop.order("o1");
    assert!(order.holds.is_empty() && order.reserved_until.is_none());
    assert_eq!(order.lines.first().unwrap().units.at(Stage::Allocated).units(), 2);
    assert_eq!(shop.statuses("o1").payment, PaymentStatus::Authorized);
    shop.audit();
}

#[test]
fn money_that_comes_after_the_reservation_has_expired_gets_the_stock_there_is() {
    let mut shop = prepaid();
    shop.capture("o1", &[("shirt", 600, "1.00")], json!({}));
    // The reservation of an unpaid order holds for one day, and is free at that very instant.
    shop.at("2026-03-02T12:00:00Z");
    shop.capture("o2", &[("shirt", 600, "1.00")], json!({"payments": [{"id": "p1", "method": "card", "captured": "600.00"}]}));
    let events = shop.ok(authorize("o1", "600.00"));
    assert_eq!(types(&events), ["payment_recorded", "hold_released", "order_routed", "fulfillment_requested", "hold_placed"]);
    assert!(events.last().unwrap().get("reason").unwrap().as_str().unwrap().contains("600 requested, 400 available"));
    let order = shop.order("o1");
    let units = &order.lines.first().unwrap().units;
    assert_eq!((units.at(Stage::Allocated).units(), units.at(Stage::Open).units()), (400, 200));
    shop.audit();
}

#[test]
fn a_report_that_is_sent_five_times_counts_once() {
    let mut shop = Shop::open();
    shop.capture("o1", &[("shirt", 1, "50.00")], json!({}));
    shop.ok(authorize("o1", "50.00"));
    let report = with(capture("o1", "50.00"), "reference", json!("evt_1"));
    assert_eq!(types(&shop.ok(report.clone())), ["payment_recorded"]);
    let before = shop.order("o1");
    for _ in 0..4 {
        let events = shop.ok(report.clone());
        assert_eq!(events, [json!({"type": "payment_report_repeated", "order": "o1", "payment": "p1"})]);
    }
    assert_eq!(shop.order("o1"), before);
    assert_eq!(shop.money("o1"), ["50.00", "50.00", "0.00", "0.00"]);
    // The id of another kind of report is another report.
    let refund = json!({"type": "refund_payment", "order": "o1", "payment": "p1", "amount": "1.00", "reason": "late",
                        "goodwill": true, "reference": "evt_1"});
    assert_eq!(types(&shop.ok(refund)), ["payment_recorded", "goodwill_given"]);
    shop.audit();
}

#[test]
fn no_more_is_captured_than_was_authorized() {
    let mut shop = Shop::open();
    shop.capture("o1", &[("shirt", 1, "50.00")], json!({}));
    shop.ok(authorize("o1", "50.00"));
    shop.ok(capture("o1", "30.00"));
    assert_eq!(shop.statuses("o1").payment, PaymentStatus::PartiallyPaid);
    assert_eq!(
        shop.refused(capture("o1", "20.01")),
        json!({"code": "payment_exceeded", "order": "o1", "payment": "p1", "requested": "20.01", "available": "20.00",
               "condition": "is authorized and not captured"})
    );
    shop.ok(json!({"type": "void_payment", "order": "o1", "payment": "p1"}));
    assert_eq!(shop.refused(capture("o1", "0.01")).get("available").unwrap(), "0.00");
    let again = shop.refused(json!({"type": "void_payment", "order": "o1", "payment": "p1"}));
    assert_eq!(again.get("code").unwrap(), "nothing_to_do");
    assert_eq!(shop.balance("o1").authorized.minor(), 0);
    shop.audit();
}

#[test]
fn a_payment_that_was_never_authorized_is_captured_directly_even_above_what_is_due() {
    let mut shop = prepaid();
    shop.capture("o1", &[("shirt", 1, "50.00")], json!({}));
    assert_eq!(shop.refused(capture("o1", "50.00")).get("code").unwrap(), "unknown_payment");
    let events = shop.ok(with(capture("o1", "62.00"), "method", json!("bank_transfer")));
    assert_eq!(types(&events), ["payment_recorded", "hold_released", "fulfillment_requested"]);
    assert_eq!(shop.money("o1"), ["50.00", "62.00", "0.00", "-12.00"]);
    assert_eq!(shop.statuses("o1").payment, PaymentStatus::Overpaid);
    let refund =
        |amount: &str| json!({"type": "refund_payment", "order": "o1", "payment": "p1", "amount": amount, "reason": "paid too much"});
    assert_eq!(
        shop.refused(refund("12.01")),
        json!({"code": "refund_exceeds_credit", "order": "o1", "requested": "12.01", "owed": "12.00"})
    );
    shop.ok(refund("12.00"));
    assert_eq!(shop.money("o1"), ["50.00", "62.00", "12.00", "0.00"]);
    shop.audit();
}

#[test]
fn money_let_go_before_the_order_has_shipped_holds_it_again() {
    let mut shop = prepaid();
    shop.capture("o1", &[("shirt", 1, "50.00")], json!({}));
    shop.ok(json!({"type": "place_hold", "order": "o1", "hold": "look", "kind": "manual", "reason": "look at it"}));
    shop.ok(authorize("o1", "50.00"));
    let events = shop.ok(json!({"type": "void_payment", "order": "o1", "payment": "p1"}));
    assert_eq!(types(&events), ["payment_recorded", "hold_placed"]);
    shop.ok(json!({"type": "release_hold", "order": "o1", "hold": "look"}));
    let order = shop.order("o1");
    assert_eq!(order.lines.first().unwrap().units.at(Stage::Allocated).units(), 0, "unpaid, so no work is given out");
    assert_eq!(order.reserved_until.unwrap().to_string(), "2026-03-02T12:00:00Z");
    // Of a canceled order nothing is to be paid: letting its money go holds nothing.
    shop.ok(authorize("o1", "50.00"));
    shop.ok(json!({"type": "cancel_order", "order": "o1", "reason": "customer"}));
    let events = shop.ok(json!({"type": "void_payment", "order": "o1", "payment": "p1"}));
    assert_eq!(types(&events), ["payment_recorded"]);
    assert_eq!(shop.statuses("o1").payment, PaymentStatus::Voided);
    shop.audit();
}

#[test]
fn an_order_goes_on_when_what_is_left_of_it_is_paid_for() {
    let mut shop = prepaid();
    shop.capture("o1", &[("shirt", 1, "60.00"), ("shoe", 1, "40.00")], json!({}));
    shop.ok(authorize("o1", "60.00"));
    let cancel =
        |line: &str| json!({"type": "cancel_order", "order": "o1", "reason": "customer", "lines": [{"line": line, "quantity": 1}]});
    assert_eq!(types(&shop.ok(cancel("2"))), ["units_canceled", "hold_released", "fulfillment_requested"]);
    assert_eq!(shop.statuses("o1").payment, PaymentStatus::Authorized);
    shop.audit();
}

#[test]
fn an_order_that_a_person_let_go_unpaid_is_not_held_by_a_part_of_its_money() {
    let mut shop = prepaid();
    shop.capture("o1", &[("shirt", 1, "60.00")], json!({}));
    shop.ok(json!({"type": "release_hold", "order": "o1", "hold": "payment"}));
    assert_eq!(types(&shop.ok(authorize("o1", "10.00"))), ["payment_recorded"]);
    assert!(shop.order("o1").holds.is_empty());
}

#[test]
fn cash_is_collected_on_payments_on_delivery_only() {
    let mut shop = Shop::open();
    shop.capture("o1", &[("shirt", 1, "1500.00")], json!({"payments": [{"id": "cash", "method": "cash_on_delivery"}]}));
    shop.ok(authorize("o1", "1.00"));
    let collect = |payment: &str, amount: &str| json!({"type": "collect_cash", "order": "o1", "payment": payment, "amount": amount});
    assert_eq!(shop.refused(collect("p1", "1500.00")).get("code").unwrap(), "payment_method_differs");
    assert_eq!(shop.refused(collect("p2", "1500.00")).get("code").unwrap(), "unknown_payment");
    assert_eq!(shop.refused(collect("cash", "0.00")).get("code").unwrap(), "invalid_field");
    assert_eq!(shop.refused(collect("cash", "0.001")).get("code").unwrap(), "amount_too_fine");
    shop.ok(collect("cash", "1450.00"));
    assert_eq!(shop.money("o1"), ["1500.00", "1450.00", "0.00", "50.00"]);
    shop.ok(collect("cash", "50.00"));
    assert_eq!(shop.statuses("o1").payment, PaymentStatus::Paid);
    shop.audit();
}

#[test]
fn a_payment_keeps_its_method() {
    let mut shop = Shop::open();
    shop.capture("o1", &[("shirt", 1, "50.00")], json!({}));
    shop.ok(authorize("o1", "10.00"));
    let other = shop.refused(with(authorize("o1", "10.00"), "method", json!("wallet")));
    assert_eq!(other, json!({"code": "payment_method_differs", "order": "o1", "payment": "p1"}));
    assert_eq!(shop.refused(with(capture("o1", "10.00"), "parcel", json!(1))).get("code").unwrap(), "invalid_field");
    assert_eq!(shop.refused(json!({"type": "capture_payment", "order": "o1", "payment": "p1"})).get("code").unwrap(), "invalid_field");
    assert_eq!(shop.refused(authorize("o2", "10.00")).get("code").unwrap(), "unknown_order");
}

#[test]
fn goodwill_lowers_what_is_charged_and_leaves_what_is_due() {
    let mut shop = Shop::open();
    shop.capture("o1", &[("shirt", 2, "50.00")], json!({"payments": [{"id": "p1", "method": "card", "captured": "110.00"}]}));
    let refund = |amount: &str, goodwill: bool| {
        let command = json!({"type": "refund_payment", "order": "o1", "payment": "p1", "amount": amount, "reason": "came late"});
        with(command, "goodwill", json!(goodwill))
    };
    // 10.00 are owed; the other 5.00 are given.
    shop.ok(refund("15.00", true));
    assert_eq!(shop.money("o1"), ["95.00", "110.00", "15.00", "0.00"]);
    assert_eq!(shop.order("o1").goodwill().to_string(), "5.00");
    assert_eq!(shop.statuses("o1").payment, PaymentStatus::PartiallyRefunded);
    assert_eq!(shop.refused(refund("95.01", true)).get("available").unwrap(), "95.00");
    // A gift does not lower what a line brings back, and nobody gets more than was paid.
    shop.ok(json!({"type": "cancel_order", "order": "o1", "reason": "customer", "lines": [{"line": "1", "quantity": 1}]}));
    shop.ok(refund("50.00", false));
    assert_eq!(shop.money("o1"), ["45.00", "110.00", "65.00", "0.00"]);
    shop.ok(json!({"type": "cancel_order", "order": "o1", "reason": "customer"}));
    assert_eq!(shop.money("o1"), ["0.00", "110.00", "65.00", "-45.00"]);
    shop.ok(refund("45.00", false));
    assert_eq!(shop.money("o1"), ["0.00", "110.00", "110.00", "0.00"]);
    assert_eq!(shop.statuses("o1").payment, PaymentStatus::Refunded);
    shop.audit();
}

#[test]
fn each_parcel_is_captured_for_what_is_in_it_and_shipping_with_the_first() {
    let mut shop = Shop::open();
    let shipping = json!({"shipping": {"price": "5.00"}});
    shop.capture("o1", &[("shirt", 1, "55.00"), ("shoe", 1, "40.00")], shipping);
    shop.ok(authorize("o1", "100.00"));
    let share = |parcel: usize| json!({"type": "capture_payment", "order": "o1", "payment": "p1", "parcel": parcel});
    assert_eq!(shop.refused(share(1)).get("code").unwrap(), "unknown_parcel");
    let first = shop.ship("o1", &[("1", 1)]);
    let captured = |events: Vec<Value>| events.first().unwrap().get("amount").unwrap().as_str().unwrap().to_owned();
    assert_eq!(captured(shop.ok(share(first))), "60.00");
    assert_eq!(shop.refused(share(first)).get("code").unwrap(), "parcel_state");
    let second = shop.ship("o1", &[("2", 1)]);
    assert_eq!(captured(shop.ok(share(second))), "40.00");
    assert_eq!(shop.money("o1"), ["100.00", "100.00", "0.00", "0.00"]);
    shop.audit();
}

#[test]
fn a_parcel_is_not_captured_beyond_what_is_due_or_authorized() {
    let mut shop = Shop::open();
    let gift_card = json!({"payments": [{"id": "gift", "method": "gift_card", "captured": "30.00"}]});
    shop.capture("o1", &[("shirt", 1, "60.00"), ("shoe", 1, "40.00")], gift_card);
    shop.ok(authorize("o1", "65.00"));
    let share = |parcel: usize| json!({"type": "capture_payment", "order": "o1", "payment": "p1", "parcel": parcel});
    let first = shop.ship("o1", &[("1", 1)]);
    shop.ok(share(first));
    let second = shop.ship("o1", &[("2", 1)]);
    // 10.00 of the parcel's 40.00 are still due, and 5.00 are authorized.
    let refusal = shop.refused(share(second));
    assert_eq!((refusal.get("requested").unwrap(), refusal.get("available").unwrap()), (&json!("10.00"), &json!("5.00")));
    shop.ok(authorize("o1", "5.00"));
    shop.ok(share(second));
    assert_eq!(shop.money("o1"), ["100.00", "100.00", "0.00", "0.00"]);
    shop.audit();
}

#[test]
fn cash_with_couriers_is_told_by_courier_and_age() {
    let mut shop = Shop::open();
    let days = [
        ("o1", "2026-03-31T12:00:00Z"),
        ("o2", "2026-03-24T11:59:59.999Z"),
        ("o3", "2026-03-17T12:00:00Z"),
        ("o4", "2026-03-01T11:00:00Z"),
    ];
    for (order, _) in days {
        shop.capture(order, &[("shirt", 1, "100.00")], json!({"payments": [{"id": "cash", "method": "cash_on_delivery"}]}));
        shop.ship(order, &[("1", 1)]);
    }
    shop.capture("card", &[("shirt", 1, "100.00")], json!({"payments": [{"id": "p1", "method": "card", "captured": "100.00"}]}));
    for (order, at) in days.iter().rev() {
        shop.at(at);
        shop.ok(json!({"type": "collect_cash", "order": order, "payment": "cash", "parcel": 1}));
    }
    shop.at("2026-04-01T12:00:00Z");
    shop.ok(json!({"type": "remit_cash", "order": "o3", "payment": "cash", "amount": "99.00", "is_final": true}));
    let report = shop.engine.cash_ageing("2026-04-01T12:00:00Z".parse().unwrap()).unwrap();
    let ages: Vec<_> = report.payments.iter().map(|aged| (aged.order.as_str(), aged.days, aged.cash.outstanding.to_string())).collect();
    let told = |order, days, amount: &str| (order, days, amount.to_owned());
    assert_eq!(ages, [told("o4", 31, "100.00"), told("o3", 15, "1.00"), told("o2", 8, "100.00"), told("o1", 1, "100.00")]);
    let [sums] = report.couriers.as_slice() else { panic!("one courier, one currency: {report:?}") };
    let buckets = [sums.days_0_to_7, sums.days_8_to_14, sums.days_15_to_30, sums.days_over_30, sums.short].map(|sum| sum.to_string());
    assert_eq!(buckets, ["100.00", "100.00", "1.00", "100.00", "1.00"]);
    // Before it was collected there was nothing to hand over, and what has come is missing no more.
    shop.ok(json!({"type": "remit_cash", "order": "o3", "payment": "cash", "amount": "1.00"}));
    let before = shop.engine.cash_ageing("2026-03-20T12:00:00Z".parse().unwrap()).unwrap();
    assert_eq!(before.payments.iter().map(|aged| aged.order.as_str()).collect::<Vec<_>>(), ["o4"]);
    shop.audit();
}

proptest! {
    /// Units of two lines are canceled or shipped in any order; every parcel is captured, some of them late. What is captured and what
    /// was canceled make the order's total to the last unit of the currency, and nothing is ever owed in between.
    #[test]
    fn captures_of_parcels_and_cancellations_make_the_total(
        quantities in [1_i64..6, 1_i64..6],
        prices in [1_u32..5_000, 1_u32..5_000],
        discount in 0_u32..50,
        shipping in 0_u32..1_000,
        steps in vec((0_usize..2, 1_i64..4, any::<bool>(), any::<bool>()), 1..12),
    ) {
        let mut shop = Shop::open();
        let gross: i64 = quantities.iter().zip(prices).map(|(quantity, price)| quantity * i64::from(price)).sum();
        let discount = gross * i64::from(discount) / 100;
        let [first, second] = prices.map(|price| cents(i64::from(price)));
        let more = json!({"discounts": [{"amount": cents(discount)}], "shipping": {"price": cents(i64::from(shipping))}});
        shop.capture("o1", &[("shirt", quantities[0], &first), ("shoe", quantities[1], &second)], more);
        let total = gross - discount + i64::from(shipping);
        prop_assert_eq!(shop.balance("o1").total.minor(), total);
        shop.ok(authorize("o1", &cents(total.max(1))));
        let mut left = quantities;
        let mut late = Vec::new();
        let last = [(0, i64::MAX, true, false), (1, i64::MAX, true, false)];
        for (line, quantity, ships, is_late) in steps.into_iter().chain(last) {
            let quantity = quantity.min(left[line]);
            if quantity == 0 {
                continue;
            }
            left[line] -= quantity;
            let id = ["1", "2"][line];
            if ships {
                let parcel = shop.ship("o1", &[(id, quantity)]);
                if is_late { late.push(parcel) } else { capture_parcel(&mut shop, parcel) }
            } else {
                let lines = json!([{"line": id, "quantity": quantity}]);
                shop.ok(json!({"type": "cancel_order", "order": "o1", "reason": "customer", "lines": lines}));
            }
            prop_assert!(!shop.balance("o1").due.is_negative());
        }
        late.into_iter().rev().for_each(|parcel| capture_parcel(&mut shop, parcel));
        let order = shop.order("o1");
        let balance = order.balance();
        prop_assert_eq!(balance.captured.minor(), total - order.credited().minor());
        prop_assert_eq!(balance.due.minor(), 0);
        shop.audit();
    }
}

fn cents(minor: i64) -> String {
    Decimal::new(minor, 2).to_string()
}

/// Captures a parcel; one whose units cost nothing has nothing to capture.
fn capture_parcel(shop: &mut Shop, parcel: usize) {
    match shop.send(json!({"type": "capture_payment", "order": "o1", "payment": "p1", "parcel": parcel})) {
        Outcome::Refused { rejection } => assert_eq!(rejection.code(), "nothing_to_do"),
        other => assert!(matches!(other, Outcome::Applied { .. })),
    }
}
