//! A vector as the commands it sends: configuration first, then the steps, each with its id and time.

use oms_core::Envelope;
use serde_json::{Map, Value, json};

use super::format::{Given, Sent, Stock, Vector};

/// The time of a vector that names none.
const DEFAULT_TIME: &str = "2026-03-01T10:00:00Z";
const DEFAULT_ACTOR: &str = "vector";

/// A command with the place in the vector it comes from.
#[derive(Debug)]
pub(super) struct Line {
    /// `given` or `step 3`, for messages.
    pub(super) place: String,
    /// The envelope as it is sent.
    pub(super) text: String,
    /// The envelope as it was read, or the message with which reading it failed.
    pub(super) envelope: Result<Envelope, String>,
}

/// The commands that set up what is given.
pub(super) fn set_up(given: &Given) -> Result<Vec<Line>, String> {
    let mut commands = Vec::new();
    commands.extend(given.locations.iter().map(|location| json!({"type": "put_location", "location": location})));
    commands.extend(given.channels.iter().map(|channel| json!({"type": "put_channel", "channel": channel})));
    commands.extend(given.zones.iter().map(|zone| json!({"type": "put_zone", "zone": zone})));
    commands.extend(given.slot_templates.iter().map(|template| json!({"type": "put_slot_template", "template": template})));
    commands.extend(given.rate_cards.iter().map(|card| json!({"type": "put_rate_card", "card": card})));
    commands.extend(given.policies.iter().map(|policies| json!({"type": "put_policies", "policies": policies})));
    for item in &given.items {
        let mut command = item.as_object().cloned().ok_or("`given.items` has objects")?;
        command.insert("type".to_owned(), Value::from("put_item"));
        commands.push(Value::Object(command));
    }
    for (place, units) in &given.stock {
        let (sku, location) = split_place(place)?;
        match units {
            Stock::Available(quantity) => commands.push(receipt(sku, location, "available", *quantity)),
            Stock::ByState(states) => commands.extend(states.iter().map(|(state, quantity)| receipt(sku, location, state, *quantity))),
        }
    }
    let at = given.at.as_deref().unwrap_or(DEFAULT_TIME);
    let lines = commands.into_iter().enumerate().map(|(index, command)| {
        let envelope = json!({"id": format!("given-{}", index + 1), "at": at, "actor": DEFAULT_ACTOR, "command": command});
        Line::new(format!("given command {}", index + 1), envelope.to_string())
    });
    Ok(lines.collect())
}

/// The commands of the steps, step by step. A step without a time has that of the command before it.
pub(super) fn steps(vector: &Vector) -> Vec<Vec<Line>> {
    let mut at = vector.given.at.clone().unwrap_or_else(|| DEFAULT_TIME.to_owned());
    let mut count = 0;
    let mut steps = Vec::new();
    for (index, step) in vector.steps.iter().enumerate() {
        let mut lines = Vec::new();
        for (place, sent) in step.commands.iter().enumerate() {
            count += 1;
            if let Some(stated) = &sent.at {
                at.clone_from(stated);
            }
            let text = sent.text.clone().unwrap_or_else(|| envelope_text(sent, count, &at));
            let within = if step.is_fixed { format!(" command {}", place + 1) } else { String::new() };
            lines.push(Line::new(format!("step {}{within}", index + 1), text));
        }
        steps.push(lines);
    }
    steps
}

fn receipt(sku: &str, location: &str, into: &str, quantity: i64) -> Value {
    json!({"type": "receive_stock", "sku": sku, "location": location, "quantity": quantity, "into": into})
}

/// Divides `sku@location`. A SKU may contain `@`; a location in a vector does not.
pub(super) fn split_place(place: &str) -> Result<(&str, &str), String> {
    place.rsplit_once('@').ok_or_else(|| format!("`{place}` is not written `sku@location`"))
}

fn envelope_text(sent: &Sent, number: usize, at: &str) -> String {
    let mut envelope = Map::new();
    let id = sent.id.clone().unwrap_or_else(|| format!("step-{number}"));
    envelope.insert("id".to_owned(), Value::from(id));
    envelope.insert("at".to_owned(), Value::from(at));
    envelope.insert("actor".to_owned(), Value::from(sent.actor.as_deref().unwrap_or(DEFAULT_ACTOR)));
    if let Some(group) = sent.group {
        envelope.insert("group".to_owned(), Value::from(group));
    }
    if let Some(version) = sent.expected_version {
        envelope.insert("expected_version".to_owned(), Value::from(version));
    }
    envelope.insert("command".to_owned(), sent.command.clone().unwrap_or_default());
    Value::Object(envelope).to_string()
}

impl Line {
    fn new(place: String, text: String) -> Line {
        let envelope = serde_json::from_str(&text).map_err(|error| error.to_string());
        Line { place, text, envelope }
    }
}
