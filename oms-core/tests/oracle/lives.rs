//! States an order can be in, by the commands that lead there, and a plausible form of every command about it.

use std::sync::Arc;

use oms_core::{Command, Envelope};
use serde_json::{Value, json};

/// A shop with two locations, an order's worth of stock, and channels that want to be paid first or not.
fn shop() -> Vec<Value> {
    vec![
        json!({"type": "put_location", "location": {"id": "n1", "country": "DE", "coordinates": {"latitude": "52.5",
               "longitude": "13.4"}}}),
        json!({"type": "put_location", "location": {"id": "n2", "country": "DE", "priority": 1,
               "coordinates": {"latitude": "48.1", "longitude": "11.6"}}}),
        json!({"type": "put_channel", "channel": {"id": "web", "on_shortage": "hold"}}),
        json!({"type": "put_channel", "channel": {"id": "shop", "requires_payment": true}}),
        json!({"type": "put_item", "sku": "shirt"}),
        json!({"type": "put_item", "sku": "late", "backorder": {"limit": 3}}),
        json!({"type": "put_item", "sku": "scarf", "tracked": false}),
        json!({"type": "receive_stock", "sku": "shirt", "location": "n1", "quantity": 4}),
        json!({"type": "receive_stock", "sku": "shirt", "location": "n2", "quantity": 4}),
        json!({"type": "reserve_stock", "reservation": "cart", "channel": "web", "lines": [{"sku": "shirt", "quantity": 1}]}),
    ]
}

fn order(channel: &str, sku: &str, quantity: i64) -> Value {
    json!({"type": "capture_order", "order": "o1", "channel": channel, "currency": "EUR", "external_id": "x1",
           "lines": [{"id": "1", "sku": sku, "quantity": quantity, "unit_price": "10.00", "taxes": [{"rate": "0.19"}],
                      "substitution": {"accepts": "best_match"}}],
           "shipping": {"price": "5.00"}, "payments": [{"id": "p1", "method": "card"}],
           "shipping_address": {"country": "DE", "city": "Berlin", "address1": "Street 1", "postal_code": "10115",
                                "coordinates": {"latitude": "53.6", "longitude": "10.0"}}})
}

fn simple(name: &str) -> Value {
    json!({"type": name, "order": "o1"})
}

fn work(name: &str) -> Value {
    json!({"type": name, "order": "o1", "fulfillment": 1})
}

fn tracked(tracking: &str) -> Value {
    json!({"type": "record_tracking", "order": "o1", "parcel": 1, "tracking": tracking})
}

fn called_back() -> Value {
    json!({"type": "request_interception", "order": "o1", "parcel": 1, "reason": "customer"})
}

fn answered(outcome: &str) -> Value {
    json!({"type": "resolve_interception", "order": "o1", "parcel": 1, "outcome": outcome})
}

fn back(name: &str) -> Value {
    json!({"type": name, "order": "o1", "return_id": "r1"})
}

fn claimed(name: &str) -> Value {
    json!({"type": name, "order": "o1", "claim_id": "k1"})
}

fn with(mut command: Value, field: &str, value: Value) -> Value {
    command[field] = value;
    command
}

/// Every state by its name, and the commands that lead there.
pub(crate) fn states() -> Vec<(&'static str, Vec<Value>)> {
    let then = |before: &[Value], after: &[Value]| [before, after].concat();
    let requested = then(&shop(), &[order("web", "shirt", 3)]);
    let paid = then(&requested, &[with(with(simple("capture_payment"), "payment", json!("p1")), "amount", json!("40.70"))]);
    let capturing = then(
        &requested,
        &[json!({"type": "instruct_payment", "order": "o1", "payment": "p1", "kind": "capture",
                                              "amount": "40.70"})],
    );
    let declined = then(
        &capturing,
        &[json!({"type": "resolve_payment", "order": "o1", "payment": "p1", "key": "o1/p1/1",
                                             "outcome": {"type": "failed", "code": "declined"}})],
    );
    let picked = then(&paid, &[work("pick_fulfillment")]);
    let packed = then(&picked, &[work("pack_parcel")]);
    let shipped = then(&packed, &[json!({"type": "ship_parcel", "order": "o1", "parcel": 1})]);
    let delivered = then(&shipped, &[tracked("delivered")]);
    let lines = json!([{"line": "1", "quantity": 2, "reason": "defective"}]);
    let asked = then(&delivered, &[with(back("request_return"), "lines", lines)]);
    let approved = then(&asked, &[back("approve_return")]);
    let came = json!([{"line": "1", "quantity": 2}]);
    let received = then(&approved, &[with(with(back("receive_return"), "location", json!("n2")), "lines", came)]);
    let found = json!([{"line": "1", "quantity": 2, "disposition": "restock"}]);
    let inspected = then(&received, &[with(back("inspect_return"), "units", found)]);
    let damaged = with(with(claimed("open_claim"), "kind", json!("damaged")), "lines", json!([{"line": "1", "quantity": 1}]));
    let claim = then(&delivered, &[damaged]);
    let one_picked = json!([{"line": "1", "picked": 1}]);
    let partly = [
        with(work("pick_fulfillment"), "lines", one_picked),
        work("pack_parcel"),
        json!({"type": "ship_parcel", "order": "o1", "parcel": 1}),
    ];
    let short = json!([{"line": "1", "picked": 1, "not_found": 2}]);
    vec![
        ("absent", shop()),
        ("unpaid", then(&shop(), &[order("shop", "shirt", 3)])),
        ("short of stock", then(&shop(), &[order("web", "shirt", 20)])),
        ("on backorder", then(&shop(), &[order("web", "late", 2)])),
        ("not in the catalog", then(&shop(), &[order("web", "unheard of", 2)])),
        ("split over two locations", then(&shop(), &[order("web", "shirt", 6)])),
        ("requested", requested.clone()),
        (
            "held by a person",
            then(&requested, &[json!({"type": "place_hold", "order": "o1", "hold": "h1", "kind": "manual", "reason": "look"})]),
        ),
        ("accepted", then(&requested, &[work("accept_fulfillment")])),
        ("routed anew", then(&requested, &[with(work("reject_fulfillment"), "reason", json!("closed"))])),
        ("withdrawn", then(&requested, &[work("cancel_fulfillment")])),
        ("being captured", capturing),
        (
            "charged back",
            then(&paid, &[json!({"type": "record_chargeback", "order": "o1", "payment": "p1", "amount": "40.70", "reference": "dp_1"})]),
        ),
        ("declined by the provider", declined),
        ("paid", paid.clone()),
        ("picked", picked),
        ("picked short", then(&paid, &[with(work("pick_fulfillment"), "lines", short)])),
        ("packed", packed.clone()),
        ("packed and canceled", then(&packed, &[with(simple("cancel_order"), "reason", json!("customer"))])),
        ("partly shipped", then(&paid, &partly)),
        ("shipped", shipped.clone()),
        ("out for delivery", then(&shipped, &[tracked("out_for_delivery")])),
        ("attempted", then(&shipped, &[tracked("failed_attempt")])),
        ("called back", then(&shipped, &[called_back()])),
        ("intercepted", then(&shipped, &[called_back(), answered("confirmed")])),
        ("not intercepted", then(&shipped, &[called_back(), answered("failed")])),
        ("arrived although it was called back", then(&shipped, &[called_back(), tracked("delivered")])),
        ("lost", then(&shipped, &[tracked("lost")])),
        ("returned to origin", then(&shipped, &[tracked("returned_to_origin")])),
        ("delivered", delivered.clone()),
        ("partly delivered", then(&then(&paid, &partly), &[tracked("delivered")])),
        ("canceled", then(&paid, &[with(simple("cancel_order"), "reason", json!("customer"))])),
        ("return requested", asked.clone()),
        ("return declined", then(&asked, &[with(back("decline_return"), "reason", json!("worn"))])),
        ("return canceled", then(&asked, &[back("cancel_return")])),
        ("return approved", approved.clone()),
        ("claimed", claim.clone()),
        ("claim refunded", then(&claim, &[with(claimed("resolve_claim"), "resolution", json!("refund"))])),
        ("claim denied", then(&claim, &[with(claimed("resolve_claim"), "resolution", json!("deny"))])),
        (
            "exchanged, on its way",
            then(&approved, &[with(back("exchange_return"), "lines", json!([{"id": "8", "sku": "late", "quantity": 2, "replaces": "1"}]))]),
        ),
        (
            "exchanged in advance and shipped",
            then(
                &approved,
                &[
                    with(
                        with(back("exchange_return"), "ships", json!("in_advance")),
                        "lines",
                        json!([{"id": "8", "sku": "shirt", "quantity": 2, "replaces": "1"}]),
                    ),
                    with(work("pick_fulfillment"), "fulfillment", json!(2)),
                    with(work("pack_parcel"), "fulfillment", json!(2)),
                    json!({"type": "ship_parcel", "order": "o1", "parcel": 2}),
                ],
            ),
        ),
        (
            "claim replaced",
            then(
                &claim,
                &[with(
                    with(claimed("resolve_claim"), "resolution", json!("replace")),
                    "replacements",
                    json!([{"id": "8", "sku": "shirt", "quantity": 1, "replaces": "1"}]),
                )],
            ),
        ),
        ("return received", received),
        ("return inspected", inspected.clone()),
        ("return refunded", then(&inspected, &[with(back("refund_return"), "refund_shipping", json!(true))])),
    ]
}

/// Every command, in one or more plausible forms.
pub(crate) fn commands() -> Vec<Value> {
    let told = |name: &str| with(with(simple(name), "payment", json!("p1")), "key", json!("o1/p1/1"));
    let pay = |name: &str, amount: &str| with(with(simple(name), "payment", json!("p1")), "amount", json!(amount));
    let lines = |quantity: i64| json!([{"line": "1", "quantity": quantity}]);
    let edit = |change: Value| with(simple("edit_order"), "changes", json!([change]));
    let other = json!({"id": "7", "sku": "scarf", "unit_price": "12.00"});
    let mut commands = shop();
    commands.extend([
        json!({"type": "put_policies", "policies": {"verification": {"review_above": "100", "limits_currency": "EUR",
               "requires_address": true},
               "reservation": {"time_to_live": 600}, "routing": {"parcels_max": 1, "search_steps_max": 50},
                      "returns": {"window_days": 7}}}),
        json!({"type": "receive_stock", "sku": "late", "location": "n1", "quantity": 3, "reason": "note 7"}),
        json!({"type": "adjust_stock", "sku": "shirt", "location": "n1", "change": -2, "reason": "broken", "bucket": "available"}),
        json!({"type": "set_stock", "sku": "shirt", "location": "n1", "on_hand": 2, "expected": 4, "reason": "count"}),
        json!({"type": "move_stock", "sku": "shirt", "location": "n2", "from_bucket": "available", "to_bucket": "safety",
               "quantity": 1, "reason": "keep"}),
        json!({"type": "release_backorders", "sku": "late", "location": "n1"}),
        json!({"type": "recall_lot", "sku": "late", "lot": "L1", "reason": "listeria"}),
        json!({"type": "put_purchase_order", "purchase_order": "p1", "supplier": "mill", "location": "n1",
               "lines": [{"id": "1", "sku": "late", "quantity": 5, "expected_at": "2026-04-01T00:00:00Z"}]}),
        json!({"type": "reschedule_purchase_order", "purchase_order": "p1", "expected_at": "2026-04-08T00:00:00Z", "lines": ["1"],
               "reason": "storm"}),
        json!({"type": "receive_purchase_order", "purchase_order": "p1", "accepts_excess": true, "reason": "note 8",
               "lines": [{"line": "1", "available": 2, "damaged": 1, "quality_control": 1, "closes": true}]}),
        json!({"type": "cancel_purchase_order", "purchase_order": "p1", "lines": ["1"], "reason": "out of business"}),
        json!({"type": "put_transfer", "transfer": "t1", "from_location": "n1", "to_location": "n2", "expected_at": "2026-04-01T00:00:00Z",
               "lines": [{"id": "1", "sku": "shirt", "quantity": 1}]}),
        json!({"type": "ship_transfer", "transfer": "t1", "lines": [{"line": "1", "quantity": 1}], "reason": "note 9"}),
        json!({"type": "reschedule_transfer", "transfer": "t1", "expected_at": "2026-04-08T00:00:00Z", "reason": "snow"}),
        json!({"type": "receive_transfer", "transfer": "t1", "location": "n2", "accepts_excess": true, "reason": "note 10",
               "lines": [{"line": "1", "available": 1, "damaged": 1, "quality_control": 1}]}),
        json!({"type": "cancel_transfer", "transfer": "t1", "calls_back": true, "reason": "not needed"}),
        json!({"type": "change_reservation", "reservation": "cart", "lines": [{"sku": "shirt", "quantity": 2}],
               "shipping_address": {"country": "DE", "coordinates": {"latitude": "53.6", "longitude": "10.0"}}}),
        json!({"type": "release_reservation", "reservation": "cart"}),
        json!({"type": "expire_reservations"}),
        order("web", "shirt", 1),
        with(order("web", "shirt", 1), "order", json!("o2")),
        with(with(with(order("web", "shirt", 1), "order", json!("o3")), "external_id", json!("x3")), "reservation", json!("cart")),
        json!({"type": "place_hold", "order": "o1", "hold": "h2", "kind": "review", "reason": "look"}),
        json!({"type": "release_hold", "order": "o1", "hold": "h1"}),
        json!({"type": "release_hold", "order": "o1", "hold": "payment"}),
        json!({"type": "release_hold", "order": "o1", "hold": "stock"}),
        simple("allocate_order"),
        edit(json!({"type": "set_quantity", "line": "1", "quantity": 3})),
        edit(json!({"type": "set_quantity", "line": "1", "quantity": 1})),
        edit(json!({"type": "add_line", "line": {"id": "9", "sku": "shirt", "quantity": 1, "unit_price": "4.00"}})),
        edit(json!({"type": "set_price", "line": "1", "unit_price": "9.99"})),
        edit(json!({"type": "add_discount", "discount": {"amount": "1.00"}})),
        edit(json!({"type": "set_shipping", "shipping": {"price": "3.00"}})),
        with(simple("cancel_order"), "reason", json!("customer")),
        with(with(simple("cancel_order"), "reason", json!("other")), "lines", lines(1)),
        with(with(simple("cancel_order"), "reason", json!("other")), "lines", lines(3)),
        json!({"type": "assign_location", "order": "o1", "location": "n2", "fulfillment": 1, "force": true, "reason": "nearer",
               "lines": [{"line": "1", "quantity": 1}]}),
        json!({"type": "assign_location", "order": "o1", "location": "n2", "force": true, "reason": "nearer"}),
        json!({"type": "reroute_orders", "orders": [{"order": "o1", "expected_version": 1,
               "moves": [{"line": "1", "from_location": "n1", "to_location": "n2", "quantity": 1}]}], "reason": "before the wave"}),
        with(simple("change_address"), "shipping_address", json!({"country": "FR", "city": "Lyon"})),
        with(simple("tag_order"), "add", json!(["red"])),
        work("accept_fulfillment"),
        with(work("accept_fulfillment"), "fulfillment", json!(2)),
        with(work("reject_fulfillment"), "reason", json!("closed")),
        work("cancel_fulfillment"),
        with(work("cancel_fulfillment"), "fulfillment", json!(2)),
        work("pick_fulfillment"),
        with(work("pick_fulfillment"), "lines", json!([{"line": "1", "picked": 1, "not_found": 1}])),
        with(with(with(work("substitute_item"), "line", json!("1")), "quantity", json!(1)), "substitute", other.clone()),
        with(with(with(work("substitute_item"), "line", json!("1")), "quantity", json!(9)), "substitute", other),
        edit(json!({"type": "set_substitution", "line": "1", "substitution": {"accepts": "none"}})),
        with(with(work("record_mispick"), "line", json!("1")), "scanned", json!("other")),
        with(with(work("record_mispick"), "line", json!("1")), "scanned", json!("shirt")),
        with(with(with(work("change_lot"), "line", json!("1")), "from_lot", json!("L1")), "to_lot", json!("L2")),
        work("pack_parcel"),
        with(work("pack_parcel"), "lines", lines(1)),
        json!({"type": "ship_parcel", "order": "o1", "parcel": 1, "carrier": "c", "tracking_number": "t"}),
        tracked("in_transit"),
        tracked("delivered"),
        tracked("lost"),
        tracked("returning_to_origin"),
        with(tracked("returned_to_origin"), "event", json!("e1")),
        called_back(),
        answered("confirmed"),
        answered("failed"),
        with(pay("authorize_payment", "40.70"), "method", json!("card")),
        with(pay("authorize_payment", "1.00"), "method", json!("gift_card")),
        pay("capture_payment", "40.70"),
        with(with(simple("capture_payment"), "payment", json!("p1")), "parcel", json!(1)),
        with(simple("void_payment"), "payment", json!("p1")),
        with(pay("refund_payment", "5.00"), "reason", json!("late")),
        with(with(pay("refund_payment", "5.00"), "reason", json!("late")), "goodwill", json!(true)),
        with(pay("instruct_payment", "40.70"), "kind", json!("capture")),
        with(with(pay("instruct_payment", "5.00"), "kind", json!("refund")), "reason", json!("late")),
        with(with(with(pay("instruct_payment", "5.00"), "kind", json!("refund")), "reason", json!("late")), "goodwill", json!(true)),
        with(with(with(simple("instruct_payment"), "payment", json!("p1")), "kind", json!("capture")), "parcel", json!(1)),
        with(with(simple("instruct_payment"), "payment", json!("p1")), "kind", json!("void")),
        with(told("resolve_payment"), "outcome", json!({"type": "succeeded"})),
        with(told("resolve_payment"), "outcome", json!({"type": "failed", "code": "declined"})),
        told("retry_payment"),
        pay("remit_cash", "5.00"),
        with(with(pay("remit_cash", "5.00"), "payment", json!("cash")), "is_final", json!(true)),
        with(with(simple("collect_cash"), "payment", json!("cash")), "parcel", json!(1)),
        with(pay("record_chargeback", "5.00"), "reference", json!("dp_1")),
        with(with(simple("reverse_chargeback"), "payment", json!("p1")), "reference", json!("dp_1")),
        pay("collect_cash", "40.70"),
        with(back("request_return"), "lines", json!([{"line": "1", "quantity": 1, "reason": "change_of_mind"}])),
        with(with(back("request_return"), "return_id", json!("r2")), "lines", json!([{"line": "1", "quantity": 1, "reason": "other"}])),
        back("approve_return"),
        with(back("decline_return"), "reason", json!("worn")),
        back("cancel_return"),
        with(back("issue_return_label"), "label", json!({"carrier": "post", "tracking_number": "7"})),
        with(back("record_return_tracking"), "tracking", json!("in_transit")),
        with(with(back("receive_return"), "location", json!("n1")), "lines", lines(1)),
        with(back("inspect_return"), "units", json!([{"line": "1", "quantity": 1, "disposition": "wrong_item"}])),
        with(with(back("refund_return"), "restocking_fee_rate", json!("0.15")), "refund_shipping", json!(true)),
        with(with(with(back("receive_unexpected_return"), "return_id", json!("r3")), "location", json!("n1")), "lines", lines(1)),
        with(with(claimed("open_claim"), "kind", json!("damaged")), "lines", lines(1)),
        with(with(with(claimed("open_claim"), "kind", json!("damaged")), "against", json!("carrier")), "lines", lines(1)),
        with(claimed("resolve_claim"), "resolution", json!("refund")),
        with(claimed("resolve_claim"), "resolution", json!("deny")),
        with(
            with(claimed("resolve_claim"), "resolution", json!("replace")),
            "replacements",
            json!([{"id": "7", "sku": "shirt", "quantity": 1, "replaces": "1"}]),
        ),
        with(back("exchange_return"), "lines", json!([{"id": "7", "sku": "shirt", "quantity": 1, "replaces": "1"}])),
        with(
            with(back("exchange_return"), "ships", json!("in_advance")),
            "lines",
            json!([{"id": "7", "sku": "late", "quantity": 1, "unit_price": "12.00"}]),
        ),
        with(with(claimed("resolve_claim"), "resolution", json!("settle")), "recovered", json!("5.00")),
    ]);
    commands
}

/// A command in its envelope, given so many seconds after the first.
pub(crate) fn envelope(number: usize, command: Value) -> Value {
    let at = format!("2026-03-01T10:{:02}:{:02}Z", number / 60, number % 60);
    json!({"id": format!("c{number}"), "at": at, "actor": "test", "command": command})
}

/// The commands in their envelopes, one a second.
pub(crate) fn envelopes(commands: &[Value]) -> Vec<Arc<Envelope>> {
    let envelopes = commands.iter().enumerate().map(|(number, command)| envelope(number, command.clone()));
    envelopes.map(|envelope| Arc::new(serde_json::from_value(envelope).expect("a well-formed command"))).collect()
}

/// The names of all commands that are there in a plausible form.
pub(crate) fn names() -> Vec<String> {
    commands()
        .into_iter()
        .map(|command| serde_json::from_value::<Command>(command).expect("a well-formed command").name().to_owned())
        .collect()
}
