//! Replace the policies.

use serde::{Deserialize, Serialize};

use super::Policies;
use super::put_location::CONFIGURED_MAX;
use crate::batch::{ReadSet, Workspace};
use crate::event::Event;
use crate::input::check_list;
use crate::{Amount, Rejection};

/// Replaces the policies. They bind orders captured from now on.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct PutPolicies {
    /// The policies as they are to be.
    pub policies: Policies,
}

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
        let path = format!("policies.verification.{field}");
        let Some(currency) = verification.limits_currency else {
            return Err(Rejection::field(path, "a limit needs `limits_currency` beside it"));
        };
        if Amount::exact(limit, currency).map_err(|error| Rejection::amount(path.clone(), error))?.is_negative() {
            return Err(Rejection::field(path, "a limit is not negative"));
        }
    }
    if policies.routing.parcels_max == Some(0) {
        return Err(Rejection::field("policies.routing.parcels_max", "an order has at least one parcel; leave it out for no limit"));
    }
    policies.returns.check()?;
    work.change_settings(|settings| settings.policies.clone_from(policies));
    work.emit(Event::PoliciesPut);
    Ok(())
}
