//! Conditions: a stated part of CEL, the Common Expression Language, over the facts of an order.
//!
//! A condition is read once, checked against the types of the facts it names, and then asked of one order after the other. It is bounded
//! in length, depth and steps; it knows no floats, no clock and no state. See `docs/routing-policy.md` for what may be written.

mod check;
mod error;
mod eval;
mod facts;
mod lexer;
mod parser;
mod walk;

use std::sync::Arc;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use smol_str::SmolStr;

pub use error::{ConditionError, NoValue};
use eval::{Expr, Run};
pub(crate) use facts::path_of;
pub use facts::{Fact, Facts, Field, LINE, ORDER, Object, Scalar, Type, Value, paths};
pub(crate) use walk::Topics;

/// The longest text of a condition, in bytes.
pub const SOURCE_MAX: usize = 4_096;
/// How deep brackets, calls and operators may be nested.
pub const DEPTH_MAX: u32 = 48;
/// How many parts are looked at for one order before a condition has no value.
pub const STEPS_MAX: u32 = 100_000;

/// A condition on an order: its text, and what has been made of it.
///
/// It is read with its text, whatever that is; [`Condition::check`] tells whether it is one.
///
/// # Examples
/// ```
/// use oms_core::condition::Condition;
///
/// assert!(Condition::new("order.total >= 100 && 'vip' in order.tags").check().is_ok());
/// let error = Condition::new("order.chanel == 'web'").check().unwrap_err().to_string();
/// assert_eq!(error, "column 7: the order has no field `chanel`: did you mean `channel`?");
/// ```
#[derive(Clone, Debug)]
pub struct Condition {
    source: SmolStr,
    expr: Arc<Result<Expr, ConditionError>>,
}

impl Condition {
    /// Reads a text.
    pub fn new(source: &str) -> Condition {
        Condition { source: source.into(), expr: Arc::new(read(source).and_then(|node| check::condition(&node))) }
    }

    /// The text.
    pub fn source(&self) -> &str {
        &self.source
    }

    /// Whether the text is a condition.
    ///
    /// # Errors
    /// Fails with the column and what to write instead.
    pub fn check(&self) -> Result<(), &ConditionError> {
        self.expr.as_ref().as_ref().map(drop)
    }

    /// Whether it holds. A text that is no condition holds of nothing.
    ///
    /// # Errors
    /// Fails if a sum is too large, too much had to be looked at, or it rests on what is not known yet.
    pub fn holds(&self, facts: &dyn Facts) -> Result<bool, NoValue> {
        match self.expr.as_ref() {
            Ok(expr) => Run::new(facts, STEPS_MAX).bool(expr),
            Err(_) => Ok(false),
        }
    }

    /// What it speaks of, to find orders on either side of it.
    pub(crate) fn topics(&self) -> Topics {
        self.expr.as_ref().as_ref().map(Topics::of).unwrap_or_default()
    }
}

/// The value of an expression of any type, for one set of facts.
///
/// # Errors
/// Fails with why it is no expression, or has no value, in a sentence.
pub fn evaluate(source: &str, facts: &dyn Facts) -> Result<Value, String> {
    let expr = read(source).and_then(|node| check::expression(&node)).map_err(|error| error.to_string())?;
    Run::new(facts, STEPS_MAX).value(&expr).map_err(|error| error.to_string())
}

fn read(source: &str) -> Result<parser::Node, ConditionError> {
    if source.len() > SOURCE_MAX {
        return Err(ConditionError { column: 1, problem: format!("it is longer than {SOURCE_MAX} bytes: write several rules") });
    }
    parser::parse(source)
}

impl PartialEq for Condition {
    fn eq(&self, other: &Condition) -> bool {
        self.source == other.source
    }
}

impl Eq for Condition {}

impl Serialize for Condition {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.source)
    }
}

impl<'de> Deserialize<'de> for Condition {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Condition, D::Error> {
        Ok(Condition::new(&SmolStr::deserialize(deserializer)?))
    }
}
