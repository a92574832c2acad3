//! What is sold, as far as stock and promises need to know it.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::inventory::ReorderRule;
use crate::lot::LotPolicy;
use crate::serial::SerialTracking;
use crate::settings::CurrencyAmount;
use crate::{Category, ChannelId, Currency, Quantity, Sku, Tag};

pub(crate) mod bundle;
pub(crate) mod put_item;
pub use bundle::Component;
pub use put_item::PutItem;

/// An item of the catalog.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Item {
    /// Its stock keeping unit.
    pub sku: Sku,
    /// Counts the commands that changed this record; 0 in a command.
    #[serde(default)]
    pub version: u64,
    /// Whether stock is counted at all. What is not tracked (a service, a voucher) is always available.
    #[serde(default = "yes")]
    pub tracked: bool,
    /// Whether it may be sold beyond stock; absent means no.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub backorder: Option<Backorder>,
    /// The group of items it is returned with, if they have terms of their own; orders keep the terms they were captured with.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub return_category: Option<Category>,
    /// The group of items that customers take for one another who accept any of the `same_category`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub category: Option<Category>,
    /// What one unit costs the merchant, by currency. Orders keep what it was when they were captured, for the journal.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unit_costs: Vec<CurrencyAmount>,
    /// What one unit weighs, in grams; 0 where that is not known.
    #[serde(default, skip_serializing_if = "is_weightless")]
    pub grams: u32,
    /// How large one unit is as it is packed; absent where that is not known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub dimensions: Option<Dimensions>,
    /// Whether only those carriers take it that take hazardous goods.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub hazardous: bool,
    /// Words by which rules of routing know it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<Tag>,
    /// What a location must be able to do to ship it under a routing policy, such as `cold_chain`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub requires: Vec<Tag>,
    /// The most units certain channels may have sold or reserved at a time, by channel id.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub channel_caps: Vec<ChannelCap>,
    /// When it is to be ordered anew, by location id.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reorder_rules: Vec<ReorderRule>,
    /// How it is kept by lot; absent means that its units are all alike. It cannot change whether it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lots: Option<LotPolicy>,
    /// When the serial numbers of its units are captured. It cannot change whether that is at receipt.
    #[serde(default, skip_serializing_if = "SerialTracking::is_none")]
    #[cfg_attr(feature = "schema", schemars(extend("default" = "none")))]
    pub tracks_serials: SerialTracking,
    /// What a bundle is made of; empty for a plain item. A bundle has no stock of its own: there are as many as its components make.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub components: Vec<Component>,
    /// How many levels deep it holds bundles; 0 for a plain item.
    #[serde(default, skip_serializing_if = "is_plain")]
    pub levels: u8,
}

/// How large a unit is, in millimetres. Which side is which does not matter.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Dimensions {
    /// Its length.
    pub length_mm: u32,
    /// Its width.
    pub width_mm: u32,
    /// Its height.
    pub height_mm: u32,
}

/// The longest side that an item may have, in millimetres.
const SIDE_MAX: u32 = 100_000;

impl Dimensions {
    /// Cubic millimetres.
    pub fn volume(&self) -> u128 {
        u128::from(self.length_mm) * u128::from(self.width_mm) * u128::from(self.height_mm)
    }

    fn is_valid(&self) -> bool {
        [self.length_mm, self.width_mm, self.height_mm].into_iter().all(|side| (1..=SIDE_MAX).contains(&side))
    }
}

/// How far an item may be sold beyond stock.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Backorder {
    /// The most units that may wait at a time: absent means no limit, 0 means none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<Quantity>,
}

/// The most units of an item that a channel may have sold or reserved at a time.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ChannelCap {
    /// The channel.
    pub channel: ChannelId,
    /// Its limit.
    pub limit: Quantity,
}

impl Item {
    /// A tracked item without backorders or caps.
    pub fn new(sku: Sku) -> Item {
        Item {
            sku,
            version: 0,
            tracked: true,
            backorder: None,
            return_category: None,
            category: None,
            unit_costs: Vec::new(),
            grams: 0,
            dimensions: None,
            hazardous: false,
            tags: Vec::new(),
            requires: Vec::new(),
            channel_caps: Vec::new(),
            reorder_rules: Vec::new(),
            lots: None,
            tracks_serials: SerialTracking::None,
            components: Vec::new(),
            levels: 0,
        }
    }

    /// What one unit costs the merchant in a currency, if that is known.
    pub fn unit_cost(&self, currency: Currency) -> Option<Decimal> {
        self.unit_costs.iter().find(|cost| cost.currency == currency).map(|cost| cost.amount)
    }

    /// Whether it is made of other items.
    pub fn is_bundle(&self) -> bool {
        !self.components.is_empty()
    }

    /// The limit of a channel, if it has one.
    pub fn channel_cap(&self, channel: &ChannelId) -> Option<Quantity> {
        self.channel_caps.iter().find(|cap| &cap.channel == channel).map(|cap| cap.limit)
    }
}

fn is_weightless(grams: &u32) -> bool {
    *grams == 0
}

fn is_plain(levels: &u8) -> bool {
    *levels == 0
}

fn yes() -> bool {
    true
}
