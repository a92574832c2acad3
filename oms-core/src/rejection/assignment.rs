//! Sentences about a location that somebody named, and that cannot do it.

use crate::routing::{LackingUnits, LocationCode};
use crate::{Sku, Tag};

/// The most SKUs that a sentence names.
const NAMED_MAX: usize = 5;

/// Why a location may not ship units.
pub(super) fn why(bar: LocationCode, sku: Option<&Sku>, capability: Option<&Tag>) -> String {
    let sku = sku.map_or_else(String::new, |sku| format!(" `{sku}`"));
    match bar {
        LocationCode::NotInChannel => "the channel does not sell its stock".into(),
        LocationCode::OtherLocation => {
            "the order is collected at another, or has a slot of another: see `change_pickup` and `change_slot`".into()
        }
        LocationCode::Capability => {
            format!("it lacks `{}`, which{sku} requires", capability.map_or("?", |tag| tag.as_str()))
        }
        LocationCode::Excluded => format!("it rejected{sku} before, or could not find it"),
        LocationCode::NodeCapacity => "it has taken on as much today as it can".into(),
        _ => "it does not ship, or not to the destination".into(),
    }
}

/// What a location lacks.
pub(super) fn lacking(missing: &[LackingUnits]) -> String {
    let one = |lacking: &LackingUnits| format!("`{}` ({} of {})", lacking.sku, lacking.available, lacking.requested);
    let named: Vec<String> = missing.iter().take(NAMED_MAX).map(one).collect();
    let more = missing.len().saturating_sub(NAMED_MAX);
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    format!("{}{more}", named.join(", "))
}
