//! The rules, first to last, and what becomes of an order.

use smallvec::SmallVec;

use super::attempt::{Attempt, Plan, Sorted};
use super::facts::OrderFacts;
use super::places::{LeftOut, Site, Used, named, sites};
use super::record::{LocationCode, NoPlan, PassedRule};
use super::rules::{Otherwise, RoutingRule, RoutingRules};
use super::trace;
use crate::batch::Workspace;
use crate::inventory::{Supply, supply};
use crate::order::Order;
use crate::reservation::Reservation;
use crate::routing::candidate::{Demand, Eligible, EligibleLocation};
use crate::routing::capacity::leave_out_full;
use crate::routing::plan::Picks;
use crate::routing::{Decision, Reason};
use crate::settings::{Channel, OnShortage, Settings};
use crate::sourcing::Scratch;
use crate::{Arrange, LocationId, Rejection};

/// Units by demand.
type Units = SmallVec<[Demand; 4]>;

/// What the rules say about an order.
#[derive(Default)]
pub(crate) struct Verdict {
    pub(crate) picks: Picks,
    /// The decision, if anything is to be sent.
    pub(crate) decision: Option<Decision>,
    pub(crate) from_stock: Units,
    pub(crate) backorders: Units,
    /// Refusals that tell what there is too little of.
    pub(crate) missing: Vec<Rejection>,
    /// Why units that are there are not promised.
    pub(crate) held: Option<String>,
}

/// What one rule came to.
pub(super) struct Tried<'a> {
    rule: &'a RoutingRule,
    pub(super) sorted: Sorted<'a>,
    full: Vec<&'a LocationId>,
    pub(super) supplies: SmallVec<[Supply; 4]>,
}

/// Asks the rules about the open units of an order.
pub(crate) fn decide(table: &Table<'_>, on_shortage: OnShortage) -> Result<Verdict, Rejection> {
    let Table { work, rules, order, demands, .. } = *table;
    let sites = sites(work, order, table.channel, &table.settings.locations, &table.places, table.demands);
    let facts = OrderFacts::of(work, order);
    if let Some(verdict) = table.kept(&sites, &facts) {
        return Ok(verdict);
    }
    let mut passed: Vec<PassedRule> = Vec::new();
    let mut last: Option<(Tried<'_>, NoPlan)> = None;
    let mut scratch = Scratch::default();
    for rule in &rules.rules {
        if !rule.condition.as_ref().is_none_or(|when| when.holds(&facts) == Ok(true)) {
            continue;
        }
        let tried = table.sort(rule, &sites);
        let why = match table.whole(&tried, &mut scratch) {
            Ok(plan) => {
                let decision = trace::decision(&table.view(&tried), &passed, &plan);
                let from_stock = Units::from_slice(demands);
                return Ok(Verdict { picks: plan.picks, decision: Some(decision), from_stock, ..Verdict::default() });
            }
            Err(why) => why,
        };
        if rule.otherwise != Otherwise::NextRule {
            return table.rest(&tried, why, &passed, on_shortage, &mut scratch);
        }
        passed.push(PassedRule { rule: rule.name.clone(), reason: why });
        last = Some((tried, why));
    }
    match last {
        Some((tried, why)) => {
            passed.pop();
            table.rest(&tried, why, &passed, on_shortage, &mut scratch)
        }
        None => Ok(Verdict { held: Some(no_rule(rules)), ..Verdict::default() }),
    }
}

/// That nothing is said about an order or cart.
pub(super) fn no_rule(rules: &RoutingRules) -> String {
    format!("no rule of the routing policy (version {}) is for it: add one without `condition` at the end", rules.version)
}

/// What all rules have in common.
#[derive(Clone)]
pub(crate) struct Table<'a> {
    pub(crate) work: &'a Workspace,
    pub(crate) settings: &'a Settings,
    pub(crate) rules: &'a RoutingRules,
    pub(crate) order: &'a Order,
    pub(crate) channel: &'a Channel,
    /// Locations that may serve the order, by id.
    pub(crate) places: Vec<EligibleLocation<'a>>,
    /// Those that may not.
    pub(crate) passed_over: Vec<(Reason, &'a LocationId)>,
    pub(crate) demands: &'a [Demand],
    /// The cart that the order was, if it gave up its stock for it.
    pub(crate) cart: Option<&'a Reservation>,
    /// Whether locations count that have no room left today.
    pub(crate) full_days_count: bool,
}

impl<'a> Table<'a> {
    pub(super) fn attempt(&self, rule: &'a RoutingRule) -> Attempt<'a> {
        Attempt {
            work: self.work,
            settings: self.settings,
            order: self.order,
            channel: self.channel,
            rule,
            parcels_max: self.settings.policies.routing.parcels_max,
            steps_max: self.rules.search_steps_max,
        }
    }

    /// What a rule uses, what the locations it uses have together, and which of them are full today.
    pub(super) fn sort(&self, rule: &'a RoutingRule, sites: &'a [Site<'a>]) -> Tried<'a> {
        let mut sorted = self.attempt(rule).sort(sites, self.demands);
        let supplies = self.demands.iter().enumerate().map(|(place, demand)| {
            let stock: i64 = sorted.used.iter().filter_map(|used| used.gives.get(place)).sum();
            let gives = sorted.used.iter().filter(|used| used.gives.get(place).is_some_and(|gives| *gives > 0));
            let all = supply(self.work, demand.sku, self.channel, demand.need.as_ref(), gives.map(|used| used.site.index));
            // What a rule may take of it is known better: floors and what is wanted count.
            Supply { stock: all.stock.min(stock), ..all }
        });
        let supplies = supplies.collect();
        // The day of a location is full for what it could give, as it is without a policy.
        let mut places = Eligible { locations: SmallVec::new(), passed_over: SmallVec::new() };
        places
            .locations
            .extend(self.places.iter().filter(|(_, index, ..)| sorted.used.iter().any(|used| used.site.index == *index)).copied());
        let full =
            if self.full_days_count { Vec::new() } else { leave_out_full(self.work, self.order, self.channel, &mut places, self.demands) };
        sorted.used.retain(|used| !full.contains(&&used.site.location.id));
        sorted.left_out.extend(full.iter().map(|id| (LeftOut::by(LocationCode::NodeCapacity), *id)));
        Tried { rule, sorted, full, supplies }
    }

    /// A plan for all units, from stock.
    pub(super) fn whole(&self, tried: &Tried<'a>, scratch: &mut Scratch) -> Result<Plan<'a>, NoPlan> {
        let enough = self.demands.iter().zip(&tried.supplies).all(|(demand, supply)| supply.in_stock() >= demand.units);
        if !enough {
            return Err(self.lacking(tried));
        }
        self.plan(tried, self.demands, scratch)
    }

    fn plan(&self, tried: &Tried<'a>, demands: &[Demand], scratch: &mut Scratch) -> Result<Plan<'a>, NoPlan> {
        let used = &tried.sorted.used;
        let has_all = demands.iter().enumerate().all(|(place, demand)| {
            used.iter().filter_map(|used| used.gives.get(place)).fold(0_i64, |sum, gives| sum.saturating_add(*gives)) >= demand.units
        });
        let attempt = self.attempt(tried.rule);
        let found = if has_all { attempt.plan(used, demands, scratch) } else { Err(NoPlan::Parcels) };
        found.map_err(|why| match why {
            _ if !tried.full.is_empty() => NoPlan::NodeCapacity,
            NoPlan::KeepTogether if self.lacks_capability(tried) => NoPlan::Capability,
            other => other,
        })
    }

    /// Why there is too little.
    fn lacking(&self, tried: &Tried<'a>) -> NoPlan {
        if self.lacks_capability(tried) {
            NoPlan::Capability
        } else if tried.sorted.used.is_empty()
            && tried.full.is_empty()
            && tried.sorted.left_out.iter().all(|(why, _)| why.code < LocationCode::Capability)
        {
            NoPlan::Locations
        } else {
            NoPlan::Stock
        }
    }

    /// Whether a location that has units lacks what they require.
    fn lacks_capability(&self, tried: &Tried<'a>) -> bool {
        let lacks = |site: &Site<'_>, demand: &Demand| {
            let item = self.work.item(demand.sku);
            item.is_some_and(|item| item.requires.iter().any(|tag| !site.location.capabilities.contains(tag)))
        };
        tried.sorted.used.iter().any(|used| self.demands.iter().any(|demand| lacks(used.site, demand)))
            || tried.sorted.left_out.iter().any(|(why, _)| why.code == LocationCode::Capability)
    }

    pub(super) fn view<'b>(&'b self, tried: &'b Tried<'a>) -> trace::View<'b> {
        trace::View {
            version: self.rules.version,
            rule: tried.rule,
            used: &tried.sorted.used,
            left_out: &tried.sorted.left_out,
            passed_over: &self.passed_over,
        }
    }

    /// What becomes of an order that a rule has no whole plan for.
    fn rest(
        &self,
        tried: &Tried<'a>,
        why: NoPlan,
        passed: &[PassedRule],
        on_shortage: OnShortage,
        scratch: &mut Scratch,
    ) -> Result<Verdict, Rejection> {
        let rule = tried.rule;
        let held = |why| Ok(Verdict { held: Some(self.sentence(tried, why)), ..Verdict::default() });
        let is_short = self.demands.iter().zip(&tried.supplies).any(|(demand, supply)| supply.in_stock() < demand.units);
        if rule.otherwise == Otherwise::Hold || !is_short || rule.split.ship_complete {
            return held(why);
        }
        let mut verdict = Verdict::default();
        let anywhere = |demand: &Demand| {
            supply(self.work, demand.sku, self.channel, demand.need.as_ref(), self.places.iter().map(|(_, index, ..)| *index))
        };
        for (demand, supply) in self.demands.iter().zip(&tried.supplies) {
            let supply = if rule.otherwise == Otherwise::Queue { supply.without_backorders() } else { *supply };
            let promised = demand.units.min(supply.promisable());
            let stocked = promised.min(supply.in_stock());
            if promised < demand.units {
                let shortage = |supply: &Supply| supply.shortage(self.work.slot(demand.sku).sku(), demand.units);
                let is_nowhere = demand.units > anywhere(demand).promisable();
                match on_shortage {
                    _ if rule.otherwise == Otherwise::Queue => verdict.missing.push(shortage(&supply)),
                    OnShortage::Refuse if is_nowhere => return Err(shortage(&anywhere(demand))),
                    OnShortage::Hold if is_nowhere => verdict.missing.push(shortage(&anywhere(demand))),
                    // The units are there, and the rules leave them out.
                    _ => verdict.held = Some(self.sentence(tried, why)),
                }
            }
            // Also those of which nothing is there: what locations give is listed by their places.
            verdict.from_stock.push(Demand { units: stocked, ..*demand });
            if promised > stocked {
                verdict.backorders.push(Demand { units: promised - stocked, ..*demand });
            }
        }
        if verdict.from_stock.iter().all(|demand| demand.units == 0) {
            verdict.from_stock.clear();
            return Ok(verdict);
        }
        let part = tried.at_most(&verdict.from_stock);
        let planned =
            self.plan(&part, &verdict.from_stock, scratch).map(|plan| (trace::decision(&self.view(&part), passed, &plan), plan.picks));
        match planned {
            Ok((decision, picks)) => {
                verdict.from_stock.retain(|demand| demand.units > 0);
                Ok(Verdict { picks, decision: Some(decision), ..verdict })
            }
            Err(why) => held(why),
        }
    }

    /// Why an order is held, with what would have to change.
    pub(super) fn sentence(&self, tried: &Tried<'a>, why: NoPlan) -> String {
        let rule = &tried.rule.name;
        let begin = format!("{}: rule `{rule}` of the routing policy (version {})", why.name(), self.rules.version);
        let skus = |lacks: &dyn Fn(usize, &Demand) -> bool| {
            let found = self.demands.iter().enumerate().filter(|(place, demand)| lacks(*place, demand));
            let named: Vec<String> = found.take(5).map(|(_, demand)| format!("`{}`", self.work.slot(demand.sku).sku())).collect();
            named.join(", ")
        };
        let short = |place: usize, demand: &Demand| tried.supplies.get(place).is_none_or(|supply| supply.in_stock() < demand.units);
        match why {
            NoPlan::Locations => format!("{begin} leaves no location: {}", left_out(tried)),
            NoPlan::Capability => {
                let needs = self.demands.iter().filter_map(|demand| Some((demand, self.work.item(demand.sku)?)));
                let needs = needs.flat_map(|(demand, item)| item.requires.iter().map(move |tag| (demand, tag)));
                let needs: Vec<String> =
                    needs.take(5).map(|(demand, tag)| format!("`{tag}` for `{}`", self.work.slot(demand.sku).sku())).collect();
                let together = if tried.rule.split.keep_together.is_empty() { "" } else { " and has all that goes together" };
                format!("{begin} finds no location that has {}{together}", needs.join(", "))
            }
            NoPlan::Stock => format!("{begin} finds too little of {}; left out: {}", skus(&short), left_out(tried)),
            NoPlan::NodeCapacity => {
                let full = named(tried.full.iter().copied());
                format!("{begin} finds no room today at {full}: allocate it tomorrow, or raise `daily_capacity`")
            }
            NoPlan::Parcels => format!("{begin} finds no plan of few and valuable enough parcels: allow more in `split`"),
            NoPlan::Carrier => {
                format!("{begin} finds no rate card that takes it from where it is: add a zone, a heavier step or a surcharge")
            }
            NoPlan::KeepTogether => format!("{begin} finds no location that has together what goes together"),
        }
    }
}

/// Locations that a rule leaves out, by why.
fn left_out(tried: &Tried<'_>) -> String {
    let mut left: Vec<(LocationCode, &LocationId)> = tried.sorted.left_out.iter().map(|(why, id)| (why.code, *id)).collect();
    left.arrange();
    if left.is_empty() {
        return "none".into();
    }
    let groups = left.chunk_by(|one, next| one.0 == next.0);
    let groups = groups.filter_map(|group| Some(format!("{} ({})", named(group.iter().map(|(_, id)| *id)), group.first()?.0.name())));
    groups.collect::<Vec<_>>().join(", ")
}

impl<'a> Tried<'a> {
    /// The same with no more than some units of each demand.
    pub(super) fn at_most(&self, demands: &[Demand]) -> Tried<'a> {
        let less = |used: &Used<'a>| {
            let gives = used.gives.iter().zip(demands).map(|(gives, demand)| (*gives).min(demand.units)).collect();
            Used { site: used.site, gives }
        };
        let sorted = Sorted { used: self.sorted.used.iter().map(less).collect(), left_out: self.sorted.left_out.clone() };
        Tried { rule: self.rule, sorted, full: self.full.clone(), supplies: self.supplies.clone() }
    }
}
