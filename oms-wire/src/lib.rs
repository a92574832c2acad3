//! The engine as every binding sees it: JSON in, JSON out, errors with codes, and nothing that can stop the host.
//!
//! A binding is a thin skin over three things:
//!
//! - [`Handle`]: an engine on a storage of ours, in memory or in a SQLite file. It may be shared between threads.
//! - [`HostEngine`] and [`Task`]: the same engine on a storage of the host's. A task says what to read or write next and is told
//!   what came of it; it never calls the host.
//! - [`WireError`]: a stable code, a sentence, and figures, for whatever goes wrong.
//!
//! A panic within the engine would be an error of ours: it is caught here, told as `internal`, and the host goes on.

#![forbid(unsafe_code)]

pub mod conformance;
mod derived;
mod error;
mod guard;
mod handle;
mod open;
mod stock_csv;
mod store;
mod task;
mod upload;

pub use derived::{derived, explain_cart_routing, explain_routing, journal, lint_routing_policy, passes, what_if_page};
pub use error::WireError;
pub use handle::Handle;
pub use open::OpenOptions;
pub use stock_csv::stock_rows;
pub use task::{HostEngine, Task};

/// The sentence of a refusal, from the refusal as it stands in an outcome.
///
/// ```
/// let sentence = oms_wire::sentence(br#"{"code": "unknown_order", "order": "o-1"}"#)?;
/// assert!(sentence.contains("o-1"));
/// # Ok::<(), oms_wire::WireError>(())
/// ```
pub fn sentence(rejection: &[u8]) -> Result<String, WireError> {
    let rejection: oms_core::Rejection = oms_core::input::read("rejection", rejection)?;
    Ok(rejection.to_string())
}

/// A text read into the types of the core and written again: equal values have equal bytes.
///
/// `kind` names what the text is: `commands`, `query`, `page`, `snapshot` or `what_if`; and, in a package that has the suite for
/// storages, which compares them, `outcomes`, `changes` or `availability`: nothing else reads what the core itself has answered.
pub fn canonical(kind: &str, text: &[u8]) -> Result<Vec<u8>, WireError> {
    fn again<T: serde::de::DeserializeOwned + serde::Serialize>(what: &'static str, text: &[u8]) -> Result<Vec<u8>, WireError> {
        error::json(&oms_core::input::read::<T>(what, text)?)
    }
    guard::caught(|| match kind {
        "commands" => again::<Vec<oms_core::Envelope>>("commands", text),
        #[cfg(feature = "conformance")]
        "outcomes" => again::<Vec<oms_core::Outcome>>("outcomes", text),
        "query" => again::<oms_core::query::Query>("query", text),
        "page" => again::<oms_core::query::Page>("page", text),
        "snapshot" => again::<oms_core::batch::Snapshot>("snapshot", text),
        #[cfg(feature = "conformance")]
        "changes" => again::<oms_core::batch::ChangeSet>("changes", text),
        #[cfg(feature = "conformance")]
        "availability" => again::<Vec<oms_core::inventory::Availability>>("availability", text),
        #[cfg(not(feature = "conformance"))]
        "outcomes" | "changes" | "availability" => Err(conformance::not_built()),
        "what_if" => again::<oms_core::what_if::WhatIfRequest>("request", text),
        _ => Err(WireError::new("unknown_kind", format!("`{kind}` is no kind of text on the wire"))),
    })
}
