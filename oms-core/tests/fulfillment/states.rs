//! Every command in every state of a fulfillment order and its parcel: an event or a typed refusal, and nothing else.
//!
//! A state is reached by the shortest way from an order of three shirts at `n1`; then one command is sent and its outcome
//! compared with a table that reads like a specification. The shop checks the balances after each step.

use oms_core::Outcome;
use oms_core::fulfillment::FulfillmentState;
use serde_json::{Value, json};

use crate::shop::Shop;

/// The commands that lead to a state.
fn reach(state: FulfillmentState) -> Vec<Value> {
    let pick =
        |picked: i64| json!({"type": "pick_fulfillment", "order": "o", "fulfillment": 1, "lines": [{"line": "1", "picked": picked}]});
    let pack =
        |quantity: i64| json!({"type": "pack_parcel", "order": "o", "fulfillment": 1, "lines": [{"line": "1", "quantity": quantity}]});
    let ship = |parcel: u32| json!({"type": "ship_parcel", "order": "o", "parcel": parcel});
    let track = |tracking: &str| json!({"type": "record_tracking", "order": "o", "parcel": 1, "tracking": tracking});
    match state {
        FulfillmentState::Open => vec![],
        FulfillmentState::Accepted => vec![json!({"type": "accept_fulfillment", "order": "o", "fulfillment": 1})],
        FulfillmentState::Picking => vec![pick(2)],
        FulfillmentState::Packed => vec![pick(2), pack(1)],
        FulfillmentState::PartiallyShipped => vec![pick(2), pack(1), ship(1)],
        FulfillmentState::Shipped => vec![pick(3), pack(3), ship(1)],
        FulfillmentState::Delivered => vec![pick(3), pack(3), ship(1), track("delivered")],
        FulfillmentState::Incomplete => vec![pick(3), pack(3), ship(1), track("lost")],
        FulfillmentState::Rejected => vec![json!({"type": "reject_fulfillment", "order": "o", "fulfillment": 1, "reason": "no"})],
        // Only what is collected comes there; vectors show it.
        FulfillmentState::ReadyForPickup => unreachable!("these orders are sent"),
        FulfillmentState::Canceled => vec![json!({"type": "cancel_fulfillment", "order": "o", "fulfillment": 1})],
    }
}

fn command(name: &str) -> Value {
    match name {
        "accept" => json!({"type": "accept_fulfillment", "order": "o", "fulfillment": 1}),
        "reject" => json!({"type": "reject_fulfillment", "order": "o", "fulfillment": 1, "reason": "no"}),
        "withdraw" => json!({"type": "cancel_fulfillment", "order": "o", "fulfillment": 1, "reason": "no"}),
        "pick" => json!({"type": "pick_fulfillment", "order": "o", "fulfillment": 1}),
        "pick 1" => json!({"type": "pick_fulfillment", "order": "o", "fulfillment": 1, "lines": [{"line": "1", "picked": 1}]}),
        "miss 1" => json!({"type": "pick_fulfillment", "order": "o", "fulfillment": 1, "lines": [{"line": "1", "not_found": 1}]}),
        "pack" => json!({"type": "pack_parcel", "order": "o", "fulfillment": 1}),
        "pack 1" => json!({"type": "pack_parcel", "order": "o", "fulfillment": 1, "lines": [{"line": "1", "quantity": 1}]}),
        "ship" => json!({"type": "ship_parcel", "order": "o", "parcel": 1}),
        "cancel order" => json!({"type": "cancel_order", "order": "o", "reason": "customer"}),
        tracking => json!({"type": "record_tracking", "order": "o", "parcel": 1, "tracking": tracking}),
    }
}

const STATES: [FulfillmentState; 10] = [
    FulfillmentState::Open,
    FulfillmentState::Accepted,
    FulfillmentState::Picking,
    FulfillmentState::Packed,
    FulfillmentState::PartiallyShipped,
    FulfillmentState::Shipped,
    FulfillmentState::Delivered,
    FulfillmentState::Incomplete,
    FulfillmentState::Rejected,
    FulfillmentState::Canceled,
];

/// One row a command, one column a state: `+` takes effect, `=` is taken in and changes nothing, `F` fulfillment_state,
/// `P` parcel_state, `U` unknown_parcel, `N` nothing_to_do.
const TABLE: &str = "
    state                open  acc  pick  pack  part  ship  dlvd  inc  rej  canc
    accept               +     F    F     F     F     F     F     F    F    F
    reject               +     +    +     F     F     F     F     F    F    F
    withdraw             +     +    +     F     F     F     F     F    F    =
    pick                 +     +    +     +     +     F     F     F    F    F
    pick 1               +     +    +     +     +     F     F     F    F    F
    miss 1               +     +    +     +     +     F     F     F    F    F
    pack                 F     F    +     +     +     F     F     F    F    F
    pack 1               F     F    +     +     +     F     F     F    F    F
    ship                 U     U    U     +     P     P     P     P    U    U
    in_transit           U     U    U     P     +     +     =     =    U    U
    out_for_delivery     U     U    U     P     +     +     =     =    U    U
    failed_attempt       U     U    U     P     +     +     =     =    U    U
    exception            U     U    U     P     +     +     =     =    U    U
    returning_to_origin  U     U    U     P     +     +     =     =    U    U
    returned_to_origin   U     U    U     P     +     +     =     =    U    U
    lost                 U     U    U     P     +     +     =     =    U    U
    delivered            U     U    U     P     +     +     =     =    U    U
    cancel order         +     +    +     +     +     N     N     N    +    +
";

#[test]
fn every_command_in_every_state_is_an_event_or_a_typed_refusal() {
    for row in TABLE.trim().lines().skip(1) {
        let words: Vec<&str> = row.split_whitespace().collect();
        let (name, expected) = words.split_at(words.len() - STATES.len());
        let name = name.join(" ");
        for (state, expected) in STATES.into_iter().zip(expected) {
            for policy in ["reroute", "cancel"] {
                assert_eq!(&outcome(state, &name, policy), expected, "`{name}` when {} under {policy}", state.name());
            }
        }
    }
}

fn outcome(state: FulfillmentState, name: &str, policy: &str) -> &'static str {
    let mut shop = Shop::new();
    shop.ok(json!({"type": "put_policies", "policies": {"routing": {"on_short_pick": policy}}}));
    shop.stock("shirt", &[("n1", 3), ("n2", 3)]);
    shop.capture(&[("shirt", 3)]);
    for command in reach(state) {
        shop.ok(command);
    }
    assert_eq!(shop.state(1), state);
    let version = shop.order().version;
    match shop.send(command(name)) {
        Outcome::Applied { .. } if shop.order().version == version => "=",
        Outcome::Applied { .. } => "+",
        Outcome::Refused { rejection } => match rejection.code() {
            "fulfillment_state" => "F",
            "parcel_state" => "P",
            "unknown_parcel" => "U",
            "nothing_to_do" => "N",
            other => panic!("`{name}` when {} was refused with {other}", state.name()),
        },
        other => panic!("{other:?}"),
    }
}

#[test]
fn unknown_orders_fulfillment_orders_and_parcels_are_named() {
    let mut shop = Shop::new();
    shop.stock("shirt", &[("n1", 3)]);
    shop.capture(&[("shirt", 3)]);
    for name in ["accept", "reject", "withdraw", "pick", "pack", "ship", "delivered"] {
        let mut elsewhere = command(name);
        elsewhere["order"] = json!("nowhere");
        assert_eq!(shop.code(elsewhere), "unknown_order");
        let (field, code) =
            if command(name).get("parcel").is_some() { ("parcel", "unknown_parcel") } else { ("fulfillment", "unknown_fulfillment") };
        for number in [0, 2, u32::MAX] {
            let mut other = command(name);
            other[field] = json!(number);
            assert_eq!(shop.code(other), code, "{name}");
        }
    }
}
