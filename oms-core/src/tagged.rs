//! Reading objects that say in a member what they are: `{"type": "item_put", "sku": "tee"}`.
//!
//! The usual way is to keep the whole object in a buffer until the member has been found, and to read the variant from the buffer;
//! every type within is then compiled twice, once for texts and once for buffers, and every value is kept twice. Nearly every
//! writer puts the member first, ours too. So the variant is read from the text itself as soon as the member is known, and only an
//! object that says late what it is has its members kept, as texts, and is read once more with that member in front.

use std::fmt;
use std::marker::PhantomData;

use serde::de::value::{EnumAccessDeserializer, MapAccessDeserializer};
use serde::de::{DeserializeOwned, DeserializeSeed, Deserializer, EnumAccess, Error, IgnoredAny, MapAccess, VariantAccess, Visitor};
use serde_json::value::RawValue;

/// An enum with a member that names the variant. [`tagged!`](crate::tagged!) implements it.
pub trait Tagged: DeserializeOwned {
    /// The member that names the variant.
    const TAG: &'static str;

    /// The enum, for messages.
    const NAME: &'static str;

    /// Reads what an enum is read from that is written as the name of the variant and what belongs to it.
    fn from_variant<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error>;
}

/// Defines an enum whose variants are objects with one member that names the variant, in snake case.
///
/// The first line names the member and the enum; `deny_unknown_fields` after it refuses members that no variant has.
///
/// ```
/// oms_core::tagged! {
///     by "type" of "Shape", deny_unknown_fields;
///     /// What it looks like.
///     #[derive(Debug, PartialEq, serde::Serialize)]
///     pub enum Shape {
///         /// Round.
///         Circle { radius: u32 },
///         /// With corners.
///         Square { side: u32 },
///     }
/// }
///
/// let circle = Shape::Circle { radius: 2 };
/// assert_eq!(serde_json::from_str::<Shape>(r#"{"type": "circle", "radius": 2}"#)?, circle);
/// assert_eq!(serde_json::from_str::<Shape>(r#"{"radius": 2, "type": "circle"}"#)?, circle);
/// assert!(serde_json::from_str::<Shape>(r#"{"type": "circle", "side": 2}"#).is_err());
/// # Ok::<(), serde_json::Error>(())
/// ```
///
/// With `read by members` instead it is read member by member, which takes less of a program and more time.
#[macro_export]
macro_rules! tagged {
    (
        by $tag:literal of $name:literal, read by members;
        $(#[$attribute:meta])*
        $visible:vis enum $enum:ident { $($variants:tt)* }
    ) => {
        $(#[$attribute])*
        #[serde(tag = $tag, rename_all = "snake_case", deny_unknown_fields)]
        $visible enum $enum { $($variants)* }

        $crate::read_members! { by $tag as $enum; $($variants)* }
    };
    (
        by $tag:literal of $name:literal $(, $strict:ident)?;
        $(#[$attribute:meta])*
        $visible:vis enum $enum:ident { $($variants:tt)* }
    ) => {
        $(#[$attribute])*
        #[serde(tag = $tag, rename_all = "snake_case" $(, $strict)?)]
        $visible enum $enum { $($variants)* }

        $crate::read_tagged! { by $tag of $name as $enum $(, $strict)?; $($variants)* }
    };
}

/// Reads the variants of an enum that is defined elsewhere, which are told once more without what only writers and people need.
#[macro_export]
macro_rules! read_tagged {
    (
        by $tag:literal of $name:literal as $enum:ident $(, $strict:ident)?;
        $($variants:tt)*
    ) => {
        const _: () = {
            // The same variants, read as the name of one and what belongs to it.
            #[derive(::serde::Deserialize)]
            #[serde(remote = $name, rename_all = "snake_case" $(, $strict)?)]
            #[allow(dead_code, clippy::large_enum_variant, reason = "it tells how to read, and is never made")]
            enum Variants { $($variants)* }

            impl<'de> ::serde::Deserialize<'de> for $enum {
                fn deserialize<D: ::serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                    $crate::tagged::read(deserializer)
                }
            }

            impl $crate::tagged::Tagged for $enum {
                const TAG: &'static str = $tag;
                const NAME: &'static str = $name;

                fn from_variant<'de, D: ::serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                    Variants::deserialize(deserializer)
                }
            }
        };
    };
}

/// Reads an object that says what it is.
pub fn read<'de, T: Tagged, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    deserializer.deserialize_map(Object(PhantomData))
}

struct Object<T>(PhantomData<T>);

impl<'de, T: Tagged> Visitor<'de> for Object<T> {
    type Value = T;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "internally tagged enum {}", T::NAME)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<T, A::Error> {
        match members.next_key_seed(Key(T::TAG))? {
            None => Err(A::Error::missing_field(T::TAG)),
            Some(None) => T::from_variant(EnumAccessDeserializer::new(Rest(members))),
            Some(Some(first)) => read_late(first, members),
        }
    }
}

/// Reads the members as texts until all are known, and then the object with the one in front that says what it is.
#[cold]
fn read_late<'de, T: Tagged, A: MapAccess<'de>>(first: String, mut members: A) -> Result<T, A::Error> {
    let (mut tag, mut others) = (None, String::new());
    let mut key = Some(Some(first));
    while let Some(named) = key {
        let value: Box<RawValue> = members.next_value()?;
        match named {
            None if tag.is_some() => return Err(A::Error::duplicate_field(T::TAG)),
            None => tag = Some(value),
            Some(named) => {
                others.push(',');
                others.push_str(&serde_json::to_string(&named).map_err(A::Error::custom)?);
                others.push(':');
                others.push_str(value.get());
            }
        }
        key = members.next_key_seed(Key(T::TAG))?;
    }
    let tag = tag.ok_or_else(|| A::Error::missing_field(T::TAG))?;
    let text = format!("{{\"{}\":{}{others}}}", T::TAG, tag.get());
    crate::reader::from_str(&text).map_err(|error| {
        // The place would be one within the text made here.
        let told = error.to_string();
        A::Error::custom(told.rsplit_once(" at line ").map_or(told.as_str(), |(told, _)| told))
    })
}

/// A key: `None` if it is the one that says what the object is.
struct Key(&'static str);

impl<'de> DeserializeSeed<'de> for Key {
    type Value = Option<String>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_identifier(self)
    }
}

impl Visitor<'_> for Key {
    type Value = Option<String>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a name of a member")
    }

    fn visit_str<E: Error>(self, key: &str) -> Result<Self::Value, E> {
        Ok((key != self.0).then(|| key.to_owned()))
    }
}

/// An object whose first key has been read: the value is the variant, what follows belongs to it.
struct Rest<A>(A);

impl<'de, A: MapAccess<'de>> EnumAccess<'de> for Rest<A> {
    type Error = A::Error;
    type Variant = Self;

    fn variant_seed<S: DeserializeSeed<'de>>(mut self, seed: S) -> Result<(S::Value, Self), A::Error> {
        Ok((self.0.next_value_seed(seed)?, self))
    }
}

impl<'de, A: MapAccess<'de>> VariantAccess<'de> for Rest<A> {
    type Error = A::Error;

    fn unit_variant(mut self) -> Result<(), A::Error> {
        while self.0.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(())
    }

    fn newtype_variant_seed<S: DeserializeSeed<'de>>(self, seed: S) -> Result<S::Value, A::Error> {
        seed.deserialize(MapAccessDeserializer::new(self.0))
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, _: V) -> Result<V::Value, A::Error> {
        Err(A::Error::custom("an object has no members without names"))
    }

    fn struct_variant<V: Visitor<'de>>(self, _: &'static [&'static str], visitor: V) -> Result<V::Value, A::Error> {
        visitor.visit_map(self.0)
    }
}
