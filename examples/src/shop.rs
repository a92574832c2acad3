//! A shop in memory and the clock on its wall: what the small examples have in common.

use oms_core::order::Order;
use oms_core::{Engine, Envelope, MemoryStorage};
use serde_json::{Value, json};

/// What an example ends with when something is not as it says.
pub type Failure = Box<dyn std::error::Error>;

/// A shop that numbers its commands and sends them one by one.
#[derive(Debug)]
pub struct Shop {
    /// The engine.
    pub engine: Engine<MemoryStorage>,
    /// The time of the next command, as `2026-03-01T10:00:00Z`.
    pub at: &'static str,
    sent: u32,
}

impl Shop {
    /// A shop with nothing in it, at a time.
    pub fn new(at: &'static str) -> Shop {
        Shop { engine: Engine::new(MemoryStorage::new()), at, sent: 0 }
    }

    /// Sends a command that must take effect, and answers its events.
    pub fn send(&mut self, actor: &str, command: Value) -> Result<Vec<Value>, Failure> {
        self.sent += 1;
        let envelope: Envelope =
            serde_json::from_value(json!({"id": self.sent.to_string(), "at": self.at, "actor": actor, "command": command}))?;
        let outcome = self.engine.submit(envelope)?;
        let receipt = outcome.receipt().map_err(|refusal| refusal.to_string())?;
        Ok(receipt.events.iter().map(serde_json::to_value).collect::<Result<_, _>>()?)
    }

    /// Sends a command that must be refused, and answers the sentence that says why.
    pub fn refused(&mut self, actor: &str, command: Value) -> Result<String, Failure> {
        match self.send(actor, command) {
            Ok(events) => Err(format!("this should have been refused: {events:?}").into()),
            Err(sentence) => Ok(sentence.to_string()),
        }
    }

    /// An order as it stands.
    pub fn order(&mut self, id: &str) -> Result<std::sync::Arc<Order>, Failure> {
        Ok(self.engine.order(&id.parse()?)?.ok_or("the order was captured")?)
    }

    /// An order as JSON.
    pub fn order_as_json(&mut self, id: &str) -> Result<Value, Failure> {
        Ok(serde_json::to_value(&*self.order(id)?)?)
    }
}

/// A member of an answer by its path; nothing where there is none.
pub fn at<'a>(answer: &'a Value, path: &str) -> &'a Value {
    answer.pointer(path).unwrap_or(&Value::Null)
}
