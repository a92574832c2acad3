//! Units: what movements make, what orders and reservations hold, and what is kept.

use super::Difference;
use crate::batch::Counter;
use crate::document::{Document, DocumentBody};
use crate::inventory::{Bucket, Buckets, Movement};
use crate::item::Item;
use crate::order::{Order, Portion, Stage};
use crate::query::SkuStock;
use crate::reservation::Reservation;
use crate::{LocationId, LotNumber, Quantity, Sku};
use crate::{SortedMap, SortedSet};

/// What is counted together: a SKU at a location, and in a lot if it is kept by lot.
type Shelf = (Sku, LocationId, Option<LotNumber>);

/// Stock of one shelf from three sides.
#[derive(Debug, Default)]
struct Sides {
    kept: Buckets,
    moved: Buckets,
    held: Buckets,
}

#[derive(Debug, Default)]
pub(super) struct Units {
    untracked: SortedSet<Sku>,
    stock: SortedMap<Shelf, Sides>,
    by_lot: SortedSet<Sku>,
    lots: SortedSet<(Sku, LotNumber)>,
    /// Units on backorder: what orders have, and what is counted.
    backordered: SortedMap<Sku, (i64, i64)>,
}

impl Units {
    pub(super) fn item(&mut self, item: &Item) {
        if item.lots.is_some() {
            self.by_lot.insert(item.sku.clone());
        }
        if !item.tracked {
            self.untracked.insert(item.sku.clone());
        }
    }

    pub(super) fn stock(&mut self, stock: &SkuStock) {
        for level in &stock.levels {
            self.sides(&level.sku, &level.location, level.lot.as_ref()).kept = level.buckets;
        }
        for counter in stock.counters.iter().filter(|counter| counter.counter == Counter::Backordered) {
            self.backordered.entry(stock.sku.clone()).or_default().1 = counter.value;
        }
    }

    pub(super) fn document(&mut self, document: &Document) {
        if let DocumentBody::Lot(lot) = &document.body {
            self.lots.insert((lot.sku.clone(), lot.number.clone()));
        }
    }

    fn sides(&mut self, sku: &Sku, location: &LocationId, lot: Option<&LotNumber>) -> &mut Sides {
        self.stock.entry((sku.clone(), location.clone(), lot.cloned())).or_default()
    }

    pub(super) fn order(&mut self, order: &Order, differences: &mut Vec<Difference>) {
        for line in &order.lines {
            let (ordered, found) = (line.quantity.units(), line.units.total().units());
            if ordered != found {
                differences.push(Difference::LineUnits { order: order.id.clone(), line: line.id.clone(), ordered, found });
            }
            for portion in line.units.portions() {
                match portion.stage {
                    Stage::Backordered => self.backordered.entry(line.sku.clone()).or_default().0 += portion.quantity.units(),
                    Stage::Reserved => self.hold(&line.sku, place_of(portion), Bucket::Reserved, portion.quantity),
                    stage if stage.binds_stock() => self.hold(&line.sku, place_of(portion), Bucket::Committed, portion.quantity),
                    _ => {}
                }
            }
        }
    }

    pub(super) fn reservation(&mut self, reservation: &Reservation) {
        for units in &reservation.units {
            self.hold(&units.sku, Some((&units.location, units.lot.as_ref())), Bucket::Reserved, units.quantity);
        }
    }

    fn hold(&mut self, sku: &Sku, place: Option<(&LocationId, Option<&LotNumber>)>, bucket: Bucket, quantity: Quantity) {
        if let Some((location, lot)) = place.filter(|_| !self.untracked.contains(sku)) {
            *self.sides(sku, location, lot).held.of_mut(bucket) += quantity.units();
        }
    }

    /// Answers how many movements were summed up.
    pub(super) fn movements(&mut self, movements: &[Movement]) -> u64 {
        for movement in movements {
            let moved = &mut self.sides(&movement.sku, &movement.location, movement.lot.as_ref()).moved;
            if let Some(bucket) = movement.from.bucket() {
                *moved.of_mut(bucket) -= movement.quantity.units();
            }
            if let Some(bucket) = movement.to.bucket() {
                *moved.of_mut(bucket) += movement.quantity.units();
            }
        }
        u64::try_from(movements.len()).unwrap_or(u64::MAX)
    }

    pub(super) fn compare(self, differences: &mut Vec<Difference>) {
        const ALL: [Bucket; 6] =
            [Bucket::Available, Bucket::Reserved, Bucket::Committed, Bucket::Safety, Bucket::Damaged, Bucket::QualityControl];
        for ((sku, location, lot), sides) in self.stock {
            // Stock of an item that is kept by lot is all in lots, and each lot has its paper.
            let there = !sides.kept.is_zero();
            if there && self.by_lot.contains(&sku) != lot.is_some() {
                differences.push(Difference::StockWithoutLot { sku: sku.clone(), location: location.clone(), lot: lot.clone() });
            }
            if let Some(lot) = lot.as_ref().filter(|lot| there && !self.lots.contains(&(sku.clone(), LotNumber::clone(lot)))) {
                differences.push(Difference::LotUnknown { sku: sku.clone(), lot: lot.clone() });
            }
            for bucket in ALL {
                let (moved, kept) = (sides.moved.of(bucket), sides.kept.of(bucket));
                if moved != kept {
                    differences.push(Difference::StockBalance {
                        sku: sku.clone(),
                        location: location.clone(),
                        lot: lot.clone(),
                        bucket,
                        moved,
                        kept,
                    });
                }
            }
            for bucket in [Bucket::Reserved, Bucket::Committed] {
                let (held, kept) = (sides.held.of(bucket), sides.kept.of(bucket));
                if held != kept {
                    differences.push(Difference::Promised {
                        sku: sku.clone(),
                        location: location.clone(),
                        lot: lot.clone(),
                        bucket,
                        held,
                        kept,
                    });
                }
            }
        }
        for (sku, (held, kept)) in self.backordered {
            if held != kept {
                differences.push(Difference::Backordered { sku, held, kept });
            }
        }
    }
}

/// Where units of an order are counted.
fn place_of(portion: &Portion) -> Option<(&LocationId, Option<&LotNumber>)> {
    portion.location.as_ref().map(|location| (location, portion.lot.as_ref()))
}
