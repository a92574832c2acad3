//! A vector as it is written in a file. `conformance/README.md` tells what each part means.

use std::collections::BTreeMap;

use oms_core::inventory::Published;
use serde::Deserialize;
use serde_json::{Map, Value};

/// A scenario, the rule it shows, and what must come of it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Vector {
    /// The number of the scenario, such as `S83`, or the family of a vector that has none.
    pub(super) scenario: String,
    /// The rule in one sentence.
    pub(super) rule: String,
    #[serde(default)]
    pub(super) given: Given,
    pub(super) steps: Vec<Step>,
    #[serde(default)]
    pub(super) then: State,
}

/// What is configured and in stock before the first step.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Given {
    /// The time of the configuration and, until a step says otherwise, of the steps.
    pub(super) at: Option<String>,
    pub(super) locations: Vec<Value>,
    pub(super) channels: Vec<Value>,
    pub(super) zones: Vec<Value>,
    pub(super) slot_templates: Vec<Value>,
    pub(super) rate_cards: Vec<Value>,
    pub(super) items: Vec<Value>,
    pub(super) policies: Option<Value>,
    /// Units that arrive from suppliers, by `sku@location`.
    pub(super) stock: BTreeMap<String, Stock>,
}

/// Units that are available, or units by the state they arrive in.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
pub(super) enum Stock {
    Available(i64),
    ByState(BTreeMap<String, i64>),
}

/// Commands that are sent in one batch, and what must hold afterwards.
#[derive(Debug, Deserialize)]
#[serde(try_from = "Map<String, Value>")]
pub(super) struct Step {
    pub(super) commands: Vec<Sent>,
    /// Whether the vector says that these commands, and no others, make up a batch.
    pub(super) is_fixed: bool,
    pub(super) then: State,
}

/// One command as it is sent, and what is answered.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Sent {
    pub(super) id: Option<String>,
    pub(super) at: Option<String>,
    pub(super) actor: Option<String>,
    pub(super) group: Option<u32>,
    pub(super) expected_version: Option<u64>,
    pub(super) command: Option<Value>,
    /// The whole envelope as text, for what is no JSON or no command.
    pub(super) text: Option<String>,
    pub(super) applied: Option<Receipt>,
    pub(super) already_applied: Option<Receipt>,
    /// Members of the rejection.
    pub(super) refused: Option<Value>,
    /// A part of the message.
    pub(super) malformed: Option<String>,
}

/// What is expected of a receipt.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Receipt {
    pub(super) order_version: Option<u64>,
    /// Events that stand in the receipt in this order, others between them or not.
    pub(super) events: Vec<Value>,
}

/// What is expected of the records at one moment.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct State {
    /// By order id; `null` for an order that must not exist.
    pub(super) orders: BTreeMap<String, Value>,
    /// By `sku@location`.
    pub(super) stock: BTreeMap<String, Value>,
    /// What may be promised at a moment.
    pub(super) available: Vec<Promise>,
    /// What channels are to be told at a moment.
    pub(super) publications: Vec<Told>,
    /// Which slots there are at a moment.
    pub(super) slots: Vec<Asked>,
    /// What it costs to send goods.
    pub(super) shipping: Vec<Priced>,
    /// What would have come of what was sent so far, with some changes.
    pub(super) what_if: Vec<Tried>,
    /// How orders would best be sent together.
    pub(super) reroutes: Vec<Priced>,
    /// What it would cost to ship orders from other locations.
    pub(super) regrets: Vec<Priced>,
    /// By reservation id; `null` for one that must not exist.
    pub(super) reservations: BTreeMap<String, Value>,
    /// By kind and id; `null` for one that must not exist.
    pub(super) documents: BTreeMap<String, BTreeMap<String, Value>>,
    /// Units by serial number, by what they are and where they lie.
    pub(super) serials: Vec<SerialsAt>,
    /// How many movements the ledger has, by SKU.
    pub(super) movements: BTreeMap<String, u64>,
    /// Orders that pass a filter.
    pub(super) lists: Vec<Listing>,
    /// How many orders stand where, by axis and status.
    pub(super) counts: BTreeMap<String, BTreeMap<String, u64>>,
    /// Texts that stand in no record and no entry of the log.
    pub(super) nowhere: Vec<String>,
    pub(super) digest: Option<String>,
}

/// The serial numbers of a SKU at a location, sorted.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SerialsAt {
    pub(super) sku: String,
    pub(super) location: String,
    pub(super) are: Vec<String>,
}

/// Orders that pass a filter, placed last first.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Listing {
    pub(super) filter: Value,
    pub(super) orders: Vec<String>,
}

/// What a channel is to be told.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Told {
    pub(super) channel: String,
    /// What it was told last.
    pub(super) published: Vec<Published>,
    /// Members of the answer.
    pub(super) is: Value,
}

/// A question for slots.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Asked {
    /// Members of the question; its time is that of the last command if it is not stated.
    pub(super) query: Map<String, Value>,
    /// Members of the answers, in their order.
    pub(super) are: Value,
}

/// What is tried on the history, and what comes of it: an answer or an error.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Tried {
    /// The request.
    pub(super) request: Value,
    /// Members of the report.
    #[serde(default)]
    pub(super) is: Option<Value>,
    /// A part of the message of the error.
    #[serde(default)]
    pub(super) fails: Option<String>,
}

/// A question whose answer is one object: what it costs to send goods, how orders would best be sent.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Priced {
    /// The question.
    pub(super) query: Value,
    /// Members of the answer.
    pub(super) is: Value,
}

/// What may be promised of a SKU.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Promise {
    pub(super) sku: String,
    pub(super) channel: String,
    pub(super) country: Option<String>,
    /// The time of the question; that of the last command if it is not stated.
    pub(super) at: Option<String>,
    /// Members of the answer.
    pub(super) is: Value,
}

impl State {
    pub(super) fn is_empty(&self) -> bool {
        self.orders.is_empty()
            && self.stock.is_empty()
            && self.available.is_empty()
            && self.publications.is_empty()
            && self.slots.is_empty()
            && self.shipping.is_empty()
            && self.what_if.is_empty()
            && self.reroutes.is_empty()
            && self.regrets.is_empty()
            && self.reservations.is_empty()
            && self.documents.is_empty()
            && self.serials.is_empty()
            && self.movements.is_empty()
            && self.lists.is_empty()
            && self.counts.is_empty()
            && self.nowhere.is_empty()
            && self.digest.is_none()
    }
}

impl Sent {
    fn states_something(&self) -> bool {
        self.applied.is_some() || self.already_applied.is_some() || self.refused.is_some() || self.malformed.is_some()
    }

    fn check(&self) -> Result<(), String> {
        if self.command.is_some() == self.text.is_some() {
            return Err("a step has either `command` or `text`".to_owned());
        }
        let answers = [self.applied.is_some(), self.already_applied.is_some(), self.refused.is_some(), self.malformed.is_some()];
        if answers.into_iter().filter(|stated| *stated).count() > 1 {
            return Err("a command has one answer: `applied`, `already_applied`, `refused` or `malformed`".to_owned());
        }
        if self.text.is_some() && self.malformed.is_none() {
            return Err("`text` is for what is `malformed`: write a command as `command`".to_owned());
        }
        Ok(())
    }
}

impl TryFrom<Map<String, Value>> for Step {
    type Error = String;

    fn try_from(mut members: Map<String, Value>) -> Result<Step, String> {
        let then = match members.remove("then") {
            Some(then) => serde_json::from_value(then).map_err(|error| error.to_string())?,
            None => State::default(),
        };
        let batch = members.remove("batch");
        if batch.is_some() && !members.is_empty() {
            let names: Vec<String> = members.keys().map(|name| format!("`{name}`")).collect();
            return Err(format!("a step with `batch` has only `then` beside it, not {}", names.join(", ")));
        }
        let is_fixed = batch.is_some();
        let commands: Vec<Sent> = match batch {
            Some(batch) => serde_json::from_value(batch),
            None => serde_json::from_value(Value::Object(members)).map(|sent| vec![sent]),
        }
        .map_err(|error| error.to_string())?;
        commands.iter().try_for_each(Sent::check)?;
        Ok(Step { commands, is_fixed, then })
    }
}

impl Vector {
    /// Reads a vector; one that expects nothing proves nothing and is refused.
    pub(super) fn read(text: &str) -> Result<Vector, String> {
        let vector: Vector = serde_json::from_str(text).map_err(|error| error.to_string())?;
        let stated = !vector.then.is_empty()
            || vector.steps.iter().any(|step| !step.then.is_empty() || step.commands.iter().any(Sent::states_something));
        if vector.steps.is_empty() {
            return Err("a vector has at least one step".to_owned());
        }
        if !stated {
            return Err("the vector expects nothing: state an answer or a `then`".to_owned());
        }
        if vector.rule.trim().is_empty() {
            return Err("the vector has no `rule`: tell in a sentence what it shows".to_owned());
        }
        Ok(vector)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const COMMAND: &str = r#"{"type": "tag_order"}"#;

    fn error(steps: &str) -> String {
        Vector::read(&format!(r#"{{"scenario": "S1", "rule": "R.", "steps": {steps}}}"#)).expect_err("refused")
    }

    #[test]
    fn a_step_is_a_command_or_a_batch_of_them() {
        let text = format!(
            r#"{{"scenario": "S1", "rule": "R.", "steps": [
                {{"command": {COMMAND}, "applied": {{}}, "then": {{"movements": {{"tee": 0}}}}}},
                {{"batch": [{{"command": {COMMAND}}}, {{"command": {COMMAND}, "refused": {{"code": "x"}}}}]}}
            ]}}"#
        );
        let vector = Vector::read(&text).expect("a vector");
        let shape: Vec<(usize, bool)> = vector.steps.iter().map(|step| (step.commands.len(), step.is_fixed)).collect();
        assert_eq!(shape, [(1, false), (2, true)]);
    }

    #[test]
    fn unknown_fields_are_errors_at_every_depth() {
        for steps in [
            format!(r#"[{{"command": {COMMAND}, "aplied": {{}}}}]"#),
            format!(r#"[{{"command": {COMMAND}, "applied": {{"event": []}}}}]"#),
            format!(r#"[{{"command": {COMMAND}, "then": {{"order": {{}}}}}}]"#),
            format!(r#"[{{"batch": [{{"command": {COMMAND}, "then": {{}}}}]}}]"#),
        ] {
            assert!(error(&steps).contains("unknown field"), "{steps}");
        }
        assert!(error(&format!(r#"[{{"batch": [{{"command": {COMMAND}}}], "at": "x"}}]"#)).contains("`at`"));
    }

    #[test]
    fn a_vector_that_expects_nothing_is_an_error() {
        assert!(error(&format!(r#"[{{"command": {COMMAND}}}]"#)).contains("expects nothing"));
        assert!(error("[]").contains("at least one step"));
    }

    #[test]
    fn a_command_has_one_answer() {
        assert!(error(&format!(r#"[{{"command": {COMMAND}, "applied": {{}}, "refused": {{}}}}]"#)).contains("one answer"));
    }
}
