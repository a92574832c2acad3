//! Paying back over the payments of an order.

use super::{PaymentMethod, Transaction, TransactionKind, instruction, ledger};
use crate::batch::Workspace;
use crate::order::Order;
use crate::{Amount, Arrange, PaymentId, Rejection};

/// Pays back up to `amount`: over the methods in the order that the policy names; then over cards and their like, in the order in which
/// they were made, then over gift cards and store credit. Each gives back at most what it was captured for. Answers what was paid back,
/// or is being paid back.
///
/// Where money moves through a provider, it is told to; what a marketplace settles is recorded as its own.
pub(crate) fn pay_back(work: &mut Workspace, order: &mut Order, amount: Amount, reason: &str) -> Result<Amount, Rejection> {
    let settings = work.shared_settings();
    let policy = &settings.policies.payments;
    let mut sources: Vec<(PaymentMethod, PaymentId, Amount)> =
        order.payments.iter().map(|payment| (payment.method, payment.id.clone(), amount.with_minor(payment.refundable()))).collect();
    // The sort is stable: among equals the order of the payments stays.
    let place = |method: PaymentMethod| policy.refund_order.iter().position(|named| *named == method).unwrap_or(usize::MAX);
    sources.arrange_by_key(|(method, ..)| (place(*method), method.is_merchants_credit()));
    let mut left = amount;
    for (method, payment, refundable) in sources {
        let part = left.at_most(refundable);
        if part.minor() <= 0 {
            continue;
        }
        let transaction = Transaction { reason: reason.into(), ..Transaction::new(TransactionKind::Refund, part, work.now(), None) };
        if policy.through_provider && !method.is_settled_elsewhere() {
            instruction::give(work, order, &payment, false, transaction)?;
        } else {
            ledger::record(work, order, &payment, transaction)?;
        }
        left = left.minus(part);
    }
    Ok(amount.minus(left))
}
