//! Purchase orders, as the model takes them: every unit of a line is counted where it ended up.

use std::collections::{BTreeMap, BTreeSet};

use oms_core::document::DocumentKind;
use oms_core::inventory::Bucket;
use oms_core::order::Stage;
use oms_core::supply::{CancelPurchaseOrder, PutPurchaseOrder, ReceivePurchaseOrder, ReschedulePurchaseOrder};
use oms_core::{DocumentId, LineId, LocationId, OrderId, Quantity, Sku, SupplierId, Timestamp};

use super::stock::{LINES_MAX, check_quantity, check_reason};
use super::{Model, Refusal, refuse};

/// What is on order from a supplier.
#[derive(Clone, Debug)]
pub(crate) struct PurchaseRecord {
    pub(crate) version: u64,
    pub(crate) supplier: SupplierId,
    pub(crate) location: LocationId,
    pub(crate) lines: Vec<PurchaseLineRecord>,
}

#[derive(Clone, Debug)]
pub(crate) struct PurchaseLineRecord {
    pub(crate) id: LineId,
    pub(crate) sku: Sku,
    pub(crate) ordered: i64,
    pub(crate) expected_at: Timestamp,
    pub(crate) good: i64,
    pub(crate) damaged: i64,
    pub(crate) doubtful: i64,
    pub(crate) given_up: bool,
    pub(crate) told_late: bool,
}

/// When something arrives, and on which paper.
pub(crate) type Arrival = (Timestamp, (DocumentKind, DocumentId));

impl PurchaseLineRecord {
    pub(crate) const fn arrived(&self) -> i64 {
        self.good + self.damaged + self.doubtful
    }

    pub(crate) fn missing(&self) -> i64 {
        if self.given_up { 0 } else { (self.ordered - self.arrived()).max(0) }
    }
}

impl PurchaseRecord {
    /// When the next line is late.
    pub(crate) fn ends(&self) -> Option<Timestamp> {
        self.lines.iter().filter(|line| line.missing() > 0 && !line.told_late).map(|line| line.expected_at).min()
    }

    /// SKUs of which something is to come.
    pub(crate) fn brings(&self) -> BTreeSet<&Sku> {
        self.lines.iter().filter(|line| line.missing() > 0).map(|line| &line.sku).collect()
    }
}

impl Model {
    fn purchase(&self, id: &DocumentId) -> Result<PurchaseRecord, Refusal> {
        self.purchases.get(id).cloned().ok_or(Refusal::new("unknown_purchase_order"))
    }

    fn keep_purchase(&mut self, id: &DocumentId, record: PurchaseRecord) {
        self.touched_purchases.insert(id.clone());
        self.purchases.insert(id.clone(), record);
    }

    pub(crate) fn put_purchase_order(&mut self, command: &PutPurchaseOrder) -> Result<(), Refusal> {
        if command.lines.is_empty() || command.lines.len() > LINES_MAX {
            return refuse("invalid_field");
        }
        if !self.locations.contains_key(&command.location) {
            return refuse("unknown_location");
        }
        let mut ids = BTreeSet::new();
        for line in &command.lines {
            check_quantity(line.quantity)?;
            if !self.items.contains_key(&line.sku) {
                return refuse("unknown_item");
            }
            if !ids.insert(&line.id) {
                return refuse("invalid_field");
            }
        }
        let before = self.purchases.get(&command.purchase_order);
        let arrived: Vec<PurchaseLineRecord> =
            before.into_iter().flat_map(|record| record.lines.clone()).filter(|line| line.arrived() > 0).collect();
        if before.is_some_and(|record| !arrived.is_empty() && record.location != command.location) {
            return refuse("invalid_field");
        }
        for known in &arrived {
            let asked = command.lines.iter().find(|line| line.id == known.id);
            let requested = asked.map_or(0, |line| line.quantity.units());
            if requested < known.arrived().min(known.ordered) {
                return Err(Refusal::new("below_received").with("requested", requested).with("received", known.arrived()));
            }
            if asked.is_some_and(|line| line.sku != known.sku) {
                return refuse("invalid_field");
            }
        }
        let version = before.map_or(0, |record| record.version);
        let known = |id: &LineId| before.and_then(|record| record.lines.iter().find(|line| &line.id == id));
        let lines = command.lines.iter().map(|line| {
            let known = known(&line.id);
            PurchaseLineRecord {
                id: line.id.clone(),
                sku: line.sku.clone(),
                ordered: line.quantity.units(),
                expected_at: line.expected_at,
                good: known.map_or(0, |known| known.good),
                damaged: known.map_or(0, |known| known.damaged),
                doubtful: known.map_or(0, |known| known.doubtful),
                given_up: false,
                told_late: known.is_some_and(|known| known.told_late && known.expected_at == line.expected_at),
            }
        });
        let (supplier, location) = (command.supplier.clone(), command.location.clone());
        let record = PurchaseRecord { version, supplier, location, lines: lines.collect() };
        self.keep_purchase(&command.purchase_order, record);
        Ok(())
    }

    /// The lines a command means: those it names, else all of which something is missing.
    fn meant(record: &PurchaseRecord, named: &[LineId]) -> Result<BTreeSet<LineId>, Refusal> {
        for id in named.iter().collect::<BTreeSet<_>>() {
            match record.lines.iter().find(|line| &line.id == id) {
                None => return Err(Refusal::new("unknown_purchase_line").with("line", id.as_str())),
                Some(line) if line.missing() == 0 => return Err(Refusal::new("nothing_outstanding").with("line", id.as_str())),
                Some(_) => {}
            }
        }
        let open: BTreeSet<LineId> = record.lines.iter().filter(|line| line.missing() > 0).map(|line| line.id.clone()).collect();
        if open.is_empty() {
            return refuse("nothing_outstanding");
        }
        Ok(if named.is_empty() { open } else { named.iter().cloned().collect() })
    }

    pub(crate) fn reschedule_purchase_order(&mut self, command: &ReschedulePurchaseOrder) -> Result<(), Refusal> {
        if command.lines.len() > LINES_MAX || command.reason.len() > 1_000 {
            return refuse("invalid_field");
        }
        let mut record = self.purchase(&command.purchase_order)?;
        let meant = Model::meant(&record, &command.lines)?;
        let mut moved = false;
        for line in record.lines.iter_mut().filter(|line| meant.contains(&line.id) && line.expected_at != command.expected_at) {
            line.expected_at = command.expected_at;
            line.told_late = false;
            moved = true;
        }
        if moved {
            self.keep_purchase(&command.purchase_order, record);
        }
        Ok(())
    }

    pub(crate) fn cancel_purchase_order(&mut self, command: &CancelPurchaseOrder) -> Result<(), Refusal> {
        if command.lines.len() > LINES_MAX {
            return refuse("invalid_field");
        }
        check_reason(&command.reason)?;
        let mut record = self.purchase(&command.purchase_order)?;
        let meant = Model::meant(&record, &command.lines)?;
        record.lines.iter_mut().filter(|line| meant.contains(&line.id)).for_each(|line| line.given_up = true);
        self.keep_purchase(&command.purchase_order, record);
        Ok(())
    }

    pub(crate) fn receive_purchase_order(&mut self, command: &ReceivePurchaseOrder) -> Result<(), Refusal> {
        if command.lines.is_empty() || command.lines.len() > LINES_MAX || command.reason.len() > 1_000 {
            return refuse("invalid_field");
        }
        let mut record = self.purchase(&command.purchase_order)?;
        let mut ids = BTreeSet::new();
        for receipt in &command.lines {
            let line = record.lines.iter().find(|line| line.id == receipt.line);
            let line = line.ok_or_else(|| Refusal::new("unknown_purchase_line").with("line", receipt.line.as_str()))?;
            let parts = [receipt.available, receipt.damaged, receipt.quality_control].map(Quantity::units);
            let arrived: i64 = parts.iter().fold(0, |sum: i64, units| sum.saturating_add(*units));
            if parts.iter().any(|units| *units > oms_core::QUANTITY_MAX) || (arrived == 0 && !receipt.closes) {
                return refuse("invalid_field");
            }
            if arrived == 0 && line.missing() == 0 {
                return refuse("nothing_outstanding");
            }
            if arrived > line.missing() && !command.accepts_excess {
                return Err(Refusal::new("over_receipt").with("arrived", arrived).with("outstanding", line.missing()));
            }
            if !ids.insert(&receipt.line) {
                return refuse("invalid_field");
            }
        }
        let location = record.location.clone();
        for receipt in &command.lines {
            let Some(line) = record.lines.iter_mut().find(|line| line.id == receipt.line) else { continue };
            line.good += receipt.available.units();
            line.damaged += receipt.damaged.units();
            line.doubtful += receipt.quality_control.units();
            line.given_up |= receipt.closes && line.missing() > 0;
            let sku = line.sku.clone();
            for (bucket, units) in [
                (Bucket::Available, receipt.available),
                (Bucket::Damaged, receipt.damaged),
                (Bucket::QualityControl, receipt.quality_control),
            ] {
                *self.level(&sku, &location, bucket) += units.units();
            }
            if !receipt.available.is_zero() {
                self.serve_queue(&sku, &location);
            }
        }
        self.keep_purchase(&command.purchase_order, record);
        Ok(())
    }

    /// Notes which lines are late.
    pub(crate) fn note_late(&mut self, id: &DocumentId) {
        let now = self.now();
        let mut record = self.purchases[id].clone();
        for line in record.lines.iter_mut().filter(|line| line.missing() > 0 && line.expected_at <= now) {
            line.told_late = true;
        }
        self.keep_purchase(id, record);
    }

    /// The model as it will be at an instant, if no command comes until then.
    pub(crate) fn at(&self, now: Timestamp) -> Model {
        let mut then = self.clone();
        then.now = now;
        then.expire_due();
        then
    }

    fn waiting_lines(&self, sku: &Sku) -> BTreeMap<(OrderId, LineId), i64> {
        let mut waiting = BTreeMap::new();
        for order in self.orders.values() {
            for line in order.lines.iter().filter(|line| &line.sku == sku && line.at(Stage::Backordered) > 0) {
                waiting.insert((order.id.clone(), line.id.clone()), line.at(Stage::Backordered));
            }
        }
        waiting
    }

    /// Who will get what is on order or on its way, by paper and day: found out by letting it all arrive, one delivery after another.
    pub(crate) fn forecast(&self, sku: &Sku) -> BTreeMap<(OrderId, LineId), BTreeMap<Arrival, i64>> {
        let mut deliveries = Vec::new();
        for (id, record) in &self.purchases {
            let lines = record.lines.iter().filter(|line| &line.sku == sku && line.missing() > 0);
            let paper = (DocumentKind::PurchaseOrder, id.clone());
            deliveries.extend(lines.map(|line| (line.expected_at, paper.clone(), record.location.clone(), line.missing())));
        }
        for (id, record) in &self.transfers {
            let lines = record.lines.iter().filter(|line| &line.sku == sku && line.away > 0);
            let paper = (DocumentKind::Transfer, id.clone());
            deliveries.extend(lines.map(|line| (record.expected_at, paper.clone(), record.target().clone(), line.away)));
        }
        deliveries.sort_by_key(|(expected_at, ..)| *expected_at);
        let mut future = self.clone();
        let mut forecast: BTreeMap<(OrderId, LineId), BTreeMap<Arrival, i64>> = BTreeMap::new();
        for (expected_at, id, location, units) in deliveries {
            let before = future.waiting_lines(sku);
            *future.level(sku, &location, Bucket::Available) += units;
            future.serve_queue(sku, &location);
            let after = future.waiting_lines(sku);
            for (line, waited) in before {
                let served = waited - after.get(&line).copied().unwrap_or_default();
                if served > 0 {
                    *forecast.entry(line).or_default().entry((expected_at, id.clone())).or_default() += served;
                }
            }
        }
        forecast
    }

    /// When the last unit of each line that waits is expected.
    pub(crate) fn outlook(&self, sku: &Sku) -> BTreeMap<(OrderId, LineId), Option<Timestamp>> {
        let forecast = self.forecast(sku);
        let expected = |line: &(OrderId, LineId), waits: i64| {
            let promised = forecast.get(line)?;
            let last = promised.keys().map(|(expected_at, _)| *expected_at).max();
            last.filter(|_| promised.values().sum::<i64>() == waits)
        };
        self.waiting_lines(sku)
            .into_iter()
            .map(|(line, waits)| {
                let at = expected(&line, waits);
                (line, at)
            })
            .collect()
    }
}
