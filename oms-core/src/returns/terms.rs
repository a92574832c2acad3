//! What the merchant promised about returns when an order was captured, as far as it differs from the plain case.

use std::sync::Arc;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::{Grade, ReturnReason};
use crate::batch::Workspace;
use crate::order::capture_order::return_category;
use crate::order::{ChargeKind, Line, Order};
use crate::settings::{ChargeRefund, CurrencyAmount, RestockingFee, ReturnPolicy, ShippingRefund};
use crate::{Amount, Category, ChannelId, Currency, CustomerGroup, LineId};

/// The terms of an order's returns, copied from the policy of the day it was captured.
///
/// An order under plain terms (one window, every reason, no fees, shipping back by fault of the seller) keeps none of this.
#[derive(Clone, Debug, Default, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields, default)]
pub struct ReturnTerms {
    /// Lines whose window is another than the order's.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub lines: Vec<LineTerms>,
    /// Reasons that are accepted; empty means all.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub reasons: Vec<ReturnReason>,
    /// Parts of the credit that are kept; the first that fits a unit is taken.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub restocking_fees: Vec<RestockingFee>,
    /// What is kept when a return came on a label of the merchant's and not by fault of the seller.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub label_fee: Option<Amount>,
    /// When shipping is given back.
    #[serde(skip_serializing_if = "ShippingRefund::is_usual")]
    #[cfg_attr(feature = "schema", schemars(extend("default" = "sellers_fault")))]
    pub shipping: ShippingRefund,
    /// Whether a discount is taken back when less is kept than it was given for.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub claws_back: bool,
    /// When charges are given back, by kind; those that are not named by fault of the seller.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub charges: Vec<ChargeRefund>,
    /// The customer keeps what brings back at most this.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub keep_up_to: Option<Amount>,
}

/// Who bought, as far as windows ask.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Buyer<'a> {
    pub(crate) channel: &'a ChannelId,
    pub(crate) group: Option<&'a CustomerGroup>,
}

/// The window of a line that is another than the order's.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct LineTerms {
    /// The line.
    pub line: LineId,
    /// The category that gives it the window.
    pub category: Category,
    /// Days after the day of delivery; 0 means that it was a final sale.
    pub window_days: u16,
}

impl ReturnTerms {
    /// The terms of an order to be: the window of what has no category, and the rest if there is any.
    pub(crate) fn of<'a>(
        policy: &ReturnPolicy,
        buyer: Buyer<'_>,
        currency: Currency,
        lines: impl Iterator<Item = (&'a LineId, Option<&'a Category>)>,
    ) -> (u16, Option<Arc<ReturnTerms>>) {
        let window = |category: Option<&Category>| window(policy, buyer, category);
        let usual = window(None);
        let other = |(line, category): (&LineId, Option<&Category>)| {
            let (category, window_days) = (category?, window(category));
            (window_days != usual).then(|| LineTerms { line: line.clone(), category: category.clone(), window_days })
        };
        let terms = ReturnTerms {
            lines: if policy.windows.is_empty() { Vec::new() } else { lines.filter_map(other).collect() },
            reasons: policy.reasons.clone(),
            restocking_fees: policy.restocking_fees.clone(),
            label_fee: in_currency(&policy.label_fees, currency),
            shipping: policy.shipping,
            claws_back: policy.claws_back,
            charges: policy.charges.clone(),
            keep_up_to: in_currency(&policy.keep_up_to, currency),
        };
        (usual, (terms != ReturnTerms::default()).then(|| Arc::new(terms)))
    }

    /// When a charge is given back.
    pub(super) fn charge(&self, kind: ChargeKind) -> ShippingRefund {
        self.charges.iter().find(|rule| rule.kind == kind).map(|rule| rule.given).unwrap_or_default()
    }

    /// The part of a unit's credit that is kept.
    pub(super) fn restocking_rate(&self, reason: ReturnReason, grade: Option<Grade>) -> Decimal {
        let fits = |fee: &&RestockingFee| fee.reason.is_none_or(|of| of == reason) && (fee.grade.is_none() || fee.grade == grade);
        let charged = self.restocking_fees.iter().find(fits).filter(|_| !reason.is_sellers_fault());
        charged.map(|fee| fee.rate).unwrap_or_default()
    }
}

/// How many days the policy of today gives to a category that a buyer has bought.
fn window(policy: &ReturnPolicy, buyer: Buyer<'_>, category: Option<&Category>) -> u16 {
    let fits = policy.windows.iter().find(|rule| {
        rule.channel.as_ref().is_none_or(|of| of == buyer.channel)
            && (rule.category.is_none() || rule.category.as_ref() == category)
            && (rule.customer_group.is_none() || rule.customer_group.as_ref() == buyer.group)
    });
    fits.map_or(policy.window_days, |rule| rule.window_days)
}

fn in_currency(amounts: &[CurrencyAmount], currency: Currency) -> Option<Amount> {
    let known = amounts.iter().find(|known| known.currency == currency)?;
    Amount::exact(known.amount, currency).ok()
}

impl Order {
    /// A line was added to the order: it has the window that its category has today.
    pub(crate) fn join_terms(&mut self, work: &Workspace, line: &Line) {
        let Some(category) = return_category(work, line) else { return };
        let window_days = {
            let buyer = Buyer { channel: &self.channel, group: self.customer_group.as_ref() };
            window(&work.settings().policies.returns, buyer, Some(category))
        };
        if window_days != self.return_window_days {
            self.add_terms(LineTerms { line: line.id.clone(), category: category.clone(), window_days });
        }
    }

    /// A line takes the place of another: it has the window of that one.
    pub(crate) fn inherit_terms(&mut self, line: &LineId, original: &LineId) {
        let of_original = self.return_terms.as_ref().and_then(|terms| terms.lines.iter().find(|terms| &terms.line == original));
        if let Some(terms) = of_original {
            self.add_terms(LineTerms { line: line.clone(), ..terms.clone() });
        }
    }

    fn add_terms(&mut self, terms: LineTerms) {
        Arc::make_mut(self.return_terms.get_or_insert_default()).lines.push(terms);
    }

    /// The terms of a line that has its own window.
    pub(super) fn line_terms(&self, line: &Line) -> Option<&LineTerms> {
        self.return_terms.as_ref()?.lines.iter().find(|terms| terms.line == line.id)
    }
}
