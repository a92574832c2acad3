//! Orders that wait for the same stock.

use oms_core::sourcing::{Backlog, Claim, Load, Room, Waiting};

use super::{Dice, Shop, places};

/// An order of a backlog, owning its tables.
#[derive(Clone, Debug)]
struct Owned {
    fixed: Vec<i64>,
    claims: Vec<Claim>,
    unit_costs: Vec<i64>,
    shipments_max: usize,
    grams: Vec<i64>,
    uncounted: Vec<i32>,
}

/// A backlog, owning its tables.
#[derive(Clone, Debug)]
pub(crate) struct Queue {
    pub(crate) locations: usize,
    pub(crate) stock: Vec<i32>,
    rooms: Vec<Room>,
    orders: Vec<Owned>,
}

impl Queue {
    /// So many orders of so many SKUs; all stock together is `cover` percent of what is asked for, `stores` percent of it in stores.
    pub(crate) fn new(orders: usize, locations: usize, skus: usize, cover: i64, stores: i64, seed: u64) -> Queue {
        let mut dice = Dice::new(seed.wrapping_mul(7_919).wrapping_add((orders * 1_000 + locations) as u64));
        let sites = places::of(Shop::Mixed, locations, &mut dice);
        let popularity = cumulative(skus);
        let weights: Vec<i64> = (0..skus).map(|_| 1 + dice.below(12)).collect();
        let mut asked = vec![0_i64; skus];
        let made = (0..orders).map(|_| {
            let customer = places::point(&mut dice);
            let seen: Vec<_> = sites.iter().map(|site| site.seen_from(customer)).collect();
            let mut order = Owned {
                fixed: seen.iter().map(places::Place::fixed).collect(),
                claims: Vec::new(),
                unit_costs: Vec::new(),
                shipments_max: locations,
                grams: Vec::new(),
                uncounted: Vec::new(),
            };
            for _ in 0..lines(&mut dice) {
                let sku = draw(&popularity, &mut dice);
                if order.claims.iter().any(|claim| claim.sku as usize == sku) {
                    continue;
                }
                let quantity = if dice.chance(90) { 1 } else { 2 };
                asked[sku] += i64::from(quantity);
                order.claims.push(Claim { sku: u32::try_from(sku).expect("few"), quantity, short_penalty: 10_000 });
                order.unit_costs.extend(seen.iter().map(|place| place.unit_cost(weights[sku])));
            }
            order
        });
        let orders: Vec<Owned> = made.collect();
        let mut stock = vec![0; skus * locations];
        let (shops, depots): (Vec<usize>, Vec<usize>) = (0..locations).partition(|number| sites[*number].is_store());
        for (sku, asked) in asked.iter().enumerate() {
            for _ in 0..(asked * cover + 99) / 100 {
                let pool = if !shops.is_empty() && dice.chance(stores) { &shops } else { &depots };
                stock[sku * locations + dice.pick(pool)] += 1;
            }
        }
        Queue { locations, stock, rooms: Vec::new(), orders }
    }

    /// A few small orders in which anything may happen: scarce stock, costs that are equal, penalties worth paying, limits that bite.
    pub(crate) fn odd(seed: u64) -> Queue {
        let mut dice = Dice::new(seed);
        let mut few = |most: i64| usize::try_from(1 + dice.below(most)).expect("few");
        let (orders, locations, skus) = (few(4), few(4), few(4));
        let (fixed_step, cost_step, dear) = (1 + dice.below(200), 1 + dice.below(40), dice.chance(60));
        let made = (0..orders).map(|_| {
            let fixed = (0..locations).map(|_| dice.below(6) * fixed_step).collect();
            let (grams, uncounted) = (Vec::new(), Vec::new());
            let mut order = Owned { fixed, claims: Vec::new(), unit_costs: Vec::new(), shipments_max: locations, grams, uncounted };
            for sku in 0..skus {
                if dice.chance(55) {
                    let quantity = i32::try_from(dice.below(3)).expect("few");
                    let short_penalty = if dear { 10_000 } else { dice.below(10) * fixed_step };
                    order.claims.push(Claim { sku: u32::try_from(sku).expect("few"), quantity, short_penalty });
                    order.unit_costs.extend((0..locations).map(|_| dice.below(8) * cost_step - cost_step));
                }
            }
            if dice.chance(20) {
                order.shipments_max = usize::try_from(dice.below(3)).expect("few");
            }
            order
        });
        let orders: Vec<Owned> = made.collect();
        let stock = (0..skus * locations).map(|_| i32::try_from(dice.below(3)).expect("few")).collect();
        Queue { locations, stock, rooms: Vec::new(), orders }
    }

    /// The same with locations that can take on only so much, some units of which take up no room.
    pub(crate) fn crowded(seed: u64) -> Queue {
        let (mut queue, mut dice) = (Queue::odd(seed), Dice::new(seed + 77_000));
        let weights: Vec<i64> = (0..5).map(|_| dice.below(400)).collect();
        queue.rooms.extend((0..queue.locations).map(|_| Room {
            orders: dice.chance(40).then(|| dice.below(4)),
            units: dice.chance(40).then(|| dice.below(6)),
            grams: dice.chance(30).then(|| dice.below(1_200)),
        }));
        for order in &mut queue.orders {
            order.grams.extend(order.claims.iter().map(|claim| weights[claim.sku as usize]));
            if dice.chance(50) {
                let units = (0..order.claims.len() * queue.locations).map(|_| if dice.chance(25) { 1 } else { 0 });
                order.uncounted.extend(units);
            }
        }
        queue
    }

    /// The same orders, at locations that can take on a share of all orders each, in percent.
    pub(crate) fn with_rooms(mut self, percent: i64) -> Queue {
        let orders = i64::try_from(self.orders.len()).expect("few");
        let units: i64 = self.orders.iter().flat_map(|order| &order.claims).map(|claim| i64::from(claim.quantity)).sum();
        let room = Room { orders: Some(orders * percent / 100), units: Some(units * percent / 100), grams: None };
        self.rooms = vec![room; self.locations];
        self
    }

    /// Calls `take` with the backlog as the solver takes it.
    pub(crate) fn with<T>(&self, take: impl FnOnce(&Backlog<'_>) -> T) -> T {
        let orders: Vec<Waiting<'_>> = self.orders.iter().map(Queue::order).collect();
        take(&Backlog { locations: self.locations, stock: &self.stock, rooms: &self.rooms, orders: &orders })
    }

    fn order(order: &Owned) -> Waiting<'_> {
        let load = Load { grams: &order.grams, uncounted: &order.uncounted };
        Waiting { fixed: &order.fixed, claims: &order.claims, unit_costs: &order.unit_costs, shipments_max: order.shipments_max, load }
    }
}

/// Half of all orders have one line.
fn lines(dice: &mut Dice) -> i64 {
    match dice.below(100) {
        0..50 => 1,
        50..74 => 2,
        74..88 => 3,
        88..94 => 4,
        _ => 5 + dice.below(4),
    }
}

/// The first SKUs are asked for most, as in most shops.
fn cumulative(skus: usize) -> Vec<i64> {
    let mut sum = 0;
    (0..skus)
        .map(|sku| {
            sum += 1_000_000 / (i64::try_from(sku).expect("few") + 12);
            sum
        })
        .collect()
}

fn draw(cumulative: &[i64], dice: &mut Dice) -> usize {
    let at = dice.below(cumulative.last().copied().unwrap_or(1));
    cumulative.partition_point(|sum| *sum <= at).min(cumulative.len().saturating_sub(1))
}
