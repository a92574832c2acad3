//! A cart as the order that it will be, for the rules of a routing policy.

use std::sync::Arc;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

use super::ReserveLine;
use crate::batch::Workspace;
use crate::condition::Fact;
use crate::input::check_list;
use crate::order::Order;
use crate::order::capture_order::{CaptureLine, CaptureOrder, PaymentOffer, TAGS_MAX, priced};
use crate::payment::{PAYMENTS_MAX, PaymentMethod};
use crate::routing::candidate::From;
use crate::routing::{Decision, UndecidedRule};
use crate::settings::{Channel, CurrencyAmount};
use crate::{Address, Amount, ChannelId, Currency, CustomerGroup, LineId, LocationId, OrderId, PaymentId, Rejection, Tag, Timestamp};

/// What a cart knows of its order, for rules of a routing policy that ask for it. What is absent is not known yet: rules that need it
/// cannot be asked, and the reservation names them.
#[derive(Clone, Debug, Default, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct CartFacts {
    /// What it costs, tax included (`order.total`), and with it the currency (`order.currency`). A channel of one currency has that one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub total: Option<CurrencyAmount>,
    /// The group of the customer (`order.customer.group`); empty if there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub customer_group: Option<SmolStr>,
    /// The priority of the order (`order.priority`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub priority: Option<i16>,
    /// The tags of the order (`order.tags`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tags: Option<Vec<Tag>>,
    /// How it will be paid (`order.payment_methods`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub payment_methods: Option<Vec<PaymentMethod>>,
    /// When it is promised to arrive.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub promised_at: Option<Timestamp>,
}

/// What a routing policy said of a cart.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct CartRouting {
    /// Where its stock is held, and why there. Absent if no rule could be asked that has a plan: then it is held where the fewest parcels
    /// are.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decision: Option<Box<Decision>>,
    /// Rules that come before that one and may be for the order, once more is known of it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub undecided: Vec<UndecidedRule>,
    /// Where it was planned to go: the place, and nobody's name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub destination: Option<Box<Address>>,
    /// By when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub promised_at: Option<Timestamp>,
}

/// A cart that is to be held.
#[derive(Clone, Copy)]
pub(crate) struct Cart<'a> {
    pub(crate) channel: &'a ChannelId,
    pub(crate) lines: &'a [ReserveLine],
    pub(crate) address: Option<&'a Address>,
    /// Where it is collected, if it is.
    pub(crate) pickup: Option<&'a LocationId>,
    /// The only location that its stock may come from, if there is one.
    pub(crate) from: Option<From<'a>>,
    pub(crate) facts: Option<&'a CartFacts>,
}

impl Cart<'_> {
    /// The order that it will be, as far as that is known.
    pub(super) fn order(&self, work: &Workspace, channel: &Channel) -> Result<Order, Rejection> {
        let none = CartFacts::default();
        let facts = self.facts.unwrap_or(&none);
        check_list("facts.tags", facts.tags.as_deref().unwrap_or_default(), TAGS_MAX)?;
        check_list("facts.payment_methods", facts.payment_methods.as_deref().unwrap_or_default(), PAYMENTS_MAX)?;
        let wrong = |field: &str, problem: &dyn std::fmt::Display| Rejection::field(format!("facts.{field}"), problem.to_string());
        let group = facts.customer_group.as_ref().filter(|group| !group.is_empty());
        let customer_group =
            group.map(|group| CustomerGroup::new(group.as_str())).transpose().map_err(|error| wrong("customer_group", &error))?;
        let currency = self.currency(channel).unwrap_or(Currency::PLACEHOLDER);
        let total = facts.total.as_ref().map(|total| Amount::exact(total.amount, total.currency)).transpose();
        let total = total.map_err(|error| Rejection::amount("facts.total", error))?;
        let lines = self.lines.iter().enumerate().map(|(place, line)| CaptureLine {
            id: LineId::new(place.to_string()).unwrap_or(LineId::literal("line")),
            sku: line.sku.clone(),
            quantity: line.quantity,
            unit_price: Decimal::ZERO,
            discounts: Vec::new(),
            taxes: Vec::new(),
            minimum_life_days: 0,
            substitution: None,
        });
        let methods = facts.payment_methods.iter().flatten();
        let payments = methods.map(|method| PaymentOffer {
            id: PaymentId::literal("payment"),
            method: *method,
            authorized: None,
            expires_at: None,
            captured: None,
            reference: None,
        });
        let command = CaptureOrder {
            // No order has this id: nothing is known of it, and nothing is kept.
            order: OrderId::literal(""),
            channel: self.channel.clone(),
            external_id: None,
            customer: None,
            customer_group,
            placed_at: None,
            priority: facts.priority.unwrap_or_default(),
            currency,
            prices_include_tax: false,
            lines: lines.collect(),
            discounts: Vec::new(),
            shipping: None,
            charges: Vec::new(),
            presentment: None,
            total: None,
            shipping_address: self.address.map(|address| Arc::new(address.clone())),
            time_zone: SmolStr::default(),
            promised_at: facts.promised_at,
            payments: payments.collect(),
            pickup: None,
            slot: None,
            reservation: None,
            lease: None,
            tags: facts.tags.clone().unwrap_or_default(),
        };
        let mut order = priced(&command, work, channel)?;
        order.total = total.unwrap_or(order.total);
        order.pickup = self.pickup.cloned();
        Ok(order)
    }

    fn currency(&self, channel: &Channel) -> Option<Currency> {
        let told = self.facts.and_then(|facts| facts.total.as_ref()).map(|total| total.currency);
        told.or(channel.currencies.first().copied().filter(|_| channel.currencies.len() == 1))
    }

    /// What is not known yet of the order.
    pub(super) fn unknown(&self, channel: &Channel) -> Vec<Fact> {
        let of = |is_known: &dyn Fn(&CartFacts) -> bool| self.facts.is_some_and(is_known);
        let has_address = self.address.is_some();
        let known = [
            (Fact::CustomerId, false),
            (Fact::LineUnitPrice, false),
            (Fact::Currency, self.currency(channel).is_some()),
            (Fact::Total, of(&|facts| facts.total.is_some())),
            (Fact::CustomerGroup, of(&|facts| facts.customer_group.is_some())),
            (Fact::Priority, of(&|facts| facts.priority.is_some())),
            (Fact::Tags, of(&|facts| facts.tags.is_some())),
            (Fact::PaymentMethods, of(&|facts| facts.payment_methods.is_some())),
            (Fact::Country, has_address),
            (Fact::Province, has_address),
            (Fact::City, has_address),
            (Fact::PostalCode, has_address),
        ];
        known.into_iter().filter(|(_, is_known)| !is_known).map(|(fact, _)| fact).collect()
    }

    /// What was said of it, with where it goes.
    pub(super) fn routing(&self, decision: Option<Decision>, undecided: Vec<UndecidedRule>) -> Arc<CartRouting> {
        let destination = self.address.map(|address| {
            let mut place = address.clone();
            [&mut place.name, &mut place.address1, &mut place.address2, &mut place.phone, &mut place.email]
                .into_iter()
                .for_each(|text| *text = SmolStr::default());
            Box::new(place)
        });
        let promised_at = self.facts.and_then(|facts| facts.promised_at);
        Arc::new(CartRouting { decision: decision.map(Box::new), undecided, destination, promised_at })
    }
}
