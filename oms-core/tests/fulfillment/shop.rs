//! A shop with three locations, and the checks that hold after every command.

use std::collections::BTreeMap;
use std::sync::Arc;

use oms_core::fulfillment::FulfillmentState;
use oms_core::inventory::{Buckets, Place};
use oms_core::order::{Order, Stage};
use oms_core::query::{Page, Query};
use oms_core::{Engine, Envelope, Event, MemoryStorage, Outcome, Receipt};
use serde_json::{Value, json};

pub(crate) struct Shop {
    pub(crate) engine: Engine<MemoryStorage>,
    sent: u32,
    now: String,
}

impl Shop {
    /// Locations `n1`, `n2`, `n3`, preferred in that order; channel `web`; items `shirt`, `shoe`, and `voucher`, which is not counted.
    pub(crate) fn new() -> Shop {
        let mut shop = Shop { engine: Engine::new(MemoryStorage::new()), sent: 0, now: "2026-03-01T10:00:00Z".to_owned() };
        for id in ["n1", "n2", "n3"] {
            shop.ok(json!({"type": "put_location", "location": {"id": id, "country": "DE"}}));
        }
        shop.ok(json!({"type": "put_channel", "channel": {"id": "web"}}));
        shop.ok(json!({"type": "put_item", "sku": "shirt"}));
        shop.ok(json!({"type": "put_item", "sku": "shoe"}));
        shop.ok(json!({"type": "put_item", "sku": "voucher", "tracked": false}));
        shop
    }

    /// Sets the time of the commands to come, on 2026-03-01.
    pub(crate) fn clock(&mut self, time: &str) {
        self.now = format!("2026-03-01T{time}Z");
    }

    pub(crate) fn stock(&mut self, sku: &str, quantities: &[(&str, i64)]) {
        for (location, quantity) in quantities {
            self.ok(json!({"type": "receive_stock", "sku": sku, "location": location, "quantity": quantity}));
        }
    }

    /// Captures order `o` with lines `1`, `2`, … of the SKUs at 10.00 each, shipping 5.00.
    pub(crate) fn capture(&mut self, lines: &[(&str, i64)]) {
        self.capture_as("o", lines);
    }

    pub(crate) fn capture_as(&mut self, order: &str, lines: &[(&str, i64)]) {
        let lines: Vec<Value> = (1..)
            .zip(lines)
            .map(|(id, (sku, quantity))| json!({"id": id.to_string(), "sku": sku, "quantity": quantity, "unit_price": "10.00"}))
            .collect();
        self.ok(json!({"type": "capture_order", "order": order, "channel": "web", "currency": "EUR",
                       "lines": lines, "shipping": {"price": "5.00"}}));
    }

    pub(crate) fn send(&mut self, command: Value) -> Outcome {
        self.sent += 1;
        let envelope = json!({"id": format!("c{}", self.sent), "at": self.now, "actor": "test", "command": command});
        let envelope: Envelope = serde_json::from_value(envelope).unwrap();
        let before = self.engine.digest().unwrap();
        let outcome = self.engine.submit(envelope).unwrap();
        if matches!(outcome, Outcome::Refused { .. }) {
            assert_eq!(self.engine.digest().unwrap(), before, "a refused command left a trace: {command}");
        }
        self.check(&command);
        outcome
    }

    /// Sends a command that must take effect.
    pub(crate) fn ok(&mut self, command: Value) -> Arc<Receipt> {
        match self.send(command.clone()) {
            Outcome::Applied { receipt } => receipt,
            other => panic!("{command}: {other:?}"),
        }
    }

    /// Sends a command that must be refused, and answers the refusal as on the wire.
    pub(crate) fn refused(&mut self, command: Value) -> Value {
        match self.send(command.clone()) {
            Outcome::Refused { rejection } => serde_json::to_value(&rejection).unwrap(),
            other => panic!("{command}: {other:?}"),
        }
    }

    /// The code with which a command is refused.
    pub(crate) fn code(&mut self, command: Value) -> String {
        self.refused(command)["code"].as_str().unwrap().to_owned()
    }

    /// Picks and packs all of a fulfillment order into one parcel.
    pub(crate) fn pack(&mut self, fulfillment: u32) {
        self.ok(json!({"type": "pick_fulfillment", "order": "o", "fulfillment": fulfillment}));
        self.ok(json!({"type": "pack_parcel", "order": "o", "fulfillment": fulfillment}));
    }

    /// Hands a parcel to a carrier.
    pub(crate) fn ship(&mut self, parcel: u32) {
        self.ok(json!({"type": "ship_parcel", "order": "o", "parcel": parcel, "carrier": "dhl", "tracking_number": "1Z"}));
    }

    /// Sends a carrier's report. Says whether it told anything new.
    pub(crate) fn track(&mut self, parcel: u32, tracking: &str, event: Option<&str>, occurred: Option<&str>) -> bool {
        let mut command = json!({"type": "record_tracking", "order": "o", "parcel": parcel, "tracking": tracking});
        if let Some(event) = event {
            command["event"] = json!(event);
        }
        if let Some(time) = occurred {
            command["occurred_at"] = json!(format!("2026-03-01T{time}Z"));
        }
        let receipt = self.ok(command);
        let told = receipt.events.iter().find_map(|event| match event {
            Event::ParcelTracked { changed, .. } => Some(*changed),
            _ => None,
        });
        told.unwrap()
    }

    pub(crate) fn order(&mut self) -> Arc<Order> {
        self.order_of("o")
    }

    pub(crate) fn order_of(&mut self, order: &str) -> Arc<Order> {
        self.engine.order(&order.parse().unwrap()).unwrap().unwrap()
    }

    pub(crate) fn state(&mut self, fulfillment: u32) -> FulfillmentState {
        self.order().fulfillment_state(fulfillment).unwrap()
    }

    /// Units of a line of order `o` as `stage@location quantity`, in the order of the portions.
    pub(crate) fn units(&mut self, line: usize) -> Vec<String> {
        let order = self.order();
        let portions = order.lines[line - 1].units.portions().iter();
        let text = portions.map(|portion| {
            let stage = serde_json::to_value(portion.stage).unwrap();
            let place = portion.location.as_ref().map_or(String::new(), |location| format!("@{location}"));
            format!("{}{place} {}", stage.as_str().unwrap(), portion.quantity)
        });
        text.collect()
    }

    pub(crate) fn buckets(&mut self, sku: &str, location: &str) -> Buckets {
        self.levels().get(&(sku.to_owned(), location.to_owned())).copied().unwrap_or_default()
    }

    /// What the channel `web` is counted to have sold of a SKU with a cap.
    pub(crate) fn sold(&mut self, sku: &str) -> i64 {
        let Page::Stock { skus } = self.engine.query(&Query::Stock { after: None, limit: 100 }).unwrap() else { panic!("another page") };
        let of_sku = skus.iter().filter(|stock| stock.sku.as_str() == sku).flat_map(|stock| &stock.counters);
        of_sku.filter(|counter| serde_json::to_string(&counter.counter).unwrap().contains("web")).map(|counter| counter.value).sum()
    }

    /// Units of a SKU that orders have been promised or given: what a cap that was there from the start must have counted.
    pub(crate) fn promised(&mut self, sku: &str) -> i64 {
        let Page::Orders { orders, .. } = self.engine.query(&Query::AllOrders { after: None, limit: 100 }).unwrap() else {
            panic!("another page")
        };
        let lines = orders.iter().flat_map(|order| &order.lines).filter(|line| line.sku.as_str() == sku);
        lines.map(|line| line.units.sum(|portion| !matches!(portion.stage, Stage::Open | Stage::Canceled)).units()).sum()
    }

    fn levels(&mut self) -> BTreeMap<(String, String), Buckets> {
        let Page::Stock { skus } = self.engine.query(&Query::Stock { after: None, limit: 100 }).unwrap() else { panic!("another page") };
        let levels = skus.into_iter().flat_map(|stock| stock.levels);
        levels.map(|level| ((level.sku.to_string(), level.location.to_string()), level.buckets)).collect()
    }

    /// For each SKU and location, reserved and committed are what the units of orders say; and over all locations, what came
    /// in is what lies there, what has left, and what was found missing.
    fn check(&mut self, last: &Value) {
        let report = self.engine.audit().unwrap();
        assert!(report.is_clean(), "after {last}: {:?}", report.differences);
        let Page::Orders { orders, .. } = self.engine.query(&Query::AllOrders { after: None, limit: 100 }).unwrap() else {
            panic!("another page")
        };
        let mut promised: BTreeMap<(String, String), (i64, i64)> = BTreeMap::new();
        let mut left: BTreeMap<String, i64> = BTreeMap::new();
        for line in orders.iter().flat_map(|order| &order.lines) {
            assert_eq!(line.units.total(), line.quantity, "after {last}");
            for portion in line.units.portions().iter().filter(|_| line.sku.as_str() != "voucher") {
                let units = portion.quantity.units();
                match portion.stage {
                    Stage::Reserved | Stage::Allocated | Stage::Picked | Stage::Packed => {
                        let location = portion.location.as_ref().unwrap().to_string();
                        let held = promised.entry((line.sku.to_string(), location)).or_default();
                        *(if portion.stage == Stage::Reserved { &mut held.0 } else { &mut held.1 }) += units;
                    }
                    Stage::Shipped | Stage::Delivered | Stage::Lost => *left.entry(line.sku.to_string()).or_default() += units,
                    Stage::Open | Stage::Backordered | Stage::Canceled => {}
                }
            }
        }
        let mut on_hand: BTreeMap<String, i64> = BTreeMap::new();
        for (key, buckets) in self.levels() {
            let held = promised.remove(&key).unwrap_or_default();
            assert_eq!((buckets.reserved, buckets.committed), held, "{key:?} after {last}");
            *on_hand.entry(key.0).or_default() += buckets.on_hand();
        }
        assert!(promised.values().all(|held| *held == (0, 0)), "{promised:?} after {last}");
        let Page::Log { entries } = self.engine.query(&Query::Log { after: 0, limit: 10_000 }).unwrap() else { panic!("another page") };
        let mut received: BTreeMap<String, i64> = BTreeMap::new();
        let mut missing: BTreeMap<String, i64> = BTreeMap::new();
        for movement in entries.iter().flat_map(|numbered| &numbered.entry.movements) {
            let units = movement.quantity.units();
            if movement.from == Place::Supplier {
                *received.entry(movement.sku.to_string()).or_default() += units;
            }
            if movement.to == Place::Adjustment {
                *missing.entry(movement.sku.to_string()).or_default() += units;
            }
        }
        for (sku, received) in received {
            let of = |sums: &BTreeMap<String, i64>| sums.get(&sku).copied().unwrap_or_default();
            assert_eq!(received, of(&on_hand) + of(&left) + of(&missing), "{sku} after {last}");
        }
    }
}
