//! Reading enums of many variants that are read seldom: the members of an object are kept as values, and each is read when it is
//! asked for.
//!
//! The usual reader of an enum holds all members of all its variants in places of their own, and is as large as that: for the
//! refusals a tenth of a megabyte in every program, which reads them only to tell them to people. Here a member is a call. That takes
//! some times as long, and an absent list is an empty one.

use serde::Deserializer;
use serde::de::{Deserialize, DeserializeOwned, Error};
use serde_json::{Map, Value};

use crate::reader;

/// The members of an object that have not been asked for yet.
pub struct Members {
    rest: Map<String, Value>,
}

impl Members {
    /// Reads an object, and the member of it that says what it is, as the name of a variant in Rust: `UnknownOrder`.
    pub fn read<'de, D: Deserializer<'de>>(deserializer: D, tag: &'static str) -> Result<(String, Members), D::Error> {
        let mut rest = Map::deserialize(deserializer)?;
        match rest.remove(tag) {
            Some(Value::String(name)) => Ok((variant(&name), Members { rest })),
            Some(_) => Err(D::Error::custom(format_args!("`{tag}` is no text"))),
            None => Err(D::Error::missing_field(tag)),
        }
    }

    /// The member of that name. What may be absent is absent if there is none.
    pub fn take<T: DeserializeOwned>(&mut self, name: &'static str) -> Result<T, serde_json::Error> {
        match self.rest.remove(name) {
            Some(value) => reader::from_str(&value.to_string()),
            None => reader::from_str("null").or_else(|_| reader::from_str("[]")).map_err(|_| Error::missing_field(name)),
        }
    }

    /// There must be none that nobody has asked for.
    pub fn end(self) -> Result<(), serde_json::Error> {
        match self.rest.keys().next() {
            None => Ok(()),
            Some(name) => Err(Error::custom(format_args!("unknown field `{name}`"))),
        }
    }
}

/// `unknown_order` as `UnknownOrder`.
fn variant(name: &str) -> String {
    let capital = |word: &str| {
        let (first, rest) = word.split_at_checked(1).unwrap_or((word, ""));
        first.to_ascii_uppercase() + rest
    };
    name.split('_').map(capital).collect()
}

/// Reads an enum of which all variants have named members as [`tagged!`](crate::tagged!) does, member by member.
#[macro_export]
macro_rules! read_seldom {
    (by $tag:literal as $enum:ident; $($(#[$of_variant:meta])* $variant:ident { $($(#[$of_field:meta])* $field:ident: $type:ty,)* },)*) => {
        impl<'de> ::serde::Deserialize<'de> for $enum {
            fn deserialize<D: ::serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let (name, members) = $crate::members::Members::read(deserializer, $tag)?;
                Self::from_members(&name, members).map_err(::serde::de::Error::custom)
            }
        }

        impl $enum {
            fn from_members(name: &str, mut members: $crate::members::Members) -> Result<Self, ::serde_json::Error> {
                let value = match name {
                    $(stringify!($variant) => $enum::$variant { $($field: members.take(stringify!($field))?,)* },)*
                    _ => return Err(::serde::de::Error::custom(format_args!("unknown variant `{name}`"))),
                };
                members.end()?;
                Ok(value)
            }
        }
    };
}
