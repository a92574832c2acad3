//! Payments of an order as a ledger of transactions. Balances are always derived.

mod balance;
mod ledger;
mod pay_back;

pub(crate) mod authorize_payment;
pub(crate) mod capture_payment;
pub(crate) mod collect_cash;
pub(crate) mod refund_payment;
pub(crate) mod void_payment;

use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

pub use authorize_payment::AuthorizePayment;
pub use balance::Balance;
pub use capture_payment::CapturePayment;
pub use collect_cash::CollectCash;
pub(crate) use ledger::{PAYMENTS_MAX, lift_hold};
pub(crate) use pay_back::pay_back;
pub use refund_payment::RefundPayment;
pub use void_payment::VoidPayment;

use crate::{Amount, PaymentId, ProviderEventId, Timestamp};

/// One payment on an order: one card, one gift card, one cash collection.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Payment {
    /// Its id, unique within the order.
    pub id: PaymentId,
    /// How it is paid.
    pub method: PaymentMethod,
    /// Everything that happened to it, oldest first.
    pub transactions: Vec<Transaction>,
}

/// How a payment is made.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum PaymentMethod {
    /// Credit or debit card.
    Card,
    /// A wallet such as those of phones and platforms.
    Wallet,
    /// Bank transfer or direct debit.
    BankTransfer,
    /// Bought on account.
    Invoice,
    /// Gift card.
    GiftCard,
    /// Credit kept by the merchant.
    StoreCredit,
    /// Cash, given to the courier.
    CashOnDelivery,
    /// The marketplace settles with the merchant.
    Marketplace,
    /// Anything else.
    Other,
}

/// One thing that happened to a payment.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Transaction {
    /// What happened.
    pub kind: TransactionKind,
    /// How much.
    pub amount: Amount,
    /// When.
    pub at: Timestamp,
    /// The provider's id of it, if it has one: the same id counts once.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reference: Option<ProviderEventId>,
    /// Why, in the words of whoever did it.
    #[serde(default, skip_serializing_if = "SmolStr::is_empty")]
    pub reason: SmolStr,
    /// The parcel a capture was made for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parcel: Option<u32>,
    /// The part of a refund that was not owed but given.
    #[serde(default, skip_serializing_if = "Amount::is_zero")]
    pub goodwill: Amount,
}

impl Transaction {
    /// A transaction without reason, parcel or goodwill.
    pub fn new(kind: TransactionKind, amount: Amount, at: Timestamp, reference: Option<ProviderEventId>) -> Transaction {
        let (reason, parcel, goodwill) = (SmolStr::default(), None, amount.with_minor(0));
        Transaction { kind, amount, at, reference, reason, parcel, goodwill }
    }
}

impl PaymentMethod {
    /// Whether it is credit that the merchant keeps for the customer: it is paid back last.
    pub const fn is_merchants_credit(self) -> bool {
        matches!(self, PaymentMethod::GiftCard | PaymentMethod::StoreCredit)
    }
}

/// What happened to a payment.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum TransactionKind {
    /// The provider set money aside.
    Authorization,
    /// Money was taken.
    Capture,
    /// What was set aside and not taken was let go.
    Void,
    /// Money was given back.
    Refund,
}
