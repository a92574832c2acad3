//! Expect no more of a purchase order.

use crate::SortedSet;
use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

use super::{Outlook, key_of};
use crate::batch::{ReadSet, Workspace};
use crate::document::DocumentBody;
use crate::event::Event;
use crate::input::check_list;
use crate::inventory::check_reason;
use crate::reservation::LINES_MAX;
use crate::{DocumentId, LineId, Rejection};

/// Says that what is outstanding of a purchase order, or of lines of it, will not come. What has arrived stays.
///
/// Promises that rested on it go to what is expected next, or to nothing; each is told of once in `backorder_expected`.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct CancelPurchaseOrder {
    /// The purchase order.
    pub purchase_order: DocumentId,
    /// The lines; all that are outstanding if none is named.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lines: Vec<LineId>,
    /// Why.
    pub reason: SmolStr,
}

pub(crate) fn reads(command: &CancelPurchaseOrder, wanted: &mut ReadSet) {
    wanted.document(key_of(&command.purchase_order));
}

pub(crate) fn execute(command: &CancelPurchaseOrder, work: &mut Workspace) -> Result<(), Rejection> {
    check_list("lines", &command.lines, LINES_MAX)?;
    check_reason(&command.reason)?;
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
    let mut skus = SortedSet::new();
    let mut events = Vec::new();
    for line in order.lines.iter_mut().filter(|line| named.is_empty() || named.contains(&line.id)) {
        let quantity = line.outstanding();
        if quantity.is_zero() {
            continue;
        }
        line.closed = true;
        skus.insert(line.sku.clone());
        events.push(Event::PurchaseClosed { purchase_order: id.clone(), line: line.id.clone(), quantity, reason: command.reason.clone() });
    }
    let outlook = Outlook::of(work, skus);
    work.put_document(id.clone(), DocumentBody::PurchaseOrder(order));
    events.into_iter().for_each(|event| work.emit(event));
    outlook.tell_changes(work);
    Ok(())
}
