//! All orders of a small backlog planned together, exactly.

use super::cluster::{Bench, found};
use super::lists::Site;
use super::market::Market;
use super::options::Limits;
use super::scarce::Scarce;
use super::tables::{SCALE, Wish, at};

/// Rounds of prices for which every order is solved, and then among the lists.
const ROUNDS: u32 = 60;
/// Plans of each order.
const CHOICES_MAX: usize = 400;
/// Partial plans of each order.
const LOOKS_MAX: usize = 40_000;
/// Nodes of the search times orders: a node looks at all of them.
const NODES: usize = 12_000_000;

/// Memory for prices at which every order is solved.
#[derive(Debug, Default)]
struct Whole {
    bench: Bench,
    cluster: Vec<u32>,
    scarce: Scarce,
    prices: Vec<i64>,
    /// Whether the price of a resource has moved since the round before.
    moved: Vec<bool>,
    wishes: Vec<Wish>,
    /// What each order costs at least at the best prices.
    floors: Vec<i64>,
}

impl Market {
    /// All orders as one cluster: if nothing better is found, nothing is better.
    pub(super) fn try_whole(&mut self) {
        let mut whole = Whole { cluster: (0..).take(self.tables.orders()).collect(), ..Whole::default() };
        whole.wishes.resize_with(whole.cluster.len(), Wish::default);
        loop {
            let before = self.free(&whole.cluster, &mut whole.bench);
            // Only what saves a whole unit of money is better.
            let (is_found, is_sure) = whole.plan(self, before - (1 << SCALE));
            self.steps += whole.bench.steps();
            if is_found {
                if self.take_instead(&found(&whole.cluster, &whole.bench.lists)) {
                    self.keep_if_better();
                    continue;
                }
                return;
            }
            self.proven |= is_sure;
            return;
        }
    }
}

impl Whole {
    /// Looks for plans that cost at most `most`. Returns whether any were found, and else whether there are none.
    fn plan(&mut self, market: &Market, most: i64) -> (bool, bool) {
        self.price(market, most);
        let room = most.saturating_sub(self.scarce.ascent.bound);
        if room < 0 {
            return (false, true);
        }
        let Whole { bench, cluster, prices, floors, .. } = self;
        let Bench { choices, lists, shelf, .. } = bench;
        let tables = &market.tables;
        choices.clear();
        lists.clear(prices.len());
        for ((place, order), least) in cluster.iter().enumerate().zip(&*floors) {
            let order = *order as usize;
            let priced_max = least.saturating_add(room);
            let limits = Limits { prices, left: shelf.left(false), priced_max, choices_max: CHOICES_MAX, looks_max: LOOKS_MAX };
            choices.add(tables, order, market.shelves.plan(order), limits);
            lists.open();
            for choice in choices.of(place) {
                lists.add(tables, order, choices.takes_of(choice), choice.cost);
            }
        }
        lists.share(tables, shelf, prices);
        let room = lists.refine(most, ROUNDS);
        let nodes_max = u32::try_from(NODES / cluster.len().max(1)).unwrap_or(u32::MAX);
        let (is_found, is_whole) =
            if room < 0 { (false, true) } else { lists.search(&mut Site { tables, cluster, shelf }, room, most, nodes_max) };
        (is_found, is_whole && !choices.cut)
    }

    /// Finds prices for what the orders share, and what they prove.
    fn price(&mut self, market: &Market, most: i64) {
        let tables = &market.tables;
        let resources = market.best_prices.len();
        self.scarce.clear(resources);
        for order in &self.cluster {
            tables.wants(*order as usize, |resource, amount| self.scarce.want(resource, amount));
        }
        self.scarce.keep(tables, &self.bench.shelf, &market.best_prices);
        self.prices.clear();
        self.prices.resize(resources, 0);
        self.moved.clear();
        self.moved.resize(resources, true);
        self.spread();
        self.moved.fill(true);
        for round in 0..ROUNDS {
            if round > 0 {
                if !self.scarce.ascent.step(most) {
                    break;
                }
                self.spread();
            }
            self.wish(market);
            if self.scarce.ascent.close_round() {
                self.floors.clear();
                self.floors.extend(self.wishes.iter().map(|wish| wish.least));
            }
        }
        self.scarce.ascent.settle();
        self.spread();
    }

    /// Writes the prices to where the tables look for them.
    fn spread(&mut self) {
        self.moved.fill(false);
        for (resource, price) in self.scarce.resources.iter().zip(&self.scarce.ascent.prices) {
            let resource = *resource as usize;
            if let (Some(known), Some(moved)) = (self.prices.get_mut(resource), self.moved.get_mut(resource)) {
                *moved = known != price;
                *known = *price;
            }
        }
    }

    /// Finds what each order would take at the prices.
    fn wish(&mut self, market: &Market) {
        let tables = &market.tables;
        let Whole { bench, cluster, scarce, prices, moved, wishes, .. } = self;
        let Bench { shelf, desk, .. } = bench;
        scarce.ascent.open_round();
        for (order, wish) in cluster.iter().zip(wishes) {
            let order = *order as usize;
            let mut is_known = true;
            tables.wants(order, |resource, _| is_known &= !at(moved, resource));
            if !is_known {
                // Units are those that are left: no plans have more.
                wish.least = tables.solve(order, Some(prices), Some(shelf.left(false)), desk, &mut wish.takes);
            }
            scarce.ascent.proves = scarce.ascent.proves.saturating_add(wish.least);
            tables.draws(order, &wish.takes, |resource, amount| {
                if let Some(slope) = scarce.place_of(resource).and_then(|place| scarce.ascent.slope.get_mut(place as usize)) {
                    *slope += amount;
                }
            });
        }
    }
}
