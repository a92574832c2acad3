//! Units that are told apart by serial number: as many as there are units in stock and in transit, and each on the order that has it.

use super::Difference;
use crate::document::{Document, DocumentBody};
use crate::inventory::Bucket;
use crate::item::Item;
use crate::order::Order;
use crate::query::SkuStock;
use crate::serial::{SERIAL_HISTORY_MAX, Serial, SerialState, SerialStep};
use crate::{DocumentId, LineId, LocationId, OrderId, ReturnId, SerialNumber, Sku};
use crate::{SortedMap, SortedSet};

/// Units from two sides.
#[derive(Debug, Default)]
struct Sides {
    units: i64,
    serials: i64,
}

/// A unit on an order.
type OnOrder = (Sku, SerialNumber, OrderId, LineId);

#[derive(Debug, Default)]
pub(super) struct Serials {
    /// Items of which every unit in stock has its number.
    in_stock: SortedSet<Sku>,
    stock: SortedMap<(Sku, LocationId, Bucket), Sides>,
    in_transit: SortedMap<(DocumentId, Sku), Sides>,
    /// Units by what orders say they are.
    on_orders: SortedMap<OnOrder, (SerialState, Option<u32>)>,
    /// Units that wait in returns to be inspected.
    in_returns: SortedMap<OnOrder, ReturnId>,
    papers: SortedMap<(Sku, SerialNumber), Serial>,
}

impl Serials {
    pub(super) fn item(&mut self, item: &Item) {
        if item.has_serials_in_stock() {
            self.in_stock.insert(item.sku.clone());
        }
    }

    pub(super) fn stock(&mut self, stock: &SkuStock) {
        for level in stock.levels.iter().filter(|level| self.in_stock.contains(&level.sku)) {
            let buckets = &level.buckets;
            let sound = buckets.available + buckets.reserved + buckets.committed + buckets.safety;
            let counted =
                [(Bucket::Available, sound), (Bucket::Damaged, buckets.damaged), (Bucket::QualityControl, buckets.quality_control)];
            for (bucket, units) in counted {
                self.stock.entry((level.sku.clone(), level.location.clone(), bucket)).or_default().units += units;
            }
        }
    }

    pub(super) fn order(&mut self, order: &Order) {
        for line in &order.lines {
            for portion in line.units.portions() {
                let Some(state) = SerialState::on_order(portion.stage) else { continue };
                for serial in portion.serials.numbers() {
                    let key = (line.sku.clone(), serial.clone(), order.id.clone(), line.id.clone());
                    self.on_orders.insert(key, (state, portion.parcel));
                }
            }
        }
        for entry in &order.returns {
            for units in &entry.lines {
                let Ok(line) = order.line(&units.line) else { continue };
                for serial in &units.serials {
                    let key = (line.sku.clone(), serial.clone(), order.id.clone(), line.id.clone());
                    self.in_returns.insert(key, entry.id.clone());
                }
            }
        }
    }

    pub(super) fn document(&mut self, document: &Document) {
        match &document.body {
            DocumentBody::Serial(serial) => self.serial(serial),
            DocumentBody::Transfer(transfer) => {
                for line in transfer.lines.iter().filter(|line| self.in_stock.contains(&line.sku)) {
                    let sides = self.in_transit.entry((document.id.clone(), line.sku.clone())).or_default();
                    sides.units += line.in_transit().units();
                }
            }
            _ => {}
        }
    }

    fn serial(&mut self, serial: &Serial) {
        if self.in_stock.contains(&serial.sku) {
            if let Some((location, bucket)) = serial.current.location.as_ref().zip(serial.current.state.bucket()) {
                self.stock.entry((serial.sku.clone(), location.clone(), bucket)).or_default().serials += 1;
            }
            if let Some(transfer) = serial.current.transfer.as_ref().filter(|_| serial.current.state == SerialState::InTransit) {
                self.in_transit.entry((transfer.clone(), serial.sku.clone())).or_default().serials += 1;
            }
        }
        self.papers.insert((serial.sku.clone(), serial.number.clone()), serial.clone());
    }

    pub(super) fn compare(self, differences: &mut Vec<Difference>) {
        for ((sku, location, bucket), Sides { units, serials }) in self.stock {
            if units != serials {
                differences.push(Difference::SerialUnits { sku, location, bucket, units, serials });
            }
        }
        for ((transfer, sku), Sides { units, serials }) in self.in_transit {
            if units != serials {
                differences.push(Difference::SerialsInTransit { transfer, sku, units, serials });
            }
        }
        for ((sku, serial), paper) in &self.papers {
            let SerialStep { state, order, line, parcel, .. } = &paper.current;
            let (Some(order), Some(line)) = (order, line) else { continue };
            let key = (sku.clone(), serial.clone(), order.clone(), line.clone());
            if state.is_with_order() && self.on_orders.get(&key) != Some(&(*state, *parcel)) {
                let (sku, serial, order, line) = key;
                differences.push(Difference::SerialNotOnOrder { sku, serial, order, line, state: *state });
            }
        }
        for (key, (state, _)) in &self.on_orders {
            let (sku, serial, order, line) = key.clone();
            let paper = self.papers.get(&(sku.clone(), serial.clone()));
            if !paper.is_some_and(|paper| knows(paper, &order, &line)) {
                differences.push(Difference::SerialUnknown { sku, serial, order, line, state: *state });
            }
        }
        for ((sku, serial, order, line), return_id) in self.in_returns {
            let paper = self.papers.get(&(sku.clone(), serial.clone()));
            let waits = |step: &SerialStep| step.return_id.as_ref() == Some(&return_id) && step.order.as_ref() == Some(&order);
            if !paper.is_some_and(|paper| waits(&paper.current)) {
                let state = SerialState::QualityControl;
                differences.push(Difference::SerialUnknown { sku, serial, order, line, state });
            }
        }
    }
}

/// Whether a unit is on a line of an order, or has been and came back.
fn knows(paper: &Serial, order: &OrderId, line: &LineId) -> bool {
    let was_there = |step: &SerialStep| {
        let is_of_line = step.order.as_ref() == Some(order) && step.line.as_ref() == Some(line);
        is_of_line && (step.state.is_with_order() || step.return_id.is_some())
    };
    paper.is_on(order, line) || paper.history.len() >= SERIAL_HISTORY_MAX || paper.history.iter().any(was_there) && came_back(paper)
}

/// Whether a unit has come back from somebody it was sent to.
fn came_back(paper: &Serial) -> bool {
    paper.current.return_id.is_some() || paper.history.iter().any(|step| step.return_id.is_some())
}
