//! Move stock from one state to another at a location.

use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

use super::adjust_stock::check_reason;
use super::receive_stock::check_quantity;
use super::{Bucket, Place};
use crate::batch::{ReadSet, Workspace};
use crate::event::Event;
use crate::{LocationId, Quantity, Rejection, Sku};

/// Moves stock from one state to another: to and from safety stock, damaged, quality control.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct MoveStock {
    /// What.
    pub sku: Sku,
    /// Where.
    pub location: LocationId,
    /// Out of which state.
    #[serde(rename = "from_bucket")]
    pub from: Bucket,
    /// Into which state.
    #[serde(rename = "to_bucket")]
    pub to: Bucket,
    /// How many units.
    pub quantity: Quantity,
    /// Why.
    pub reason: SmolStr,
}

pub(crate) fn reads(command: &MoveStock, wanted: &mut ReadSet) {
    wanted.sku(&command.sku);
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
    let location = work.location(&command.location);
    if command.from == Bucket::Available {
        work.take(sku, location, command.to.into(), command.quantity, false)?;
    } else {
        work.shift(sku, location, command.from.into(), command.to.into(), command.quantity)?;
        work.rely_on_exact(sku, location);
    }
    work.emit(Event::StockChanged { sku: command.sku.clone(), location: command.location.clone(), reason: command.reason.clone() });
    Ok(())
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
