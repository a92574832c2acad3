//! How much can be promised. Product page, cart, checkout and router ask this one function.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::ORDERS_MAX;
use crate::batch::{Counter, DueQuery, Loading, LocationIndex, ReadSet, SessionError, SkuIndex, Snapshot, Workspace};
use crate::document::Subject;
use crate::item::bundle::{Leaf, leaves};
use crate::lot::{self, Need, OfferedLot};
use crate::reservation::expiry;
use crate::settings::{Channel, Settings};
use crate::supply::{self, Incoming, SupplyPromise};
use crate::{ChannelId, Country, LocationId, Quantity, Rejection, ShortageReason, Sku, Timestamp};

/// Asks how much of some SKUs can be promised.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct AvailabilityQuery {
    /// The instant: reservations that are due by then no longer hold.
    pub at: Timestamp,
    /// The channel that wants to sell.
    pub channel: ChannelId,
    /// The country it would be sent to; absent means anywhere.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub country: Option<Country>,
    /// The SKUs.
    pub skus: Vec<Sku>,
    /// Whether to tell also which orders what is on order is promised to: for each SKU, the orders that wait for it are read.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub promises: bool,
}

/// How much of a SKU can be promised, and what it was worked out from.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Availability {
    /// The SKU.
    pub sku: Sku,
    /// Whether it is in the catalog; if not, nothing can be promised.
    pub known: bool,
    /// Units that can be promised from stock, the channel's cap taken into account.
    pub available: Quantity,
    /// Units that can be promised beyond stock; absent means without limit.
    pub backorderable: Option<Quantity>,
    /// Units on hand over all locations, whatever their state.
    pub on_hand: i64,
    /// What the channel may still sell under its cap; absent means it has none.
    pub channel_left: Option<Quantity>,
    /// Units free at each location that may ship for the channel, by location id. Of a bundle: those that the location could
    /// make alone.
    pub locations: Vec<LocationAvailability>,
    /// What a bundle is made of, down to plain items: the one that makes fewest decides. Empty for a plain item.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub components: Vec<ComponentAvailability>,
    /// The lots that lie at these locations, of an item that is kept by lot, by location and number: what each offers, and what keeps one
    /// from being sold.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lots: Vec<OfferedLot>,
    /// What is on order for these locations, first expected first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub incoming: Vec<Incoming>,
    /// Which orders that is promised to, first to be served first; only if it was asked for. Orders of all channels stand here.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub promises: Vec<SupplyPromise>,
}

/// How much there is of what a bundle is made of.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ComponentAvailability {
    /// The plain item.
    pub sku: Sku,
    /// How many units of it one bundle holds.
    pub quantity: Quantity,
    /// Units of it that can be promised from stock.
    pub available: Quantity,
}

/// Units free at one location.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct LocationAvailability {
    /// The location.
    pub location: LocationId,
    /// Units free for the channel.
    pub available: Quantity,
}

/// What can be promised of a SKU through a channel.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) struct Supply {
    /// Free units over all locations that may ship.
    pub(crate) stock: i64,
    /// Units kept back there as safety stock.
    pub(crate) safety: i64,
    /// Units free there of lots that have expired, or would not last long enough.
    pub(crate) barred: i64,
    /// What the channel may still sell; `i64::MAX` without a cap.
    pub(crate) channel_left: i64,
    /// What may be promised beyond stock; `i64::MAX` without a limit.
    pub(crate) backorder_left: i64,
    /// Whether the item may be sold beyond stock at all.
    pub(crate) backorderable: bool,
}

impl Supply {
    /// Units that can be promised from stock.
    pub(crate) fn in_stock(&self) -> i64 {
        self.stock.min(self.channel_left).max(0)
    }

    /// Units that can be promised at all.
    pub(crate) fn promisable(&self) -> i64 {
        self.stock.saturating_add(self.backorder_left).min(self.channel_left).max(0)
    }

    /// The same without what could be sold beyond stock.
    pub(crate) fn without_backorders(self) -> Supply {
        Supply { backorder_left: 0, backorderable: false, ..self }
    }

    /// What keeps `requested` units from being promised.
    pub(crate) fn shortage(&self, sku: &Sku, requested: i64) -> Rejection {
        let reason = if self.channel_left < self.stock.saturating_add(self.backorder_left) {
            ShortageReason::ChannelCap
        } else if self.backorderable {
            ShortageReason::BackorderLimit
        } else if requested <= self.stock.saturating_add(self.safety) {
            ShortageReason::SafetyStock
        } else if self.barred > 0 && requested <= self.stock.saturating_add(self.safety).saturating_add(self.barred) {
            ShortageReason::LotLife
        } else {
            ShortageReason::Stock
        };
        Rejection::InsufficientStock {
            sku: sku.clone(),
            requested: Quantity::from_balance(requested),
            available: Quantity::from_balance(self.promisable()),
            reason,
        }
    }
}

/// Units of a SKU at a location that a channel may take.
///
/// `need` is what is asked of its lots, for an item that is kept by lot.
pub(crate) fn free_units(work: &Workspace, sku: SkuIndex, location: LocationIndex, channel: &Channel, need: Option<&Need>) -> i64 {
    match need {
        None => free_of(work.slot(sku).for_sale(location), channel),
        Some(need) => lot::for_sale(work, sku, location, need, channel.ignores_safety_stock),
    }
}

fn free_of((available, safety): (i64, i64), channel: &Channel) -> i64 {
    available + if channel.ignores_safety_stock { safety } else { 0 }
}

/// What can be promised of a SKU of the catalog through a channel, from the locations given.
pub(crate) fn supply(
    work: &Workspace,
    sku: SkuIndex,
    channel: &Channel,
    need: Option<&Need>,
    locations: impl Iterator<Item = LocationIndex>,
) -> Supply {
    let Some(item) = work.item(sku) else {
        return Supply { stock: 0, safety: 0, barred: 0, channel_left: 0, backorder_left: 0, backorderable: false };
    };
    let slot = work.slot(sku);
    let channel_left = match item.channel_cap(&channel.id) {
        Some(cap) => cap.units() - slot.counter(&Counter::Channel(channel.id.clone())),
        None => i64::MAX,
    };
    if !item.tracked {
        return Supply { stock: i64::MAX, safety: 0, barred: 0, channel_left, backorder_left: 0, backorderable: false };
    }
    let (mut stock, mut safety, mut barred) = (0, 0, 0);
    for location in locations {
        let there = slot.for_sale(location);
        let free = free_of(there, channel).max(0);
        match need {
            None => stock += free,
            Some(need) => {
                let sold = lot::for_sale(work, sku, location, need, channel.ignores_safety_stock);
                stock += sold;
                barred += (free - sold).max(0);
            }
        }
        safety += if channel.ignores_safety_stock { 0 } else { there.1 };
    }
    let backorder_left = match item.backorder {
        None => 0,
        Some(policy) => match policy.limit {
            None => i64::MAX,
            Some(limit) => (limit.units() - slot.counter(&Counter::Backordered)).max(0),
        },
    };
    let backorderable = item.backorder.is_some_and(|policy| policy.limit != Some(Quantity::ZERO));
    Supply { stock, safety, barred, channel_left, backorder_left, backorderable }
}

/// The steps of a look-up, for any host to drive: read what is [`wanted`](Self::wanted), hand it to [`loaded`](Self::loaded).
#[derive(Debug)]
pub struct AvailabilityLookup {
    query: AvailabilityQuery,
    loading: Loading,
}

impl AvailabilityLookup {
    /// Begins with the settings as last seen.
    pub fn new(query: AvailabilityQuery, settings: &Arc<Settings>) -> AvailabilityLookup {
        let mut wanted = ReadSet { due: Some(DueQuery { until: query.at, limit: Workspace::due_max() }), ..ReadSet::default() };
        for sku in &query.skus {
            wanted.sku(sku);
            wanted.subject(Subject::Supply(sku.clone()));
            if query.promises {
                wanted.waiting(sku, ORDERS_MAX);
            }
        }
        wanted.normalize();
        AvailabilityLookup { query, loading: Loading::new(settings, wanted) }
    }

    /// What to read next.
    pub fn wanted(&self) -> &ReadSet {
        self.loading.wanted()
    }

    /// The settings as they were read.
    pub(super) fn settings(&mut self) -> Arc<Settings> {
        self.loading.workspace().shared_settings()
    }

    /// Takes the records asked for; answers when all are there, one answer a SKU in the order they were asked.
    ///
    /// A channel that is not configured can promise nothing: its SKUs are answered as unknown.
    pub fn loaded(&mut self, snapshot: Snapshot) -> Result<Option<Vec<Availability>>, SessionError> {
        if !self.loading.absorb(snapshot, &[])? {
            return Ok(None);
        }
        let work = self.loading.workspace();
        work.set_now(self.query.at);
        // A record that cannot be freed is damaged: the audit tells, and what it holds stays held.
        let _damaged = expiry::expire_all_due(work);
        let settings = work.shared_settings();
        let Ok(channel) = settings.channel(&self.query.channel) else {
            return Ok(Some(self.query.skus.iter().cloned().map(unknown).collect()));
        };
        let country = self.query.country.as_ref();
        let eligible = settings.locations.iter().filter(|location| channel.uses(&location.id) && location.serves(country));
        let asked = Asked { channel, places: eligible.map(|location| (work.location(&location.id), &location.id)).collect() };
        let mut answers = Vec::with_capacity(self.query.skus.len());
        for sku in &self.query.skus {
            let index = work.sku(sku);
            let answer = asked.answer(work, index);
            let promises = if self.query.promises { supply::promises(work, sku) } else { Vec::new() };
            answers.push(Availability { promises, ..answer });
        }
        Ok(Some(answers))
    }
}

/// Everything that the answers about all SKUs have in common.
struct Asked<'a> {
    channel: &'a Channel,
    /// Locations that may ship, by id.
    places: Vec<(LocationIndex, &'a LocationId)>,
}

impl Asked<'_> {
    fn answer(&self, work: &Workspace, index: SkuIndex) -> Availability {
        let sku = work.slot(index).sku().clone();
        let Some(item) = work.item(index) else { return unknown(sku) };
        if item.is_bundle() {
            return self.answer_bundle(work, index);
        }
        let supply = self.supply(work, index);
        let slot = work.slot(index);
        Availability {
            sku,
            known: true,
            available: Quantity::from_balance(supply.in_stock()),
            backorderable: limited(supply.backorder_left),
            on_hand: slot.on_hand(),
            channel_left: limited(supply.channel_left),
            locations: self.locations(|place| free_units(work, index, place, self.channel, self.need(work, index).as_ref())),
            components: Vec::new(),
            lots: self.need(work, index).map_or_else(Vec::new, |need| lot::offered(work, index, &self.places, &need, self.channel)),
            incoming: supply::incoming(work, work.slot(index).sku(), index, &self.places),
            promises: Vec::new(),
        }
    }

    fn supply(&self, work: &Workspace, sku: SkuIndex) -> Supply {
        supply(work, sku, self.channel, self.need(work, sku).as_ref(), self.places.iter().map(|(place, _)| *place))
    }

    /// What a sale at the instant asked for asks of the lots of a SKU.
    fn need(&self, work: &Workspace, sku: SkuIndex) -> Option<Need> {
        Need::of(work, sku, self.channel, "", work.now(), 0)
    }

    fn locations(&self, free: impl Fn(LocationIndex) -> i64) -> Vec<LocationAvailability> {
        let available = |place| Quantity::from_balance(free(place));
        self.places
            .iter()
            .map(|(place, id)| LocationAvailability { location: LocationId::clone(id), available: available(*place) })
            .collect()
    }

    /// As many bundles as the component makes that makes fewest.
    fn answer_bundle(&self, work: &Workspace, index: SkuIndex) -> Availability {
        let sku = work.slot(index).sku().clone();
        let Ok(leaves) = leaves(work, index, 1, &[]) else { return unknown(sku) };
        let supplies: Vec<(&Leaf, Supply)> = leaves.iter().map(|leaf| (leaf, self.supply(work, leaf.sku))).collect();
        let fewest = |made: &dyn Fn(&Leaf, &Supply) -> i64| {
            let bundles = supplies.iter().map(|(leaf, supply)| match made(leaf, supply) {
                i64::MAX => i64::MAX,
                units => units.div_euclid(leaf.units.max(1)),
            });
            bundles.min().unwrap_or(0)
        };
        let tracked = |leaf: &Leaf| work.item(leaf.sku).is_some_and(|item| item.tracked);
        let in_stock = fewest(&|_, supply| supply.in_stock());
        let with_backorders = fewest(&|_, supply| supply.in_stock().saturating_add(supply.backorder_left));
        let free = |leaf: &Leaf, place| {
            if tracked(leaf) { free_units(work, leaf.sku, place, self.channel, self.need(work, leaf.sku).as_ref()) } else { i64::MAX }
        };
        Availability {
            sku,
            known: true,
            available: Quantity::from_balance(in_stock),
            backorderable: limited(with_backorders).map(|units| units.less(Quantity::from_balance(in_stock))),
            on_hand: fewest(&|leaf, _| if tracked(leaf) { work.slot(leaf.sku).on_hand() } else { i64::MAX }),
            channel_left: limited(fewest(&|_, supply| supply.channel_left)),
            locations: self.locations(|place| fewest(&|leaf, _| free(leaf, place))),
            components: supplies
                .iter()
                .map(|(leaf, supply)| ComponentAvailability {
                    sku: work.slot(leaf.sku).sku().clone(),
                    quantity: Quantity::from_balance(leaf.units),
                    available: Quantity::from_balance(supply.in_stock()),
                })
                .collect(),
            lots: Vec::new(),
            incoming: Vec::new(),
            promises: Vec::new(),
        }
    }
}

/// A quantity, unless there is no limit.
fn limited(units: i64) -> Option<Quantity> {
    (units != i64::MAX).then(|| Quantity::from_balance(units))
}

/// Nothing can be promised of what is not in the catalog, or by a channel that is not configured.
fn unknown(sku: Sku) -> Availability {
    Availability {
        sku,
        known: false,
        available: Quantity::ZERO,
        backorderable: Some(Quantity::ZERO),
        on_hand: 0,
        channel_left: None,
        locations: Vec::new(),
        components: Vec::new(),
        lots: Vec::new(),
        incoming: Vec::new(),
        promises: Vec::new(),
    }
}
