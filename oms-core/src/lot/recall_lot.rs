//! Recall a lot: sell no more of it, promise others in its place, and stop what is under way.

use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

use super::{Lot, LotBar, Recall, naming};
use crate::batch::{LocationIndex, LotIndex, ReadSet, Shelf, SkuIndex, Workspace};
use crate::document::{DocumentBody, DocumentKind, Subject};
use crate::event::Event;
use crate::inventory::{Place, check_reason};
use crate::order::{Order, Portion, Stage, allocate_order};
use crate::reservation::{Reservation, ReservedUnits, replace};
use crate::routing::promise;
use crate::{Arrange, LotNumber, OrderId, Quantity, Rejection, ReservationId, Sku};

/// Recalls a lot. Nothing of it is sold from then on, at any location.
///
/// What is free of it goes to quality control. What is promised to orders and not yet taken from the shelf is promised anew by the
/// ordinary routing, from other lots and locations: highest priority first, then placed first; where there is too little, units go on
/// backorder or stay open as those of a capture would. Carts are given other lots, or lose what there is none for.
///
/// What has been picked or packed is told by `recall_stops_work`, and can neither be packed nor shipped: `change_lot` gives the order
/// units of another lot, `cancel_order` takes it off. Orders to which units have left are found by the `lot` of an order filter.
///
/// A lot that was recalled stays so until `lift_recall`. One that is recalled again is refused with `lot_not_for_sale`.
///
/// ```
/// use oms_core::lot::RecallLot;
///
/// let recall: RecallLot = serde_json::from_str(r#"{"sku": "milk", "lot": "L1", "reason": "listeria found"}"#)?;
/// assert_eq!(recall.lot.as_str(), "L1");
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct RecallLot {
    /// What it is a lot of.
    pub sku: Sku,
    /// Its number.
    pub lot: LotNumber,
    /// Why.
    pub reason: SmolStr,
}

pub(crate) fn reads(command: &RecallLot, wanted: &mut ReadSet) {
    wanted.sku(&command.sku);
    naming::read(wanted, &command.sku, Some(&command.lot));
    if let Ok(id) = super::document_id(&command.sku, &command.lot) {
        wanted.subject(Subject::Lot(id));
    }
}

pub(crate) fn execute(command: &RecallLot, work: &mut Workspace) -> Result<(), Rejection> {
    check_reason(&command.reason)?;
    let sku = work.stocked_item(&command.sku)?;
    let unknown = || Rejection::UnknownLot { sku: command.sku.clone(), lot: command.lot.clone() };
    let index = naming::known(work, sku, Some(&command.lot))?.ok_or_else(unknown)?;
    let lot = work.lot(sku, index).cloned().ok_or_else(unknown)?;
    if lot.recalled.is_some() {
        return Err(Rejection::LotNotForSale { sku: lot.sku, lot: lot.number, bar: LotBar::Recalled });
    }
    let id = super::document_id(&command.sku, &command.lot)?;
    let recalled = Some(Recall { at: work.now(), reason: command.reason.clone() });
    work.put_document(id.clone(), DocumentBody::Lot(Lot { recalled, ..lot }));
    // Whoever has decided on the lot as it was decides anew.
    work.step_epoch();
    let quantity = quarantine(work, sku, index)?;
    let (name, number, reason) = (command.sku.clone(), command.lot.clone(), command.reason.clone());
    work.emit(Event::LotRecalled { sku: name, lot: number, reason, quantity });
    let holders = work.keys_about(&Subject::Lot(id));
    let of_kind = |kind| holders.iter().filter(move |key| key.kind == kind).map(|key| &key.id);
    let mut orders: Vec<OrderId> = of_kind(DocumentKind::Order).map(OrderId::from).collect();
    let turn = |id: &OrderId| work.order(id).map(|order| (std::cmp::Reverse(order.priority), order.placed_at)).ok();
    orders.arrange_by_cached_key(|id| (turn(id), id.clone()));
    for order in &orders {
        call_back(command, work, order)?;
    }
    for reservation in of_kind(DocumentKind::Reservation).map(ReservationId::from) {
        exchange(command, work, &reservation)?;
    }
    Ok(())
}

/// Puts what is free of the lot into quality control, wherever it lies. Answers how much that was.
fn quarantine(work: &mut Workspace, sku: SkuIndex, lot: LotIndex) -> Result<Quantity, Rejection> {
    let locations: Vec<LocationIndex> = work.slot(sku).locations_of(lot);
    let mut free = Quantity::ZERO;
    for location in locations {
        let shelf = Shelf { location, lot: Some(lot) };
        let buckets = work.on_shelf(sku, shelf);
        for (place, units) in [(Place::Available, buckets.available), (Place::Safety, buckets.safety)] {
            let units = Quantity::from_balance(units);
            work.shift(sku, shelf, place, Place::QualityControl, units)?;
            free = free.plus(units);
        }
    }
    rely_on_all_of(work, sku, lot);
    Ok(free)
}

/// Makes the batch stand or fall with the stock of a lot as it was read, wherever it lies: an order that somebody else has promised units
/// of the lot meanwhile must not be missed.
pub(super) fn rely_on_all_of(work: &mut Workspace, sku: SkuIndex, lot: LotIndex) {
    for location in work.slot(sku).locations_of(lot) {
        work.rely_on_exact(sku, Shelf { location, lot: Some(lot) });
    }
}

/// Takes the lot from an order: what is on the shelf is promised anew, what has been taken from it is told.
fn call_back(command: &RecallLot, work: &mut Workspace, id: &OrderId) -> Result<(), Rejection> {
    let mut order = work.order_to_change(id)?;
    let of_lot = |portion: &Portion| portion.lot.as_ref() == Some(&command.lot);
    let mut freed = false;
    for place in 0..order.lines.len() {
        let Some(line) = order.lines.get_mut(place).filter(|line| line.sku == command.sku) else { continue };
        for portion in line.units.portions().iter().filter(|portion| of_lot(portion)) {
            if matches!(portion.stage, Stage::Picked | Stage::Packed) {
                work.emit(Event::RecallStopsWork {
                    order: id.clone(),
                    line: line.id.clone(),
                    fulfillment: portion.fulfillment,
                    parcel: portion.parcel,
                    lot: command.lot.clone(),
                    quantity: portion.quantity,
                });
            }
        }
        let on_shelf = |portion: &Portion| of_lot(portion) && matches!(portion.stage, Stage::Reserved | Stage::Allocated);
        let moved = line.units.move_all(on_shelf, |portion| *portion = Portion::nowhere(Stage::Open, portion.quantity));
        let line = line.id.clone();
        for portion in &moved {
            let Some(location) = portion.location.clone() else { continue };
            let (order, lot) = (id.clone(), command.lot.clone());
            work.emit(Event::UnitsRecalled { order, line: line.clone(), location, lot, quantity: portion.quantity });
        }
        freed |= !moved.is_empty();
        promise::give_back(work, &order, &command.sku, &moved, Place::QualityControl)?;
    }
    if freed {
        promise_anew(work, order)?;
    }
    Ok(())
}

fn promise_anew(work: &mut Workspace, mut order: Order) -> Result<(), Rejection> {
    allocate_order::allocate_open(work, &mut order)?;
    work.put_order(order);
    Ok(())
}

/// Gives a cart other lots; what there is none for it loses.
fn exchange(command: &RecallLot, work: &mut Workspace, id: &ReservationId) -> Result<(), Rejection> {
    let before = std::sync::Arc::clone(work.reservation(id)?);
    let is_recalled = |units: &&ReservedUnits| units.sku == command.sku && units.lot.as_ref() == Some(&command.lot);
    let (recalled, units): (Vec<&ReservedUnits>, Vec<&ReservedUnits>) = before.units.iter().partition(is_recalled);
    let mut quantity = Quantity::ZERO;
    for held in recalled {
        let shelf = (&held.location, held.lot.as_ref());
        promise::move_bound(work, &held.sku, shelf, Place::Reserved, Place::Available, held.quantity)?;
        let sku = work.sku(&held.sku);
        work.count_channel(sku, &before.channel, -held.quantity.units());
        quantity = quantity.plus(held.quantity);
    }
    let version = before.version.saturating_add(1);
    let units = units.into_iter().cloned().collect();
    work.put_reservation(id, Some(Reservation { version, units, ..(*before).clone() }));
    replace::with_others(work, id, &command.sku, quantity)
}
