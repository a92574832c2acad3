//! Expect a purchase order at another time.

use crate::SortedSet;
use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

use super::{Outlook, key_of};
use crate::batch::{ReadSet, Workspace};
use crate::document::DocumentBody;
use crate::event::Event;
use crate::input::{check_list, check_text};
use crate::inventory::REASON_MAX;
use crate::reservation::LINES_MAX;
use crate::{DocumentId, LineId, Rejection, Timestamp};

/// Says that what is outstanding of a purchase order is expected at another time: the supplier is late, or early.
///
/// Every promise that rests on it moves, and each is told of once in `backorder_expected`. Saying the same time again changes nothing
/// and tells nothing.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ReschedulePurchaseOrder {
    /// The purchase order.
    pub purchase_order: DocumentId,
    /// When it is expected now.
    pub expected_at: Timestamp,
    /// The lines that are expected then; all that are outstanding if none is named.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lines: Vec<LineId>,
    /// Why.
    #[serde(default, skip_serializing_if = "SmolStr::is_empty")]
    pub reason: SmolStr,
}

pub(crate) fn reads(command: &ReschedulePurchaseOrder, wanted: &mut ReadSet) {
    wanted.document(key_of(&command.purchase_order));
}

pub(crate) fn execute(command: &ReschedulePurchaseOrder, work: &mut Workspace) -> Result<(), Rejection> {
    check_list("lines", &command.lines, LINES_MAX)?;
    check_text("reason", &command.reason, REASON_MAX)?;
    let id = &command.purchase_order;
    let mut order = work.purchase_order(id)?;
    let named: SortedSet<&LineId> = command.lines.iter().collect();
    for line in &named {
        if order.line_mut(id, line)?.outstanding().is_zero() {
            return Err(Rejection::NothingOutstanding { purchase_order: id.clone(), line: Some((*line).clone()) });
        }
    }
    if order.open_lines().next().is_none() {
        return Err(Rejection::NothingOutstanding { purchase_order: id.clone(), line: None });
    }
    let is_meant = |line: &&mut super::PurchaseLine| !line.outstanding().is_zero() && (named.is_empty() || named.contains(&line.id));
    let mut moved = SortedSet::new();
    let mut events = Vec::new();
    for line in order.lines.iter_mut().filter(is_meant).filter(|line| line.expected_at != command.expected_at) {
        let was_expected_at = std::mem::replace(&mut line.expected_at, command.expected_at);
        line.overdue = false;
        moved.insert(line.sku.clone());
        let (purchase_order, line) = (id.clone(), line.id.clone());
        events.push(Event::PurchaseRescheduled { purchase_order, line, was_expected_at, expected_at: command.expected_at });
    }
    if moved.is_empty() {
        return Ok(());
    }
    let outlook = Outlook::of(work, moved);
    work.put_document(id.clone(), DocumentBody::PurchaseOrder(order));
    events.into_iter().for_each(|event| work.emit(event));
    outlook.tell_changes(work);
    Ok(())
}
