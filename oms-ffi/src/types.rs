//! The types that cross: plain values, one for each of the core's, with the same JSON form.

#![allow(clippy::large_enum_variant, reason = "values are moved across the border field by field")]
#![allow(clippy::derivable_impls, reason = "every default is written out where it is generated")]

#[rustfmt::skip]
mod commands;
#[rustfmt::skip]
mod outcomes;
#[rustfmt::skip]
mod queries;
#[rustfmt::skip]
mod records;
#[rustfmt::skip]
mod storage;

pub(crate) use crate::form::{Decimal, Timestamp};
pub(crate) use crate::presence;

pub use commands::*;
pub use outcomes::*;
pub use queries::*;
pub use records::*;
pub use storage::*;
