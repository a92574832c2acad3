//! Record that a courier was given cash for an order.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::{PaymentMethod, Transaction, TransactionKind, capture_payment, ledger};
use crate::batch::{ReadSet, Workspace};
use crate::{OrderId, PaymentId, ProviderEventId, Rejection};

/// Records cash that the courier took at the door, as a capture of a payment on delivery.
///
/// The amount is what was taken: less than is due leaves the rest due, more makes the order overpaid. Of an order that comes in several
/// parcels each is paid at its own door: name the parcel, and without an amount its share was taken, as `capture_payment` reckons it.
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
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amount: Option<Decimal>,
    /// The number of the parcel it was taken for; it is taken once for each.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parcel: Option<u32>,
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
    if let Some(parcel) = command.parcel {
        capture_payment::check_not_captured(&order, parcel)?;
    }
    // What is told counts; the share of the parcel only stands in for it.
    let amount = capture_payment::wanted(&order, command.amount, command.parcel.filter(|_| command.amount.is_none()))?;
    if order.payment(&command.payment)?.method != PaymentMethod::CashOnDelivery {
        return Err(Rejection::PaymentMethodDiffers { order: command.order.clone(), payment: command.payment.clone() });
    }
    let transaction = Transaction { parcel: command.parcel, ..Transaction::new(kind, amount, work.now(), command.reference.clone()) };
    ledger::record(work, &mut order, &command.payment, transaction)?;
    work.put_order(order);
    Ok(())
}
