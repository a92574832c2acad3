//! A marketplace that settles with the customer does so by itself.

use super::{PaymentMethod, Transaction, TransactionKind, ledger};
use crate::batch::Workspace;
use crate::order::Order;
use crate::{Amount, PaymentId, Rejection};

/// After units were canceled: what the order owes now has been given back by the marketplace that was paid, and is recorded as its own.
///
/// Nobody is told to do it and nobody has to report it: a marketplace pays its customer back for what is canceled, whoever cancels.
pub(crate) fn settle_cancellation(work: &mut Workspace, order: &mut Order) -> Result<(), Rejection> {
    let settled = order.payments.iter().filter(|payment| payment.method == PaymentMethod::Marketplace && payment.refundable() > 0);
    let settled: Vec<(PaymentId, Amount)> =
        settled.map(|payment| (payment.id.clone(), order.total.with_minor(payment.refundable()))).collect();
    for (id, refundable) in settled {
        let part = order.balance().owed().at_most(refundable);
        if part.minor() > 0 {
            let refund = Transaction { reason: "canceled".into(), ..Transaction::new(TransactionKind::Refund, part, work.now(), None) };
            ledger::record(work, order, &id, refund)?;
        }
    }
    Ok(())
}
