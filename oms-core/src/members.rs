//! Reading enums of many variants member by member: the members of an object are kept as texts, and each is read when it is asked
//! for.
//!
//! The usual reader of an enum holds all members of all its variants in places of their own, and is as large as that: for refusals
//! and events a quarter of a megabyte in every program. Here a member is a call. Every value is looked at twice, once for where it
//! ends and once for what it is.

use std::fmt;

use serde::Deserializer;
use serde::de::{DeserializeOwned, Error, MapAccess, Visitor};
use serde_json::value::RawValue;

use crate::reader;

/// The most members of an object: more than any variant has, and few enough to look through them for each.
const MEMBERS_MAX: usize = 32;

/// The members of an object that have not been asked for yet.
pub struct Members {
    rest: Vec<(String, Box<RawValue>)>,
}

impl Members {
    fn add(&mut self, name: String, value: Box<RawValue>) -> Result<(), serde_json::Error> {
        if self.rest.len() == MEMBERS_MAX {
            return Err(Error::custom(format_args!("more than {MEMBERS_MAX} members: none has so many")));
        }
        if self.rest.iter().any(|(known, _)| *known == name) {
            return Err(Error::custom(format_args!("duplicate field `{name}`")));
        }
        self.rest.push((name, value));
        Ok(())
    }

    /// Takes the member that says what the object is, as the name of a variant in Rust: `UnknownOrder`.
    fn variant(&mut self, tag: &'static str) -> Result<String, serde_json::Error> {
        let named = self.find(tag).ok_or_else(|| serde_json::Error::missing_field(tag))?;
        let name: String = serde_json::from_str(named.get()).map_err(|_| serde_json::Error::custom(format_args!("`{tag}` is no text")))?;
        let variant = variant(&name);
        // There is one way of writing a kind.
        if snake_case(&variant) == name { Ok(variant) } else { Err(Error::custom(format_args!("unknown variant `{name}`"))) }
    }

    /// The member of that name. What may be absent is absent if there is none.
    pub fn take<T: DeserializeOwned>(&mut self, name: &'static str) -> Result<T, serde_json::Error> {
        match self.find(name) {
            Some(value) => reader::from_str(value.get()).map_err(|error| placeless(&error)),
            None => reader::from_str("null").map_err(|_| Error::missing_field(name)),
        }
    }

    /// The member of that name, or the default if there is none.
    pub fn take_or_default<T: DeserializeOwned + Default>(&mut self, name: &'static str) -> Result<T, serde_json::Error> {
        self.find(name).map_or_else(|| Ok(T::default()), |value| reader::from_str(value.get()).map_err(|error| placeless(&error)))
    }

    fn find(&mut self, name: &str) -> Option<Box<RawValue>> {
        let place = self.rest.iter().position(|(known, _)| known == name)?;
        Some(self.rest.swap_remove(place).1)
    }

    /// There must be none that nobody has asked for.
    pub fn end(self) -> Result<(), serde_json::Error> {
        match self.rest.first() {
            None => Ok(()),
            Some((name, _)) => Err(Error::custom(format_args!("unknown field `{name}`"))),
        }
    }
}

/// Where it went wrong within a member is a place within that member's text, of which nobody knows.
fn placeless(error: &serde_json::Error) -> serde_json::Error {
    let told = error.to_string();
    Error::custom(told.rsplit_once(" at line ").map_or(told.as_str(), |(told, _)| told))
}

/// Reads an object that says in the member `tag` what it is; `make` makes it, from the name of the variant and the other members.
pub fn read<'de, T, D: Deserializer<'de>>(deserializer: D, tag: &'static str, make: Make<T>) -> Result<T, D::Error> {
    deserializer.deserialize_map(Object { tag, make })
}

/// Makes a value from the name of its variant and its members.
pub type Make<T> = fn(&str, Members) -> Result<T, serde_json::Error>;

struct Object<T> {
    tag: &'static str,
    make: Make<T>,
}

impl<'de, T> Visitor<'de> for Object<T> {
    type Value = T;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "an object with the member `{}`", self.tag)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<T, A::Error> {
        let mut read = Members { rest: Vec::with_capacity(4) };
        while let Some((name, value)) = members.next_entry()? {
            read.add(name, value).map_err(A::Error::custom)?;
        }
        let variant = read.variant(self.tag).map_err(A::Error::custom)?;
        (self.make)(&variant, read).map_err(A::Error::custom)
    }
}

/// `unknown_order` as `UnknownOrder`.
fn variant(name: &str) -> String {
    let mut is_first = true;
    let letters = name.chars().filter_map(|letter| {
        let capital = std::mem::replace(&mut is_first, letter == '_');
        (letter != '_').then(|| if capital { letter.to_ascii_uppercase() } else { letter })
    });
    letters.collect()
}

/// There is no variant of that name.
pub fn unknown(variant: &str) -> serde_json::Error {
    Error::custom(format_args!("unknown variant `{}`", snake_case(variant)))
}

/// `UnknownOrder` as `unknown_order`.
fn snake_case(variant: &str) -> String {
    let mut name = String::new();
    for letter in variant.chars() {
        if letter.is_ascii_uppercase() && !name.is_empty() {
            name.push('_');
        }
        name.push(letter.to_ascii_lowercase());
    }
    name
}

/// Reads an enum of which all variants have named members as [`tagged!`](crate::tagged!) does, member by member. A member that may be
/// left out says so by `#[serde(default)]` right before its name, or is an `Option`.
#[macro_export]
macro_rules! read_members {
    (
        by $tag:literal as $enum:ident;
        $($(#[$of_variant:meta])* $variant:ident $({ $(
            $(#[doc = $doc:literal])* $(#[serde($default:ident $(, $skipped:ident = $if:literal)?)])? $field:ident: $type:ty,
        )* })?,)*
    ) => {
        impl<'de> ::serde::Deserialize<'de> for $enum {
            fn deserialize<D: ::serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                $crate::members::read(deserializer, $tag, Self::from_members)
            }
        }

        impl $enum {
            fn from_members(name: &str, mut members: $crate::members::Members) -> Result<Self, ::serde_json::Error> {
                let value = match name {
                    $(stringify!($variant) => $enum::$variant $({ $($field: $crate::read_members!(members $field $($default)?),)* })?,)*
                    _ => return Err($crate::members::unknown(name)),
                };
                members.end()?;
                Ok(value)
            }
        }
    };
    ($members:ident $field:ident) => { $members.take(stringify!($field))? };
    ($members:ident $field:ident default) => { $members.take_or_default(stringify!($field))? };
}
