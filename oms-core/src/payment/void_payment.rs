//! Record that money set aside was let go.

use serde::{Deserialize, Serialize};

use super::{Transaction, TransactionKind, ledger};
use crate::batch::{ReadSet, Workspace};
use crate::order::Order;
use crate::{Amount, OrderId, PaymentId, ProviderEventId, Rejection};

/// Records that everything authorized on a payment and not captured was let go.
///
/// If the channel wants payment before work is given out and the order is no longer paid for, it is held for payment again as
/// long as something has still to ship.
///
/// The same `reference` again is acknowledged and changes nothing.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct VoidPayment {
    /// The order.
    pub order: OrderId,
    /// The payment.
    pub payment: PaymentId,
    /// The provider's id of that.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reference: Option<ProviderEventId>,
}

pub(crate) fn reads(_: &VoidPayment, _: &mut ReadSet) {}

pub(crate) fn execute(command: &VoidPayment, work: &mut Workspace) -> Result<(), Rejection> {
    let kind = TransactionKind::Void;
    if ledger::acknowledge_repeated(work, &command.order, &command.payment, kind, command.reference.as_ref())? {
        return Ok(());
    }
    let mut order = work.order_to_change(&command.order)?;
    let left = left(&order, &command.payment)?;
    let transaction = Transaction::new(kind, left, work.now(), command.reference.clone());
    ledger::record(work, &mut order, &command.payment, transaction)?;
    ledger::hold_again(work, &mut order)?;
    work.put_order(order);
    Ok(())
}

/// What there is to let go, which is more than nothing.
pub(super) fn left(order: &Order, payment: &PaymentId) -> Result<Amount, Rejection> {
    let payment = order.payment(payment)?;
    let under_way = payment.pending(TransactionKind::Capture) + payment.pending(TransactionKind::Void);
    match payment.authorized_left() - under_way {
        ..=0 => {
            let action = format!("void: nothing of payment `{}` is authorized and not captured", payment.id);
            Err(Rejection::NothingToDo { order: order.id.clone(), action: action.into() })
        }
        left => Ok(order.total.with_minor(left)),
    }
}
