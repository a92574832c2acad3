//! Plays a vector on an engine: command by command, and all at once.

use std::sync::Arc;

use oms_core::batch::LogEntry;
use oms_core::{Envelope, Outcome, Timestamp};
use serde_json::Value;

use super::compare::{compare, compare_sequence};
use super::foreseen::Foreseen;
use super::format::{Receipt, Sent, Vector};
use super::order_view::json_of;
use super::player::Player;
use super::probe;
use super::script::{self, Line};

/// What came of playing a vector once.
pub(super) struct Played {
    /// One outcome for every command that could be read.
    outcomes: Vec<Outcome>,
    digest: String,
    log: Vec<Arc<LogEntry>>,
    differences: Vec<String>,
}

/// Sends every command in a batch of its own, except where the vector fixes batches, and compares everything.
pub(super) fn one_by_one(engine: &mut dyn Player, vector: &Vector) -> Result<Played, String> {
    let mut differences = Vec::new();
    let mut sent = Vec::new();
    let mut outcomes = Vec::new();
    for line in script::set_up(&vector.given)? {
        let envelope = Arc::new(line.envelope.map_err(|message| format!("{}: {message}", line.place))?);
        let outcome = engine.submit(std::slice::from_ref(&envelope))?.pop().ok_or("one command has one outcome")?;
        if let Outcome::Refused { rejection } = &outcome {
            return Err(format!("{} was refused: {rejection}", line.place));
        }
        sent.push(envelope);
        outcomes.push(outcome);
    }
    let mut digest = probe::digest(engine)?;
    let mut entries = probe::log(engine)?.len();
    let mut now = sent.last().map_or_else(Timestamp::default, |envelope| envelope.at);
    for (step, lines) in vector.steps.iter().zip(script::steps(vector)) {
        let place = lines.first().map_or_else(String::new, |line| line.place.clone());
        let mut batch = Vec::new();
        for (line, expected) in lines.into_iter().zip(&step.commands) {
            if let Some(envelope) = readable(engine, line, expected, &mut differences)? {
                batch.push((envelope, expected));
            }
        }
        let envelopes: Vec<Arc<Envelope>> = batch.iter().map(|(line, _)| Arc::clone(&line.1)).collect();
        let foreseen = Foreseen::by(engine, &envelopes)?;
        let answers = engine.submit(&envelopes)?;
        differences.extend(foreseen.differences_to(engine, &answers, &place)?);
        for (((place, _), expected), outcome) in batch.iter().zip(&answers) {
            check_outcome(place, expected, outcome, &mut differences)?;
        }
        let after = probe::digest(engine)?;
        let applied = answers.iter().filter(|outcome| matches!(outcome, Outcome::Applied { .. })).count();
        if applied == 0 && after != digest {
            differences.push(format!("{place}: nothing was applied, but the digest of the state has changed"));
        }
        digest = after;
        entries += applied;
        let logged = probe::log(engine)?.len();
        if logged != entries {
            differences.push(format!("{place}: {entries} commands took effect so far, but the log has {logged} entries"));
        }
        now = envelopes.last().map_or(now, |envelope| envelope.at);
        differences.extend(probe::check(engine, &step.then, now, &place)?);
        sent.extend(envelopes);
        outcomes.extend(answers);
    }
    differences.extend(probe::check(engine, &vector.then, now, "at the end")?);
    differences.extend(probe::audit(engine)?);
    differences.extend(probe::replay(engine)?);
    probe::all_orders(engine)?;
    differences.extend(send_again(engine, &sent, &outcomes, &digest)?);
    Ok(Played { outcomes, digest, log: probe::log(engine)?, differences })
}

/// Sends as many commands at once as the vector allows, the configuration with them.
pub(super) fn all_at_once(engine: &mut dyn Player, vector: &Vector) -> Result<Played, String> {
    let mut batches: Vec<Vec<Arc<Envelope>>> = vec![Vec::new()];
    let add = |line: Line, batches: &mut Vec<Vec<Arc<Envelope>>>| {
        if let (Ok(envelope), Some(batch)) = (line.envelope, batches.last_mut()) {
            batch.push(Arc::new(envelope));
        }
    };
    script::set_up(&vector.given)?.into_iter().for_each(|line| add(line, &mut batches));
    for (step, lines) in vector.steps.iter().zip(script::steps(vector)) {
        if step.is_fixed {
            batches.push(Vec::new());
        }
        lines.into_iter().for_each(|line| add(line, &mut batches));
        if step.is_fixed {
            batches.push(Vec::new());
        }
    }
    let mut outcomes = Vec::new();
    for batch in batches {
        outcomes.extend(engine.submit(&batch)?);
    }
    Ok(Played { outcomes, digest: probe::digest(engine)?, log: probe::log(engine)?, differences: probe::audit(engine)? })
}

impl Played {
    /// Where what came differs from what the vector expects.
    pub(super) fn differences(&self) -> &[String] {
        &self.differences
    }

    /// What is otherwise than when the same commands were played another way: `here` and `there` name the two.
    pub(super) fn differences_to(&self, other: &Played, names: [&str; 2]) -> Vec<String> {
        let [one, another] = names;
        let mut differences = self.differences.clone();
        for (index, (here, there)) in self.outcomes.iter().zip(&other.outcomes).enumerate() {
            if here != there {
                let (here, there) = (json_of(here).unwrap_or_default(), json_of(there).unwrap_or_default());
                differences.push(format!("outcome {}: {one} {here}, {another} {there}", index + 1));
            }
        }
        if self.outcomes.len() != other.outcomes.len() {
            differences.push(format!("{} outcomes {one}, {} {another}", self.outcomes.len(), other.outcomes.len()));
        }
        for (number, (here, there)) in self.log.iter().zip(&other.log).enumerate() {
            if here.movements != there.movements {
                let (here, there) = (json_of(&here.movements).unwrap_or_default(), json_of(&there.movements).unwrap_or_default());
                differences.push(format!("movements of log entry {}: {one} {here}, {another} {there}", number + 1));
            }
        }
        if self.digest != other.digest {
            differences.push(format!("digest: {one} {}, {another} {}", self.digest, other.digest));
        }
        differences
    }
}

/// The envelope of a line, unless it is expected to be malformed and is.
fn readable(
    engine: &mut dyn Player,
    line: Line,
    expected: &Sent,
    differences: &mut Vec<String>,
) -> Result<Option<(String, Arc<Envelope>)>, String> {
    let told = match &line.envelope {
        Ok(_) => None,
        Err(_) => engine.refusal_of(&line.text)?,
    };
    let envelope = line.envelope.map_err(|message| told.unwrap_or(message));
    match (envelope, &expected.malformed) {
        (Ok(envelope), None) => return Ok(Some((line.place, Arc::new(envelope)))),
        (Ok(_), Some(_)) => differences.push(format!("{}: expected to be malformed, but was read", line.place)),
        (Err(message), None) => differences.push(format!("{}: malformed: {message}", line.place)),
        (Err(message), Some(part)) if !message.contains(part.as_str()) => {
            differences.push(format!("{}: malformed: expected `{part}` in the message, actual `{message}`", line.place));
        }
        (Err(_), Some(_)) => {}
    }
    Ok(None)
}

fn check_outcome(place: &str, expected: &Sent, outcome: &Outcome, differences: &mut Vec<String>) -> Result<(), String> {
    let actual = json_of(outcome)?;
    let status = match expected {
        Sent { refused: Some(_), .. } => "refused",
        Sent { already_applied: Some(_), .. } => "already_applied",
        _ => "applied",
    };
    if actual.get("status").and_then(Value::as_str) != Some(status) {
        differences.push(format!("{place}: expected {status}, actual {actual}"));
        return Ok(());
    }
    if let Some(rejection) = &expected.refused {
        let actual = actual.get("rejection").unwrap_or(&Value::Null);
        compare(&format!("{place}: refused"), rejection, actual, differences);
    }
    if let Some(receipt) = expected.applied.as_ref().or(expected.already_applied.as_ref()) {
        let actual = actual.get("receipt").unwrap_or(&Value::Null);
        check_receipt(&format!("{place}: {status}"), receipt, actual, differences);
    }
    Ok(())
}

fn check_receipt(path: &str, expected: &Receipt, actual: &Value, differences: &mut Vec<String>) {
    if let Some(version) = expected.order_version {
        let actual = actual.get("order_version").unwrap_or(&Value::Null);
        compare(&format!("{path}.order_version"), &Value::from(version), actual, differences);
    }
    let events = actual.get("events").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    compare_sequence(&format!("{path}.events"), &expected.events, events, differences);
}

/// Sends again all that took effect: it is answered as before, and nothing changes.
fn send_again(engine: &mut dyn Player, sent: &[Arc<Envelope>], outcomes: &[Outcome], digest: &str) -> Result<Vec<String>, String> {
    let (envelopes, receipts): (Vec<_>, Vec<_>) = sent
        .iter()
        .zip(outcomes)
        .filter_map(|(envelope, outcome)| match outcome {
            Outcome::Applied { receipt } => Some((Arc::clone(envelope), Arc::clone(receipt))),
            _ => None,
        })
        .unzip();
    let ids: Vec<String> = envelopes.iter().map(|envelope| envelope.id.to_string()).collect();
    // Where personal data was erased since, the answer is what the log has now.
    let log = probe::log(engine)?;
    let erased =
        |id: &str| log.iter().find(|entry| entry.erased && entry.envelope.id.as_str() == id).map(|entry| Arc::clone(&entry.receipt));
    let answers = engine.submit(&envelopes)?;
    let mut differences = Vec::new();
    for ((id, receipt), answer) in ids.iter().zip(receipts).zip(answers) {
        let receipt = erased(id).unwrap_or(receipt);
        if answer != (Outcome::AlreadyApplied { receipt }) {
            differences
                .push(format!("command `{id}` sent again: expected its first receipt as already applied, actual {}", json_of(&answer)?));
        }
    }
    if probe::digest(engine)? != digest {
        differences.push("all commands sent again: the digest of the state has changed".to_owned());
    }
    Ok(differences)
}
