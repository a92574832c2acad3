//! Record that money was taken: an amount, or what a parcel costs.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::{PaymentMethod, Transaction, TransactionKind, authorized, ledger};
use crate::batch::{ReadSet, Workspace};
use crate::order::{Order, Stage};
use crate::{Amount, OrderId, PaymentId, ProviderEventId, Rejection};

/// Records a capture of `amount`, or of the share of `parcel`; exactly one of the two is named.
///
/// The share of a parcel is what its units cost, shipping with the first parcel that is captured, and never more than is due on the
/// order. The parcel that completes the order gets all that is due, so that the captures of all parcels sum to what is charged.
///
/// What was authorized bounds what is captured, until it expires (`authorization_expired`). A payment on which nothing was ever
/// authorized is captured directly (a sale over the counter, a transfer that has arrived). An amount may be above what is due: the
/// ledger keeps what has happened, the order is then overpaid, and `refund_payment` pays it back.
///
/// The same `reference` again is acknowledged and changes nothing.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct CapturePayment {
    /// The order.
    pub order: OrderId,
    /// The payment.
    pub payment: PaymentId,
    /// How it is made; a payment that does not exist is made if this is named.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub method: Option<PaymentMethod>,
    /// How much was taken.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amount: Option<Decimal>,
    /// The number of the parcel whose share was taken.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parcel: Option<u32>,
    /// The provider's id of that.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reference: Option<ProviderEventId>,
}

pub(crate) fn reads(_: &CapturePayment, _: &mut ReadSet) {}

pub(crate) fn execute(command: &CapturePayment, work: &mut Workspace) -> Result<(), Rejection> {
    let kind = TransactionKind::Capture;
    if ledger::acknowledge_repeated(work, &command.order, &command.payment, kind, command.reference.as_ref())? {
        return Ok(());
    }
    let mut order = work.order_to_change(&command.order)?;
    let amount = wanted(&order, command.amount, command.parcel)?;
    ledger::open(&mut order, &command.payment, command.method)?;
    authorized::check(&order, order.payment(&command.payment)?, amount, work.now())?;
    let transaction = Transaction { parcel: command.parcel, ..Transaction::new(kind, amount, work.now(), command.reference.clone()) };
    ledger::record(work, &mut order, &command.payment, transaction)?;
    ledger::lift_hold(work, &mut order)?;
    work.put_order(order);
    Ok(())
}

/// The amount that is named, or the share of the parcel that is.
pub(super) fn wanted(order: &Order, amount: Option<Decimal>, parcel: Option<u32>) -> Result<Amount, Rejection> {
    match (amount, parcel) {
        (Some(amount), None) => ledger::positive("amount", amount, order.currency),
        (None, Some(parcel)) => parcel_share(order, parcel),
        _ => Err(Rejection::field("amount", "name either `amount` or `parcel`")),
    }
}

fn captures(order: &Order) -> impl Iterator<Item = &Transaction> {
    order.payments.iter().flat_map(|payment| &payment.transactions).filter(|transaction| !transaction.is_failed())
}

/// A parcel is captured once.
pub(super) fn check_not_captured(order: &Order, parcel: u32) -> Result<(), Rejection> {
    order.parcel(parcel)?;
    if captures(order).any(|transaction| transaction.parcel == Some(parcel)) {
        return Err(Rejection::ParcelState { order: order.id.clone(), parcel, problem: "has been captured already".into() });
    }
    Ok(())
}

/// What is to be captured for a parcel.
fn parcel_share(order: &Order, parcel: u32) -> Result<Amount, Rejection> {
    check_not_captured(order, parcel)?;
    let is_captured = |number: u32| captures(order).any(|transaction| transaction.parcel == Some(number));
    let due = order.balance().outstanding();
    let completes =
        order.lines.iter().flat_map(|line| line.units.portions()).all(|portion| {
            portion.stage == Stage::Canceled || portion.parcel.is_some_and(|number| number == parcel || is_captured(number))
        });
    let share = if completes {
        due
    } else {
        let is_first = captures(order).all(|transaction| transaction.parcel.is_none());
        let shipping = if is_first { order.charged_beside_lines() } else { due.with_minor(0) };
        contents(order, parcel).plus(shipping).at_most(due)
    };
    if share.is_zero() {
        return Err(Rejection::NothingToDo { order: order.id.clone(), action: "capture for the parcel: nothing is due for it".into() });
    }
    Ok(share)
}

/// What the units in a parcel cost. Cancellations and returns take the first shares of a line and parcels, in the order of their
/// numbers, the last: so what is captured and what is canceled never round against each other, and together they make the line.
fn contents(order: &Order, parcel: u32) -> Amount {
    let mut sum = order.total.with_minor(0);
    for line in &order.lines {
        let from = |first: u32| {
            let before = line.units.sum(|portion| portion.stage != Stage::Canceled && portion.parcel.is_some_and(|number| number < first));
            line.share(line.quantity.less(before))
        };
        sum = sum.plus(sum.with_minor(from(parcel) - from(parcel.saturating_add(1))));
    }
    sum
}
