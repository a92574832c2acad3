//! Put in the routing policy, or another version of it.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::rules::{RankBy, RoutingRule, RoutingRules, default_steps};
use crate::batch::{ReadSet, Workspace};
use crate::event::Event;
use crate::input::{check_list, check_text};
use crate::order::capture_order::repeated;
use crate::settings::CONFIGURED_MAX;
use crate::{Amount, QUANTITY_MAX, Rejection};

/// Replaces the routing policy as a whole. Orders routed from now on follow it; what has been promised or given out stays where it is.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct PutRoutingPolicy {
    /// The rules, first to last. Without any, orders are routed as if there was no policy.
    pub rules: Vec<RoutingRule>,
    /// How many nodes the search for the best plan may look at; 2,000 by default.
    #[serde(default = "default_steps")]
    pub search_steps_max: u32,
    /// The version of the policy that this one replaces, 0 for none; absent means any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expected_version: Option<u64>,
}

/// The most rules of a policy.
pub(super) const RULES_MAX: usize = 200;

/// The longest name of a rule, in bytes.
const NAME_MAX: usize = 128;

/// The most steps that one search may take.
const STEPS_MAX: u32 = 1_000_000;

/// The most groups, tags or countries that a rule names.
const NAMED_MAX: usize = 250;

pub(crate) fn reads(_: &PutRoutingPolicy, _: &mut ReadSet) {}

pub(crate) fn execute(command: &PutRoutingPolicy, work: &mut Workspace) -> Result<(), Rejection> {
    let current = work.settings().routing_rules.as_ref().map_or(0, |rules| rules.version);
    if let Some(expected) = command.expected_version.filter(|expected| *expected != current) {
        return Err(Rejection::RoutingPolicyChanged { expected, current });
    }
    check_list("rules", &command.rules, RULES_MAX)?;
    if command.search_steps_max > STEPS_MAX {
        return Err(Rejection::field("search_steps_max", format!("name at most {STEPS_MAX} steps")));
    }
    if let Some(name) = repeated(command.rules.iter().map(|rule| &rule.name)) {
        return Err(Rejection::field("rules", format!("two rules are called `{name}`: decisions tell rules by their names")));
    }
    for (place, rule) in command.rules.iter().enumerate() {
        check(&format!("rules[{place}]"), rule)?;
        for id in &rule.locations.ids {
            work.settings().location(id)?;
        }
    }
    let version = current.saturating_add(1);
    let rules = Arc::new(RoutingRules { version, rules: command.rules.clone(), search_steps_max: command.search_steps_max });
    work.change_settings(|settings| settings.routing_rules = Some(rules));
    work.emit(Event::RoutingPolicyPut { version });
    Ok(())
}

/// Checks a rule by itself.
pub(super) fn check(field: &str, rule: &RoutingRule) -> Result<(), Rejection> {
    check_text(&format!("{field}.name"), &rule.name, NAME_MAX)?;
    if rule.name.is_empty() {
        return Err(Rejection::field(format!("{field}.name"), "give it a name: decisions and holds say it"));
    }
    if let Some(error) = rule.condition.as_ref().and_then(|when| when.check().err()) {
        let (column, problem) = (error.column, error.problem.clone());
        return Err(Rejection::InvalidCondition { rule: rule.name.clone(), column, problem });
    }
    let filter = &rule.locations;
    check_list(&format!("{field}.locations.ids"), &filter.ids, CONFIGURED_MAX)?;
    check_list(&format!("{field}.locations.groups"), &filter.groups, NAMED_MAX)?;
    check_list(&format!("{field}.locations.not_groups"), &filter.not_groups, NAMED_MAX)?;
    check_list(&format!("{field}.locations.countries"), &filter.countries, NAMED_MAX)?;
    check_list(&format!("{field}.split.keep_together"), &rule.split.keep_together, NAMED_MAX)?;
    if filter.stock_floor.units() > QUANTITY_MAX {
        return Err(Rejection::field(format!("{field}.locations.stock_floor"), format!("name at most {QUANTITY_MAX} units")));
    }
    let ranks: &[RankBy] = &rule.rank;
    if repeated(ranks.iter()).is_some() {
        return Err(Rejection::field(
            format!("{field}.rank"),
            "name each of `parcels`, `priority`, `distance`, `days`, `load`, `cost` at most once",
        ));
    }
    if ranks.iter().rev().skip(1).any(|by| *by == RankBy::Cost) {
        let problem = "`cost` comes last: between plans that cost the same, locations come by priority, distance and id";
        return Err(Rejection::field(format!("{field}.rank"), problem));
    }
    if let Some(model) = &rule.cost {
        if !ranks.contains(&RankBy::Cost) {
            return Err(Rejection::field(
                format!("{field}.cost"),
                "the rule does not rank by `cost`: name it last in `rank`, or leave this out",
            ));
        }
        model.check(&format!("{field}.cost"))?;
    }
    if rule.split.parcels_max == Some(0) {
        return Err(Rejection::field(format!("{field}.split.parcels_max"), "an order has at least one parcel; leave it out for no limit"));
    }
    if let Some(least) = &rule.split.parcel_value_min {
        let field = format!("{field}.split.parcel_value_min");
        if Amount::exact(least.amount, least.currency).map_err(|error| Rejection::amount(field.clone(), error))?.is_negative() {
            return Err(Rejection::field(field, "a value is not negative"));
        }
    }
    Ok(())
}
