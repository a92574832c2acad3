//! Commands from outside, as JSON: bounded before they are read, and refused with a code that says what to do.

use std::cell::Cell;
use std::fmt;
use std::sync::Arc;

use serde::de::{DeserializeSeed, IgnoredAny, SeqAccess, Visitor};
use serde::{Deserializer, Serialize};

use crate::Rejection;
use crate::batch::BATCH_MAX;
use crate::command::Envelope;
use crate::reader::{self, Reader};

/// The longest JSON text of one command, in bytes. An order of 10,000 lines fits.
pub const COMMAND_BYTES_MAX: usize = 4 << 20;

/// The longest JSON text of a batch, in bytes.
pub const BATCH_BYTES_MAX: usize = 64 << 20;

/// The deepest nesting of objects and lists accepted. Commands need less than a third of it, anything else less than half.
pub const DEPTH_MAX: usize = 32;

/// The longest part of a problem that is told, in characters: it may quote what was sent.
const PROBLEM_MAX: usize = 300;

/// Why a text is no command. Nothing of it was carried out.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, thiserror::Error)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum InputError {
    /// The text is longer than any accepted.
    #[error("the text has {bytes} bytes, and at most {limit} are accepted: send smaller batches or commands")]
    InputTooLarge {
        /// How long it is, in bytes.
        bytes: usize,
        /// How long it may be.
        limit: usize,
    },
    /// Objects and lists are nested deeper than any command needs.
    #[error("objects and lists are nested more than {limit} deep: send commands as they are documented")]
    InputTooDeep {
        /// How deep they may be.
        limit: usize,
    },
    /// The text is no JSON.
    #[error("line {line}, column {column}: the text is no JSON: {problem}")]
    MalformedJson {
        /// The line, counted from 1.
        line: usize,
        /// The column, counted from 1.
        column: usize,
        /// What is wrong there.
        problem: String,
    },
    /// The JSON is not what it was to be: a field is unknown, missing, or of another kind.
    #[error("{what} (up to line {line}, column {column}) is not accepted: {problem}")]
    InvalidInput {
        /// What it was to be, such as a query.
        what: String,
        /// The line at which reading it ended, counted from 1.
        line: usize,
        /// The column at which reading it ended, counted from 1.
        column: usize,
        /// What is wrong with it, and what is accepted.
        problem: String,
    },
    /// The JSON is no command: a field is unknown, missing, or of another kind.
    #[error("command {place} (up to line {line}, column {column}) is not accepted: {problem}")]
    InvalidCommand {
        /// Its place in the batch, counted from 0.
        place: usize,
        /// The line at which reading it ended, counted from 1.
        line: usize,
        /// The column at which reading it ended, counted from 1.
        column: usize,
        /// What is wrong with it, and what is accepted.
        problem: String,
    },
}

impl InputError {
    /// The stable code, as on the wire.
    pub const fn code(&self) -> &'static str {
        match self {
            InputError::InputTooLarge { .. } => "input_too_large",
            InputError::InputTooDeep { .. } => "input_too_deep",
            InputError::MalformedJson { .. } => "malformed_json",
            InputError::InvalidInput { .. } => "invalid_input",
            InputError::InvalidCommand { .. } => "invalid_command",
        }
    }
}

impl Envelope {
    /// Reads one command.
    ///
    /// ```
    /// use oms_core::Envelope;
    ///
    /// let error = Envelope::from_json(br#"{"id": "1"}"#).unwrap_err();
    /// assert_eq!(error.code(), "invalid_command");
    /// ```
    pub fn from_json(text: &[u8]) -> Result<Envelope, InputError> {
        let text = checked(text, COMMAND_BYTES_MAX)?;
        reader::from_str(text).map_err(|error| told(text, &error, 0))
    }

    /// Reads a list of commands. One that is not accepted stops all of them: its place is told.
    pub fn batch_from_json(text: &[u8]) -> Result<Vec<Arc<Envelope>>, InputError> {
        let text = checked(text, BATCH_BYTES_MAX)?;
        let read = Cell::new(0);
        let mut json = serde_json::Deserializer::from_str(text);
        let batch = Commands { read: &read }.deserialize(Reader(&mut json));
        batch.and_then(|batch| json.end().map(|()| batch)).map_err(|error| told(text, &error, read.get()))
    }
}

/// Reads anything else on the wire: queries, and what hosts with storages of their own answer.
///
/// ```
/// use oms_core::{input, query::Query};
///
/// let query: Query = input::read("query", br#"{"type": "log", "after": 0, "limit": 50}"#)?;
/// assert_eq!(query, Query::Log { after: 0, limit: 50 });
/// # Ok::<(), oms_core::InputError>(())
/// ```
pub fn read<T: serde::de::DeserializeOwned>(what: &'static str, text: &[u8]) -> Result<T, InputError> {
    let text = checked(text, BATCH_BYTES_MAX)?;
    reader::from_str(text).map_err(|error| match told(text, &error, 0) {
        InputError::InvalidCommand { line, column, problem, .. } => {
            InputError::InvalidInput { what: what.to_owned(), line, column, problem }
        }
        error => error,
    })
}

/// A text of a command is at most so long.
pub(crate) fn check_text(field: &str, text: &str, bytes_max: usize) -> Result<(), Rejection> {
    if text.len() > bytes_max {
        return Err(Rejection::field(field, format!("give at most {bytes_max} bytes")));
    }
    Ok(())
}

/// A list of a command is at most so long.
pub(crate) fn check_list<T>(field: &str, list: &[T], entries_max: usize) -> Result<(), Rejection> {
    if list.len() > entries_max {
        return Err(Rejection::field(field, format!("name at most {entries_max}")));
    }
    Ok(())
}

/// Checks size and encoding without reading anything into memory.
fn checked(text: &[u8], limit: usize) -> Result<&str, InputError> {
    if text.len() > limit {
        return Err(InputError::InputTooLarge { bytes: text.len(), limit });
    }
    std::str::from_utf8(text).map_err(|error| no_text(text, error.valid_up_to()))
}

/// Whether objects and lists are nested deeper than any command needs. Brackets within texts are none.
///
/// No type is so deep, and none holds itself, so that only what could not be read has to be looked at.
fn is_too_deep(text: &[u8]) -> bool {
    let mut depth = 0_usize;
    let mut bytes = text.iter();
    while let Some(byte) = bytes.next() {
        match byte {
            b'"' => skip_text(&mut bytes),
            b'{' | b'[' if depth == DEPTH_MAX => return true,
            b'{' | b'[' => depth += 1,
            b'}' | b']' => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    false
}

/// Goes behind the end of a text that has begun before. What a backslash stands before does not end it.
///
/// Byte by byte: most are shorter than what it takes to begin with more of them at once.
fn skip_text(bytes: &mut std::slice::Iter<'_, u8>) {
    while let Some(byte) = bytes.next() {
        match byte {
            b'"' => return,
            b'\\' => _ = bytes.next(),
            _ => {}
        }
    }
}

/// What is wrong with bytes that are no UTF-8.
fn no_text(text: &[u8], valid: usize) -> InputError {
    let before = text.get(..valid).unwrap_or(text);
    let line = before.iter().filter(|byte| **byte == b'\n').count() + 1;
    let column = before.iter().rev().take_while(|byte| **byte != b'\n').count() + 1;
    InputError::MalformedJson { line, column, problem: "the bytes here are no UTF-8".to_owned() }
}

fn told(text: &str, error: &serde_json::Error, place: usize) -> InputError {
    if is_too_deep(text.as_bytes()) {
        return InputError::InputTooDeep { limit: DEPTH_MAX };
    }
    // Reading ends at the first value that does not fit: what follows may be no JSON, and that is told first.
    let malformed = error.is_data().then(|| serde_json::from_str::<IgnoredAny>(text).err()).flatten();
    let error = malformed.as_ref().unwrap_or(error);
    let (line, column) = (error.line(), error.column());
    let told = error.to_string();
    // The position is told apart.
    let problem = told.rsplit_once(" at line ").map_or(told.as_str(), |(problem, _)| problem);
    let mut problem: String = problem.chars().take(PROBLEM_MAX).collect();
    if problem.len() < told.len() && problem.chars().count() == PROBLEM_MAX {
        problem.push_str(" ...");
    }
    if error.is_data() {
        InputError::InvalidCommand { place, line, column, problem }
    } else {
        InputError::MalformedJson { line, column, problem }
    }
}

/// Reads a list of commands and counts those that were accepted.
struct Commands<'a> {
    read: &'a Cell<usize>,
}

impl<'de> DeserializeSeed<'de> for Commands<'_> {
    type Value = Vec<Arc<Envelope>>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for Commands<'_> {
    type Value = Vec<Arc<Envelope>>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a list of commands")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Self::Value, A::Error> {
        let mut batch = Vec::new();
        while let Some(envelope) = list.next_element()? {
            if batch.len() == BATCH_MAX {
                return Err(serde::de::Error::custom(format_args!("a batch has at most {BATCH_MAX} commands: send several")));
            }
            batch.push(Arc::new(envelope));
            self.read.set(batch.len());
        }
        Ok(batch)
    }
}
