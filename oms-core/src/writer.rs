//! The one writer of JSON texts, of outcomes as of what storages keep: byte for byte as `serde_json` writes them, in fewer
//! instructions.
//!
//! Half of a text are names and short values, and the usual writer asks for room three times for each of them. Here it is asked for once,
//! a text is looked through eight bytes at a time, and whether a comma is due is told by the byte that was written last.

use std::fmt;

use serde::Serialize;
use serde::ser::{
    Error as _, SerializeMap, SerializeSeq, SerializeStruct, SerializeStructVariant, SerializeTuple, SerializeTupleStruct,
    SerializeTupleVariant, Serializer,
};
use serde_json::Error;

/// Puts the JSON of a value behind the text that is there.
///
/// # Errors
/// A value that JSON has no form for, such as a map whose keys are lists. What was written of it until then is still there.
///
/// ```
/// use oms_core::{Country, writer};
///
/// let mut text = b"ships to ".to_vec();
/// writer::append(&mut text, &Country::new("DE"))?;
/// assert_eq!(text, b"ships to \"DE\"");
/// # Ok::<(), serde_json::Error>(())
/// ```
pub fn append<T: Serialize + ?Sized>(text: &mut Vec<u8>, value: &T) -> Result<(), Error> {
    value.serialize(&mut Writer { text })
}

/// The JSON of a value, in UTF-8.
///
/// # Errors
/// See [`append`].
pub fn to_vec<T: Serialize + ?Sized>(value: &T) -> Result<Vec<u8>, Error> {
    let mut text = Vec::new();
    append(&mut text, value)?;
    Ok(text)
}

/// The JSON of a value.
///
/// # Errors
/// See [`append`].
pub fn to_string<T: Serialize + ?Sized>(value: &T) -> Result<String, Error> {
    String::from_utf8(to_vec(value)?).map_err(Error::custom)
}

struct Writer<'text> {
    text: &'text mut Vec<u8>,
}

/// Whether any of eight bytes is a control character, a quotation mark or a backslash. Bytes beyond ASCII are none of them.
///
/// A byte less its limit gets the highest bit if it was below, and those that had it before are left out. What is borrowed from the next
/// byte then may give that one the bit as well, but only where one is special already.
const fn has_special(eight: u64) -> bool {
    const ONES: u64 = 0x0101_0101_0101_0101;
    const HIGHEST: u64 = ONES << 7;
    let below_space = eight.wrapping_sub(ONES * 0x20);
    let quotation_mark = (eight ^ (ONES * b'"' as u64)).wrapping_sub(ONES);
    let backslash = (eight ^ (ONES * b'\\' as u64)).wrapping_sub(ONES);
    (below_space | quotation_mark | backslash) & !eight & HIGHEST != 0
}

const fn is_special(byte: u8) -> bool {
    byte < 0x20 || byte == b'"' || byte == b'\\'
}

/// Whether a text has to be written otherwise than it is.
fn needs_escapes(text: &[u8]) -> bool {
    let (eights, rest) = text.as_chunks::<8>();
    rest.iter().any(|byte| is_special(*byte)) || eights.iter().any(|eight| has_special(u64::from_le_bytes(*eight)))
}

/// The text within its quotation marks.
fn contents(text: &mut Vec<u8>, value: &[u8]) {
    if needs_escapes(value) {
        escaped(text, value);
    } else {
        text.extend_from_slice(value);
    }
}

/// The same with what JSON writes otherwise.
#[cold]
fn escaped(text: &mut Vec<u8>, value: &[u8]) {
    for byte in value {
        let short = match byte {
            b'"' => b'"',
            b'\\' => b'\\',
            0x08 => b'b',
            0x0c => b'f',
            b'\n' => b'n',
            b'\r' => b'r',
            b'\t' => b't',
            byte if is_special(*byte) => {
                let digit = |digit: u8| if digit < 10 { b'0' + digit } else { b'a' + digit - 10 };
                text.extend_from_slice(&[b'\\', b'u', b'0', b'0', digit(byte >> 4), digit(byte & 15)]);
                continue;
            }
            byte => {
                text.push(*byte);
                continue;
            }
        };
        text.extend_from_slice(&[b'\\', short]);
    }
}

impl Writer<'_> {
    // Called for every name and text of every record: compiled once.
    #[inline(never)]
    fn string(&mut self, value: &str) {
        let value = value.as_bytes();
        // The quotation marks, and what follows or goes before: a comma, a colon.
        self.text.reserve(value.len() + 4);
        self.text.push(b'"');
        contents(self.text, value);
        self.text.push(b'"');
    }

    /// A comma, unless what follows is the first of its list or object: a text ends with a bracket only where one has been opened.
    fn separate(&mut self) {
        if !matches!(self.text.last(), Some(b'[' | b'{')) {
            self.text.push(b',');
        }
    }

    /// A name of ours, which is written as it is: no field and no variant has quotation marks in its name.
    #[inline(never)]
    fn name(&mut self, name: &'static str) {
        debug_assert!(!needs_escapes(name.as_bytes()), "a name is written as it is: {name}");
        self.text.reserve(name.len() + 4);
        self.separate();
        self.text.push(b'"');
        self.text.extend_from_slice(name.as_bytes());
        self.text.push(b'"');
        self.text.push(b':');
    }

    #[inline(never)]
    fn plain(&mut self, value: &str) {
        self.text.extend_from_slice(value.as_bytes());
    }

    fn number(&mut self, value: impl itoa::Integer) {
        self.plain(itoa::Buffer::new().format(value));
    }

    fn opened(&mut self, bracket: u8) -> &mut Self {
        self.text.push(bracket);
        self
    }

    /// The object that names the variant of what it holds, which begins with a bracket.
    fn variant(&mut self, variant: &'static str, bracket: u8) -> &mut Self {
        self.text.push(b'{');
        self.name(variant);
        self.opened(bracket)
    }

    fn element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        self.separate();
        value.serialize(self)
    }

    fn member<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) -> Result<(), Error> {
        self.name(name);
        value.serialize(self)
    }

    fn closed(&mut self, brackets: &str) -> Result<(), Error> {
        self.plain(brackets);
        Ok(())
    }
}

/// Texts that are written piece by piece.
impl fmt::Write for Writer<'_> {
    fn write_str(&mut self, piece: &str) -> fmt::Result {
        contents(self.text, piece.as_bytes());
        Ok(())
    }
}

macro_rules! numbers {
    ($($method:ident: $number:ty;)*) => {$(
        fn $method(self, value: $number) -> Result<(), Error> {
            self.number(value);
            Ok(())
        }
    )*};
}

impl Serializer for &mut Writer<'_> {
    type Ok = ();
    type Error = Error;
    type SerializeSeq = Self;
    type SerializeTuple = Self;
    type SerializeTupleStruct = Self;
    type SerializeTupleVariant = Self;
    type SerializeMap = Self;
    type SerializeStruct = Self;
    type SerializeStructVariant = Self;

    numbers! {
        serialize_i8: i8; serialize_i16: i16; serialize_i32: i32; serialize_i64: i64; serialize_i128: i128;
        serialize_u8: u8; serialize_u16: u16; serialize_u32: u32; serialize_u64: u64; serialize_u128: u128;
    }

    fn serialize_bool(self, value: bool) -> Result<(), Error> {
        self.plain(if value { "true" } else { "false" });
        Ok(())
    }

    // No record has any, but the values of others may.
    fn serialize_f32(self, value: f32) -> Result<(), Error> {
        serde_json::to_writer(&mut *self.text, &value)
    }

    fn serialize_f64(self, value: f64) -> Result<(), Error> {
        serde_json::to_writer(&mut *self.text, &value)
    }

    fn serialize_char(self, value: char) -> Result<(), Error> {
        self.string(value.encode_utf8(&mut [0; 4]));
        Ok(())
    }

    fn serialize_str(self, value: &str) -> Result<(), Error> {
        self.string(value);
        Ok(())
    }

    fn collect_str<T: fmt::Display + ?Sized>(self, value: &T) -> Result<(), Error> {
        self.text.push(b'"');
        fmt::write(&mut *self, format_args!("{value}")).map_err(Error::custom)?;
        self.text.push(b'"');
        Ok(())
    }

    fn serialize_bytes(self, value: &[u8]) -> Result<(), Error> {
        value.serialize(self)
    }

    fn serialize_none(self) -> Result<(), Error> {
        self.serialize_unit()
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), Error> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<(), Error> {
        self.plain("null");
        Ok(())
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<(), Error> {
        self.serialize_unit()
    }

    fn serialize_unit_variant(self, _: &'static str, _: u32, variant: &'static str) -> Result<(), Error> {
        self.serialize_str(variant)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, _: &'static str, value: &T) -> Result<(), Error> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<(), Error> {
        self.text.push(b'{');
        self.member(variant, value)?;
        self.closed("}")
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Self, Error> {
        Ok(self.opened(b'['))
    }

    fn serialize_tuple(self, _: usize) -> Result<Self, Error> {
        Ok(self.opened(b'['))
    }

    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<Self, Error> {
        Ok(self.opened(b'['))
    }

    fn serialize_tuple_variant(self, _: &'static str, _: u32, variant: &'static str, _: usize) -> Result<Self, Error> {
        Ok(self.variant(variant, b'['))
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Self, Error> {
        Ok(self.opened(b'{'))
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Self, Error> {
        Ok(self.opened(b'{'))
    }

    fn serialize_struct_variant(self, _: &'static str, _: u32, variant: &'static str, _: usize) -> Result<Self, Error> {
        Ok(self.variant(variant, b'{'))
    }
}

macro_rules! lists {
    ($($list:ident, $method:ident, $brackets:literal;)*) => {$(
        impl $list for &mut Writer<'_> {
            type Ok = ();
            type Error = Error;

            fn $method<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
                self.element(value)
            }

            fn end(self) -> Result<(), Error> {
                self.closed($brackets)
            }
        }
    )*};
}

lists! {
    SerializeSeq, serialize_element, "]";
    SerializeTuple, serialize_element, "]";
    SerializeTupleStruct, serialize_field, "]";
    SerializeTupleVariant, serialize_field, "]}";
}

macro_rules! objects {
    ($($object:ident, $brackets:literal;)*) => {$(
        impl $object for &mut Writer<'_> {
            type Ok = ();
            type Error = Error;

            fn serialize_field<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) -> Result<(), Error> {
                self.member(name, value)
            }

            fn end(self) -> Result<(), Error> {
                self.closed($brackets)
            }
        }
    )*};
}

objects! {
    SerializeStruct, "}";
    SerializeStructVariant, "}}";
}

impl SerializeMap for &mut Writer<'_> {
    type Ok = ();
    type Error = Error;

    /// A name is a text. Numbers and truths become one.
    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Error> {
        self.separate();
        let begin = self.text.len();
        key.serialize(&mut **self)?;
        match self.text.get(begin) {
            Some(b'"') => {}
            Some(b'0'..=b'9' | b'-' | b't' | b'f') => {
                self.text.insert(begin, b'"');
                self.text.push(b'"');
            }
            _ => return Err(Error::custom("key must be a string")),
        }
        self.text.push(b':');
        Ok(())
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        value.serialize(&mut **self)
    }

    fn end(self) -> Result<(), Error> {
        self.closed("}")
    }
}
