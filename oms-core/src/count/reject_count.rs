//! Have it counted again.

use crate::SortedSet;
use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

use super::key_of;
use super::open_count::SKUS_MAX;
use crate::batch::{ReadSet, Workspace};
use crate::document::DocumentBody;
use crate::event::Event;
use crate::input::check_list;
use crate::inventory::check_reason;
use crate::{DocumentId, Rejection, Sku};

/// Rejects what was counted: it is to be counted again. Stock stays as it is, and the count stays open.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct RejectCount {
    /// The count.
    pub count: DocumentId,
    /// The SKUs that are to be counted again; all that have been counted if none is named.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub skus: Vec<Sku>,
    /// Why.
    pub reason: SmolStr,
}

pub(crate) fn reads(command: &RejectCount, wanted: &mut ReadSet) {
    wanted.document(key_of(&command.count));
}

pub(crate) fn execute(command: &RejectCount, work: &mut Workspace) -> Result<(), Rejection> {
    check_list("skus", &command.skus, SKUS_MAX)?;
    check_reason(&command.reason)?;
    let id = &command.count;
    let mut count = work.count_paper(id)?;
    count.check_open(id)?;
    for sku in &command.skus {
        count.check_on_it(id, sku)?;
    }
    let named: SortedSet<&Sku> = command.skus.iter().collect();
    let (again, kept): (Vec<_>, Vec<_>) =
        std::mem::take(&mut count.lines).into_iter().partition(|line| named.is_empty() || named.contains(&line.sku));
    if again.is_empty() {
        return Err(Rejection::field("skus", "nothing of that has been counted"));
    }
    count.lines = kept;
    let mut skus: Vec<Sku> = again.into_iter().map(|line| line.sku).collect();
    skus.dedup();
    work.put_document(id.clone(), DocumentBody::Count(count));
    work.emit(Event::CountRejected { count: id.clone(), skus, reason: command.reason.clone() });
    Ok(())
}
