//! Let stock follow what was counted.

use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

use super::key_of;
use super::paper::{Count, CountState, shelf_of};
use crate::batch::{ReadSet, Workspace};
use crate::document::DocumentBody;
use crate::event::Event;
use crate::inventory::{Place, ShortageChoice, check_reason, shortage};
use crate::lot::naming;
use crate::{Actor, DocumentId, Quantity, Rejection};

/// Applies what was found by a count to stock, as corrections with who and why. What is free for sale takes the differences.
///
/// The differences are those at the instants of counting: what has moved since, or moves before the approval, changes nothing about them.
/// All of it is applied or nothing. Where policies ask for four eyes, nobody approves what they have counted themselves.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ApproveCount {
    /// The count.
    pub count: DocumentId,
    /// Whether SKUs and lots that nobody has counted stay as they are; if not, all of them must have been counted.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub leaves_uncounted: bool,
    /// What becomes of promises that what was found does not suffice for.
    #[serde(default, skip_serializing_if = "ShortageChoice::is_default")]
    #[cfg_attr(feature = "schema", schemars(extend("default" = "keep")))]
    pub shortage: ShortageChoice,
    /// Why.
    pub reason: SmolStr,
}

/// Who approves, why, and what becomes of promises.
#[derive(Clone, Copy, Debug)]
pub(super) struct Approval<'a> {
    /// Absent if the policies do.
    pub(super) by: Option<&'a Actor>,
    pub(super) reason: &'a str,
    pub(super) shortage: ShortageChoice,
}

pub(crate) fn reads(command: &ApproveCount, wanted: &mut ReadSet) {
    wanted.document(key_of(&command.count));
}

pub(crate) fn execute(command: &ApproveCount, work: &mut Workspace) -> Result<(), Rejection> {
    check_reason(&command.reason)?;
    let id = &command.count;
    let count = work.count_paper(id)?;
    count.check_open(id)?;
    let actor = work.actor().clone();
    if work.settings().policies.counting.four_eyes && count.lines.iter().any(|line| line.counted_by == actor) {
        return Err(Rejection::OwnCount { count: id.clone(), actor });
    }
    let uncounted = count.uncounted(work)?;
    if let Some(sku) = uncounted.first().filter(|_| !command.leaves_uncounted || count.lines.is_empty()) {
        let left = u32::try_from(uncounted.len()).unwrap_or(u32::MAX);
        return Err(Rejection::CountIncomplete { count: id.clone(), sku: sku.clone(), left });
    }
    apply(work, id, count, &Approval { by: Some(&actor), reason: &command.reason, shortage: command.shortage })
}

/// Whether a difference takes units that are promised.
pub(super) fn leaves_short(work: &mut Workspace, count: &Count) -> Result<bool, Rejection> {
    for line in count.lines.iter().filter(|line| line.variance() < 0) {
        let (sku, shelf) = shelf_of(work, &count.location, &line.sku, line.lot.as_ref())?;
        let buckets = work.on_shelf(sku, shelf);
        if buckets.available + line.variance() < 0 {
            return Ok(true);
        }
    }
    Ok(false)
}

pub(super) fn apply(work: &mut Workspace, id: &DocumentId, mut count: Count, approval: &Approval<'_>) -> Result<(), Rejection> {
    let reason = SmolStr::from(approval.reason);
    count.state = CountState::Approved;
    count.closed_at = Some(work.now());
    count.closed_by = approval.by.cloned();
    work.put_document(id.clone(), DocumentBody::Count(count.clone()));
    work.emit(Event::CountApproved { count: id.clone(), by_policy: approval.by.is_none(), reason: reason.clone() });
    let mut short = Vec::new();
    for line in count.lines.iter().filter(|line| line.variance() != 0) {
        let (sku, shelf) = shelf_of(work, &count.location, &line.sku, line.lot.as_ref())?;
        let change = line.variance();
        let quantity = Quantity::from_balance(change.abs());
        if change > 0 {
            let into = naming::place_for(work, sku, shelf.lot, Place::Available);
            work.correct(sku, shelf, Place::Adjustment, into, quantity);
        } else {
            let on_hand = work.on_shelf(sku, shelf).on_hand();
            if on_hand + change < 0 && !work.settings().policies.stock.allows_negative_on_hand {
                let (sku, location) = (line.sku.clone(), count.location.clone());
                return Err(Rejection::OnHandBelowZero { sku, location, on_hand, change });
            }
            work.correct(sku, shelf, Place::Available, Place::Adjustment, quantity);
            work.rely_on_exact(sku, shelf);
            short.push((sku, shelf));
        }
        work.emit(Event::CountApplied {
            count: id.clone(),
            sku: line.sku.clone(),
            lot: line.lot.clone(),
            change,
            values: line.values.clone(),
        });
        work.emit(Event::StockChanged { sku: line.sku.clone(), location: count.location.clone(), reason: reason.clone() });
    }
    for (sku, shelf) in short {
        shortage::settle(work, sku, shelf, approval.shortage, &reason)?;
    }
    Ok(())
}
