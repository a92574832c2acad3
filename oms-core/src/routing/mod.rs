//! Who ships what: the plan, the search for it, and the promise that keeps it.

pub(crate) mod assign_location;
mod binding;
pub(crate) mod broker_orders;
pub(crate) mod candidate;
pub(crate) mod capacity;
mod decision;
mod distance;
pub(crate) mod pin;
pub(crate) mod plan;
pub(crate) mod policy;
pub(crate) mod promise;
mod regret;
pub(crate) mod reroute;
pub(crate) mod search;

pub use assign_location::{AssignLine, AssignLocation, LackingUnits};
pub use broker_orders::{BrokerOrders, LeftInQueue, WAVE_ORDERS_MAX};
pub use capacity::{DayLoad, Measure};
pub use decision::{Decision, PassedOver, Reason};
pub(crate) use distance::Point;
pub use distance::distance_metres;
pub use pin::Pin;
pub use policy::{
    Dispatch, DispatchDates, LintFinding, LintKind, LintReport, LintRequest, LocationCode, LocationFilter, LocationNote, LocationSentence,
    NoPlan, OneParcelNote, Otherwise, ParcelCost, PassedRule, PlanCost, PolicyTrace, PutRoutingPolicy, RankBy, RoutingExplanation,
    RoutingRule, RoutingRules, SampleFact, SplitPolicy, UndecidedRule, lint,
};
pub use regret::{LocationRegret, PlannedUnits, RegretBar, RegretLookup, RegretPlan, RegretQuery, Regrets};
pub use reroute::{
    NotReroutable, OrderReroute, REROUTE_ORDERS_MAX, RerouteBar, RerouteFigures, RerouteLookup, RerouteOrders, ReroutePlan,
    RerouteProposal, RerouteQuery, Rerouted, ReroutedOrder, UnitMove,
};
