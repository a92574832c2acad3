//! A real trading day, from the merchant's file to figures that add up.
//!
//! The way of a day: [`retail_file`] reads the lines, [`quirks`] states what is done with odd ones, [`invoice`] groups them,
//! [`territory`] says which channel and which node an invoice belongs to, [`matching`] finds the sale that a cancellation takes back,
//! [`supply`] says what stock is there and what arrives in the afternoon, and [`plan`] puts it all in order of time.
//! [`replay`] sends it to the library, window by window of the [`agenda`], in [`commands`] that the [`books`] decide on from the
//! receipts so far. [`figures`] are read from the store at the end; [`run`] is all of it in one call.
//! [`summary`] holds the figures, [`report`] draws them.

pub mod agenda;
pub mod arguments;
pub mod books;
pub mod chronicle;
pub mod commands;
pub mod exception;
pub mod figures;
pub mod invoice;
pub mod life;
pub mod matching;
pub mod merchant;
pub mod plan;
pub mod quirks;
mod reactions;
pub mod replay;
pub mod report;
pub mod retail_file;
pub mod retail_line;
pub mod run;
pub mod summary;
pub mod supply;
pub mod territory;
pub mod timetable;
