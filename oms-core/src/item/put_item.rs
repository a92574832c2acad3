//! Add an item to the catalog, or change one.

use serde::{Deserialize, Serialize};

use super::bundle::{self, COMPONENTS_MAX};
use super::{Backorder, ChannelCap, Component, Dimensions, Item, SIDE_MAX, is_weightless};
use crate::batch::{Counter, ReadSet, Workspace};
use crate::event::Event;
use crate::input::check_list;
use crate::inventory::{ReorderRule, reorder};
use crate::lot::LotPolicy;
use crate::serial::{SERIAL_LENGTH_MAX, SerialTracking};
use crate::settings::return_policy::check_amounts;
use crate::settings::{CONFIGURED_MAX, CurrencyAmount};
use crate::{Arrange, Category, QUANTITY_MAX, Quantity, Rejection, Sku, Tag};

/// Adds an item to the catalog, or changes the one of that SKU. Units already on backorder stay so.
///
/// An item with components is a bundle: it is sold under its own SKU and price, and what is promised, picked and sent are its
/// components, each on a line of its own. Caps, backorders, costs and stock are those of the components.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct PutItem {
    /// Its stock keeping unit.
    pub sku: Sku,
    /// Whether stock is counted at all.
    #[serde(default = "yes")]
    pub tracked: bool,
    /// Whether it may be sold beyond stock; absent means no.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub backorder: Option<Backorder>,
    /// The group of items it is returned with, if they have terms of their own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub return_category: Option<Category>,
    /// The group of items that customers take for one another who accept any of the `same_category`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub category: Option<Category>,
    /// What one unit costs the merchant, by currency.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unit_costs: Vec<CurrencyAmount>,
    /// What one unit weighs, in grams; 0 where that is not known. Orders keep what it was when they were captured.
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
    /// The most units certain channels may have sold or reserved at a time.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub channel_caps: Vec<ChannelCap>,
    /// When it is to be ordered anew, for each location that keeps it so; at most one rule a location.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reorder_rules: Vec<ReorderRule>,
    /// How it is kept by lot; absent means that its units are all alike. It cannot change whether it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lots: Option<LotPolicy>,
    /// When the serial numbers of its units are captured: `receipt` gives every unit in stock its number, `shipment` those that leave. It
    /// cannot change whether that is at receipt.
    #[serde(default, skip_serializing_if = "SerialTracking::is_none")]
    #[cfg_attr(feature = "schema", schemars(extend("default" = "none")))]
    pub tracks_serials: SerialTracking,
    /// What a bundle is made of; empty for a plain item. Orders keep the components they were captured with.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub components: Vec<Component>,
}

/// The most tags, and the most requirements, of an item.
const TAGS_MAX: usize = 64;

fn yes() -> bool {
    true
}

pub(crate) fn reads(command: &PutItem, wanted: &mut ReadSet) {
    wanted.sku(&command.sku);
    command.components.iter().for_each(|component| wanted.sku(&component.sku));
}

pub(crate) fn execute(command: &PutItem, work: &mut Workspace) -> Result<(), Rejection> {
    check_limit("backorder.limit", command.backorder.and_then(|policy| policy.limit))?;
    check_amounts("unit_costs", &command.unit_costs)?;
    if command.dimensions.is_some_and(|size| !size.is_valid()) {
        return Err(Rejection::field("dimensions", format!("each side is 1 to {SIDE_MAX} millimetres")));
    }
    check_list("tags", &command.tags, TAGS_MAX)?;
    check_list("requires", &command.requires, TAGS_MAX)?;
    check_list("channel_caps", &command.channel_caps, CONFIGURED_MAX)?;
    let mut caps = command.channel_caps.clone();
    caps.arrange_by(|a, b| a.channel.cmp(&b.channel));
    for (place, cap) in caps.iter().enumerate() {
        check_limit("channel_caps.limit", Some(cap.limit))?;
        work.settings().channel(&cap.channel)?;
        if caps.get(place + 1).is_some_and(|next| next.channel == cap.channel) {
            return Err(Rejection::field("channel_caps", format!("channel `{}` has two caps: give it one", cap.channel)));
        }
    }
    let reorder_rules = reorder::checked(&command.reorder_rules, work)?;
    if !command.tracked && !reorder_rules.is_empty() {
        return Err(Rejection::field("reorder_rules", "what is not tracked never runs low: leave them out, or track it"));
    }
    check_list("components", &command.components, COMPONENTS_MAX)?;
    let levels = check_bundle(command, work)?;
    let sku = work.sku(&command.sku);
    if work.item(sku).is_some_and(|item| item.tracked != command.tracked) {
        return Err(Rejection::field("tracked", "whether stock is counted cannot change: orders rest on it; put a new sku instead"));
    }
    if work.item(sku).is_some_and(|item| item.lots.is_some() != command.lots.is_some()) {
        return Err(Rejection::field("lots", "whether an item is kept by lot cannot change: stock rests on it; put a new sku instead"));
    }
    if command.lots.is_some() && !command.tracked {
        return Err(Rejection::field("lots", "what is not tracked has no lots: leave them out, or track it"));
    }
    check_serials(command, work.item(sku))?;
    let version = work.item(sku).map_or(0, |item| item.version).saturating_add(1);
    let item = Item {
        sku: command.sku.clone(),
        version,
        tracked: command.tracked,
        backorder: command.backorder,
        return_category: command.return_category.clone(),
        category: command.category.clone(),
        unit_costs: command.unit_costs.clone(),
        grams: command.grams,
        dimensions: command.dimensions,
        hazardous: command.hazardous,
        tags: command.tags.clone(),
        requires: command.requires.clone(),
        channel_caps: caps,
        reorder_rules,
        lots: command.lots,
        tracks_serials: command.tracks_serials,
        components: command.components.clone(),
        levels,
    };
    let counted = work.slot(sku).counted_channels();
    let lifted: Vec<Counter> = counted.filter(|channel| item.channel_cap(channel).is_none()).cloned().map(Counter::Channel).collect();
    work.put_item(item);
    for counter in lifted {
        // Without a cap nothing is counted, so a cap that is set again begins anew.
        let value = work.slot(sku).counter(&counter);
        work.count(sku, &counter, -value, None);
    }
    work.emit(Event::ItemPut { sku: command.sku.clone() });
    Ok(())
}

/// Checks what a bundle is to be, and answers its levels.
///
/// An item stays what it was, bundle or not: orders and stock rest on it. A bundle may not become deeper, so that those it is part
/// of never hold more levels than they were allowed.
fn check_bundle(command: &PutItem, work: &Workspace) -> Result<u8, Rejection> {
    let known = work.item_index(&command.sku).ok().and_then(|index| work.item(index));
    if known.is_some_and(|item| item.is_bundle() == command.components.is_empty()) {
        let problem = "whether an item is a bundle cannot change: orders and stock rest on it; put a new sku instead";
        return Err(Rejection::field("components", problem));
    }
    if command.components.is_empty() {
        return Ok(0);
    }
    let own = [
        ("tracked", !command.tracked),
        ("backorder", command.backorder.is_some()),
        ("unit_costs", !command.unit_costs.is_empty()),
        ("lots", command.lots.is_some()),
        ("tracks_serials", !command.tracks_serials.is_none()),
        ("grams", command.grams != 0),
        ("dimensions", command.dimensions.is_some()),
        ("hazardous", command.hazardous),
        ("tags", !command.tags.is_empty()),
        ("requires", !command.requires.is_empty()),
        ("channel_caps", !command.channel_caps.is_empty()),
        ("reorder_rules", !command.reorder_rules.is_empty()),
    ];
    if let Some((field, _)) = own.into_iter().find(|(_, named)| *named) {
        return Err(Rejection::field(field, "a bundle has none of its own: set it on the components"));
    }
    let levels = bundle::check(work, &command.sku, &command.components)?;
    match known {
        Some(item) if levels > item.levels => {
            let problem = format!("it held {} levels of bundles and would hold {levels}: put a new sku instead", item.levels);
            Err(Rejection::field("components", problem))
        }
        _ => Ok(levels),
    }
}

/// Whether serial numbers can be captured as the item wants it.
fn check_serials(command: &PutItem, known: Option<&Item>) -> Result<(), Rejection> {
    let refused = |problem: String| Err(Rejection::field("tracks_serials", problem));
    let at_receipt = command.tracks_serials == SerialTracking::Receipt;
    if known.is_some_and(|item| item.has_serials_in_stock() != at_receipt) {
        return refused("whether units in stock have serial numbers cannot change: stock rests on it; put a new sku instead".to_owned());
    }
    if at_receipt && !command.tracked {
        return refused("what is not tracked has no units in stock: capture serial numbers at `shipment`, or track it".to_owned());
    }
    if at_receipt && command.lots.is_some() {
        return refused(
            "units are kept by lot or by serial number: capture serial numbers at `shipment`, or leave the lots out".to_owned(),
        );
    }
    // The paper of a unit is named by both, with a stroke between; a sign in a name may be written as two.
    let longest = crate::ID_LENGTH_MAX - 1 - 2 * SERIAL_LENGTH_MAX;
    let length: usize = command.sku.as_str().chars().map(|sign| if matches!(sign, '~' | '/') { 2 } else { sign.len_utf8() }).sum();
    if !command.tracks_serials.is_none() && length > longest {
        return refused(format!("a sku that is tracked by serial number has at most {longest} bytes, with `/` and `~` as two"));
    }
    Ok(())
}

/// A limit is a quantity that a command may name, so that what is left of it can always be reckoned.
fn check_limit(field: &str, limit: Option<Quantity>) -> Result<(), Rejection> {
    if limit.is_some_and(|limit| limit.units() > QUANTITY_MAX) {
        return Err(Rejection::field(field, format!("a limit is 0 to {QUANTITY_MAX} units; leave it out for none")));
    }
    Ok(())
}
