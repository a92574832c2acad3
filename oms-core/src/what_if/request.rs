//! What is asked.

use serde::{Deserialize, Serialize};

use super::WhatIfError;
use crate::command::Command;
use crate::{LocationId, OrderId, Timestamp};

/// The most changes that a what-if may try.
pub const CHANGES_MAX: usize = 8_192;

/// The most orders that a report lists.
pub const LISTED_MAX: u32 = 1_000;

/// The most that stock may be multiplied by, in percent.
const PERCENT_MAX: u32 = 100_000;

/// Asks what would have come of a recorded period with some changes.
#[derive(Clone, Debug, Default, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub struct WhatIfRequest {
    /// When the changes take effect: with the first command of the log at this instant or later. Absent: with the first sale.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub since: Option<Timestamp>,
    /// Where the period ends: before the first command of it at this instant or later. Absent: with the log.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub until: Option<Timestamp>,
    /// Other stock than there was at `since`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stock: Option<WhatIfStock>,
    /// Commands that one of the two copies gets at `since`, in this order, after `stock`.
    ///
    /// Settings and items that they put are not put anew by the log in the period.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub changes: Vec<Command>,
    /// Lists only orders with ids after this one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after: Option<OrderId>,
    /// The most orders to list; absent means 100, and more than 1,000 count as that.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limit: Option<u32>,
}

/// Other stock than there was: what is available, in percent of it.
///
/// Items whose serial numbers are captured at receipt keep what they have.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct WhatIfStock {
    /// Percent of what is available, rounded down: 200 is twice as much, 0 is nothing.
    pub percent: u32,
    /// Only at this location; absent means everywhere.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub location: Option<LocationId>,
}

impl WhatIfRequest {
    /// Whether it is within its bounds.
    pub fn check(&self) -> Result<(), WhatIfError> {
        if self.changes.len() > CHANGES_MAX {
            return Err(WhatIfError::TooManyChanges { changes: self.changes.len() });
        }
        if let (Some(since), Some(until)) = (self.since, self.until)
            && until <= since
        {
            return Err(WhatIfError::PeriodEmpty { since, until });
        }
        match &self.stock {
            Some(stock) if stock.percent > PERCENT_MAX => Err(WhatIfError::PercentTooLarge { percent: stock.percent, limit: PERCENT_MAX }),
            _ => Ok(()),
        }
    }

    /// How many orders are listed at most.
    pub(super) fn listed(&self) -> usize {
        usize::try_from(self.limit.unwrap_or(100).min(LISTED_MAX)).unwrap_or_default()
    }
}
