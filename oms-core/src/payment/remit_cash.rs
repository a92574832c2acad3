//! Record that a courier has handed over cash.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::{PaymentMethod, Transaction, TransactionKind, ledger};
use crate::batch::{ReadSet, Workspace};
use crate::{OrderId, PaymentId, ProviderEventId, Rejection};

/// Records what a courier has handed over of the cash it had collected.
///
/// Nothing changes for the customer, who has paid: an order that was delivered and paid stays so. What is still with the courier is in
/// transit; after a remittance that was the last one, it is short, until the courier hands over the rest after all. More than was
/// collected is refused: record first what was collected.
///
/// The same `reference` again is acknowledged and changes nothing.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct RemitCash {
    /// The order.
    pub order: OrderId,
    /// The payment; its method is cash on delivery.
    pub payment: PaymentId,
    /// How much was handed over.
    pub amount: Decimal,
    /// Whether the courier has handed over all it will.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_final: bool,
    /// The courier's id of that.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reference: Option<ProviderEventId>,
}

pub(crate) fn reads(_: &RemitCash, _: &mut ReadSet) {}

pub(crate) fn execute(command: &RemitCash, work: &mut Workspace) -> Result<(), Rejection> {
    let kind = TransactionKind::Remittance;
    if ledger::acknowledge_repeated(work, &command.order, &command.payment, kind, command.reference.as_ref())? {
        return Ok(());
    }
    let mut order = work.order_to_change(&command.order)?;
    let amount = ledger::positive("amount", command.amount, order.currency)?;
    let payment = order.payment(&command.payment)?;
    if payment.method != PaymentMethod::CashOnDelivery {
        return Err(Rejection::PaymentMethodDiffers { order: command.order.clone(), payment: command.payment.clone() });
    }
    let available = amount.with_minor(payment.sum(TransactionKind::Capture) - payment.sum(kind));
    if amount > available {
        return Err(Rejection::PaymentExceeded {
            order: command.order.clone(),
            payment: command.payment.clone(),
            requested: amount,
            available,
            condition: "is collected and not handed over".into(),
        });
    }
    let transaction = Transaction::new(kind, amount, work.now(), command.reference.clone());
    ledger::record(work, &mut order, &command.payment, Transaction { is_final: command.is_final, ..transaction })?;
    work.put_order(order);
    Ok(())
}
