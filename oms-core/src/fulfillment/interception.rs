//! Calling back a parcel that is on its way: what was asked of the carrier, and what came of it.

use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

use super::{Parcel, Tracking};
use crate::Timestamp;
use crate::order::CancelReason;

/// A parcel that a carrier was asked to bring back before it arrives.
///
/// The carrier answers, or its scans do: a parcel that is delivered or lost was not intercepted, one that comes back was.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Interception {
    /// What came of it.
    pub state: InterceptionState,
    /// When the carrier was asked last.
    pub requested_at: Timestamp,
    /// Why: by wish of the customer, or for a reason of the merchant's.
    pub reason: CancelReason,
    /// The same in somebody's words.
    #[serde(default, skip_serializing_if = "SmolStr::is_empty")]
    pub note: SmolStr,
    /// When it was confirmed or failed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub resolved_at: Option<Timestamp>,
    /// What the carrier answered, in its words; empty where its scans did.
    #[serde(default, skip_serializing_if = "SmolStr::is_empty")]
    pub answer: SmolStr,
}

/// What came of calling a parcel back.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum InterceptionState {
    /// The carrier was asked and has not answered.
    Requested,
    /// The carrier brings it back.
    Confirmed,
    /// It goes on to the customer, or has arrived there.
    Failed,
}

impl Interception {
    /// Whether the carrier has been asked and has not said no.
    pub(super) fn is_alive(&self) -> bool {
        self.state != InterceptionState::Failed
    }

    /// What the carrier's scans say about it. Answers what it became by them, if that is something else than before.
    ///
    /// A confirmation that the carrier does not keep has failed once the parcel is delivered.
    fn heed(&mut self, tracking: Tracking, at: Timestamp) -> Option<InterceptionState> {
        use InterceptionState::{Confirmed, Failed, Requested};
        let told = match (self.state, tracking) {
            (Requested | Confirmed, Tracking::Delivered) | (Requested, Tracking::Lost) => Failed,
            (Requested, Tracking::ReturningToOrigin | Tracking::ReturnedToOrigin) => Confirmed,
            _ => return None,
        };
        self.state = told;
        self.resolved_at = Some(at.max(self.requested_at));
        self.answer = SmolStr::default();
        Some(told)
    }
}

impl Parcel {
    /// What the parcel's own state says about its interception, after a report of the carrier's.
    pub(super) fn heed_interception(&mut self) -> Option<InterceptionState> {
        let (tracking, at) = self.tracking.zip(self.tracked_at)?;
        self.interception.as_mut()?.heed(tracking, at)
    }

    /// Why the parcel cannot be called back, if it cannot: it has not left, or its way to the customer is over.
    pub(super) fn not_to_be_intercepted(&self) -> Option<String> {
        let Some(tracking) = self.tracking else {
            return Some("has not shipped: cancel its units with `cancel_order`".to_owned());
        };
        let at = self.tracked_at.or(self.shipped_at).unwrap_or_default();
        let failed = self.interception.as_ref().and_then(|known| known.resolved_at.filter(|_| !known.is_alive()));
        match tracking {
            Tracking::Delivered => {
                let failed = failed.map(|failed| format!(", its interception failed at {failed}")).unwrap_or_default();
                Some(format!("was delivered at {at}{failed}: ask for a return with `request_return`"))
            }
            Tracking::Lost => Some(format!("was lost at {at}: resolve its claim")),
            Tracking::ReturningToOrigin => Some(format!("has been on its way back since {at}: nothing is left to call back")),
            Tracking::ReturnedToOrigin => Some(format!("came back at {at}: its units are canceled")),
            Tracking::InTransit | Tracking::OutForDelivery | Tracking::FailedAttempt | Tracking::Exception => None,
        }
    }
}
