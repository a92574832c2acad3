//! Send no more of a transfer, and call back what is on its way.

use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

use super::key_of;
use crate::batch::{ReadSet, Workspace};
use crate::event::Event;
use crate::inventory::check_reason;
use crate::supply::Outlook;
use crate::{DocumentId, Rejection, Timestamp};

/// Drops what has not left of a transfer. What is in transit stays so until it is received: where it goes, or where it came from.
///
/// With `calls_back`, what is in transit is bound for the location it left, and is supply of that one: promises that rested on it move,
/// and each is told of once in `backorder_expected`. `receive_transfer` takes it in there.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct CancelTransfer {
    /// The transfer.
    pub transfer: DocumentId,
    /// Whether what is in transit is to come back.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub calls_back: bool,
    /// When it is expected back, if that is another time than it was expected at.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expected_at: Option<Timestamp>,
    /// Why.
    pub reason: SmolStr,
}

pub(crate) fn reads(command: &CancelTransfer, wanted: &mut ReadSet) {
    wanted.document(key_of(&command.transfer));
}

pub(crate) fn execute(command: &CancelTransfer, work: &mut Workspace) -> Result<(), Rejection> {
    check_reason(&command.reason)?;
    if command.expected_at.is_some() && !command.calls_back {
        return Err(Rejection::field("expected_at", "what is not called back is rescheduled with `reschedule_transfer`"));
    }
    let id = &command.transfer;
    let mut transfer = work.transfer(id)?;
    let turns_back = command.calls_back && !transfer.returning && !transfer.in_transit().is_zero();
    if !turns_back && transfer.lines.iter().all(|line| line.left_to_ship().is_zero()) {
        return Err(Rejection::NothingToTransfer { transfer: id.clone(), action: "cancel".into() });
    }
    let skus = if turns_back { transfer.skus_in_transit() } else { crate::SortedSet::new() };
    let outlook = Outlook::of(work, skus);
    for line in &mut transfer.lines {
        let quantity = line.left_to_ship();
        if !quantity.is_zero() {
            line.canceled = line.canceled.plus(quantity);
            let (line, reason) = (line.id.clone(), command.reason.clone());
            work.emit(Event::TransferCanceled { transfer: id.clone(), line, quantity, reason });
        }
    }
    if turns_back {
        transfer.returning = true;
        transfer.overdue = false;
        transfer.expected_at = command.expected_at.unwrap_or(transfer.expected_at);
        let (quantity, expected_at) = (transfer.in_transit(), transfer.expected_at);
        work.emit(Event::TransferCalledBack { transfer: id.clone(), quantity, expected_at, reason: command.reason.clone() });
    }
    work.put_transfer(id, transfer);
    outlook.tell_changes(work);
    Ok(())
}
