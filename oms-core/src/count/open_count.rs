//! Open a count.

use serde::{Deserialize, Serialize};

use super::key_of;
use super::paper::{Count, CountState};
use crate::batch::{ReadSet, Workspace};
use crate::document::{DocumentBody, Subject};
use crate::event::Event;
use crate::{Arrange, DocumentId, LocationId, Rejection, Sku};

/// The most SKUs of one count.
pub(crate) const SKUS_MAX: usize = 1_000;

/// Opens a count of some SKUs at a location. Stock goes on being sold, picked and received while it is counted.
///
/// A SKU is in one open count of a location at a time, since two would find the same units missing. Nothing may be counted before the
/// count was opened, for the same reason.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct OpenCount {
    /// Its number.
    pub count: DocumentId,
    /// Where.
    pub location: LocationId,
    /// What is to be counted: 1 to 1,000 SKUs.
    pub skus: Vec<Sku>,
    /// Whether who counts is not told how far the books are off: `count_recorded` then names no variance.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub blind: bool,
}

pub(crate) fn reads(command: &OpenCount, wanted: &mut ReadSet) {
    wanted.document(key_of(&command.count));
    for sku in &command.skus {
        wanted.sku(sku);
        wanted.subject(Subject::Count(sku.clone()));
    }
}

pub(crate) fn execute(command: &OpenCount, work: &mut Workspace) -> Result<(), Rejection> {
    if command.skus.is_empty() || command.skus.len() > SKUS_MAX {
        return Err(Rejection::field("skus", format!("name 1 to {SKUS_MAX} skus")));
    }
    work.settings().location(&command.location)?;
    if work.document(&key_of(&command.count)).is_some() {
        return Err(Rejection::CountExists { count: command.count.clone() });
    }
    let mut skus = command.skus.clone();
    skus.arrange();
    for (sku, next) in skus.iter().zip(skus.iter().skip(1)) {
        if sku == next {
            return Err(Rejection::field("skus", format!("name `{sku}` once")));
        }
    }
    for sku in &skus {
        work.stocked_item(sku)?;
        let here = |body: &DocumentBody| matches!(body, DocumentBody::Count(count) if count.location == command.location);
        if let Some(other) = work.open_documents(&Subject::Count(sku.clone())).find(|document| here(&document.body)) {
            return Err(Rejection::BeingCounted { sku: sku.clone(), location: command.location.clone(), count: other.id.clone() });
        }
    }
    let count = Count {
        location: command.location.clone(),
        skus,
        blind: command.blind,
        state: CountState::Open,
        opened_at: work.now(),
        opened_by: work.actor().clone(),
        lines: Vec::new(),
        closed_at: None,
        closed_by: None,
    };
    work.put_document(command.count.clone(), DocumentBody::Count(count));
    work.emit(Event::CountOpened { count: command.count.clone() });
    Ok(())
}
