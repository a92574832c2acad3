//! The engine as a native module of Node: JSON texts in, JSON texts out.
//!
//! Nothing here knows a domain type. The package around this module parses and writes the texts and has the types; what goes
//! wrong is thrown as an error whose message is the JSON of a [`WireError`], which the package turns into classes.
//!
//! What is asked for seldom is asked for by its name: a function of its own is some kilobytes of glue.
//!
//! Every function that Node calls catches panics, since one that gets as far as Node ends the process.

mod batch;
mod conformance;
mod engine;
mod hosted;

use napi::{Error, Result, Status};
use napi_derive::napi;
use oms_wire::WireError;

/// What follows from a text alone, by its name.
#[napi(catch_unwind)]
pub fn work_out(what: String, text: String) -> Result<String> {
    let text = text.as_bytes();
    match what.as_str() {
        "derived" => answered(oms_wire::derived(text)),
        "journal" => answered(oms_wire::journal(text)),
        "explain_routing" => answered(oms_wire::explain_routing(text)),
        "explain_cart_routing" => answered(oms_wire::explain_cart_routing(text)),
        "lint_routing_policy" => answered(oms_wire::lint_routing_policy(text)),
        "what_if_page" => oms_wire::what_if_page(text).map_err(thrown),
        "sentence" => oms_wire::sentence(text).map_err(thrown),
        _ => Err(thrown(unknown(&what))),
    }
}

/// Whether an `Order` passes an `OrderFilter`.
#[napi(catch_unwind)]
pub fn passes(filter: String, order: String) -> Result<bool> {
    oms_wire::passes(filter.as_bytes(), order.as_bytes()).map_err(thrown)
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

/// The package has asked for what this module does not know.
fn unknown(what: &str) -> WireError {
    WireError::new("internal", format!("the native module knows no `{what}`: install the package again"))
}

/// An error as it is thrown: the package reads code and figures from its message.
fn thrown(error: WireError) -> Error {
    Error::new(Status::GenericFailure, error.json())
}
