use serde::{Deserialize, Serialize};

use super::{Payment, TransactionKind, TransactionState};
use crate::Amount;
use crate::order::Order;

/// The money of an order, derived from its lines, returns and transactions.
///
/// Six figures make what is charged, and nothing else does:
///
/// ```text
/// total = the total of the order        lines, shipping and charges, tax included; only an edit changes it
///       - credited                      canceled and returned units, shipping and charges given back
///       - goodwill                      refunds that were not owed but given
///       + fees                          kept from what returns bring back
///       - in exchange                   what goods are taken to bring that are on their way back, as far as others replace them
/// due   = total - (captured - refunded - charged_back)
/// ```
///
/// An order of 100.00 is captured. A return of 40.00 with a fee of 6.00 makes the total 66.00, so 34.00 are owed and paid back:
/// `due = 66.00 - (100.00 - 34.00) = 0`. Then 5.00 are given as goodwill: `due = 61.00 - (100.00 - 39.00) = 0`.
///
/// Only what has succeeded counts as captured or refunded. What a provider was told and has not answered is shown beside it: a refund
/// that is pending is not owed any more, and one that failed is owed again, so that no customer is paid twice and none is forgotten.
///
/// The total does not fall below nothing. Goodwill is a gift, not a lower price: when everything comes back later, each line still
/// brings back what it cost, until the customer has everything that was paid.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Balance {
    /// What is charged now.
    pub total: Amount,
    /// What is authorized and neither captured nor voided, also where it has expired: a balance is of no instant.
    pub authorized: Amount,
    /// What has been captured.
    pub captured: Amount,
    /// What has been refunded.
    pub refunded: Amount,
    /// `total - (captured - refunded - charged_back)`: positive is owed by the customer, negative is owed to the customer.
    pub due: Amount,
    /// What units on their way back are taken to bring, as far as others are given in their place.
    #[serde(default, skip_serializing_if = "Amount::is_zero")]
    pub in_exchange: Amount,
    /// What banks have taken back and not given back again.
    #[serde(default, skip_serializing_if = "Amount::is_zero")]
    pub charged_back: Amount,
    /// What the provider was told to capture and has not answered.
    #[serde(default, skip_serializing_if = "Amount::is_zero")]
    pub capture_pending: Amount,
    /// What the provider was told to refund and has not answered.
    #[serde(default, skip_serializing_if = "Amount::is_zero")]
    pub refund_pending: Amount,
}

impl Balance {
    /// What is owed to the customer and not on its way: nothing, if the customer owes.
    pub const fn owed(&self) -> Amount {
        let owed = self.due.plus(self.refund_pending).minor();
        self.due.with_minor(if owed < 0 { owed.saturating_neg() } else { 0 })
    }

    /// What the customer owes and is not being captured: nothing, if the merchant does.
    pub const fn outstanding(&self) -> Amount {
        let due = self.due.plus(self.refund_pending).minus(self.capture_pending).minor();
        self.due.with_minor(if due > 0 { due } else { 0 })
    }
}

impl Payment {
    /// The sum of the transactions of one kind that have succeeded, in minor units.
    pub fn sum(&self, kind: TransactionKind) -> i64 {
        self.sum_in(kind, TransactionState::Succeeded)
    }

    /// The sum of what the provider was told and has not answered, in minor units.
    pub fn pending(&self, kind: TransactionKind) -> i64 {
        self.sum_in(kind, TransactionState::Pending)
    }

    fn sum_in(&self, kind: TransactionKind, state: TransactionState) -> i64 {
        let of_kind = self.transactions.iter().filter(|transaction| transaction.kind == kind && transaction.state == state);
        of_kind.map(|transaction| transaction.amount.minor()).sum()
    }

    /// Whether anything was ever authorized on it, or is to be. What was not is captured directly.
    pub fn is_authorized(&self) -> bool {
        self.transactions.iter().any(|transaction| transaction.kind == TransactionKind::Authorization && !transaction.is_failed())
    }

    /// What was authorized and neither captured nor voided, in minor units.
    pub fn authorized_left(&self) -> i64 {
        let left = self.sum(TransactionKind::Authorization) - self.sum(TransactionKind::Capture) - self.sum(TransactionKind::Void);
        left.max(0)
    }

    /// What banks have taken back and not given back again, in minor units.
    pub fn charged_back(&self) -> i64 {
        self.sum(TransactionKind::Chargeback) - self.sum(TransactionKind::ChargebackReversal)
    }

    /// What may still be refunded, in minor units: chargebacks, and refunds that are under way, are taken off.
    pub fn refundable(&self) -> i64 {
        let refunds = self.sum(TransactionKind::Refund) + self.pending(TransactionKind::Refund);
        (self.sum(TransactionKind::Capture) - refunds - self.charged_back()).max(0)
    }
}

impl Order {
    /// What has been credited so far: canceled and returned units, shipping, and charges. Fees are not taken off.
    pub fn credited(&self) -> Amount {
        let zero = self.total.with_minor(0);
        let beside = self.charges.iter().fold(zero.plus(self.shipping_credited), |sum, charge| sum.plus(charge.credited));
        self.lines.iter().fold(beside, |sum, line| sum.plus(line.credited))
    }

    /// What was refunded, or is being refunded, without being owed.
    pub fn goodwill(&self) -> Amount {
        let transactions = self.payments.iter().flat_map(|payment| &payment.transactions).filter(|transaction| !transaction.is_failed());
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
        let pending = |kind| zero.with_minor(self.payments.iter().map(|payment| payment.pending(kind)).sum());
        let in_exchange = self.in_exchange();
        let total = self.total.minus(self.credited()).minus(self.goodwill()).plus(self.fees()).minus(in_exchange);
        let total = if total.is_negative() { zero } else { total };
        let captured = sum(TransactionKind::Capture);
        let refunded = sum(TransactionKind::Refund);
        let charged_back = zero.with_minor(self.payments.iter().map(Payment::charged_back).sum());
        Balance {
            total,
            authorized: zero.with_minor(self.payments.iter().map(Payment::authorized_left).sum()),
            captured,
            refunded,
            due: total.minus(captured).plus(refunded).plus(charged_back),
            in_exchange,
            charged_back,
            capture_pending: pending(TransactionKind::Capture),
            refund_pending: pending(TransactionKind::Refund),
        }
    }
}
