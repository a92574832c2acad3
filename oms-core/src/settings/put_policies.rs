//! Replace the policies.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::Policies;
use super::put_location::CONFIGURED_MAX;
use crate::batch::{ReadSet, Workspace};
use crate::event::Event;
use crate::input::{check_list, check_text};
use crate::order::capture_order::repeated;
use crate::{Amount, Currency, Rejection};

/// Replaces the policies. They bind orders captured from now on.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct PutPolicies {
    /// The policies as they are to be.
    pub policies: Policies,
}

/// The longest beginning of a postal code, in bytes.
const POSTAL_PREFIX_MAX: usize = 32;

/// The most steps one search for a route may take: about a second.
const SEARCH_STEPS_MAX: u32 = 10_000_000;

pub(crate) fn reads(_: &PutPolicies, _: &mut ReadSet) {}

pub(crate) fn execute(command: &PutPolicies, work: &mut Workspace) -> Result<(), Rejection> {
    let policies = &command.policies;
    let verification = &policies.verification;
    check_list("policies.verification.review_customers", &verification.review_customers, CONFIGURED_MAX)?;
    check_list("policies.verification.review_countries", &verification.review_countries, CONFIGURED_MAX)?;
    if policies.routing.search_steps_max > SEARCH_STEPS_MAX {
        return Err(Rejection::field("policies.routing.search_steps_max", format!("name at most {SEARCH_STEPS_MAX} steps")));
    }
    let limits = [("review_above", verification.review_above), ("cash_on_delivery_limit", verification.cash_on_delivery_limit)];
    for (field, limit) in limits {
        let Some(limit) = limit else { continue };
        check_limit(&format!("policies.verification.{field}"), limit, verification.limits_currency)?;
    }
    let cash_limits = &verification.cash_on_delivery_limits;
    check_list("policies.verification.cash_on_delivery_limits", cash_limits, CONFIGURED_MAX)?;
    for (place, entry) in cash_limits.iter().enumerate() {
        let path = format!("policies.verification.cash_on_delivery_limits[{place}]");
        check_text(&format!("{path}.postal_prefix"), &entry.postal_prefix, POSTAL_PREFIX_MAX)?;
        check_limit(&format!("{path}.limit"), entry.limit, verification.limits_currency)?;
    }
    if repeated(policies.payments.refund_order.iter()).is_some() {
        return Err(Rejection::field("policies.payments.refund_order", "name each method once"));
    }
    if policies.routing.parcels_max == Some(0) {
        return Err(Rejection::field("policies.routing.parcels_max", "an order has at least one parcel; leave it out for no limit"));
    }
    policies.returns.check()?;
    policies.substitution.check()?;
    policies.counting.check()?;
    work.change_settings(|settings| settings.policies.clone_from(policies));
    work.emit(Event::PoliciesPut);
    Ok(())
}

fn check_limit(path: &str, limit: Decimal, currency: Option<Currency>) -> Result<(), Rejection> {
    let Some(currency) = currency else {
        return Err(Rejection::field(path, "a limit needs `limits_currency` beside it"));
    };
    if Amount::exact(limit, currency).map_err(|error| Rejection::amount(path, error))?.is_negative() {
        return Err(Rejection::field(path, "a limit is not negative"));
    }
    Ok(())
}
