//! An order as vectors look at it: its record, with lines and payments by id and everything derived beside it.

use std::collections::BTreeMap;

use oms_core::Amount;
use oms_core::order::{Line, Order};
use oms_core::payment::{Payment, TransactionKind};
use serde_json::{Map, Value, json};

/// The order as JSON. `conformance/README.md` lists the members.
pub(super) fn order_view(order: &Order) -> Result<Value, String> {
    let mut view = json_of(order)?;
    let members = view.as_object_mut().ok_or("an order is an object")?;
    members.insert("statuses".to_owned(), json_of(&order.statuses())?);
    members.insert("money".to_owned(), json_of(&order.balance())?);
    members.insert("queue".to_owned(), json_of(&order.queued())?);
    members.insert("credited".to_owned(), json_of(&order.credited())?);
    members.insert("cash".to_owned(), json_of(&order.cash())?);
    members.insert("lines".to_owned(), by_id(&order.lines, |line| (line.id.to_string(), line_view(line)))?);
    members.insert("payments".to_owned(), by_id(&order.payments, |payment| (payment.id.to_string(), payment_view(payment, order.total)))?);
    for list in ["holds", "fulfillments", "parcels", "returns", "claims", "tags", "exclusions", "pins"] {
        members.entry(list).or_insert_with(|| Value::Array(Vec::new()));
    }
    let fulfillments = members.get_mut("fulfillments").and_then(Value::as_array_mut);
    for (number, fulfillment) in (1..).zip(fulfillments.into_iter().flatten()) {
        let state = order.fulfillment_state(number).map_err(|rejection| rejection.to_string())?;
        if let Some(members) = fulfillment.as_object_mut() {
            members.insert("state".to_owned(), json_of(&state)?);
        }
    }
    Ok(view)
}

fn line_view(line: &Line) -> Result<Value, String> {
    let mut view = json_of(line)?;
    let members = view.as_object_mut().ok_or("a line is an object")?;
    // An amount of nothing that a record has left out knows no decimals; those of the line's total are its own.
    let amount = |amount: Amount| json_of(&line.total.with_minor(amount.minor()));
    members.insert("discount".to_owned(), amount(line.discount)?);
    members.insert("tax".to_owned(), amount(line.tax())?);
    members.insert("credited".to_owned(), amount(line.credited)?);
    members.insert("credited_quantity".to_owned(), json_of(&line.credited_quantity)?);
    members.insert("units".to_owned(), units_view(line)?);
    members.insert("serials".to_owned(), serials_view(line)?);
    Ok(view)
}

/// Units by stage, by stage and location as `stage@location`, and by lot as `stage@location/lot`. Stages without units are there with 0.
fn units_view(line: &Line) -> Result<Value, String> {
    let mut units: BTreeMap<String, i64> = STAGES.iter().map(|stage| ((*stage).to_owned(), 0)).collect();
    for portion in line.units.portions() {
        let stage = json_of(&portion.stage)?;
        let stage = stage.as_str().ok_or("a stage is a text")?;
        *units.entry(stage.to_owned()).or_default() += portion.quantity.units();
        if let Some(location) = &portion.location {
            *units.entry(format!("{stage}@{location}")).or_default() += portion.quantity.units();
            if let Some(lot) = &portion.lot {
                *units.entry(format!("{stage}@{location}/{lot}")).or_default() += portion.quantity.units();
            }
        }
    }
    json_of(&units)
}

/// Where units are that are told apart: the stage by serial number, with the parcel as `stage#1`.
fn serials_view(line: &Line) -> Result<Value, String> {
    let mut serials = Map::new();
    for portion in line.units.portions() {
        let stage = json_of(&portion.stage)?;
        let stage = stage.as_str().ok_or("a stage is a text")?;
        let place = portion.parcel.map_or_else(|| stage.to_owned(), |parcel| format!("{stage}#{parcel}"));
        let numbers = portion.serials.numbers().iter();
        serials.extend(numbers.map(|serial| (serial.to_string(), Value::from(place.as_str()))));
    }
    Ok(Value::Object(serials))
}

const STAGES: &[&str] = &["open", "backordered", "reserved", "allocated", "picked", "packed", "shipped", "delivered", "lost", "canceled"];

fn payment_view(payment: &Payment, currency: Amount) -> Result<Value, String> {
    Ok(json!({
        "method": json_of(&payment.method)?,
        "authorized": json_of(&currency.with_minor(payment.authorized_left()))?,
        "captured": json_of(&currency.with_minor(payment.sum(TransactionKind::Capture)))?,
        "refunded": json_of(&currency.with_minor(payment.sum(TransactionKind::Refund)))?,
        "transactions": json_of(&payment.transactions)?,
    }))
}

fn by_id<T>(records: &[T], view: impl Fn(&T) -> (String, Result<Value, String>)) -> Result<Value, String> {
    let mut members = Map::new();
    for record in records {
        let (id, value) = view(record);
        members.insert(id, value?);
    }
    Ok(Value::Object(members))
}

pub(super) fn json_of(value: &impl serde::Serialize) -> Result<Value, String> {
    serde_json::to_value(value).map_err(|error| error.to_string())
}
