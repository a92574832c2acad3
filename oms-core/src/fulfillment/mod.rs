//! Work given to locations, the parcels that come of it, and their way to the customer.

mod interception;
mod moving;
mod parcel;
mod state;
pub(crate) mod uncollected;

pub(crate) mod accept_fulfillment;
pub(crate) mod cancel_fulfillment;
pub(crate) mod collect_order;
pub(crate) mod pack_parcel;
pub(crate) mod pick_fulfillment;
pub(crate) mod ready_for_pickup;
pub(crate) mod record_mispick;
pub(crate) mod record_tracking;
pub(crate) mod reject_fulfillment;
pub(crate) mod request_interception;
pub(crate) mod resolve_interception;
pub(crate) mod ship_parcel;
pub(crate) mod substitute_item;

use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

pub use accept_fulfillment::AcceptFulfillment;
pub use cancel_fulfillment::CancelFulfillment;
pub use collect_order::CollectOrder;
pub use interception::{Interception, InterceptionState};
pub(crate) use moving::move_units;
pub use pack_parcel::{PackLine, PackParcel};
pub use parcel::{Parcel, Tracking};
pub(crate) use pick_fulfillment::NOT_FOUND;
pub use pick_fulfillment::{PickFulfillment, PickLine};
pub use ready_for_pickup::ReadyForPickup;
pub use record_mispick::RecordMispick;
pub use record_tracking::RecordTracking;
pub use reject_fulfillment::RejectFulfillment;
pub use request_interception::RequestInterception;
pub use resolve_interception::{InterceptionOutcome, ResolveInterception};
pub use ship_parcel::ShipParcel;
pub use state::FulfillmentState;
pub use substitute_item::{SubstituteBar, SubstituteItem, SubstituteLine, SubstituteReason};

use crate::{LocationId, Timestamp};

/// A fulfillment order: units of one order that one location has been asked to ship.
///
/// Its units are the portions of the order's lines that carry its number; its state is derived from them
/// and from the answer the location gave.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Fulfillment {
    /// The location asked.
    pub location: LocationId,
    /// When it was asked.
    pub requested_at: Timestamp,
    /// What it answered.
    #[serde(default, skip_serializing_if = "Answer::is_awaited")]
    #[cfg_attr(feature = "schema", schemars(extend("default" = "awaited")))]
    pub answer: Answer,
    /// How often a picker scanned something else than a line asked for.
    #[serde(default, skip_serializing_if = "is_none")]
    pub mispicks: u16,
    /// That it waits for the customer to collect it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub collection: Option<Box<Collection>>,
}

/// Goods that wait at a store for the customer to collect them.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Collection {
    /// Since when they can be collected.
    pub ready_at: Timestamp,
    /// From this instant on they go back, if they have not been collected; absent means never.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Timestamp>,
    /// What whoever collects them has to show; empty means nothing.
    #[serde(default, skip_serializing_if = "SmolStr::is_empty")]
    pub proof_code: SmolStr,
    /// Who has collected them, in the words of the store.
    #[serde(default, skip_serializing_if = "SmolStr::is_empty")]
    pub collected_by: SmolStr,
    /// When they were collected.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub collected_at: Option<Timestamp>,
}

impl Collection {
    /// Whether they still wait.
    pub fn is_waiting(&self) -> bool {
        self.collected_at.is_none()
    }
}

fn is_none(count: &u16) -> bool {
    *count == 0
}

/// What a location answered to a fulfillment order.
#[derive(Clone, Debug, Default, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Answer {
    /// Nothing yet.
    #[default]
    Awaited,
    /// It will ship.
    Accepted,
    /// It will not, for the reason given.
    Rejected(SmolStr),
    /// The request was withdrawn.
    Canceled,
}

impl Answer {
    /// Whether no answer has been given.
    pub fn is_awaited(&self) -> bool {
        matches!(self, Answer::Awaited)
    }
}
