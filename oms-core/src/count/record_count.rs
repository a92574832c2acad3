//! Record what was counted.

use crate::SortedSet;
use serde::{Deserialize, Serialize};

use super::approve_count::{self, Approval};
use super::key_of;
use super::paper::{Count, CountLine, shelf_of, values};
use crate::batch::{ReadSet, Workspace};
use crate::document::DocumentBody;
use crate::event::Event;
use crate::inventory::ShortageChoice;
use crate::inventory::as_of::{Figure, moved_since};
use crate::lot::naming;
use crate::{DocumentId, LotNumber, QUANTITY_MAX, Quantity, Rejection, Sku, Timestamp};

/// The most lines of one record.
pub(crate) const LINES_MAX: usize = 1_000;

/// Records what was counted, and when. Stock stays as it is until the count is approved.
///
/// It is compared with what was on hand at that instant by the books: what has moved since is taken out again, so that a count taken at
/// ten and entered at noon is right although units were sent and received in between. What is recorded again replaces what was recorded.
/// What somebody has counted later, and set, is not replaced by an older count: `counted_since`.
///
/// Where all is counted and every difference lies within the tolerance of the policies, the count is approved by that.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct RecordCount {
    /// The count.
    pub count: DocumentId,
    /// When it was counted: since the count was opened. Now, if not given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub counted_at: Option<Timestamp>,
    /// What was there.
    pub lines: Vec<CountedUnits>,
}

/// Units of a SKU, or of a lot of it, that were there.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct CountedUnits {
    /// What.
    pub sku: Sku,
    /// The lot, where the item is kept by lot. One that was never received is received first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lot: Option<LotNumber>,
    /// Units that were there, whatever their state: those set aside for orders, damaged or doubtful ones as well.
    pub quantity: Quantity,
}

pub(crate) fn reads(command: &RecordCount, wanted: &mut ReadSet) {
    wanted.document(key_of(&command.count));
    for line in &command.lines {
        wanted.sku(&line.sku);
        naming::read(wanted, &line.sku, line.lot.as_ref());
    }
}

pub(crate) fn execute(command: &RecordCount, work: &mut Workspace) -> Result<(), Rejection> {
    if command.lines.is_empty() || command.lines.len() > LINES_MAX {
        return Err(Rejection::field("lines", format!("name 1 to {LINES_MAX} lines")));
    }
    let id = &command.count;
    let mut count = work.count_paper(id)?;
    count.check_open(id)?;
    let counted_at = command.counted_at.unwrap_or(work.now());
    if counted_at < count.opened_at {
        let problem = format!("the count was opened at {}, and nothing of it is counted before", count.opened_at);
        return Err(Rejection::field("counted_at", problem));
    }
    if counted_at > work.now() {
        return Err(Rejection::field("counted_at", "name an instant that has passed"));
    }
    let mut named = SortedSet::new();
    for (place, units) in command.lines.iter().enumerate() {
        if units.quantity.units() > QUANTITY_MAX {
            return Err(Rejection::field(format!("lines[{place}].quantity"), format!("name 0 to {QUANTITY_MAX} units")));
        }
        count.check_on_it(id, &units.sku)?;
        if !named.insert((&units.sku, &units.lot)) {
            return Err(Rejection::field(format!("lines[{place}]"), "name each sku, and each lot of it, once"));
        }
        record(work, id, &mut count, units, counted_at)?;
    }
    work.put_document(id.clone(), DocumentBody::Count(count.clone()));
    approve_what_is_tolerated(work, id, count)
}

fn record(work: &mut Workspace, id: &DocumentId, count: &mut Count, units: &CountedUnits, counted_at: Timestamp) -> Result<(), Rejection> {
    let (sku, shelf) = shelf_of(work, &count.location, &units.sku, units.lot.as_ref())?;
    let since = moved_since(work, &units.sku, &count.location, units.lot.as_ref(), Figure::OnHand, counted_at)?;
    let expected = work.on_shelf(sku, shelf).on_hand() - since;
    // What has moved since was worked out from what is there now.
    work.rely_on_exact(sku, shelf);
    let variance = units.quantity.units() - expected;
    let costs = work.item(sku).map_or(&[][..], |item| &item.unit_costs);
    let line = CountLine {
        sku: units.sku.clone(),
        lot: units.lot.clone(),
        counted: units.quantity,
        counted_at,
        counted_by: work.actor().clone(),
        expected,
        values: values(costs, variance),
    };
    work.emit(Event::CountRecorded {
        count: id.clone(),
        sku: units.sku.clone(),
        lot: units.lot.clone(),
        counted: units.quantity,
        variance: (!count.blind).then_some(variance),
    });
    let place = count.lines.binary_search_by(|known| (&known.sku, &known.lot).cmp(&(&line.sku, &line.lot)));
    match place {
        Ok(place) => count.lines.splice(place..=place, [line]).for_each(drop),
        Err(place) => count.lines.insert(place, line),
    }
    Ok(())
}

/// Approves the count if all is counted, every difference is within the tolerance, and nobody loses what was promised.
fn approve_what_is_tolerated(work: &mut Workspace, id: &DocumentId, count: Count) -> Result<(), Rejection> {
    let policy = work.settings().policies.counting.clone();
    let tolerated = |line: &CountLine| policy.tolerates(line.variance(), &line.values);
    if !count.lines.iter().all(tolerated) || !count.uncounted(work)?.is_empty() || approve_count::leaves_short(work, &count)? {
        return Ok(());
    }
    approve_count::apply(work, id, count, &Approval { by: None, reason: "tolerance", shortage: ShortageChoice::Keep })
}
