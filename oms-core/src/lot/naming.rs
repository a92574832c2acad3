//! Lots as commands name them: known or new, and named just where the item is kept by lot.

use super::{Lot, LotBar, ReceivedLot, document_id};
use crate::batch::{LotIndex, ReadSet, SkuIndex, Workspace};
use crate::calendar::Day;
use crate::document::{DocumentBody, Subject};
use crate::event::Event;
use crate::inventory::Place;
use crate::order::{Line, Order, Portion, Stage};
use crate::reservation::Reservation;
use crate::{Arrange, LotNumber, Rejection, Sku};

/// The paper of a lot that a command names.
pub(crate) fn read(wanted: &mut ReadSet, sku: &Sku, lot: Option<&LotNumber>) {
    if let Some(key) = lot.and_then(|lot| super::key_of(sku, lot)) {
        wanted.document(key);
    }
}

/// Whether a lot is named just where the item is kept by lot.
fn check_named(work: &Workspace, sku: SkuIndex, field: &str, named: bool) -> Result<(), Rejection> {
    let slot = work.slot(sku);
    let by_lot = slot.item().is_some_and(|item| item.lots.is_some());
    match (by_lot, named) {
        (true, false) => Err(Rejection::field(field, format!("`{}` is kept by lot: name the lot", slot.sku()))),
        (false, true) => Err(Rejection::field(field, format!("`{}` is not kept by lot: leave the lot out", slot.sku()))),
        _ => Ok(()),
    }
}

/// The lot that a command about stock names, which must be known; `None` for an item that is not kept by lot.
pub(crate) fn known(work: &mut Workspace, sku: SkuIndex, lot: Option<&LotNumber>) -> Result<Option<LotIndex>, Rejection> {
    check_named(work, sku, "lot", lot.is_some())?;
    let Some(number) = lot else { return Ok(None) };
    let index = work.lot_index(sku, number);
    if work.lot(sku, index).is_none() {
        return Err(Rejection::UnknownLot { sku: work.slot(sku).sku().clone(), lot: number.clone() });
    }
    Ok(Some(index))
}

/// The lot in which units come in: a new one is noted with its days, a known one must have those that are named again.
pub(crate) fn received(work: &mut Workspace, sku: SkuIndex, field: &str, lot: Option<&ReceivedLot>) -> Result<Option<LotIndex>, Rejection> {
    check_named(work, sku, field, lot.is_some())?;
    let Some(named) = lot else { return Ok(None) };
    let name = work.slot(sku).sku().clone();
    let index = work.lot_index(sku, &named.number);
    if let Some(lot) = work.lot(sku, index) {
        check_day(lot, "expires_on", lot.expires_on, named.expires_on)?;
        check_day(lot, "best_before", lot.best_before, named.best_before)?;
        return Ok(Some(index));
    }
    let id = document_id(&name, &named.number)?;
    let ReceivedLot { number, expires_on, best_before } = named.clone();
    let lot = Lot { sku: name.clone(), number: number.clone(), expires_on, best_before, received_at: work.now(), recalled: None };
    work.put_document(id, DocumentBody::Lot(lot));
    work.emit(Event::LotReceived { sku: name, lot: number, expires_on, best_before });
    Ok(Some(index))
}

/// Where units come free that would be free for sale: those of a recalled lot wait in quality control.
pub(crate) fn place_for(work: &Workspace, sku: SkuIndex, lot: Option<LotIndex>, place: Place) -> Place {
    let recalled = lot.and_then(|lot| work.lot(sku, lot)).is_some_and(|lot| lot.recalled.is_some());
    if recalled && matches!(place, Place::Available | Place::Safety) { Place::QualityControl } else { place }
}

/// Refuses to put units of a recalled lot where they would be free for sale.
pub(crate) fn check_may_be_sold(work: &Workspace, sku: SkuIndex, lot: Option<LotIndex>, place: Place) -> Result<(), Rejection> {
    match lot.and_then(|lot| work.lot(sku, lot)).filter(|_| place_for(work, sku, lot, place) != place) {
        Some(lot) => Err(Rejection::LotNotForSale { sku: lot.sku.clone(), lot: lot.number.clone(), bar: LotBar::Recalled }),
        None => Ok(()),
    }
}

fn check_day(lot: &Lot, field: &str, known: Option<Day>, named: Option<Day>) -> Result<(), Rejection> {
    match named {
        Some(named) if known != Some(named) => {
            Err(Rejection::LotDiffers { sku: lot.sku.clone(), lot: lot.number.clone(), field: field.to_owned(), known, named })
        }
        _ => Ok(()),
    }
}

/// The lot of units that come back for a line: the one that is named, or the only one of which units have left.
pub(crate) fn returned(line: &Line, named: Option<&LotNumber>) -> Result<Option<LotNumber>, Rejection> {
    let left = |portion: &&Portion| matches!(portion.stage, Stage::Shipped | Stage::Delivered | Stage::Lost);
    let mut lots: Vec<&LotNumber> = line.units.portions().iter().filter(left).filter_map(|portion| portion.lot.as_ref()).collect();
    lots.arrange();
    lots.dedup();
    let listed = || lots.iter().map(|lot| format!("`{lot}`")).collect::<Vec<_>>().join(", ");
    match (named, lots.as_slice()) {
        (None, []) => Ok(None),
        (None, [only]) => Ok(Some(LotNumber::clone(only))),
        (Some(named), lots) if lots.contains(&named) => Ok(Some(named.clone())),
        (_, []) => Err(Rejection::field("lot", format!("line `{}` has sent out no lot: leave it out", line.id))),
        _ => Err(Rejection::field("lot", format!("units of line `{}` left from the lots {}: name one of them", line.id, listed()))),
    }
}

impl Order {
    /// The lots of which it holds units that have not left, as it is found by them; sorted and free of repetitions.
    pub(crate) fn held_lots(&self) -> Vec<Subject> {
        let portions = self.lines.iter().flat_map(|line| line.units.portions().iter().map(move |portion| (&line.sku, portion)));
        let held = portions.filter(|(_, portion)| portion.lot.is_some() && portion.stage.binds_stock());
        subjects(held.map(|(sku, portion)| (sku, portion.lot.as_ref())))
    }
}

impl Reservation {
    /// The lots of which it holds units, as it is found by them; sorted and free of repetitions.
    pub(crate) fn held_lots(&self) -> Vec<Subject> {
        subjects(self.units.iter().map(|units| (&units.sku, units.lot.as_ref())))
    }
}

fn subjects<'a>(lots: impl Iterator<Item = (&'a Sku, Option<&'a LotNumber>)>) -> Vec<Subject> {
    let mut subjects: Vec<Subject> = lots.filter_map(|(sku, lot)| document_id(sku, lot?).ok().map(Subject::Lot)).collect();
    subjects.arrange();
    subjects.dedup();
    subjects
}
