//! Place a purchase order, or change one.

use crate::SortedSet;
use serde::{Deserialize, Serialize};

use super::purchase_order::{PurchaseLine, PurchaseOrder};
use super::{Outlook, key_of};
use crate::batch::{ReadSet, Workspace};
use crate::document::{DocumentBody, DocumentKey, Subject};
use crate::event::Event;
use crate::inventory::{ORDERS_MAX, check_quantity};
use crate::reservation::LINES_MAX;
use crate::{DocumentId, LineId, LocationId, Quantity, Rejection, Sku, SupplierId, Timestamp};

/// The most papers that may be open about supply of one SKU: whoever looks ahead reads all of them.
const OPEN_MAX: usize = 500;

/// Places a purchase order, or says what one that was placed is to be from now on.
///
/// Lines are told apart by their ids. Units that have arrived stay: a line is not ordered below them, nor left out, nor given another
/// SKU, and the location stays as well. A line that was closed is open again if it names more units than have arrived.
///
/// Orders that wait for its SKUs are told when to expect them, in `backorder_expected`, once for every change.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct PutPurchaseOrder {
    /// Its number.
    pub purchase_order: DocumentId,
    /// Who delivers.
    pub supplier: SupplierId,
    /// Where to.
    pub location: LocationId,
    /// What, and when.
    pub lines: Vec<OrderedLine>,
}

/// Units of one SKU that are ordered.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct OrderedLine {
    /// Its id, unique within the purchase order.
    pub id: LineId,
    /// What is ordered.
    pub sku: Sku,
    /// How many units, those that have arrived included.
    pub quantity: Quantity,
    /// When what is outstanding is expected to arrive.
    pub expected_at: Timestamp,
}

pub(crate) fn reads(command: &PutPurchaseOrder, wanted: &mut ReadSet) {
    wanted.document(key_of(&command.purchase_order));
    for line in &command.lines {
        wanted.supply(&line.sku, ORDERS_MAX);
    }
}

pub(crate) fn execute(command: &PutPurchaseOrder, work: &mut Workspace) -> Result<(), Rejection> {
    let lines = &command.lines;
    if lines.is_empty() || lines.len() > LINES_MAX {
        return Err(Rejection::field("lines", format!("name 1 to {LINES_MAX} lines")));
    }
    work.settings().location(&command.location)?;
    let mut ids = SortedSet::new();
    for (place, line) in lines.iter().enumerate() {
        check_quantity(&format!("lines[{place}].quantity"), line.quantity)?;
        work.stocked_item(&line.sku)?;
        if !ids.insert(&line.id) {
            return Err(Rejection::field(format!("lines[{place}].id"), format!("name `{}` once", line.id)));
        }
    }
    let before = work.purchase_order_if_known(&command.purchase_order);
    let changed = changed(command, before.as_ref())?;
    let skus: SortedSet<Sku> = before.iter().chain([&changed]).flat_map(|order| &order.lines).map(|line| line.sku.clone()).collect();
    for sku in &skus {
        check_open(work, &key_of(&command.purchase_order), sku)?;
    }
    let outlook = Outlook::of(work, skus);
    work.put_document(command.purchase_order.clone(), DocumentBody::PurchaseOrder(changed));
    work.emit(Event::PurchaseOrderPut { purchase_order: command.purchase_order.clone() });
    outlook.tell_changes(work);
    Ok(())
}

/// What the purchase order is from now on, what has arrived kept.
fn changed(command: &PutPurchaseOrder, before: Option<&PurchaseOrder>) -> Result<PurchaseOrder, Rejection> {
    let received: Vec<&PurchaseLine> = before.into_iter().flat_map(|order| &order.lines).filter(|line| !line.received.is_zero()).collect();
    if let Some(before) = before.filter(|before| !received.is_empty() && before.location != command.location) {
        return Err(Rejection::field("location", format!("units have arrived at `{}`: place another purchase order", before.location)));
    }
    for known in &received {
        let asked = command.lines.iter().find(|line| line.id == known.id);
        let requested = asked.map_or(Quantity::ZERO, |line| line.quantity);
        if requested < known.quantity.min(known.received) {
            return Err(Rejection::BelowReceived {
                purchase_order: command.purchase_order.clone(),
                line: known.id.clone(),
                requested,
                received: known.received,
            });
        }
        if asked.is_some_and(|line| line.sku != known.sku) {
            return Err(Rejection::field("lines", format!("units of line `{}` have arrived as sku `{}`: add a line", known.id, known.sku)));
        }
    }
    let lines = command.lines.iter().map(|line| {
        let known = before.into_iter().flat_map(|order| &order.lines).find(|known| known.id == line.id);
        let arrived = |units: fn(&PurchaseLine) -> Quantity| known.map_or(Quantity::ZERO, units);
        PurchaseLine {
            id: line.id.clone(),
            sku: line.sku.clone(),
            quantity: line.quantity,
            expected_at: line.expected_at,
            received: arrived(|line| line.received),
            damaged: arrived(|line| line.damaged),
            quality_control: arrived(|line| line.quality_control),
            closed: false,
            overdue: known.is_some_and(|known| known.overdue && known.expected_at == line.expected_at),
        }
    });
    Ok(PurchaseOrder { supplier: command.supplier.clone(), location: command.location.clone(), lines: lines.collect() })
}

/// Refuses to open a further paper about supply of a SKU that has as many as whoever looks ahead can read.
pub(crate) fn check_open(work: &Workspace, paper: &DocumentKey, sku: &Sku) -> Result<(), Rejection> {
    let subject = Subject::Supply(sku.clone());
    let others = work.open_documents(&subject).filter(|document| document.key() != *paper);
    if others.count() >= OPEN_MAX {
        let limit = u32::try_from(OPEN_MAX).unwrap_or(u32::MAX);
        return Err(Rejection::TooMuchOnOrder { sku: sku.clone(), limit });
    }
    Ok(())
}
