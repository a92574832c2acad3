use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::ReturnPolicy;
use crate::{Country, Currency, CustomerId, Span};

/// How orders are verified, reserved, routed and returned.
#[derive(Clone, Debug, Default, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub struct Policies {
    /// What is checked when an order is captured.
    pub verification: VerificationPolicy,
    /// What corrections of stock may say.
    #[serde(skip_serializing_if = "StockPolicy::is_default")]
    #[cfg_attr(feature = "schema", schemars(extend("default" = {"allows_negative_on_hand": false})))]
    pub stock: StockPolicy,
    /// How long stock is kept for carts and unpaid orders.
    pub reservation: ReservationPolicy,
    /// How locations are chosen.
    pub routing: RoutingPolicy,
    /// What may come back, and until when.
    pub returns: ReturnPolicy,
}

/// What is checked when an order is captured. A failed check places a hold; it never loses the order.
#[derive(Clone, Debug, Default, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub struct VerificationPolicy {
    /// Orders that ship need an address with street, city and postal code.
    pub requires_address: bool,
    /// Orders above this total in `review_currency` are held for review.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub review_above: Option<Decimal>,
    /// The currency of `review_above` and `cash_on_delivery_limit`; orders in others are not compared with them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limits_currency: Option<Currency>,
    /// Orders to be paid in cash on delivery above this total are held for verification.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cash_on_delivery_limit: Option<Decimal>,
    /// An order of the same customer with the same lines and total within this span is held as a duplicate.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub duplicate_window: Option<Span>,
    /// Customers whose orders are always held for review.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub review_customers: Vec<CustomerId>,
    /// Destinations whose orders are always held for review.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub review_countries: Vec<Country>,
}

/// What corrections of stock may say.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub struct StockPolicy {
    /// Whether a correction may leave less than nothing on hand. It may where sales are reported before deliveries, so that
    /// a figure below zero tells of a delivery that has not been entered yet.
    pub allows_negative_on_hand: bool,
}

impl StockPolicy {
    fn is_default(&self) -> bool {
        *self == StockPolicy::default()
    }
}

/// How long stock is kept for carts and unpaid orders.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub struct ReservationPolicy {
    /// For a cart or checkout that names no span of its own. 15 minutes by default.
    pub time_to_live: Span,
    /// For an order that waits for its payment. One day by default.
    pub unpaid_order: Span,
    /// Whether changing a reservation starts its time anew.
    pub change_extends: bool,
}

impl Default for ReservationPolicy {
    fn default() -> Self {
        let minutes = |minutes: i64| Span::from_seconds(minutes * 60).unwrap_or_default();
        ReservationPolicy { time_to_live: minutes(15), unpaid_order: Span::from_days(1), change_extends: false }
    }
}

/// How locations are chosen.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub struct RoutingPolicy {
    /// The most parcels an order may be split into; absent means no limit.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parcels_max: Option<u8>,
    /// How many sets of locations the search may look at before it settles for the best found.
    pub search_steps_max: u32,
    /// What becomes of units that a picker does not find.
    pub on_short_pick: OnShortPick,
}

impl Default for RoutingPolicy {
    fn default() -> Self {
        RoutingPolicy { parcels_max: None, search_steps_max: 20_000, on_short_pick: OnShortPick::Reroute }
    }
}

/// What becomes of units that a picker does not find.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum OnShortPick {
    /// They are routed to another location; where none has them they stay open under a stock hold.
    #[default]
    Reroute,
    /// They are canceled and their share is credited.
    Cancel,
}
