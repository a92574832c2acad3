//! Moving the units of a fulfillment order or parcel, together with the stock they are bound to.

use crate::batch::Workspace;
use crate::inventory::Place;
use crate::order::{Order, Portion, Portions};
use crate::routing::promise;
use crate::{LineId, Quantity, Rejection, Sku};

/// Units of one line that were moved, as they were before.
pub(crate) struct Moved {
    pub(crate) line: LineId,
    pub(crate) sku: Sku,
    pub(crate) portions: Portions,
}

impl Moved {
    pub(super) fn quantity(&self) -> Quantity {
        self.portions.iter().map(|portion| portion.quantity).sum()
    }
}

/// Moves all units of an order that satisfy a condition to where `target` says. Answers one entry a line that has any.
pub(crate) fn move_units(order: &mut Order, condition: impl Fn(&Portion) -> bool, target: impl Fn(&mut Portion)) -> Vec<Moved> {
    let lines = order.lines.iter_mut().filter(|line| line.units.portions().iter().any(&condition));
    lines.map(|line| Moved { line: line.id.clone(), sku: line.sku.clone(), portions: line.units.move_all(&condition, &target) }).collect()
}

/// Moves the stock of units that were moved, at the locations they were taken from.
pub(super) fn move_stock(work: &mut Workspace, moved: &[Moved], from: Place, to: Place) -> Result<(), Rejection> {
    for moved in moved {
        for portion in &moved.portions {
            if let Some(location) = &portion.location {
                promise::move_bound(work, &moved.sku, (location, portion.lot.as_ref()), from, to, portion.quantity)?;
            }
        }
    }
    Ok(())
}

/// Units of an order that satisfy a condition, over all lines.
pub(super) fn count_units(order: &Order, condition: impl Fn(&Portion) -> bool) -> Quantity {
    order.lines.iter().map(|line| line.units.sum(&condition)).sum()
}
