//! What a rule offers to an order that has been promised already: where it could come from instead, and what each parcel would cost.

use super::attempt::Attempt;
use super::facts::OrderFacts;
use super::places::{promised_on, sites};
use super::rules::{RoutingRule, SplitPolicy};
use crate::batch::{LocationIndex, Workspace};
use crate::order::Order;
use crate::rates::CostedOrder;
use crate::routing::candidate::{Demand, EligibleLocation};
use crate::settings::{Channel, Settings};
use crate::{Currency, Quantity};

/// A location that a rule would use.
pub(crate) struct Offer {
    pub(crate) index: LocationIndex,
    /// How far it is, if that is known of all of them.
    pub(crate) metres: i64,
    /// Whether it may be used anew: it would not be late. Whether its day has room is seen with all orders together.
    pub(crate) is_open: bool,
    /// Units it could give of each demand.
    pub(crate) gives: Vec<i64>,
}

/// All that a rule offers to an order.
pub(crate) struct Offers {
    /// By location, most preferred first.
    pub(crate) places: Vec<Offer>,
    pub(crate) parcels_max: usize,
    /// Units that the rule leaves at each location.
    pub(crate) floor: Quantity,
    /// What plans cost and in which currency, if cost is all that the rule compares; places are those of `places`.
    pub(crate) costed: Option<(CostedOrder, Currency)>,
}

/// Why an order stays where it is.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum NoOffers {
    /// No rule is for it.
    Rule,
    /// The rule says what goes together, or what a parcel is worth at least.
    Split,
}

/// What the rule offers that has sent an order, or if that is no more, the first that is for it.
pub(crate) fn offers(
    work: &Workspace,
    settings: &Settings,
    order: &Order,
    channel: &Channel,
    places: &[EligibleLocation<'_>],
    demands: &[Demand],
) -> Result<Offers, NoOffers> {
    let usual = usual();
    let rule = rule_for(work, settings, order, &usual)?;
    let split = &rule.split;
    let goes_together =
        |demand: &Demand| work.item(demand.sku).is_some_and(|item| split.keep_together.iter().any(|tag| item.tags.contains(tag)));
    if split.parcel_value_min.is_some() || demands.iter().any(goes_together) {
        return Err(NoOffers::Split);
    }
    let sites = sites(work, order, channel, &settings.locations, places, demands);
    let parcels_max = settings.policies.routing.parcels_max;
    let attempt = Attempt { work, settings, order, channel, rule, parcels_max, steps_max: 0 };
    let sorted = attempt.sort(&sites, demands);
    let total: i64 = demands.iter().map(|demand| demand.units).sum();
    let is_mapped = sorted.used.iter().all(|used| used.site.distance.is_some());
    let promised = promised_on(order);
    let found = sorted.used.iter().map(|used| {
        let is_late = used.site.arrives_on.zip(promised).is_some_and(|(arrives, promised)| arrives > promised);
        let metres = used.site.distance.filter(|_| is_mapped).and_then(|metres| i64::try_from(metres).ok());
        Offer { index: used.site.index, metres: metres.unwrap_or_default(), is_open: !is_late, gives: used.gives.to_vec() }
    });
    Ok(Offers {
        places: found.collect(),
        parcels_max: attempt.parcels(sorted.used.len(), total),
        floor: rule.locations.stock_floor,
        costed: attempt.costed(&sorted.used, demands).map(|costed| (costed.order, costed.model.currency)),
    })
}

/// What orders go by without a policy.
pub(super) fn usual() -> RoutingRule {
    RoutingRule {
        name: "".into(),
        condition: None,
        locations: Default::default(),
        rank: Vec::new(),
        cost: None,
        split: SplitPolicy::default(),
        otherwise: Default::default(),
    }
}

pub(super) fn rule_for<'a>(
    work: &Workspace,
    settings: &'a Settings,
    order: &Order,
    usual: &'a RoutingRule,
) -> Result<&'a RoutingRule, NoOffers> {
    let Some(rules) = settings.routing_rules.as_deref().filter(|rules| !rules.rules.is_empty()) else { return Ok(usual) };
    let sent_by = order.routing.as_ref().and_then(|decision| decision.policy.as_ref()).filter(|trace| trace.version == rules.version);
    if let Some(rule) = sent_by.and_then(|trace| rules.rules.iter().find(|rule| rule.name == trace.rule)) {
        return Ok(rule);
    }
    let facts = OrderFacts::of(work, order);
    let is_for = |rule: &&RoutingRule| rule.condition.as_ref().is_none_or(|when| when.holds(&facts) == Ok(true));
    rules.rules.iter().find(is_for).ok_or(NoOffers::Rule)
}
