//! Record that a courier was given cash for an order.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::{PaymentMethod, Transaction, TransactionKind, ledger};
use crate::batch::{ReadSet, Workspace};
use crate::{OrderId, PaymentId, ProviderEventId, Rejection};

/// Records cash that the courier took at the door, as a capture of a payment on delivery.
///
/// The amount is what was taken: less than is due leaves the rest due, more makes the order overpaid.
///
/// The same `reference` again is acknowledged and changes nothing.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct CollectCash {
    /// The order.
    pub order: OrderId,
    /// The payment; its method is cash on delivery.
    pub payment: PaymentId,
    /// How much was taken.
    pub amount: Decimal,
    /// The courier's id of that.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reference: Option<ProviderEventId>,
}

pub(crate) fn reads(_: &CollectCash, _: &mut ReadSet) {}

pub(crate) fn execute(command: &CollectCash, work: &mut Workspace) -> Result<(), Rejection> {
    let kind = TransactionKind::Capture;
    if ledger::acknowledge_repeated(work, &command.order, &command.payment, kind, command.reference.as_ref())? {
        return Ok(());
    }
    let mut order = work.order_to_change(&command.order)?;
    let amount = ledger::positive("amount", command.amount, order.currency)?;
    if order.payment(&command.payment)?.method != PaymentMethod::CashOnDelivery {
        return Err(Rejection::PaymentMethodDiffers { order: command.order.clone(), payment: command.payment.clone() });
    }
    let transaction = Transaction::new(kind, amount, work.now(), command.reference.clone());
    ledger::record(work, &mut order, &command.payment, transaction)?;
    work.put_order(order);
    Ok(())
}
