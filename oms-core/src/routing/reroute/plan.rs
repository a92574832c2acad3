//! The query that plans orders anew, all of them together.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::backlog::Board;
use super::claim::collect;
use super::proposal::proposed;
use super::{REROUTE_ORDERS_MAX, RerouteFigures, RerouteProposal};
use crate::batch::{DueQuery, Loading, ReadSet, SessionError, Snapshot, Workspace};
use crate::reservation::expiry;
use crate::routing::capacity;
use crate::settings::Settings;
use crate::{Arrange, Currency, OrderId, Timestamp};

/// Asks how orders that wait would best be sent, all of them together.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct RerouteQuery {
    /// The orders, at most 500. Those that cannot be moved are answered with why.
    pub orders: Vec<OrderId>,
    /// The instant it is asked for.
    pub at: Timestamp,
    /// What a parcel from a location that an order did not come from before must save at least: minor units where cost is compared, else
    /// metres.
    #[serde(default, skip_serializing_if = "is_nothing")]
    pub cost_of_moving: u32,
    /// About how much work it may be, in steps of the search; at most ten millions.
    #[serde(default = "usual_steps")]
    pub steps_max: u32,
}

fn is_nothing(cost: &u32) -> bool {
    *cost == 0
}

fn usual_steps() -> u32 {
    100_000
}

/// The most steps of the search.
const STEPS_MAX: u32 = 10_000_000;

/// How orders would best be sent. Nothing has been moved.
#[derive(Clone, Debug, Default, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ReroutePlan {
    /// The currency of costs, where the rules of all orders compare by cost in the same one; absent where parcels and metres are compared.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub currency: Option<Currency>,
    /// What the orders that may be moved come to as they are.
    pub before: RerouteFigures,
    /// What they come to once all proposals are taken.
    pub after: RerouteFigures,
    /// No plans of them come to less, what is paid for moving included, that keep to the room of days and serve each priority as well.
    ///
    /// Of orders of one priority it is at most `before`. Where higher priorities gain at the expense of those below it may be more:
    /// then plans that come to less in all would make a higher priority wait.
    pub bound: RerouteFigures,
    /// Whether no better plans exist.
    pub proven: bool,
    /// What is better sent from elsewhere, what saves most first. Each stands for itself.
    pub proposals: Vec<RerouteProposal>,
    /// Orders that stay as they are, by id.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub stay: Vec<NotReroutable>,
    /// How much work it was; the same on every machine.
    pub steps: u64,
}

/// An order that is not moved.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct NotReroutable {
    /// The order.
    pub order: OrderId,
    /// Why.
    pub bar: RerouteBar,
}

/// Why an order is not moved.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum RerouteBar {
    /// There is no such order.
    Unknown,
    /// A location has taken units of it on, or they have left.
    Released,
    /// Units of it were assigned to a location by somebody.
    Assigned,
    /// It is collected, or has a slot, and comes from there.
    FixedPlace,
    /// No stock is promised to it.
    NothingPromised,
    /// It is promised stock of an item that is not in the catalog any more.
    Unmapped,
    /// Units of it are of lots.
    Lots,
    /// More is promised where it comes from than there is.
    Short,
    /// No rule of the routing policy would send it from where it comes.
    Rule,
    /// Its rule says what goes in one parcel, or what a parcel is worth at least.
    Split,
    /// It has too many SKUs or units.
    TooLarge,
}

/// The steps of planning orders anew, for any host to drive: read what is [`wanted`](Self::wanted), hand it to [`loaded`](Self::loaded).
#[derive(Debug)]
pub struct RerouteLookup {
    query: RerouteQuery,
    loading: Loading,
    has_orders: bool,
}

impl RerouteLookup {
    /// Begins with the settings as last seen.
    ///
    /// # Errors
    /// Fails when too many orders are named.
    pub fn new(mut query: RerouteQuery, settings: &Arc<Settings>) -> Result<RerouteLookup, SessionError> {
        query.orders.arrange();
        query.orders.dedup();
        if query.orders.len() > REROUTE_ORDERS_MAX {
            return Err(SessionError::TooManyOrders { orders: query.orders.len() });
        }
        let due = Some(DueQuery { until: query.at, limit: Workspace::due_max() });
        let wanted = ReadSet { due, orders: query.orders.clone(), ..ReadSet::default() };
        Ok(RerouteLookup { query, loading: Loading::new(settings, wanted), has_orders: false })
    }

    /// What to read next.
    pub fn wanted(&self) -> &ReadSet {
        self.loading.wanted()
    }

    /// Takes the records asked for; answers when all are there.
    pub fn loaded(&mut self, snapshot: Snapshot) -> Result<Option<ReroutePlan>, SessionError> {
        if !self.loading.absorb(snapshot, &[])? {
            return Ok(None);
        }
        if !self.has_orders {
            self.has_orders = true;
            let wanted = stock_of(self.loading.workspace(), &self.query);
            if self.loading.want(wanted) {
                return Ok(None);
            }
        }
        Ok(Some(plan(self.loading.workspace(), &self.query)))
    }
}

/// The stock of the orders, and what locations have taken on today.
fn stock_of(work: &mut Workspace, query: &RerouteQuery) -> ReadSet {
    let mut wanted = ReadSet::default();
    for order in query.orders.iter().filter_map(|id| work.order(id).ok()) {
        order.lines.iter().filter(|line| work.loaded_sku(&line.sku).is_none()).for_each(|line| wanted.sku(&line.sku));
    }
    for location in &work.settings().locations {
        let days = capacity::keys_at(location, std::iter::once(query.at));
        days.filter(|key| work.loaded_sku(key).is_none()).for_each(|key| wanted.sku(&key));
    }
    wanted
}

fn plan(work: &mut Workspace, query: &RerouteQuery) -> ReroutePlan {
    work.set_now(query.at);
    // A record that cannot be freed is damaged: the audit tells, and what it holds stays held.
    let _damaged = expiry::expire_all_due(work);
    let collected = collect(work, &query.orders);
    let policy_version = work.settings().routing_rules.as_ref().map(|rules| rules.version);
    let mut board = Board::of(work, &collected, i64::from(query.cost_of_moving));
    let stay = collected.stay.iter().map(|(order, bar)| NotReroutable { order: order.clone(), bar: *bar }).collect();
    let Some(found) = board.solve(u64::from(query.steps_max.min(STEPS_MAX))) else { return ReroutePlan { stay, ..ReroutePlan::default() } };
    let all = proposed(work, &board, &found, policy_version);
    let bound = board.bound(found.bounds.iter().fold(0, |sum, (_, bound)| sum.saturating_add(*bound)));
    let proven = board.is_proven(&found, &all.moved);
    ReroutePlan {
        currency: board.currency,
        before: all.before,
        after: all.after,
        bound,
        proven,
        proposals: all.proposals,
        stay,
        steps: found.steps,
    }
}
