use serde::{Deserialize, Serialize};

use super::{Payment, TransactionKind};
use crate::Amount;
use crate::order::Order;

/// The money of an order, derived from its lines and transactions.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Balance {
    /// What is charged now: the total as captured less what has been credited.
    pub total: Amount,
    /// What is authorized and neither captured nor voided.
    pub authorized: Amount,
    /// What has been captured.
    pub captured: Amount,
    /// What has been refunded.
    pub refunded: Amount,
    /// `total - (captured - refunded)`: positive is owed by the customer, negative is owed to the customer.
    pub due: Amount,
}

impl Payment {
    /// The sum of the transactions of one kind.
    pub fn sum(&self, kind: TransactionKind) -> i64 {
        self.transactions.iter().filter(|transaction| transaction.kind == kind).map(|transaction| transaction.amount.minor()).sum()
    }

    /// What may still be captured of what was authorized, in minor units.
    pub fn authorized_left(&self) -> i64 {
        let left = self.sum(TransactionKind::Authorization) - self.sum(TransactionKind::Capture) - self.sum(TransactionKind::Void);
        left.max(0)
    }

    /// What may still be refunded, in minor units.
    pub fn refundable(&self) -> i64 {
        self.sum(TransactionKind::Capture) - self.sum(TransactionKind::Refund)
    }
}

impl Order {
    /// What has been credited so far: canceled and returned units, and shipping.
    pub fn credited(&self) -> Amount {
        self.lines.iter().fold(self.shipping_credited, |sum, line| sum.plus(line.credited))
    }

    /// Derives the money of the order.
    pub fn balance(&self) -> Balance {
        let zero = self.total.with_minor(0);
        let sum = |kind| zero.with_minor(self.payments.iter().map(|payment| payment.sum(kind)).sum());
        let total = self.total.minus(self.credited());
        let captured = sum(TransactionKind::Capture);
        let refunded = sum(TransactionKind::Refund);
        Balance {
            total,
            authorized: zero.with_minor(self.payments.iter().map(Payment::authorized_left).sum()),
            captured,
            refunded,
            due: total.minus(captured).plus(refunded),
        }
    }
}
