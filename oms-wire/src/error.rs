use std::fmt;

use oms_core::batch::SessionError;
use oms_core::consumer::ConsumerError;
use oms_core::what_if::WhatIfError;
use oms_core::{EngineError, InputError, writer};
use oms_storage::{GroupError, SqliteError};
use serde::Serialize;
use serde_json::{Map, Value};

/// What went wrong: a stable code, a sentence that says what to do, and figures.
///
/// A refused command is none: it is an outcome.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct WireError {
    code: String,
    message: String,
    #[serde(flatten)]
    figures: Map<String, Value>,
}

impl WireError {
    /// An error without figures.
    pub fn new(code: impl Into<String>, message: impl Into<String>) -> WireError {
        WireError { code: code.into(), message: message.into(), figures: Map::new() }
    }

    /// The stable code.
    pub fn code(&self) -> &str {
        &self.code
    }

    /// The sentence.
    pub fn message(&self) -> &str {
        &self.message
    }

    /// The error as a JSON object: `code`, `message`, and the figures of its kind.
    pub fn json(&self) -> String {
        writer::to_string(self).unwrap_or_else(|_| format!(r#"{{"code":"{}","message":""}}"#, self.code))
    }

    /// The engine has been closed.
    pub(crate) fn closed() -> WireError {
        WireError::new("closed", "the engine has been closed: open it again")
    }
}

impl fmt::Display for WireError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.message)
    }
}

impl std::error::Error for WireError {}

impl From<InputError> for WireError {
    fn from(error: InputError) -> WireError {
        let mut figures = match value(&error) {
            Value::Object(figures) => figures,
            _ => Map::new(),
        };
        figures.remove("code");
        WireError { code: error.code().to_owned(), message: error.to_string(), figures }
    }
}

impl From<SessionError> for WireError {
    fn from(error: SessionError) -> WireError {
        WireError::new(error.code(), error.to_string())
    }
}

impl From<WhatIfError> for WireError {
    fn from(error: WhatIfError) -> WireError {
        let mut figures = Map::new();
        let rejection = match &error {
            WhatIfError::ChangeRefused { place, rejection, .. } => {
                figures.insert("place".to_owned(), Value::from(*place));
                Some(rejection)
            }
            WhatIfError::ReplayRefused { number, rejection } => {
                figures.insert("number".to_owned(), Value::from(*number));
                Some(rejection)
            }
            WhatIfError::StockRefused { rejection, .. } => Some(rejection),
            _ => None,
        };
        if let Some(rejection) = rejection {
            figures.insert("rejection".to_owned(), value(rejection));
        }
        WireError { figures, ..WireError::new(error.code(), error.to_string()) }
    }
}

impl From<ConsumerError> for WireError {
    fn from(error: ConsumerError) -> WireError {
        let mut figures = Map::new();
        let figure = match &error {
            ConsumerError::Moved { position, .. } => Some(("position", *position)),
            ConsumerError::BeyondLog { log_end, .. } => Some(("log_end", *log_end)),
            _ => None,
        };
        if let Some((name, number)) = figure {
            figures.insert(name.to_owned(), Value::from(number));
        }
        WireError { figures, ..WireError::new(error.code(), error.to_string()) }
    }
}

impl From<SqliteError> for WireError {
    fn from(error: SqliteError) -> WireError {
        WireError::new(error.code(), error.to_string())
    }
}

impl From<GroupError<WireError>> for WireError {
    fn from(error: GroupError<WireError>) -> WireError {
        match error {
            GroupError::Engine(error) => error,
            GroupError::QueueFull { .. } => WireError::new("queue_full", error.to_string()),
            GroupError::Abandoned => WireError::new("internal", error.to_string()),
        }
    }
}

impl From<std::convert::Infallible> for WireError {
    fn from(error: std::convert::Infallible) -> WireError {
        match error {}
    }
}

impl<E: std::error::Error + Into<WireError> + 'static> From<EngineError<E>> for WireError {
    fn from(error: EngineError<E>) -> WireError {
        match error {
            EngineError::Storage(error) => error.into(),
            EngineError::Session(error) => error.into(),
            EngineError::WhatIf(error) => error.into(),
            EngineError::Consumer(error) => error.into(),
        }
    }
}

/// Figures as they are told. By way of a text: they are written as texts anyway, and a second way of writing them would be as large.
fn value(figures: &impl Serialize) -> Value {
    writer::to_string(figures).ok().and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default()
}

/// Bytes that hold the answer to a captured order of some lines: it is written without growing.
const USUAL_ANSWER: usize = 1024;

/// A value as JSON.
pub(crate) fn json(value: &impl Serialize) -> Result<Vec<u8>, WireError> {
    let mut text = Vec::with_capacity(USUAL_ANSWER);
    match writer::append(&mut text, value) {
        Ok(()) => Ok(text),
        Err(error) => Err(WireError::new("internal", format!("an answer could not be written as JSON: {error}"))),
    }
}
