//! What is told apart by serial number behaves as what is not: every command that names the units it moves does to orders and stock what
//! the same command does without; and no unit is anywhere but where its order, its transfer and the stock say.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use oms_core::document::{DocumentBody, DocumentKind};
use oms_core::order::{Line, Order, Portion, Stage};
use oms_core::query::{Page, Query};
use oms_core::serial::{Serial, SerialState};
use oms_core::{Command, Engine, Envelope, MemoryStorage, Outcome};
use serde_json::{Value, json};

use crate::oracle::stream::stream;

type Shop = Engine<MemoryStorage>;

/// SKUs of the streams that are counted, and are tracked at receipt here.
const COUNTED: [&str; 3] = ["s1", "s2", "s3"];

/// More units than this are not named: such commands are refused, and left out of the comparison.
const NAMED_MAX: i64 = 60;

fn is_counted(sku: &Value) -> bool {
    COUNTED.iter().any(|counted| sku == counted)
}

fn papers(shop: &mut Shop, kind: DocumentKind) -> Vec<(String, DocumentBody)> {
    let query = Query::Documents { kind, about: None, after: None, limit: 10_000 };
    let Page::Documents { documents } = shop.query(&query).unwrap() else { panic!("another page") };
    documents.iter().map(|document| (document.id.to_string(), document.body.clone())).collect()
}

/// Whoever sends commands, and knows which units are where.
struct Clerk {
    serials: Vec<Serial>,
    lines: BTreeMap<(String, String), String>,
    transfers: BTreeMap<String, oms_core::transfer::Transfer>,
    /// Units named already in the command at hand.
    named: BTreeSet<(String, String)>,
    next: u32,
}

impl Clerk {
    fn look(shop: &mut Shop, next: u32) -> Clerk {
        let serial = |(_, body)| if let DocumentBody::Serial(serial) = body { Some(serial) } else { None };
        let mut lines = BTreeMap::new();
        for (id, body) in papers(shop, DocumentKind::PurchaseOrder) {
            let DocumentBody::PurchaseOrder(order) = body else { continue };
            lines.extend(order.lines.iter().map(|line| ((id.clone(), line.id.to_string()), line.sku.to_string())));
        }
        let transfer = |(id, body)| if let DocumentBody::Transfer(transfer) = body { Some((id, transfer)) } else { None };
        Clerk {
            serials: papers(shop, DocumentKind::Serial).into_iter().filter_map(serial).collect(),
            lines,
            transfers: papers(shop, DocumentKind::Transfer).into_iter().filter_map(transfer).collect(),
            named: BTreeSet::new(),
            next,
        }
    }

    fn new_units(&mut self, quantity: &Value) -> Value {
        let quantity = quantity.as_i64().filter(|units| *units <= NAMED_MAX).unwrap_or(0);
        let numbers = (0..quantity).map(|_| {
            self.next += 1;
            format!("N{}", self.next)
        });
        json!(numbers.collect::<Vec<_>>())
    }

    /// Units that satisfy a condition, as many as are asked for and there are.
    fn some(&mut self, sku: &str, quantity: &Value, condition: impl Fn(&Serial) -> bool) -> Value {
        let quantity = usize::try_from(quantity.as_i64().unwrap_or(0).clamp(0, NAMED_MAX)).unwrap();
        let named = &self.named;
        let free = |serial: &&Serial| !named.contains(&(serial.sku.to_string(), serial.number.to_string()));
        let found = self.serials.iter().filter(|serial| serial.sku.as_str() == sku && condition(serial)).filter(free);
        let numbers: Vec<String> = found.take(quantity).map(|serial| serial.number.to_string()).collect();
        self.named.extend(numbers.iter().map(|number| (sku.to_owned(), number.clone())));
        json!(numbers)
    }

    fn on_shelf(&mut self, sku: &str, location: &str, state: SerialState, quantity: &Value) -> Value {
        let lies = |serial: &Serial| serial.current.location.as_ref().is_some_and(|at| at.as_str() == location);
        self.some(sku, quantity, |serial| serial.current.state == state && lies(serial))
    }

    /// The same command, with the units it moves named.
    fn naming(&mut self, envelope: &Envelope, order: Option<&Order>) -> Envelope {
        let mut value = serde_json::to_value(envelope).unwrap();
        let command = &mut value["command"];
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let (kind, sku, location) = (text(&command["type"]), text(&command["sku"]), text(&command["location"]));
        match kind.as_str() {
            "put_item" if is_counted(&command["sku"]) && command["tracked"] == json!(true) && command.get("components").is_none() => {
                command["tracks_serials"] = json!("receipt");
            }
            "receive_stock" if is_counted(&command["sku"]) => command["serials"] = self.new_units(&command["quantity"]),
            "receive_stock" => {
                for line in command.get_mut("lines").and_then(Value::as_array_mut).into_iter().flatten() {
                    if is_counted(&line["sku"]) {
                        line["serials"] = self.new_units(&line["quantity"]);
                    }
                }
            }
            "adjust_stock" if is_counted(&command["sku"]) => {
                let change = command["change"].as_i64().unwrap();
                let state = state_of(&text(&command["bucket"]));
                command["serials"] =
                    if change > 0 { self.new_units(&json!(change)) } else { self.on_shelf(&sku, &location, state, &json!(-change)) };
            }
            "move_stock" if is_counted(&command["sku"]) => {
                let (from, to) = (state_of(&text(&command["from_bucket"])), state_of(&text(&command["to_bucket"])));
                if from != to {
                    command["serials"] = self.on_shelf(&sku, &location, from, &command["quantity"]);
                }
            }
            "receive_purchase_order" => {
                let paper = text(&command["purchase_order"]);
                for line in command["lines"].as_array_mut().into_iter().flatten() {
                    if self.lines.get(&(paper.clone(), text(&line["line"]))).is_some_and(|sku| is_counted(&json!(sku))) {
                        line["serials"] = json!({});
                        for state in ["available", "damaged", "quality_control"] {
                            line["serials"][state] = self.new_units(&line[state]);
                        }
                    }
                }
            }
            "ship_transfer" | "receive_transfer" => self.name_transferred(command),
            _ => order.into_iter().for_each(|order| self.name_on_order(&kind, command, order)),
        }
        serde_json::from_value(value).unwrap()
    }

    fn name_transferred(&mut self, command: &mut Value) {
        let id = command["transfer"].as_str().unwrap().to_owned();
        let Some(transfer) = self.transfers.get(&id).cloned() else { return };
        if command["type"] == "ship_transfer" && command.get("lines").is_none() {
            let left = transfer.lines.iter().filter(|line| !line.left_to_ship().is_zero());
            let lines: Vec<Value> = left.map(|line| json!({"line": line.id, "quantity": line.left_to_ship()})).collect();
            if lines.is_empty() {
                return;
            }
            command["lines"] = json!(lines);
        }
        let ships = command["type"] == "ship_transfer";
        for named in command["lines"].as_array_mut().into_iter().flatten() {
            let Some(line) = transfer.lines.iter().find(|line| named["line"] == json!(line.id)) else { continue };
            let sku = line.sku.as_str();
            if !is_counted(&json!(sku)) {
                continue;
            }
            if ships {
                named["serials"] = self.on_shelf(sku, transfer.from.as_str(), SerialState::InStock, &named["quantity"]);
                continue;
            }
            let mut in_transit = line.in_transit().units();
            let mut next = |clerk: &mut Clerk, units: &Value| {
                let units = units.as_i64().unwrap_or(0);
                let known = units.min(in_transit);
                in_transit -= known;
                let comes = |serial: &Serial| {
                    serial.current.state == SerialState::InTransit && serial.current.transfer.as_ref().is_some_and(|at| at.as_str() == id)
                };
                let known = clerk.some(sku, &json!(known), comes);
                let further = clerk.new_units(&json!(units - i64::try_from(known.as_array().unwrap().len()).unwrap()));
                json!(known.as_array().unwrap().iter().chain(further.as_array().unwrap()).collect::<Vec<_>>())
            };
            let arrived = json!({
                "available": next(self, &named["available"]),
                "damaged": next(self, &named["damaged"]),
                "quality_control": next(self, &named["quality_control"]),
            });
            named["lost_serials"] = next(self, &named["lost"]);
            named["serials"] = arrived;
        }
    }

    fn name_on_order(&mut self, kind: &str, command: &mut Value, order: &Order) {
        let number = command["fulfillment"].as_u64().and_then(|number| u32::try_from(number).ok());
        let location = number.and_then(|number| order.fulfillments.get(usize::try_from(number).unwrap().checked_sub(1)?));
        let location = location.map(|fulfillment| fulfillment.location.to_string()).unwrap_or_default();
        let returned = order.returns.iter().find(|entry| command["return_id"] == json!(entry.id));
        match kind {
            "pick_fulfillment" if command.get("lines").is_none() => {
                let to_pick = |line: &Line| line.units.sum(|portion| portion.stage == Stage::Allocated && portion.fulfillment == number);
                let lines = order.lines.iter().filter(|line| !to_pick(line).is_zero());
                let lines: Vec<Value> = lines.map(|line| json!({"line": line.id, "picked": to_pick(line)})).collect();
                if !lines.is_empty() {
                    command["lines"] = json!(lines);
                }
            }
            "cancel_order" if command.get("lines").is_none() => return,
            _ => {}
        }
        let in_stock = SerialState::InStock;
        let lists: &mut dyn Iterator<Item = &mut Value> = match kind {
            "pick_fulfillment" | "pack_parcel" | "cancel_order" | "receive_return" | "receive_unexpected_return" => {
                &mut command.get_mut("lines").and_then(Value::as_array_mut).into_iter().flatten()
            }
            "inspect_return" => &mut command.get_mut("units").and_then(Value::as_array_mut).into_iter().flatten(),
            "substitute_item" => {
                let given = command["substitute"].get("quantity").unwrap_or(&command["quantity"]).clone();
                let instead = command["substitute"]["sku"].as_str().unwrap().to_owned();
                if is_counted(&json!(instead)) {
                    command["substitute"]["serials"] = self.on_shelf(&instead, &location, in_stock, &given);
                }
                &mut std::iter::once(command)
            }
            _ => return,
        };
        for named in lists {
            let Some(line) = order.lines.iter().find(|line| named["line"] == json!(line.id)) else { continue };
            let sku = line.sku.as_str();
            if !is_counted(&json!(sku)) {
                continue;
            }
            match kind {
                "pick_fulfillment" => {
                    named["serials"] = self.on_shelf(sku, &location, in_stock, &named["picked"]);
                    named["not_found_serials"] = self.on_shelf(sku, &location, in_stock, &named["not_found"]);
                }
                "substitute_item" => {
                    let without = line.units.sum(|portion| matches!(portion.stage, Stage::Open | Stage::Backordered)).units();
                    let on_shelf = named["quantity"].as_i64().unwrap() - without;
                    named["serials"] = self.on_shelf(sku, &location, in_stock, &json!(on_shelf));
                }
                "pack_parcel" => {
                    let picked = |portion: &Portion| portion.stage == Stage::Picked && portion.fulfillment == number;
                    named["serials"] = self.first_of(line, named["quantity"].as_i64().unwrap(), picked);
                }
                "cancel_order" => {
                    named["serials"] = self.first_of(line, named["quantity"].as_i64().unwrap(), |portion| portion.stage < Stage::Shipped);
                }
                "receive_return" | "receive_unexpected_return" => {
                    let is_out = |serial: &Serial| serial.is_on(&order.id, &line.id) && serial.current.state >= SerialState::Shipped;
                    named["serials"] = self.some(sku, &named["quantity"], is_out);
                }
                _ => {
                    let waiting = returned.and_then(|entry| entry.lines.iter().find(|entry| entry.line == line.id));
                    let waits = |serial: &Serial| waiting.is_some_and(|entry| entry.serials.contains(&serial.number));
                    named["serials"] = self.some(sku, &named["quantity"], waits);
                }
            }
        }
    }

    /// The serial numbers among the first so many units of a line that satisfy a condition.
    fn first_of(&mut self, line: &Line, quantity: i64, condition: impl Fn(&Portion) -> bool) -> Value {
        let mut left = quantity;
        let mut numbers = Vec::new();
        for portion in line.units.portions().iter().filter(|portion| condition(portion)) {
            let taken = left.min(portion.quantity.units());
            left -= taken;
            numbers.extend(portion.serials.numbers().iter().take(usize::try_from(taken).unwrap()).map(ToString::to_string));
        }
        json!(numbers)
    }
}

fn state_of(bucket: &str) -> SerialState {
    match bucket {
        "damaged" => SerialState::Damaged,
        "quality_control" => SerialState::QualityControl,
        _ => SerialState::InStock,
    }
}

/// Leaves out everything that tells of serial numbers.
fn without_serials(value: Value) -> Value {
    const TOLD: [&str; 4] = ["serials", "lost_serials", "not_found_serials", "tracks_serials"];
    match value {
        Value::Object(members) => {
            let kept = members.into_iter().filter(|(name, _)| !TOLD.contains(&name.as_str()));
            Value::Object(kept.map(|(name, value)| (name, without_serials(value))).collect())
        }
        Value::Array(values) => {
            let kept = values.into_iter().filter(|value| value["type"] != "serial_moved");
            Value::Array(kept.map(without_serials).collect())
        }
        other => other,
    }
}

/// Orders with the units of their lines put together, whether or not they are told apart.
fn orders(shop: &mut Shop) -> Vec<Arc<Order>> {
    let Page::Orders { orders, .. } = shop.query(&Query::AllOrders { after: None, limit: 10_000 }).unwrap() else { panic!("another page") };
    orders
}

fn stock(shop: &mut Shop) -> Value {
    let Page::Stock { skus } = shop.query(&Query::Stock { after: None, limit: 10_000 }).unwrap() else { panic!("another page") };
    json!(skus)
}

/// Refusals that only tell that the clerk could not name the units.
fn is_about_serials(outcome: &Outcome) -> bool {
    matches!(outcome, Outcome::Refused { rejection } if rejection.code().contains("serial"))
}

#[test]
fn with_every_unit_named_everything_is_as_without() {
    let mut applied: BTreeMap<&'static str, u32> = BTreeMap::new();
    for seed in 0..45 {
        let (mut plain, mut told) = (Shop::new(MemoryStorage::new()), Shop::new(MemoryStorage::new()));
        let mut sent: BTreeMap<String, (Command, Command)> = BTreeMap::new();
        let mut next = 0;
        for step in stream(21_000 + seed, 160) {
            let mut clerk = Clerk::look(&mut told, next);
            let same: Vec<Arc<Envelope>> = step
                .iter()
                .map(|envelope| {
                    let before = sent.get(envelope.id.as_str()).filter(|(before, _)| before == &envelope.command);
                    let command = before.map(|(_, named)| named.clone()).unwrap_or_else(|| {
                        let order = envelope.command.order().and_then(|order| told.order(order).unwrap());
                        clerk.naming(envelope, order.as_deref()).command
                    });
                    sent.entry(envelope.id.to_string()).or_insert_with(|| (envelope.command.clone(), command.clone()));
                    Arc::new(Envelope { command, ..Envelope::clone(envelope) })
                })
                .collect();
            next = clerk.next;
            let there = told.submit_batch(same.clone()).unwrap();
            if there.iter().any(is_about_serials) {
                assert!(!there.iter().any(|outcome| matches!(outcome, Outcome::Applied { .. })), "seed {seed}: {same:?}: {there:?}");
                step.iter().for_each(|envelope| drop(sent.remove(envelope.id.as_str())));
                continue;
            }
            let here = plain.submit_batch(step.clone()).unwrap();
            let is_applied = |outcome: &Outcome| matches!(outcome, Outcome::Applied { .. });
            for (envelope, outcome) in same.iter().zip(&there).filter(|(_, outcome)| is_applied(outcome)) {
                let moved =
                    outcome.receipt().is_ok_and(|receipt| receipt.events.iter().any(|event| json!(event)["type"] == "serial_moved"));
                *applied.entry(envelope.command.name()).or_default() += u32::from(moved);
            }
            assert_eq!(without_serials(json!(here)), without_serials(json!(there)), "seed {seed}: {same:?}");
        }
        assert_eq!(without_serials(stock(&mut plain)), without_serials(stock(&mut told)), "seed {seed}");
        for (one, other) in orders(&mut plain).iter().zip(&orders(&mut told)) {
            assert_eq!(one.statuses(), other.statuses(), "seed {seed}");
            for (line, same) in one.lines.iter().zip(&other.lines) {
                assert_eq!((line.credited, line.units.total()), (same.credited, same.units.total()), "seed {seed}");
                for portion in line.units.portions() {
                    let beside = |other: &Portion| {
                        (other.stage, &other.location, other.fulfillment, other.parcel)
                            == (portion.stage, &portion.location, portion.fulfillment, portion.parcel)
                    };
                    assert_eq!(line.units.sum(beside), same.units.sum(beside), "seed {seed}: {line:?} {same:?}");
                    // Every unit of a counted item that was picked and is on the order has its number.
                    let has_numbers = portion.stage >= Stage::Picked && portion.stage < Stage::Canceled && is_counted(&json!(line.sku));
                    let named: usize =
                        same.units.portions().iter().filter(|other| beside(other)).map(|other| other.serials.numbers().len()).sum();
                    let units = usize::try_from(same.units.sum(beside).units()).unwrap();
                    assert_eq!(named, if has_numbers { units } else { 0 }, "seed {seed}: {same:?}");
                }
            }
        }
        let audit = told.audit().unwrap();
        assert!(audit.is_clean(), "seed {seed}: {:?}", audit.differences);
    }
    for command in [
        "receive_stock",
        "adjust_stock",
        "receive_purchase_order",
        "ship_transfer",
        "receive_transfer",
        "pick_fulfillment",
        "substitute_item",
        "pack_parcel",
        "ship_parcel",
        "record_tracking",
        "cancel_order",
        "cancel_fulfillment",
        "reject_fulfillment",
        "receive_return",
        "inspect_return",
        "receive_unexpected_return",
    ] {
        assert!(applied.get(command).is_some_and(|times| *times > 0), "{command} never moved a unit: {applied:?}");
    }
}
