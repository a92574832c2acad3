//! Expect a transfer at another time.

use crate::SortedSet;
use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

use super::key_of;
use crate::batch::{ReadSet, Workspace};
use crate::event::Event;
use crate::input::check_text;
use crate::inventory::REASON_MAX;
use crate::supply::Outlook;
use crate::{DocumentId, Rejection, Sku, Timestamp};

/// Says that a transfer is expected at another time: the truck is late, or early.
///
/// Every promise that rests on what is in transit moves, and each is told of once in `backorder_expected`. Saying the same time again
/// changes nothing and tells nothing.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct RescheduleTransfer {
    /// The transfer.
    pub transfer: DocumentId,
    /// When it is expected now.
    pub expected_at: Timestamp,
    /// Why.
    #[serde(default, skip_serializing_if = "SmolStr::is_empty")]
    pub reason: SmolStr,
}

pub(crate) fn reads(command: &RescheduleTransfer, wanted: &mut ReadSet) {
    wanted.document(key_of(&command.transfer));
}

pub(crate) fn execute(command: &RescheduleTransfer, work: &mut Workspace) -> Result<(), Rejection> {
    check_text("reason", &command.reason, REASON_MAX)?;
    let id = &command.transfer;
    let mut transfer = work.transfer(id)?;
    if transfer.is_closed() {
        return Err(Rejection::NothingToTransfer { transfer: id.clone(), action: "expect".into() });
    }
    if transfer.expected_at == command.expected_at {
        return Ok(());
    }
    let moved: SortedSet<Sku> = transfer.skus_in_transit();
    let outlook = Outlook::of(work, moved);
    let was_expected_at = std::mem::replace(&mut transfer.expected_at, command.expected_at);
    transfer.overdue = false;
    work.put_transfer(id, transfer);
    work.emit(Event::TransferRescheduled { transfer: id.clone(), was_expected_at, expected_at: command.expected_at });
    outlook.tell_changes(work);
    Ok(())
}
