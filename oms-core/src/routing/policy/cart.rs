//! The rules and a cart: it is planned as the order that it will be, and the order keeps to that plan.

use smol_str::SmolStr;

use super::attempt::Shipment;
use super::costed::by_cost;
use super::decide::{Table, Tried, Verdict, no_rule};
use super::facts::OrderFacts;
use super::places::{Site, sites};
use super::record::{NoPlan, PassedRule, UndecidedRule};
use super::rules::{Otherwise, RoutingRule};
use super::trace;
use crate::condition::{Condition, Fact, NoValue, path_of};
use crate::order::Order;
use crate::reservation::Reservation;
use crate::routing::Decision;
use crate::routing::plan::Picks;
use crate::sourcing::Scratch;
use crate::{Address, Arrange, Rejection};

/// What the rules say about a cart.
pub(crate) struct CartVerdict {
    /// The plan of the first rule that is for it and has one.
    pub(crate) planned: Option<(Picks, Decision)>,
    /// Rules before that which may be for its order: the cart does not say enough.
    pub(crate) undecided: Vec<UndecidedRule>,
}

/// Asks the rules about a cart, as they will be asked about its order. All of it is planned from stock, or nothing.
///
/// A cart takes no room of a day. Where a day is full that its plan needs, it is planned as if it was not.
pub(crate) fn decide_for_cart(table: &Table<'_>, unknown: &[Fact]) -> Result<CartVerdict, Rejection> {
    let Table { work, rules, order, demands, .. } = *table;
    let sites = sites(work, order, table.channel, &table.settings.locations, &table.places, demands);
    let facts = OrderFacts::without(work, order, unknown);
    let (mut passed, mut undecided) = (Vec::<PassedRule>::new(), Vec::<UndecidedRule>::new());
    let mut last: Option<(Tried<'_>, NoPlan)> = None;
    let mut is_full = false;
    let mut scratch = Scratch::default();
    for rule in &rules.rules {
        let needs = match rule.condition.as_ref().map(|when| (when, when.holds(&facts))) {
            None | Some((_, Ok(true))) => needed(rule, unknown),
            Some((when, Err(NoValue::Unknown))) => asked_for(when, unknown),
            Some(_) => continue,
        };
        if !needs.is_empty() {
            undecided.push(UndecidedRule { rule: rule.name.clone(), needs });
            continue;
        }
        let tried = table.sort(rule, &sites);
        let why = match table.whole(&tried, &mut scratch) {
            Ok(plan) => {
                let decision = trace::decision(&table.view(&tried), &passed, &plan);
                return Ok(CartVerdict { planned: Some((plan.picks, decision)), undecided });
            }
            Err(why) => why,
        };
        is_full |= why == NoPlan::NodeCapacity;
        passed.push(PassedRule { rule: rule.name.clone(), reason: why });
        last = Some((tried, why));
        if rule.otherwise != Otherwise::NextRule {
            break;
        }
    }
    if is_full && !table.full_days_count {
        return decide_for_cart(&Table { full_days_count: true, ..table.clone() }, unknown);
    }
    // One of the rules that cannot be asked yet may be for the order: it is not for this one to refuse it.
    match last {
        _ if !undecided.is_empty() => Ok(CartVerdict { planned: None, undecided }),
        Some((tried, why)) => Err(table.refusal(&tried, why)),
        None => Err(Rejection::field("lines", no_rule(rules))),
    }
}

/// What a rule compares plans by and is not known.
fn needed(rule: &RoutingRule, unknown: &[Fact]) -> Vec<SmolStr> {
    let costs = by_cost(rule.ranking()).is_some();
    let wants = [
        (costs, Fact::Country),
        (costs && rule.cost.is_none(), Fact::Currency),
        (rule.split.parcel_value_min.is_some(), Fact::LineUnitPrice),
    ];
    let lacking = wants.into_iter().filter(|(wants, fact)| *wants && unknown.contains(fact));
    lacking.map(|(_, fact)| path_of(fact).into()).collect()
}

/// What a condition asks for and is not known.
fn asked_for(condition: &Condition, unknown: &[Fact]) -> Vec<SmolStr> {
    let mut facts = condition.topics().facts;
    facts.retain(|fact| unknown.contains(fact));
    facts.arrange();
    facts.dedup();
    facts.into_iter().map(|fact| path_of(fact).into()).collect()
}

impl<'a> Table<'a> {
    /// Why a cart cannot be held: its order would be.
    fn refusal(&self, tried: &Tried<'a>, why: NoPlan) -> Rejection {
        let mut short = self.demands.iter().zip(&tried.supplies).filter(|(demand, supply)| supply.in_stock() < demand.units);
        match short.next() {
            Some((demand, supply)) if why == NoPlan::Stock => {
                supply.without_backorders().shortage(self.work.slot(demand.sku).sku(), demand.units)
            }
            _ => Rejection::field("lines", self.sentence(tried, why)),
        }
    }

    /// The plan that the order was reserved by as a cart, if the same rule would plan the same order today. It holds where something better
    /// has come since: it is what the customer was told.
    pub(super) fn kept(&self, sites: &'a [Site<'a>], facts: &OrderFacts<'_>) -> Option<Verdict> {
        let cart = self.cart?;
        let decision = cart.routing.as_ref()?.decision.as_ref()?;
        let before = decision.policy.as_ref().filter(|trace| trace.version == self.rules.version && is_same(cart, self.order))?;
        let is_for = |rule: &&RoutingRule| rule.condition.as_ref().is_none_or(|when| when.holds(facts) == Ok(true));
        let had_no_plan = |rule: &RoutingRule| before.passed.iter().any(|passed| passed.rule == rule.name);
        let rule = self.rules.rules.iter().filter(is_for).find(|rule| !had_no_plan(rule)).filter(|rule| rule.name == before.rule)?;
        let is_in_currency = |cost: &super::record::PlanCost| rule.cost.is_some() || cost.currency == self.order.currency;
        if !before.cost.as_deref().is_none_or(is_in_currency) {
            return None;
        }
        let tried = self.sort(rule, sites);
        let used = &tried.sorted.used;
        let mut units: Vec<(usize, usize, i64)> = Vec::with_capacity(cart.units.len());
        for held in &cart.units {
            let demand = self.demands.iter().position(|demand| self.work.slot(demand.sku).sku() == &held.sku)?;
            let place = used.iter().position(|used| used.site.location.id == held.location)?;
            match units.iter_mut().find(|(of, at, _)| (*of, *at) == (demand, place)) {
                Some((.., units)) => *units = units.saturating_add(held.quantity.units()),
                None => units.push((demand, place, held.quantity.units())),
            }
        }
        let gives = |(demand, place, units): &(usize, usize, i64)| {
            used.get(*place).and_then(|used| used.gives.get(*demand)).is_some_and(|gives| gives >= units)
        };
        let planned = |demand: usize| units.iter().filter(|(of, ..)| *of == demand).map(|(.., units)| *units).sum::<i64>();
        let is_whole = self
            .demands
            .iter()
            .zip(&tried.supplies)
            .enumerate()
            .all(|(place, (demand, supply))| planned(place) == demand.units && supply.in_stock() >= demand.units);
        if !is_whole || !units.iter().all(gives) {
            return None;
        }
        let picks = self.attempt(rule).picks(&Shipment::of_units(units), used, self.demands);
        let picked: i64 = picks.iter().map(|pick| pick.quantity.units()).sum();
        if picked != self.demands.iter().map(|demand| demand.units).sum::<i64>() {
            return None;
        }
        let mut trace = before.clone();
        trace.cart = Some(cart.id.clone());
        trace.dates = trace::dates(used, |id| decision.chosen.contains(id));
        let decision = Decision { policy: Some(trace), ..Decision::clone(decision) };
        Some(Verdict { picks, decision: Some(decision), from_stock: self.demands.into(), ..Verdict::default() })
    }
}

/// Whether an order goes where its cart was planned to go, by when, and out by the same door.
fn is_same(cart: &Reservation, order: &Order) -> bool {
    let Some(routing) = &cart.routing else { return false };
    cart.channel == order.channel
        && cart.pickup == order.pickup
        && cart.slot.as_ref() == order.slot.as_ref().map(|booked| &booked.slot)
        && routing.promised_at == order.promised_at
        && match (routing.destination.as_deref(), order.shipping_address.as_deref()) {
            (Some(one), Some(other)) => is_same_place(one, other),
            (one, other) => one.is_none() && other.is_none(),
        }
}

/// Whether two addresses are the same for zones, distances and conditions.
fn is_same_place(one: &Address, other: &Address) -> bool {
    let place = |address: &'_ Address| (address.country, address.coordinates);
    let texts = |address: &Address| [&address.province, &address.city, &address.postal_code, &address.h3_cell].map(Clone::clone);
    place(one) == place(other) && texts(one) == texts(other)
}
