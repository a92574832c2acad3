//! Lift the recall of a lot that turned out to be good.

use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

use super::{Lot, naming};
use crate::batch::{LocationIndex, ReadSet, Shelf, Workspace};
use crate::document::DocumentBody;
use crate::event::Event;
use crate::inventory::{Place, check_reason};
use crate::{LotNumber, Quantity, Rejection, Sku};

/// Lifts the recall of a lot: it may be sold, packed and shipped again.
///
/// What the recall put into quality control stays there until somebody has looked at it and moves it with `move_stock`. With `release`, all
/// of the lot that lies in quality control is free at once, at every location. What was promised from other lots in its place stays so.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct LiftRecall {
    /// What it is a lot of.
    pub sku: Sku,
    /// Its number.
    pub lot: LotNumber,
    /// Whether what lies in quality control of it is free at once.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub release: bool,
    /// Why.
    pub reason: SmolStr,
}

pub(crate) fn reads(command: &LiftRecall, wanted: &mut ReadSet) {
    wanted.sku(&command.sku);
    naming::read(wanted, &command.sku, Some(&command.lot));
}

pub(crate) fn execute(command: &LiftRecall, work: &mut Workspace) -> Result<(), Rejection> {
    check_reason(&command.reason)?;
    let sku = work.stocked_item(&command.sku)?;
    let unknown = || Rejection::UnknownLot { sku: command.sku.clone(), lot: command.lot.clone() };
    let index = naming::known(work, sku, Some(&command.lot))?.ok_or_else(unknown)?;
    let lot = work.lot(sku, index).cloned().ok_or_else(unknown)?;
    if lot.recalled.is_none() {
        return Err(Rejection::LotNotRecalled { sku: lot.sku, lot: lot.number });
    }
    let id = super::document_id(&command.sku, &command.lot)?;
    work.put_document(id, DocumentBody::Lot(Lot { recalled: None, ..lot }));
    work.step_epoch();
    let mut quantity = Quantity::ZERO;
    if command.release {
        let locations: Vec<LocationIndex> = work.slot(sku).locations_of(index);
        for location in locations {
            let shelf = Shelf { location, lot: Some(index) };
            let waiting = Quantity::from_balance(work.on_shelf(sku, shelf).quality_control);
            work.shift(sku, shelf, Place::QualityControl, Place::Available, waiting)?;
            work.rely_on_exact(sku, shelf);
            quantity = quantity.plus(waiting);
        }
    }
    let LiftRecall { sku, lot, reason, .. } = command.clone();
    work.emit(Event::RecallLifted { sku, lot, reason, quantity });
    Ok(())
}
