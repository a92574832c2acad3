//! From a plan to what is kept of how it was found.

use super::attempt::Plan;
use super::places::{LeftOut, Used};
use super::record::{DispatchDates, LocationCode, LocationNote, OneParcelNote, PassedRule, PolicyTrace};
use super::rules::{RankBy, RoutingRule};
use crate::Arrange;
use crate::LocationId;
use crate::routing::{Decision, Reason};
use crate::sourcing::Standing;

/// A rule and how it sorted the locations.
pub(super) struct View<'a> {
    pub(super) version: u64,
    pub(super) rule: &'a RoutingRule,
    pub(super) used: &'a [Used<'a>],
    pub(super) left_out: &'a [(LeftOut, &'a LocationId)],
    /// Those that may not serve the order at all.
    pub(super) passed_over: &'a [(Reason, &'a LocationId)],
}

/// What is said of one location.
#[derive(Clone, Eq, Ord, PartialEq, PartialOrd)]
struct Said<'a> {
    why: LeftOut,
    by: Option<&'a LocationId>,
    worse: Option<(RankBy, i64)>,
}

impl Said<'_> {
    fn code(code: LocationCode) -> Said<'static> {
        Said { why: LeftOut::by(code), by: None, worse: None }
    }
}

/// The decision that a plan is.
pub(super) fn decision(view: &View<'_>, passed: &[PassedRule], plan: &Plan<'_>) -> Decision {
    let id = |place: usize| view.used.get(place).map(|used| &used.site.location.id);
    let mut said: Vec<(Said<'_>, &LocationId)> = Vec::new();
    said.extend(view.passed_over.iter().map(|(reason, id)| (Said::code(barred(*reason)), *id)));
    said.extend(view.left_out.iter().map(|(why, id)| (Said { why: why.clone(), by: None, worse: None }, *id)));
    for (used, standing) in view.used.iter().zip(&plan.explanation.locations) {
        let said_of = match standing {
            Standing::Chosen => Said::code(LocationCode::Chosen),
            Standing::NoStock if plan.unserved.contains(&used.site.index) => Said::code(LocationCode::NoService),
            Standing::NoStock if used.gives.iter().any(|gives| *gives > 0) => Said::code(LocationCode::KeepTogether),
            Standing::NoStock => Said::code(LocationCode::NoStock),
            Standing::Dominated { by } => {
                let by = usize::try_from(*by).ok().and_then(id);
                Said { by, ..Said::code(LocationCode::Dominated) }
            }
            Standing::Dearer { at_least } => match plan.weights.read(*at_least) {
                Some(worse) => Said { worse: Some(worse), ..Said::code(LocationCode::Worse) },
                None => Said::code(LocationCode::Searched),
            },
            Standing::Searched => Said::code(LocationCode::Searched),
        };
        said.push((said_of, &used.site.location.id));
    }
    said.arrange();
    let alike = said.chunk_by(|one, next| one.0 == next.0);
    let locations = alike.filter_map(|group| {
        let (said, _) = group.first()?;
        Some(LocationNote {
            code: said.why.code,
            locations: group.iter().map(|(_, id)| LocationId::clone(id)).collect(),
            by: said.by.cloned(),
            worse_by: said.worse.map(|(by, _)| by),
            at_least: said.worse.map(|(_, at_least)| at_least),
            capability: said.why.capability.clone(),
            found: said.why.found.clone(),
            limit: said.why.limit.clone(),
        })
    });
    let locations = locations.collect();
    let dates = dates(view.used, |id| plan.chosen.contains(&id));
    let single = plan.explanation.one_parcel.filter(|parcel| plan.chosen.len() > 1 && parcel.short == 0);
    let one_parcel = single.and_then(|parcel| {
        let worse = plan.weights.read(parcel.cost.saturating_sub(plan.cost));
        let location = usize::try_from(parcel.location).ok().and_then(id)?.clone();
        Some(OneParcelNote { location, worse_by: worse.map(|(by, _)| by), at_least: worse.map(|(_, at_least)| at_least) })
    });
    let trace = PolicyTrace {
        version: view.version,
        rule: view.rule.name.clone(),
        passed: passed.to_vec(),
        rank: view.rule.ranking().to_vec(),
        locations,
        one_parcel,
        dates,
        cost: plan.costs.clone().map(Box::new),
        cart: None,
    };
    let chosen = plan.chosen.iter().copied().cloned().collect();
    Decision { chosen, proven: plan.proven, passed_over: Vec::new(), policy: Some(Box::new(trace)) }
}

/// When the parcels of those that ship leave and arrive, as far as they say so.
pub(super) fn dates(used: &[Used<'_>], ships: impl Fn(&LocationId) -> bool) -> Vec<DispatchDates> {
    let ships = used.iter().filter(|used| ships(&used.site.location.id));
    let dates = ships.filter_map(|used| {
        let (location, arrives_on) = (used.site.location.id.clone(), used.site.arrives_on);
        used.site.ships_on.map(|ships_on| DispatchDates { location, ships_on, arrives_on })
    });
    dates.collect()
}

/// Why a location may not serve an order, whatever the rules.
pub(super) const fn barred(reason: Reason) -> LocationCode {
    match reason {
        Reason::NotInChannel => LocationCode::NotInChannel,
        Reason::OtherLocation => LocationCode::OtherLocation,
        Reason::DoesNotServe => LocationCode::DoesNotServe,
        Reason::Excluded => LocationCode::Excluded,
        Reason::NodeCapacity => LocationCode::NodeCapacity,
        Reason::NoStock => LocationCode::NoStock,
        Reason::MoreParcels | Reason::LowerPriority | Reason::Farther | Reason::LaterId | Reason::NotSearched => LocationCode::Searched,
    }
}
