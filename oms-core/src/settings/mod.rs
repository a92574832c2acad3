//! Configuration as data: locations, channels and policies, in one versioned record.

mod channel;
mod counting_policy;
mod location;
mod policies;
pub(crate) mod put_channel;
pub(crate) mod put_location;
pub(crate) mod put_policies;
pub(crate) mod return_policy;
mod substitution;

use std::sync::Arc;

use serde::{Deserialize, Serialize};

pub use channel::{Channel, OnShortage, Publishing};
pub use counting_policy::CountingPolicy;
pub use location::{DailyCapacity, Location};
pub use policies::{
    BackorderPolicy, CashLimit, LatePayment, OnShortPick, PaymentPolicy, PickupPolicy, Policies, ReservationPolicy, RoutingPolicy,
    StockPolicy, VerificationPolicy,
};
pub use put_channel::PutChannel;
pub use put_location::PutLocation;
pub(crate) use put_location::{CONFIGURED_MAX, NAME_MAX};
pub use put_policies::PutPolicies;
pub use return_policy::{ChargeRefund, CurrencyAmount, RestockingFee, ReturnPolicy, ShippingRefund, WindowRule};
pub use substitution::SubstitutionPolicy;

use crate::rates::RateCard;
use crate::routing::RoutingRules;
use crate::slot::{SlotTemplate, Zone};
use crate::{ChannelId, LocationId, RateCardId, Rejection, SlotTemplateId, ZoneId};

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
    /// Parts of the world that deliveries go to, by id.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub zones: Vec<Zone>,
    /// Plans of windows for delivery and pick-up, by id.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub slot_templates: Vec<SlotTemplate>,
    /// What carriers charge for their services, by id.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rate_cards: Vec<RateCard>,
    /// How orders are routed, if not by the fewest parcels.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub routing_rules: Option<Arc<RoutingRules>>,
}

impl Settings {
    /// The location of that id.
    pub fn location(&self, id: &LocationId) -> Result<&Location, Rejection> {
        let found = self.locations.binary_search_by(|location| location.id.cmp(id)).ok();
        found.and_then(|index| self.locations.get(index)).ok_or_else(|| Rejection::UnknownLocation { location: id.clone() })
    }

    /// The zone of that id.
    pub fn zone(&self, id: &ZoneId) -> Result<&Zone, Rejection> {
        let found = self.zones.binary_search_by(|zone| zone.id.cmp(id)).ok();
        found.and_then(|index| self.zones.get(index)).ok_or_else(|| Rejection::UnknownZone { zone: id.clone() })
    }

    /// The rate card of that id.
    pub fn rate_card(&self, id: &RateCardId) -> Result<&RateCard, Rejection> {
        let found = self.rate_cards.binary_search_by(|card| card.id.cmp(id)).ok();
        found.and_then(|index| self.rate_cards.get(index)).ok_or_else(|| Rejection::UnknownRateCard { card: id.clone() })
    }

    /// The plan of windows of that id.
    pub fn slot_template(&self, id: &SlotTemplateId) -> Option<&SlotTemplate> {
        self.slot_template_named(id.as_str())
    }

    pub(crate) fn slot_template_named(&self, id: &str) -> Option<&SlotTemplate> {
        let found = self.slot_templates.binary_search_by(|template| template.id.as_str().cmp(id)).ok();
        found.and_then(|index| self.slot_templates.get(index))
    }

    /// The channel of that id.
    pub fn channel(&self, id: &ChannelId) -> Result<&Channel, Rejection> {
        let found = self.channels.binary_search_by(|channel| channel.id.cmp(id)).ok();
        found.and_then(|index| self.channels.get(index)).ok_or_else(|| Rejection::UnknownChannel { channel: id.clone() })
    }
}
