//! Units given in place of others: what replaces what, and what units on their way back are taken to bring meanwhile.
//!
//! A replacement is a line of the order like any other: it is promised, shipped, returned and refunded as one. What makes it a
//! replacement is the record kept here, with the return (or the claim) whose units it takes the place of.
//!
//! ```text
//! offset = what units that are still to be refunded bring back,
//!          at most what the replacements cost, less what the return has brought back by now
//! ```
//!
//! While goods are under way the offset is taken off what the order costs, so that nobody pays twice. It never exceeds what the
//! replacements cost: money flows back only once the goods have been looked at and are refunded.

mod follow;
mod offset;
mod replacement;

use serde::{Deserialize, Serialize};

pub(crate) use follow::{follow, paid_values, reprice, settle};
pub use replacement::ReplacementLine;
pub(crate) use replacement::{Replaced, add};

use crate::order::{Order, Settled};
use crate::{Amount, LineId, Quantity};

/// What is given in exchange for the units of a return.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Exchange {
    /// When the replacements are sent.
    pub ships: ExchangeShipping,
    /// What replaces what.
    pub lines: Vec<Replacement>,
    /// What the return has been credited with since the exchange was agreed.
    #[serde(default, skip_serializing_if = "Amount::is_zero")]
    pub brought_back: Amount,
}

/// When replacements are sent.
#[derive(Clone, Copy, Debug, Default, Eq, Hash, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum ExchangeShipping {
    /// Once all that is expected back has been received, or is expected no more.
    #[default]
    OnReceipt,
    /// As soon as the return is approved.
    InAdvance,
}

impl ExchangeShipping {
    pub(crate) fn is_usual(&self) -> bool {
        *self == ExchangeShipping::OnReceipt
    }
}

/// A line that takes the place of units that come back, or never arrived.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Replacement {
    /// The line that was added.
    pub line: LineId,
    /// The line whose units it replaces, one for one; absent where it takes the place of the whole.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub replaces: Option<LineId>,
    /// How many units it was added with.
    pub quantity: Quantity,
    /// Whether it costs exactly what the units it replaces bring back, whatever that turns out to be.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub at_paid_value: bool,
    /// How many of the units it replaces have been refunded, and what they brought.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub settled: Option<Box<Settled>>,
}

impl Order {
    /// A line was given a price of its own: it does not follow what it replaces any more.
    pub(crate) fn keep_price(&mut self, line: &LineId) {
        for replacement in self.returns.iter_mut().filter_map(|entry| entry.exchange.as_mut()).flat_map(|exchange| &mut exchange.lines) {
            if &replacement.line == line {
                replacement.at_paid_value = false;
            }
        }
    }
}
