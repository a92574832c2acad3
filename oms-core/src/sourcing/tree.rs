//! The search: locations are opened or closed one after the other, and the prices say where it is worth to look.

use super::branch::Branches;
use super::net::{Fate, Net};
use super::plan::Plans;
use super::price::{Columns, Prices, State};
use super::problem::{Problem, ProblemError, Shipped, Solution};
use crate::Arrange;

/// Steps of the prices before the search.
const ROOT_STEPS: usize = 24;
/// Steps of the prices at a node.
const NODE_STEPS: usize = 8;
/// Candidates that the first plan is improved with.
const NEAR: usize = 12;

/// From so many lines on, an order of a backlog is first searched line by line.
const BY_LINE_MIN: usize = 6;

/// Memory of the solver. Kept, it solves one problem after the other without asking for more.
#[derive(Debug, Default)]
pub struct Scratch {
    pub(super) net: Net,
    prices: Prices,
    columns: Columns,
    plans: Plans,
    states: Vec<State>,
    set: Vec<u32>,
    near: Vec<u32>,
    nodes: Nodes,
    branches: Branches,
    /// The prices that proved most, and the charge.
    best: Vec<i64>,
    /// Whether to note what each location costs at least.
    pub(super) explaining: bool,
    all_free: Vec<State>,
}

/// Nodes that wait: each has its states and prices in a row of the tables.
#[derive(Debug, Default)]
struct Nodes {
    states: Vec<State>,
    prices: Vec<i64>,
    bounds: Vec<i64>,
}

impl Nodes {
    fn clear(&mut self) {
        self.states.clear();
        self.prices.clear();
        self.bounds.clear();
    }

    fn push(&mut self, states: &[State], prices: &Prices, best: &[i64]) {
        self.states.extend_from_slice(states);
        self.prices.extend_from_slice(best);
        self.bounds.push(prices.bound);
    }

    fn pop(&mut self, states: &mut Vec<State>, prices: &mut Prices) -> Option<i64> {
        let bound = self.bounds.pop()?;
        let from = self.states.len().saturating_sub(states.len());
        states.clear();
        states.extend(self.states.drain(from..));
        let lines = prices.by_line.len();
        let from = self.prices.len().saturating_sub(lines + 1);
        prices.by_line.clear();
        prices.by_line.extend(self.prices.drain(from..from + lines));
        prices.charge = self.prices.pop().unwrap_or_default();
        Some(bound)
    }
}

/// What became of a node.
enum Look {
    /// Nothing in it is cheaper than the best plan.
    Done,
    /// The candidate to decide about.
    Split(usize),
}

impl Scratch {
    /// Finds the cheapest plan, looking at up to `steps_max` nodes of the search; most problems need none or few.
    ///
    /// The answer does not depend on the order of lines and locations, if locations have ranks, nor on what the memory was used for before.
    ///
    /// # Errors
    /// Fails when tables do not fit together or figures are out of bounds.
    pub fn solve(&mut self, problem: &Problem<'_>, steps_max: u32, solution: &mut Solution) -> Result<(), ProblemError> {
        let worst = problem.check()?;
        self.net.sort(problem)?;
        if !super::cover::solve(problem, &self.net.order, &self.net.locations, solution) {
            self.search(problem, worst, None, steps_max, solution);
        }
        Ok(())
    }

    /// Solves a problem that is known to be within bounds, its lines in an order that does not change.
    pub(super) fn solve_checked(&mut self, problem: &Problem<'_>, steps_max: u32, solution: &mut Solution) {
        // With many lines there are more divisions of them than ways to ship each.
        let by_line_first = problem.lines.len() >= BY_LINE_MIN;
        if by_line_first && self.branches.solve(problem, solution) {
            return;
        }
        self.net.take_as_is(problem);
        let is_solved = super::cover::solve(problem, &self.net.order, &self.net.locations, solution)
            || !by_line_first && self.branches.solve(problem, solution);
        if !is_solved {
            self.search(problem, super::problem::COST_MAX, None, steps_max, solution);
        }
    }

    /// Finds the cheapest plan that pays for a location, whether or not it ships: what it costs to insist on it.
    ///
    /// # Errors
    /// Fails like [`Scratch::solve`], and when there is no such location.
    pub fn solve_with(
        &mut self,
        problem: &Problem<'_>,
        location: usize,
        steps_max: u32,
        solution: &mut Solution,
    ) -> Result<(), ProblemError> {
        let worst = problem.check()?;
        if location >= problem.fixed.len() || problem.shipments_max == 0 {
            return Err(ProblemError::Location { location });
        }
        self.net.sort(problem)?;
        self.search(problem, worst, Some(location), steps_max, solution);
        Ok(())
    }

    /// Solves a checked and sorted problem by search, and leaves behind what was found out about each location.
    pub(super) fn search(&mut self, problem: &Problem<'_>, worst: i64, forced: Option<usize>, steps_max: u32, solution: &mut Solution) {
        self.net.build(problem, worst, forced);
        self.states.clear();
        self.states.resize(self.net.candidates.len(), State::Free);
        if let Some(state) = self.net.forced.and_then(|forced| self.states.get_mut(forced)) {
            *state = State::Open;
        }
        self.plans.start(&self.net);
        let root = self.tighten_root();
        let (steps, open) = if root < self.plans.cost { self.descend(steps_max) } else { (0, i64::MAX) };
        let cost = self.plans.cost;
        let unit = 1_i64 << self.net.shift;
        solution.cost = cost >> self.net.shift;
        // Costs are whole: a bound between two of them proves the greater.
        let bound = open.max(root).min(cost);
        solution.bound = bound.saturating_add(unit - 1) >> self.net.shift;
        solution.proven = solution.bound >= solution.cost;
        solution.steps = steps;
        self.write(solution);
    }

    /// Finds first prices, first plans, and closes what they rule out. Returns the bound.
    fn tighten_root(&mut self) -> i64 {
        let Scratch { net, prices, columns, plans, states, set, near, best, explaining, all_free, .. } = self;
        columns.build(net);
        prices.start(net);
        plans.floor = prices.floor(net);
        let count = i64::try_from(net.candidates.len()).unwrap_or(i64::MAX).max(1);
        let mean = net.candidates.iter().map(|candidate| candidate.fixed / count).sum::<i64>();
        prices.ascend(net, columns, &[mean / 4, mean / 4, mean / 2, i64::MAX]);
        let mut bound = prices.evaluate(net, states);
        // The first plan: those whose parcels are paid for, or nearly.
        near.clear();
        near.extend((0..).take(net.candidates.len()));
        near.sort_unstable_by_key(|number| (prices.nets.get(*number as usize).copied(), *number));
        near.truncate(NEAR);
        set.clear();
        set.extend(near.iter().copied().filter(|number| prices.nets.get(*number as usize).is_some_and(|left| *left <= mean / 64)));
        plans.offer_with_less(net, set);
        if rounded(net, bound) < plans.cost {
            plans.improve(net, near, 4);
        }
        if *explaining {
            note(net, prices);
        }
        fix(net, prices, states, plans.cost);
        keep(best, prices);
        let (mut reach, mut idle) = (256, 0);
        for _ in 0..ROOT_STEPS {
            if rounded(net, bound) >= plans.cost || prices.is_balanced() || states.iter().all(|state| *state != State::Free) {
                break;
            }
            if !prices.step(net, (plans.cost - prices.bound) / 256 * reach) {
                break;
            }
            let found = prices.evaluate(net, states);
            if found > bound {
                (bound, idle) = (found, 0);
                keep(best, prices);
            } else {
                idle += 1;
                if idle == 3 {
                    (reach, idle) = (reach / 2, 0);
                }
            }
            collect(prices, states, set);
            plans.offer(net, set);
            fix(net, prices, states, plans.cost);
        }
        restore(prices, best, bound);
        if *explaining {
            all_free.clear();
            all_free.resize(net.candidates.len(), State::Free);
            prices.evaluate(net, all_free);
            note(net, prices);
            prices.bound = bound;
        }
        rounded(net, bound)
    }

    /// Looks at nodes until none is left or the steps are used up. Returns steps, and the least bound of what was left.
    fn descend(&mut self, steps_max: u32) -> (u32, i64) {
        let mut nodes = std::mem::take(&mut self.nodes);
        nodes.clear();
        let mut best = std::mem::take(&mut self.best);
        keep(&mut best, &self.prices);
        nodes.push(&self.states, &self.prices, &best);
        let mut steps = 0;
        let mut open = i64::MAX;
        while let Some(bound) = nodes.pop(&mut self.states, &mut self.prices) {
            if rounded(&self.net, bound) >= self.plans.cost {
                continue;
            }
            if steps >= steps_max {
                open = open.min(rounded(&self.net, bound));
                continue;
            }
            steps += 1;
            self.prices.bound = bound;
            let Look::Split(number) = self.look(bound, &mut best) else { continue };
            let first = if self.prices.nets.get(number).is_some_and(|left| *left <= 0) { State::Open } else { State::Closed };
            let second = if first == State::Open { State::Closed } else { State::Open };
            for state in [second, first] {
                if let Some(slot) = self.states.get_mut(number) {
                    *slot = state;
                }
                nodes.push(&self.states, &self.prices, &best);
            }
        }
        (self.nodes, self.best) = (nodes, best);
        (steps, open)
    }

    fn look(&mut self, from: i64, best: &mut Vec<i64>) -> Look {
        let Scratch { net, prices, plans, states, set, .. } = self;
        let mut bound = from;
        let mut first = true;
        let mut reach = 256;
        for _ in 0..NODE_STEPS {
            let opened = states.iter().filter(|state| **state == State::Open).count();
            if opened > net.shipments_max {
                return Look::Done;
            }
            if opened == net.shipments_max {
                states.iter_mut().filter(|state| **state == State::Free).for_each(|state| *state = State::Closed);
            }
            let found = prices.evaluate(net, states);
            if found > bound || first {
                bound = found.max(bound);
                keep(best, prices);
            } else {
                reach = reach * 3 / 4;
            }
            first = false;
            if rounded(net, bound) >= plans.cost {
                return Look::Done;
            }
            fix(net, prices, states, plans.cost);
            if states.iter().all(|state| *state != State::Free) {
                set.clear();
                set.extend((0..).zip(states.iter()).filter(|(_, state)| **state == State::Open).map(|(number, _)| number));
                plans.offer(net, set);
                return Look::Done;
            }
            if prices.is_balanced() || !prices.step(net, (plans.cost - prices.bound) / 256 * reach) {
                break;
            }
        }
        collect(prices, states, set);
        if set.len() <= NEAR {
            plans.offer_with_less(net, set);
        } else {
            plans.offer(net, set);
        }
        restore(prices, best, bound);
        prices.evaluate(net, states);
        prices.bound = bound;
        // The one whose gain is most in doubt, for what it could ship, decides most.
        let doubt = |number: usize| {
            let left = prices.nets.get(number).map_or(i64::MAX, |left| left.saturating_abs());
            let units = net.candidates.get(number).map_or(0, |candidate| net.units_of(candidate));
            left / (1 + units)
        };
        let free = states.iter().enumerate().filter(|(_, state)| **state == State::Free);
        match free.min_by_key(|(number, _)| (doubt(*number), *number)) {
            Some((number, _)) if rounded(net, bound) < plans.cost => Look::Split(number),
            _ => Look::Done,
        }
    }

    fn write(&mut self, solution: &mut Solution) {
        let Scratch { net, plans, .. } = self;
        solution.ship.clear();
        let (order, candidates) = (&net.order, &net.candidates);
        plans.each(net, |number, line, units| {
            let location = candidates.get(number as usize).map_or(u32::MAX, |candidate| candidate.location);
            let line = order.get(line as usize).copied().unwrap_or(u32::MAX);
            solution.ship.push(Shipped { line, location, units });
        });
        solution.ship.arrange();
    }
}

/// The least scaled cost that a bound allows: costs are whole.
fn rounded(net: &Net, bound: i64) -> i64 {
    let unit = 1_i64 << net.shift;
    bound.saturating_add(unit - 1) & !(unit - 1)
}

fn keep(best: &mut Vec<i64>, prices: &Prices) {
    best.clear();
    best.extend_from_slice(&prices.by_line);
    best.push(prices.charge);
}

fn restore(prices: &mut Prices, best: &[i64], bound: i64) {
    if let Some((charge, by_line)) = best.split_last() {
        prices.by_line.clear();
        prices.by_line.extend_from_slice(by_line);
        prices.charge = *charge;
    }
    prices.bound = bound;
}

/// Those that are open, or ship at these prices.
fn collect(prices: &Prices, states: &[State], set: &mut Vec<u32>) {
    set.clear();
    let ships = |(_, (state, left)): &(u32, (&State, &i64))| **state == State::Open || (**state == State::Free && **left <= 0);
    set.extend((0..).zip(states.iter().zip(&prices.nets)).filter(ships).map(|(number, _)| number));
}

/// Closes what would cost at least as much as the best plan, and opens what all cheaper plans have.
fn fix(net: &Net, prices: &Prices, states: &mut [State], cost: i64) {
    for (state, left) in states.iter_mut().zip(&prices.nets) {
        if *state != State::Free {
            continue;
        }
        if rounded(net, prices.bound.saturating_add(left.saturating_abs())) >= cost {
            *state = if *left >= 0 { State::Closed } else { State::Open };
        }
    }
}

/// Notes what a plan with each candidate costs at least. Only true while nothing has been closed or opened for being dearer.
fn note(net: &mut Net, prices: &Prices) {
    for (left, candidate) in prices.nets.iter().zip(&net.candidates) {
        let Some(fate) = net.fates.get_mut(candidate.location as usize) else { continue };
        let known = if let Fate::AtLeast(known) = fate { *known } else { i64::MIN };
        *fate = Fate::AtLeast(known.max(prices.bound.saturating_add((*left).max(0))));
    }
}
