//! One rule and one order: the best plan that the rule allows, or why there is none.

use smallvec::SmallVec;

use super::costed::{Costed, Piece, by_cost};
use super::places::{LeftOut, Site, Used};
use super::record::{NoPlan, PlanCost};
use super::rules::{RoutingRule, SplitPolicy};
use super::values::Values;
use super::weights::Weights;
use crate::batch::{LocationIndex, Workspace};
use crate::lot::{self, LotPick};
use crate::order::Order;
use crate::rates::{CostDemand, CostedPlan, Load};
use crate::routing::candidate::Demand;
use crate::routing::plan::{Pick, Picks};
use crate::settings::{Channel, Settings};
use crate::sourcing::{Explanation, Line, Problem, Scratch, Shipped, Solution, Standing};
use crate::{Amount, Arrange, LocationId, Quantity};

/// A rule at work on an order.
#[derive(Clone, Copy)]
pub(super) struct Attempt<'a> {
    pub(super) work: &'a Workspace,
    pub(super) settings: &'a Settings,
    pub(super) order: &'a Order,
    pub(super) channel: &'a Channel,
    pub(super) rule: &'a RoutingRule,
    /// The most parcels by the policies of routing.
    pub(super) parcels_max: Option<u8>,
    pub(super) steps_max: u32,
}

/// Units that go in one parcel, or may be divided.
pub(super) struct Bundle {
    /// Places of the demands.
    pub(super) members: SmallVec<[usize; 4]>,
    /// Whether all units of all members go together.
    pub(super) together: bool,
}

/// What goes together, what of it is wanted, and what each location could give: by bundle, and then by location.
pub(super) struct Rows {
    pub(super) bundles: Vec<Bundle>,
    pub(super) wanted: Vec<i32>,
    pub(super) units: Vec<i32>,
}

impl Rows {
    pub(super) fn total(&self) -> i64 {
        self.wanted.iter().map(|units| i64::from(*units)).sum()
    }
}

/// A plan that a rule found.
pub(super) struct Plan<'a> {
    /// Locations that ship, most preferred first.
    pub(super) chosen: Vec<&'a LocationId>,
    pub(super) picks: Picks,
    pub(super) proven: bool,
    /// What is said of the locations that took part, in their order.
    pub(super) explanation: Explanation,
    pub(super) weights: Weights,
    pub(super) cost: i64,
    /// What it costs, if the rule ranks by that.
    pub(super) costs: Option<PlanCost>,
    /// Locations that have units which no service takes from there.
    pub(super) unserved: Vec<LocationIndex>,
}

/// Locations that a rule uses for an order, most preferred first, and those it leaves out.
pub(super) struct Sorted<'a> {
    pub(super) used: Vec<Used<'a>>,
    pub(super) left_out: Vec<(LeftOut, &'a LocationId)>,
}

impl<'a> Attempt<'a> {
    /// Sorts locations by what the rule says of them.
    pub(super) fn sort(&self, sites: &'a [Site<'a>], demands: &[Demand]) -> Sorted<'a> {
        let mut sorted = Sorted { used: Vec::with_capacity(sites.len()), left_out: Vec::new() };
        for site in sites {
            match self.rule.locations.admit(self.work, site, self.order, demands) {
                Ok(used) => sorted.used.push(used),
                Err(why) => sorted.left_out.push((why, &site.location.id)),
            }
        }
        let mapped = sorted.used.iter().all(|used| used.site.distance.is_some());
        sorted.used.arrange_by(|a, b| {
            let key = |used: &Used<'a>| (used.site.location.priority, used.site.distance.filter(|_| mapped));
            key(a).cmp(&key(b)).then_with(|| a.site.location.id.cmp(&b.site.location.id))
        });
        sorted
    }

    /// The best plan for units that the locations have together.
    pub(super) fn plan(&self, used: &[Used<'a>], demands: &[Demand], scratch: &mut Scratch) -> Result<Plan<'a>, NoPlan> {
        let split = &self.rule.split;
        let rows = self.rows(used, demands)?;
        let total = rows.total();
        let values = self.values(demands, split);
        let most = self.most_parcels(used.len(), total, values.as_ref());
        let pieces = by_cost(self.rule.ranking()).map(|_| self.pieces(&rows, used, demands));
        let Rows { bundles, wanted, units } = rows;
        if let Some((before, pieces)) = by_cost(self.rule.ranking()).zip(pieces) {
            let before = Weights::of(before, used, most, total);
            let costed = Costed::of(self, used, &pieces, before, most);
            return self.costed_plan(costed, &bundles, values.as_ref(), used, demands, scratch);
        }
        let weights = Weights::of(self.rule.ranking(), used, most, total);
        let unit_costs = vec![0; units.len()];
        let ranks: Vec<u32> = (0..).take(used.len()).collect();
        let lines: Vec<Line> = wanted.iter().map(|quantity| Line { quantity: *quantity, short_penalty: weights.penalty }).collect();
        let (mut solution, mut explanation) = (Solution::default(), Explanation::default());
        let (mut shipments_max, mut was_too_small) = (most, false);
        loop {
            let problem = Problem {
                fixed: &weights.fixed,
                ranks: Some(&ranks),
                lines: &lines,
                units: &units,
                unit_costs: &unit_costs,
                shipments_max,
            };
            scratch.explain(&problem, self.steps_max, &mut solution, &mut explanation).map_err(|_| NoPlan::Parcels)?;
            let shipped: i64 = solution.ship.iter().map(|shipped| i64::from(shipped.units)).sum();
            if shipped < total {
                return Err(NoPlan::Parcels);
            }
            let plan = Shipment::of(&solution.ship, &bundles, demands);
            let count = plan.locations.len();
            if values.as_ref().is_none_or(|values| values.allow(&plan)) {
                let chosen = plan.locations.iter().filter_map(|place| used.get(*place)).map(|used| &used.site.location.id).collect();
                let picks = self.picks(&plan, used, demands);
                // A plan that is left because a parcel is worth too little may have had a better neighbour that was not looked at.
                let proven = solution.proven && weights.is_exact() && !was_too_small;
                return Ok(Plan { chosen, picks, proven, explanation, cost: solution.cost, weights, costs: None, unserved: Vec::new() });
            }
            // A single parcel is always worth enough, so this ends.
            was_too_small = true;
            shipments_max = count.saturating_sub(1).max(1);
        }
    }

    /// What goes together and who could give it.
    pub(super) fn rows(&self, used: &[Used<'a>], demands: &[Demand]) -> Result<Rows, NoPlan> {
        let bundles = self.bundles(demands);
        let mut units: Vec<i32> = Vec::with_capacity(bundles.len() * used.len());
        let mut wanted: Vec<i32> = Vec::with_capacity(bundles.len());
        for bundle in &bundles {
            let row = units.len();
            units.extend(used.iter().map(|used| bundle.given(used, demands)));
            let here = units.get(row..).unwrap_or_default();
            let want = bundle.wanted(demands);
            if bundle.together && want > 0 && here.iter().all(|units| *units == 0) {
                return Err(NoPlan::KeepTogether);
            }
            wanted.push(want);
        }
        Ok(Rows { bundles, wanted, units })
    }

    /// The same as parcels are priced by it.
    pub(super) fn pieces(&self, rows: &Rows, used: &[Used<'a>], demands: &[Demand]) -> Vec<Piece> {
        rows.bundles.iter().zip(&rows.wanted).map(|(bundle, wanted)| self.piece(bundle, *wanted, used, demands)).collect()
    }

    /// All that plans cost where cost is all that the rule compares, and nothing has to go together.
    pub(super) fn costed(&self, used: &[Used<'a>], demands: &[Demand]) -> Option<Costed> {
        by_cost(self.rule.ranking()).filter(|before| before.is_empty())?;
        let total: i64 = demands.iter().map(|demand| demand.units).sum();
        let most = self.parcels(used.len(), total);
        let alone = |place| Bundle { members: SmallVec::from_slice(&[place]), together: false };
        let piece =
            |(place, demand): (usize, &Demand)| self.piece(&alone(place), i32::try_from(demand.units).unwrap_or(i32::MAX), used, demands);
        let pieces: Vec<Piece> = demands.iter().enumerate().map(piece).collect();
        Some(Costed::of(self, used, &pieces, Weights::of(&[], used, most, total), most))
    }

    /// How many parcels a plan may have at most, whatever they are worth.
    pub(super) fn parcels(&self, locations: usize, units: i64) -> usize {
        self.most_parcels(locations, units, None)
    }

    /// The cheapest plan, of few and valuable enough parcels.
    fn costed_plan(
        &self,
        mut costed: Costed,
        bundles: &[Bundle],
        values: Option<&Values>,
        used: &[Used<'a>],
        demands: &[Demand],
        scratch: &mut Scratch,
    ) -> Result<Plan<'a>, NoPlan> {
        if !costed.order.is_taken() {
            return Err(NoPlan::Carrier);
        }
        let total: i64 = costed.order.lines.iter().map(|line| i64::from(line.units)).sum();
        let mut was_too_small = false;
        loop {
            let found: CostedPlan = costed.order.solve(self.steps_max).map_err(|_| NoPlan::Parcels)?;
            let shipped: i64 = found.ship.iter().map(|shipped| i64::from(shipped.units)).sum();
            if shipped < total {
                return Err(NoPlan::Parcels);
            }
            let plan = Shipment::of(&found.ship, bundles, demands);
            if values.is_none_or(|values| values.allow(&plan)) {
                let explanation = costed.order.explain(&found, scratch).map_err(|_| NoPlan::Parcels)?;
                let chosen = plan.locations.iter().filter_map(|place| used.get(*place)).map(|used| &used.site.location.id).collect();
                let picks = self.picks(&plan, used, demands);
                let costs = Some(costed.cost_of(self.settings, used, &found));
                let stocked =
                    |place: usize| costed.order.locations.get(place).is_some_and(|from| from.units.iter().any(|units| *units > 0));
                let standings = used.iter().zip(&explanation.locations).enumerate();
                let unserved = standings.filter(|(place, (_, standing))| **standing == Standing::NoStock && stocked(*place));
                let unserved = unserved.map(|(_, (used, _))| used.site.index).collect();
                let proven = found.proven && costed.weights.is_exact() && !was_too_small;
                return Ok(Plan { chosen, picks, proven, explanation, weights: costed.weights, cost: found.cost, costs, unserved });
            }
            was_too_small = true;
            costed.order.parcels_max = plan.locations.len().saturating_sub(1).max(1);
        }
    }

    /// What goes together, as parcels are priced by it.
    fn piece(&self, bundle: &Bundle, wanted: i32, used: &[Used<'a>], demands: &[Demand]) -> Piece {
        let members: SmallVec<[(usize, &Demand); 4]> =
            bundle.members.iter().filter_map(|place| Some((*place, demands.get(*place)?))).collect();
        let (mut unit, mut pieces) = (Load::default(), 0_i64);
        for (_, demand) in &members {
            let each = if bundle.together { demand.units } else { 1 };
            pieces = pieces.saturating_add(each);
            if let Some(item) = self.work.item(demand.sku) {
                unit.add(&Load::of(item), each.unsigned_abs());
            }
        }
        let is_counted = |demand: &Demand| self.work.item(demand.sku).is_some_and(|item| item.tracked);
        let counted = members.iter().filter(|(_, demand)| is_counted(demand));
        let free = |used: &Used<'_>| counted.clone().filter_map(|(place, _)| used.site.free.get(*place).copied()).min();
        Piece {
            demand: CostDemand { unit, units: i64::from(wanted), pieces },
            gives: used.iter().map(|used| i64::from(bundle.given(used, demands))).collect(),
            free: used.iter().map(free).collect(),
        }
    }

    /// Demands that go together, as the tags of their items say.
    fn bundles(&self, demands: &[Demand]) -> Vec<Bundle> {
        let tags = &self.rule.split.keep_together;
        let has = |demand: &Demand, tag| self.work.item(demand.sku).is_some_and(|item| item.tags.contains(tag));
        let mut bundles: Vec<Bundle> =
            (0..demands.len()).map(|place| Bundle { members: SmallVec::from_slice(&[place]), together: false }).collect();
        for tag in tags {
            let tagged = |bundle: &Bundle| bundle.members.iter().filter_map(|place| demands.get(*place)).any(|demand| has(demand, tag));
            let (with, without): (Vec<Bundle>, Vec<Bundle>) = bundles.into_iter().partition(tagged);
            bundles = without;
            let mut members: SmallVec<[usize; 4]> = with.into_iter().flat_map(|bundle| bundle.members).collect();
            members.arrange();
            if !members.is_empty() {
                bundles.push(Bundle { members, together: true });
            }
        }
        bundles.arrange_by(|a, b| a.members.cmp(&b.members));
        bundles
    }

    /// How many parcels a plan may have at most.
    fn most_parcels(&self, locations: usize, units: i64, values: Option<&Values>) -> usize {
        let by_value = values.map_or(usize::MAX, |values| values.parcels_max());
        let limits = [self.rule.split.parcels_max, self.parcels_max].into_iter().flatten().map(usize::from).min().unwrap_or(usize::MAX);
        limits.min(by_value).min(locations).min(usize::try_from(units).unwrap_or(usize::MAX)).max(1)
    }

    /// What units are worth, if the rule wants to know.
    pub(super) fn values(&self, demands: &[Demand], split: &SplitPolicy) -> Option<Values> {
        let least = split.parcel_value_min.as_ref()?;
        let minor = |amount: &crate::settings::CurrencyAmount| Amount::rounded(amount.amount, amount.currency).ok().map(Amount::minor);
        let least = if least.currency == self.order.currency { minor(least) } else { None };
        let by_demand = demands.iter().map(|demand| {
            let sku = self.work.slot(demand.sku).sku();
            let of_sku = self.order.lines.iter().filter(|line| &line.sku == sku);
            let (total, units) = of_sku.fold((0_i64, 0_i64), |(total, units), line| {
                (total.saturating_add(line.total.minor()), units.saturating_add(line.quantity.units()))
            });
            (total, units.max(1), demand.units)
        });
        Some(Values { least, by_demand: by_demand.collect() })
    }

    /// Units by shelf, as the plan says.
    pub(super) fn picks(&self, plan: &Shipment, used: &[Used<'_>], demands: &[Demand]) -> Picks {
        let mut picks = Picks::new();
        for (place, demand) in demands.iter().enumerate() {
            for (_, location, units) in plan.units.iter().filter(|(of, ..)| *of == place) {
                let Some(used) = used.get(*location) else { continue };
                let quantity = Quantity::from_balance(*units);
                let pick = Pick { sku: demand.sku, location: used.site.index, lot: None, quantity };
                match &demand.need {
                    None => picks.push(pick),
                    Some(need) => {
                        let lots = lot::choose(self.work, pick.sku, pick.location, quantity, need, self.channel.ignores_safety_stock);
                        picks.extend(lots.into_iter().map(|LotPick { lot, quantity }| Pick { lot, quantity, ..pick }));
                    }
                }
            }
        }
        picks
    }
}

impl Bundle {
    /// What a location can give: whole bundles where units go together.
    fn given(&self, used: &Used<'_>, demands: &[Demand]) -> i32 {
        let gives = |place: usize| used.gives.get(place).copied().unwrap_or_default();
        if self.together {
            let has = |place: &usize| demands.get(*place).is_some_and(|demand| gives(*place) >= demand.units);
            return i32::from(self.members.iter().all(has));
        }
        self.members.first().map_or(0, |place| i32::try_from(gives(*place)).unwrap_or(i32::MAX))
    }

    fn wanted(&self, demands: &[Demand]) -> i32 {
        if self.together {
            return i32::from(self.members.iter().filter_map(|place| demands.get(*place)).any(|demand| demand.units > 0));
        }
        let units = self.members.first().and_then(|place| demands.get(*place)).map_or(0, |demand| demand.units);
        i32::try_from(units).unwrap_or(i32::MAX)
    }
}

/// Who ships how many units of which demand.
pub(super) struct Shipment {
    /// Demand, location, units: by demand, then location.
    pub(super) units: Vec<(usize, usize, i64)>,
    /// Locations, ascending.
    pub(super) locations: Vec<usize>,
}

impl Shipment {
    pub(super) fn of(ship: &[Shipped], bundles: &[Bundle], demands: &[Demand]) -> Shipment {
        let mut units = Vec::with_capacity(ship.len());
        for shipped in ship {
            let (Ok(line), Ok(location)) = (usize::try_from(shipped.line), usize::try_from(shipped.location)) else { continue };
            let Some(bundle) = bundles.get(line) else { continue };
            for member in &bundle.members {
                let all = demands.get(*member).map_or(0, |demand| demand.units);
                units.push((*member, location, if bundle.together { all } else { i64::from(shipped.units) }));
            }
        }
        Shipment::of_units(units)
    }

    /// Units by demand and location.
    pub(super) fn of_units(mut units: Vec<(usize, usize, i64)>) -> Shipment {
        units.arrange();
        let mut locations: Vec<usize> = units.iter().map(|(_, location, _)| *location).collect();
        locations.arrange();
        locations.dedup();
        Shipment { units, locations }
    }
}
