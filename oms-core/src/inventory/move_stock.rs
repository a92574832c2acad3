//! Move stock from one state to another at a location.

use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

use super::adjust_stock::check_reason;
use super::receive_stock::check_quantity;
use super::{Bucket, Place};
use crate::batch::{ReadSet, Shelf, SkuIndex, Workspace};
use crate::event::Event;
use crate::lot::naming;
use crate::serial::{self, Named, SerialState, SerialStep};
use crate::{LocationId, LotNumber, Quantity, Rejection, SerialNumber, Sku};

/// Moves stock from one state to another: to and from safety stock, damaged, quality control.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct MoveStock {
    /// What.
    pub sku: Sku,
    /// Where.
    pub location: LocationId,
    /// The lot, where the item is kept by lot.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lot: Option<LotNumber>,
    /// Out of which state.
    #[serde(rename = "from_bucket")]
    pub from: Bucket,
    /// Into which state.
    #[serde(rename = "to_bucket")]
    pub to: Bucket,
    /// How many units.
    pub quantity: Quantity,
    /// The serial numbers of the units, where the item is tracked by them at receipt; none between what is free and safety stock, since
    /// units on both are fit for sale.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub serials: Vec<SerialNumber>,
    /// Why.
    pub reason: SmolStr,
}

pub(crate) fn reads(command: &MoveStock, wanted: &mut ReadSet) {
    wanted.sku(&command.sku);
    naming::read(wanted, &command.sku, command.lot.as_ref());
    serial::read(wanted, &command.sku, &command.serials);
}

pub(crate) fn execute(command: &MoveStock, work: &mut Workspace) -> Result<(), Rejection> {
    check_quantity("quantity", command.quantity)?;
    check_reason(&command.reason)?;
    let promised = |bucket| matches!(bucket, Bucket::Reserved | Bucket::Committed);
    if promised(command.from) || promised(command.to) {
        return Err(Rejection::field("from_bucket", "promised stock is changed by orders and reservations only"));
    }
    if command.from == command.to {
        return Err(Rejection::field("to_bucket", "name another state than `from_bucket`"));
    }
    work.settings().location(&command.location)?;
    let sku = work.stocked_item(&command.sku)?;
    let lot = naming::known(work, sku, command.lot.as_ref())?;
    naming::check_may_be_sold(work, sku, lot, command.to.into())?;
    let shelf = Shelf { location: work.location(&command.location), lot };
    move_serials(command, work, sku)?;
    if command.from == Bucket::Available {
        work.take(sku, shelf, command.to.into(), command.quantity, false)?;
    } else {
        work.shift(sku, shelf, command.from.into(), command.to.into(), command.quantity)?;
        work.rely_on_exact(sku, shelf);
    }
    work.emit(Event::StockChanged { sku: command.sku.clone(), location: command.location.clone(), reason: command.reason.clone() });
    Ok(())
}

fn move_serials(command: &MoveStock, work: &mut Workspace, sku: SkuIndex) -> Result<(), Rejection> {
    let (from, to): (Place, Place) = (command.from.into(), command.to.into());
    let named = Named { sku, location: &command.location, quantity: command.quantity, field: "serials", serials: &command.serials };
    let state = SerialState::at(to);
    if SerialState::at(from) == state {
        return serial::check_unnamed(work, &named);
    }
    serial::leave(work, &named, from, |step| SerialStep { state, ..step })
}

impl From<Bucket> for Place {
    fn from(bucket: Bucket) -> Place {
        match bucket {
            Bucket::Available => Place::Available,
            Bucket::Reserved => Place::Reserved,
            Bucket::Committed => Place::Committed,
            Bucket::Safety => Place::Safety,
            Bucket::Damaged => Place::Damaged,
            Bucket::QualityControl => Place::QualityControl,
        }
    }
}
