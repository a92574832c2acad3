//! Take in stock that arrives, and give it to units that wait for it.

use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

use super::{Bucket, Place, REASON_MAX, release_backorders};
use crate::batch::{ReadSet, Workspace};
use crate::event::Event;
use crate::input::check_text;
use crate::{LocationId, QUANTITY_MAX, Quantity, Rejection, Sku};

/// Takes in stock that arrives at a location. What is fit for sale goes to waiting orders first: by priority, then placed first.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ReceiveStock {
    /// What arrived.
    pub sku: Sku,
    /// Where.
    pub location: LocationId,
    /// How many units.
    pub quantity: Quantity,
    /// The state they arrive in; free for sale if not given.
    #[serde(default = "available")]
    pub into: Bucket,
    /// The delivery note, or whatever explains it.
    #[serde(default, skip_serializing_if = "SmolStr::is_empty")]
    pub reason: SmolStr,
}

fn available() -> Bucket {
    Bucket::Available
}

pub(crate) fn reads(command: &ReceiveStock, wanted: &mut ReadSet) {
    wanted.sku(&command.sku);
    if command.into == Bucket::Available {
        wanted.waiting(&command.sku, release_backorders::ORDERS_MAX);
    }
}

pub(crate) fn execute(command: &ReceiveStock, work: &mut Workspace) -> Result<(), Rejection> {
    check_quantity("quantity", command.quantity)?;
    check_text("reason", &command.reason, REASON_MAX)?;
    work.settings().location(&command.location)?;
    if matches!(command.into, Bucket::Reserved | Bucket::Committed) {
        return Err(Rejection::field(
            "into",
            "stock arrives as available, safety, damaged or quality_control; promises are made by orders",
        ));
    }
    let sku = work.item_index(&command.sku)?;
    let location = work.location(&command.location);
    work.shift(sku, location, Place::Supplier, command.into.into(), command.quantity)?;
    work.emit(Event::StockChanged { sku: command.sku.clone(), location: command.location.clone(), reason: command.reason.clone() });
    if command.into == Bucket::Available {
        release_backorders::release(work, &command.sku, sku, location)?;
    }
    Ok(())
}

/// A quantity in a command names at least one unit and at most as many as are accepted.
pub(crate) fn check_quantity(field: &str, quantity: Quantity) -> Result<(), Rejection> {
    if quantity.is_zero() || quantity.units() > QUANTITY_MAX {
        return Err(Rejection::field(field, format!("name 1 to {QUANTITY_MAX} units")));
    }
    Ok(())
}
