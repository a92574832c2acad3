//! Units: what movements make, what orders and reservations hold, and what is kept.

use std::collections::{BTreeMap, BTreeSet};

use super::Difference;
use crate::batch::Counter;
use crate::inventory::{Bucket, Buckets, Movement};
use crate::item::Item;
use crate::order::{Order, Stage};
use crate::query::SkuStock;
use crate::reservation::Reservation;
use crate::{LocationId, Quantity, Sku};

/// Stock of one SKU at one location from three sides.
#[derive(Debug, Default)]
struct Sides {
    kept: Buckets,
    moved: Buckets,
    held: Buckets,
}

#[derive(Debug, Default)]
pub(super) struct Units {
    untracked: BTreeSet<Sku>,
    stock: BTreeMap<(Sku, LocationId), Sides>,
    /// Units on backorder: what orders have, and what is counted.
    backordered: BTreeMap<Sku, (i64, i64)>,
}

impl Units {
    pub(super) fn item(&mut self, item: &Item) {
        if !item.tracked {
            self.untracked.insert(item.sku.clone());
        }
    }

    pub(super) fn stock(&mut self, stock: &SkuStock) {
        for level in &stock.levels {
            self.sides(&level.sku, &level.location).kept = level.buckets;
        }
        for counter in stock.counters.iter().filter(|counter| counter.counter == Counter::Backordered) {
            self.backordered.entry(stock.sku.clone()).or_default().1 = counter.value;
        }
    }

    fn sides(&mut self, sku: &Sku, location: &LocationId) -> &mut Sides {
        self.stock.entry((sku.clone(), location.clone())).or_default()
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
                    Stage::Reserved => self.hold(&line.sku, portion.location.as_ref(), Bucket::Reserved, portion.quantity),
                    stage if stage.binds_stock() => self.hold(&line.sku, portion.location.as_ref(), Bucket::Committed, portion.quantity),
                    _ => {}
                }
            }
        }
    }

    pub(super) fn reservation(&mut self, reservation: &Reservation) {
        for units in &reservation.units {
            self.hold(&units.sku, Some(&units.location), Bucket::Reserved, units.quantity);
        }
    }

    fn hold(&mut self, sku: &Sku, location: Option<&LocationId>, bucket: Bucket, quantity: Quantity) {
        if let Some(location) = location.filter(|_| !self.untracked.contains(sku)) {
            *self.sides(sku, location).held.of_mut(bucket) += quantity.units();
        }
    }

    /// Answers how many movements were summed up.
    pub(super) fn movements(&mut self, movements: &[Movement]) -> u64 {
        for movement in movements {
            let moved = &mut self.sides(&movement.sku, &movement.location).moved;
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
        for ((sku, location), sides) in self.stock {
            for bucket in ALL {
                let (moved, kept) = (sides.moved.of(bucket), sides.kept.of(bucket));
                if moved != kept {
                    differences.push(Difference::StockBalance { sku: sku.clone(), location: location.clone(), bucket, moved, kept });
                }
            }
            for bucket in [Bucket::Reserved, Bucket::Committed] {
                let (held, kept) = (sides.held.of(bucket), sides.kept.of(bucket));
                if held != kept {
                    differences.push(Difference::Promised { sku: sku.clone(), location: location.clone(), bucket, held, kept });
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
