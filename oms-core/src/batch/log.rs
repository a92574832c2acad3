use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::command::Envelope;
use crate::event::Event;
use crate::inventory::Movement;
use crate::tagged;
use crate::{CommandId, Rejection};

/// What a command brought about. It is kept with the command, and answered again when the command is sent again.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Receipt {
    /// The command.
    pub command: CommandId,
    /// The version of the order it was about, after it: also where the order stayed as it was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub order_version: Option<u64>,
    /// What happened.
    pub events: Vec<Event>,
}

/// One applied command in the log: what was asked, what happened, and every unit of stock that moved.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct LogEntry {
    /// What was asked.
    pub envelope: Arc<Envelope>,
    /// What happened.
    pub receipt: Arc<Receipt>,
    /// Every unit of stock that moved.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub movements: Vec<Movement>,
    /// Whether personal data was taken out of it since: what was asked and what happened is told without.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub erased: bool,
}

tagged! {
by "status" of "Outcome";
/// The answer to one command.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Outcome {
    /// It took effect.
    Applied {
        /// What it brought about.
        receipt: Arc<Receipt>,
    },
    /// It took effect when it was first sent, and not again.
    AlreadyApplied {
        /// What it brought about then.
        receipt: Arc<Receipt>,
    },
    /// It was refused and left no trace.
    Refused {
        /// Why.
        rejection: Box<Rejection>,
    },
}
}

impl Outcome {
    /// What the command brought about, now or when it was first sent.
    pub fn receipt(&self) -> Result<&Receipt, &Rejection> {
        match self {
            Outcome::Applied { receipt } | Outcome::AlreadyApplied { receipt } => Ok(receipt),
            Outcome::Refused { rejection } => Err(rejection),
        }
    }

    /// What happened; nothing when it was refused.
    pub fn events(&self) -> &[Event] {
        self.receipt().map_or(&[], |receipt| &receipt.events)
    }
}
