//! Record that a provider has set money aside.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::{PaymentMethod, Transaction, TransactionKind, authorized, ledger};
use crate::batch::{ReadSet, Workspace};
use crate::{OrderId, PaymentId, ProviderEventId, Rejection, Timestamp};

/// Records an authorization: on a new payment, or on one that exists and gets more.
///
/// Once what is charged is authorized or captured, the order's payment hold is released and its work is given to locations. Units
/// whose reservation has expired meanwhile are promised anew; what there is no stock for any more is told by a stock hold, so that
/// money that came late is never without an order.
///
/// An authorization may end. A new one on the same payment then serves what is left to capture; what had expired is let go.
///
/// The same `reference` again is acknowledged and changes nothing.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct AuthorizePayment {
    /// The order.
    pub order: OrderId,
    /// The payment; it is made if it does not exist.
    pub payment: PaymentId,
    /// How it is made.
    pub method: PaymentMethod,
    /// How much was set aside.
    pub amount: Decimal,
    /// When it ends: from that instant on what is left of it may not be captured, and no parcel leaves on it. Without one it does not end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expires_at: Option<Timestamp>,
    /// The provider's id of that.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reference: Option<ProviderEventId>,
}

pub(crate) fn reads(_: &AuthorizePayment, _: &mut ReadSet) {}

pub(crate) fn execute(command: &AuthorizePayment, work: &mut Workspace) -> Result<(), Rejection> {
    let kind = TransactionKind::Authorization;
    if ledger::acknowledge_repeated(work, &command.order, &command.payment, kind, command.reference.as_ref())? {
        return Ok(());
    }
    let mut order = work.order_to_change(&command.order)?;
    let amount = ledger::positive("amount", command.amount, order.currency)?;
    ledger::open(&mut order, &command.payment, Some(command.method))?;
    authorized::let_expired_go(work, &mut order, &command.payment)?;
    let transaction = Transaction::new(kind, amount, work.now(), command.reference.clone());
    let transaction = Transaction { expires_at: command.expires_at, ..transaction };
    ledger::record(work, &mut order, &command.payment, transaction)?;
    ledger::lift_hold(work, &mut order)?;
    work.put_order(order);
    Ok(())
}
