//! The engine as a native module of Node: JSON texts in, JSON texts out.
//!
//! Nothing here knows a domain type. The package around this module parses and writes the texts and has the types; what goes
//! wrong is thrown as an error whose message is the JSON of a [`WireError`], which the package turns into classes.
//!
//! Every function that Node calls catches panics, since one that gets as far as Node ends the process.

mod batch;
mod conformance;
mod engine;
mod hosted;

use napi::{Error, Result, Status};
use napi_derive::napi;
use oms_wire::WireError;

/// The `Derived` of an `Order`.
#[napi(catch_unwind)]
pub fn derived(order: String) -> Result<String> {
    answered(oms_wire::derived(order.as_bytes()))
}

/// The `Journal` of an `Order`.
#[napi(catch_unwind)]
pub fn journal(order: String) -> Result<String> {
    answered(oms_wire::journal(order.as_bytes()))
}

/// The `RoutingExplanation` of an `Order`.
#[napi(catch_unwind)]
pub fn explain_routing(order: String) -> Result<String> {
    answered(oms_wire::explain_routing(order.as_bytes()))
}

/// The `LintReport` on a `LintRequest`.
#[napi(catch_unwind)]
pub fn lint_routing_policy(request: String) -> Result<String> {
    answered(oms_wire::lint_routing_policy(request.as_bytes()))
}

/// A `WhatIfReport` as one page of HTML.
#[napi(catch_unwind)]
pub fn what_if_page(report: String) -> Result<String> {
    oms_wire::what_if_page(report.as_bytes()).map_err(thrown)
}

/// Whether an `Order` passes an `OrderFilter`.
#[napi(catch_unwind)]
pub fn passes(filter: String, order: String) -> Result<bool> {
    oms_wire::passes(filter.as_bytes(), order.as_bytes()).map_err(thrown)
}

/// The sentence of a `Rejection`.
#[napi(catch_unwind)]
pub fn sentence(rejection: String) -> Result<String> {
    oms_wire::sentence(rejection.as_bytes()).map_err(thrown)
}

/// A text of the named kind as the core writes it: equal values have equal texts.
#[napi(catch_unwind)]
pub fn canonical(kind: String, text: String) -> Result<String> {
    answered(oms_wire::canonical(&kind, text.as_bytes()))
}

/// The version of this module; that of the package around it must be the same.
#[napi(catch_unwind)]
pub fn version() -> String {
    env!("CARGO_PKG_VERSION").to_owned()
}

/// An answer of the engine as the text that Node gets.
fn answered(answer: std::result::Result<Vec<u8>, WireError>) -> Result<String> {
    let text = String::from_utf8(answer.map_err(thrown)?);
    text.map_err(|error| thrown(WireError::new("internal", format!("an answer is no text: {error}"))))
}

/// An error as it is thrown: the package reads code and figures from its message.
fn thrown(error: WireError) -> Error {
    Error::new(Status::GenericFailure, error.json())
}
