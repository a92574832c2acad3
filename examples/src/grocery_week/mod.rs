//! A week of a grocer's baskets, as orders that are delivered or collected in slots.
//!
//! The files are those of the *Complete Journey* set: `transactions*.csv` and `products.csv`, plain or with gzip. [`baskets`] reads a
//! week of them, [`stock`] says what is on the shelves and what arrives in the afternoon, [`shop`] puts stores, slots and items in place.
//! [`week`] lets the orders live hour by hour, with the [`picker`] who gives something else where a shelf is empty. [`figures`] are read
//! from the store at the end, [`report`] draws them, and [`run`] is all of it in one call.
//!
//! What the files do not tell, rules do, and anyone who applies them gets the same numbers:
//!
//! - The sample has few baskets of each of its stores, so that stores are taken together: a basket belongs to the store whose number is
//!   that of the file, modulo the number of stores.
//! - Times are taken as UTC, and the stores are five hours behind it all the year. At three in the afternoon most is sold.
//! - Every fourth household collects. The others have the postal code of their store. All of them want the first slot with room.
//! - Of ten households two take nothing instead of what is missing, six take the same sub-commodity, two the best match.
//! - Of fifty lines one has a unit less on the shelf than in the books.
//! - Of ten orders with a substitute one gives it back at the door.

pub mod baskets;
pub mod figures;
pub mod picker;
pub mod report;
pub mod run;
pub mod shop;
pub mod stock;
pub mod week;
