//! What a customer takes instead of what is not there, and what was given instead.

use serde::{Deserialize, Serialize};

use super::Line;
use crate::input::check_list;
use crate::{LineId, Quantity, Rejection, Sku};

/// Which items a customer takes instead of those of a line, if a picker does not find them.
#[derive(Clone, Debug, Default, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Substitution {
    /// Which.
    pub accepts: Accepts,
    /// The items, most welcome first; just where `accepts` is `listed`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub skus: Vec<Sku>,
    /// Whether the customer pays what the substitute costs where that is more, if `policies.substitution.may_cost_more` allows it. If
    /// not, it costs at most what the units it is given for would have cost.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub pays_more: bool,
}

/// Which items a customer takes instead.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Accepts {
    /// None: what is missing is canceled.
    #[default]
    None,
    /// Those that are listed.
    Listed,
    /// Any of the same `category`.
    SameCategory,
    /// Whatever the picker thinks comes nearest.
    BestMatch,
}

/// The units that a line was given for.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct SubstituteFor {
    /// The line they were on.
    pub line: LineId,
    /// How many of them it was given for.
    pub quantity: Quantity,
}

/// The most items that a line lists.
const LISTED_MAX: usize = 50;

impl Substitution {
    /// Refuses a list that is missing, needless or too long.
    pub(crate) fn check(&self, field: &str) -> Result<(), Rejection> {
        let skus = format!("{field}.skus");
        check_list(&skus, &self.skus, LISTED_MAX)?;
        match (self.accepts, self.skus.is_empty()) {
            (Accepts::Listed, true) => Err(Rejection::field(skus, "list at least one item, or accept `none`")),
            (Accepts::Listed, false) | (_, true) => Ok(()),
            (_, false) => Err(Rejection::field(skus, "items are listed where `accepts` is `listed`")),
        }
    }

    /// As it is kept with a line: none where nothing is accepted.
    pub(crate) fn kept(&self) -> Option<Box<Substitution>> {
        (self.accepts != Accepts::None).then(|| Box::new(self.clone()))
    }
}

impl Line {
    /// Which items the customer takes instead of its own.
    pub fn accepts(&self) -> Accepts {
        self.substitution.as_ref().map_or(Accepts::None, |wish| wish.accepts)
    }
}
