//! Record that a bank has given back what it had taken.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::{Transaction, TransactionKind, ledger};
use crate::batch::{ReadSet, Workspace};
use crate::{OrderId, PaymentId, ProviderEventId, Rejection};

/// Records that a dispute was won: what the bank had taken, or a part of it, is with the merchant again.
///
/// What is due falls by it, and it may be refunded again. An order that was held for its payment goes on if it is paid for now. A
/// dispute is reversed once; the same `reference` again is acknowledged and changes nothing.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ReverseChargeback {
    /// The order.
    pub order: OrderId,
    /// The payment.
    pub payment: PaymentId,
    /// The provider's id of the dispute, as the chargeback has it.
    pub reference: ProviderEventId,
    /// How much was given back, if it is not all of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amount: Option<Decimal>,
}

pub(crate) fn reads(_: &ReverseChargeback, _: &mut ReadSet) {}

pub(crate) fn execute(command: &ReverseChargeback, work: &mut Workspace) -> Result<(), Rejection> {
    let kind = TransactionKind::ChargebackReversal;
    if ledger::acknowledge_repeated(work, &command.order, &command.payment, kind, Some(&command.reference))? {
        return Ok(());
    }
    let mut order = work.order_to_change(&command.order)?;
    let is_it = |known: &&Transaction| known.kind == TransactionKind::Chargeback && known.reference.as_ref() == Some(&command.reference);
    let Some(taken) = order.payment(&command.payment)?.transactions.iter().find(is_it).map(|chargeback| chargeback.amount) else {
        let action = format!("reverse: payment `{}` has no chargeback `{}`", command.payment, command.reference);
        return Err(Rejection::NothingToDo { order: command.order.clone(), action: action.into() });
    };
    let amount = command.amount.map_or(Ok(taken), |amount| ledger::positive("amount", amount, order.currency))?;
    if amount > taken {
        return Err(Rejection::PaymentExceeded {
            order: command.order.clone(),
            payment: command.payment.clone(),
            requested: amount,
            available: taken,
            condition: "was charged back".into(),
        });
    }
    let transaction = Transaction::new(kind, amount, work.now(), Some(command.reference.clone()));
    ledger::record(work, &mut order, &command.payment, transaction)?;
    ledger::lift_hold(work, &mut order)?;
    work.put_order(order);
    Ok(())
}
