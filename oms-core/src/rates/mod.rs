//! What shipping costs: rate cards of carriers, handling at locations, and quotes from both.
//!
//! Everything is reckoned in minor units of one currency. The only rounding is that of fuel, half away from zero, once a parcel.

mod card;
mod cost;
mod costing;
mod handling;
mod plan;
mod quote_shipping;
mod tariff;

pub(crate) mod put_rate_card;
pub(crate) mod remove_rate_card;

pub use card::{PostalArea, RateArea, RateCard, RateZone, Surcharge, WeightIncrement, WeightStep};
pub use cost::{CostModel, StockTerm, lateness, markdown, node_load, refusal_risk, scarcity};
pub use costing::{CostDemand, CostSite, Costing};
pub use handling::HandlingCost;
pub(crate) use handling::{check_handling, handling};
pub use plan::{CostedLine, CostedLocation, CostedOrder, CostedParcel, CostedPlan, Service, Underestimate};
pub use put_rate_card::PutRateCard;
pub(crate) use quote_shipping::quotes;
pub use quote_shipping::{
    NotOffered, NotOfferedReason, ShippingCharge, ShippingChargeKind, ShippingLine, ShippingLookup, ShippingQuery, ShippingQuote,
    ShippingQuotes,
};
pub use remove_rate_card::RemoveRateCard;
pub use tariff::{Charges, Load, NotTaken, Tariff};
