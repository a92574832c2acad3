//! Add an item to the catalog, or change one.

use serde::{Deserialize, Serialize};

use super::{Backorder, ChannelCap, Item};
use crate::batch::{Counter, ReadSet, Workspace};
use crate::event::Event;
use crate::input::check_list;
use crate::settings::return_policy::check_amounts;
use crate::settings::{CONFIGURED_MAX, CurrencyAmount};
use crate::{Category, QUANTITY_MAX, Quantity, Rejection, Sku};

/// Adds an item to the catalog, or changes the one of that SKU. Units already on backorder stay so.
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
    /// What one unit costs the merchant, by currency.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unit_costs: Vec<CurrencyAmount>,
    /// The most units certain channels may have sold or reserved at a time.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub channel_caps: Vec<ChannelCap>,
}

fn yes() -> bool {
    true
}

pub(crate) fn reads(command: &PutItem, wanted: &mut ReadSet) {
    wanted.sku(&command.sku);
}

pub(crate) fn execute(command: &PutItem, work: &mut Workspace) -> Result<(), Rejection> {
    check_limit("backorder.limit", command.backorder.and_then(|policy| policy.limit))?;
    check_amounts("unit_costs", &command.unit_costs)?;
    check_list("channel_caps", &command.channel_caps, CONFIGURED_MAX)?;
    let mut caps = command.channel_caps.clone();
    caps.sort_by(|a, b| a.channel.cmp(&b.channel));
    for (place, cap) in caps.iter().enumerate() {
        check_limit("channel_caps.limit", Some(cap.limit))?;
        work.settings().channel(&cap.channel)?;
        if caps.get(place + 1).is_some_and(|next| next.channel == cap.channel) {
            return Err(Rejection::field("channel_caps", format!("channel `{}` has two caps: give it one", cap.channel)));
        }
    }
    let sku = work.sku(&command.sku);
    if work.item(sku).is_some_and(|item| item.tracked != command.tracked) {
        return Err(Rejection::field("tracked", "whether stock is counted cannot change: orders rest on it; put a new sku instead"));
    }
    let version = work.item(sku).map_or(0, |item| item.version).saturating_add(1);
    let item = Item {
        sku: command.sku.clone(),
        version,
        tracked: command.tracked,
        backorder: command.backorder,
        return_category: command.return_category.clone(),
        unit_costs: command.unit_costs.clone(),
        channel_caps: caps,
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

/// A limit is a quantity that a command may name, so that what is left of it can always be reckoned.
fn check_limit(field: &str, limit: Option<Quantity>) -> Result<(), Rejection> {
    if limit.is_some_and(|limit| limit.units() > QUANTITY_MAX) {
        return Err(Rejection::field(field, format!("a limit is 0 to {QUANTITY_MAX} units; leave it out for none")));
    }
    Ok(())
}
