//! Payments of an order as a ledger of transactions. Balances are always derived.

mod balance;

use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

pub use balance::Balance;

use crate::{Amount, PaymentId, ProviderEventId, Timestamp};

/// One payment on an order: one card, one gift card, one cash collection.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
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
}

/// What happened to a payment.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd, Serialize, Deserialize)]
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
