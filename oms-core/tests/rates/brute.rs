//! The best plan, found by looking at every one, with tariffs reckoned the long way.

use oms_core::rates::{CostedOrder, Load, Tariff};
use oms_core::sourcing::Shipped;

/// What a service charges, gram by gram.
pub(crate) fn charge(tariff: &Tariff, load: &Load) -> Option<i64> {
    if load.hazardous && tariff.hazardous.is_none() {
        return None;
    }
    let mut grams = load.grams;
    if let Some(divisor) = tariff.divisor {
        let mut by_size = load.unsized_grams;
        let mut volume = load.volume;
        while volume > 0 {
            by_size += 1;
            volume = volume.saturating_sub(u128::from(divisor));
        }
        grams = grams.max(by_size);
    }
    let weight = match tariff.steps.iter().find(|(bound, _)| grams <= *bound) {
        Some((_, amount)) => *amount,
        None => {
            let (each, further) = tariff.beyond?;
            let (mut bound, mut amount) = *tariff.steps.last()?;
            while bound < grams {
                bound += each;
                amount += further;
            }
            amount
        }
    };
    let fuel = i64::try_from((i128::from(weight) * i128::from(tariff.fuel_millionths) * 2 + 1_000_000) / 2_000_000).expect("small");
    let hazardous = if load.hazardous { tariff.hazardous? } else { 0 };
    Some(weight + fuel + tariff.remote + tariff.per_parcel + hazardous)
}

/// What a plan costs, given as units by line and location; `None` if nobody takes a parcel of it or there are too many.
pub(crate) fn cost(order: &CostedOrder, plan: &[Vec<i32>]) -> Option<i64> {
    let (mut cost, mut parcels) = (0, 0);
    for (place, location) in order.locations.iter().enumerate() {
        let mut load = Load::default();
        let mut any = false;
        for (line, wanted) in order.lines.iter().enumerate() {
            let units = plan[line][place];
            if units > location.units[line] {
                return None;
            }
            for _ in 0..units {
                any = true;
                load.grams += wanted.unit.grams;
                load.volume += wanted.unit.volume;
                load.unsized_grams += wanted.unit.unsized_grams;
                load.hazardous |= wanted.unit.hazardous;
                cost += location.unit_costs[line];
            }
        }
        if any {
            parcels += 1;
            let charged = location.services.iter().filter_map(|service| Some(charge(&service.tariff, &load)? + service.extra));
            cost += charged.min()? + location.per_parcel;
        }
    }
    for (line, wanted) in order.lines.iter().enumerate() {
        cost += wanted.short_penalty * i64::from(wanted.units - plan[line].iter().sum::<i32>());
    }
    (parcels <= order.parcels_max).then_some(cost)
}

/// The plan of a list of shipments.
pub(crate) fn plan_of(order: &CostedOrder, ship: &[Shipped]) -> Vec<Vec<i32>> {
    let mut plan = vec![vec![0; order.locations.len()]; order.lines.len()];
    for shipped in ship {
        plan[shipped.line as usize][shipped.location as usize] += shipped.units;
    }
    plan
}

/// Calls `look` with every plan there is.
pub(crate) fn every_plan(order: &CostedOrder, look: &mut impl FnMut(&[Vec<i32>])) {
    let mut plan = vec![vec![0; order.locations.len()]; order.lines.len()];
    fill(order, &mut plan, 0, 0, look);
}

fn fill(order: &CostedOrder, plan: &mut Vec<Vec<i32>>, line: usize, location: usize, look: &mut impl FnMut(&[Vec<i32>])) {
    if line == order.lines.len() {
        return look(plan);
    }
    if location == order.locations.len() {
        return fill(order, plan, line + 1, 0, look);
    }
    let left = order.lines[line].units - plan[line].iter().sum::<i32>();
    for units in 0..=left.min(order.locations[location].units[line]) {
        plan[line][location] = units;
        fill(order, plan, line, location + 1, look);
    }
    plan[line][location] = 0;
}

/// What the cheapest plan costs.
pub(crate) fn cheapest(order: &CostedOrder) -> i64 {
    let mut best = i64::MAX;
    every_plan(order, &mut |plan| best = best.min(cost(order, plan).unwrap_or(i64::MAX)));
    best
}
