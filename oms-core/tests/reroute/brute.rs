//! Every way to send all orders together with the stock that they hold and that is free.

use std::collections::BTreeMap;

use oms_core::order::Stage;

use crate::shop::{Compares, Shop, by_weight};

/// Units by SKU and location.
pub(crate) type Grid = Vec<Vec<i64>>;

/// What is compared: cost, or parcels and then metres. What is paid for moving is part of it.
pub(crate) type Value = (i64, i64);

/// An order as it stands.
pub(crate) struct Waits {
    pub(crate) held: Grid,
    pub(crate) priority: i16,
    metres: Vec<i64>,
    /// Units that take up something of today, by location.
    today: Vec<i64>,
}

pub(crate) struct Table {
    compares: Compares,
    places: Vec<(i64, i64)>,
    grams: Vec<i64>,
    pub(crate) orders: Vec<Waits>,
    pub(crate) pool: Grid,
    /// Orders and units that locations can take on, and what of that others have taken.
    capacities: Vec<Option<(i64, i64)>>,
    others: Vec<(i64, i64)>,
    moving: i64,
}

impl Table {
    /// What orders hold, and what is free.
    pub(crate) fn of(shop: &mut Shop, moving: i64) -> Table {
        let (skus, width) = (shop.grams.len(), shop.places.len());
        let mut pool: Grid = (0..skus).map(|sku| (0..width).map(|place| free(shop, sku, place)).collect()).collect();
        let mut orders = Vec::new();
        let mut others = vec![(0, 0); width];
        for id in shop.orders.clone() {
            let order = shop.engine.order(&id).unwrap().unwrap();
            let mut today = vec![0; width];
            let of_today = order.day_loads.iter().filter(|load| serde_json::to_value(load.day).unwrap() == "2026-03-01");
            of_today.for_each(|load| today[load.location.as_str()[1..].parse::<usize>().unwrap()] = load.units.units());
            let mut held: Grid = vec![vec![0; width]; skus];
            for line in &order.lines {
                for portion in line.units.portions().iter().filter(|portion| matches!(portion.stage, Stage::Reserved | Stage::Allocated)) {
                    let number = |id: &str| id[1..].parse::<usize>().unwrap();
                    held[number(line.sku.as_str())][number(portion.location.as_ref().unwrap().as_str())] += portion.quantity.units();
                }
            }
            if held.iter().flatten().any(|units| *units > 0) {
                for (pool, held) in pool.iter_mut().flatten().zip(held.iter().flatten()) {
                    *pool += held;
                }
                let metres = (0..width).map(|place| shop.metres(&id, place)).collect();
                orders.push(Waits { held, priority: order.priority, metres, today });
            } else {
                for (others, today) in others.iter_mut().zip(today).filter(|(_, today)| *today > 0) {
                    *others = (others.0 + 1, others.1 + today);
                }
            }
        }
        let places = shop.places.iter().map(|(_, parcel, unit)| (*parcel, *unit)).collect();
        let capacities = (0..width).map(|place| shop.capacities.get(place).copied().flatten()).collect();
        Table { compares: shop.compares, places, grams: shop.grams.clone(), orders, pool, capacities, others, moving }
    }

    /// Whether plans of all orders keep to the days of the locations: what goes is taken off first, and nothing comes to where too much is.
    pub(crate) fn has_room(&self, plans: &[&Grid]) -> bool {
        (0..self.places.len()).all(|place| {
            let Some((orders_max, units_max)) = self.capacities[place] else { return true };
            let at = |grid: &Grid| -> Vec<i64> { grid.iter().map(|row| row[place]).collect() };
            let (mut before, mut after, mut comes) = (self.others[place], self.others[place], 0);
            for (order, plan) in self.orders.iter().zip(plans) {
                let changes: Vec<i64> = at(plan).iter().zip(at(&order.held)).map(|(plan, held)| plan - held).collect();
                let taken: i64 = changes.iter().filter(|change| **change > 0).sum();
                let given: i64 = changes.iter().filter(|change| **change < 0).map(|change| -change).sum();
                let units = (order.today[place] - given).max(0) + taken;
                before = (before.0 + i64::from(order.today[place] > 0), before.1 + order.today[place]);
                after = (after.0 + i64::from(units > 0), after.1 + units);
                comes += taken;
            }
            let fits = |(orders, units): (i64, i64)| orders <= orders_max && units <= units_max;
            comes == 0 || fits(before) && fits(after)
        })
    }

    /// The same, with days that can take on anything.
    pub(crate) fn without_limits(mut self) -> Table {
        self.capacities.iter_mut().for_each(|capacity| *capacity = None);
        self
    }

    /// Priorities, highest first.
    pub(crate) fn priorities(&self) -> Vec<i16> {
        let mut priorities: Vec<i16> = self.orders.iter().map(|order| order.priority).collect();
        priorities.sort_unstable_by(|one, next| next.cmp(one));
        priorities.dedup();
        priorities
    }

    /// What plans of all orders come to by priority, highest first.
    pub(crate) fn ranks(&self, plans: &[&Grid]) -> Vec<Value> {
        let priorities = self.priorities();
        let mut ranks = vec![(0, 0); priorities.len()];
        for (order, plan) in self.orders.iter().zip(plans) {
            let rank = &mut ranks[priorities.iter().position(|priority| *priority == order.priority).unwrap()];
            let value = self.whole(order, plan);
            *rank = (rank.0 + value.0, rank.1 + value.1);
        }
        ranks
    }

    /// The least that all orders come to together, those of a higher priority first, on days that can take on only so much.
    pub(crate) fn least_by_priority(&self) -> Vec<Value> {
        let plans = self.orders.iter().map(|order| {
            let mut plans = Vec::new();
            self.enumerate(order, 0, &mut Vec::new(), &mut plans);
            plans.sort_by_key(|(value, _)| *value);
            plans
        });
        let plans: Vec<Vec<(Value, Grid)>> = plans.collect();
        let held: Vec<&Grid> = self.orders.iter().map(|order| &order.held).collect();
        let mut best = self.ranks(&held);
        self.look(&plans, &mut self.pool.clone(), &mut Vec::new(), &mut best);
        best
    }

    fn look<'a>(&self, plans: &'a [Vec<(Value, Grid)>], left: &mut Grid, chosen: &mut Vec<&'a Grid>, best: &mut Vec<Value>) {
        // Those that are still to come at their own best, whoever else takes what they take.
        let hoped: Vec<&Grid> = chosen.iter().copied().chain(plans[chosen.len()..].iter().map(|plans| &plans[0].1)).collect();
        let hoped = self.ranks(&hoped);
        if hoped >= *best {
            return;
        }
        let Some(of_order) = plans.get(chosen.len()) else {
            if self.has_room(chosen) {
                *best = hoped;
            }
            return;
        };
        for (_, plan) in of_order {
            if plan.iter().flatten().zip(left.iter().flatten()).all(|(taken, left)| taken <= left) {
                change(left, plan, -1);
                chosen.push(plan);
                self.look(plans, left, chosen, best);
                chosen.pop();
                change(left, plan, 1);
            }
        }
    }

    /// What a plan of an order comes to, without what is paid for moving.
    pub(crate) fn value(&self, order: &Waits, plan: &Grid) -> Value {
        let mut value = (0, 0);
        for place in 0..self.places.len() {
            let units: i64 = plan.iter().map(|row| row[place]).sum();
            if units == 0 {
                continue;
            }
            let grams: i64 = plan.iter().zip(&self.grams).map(|(row, grams)| row[place] * grams).sum();
            let (parcel, unit) = self.places[place];
            match self.compares {
                Compares::Parcels => value = (value.0 + 1, value.1 + order.metres[place]),
                Compares::Handling => value.0 += parcel + units * unit,
                Compares::Weight => value.0 += parcel + units * unit + by_weight(grams),
            }
        }
        value
    }

    /// What is paid for moving.
    pub(crate) fn moving(&self, order: &Waits, plan: &Grid) -> i64 {
        let sum = |grid: &Grid, place: usize| grid.iter().map(|row| row[place]).sum::<i64>();
        let anew = (0..self.places.len()).filter(|place| sum(plan, *place) > 0 && sum(&order.held, *place) == 0).count();
        self.moving * i64::try_from(anew).unwrap()
    }

    fn whole(&self, order: &Waits, plan: &Grid) -> Value {
        let (first, second) = self.value(order, plan);
        let moving = self.moving(order, plan);
        if self.compares == Compares::Parcels { (first, second + moving) } else { (first + moving, second) }
    }

    /// The least that all orders come to together.
    pub(crate) fn least(&self) -> Value {
        let plans: Vec<Vec<(Value, Grid)>> = self
            .orders
            .iter()
            .map(|order| {
                let mut plans = Vec::new();
                self.enumerate(order, 0, &mut Vec::new(), &mut plans);
                plans.sort_by_key(|(value, _)| *value);
                plans
            })
            .collect();
        // What the orders from each on come to at least, each alone.
        let mut floors = vec![(0, 0); plans.len() + 1];
        for place in (0..plans.len()).rev() {
            let first = plans[place][0].0;
            floors[place] = (floors[place + 1].0 + first.0, floors[place + 1].1 + first.1);
        }
        let mut best = (i64::MAX, i64::MAX);
        search(&plans, &floors, 0, &mut self.pool.clone(), (0, 0), &mut best);
        best
    }

    fn enumerate(&self, order: &Waits, sku: usize, rows: &mut Grid, plans: &mut Vec<(Value, Grid)>) {
        if sku == self.pool.len() {
            plans.push((self.whole(order, rows), rows.clone()));
            return;
        }
        let wanted: i64 = order.held[sku].iter().sum();
        for row in divisions(wanted, &self.pool[sku]) {
            rows.push(row);
            self.enumerate(order, sku + 1, rows, plans);
            rows.pop();
        }
    }
}

/// Every way to take so many units from locations that have some.
fn divisions(wanted: i64, there: &[i64]) -> Vec<Vec<i64>> {
    let Some((first, others)) = there.split_first() else { return if wanted == 0 { vec![Vec::new()] } else { Vec::new() } };
    let rest = |taken: i64| divisions(wanted - taken, others).into_iter().map(move |row| [vec![taken], row].concat());
    (0..=wanted.min(*first)).flat_map(rest).collect()
}

fn search(plans: &[Vec<(Value, Grid)>], floors: &[Value], place: usize, left: &mut Grid, sum: Value, best: &mut Value) {
    if (sum.0 + floors[place].0, sum.1 + floors[place].1) >= *best {
        return;
    }
    let Some(of_order) = plans.get(place) else {
        *best = sum;
        return;
    };
    for (value, plan) in of_order {
        if plan.iter().flatten().zip(left.iter().flatten()).all(|(taken, left)| taken <= left) {
            change(left, plan, -1);
            search(plans, floors, place + 1, left, (sum.0 + value.0, sum.1 + value.1), best);
            change(left, plan, 1);
        }
    }
}

fn change(left: &mut Grid, plan: &Grid, by: i64) {
    left.iter_mut().flatten().zip(plan.iter().flatten()).for_each(|(left, taken)| *left += by * taken);
}

/// Units that are free at a location.
fn free(shop: &mut Shop, sku: usize, place: usize) -> i64 {
    let (sku, location) = (format!("s{sku}").parse().unwrap(), format!("n{place}").parse().unwrap());
    let wanted = oms_core::batch::ReadSet { skus: vec![sku], ..Default::default() };
    let snapshot = oms_core::Storage::load(shop.engine.storage(), &wanted).unwrap();
    let stock: BTreeMap<oms_core::LocationId, i64> =
        snapshot.skus[0].stock.iter().map(|level| (level.location.clone(), level.buckets.available)).collect();
    stock.get(&location).copied().unwrap_or_default()
}
