//! What a count or a return made of available stock, as corrections that hold whatever else lies there.

use std::sync::Arc;

use smol_str::SmolStr;

use super::world::of_trial;
use crate::batch::LogEntry;
use crate::command::{Command, Envelope};
use crate::inventory::{AdjustStock, Bucket, Movement, Place, ShortageChoice};

/// One correction for each movement that added to what is available, or took from it, other than for an order.
pub(super) fn corrections(number: u64, entry: &LogEntry) -> Vec<Arc<Envelope>> {
    let changes = entry.movements.iter().filter_map(|movement| Some((movement, change_of(movement)?)));
    let corrections = changes.enumerate().map(|(place, (movement, change))| {
        let command = Command::AdjustStock(AdjustStock {
            sku: movement.sku.clone(),
            location: movement.location.clone(),
            lot: movement.lot.clone(),
            change,
            bucket: Bucket::Available,
            serials: Vec::new(),
            shortage: ShortageChoice::Keep,
            reason: SmolStr::new_static("what a count or a return made of the stock"),
        });
        of_trial(format_args!("entry:{number}:{place}"), entry.envelope.at, command)
    });
    corrections.collect()
}

/// By how much a movement changed what is available; none if it did not, or did so for an order or a cart.
fn change_of(movement: &Movement) -> Option<i64> {
    let units = movement.quantity.units();
    match (movement.from, movement.to) {
        (Place::Adjustment | Place::QualityControl | Place::Customer, Place::Available) => Some(units),
        (Place::Available, Place::Adjustment) => Some(-units),
        _ => None,
    }
}
