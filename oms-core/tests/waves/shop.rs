//! A random shop with orders that could not be routed when they came.

use oms_core::batch::{ReadSet, Waiting, WaitingQuery};
use oms_core::order::{Order, OrderQueue};
use oms_core::query::{OrderFilter, Page, Query};
use oms_core::{Engine, Envelope, MemoryStorage, Outcome, Storage};
use serde_json::{Value, json};

use crate::dice::Dice;

pub(crate) struct Shop {
    pub(crate) engine: Engine<MemoryStorage>,
    /// Seconds since the first command.
    now: i64,
}

impl Shop {
    /// With days of so many orders at one location, if any.
    pub(crate) fn new(seed: u64, with_days: bool) -> Shop {
        let dice = &mut Dice::new(seed + 77_000);
        let mut shop = Shop { engine: Engine::new(MemoryStorage::new()), now: 0 };
        shop.ok(json!({"type": "put_channel", "channel": {"id": "web", "on_shortage": "hold"}}));
        let capacity = if with_days { json!({"orders": 1 + dice.below(3)}) } else { Value::Null };
        shop.ok(json!({"type": "put_location", "location": {"id": "n0", "country": "DE", "daily_capacity": capacity}}));
        shop.ok(json!({"type": "put_location", "location": {"id": "n1", "country": "DE", "priority": 2, "pickup": true}}));
        shop.ok(json!({"type": "put_item", "sku": "s0"}));
        shop.ok(json!({"type": "put_item", "sku": "s1", "backorder": {"limit": 6}}));
        if dice.chance(50) {
            let rule = json!({"name": "all", "rank": ["parcels", "priority"], "otherwise": dice.pick(&["backorder", "queue", "hold"])});
            shop.ok(json!({"type": "put_routing_policy", "rules": [rule]}));
        }
        for number in 0..8 + dice.below(5) {
            shop.now += dice.below(2);
            let lines: Vec<Value> = (0..1 + dice.below(2))
                .map(|line| {
                    let sku = format!("s{}", dice.below(2));
                    json!({"id": format!("l{line}"), "sku": sku, "quantity": 1 + dice.below(3), "unit_price": "9.00"})
                })
                .collect();
            let mut order = json!({"type": "capture_order", "order": format!("o{number}"), "channel": "web", "currency": "EUR",
                "lines": lines, "priority": dice.below(3) - 1, "shipping_address": {"country": "DE"}});
            if dice.chance(30) {
                order["pickup"] = json!("n1");
            }
            let is_rejected = order.get("pickup").is_some() && dice.chance(50);
            shop.ok(order);
            if is_rejected {
                shop.send(json!({"type": "reject_fulfillment", "order": format!("o{number}"), "fulfillment": 1, "reason": "closed"}));
            }
            shop.something(dice);
        }
        shop
    }

    /// Something happens that moves orders from queue to queue.
    fn something(&mut self, dice: &mut Dice) {
        let order = format!("o{}", dice.below(9));
        let command = match dice.below(9) {
            0 => {
                let kind = dice.pick(&["review", "manual", "unserviceable"]);
                json!({"type": "place_hold", "order": order, "hold": "h", "kind": kind, "reason": "look"})
            }
            1 => json!({"type": "release_hold", "order": order, "hold": "h"}),
            2 => json!({"type": "cancel_order", "order": order, "reason": "customer", "lines": [{"line": "l0", "quantity": 1}]}),
            3 | 5 => json!({"type": "reject_fulfillment", "order": order, "fulfillment": 1, "reason": "closed"}),
            4 => json!({"type": "release_hold", "order": order, "hold": "stock"}),
            _ => return self.arrive(dice, 30),
        };
        self.send(command);
    }

    /// Some stock arrives, of which that of `s1` is given to who waits.
    pub(crate) fn arrive(&mut self, dice: &mut Dice, percent: i64) {
        for sku in ["s0", "s1"] {
            for location in ["n0", "n1"] {
                if dice.chance(percent) {
                    self.ok(json!({"type": "receive_stock", "sku": sku, "location": location, "quantity": 1 + dice.below(4)}));
                }
            }
        }
    }

    pub(crate) fn envelope(&mut self, command: Value) -> Envelope {
        self.now += 1;
        let at = format!("2026-03-01T10:{:02}:{:02}Z", self.now / 60, self.now % 60);
        serde_json::from_value(json!({"id": format!("c{}", self.now), "at": at, "actor": "test", "command": command})).unwrap()
    }

    pub(crate) fn send(&mut self, command: Value) -> Outcome {
        let envelope = self.envelope(command);
        self.engine.submit(envelope).unwrap()
    }

    pub(crate) fn ok(&mut self, command: Value) -> Outcome {
        let outcome = self.send(command.clone());
        assert!(matches!(outcome, Outcome::Applied { .. }), "{command}: {outcome:?}");
        outcome
    }

    /// The same shop once more, to be gone on with in another way.
    pub(crate) fn fork(self) -> (Shop, Shop) {
        let (storage, now) = (self.engine.into_storage(), self.now);
        let again = Shop { engine: Engine::new(storage.clone()), now };
        (Shop { engine: Engine::new(storage), now }, again)
    }

    /// Orders that pass a filter.
    pub(crate) fn orders(&mut self, filter: OrderFilter) -> Vec<Order> {
        let query = Query::Orders { filter: Box::new(filter), after: None, limit: 1_000 };
        let Page::Orders { orders, .. } = self.engine.query(&query).unwrap() else { panic!("asked for orders") };
        orders.iter().map(|order| Order::clone(order)).collect()
    }

    /// Who stands in a queue by what orders say, first to be served first.
    pub(crate) fn queue(&mut self, queue: OrderQueue) -> Vec<Waiting> {
        let standing = self.orders(OrderFilter { queue: Some(queue), ..OrderFilter::default() }).into_iter();
        let mut places: Vec<Waiting> =
            standing.map(|order| Waiting { priority: order.priority, placed_at: order.placed_at, order: order.id }).collect();
        places.sort();
        places
    }

    /// Who stands in a queue by what the storage keeps of it.
    pub(crate) fn kept(mut self, queue: OrderQueue) -> (Shop, Vec<Waiting>) {
        let mut storage = self.engine.into_storage();
        let sku = format!("queue/{}", queue.name()).parse().unwrap();
        let wanted = ReadSet { waiting: vec![WaitingQuery { sku, after: None, limit: 1_000 }], ..ReadSet::default() };
        let kept = storage.load(&wanted).unwrap().waiting.pop().unwrap();
        self.engine = Engine::new(storage);
        (self, kept)
    }
}
