//! Work given to locations, from their answer to the customer's door. Every command is sent through a [`shop::Shop`],
//! which checks after each one that no unit and no stock has come from nowhere or gone there, and that refusals leave no trace.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test may stop")]

mod answers;
mod interception;
mod parcels;
mod picking;
mod shop;
mod states;
mod tracking;
mod walks;
