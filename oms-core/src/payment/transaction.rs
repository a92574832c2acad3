use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

use super::GoodwillPart;
use crate::{Amount, InstructionKey, ProviderEventId, Timestamp};

/// One thing that happened to a payment, or that the provider was told to do.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Transaction {
    /// What happened.
    pub kind: TransactionKind,
    /// How much.
    pub amount: Amount,
    /// When; of an instruction, when it was given.
    pub at: Timestamp,
    /// Whether it has happened. Only what has succeeded counts as authorized, captured or refunded.
    #[serde(default, skip_serializing_if = "TransactionState::is_succeeded")]
    #[cfg_attr(feature = "schema", schemars(extend("default" = "succeeded")))]
    pub state: TransactionState,
    /// The provider's id of it, if it has one: the same id counts once.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reference: Option<ProviderEventId>,
    /// Why, in the words of whoever did it.
    #[serde(default, skip_serializing_if = "SmolStr::is_empty")]
    pub reason: SmolStr,
    /// Whether it is the last that is to come: of a remittance, that the courier has handed over all it will.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_final: bool,
    /// The parcel a capture was made for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parcel: Option<u32>,
    /// The part of a refund that was not owed but given.
    #[serde(default, skip_serializing_if = "Amount::is_zero")]
    pub goodwill: Amount,
    /// What each line bears of that.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub goodwill_parts: Vec<GoodwillPart>,
    /// When what was authorized may not be captured any more.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expires_at: Option<Timestamp>,
    /// What the provider was told, if it was told to do it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub instruction: Option<Box<Instruction>>,
}

/// What a provider was told to do, and how it went.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Instruction {
    /// The idempotency key to be given to the provider: however often it is sent, the provider does it once.
    pub key: InstructionKey,
    /// Whether it is the last capture: what is authorized beyond it is let go.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_final: bool,
    /// When the result came.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub resolved_at: Option<Timestamp>,
    /// Why it failed, if it did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub failure: Option<Failure>,
}

/// Why a provider did not do what it was told.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Failure {
    /// The provider's code of it.
    pub code: SmolStr,
    /// The same in words.
    #[serde(default, skip_serializing_if = "SmolStr::is_empty")]
    pub message: SmolStr,
}

/// Whether a transaction has happened.
#[derive(Clone, Copy, Debug, Default, Eq, Hash, Ord, PartialEq, PartialOrd, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum TransactionState {
    /// Money has moved, or was set aside or let go.
    #[default]
    Succeeded,
    /// The provider was told to, and has not answered.
    Pending,
    /// The provider did not do it. It may be told again.
    Failed,
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
    /// A bank took money back for its customer.
    Chargeback,
    /// A bank gave money that it had taken back to the merchant again.
    ChargebackReversal,
    /// A courier handed over cash that it had collected.
    Remittance,
}

impl Transaction {
    /// A transaction that has happened, without reason, parcel or goodwill.
    pub fn new(kind: TransactionKind, amount: Amount, at: Timestamp, reference: Option<ProviderEventId>) -> Transaction {
        let (reason, goodwill) = (SmolStr::default(), amount.with_minor(0));
        let (state, is_final, parcel, expires_at, instruction) = (TransactionState::Succeeded, false, None, None, None);
        let goodwill_parts = Vec::new();
        Transaction { kind, amount, at, state, reference, reason, is_final, parcel, goodwill, goodwill_parts, expires_at, instruction }
    }

    /// Whether it has failed, so that it is as if it had never been.
    pub fn is_failed(&self) -> bool {
        self.state == TransactionState::Failed
    }

    /// Whether the provider was told to do it under that key.
    pub(super) fn has_key(&self, key: &InstructionKey) -> bool {
        self.instruction.as_ref().is_some_and(|instruction| instruction.key == *key)
    }
}

impl TransactionState {
    /// Whether it has happened.
    pub fn is_succeeded(&self) -> bool {
        *self == TransactionState::Succeeded
    }
}
