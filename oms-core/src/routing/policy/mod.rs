//! Routing as a merchant writes it: rules that say which locations may ship which orders, and which are best.
//!
//! Plans are found by [`crate::sourcing`]: a ranking is large weights, so the best ranked plan is the cheapest one, with proof.

mod attempt;
mod cart;
mod costed;
mod decide;
mod dispatch;
mod explain;
mod facts;
mod lint;
mod offers;
mod places;
pub(crate) mod put_routing_policy;
mod record;
mod regret;
mod rules;
mod samples;
mod trace;
mod values;
mod weights;

pub(crate) use cart::{CartVerdict, decide_for_cart};
pub(crate) use decide::{Table, Verdict, decide};
pub use dispatch::Dispatch;
pub use explain::{LocationSentence, RoutingExplanation};
pub use lint::{LintFinding, LintKind, LintReport, LintRequest, SampleFact, lint};
pub(crate) use offers::{NoOffers, Offers, offers};
pub use put_routing_policy::PutRoutingPolicy;
pub use record::{
    DispatchDates, LocationCode, LocationNote, NoPlan, OneParcelNote, ParcelCost, PassedRule, PlanCost, PolicyTrace, UndecidedRule,
};
pub(crate) use regret::{NotWeighed, WeighedPlan, weigh};
pub use rules::{LocationFilter, Otherwise, RankBy, RoutingRule, RoutingRules, SplitPolicy};
