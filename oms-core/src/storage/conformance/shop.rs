//! A shop with a few hundred orders in every state, made by the engine from a fixed stream of chance.

use std::sync::Arc;

use serde_json::{Value, json};

use super::sample::envelope;
use crate::{Engine, Envelope, Outcome, Storage, Timestamp};

/// A shop on a storage.
pub(super) struct Shop<S> {
    engine: Engine<S>,
    chance: u64,
    sent: u64,
    pub(super) applied: usize,
}

/// SKUs of the shop; the last ones may be backordered.
pub(super) const SKUS: u64 = 9;

impl<S: Storage> Shop<S> {
    pub(super) fn open(storage: S) -> Shop<S> {
        Shop { engine: Engine::new(storage), chance: 20_101_206, sent: 0, applied: 0 }
    }

    pub(super) fn storage(&mut self) -> &mut S {
        self.engine.storage()
    }

    pub(super) fn into_storage(self) -> S {
        self.engine.into_storage()
    }

    /// Locations, channels, items and some stock.
    pub(super) fn set_up(&mut self) {
        let policies = json!({"verification": {"duplicate_window": 3600}, "returns": {"window_days": 30, "approves_automatically": false}});
        let mut commands = vec![json!({"type": "put_policies", "policies": policies})];
        for (location, country) in [("berlin", "DE"), ("lyon", "FR"), ("oslo", "NO")] {
            commands.push(json!({"type": "put_location", "location": {"id": location, "country": country}}));
        }
        commands.push(json!({"type": "put_channel", "channel": {"id": "web", "requires_payment": true}}));
        commands.push(json!({"type": "put_channel", "channel": {"id": "market", "on_shortage": "hold"}}));
        commands.push(json!({"type": "put_channel", "channel": {"id": "store", "locations": ["lyon"]}}));
        for number in 0..SKUS {
            let backorder = if number < 6 { Value::Null } else { json!({}) };
            let caps = if number == 0 { json!([{"channel": "market", "limit": 20}]) } else { json!([]) };
            commands.push(json!({"type": "put_item", "sku": format!("sku{number}"), "backorder": backorder, "channel_caps": caps}));
            for location in ["berlin", "lyon", "oslo"] {
                let quantity = 5 + self.below(if number < 6 { 90 } else { 10 });
                commands.push(json!({"type": "receive_stock", "sku": format!("sku{number}"), "location": location, "quantity": quantity}));
            }
        }
        self.send(commands);
    }

    pub(super) fn add_channel(&mut self, channel: &str) {
        self.send(vec![json!({"type": "put_channel", "channel": {"id": channel}})]);
    }

    /// Captures orders and takes each as far as chance wants it.
    pub(super) fn trade(&mut self, first: u64, orders: u64) {
        let mut commands = Vec::new();
        for number in first..first + orders {
            let id = self.order_id(number);
            commands.push(self.capture(number, &id));
            self.life(&id, &mut commands);
            if self.below(4) == 0 {
                commands.push(json!({"type": "reserve_stock", "reservation": format!("cart{number}"), "channel": "web",
                                     "lines": [{"sku": format!("sku{}", self.below(SKUS)), "quantity": 1}],
                                     "time_to_live": 60 * (1 + self.below(5_000))}));
            }
            if self.below(10) == 0 {
                let sku = self.below(SKUS);
                commands.push(json!({"type": "put_purchase_order", "purchase_order": format!("p{number}"), "supplier": "mill",
                                     "location": "oslo", "lines": [{"id": "1", "sku": format!("sku{sku}"), "quantity": 9,
                                     "expected_at": minute(self.below(9_000))}]}));
                commands
                    .push(json!({"type": "receive_stock", "sku": format!("sku{}", self.below(SKUS)), "location": "oslo", "quantity": 4}));
            }
            if commands.len() > usize::try_from(self.below(60)).unwrap() {
                self.send(std::mem::take(&mut commands));
            }
        }
        self.send(commands);
    }

    /// Ids whose order is not that of their capture.
    fn order_id(&mut self, number: u64) -> String {
        format!("{:02x}-{number}", self.below(256))
    }

    fn capture(&mut self, number: u64, id: &str) -> Value {
        let channel = ["web", "market", "store"][self.index(3)];
        let sku = self.below(SKUS);
        let lines: Vec<Value> = (0..=self.below(2))
            .map(|line| {
                let sku = (sku + line) % SKUS;
                json!({"id": line.to_string(), "sku": format!("sku{sku}"), "quantity": 1 + self.below(3), "unit_price": "12.50"})
            })
            .collect();
        let mut command = json!({"type": "capture_order", "order": id, "channel": channel, "currency": "EUR", "lines": lines});
        let mut set = |field: &str, value: Value| {
            command.as_object_mut().unwrap().insert(field.to_owned(), value);
        };
        // Few instants for many orders: places in lists are told apart by id.
        set("placed_at", json!(minute(self.below(40))));
        if self.below(3) > 0 {
            set("external_id", json!(format!("#{number}")));
        }
        if self.below(5) > 0 {
            set("customer", json!(format!("customer{}", self.below(12))));
        }
        if self.below(3) == 0 {
            set("promised_at", json!(minute(self.below(9_000))));
        }
        if self.below(4) == 0 {
            let tag = ["gift", "vip", "press"][self.index(3)];
            set("tags", json!([tag]));
        }
        if self.below(3) > 0 {
            set("payments", json!([{"id": "p1", "method": "card", "authorized": "12.50"}]));
        }
        set("priority", json!(self.below(3)));
        command
    }

    /// Some of the commands an order may see; the engine refuses those that do not fit.
    fn life(&mut self, id: &str, commands: &mut Vec<Value>) {
        let steps = [
            json!({"type": "authorize_payment", "order": id, "payment": "p2", "method": "card", "amount": "75.00"}),
            json!({"type": "accept_fulfillment", "order": id, "fulfillment": 1}),
            json!({"type": "pick_fulfillment", "order": id, "fulfillment": 1}),
            json!({"type": "pack_parcel", "order": id, "fulfillment": 1}),
            json!({"type": "capture_payment", "order": id, "payment": "p2"}),
            json!({"type": "ship_parcel", "order": id, "parcel": 1}),
            json!({"type": "record_tracking", "order": id, "parcel": 1, "tracking": "out_for_delivery"}),
            json!({"type": "record_tracking", "order": id, "parcel": 1, "tracking": "delivered"}),
            json!({"type": "request_return", "order": id, "return_id": "r1",
                   "lines": [{"line": "0", "quantity": 1, "reason": "change_of_mind"}]}),
            json!({"type": "approve_return", "order": id, "return_id": "r1"}),
            json!({"type": "receive_return", "order": id, "return_id": "r1", "location": "lyon", "lines": [{"line": "0", "quantity": 1}]}),
        ];
        let reached = self.index(steps.len() + 6);
        commands.extend(steps.into_iter().take(reached));
        match self.below(9) {
            0 => commands.push(json!({"type": "cancel_order", "order": id, "reason": "customer"})),
            1 => commands.push(json!({"type": "place_hold", "order": id, "hold": "look", "kind": "manual", "reason": "look at it"})),
            2 => commands.push(json!({"type": "tag_order", "order": id, "add": ["late"], "remove": ["gift"]})),
            _ => {}
        }
    }

    fn send(&mut self, commands: Vec<Value>) {
        let envelopes: Vec<Arc<Envelope>> = commands
            .into_iter()
            .map(|command| {
                self.sent += 1;
                Arc::new(envelope(&format!("shop{}", self.sent), &minute(self.sent), command))
            })
            .collect();
        let outcomes = self.engine.submit_batch(envelopes).unwrap();
        self.applied += outcomes.iter().filter(|outcome| matches!(outcome, Outcome::Applied { .. })).count();
    }

    fn index(&mut self, end: usize) -> usize {
        usize::try_from(self.below(u64::try_from(end).unwrap())).unwrap()
    }

    /// The next number of the stream, below `end`.
    fn below(&mut self, end: u64) -> u64 {
        // Vigna's SplitMix64.
        self.chance = self.chance.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.chance;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (mixed ^ (mixed >> 31)) % end
    }
}

/// An instant, so many minutes into the day of the shop.
pub(super) fn minute(minutes: u64) -> String {
    let start: Timestamp = "2010-12-06T08:00:00Z".parse().unwrap();
    Timestamp::from_millis(start.millis() + i64::try_from(minutes).unwrap() * 60_000).unwrap().to_string()
}
