//! Transfers, as the model takes them: every unit of a line is counted where it is now.

use std::collections::BTreeSet;

use oms_core::inventory::Bucket;
use oms_core::transfer::{CancelTransfer, PutTransfer, ReceiveTransfer, RescheduleTransfer, ShipTransfer};
use oms_core::{DocumentId, LineId, LocationId, QUANTITY_MAX, Quantity, Sku, Timestamp};

use super::stock::{LINES_MAX, check_quantity, check_reason};
use super::{Model, Refusal, refuse};

/// Stock on its way from one location to another.
#[derive(Clone, Debug)]
pub(crate) struct TransferRecord {
    pub(crate) version: u64,
    pub(crate) from: LocationId,
    pub(crate) to: LocationId,
    pub(crate) expected_at: Timestamp,
    pub(crate) lines: Vec<TransferLineRecord>,
    pub(crate) turned_back: bool,
    pub(crate) told_late: bool,
}

#[derive(Clone, Debug)]
pub(crate) struct TransferLineRecord {
    pub(crate) id: LineId,
    pub(crate) sku: Sku,
    /// Units that are to leave still.
    pub(crate) waiting: i64,
    /// Units that will not leave.
    pub(crate) dropped: i64,
    /// Units on their way.
    pub(crate) away: i64,
    /// Units that arrived where they were to go.
    pub(crate) there: i64,
    /// Units that came back.
    pub(crate) back: i64,
    /// Units that were lost.
    pub(crate) gone: i64,
    /// Units that arrived and had not been sent.
    pub(crate) extra: i64,
    pub(crate) damaged: i64,
    pub(crate) doubtful: i64,
}

impl TransferLineRecord {
    pub(crate) const fn left(&self) -> i64 {
        self.away + self.there + self.back + self.gone
    }
}

impl TransferRecord {
    pub(crate) fn target(&self) -> &LocationId {
        if self.turned_back { &self.from } else { &self.to }
    }

    /// When it is late.
    pub(crate) fn ends(&self) -> Option<Timestamp> {
        (!self.told_late && self.lines.iter().any(|line| line.away > 0)).then_some(self.expected_at)
    }

    /// SKUs of which something is to come.
    pub(crate) fn brings(&self) -> BTreeSet<&Sku> {
        self.lines.iter().filter(|line| line.away > 0).map(|line| &line.sku).collect()
    }
}

impl Model {
    fn transfer_of(&self, id: &DocumentId) -> Result<TransferRecord, Refusal> {
        self.transfers.get(id).cloned().ok_or(Refusal::new("unknown_transfer"))
    }

    fn keep_transfer(&mut self, id: &DocumentId, record: TransferRecord) {
        self.touched_transfers.insert(id.clone());
        self.transfers.insert(id.clone(), record);
    }

    pub(crate) fn put_transfer(&mut self, command: &PutTransfer) -> Result<(), Refusal> {
        if command.lines.is_empty() || command.lines.len() > LINES_MAX {
            return refuse("invalid_field");
        }
        if !self.locations.contains_key(&command.from) || !self.locations.contains_key(&command.to) {
            return refuse("unknown_location");
        }
        if command.from == command.to {
            return refuse("invalid_field");
        }
        let mut ids = BTreeSet::new();
        let mut lines = Vec::new();
        for line in &command.lines {
            let waiting = check_quantity(line.quantity)?;
            if !self.items.contains_key(&line.sku) {
                return refuse("unknown_item");
            }
            if !ids.insert(&line.id) {
                return refuse("invalid_field");
            }
            let (id, sku) = (line.id.clone(), line.sku.clone());
            let none = (0, 0, 0);
            let ((dropped, away, there), (back, gone, extra), (damaged, doubtful, _)) = (none, none, none);
            lines.push(TransferLineRecord { id, sku, waiting, dropped, away, there, back, gone, extra, damaged, doubtful });
        }
        let before = self.transfers.get(&command.transfer);
        if before.is_some_and(|record| record.lines.iter().any(|line| line.left() > 0)) {
            return refuse("transfer_shipped");
        }
        let version = before.map_or(0, |record| record.version);
        let (from, to, expected_at) = (command.from.clone(), command.to.clone(), command.expected_at);
        let record = TransferRecord { version, from, to, expected_at, lines, turned_back: false, told_late: false };
        self.keep_transfer(&command.transfer, record);
        Ok(())
    }

    pub(crate) fn ship_transfer(&mut self, command: &ShipTransfer) -> Result<(), Refusal> {
        if command.lines.len() > LINES_MAX || command.reason.len() > 1_000 {
            return refuse("invalid_field");
        }
        let mut record = self.transfer_of(&command.transfer)?;
        let mut leaving: Vec<(LineId, i64)> = Vec::new();
        for shipment in &command.lines {
            let units = check_quantity(shipment.quantity)?;
            if leaving.iter().any(|(id, _)| id == &shipment.line) {
                return refuse("invalid_field");
            }
            let line = record.lines.iter().find(|line| line.id == shipment.line);
            let line = line.ok_or_else(|| Refusal::new("unknown_transfer_line").with("line", shipment.line.as_str()))?;
            if units > line.waiting {
                return Err(Refusal::new("transfer_exceeded").with("requested", units).with("eligible", line.waiting));
            }
            leaving.push((shipment.line.clone(), units));
        }
        if command.lines.is_empty() {
            leaving = record.lines.iter().filter(|line| line.waiting > 0).map(|line| (line.id.clone(), line.waiting)).collect();
            if leaving.is_empty() {
                return refuse("nothing_to_transfer");
            }
        }
        record.expected_at = command.expected_at.unwrap_or(record.expected_at);
        record.told_late = false;
        let from = record.from.clone();
        for (id, units) in leaving {
            let line = record.lines.iter_mut().find(|line| line.id == id).expect("a line that was found before");
            let free = self.level(&line.sku, &from, Bucket::Available);
            if *free < units {
                return Err(Refusal::new("insufficient_bucket").with("requested", units).with("available", *free));
            }
            *free -= units;
            line.waiting -= units;
            line.away += units;
        }
        self.keep_transfer(&command.transfer, record);
        Ok(())
    }

    pub(crate) fn receive_transfer(&mut self, command: &ReceiveTransfer) -> Result<(), Refusal> {
        if command.lines.is_empty() || command.lines.len() > LINES_MAX || command.reason.len() > 1_000 {
            return refuse("invalid_field");
        }
        let mut record = self.transfer_of(&command.transfer)?;
        let location = command.location.clone().unwrap_or_else(|| record.target().clone());
        if ![&record.from, &record.to].contains(&&location) {
            return refuse("invalid_field");
        }
        let mut ids = BTreeSet::new();
        for receipt in &command.lines {
            let line = record.lines.iter().find(|line| line.id == receipt.line);
            let line = line.ok_or_else(|| Refusal::new("unknown_transfer_line").with("line", receipt.line.as_str()))?;
            let parts = [receipt.available, receipt.damaged, receipt.quality_control, receipt.lost].map(Quantity::units);
            let told: i64 = parts.iter().fold(0, |sum: i64, units| sum.saturating_add(*units));
            if parts.iter().any(|units| *units > QUANTITY_MAX) || told == 0 {
                return refuse("invalid_field");
            }
            let more_is_kept = command.accepts_excess && receipt.lost.is_zero() && line.left() > 0;
            if told > line.away && !more_is_kept {
                return Err(Refusal::new("transfer_exceeded").with("requested", told).with("eligible", line.away));
            }
            if !ids.insert(&receipt.line) {
                return refuse("invalid_field");
            }
        }
        let came_back = location == record.from;
        for receipt in &command.lines {
            let line = record.lines.iter_mut().find(|line| line.id == receipt.line).expect("a line that was found before");
            let arrived = receipt.available.units() + receipt.damaged.units() + receipt.quality_control.units();
            let sent = arrived.min(line.away);
            line.away -= sent + receipt.lost.units();
            line.gone += receipt.lost.units();
            line.extra += arrived - sent;
            *(if came_back { &mut line.back } else { &mut line.there }) += sent;
            line.damaged += receipt.damaged.units();
            line.doubtful += receipt.quality_control.units();
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
        self.keep_transfer(&command.transfer, record);
        Ok(())
    }

    pub(crate) fn reschedule_transfer(&mut self, command: &RescheduleTransfer) -> Result<(), Refusal> {
        if command.reason.len() > 1_000 {
            return refuse("invalid_field");
        }
        let mut record = self.transfer_of(&command.transfer)?;
        if record.lines.iter().all(|line| line.waiting == 0 && line.away == 0) {
            return refuse("nothing_to_transfer");
        }
        if record.expected_at != command.expected_at {
            record.expected_at = command.expected_at;
            record.told_late = false;
            self.keep_transfer(&command.transfer, record);
        }
        Ok(())
    }

    pub(crate) fn cancel_transfer(&mut self, command: &CancelTransfer) -> Result<(), Refusal> {
        check_reason(&command.reason)?;
        if command.expected_at.is_some() && !command.calls_back {
            return refuse("invalid_field");
        }
        let mut record = self.transfer_of(&command.transfer)?;
        let turns = command.calls_back && !record.turned_back && record.lines.iter().any(|line| line.away > 0);
        if !turns && record.lines.iter().all(|line| line.waiting == 0) {
            return refuse("nothing_to_transfer");
        }
        for line in &mut record.lines {
            line.dropped += std::mem::take(&mut line.waiting);
        }
        if turns {
            record.turned_back = true;
            record.told_late = false;
            record.expected_at = command.expected_at.unwrap_or(record.expected_at);
        }
        self.keep_transfer(&command.transfer, record);
        Ok(())
    }

    /// Notes that it is late.
    pub(crate) fn note_late_transfer(&mut self, id: &DocumentId) {
        let record = TransferRecord { told_late: true, ..self.transfers[id].clone() };
        self.keep_transfer(id, record);
    }
}
