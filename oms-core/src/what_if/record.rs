//! Which record a command of the configuration replaces.

use crate::command::Command;
use crate::{ChannelId, LocationId, RateCardId, Sku, SlotTemplateId, ZoneId};

/// A record of the settings or the catalog.
#[derive(Clone, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub(super) enum RecordKey {
    Location(LocationId),
    Channel(ChannelId),
    Policies,
    RoutingPolicy,
    Zone(ZoneId),
    SlotTemplate(SlotTemplateId),
    RateCard(RateCardId),
    Item(Sku),
}

impl RecordKey {
    /// The record that a command puts or removes, if that is all it does.
    pub(super) fn of(command: &Command) -> Option<RecordKey> {
        Some(match command {
            Command::PutLocation(put) => RecordKey::Location(put.location.id.clone()),
            Command::PutChannel(put) => RecordKey::Channel(put.channel.id.clone()),
            Command::PutPolicies(_) => RecordKey::Policies,
            Command::PutRoutingPolicy(_) => RecordKey::RoutingPolicy,
            Command::PutZone(put) => RecordKey::Zone(put.zone.id.clone()),
            Command::PutSlotTemplate(put) => RecordKey::SlotTemplate(put.template.id.clone()),
            Command::PutRateCard(put) => RecordKey::RateCard(put.card.id.clone()),
            Command::RemoveRateCard(removal) => RecordKey::RateCard(removal.card.clone()),
            Command::PutItem(put) => RecordKey::Item(put.sku.clone()),
            _ => return None,
        })
    }
}
