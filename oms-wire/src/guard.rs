//! Nothing that goes wrong within the engine stops the program it lives in.

use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::WireError;

/// Runs work of ours; a panic becomes the error `internal`.
///
/// What the work has changed by then is whole: a batch is decided on records of its own and committed in one piece.
pub(crate) fn caught<T>(work: impl FnOnce() -> Result<T, WireError>) -> Result<T, WireError> {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|panic| {
        let said = panic.downcast_ref::<&str>().map(|text| (*text).to_owned()).or_else(|| panic.downcast_ref::<String>().cloned());
        let said = said.unwrap_or_else(|| "it left no word".to_owned());
        Err(WireError::new(
            "internal",
            format!("the engine met an error of its own, and nothing was written: report it with its words: {said}"),
        ))
    })
}
