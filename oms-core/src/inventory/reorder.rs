//! When stock is to be ordered anew: what an item says about its locations, and the moment a level falls that far.

use serde::{Deserialize, Serialize};

use crate::batch::Workspace;
use crate::event::Event;
use crate::settings::CONFIGURED_MAX;
use crate::{Arrange, LocationId, QUANTITY_MAX, Quantity, Rejection};

/// The most days that may be asked to be covered.
pub(crate) const DAYS_MAX: u16 = 366;

/// When an item is to be ordered anew for a location, and how much of it.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ReorderRule {
    /// The location.
    pub location: LocationId,
    /// It is to be ordered when no more than so many are available.
    pub reorder_point: Quantity,
    /// Units that should always be there, for days on which more is sold or a delivery is late.
    #[serde(default, skip_serializing_if = "Quantity::is_none")]
    pub safety_stock: Quantity,
    /// For how many days an order should last; absent means what the query says, or up to the reorder point.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub target_days: Option<u16>,
}

/// The rules of an item by location, if they are well formed.
pub(crate) fn checked(rules: &[ReorderRule], work: &Workspace) -> Result<Vec<ReorderRule>, Rejection> {
    crate::input::check_list("reorder_rules", rules, CONFIGURED_MAX)?;
    let mut sorted = rules.to_vec();
    sorted.arrange_by(|one, other| one.location.cmp(&other.location));
    for (place, rule) in sorted.iter().enumerate() {
        work.settings().location(&rule.location)?;
        if sorted.get(place + 1).is_some_and(|next| next.location == rule.location) {
            let problem = format!("location `{}` has two rules: give it one", rule.location);
            return Err(Rejection::field("reorder_rules", problem));
        }
        for (field, units) in [("reorder_point", rule.reorder_point), ("safety_stock", rule.safety_stock)] {
            if units.units() > QUANTITY_MAX {
                return Err(Rejection::field(format!("reorder_rules.{field}"), format!("name 0 to {QUANTITY_MAX} units")));
            }
        }
        if rule.target_days.is_some_and(|days| days == 0 || days > DAYS_MAX) {
            return Err(Rejection::field("reorder_rules.target_days", format!("name 1 to {DAYS_MAX} days, or leave it out")));
        }
    }
    Ok(sorted)
}

/// Tells of every level that the current command has taken down to its reorder point or past it.
///
/// It is told once: not again before the level has been above it. That holds under any race: who stays above relies on it, and who falls
/// to it relies on the stock it has read.
pub(crate) fn tell_of_crossings(work: &mut Workspace) {
    for (sku, location, net) in work.available_changes() {
        let id = work.location_id(location).clone();
        let rule = work.item(sku).and_then(|item| item.reorder_rules.iter().find(|rule| rule.location == id));
        let Some(reorder_point) = rule.map(|rule| rule.reorder_point) else { continue };
        let after = work.buckets(sku, location).available;
        if net >= 0 || after - net <= reorder_point.units() {
            continue;
        }
        if after > reorder_point.units() {
            work.rely_on_more_than(sku, location, reorder_point.units());
        } else {
            work.rely_on_all_at(sku, location);
            let sku = work.slot(sku).sku().clone();
            work.emit(Event::ReorderPointReached { sku, location: id, available: after, reorder_point });
        }
    }
}
