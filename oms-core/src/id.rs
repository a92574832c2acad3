//! Names of things: one type per kind of record, so that they cannot be mixed up.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize};
use smol_str::SmolStr;

/// The longest id accepted, in bytes of UTF-8.
pub const ID_LENGTH_MAX: usize = 128;

/// Why a text is not an id.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
pub enum IdError {
    /// Ids have at least one character.
    #[error("an id must not be empty")]
    Empty,
    /// Ids have at most [`ID_LENGTH_MAX`] bytes.
    #[error("an id has at most {ID_LENGTH_MAX} bytes of UTF-8")]
    TooLong,
    /// Control characters and white space at either end are refused: they make two ids look alike.
    #[error("an id has no control characters and no white space at its ends")]
    Unprintable,
}

/// Checks a text by the rules every id obeys.
pub(crate) fn checked(text: &str) -> Result<(), IdError> {
    if text.is_empty() {
        return Err(IdError::Empty);
    }
    if text.len() > ID_LENGTH_MAX {
        return Err(IdError::TooLong);
    }
    let bytes = text.as_bytes();
    let plain = bytes.iter().all(|byte| (0x21..0x7f).contains(byte));
    if plain || (text.trim().len() == text.len() && !text.chars().any(char::is_control)) { Ok(()) } else { Err(IdError::Unprintable) }
}

macro_rules! ids {
    ($($(#[doc = $doc:literal])+ $name:ident,)*) => {$(
        $(#[doc = $doc])+
        #[derive(Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd, Serialize)]
        #[serde(transparent)]
        pub struct $name(SmolStr);

        impl $name {
            /// Takes a text of 1 to 128 bytes without control characters or outer white space.
            pub fn new(text: impl AsRef<str>) -> Result<Self, IdError> {
                let text = text.as_ref();
                checked(text)?;
                Ok(Self(SmolStr::new(text)))
            }

            /// A name of ours, known to be well formed.
            #[allow(dead_code, reason = "only some kinds of records are named by us")]
            pub(crate) const fn literal(text: &'static str) -> Self {
                Self(SmolStr::new_static(text))
            }

            /// The text as it was given.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str(&self.0)
            }
        }

        impl std::str::FromStr for $name {
            type Err = IdError;
            fn from_str(text: &str) -> Result<Self, IdError> {
                Self::new(text)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = SmolStr::deserialize(deserializer)?;
                checked(&text).map_err(serde::de::Error::custom)?;
                Ok(Self(text))
            }
        }

        #[cfg(feature = "schema")]
        crate::schema::text!($name, { "minLength": 1, "maxLength": ID_LENGTH_MAX, "description": concat!($($doc),+).trim() });
    )*};
}

ids! {
    /// Names one command for ever; sending it twice has the effect of sending it once.
    CommandId,
    /// Who or what gave a command: a person, a job, a channel's connector.
    Actor,
    /// An order, named by whoever captures it. Time-ordered ids (UUIDv7, say) keep stores fast.
    OrderId,
    /// The id an order has in the channel it came from; unique within that channel.
    ExternalId,
    /// A line of an order; unique within the order.
    LineId,
    /// A stock keeping unit: what is counted, kept and sold.
    Sku,
    /// A place that keeps or ships stock: warehouse, store, supplier.
    LocationId,
    /// Where orders come from: web shop, marketplace, store till.
    ChannelId,
    /// A reader of the log, whose place the store keeps.
    ConsumerId,
    /// Who bought.
    CustomerId,
    /// Customers that are treated alike: members, wholesale, staff.
    CustomerGroup,
    /// Stock promised to a cart or checkout for a while.
    ReservationId,
    /// A payment on an order: one card, one gift card, one cash collection.
    PaymentId,
    /// A hold on an order; unique within the order.
    HoldId,
    /// A return on an order; unique within the order.
    ReturnId,
    /// A claim on an order; unique within the order.
    ClaimId,
    /// A paper beside orders, named by whoever issues it: the number of a purchase order, say.
    DocumentId,
    /// The number of a lot, given by whoever made it: batch or lot in GS1's words, application identifier 10.
    LotNumber,
    /// The serial number of a unit: GS1 application identifier 21, 1 to 20 characters of GS1 character set 82.
    SerialNumber,
    /// A part of the world that deliveries go to.
    ZoneId,
    /// A plan of delivery or pick-up windows. At most 100 bytes, since the ids of its slots begin with it.
    SlotTemplateId,
    /// Who delivers what was ordered from them.
    SupplierId,
    /// What a carrier charges for a service.
    RateCardId,
    /// A group of items that are returned on terms of their own.
    Category,
    /// A word put on an order to find it by.
    Tag,
    /// The id a carrier or payment provider gives to one of its events.
    ProviderEventId,
    /// The idempotency key of an instruction to a payment provider. It follows from the order, the payment and the transaction's number.
    InstructionKey,
}

impl From<&OrderId> for DocumentId {
    /// An order as it is found by what it is about: ids of all kinds obey the same rules.
    fn from(id: &OrderId) -> DocumentId {
        DocumentId(id.0.clone())
    }
}

impl From<&DocumentId> for OrderId {
    fn from(id: &DocumentId) -> OrderId {
        OrderId(id.0.clone())
    }
}

impl From<&ReservationId> for DocumentId {
    /// A reservation as it is found by what it is about.
    fn from(id: &ReservationId) -> DocumentId {
        DocumentId(id.0.clone())
    }
}

impl From<&DocumentId> for ReservationId {
    fn from(id: &DocumentId) -> ReservationId {
        ReservationId(id.0.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_short_printable_texts() {
        assert!(Sku::new("85123A").is_ok());
        assert!(Sku::new("GIFT 0001 ÅÖ").is_ok());
        assert_eq!(Sku::new(""), Err(IdError::Empty));
        assert_eq!(Sku::new(" A"), Err(IdError::Unprintable));
        assert_eq!(Sku::new("A\nB"), Err(IdError::Unprintable));
        assert_eq!(Sku::new("x".repeat(129)), Err(IdError::TooLong));
    }
}
