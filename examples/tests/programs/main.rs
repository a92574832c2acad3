//! The programs run to the end, stopped and gone on with, on the data of the project, on made-up rows, and on whole published sets
//! where they are at hand. One program, so that it is built and linked once.

mod grocery_week;
mod killed;
mod olist_week;
mod tenant;
mod trading_day;
mod what_if;
mod whole_file;
