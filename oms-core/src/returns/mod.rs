//! What customers send back: asked for, approved, received, inspected, refunded.

mod eligibility;
mod progress;

pub(crate) mod approve_return;
pub(crate) mod cancel_return;
pub(crate) mod decline_return;
pub(crate) mod inspect_return;
pub(crate) mod receive_return;
pub(crate) mod refund_return;
pub(crate) mod request_return;

use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

pub use approve_return::ApproveReturn;
pub use cancel_return::CancelReturn;
pub use decline_return::DeclineReturn;
pub use eligibility::ReturnWindow;
pub use inspect_return::{Disposition, InspectReturn, InspectedUnits};
pub use receive_return::{ReceiveReturn, ReceivedUnits};
pub use refund_return::RefundReturn;
pub use request_return::{RequestReturn, ReturnRequestLine};

use crate::{Amount, LineId, LocationId, Quantity, ReturnId, Timestamp};

/// A return of delivered units.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Return {
    /// Its id, unique within the order.
    pub id: ReturnId,
    /// How far it has come.
    pub state: ReturnState,
    /// When it was asked for.
    pub requested_at: Timestamp,
    /// Where its units were received last, and wait to be inspected.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub location: Option<LocationId>,
    /// What comes back, by line.
    pub lines: Vec<ReturnLine>,
    /// What was kept of the credit as a fee.
    #[serde(default, skip_serializing_if = "Amount::is_zero")]
    pub fee: Amount,
    /// What was refunded for it.
    pub refunded: Amount,
    /// Why it was declined or canceled.
    #[serde(default, skip_serializing_if = "SmolStr::is_empty")]
    pub note: SmolStr,
}

/// Units of one line in a return.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ReturnLine {
    /// The line.
    pub line: LineId,
    /// Why the customer returns it.
    pub reason: ReturnReason,
    /// How many were asked for.
    pub requested: Quantity,
    /// How many of those are expected no more, since the return was called off and they have not come.
    #[serde(default, skip_serializing_if = "Quantity::is_none")]
    pub canceled: Quantity,
    /// How many have come back.
    #[serde(default, skip_serializing_if = "Quantity::is_none")]
    pub received: Quantity,
    /// How many of those went back on sale.
    #[serde(default, skip_serializing_if = "Quantity::is_none")]
    pub restocked: Quantity,
    /// How many of those were kept as damaged.
    #[serde(default, skip_serializing_if = "Quantity::is_none")]
    pub damaged: Quantity,
    /// How many of those were kept apart for another look.
    #[serde(default, skip_serializing_if = "Quantity::is_none")]
    pub quarantined: Quantity,
    /// How many of those were thrown away.
    #[serde(default, skip_serializing_if = "Quantity::is_none")]
    pub scrapped: Quantity,
    /// How many were found to be something else and bring nothing back.
    #[serde(default, skip_serializing_if = "Quantity::is_none")]
    pub wrong_item: Quantity,
    /// How many have been refunded.
    #[serde(default, skip_serializing_if = "Quantity::is_none")]
    pub refunded: Quantity,
}

/// How far a return has come.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum ReturnState {
    /// Asked for.
    Requested,
    /// The customer may send it.
    Approved,
    /// Some or all of it has come back and waits to be looked at.
    Received,
    /// All that came back has been looked at.
    Inspected,
    /// All that came back has been refunded, or was found to be something else, and nothing more is expected: it is over.
    Refunded,
    /// The request was refused.
    Declined,
    /// It was called off before anything came back. It goes on if a parcel comes all the same.
    Canceled,
}

/// Why a customer returns something.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum ReturnReason {
    /// Did not like it, or ordered too much.
    ChangeOfMind,
    /// Does not fit.
    SizeOrFit,
    /// Broken or not working.
    Defective,
    /// Broken on the way.
    DamagedInTransit,
    /// Something else was in the parcel.
    WrongItem,
    /// It is not what the description says.
    NotAsDescribed,
    /// Came too late.
    ArrivedLate,
    /// Anything else.
    Other,
}

impl ReturnReason {
    /// Whether the merchant or the carrier is to blame.
    pub const fn is_sellers_fault(self) -> bool {
        !matches!(self, ReturnReason::ChangeOfMind | ReturnReason::SizeOrFit | ReturnReason::Other)
    }
}
