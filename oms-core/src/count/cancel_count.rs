//! Give a count up.

use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

use super::key_of;
use super::paper::CountState;
use crate::batch::{ReadSet, Workspace};
use crate::document::DocumentBody;
use crate::event::Event;
use crate::inventory::check_reason;
use crate::{DocumentId, Rejection};

/// Gives a count up. Stock stays as it is, and its SKUs may be in another count.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct CancelCount {
    /// The count.
    pub count: DocumentId,
    /// Why.
    pub reason: SmolStr,
}

pub(crate) fn reads(command: &CancelCount, wanted: &mut ReadSet) {
    wanted.document(key_of(&command.count));
}

pub(crate) fn execute(command: &CancelCount, work: &mut Workspace) -> Result<(), Rejection> {
    check_reason(&command.reason)?;
    let id = &command.count;
    let mut count = work.count_paper(id)?;
    count.check_open(id)?;
    count.state = CountState::Canceled;
    count.closed_at = Some(work.now());
    count.closed_by = Some(work.actor().clone());
    work.put_document(id.clone(), DocumentBody::Count(count));
    work.emit(Event::CountCanceled { count: id.clone(), reason: command.reason.clone() });
    Ok(())
}
