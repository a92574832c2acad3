//! What a vector may ask about the records of an engine.

use std::collections::BTreeMap;
use std::sync::Arc;

use oms_core::batch::LogEntry;
use oms_core::document::{DocumentBody, DocumentKind, Subject};
use oms_core::inventory::{AvailabilityQuery, Buckets, PublicationQuery, StockLevel};
use oms_core::query::{OrderFilter, Page, Query};
use oms_core::reservation::Reservation;
use oms_core::serial::shelf_id;
use oms_core::what_if::{WhatIfFigures, WhatIfRequest};
use oms_core::{ChannelId, Country, LocationId, Sku, Timestamp};
use serde_json::{Value, json};

use super::compare::compare;
use super::format::{Asked, Promise, SerialsAt, State, Told, Tried};
use super::order_view::{json_of, order_view};
use super::player::Player;
use super::script::split_place;

/// More rows than any vector has.
const ALL: u32 = 10_000;

/// Compares what is expected with what there is. `now` is the time of the last command.
pub(super) fn check(engine: &mut dyn Player, expected: &State, now: Timestamp, place: &str) -> Result<Vec<String>, String> {
    let mut differences = Vec::new();
    for (id, order) in &expected.orders {
        let path = format!("{place}: orders.{id}");
        compare(&path, order, &find_order(engine, id)?, &mut differences);
    }
    for (key, level) in &expected.stock {
        let path = format!("{place}: stock.{key}");
        compare(&path, level, &find_stock(engine, key)?, &mut differences);
    }
    for promise in &expected.available {
        let path = format!("{place}: available {} through {}", promise.sku, promise.channel);
        compare(&path, &promise.is, &ask_availability(engine, promise, now)?, &mut differences);
    }
    for told in &expected.publications {
        let path = format!("{place}: publications to {}", told.channel);
        compare(&path, &told.is, &ask_publication(engine, told, now)?, &mut differences);
    }
    for (index, asked) in expected.slots.iter().enumerate() {
        let path = format!("{place}: slots[{index}]");
        compare(&path, &asked.are, &ask_slots(engine, asked, now)?, &mut differences);
    }
    for (index, priced) in expected.shipping.iter().enumerate() {
        let query = serde_json::from_value(priced.query.clone()).map_err(text)?;
        compare(&format!("{place}: shipping[{index}]"), &priced.is, &json_of(&engine.quote_shipping(query)?)?, &mut differences);
    }
    for (index, tried) in expected.what_if.iter().enumerate() {
        check_trial(engine, tried, &format!("{place}: what_if[{index}]"), &mut differences)?;
    }
    for (index, planned) in expected.reroutes.iter().enumerate() {
        let query = serde_json::from_value(planned.query.clone()).map_err(text)?;
        compare(&format!("{place}: reroutes[{index}]"), &planned.is, &json_of(&engine.plan_reroute(query)?)?, &mut differences);
    }
    for (index, weighed) in expected.regrets.iter().enumerate() {
        let query = serde_json::from_value(weighed.query.clone()).map_err(text)?;
        compare(&format!("{place}: regrets[{index}]"), &weighed.is, &json_of(&engine.regrets(query)?)?, &mut differences);
    }
    for (id, reservation) in &expected.reservations {
        let path = format!("{place}: reservations.{id}");
        compare(&path, reservation, &find_reservation(engine, id)?, &mut differences);
    }
    for (kind, papers) in &expected.documents {
        for (id, document) in papers {
            let path = format!("{place}: documents.{kind}.{id}");
            compare(&path, document, &find_document(engine, kind, id)?, &mut differences);
        }
    }
    for (sku, count) in &expected.movements {
        let path = format!("{place}: movements.{sku}");
        compare(&path, &Value::from(*count), &count_movements(engine, sku)?, &mut differences);
    }
    for (index, at) in expected.serials.iter().enumerate() {
        let wanted = Value::from(at.are.clone());
        for limit in [ALL, 2, 1] {
            let path = format!("{place}: serials[{index}], {limit} a page");
            compare(&path, &wanted, &serials_at(engine, at, limit)?, &mut differences);
        }
    }
    for (index, listing) in expected.lists.iter().enumerate() {
        let wanted = Value::from(listing.orders.clone());
        // Cut into pages of any size it is the same list.
        for limit in [ALL, 1, 2] {
            let path = format!("{place}: lists[{index}], {limit} a page");
            compare(&path, &wanted, &list_orders(engine, &listing.filter, limit)?, &mut differences);
        }
    }
    for (axis, counts) in &expected.counts {
        let path = format!("{place}: counts.{axis}");
        let actual = count_orders(engine, axis)?;
        if actual != *counts {
            differences.push(format!("{path}: expected {counts:?}, actual {actual:?}"));
        }
    }
    if !expected.nowhere.is_empty() {
        let written = everything(engine)?;
        for unwanted in expected.nowhere.iter().filter(|unwanted| written.contains(unwanted.as_str())) {
            differences.push(format!("{place}: nowhere: `{unwanted}` stands in a record or in the log"));
        }
    }
    if let Some(digest) = &expected.digest {
        let actual = self::digest(engine)?;
        compare(&format!("{place}: digest"), &Value::from(digest.as_str()), &Value::from(actual), &mut differences);
    }
    Ok(differences)
}

fn check_trial(engine: &mut dyn Player, tried: &Tried, path: &str, differences: &mut Vec<String>) -> Result<(), String> {
    let request: WhatIfRequest = serde_json::from_value(tried.request.clone()).map_err(text)?;
    match (engine.what_if(request), &tried.is, &tried.fails) {
        (Ok(report), Some(expected), None) => compare(path, expected, &json_of(&report)?, differences),
        (Err(message), None, Some(part)) if message.contains(part.as_str()) => {}
        (Err(message), None, Some(part)) => differences.push(format!("{path}: expected an error with `{part}`, actual `{message}`")),
        (Ok(_), None, Some(part)) => differences.push(format!("{path}: expected an error with `{part}`, and there was none")),
        (Err(message), Some(_), None) => return Err(format!("{path}: {message}")),
        _ => return Err(format!("{path}: state either `is` or `fails`")),
    }
    Ok(())
}

/// Later than any vector.
const NEVER: &str = "9999-01-01T00:00:00Z";

/// The log, played again, gives the same answers; and a trial without changes differs in nothing.
pub(super) fn replay(engine: &mut dyn Player) -> Result<Vec<String>, String> {
    let mut differences = Vec::new();
    let never = Some(NEVER.parse().map_err(text)?);
    let again = engine.what_if(WhatIfRequest { since: never, ..WhatIfRequest::default() })?.period;
    let entries = u64::try_from(log(engine)?.len()).map_err(text)?;
    if (again.commands_before, again.answered_otherwise) != (entries, 0) {
        differences.push(format!("replay: {entries} entries of the log, played again: {again:?}"));
    }
    let report = engine.what_if(WhatIfRequest::default())?;
    let nothing = WhatIfFigures { costs: report.difference.costs.clone(), ..WhatIfFigures::default() };
    let is_free = report.difference.costs.iter().all(|cost| cost.carriage.is_zero() && cost.handling.is_zero());
    if report.difference != nothing || !is_free || report.orders_different > 0 || !report.refused.is_empty() {
        differences.push(format!("a what-if without changes differs: {:?}", report.difference));
    }
    Ok(differences)
}

fn find_order(engine: &mut dyn Player, id: &str) -> Result<Value, String> {
    let id = id.parse().map_err(text)?;
    match engine.order(&id)? {
        Some(order) => order_view(&order),
        None => Ok(Value::Null),
    }
}

fn find_stock(engine: &mut dyn Player, key: &str) -> Result<Value, String> {
    let (sku, location) = split_place(key)?;
    let (location, lot) = location.split_once('/').map_or((location, None), |(location, lot)| (location, Some(lot)));
    let buckets = stock_of(engine, sku, location, lot)?;
    Ok(json!({
        "on_hand": buckets.on_hand(),
        "available": buckets.available,
        "reserved": buckets.reserved,
        "committed": buckets.committed,
        "safety": buckets.safety,
        "damaged": buckets.damaged,
        "quality_control": buckets.quality_control,
    }))
}

/// Units of a SKU at a location by state: those of one lot, or of all.
pub(super) fn stock_of(engine: &mut dyn Player, sku: &str, location: &str, lot: Option<&str>) -> Result<Buckets, String> {
    let Page::Stock { skus } = engine.query(&Query::Stock { after: None, limit: ALL }).map_err(text)? else {
        return Err("the storage answered another page than that of stock".to_owned());
    };
    let levels = skus.into_iter().filter(|entry| entry.sku.as_str() == sku).flat_map(|entry| entry.levels);
    let is_of_lot = |level: &StockLevel| lot.is_none_or(|lot| level.lot.as_ref().is_some_and(|number| number.as_str() == lot));
    let found = levels.filter(|level| level.location.as_str() == location && is_of_lot(level));
    Ok(found.fold(Buckets::default(), |sum, level| sum.plus(&level.buckets)))
}

fn ask_availability(engine: &mut dyn Player, promise: &Promise, now: Timestamp) -> Result<Value, String> {
    let at = promise.at.as_deref().map(str::parse).transpose().map_err(text)?.unwrap_or(now);
    let country = promise.country.as_deref().map(|code| Country::new(code).ok_or(format!("`{code}` is no country")));
    let query = AvailabilityQuery {
        at,
        channel: ChannelId::new(&promise.channel).map_err(text)?,
        country: country.transpose()?,
        skus: vec![Sku::new(&promise.sku).map_err(text)?],
        promises: promise.is.get("promises").is_some(),
    };
    let answers = engine.availability(query)?;
    answers.first().map_or(Ok(Value::Null), json_of)
}

fn ask_publication(engine: &mut dyn Player, told: &Told, now: Timestamp) -> Result<Value, String> {
    let (channel, published) = (ChannelId::new(&told.channel).map_err(text)?, told.published.clone());
    json_of(&engine.publication(PublicationQuery { at: now, channel, country: None, published })?)
}

fn ask_slots(engine: &mut dyn Player, asked: &Asked, now: Timestamp) -> Result<Value, String> {
    let mut query = asked.query.clone();
    query.entry("at").or_insert(json_of(&now)?);
    json_of(&engine.slots(serde_json::from_value(Value::Object(query)).map_err(text)?)?)
}

fn find_reservation(engine: &mut dyn Player, id: &str) -> Result<Value, String> {
    reservation_of(engine, id)?.map_or(Ok(Value::Null), |reservation| json_of(&reservation))
}

/// The reservation of an id.
pub(super) fn reservation_of(engine: &mut dyn Player, id: &str) -> Result<Option<Arc<Reservation>>, String> {
    let Page::Reservations { reservations } = engine.query(&Query::Reservations { after: None, limit: ALL }).map_err(text)? else {
        return Err("the storage answered another page than that of reservations".to_owned());
    };
    Ok(reservations.into_iter().find(|reservation| reservation.id.as_str() == id))
}

/// A paper: what it says, with its version and due time beside.
fn find_document(engine: &mut dyn Player, kind: &str, id: &str) -> Result<Value, String> {
    let kind = DocumentKind::named(kind).ok_or_else(|| format!("`{kind}` is no kind of paper"))?;
    let Page::Documents { documents } = engine.query(&Query::Documents { kind, about: None, after: None, limit: ALL }).map_err(text)?
    else {
        return Err("the storage answered another page than that of papers".to_owned());
    };
    let found = documents.into_iter().find(|document| document.id.as_str() == id);
    found.map_or(Ok(Value::Null), |document| {
        let mut view = json_of(&document.body)?;
        view["version"] = Value::from(document.version);
        view["due_at"] = json_of(&document.due_at)?;
        Ok(view)
    })
}

/// The serial numbers of a SKU at a location, in their order, page by page.
fn serials_at(engine: &mut dyn Player, at: &SerialsAt, limit: u32) -> Result<Value, String> {
    let (sku, location) = (Sku::new(&at.sku).map_err(text)?, LocationId::new(&at.location).map_err(text)?);
    let about = shelf_id(&sku, &location).map(Subject::Serials);
    let (mut found, mut after) = (Vec::new(), None);
    loop {
        let query = Query::Documents { kind: DocumentKind::Serial, about: about.clone(), after, limit };
        let Page::Documents { documents } = engine.query(&query).map_err(text)? else {
            return Err("the storage answered another page than that of papers".to_owned());
        };
        for document in &documents {
            let DocumentBody::Serial(serial) = &document.body else { return Err("a serial number is a paper of its kind".to_owned()) };
            found.push(Value::from(serial.number.as_str()));
        }
        after = documents.last().map(|document| document.id.clone());
        if documents.len() < usize::try_from(limit).unwrap_or(usize::MAX) {
            return Ok(Value::Array(found));
        }
    }
}

fn count_movements(engine: &mut dyn Player, sku: &str) -> Result<Value, String> {
    let query = Query::Movements { sku: Sku::new(sku).map_err(text)?, location: None, before: None, limit: ALL };
    let Page::Movements { movements, .. } = engine.query(&query)? else {
        return Err("the storage answered another page than that of movements".to_owned());
    };
    Ok(Value::from(movements.len()))
}

fn list_orders(engine: &mut dyn Player, filter: &Value, limit: u32) -> Result<Value, String> {
    let filter: Box<OrderFilter> = serde_json::from_value(filter.clone()).map_err(text)?;
    let mut found = Vec::new();
    let mut after = None;
    loop {
        let query = Query::Orders { filter: filter.clone(), after, limit };
        let Page::Orders { orders, next } = engine.query(&query)? else {
            return Err("the storage answered another page than that of orders".to_owned());
        };
        found.extend(orders.iter().map(|order| Value::from(order.id.as_str())));
        if next.is_none() || orders.is_empty() {
            return Ok(Value::Array(found));
        }
        after = next;
    }
}

fn count_orders(engine: &mut dyn Player, axis: &str) -> Result<BTreeMap<String, u64>, String> {
    let axis = serde_json::from_value(Value::from(axis)).map_err(text)?;
    let query = Query::OrderCounts { axis, filter: Box::default() };
    let Page::OrderCounts { counts } = engine.query(&query)? else {
        return Err("the storage answered another page than that of counts".to_owned());
    };
    Ok(counts.into_iter().map(|count| (count.status, count.orders)).collect())
}

/// All records that may name a person, and the log, as text.
fn everything(engine: &mut dyn Player) -> Result<String, String> {
    let lists = [
        Query::Log { after: 0, limit: ALL },
        Query::AllOrders { after: None, limit: ALL },
        Query::Reservations { after: None, limit: ALL },
        Query::Settings,
    ];
    let papers = DocumentKind::ALL.into_iter().filter(|kind| kind.is_paper());
    let papers = papers.map(|kind| Query::Documents { kind, about: None, after: None, limit: ALL });
    let pages = lists.into_iter().chain(papers).map(|query| json_of(&engine.query(&query)?).map(|page| page.to_string()));
    pages.collect()
}

/// The digest of the state, as a text.
pub(super) fn digest(engine: &mut dyn Player) -> Result<String, String> {
    engine.digest()
}

/// Every order, by the way that lists of them are read.
pub(super) fn all_orders(engine: &mut dyn Player) -> Result<(), String> {
    list_orders(engine, &Value::Object(serde_json::Map::new()), ALL).map(drop)
}

/// What the audit finds, one line a difference.
pub(super) fn audit(engine: &mut dyn Player) -> Result<Vec<String>, String> {
    let report = engine.audit()?;
    Ok(report.differences.iter().map(|difference| format!("audit: {difference}")).collect())
}

/// The log: every command that took effect, with what happened and every movement of stock.
pub(super) fn log(engine: &mut dyn Player) -> Result<Vec<Arc<LogEntry>>, String> {
    match engine.query(&Query::Log { after: 0, limit: ALL }).map_err(text)? {
        Page::Log { entries } => Ok(entries.into_iter().map(|numbered| numbered.entry).collect()),
        _ => Err("the storage answered another page than that of the log".to_owned()),
    }
}

pub(super) fn text(error: impl std::fmt::Display) -> String {
    error.to_string()
}
