//! A first order: set up a shop, take in stock, capture an order, look at it.

use oms_core::{Engine, Envelope, MemoryStorage, Outcome};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    // README: begin
    let mut engine = Engine::new(MemoryStorage::new());
    let commands = r#"[
      {"type": "put_location", "location": {"id": "berlin", "country": "DE"}},
      {"type": "put_channel", "channel": {"id": "web"}},
      {"type": "put_item", "sku": "shirt"},
      {"type": "receive_stock", "sku": "shirt", "location": "berlin", "quantity": 3},
      {"type": "capture_order", "order": "1001", "channel": "web", "currency": "EUR", "prices_include_tax": true,
       "lines": [{"id": "1", "sku": "shirt", "quantity": 2, "unit_price": "19.99", "taxes": [{"rate": "0.19"}]}],
       "payments": [{"id": "card", "method": "card", "authorized": "39.98"}]},
      {"type": "capture_order", "order": "1002", "channel": "web", "currency": "EUR",
       "lines": [{"id": "1", "sku": "shirt", "quantity": 2, "unit_price": "19.99"}]}
    ]"#;
    let mut envelopes = Vec::new();
    for (number, command) in serde_json::from_str::<Vec<serde_json::Value>>(commands)?.into_iter().enumerate() {
        let envelope = serde_json::json!({"id": number.to_string(), "at": "2026-03-01T10:00:00Z", "actor": "shop", "command": command});
        envelopes.push(serde_json::from_value::<Envelope>(envelope)?.into());
    }
    let outcomes = engine.submit_batch(envelopes)?; // one load, one commit
    for outcome in &outcomes {
        match outcome.receipt() {
            Ok(receipt) => println!("{}: {} events", receipt.command, receipt.events.len()),
            Err(refusal) => println!("refused, {}: {refusal}", refusal.code()),
        }
    }
    let order = engine.order(&"1001".parse()?)?.ok_or("the first order was captured")?;
    println!("order {} over {} EUR is {:?}", order.id, order.total, order.statuses().fulfillment);
    assert!(engine.audit()?.is_clean());
    // README: end
    assert!(matches!(outcomes.last(), Some(Outcome::Refused { rejection }) if rejection.code() == "insufficient_stock"));
    assert_eq!(order.total.to_string(), "39.98");
    Ok(())
}
