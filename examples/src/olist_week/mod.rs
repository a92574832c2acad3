//! A week of a marketplace's orders, and what would have come of it with fulfillment centres and other rules of routing.
//!
//! The files are those of the public *Olist* set, plain or with gzip, and one of places by the beginning of the postal code. [`rows`] reads
//! them, [`week`] brings one week together, [`shop`] puts sellers and centres in place and lets the orders come in. [`trial`] asks what
//! would have come of it, [`report`] draws maps and bars side by side, and [`run`] is all of it in one call.
//!
//! What the files do not tell, rules do, and anyone who applies them gets the same numbers:
//!
//! - Every seller has as many units of a product as were bought of it from that seller in the week.
//! - There are five centres. In the week as it was none of them ships. Each has as many units of a product as all sellers sold of it, of
//!   products of which two or more were sold: what sells is kept near those who buy it.
//! - Who has no known place by the postal code is at the middle of the known places of the state.
//! - One carrier takes everything from everywhere, by distance and weight; a centre asks more for a parcel than a seller's own hands cost.
//! - Times are taken as UTC.

pub mod report;
pub mod rows;
pub mod run;
pub mod shop;
pub mod trial;
pub mod week;
