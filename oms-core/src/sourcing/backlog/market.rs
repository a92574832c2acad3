//! Prices of stock: what a unit at a location is worth to the orders that do without it.
//!
//! At given prices every order is solved alone, as if all stock was there for it. What the plans cost at these prices, less what the
//! whole stock would fetch, is at most what any plans cost that share the stock: a bound. Where more is wanted than there is, the
//! price rises; where less, it falls.

use crate::Arrange;
use std::ops::Range;

use super::super::Scratch;
use super::super::problem::{ProblemError, Shipped};
use super::ascent::{along, stride};
use super::menus::Menus;
use super::pass::Shelves;
use super::polish::Polish;
use super::room::Rooms;
use super::tables::{Desk, SCALE, Tables, Take, Wish, at};
use super::{Backlog, Joint};

/// How much of the last direction is kept, in sixteenths.
const MEMORY: i64 = 13;
/// Fractions of directions.
const FINE: i64 = 16;
/// Between plans that are made of the prices.
const PASS_EVERY: u32 = 8;

/// A backlog being solved: prices of stock, and the best plans so far.
///
/// Rounds and tries are pure: any division into ranges, on any number of threads, taken in in any order of the parts, gives the same
/// result.
///
/// # Examples
/// ```
/// use oms_core::sourcing::{Backlog, Bench, Claim, Load, Market, Scratch, Waiting};
///
/// let claims = [Claim { sku: 0, quantity: 1, short_penalty: 10_000 }];
/// let near = Waiting { fixed: &[500, 600], claims: &claims, unit_costs: &[0, 0], shipments_max: 2, load: Load::default() };
/// let far = Waiting { fixed: &[500, 900], ..near };
/// let backlog = Backlog { locations: 2, stock: &[1, 1], rooms: &[], orders: &[near, far] };
/// let mut market = Market::new(&backlog)?;
/// let mut scratch = Scratch::default();
/// while market.wants_round(1_000) {
///     // On two threads, these would be two calls at once.
///     let parts = [market.round(0..1, &mut scratch), market.round(1..2, &mut scratch)];
///     market.absorb(&parts);
/// }
/// let mut bench = Bench::default();
/// while let Some(batch) = market.next_batch(1_000) {
///     let parts = [market.attempt(&batch, 0..batch.len(), &mut bench)];
///     market.take_up(&parts);
/// }
/// market.finish(1_000);
/// let joint = market.joint();
/// assert_eq!((joint.cost, joint.proven), (600 + 500, true), "the first order gives way");
/// # Ok::<(), oms_core::sourcing::ProblemError>(())
/// ```
#[derive(Debug)]
pub struct Market {
    pub(super) tables: Tables,
    pub(super) stock: Vec<i32>,
    pub(super) rooms: Rooms,
    pub(super) prices: Vec<i64>,
    pub(super) best_prices: Vec<i64>,
    direction: Vec<i64>,
    slope: Vec<i64>,
    /// What the prices prove at most so far, scaled.
    pub(super) bound: i64,
    pub(super) shelves: Shelves,
    pub(super) best: Vec<Vec<Take>>,
    /// What the best plans cost, scaled.
    pub(super) cost: i64,
    pub(super) proven: bool,
    reach: i64,
    idle: u32,
    rounds: u32,
    rounds_max: u32,
    pub(super) steps: u64,
    pub(super) desk: Desk,
    pub(super) takes: Vec<Take>,
    pub(super) polish: Polish,
    /// What orders would take at the best prices if all stock was there for each.
    pub(super) wishes: Vec<Wish>,
    /// What each order costs at least, whatever the others take.
    pub(super) ease: Vec<i64>,
    /// What else orders could take, as far as that is known.
    pub(super) menus: Menus,
    pub(super) locations: usize,
}

/// How far the search has come: figures of [`Joint`], without the plans.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Progress {
    /// What the best plans so far cost together.
    pub cost: i64,
    /// No plans for these orders cost less together.
    pub bound: i64,
    /// Whether nothing is cheaper.
    pub proven: bool,
    /// Orders and nodes that were looked at.
    pub steps: u64,
}

/// What orders of a range want at the prices of the moment.
#[derive(Clone, Debug, Default)]
pub struct Round {
    from: usize,
    steps: u64,
    takes: Vec<Take>,
    /// What each order costs at least, and where its takes end.
    wishes: Vec<(i64, usize)>,
    /// What of the room of locations is drawn, where any has a limit.
    drawn: Vec<(usize, i64)>,
}

impl Market {
    /// Takes a backlog in and plans one order after the other, as they come.
    ///
    /// # Errors
    /// Fails when tables do not fit together or figures are out of bounds.
    pub fn new(backlog: &Backlog<'_>) -> Result<Market, ProblemError> {
        backlog.check()?;
        let rooms = Rooms::of(backlog.rooms);
        let tables = Tables::of(backlog, &rooms);
        let orders = tables.orders();
        let priced = backlog.stock.len() + rooms.len();
        let mut market = Market {
            stock: backlog.stock.to_vec(),
            prices: vec![0; priced],
            best_prices: vec![0; priced],
            direction: vec![0; priced],
            slope: Vec::new(),
            bound: i64::MIN,
            shelves: Shelves::new(orders, backlog.stock, &rooms),
            best: vec![Vec::new(); orders],
            cost: i64::MAX,
            proven: false,
            reach: 64,
            idle: 0,
            rounds: 0,
            rounds_max: 120,
            steps: 0,
            desk: Desk::default(),
            takes: Vec::new(),
            polish: Polish::default(),
            wishes: Vec::new(),
            ease: Vec::new(),
            menus: Menus::new(orders),
            locations: backlog.locations.max(1),
            rooms,
            tables,
        };
        market.ease = (0..orders).map(|order| market.tables.solve(order, None, None, &mut market.desk, &mut market.takes)).collect();
        market.price_shortages();
        market.wish();
        market.pass();
        Ok(market)
    }

    /// Where more is wanted of a SKU than there is anywhere, some orders will do without: the first price is what the last that gets
    /// any would pay to have it.
    fn price_shortages(&mut self) {
        let Market { tables, stock, prices, best_prices, locations, .. } = self;
        let mut worth: Vec<(i64, i64)> = Vec::new();
        for (sku, shelf) in (0_u32..).zip(stock.chunks_exact(*locations)) {
            worth.clear();
            worth.extend(tables.claimants_of(sku).iter().map(|order| tables.worth(*order as usize, sku)));
            let wanted: i64 = worth.iter().map(|(_, units)| units).sum();
            let short = wanted - shelf.iter().map(|units| i64::from(*units)).sum::<i64>();
            worth.arrange();
            let mut left_out = 0;
            let last = worth.iter().find(|(_, units)| {
                left_out += units;
                left_out > short
            });
            if short > 0
                && let Some((price, _)) = last.or(worth.last())
            {
                let from = sku as usize * *locations;
                for (place, _) in shelf.iter().enumerate().filter(|(_, units)| **units > 0) {
                    for prices in [&mut *prices, &mut *best_prices] {
                        if let Some(slot) = prices.get_mut(from + place) {
                            *slot = (*price).clamp(0, PRICE_MAX);
                        }
                    }
                }
            }
        }
    }

    /// Whether another round is worth its work, of `steps_max` for all.
    #[must_use]
    pub fn wants_round(&self, steps_max: u64) -> bool {
        !self.proven && self.rounds < self.rounds_max && self.steps < steps_max / 2 && self.reach > 1
    }

    /// Solves the orders of a range at the prices of the moment.
    #[must_use]
    pub fn round(&self, orders: Range<usize>, scratch: &mut Scratch) -> Round {
        let mut desk = Desk::default();
        std::mem::swap(&mut desk.scratch, scratch);
        let mut round = Round { from: orders.start, ..Round::default() };
        let mut takes = Vec::new();
        for order in orders.start..orders.end.min(self.tables.orders()) {
            let least = self.tables.solve(order, Some(&self.prices), None, &mut desk, &mut takes);
            round.takes.extend_from_slice(&takes);
            round.wishes.push((least, round.takes.len()));
            if self.tables.loads.limited {
                let stock = self.stock.len();
                self.tables.draws(order, &takes, |resource, amount| {
                    if resource >= stock {
                        round.drawn.push((resource, amount));
                    }
                });
            }
        }
        std::mem::swap(&mut desk.scratch, scratch);
        round.steps = desk.steps;
        round
    }

    /// Learns from rounds over all orders, each in one part: bound, prices, and now and then plans.
    pub fn absorb(&mut self, parts: &[Round]) {
        self.slope.clear();
        self.slope.extend(self.stock.iter().map(|stock| -i64::from(*stock)));
        let mut bound = 0_i64;
        for (price, stock) in self.prices.iter().zip(&self.stock) {
            bound = bound.saturating_sub(price.saturating_mul(i64::from(*stock)));
        }
        for place in 0..self.rooms.len() {
            let resource = self.stock.len() + place;
            // What has no limit never gets a price.
            let room = self.tables.left_of(resource, &self.stock, &self.rooms);
            bound = bound.saturating_sub(room.map_or(0, |room| at(&self.prices, resource).saturating_mul(room)));
            self.slope.push(room.map_or(UNLIMITED, |room| -room));
        }
        for part in parts {
            bound = part.wishes.iter().fold(bound, |bound, (least, _)| bound.saturating_add(*least));
            self.steps += part.steps;
            for take in &part.takes {
                if let Some(slope) = self.slope.get_mut(self.tables.resource(take)) {
                    *slope += i64::from(take.units);
                }
            }
            for (resource, amount) in &part.drawn {
                if let Some(slope) = self.slope.get_mut(*resource).filter(|slope| **slope != UNLIMITED) {
                    *slope += amount;
                }
            }
        }
        if bound > self.bound {
            self.bound = bound;
            self.best_prices.clone_from(&self.prices);
            self.idle = 0;
            self.note_wishes(parts);
        } else {
            self.idle += 1;
            if self.idle >= 2 {
                (self.idle, self.reach) = (0, self.reach * 3 / 4);
                self.prices.clone_from(&self.best_prices);
            }
        }
        self.rounds += 1;
        if self.rounds % PASS_EVERY == 1 {
            self.pass();
        }
        self.note_proof();
        if !self.proven {
            self.step(bound);
        }
    }

    /// Finds what each order would take at the best prices if all stock was there for it.
    fn wish(&mut self) {
        self.wishes.resize_with(self.tables.orders(), Wish::default);
        for (order, wish) in self.wishes.iter_mut().enumerate() {
            wish.least = self.tables.solve(order, Some(&self.best_prices), None, &mut self.desk, &mut wish.takes);
        }
        self.steps += std::mem::take(&mut self.desk.steps);
    }

    fn note_wishes(&mut self, parts: &[Round]) {
        self.wishes.resize_with(self.tables.orders(), Wish::default);
        for part in parts {
            let mut from = 0;
            for ((least, to), wish) in part.wishes.iter().zip(self.wishes.iter_mut().skip(part.from)) {
                wish.least = *least;
                wish.takes.clear();
                wish.takes.extend_from_slice(part.takes.get(from..*to).unwrap_or_default());
                from = *to;
            }
        }
    }

    /// The least whole cost that the bound allows, scaled.
    pub(super) fn note_proof(&mut self) {
        let unit = 1_i64 << SCALE;
        self.proven |= self.bound.saturating_add(unit - 1) >> SCALE >= self.cost >> SCALE;
    }

    /// Moves the prices along the slope, with some of the direction before.
    fn step(&mut self, bound: i64) {
        let mut norm = 0_i64;
        for ((direction, slope), price) in self.direction.iter_mut().zip(&self.slope).zip(&self.prices) {
            let blocked = *slope <= 0 && *price == 0;
            *direction = if blocked { 0 } else { slope * FINE + *direction * MEMORY / 16 };
            norm = norm.saturating_add(direction.saturating_mul(*direction));
        }
        let gap = self.cost.saturating_sub(bound).max(1) / 256 * self.reach;
        let stride = stride(gap, norm / FINE);
        for (price, direction) in self.prices.iter_mut().zip(&self.direction) {
            if *direction != 0 {
                *price = price.saturating_add(along(stride, *direction)).clamp(0, PRICE_MAX);
            }
        }
    }

    /// Takes plans up that are known, if they are plans and cost no more than the best so far.
    pub fn suggest(&mut self, known: &[Vec<Shipped>]) {
        if known.len() != self.tables.orders() {
            return;
        }
        self.shelves.clear(&self.stock, &self.rooms);
        for (order, ship) in known.iter().enumerate() {
            let takes = self.tables.takes_of(order, ship).filter(|takes| self.shelves.shelf.fit(&self.tables, order, takes));
            let Some(takes) = takes else { return };
            let cost = self.tables.cost_of(order, &takes);
            self.shelves.take(&self.tables, order, &takes, cost);
        }
        if self.shelves.total() <= self.cost {
            self.cost = self.shelves.total();
            self.best.clone_from(&self.shelves.plans);
            self.note_proof();
        }
    }

    /// How far the search has come.
    #[must_use]
    pub fn progress(&self) -> Progress {
        let cost = self.cost >> SCALE;
        let bound = if self.proven { cost } else { (self.bound.saturating_add((1 << SCALE) - 1) >> SCALE).min(cost) };
        Progress { cost, bound, proven: self.proven, steps: self.steps }
    }

    /// The best plans so far.
    #[must_use]
    pub fn joint(&self) -> Joint {
        let Progress { cost, bound, proven, steps } = self.progress();
        let ship = self.best.iter().enumerate().map(|(order, takes)| self.tables.shipped(order, takes)).collect();
        Joint { ship, cost, bound, proven, steps }
    }

    pub(super) fn left(&self, resource: usize) -> i32 {
        at(&self.shelves.shelf.left, resource)
    }
}

/// The slope of what has no limit.
const UNLIMITED: i64 = i64::MIN;

/// No unit is priced higher, so that sums of prices stay far from the end of the numbers. Any prices prove something.
pub(super) const PRICE_MAX: i64 = 1 << 32;
