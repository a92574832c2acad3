//! One plan for each order out of lists of plans: the cheapest ones that fit together.

use super::pass::Shelf;
use super::scarce::Scarce;
use super::tables::{SCALE, Tables, Take, at};
use crate::Arrange;

/// A plan of a list.
#[derive(Clone, Copy, Debug, Default)]
struct Listed {
    /// What it costs at the prices, scaled.
    priced: i64,
    /// What it costs, scaled.
    cost: i64,
    takes: Span,
    /// What it draws of what is scarce.
    draws: Span,
    /// Bits of the places of that.
    mask: u64,
}

/// Where something begins and ends in a table.
#[derive(Clone, Copy, Debug, Default)]
struct Span {
    from: u32,
    to: u32,
}

impl Span {
    fn since<T>(from: usize, table: &[T]) -> Span {
        let number = |place: usize| u32::try_from(place).unwrap_or(u32::MAX);
        Span { from: number(from), to: number(table.len()) }
    }

    fn of<T>(self, table: &[T]) -> &[T] {
        table.get(self.from as usize..self.to as usize).unwrap_or_default()
    }
}

/// Lists of plans, one for each order of a cluster.
#[derive(Debug, Default)]
pub(super) struct Lists {
    plans: Vec<Listed>,
    /// The list of each order.
    spans: Vec<Span>,
    takes: Vec<Take>,
    /// Resources, then places of those that are scarce, and how much is drawn.
    draws: Vec<(u32, i64)>,
    pub(super) scarce: Scarce,
    /// What each order costs at the prices at least.
    floors: Vec<i64>,
    least: Vec<i64>,
    left: Vec<i64>,
    /// How each order stands, at each depth of the search.
    standings: Vec<Standing>,
    chosen: Vec<(usize, Listed)>,
    found: Vec<Listed>,
    nodes: u32,
    nodes_max: u32,
    /// Plans that were priced.
    looks: u64,
}

/// How an order stands that has no plan yet.
#[derive(Clone, Copy, Debug, Default)]
struct Standing {
    /// The first plan that still fits.
    first: u32,
    /// What that costs beyond the floor.
    over: i64,
    /// What the next that fits costs beyond that.
    regret: i64,
    /// Bits of the places that these two draw on.
    mask: u64,
}

/// In the place of the first plan: the order has one.
const TAKEN: u32 = u32::MAX;

/// Which order goes next.
#[derive(Clone, Copy, Debug)]
struct Next {
    /// What all plans cost beyond the floors at least.
    least: i64,
    order: usize,
    /// What this order's share of that is.
    over: i64,
}

/// What plans may cost that are looked for.
#[derive(Clone, Copy)]
struct Target {
    /// Beyond the floors, at the prices.
    excess: i64,
    /// In all.
    cost: i64,
    is_found: bool,
}

/// Orders, and the room of locations, which plans fit or not as a whole, whatever their parts pay for it.
pub(super) struct Site<'a> {
    pub(super) tables: &'a Tables,
    pub(super) cluster: &'a [u32],
    pub(super) shelf: &'a mut Shelf,
}

impl Lists {
    pub(super) fn clear(&mut self, resources: usize) {
        self.plans.clear();
        self.spans.clear();
        self.takes.clear();
        self.draws.clear();
        self.scarce.clear(resources);
    }

    /// Begins the list of the next order.
    pub(super) fn open(&mut self) {
        self.spans.push(Span::since(self.plans.len(), &self.plans));
    }

    /// Adds a plan to the list.
    pub(super) fn add(&mut self, tables: &Tables, order: usize, takes: &[Take], cost: i64) {
        let Lists { plans, spans, takes: all, draws, .. } = self;
        let (first_take, first_draw) = (all.len(), draws.len());
        all.extend_from_slice(takes);
        tables.draws(order, takes, |resource, amount| {
            let resource = u32::try_from(resource).unwrap_or(u32::MAX);
            match draws.get_mut(first_draw..).unwrap_or_default().iter_mut().find(|(other, _)| *other == resource) {
                Some((_, sum)) => *sum += amount,
                None => draws.push((resource, amount)),
            }
        });
        plans.push(Listed { priced: 0, cost, takes: Span::since(first_take, all), draws: Span::since(first_draw, draws), mask: 0 });
        if let Some(span) = spans.last_mut() {
            span.to = u32::try_from(plans.len()).unwrap_or(u32::MAX);
        }
    }

    /// Whether the list of the order holds a plan.
    pub(super) fn has(&self, takes: &[Take]) -> bool {
        let list = self.spans.last().copied().unwrap_or_default().of(&self.plans);
        list.iter().any(|plan| plan.takes.of(&self.takes) == takes)
    }

    /// Finds what is scarce among what the plans draw, and their prices.
    pub(super) fn share(&mut self, tables: &Tables, shelf: &Shelf, prices: &[i64]) {
        let Lists { plans, spans, draws, scarce, .. } = self;
        // The most that any plan of an order draws of a resource is what the order might want.
        for (order, span) in spans.iter().enumerate() {
            for (resource, amount) in span.of(plans).iter().flat_map(|plan| plan.draws.of(draws)) {
                scarce.want_at_most(order, *resource as usize, *amount);
            }
        }
        scarce.keep(tables, shelf, prices);
        for plan in plans.iter_mut() {
            let (from, mut to) = (plan.draws.from, plan.draws.from);
            for place in plan.draws.from..plan.draws.to {
                let (resource, amount) = at(draws, place as usize);
                if let (Some(place), Some(slot)) = (scarce.place_of(resource as usize), draws.get_mut(to as usize)) {
                    *slot = (place, amount);
                    to += 1;
                }
            }
            plan.draws = Span { from, to };
        }
    }

    /// Moves the prices among the plans of the lists, and drops those that are too dear to be part of anything that costs at most
    /// `most`: whatever consists of plans of the lists costs at least what the prices prove of these. Returns how much more than its
    /// least all plans together may cost; below nothing: nothing is as cheap.
    pub(super) fn refine(&mut self, most: i64, rounds: u32) -> i64 {
        let mut is_settled = false;
        for round in 0..rounds.max(1) {
            if round > 0 && !self.scarce.ascent.step(most) {
                break;
            }
            if !self.reprice() {
                return -1;
            }
            is_settled = self.scarce.ascent.close_round();
            if is_settled {
                self.narrow(most.saturating_sub(self.scarce.ascent.bound));
            }
        }
        if !is_settled {
            self.scarce.ascent.settle();
            self.reprice();
        }
        let room = most.saturating_sub(self.scarce.ascent.bound);
        self.floors.clone_from(&self.least);
        for span in &self.spans {
            let list = self.plans.get_mut(span.from as usize..span.to as usize).unwrap_or_default();
            list.arrange_by_key(|plan| (plan.priced, plan.cost, plan.takes.from));
        }
        room
    }

    /// Prices all plans anew. Returns whether every order has one.
    fn reprice(&mut self) -> bool {
        let Lists { plans, spans, draws, least, looks, scarce, .. } = self;
        let ascent = &mut scarce.ascent;
        ascent.open_round();
        least.clear();
        for span in &*spans {
            let mut first: Option<Listed> = None;
            for plan in plans.get_mut(span.from as usize..span.to as usize).unwrap_or_default() {
                plan.priced = plan.cost + ascent.pays(plan.draws.of(draws));
                if first.is_none_or(|first| plan.priced < first.priced) {
                    first = Some(*plan);
                }
            }
            *looks += u64::from(span.to - span.from);
            let Some(first) = first else { return false };
            least.push(first.priced);
            ascent.proves = ascent.proves.saturating_add(first.priced);
            for (place, amount) in first.draws.of(draws) {
                if let Some(slope) = ascent.slope.get_mut(*place as usize) {
                    *slope += amount;
                }
            }
        }
        true
    }

    /// Drops plans that cost more than `room` beyond the least of their order.
    fn narrow(&mut self, room: i64) {
        let mut kept = 0;
        for (span, least) in self.spans.iter_mut().zip(&self.least) {
            let first = kept;
            for place in span.from..span.to {
                let plan = at(&self.plans, place as usize);
                if plan.priced - least <= room {
                    if let Some(slot) = self.plans.get_mut(kept as usize) {
                        *slot = plan;
                    }
                    kept += 1;
                }
            }
            *span = Span { from: first, to: kept };
        }
        self.plans.truncate(kept as usize);
    }

    /// Looks for one plan for each order that together fit, and cost at most `most`, and at the prices at most `room` beyond the
    /// floors. Returns whether there are any, which [`Lists::found`] then names, and whether all were looked at.
    pub(super) fn search(&mut self, site: &mut Site<'_>, room: i64, most: i64, nodes_max: u32) -> (bool, bool) {
        self.found.clear();
        self.left.clone_from(&self.scarce.ascent.left);
        (self.nodes, self.nodes_max) = (0, nodes_max);
        for plan in &mut self.plans {
            let places = plan.draws.of(&self.draws).iter();
            plan.mask = if site.tables.loads.limited { u64::MAX } else { places.fold(0, |mask, (place, _)| mask | 1 << (place % 64)) };
        }
        self.standings.clear();
        self.standings.resize(self.spans.len(), Standing { first: 0, over: 0, regret: 0, mask: u64::MAX });
        for (standing, span) in self.standings.iter_mut().zip(&self.spans) {
            standing.first = span.from;
        }
        self.chosen.clear();
        let mut target = Target { excess: room, cost: most, is_found: false };
        if let Some(next) = self.stand(site, 0, u64::MAX, 0, &target) {
            self.descend(site, next, (0, 0), &mut target);
        }
        (target.is_found, self.nodes < nodes_max)
    }

    /// Finds how the orders stand that have no plan yet, after units of the places in `mask` were drawn: what each costs beyond its
    /// floor at least, of the plans that still fit, and which gains most by going first. Nothing if that is too much.
    fn stand(&mut self, site: &Site<'_>, depth: usize, mask: u64, so_far: i64, target: &Target) -> Option<Next> {
        let orders = self.spans.len();
        let mut next = Next { least: so_far, order: orders, over: 0 };
        let mut most = -1;
        for order in 0..orders {
            let mut standing = at(&self.standings, depth * orders + order);
            if standing.first == TAKEN {
                continue;
            }
            if standing.mask & mask != 0 {
                let places = standing.first..at(&self.spans, order).to;
                let mut fitting = places.filter(|place| self.fits(site, order, &at(&self.plans, *place as usize)));
                let first = fitting.next()?;
                let plan = at(&self.plans, first as usize);
                standing = Standing { first, over: plan.priced - at(&self.floors, order), regret: i64::MAX, mask: plan.mask };
                if let Some(second) = fitting.next().map(|place| at(&self.plans, place as usize)) {
                    standing.regret = second.priced - plan.priced;
                    standing.mask |= second.mask;
                }
                if let Some(slot) = self.standings.get_mut(depth * orders + order) {
                    *slot = standing;
                }
            }
            next.least = next.least.saturating_add(standing.over);
            if next.least > target.excess {
                return None;
            }
            if standing.regret > most {
                most = standing.regret;
                (next.order, next.over) = (order, standing.over);
            }
        }
        Some(next)
    }

    /// `so_far`: what the plans that are chosen cost at the prices beyond the floors, and what they cost.
    fn descend(&mut self, site: &mut Site<'_>, next: Next, so_far: (i64, i64), target: &mut Target) {
        let (depth, orders) = (self.chosen.len(), self.spans.len());
        let Next { least, order, over } = next;
        if order >= orders {
            if so_far.1 <= target.cost {
                // Better by at least one unit of money next time.
                let gain = target.cost - so_far.1 + (1 << SCALE);
                *target = Target { excess: target.excess - gain, cost: so_far.1 - (1 << SCALE), is_found: true };
                self.found.clear();
                self.found.resize(orders, Listed::default());
                for (order, plan) in &self.chosen {
                    if let Some(slot) = self.found.get_mut(*order) {
                        *slot = *plan;
                    }
                }
            }
            return;
        }
        let floor = at(&self.floors, order);
        let first = at(&self.standings, depth * orders + order).first;
        self.standings.resize((depth + 2) * orders, Standing::default());
        for place in first..at(&self.spans, order).to {
            let plan = at(&self.plans, place as usize);
            if least - over + plan.priced - floor > target.excess || self.nodes >= self.nodes_max {
                break;
            }
            if self.fits(site, order, &plan) {
                self.nodes += 1;
                self.draw(site, order, &plan, 1);
                self.standings.copy_within(depth * orders..(depth + 1) * orders, (depth + 1) * orders);
                if let Some(slot) = self.standings.get_mut((depth + 1) * orders + order) {
                    slot.first = TAKEN;
                }
                let excess = so_far.0 + plan.priced - floor;
                if let Some(next) = self.stand(site, depth + 1, plan.mask, excess, target) {
                    self.chosen.push((order, plan));
                    self.descend(site, next, (excess, so_far.1 + plan.cost), target);
                    self.chosen.pop();
                }
                self.draw(site, order, &plan, -1);
            }
        }
    }

    fn fits(&self, site: &Site<'_>, order: usize, plan: &Listed) -> bool {
        plan.draws.of(&self.draws).iter().all(|(place, amount)| at(&self.left, *place as usize) >= *amount)
            && (!site.tables.loads.limited || {
                let number = at(site.cluster, order) as usize;
                site.shelf.rooms.fit(site.tables, number, plan.takes.of(&self.takes))
            })
    }

    fn draw(&mut self, site: &mut Site<'_>, order: usize, plan: &Listed, times: i32) {
        for (place, amount) in plan.draws.of(&self.draws) {
            if let Some(left) = self.left.get_mut(*place as usize) {
                *left -= amount * i64::from(times);
            }
        }
        if site.tables.loads.limited {
            let number = at(site.cluster, order) as usize;
            site.shelf.rooms.draw(site.tables, number, plan.takes.of(&self.takes), i64::from(times));
        }
    }

    /// What was found: plans of all orders, and what they cost.
    pub(super) fn found(&self) -> impl Iterator<Item = (&[Take], i64)> {
        self.found.iter().map(|plan| (plan.takes.of(&self.takes), plan.cost))
    }

    /// What was done since the last time, in steps.
    pub(super) fn steps(&mut self) -> u64 {
        u64::from(std::mem::take(&mut self.nodes) / 4) + std::mem::take(&mut self.looks) / 32
    }
}
