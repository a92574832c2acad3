//! Payments of an order as a ledger of transactions. Balances are always derived.

mod ageing;
mod authorized;
mod balance;
mod cash;
mod goodwill;
mod instruction;
mod instruction_key;
mod late;
mod ledger;
mod marketplace;
mod pay_back;
mod transaction;

pub(crate) mod authorize_payment;
pub(crate) mod capture_payment;
pub(crate) mod collect_cash;
pub(crate) mod instruct_payment;
pub(crate) mod record_chargeback;
pub(crate) mod refund_payment;
pub(crate) mod remit_cash;
pub(crate) mod resolve_payment;
pub(crate) mod retry_payment;
pub(crate) mod reverse_chargeback;
pub(crate) mod void_payment;

use serde::{Deserialize, Serialize};

pub use ageing::{AgedCash, CashAgeing, CashAgeingScan, CourierCash};
pub use authorize_payment::AuthorizePayment;
pub(crate) use authorized::{check_before_shipping, valid};
pub use balance::Balance;
pub use capture_payment::CapturePayment;
pub use cash::{Cash, CashState};
pub use collect_cash::CollectCash;
pub use goodwill::GoodwillPart;
pub use instruct_payment::{InstructPayment, InstructionKind};
pub(crate) use ledger::{PAYMENTS_MAX, lift_hold};
pub(crate) use marketplace::settle_cancellation;
pub(crate) use pay_back::pay_back;
pub use record_chargeback::RecordChargeback;
pub use refund_payment::RefundPayment;
pub use remit_cash::RemitCash;
pub use resolve_payment::{PaymentOutcome, ResolvePayment};
pub use retry_payment::RetryPayment;
pub use reverse_chargeback::ReverseChargeback;
pub use transaction::{Failure, Instruction, Transaction, TransactionKind, TransactionState};
pub use void_payment::VoidPayment;

use crate::PaymentId;

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

impl PaymentMethod {
    /// Whether it is credit that the merchant keeps for the customer: it is paid back last.
    pub const fn is_merchants_credit(self) -> bool {
        matches!(self, PaymentMethod::GiftCard | PaymentMethod::StoreCredit)
    }

    /// Whether somebody else moves the money and reports it: no instruction goes out for it.
    pub const fn is_settled_elsewhere(self) -> bool {
        matches!(self, PaymentMethod::Marketplace)
    }
}
