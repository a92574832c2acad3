//! The report: one HTML page that needs no other file, with pictures of the days and the list of exceptions.

mod charts;
mod page;

pub use page::page;
