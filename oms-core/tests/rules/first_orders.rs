//! The path of an order from capture to the locations that ship it.

use oms_core::{Engine, Envelope, MemoryStorage, Outcome};
use serde_json::{Value, json};

struct Shop {
    engine: Engine<MemoryStorage>,
    sent: u32,
}

impl Shop {
    fn new() -> Shop {
        let mut shop = Shop { engine: Engine::new(MemoryStorage::new()), sent: 0 };
        for id in ["n1", "n2"] {
            shop.ok(json!({"type": "put_location", "location": {"id": id, "country": "DE"}}));
        }
        shop.ok(json!({"type": "put_channel", "channel": {"id": "web"}}));
        shop.ok(json!({"type": "put_item", "sku": "shirt"}));
        shop
    }

    fn send(&mut self, command: Value) -> Outcome {
        self.sent += 1;
        let envelope = json!({"id": format!("c{}", self.sent), "at": "2026-03-01T10:00:00Z", "actor": "test", "command": command});
        let envelope: Envelope = serde_json::from_value(envelope).unwrap();
        self.engine.submit(envelope).unwrap()
    }

    fn ok(&mut self, command: Value) {
        let outcome = self.send(command);
        assert!(matches!(outcome, Outcome::Applied { .. }), "{outcome:?}");
    }

    fn order(order: &str, quantity: i64) -> Value {
        json!({"type": "capture_order", "order": order, "channel": "web", "currency": "EUR",
               "lines": [{"id": "1", "sku": "shirt", "quantity": quantity, "unit_price": "19.99"}]})
    }
}

#[test]
fn last_unit_goes_to_the_first_order() {
    let mut shop = Shop::new();
    shop.ok(json!({"type": "receive_stock", "sku": "shirt", "location": "n1", "quantity": 1}));
    shop.ok(Shop::order("o1", 1));
    let Outcome::Refused { rejection } = shop.send(Shop::order("o2", 1)) else { panic!("accepted twice") };
    assert_eq!(
        serde_json::to_value(&rejection).unwrap(),
        json!({"code": "insufficient_stock", "sku": "shirt", "requested": 1, "available": 0, "reason": "stock"})
    );
    shop.ok(json!({"type": "cancel_order", "order": "o1", "reason": "customer"}));
    shop.ok(Shop::order("o3", 1));
}

#[test]
fn what_one_location_lacks_comes_from_another() {
    let mut shop = Shop::new();
    for location in ["n1", "n2"] {
        shop.ok(json!({"type": "receive_stock", "sku": "shirt", "location": location, "quantity": 5}));
    }
    shop.ok(Shop::order("o1", 8));
    let order = shop.engine.order(&"o1".parse().unwrap()).unwrap().unwrap();
    let units: Vec<(String, i64)> = order.lines[0]
        .units
        .portions()
        .iter()
        .map(|portion| (portion.location.clone().unwrap().to_string(), portion.quantity.units()))
        .collect();
    assert_eq!(units, [("n1".to_owned(), 5), ("n2".to_owned(), 3)]);
    assert!(shop.engine.audit().unwrap().is_clean());
    assert_eq!(shop.engine.digest().unwrap().to_string().len(), 64);
}

#[test]
fn stock_that_arrives_together_is_one_piece_of_work() {
    let mut shop = Shop::new();
    for sku in ["cup", "plate"] {
        shop.ok(json!({"type": "put_item", "sku": sku, "backorder": {}}));
    }
    shop.ok(json!({"type": "capture_order", "order": "o1", "channel": "web", "currency": "EUR", "lines": [
               {"id": "1", "sku": "cup", "quantity": 2, "unit_price": "5"},
               {"id": "2", "sku": "plate", "quantity": 1, "unit_price": "7"}]}));
    for sku in ["cup", "plate"] {
        shop.ok(json!({"type": "receive_stock", "sku": sku, "location": "n1", "quantity": 1}));
    }
    shop.ok(json!({"type": "receive_stock", "sku": "cup", "location": "n2", "quantity": 9}));
    let order = shop.engine.order(&"o1".parse().unwrap()).unwrap().unwrap();
    let asked: Vec<&str> = order.fulfillments.iter().map(|fulfillment| fulfillment.location.as_str()).collect();
    assert_eq!(asked, ["n1", "n2"]);
    assert!(shop.engine.audit().unwrap().is_clean());
}
