//! That units and serial numbers go together, whatever a command did: what it moves of an item whose units all have one, it must name.

use super::SerialState;
use crate::SortedMap;
use crate::batch::Workspace;
use crate::command::Command;
use crate::inventory::{Bucket, Place};
use crate::item::Item;
use crate::{LocationId, Rejection, Sku};

/// Where units count together: at a location, by whether they are fit for sale, or in transit.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
enum Kept {
    Sound,
    Damaged,
    QualityControl,
    InTransit,
}

/// By how much units, and serial numbers, of a SKU have changed at a place.
#[derive(Debug, Default)]
struct Change {
    units: i64,
    serials: i64,
}

/// Refuses a command that has moved units of an item tracked at receipt without naming which.
///
/// Each command that takes serial numbers checks them itself. This holds for all others, and for whatever they bring about.
pub(crate) fn check_accounted(work: &Workspace, command: &Command) -> Result<(), Rejection> {
    // A repair sets one of two accounts of units right by the other: no unit has moved by it.
    if !work.has_serials_in_stock || matches!(command, Command::RepairStock(_)) {
        return Ok(());
    }
    let mut changes: SortedMap<(&Sku, Kept, Option<&LocationId>), Change> = SortedMap::new();
    let is_tracked = |sku: &Sku| work.item_index(sku).ok().and_then(|index| work.item(index)).is_some_and(Item::has_serials_in_stock);
    for movement in work.movements_of_command().iter().filter(|movement| is_tracked(&movement.sku)) {
        let units = movement.quantity.units();
        for (place, change) in [(movement.from, -units), (movement.to, units)] {
            let Some(kept) = of_place(place) else { continue };
            changes.entry((&movement.sku, kept, at(kept, Some(&movement.location)))).or_default().units += change;
        }
    }
    for moved in work.serial_moves.iter().filter(|moved| is_tracked(&moved.sku)) {
        let from = moved.from.as_ref().map(|from| (from, -1));
        for ((state, location), change) in from.into_iter().chain([(&moved.to, 1)]) {
            let Some(kept) = of_state(*state) else { continue };
            changes.entry((&moved.sku, kept, at(kept, location.as_ref()))).or_default().serials += change;
        }
    }
    match changes.into_iter().find(|(_, change)| change.units != change.serials) {
        None => Ok(()),
        Some(((sku, _, location), change)) => {
            let (sku, location) = (sku.clone(), location.cloned());
            Err(Rejection::SerialsRequired { sku, location, units: change.units, serials: change.serials })
        }
    }
}

/// What is in transit lies nowhere.
fn at(kept: Kept, location: Option<&LocationId>) -> Option<&LocationId> {
    location.filter(|_| kept != Kept::InTransit)
}

const fn of_bucket(bucket: Bucket) -> Kept {
    match bucket {
        Bucket::Available | Bucket::Reserved | Bucket::Committed | Bucket::Safety => Kept::Sound,
        Bucket::Damaged => Kept::Damaged,
        Bucket::QualityControl => Kept::QualityControl,
    }
}

const fn of_place(place: Place) -> Option<Kept> {
    match (place, place.bucket()) {
        (_, Some(bucket)) => Some(of_bucket(bucket)),
        (Place::InTransit, None) => Some(Kept::InTransit),
        (_, None) => None,
    }
}

const fn of_state(state: SerialState) -> Option<Kept> {
    match (state, state.bucket()) {
        (_, Some(bucket)) => Some(of_bucket(bucket)),
        (SerialState::InTransit, None) => Some(Kept::InTransit),
        (_, None) => None,
    }
}
