//! The best plan of a rule, and the best one with each location: what it costs to insist on a location is the difference.

use smol_str::SmolStr;

use super::attempt::{Attempt, Rows, Shipment};
use super::costed::{Costed, by_cost};
use super::decide::Table;
use super::offers::{rule_for, usual};
use super::places::{Used, sites};
use super::record::{LocationCode, NoPlan};
use super::rules::{RankBy, RoutingRules};
use super::trace::barred;
use super::values::Values;
use super::weights::{Columns, Weights, columns};
use crate::batch::Workspace;
use crate::order::Order;
use crate::rates::{CostedOrder, CostedPlan};
use crate::routing::candidate::{Demand, Eligible};
use crate::settings::{Channel, Settings};
use crate::sourcing::{Line, Problem, Scratch, Shipped, Solution};
use crate::{Amount, Arrange, Currency, LocationId};

/// A plan, and what no plan like it costs less than.
#[derive(Clone, Debug)]
pub(crate) struct WeighedPlan {
    /// Place of the demand, location, units.
    pub(crate) ship: Vec<(usize, LocationId, i64)>,
    /// Places of the locations that ship.
    locations: Vec<usize>,
    /// What parcels cost, where the rule compares by cost.
    pub(crate) money: Option<Amount>,
    /// How far all parcels go, if that is known.
    pub(crate) metres: Option<u64>,
    cost: i64,
    bound: i64,
    pub(crate) proven: bool,
}

/// A location, and the best plan in which it ships something; or why it cannot.
pub(crate) struct With {
    pub(crate) location: LocationId,
    pub(crate) plan: Result<WeighedPlan, LocationCode>,
    /// What that plan is worse by, and how much.
    pub(crate) worse: Option<(RankBy, i64)>,
}

/// What a rule says of all locations that were asked about.
pub(crate) struct Weighed {
    pub(crate) rule: SmolStr,
    pub(crate) version: u64,
    pub(crate) currency: Option<Currency>,
    pub(crate) best: WeighedPlan,
    pub(crate) with: Vec<With>,
    pub(crate) steps: u32,
}

/// Why nothing can be said.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum NotWeighed {
    /// No rule is for the order.
    Rule,
    /// The rule says what a parcel is worth at least, and there are too many ways to divide the order to look at all of them.
    ParcelValue,
    /// The rule has no plan for what is there.
    NoPlan,
}

impl From<NoPlan> for NotWeighed {
    fn from(_: NoPlan) -> NotWeighed {
        NotWeighed::NoPlan
    }
}

/// Weighs the locations that are asked about; none means all. `demands` are open units of the order.
pub(crate) fn weigh(
    work: &Workspace,
    settings: &Settings,
    (order, channel): (&Order, &Channel),
    places: Eligible<'_>,
    demands: &[Demand],
    asked: &[LocationId],
    steps_max: u32,
) -> Result<Weighed, NotWeighed> {
    let usual = usual();
    let rule = rule_for(work, settings, order, &usual).map_err(|_| NotWeighed::Rule)?;
    let none = RoutingRules::default();
    let rules = settings.routing_rules.as_deref().unwrap_or(&none);
    let (places, passed_over) = (places.locations.to_vec(), places.passed_over.to_vec());
    let table = Table { work, settings, rules, order, channel, places, passed_over, demands, cart: None, full_days_count: false };
    let sites = sites(work, order, channel, &settings.locations, &table.places, demands);
    let tried = table.sort(rule, &sites);
    // What is not there cannot be sent from anywhere: what is compared is plans for all the rest.
    let there = |place: usize| {
        tried.sorted.used.iter().filter_map(|used| used.gives.get(place)).fold(0_i64, |sum, gives| sum.saturating_add(*gives))
    };
    let demands: Vec<Demand> =
        demands.iter().enumerate().map(|(place, demand)| Demand { units: demand.units.min(there(place)), ..*demand }).collect();
    let tried = tried.at_most(&demands);
    let attempt = Attempt { steps_max, ..table.attempt(rule) };
    let used = &tried.sorted.used;
    let ids: Vec<&LocationId> =
        if asked.is_empty() { settings.locations.iter().map(|location| &location.id).collect() } else { asked.iter().collect() };
    let at = |id: &LocationId| used.iter().position(|used| &used.site.location.id == id);
    let rows = attempt.rows(used, &demands)?;
    let wanted: Vec<usize> = ids.iter().filter_map(|id| at(id)).collect();
    let mut found = if let Some(values) = attempt.values(&demands, &rule.split) {
        attempt.weigh_worthy(&values, &rows, used, &demands, &wanted)?
    } else if by_cost(rule.ranking()).is_some() {
        attempt.weigh_by_cost(&rows, used, &demands, &wanted)?
    } else {
        attempt.weigh_by_rank(&rows, used, &demands, &wanted)?
    };
    // Where steps were used up, a plan with a location may be better than the one that was found without asking for it.
    for (_, plan) in &found.with {
        if let Some(plan) = plan.as_ref().filter(|plan| plan.cost < found.best.cost) {
            found.best = WeighedPlan { bound: found.best.bound.min(plan.bound), proven: false, ..plan.clone() };
        }
    }
    let best = found.best;
    let with = ids.into_iter().map(|id| {
        let known = found.with.iter().find(|(place, _)| at(id) == Some(*place)).map(|(_, plan)| plan);
        let plan = match known {
            Some(Some(plan)) => Ok(WeighedPlan { proven: plan.proven && best.proven, ..plan.clone() }),
            Some(None) => {
                Err(at(id).and_then(|place| used.get(place)).map_or(LocationCode::NoStock, |used| why_not(used, found.is_costed)))
            }
            None => {
                let left_out = tried.sorted.left_out.iter().find(|(_, other)| *other == id).map(|(why, _)| why.code);
                let passed = table.passed_over.iter().find(|(_, other)| *other == id).map(|(reason, _)| barred(*reason));
                Err(left_out.or(passed).unwrap_or(LocationCode::DoesNotServe))
            }
        };
        let worse = plan.as_ref().ok().and_then(|plan| worse(&found.columns, plan, &best));
        With { location: id.clone(), plan, worse }
    });
    let with = with.collect();
    let (rule, version) = (rule.name.clone(), rules.version);
    Ok(Weighed { rule, version, currency: best.money.map(|_| found.currency), best, with, steps: found.steps })
}

/// Why a location that has units is in no plan.
fn why_not(used: &Used<'_>, is_costed: bool) -> LocationCode {
    match used.gives.iter().any(|gives| *gives > 0) {
        true if is_costed => LocationCode::NoService,
        true => LocationCode::KeepTogether,
        false => LocationCode::NoStock,
    }
}

/// The first criterion by which a plan is worse, and how much.
fn worse(columns: &Columns, plan: &WeighedPlan, best: &WeighedPlan) -> Option<(RankBy, i64)> {
    let sum = |column: &[i64], plan: &WeighedPlan| {
        plan.locations.iter().filter_map(|place| column.get(*place)).fold(0_i64, |sum, value| sum.saturating_add(*value))
    };
    let differences = columns.iter().map(|(by, column)| (*by, sum(column, plan).saturating_sub(sum(column, best))));
    let money = plan.money.zip(best.money).map(|(plan, best)| (RankBy::Cost, plan.minor().saturating_sub(best.minor())));
    differences.chain(money).find(|(_, difference)| *difference != 0).filter(|(_, difference)| *difference > 0)
}

/// Plans of one attempt.
struct Found {
    columns: Columns,
    best: WeighedPlan,
    /// By the place of the location.
    with: Vec<(usize, Option<WeighedPlan>)>,
    currency: Currency,
    is_costed: bool,
    steps: u32,
}

impl Attempt<'_> {
    fn weigh_by_rank(&self, rows: &Rows, used: &[Used<'_>], demands: &[Demand], asked: &[usize]) -> Result<Found, NoPlan> {
        let total = rows.total();
        let most = self.parcels(used.len(), total);
        let weights = Weights::of(self.rule.ranking(), used, most, total);
        let unit_costs = vec![0; rows.units.len()];
        let ranks: Vec<u32> = (0..).take(used.len()).collect();
        let lines: Vec<Line> = rows.wanted.iter().map(|quantity| Line { quantity: *quantity, short_penalty: weights.penalty }).collect();
        let problem = Problem {
            fixed: &weights.fixed,
            ranks: Some(&ranks),
            lines: &lines,
            units: &rows.units,
            unit_costs: &unit_costs,
            shipments_max: most,
        };
        let (mut scratch, mut solution, mut steps) = (Scratch::default(), Solution::default(), 0_u32);
        let plan_of = |solution: &Solution| {
            let shipped: i64 = solution.ship.iter().map(|shipped| i64::from(shipped.units)).sum();
            (shipped == total).then(|| {
                let shipment = Shipment::of(&solution.ship, &rows.bundles, demands);
                let proven = solution.proven && weights.is_exact();
                weighed(&shipment, used, None, (solution.cost, solution.bound, proven))
            })
        };
        scratch.solve(&problem, self.steps_max, &mut solution).map_err(|_| NoPlan::Parcels)?;
        steps = steps.saturating_add(solution.steps);
        let best = plan_of(&solution).ok_or(NoPlan::Parcels)?;
        let mut with = Vec::new();
        for place in asked {
            let has = (0..lines.len()).any(|line| rows.units.get(line * used.len() + place).is_some_and(|units| *units > 0));
            if !has || scratch.solve_with(&problem, *place, self.steps_max.saturating_sub(steps), &mut solution).is_err() {
                with.push((*place, None));
                continue;
            }
            steps = steps.saturating_add(solution.steps);
            let ships = insist(&mut solution.ship, *place, &rows.units, used.len());
            with.push((*place, plan_of(&solution).filter(|_| ships)));
        }
        let columns = columns(self.rule.ranking(), used);
        Ok(Found { columns, best, with, currency: self.order.currency, is_costed: false, steps })
    }

    /// Plans whose parcels are worth enough. That is no cost and has no bound, so the order is divided in every way.
    fn weigh_worthy(
        &self,
        values: &Values,
        rows: &Rows,
        used: &[Used<'_>],
        demands: &[Demand],
        asked: &[usize],
    ) -> Result<Found, NotWeighed> {
        let before = by_cost(self.rule.ranking());
        let total = rows.total();
        let most = self.parcels(used.len(), total);
        let weights = Weights::of(before.unwrap_or(self.rule.ranking()), used, most, total);
        let (costed, ranked) = if before.is_some() {
            (Some(Costed::of(self, used, &self.pieces(rows, used, demands), weights, most)), None)
        } else {
            let parcels = CostedOrder::of_parcels(&weights.fixed, &rows.wanted, &rows.units, weights.penalty, most);
            (None, Some((parcels, weights)))
        };
        let by_cost = costed.as_ref().map(|costed| (&costed.order, &costed.weights));
        let by_rank = ranked.as_ref().map(|(order, weights)| (order, weights));
        let (order, weights) = by_cost.or(by_rank).filter(|(order, _)| order.is_taken()).ok_or(NotWeighed::NoPlan)?;
        let is_worth = |part: &[i32]| values.allow_parcel(&rows.bundles, part, demands);
        let mut steps = 0_u32;
        let mut divide = |with: Option<usize>| {
            let divided = order.divide_worthy(with, is_worth, self.steps_max.saturating_sub(steps));
            let (found, work) = divided.ok_or(NotWeighed::ParcelValue)?;
            steps = steps.saturating_add(work);
            Ok::<_, NotWeighed>(found.map(|found| {
                let shipment = Shipment::of(&found.ship, &rows.bundles, demands);
                let money = costed.as_ref().map(|costed| costed.cost_of(self.settings, used, &found).amount);
                weighed(&shipment, used, money, (found.cost, found.bound, weights.is_exact()))
            }))
        };
        let best = divide(None)?.ok_or(NotWeighed::NoPlan)?;
        let with = asked.iter().map(|place| Ok((*place, divide(Some(*place))?))).collect::<Result<Vec<_>, NotWeighed>>()?;
        let columns = columns(before.unwrap_or(self.rule.ranking()), used);
        let currency = costed.as_ref().map_or(self.order.currency, |costed| costed.model.currency);
        Ok(Found { columns, best, with, currency, is_costed: costed.is_some(), steps })
    }

    fn weigh_by_cost(&self, rows: &Rows, used: &[Used<'_>], demands: &[Demand], asked: &[usize]) -> Result<Found, NoPlan> {
        let before = by_cost(self.rule.ranking()).unwrap_or_default();
        let total = rows.total();
        let most = self.parcels(used.len(), total);
        let pieces = self.pieces(rows, used, demands);
        let costed = Costed::of(self, used, &pieces, Weights::of(before, used, most, total), most);
        if !costed.order.is_taken() {
            return Err(NoPlan::Carrier);
        }
        let plan_of = |found: &CostedPlan| {
            let shipped: i64 = found.ship.iter().map(|shipped| i64::from(shipped.units)).sum();
            (shipped == total).then(|| {
                let shipment = Shipment::of(&found.ship, &rows.bundles, demands);
                let money = costed.cost_of(self.settings, used, found).amount;
                let proven = found.proven && costed.weights.is_exact();
                weighed(&shipment, used, Some(money), (found.cost, found.bound, proven))
            })
        };
        let found = costed.order.solve(self.steps_max).map_err(|_| NoPlan::Parcels)?;
        let mut steps = found.steps;
        let best = plan_of(&found).ok_or(NoPlan::Parcels)?;
        let mut with = Vec::new();
        for place in asked {
            let found = costed.order.solve_with(*place, self.steps_max.saturating_sub(steps)).ok().flatten();
            steps = steps.saturating_add(found.as_ref().map_or(0, |found| found.steps));
            with.push((*place, found.as_ref().and_then(plan_of)));
        }
        let (columns, currency) = (columns(before, used), costed.model.currency);
        Ok(Found { columns, best, with, currency, is_costed: true, steps })
    }
}

/// Has a location ship that is paid for anyway: a unit that it has comes from there. Units cost the same from everywhere, so the plan stays
/// as good as it is. Answers whether it ships.
fn insist(ship: &mut Vec<Shipped>, place: usize, units: &[i32], width: usize) -> bool {
    let Ok(location) = u32::try_from(place) else { return false };
    if ship.iter().any(|shipped| shipped.location == location) {
        return true;
    }
    let has = |shipped: &Shipped| {
        let line = usize::try_from(shipped.line).unwrap_or(usize::MAX);
        units.get(line.saturating_mul(width).saturating_add(place)).is_some_and(|units| *units > 0)
    };
    let Some(from) = ship.iter_mut().find(|shipped| has(shipped)) else { return false };
    from.units -= 1;
    let line = from.line;
    ship.retain(|shipped| shipped.units > 0);
    ship.push(Shipped { line, location, units: 1 });
    ship.arrange();
    true
}

fn weighed(shipment: &Shipment, used: &[Used<'_>], money: Option<Amount>, (cost, bound, proven): (i64, i64, bool)) -> WeighedPlan {
    let ship = shipment.units.iter().filter(|(_, _, units)| *units > 0);
    let ship = ship.filter_map(|(demand, place, units)| Some((*demand, used.get(*place)?.site.location.id.clone(), *units)));
    let metres = shipment.locations.iter().try_fold(0_u64, |sum, place| Some(sum.saturating_add(used.get(*place)?.site.distance?)));
    WeighedPlan { ship: ship.collect(), locations: shipment.locations.clone(), money, metres, cost, bound, proven }
}
