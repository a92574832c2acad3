//! Set what there is, if it is what the caller believes, and as of when it was counted.

use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

use super::adjust_stock::check_reason;
use super::as_of::{self, Figure};
use super::{Buckets, Place, ShortageChoice, shortage};
use crate::batch::{ReadSet, Shelf, Workspace};
use crate::event::Event;
use crate::lot::naming;
use crate::{LocationId, LotNumber, QUANTITY_MAX, Quantity, Rejection, Sku, Timestamp};

/// Sets the units at a location to a figure that was counted: what is on hand, or what is available. The difference falls on what is
/// available.
///
/// A figure that was taken at an instant and is sent later names it in `as_of`. What moved there since then is added to it: a file made at
/// eight and sent at nine does not bring back what was sold in between. A figure older than the last count is refused.
///
/// Where that leaves fewer units than are promised, `shortage` says what becomes of the promises: they stay as they are unless it is given.
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
    /// Units on hand, whatever their state. Either these or `available` are named.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on_hand: Option<Quantity>,
    /// Units free for sale: what is promised, kept back or damaged lies there besides.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub available: Option<Quantity>,
    /// Refuse unless the same figure stands so now; absent means whatever there is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expected: Option<Quantity>,
    /// When the figure was taken; absent means now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub as_of: Option<Timestamp>,
    /// What becomes of promises that what is left does not suffice for.
    #[serde(default, skip_serializing_if = "ShortageChoice::is_default")]
    #[cfg_attr(feature = "schema", schemars(extend("default" = "keep")))]
    pub shortage: ShortageChoice,
    /// Why.
    pub reason: SmolStr,
}

impl SetStock {
    /// The figure, and what it counts.
    fn figure(&self) -> Result<(Figure, i64), Rejection> {
        let (field, figure, quantity) = match (self.on_hand, self.available) {
            (Some(on_hand), None) => ("on_hand", Figure::OnHand, on_hand),
            (None, Some(available)) => ("available", Figure::Available, available),
            _ => return Err(Rejection::field("on_hand", "name either the units on hand or those available")),
        };
        if quantity.units() > QUANTITY_MAX {
            return Err(Rejection::field(field, format!("name 0 to {QUANTITY_MAX} units")));
        }
        Ok((figure, quantity.units()))
    }
}

pub(crate) fn reads(command: &SetStock, wanted: &mut ReadSet) {
    wanted.sku(&command.sku);
    naming::read(wanted, &command.sku, command.lot.as_ref());
    if let Some(instant) = command.as_of {
        as_of::read(wanted, &command.sku, &command.location, instant);
    }
}

pub(crate) fn execute(command: &SetStock, work: &mut Workspace) -> Result<(), Rejection> {
    let (figure, counted) = command.figure()?;
    check_reason(&command.reason)?;
    work.settings().location(&command.location)?;
    let sku = work.stocked_item(&command.sku)?;
    let lot = naming::known(work, sku, command.lot.as_ref())?;
    let shelf = Shelf { location: work.location(&command.location), lot };
    let buckets = work.on_shelf(sku, shelf);
    let current = figure.of(&buckets);
    if let Some(expected) = command.expected.filter(|expected| expected.units() != current) {
        let (sku, location) = (command.sku.clone(), command.location.clone());
        return Err(Rejection::StockChanged { sku, location, expected: expected.units(), current });
    }
    let moved_since = moved_since(command, work, figure, counted, &buckets)?;
    let difference = counted + moved_since.unwrap_or_default() - current;
    let quantity = Quantity::from_balance(difference.abs());
    if difference > 0 {
        let into = naming::place_for(work, sku, lot, Place::Available);
        work.correct(sku, shelf, Place::Adjustment, into, quantity);
    } else {
        work.correct(sku, shelf, Place::Available, Place::Adjustment, quantity);
    }
    work.rely_on_exact(sku, shelf);
    // Units of a recalled lot that were found wait in quality control.
    let after = figure.of(&work.on_shelf(sku, shelf));
    let SetStock { sku: name, location, lot, shortage, reason, .. } = command.clone();
    work.emit(Event::StockChanged { sku: name.clone(), location: location.clone(), reason: reason.clone() });
    work.emit(Event::StockSet { sku: name, location, lot, before: current, after, moved_since });
    if difference < 0 {
        shortage::settle(work, sku, shelf, shortage, &reason)?;
    }
    Ok(())
}

/// By how much the figure has changed since it was taken, if it was not taken now.
fn moved_since(command: &SetStock, work: &Workspace, figure: Figure, counted: i64, buckets: &Buckets) -> Result<Option<i64>, Rejection> {
    let Some(instant) = command.as_of else { return Ok(None) };
    let since = as_of::moved_since(work, &command.sku, &command.location, command.lot.as_ref(), figure, instant)?;
    let on_hand = buckets.on_hand() + counted + since - figure.of(buckets);
    if on_hand < 0 && !work.settings().policies.stock.allows_negative_on_hand {
        let (sku, location) = (command.sku.clone(), command.location.clone());
        return Err(Rejection::OnHandBelowZero { sku, location, on_hand: on_hand - since, change: since });
    }
    Ok(Some(since))
}
