//! Random orders with step tariffs, small enough to try every plan.

use oms_core::rates::{CostedLine, CostedLocation, CostedOrder, Load, Service, Tariff};

use crate::dice::Dice;

fn size(value: i64) -> u64 {
    u64::try_from(value).expect("not negative")
}

pub(crate) fn tariff(dice: &mut Dice) -> Tariff {
    let (mut grams, mut amount) = (0, dice.below(400));
    let mut steps = Vec::new();
    for _ in 0..=dice.below(4) {
        grams += 1 + size(dice.below(900));
        steps.push((grams, amount));
        // Flat stretches, gentle rises and leaps.
        amount += match dice.below(4) {
            0 => 0,
            1 => dice.below(20),
            2 => dice.below(150),
            _ => dice.below(1_200),
        };
    }
    Tariff {
        steps,
        beyond: dice.maybe(60, |dice| (1 + size(dice.below(400)), dice.below(200))),
        divisor: dice.maybe(40, |dice| u32::try_from(1 + dice.below(6)).expect("small")),
        fuel_millionths: if dice.chance(50) { dice.below(400_000) } else { 0 },
        remote: if dice.chance(20) { dice.below(300) } else { 0 },
        per_parcel: if dice.chance(30) { dice.below(50) } else { 0 },
        hazardous: dice.maybe(70, |dice| dice.below(300)),
        transit_days: 1,
    }
}

fn unit(dice: &mut Dice) -> Load {
    let grams = if dice.chance(10) { 0 } else { size(dice.below(700)) };
    let volume = if dice.chance(50) { u128::from(size(1 + dice.below(2_500))) } else { 0 };
    Load { grams, volume, unsized_grams: if volume == 0 { grams } else { 0 }, hazardous: dice.chance(15) }
}

/// An order of up to `lines` lines of up to `units` units, and up to `locations` locations.
pub(crate) fn order(dice: &mut Dice, lines: i64, units: i64, locations: i64) -> CostedOrder {
    let lines: Vec<CostedLine> = (0..1 + dice.below(lines))
        .map(|_| CostedLine {
            units: i32::try_from(1 + dice.below(units)).expect("small"),
            short_penalty: if dice.chance(80) { 1_000_000 } else { dice.below(900) },
            unit: unit(dice),
        })
        .collect();
    let count = 1 + dice.below(locations);
    let shared: Vec<Tariff> = (0..2).map(|_| tariff(dice)).collect();
    let location = |dice: &mut Dice| CostedLocation {
        per_parcel: dice.below(250),
        services: (0..dice.below(3))
            .map(|card| Service {
                card: u32::try_from(card).ok(),
                tariff: if dice.chance(50) { dice.pick(&shared) } else { tariff(dice) },
                extra: if dice.chance(30) { dice.below(200) } else { 0 },
            })
            .collect(),
        units: lines
            .iter()
            .map(|line| if dice.chance(70) { i32::try_from(dice.below(i64::from(line.units) + 2)).expect("small") } else { 0 })
            .collect(),
        unit_costs: lines.iter().map(|_| dice.below(120) - 30).collect(),
    };
    let all: Vec<CostedLocation> = (0..count).map(|_| location(dice)).collect();
    let parcels_max = usize::try_from(if dice.chance(30) { dice.below(3) } else { 9 }).expect("small");
    CostedOrder { lines, locations: all, parcels_max }
}
