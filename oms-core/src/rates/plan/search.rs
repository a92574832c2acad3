//! The search for the best plan of orders that are too large to be divided in every way: locations and their tiers are settled one after
//! the other, and prices say where it is worth to look.

use super::improve::improve;
use super::order::{CostedOrder, Taken};
use super::prices::{PART, Pricing, Settled, billed};
use super::solve::PAIRS;
use crate::Arrange;

/// Steps of the prices before anything is settled, and at each node after that.
const ROOT_STEPS: usize = 120;
const NODE_STEPS: usize = 8;

/// Plans that a search improves are changed as long as that costs no more looks than this.
const LOOKS: u32 = 600;

/// Between nodes at which a plan is made: a power of two.
const TRY_EVERY: u32 = 8;

/// A part of all plans that waits to be looked at.
struct Node {
    settled: Settled,
    prices: Vec<i64>,
    bound: i64,
}

/// What a search came to.
pub(super) struct Searched {
    pub(super) plan: Taken,
    pub(super) cost: i64,
    /// What no plan costs less than.
    pub(super) bound: i64,
    pub(super) steps: u32,
}

struct Search<'a> {
    order: &'a CostedOrder,
    pricing: Pricing<'a>,
    plan: Taken,
    cost: i64,
    steps_max: u32,
    /// Looks at changes of plans.
    looks: u32,
    /// How often each location chose what, at the node that is looked at.
    tallies: Vec<Vec<u32>>,
    /// What each location shipped on average there, in parts of units times the looks.
    shipped: Vec<i64>,
    looked: i64,
    /// Nodes that have been looked at.
    nodes: u32,
}

/// Looks for better plans than one that is known, and for what no plan costs less than. None if tariffs have too many steps.
pub(super) fn search(order: &CostedOrder, scale: i64, plan: Taken, cost: i64, steps_max: u32) -> Option<Searched> {
    let pricing = Pricing::new(order, scale)?;
    let tallies = pricing.sites.iter().map(|site| vec![0; site.tiers.len() + 1]).collect();
    let shipped = vec![0; pricing.ships.len()];
    let mut search = Search { order, pricing, plan, cost, steps_max, looks: 0, tallies, shipped, looked: 0, nodes: 0 };
    let bound = search.run();
    Some(Searched { bound: bound.min(search.cost), steps: search.steps(), plan: search.plan, cost: search.cost })
}

impl Search<'_> {
    fn steps(&self) -> u32 {
        u32::try_from(self.pricing.work.div_ceil(PAIRS)).unwrap_or(u32::MAX).saturating_add(self.looks)
    }

    /// Works through nodes until none is left, or the work is done that is allowed. Answers what no plan costs less than.
    fn run(&mut self) -> i64 {
        let settled = self.pricing.all();
        let prices = self.pricing.prices.clone();
        let mut nodes = vec![Node { settled, prices, bound: i64::MIN }];
        let (mut open, mut is_root) = (i64::MAX, true);
        while let Some(node) = nodes.pop() {
            if self.whole(node.bound) >= self.cost {
                continue;
            }
            if self.steps() >= self.steps_max {
                open = open.min(self.whole(node.bound));
                continue;
            }
            let steps = if is_root { ROOT_STEPS } else { NODE_STEPS };
            is_root = false;
            let Some(node) = self.tighten(node, steps) else { continue };
            if self.whole(node.bound) >= self.cost {
                continue;
            }
            let Some((one, other)) = self.split(&node.settled) else {
                open = open.min(self.whole(node.bound));
                continue;
            };
            // The first is looked at next.
            for settled in [other, one] {
                nodes.push(Node { settled, prices: node.prices.clone(), bound: node.bound });
            }
        }
        open.min(self.cost)
    }

    /// A bound in minor units: costs are whole.
    fn whole(&self, bound: i64) -> i64 {
        let scale = self.pricing.scale;
        bound.div_euclid(scale) + i64::from(bound.rem_euclid(scale) != 0)
    }

    /// Moves prices to where they prove most, and tries plans on the way. None if no plan is in the node.
    fn tighten(&mut self, mut node: Node, steps: usize) -> Option<Node> {
        self.pricing.prices.clone_from(&node.prices);
        self.pricing.rest();
        self.tallies.iter_mut().for_each(|tally| tally.fill(0));
        self.shipped.fill(0);
        self.looked = 0;
        self.pricing.work += 64 + 2 * self.shipped.len() as u64;
        let (mut reach, mut idle) = (256_i64, 0);
        let mut best: Option<i64> = None;
        for step in 0..steps {
            let found = self.pricing.evaluate(&node.settled)?;
            self.tally();
            if best.is_none_or(|best| found > best) {
                best = Some(found);
                node.prices.clone_from(&self.pricing.prices);
                idle = 0;
            } else {
                idle += 1;
                if idle == 4 {
                    (reach, idle) = (reach * 3 / 5, 0);
                    self.pricing.prices.clone_from(&node.prices);
                    self.pricing.rest();
                    self.pricing.evaluate(&node.settled)?;
                }
            }
            if self.whole(best.unwrap_or(i64::MIN)) >= self.cost || self.steps() >= self.steps_max {
                break;
            }
            if step % 24 == 12 {
                self.try_plan();
            }
            let gap = self.cost.saturating_mul(self.pricing.scale).saturating_sub(found);
            if !self.pricing.step(gap / 256 * reach) {
                break;
            }
        }
        node.bound = node.bound.max(best?);
        if self.nodes & (TRY_EVERY - 1) == 0 && self.whole(node.bound) < self.cost {
            self.try_plan();
        }
        self.nodes += 1;
        Some(node)
    }

    fn tally(&mut self) {
        for (tally, chosen) in self.tallies.iter_mut().zip(&self.pricing.chosen) {
            if let Some(times) = tally.get_mut(*chosen) {
                *times += 1;
            }
        }
        self.looked += 1;
        for (sum, parts) in self.shipped.iter_mut().zip(&self.pricing.ships) {
            *sum += parts;
        }
    }

    /// A part of all plans in two, where the prices are least sure; the likelier first. None if all is settled.
    fn split(&self, settled: &Settled) -> Option<(Settled, Settled)> {
        let by_tier = self.split_choices(settled, 1).or_else(|| self.split_steps(settled));
        let by_units = by_tier.or_else(|| self.split_units(settled));
        by_units.or_else(|| self.split_choices(settled, 0)).or_else(|| self.split_parcel(settled))
    }

    /// By what a location pays: its cheaper choices, and its dearer ones.
    fn split_choices(&self, settled: &Settled, least: u32) -> Option<(Settled, Settled)> {
        let mut found: Option<(u32, usize, usize)> = None;
        for (place, (open, tally)) in settled.choices.iter().zip(&self.tallies).enumerate() {
            if open.count_ones() < 2 {
                continue;
            }
            // Between those that were chosen most often, as evenly as can be.
            let all: u32 = tally.iter().sum();
            let mut below = 0;
            for (choice, times) in tally.iter().enumerate() {
                below += times;
                let here = below.min(all - below);
                let has_both = open & ((2_u128 << choice) - 1) != 0 && open >> (choice + 1) != 0;
                if has_both && here >= least && found.is_none_or(|(known, ..)| here > known) {
                    found = Some((here, place, choice));
                }
            }
        }
        let (_, place, choice) = found?;
        let tally = self.tallies.get(place)?;
        let (below, all): (u32, u32) = (tally.iter().take(choice + 1).sum(), tally.iter().sum());
        let part = |mask: u128| {
            let mut part = settled.clone();
            part.choices.get_mut(place).into_iter().for_each(|open| *open &= mask);
            part
        };
        let mask = (2_u128 << choice) - 1;
        let (cheap, dear) = (part(mask), part(!mask));
        Some(if below * 2 >= all { (cheap, dear) } else { (dear, cheap) })
    }

    /// By how many steps beyond its last a location pays: where the line below them is farthest from the truth.
    fn split_steps(&self, settled: &Settled) -> Option<(Settled, Settled)> {
        let lines = self.order.lines.len();
        let mut found: Option<(i128, usize, u64)> = None;
        for (place, tally) in self.tallies.iter().enumerate() {
            let often = tally.iter().enumerate().max_by_key(|(choice, times)| (**times, usize::MAX - choice)).map(|(choice, _)| choice)?;
            let tier = often.checked_sub(1).and_then(|number| self.pricing.sites.get(place)?.tiers.get(number));
            let Some((tier, beyond)) = tier.and_then(|tier| Some((tier, tier.beyond.as_ref()?))) else { continue };
            let (low, high) = settled.steps.get(place).copied().unwrap_or((1, u64::MAX));
            let high = high.min(beyond.times);
            let grams = billed(self.order, tier, |line| self.shipped.get(place * lines + line).map_or(0, |sum| sum / self.looked.max(1)));
            if low >= high {
                continue;
            }
            let times = beyond.times_of(grams).clamp(low, high);
            let (rise, run) = beyond.slope();
            let line = i128::from(beyond.cost(low)) + rise * i128::from(grams.saturating_sub(beyond.grams(low))) / run;
            let gap = i128::from(beyond.cost(times)) - line + i128::from(beyond.rounding());
            let times = times.max(low + 1);
            if gap > 0 && found.is_none_or(|(known, ..)| gap > known) {
                found = Some((gap, place, times));
            }
        }
        let (_, place, times) = found?;
        let (mut fewer, mut more) = (settled.clone(), settled.clone());
        fewer.steps.get_mut(place)?.1 = times - 1;
        more.steps.get_mut(place)?.0 = times;
        Some((more, fewer))
    }

    /// By how many units of a line a location ships: where it would ship a part of one, or else now more and now less.
    fn split_units(&self, settled: &Settled) -> Option<(Settled, Settled)> {
        let looked = self.looked.max(1) * PART;
        let mut found: Option<(i64, usize, i32, bool)> = None;
        for (cell, sum) in self.shipped.iter().enumerate() {
            let (least, most) = (settled.least.get(cell).copied()?, settled.most.get(cell).copied()?);
            let (whole, part) = (i32::try_from(sum / looked).unwrap_or_default(), sum % looked);
            let doubt = part.min(looked - part);
            if least < most && whole >= least && whole < most && doubt > 0 && found.is_none_or(|(known, ..)| doubt > known) {
                found = Some((doubt, cell, whole, part * 2 >= looked));
            }
        }
        let (_, cell, whole, is_more) = found?;
        let (mut fewer, mut more) = (settled.clone(), settled.clone());
        *fewer.most.get_mut(cell)? = whole;
        *more.least.get_mut(cell)? = whole + 1;
        // Who ships anything does not ship nothing.
        let place = cell / self.order.lines.len().max(1);
        more.choices.get_mut(place).into_iter().for_each(|open| *open &= !1);
        Some(if is_more { (more, fewer) } else { (fewer, more) })
    }

    /// By units of a line that is not settled, where locations ship the most of it: weight and size may each allow what both do not.
    fn split_parcel(&self, settled: &Settled) -> Option<(Settled, Settled)> {
        let looked = self.looked.max(1) * PART;
        let open = settled.least.iter().zip(&settled.most).zip(&self.shipped).enumerate().filter(|(_, ((least, most), _))| least < most);
        let (cell, whole) = open
            .map(|(cell, (_, sum))| (cell, i32::try_from(sum / looked).unwrap_or_default()))
            .max_by_key(|(cell, whole)| (*whole, usize::MAX - cell))?;
        let (least, most) = (settled.least.get(cell).copied()?, settled.most.get(cell).copied()?);
        let whole = whole.clamp(least + 1, most);
        let (mut fewer, mut more) = (settled.clone(), settled.clone());
        *fewer.most.get_mut(cell)? = whole - 1;
        *more.least.get_mut(cell)? = whole;
        let place = cell / self.order.lines.len().max(1);
        more.choices.get_mut(place).into_iter().for_each(|open| *open &= !1);
        Some((more, fewer))
    }

    /// Makes a plan of what locations ship at the prices: whole units, then what is missing wherever it costs least.
    fn try_plan(&mut self) {
        let lines = self.order.lines.len();
        let mut plan = Taken::new(self.order);
        for place in 0..self.order.locations.len() {
            for line in 0..lines {
                let parts = self.pricing.ships.get(place * lines + line).copied().unwrap_or_default();
                let units = i32::try_from(parts / PART).unwrap_or_default();
                let left = i32::try_from(plan.left(self.order, line)).unwrap_or_default();
                if let Some(slot) = plan.of_mut(place).get_mut(line) {
                    *slot = units.min(left);
                }
            }
        }
        for place in 0..self.order.locations.len() {
            self.looks = self.looks.saturating_add(trim(self.order, &mut plan, place));
        }
        self.looks = self.looks.saturating_add(complete(self.order, &mut plan));
        let Some((cost, _)) = plan.cost(self.order) else { return };
        // What is far from the best plan is not worth the work.
        if cost > self.cost + self.cost / 50 + 50 {
            return;
        }
        let looks_max = LOOKS.min(self.steps_max.saturating_sub(self.steps()));
        let (cost, looks) = improve(self.order, &mut plan, cost, looks_max);
        self.looks = self.looks.saturating_add(looks);
        if cost < self.cost {
            (self.cost, self.plan) = (cost, plan);
        }
    }
}

/// Leaves out what no service takes of a parcel, line by line. Answers how many parcels were priced for it, by half.
fn trim(order: &CostedOrder, plan: &mut Taken, place: usize) -> u32 {
    if !plan.ships(place) || order.parcel(place, plan.of(place)).is_some() {
        return 0;
    }
    let mut looks = 0;
    let wanted = plan.of(place).to_vec();
    plan.of_mut(place).fill(0);
    for (line, units) in wanted.into_iter().enumerate() {
        let most = most_at(order, plan, place, line, units, &mut looks).max().unwrap_or_default();
        plan.of_mut(place).get_mut(line).into_iter().for_each(|slot| *slot = most);
    }
    looks / 2
}

/// Adds what is missing, piece by piece, where a unit costs least: what still goes at the same price, or all there is. Answers how many
/// parcels were priced for it.
pub(super) fn complete(order: &CostedOrder, plan: &mut Taken) -> u32 {
    let mut looks = 0;
    // What costs most by the gram to be short of comes first.
    let mut lines: Vec<usize> = (0..order.lines.len()).collect();
    let worth =
        |line: &usize| order.lines.get(*line).map_or((0, 1), |line| (i128::from(line.short_penalty), i128::from(line.unit.grams.max(1))));
    lines.arrange_by(|one, other| {
        let ((one, own), (other, others)) = (worth(one), worth(other));
        (other * own).cmp(&(one * others))
    });
    for line in lines {
        while plan.left(order, line) > 0 {
            let left = i32::try_from(plan.left(order, line)).unwrap_or(i32::MAX);
            let parcels = (0..order.locations.len()).filter(|place| plan.ships(*place)).count();
            let mut best: Option<(i64, i64, usize, i32)> = None;
            for place in 0..order.locations.len() {
                let is_new = !plan.ships(place);
                if is_new && parcels >= order.parcels_max {
                    continue;
                }
                let here = plan.of(place).get(line).copied().unwrap_or_default();
                let there = order.locations.get(place).and_then(|from| from.units.get(line)).copied().unwrap_or_default();
                let most = left.min(there - here);
                for units in most_at(order, plan, place, line, most, &mut looks) {
                    let Some(added) = added(order, plan, place, line, units, &mut looks) else { continue };
                    let each = |(cost, units): (i64, i64)| i128::from(cost) * i128::from(units);
                    let is_better = best.is_none_or(|(cost, of, ..)| each((added, of)) < each((cost, i64::from(units))));
                    if is_better {
                        best = Some((added, i64::from(units), place, units));
                    }
                }
            }
            let penalty = order.lines.get(line).map_or(0, |line| line.short_penalty);
            let Some((cost, units, place, taken)) = best else { break };
            if cost > penalty.saturating_mul(units) {
                break;
            }
            if let Some(slot) = plan.of_mut(place).get_mut(line) {
                *slot += taken;
            }
        }
    }
    looks / 2
}

/// How many units more go at the same price, and how many go at all; what is nothing is left out.
fn most_at(order: &CostedOrder, plan: &Taken, place: usize, line: usize, most: i32, looks: &mut u32) -> impl Iterator<Item = i32> + use<> {
    let mut with = |units: i32| {
        let mut taken = plan.of(place).to_vec();
        if let Some(slot) = taken.get_mut(line) {
            *slot += units;
        }
        *looks += 1;
        order.parcel(place, &taken).map(|parcel| parcel.cost)
    };
    let mut last = |fits: &mut dyn FnMut(Option<i64>) -> bool| {
        let (mut low, mut high) = (0, most.max(0));
        while low < high {
            let middle = low + (high - low + 1) / 2;
            if fits(with(middle)) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        low
    };
    let all = last(&mut |cost| cost.is_some());
    let now = order.parcel(place, plan.of(place)).map(|parcel| parcel.cost);
    let free = last(&mut |cost| cost.is_some() && cost <= now);
    [free, all].into_iter().filter(|units| *units > 0)
}

/// What it costs to put so many units more into a parcel.
fn added(order: &CostedOrder, plan: &Taken, place: usize, line: usize, units: i32, looks: &mut u32) -> Option<i64> {
    let mut taken = plan.of(place).to_vec();
    let before = if plan.ships(place) { order.parcel(place, &taken)?.cost } else { 0 };
    *taken.get_mut(line)? += units;
    *looks += 1;
    let after = order.parcel(place, &taken)?.cost;
    let own = order.locations.get(place)?.unit_costs.get(line).copied().unwrap_or_default();
    after.checked_sub(before)?.checked_add(own.checked_mul(i64::from(units))?)
}
