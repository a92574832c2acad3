//! Transfers: what is in transit by the movements and by the papers, and what has become of each line by the log.

use super::{Difference, TransferCount};
use crate::SortedMap;
use crate::batch::LogEntry;
use crate::document::{Document, DocumentBody};
use crate::event::Event;
use crate::inventory::Place;
use crate::{DocumentId, LineId, LotNumber, Quantity, Sku};

/// Units from two sides.
#[derive(Debug, Default)]
struct Sides {
    kept: i64,
    logged: i64,
}

#[derive(Debug, Default)]
pub(super) struct Transfers {
    in_transit: SortedMap<(Sku, Option<LotNumber>), Sides>,
    lines: SortedMap<DocumentId, SortedMap<(LineId, TransferCount), Sides>>,
}

impl Transfers {
    pub(super) fn document(&mut self, document: &Document) {
        let DocumentBody::Transfer(transfer) = &document.body else { return };
        for line in &transfer.lines {
            self.in_transit.entry((line.sku.clone(), line.lot.clone())).or_default().kept += line.in_transit().units();
            let counts = [
                (TransferCount::Shipped, line.shipped),
                (TransferCount::Received, line.received),
                (TransferCount::Lost, line.lost),
                (TransferCount::Canceled, line.canceled),
            ];
            for (count, units) in counts.into_iter().filter(|(_, units)| !units.is_zero()) {
                self.sides(&document.id, &line.id, count).kept = units.units();
            }
        }
    }

    pub(super) fn entry(&mut self, entry: &LogEntry) {
        for movement in &entry.movements {
            let change = match (movement.from, movement.to) {
                (Place::InTransit, _) => -movement.quantity.units(),
                (_, Place::InTransit) => movement.quantity.units(),
                _ => continue,
            };
            self.in_transit.entry((movement.sku.clone(), movement.lot.clone())).or_default().logged += change;
        }
        for event in &entry.receipt.events {
            match event {
                // What was planned anew after it was canceled is counted from nothing.
                Event::TransferPut { transfer } => {
                    let lines = self.lines.get_mut(transfer);
                    lines.into_iter().flat_map(SortedMap::values_mut).for_each(|sides| sides.logged = 0);
                }
                Event::TransferShipped { transfer, line, quantity } => self.log(transfer, line, TransferCount::Shipped, *quantity),
                Event::TransferReceived { transfer, line, available, damaged, quality_control, excess, .. } => {
                    let arrived = available.plus(*damaged).plus(*quality_control).less(*excess);
                    self.log(transfer, line, TransferCount::Received, arrived);
                }
                Event::TransferLost { transfer, line, quantity, .. } => self.log(transfer, line, TransferCount::Lost, *quantity),
                Event::TransferCanceled { transfer, line, quantity, .. } => self.log(transfer, line, TransferCount::Canceled, *quantity),
                _ => {}
            }
        }
    }

    fn log(&mut self, transfer: &DocumentId, line: &LineId, count: TransferCount, quantity: Quantity) {
        self.sides(transfer, line, count).logged += quantity.units();
    }

    fn sides(&mut self, transfer: &DocumentId, line: &LineId, count: TransferCount) -> &mut Sides {
        self.lines.entry(transfer.clone()).or_default().entry((line.clone(), count)).or_default()
    }

    pub(super) fn compare(self, differences: &mut Vec<Difference>) {
        for ((sku, lot), Sides { kept, logged }) in self.in_transit {
            if kept != logged {
                differences.push(Difference::InTransit { sku, lot, moved: logged, kept });
            }
        }
        for (transfer, lines) in self.lines {
            for ((line, count), Sides { kept, logged }) in lines {
                if kept != logged {
                    differences.push(Difference::TransferUnits { transfer: transfer.clone(), line, count, logged, kept });
                }
            }
        }
    }
}
