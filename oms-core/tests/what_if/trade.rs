//! Random days of a shop of a few locations: orders of a few lines, receipts, edits and cancels.

use std::sync::Arc;

use oms_core::{Engine, Envelope, MemoryStorage};
use serde_json::{Value, json};

use crate::dice::Dice;

pub(crate) const LOCATIONS: i64 = 5;
const SKUS: i64 = 12;

/// The history of a shop, decided by an engine.
pub(crate) struct Trade {
    pub(crate) engine: Engine<MemoryStorage>,
    number: u32,
}

impl Trade {
    pub(crate) fn new() -> Trade {
        Trade { engine: Engine::new(MemoryStorage::new()), number: 0 }
    }

    /// Sends a command at a minute of the first of March 2026.
    pub(crate) fn send(&mut self, minute: u32, command: &Value) {
        self.number += 1;
        let at = format!("2026-03-01T{:02}:{:02}:00Z", minute / 60 % 24, minute % 60);
        let envelope = json!({"id": format!("c{}", self.number), "at": at, "actor": "test", "command": command});
        self.engine.submit(Arc::new(serde_json::from_value::<Envelope>(envelope).unwrap())).unwrap();
    }

    /// A shop with stock of most items at most locations.
    pub(crate) fn opened(dice: &mut Dice, on_shortage: &str) -> Trade {
        let mut trade = Trade::new();
        trade.send(0, &json!({"type": "put_channel", "channel": {"id": "web", "on_shortage": on_shortage}}));
        for place in 0..LOCATIONS {
            let at = json!({"latitude": format!("{}", 47 + dice.below(7)), "longitude": format!("{}", 6 + dice.below(9))});
            trade.send(0, &json!({"type": "put_location", "location": {"id": format!("n{place}"), "country": "DE", "coordinates": at}}));
        }
        for sku in 0..SKUS {
            trade.send(0, &json!({"type": "put_item", "sku": format!("s{sku}")}));
            for place in 0..LOCATIONS {
                if dice.chance(70) {
                    trade.receive(dice, 0, sku, place);
                }
            }
        }
        trade
    }

    fn receive(&mut self, dice: &mut Dice, minute: u32, sku: i64, place: i64) {
        let command = json!({"type": "receive_stock", "sku": format!("s{sku}"), "location": format!("n{place}"),
            "quantity": 1 + dice.below(8)});
        self.send(minute, &command);
    }

    /// Orders and what comes between them.
    pub(crate) fn day(dice: &mut Dice, on_shortage: &str) -> Trade {
        let mut trade = Trade::opened(dice, on_shortage);
        for minute in 1..80 {
            let lines: Vec<Value> = (0..1 + dice.below(3))
                .map(|line| {
                    let sku = format!("s{}", (i64::from(minute) + line * 5 + dice.below(3)) % SKUS);
                    json!({"id": format!("l{line}"), "sku": sku, "quantity": 1 + dice.below(3), "unit_price": "9.90"})
                })
                .collect();
            let at = json!({"latitude": format!("{}", 47 + dice.below(7)), "longitude": format!("{}", 6 + dice.below(9))});
            trade.send(
                minute,
                &json!({"type": "capture_order", "order": format!("o{minute}"), "channel": "web", "currency": "EUR", "lines": lines,
                    "shipping_address": {"country": "DE", "coordinates": at}}),
            );
            if dice.chance(20) {
                let (sku, place) = (dice.below(SKUS), dice.below(LOCATIONS));
                trade.receive(dice, minute, sku, place);
            }
            if dice.chance(10) {
                let order = format!("o{}", 1 + dice.below(i64::from(minute)));
                trade.send(minute, &json!({"type": "cancel_order", "order": order, "reason": "customer"}));
            }
        }
        trade
    }
}
