//! What was expected and has not come is told once, at the instant it was expected.

use crate::batch::Workspace;
use crate::document::{DocumentBody, DocumentKey};
use crate::event::Event;
use crate::{DocumentId, Rejection, transfer};

/// Brings to its end what is due of a paper at the time of the current command, before the command itself runs.
pub(crate) fn pass(work: &mut Workspace, key: &DocumentKey) -> Result<(), Rejection> {
    match work.document(key).map(|document| document.body.clone()) {
        Some(DocumentBody::PurchaseOrder(_)) => tell_overdue(work, &key.id),
        Some(DocumentBody::Transfer(_)) => transfer::tell_overdue(work, &key.id),
        Some(DocumentBody::Count(_) | DocumentBody::Lot(_) | DocumentBody::Serial(_) | DocumentBody::Slot(_)) | None => Ok(()),
    }
}

fn tell_overdue(work: &mut Workspace, id: &DocumentId) -> Result<(), Rejection> {
    let mut order = work.purchase_order(id)?;
    let now = work.now();
    for line in order.lines.iter_mut().filter(|line| !line.overdue && !line.outstanding().is_zero() && line.expected_at <= now) {
        line.overdue = true;
        work.emit(Event::PurchaseOverdue {
            purchase_order: id.clone(),
            line: line.id.clone(),
            expected_at: line.expected_at,
            quantity: line.outstanding(),
        });
    }
    work.put_document(id.clone(), DocumentBody::PurchaseOrder(order));
    Ok(())
}
