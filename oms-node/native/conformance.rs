//! The storage conformance suite for a storage written in JavaScript.
//!
//! The suite runs on the JavaScript thread and calls straight back, so such a storage answers at once, not with promises.

use napi::Result;
use napi::bindgen_prelude::{FnArgs, Function};
use napi_derive::napi;
use oms_wire::WireError;
use oms_wire::conformance::{self, HostStorage};

use crate::thrown;

/// What JavaScript is asked: the number of a storage, what to do with it, and a text; it answers a text.
type Asked = FnArgs<(u32, String, String)>;

/// The cases as a JSON list of name and what is checked.
#[napi(catch_unwind)]
pub(crate) fn conformance_cases() -> Result<String> {
    serde_json::to_string(conformance::cases()).map_err(|error| thrown(WireError::new("internal", error.to_string())))
}

/// Runs one case. `ask` is called with `open`, `load`, `commit` and `scan`; a commit answers `true` or `false`.
#[napi(catch_unwind)]
pub(crate) fn conformance_run(case: String, ask: Function<'_, Asked, String>) -> Result<()> {
    let mut opened = 0;
    let mut open = || {
        opened += 1;
        let storage = JavaScript { number: opened, ask: &ask };
        storage.ask("open", &[]).map(|_| storage)
    };
    conformance::run(&case, &mut open).map_err(thrown)
}

/// A storage that was opened by JavaScript.
struct JavaScript<'call> {
    number: u32,
    ask: &'call Function<'call, Asked, String>,
}

impl JavaScript<'_> {
    fn ask(&self, what: &str, text: &[u8]) -> std::result::Result<String, WireError> {
        let text = String::from_utf8_lossy(text).into_owned();
        let asked = FnArgs { data: (self.number, what.to_owned(), text) };
        self.ask.call(asked).map_err(|error| WireError::new("storage", error.reason.clone()))
    }
}

impl HostStorage for JavaScript<'_> {
    fn load(&mut self, wanted: &[u8]) -> std::result::Result<Vec<u8>, WireError> {
        self.ask("load", wanted).map(String::into_bytes)
    }

    fn commit(&mut self, changes: &[u8]) -> std::result::Result<bool, WireError> {
        match self.ask("commit", changes)?.as_str() {
            "true" => Ok(true),
            "false" => Ok(false),
            other => Err(WireError::new("storage", format!("a commit answers whether it was written, but `{other}` came"))),
        }
    }

    fn scan(&mut self, query: &[u8]) -> std::result::Result<Vec<u8>, WireError> {
        self.ask("scan", query).map(String::into_bytes)
    }
}
