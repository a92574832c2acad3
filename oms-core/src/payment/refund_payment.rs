//! Record that money was given back.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

use super::{Transaction, TransactionKind, goodwill, ledger};
use crate::batch::{ReadSet, Workspace};
use crate::inventory::check_reason;
use crate::order::Order;
use crate::{Amount, OrderId, PaymentId, ProviderEventId, Rejection};

/// Records a refund of what is owed to the customer: after a cancellation, or because too much was captured.
///
/// A refund is never more than was captured on its payment and not refunded yet. What is above the sum owed is refused, unless it
/// is given as `goodwill`: then that part lowers what is charged, so that the balance stays what it was. It is divided over the lines by
/// largest remainder of what each may still bring back, and the event `goodwill_given` tells the parts.
///
/// The same `reference` again is acknowledged and changes nothing.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct RefundPayment {
    /// The order.
    pub order: OrderId,
    /// The payment it goes back over.
    pub payment: PaymentId,
    /// How much.
    pub amount: Decimal,
    /// Why.
    pub reason: SmolStr,
    /// Whether more may be given than is owed.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub goodwill: bool,
    /// The provider's id of that.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reference: Option<ProviderEventId>,
}

pub(crate) fn reads(_: &RefundPayment, _: &mut ReadSet) {}

pub(crate) fn execute(command: &RefundPayment, work: &mut Workspace) -> Result<(), Rejection> {
    let kind = TransactionKind::Refund;
    if ledger::acknowledge_repeated(work, &command.order, &command.payment, kind, command.reference.as_ref())? {
        return Ok(());
    }
    let mut order = work.order_to_change(&command.order)?;
    let amount = ledger::positive("amount", command.amount, order.currency)?;
    check_reason(&command.reason)?;
    let goodwill = gift(&order, &command.payment, amount, command.goodwill)?;
    let mut transaction = Transaction::new(kind, amount, work.now(), command.reference.clone());
    transaction.reason = command.reason.clone();
    transaction.goodwill = goodwill;
    transaction.goodwill_parts = goodwill::divide(&order, goodwill);
    ledger::record(work, &mut order, &command.payment, transaction)?;
    work.put_order(order);
    Ok(())
}

/// The part of a refund that is not owed. More than the payment has left is refused, and more than is owed if it is not given.
pub(super) fn gift(order: &Order, payment: &PaymentId, amount: Amount, is_given: bool) -> Result<Amount, Rejection> {
    check_refundable(order, payment, amount)?;
    let owed = order.balance().owed();
    if amount > owed && !is_given {
        return Err(Rejection::RefundExceedsCredit { order: order.id.clone(), requested: amount, owed });
    }
    Ok(amount.minus(owed.at_most(amount)))
}

/// A payment gives back at most what it was captured for.
pub(super) fn check_refundable(order: &Order, payment: &PaymentId, amount: Amount) -> Result<(), Rejection> {
    let available = amount.with_minor(order.payment(payment)?.refundable());
    if amount > available {
        return Err(Rejection::PaymentExceeded {
            order: order.id.clone(),
            payment: payment.clone(),
            requested: amount,
            available,
            condition: "is captured and not refunded".into(),
        });
    }
    Ok(())
}
