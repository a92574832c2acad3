//! Whatever is sent, the answer is a coded error or refusal, and nothing is half done.

use std::sync::Arc;

use crate::oracle::lives::{commands, envelope, envelopes, states};
use crate::oracle::picture::of_storage;
use oms_core::{BATCH_BYTES_MAX, COMMAND_BYTES_MAX, DEPTH_MAX, Engine, Envelope, InputError, MemoryStorage, Outcome};
use serde_json::{Value, json};

fn text(value: &Value) -> Vec<u8> {
    serde_json::to_vec(value).unwrap()
}

fn code(text: &[u8]) -> &'static str {
    Envelope::from_json(text).map_or_else(|error| error.code(), |_| "accepted")
}

/// An engine with an order that is delivered and partly on its way back.
fn engine() -> Engine<MemoryStorage> {
    let mut engine = Engine::new(MemoryStorage::new());
    let (_, way) = states().into_iter().find(|(name, _)| *name == "return received").unwrap();
    engine.submit_batch(envelopes(&way)).unwrap();
    engine
}

/// Sends a text if it is a command, and makes sure that nothing is left of it if it is refused. Answers what it came to.
fn send(engine: &mut Engine<MemoryStorage>, text: &[u8]) -> String {
    let envelope = match Envelope::from_json(text) {
        Ok(envelope) => envelope,
        Err(error) => return error.code().to_owned(),
    };
    let before = of_storage(engine.storage());
    match engine.submit(envelope).unwrap() {
        Outcome::Refused { rejection } => {
            assert!(of_storage(engine.storage()) == before, "{rejection} left a trace");
            assert!(rejection.to_string().len() < 4_000, "{} says too much", rejection.code());
            rejection.code().to_owned()
        }
        Outcome::Applied { .. } | Outcome::AlreadyApplied { .. } => "applied".to_owned(),
    }
}

/// Every place in a value, as the way to it.
fn places(value: &Value) -> Vec<String> {
    let mut found = vec![String::new()];
    let inside: Vec<(String, &Value)> = match value {
        Value::Object(fields) => fields.iter().map(|(name, value)| (name.clone(), value)).collect(),
        Value::Array(list) => list.iter().enumerate().map(|(place, value)| (place.to_string(), value)).collect(),
        _ => Vec::new(),
    };
    for (name, value) in inside {
        found.extend(places(value).into_iter().map(|rest| format!("/{name}{rest}")));
    }
    found
}

#[test]
fn what_is_no_json_is_told_with_its_place() {
    for wrong in ["", " ", "{", "}", "nul", "[", "\"", "{\"id\": }", "{'id': 1}", "\u{feff}{}", "{\"id\": \"\u{1}\"}", "01"] {
        assert_eq!(code(wrong.as_bytes()), "malformed_json", "{wrong}");
    }
    assert_eq!(code(b"{\"id\": \"\xff\"}"), "malformed_json");
    let InputError::MalformedJson { line, column, problem } = Envelope::from_json(b"{\n  \"id\": oops}").unwrap_err() else { panic!() };
    assert_eq!((line, column), (2, 9));
    assert!(!problem.is_empty());
    for other in ["null", "1", "[]", "\"text\"", "{}", "[{}]"] {
        assert_eq!(code(other.as_bytes()), "invalid_command", "{other}");
    }
}

#[test]
fn a_command_cut_off_anywhere_is_refused() {
    let whole = text(&envelope(1, commands()[5].clone()));
    assert_eq!(code(&whole), "accepted");
    for length in 0..whole.len() {
        assert_eq!(code(&whole[..length]), "malformed_json", "cut after {length} bytes");
    }
}

#[test]
fn unknown_fields_are_refused_at_every_depth() {
    for command in commands() {
        let whole = envelope(1, command);
        assert_eq!(code(&text(&whole)), "accepted", "{whole}");
        for place in places(&whole) {
            let mut changed = whole.clone();
            let Some(Value::Object(fields)) = changed.pointer_mut(&place) else { continue };
            fields.insert("surprise".to_owned(), json!(1));
            assert_eq!(code(&text(&changed)), "invalid_command", "{changed}");
        }
    }
}

#[test]
fn any_value_at_any_place_is_answered_with_a_code() {
    let numbers =
        [json!(0), json!(-1), json!(1_000_000_000), json!(1_000_000_001), json!(i64::MAX), json!(i64::MIN), json!(u64::MAX), json!(1e300)];
    let decimals =
        ["79228162514264337593543950335", "-0.0000000000000000000000000001", "0.0000000000000000000000000001", "99999999999999", "1e28"];
    let dates = ["0001-01-01T00:00:00Z", "9999-12-30T22:00:00Z", "9999-12-31T23:59:59Z", "-000001-01-01T00:00:00Z", "2026-02-30T00:00:00Z"];
    let texts = ["", " ", "x", "XAU", "EUR", "JPY", "n9", "a\nb", "\u{0}", "\u{202e}", "null"];
    let long = ["y".repeat(129), "z".repeat(100_000)];
    let mut values: Vec<Value> = vec![json!(null), json!(true), json!([]), json!({}), json!([[]]), json!([null])];
    values.extend(numbers);
    values.extend(decimals.into_iter().chain(dates).chain(texts).map(|text| json!(text)));
    values.extend(long.map(|text| json!(text)));
    let mut engine = engine();
    let mut sent = 100;
    let mut answers = std::collections::BTreeMap::new();
    for command in commands() {
        for place in places(&command) {
            for value in &values {
                sent += 1;
                let mut changed = command.clone();
                *changed.pointer_mut(&place).unwrap() = value.clone();
                let mut whole = envelope(59, changed);
                whole["id"] = json!(format!("v{sent}"));
                *answers.entry(send(&mut engine, &text(&whole))).or_insert(0) += 1;
            }
        }
    }
    assert!(answers.len() > 20, "{answers:#?}");
    let audit = engine.audit().unwrap();
    assert!(audit.is_clean(), "{audit:#?}");
}

#[test]
fn envelopes_hold_to_their_own_rules() {
    let whole = envelope(1, json!({"type": "expire_reservations"}));
    let with = |field: &str, value: Value| {
        let mut changed = whole.clone();
        changed[field] = value;
        code(&text(&changed))
    };
    for (field, value) in [
        ("id", json!("")),
        ("id", json!("a ")),
        ("id", json!("x".repeat(129))),
        ("at", json!("yesterday")),
        ("at", json!(0)),
        ("at", json!("2026-03-01T10:00:00")),
        ("at", json!("9999-12-31T23:59:59Z")),
        ("actor", json!("\u{7}")),
        ("group", json!(-1)),
        ("group", json!(4_294_967_296_u64)),
        ("expected_version", json!(-1)),
        ("command", json!({"type": "make_coffee"})),
        ("command", json!({"order": "o1"})),
    ] {
        assert_eq!(with(field, value.clone()), "invalid_command", "{field} {value}");
    }
    assert_eq!(with("at", json!("0001-01-01T00:00:00Z")), "accepted");
    assert_eq!(with("at", json!("9999-12-30T22:00:00Z")), "accepted");
}

#[test]
fn times_at_the_ends_of_the_calendar_are_times() {
    let mut engine = engine();
    let reserve =
        |id: &str| json!({"type": "reserve_stock", "reservation": id, "channel": "web", "lines": [{"sku": "shirt", "quantity": 1}]});
    for (at, id) in [("9999-12-30T22:00:00Z", "last"), ("0001-01-01T00:00:00Z", "first"), ("2026-03-02T00:00:00Z", "now")] {
        let mut whole = envelope(1, reserve(id));
        whole["at"] = json!(at);
        whole["id"] = json!(id);
        assert_eq!(send(&mut engine, &text(&whole)), "applied", "{at}");
    }
    assert!(engine.audit().unwrap().is_clean());
}

#[test]
fn absurd_sizes_are_refused_before_they_are_read() {
    let huge = "x".repeat(10 << 20);
    let tag = envelope(1, json!({"type": "tag_order", "order": "o1", "add": [huge]}));
    let InputError::InputTooLarge { bytes, limit } = Envelope::from_json(&text(&tag)).unwrap_err() else { panic!() };
    assert!(bytes > 10 << 20 && limit == COMMAND_BYTES_MAX);
    let nested = |depth: usize| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
    assert_eq!(code(nested(DEPTH_MAX).as_bytes()), "invalid_command");
    assert_eq!(code(nested(DEPTH_MAX + 1).as_bytes()), "input_too_deep");
    assert_eq!(code("[".repeat(1_000_000).as_bytes()), "input_too_deep");
    assert_eq!(Envelope::batch_from_json(&vec![b' '; BATCH_BYTES_MAX + 1]).unwrap_err().code(), "input_too_large");
    // Brackets within a text nest nothing.
    let brackets = envelope(1, json!({"type": "tag_order", "order": "o1", "add": ["[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[\\\""]}));
    assert_eq!(code(&text(&brackets)), "accepted");
}

#[test]
fn the_most_lines_fit_and_one_more_is_refused() {
    let mut engine = engine();
    let order = |id: &str, lines: usize| {
        let line = |number: usize| json!({"id": number.to_string(), "sku": "shirt", "quantity": 1, "unit_price": "1.00"});
        let lines: Vec<Value> = (0..lines).map(line).collect();
        let mut whole = envelope(1, json!({"type": "capture_order", "order": id, "channel": "web", "currency": "EUR", "lines": lines}));
        whole["id"] = json!(id);
        text(&whole)
    };
    assert_eq!(send(&mut engine, &order("many", 10_000)), "applied");
    assert_eq!(send(&mut engine, &order("more", 10_001)), "invalid_field");
    assert!(engine.audit().unwrap().is_clean());
}

#[test]
fn free_texts_are_bounded_even_without_json() {
    let mut engine = engine();
    let huge = "x".repeat(1 << 20);
    let order = json!({"type": "capture_order", "order": "o8", "channel": "web", "currency": "EUR",
                       "lines": [{"id": "1", "sku": "shirt", "quantity": 1, "unit_price": "1.00",
                         "discounts": [{"amount": "0.10", "code": huge}]}]});
    for command in [
        json!({"type": "put_location", "location": {"id": "n1", "country": "DE", "name": huge}}),
        json!({"type": "put_channel", "channel": {"id": "web", "name": huge}}),
        json!({"type": "receive_stock", "sku": "shirt", "location": "n1", "quantity": 1, "reason": huge}),
        json!({"type": "adjust_stock", "sku": "shirt", "location": "n1", "change": 1, "reason": huge}),
        json!({"type": "cancel_order", "order": "o1", "reason": "other", "note": huge}),
        json!({"type": "place_hold", "order": "o1", "hold": "h", "kind": "manual", "reason": huge}),
        json!({"type": "reject_fulfillment", "order": "o1", "fulfillment": 1, "reason": huge}),
        json!({"type": "cancel_fulfillment", "order": "o1", "fulfillment": 1, "reason": huge}),
        json!({"type": "ship_parcel", "order": "o1", "parcel": 1, "carrier": huge}),
        json!({"type": "refund_payment", "order": "o1", "payment": "p1", "amount": "1.00", "reason": huge}),
        json!({"type": "decline_return", "order": "o1", "return_id": "r1", "reason": huge}),
        json!({"type": "cancel_return", "order": "o1", "return_id": "r1", "reason": huge}),
        order,
    ] {
        let name = command["type"].clone();
        let envelope: Envelope = serde_json::from_value(envelope(59, command)).unwrap();
        let Outcome::Refused { rejection } = engine.submit(envelope).unwrap() else { panic!("{name} took a text of a megabyte") };
        assert_eq!(rejection.code(), "invalid_field", "{name}");
    }
}

#[test]
fn limits_beyond_any_quantity_are_refused() {
    let mut engine = engine();
    for item in [json!({"backorder": {"limit": i64::MAX}}), json!({"channel_caps": [{"channel": "web", "limit": i64::MAX}]})] {
        let mut command = json!({"type": "put_item", "sku": "shirt"});
        command.as_object_mut().unwrap().extend(item.as_object().unwrap().clone());
        assert_eq!(send(&mut engine, &text(&envelope(59, command))), "invalid_field");
    }
}

#[test]
fn a_batch_tells_which_command_is_wrong_and_does_none() {
    let good = |number: usize| envelope(number, json!({"type": "expire_reservations"}));
    let batch = text(&json!([good(1), good(2)]));
    assert_eq!(Envelope::batch_from_json(&batch).unwrap().len(), 2);
    let wrong = text(&json!([good(1), good(2), {"id": "3"}]));
    let InputError::InvalidCommand { place, .. } = Envelope::batch_from_json(&wrong).unwrap_err() else { panic!() };
    assert_eq!(place, 2);
    assert_eq!(Envelope::batch_from_json(b"[] x").unwrap_err().code(), "malformed_json");
    assert_eq!(Envelope::batch_from_json(b"{}").unwrap_err().code(), "invalid_command");
    let many: Vec<Value> = (0..8_193).map(good).collect();
    assert_eq!(Envelope::batch_from_json(&text(&json!(many))).unwrap_err().code(), "invalid_command");
    let list: Vec<Arc<Envelope>> = (0..8_193).map(|_| Arc::new(Envelope::from_json(&text(&good(1))).unwrap())).collect();
    assert_eq!(engine().submit_batch(list).unwrap_err().code(), "batch_too_large");
}
