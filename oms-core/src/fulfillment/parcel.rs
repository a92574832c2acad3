use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

use super::Interception;
use crate::{ProviderEventId, Timestamp};

/// A parcel of a fulfillment order. Its contents are the portions of the order's lines that carry its number.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Parcel {
    /// The fulfillment order it was packed for.
    pub fulfillment: u32,
    /// Who carries it.
    #[serde(default, skip_serializing_if = "SmolStr::is_empty")]
    pub carrier: SmolStr,
    /// The carrier's service.
    #[serde(default, skip_serializing_if = "SmolStr::is_empty")]
    pub service: SmolStr,
    /// The number to find it by.
    #[serde(default, skip_serializing_if = "SmolStr::is_empty")]
    pub tracking_number: SmolStr,
    /// When it was handed to the carrier.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shipped_at: Option<Timestamp>,
    /// When it arrived.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub delivered_at: Option<Timestamp>,
    /// How far it has come; absent before it has shipped.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tracking: Option<Tracking>,
    /// When what `tracking` tells occurred; absent before the carrier's first report.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tracked_at: Option<Timestamp>,
    /// Delivery attempts that failed.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub failed_attempts: u16,
    /// Whether the carrier was asked to bring it back, and what came of that.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub interception: Option<Box<Interception>>,
    /// The latest ids of the carrier's reports taken in, so that each counts once.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub seen: Vec<ProviderEventId>,
}

impl Parcel {
    /// A parcel of a fulfillment order that waits for its carrier.
    pub(super) fn packed(fulfillment: u32) -> Parcel {
        Parcel {
            fulfillment,
            carrier: SmolStr::default(),
            service: SmolStr::default(),
            tracking_number: SmolStr::default(),
            shipped_at: None,
            delivered_at: None,
            tracking: None,
            tracked_at: None,
            failed_attempts: 0,
            interception: None,
            seen: Vec::new(),
        }
    }

    /// Whether a report of an instant tells of something later than what is known. Of two on one instant the one further on the axis
    /// stands, so that their order of arrival does not matter.
    pub(super) fn is_later(&self, tracking: Tracking, at: Timestamp) -> bool {
        let current = self.tracking.unwrap_or(Tracking::InTransit);
        self.tracked_at.is_none_or(|before| (before, current) < (at, tracking))
    }
}

/// How far a shipped parcel has come, in the carrier's own axis.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Tracking {
    /// The carrier has it.
    InTransit,
    /// The courier who will ring the bell has it.
    OutForDelivery,
    /// An attempt failed; another follows.
    FailedAttempt,
    /// Something is wrong and the carrier says what.
    Exception,
    /// On its way back to the location.
    ReturningToOrigin,
    /// Back at the location.
    ReturnedToOrigin,
    /// Lost on the way.
    Lost,
    /// With the customer.
    Delivered,
}

impl Tracking {
    /// Whether nothing more can happen to the parcel. A late event is recorded and changes nothing.
    pub const fn is_final(self) -> bool {
        matches!(self, Tracking::ReturnedToOrigin | Tracking::Lost | Tracking::Delivered)
    }

    /// How badly a person is needed: the axis of an order shows its most urgent parcel.
    pub const fn urgency(self) -> u8 {
        match self {
            Tracking::Lost => 6,
            Tracking::ReturnedToOrigin => 5,
            Tracking::ReturningToOrigin => 4,
            Tracking::Exception => 3,
            Tracking::FailedAttempt => 2,
            Tracking::OutForDelivery => 1,
            Tracking::InTransit | Tracking::Delivered => 0,
        }
    }
}

fn is_zero(count: &u16) -> bool {
    *count == 0
}
