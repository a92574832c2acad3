//! What is authorized ends: from an exact instant on, what is left of it may not be captured.

use super::{Payment, Transaction, TransactionKind, ledger};
use crate::batch::Workspace;
use crate::order::Order;
use crate::{Amount, Arrange, PaymentId, Rejection, Timestamp};

/// What is left of one authorization, in minor units.
struct Left {
    expires_at: Option<Timestamp>,
    minor: i64,
}

impl Left {
    /// Ends are half-open: at `expires_at` itself it is too late.
    fn is_expired(&self, at: Timestamp) -> bool {
        self.expires_at.is_some_and(|end| end <= at)
    }
}

impl Payment {
    /// What may be captured at an instant of what was authorized, in minor units: what has expired by then, and captures and voids that
    /// are under way, are taken off.
    pub fn capturable(&self, at: Timestamp) -> i64 {
        let under_way = self.pending(TransactionKind::Capture) + self.pending(TransactionKind::Void);
        (self.authorized_left() - self.expired(at) - under_way).max(0)
    }

    /// What was authorized, is neither captured nor voided, and has expired by an instant, in minor units.
    pub fn expired(&self, at: Timestamp) -> i64 {
        self.left_that_expired(at).iter().map(|left| left.minor).sum::<i64>().min(self.authorized_left())
    }

    /// When the last of that ended.
    pub(crate) fn expired_at(&self, at: Timestamp) -> Option<Timestamp> {
        self.left_that_expired(at).iter().filter_map(|left| left.expires_at).max()
    }

    /// Captures and voids are taken from what ends first, captures from what had not ended by then.
    fn left_that_expired(&self, at: Timestamp) -> Vec<Left> {
        if self.transactions.iter().all(|transaction| transaction.expires_at.is_none()) {
            return Vec::new();
        }
        let mut lefts: Vec<Left> = Vec::new();
        for transaction in self.transactions.iter().filter(|transaction| transaction.state.is_succeeded()) {
            let (minor, expires_at) = (transaction.amount.minor(), transaction.expires_at);
            match transaction.kind {
                TransactionKind::Authorization => lefts.push(Left { expires_at, minor }),
                TransactionKind::Capture => take(&mut lefts, minor, |left| left.is_expired(transaction.at)),
                TransactionKind::Void => take(&mut lefts, minor, |_| false),
                _ => {}
            }
        }
        lefts.retain(|left| left.minor > 0 && left.is_expired(at));
        lefts
    }
}

/// Takes an amount from what ends first, and from what comes last only where nothing else is left.
fn take(lefts: &mut [Left], mut minor: i64, comes_last: impl Fn(&Left) -> bool) {
    let end = |left: &Left| left.expires_at.map_or(i64::MAX, Timestamp::millis);
    lefts.arrange_by_key(|left| (comes_last(left), end(left)));
    for left in lefts {
        let taken = left.minor.min(minor);
        left.minor -= taken;
        minor -= taken;
    }
}

/// What may be captured at an instant over all payments of an order.
pub(crate) fn valid(order: &Order, at: Timestamp) -> Amount {
    let valid = |payment: &Payment| payment.authorized_left() - payment.expired(at);
    order.total.with_minor(order.payments.iter().map(valid).sum())
}

/// Refuses a capture of more than is authorized and has not expired.
pub(super) fn check(order: &Order, payment: &Payment, amount: Amount, at: Timestamp) -> Result<(), Rejection> {
    let available = amount.with_minor(payment.capturable(at));
    if !payment.is_authorized() || amount <= available {
        return Ok(());
    }
    let (order, id) = (order.id.clone(), payment.id.clone());
    let expired = amount.with_minor(payment.expired(at));
    match payment.expired_at(at).filter(|_| amount <= available.plus(expired)) {
        Some(expired_at) => Err(Rejection::AuthorizationExpired { order, payment: id, requested: amount, available, expired, expired_at }),
        None => {
            let condition = "is authorized and not captured".into();
            Err(Rejection::PaymentExceeded { order, payment: id, requested: amount, available, condition })
        }
    }
}

/// Before a payment is authorized anew, what had expired of it is let go, so that it is not counted beside the new one.
pub(super) fn let_expired_go(work: &mut Workspace, order: &mut Order, id: &PaymentId) -> Result<(), Rejection> {
    let now = work.now();
    let expired = order.payment(id)?.expired(now);
    if expired == 0 {
        return Ok(());
    }
    let void = Transaction::new(TransactionKind::Void, order.total.with_minor(expired), now, None);
    ledger::record(work, order, id, void)
}

/// A parcel does not leave on money that is gone: where a channel wants payment first, what the order costs must be captured or
/// validly authorized at the time. An order that a person let go unpaid is not held back here.
pub(crate) fn check_before_shipping(work: &Workspace, order: &Order) -> Result<(), Rejection> {
    let now = work.now();
    let Some((payment, expired_at)) = order.payments.iter().find_map(|payment| Some((payment, payment.expired_at(now)?))) else {
        return Ok(());
    };
    let channel = work.settings().channel(&order.channel)?;
    let missing = |authorized: Amount| crate::order::verification::unsecured(channel, order, authorized);
    let (available, balance) = (valid(order, now), order.balance());
    if missing(available).is_none() || missing(balance.authorized).is_some() {
        return Ok(());
    }
    Err(Rejection::AuthorizationExpired {
        order: order.id.clone(),
        payment: payment.id.clone(),
        requested: balance.due,
        available,
        expired: balance.due.with_minor(payment.expired(now)),
        expired_at,
    })
}
