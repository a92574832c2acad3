use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

use super::{CountingPolicy, ReturnPolicy, SubstitutionPolicy};
use crate::inventory::ReleaseRule;
use crate::payment::PaymentMethod;
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
    /// How money moves.
    #[serde(skip_serializing_if = "PaymentPolicy::is_default")]
    #[cfg_attr(feature = "schema", schemars(extend("default" = {"through_provider": false, "late": "reserve_again"})))]
    pub payments: PaymentPolicy,
    /// How long goods wait for whoever collects them.
    #[serde(skip_serializing_if = "PickupPolicy::is_default")]
    #[cfg_attr(feature = "schema", schemars(extend("default" = {})))]
    pub pickup: PickupPolicy,
    /// Who is served first with stock that units wait for.
    #[serde(skip_serializing_if = "BackorderPolicy::is_default")]
    #[cfg_attr(feature = "schema", schemars(extend("default" = {"release": "priority"})))]
    pub backorders: BackorderPolicy,
    /// What pickers may give instead of what is not there.
    #[serde(skip_serializing_if = "SubstitutionPolicy::is_default")]
    #[cfg_attr(feature = "schema", schemars(extend("default" = {"may_cost_more": false})))]
    pub substitution: SubstitutionPolicy,
    /// Who approves counts.
    #[serde(skip_serializing_if = "CountingPolicy::is_default")]
    #[cfg_attr(feature = "schema", schemars(extend("default" = {"four_eyes": false})))]
    pub counting: CountingPolicy,
}

/// Who is served first with stock that units wait for.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub struct BackorderPolicy {
    /// The rule. Promises on what is on order follow it as well.
    pub release: ReleaseRule,
}

impl BackorderPolicy {
    fn is_default(&self) -> bool {
        *self == BackorderPolicy::default()
    }
}

/// How long goods wait for whoever collects them.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub struct PickupPolicy {
    /// How long after they are ready; absent means that they wait for ever.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub collect_within: Option<Span>,
}

impl PickupPolicy {
    fn is_default(&self) -> bool {
        *self == PickupPolicy::default()
    }
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
    /// The currency of `review_above` and of the limits of cash on delivery; orders in others are not compared with them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limits_currency: Option<Currency>,
    /// Orders to be paid in cash on delivery above this total are held for verification.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cash_on_delivery_limit: Option<Decimal>,
    /// Limits of cash on delivery for parts of a country. The longest prefix that fits the postal code of the destination decides, and
    /// where none fits, `cash_on_delivery_limit` does.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub cash_on_delivery_limits: Vec<CashLimit>,
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

/// A limit of cash on delivery for the destinations whose postal code begins with a text.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct CashLimit {
    /// The country.
    pub country: Country,
    /// How the postal code begins; empty for the whole country. Spaces and capitals do not matter.
    #[serde(default, skip_serializing_if = "SmolStr::is_empty")]
    pub postal_prefix: SmolStr,
    /// Orders above this total in `limits_currency` are held for verification; at 0 all are.
    pub limit: Decimal,
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

/// How money moves.
#[derive(Clone, Debug, Default, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub struct PaymentPolicy {
    /// Whether the engine tells a provider to pay back what returns bring back, and waits for its answer. If not, a refund of a return
    /// is recorded as made, and whoever sends the command has seen to it.
    pub through_provider: bool,
    /// What becomes of an order whose payment comes after its stock went back on sale.
    pub late: LatePayment,
    /// In which order payments are paid back, by method. Methods that are not named come after those that are: cards and their like in
    /// the order in which they were made, then gift cards and store credit. Each gives back at most what it was captured for.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub refund_order: Vec<PaymentMethod>,
}

/// What becomes of an order whose payment comes after its stock went back on sale.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum LatePayment {
    /// Stock is promised anew; what there is no more is told by a stock hold.
    #[default]
    ReserveAgain,
    /// A review hold is placed; stock is promised anew once a person releases it.
    Hold,
    /// Stock is promised anew; what there is no more waits for stock as a backorder, whether or not the item takes backorders.
    Backorder,
    /// Stock is promised anew; what there is no more is canceled, and what was paid for it is owed, or paid back through the provider.
    Refund,
}

impl PaymentPolicy {
    fn is_default(&self) -> bool {
        *self == PaymentPolicy::default()
    }
}
