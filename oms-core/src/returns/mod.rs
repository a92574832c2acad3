//! What customers send back: asked for, approved, received, inspected, refunded.

pub(crate) mod beside_lines;
mod claw_back;
mod eligibility;
mod overdue;
mod progress;
pub(crate) mod settlement;
mod terms;
mod verdict;

pub(crate) mod approve_return;
pub(crate) mod cancel_return;
pub(crate) mod decline_return;
pub(crate) mod exchange_return;
pub(crate) mod inspect_return;
pub(crate) mod issue_return_label;
pub(crate) mod receive_return;
pub(crate) mod receive_unexpected_return;
pub(crate) mod record_return_tracking;
pub(crate) mod refund_return;
pub(crate) mod request_return;

use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

pub use approve_return::ApproveReturn;
pub use cancel_return::CancelReturn;
pub use claw_back::ClawBack;
pub use decline_return::DeclineReturn;
pub use eligibility::ReturnWindow;
pub use exchange_return::ExchangeReturn;
pub use inspect_return::{Disposition, Grade, InspectReturn, InspectedUnits};
pub use issue_return_label::{IssueReturnLabel, ReturnLabel};
pub(crate) use overdue::close_overdue;
pub use receive_return::{ReceiveReturn, ReceivedUnits};
pub use receive_unexpected_return::ReceiveUnexpectedReturn;
pub use record_return_tracking::RecordReturnTracking;
pub use refund_return::RefundReturn;
pub(crate) use request_return::check_lines;
pub use request_return::{RequestReturn, ReturnRequestLine};
pub(crate) use terms::Buyer;
pub use terms::{LineTerms, ReturnTerms};
pub use verdict::{
    ChargeVerdict, CreditedUnits, FeeKept, FeeKind, FeeRule, RefundBound, RefundPart, RefundVerdict, ShippingRule, ShippingVerdict,
};

use crate::exchange::Exchange;
use crate::fulfillment::Tracking;
use crate::{Amount, Currency, LineId, LocationId, Quantity, ReturnId, SerialNumber, Timestamp};

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
    /// When what has not come is expected no more, unless it is in transit; absent means never.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closes_at: Option<Timestamp>,
    /// The label of the merchant's it comes on, or the pick-up that was agreed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub label: Option<ReturnLabel>,
    /// What the carrier reported last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tracking: Option<Tracking>,
    /// When that occurred.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tracked_at: Option<Timestamp>,
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
    /// Every refund for it as it was worked out, oldest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub refunds: Vec<RefundVerdict>,
    /// What is given in exchange for its units.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub exchange: Option<Box<Exchange>>,
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
    /// How many the customer keeps: they are refunded without coming back.
    #[serde(default, skip_serializing_if = "Quantity::is_none")]
    pub kept: Quantity,
    /// How many have come back.
    #[serde(default, skip_serializing_if = "Quantity::is_none")]
    pub received: Quantity,
    /// The serial numbers of those that wait to be inspected.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub serials: Vec<SerialNumber>,
    /// How many of those a claim or an earlier return had settled before they came: they bring nothing back.
    #[serde(default, skip_serializing_if = "Quantity::is_none")]
    pub settled_before: Quantity,
    /// How many of those had been lost on their way to the customer, unclaimed.
    #[serde(default, skip_serializing_if = "Quantity::is_none")]
    pub found: Quantity,
    /// How many of those went back on sale.
    #[serde(default, skip_serializing_if = "Quantity::is_none")]
    pub restocked: Quantity,
    /// How many of those were kept as damaged.
    #[serde(default, skip_serializing_if = "Quantity::is_none")]
    pub damaged: Quantity,
    /// How many of those were kept apart for another look.
    #[serde(default, skip_serializing_if = "Quantity::is_none")]
    pub quarantined: Quantity,
    /// How many of those are to be made fit for sale again.
    #[serde(default, skip_serializing_if = "Quantity::is_none")]
    pub refurbished: Quantity,
    /// How many of those go back to whoever supplied them.
    #[serde(default, skip_serializing_if = "Quantity::is_none")]
    pub returned_to_vendor: Quantity,
    /// How many of those were thrown away.
    #[serde(default, skip_serializing_if = "Quantity::is_none")]
    pub scrapped: Quantity,
    /// How many were found to be something else and bring nothing back.
    #[serde(default, skip_serializing_if = "Quantity::is_none")]
    pub wrong_item: Quantity,
    /// What those that were graded are like.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub grades: Vec<GradedUnits>,
    /// How many have been refunded.
    #[serde(default, skip_serializing_if = "Quantity::is_none")]
    pub refunded: Quantity,
}

/// Units of a line that were found to be of one grade.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct GradedUnits {
    /// What they are like.
    pub grade: Grade,
    /// How many.
    pub quantity: Quantity,
    /// How many of those have been refunded.
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
    /// A carrier has it.
    InTransit,
    /// Some or all of it has come back and waits to be looked at.
    Received,
    /// All that came back has been looked at, or the customer keeps it.
    Inspected,
    /// All that came back has been refunded, or was found to be something else, and nothing more is expected: it is over.
    Refunded,
    /// The request was refused.
    Declined,
    /// It was called off, or did not come in time, before anything came back. It goes on if a parcel comes all the same.
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

impl Return {
    /// A return that was asked for just now.
    pub(crate) fn new(id: ReturnId, requested_at: Timestamp, lines: Vec<ReturnLine>, currency: Currency) -> Return {
        Return {
            id,
            state: ReturnState::Requested,
            requested_at,
            closes_at: None,
            label: None,
            tracking: None,
            tracked_at: None,
            location: None,
            lines,
            fee: Amount::zero(currency),
            refunded: Amount::zero(currency),
            refunds: Vec::new(),
            exchange: None,
            note: SmolStr::default(),
        }
    }
}

impl ReturnLine {
    /// Units of a line that were asked for just now.
    pub(crate) fn new(line: LineId, reason: ReturnReason, requested: Quantity) -> ReturnLine {
        ReturnLine {
            line,
            reason,
            requested,
            canceled: Quantity::ZERO,
            kept: Quantity::ZERO,
            received: Quantity::ZERO,
            serials: Vec::new(),
            settled_before: Quantity::ZERO,
            found: Quantity::ZERO,
            restocked: Quantity::ZERO,
            damaged: Quantity::ZERO,
            quarantined: Quantity::ZERO,
            refurbished: Quantity::ZERO,
            returned_to_vendor: Quantity::ZERO,
            scrapped: Quantity::ZERO,
            wrong_item: Quantity::ZERO,
            grades: Vec::new(),
            refunded: Quantity::ZERO,
        }
    }
}

impl ReturnReason {
    /// The name on the wire.
    pub const fn name(self) -> &'static str {
        match self {
            ReturnReason::ChangeOfMind => "change_of_mind",
            ReturnReason::SizeOrFit => "size_or_fit",
            ReturnReason::Defective => "defective",
            ReturnReason::DamagedInTransit => "damaged_in_transit",
            ReturnReason::WrongItem => "wrong_item",
            ReturnReason::NotAsDescribed => "not_as_described",
            ReturnReason::ArrivedLate => "arrived_late",
            ReturnReason::Other => "other",
        }
    }

    /// Whether the merchant or the carrier is to blame.
    pub const fn is_sellers_fault(self) -> bool {
        !matches!(self, ReturnReason::ChangeOfMind | ReturnReason::SizeOrFit | ReturnReason::Other)
    }
}
