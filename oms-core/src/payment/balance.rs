use serde::{Deserialize, Serialize};

use super::{Payment, TransactionKind};
use crate::Amount;
use crate::order::Order;

/// The money of an order, derived from its lines, returns and transactions.
///
/// Five figures make what is charged, and nothing else does:
///
/// ```text
/// total = the total of the order        lines, shipping and charges, tax included; only an edit changes it
///       - credited                      canceled and returned units, shipping and charges given back
///       - goodwill                      refunds that were not owed but given
///       + fees                          kept from what returns bring back
/// due   = total - (captured - refunded)
/// ```
///
/// An order of 100.00 is captured. A return of 40.00 with a fee of 6.00 makes the total 66.00, so 34.00 are owed and paid back:
/// `due = 66.00 - (100.00 - 34.00) = 0`. Then 5.00 are given as goodwill: `due = 61.00 - (100.00 - 39.00) = 0`.
///
/// The total does not fall below nothing. Goodwill is a gift, not a lower price: when everything comes back later, each line still
/// brings back what it cost, until the customer has everything that was paid.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Balance {
    /// What is charged now.
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

impl Balance {
    /// What is owed to the customer: nothing, if the customer owes.
    pub const fn owed(&self) -> Amount {
        let due = self.due.minor();
        self.due.with_minor(if due < 0 { due.saturating_neg() } else { 0 })
    }

    /// What the customer owes: nothing, if the merchant does.
    pub const fn outstanding(&self) -> Amount {
        let due = self.due.minor();
        self.due.with_minor(if due > 0 { due } else { 0 })
    }
}

impl Payment {
    /// The sum of the transactions of one kind.
    pub fn sum(&self, kind: TransactionKind) -> i64 {
        self.transactions.iter().filter(|transaction| transaction.kind == kind).map(|transaction| transaction.amount.minor()).sum()
    }

    /// Whether anything was ever authorized on it. What was not is captured directly.
    pub fn is_authorized(&self) -> bool {
        self.transactions.iter().any(|transaction| transaction.kind == TransactionKind::Authorization)
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
    /// What has been credited so far: canceled and returned units, shipping, and charges. Fees are not taken off.
    pub fn credited(&self) -> Amount {
        let zero = self.total.with_minor(0);
        let beside = self.charges.iter().fold(zero.plus(self.shipping_credited), |sum, charge| sum.plus(charge.credited));
        self.lines.iter().fold(beside, |sum, line| sum.plus(line.credited))
    }

    /// What was refunded without being owed.
    pub fn goodwill(&self) -> Amount {
        let transactions = self.payments.iter().flat_map(|payment| &payment.transactions);
        transactions.fold(self.total.with_minor(0), |sum, transaction| sum.plus(transaction.goodwill))
    }

    /// What was kept as a fee of what returns brought back.
    pub fn fees(&self) -> Amount {
        self.returns.iter().fold(self.total.with_minor(0), |sum, entry| sum.plus(entry.fee))
    }

    /// Derives the money of the order.
    pub fn balance(&self) -> Balance {
        let zero = self.total.with_minor(0);
        let sum = |kind| zero.with_minor(self.payments.iter().map(|payment| payment.sum(kind)).sum());
        let total = self.total.minus(self.credited()).minus(self.goodwill()).plus(self.fees());
        let total = if total.is_negative() { zero } else { total };
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
