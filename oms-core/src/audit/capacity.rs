//! What locations have taken on in a day: what orders take up, and what is counted.

use super::Difference;
use crate::Sku;
use crate::SortedMap;
use crate::batch::Counter;
use crate::order::Order;
use crate::query::SkuStock;
use crate::routing::capacity::{Measure, key_of};

/// By the name of location and day, and by measure: what orders take up, and what is counted.
#[derive(Debug, Default)]
pub(super) struct Capacity {
    days: SortedMap<(Sku, Measure), (i64, i64)>,
}

impl Capacity {
    pub(super) fn order(&mut self, order: &Order) {
        for load in &order.day_loads {
            let Some(day) = key_of(&load.location, load.day) else { continue };
            let taken = [1, load.units.units(), i64::try_from(load.grams).unwrap_or(i64::MAX)];
            for (measure, taken) in Measure::ALL.into_iter().zip(taken) {
                self.days.entry((day.clone(), measure)).or_default().0 += taken;
            }
        }
    }

    pub(super) fn stock(&mut self, stock: &SkuStock) {
        for counter in &stock.counters {
            if let Counter::Capacity(measure) = counter.counter {
                self.days.entry((stock.sku.clone(), measure)).or_default().1 += counter.value;
            }
        }
    }

    pub(super) fn compare(self, differences: &mut Vec<Difference>) {
        for ((day, measure), (held, kept)) in self.days {
            if held != kept {
                differences.push(Difference::Capacity { day, measure, held, kept });
            }
        }
    }
}
