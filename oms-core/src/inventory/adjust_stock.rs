//! Correct stock by a difference.

use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

use super::{Bucket, Place, ShortageChoice, shortage};
use crate::batch::{ReadSet, Shelf, SkuIndex, Workspace};
use crate::event::Event;
use crate::lot::naming;
use crate::serial::{self, Named};
use crate::{LocationId, LotNumber, QUANTITY_MAX, Quantity, Rejection, SerialNumber, Sku};

/// Corrects the stock of a location by a difference: units found, broken, stolen, miscounted.
///
/// Units that are promised stay promised unless `shortage` says otherwise: a correction below them leaves less than nothing available,
/// and nothing more is promised until stock arrives. Nobody can take away more than lies there, though: a correction below nothing on
/// hand is a mistake in one of the two figures and is refused with `on_hand_below_zero`, unless the policy allows it for a merchant
/// whose sales are reported before the deliveries they were made from.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct AdjustStock {
    /// What.
    pub sku: Sku,
    /// Where.
    pub location: LocationId,
    /// The lot, where the item is kept by lot.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lot: Option<LotNumber>,
    /// Units to add; negative to take away.
    pub change: i64,
    /// The state they are added to or taken from; free for sale if not given.
    #[serde(default = "available")]
    pub bucket: Bucket,
    /// The serial numbers of the units, where the item is tracked by them at receipt: of those that were found, or that are gone.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub serials: Vec<SerialNumber>,
    /// What becomes of promises that what is left does not suffice for.
    #[serde(default, skip_serializing_if = "ShortageChoice::is_default")]
    #[cfg_attr(feature = "schema", schemars(extend("default" = "keep")))]
    pub shortage: ShortageChoice,
    /// Why.
    pub reason: SmolStr,
}

fn available() -> Bucket {
    Bucket::Available
}

pub(crate) fn reads(command: &AdjustStock, wanted: &mut ReadSet) {
    wanted.sku(&command.sku);
    naming::read(wanted, &command.sku, command.lot.as_ref());
    serial::read(wanted, &command.sku, &command.serials);
}

pub(crate) fn execute(command: &AdjustStock, work: &mut Workspace) -> Result<(), Rejection> {
    if command.change == 0 || command.change.unsigned_abs() > QUANTITY_MAX.unsigned_abs() {
        return Err(Rejection::field("change", format!("name 1 to {QUANTITY_MAX} units, or as many below zero")));
    }
    if matches!(command.bucket, Bucket::Reserved | Bucket::Committed) {
        return Err(Rejection::field("bucket", "promised stock is changed by orders and reservations only"));
    }
    check_reason(&command.reason)?;
    work.settings().location(&command.location)?;
    let sku = work.stocked_item(&command.sku)?;
    let lot = naming::known(work, sku, command.lot.as_ref())?;
    let shelf = Shelf { location: work.location(&command.location), lot };
    let quantity = Quantity::from_balance(command.change.abs());
    let named = Named { sku, location: &command.location, quantity, field: "serials", serials: &command.serials };
    if command.change > 0 {
        let into = naming::place_for(work, sku, lot, command.bucket.into());
        serial::arrive(work, &named, into)?;
        work.shift(sku, shelf, Place::Adjustment, into, quantity)?;
    } else {
        serial::leave(work, &named, command.bucket.into(), |step| step)?;
        take_away(command, work, sku, shelf, quantity)?;
    }
    work.emit(Event::StockChanged { sku: command.sku.clone(), location: command.location.clone(), reason: command.reason.clone() });
    if command.change < 0 && command.bucket == Bucket::Available {
        shortage::settle(work, sku, shelf, command.shortage, &command.reason)?;
    }
    Ok(())
}

fn take_away(command: &AdjustStock, work: &mut Workspace, sku: SkuIndex, shelf: Shelf, quantity: Quantity) -> Result<(), Rejection> {
    let buckets = work.on_shelf(sku, shelf);
    let below_zero = work.settings().policies.stock.allows_negative_on_hand;
    if command.bucket != Bucket::Available {
        work.shift(sku, shelf, command.bucket.into(), Place::Adjustment, quantity)?;
        work.rely_on_exact(sku, shelf);
    } else if below_zero {
        work.correct(sku, shelf, Place::Available, Place::Adjustment, quantity);
    } else if buckets.available >= quantity.units() {
        // What is free suffices, and the guard of a promise keeps that true whoever else takes some at the same time.
        work.take(sku, shelf, Place::Adjustment, quantity, false)?;
    } else {
        work.correct(sku, shelf, Place::Available, Place::Adjustment, quantity);
        work.rely_on_exact(sku, shelf);
    }
    let on_hand = buckets.on_hand();
    if !below_zero && on_hand < quantity.units() {
        let (sku, location) = (command.sku.clone(), command.location.clone());
        return Err(Rejection::OnHandBelowZero { sku, location, on_hand, change: command.change });
    }
    Ok(())
}

/// The longest reason accepted, in bytes.
pub(crate) const REASON_MAX: usize = 1_000;

/// A reason has words, and not too many.
pub(crate) fn check_reason(reason: &str) -> Result<(), Rejection> {
    if reason.trim().is_empty() || reason.len() > REASON_MAX {
        return Err(Rejection::field("reason", format!("give a reason of 1 to {REASON_MAX} bytes")));
    }
    Ok(())
}
