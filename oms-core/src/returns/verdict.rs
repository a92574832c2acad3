//! What a refund was made of, as it was given: kept with the return, so that it can be told again at any time.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::beside_lines::BesideLines;
use super::{ClawBack, Grade, ReturnReason};
use crate::order::{ChargeKind, Order};
use crate::payment::{Payment, TransactionKind};
use crate::{Amount, LineId, PaymentId, Quantity, Timestamp};

/// The whole computation of one refund: what each unit brought back, what was kept of it and by which rule, what bounded the sum, and
/// over which payments it went.
///
/// ```text
/// credited = the amounts of all units + shipping + charges
/// refunded = credited - fees - clawed back - exchanged, at most `owed`, at most what the payments still hold
///          = the sum of `payments`
/// ```
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct RefundVerdict {
    /// When it was given.
    pub at: Timestamp,
    /// What units brought back, by line, reason and grade.
    pub units: Vec<CreditedUnits>,
    /// What became of shipping; absent where none was charged.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shipping: Option<ShippingVerdict>,
    /// What became of each charge beside lines and shipping.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub charges: Vec<ChargeVerdict>,
    /// What was kept.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub fees: Vec<FeeKept>,
    /// What is no longer charged for units, shipping and charges, fees not taken off.
    pub credited: Amount,
    /// Discounts that were taken back, since too little is kept for them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub clawed_back: Vec<ClawBack>,
    /// What of that pays for what is given in exchange.
    #[serde(default, skip_serializing_if = "Amount::is_zero")]
    pub exchanged: Amount,
    /// What the order owed the customer once that was credited.
    pub owed: Amount,
    /// What was paid back.
    pub refunded: Amount,
    /// What made it less than what was credited without the fees; absent where nothing did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bound: Option<RefundBound>,
    /// Over which payments it went.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub payments: Vec<RefundPart>,
}

/// What units of a line brought back: the difference of two cumulative shares of what the line cost.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct CreditedUnits {
    /// The line.
    pub line: LineId,
    /// How many units.
    pub quantity: Quantity,
    /// How many units of the line had been credited before.
    #[serde(default, skip_serializing_if = "Quantity::is_none")]
    pub credited_before: Quantity,
    /// What they bring back, tax included.
    pub amount: Amount,
    /// The tax within it.
    pub tax: Amount,
    /// Why they came back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<ReturnReason>,
    /// What they were found to be like.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub grade: Option<Grade>,
}

/// What became of shipping.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ShippingVerdict {
    /// What was given back, tax included.
    pub amount: Amount,
    /// The tax within it.
    pub tax: Amount,
    /// Why so.
    pub rule: ShippingRule,
}

/// What became of a charge.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ChargeVerdict {
    /// What it was for.
    pub kind: ChargeKind,
    /// What was given back, tax included.
    pub amount: Amount,
    /// The tax within it.
    pub tax: Amount,
    /// Why so.
    pub rule: ShippingRule,
}

/// Why shipping or a charge was given back, or was not.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum ShippingRule {
    /// Given back or kept as the command said.
    Command,
    /// Kept: something of the order is with the customer, or still to be delivered.
    NotAllBack,
    /// Given back: all that came back did so by fault of the seller.
    SellersFault,
    /// Kept: not all that came back did so by fault of the seller.
    NotSellersFault,
    /// Given back whatever the reasons were.
    Always,
    /// Kept whatever the reasons were.
    Never,
    /// It was given back before.
    GivenBefore,
}

/// Something that was kept of what came back.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct FeeKept {
    /// What for.
    pub kind: FeeKind,
    /// Who set it.
    pub rule: FeeRule,
    /// The line whose units it is kept of; absent where it is kept of the whole.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub line: Option<LineId>,
    /// The part that is kept, as a fraction.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rate: Option<Decimal>,
    /// What the rate is of; for a fixed fee, what was left to keep it of.
    pub base: Amount,
    /// What was kept.
    pub amount: Amount,
}

/// What a fee is kept for.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum FeeKind {
    /// To bring units back on sale.
    Restocking,
    /// To bring them back to the merchant.
    ReturnLabel,
}

/// Who set a fee.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum FeeRule {
    /// The terms of the order.
    Terms,
    /// Whoever gave the command.
    Command,
}

/// What made a refund less than the credit without the fees.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum RefundBound {
    /// The order owed the customer no more: what was never paid is not paid back.
    Owed,
    /// The payments held no more.
    Captured,
}

/// What went back over one payment.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct RefundPart {
    /// The payment.
    pub payment: PaymentId,
    /// How much.
    pub amount: Amount,
}

impl RefundVerdict {
    /// What units were credited with, and what is beside them; fees and what is paid back follow.
    pub(crate) fn of(at: Timestamp, order: &Order, units: Vec<CreditedUnits>, beside: BesideLines) -> RefundVerdict {
        let zero = order.total.with_minor(0);
        let BesideLines { shipping, charges } = beside;
        let given = shipping.as_ref().map_or(zero, |shipping| shipping.amount);
        let given = charges.iter().fold(given, |sum, charge| sum.plus(charge.amount));
        let credited = units.iter().fold(given, |sum, units| sum.plus(units.amount));
        RefundVerdict {
            at,
            units,
            shipping,
            charges,
            fees: Vec::new(),
            credited,
            clawed_back: Vec::new(),
            exchanged: zero,
            owed: zero,
            refunded: zero,
            bound: None,
            payments: Vec::new(),
        }
    }

    /// What was kept in all.
    pub fn fee(&self) -> Amount {
        self.fees.iter().fold(self.credited.with_minor(0), |sum, fee| sum.plus(fee.amount))
    }

    /// What was taken back of discounts in all.
    pub fn clawed_back(&self) -> Amount {
        self.clawed_back.iter().fold(self.credited.with_minor(0), |sum, taken| sum.plus(taken.amount))
    }

    /// The tax within what was credited.
    pub fn tax(&self) -> Amount {
        let shipping = self.shipping.as_ref().map_or(self.credited.with_minor(0), |shipping| shipping.tax);
        let beside = self.charges.iter().fold(shipping, |sum, charge| sum.plus(charge.tax));
        self.units.iter().fold(beside, |sum, units| sum.plus(units.tax))
    }
}

/// What went back over each payment since the payments stood as `before`.
pub(crate) fn parts_since(order: &Order, before: &[(PaymentId, i64)]) -> Vec<RefundPart> {
    let parts = refunded_by_payment(order).into_iter().map(|(payment, refunded)| {
        let known = before.iter().find(|(id, _)| id == &payment).map_or(0, |(_, known)| *known);
        RefundPart { payment, amount: order.total.with_minor(refunded - known) }
    });
    parts.filter(|part| !part.amount.is_zero()).collect()
}

/// What has gone back over each payment by now, or is on its way: a provider that was told to pay back has still to answer.
pub(crate) fn refunded_by_payment(order: &Order) -> Vec<(PaymentId, i64)> {
    let refunded = |payment: &Payment| payment.sum(TransactionKind::Refund) + payment.pending(TransactionKind::Refund);
    order.payments.iter().map(|payment| (payment.id.clone(), refunded(payment))).collect()
}
