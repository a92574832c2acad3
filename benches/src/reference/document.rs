//! The document of an order's row, as a program that knows the schema by heart would read it.

use oms_core::claim::Claim;
use oms_core::fulfillment::{Fulfillment, Parcel};
use oms_core::order::{Charge, Exclusion, Hold, Line, Presentment, Promotion};
use oms_core::payment::Payment;
use oms_core::returns::{Return, ReturnTerms};
use oms_core::{Address, Amount, Currency, CustomerId, Tag, Timestamp};
use serde::Deserialize;

/// What stands in no column of the row.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs, reason = "these are fields of an order under their own names")]
pub struct Document {
    pub customer: Option<CustomerId>,
    #[serde(default)]
    pub priority: i16,
    pub currency: Currency,
    #[serde(default)]
    pub prices_include_tax: bool,
    pub reserved_until: Option<Timestamp>,
    pub reservation_ended_at: Option<Timestamp>,
    pub shipping_address: Option<Address>,
    #[serde(default)]
    pub time_zone: String,
    pub promised_at: Option<Timestamp>,
    #[serde(default)]
    pub tags: Vec<Tag>,
    pub lines: Vec<Line>,
    pub shipping: Amount,
    pub shipping_tax: Amount,
    #[serde(default)]
    pub shipping_credited: Amount,
    #[serde(default)]
    pub charges: Vec<Charge>,
    pub total: Amount,
    #[serde(default)]
    pub promotions: Vec<Promotion>,
    pub presentment: Option<Presentment>,
    #[serde(default)]
    pub payments: Vec<Payment>,
    #[serde(default)]
    pub holds: Vec<Hold>,
    #[serde(default)]
    pub fulfillments: Vec<Fulfillment>,
    #[serde(default)]
    pub parcels: Vec<Parcel>,
    #[serde(default)]
    pub exclusions: Vec<Exclusion>,
    #[serde(default)]
    pub returns: Vec<Return>,
    #[serde(default)]
    pub claims: Vec<Claim>,
    pub return_window_days: u16,
    pub return_terms: Option<ReturnTerms>,
}
