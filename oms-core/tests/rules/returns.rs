//! What customers send back, from the request to the shelf.

use crate::shop::{Shop, types};
use oms_core::Outcome;
use oms_core::order::{OrderStatus, ReturnStatus};
use oms_core::returns::ReturnState;
use serde_json::{Value, json};

/// A shop that has delivered three shirts of 10.00 each, paid by card.
fn delivered() -> Shop {
    let mut shop = Shop::open();
    shop.capture("o1", &[("shirt", 3, "10.00")], json!({"payments": [{"id": "card", "method": "card", "captured": "30.00"}]}));
    shop.deliver("o1", &[("1", 3)]);
    shop
}

fn request(id: &str, quantity: i64) -> Value {
    let lines = json!([{"line": "1", "quantity": quantity, "reason": "size_or_fit"}]);
    json!({"type": "request_return", "order": "o1", "return_id": id, "lines": lines})
}

fn approve(id: &str) -> Value {
    json!({"type": "approve_return", "order": "o1", "return_id": id})
}

fn decline(id: &str) -> Value {
    json!({"type": "decline_return", "order": "o1", "return_id": id, "reason": "worn"})
}

fn cancel(id: &str) -> Value {
    json!({"type": "cancel_return", "order": "o1", "return_id": id})
}

fn receive(id: &str, quantity: i64) -> Value {
    receive_at(id, quantity, "n2")
}

fn receive_at(id: &str, quantity: i64, location: &str) -> Value {
    let lines = json!([{"line": "1", "quantity": quantity}]);
    json!({"type": "receive_return", "order": "o1", "return_id": id, "location": location, "lines": lines})
}

fn inspect(id: &str, units: &[(i64, &str)]) -> Value {
    let units: Vec<Value> =
        units.iter().map(|(quantity, disposition)| json!({"line": "1", "quantity": quantity, "disposition": disposition})).collect();
    json!({"type": "inspect_return", "order": "o1", "return_id": id, "units": units})
}

fn refund(id: &str) -> Value {
    json!({"type": "refund_return", "order": "o1", "return_id": id})
}

fn state(shop: &mut Shop, id: &str) -> ReturnState {
    shop.order("o1").return_of(&id.parse().unwrap()).unwrap().state
}

#[test]
fn a_return_goes_from_request_to_shelf_and_refund() {
    let mut shop = delivered();
    assert_eq!(shop.ok(request("r1", 1)), [json!({"type": "return_requested", "order": "o1", "return_id": "r1", "overridden": false})]);
    assert_eq!(shop.statuses("o1").returns, ReturnStatus::Requested);
    assert_eq!(types(&shop.ok(approve("r1"))), ["return_approved"]);
    assert_eq!(shop.statuses("o1").returns, ReturnStatus::InProgress);
    assert_eq!(types(&shop.ok(receive("r1", 1))), ["return_received"]);
    assert_eq!(shop.stock("shirt", "n2"), [0, 0, 1]);
    assert_eq!(shop.statuses("o1").returns, ReturnStatus::PartiallyReturned);
    assert_eq!(types(&shop.ok(inspect("r1", &[(1, "restock")]))), ["return_inspected"]);
    assert_eq!(shop.stock("shirt", "n2"), [1, 0, 0]);
    let events = shop.ok(refund("r1"));
    assert_eq!(types(&events), ["payment_recorded", "return_refunded"]);
    assert_eq!(events[1]["refunded"], "10.00");
    assert_eq!(state(&mut shop, "r1"), ReturnState::Refunded);
    assert_eq!(shop.money("o1"), ["20.00", "30.00", "10.00", "0.00"]);
    assert_eq!(shop.statuses("o1").order, OrderStatus::Completed);
    shop.audit();
}

#[test]
fn of_two_requests_for_the_same_unit_one_wins() {
    let mut shop = delivered();
    shop.ok(request("r1", 3));
    assert_eq!(
        shop.refused(request("r2", 1)),
        json!({"code": "quantity_not_eligible", "order": "o1", "line": "1", "requested": 1, "eligible": 0,
               "condition": "are with the customer and in no other return"})
    );
    assert_eq!(shop.refused(request("r1", 1))["code"], "return_exists");
}

#[test]
fn units_of_a_return_that_was_called_off_or_declined_may_be_asked_for_again() {
    let mut shop = delivered();
    shop.ok(request("r1", 3));
    shop.ok(approve("r1"));
    assert_eq!(shop.ok(cancel("r1")), [json!({"type": "return_canceled", "order": "o1", "return_id": "r1", "quantity": 3})]);
    shop.ok(request("r2", 3));
    // Units that are in another return by now come in with that one.
    assert_eq!(shop.refused(receive("r1", 1))["eligible"], 0);
    shop.ok(decline("r2"));
    shop.ok(request("r3", 2));
    assert_eq!(state(&mut shop, "r3"), ReturnState::Requested);
    // The third comes all the same.
    assert_eq!(shop.refused(receive("r1", 2))["eligible"], 1);
    let events = shop.ok(receive("r1", 1));
    assert_eq!(types(&events), ["return_received", "unexpected_return"]);
    assert_eq!(events[1]["quantity"], 1);
    assert_eq!(state(&mut shop, "r1"), ReturnState::Received);
    assert_eq!(shop.refused(request("r4", 1))["eligible"], 0);
    shop.audit();
}

#[test]
fn the_window_closes_at_an_exact_instant() {
    let mut shop = delivered();
    // Delivered at noon of the first of March: the thirtieth day after is the last.
    shop.at("2026-03-31T23:59:59.999Z");
    shop.ok(request("r1", 1));
    shop.at("2026-04-01T00:00:00Z");
    assert_eq!(
        shop.refused(request("r2", 1)),
        json!({"code": "return_window_closed", "order": "o1", "line": "1", "window_days": 30, "last_day": "2026-03-31",
               "time_zone": "UTC", "closed_at": "2026-04-01T00:00:00Z"})
    );
    let mut overridden = request("r2", 1);
    overridden["override_policy"] = json!(true);
    assert_eq!(shop.ok(overridden)[0]["overridden"], true);
}

#[test]
fn the_window_counts_from_the_latest_delivery_of_the_line() {
    let mut shop = Shop::open();
    shop.capture("o1", &[("shirt", 2, "10.00"), ("shoe", 1, "10.00")], json!({}));
    shop.deliver("o1", &[("1", 1), ("2", 1)]);
    shop.at("2026-03-05T12:00:00Z");
    shop.deliver("o1", &[("1", 1)]);
    let order = shop.order("o1");
    let closes = |line: usize| order.return_window(&order.lines[line]).closes_at.to_string();
    assert_eq!((closes(0), closes(1)), ("2026-04-05T00:00:00Z".to_owned(), "2026-04-01T00:00:00Z".to_owned()));
}

#[test]
fn an_order_keeps_the_window_it_was_sold_with() {
    let mut shop = delivered();
    shop.ok(json!({"type": "put_policies", "policies": {"returns": {"window_days": 7, "approves_automatically": true}}}));
    shop.capture("o2", &[("shirt", 1, "10.00")], json!({}));
    shop.deliver("o2", &[("1", 1)]);
    shop.at("2026-03-20T12:00:00Z");
    // What approves is the policy of today; what binds the merchant is that of the sale.
    assert_eq!(types(&shop.ok(request("r1", 1))), ["return_requested", "return_approved"]);
    let mut late = request("r1", 1);
    late["order"] = json!("o2");
    assert_eq!(shop.refused(late)["last_day"], "2026-03-08");
}

#[test]
fn what_did_not_come_back_stays_expected_until_it_is_called_off() {
    let mut shop = delivered();
    shop.ok(request("r1", 3));
    shop.ok(approve("r1"));
    shop.ok(receive("r1", 2));
    assert_eq!(shop.refused(inspect("r1", &[(2, "restock"), (1, "damaged")]))["eligible"], 0);
    shop.ok(inspect("r1", &[(1, "restock"), (1, "damaged")]));
    assert_eq!(shop.stock("shirt", "n2"), [1, 1, 0]);
    shop.ok(refund("r1"));
    assert_eq!(shop.money("o1"), ["10.00", "30.00", "20.00", "0.00"]);
    assert_eq!(state(&mut shop, "r1"), ReturnState::Inspected);
    assert_eq!(shop.refused(request("r2", 1))["eligible"], 0, "the third unit is still expected");
    shop.ok(cancel("r1"));
    assert_eq!(state(&mut shop, "r1"), ReturnState::Refunded);
    assert_eq!(shop.money("o1"), ["10.00", "30.00", "20.00", "0.00"]);
    shop.ok(request("r2", 1));
    shop.audit();
}

#[test]
fn units_come_back_in_several_deliveries_to_several_places() {
    let mut shop = delivered();
    shop.ok(request("r1", 3));
    shop.ok(approve("r1"));
    shop.ok(receive_at("r1", 1, "n1"));
    assert_eq!(shop.refused(receive_at("r1", 1, "n2"))["code"], "invalid_field", "the first waits at n1");
    assert_eq!(shop.refused(receive_at("r1", 1, "n3"))["code"], "unknown_location");
    assert_eq!(shop.refused(receive_at("r1", 3, "n1"))["eligible"], 2);
    shop.ok(inspect("r1", &[(1, "quarantine")]));
    shop.ok(receive_at("r1", 1, "n2"));
    shop.ok(inspect("r1", &[(1, "scrap")]));
    assert_eq!(shop.refused(cancel("r9"))["code"], "unknown_return");
    shop.ok(receive_at("r1", 1, "n2"));
    assert_eq!(shop.refused(cancel("r1"))["code"], "nothing_to_do");
    shop.ok(inspect("r1", &[(1, "restock")]));
    assert_eq!((shop.stock("shirt", "n1"), shop.stock("shirt", "n2")), ([997, 0, 1], [1, 0, 0]));
    shop.ok(refund("r1"));
    assert_eq!(shop.money("o1"), ["0.00", "30.00", "30.00", "0.00"]);
    assert_eq!(shop.statuses("o1").returns, ReturnStatus::Returned);
    shop.audit();
}

#[test]
fn something_else_in_the_box_brings_nothing_back() {
    let mut shop = delivered();
    shop.ok(request("r1", 2));
    shop.ok(approve("r1"));
    shop.ok(receive("r1", 2));
    let events = shop.ok(inspect("r1", &[(1, "wrong_item"), (1, "restock")]));
    assert_eq!(types(&events), ["return_inspected", "wrong_item_returned"]);
    assert_eq!(events[1]["quantity"], 1);
    assert_eq!(shop.stock("shirt", "n2"), [1, 0, 0]);
    shop.ok(refund("r1"));
    assert_eq!(shop.money("o1"), ["20.00", "30.00", "10.00", "0.00"]);
    assert_eq!(state(&mut shop, "r1"), ReturnState::Refunded);
    // Of three units one is back; the two that are with the customer may come back.
    assert_eq!(shop.refused(request("r2", 3))["eligible"], 2);
    shop.ok(request("r2", 2));
    shop.ok(approve("r2"));
    shop.ok(receive("r2", 2));
    shop.ok(inspect("r2", &[(2, "wrong_item")]));
    assert_eq!(state(&mut shop, "r2"), ReturnState::Refunded, "nothing is left to refund");
    shop.audit();
}

#[test]
fn stock_that_somebody_took_out_of_quality_control_is_not_put_away_twice() {
    let mut shop = delivered();
    shop.ok(request("r1", 1));
    shop.ok(approve("r1"));
    shop.ok(receive("r1", 1));
    shop.ok(json!({"type": "move_stock", "sku": "shirt", "location": "n2", "from_bucket": "quality_control", "to_bucket": "damaged",
                   "quantity": 1, "reason": "torn"}));
    assert_eq!(shop.refused(inspect("r1", &[(1, "restock")]))["code"], "insufficient_bucket");
    assert_eq!(state(&mut shop, "r1"), ReturnState::Received);
    shop.ok(inspect("r1", &[(1, "quarantine")]));
    shop.audit();
}

#[test]
fn what_is_not_tracked_comes_back_without_stock() {
    let mut shop = Shop::open();
    shop.capture("o1", &[("voucher", 3, "10.00")], json!({"payments": [{"id": "card", "method": "card", "captured": "30.00"}]}));
    shop.deliver("o1", &[("1", 3)]);
    shop.bring_back("o1", "r1", &[("1", 3)]);
    shop.ok(refund("r1"));
    assert_eq!(shop.stock("voucher", "n2"), [0, 0, 0]);
    assert_eq!(shop.money("o1"), ["0.00", "30.00", "30.00", "0.00"]);
    shop.audit();
}

#[test]
fn requests_name_each_line_once_and_only_delivered_units() {
    let mut shop = Shop::open();
    shop.capture("o1", &[("shirt", 3, "10.00")], json!({}));
    assert_eq!(shop.refused(request("r1", 1))["eligible"], 0, "nothing has been delivered");
    shop.deliver("o1", &[("1", 2)]);
    assert_eq!(shop.refused(request("r1", 3))["eligible"], 2);
    assert_eq!(shop.refused(request("r1", 0))["code"], "invalid_field");
    let mut twice = request("r1", 1);
    let line = twice["lines"][0].clone();
    twice["lines"].as_array_mut().unwrap().push(line);
    assert_eq!(shop.refused(twice)["code"], "invalid_field");
    let mut none = request("r1", 1);
    none["lines"] = json!([]);
    assert_eq!(shop.refused(none)["code"], "invalid_field");
    let mut unknown = request("r1", 1);
    unknown["lines"][0]["line"] = json!("9");
    assert_eq!(shop.refused(unknown)["code"], "unknown_line");
    let mut elsewhere = receive("r1", 1);
    shop.ok(request("r1", 1));
    shop.ok(approve("r1"));
    elsewhere["lines"][0]["line"] = json!("9");
    assert_eq!(shop.refused(elsewhere)["code"], "quantity_not_eligible");
}

/// Every state of a return meets every command: each pair is an event or a refusal with a code, and a refusal changes nothing.
#[test]
fn every_command_in_every_state() {
    let commands = ["request", "approve", "decline", "cancel", "receive", "inspect", "refund"];
    let table: [(ReturnState, &[Value], [&str; 7]); 8] = [
        (ReturnState::Requested, &[], ["return_exists", "ok", "ok", "ok", "return_state", "return_state", "return_state"]),
        (
            ReturnState::Approved,
            &[approve("r1")],
            ["return_exists", "return_state", "return_state", "ok", "ok", "return_state", "return_state"],
        ),
        (
            ReturnState::InTransit,
            &[approve("r1"), json!({"type": "record_return_tracking", "order": "o1", "return_id": "r1", "tracking": "in_transit"})],
            ["return_exists", "return_state", "return_state", "ok", "ok", "return_state", "return_state"],
        ),
        (
            ReturnState::Received,
            &[approve("r1"), receive("r1", 1)],
            ["return_exists", "return_state", "return_state", "ok", "ok", "ok", "nothing_to_do"],
        ),
        (
            ReturnState::Inspected,
            &[approve("r1"), receive("r1", 1), inspect("r1", &[(1, "restock")])],
            ["return_exists", "return_state", "return_state", "ok", "ok", "return_state", "ok"],
        ),
        (
            ReturnState::Refunded,
            &[approve("r1"), receive("r1", 2), inspect("r1", &[(2, "restock")]), refund("r1")],
            ["return_exists", "return_state", "return_state", "return_state", "return_state", "return_state", "return_state"],
        ),
        (
            ReturnState::Declined,
            &[decline("r1")],
            ["return_exists", "return_state", "return_state", "return_state", "return_state", "return_state", "return_state"],
        ),
        (
            ReturnState::Canceled,
            &[cancel("r1")],
            ["return_exists", "return_state", "return_state", "return_state", "ok", "return_state", "return_state"],
        ),
    ];
    for (wanted, steps, expected) in table {
        for (name, expected) in commands.into_iter().zip(expected) {
            let mut shop = delivered();
            shop.ok(request("r1", 2));
            steps.iter().for_each(|step| {
                shop.ok(step.clone());
            });
            assert_eq!(state(&mut shop, "r1"), wanted);
            let before = shop.order("o1");
            let outcome = shop.send(match name {
                "request" => request("r1", 1),
                "approve" => approve("r1"),
                "decline" => decline("r1"),
                "cancel" => cancel("r1"),
                "receive" => receive("r1", 1),
                "inspect" => inspect("r1", &[(1, "restock")]),
                _ => refund("r1"),
            });
            let answer = match &outcome {
                Outcome::Refused { rejection } => rejection.code(),
                _ => "ok",
            };
            assert_eq!(answer, expected, "{name} of a return that is {wanted:?}");
            assert_eq!(outcome.events().is_empty(), answer != "ok", "{name} of a return that is {wanted:?}");
            assert_eq!(shop.order("o1") == before, answer != "ok", "{name} of a return that is {wanted:?}");
            shop.audit();
        }
    }
}
