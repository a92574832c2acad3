//! Instructions to a payment provider: a transaction that is pending, and an event that goes out with the log.
//!
//! The key of an instruction follows from where it is kept, so that a host that sends it twice, or sends it again after it failed,
//! gives the provider the same key, and money moves once.

use super::instruction_key::key;
use super::{Instruction, Payment, Transaction, TransactionState, ledger};
use crate::batch::Workspace;
use crate::event::Event;
use crate::order::Order;
use crate::{InstructionKey, PaymentId, Rejection};

/// Adds a transaction as pending and tells the provider.
pub(super) fn give(
    work: &mut Workspace,
    order: &mut Order,
    id: &PaymentId,
    is_final: bool,
    transaction: Transaction,
) -> Result<(), Rejection> {
    let number = order.payment(id)?.transactions.len().saturating_add(1);
    let key = key(&order.id, id, number).map_err(|error| Rejection::field("payment", error.to_string()))?;
    let instruction = Instruction { key, is_final, resolved_at: None, failure: None };
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
