#![forbid(unsafe_code)]
//! Programs that show the library at work, and what they are made of.
//!
//! The main one is [`trading_day`]: a merchant's real invoices live their whole life in an embedded database, and the figures add up.

pub mod shop;
pub mod trading_day;
