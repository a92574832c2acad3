//! A decision in sentences.

use serde::{Deserialize, Serialize};

use super::places::named;
use super::record::{LocationCode, LocationNote, PolicyTrace, UndecidedRule};
use super::rules::RankBy;
use crate::Arrange;
use crate::LocationId;
use crate::order::Order;
use crate::reservation::Reservation;
use crate::routing::{Decision, Pin, Rerouted, UnitMove};

/// Why an order was routed as it was, in sentences.
#[derive(Clone, Debug, Default, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct RoutingExplanation {
    /// What was decided, by which rule, and whether it is proven; then how it was re-routed, and what was assigned. Empty if the order was
    /// never routed by a policy, nor moved after that.
    pub summary: Vec<String>,
    /// One sentence for each location, by id.
    pub locations: Vec<LocationSentence>,
}

/// What is said of a location.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct LocationSentence {
    /// The location.
    pub location: LocationId,
    /// The code.
    pub code: LocationCode,
    /// The sentence.
    pub sentence: String,
}

impl Order {
    /// Why the order was routed as it was when it was routed last, if that was by a policy.
    pub fn explain_routing(&self) -> RoutingExplanation {
        let Some((decision, trace)) = self.routing.as_ref().and_then(|decision| Some((decision, decision.policy.as_ref()?))) else {
            return RoutingExplanation { summary: self.assigned(), locations: Vec::new() };
        };
        told(trace, decision, self.assigned())
    }

    /// What was re-routed or assigned by somebody since, in sentences.
    fn assigned(&self) -> Vec<String> {
        let mut said: Vec<String> = self.rerouted.iter().map(|rerouted| moved(rerouted)).collect();
        let sentence = |pin: &Pin| {
            let Pin { line, location, quantity, actor, at, reason } = pin;
            format!("`{actor}` assigned {quantity} of line `{line}` to `{location}` at {at}: {}.", reason.trim_end_matches('.'))
        };
        said.extend(self.pins.iter().map(sentence));
        said
    }
}

impl Reservation {
    /// Why stock is held for a cart where it is, if that was by a routing policy, and which rules it could not be asked.
    pub fn explain_routing(&self) -> RoutingExplanation {
        let Some(routing) = &self.routing else { return RoutingExplanation::default() };
        let sentence = |rule: &UndecidedRule| {
            let needs: Vec<String> = rule.needs.iter().map(|fact| format!("`{fact}`")).collect();
            format!("Rule `{}` could not be asked: the cart does not say {}.", rule.rule, needs.join(", "))
        };
        let undecided: Vec<String> = routing.undecided.iter().map(sentence).collect();
        match routing.decision.as_ref().and_then(|decision| Some((decision, decision.policy.as_ref()?))) {
            Some((decision, trace)) => told(trace, decision, undecided),
            None => RoutingExplanation { summary: undecided, locations: Vec::new() },
        }
    }
}

/// A decision in sentences, with what has come since.
fn told(trace: &PolicyTrace, decision: &Decision, since: Vec<String>) -> RoutingExplanation {
    let mut summary = vec![decided(trace, &decision.chosen, decision.proven)];
    summary.extend(trace.cart.iter().map(|cart| format!("It keeps the plan that the cart `{cart}` was reserved by.")));
    summary.extend(
        trace.passed.iter().map(|passed| format!("Rule `{}` came before and found no plan: {}.", passed.rule, passed.reason.name())),
    );
    if let Some(single) = &trace.one_parcel {
        let worse = single.worse_by.zip(single.at_least).map_or_else(|| "as good".into(), |(by, least)| worse(by, least));
        summary.push(format!("In one parcel it could have come from `{}`, which is {worse}.", single.location));
    }
    summary.extend(trace.dates.iter().map(|dates| {
        let arrives = dates.arrives_on.map_or_else(String::new, |day| format!(" and arrives on {day}"));
        format!("The parcel from `{}` leaves on {}{arrives}.", dates.location, dates.ships_on)
    }));
    summary.extend(trace.cost.iter().map(|cost| format!("It costs {} {} in {}.", cost.amount, cost.currency, parcels(cost.parcels.len()))));
    summary.extend(since);
    let mut locations: Vec<LocationSentence> = trace.locations.iter().flat_map(sentences).collect();
    locations.arrange_by(|a, b| a.location.cmp(&b.location));
    RoutingExplanation { summary, locations }
}

/// That an order was re-routed, when, and why.
fn moved(rerouted: &Rerouted) -> String {
    let together = rerouted.together.saturating_sub(1);
    let others = if together > 0 { format!(", together with {together} others") } else { String::new() };
    let reason = if rerouted.reason.is_empty() { String::new() } else { format!(": {}", rerouted.reason.trim_end_matches('.')) };
    let one =
        |moved: &UnitMove| format!("{} of line `{}` from `{}` to `{}`", moved.quantity, moved.line, moved.from_location, moved.to_location);
    let named: Vec<String> = rerouted.moves.iter().take(5).map(one).collect();
    let more = rerouted.moves.len().saturating_sub(5);
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    format!("It was re-routed at {}{others}: {}{more}{reason}.", rerouted.at, named.join(", "))
}

fn parcels(count: usize) -> String {
    if count == 1 { "one parcel".into() } else { format!("{count} parcels") }
}

fn decided(trace: &PolicyTrace, chosen: &[LocationId], proven: bool) -> String {
    let rank: Vec<&str> = trace.rank.iter().map(|by| by.name()).collect();
    let proof = if proven { "no plan is better" } else { "it is the best found; the search ended before it was proven" };
    let from = named(chosen.iter());
    format!("Rule `{}` of version {} chose {from}: ranked by {}, {proof}.", trace.rule, trace.version, rank.join(", then "))
}

/// By how much a plan is worse.
fn worse(by: RankBy, least: i64) -> String {
    match by {
        RankBy::Parcels => format!("worse by at least {least} {}", if least == 1 { "parcel" } else { "parcels" }),
        RankBy::Priority => format!("worse by at least {least} of priority"),
        RankBy::Distance => format!("farther by at least {least} metres"),
        RankBy::Load => format!("busier by at least {least} thousandths of a day"),
        RankBy::Cost => format!("dearer by at least {least} minor units"),
        RankBy::Days => format!("slower by at least {least} {}", if least == 1 { "day" } else { "days" }),
    }
}

fn sentences(note: &LocationNote) -> impl Iterator<Item = LocationSentence> + '_ {
    note.locations.iter().map(|location| LocationSentence {
        location: location.clone(),
        code: note.code,
        sentence: format!("`{location}` {}.", sentence(note)),
    })
}

fn sentence(note: &LocationNote) -> String {
    let figures = |text: &str| {
        let (found, limit) = (note.found.as_deref().unwrap_or("?"), note.limit.as_deref().unwrap_or("?"));
        text.replace("FOUND", found).replace("LIMIT", limit)
    };
    match note.code {
        LocationCode::Chosen => "ships".into(),
        LocationCode::DoesNotServe => "does not ship to the destination".into(),
        LocationCode::NotInChannel => "has stock that the channel does not sell".into(),
        LocationCode::OtherLocation => "is not where the order is collected or has its slot".into(),
        LocationCode::NotNamed => "is not named by the rule".into(),
        LocationCode::Group => "is not in the groups of the rule".into(),
        LocationCode::Country => figures("stands in FOUND, and the rule uses other countries"),
        LocationCode::Pickup => "hands over no orders".into(),
        LocationCode::Priority => figures("has priority FOUND, and the rule uses LIMIT at most"),
        LocationCode::Distance => figures("is FOUND metres away, and the rule allows LIMIT"),
        LocationCode::PromiseDate => figures("would arrive on FOUND, and LIMIT was promised"),
        LocationCode::Capability => {
            format!("lacks `{}`, which what it has requires", note.capability.as_ref().map_or("?", |tag| tag.as_str()))
        }
        LocationCode::StockFloor => figures("keeps its last LIMIT units of each SKU"),
        LocationCode::Excluded => "rejected these units, or could not find them".into(),
        LocationCode::NoStock => "has none of the units".into(),
        LocationCode::KeepTogether => "has some of what goes in one parcel, and not all of it".into(),
        LocationCode::NoService => "has units that no rate card takes from there".into(),
        LocationCode::NodeCapacity => "has taken on as much today as it can".into(),
        LocationCode::Dominated => {
            format!("has nothing that `{}` does not have as well, ranked no worse", note.by.as_ref().map_or("?", |id| id.as_str()))
        }
        LocationCode::Worse => {
            let worse = note.worse_by.zip(note.at_least).map_or_else(String::new, |(by, least)| worse(by, least));
            format!("would make the plan {worse}")
        }
        LocationCode::Searched => "was looked at, and nothing better was found with it".into(),
    }
}
