//! Configuration as data: locations, channels and policies, in one versioned record.

mod channel;
mod location;
mod policies;
pub(crate) mod put_channel;
pub(crate) mod put_location;
pub(crate) mod put_policies;
pub(crate) mod return_policy;

use serde::{Deserialize, Serialize};

pub use channel::{Channel, OnShortage, Publishing};
pub use location::Location;
pub use policies::{
    CashLimit, LatePayment, OnShortPick, PaymentPolicy, Policies, ReservationPolicy, RoutingPolicy, StockPolicy, VerificationPolicy,
};
pub use put_channel::PutChannel;
pub(crate) use put_location::CONFIGURED_MAX;
pub use put_location::PutLocation;
pub use put_policies::PutPolicies;
pub use return_policy::{ChargeRefund, CurrencyAmount, RestockingFee, ReturnPolicy, ShippingRefund, WindowRule};

use crate::{ChannelId, LocationId, Rejection};

/// Everything a merchant configures but items. Lists are sorted by id.
#[derive(Clone, Debug, Default, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// Counts the commands that changed this record.
    pub version: u64,
    /// Places that keep or ship stock, by id.
    pub locations: Vec<Location>,
    /// Where orders come from, by id.
    pub channels: Vec<Channel>,
    /// How orders are verified, reserved, routed and returned.
    pub policies: Policies,
}

impl Settings {
    /// The location of that id.
    pub fn location(&self, id: &LocationId) -> Result<&Location, Rejection> {
        let found = self.locations.binary_search_by(|location| location.id.cmp(id)).ok();
        found.and_then(|index| self.locations.get(index)).ok_or_else(|| Rejection::UnknownLocation { location: id.clone() })
    }

    /// The channel of that id.
    pub fn channel(&self, id: &ChannelId) -> Result<&Channel, Rejection> {
        let found = self.channels.binary_search_by(|channel| channel.id.cmp(id)).ok();
        found.and_then(|index| self.channels.get(index)).ok_or_else(|| Rejection::UnknownChannel { channel: id.clone() })
    }
}
