//! What it would cost to ship an order from another location instead.

use std::sync::Arc;

use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

use super::binding::{free_line, is_unreleased, unanswered};
use super::candidate::{Demand, eligible};
use super::policy::{NotWeighed, WeighedPlan, weigh};
use super::{LocationCode, RankBy, capacity};
use crate::batch::{BATCH_MAX, Loading, ReadSet, SessionError, Snapshot, Workspace, decide, first_round};
use crate::command::Envelope;
use crate::order::{Order, Portion, Stage};
use crate::reservation::expiry;
use crate::settings::Settings;
use crate::sourcing::UNITS_MAX;
use crate::{Amount, Currency, LocationId, OrderId, Quantity, Sku, Timestamp};

/// Asks what it would cost to ship an order from other locations than the best plan does.
///
/// Planned are all units that no location has taken on, as if none of them was promised or assigned yet, by the rule that has sent the
/// order or is for it. What nobody has is left out. Nothing is moved: `assign_location` and `reroute_orders` do that.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct RegretQuery {
    /// The order.
    pub order: OrderId,
    /// The instant it is asked for.
    pub at: Timestamp,
    /// The locations that are asked about; empty means all.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub locations: Vec<LocationId>,
    /// Commands that are thought to have been sent before: the capture of an order that is still to be placed, say. They are not sent.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub commands: Vec<Arc<Envelope>>,
    /// About how much work it may be, in steps of the search; at most ten millions.
    #[serde(default = "usual_steps")]
    pub steps_max: u32,
}

fn usual_steps() -> u32 {
    100_000
}

/// The most steps of the search.
const STEPS_MAX: u32 = 10_000_000;

/// The most SKUs of an order.
const SKUS_MAX: usize = 1_000;

/// What it costs to insist on each location.
#[derive(Clone, Debug, Default, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Regrets {
    /// Why nothing can be said, if so; then all else is empty.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bar: Option<RegretBar>,
    /// The version of the routing policy; 0 without one.
    pub policy_version: u64,
    /// The rule that plans are compared by; empty without a policy.
    #[serde(default, skip_serializing_if = "SmolStr::is_empty")]
    pub rule: SmolStr,
    /// The currency of costs, where the rule compares by cost.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub currency: Option<Currency>,
    /// The best plan.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub best: Option<RegretPlan>,
    /// The locations that were asked about, in that order; all are sorted by id.
    pub locations: Vec<LocationRegret>,
    /// How much work it was; the same on every machine.
    pub steps: u32,
}

/// Why nothing can be said of an order.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum RegretBar {
    /// There is no such order.
    Unknown,
    /// Locations have taken all units of it on, or they have left or are canceled.
    Released,
    /// No rule of the routing policy is for it.
    Rule,
    /// Its rule says what a parcel is worth at least. What a parcel is worth is no cost, so no bound tells that a plan is the best: all
    /// ways to divide the order have to be looked at, and there are more of them than `steps_max` allow, or more than 4,096 parts of the
    /// order. Ask with more steps, or about fewer locations.
    ParcelValue,
    /// The rule has no plan for what is there.
    NoPlan,
    /// It has too many SKUs or units.
    TooLarge,
}

/// A plan for an order.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct RegretPlan {
    /// Who ships what, by SKU in the order of the lines, then by location.
    pub ship: Vec<PlannedUnits>,
    /// How far all parcels go in metres, where all locations are on the map.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub metres: Option<u64>,
    /// What it costs, where the rule compares by cost.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cost: Option<Amount>,
    /// Whether no better plan like it exists: for that of a location, none that is better and in which it ships.
    pub proven: bool,
}

/// Units of a SKU that a location would ship.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct PlannedUnits {
    /// The SKU.
    pub sku: Sku,
    /// The location.
    pub location: LocationId,
    /// How many units.
    pub quantity: Quantity,
}

/// What it costs to insist on a location.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct LocationRegret {
    /// The location.
    pub location: LocationId,
    /// Why it can ship nothing of the order, if so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bar: Option<LocationCode>,
    /// The first criterion of the rule by which the best plan with it is worse than the best plan; absent if it is as good.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub worse_by: Option<RankBy>,
    /// How much worse, in units of that: parcels, priority, metres, days, thousandths of a day's capacity, minor units. 0 if it is as good.
    pub regret: u64,
    /// Whether that is exact. If not, steps were used up, or distances were too large to be compared to the metre.
    pub proven: bool,
    /// The best plan in which it ships something.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub plan: Option<RegretPlan>,
}

/// The steps of the question, for any host to drive: read what is [`wanted`](Self::wanted), hand it to [`loaded`](Self::loaded).
#[derive(Debug)]
pub struct RegretLookup {
    query: RegretQuery,
    loading: Loading,
    stage: Read,
}

/// What has been read.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Read {
    Commands,
    Order,
    Stock,
}

impl RegretLookup {
    /// Begins with the settings as last seen.
    ///
    /// # Errors
    /// Fails when there are more commands than a batch may have.
    pub fn new(query: RegretQuery, settings: &Arc<Settings>) -> Result<RegretLookup, SessionError> {
        if query.commands.len() > BATCH_MAX {
            return Err(SessionError::BatchTooLarge { commands: query.commands.len() });
        }
        let loading = first_round(&query.commands, settings, Some(query.at));
        Ok(RegretLookup { query, loading, stage: Read::Commands })
    }

    /// What to read next.
    pub fn wanted(&self) -> &ReadSet {
        self.loading.wanted()
    }

    /// Takes the records asked for; answers when all are there.
    pub fn loaded(&mut self, snapshot: Snapshot) -> Result<Option<Regrets>, SessionError> {
        if !self.loading.absorb(snapshot, &self.query.commands)? {
            return Ok(None);
        }
        while self.stage != Read::Stock {
            let work = self.loading.workspace();
            let mut wanted = ReadSet::default();
            if self.stage == Read::Commands {
                work.want_order(&self.query.order, &mut wanted);
                self.stage = Read::Order;
            } else {
                want_stock(work, &self.query, &mut wanted);
                self.stage = Read::Stock;
            }
            if self.loading.want(wanted) {
                return Ok(None);
            }
        }
        let work = self.loading.workspace();
        let _outcomes = decide(work, &self.query.commands, |_, _| {});
        work.set_now(self.query.at);
        // A record that cannot be freed is damaged: the audit tells, and what it holds stays held.
        let _damaged = expiry::expire_all_due(work);
        Ok(Some(regrets(work, &self.query)))
    }
}

/// The stock of the order, and what locations have taken on today.
fn want_stock(work: &Workspace, query: &RegretQuery, wanted: &mut ReadSet) {
    if let Ok(order) = work.order(&query.order) {
        order.lines.iter().filter(|line| work.loaded_sku(&line.sku).is_none()).for_each(|line| wanted.sku(&line.sku));
    }
    for location in &work.settings().locations {
        let days = capacity::keys_at(location, std::iter::once(query.at));
        days.filter(|key| work.loaded_sku(key).is_none()).for_each(|key| wanted.sku(&key));
    }
}

fn regrets(work: &mut Workspace, query: &RegretQuery) -> Regrets {
    let barred = |bar| Regrets { bar: Some(bar), ..Regrets::default() };
    let Ok(mut order) = work.order_to_change(&query.order) else { return barred(RegretBar::Unknown) };
    let demands = free(work, &mut order);
    if demands.is_empty() {
        return barred(RegretBar::Released);
    }
    if demands.len() > SKUS_MAX || demands.iter().any(|demand| demand.units > i64::from(UNITS_MAX)) {
        return barred(RegretBar::TooLarge);
    }
    let settings = work.shared_settings();
    let Ok(channel) = settings.channel(&order.channel) else { return barred(RegretBar::Rule) };
    let places = eligible(work, &settings, channel, order.shipping_address.as_deref(), order.from());
    let steps_max = query.steps_max.min(STEPS_MAX);
    let weighed = match weigh(work, &settings, (&order, channel), places, &demands, &query.locations, steps_max) {
        Ok(weighed) => weighed,
        Err(NotWeighed::Rule) => return barred(RegretBar::Rule),
        Err(NotWeighed::ParcelValue) => return barred(RegretBar::ParcelValue),
        Err(NotWeighed::NoPlan) => return barred(RegretBar::NoPlan),
    };
    let plan = |plan: &WeighedPlan| {
        let units = plan.ship.iter().filter_map(|(demand, location, units)| {
            let sku = work.slot(demands.get(*demand)?.sku).sku().clone();
            Some(PlannedUnits { sku, location: location.clone(), quantity: Quantity::from_balance(*units) })
        });
        RegretPlan { ship: units.collect(), metres: plan.metres, cost: plan.money, proven: plan.proven }
    };
    let locations = weighed.with.into_iter().map(|with| LocationRegret {
        location: with.location,
        bar: with.plan.as_ref().err().copied(),
        worse_by: with.worse.map(|(by, _)| by),
        regret: with.worse.map_or(0, |(_, units)| units.unsigned_abs()),
        proven: with.plan.as_ref().map_or(true, |plan| plan.proven),
        plan: with.plan.as_ref().ok().map(&plan),
    });
    Regrets {
        bar: None,
        policy_version: weighed.version,
        rule: weighed.rule,
        currency: weighed.currency,
        locations: locations.collect(),
        best: Some(plan(&weighed.best)),
        steps: weighed.steps,
    }
}

/// Frees all that no location has taken on, with what that takes up of today, and answers what is to be planned, by SKU in the order of the
/// lines.
fn free(work: &mut Workspace, order: &mut Order) -> Vec<Demand> {
    let (before, unanswered) = (order.clone(), unanswered(order));
    let mut demands: Vec<Demand> = Vec::new();
    for place in 0..order.lines.len() {
        let all = order.lines.get(place).map(|line| line.units.total()).unwrap_or_default();
        let is_planned = |portion: &Portion| portion.stage != Stage::Open && is_unreleased(portion, &unanswered);
        // What cannot be freed is damaged: the audit tells, and it stays promised.
        let _damaged = free_line(work, order, place, all, is_planned);
        let Some(line) = order.lines.get(place) else { break };
        let units = line.units.at(Stage::Open).units();
        let Some(sku) = work.item_index(&line.sku).ok().filter(|_| units > 0) else { continue };
        let need = order.need(work, sku);
        match demands.iter_mut().find(|demand| demand.sku == sku) {
            Some(demand) => demand.units = demand.units.saturating_add(units),
            None => demands.push(Demand { sku, units, need }),
        }
    }
    order.pins.clear();
    capacity::follow(work, Some(&before), order);
    demands
}
