//! Cycle counts: what was counted, how far it is from the books, and who let the books follow.

mod paper;

pub(crate) mod approve_count;
pub(crate) mod cancel_count;
pub(crate) mod open_count;
pub(crate) mod record_count;
pub(crate) mod reject_count;

pub use approve_count::ApproveCount;
pub use cancel_count::CancelCount;
pub use open_count::OpenCount;
pub use paper::{Count, CountLine, CountState};
pub use record_count::{CountedUnits, RecordCount};
pub use reject_count::RejectCount;

use crate::DocumentId;
use crate::command::Command;
use crate::document::{DocumentKey, DocumentKind};

/// What names a count among papers.
pub(crate) fn key_of(id: &DocumentId) -> DocumentKey {
    DocumentKey { kind: DocumentKind::Count, id: id.clone() }
}

/// The count that a command may find: the SKUs on it, and their lots, are needed beside those the command names.
pub(crate) fn document_of(command: &Command) -> Option<DocumentKey> {
    match command {
        Command::RecordCount(command) => Some(key_of(&command.count)),
        Command::ApproveCount(command) => Some(key_of(&command.count)),
        _ => None,
    }
}
