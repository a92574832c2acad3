//! Who ships what: the plan, the search for it, and the promise that keeps it.

pub(crate) mod candidate;
pub(crate) mod capacity;
mod decision;
mod distance;
pub(crate) mod plan;
pub(crate) mod policy;
pub(crate) mod promise;
pub(crate) mod search;

pub use capacity::{DayLoad, Measure};
pub use decision::{Decision, PassedOver, Reason};
pub(crate) use distance::Point;
pub use distance::distance_metres;
pub use policy::{
    Dispatch, DispatchDates, LintFinding, LintKind, LintReport, LintRequest, LocationCode, LocationFilter, LocationNote, LocationSentence,
    NoPlan, OneParcelNote, Otherwise, ParcelCost, PassedRule, PlanCost, PolicyTrace, PutRoutingPolicy, RankBy, RoutingExplanation,
    RoutingRule, RoutingRules, SampleFact, SplitPolicy, lint,
};
