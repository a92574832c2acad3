//! Counts: what approved ones have found, and what the log says was applied.

use super::Difference;
use crate::SortedMap;
use crate::count::CountState;
use crate::document::{Document, DocumentBody};
use crate::event::Event;
use crate::{DocumentId, LotNumber, Sku};

/// Units from two sides.
#[derive(Debug, Default)]
struct Sides {
    kept: i64,
    logged: i64,
}

#[derive(Debug, Default)]
pub(super) struct Counts {
    applied: SortedMap<(DocumentId, Sku, Option<LotNumber>), Sides>,
}

impl Counts {
    pub(super) fn document(&mut self, document: &Document) {
        let DocumentBody::Count(count) = &document.body else { return };
        if count.state == CountState::Approved {
            for line in count.lines.iter().filter(|line| line.variance() != 0) {
                self.sides(&document.id, &line.sku, line.lot.as_ref()).kept = line.variance();
            }
        }
    }

    pub(super) fn events(&mut self, events: &[Event]) {
        for event in events {
            if let Event::CountApplied { count, sku, lot, change, .. } = event {
                self.sides(count, sku, lot.as_ref()).logged += change;
            }
        }
    }

    fn sides(&mut self, count: &DocumentId, sku: &Sku, lot: Option<&LotNumber>) -> &mut Sides {
        self.applied.entry((count.clone(), sku.clone(), lot.cloned())).or_default()
    }

    pub(super) fn compare(self, differences: &mut Vec<Difference>) {
        for ((count, sku, lot), Sides { kept, logged }) in self.applied {
            if kept != logged {
                differences.push(Difference::CountApplied { count, sku, lot, logged, kept });
            }
        }
    }
}
