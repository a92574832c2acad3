#![forbid(unsafe_code)]
//! Programs that show the library at work, and what they are made of.
//!
//! The main one is [`trading_day`]: a merchant's real invoices live their whole life in an embedded database, and the figures add up.
//! [`grocery_week`] does the same with the baskets of a grocer, delivered in slots, with what a picker gives instead of what is missing.
//! [`olist_week`] asks what would have come of a marketplace's week under other rules of routing.

pub mod grocery_week;
mod numbers;
pub mod olist_week;
mod plot;
pub mod shop;
pub mod trading_day;
