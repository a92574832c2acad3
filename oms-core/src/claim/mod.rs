//! What went wrong with units that left: claimed from the merchant by customers, and from carriers by the merchant.

mod standing;

pub(crate) mod open_claim;
pub(crate) mod resolve_claim;

use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

pub(crate) use open_claim::open_for_lost_parcel;
pub use open_claim::{ClaimedUnits, OpenClaim};
pub use resolve_claim::{ClaimResolution, ResolveClaim};

use crate::exchange::Replacement;
use crate::returns::RefundVerdict;
use crate::{Amount, ClaimId, Timestamp};

/// A claim about units that left.
///
/// Against the merchant it is the customer's: its units cannot be returned meanwhile, and once they are refunded they never can be.
/// Against a carrier it is the merchant's own: it tells what is asked and what was recovered, and moves no money of the customer's.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Claim {
    /// Its id, unique within the order.
    pub id: ClaimId,
    /// What went wrong.
    pub kind: ClaimKind,
    /// Who has to answer for it.
    #[serde(default, skip_serializing_if = "ClaimParty::is_merchant")]
    #[cfg_attr(feature = "schema", schemars(extend("default" = "merchant")))]
    pub against: ClaimParty,
    /// How far it has come.
    pub state: ClaimState,
    /// When it was opened.
    pub opened_at: Timestamp,
    /// The units it is about; each line once.
    pub lines: Vec<ClaimedUnits>,
    /// The parcel they were in, if it was named.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parcel: Option<u32>,
    /// References to photos, letters and the like; the library keeps none of them itself.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<SmolStr>,
    /// The last words about it.
    #[serde(default, skip_serializing_if = "SmolStr::is_empty")]
    pub note: SmolStr,
    /// What is asked of a carrier.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub asked: Option<Amount>,
    /// What a carrier has paid.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recovered: Option<Amount>,
    /// What was sent in place of its units.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub replacements: Vec<Replacement>,
    /// How the customer was refunded, as it was worked out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub refund: Option<RefundVerdict>,
}

/// What went wrong with units.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum ClaimKind {
    /// They were not in the parcel that came.
    Missing,
    /// They came broken, or broke on the way.
    Damaged,
    /// Something else was in the parcel.
    WrongItem,
    /// Their parcel was lost on the way.
    LostInTransit,
}

/// Who has to answer for a claim.
#[derive(Clone, Copy, Debug, Default, Eq, Hash, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum ClaimParty {
    /// The merchant, to the customer.
    #[default]
    Merchant,
    /// The carrier, to the merchant.
    Carrier,
}

impl ClaimParty {
    pub(crate) fn is_merchant(&self) -> bool {
        *self == ClaimParty::Merchant
    }
}

impl ClaimState {
    /// The name on the wire.
    pub const fn name(self) -> &'static str {
        match self {
            ClaimState::Open => "open",
            ClaimState::Refunded => "refunded",
            ClaimState::Replaced => "replaced",
            ClaimState::Settled => "settled",
            ClaimState::Denied => "denied",
        }
    }
}

/// How far a claim has come.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum ClaimState {
    /// It waits for a decision.
    Open,
    /// The customer was credited, and paid back what was paid.
    Refunded,
    /// Others were sent in place of the units.
    Replaced,
    /// The carrier has paid something.
    Settled,
    /// It was turned down.
    Denied,
}
