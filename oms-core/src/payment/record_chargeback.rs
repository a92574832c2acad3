//! Record that a bank has taken money back.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

use super::{Transaction, TransactionKind, ledger};
use crate::batch::{ReadSet, Workspace};
use crate::input::check_text;
use crate::inventory::REASON_MAX;
use crate::{OrderId, PaymentId, ProviderEventId, Rejection};

/// Records a chargeback: a bank has taken back, for its customer, what was captured.
///
/// The money is gone at once, whoever is right. What is due rises by it, and what may still be refunded on the payment falls by it, so
/// that a refund after a chargeback does not pay twice. If the channel wants payment before work is given out and something has still
/// to ship, the order is held for payment again. What a bank takes back is at most what was captured, also if it was refunded before:
/// that happens, and is a matter for `reverse_chargeback`.
///
/// The same `reference` again is acknowledged and changes nothing.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct RecordChargeback {
    /// The order.
    pub order: OrderId,
    /// The payment.
    pub payment: PaymentId,
    /// How much was taken back.
    pub amount: Decimal,
    /// The provider's id of the dispute.
    pub reference: ProviderEventId,
    /// Why, in the words of the bank.
    #[serde(default, skip_serializing_if = "SmolStr::is_empty")]
    pub reason: SmolStr,
}

pub(crate) fn reads(_: &RecordChargeback, _: &mut ReadSet) {}

pub(crate) fn execute(command: &RecordChargeback, work: &mut Workspace) -> Result<(), Rejection> {
    let kind = TransactionKind::Chargeback;
    if ledger::acknowledge_repeated(work, &command.order, &command.payment, kind, Some(&command.reference))? {
        return Ok(());
    }
    check_text("reason", &command.reason, REASON_MAX)?;
    let mut order = work.order_to_change(&command.order)?;
    let amount = ledger::positive("amount", command.amount, order.currency)?;
    let payment = order.payment(&command.payment)?;
    let available = amount.with_minor(payment.sum(TransactionKind::Capture) - payment.charged_back());
    if amount > available {
        return Err(Rejection::PaymentExceeded {
            order: command.order.clone(),
            payment: command.payment.clone(),
            requested: amount,
            available,
            condition: "is captured and not charged back".into(),
        });
    }
    let transaction = Transaction::new(kind, amount, work.now(), Some(command.reference.clone()));
    let transaction = Transaction { reason: command.reason.clone(), ..transaction };
    ledger::record(work, &mut order, &command.payment, transaction)?;
    ledger::hold_again(work, &mut order)?;
    work.put_order(order);
    Ok(())
}
