//! Values as JSON texts: how they reach the core, and what hosts log, keep or send on.

use oms_core::{reader, writer};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::refusals::OmsError;
use crate::types::{
    AuditReport, Availability, AvailabilityQuery, Derived, Envelope, Order, Outcome, Page, Preview, Publication, PublicationQuery, Query,
    RegretQuery, Regrets, ReroutePlan, RerouteQuery, ShippingQuery, ShippingQuotes, SlotOffer, SlotQuery, WhatIfReport, WhatIfRequest,
};

pub(crate) fn write(value: &impl Serialize) -> Result<Vec<u8>, OmsError> {
    writer::to_vec(value).map_err(|error| internal(&error))
}

/// Reads what the core has written.
pub(crate) fn read<T: DeserializeOwned>(text: &[u8]) -> Result<T, OmsError> {
    let text = std::str::from_utf8(text).map_err(|error| internal(&error))?;
    reader::from_str(text).map_err(|error| internal(&error))
}

fn internal(error: &impl std::fmt::Display) -> OmsError {
    OmsError::Failed { code: "internal".to_owned(), told: format!("the types of this library do not fit its core: {error}") }
}

/// Reads what a host gives, after the core has checked it and written it again in its own form.
fn read_checked<T: DeserializeOwned>(kind: &str, text: &str) -> Result<T, OmsError> {
    read(&oms_wire::canonical(kind, text.as_bytes())?)
}

fn text(value: &impl Serialize) -> Result<String, OmsError> {
    writer::to_string(value).map_err(|error| internal(&error))
}

/// Reads a list of commands from JSON.
#[uniffi::export]
pub fn commands_from_json(json: &str) -> Result<Vec<Envelope>, OmsError> {
    read_checked("commands", json)
}

/// Writes a list of commands as JSON.
#[uniffi::export]
pub fn commands_to_json(commands: Vec<Envelope>) -> Result<String, OmsError> {
    text(&commands)
}

/// Writes a list of outcomes as JSON.
#[uniffi::export]
pub fn outcomes_to_json(outcomes: Vec<Outcome>) -> Result<String, OmsError> {
    text(&outcomes)
}

/// Writes a preview as JSON.
#[uniffi::export]
pub fn preview_to_json(preview: Preview) -> Result<String, OmsError> {
    text(&preview)
}

/// Reads a query from JSON.
#[uniffi::export]
pub fn query_from_json(json: &str) -> Result<Query, OmsError> {
    read_checked("query", json)
}

/// Writes a page as JSON.
#[uniffi::export]
pub fn page_to_json(page: Page) -> Result<String, OmsError> {
    text(&page)
}

/// Reads an order from JSON.
#[uniffi::export]
pub fn order_from_json(json: &str) -> Result<Order, OmsError> {
    reader::from_str(json).map_err(|error| invalid("order", &error))
}

/// Writes an order as JSON.
#[uniffi::export]
pub fn order_to_json(order: Order) -> Result<String, OmsError> {
    text(&order)
}

/// Reads a query for availability from JSON.
#[uniffi::export]
pub fn availability_query_from_json(json: &str) -> Result<AvailabilityQuery, OmsError> {
    reader::from_str(json).map_err(|error| invalid("query", &error))
}

/// Writes availabilities as JSON.
#[uniffi::export]
pub fn availability_to_json(availability: Vec<Availability>) -> Result<String, OmsError> {
    text(&availability)
}

/// Reads a query for slots from JSON.
#[uniffi::export]
pub fn slot_query_from_json(json: &str) -> Result<SlotQuery, OmsError> {
    serde_json::from_str(json).map_err(|error| invalid("query", &error))
}

/// Writes slots as JSON.
#[uniffi::export]
pub fn slots_to_json(slots: Vec<SlotOffer>) -> Result<String, OmsError> {
    text(&slots)
}

/// Reads a query for what a channel is to be told from JSON.
#[uniffi::export]
pub fn publication_query_from_json(json: &str) -> Result<PublicationQuery, OmsError> {
    reader::from_str(json).map_err(|error| invalid("query", &error))
}

/// Writes what a channel is to be told as JSON.
#[uniffi::export]
pub fn publication_to_json(publication: Publication) -> Result<String, OmsError> {
    text(&publication)
}

/// Reads a query for how orders would best be sent from JSON.
#[uniffi::export]
pub fn reroute_query_from_json(json: &str) -> Result<RerouteQuery, OmsError> {
    reader::from_str(json).map_err(|error| invalid("query", &error))
}

/// Reads a query for what it would cost to ship from other locations from JSON.
#[uniffi::export]
pub fn regret_query_from_json(json: &str) -> Result<RegretQuery, OmsError> {
    reader::from_str(json).map_err(|error| invalid("query", &error))
}

/// Writes how orders would best be sent as JSON.
#[uniffi::export]
pub fn reroute_plan_to_json(plan: ReroutePlan) -> Result<String, OmsError> {
    text(&plan)
}

/// Writes what it would cost to ship from other locations as JSON.
#[uniffi::export]
pub fn regrets_to_json(regrets: Regrets) -> Result<String, OmsError> {
    text(&regrets)
}

/// Reads a query for what it costs to send goods from JSON.
#[uniffi::export]
pub fn shipping_query_from_json(json: &str) -> Result<ShippingQuery, OmsError> {
    reader::from_str(json).map_err(|error| invalid("query", &error))
}

/// Writes what it costs to send goods as JSON.
#[uniffi::export]
pub fn shipping_to_json(shipping: ShippingQuotes) -> Result<String, OmsError> {
    text(&shipping)
}

/// Reads a request for a what-if from JSON.
#[uniffi::export]
pub fn what_if_request_from_json(json: &str) -> Result<WhatIfRequest, OmsError> {
    read_checked("what_if", json)
}

/// Writes the report of a what-if as JSON.
#[uniffi::export]
pub fn what_if_report_to_json(report: WhatIfReport) -> Result<String, OmsError> {
    text(&report)
}

/// Writes what is worked out from an order as JSON.
#[uniffi::export]
pub fn derived_to_json(derived: Derived) -> Result<String, OmsError> {
    text(&derived)
}

/// Writes the report of an audit as JSON.
#[uniffi::export]
pub fn audit_to_json(report: AuditReport) -> Result<String, OmsError> {
    text(&report)
}

fn invalid(what: &str, error: &serde_json::Error) -> OmsError {
    OmsError::Input {
        code: "invalid_input".to_owned(),
        told: format!("{what} is not accepted: {error}"),
        figures: std::collections::HashMap::new(),
    }
}
