use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::input::check_list;
use crate::order::ChargeKind;
use crate::returns::{Grade, ReturnReason};
use crate::settings::CONFIGURED_MAX;
use crate::{Amount, Category, ChannelId, Currency, CustomerGroup, Rejection, Span};

/// What may come back, until when, and what is kept of it.
///
/// What binds the merchant (windows, reasons, fees, shipping, the amount below which items are kept) is copied onto each order when it
/// is captured. Approval and
/// the time a customer has to send what was approved follow the policy of the day of the approval.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub struct ReturnPolicy {
    /// Days after the day of delivery, by the calendar of the order's time zone, on which a return may be requested; 0 means no
    /// returns.
    pub window_days: u16,
    /// Whether requests inside the window are approved at once.
    pub approves_automatically: bool,
    /// Windows of channels, categories and groups of customers that have their own; the first that fits a line is taken.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub windows: Vec<WindowRule>,
    /// Reasons that are accepted; empty means all.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub reasons: Vec<ReturnReason>,
    /// Parts of the credit that are kept; the first that fits a unit is taken. A fault of the seller's costs nothing.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub restocking_fees: Vec<RestockingFee>,
    /// What is kept when a return came on a label of the merchant's, by currency, once a return and not by fault of the seller.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub label_fees: Vec<CurrencyAmount>,
    /// When shipping is given back, once all of an order has come back.
    #[serde(skip_serializing_if = "ShippingRefund::is_usual")]
    #[cfg_attr(feature = "schema", schemars(extend("default" = "sellers_fault")))]
    pub shipping: ShippingRefund,
    /// Whether a discount is taken back when a return, not by fault of the seller, leaves less with the customer than it was given for.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub claws_back: bool,
    /// When charges beside lines and shipping (gift wrap, duty, the fee for cash on delivery) are given back, once all of an order has
    /// come back. A kind that is not named is by fault of the seller: whoever changes their mind has had the service.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub charges: Vec<ChargeRefund>,
    /// The customer keeps what brings back at most this, by currency: it is refunded without coming back.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub keep_up_to: Vec<CurrencyAmount>,
    /// Days after the day of its approval after which what has not come of a return is expected no more, unless it is in transit;
    /// absent means never.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub closes_after_days: Option<u16>,
    /// How long stock is kept for what is given in exchange while it waits for the goods; absent means as long as they are expected.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub exchange_reservation: Option<Span>,
}

impl Default for ReturnPolicy {
    fn default() -> Self {
        ReturnPolicy {
            window_days: 30,
            approves_automatically: false,
            windows: Vec::new(),
            reasons: Vec::new(),
            restocking_fees: Vec::new(),
            label_fees: Vec::new(),
            shipping: ShippingRefund::SellersFault,
            claws_back: false,
            charges: Vec::new(),
            keep_up_to: Vec::new(),
            closes_after_days: None,
            exchange_reservation: None,
        }
    }
}

/// A window of its own for a channel, a category, a group of customers, or any of these together.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct WindowRule {
    /// The channel; absent means any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub channel: Option<ChannelId>,
    /// The category of the item; absent means any item, whether it has a category or not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub category: Option<Category>,
    /// The group of the customer; absent means any customer, in a group or not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub customer_group: Option<CustomerGroup>,
    /// Days after the day of delivery; 0 means that it is a final sale.
    pub window_days: u16,
}

/// A part of the credit of units that is kept.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct RestockingFee {
    /// Why the customer returns it, for a reason that is not the seller's fault; absent means any of those.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<ReturnReason>,
    /// What the unit was found to be like; absent means any grade and none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub grade: Option<Grade>,
    /// The part that is kept, as a fraction: 0.15 for 15 %. Rounded half away from zero.
    pub rate: Decimal,
}

/// When charges of one kind are given back.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ChargeRefund {
    /// The kind; name each once.
    pub kind: ChargeKind,
    /// When.
    pub given: ShippingRefund,
}

/// An amount of one currency.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct CurrencyAmount {
    /// The currency.
    pub currency: Currency,
    /// The amount.
    pub amount: Decimal,
}

/// When shipping, or a charge, is given back, once nothing of an order is left with the customer or to be delivered.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum ShippingRefund {
    /// When all that came back did so by fault of the seller.
    #[default]
    SellersFault,
    /// Whatever the reasons were.
    Always,
    /// Never.
    Never,
}

impl ShippingRefund {
    pub(crate) fn is_usual(&self) -> bool {
        *self == ShippingRefund::SellersFault
    }
}

impl ReturnPolicy {
    /// Refuses a policy that contradicts itself or is out of bounds.
    pub(super) fn check(&self) -> Result<(), Rejection> {
        let field = |name: &str| format!("policies.returns.{name}");
        check_list(&field("windows"), &self.windows, CONFIGURED_MAX)?;
        check_list(&field("reasons"), &self.reasons, REASONS_MAX)?;
        check_list(&field("restocking_fees"), &self.restocking_fees, CONFIGURED_MAX)?;
        for fee in &self.restocking_fees {
            check_rate(&field("restocking_fees.rate"), fee.rate)?;
            if fee.reason.is_some_and(ReturnReason::is_sellers_fault) {
                return Err(Rejection::field(field("restocking_fees.reason"), "a fault of the seller's costs the customer nothing"));
            }
        }
        check_list(&field("charges"), &self.charges, CONFIGURED_MAX)?;
        for (place, known) in self.charges.iter().enumerate() {
            if self.charges.iter().skip(place + 1).any(|other| other.kind == known.kind) {
                return Err(Rejection::field(field("charges"), format!("kind `{}` has two rules: give it one", known.kind.name())));
            }
        }
        check_amounts(&field("label_fees"), &self.label_fees)?;
        check_amounts(&field("keep_up_to"), &self.keep_up_to)
    }
}

/// There are fewer reasons than that.
const REASONS_MAX: usize = 64;

/// A part of something that is kept.
pub(crate) fn check_rate(field: &str, rate: Decimal) -> Result<(), Rejection> {
    if rate < Decimal::ZERO || rate > Decimal::ONE || rate.scale() > 8 {
        return Err(Rejection::field(field, "a rate is a fraction from 0 to 1 with at most 8 decimals: 0.15 for 15 %"));
    }
    Ok(())
}

/// Amounts of currencies: exact, not negative, one each.
pub(crate) fn check_amounts(field: &str, amounts: &[CurrencyAmount]) -> Result<(), Rejection> {
    check_list(field, amounts, CONFIGURED_MAX)?;
    for (place, known) in amounts.iter().enumerate() {
        if Amount::exact(known.amount, known.currency).map_err(|error| Rejection::amount(field, error))?.is_negative() {
            return Err(Rejection::field(field, "an amount is not negative"));
        }
        if amounts.iter().skip(place + 1).any(|other| other.currency == known.currency) {
            return Err(Rejection::field(field, format!("currency `{}` has two amounts: give it one", known.currency)));
        }
    }
    Ok(())
}
