//! Set what is on hand, if it is what the caller believes.

use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

use super::Place;
use super::adjust_stock::check_reason;
use crate::batch::{ReadSet, Shelf, Workspace};
use crate::event::Event;
use crate::lot::naming;
use crate::{LocationId, LotNumber, QUANTITY_MAX, Quantity, Rejection, Sku};

/// Sets the units on hand at a location to a figure that was counted. The difference falls on what is available.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct SetStock {
    /// What.
    pub sku: Sku,
    /// Where.
    pub location: LocationId,
    /// The lot, where the item is kept by lot.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lot: Option<LotNumber>,
    /// Units on hand, whatever their state.
    pub on_hand: Quantity,
    /// Refuse unless so many are on hand now; absent means whatever there is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expected: Option<Quantity>,
    /// Why.
    pub reason: SmolStr,
}

pub(crate) fn reads(command: &SetStock, wanted: &mut ReadSet) {
    wanted.sku(&command.sku);
    naming::read(wanted, &command.sku, command.lot.as_ref());
}

pub(crate) fn execute(command: &SetStock, work: &mut Workspace) -> Result<(), Rejection> {
    if command.on_hand.units() > QUANTITY_MAX {
        return Err(Rejection::field("on_hand", format!("name 0 to {QUANTITY_MAX} units")));
    }
    check_reason(&command.reason)?;
    work.settings().location(&command.location)?;
    let sku = work.stocked_item(&command.sku)?;
    let lot = naming::known(work, sku, command.lot.as_ref())?;
    let shelf = Shelf { location: work.location(&command.location), lot };
    let current = work.on_shelf(sku, shelf).on_hand();
    if let Some(expected) = command.expected.filter(|expected| expected.units() != current) {
        let (sku, location) = (command.sku.clone(), command.location.clone());
        return Err(Rejection::StockChanged { sku, location, expected: expected.units(), current });
    }
    let difference = command.on_hand.units() - current;
    let quantity = Quantity::from_balance(difference.abs());
    if difference > 0 {
        let into = naming::place_for(work, sku, lot, Place::Available);
        work.correct(sku, shelf, Place::Adjustment, into, quantity);
    } else {
        work.correct(sku, shelf, Place::Available, Place::Adjustment, quantity);
    }
    work.rely_on_exact(sku, shelf);
    work.emit(Event::StockChanged { sku: command.sku.clone(), location: command.location.clone(), reason: command.reason.clone() });
    Ok(())
}
