//! Supply: what is on order, when it is expected, and whom it is promised to.

mod incoming;
mod outlook;
pub(crate) mod overdue;
mod purchase_order;

pub(crate) mod cancel_purchase_order;
pub(crate) mod put_purchase_order;
pub(crate) mod receive_purchase_order;
pub(crate) mod reschedule_purchase_order;

pub use cancel_purchase_order::CancelPurchaseOrder;
pub use incoming::{Incoming, SupplyPromise};
pub(crate) use incoming::{incoming, promises};
pub(crate) use outlook::Outlook;
pub use purchase_order::{PurchaseLine, PurchaseOrder};
pub(crate) use put_purchase_order::check_open;
pub use put_purchase_order::{OrderedLine, PutPurchaseOrder};
pub use receive_purchase_order::{PurchaseReceipt, ReceivePurchaseOrder};
pub use reschedule_purchase_order::ReschedulePurchaseOrder;

use crate::DocumentId;
use crate::command::Command;
use crate::document::{DocumentKey, DocumentKind};

/// What names a purchase order among papers.
pub(crate) fn key_of(id: &DocumentId) -> DocumentKey {
    DocumentKey { kind: DocumentKind::PurchaseOrder, id: id.clone() }
}

/// The paper that a command about supply may find: the SKUs on it are needed beside those the command names.
pub(crate) fn document_of(command: &Command) -> Option<DocumentKey> {
    match command {
        Command::PutPurchaseOrder(command) => Some(key_of(&command.purchase_order)),
        Command::ReschedulePurchaseOrder(command) => Some(key_of(&command.purchase_order)),
        Command::ReceivePurchaseOrder(command) => Some(key_of(&command.purchase_order)),
        Command::CancelPurchaseOrder(command) => Some(key_of(&command.purchase_order)),
        _ => None,
    }
}
