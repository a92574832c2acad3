//! Decimals and instants, which have types of their own in every language.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::refusals::OmsError;

/// A decimal number, exact: a `BigDecimal` in Kotlin, a `Decimal` in Swift, a text on the wire.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Decimal(pub String);

uniffi::custom_newtype!(
    /// A decimal number, exact.
    Decimal,
    String
);

impl Default for Decimal {
    fn default() -> Self {
        Decimal("0".to_owned())
    }
}

impl Decimal {
    /// Whether it is nothing, however many decimals it is written with.
    pub(crate) fn is_zero(&self) -> bool {
        self.0.bytes().all(|byte| matches!(byte, b'0' | b'.' | b'-'))
    }
}

/// An instant to the millisecond: a `java.time.Instant` in Kotlin, a `Date` in Swift, RFC 3339 on the wire.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Timestamp(oms_core::Timestamp);

uniffi::custom_type!(
    /// An instant to the millisecond; what is finer is cut off.
    Timestamp,
    i64,
    {
        lower: |instant| instant.0.millis(),
        // An error of ours is thrown as what it is, not as one of the border.
        try_lift: |millis| Ok(Timestamp(oms_core::Timestamp::from_millis(millis).ok_or_else(OmsError::no_instant)?)),
    }
);

impl Timestamp {
    /// As it is on the wire.
    pub(crate) fn text(self) -> String {
        self.0.to_string()
    }
}

impl Serialize for Timestamp {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Timestamp {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        oms_core::Timestamp::deserialize(deserializer).map(Timestamp)
    }
}
