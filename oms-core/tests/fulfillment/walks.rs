//! Random walks: any command at any time, on orders that compete for scarce stock under a channel cap and a backorder limit.
//!
//! The shop checks balances, units and credits after each command, and that refusals leave no trace. A walk is made by its
//! seed alone, so a failure can be walked again.

use std::collections::BTreeSet;

use oms_core::Outcome;
use serde_json::{Value, json};

use crate::shop::Shop;

/// A sequence of numbers made by its seed: Marsaglia's xorshift.
struct Dice(u64);

impl Dice {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % bound
    }

    fn pick<'a>(&mut self, choices: &[&'a str]) -> &'a str {
        choices[usize::try_from(self.below(choices.len() as u64)).unwrap()]
    }
}

fn random_command(dice: &mut Dice) -> Value {
    let order = dice.pick(&["o", "p"]);
    let fulfillment = 1 + dice.below(4);
    let parcel = 1 + dice.below(3);
    let line = dice.pick(&["1", "2"]);
    let quantity = 1 + dice.below(3);
    let lines = |named: Value| if quantity == 3 { json!([]) } else { json!([named]) };
    match dice.below(28) {
        0 => json!({"type": "accept_fulfillment", "order": order, "fulfillment": fulfillment}),
        1 => json!({"type": "reject_fulfillment", "order": order, "fulfillment": fulfillment, "reason": "no"}),
        2 => json!({"type": "cancel_fulfillment", "order": order, "fulfillment": fulfillment}),
        3..=6 => {
            let not_found = dice.below(2);
            let named = json!({"line": line, "picked": quantity, "not_found": not_found});
            json!({"type": "pick_fulfillment", "order": order, "fulfillment": fulfillment, "lines": lines(named)})
        }
        7..=9 => {
            let named = json!({"line": line, "quantity": quantity});
            json!({"type": "pack_parcel", "order": order, "fulfillment": fulfillment, "lines": lines(named)})
        }
        10..=12 => json!({"type": "ship_parcel", "order": order, "parcel": parcel}),
        13..=15 => {
            let tracking =
                dice.pick(&["in_transit", "failed_attempt", "exception", "returned_to_origin", "lost", "delivered", "out_for_delivery"]);
            let event = format!("e{}", dice.below(20));
            let occurred_at = format!("2026-03-01T{}:00:00Z", 10 + dice.below(9));
            json!({"type": "record_tracking", "order": order, "parcel": parcel, "tracking": tracking,
                   "event": event, "occurred_at": occurred_at})
        }
        22..=24 => json!({"type": "request_interception", "order": order, "parcel": parcel, "reason": "customer"}),
        25..=27 => {
            let outcome = dice.pick(&["confirmed", "failed"]);
            json!({"type": "resolve_interception", "order": order, "parcel": parcel, "outcome": outcome})
        }
        16 => json!({"type": "allocate_order", "order": order}),
        17 => {
            json!({"type": "place_hold", "order": order, "hold": line, "kind": dice.pick(&["review", "manual", "stock"]), "reason": "so"})
        }
        18 => json!({"type": "release_hold", "order": order, "hold": dice.pick(&["1", "2", "stock"])}),
        19 => json!({"type": "cancel_order", "order": order, "reason": "customer", "lines": [{"line": line, "quantity": quantity}]}),
        20 => {
            let (sku, location) = (dice.pick(&["shirt", "shoe"]), dice.pick(&["n1", "n2", "n3"]));
            json!({"type": "receive_stock", "sku": sku, "location": location, "quantity": quantity})
        }
        _ => {
            let routing = json!({"on_short_pick": dice.pick(&["reroute", "cancel"])});
            json!({"type": "put_policies", "policies": {"routing": routing}})
        }
    }
}

#[test]
fn no_walk_loses_or_makes_units() {
    let mut seen: BTreeSet<String> = BTreeSet::new();
    for seed in 1..=150_u64 {
        let mut dice = Dice(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15));
        let mut shop = Shop::new();
        shop.ok(json!({"type": "put_item", "sku": "shirt", "channel_caps": [{"channel": "web", "limit": 9}]}));
        shop.ok(json!({"type": "put_item", "sku": "shoe", "backorder": {"limit": 3}}));
        shop.stock("shirt", &[("n1", 4), ("n2", 3), ("n3", 3)]);
        shop.stock("shoe", &[("n1", 2), ("n2", 1)]);
        shop.capture_as("o", &[("shirt", 4), ("shoe", 2)]);
        shop.capture_as("p", &[("shirt", 3), ("voucher", 2), ("shirt", 2), ("shoe", 3)]);
        for _ in 0..60 {
            let command = random_command(&mut dice);
            let outcome = match shop.send(command.clone()) {
                Outcome::Applied { .. } => "applied",
                Outcome::Refused { rejection } => rejection.code(),
                other => panic!("seed {seed}: {other:?}"),
            };
            assert_ne!(outcome, "insufficient_bucket", "seed {seed}: {command}");
            seen.insert(format!("{} {outcome}", command["type"].as_str().unwrap()));
            let sold = shop.sold("shirt");
            assert_eq!(sold, shop.promised("shirt"), "seed {seed}: the cap counts something else after {command}");
            assert!(sold <= 9, "seed {seed}: {sold} shirts sold under a cap of 9 after {command}");
        }
    }
    // The walks have been everywhere: every command took effect in some, and every refusal of the door was met.
    for met in [
        "accept_fulfillment applied",
        "reject_fulfillment applied",
        "cancel_fulfillment applied",
        "pick_fulfillment applied",
        "pick_fulfillment quantity_not_eligible",
        "pack_parcel applied",
        "ship_parcel applied",
        "ship_parcel on_hold",
        "ship_parcel parcel_state",
        "record_tracking applied",
        "record_tracking parcel_state",
        "request_interception applied",
        "request_interception parcel_state",
        "resolve_interception applied",
        "resolve_interception parcel_state",
        "allocate_order applied",
        "allocate_order on_hold",
    ] {
        assert!(seen.contains(met), "`{met}` never happened: {seen:?}");
    }
}
