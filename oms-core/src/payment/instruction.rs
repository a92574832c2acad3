//! Instructions to a payment provider: a transaction that is pending, and an event that goes out with the log.
//!
//! The key of an instruction follows from where it is kept, so that a host that sends it twice, or sends it again after it failed,
//! gives the provider the same key, and money moves once.

use sha2::{Digest as _, Sha256};

use super::{Instruction, Payment, Transaction, TransactionState, ledger};
use crate::batch::Workspace;
use crate::event::Event;
use crate::order::Order;
use crate::{InstructionKey, OrderId, PaymentId, Rejection};

/// The longest key that tells what it is about; the strictest of the large providers take 64 bytes.
const KEY_LENGTH_MAX: usize = 64;

/// Adds a transaction as pending and tells the provider.
pub(super) fn give(
    work: &mut Workspace,
    order: &mut Order,
    id: &PaymentId,
    is_final: bool,
    transaction: Transaction,
) -> Result<(), Rejection> {
    let number = order.payment(id)?.transactions.len().saturating_add(1);
    let instruction = Instruction { key: key(&order.id, id, number)?, is_final, resolved_at: None, failure: None };
    let transaction = Transaction { state: TransactionState::Pending, instruction: Some(Box::new(instruction)), ..transaction };
    tell(work, order, id, &transaction);
    ledger::add(order, id, transaction)
}

/// The event by which the provider is told, whether for the first time or again.
pub(super) fn tell(work: &mut Workspace, order: &Order, payment: &PaymentId, transaction: &Transaction) {
    let Some(instruction) = &transaction.instruction else { return };
    work.emit(Event::PaymentInstructed {
        order: order.id.clone(),
        payment: payment.clone(),
        key: instruction.key.clone(),
        kind: transaction.kind,
        amount: transaction.amount,
        is_final: instruction.is_final,
        reason: transaction.reason.clone(),
    });
}

impl Payment {
    /// The transaction that the provider was told under a key.
    pub fn instructed(&self, key: &InstructionKey) -> Option<&Transaction> {
        self.transactions.iter().find(|transaction| transaction.has_key(key))
    }
}

/// The transaction of an instruction, and its place in the payment.
pub(super) fn find<'a>(order: &'a mut Order, payment: &PaymentId, key: &InstructionKey) -> Result<&'a mut Transaction, Rejection> {
    let unknown = Rejection::UnknownInstruction { order: order.id.clone(), payment: payment.clone(), key: key.clone() };
    order.payment_mut(payment)?.transactions.iter_mut().find(|transaction| transaction.has_key(key)).ok_or(unknown)
}

/// `order/payment/number`, with what would be ambiguous escaped; its SHA-256 where that is too long.
fn key(order: &OrderId, payment: &PaymentId, number: usize) -> Result<InstructionKey, Rejection> {
    let escaped = |id: &str| id.replace('%', "%25").replace('/', "%2F");
    let readable = format!("{}/{}/{number}", escaped(order.as_str()), escaped(payment.as_str()));
    let text = if readable.len() > KEY_LENGTH_MAX {
        Sha256::digest(readable.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
    } else {
        readable
    };
    InstructionKey::new(text).map_err(|error| Rejection::field("payment", error.to_string()))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may stop")]
    use super::*;

    fn key_of(order: &str, payment: &str, number: usize) -> String {
        key(&order.parse().unwrap(), &payment.parse().unwrap(), number).unwrap().to_string()
    }

    #[test]
    fn keys_tell_what_they_are_about_and_differ() {
        assert_eq!(key_of("o1", "card", 3), "o1/card/3");
        assert_eq!(key_of("a/1", "b", 1), "a%2F1/b/1");
        assert_ne!(key_of("a/1", "b", 1), key_of("a", "1/b", 1));
        assert_ne!(key_of("a%2F1", "b", 1), key_of("a/1", "b", 1));
    }

    #[test]
    fn long_names_have_short_keys() {
        let (order, payment) = ("o".repeat(128), "p".repeat(128));
        let long = key_of(&order, &payment, 1);
        assert_eq!(long.len(), 64);
        assert!(long.bytes().all(|byte| byte.is_ascii_hexdigit()));
        assert_ne!(long, key_of(&order, &payment, 2));
    }
}
