//! Figures that were taken earlier: what has moved since then.

use super::{Buckets, Place};
use crate::batch::{LogEntry, ReadSet, Workspace};
use crate::command::Command;
use crate::{CommandId, LocationId, LotNumber, Rejection, Sku, Timestamp};

/// The most entries of the log that are looked at for what moved since a figure was taken, each SKU and location.
pub const AS_OF_ENTRIES_MAX: u32 = 1_000;

/// What a figure counts.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Figure {
    /// Everything that lies there.
    OnHand,
    /// What is free for sale.
    Available,
}

impl Figure {
    pub(super) const fn of(self, buckets: &Buckets) -> i64 {
        match self {
            Figure::OnHand => buckets.on_hand(),
            Figure::Available => buckets.available,
        }
    }

    fn counts(self, place: Place) -> bool {
        match self {
            Figure::OnHand => place.bucket().is_some(),
            Figure::Available => place == Place::Available,
        }
    }
}

pub(super) fn read(wanted: &mut ReadSet, sku: &Sku, location: &LocationId, as_of: Timestamp) {
    wanted.moved(sku, location, as_of, AS_OF_ENTRIES_MAX);
}

/// When somebody counted, if the command tells what was counted: its correction is no movement of goods.
pub(crate) fn counted_at(command: &Command, at: Timestamp) -> Option<Timestamp> {
    match command {
        Command::SetStock(set) => Some(set.as_of.unwrap_or(at)),
        // Counted by the time it was approved; each line of it knows when.
        Command::ApproveCount(_) => Some(at),
        Command::RecordCount(record) => Some(record.counted_at.unwrap_or(at)),
        _ => None,
    }
}

/// By how much a figure has changed since an instant.
///
/// What earlier counts corrected is left out, as the new figure takes their place; a later count is not replaced by an older one.
pub(crate) fn moved_since(
    work: &Workspace,
    sku: &Sku,
    location: &LocationId,
    lot: Option<&LotNumber>,
    figure: Figure,
    as_of: Timestamp,
) -> Result<i64, Rejection> {
    if as_of > work.now() {
        return Err(Rejection::field("as_of", "it lies after the time of the command: name when the figure was taken"));
    }
    let mut sum = Sum { sku, location, lot, figure, as_of, change: 0 };
    let (mut entries, mut last) = (0, None);
    for row in work.moved(sku, location).iter().filter(|row| row.at > as_of) {
        entries += u32::from(last.replace(row.number) != Some(row.number));
        sum.add(&row.movement, || counted(work, &row.command))?;
    }
    if entries >= AS_OF_ENTRIES_MAX {
        let (sku, location) = (sku.clone(), location.clone());
        return Err(Rejection::AsOfTooOld { sku, location, as_of, entries });
    }
    // Commands of the same batch, which no storage knows yet.
    for entry in work.entries_of_batch().iter().filter(|entry| entry.envelope.at > as_of) {
        for movement in &entry.movements {
            sum.add(movement, || counted_by(entry))?;
        }
    }
    // What was due has come free just now.
    for movement in work.movements_of_command() {
        sum.add(movement, || None)?;
    }
    Ok(sum.change)
}

fn counted(work: &Workspace, command: &CommandId) -> Option<Timestamp> {
    work.entry(command).and_then(|entry| counted_by(entry))
}

fn counted_by(entry: &LogEntry) -> Option<Timestamp> {
    counted_at(&entry.envelope.command, entry.envelope.at)
}

struct Sum<'a> {
    sku: &'a Sku,
    location: &'a LocationId,
    lot: Option<&'a LotNumber>,
    figure: Figure,
    as_of: Timestamp,
    change: i64,
}

impl Sum<'_> {
    fn add(&mut self, movement: &super::Movement, counted_at: impl FnOnce() -> Option<Timestamp>) -> Result<(), Rejection> {
        if &movement.sku != self.sku || &movement.location != self.location || movement.lot.as_ref() != self.lot {
            return Ok(());
        }
        let corrects = [movement.from, movement.to].contains(&Place::Adjustment);
        if let Some(counted_at) = Some(()).filter(|()| corrects).and_then(|()| counted_at()) {
            if counted_at > self.as_of {
                let (sku, location) = (self.sku.clone(), self.location.clone());
                return Err(Rejection::CountedSince { sku, location, as_of: self.as_of, counted_at });
            }
            return Ok(());
        }
        if self.figure.counts(movement.to) {
            self.change += movement.quantity.units();
        }
        if self.figure.counts(movement.from) {
            self.change -= movement.quantity.units();
        }
        Ok(())
    }
}
