//! Supply: what has arrived of purchase orders, as they keep it and as the log tells it.

use super::Difference;
use crate::SortedMap;
use crate::document::{Document, DocumentBody};
use crate::event::Event;
use crate::{DocumentId, LineId};

/// Units that have arrived, from two sides.
#[derive(Debug, Default)]
struct Sides {
    kept: i64,
    logged: i64,
}

#[derive(Debug, Default)]
pub(super) struct Supply {
    received: SortedMap<(DocumentId, LineId), Sides>,
}

impl Supply {
    pub(super) fn document(&mut self, document: &Document) {
        let DocumentBody::PurchaseOrder(order) = &document.body else { return };
        for line in order.lines.iter().filter(|line| !line.received.is_zero()) {
            self.received.entry((document.id.clone(), line.id.clone())).or_default().kept = line.received.units();
        }
    }

    pub(super) fn events(&mut self, events: &[Event]) {
        for event in events {
            if let Event::PurchaseReceived { purchase_order, line, available, damaged, quality_control } = event {
                let arrived = available.plus(*damaged).plus(*quality_control);
                self.received.entry((purchase_order.clone(), line.clone())).or_default().logged += arrived.units();
            }
        }
    }

    pub(super) fn compare(self, differences: &mut Vec<Difference>) {
        for ((purchase_order, line), Sides { kept, logged }) in self.received {
            if kept != logged {
                differences.push(Difference::PurchaseReceived { purchase_order, line, logged, kept });
            }
        }
    }
}
