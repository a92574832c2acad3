//! Transfers: stock that goes from one location to another, and is in transit meanwhile.

mod paper;

pub(crate) mod cancel_transfer;
pub(crate) mod put_transfer;
pub(crate) mod receive_transfer;
pub(crate) mod reschedule_transfer;
pub(crate) mod ship_transfer;

pub use cancel_transfer::CancelTransfer;
pub(crate) use paper::tell_overdue;
pub use paper::{Transfer, TransferLine};
pub use put_transfer::{PlannedTransferLine, PutTransfer};
pub use receive_transfer::{ReceiveTransfer, TransferReceipt};
pub use reschedule_transfer::RescheduleTransfer;
pub use ship_transfer::{ShipTransfer, TransferShipment};

use crate::DocumentId;
use crate::command::Command;
use crate::document::{DocumentKey, DocumentKind};

/// What names a transfer among papers.
pub(crate) fn key_of(id: &DocumentId) -> DocumentKey {
    DocumentKey { kind: DocumentKind::Transfer, id: id.clone() }
}

/// The transfer that a command may find: the SKUs on it, and their lots, are needed beside those the command names.
pub(crate) fn document_of(command: &Command) -> Option<DocumentKey> {
    match command {
        Command::ShipTransfer(command) => Some(key_of(&command.transfer)),
        Command::ReceiveTransfer(command) => Some(key_of(&command.transfer)),
        Command::RescheduleTransfer(command) => Some(key_of(&command.transfer)),
        Command::CancelTransfer(command) => Some(key_of(&command.transfer)),
        _ => None,
    }
}
