//! What the parcels of a location cost, as tiers: up to so much weight, so much money.

use super::super::tariff::{Load, Tariff};
use super::order::{CostedLocation, CostedOrder, Service};

/// The most steps of equal size beyond the last that are tiers of their own.
const INCREMENTS_MAX: u64 = 4;

/// A price for a parcel, and what may be in it.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) struct Tier {
    /// What the parcel costs with it, times the scale, the location's own cost included.
    pub(super) cost: i64,
    /// Up to how many grams.
    pub(super) grams: u64,
    /// Cubic millimetres that are charged as a gram, if size counts.
    pub(super) divisor: Option<u32>,
    /// What is beyond that, step by step; none: it takes no more.
    pub(super) beyond: Option<Beyond>,
    /// Whether hazardous goods may be in it.
    pub(super) hazardous: bool,
}

/// A location and its tiers, cheapest first.
#[derive(Clone, Debug, Default)]
pub(super) struct Site {
    pub(super) tiers: Vec<Tier>,
    /// Units that it can ship of each line.
    pub(super) units: Vec<i32>,
    /// What a unit costs beside its weight, times the scale.
    pub(super) unit_costs: Vec<i64>,
}

impl Site {
    /// A location of an order, by its place.
    pub(super) fn of(order: &CostedOrder, place: usize, scale: i64) -> Site {
        let Some(location) = order.locations.get(place) else { return Site::default() };
        let units: Vec<i32> = (0..order.lines.len()).map(|line| order.takes(place, line)).collect();
        let mut all = Load::default();
        for (line, units) in order.lines.iter().zip(&units) {
            all.add(&line.unit, u64::from(units.unsigned_abs()));
        }
        let mut tiers = Vec::new();
        for service in location.services.iter().filter(|_| units.iter().any(|units| *units > 0)) {
            tiers_of(location, service, &all, scale, &mut tiers);
        }
        let mut kept: Vec<Tier> = Vec::with_capacity(tiers.len());
        tiers.sort_by_key(|tier| (tier.cost, u64::MAX - tier.grams, tier.divisor, !tier.hazardous));
        for tier in tiers {
            if !kept.iter().any(|other| other.takes_all_of(&tier)) {
                kept.push(tier);
            }
        }
        let unit_costs = location.unit_costs.iter().map(|cost| cost.saturating_mul(scale)).collect();
        Site { tiers: kept, units, unit_costs }
    }
}

impl Tier {
    /// Whether whatever fits in the other fits in it. It is no dearer: tiers come cheapest first.
    fn takes_all_of(&self, other: &Tier) -> bool {
        let grows = other.beyond.is_none() || self.beyond == other.beyond;
        self.divisor == other.divisor && self.grams >= other.grams && self.hazardous >= other.hazardous && grows
    }
}

/// Many steps of equal size: too many to be a tier each.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) struct Beyond {
    last: u64,
    each: u64,
    amount: i64,
    further: i64,
    /// What is charged beside weight and fuel.
    own: i64,
    fuel_millionths: i64,
    scale: i64,
    /// How many there are.
    pub(super) times: u64,
}

impl Beyond {
    /// The upper bound of so many steps.
    pub(super) fn grams(&self, times: u64) -> u64 {
        self.last.saturating_add(times.saturating_mul(self.each))
    }

    /// What a parcel costs with so many steps, times the scale.
    pub(super) fn cost(&self, times: u64) -> i64 {
        let weight = self.amount.saturating_add(self.further.saturating_mul(i64::try_from(times).unwrap_or(i64::MAX)));
        let fuel = Tariff { fuel_millionths: self.fuel_millionths, ..Tariff::default() }.fuel(weight);
        self.own.saturating_add(weight).saturating_add(fuel).saturating_mul(self.scale)
    }

    /// How many steps a weight needs.
    pub(super) fn times_of(&self, grams: u64) -> u64 {
        grams.saturating_sub(self.last).div_ceil(self.each)
    }

    /// What a gram costs by the line below the steps, times the scale, as a fraction.
    pub(super) fn slope(&self) -> (i128, i128) {
        let rise = i128::from(self.further) * i128::from(1_000_000 + self.fuel_millionths) * i128::from(self.scale);
        (rise, i128::from(self.each) * 1_000_000)
    }

    /// What rounding of fuel may lift the beginning of that line above the steps, times the scale.
    pub(super) fn rounding(&self) -> i64 {
        if self.fuel_millionths == 0 { 0 } else { self.scale }
    }
}

fn tiers_of(location: &CostedLocation, service: &Service, all: &Load, scale: i64, tiers: &mut Vec<Tier>) {
    let tariff = &service.tariff;
    let heaviest = all.billed(tariff.divisor);
    let own = location.per_parcel.saturating_add(service.extra).saturating_add(tariff.remote).saturating_add(tariff.per_parcel);
    let hazards: &[Option<i64>] = if all.hazardous { &[Some(0), tariff.hazardous] } else { &[Some(0)] };
    for (with, hazard) in [false, true].into_iter().zip(hazards) {
        let Some(hazard) = hazard else { continue };
        let total =
            |weight: i64| own.saturating_add(weight).saturating_add(tariff.fuel(weight)).saturating_add(*hazard).saturating_mul(scale);
        let tier = |grams: u64, weight: i64| Tier {
            cost: total(weight),
            grams,
            divisor: tariff.divisor.filter(|divisor| *divisor > 0),
            beyond: None,
            hazardous: with,
        };
        for (bound, amount) in &tariff.steps {
            tiers.push(tier(*bound, *amount));
            if *bound >= heaviest {
                break;
            }
        }
        let (Some((last, amount)), Some((each, further))) = (tariff.steps.last(), tariff.beyond) else { continue };
        if *last >= heaviest {
            continue;
        }
        let each = each.max(1);
        let times = (heaviest - last).div_ceil(each);
        if times <= INCREMENTS_MAX {
            for times in 1..=times {
                let bound = last.saturating_add(times.saturating_mul(each));
                tiers.extend(tariff.weight(bound).map(|weight| tier(bound, weight)));
            }
        } else {
            let (own, fuel_millionths) = (own.saturating_add(*hazard), tariff.fuel_millionths);
            let beyond = Beyond { last: *last, each, amount: *amount, further, own, fuel_millionths, scale, times };
            tiers.push(Tier { cost: beyond.cost(1), grams: beyond.grams(1), beyond: Some(beyond), ..tier(*last, *amount) });
        }
    }
}
