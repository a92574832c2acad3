//! What goes wrong, as an error with a code.

use std::collections::HashMap;
use std::fmt;

use oms_wire::WireError;

use crate::refusals::{INPUT_CODES, OmsError};
use crate::texts;
use crate::types::Rejection;

#[uniffi::export]
impl OmsError {
    /// The stable code, the same in every language.
    pub fn code(&self) -> String {
        self.stable_code().to_owned()
    }

    /// What happened and what to do, as a sentence for people.
    pub fn sentence(&self) -> String {
        self.to_string()
    }
}

impl fmt::Display for OmsError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            OmsError::Input { told, .. } | OmsError::Failed { told, .. } => formatter.write_str(told),
            OmsError::Closed => formatter.write_str("the engine has been closed: open it again"),
            refused => match refused.clone().into_rejection() {
                Some(rejection) => formatter.write_str(&sentence(&rejection)),
                None => formatter.write_str(refused.stable_code()),
            },
        }
    }
}

/// The sentence of a rejection; its code where it has none.
pub(crate) fn sentence(rejection: &Rejection) -> String {
    let told = texts::write(rejection).and_then(|text| Ok(oms_wire::sentence(&text)?));
    told.unwrap_or_else(|error| error.stable_code().to_owned())
}

impl std::error::Error for OmsError {}

impl From<WireError> for OmsError {
    fn from(error: WireError) -> OmsError {
        let (code, told) = (error.code().to_owned(), error.message().to_owned());
        if code == "closed" {
            return OmsError::Closed;
        }
        if INPUT_CODES.contains(&code.as_str()) {
            return OmsError::Input { code, told, figures: figures(&error) };
        }
        OmsError::Failed { code, told }
    }
}

/// The members of an error beside its code and sentence.
fn figures(error: &WireError) -> HashMap<String, String> {
    let Ok(serde_json::Value::Object(members)) = serde_json::from_str(&error.json()) else { return HashMap::new() };
    let figures = members.into_iter().filter(|(name, _)| name != "code" && name != "message");
    figures.map(|(name, value)| (name, value.as_str().map_or_else(|| value.to_string(), str::to_owned))).collect()
}

impl OmsError {
    /// An instant that has no place in the calendar of the core.
    pub(crate) fn no_instant() -> OmsError {
        OmsError::Input {
            code: "invalid_input".to_owned(),
            told: "an instant is not accepted: those of the years 1 to 9999 are".to_owned(),
            figures: HashMap::new(),
        }
    }

    /// The same error for the engine, where a storage of the host's has thrown it.
    pub(crate) fn into_wire(self) -> WireError {
        WireError::new(self.stable_code(), self.to_string())
    }
}

/// A storage of the host's threw something that is none of these errors.
impl From<uniffi::UnexpectedUniFFICallbackError> for OmsError {
    fn from(error: uniffi::UnexpectedUniFFICallbackError) -> OmsError {
        // The rest would be a stack trace.
        let told = error.reason.lines().next().unwrap_or_default().to_owned();
        OmsError::Failed { code: "storage".to_owned(), told: format!("the storage of the host failed: {told}") }
    }
}
