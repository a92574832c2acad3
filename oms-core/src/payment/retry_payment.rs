//! Tell a provider again what it failed to do.

use serde::{Deserialize, Serialize};

use super::{TransactionKind, TransactionState, authorized, instruction, refund_payment, void_payment};
use crate::batch::{ReadSet, Workspace};
use crate::{InstructionKey, OrderId, PaymentId, Rejection};

/// Sends an instruction that failed out again, under the same key: if the provider has done it after all, it does not do it twice.
///
/// It must still be within its limits. A refund whose sum has been given back another way meanwhile is refused with the figures.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct RetryPayment {
    /// The order.
    pub order: OrderId,
    /// The payment.
    pub payment: PaymentId,
    /// The key of the instruction.
    pub key: InstructionKey,
}

pub(crate) fn reads(_: &RetryPayment, _: &mut ReadSet) {}

pub(crate) fn execute(command: &RetryPayment, work: &mut Workspace) -> Result<(), Rejection> {
    let mut order = work.order_to_change(&command.order)?;
    let transaction = instruction::find(&mut order, &command.payment, &command.key)?;
    let (kind, amount, goodwill) = (transaction.kind, transaction.amount, transaction.goodwill);
    if !transaction.is_failed() {
        let state = if transaction.state.is_succeeded() { "has succeeded" } else { "is under way" };
        let action = format!("retry: instruction `{}` {state}", command.key);
        return Err(Rejection::NothingToDo { order: command.order.clone(), action: action.into() });
    }
    match kind {
        TransactionKind::Capture => authorized::check(&order, order.payment(&command.payment)?, amount, work.now())?,
        TransactionKind::Void => {
            let left = void_payment::left(&order, &command.payment)?;
            if left < amount {
                let action = format!("retry: {left} of the {amount} of instruction `{}` are left", command.key);
                return Err(Rejection::NothingToDo { order: command.order.clone(), action: action.into() });
            }
        }
        TransactionKind::Refund => {
            refund_payment::check_refundable(&order, &command.payment, amount)?;
            let owed = order.balance().owed();
            if amount.minus(goodwill) > owed {
                return Err(Rejection::RefundExceedsCredit { order: command.order.clone(), requested: amount.minus(goodwill), owed });
            }
        }
        // There is no bound to what may be authorized, and a chargeback is nothing a provider is told.
        _ => {}
    }
    let transaction = instruction::find(&mut order, &command.payment, &command.key)?;
    transaction.state = TransactionState::Pending;
    if let Some(instruction) = &mut transaction.instruction {
        (instruction.resolved_at, instruction.failure) = (None, None);
    }
    let transaction = transaction.clone();
    instruction::tell(work, &order, &command.payment, &transaction);
    work.put_order(order);
    Ok(())
}
