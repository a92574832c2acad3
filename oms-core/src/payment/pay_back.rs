//! Paying back over the payments of an order.

use super::{Transaction, TransactionKind, ledger};
use crate::batch::Workspace;
use crate::order::Order;
use crate::{Amount, PaymentId, Rejection};

/// Pays back up to `amount`: over cards and their like first, in the order in which they were made, then over gift cards and store
/// credit. Each gives back at most what it was captured for. Answers what was paid back.
pub(crate) fn pay_back(work: &mut Workspace, order: &mut Order, amount: Amount, reason: &str) -> Result<Amount, Rejection> {
    let mut sources: Vec<(bool, PaymentId, Amount)> = order
        .payments
        .iter()
        .map(|payment| (payment.method.is_merchants_credit(), payment.id.clone(), amount.with_minor(payment.refundable())))
        .collect();
    // The sort is stable: among equals the order of the payments stays.
    sources.sort_by_key(|(is_merchants_credit, ..)| *is_merchants_credit);
    let mut left = amount;
    for (_, payment, refundable) in sources {
        let part = left.at_most(refundable);
        if part.minor() > 0 {
            let transaction = Transaction { reason: reason.into(), ..Transaction::new(TransactionKind::Refund, part, work.now(), None) };
            ledger::record(work, order, &payment, transaction)?;
            left = left.minus(part);
        }
    }
    Ok(amount.minus(left))
}
