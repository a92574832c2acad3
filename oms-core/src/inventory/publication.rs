//! What a channel is to be told about stock: only what has changed since it was told last, the most urgent first.

use std::cmp::Reverse;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::{Availability, AvailabilityLookup, AvailabilityQuery};
use crate::batch::{ReadSet, SessionError, Snapshot};
use crate::settings::{Publishing, Settings};
use crate::{Arrange, ChannelId, Country, QUANTITY_MAX, Quantity, Sku, Timestamp};

/// Asks what a channel that shows stock of its own (a marketplace, a feed) is to be told.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct PublicationQuery {
    /// The instant: reservations that are due by then no longer hold.
    pub at: Timestamp,
    /// The channel.
    pub channel: ChannelId,
    /// The country it sells to; absent means anywhere.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub country: Option<Country>,
    /// What it was told last, one entry a SKU.
    pub published: Vec<Published>,
}

/// What a channel was told about a SKU.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Published {
    /// The SKU.
    pub sku: Sku,
    /// How many units it was told there are; absent if it was never told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quantity: Option<Quantity>,
}

/// What to tell a channel.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Publication {
    /// SKUs to tell it about: those with most units at risk first, then by SKU. All others stand as they were told.
    pub changes: Vec<PublicationChange>,
    /// How many units the channel may sell that are not there, until it has been told: those of all changes together.
    pub at_risk: Quantity,
}

/// What to tell a channel about a SKU.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct PublicationChange {
    /// The SKU.
    pub sku: Sku,
    /// What it was told last, if it was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub before: Option<Quantity>,
    /// What to tell it: what can be promised from stock less the channel's buffer, at most what it shows.
    pub quantity: Quantity,
    /// Units it was told of that cannot be promised any more, the buffer used up: if it sells all it shows, so many are oversold.
    pub at_risk: Quantity,
}

/// The steps of working a publication out, for any host to drive: read what is [`wanted`](Self::wanted), hand it to
/// [`loaded`](Self::loaded).
#[derive(Debug)]
pub struct PublicationLookup {
    published: Vec<Published>,
    channel: ChannelId,
    lookup: AvailabilityLookup,
}

impl PublicationLookup {
    /// Begins with the settings as last seen.
    pub fn new(query: PublicationQuery, settings: &Arc<Settings>) -> PublicationLookup {
        let PublicationQuery { at, channel, country, mut published } = query;
        published.arrange_by(|a, b| a.sku.cmp(&b.sku));
        // Of a SKU that is named twice the last entry stands: it was told last.
        published.reverse();
        published.dedup_by(|later, kept| later.sku == kept.sku);
        published.reverse();
        let skus = published.iter().map(|told| told.sku.clone()).collect();
        let lookup = AvailabilityLookup::new(AvailabilityQuery { at, channel: channel.clone(), country, skus, promises: false }, settings);
        PublicationLookup { published, channel, lookup }
    }

    /// What to read next.
    pub fn wanted(&self) -> &ReadSet {
        self.lookup.wanted()
    }

    /// Takes the records asked for; answers when all are there.
    ///
    /// A channel that is not configured can sell nothing: whatever it was told is taken back.
    pub fn loaded(&mut self, snapshot: Snapshot) -> Result<Option<Publication>, SessionError> {
        let Some(answers) = self.lookup.loaded(snapshot)? else { return Ok(None) };
        let policy = self.lookup.settings().channel(&self.channel).ok().and_then(|channel| channel.publishing).unwrap_or_default();
        Ok(Some(publication(policy, &self.published, &answers)))
    }
}

/// What has changed between what was told and what can be promised. `answers` run in parallel to `published`.
fn publication(policy: Publishing, published: &[Published], answers: &[Availability]) -> Publication {
    let change = |(told, answer): (&Published, &Availability)| {
        let quantity = policy.shows(answer.available);
        (told.quantity != Some(quantity)).then(|| PublicationChange {
            sku: told.sku.clone(),
            before: told.quantity,
            quantity,
            at_risk: told.quantity.unwrap_or(Quantity::ZERO).less(answer.available),
        })
    };
    let mut changes: Vec<PublicationChange> = published.iter().zip(answers).filter_map(change).collect();
    changes.arrange_by(|a, b| (Reverse(a.at_risk), &a.sku).cmp(&(Reverse(b.at_risk), &b.sku)));
    let at_risk = changes.iter().map(|change| change.at_risk).sum();
    Publication { changes, at_risk }
}

impl Publishing {
    /// What is shown where so many units can be promised.
    fn shows(self, available: Quantity) -> Quantity {
        let left = available.less(self.buffer);
        let most = self.most.unwrap_or(Quantity::from_balance(QUANTITY_MAX));
        left.min(most)
    }
}
