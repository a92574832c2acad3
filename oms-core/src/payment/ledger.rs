//! Writing to the ledger of an order's payments, and the hold that follows from what it says.

use rust_decimal::Decimal;

use super::{Payment, PaymentMethod, Transaction, TransactionKind, late};
use crate::batch::Workspace;
use crate::event::Event;
use crate::order::capture_order::place_all;
use crate::order::{HoldKind, Order, Stage, release_hold, verification, withheld};
use crate::{Amount, Currency, OrderId, PaymentId, ProviderEventId, Rejection};

/// The most payments of an order.
pub(crate) const PAYMENTS_MAX: usize = 32;

/// The most transactions of a payment.
const TRANSACTIONS_MAX: usize = 1_000;

impl Order {
    /// The payment of that id.
    pub fn payment(&self, id: &PaymentId) -> Result<&Payment, Rejection> {
        let found = self.payments.iter().find(|payment| &payment.id == id);
        found.ok_or_else(|| Rejection::UnknownPayment { order: self.id.clone(), payment: id.clone() })
    }

    pub(super) fn payment_mut(&mut self, id: &PaymentId) -> Result<&mut Payment, Rejection> {
        let unknown = Rejection::UnknownPayment { order: self.id.clone(), payment: id.clone() };
        self.payments.iter_mut().find(|payment| &payment.id == id).ok_or(unknown)
    }
}

/// An amount of the currency that is more than nothing.
pub(super) fn positive(field: &str, amount: Decimal, currency: Currency) -> Result<Amount, Rejection> {
    let amount = Amount::exact(amount, currency).map_err(|error| Rejection::amount(field, error))?;
    if amount.minor() <= 0 {
        return Err(Rejection::field(field, "name an amount above zero"));
    }
    Ok(amount)
}

/// Acknowledges a report that is in the ledger already: providers send the same one several times. Says whether it is.
pub(super) fn acknowledge_repeated(
    work: &mut Workspace,
    order: &OrderId,
    payment: &PaymentId,
    kind: TransactionKind,
    reference: Option<&ProviderEventId>,
) -> Result<bool, Rejection> {
    let Some(reference) = reference else { return Ok(false) };
    let same = |transaction: &Transaction| transaction.kind == kind && transaction.reference.as_ref() == Some(reference);
    let known = work.order(order)?.payments.iter().find(|known| &known.id == payment);
    let repeated = known.is_some_and(|payment| payment.transactions.iter().any(same));
    if repeated {
        work.emit(Event::PaymentReportRepeated { order: order.clone(), payment: payment.clone() });
    }
    Ok(repeated)
}

/// Makes sure that the payment is there and of the method; a method makes it if it is not.
pub(super) fn open(order: &mut Order, id: &PaymentId, method: Option<PaymentMethod>) -> Result<(), Rejection> {
    match (order.payment(id), method) {
        (Ok(payment), Some(method)) if payment.method != method => {
            Err(Rejection::PaymentMethodDiffers { order: order.id.clone(), payment: id.clone() })
        }
        (Err(_), Some(_)) if order.payments.len() >= PAYMENTS_MAX => {
            Err(Rejection::field("payment", format!("an order has at most {PAYMENTS_MAX} payments")))
        }
        (Err(_), Some(method)) => {
            order.payments.push(Payment { id: id.clone(), method, transactions: Vec::new() });
            Ok(())
        }
        (known, _) => known.map(|_| ()),
    }
}

/// Adds a transaction to a payment.
pub(super) fn add(order: &mut Order, id: &PaymentId, transaction: Transaction) -> Result<(), Rejection> {
    let payment = order.payment_mut(id)?;
    if payment.transactions.len() >= TRANSACTIONS_MAX {
        return Err(Rejection::field("payment", format!("a payment has at most {TRANSACTIONS_MAX} transactions: use another")));
    }
    payment.transactions.push(transaction);
    Ok(())
}

/// Adds a transaction that has happened, and tells so.
pub(super) fn record(work: &mut Workspace, order: &mut Order, id: &PaymentId, transaction: Transaction) -> Result<(), Rejection> {
    tell(work, order, id, &transaction);
    add(order, id, transaction)
}

/// The events of a transaction that has happened.
pub(super) fn tell(work: &mut Workspace, order: &Order, payment: &PaymentId, transaction: &Transaction) {
    let (order, payment) = (order.id.clone(), payment.clone());
    let (kind, amount, goodwill) = (transaction.kind, transaction.amount, transaction.goodwill);
    work.emit(Event::PaymentRecorded { order: order.clone(), payment: payment.clone(), kind, amount });
    if !goodwill.is_zero() {
        work.emit(Event::GoodwillGiven { order, payment, amount: goodwill, parts: transaction.goodwill_parts.clone() });
    }
}

/// Lifts the payment hold once what is charged is authorized or captured.
///
/// Late money finds its stock where the reservation still holds. Where that has expired, the policy of late payments says what follows.
pub(crate) fn lift_hold(work: &mut Workspace, order: &mut Order) -> Result<(), Rejection> {
    let settings = work.shared_settings();
    match verification::payment(settings.channel(&order.channel)?, order, work.now()) {
        None => {
            match order.reservation_ended_at.take() {
                Some(ended_at) if order.holds.iter().any(|hold| hold.kind == HoldKind::Payment) => late::go_on(work, order, ended_at)?,
                _ => release_hold::lift(work, order, HoldKind::Payment)?,
            }
            withheld::happened(work, order, |withheld| withheld.for_payment = false)
        }
        Some(_) => Ok(()),
    }
}

/// Holds an order for payment again whose money was let go while something has still to ship.
pub(super) fn hold_again(work: &mut Workspace, order: &mut Order) -> Result<(), Rejection> {
    let settings = work.shared_settings();
    let finding = verification::payment(settings.channel(&order.channel)?, order, work.now());
    let held = order.holds.iter().any(|hold| hold.kind == HoldKind::Payment);
    let Some(reason) = finding.filter(|_| !held && order.lines.iter().any(|line| !line.outstanding().is_zero())) else { return Ok(()) };
    place_all(work, order, [(HoldKind::Payment, reason)]);
    if order.lines.iter().any(|line| !line.units.at(Stage::Reserved).is_zero()) {
        order.reserved_until = Some(work.now().after(settings.policies.reservation.unpaid_order));
    }
    Ok(())
}
