//! An order with all that its plans cost, and what one of them costs.

use super::super::tariff::{Load, Tariff};
use crate::sourcing::Shipped;

/// Units of an item that are to be shipped.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct CostedLine {
    /// How many.
    pub units: i32,
    /// What each unit costs that nobody ships. To ship all that can be shipped at any price, make it larger than any plan.
    pub short_penalty: i64,
    /// One unit, as a parcel is priced by it.
    pub unit: Load,
}

/// A service that a location can send with.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Service {
    /// Its rate card: the place in the list it comes from; none for what no card charges.
    pub card: Option<u32>,
    /// What it charges.
    pub tariff: Tariff,
    /// What a parcel with it costs beside that: days beyond the promise. Not negative.
    pub extra: i64,
}

/// A location that could ship, all costs in minor units.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct CostedLocation {
    /// What a parcel costs whoever carries it: packing, what one more parcel is worth avoiding, risk, load. Not negative.
    pub per_parcel: i64,
    /// Services; each parcel goes with the cheapest. Without any it cannot ship.
    pub services: Vec<Service>,
    /// Units it can ship, by line.
    pub units: Vec<i32>,
    /// What a unit costs beside its weight, by line; less than nothing is a credit.
    pub unit_costs: Vec<i64>,
}

/// An order, the locations that could ship it, and what that costs.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct CostedOrder {
    /// What is wanted.
    pub lines: Vec<CostedLine>,
    /// Who could ship, most preferred first: between plans that cost the same, earlier locations are preferred.
    pub locations: Vec<CostedLocation>,
    /// The most parcels; each location that ships makes one.
    pub parcels_max: usize,
}

/// A parcel of a plan.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct CostedParcel {
    /// Place of the location.
    pub location: u32,
    /// Place of the service among those of the location.
    pub service: u32,
    /// What the parcel costs: the service, its extra, and the location's own cost of a parcel. Units not included.
    pub cost: i64,
}

/// The best plan found.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct CostedPlan {
    /// Who ships what, by line and location. Units wanted that do not appear are short.
    pub ship: Vec<Shipped>,
    /// Its parcels, by location.
    pub parcels: Vec<CostedParcel>,
    /// What it costs by the true tariffs: parcels, units, penalties for what is short.
    pub cost: i64,
    /// No plan costs less than this. At most `cost`.
    pub bound: i64,
    /// Whether no plan is cheaper: `bound` equals `cost`.
    pub proven: bool,
    /// How much work it was, the same on every machine.
    pub steps: u32,
}

impl CostedOrder {
    /// The cheapest service for a parcel with so many units of each line, and what the parcel costs with it.
    ///
    /// None if no service takes it, or the location has less.
    pub fn parcel(&self, location: usize, taken: &[i32]) -> Option<CostedParcel> {
        let from = self.locations.get(location)?;
        let mut load = Load::default();
        for ((line, units), there) in self.lines.iter().zip(taken).zip(&from.units) {
            if units > there {
                return None;
            }
            load.add(&line.unit, u64::try_from(*units).ok()?);
        }
        let charged = |service: &Service| service.tariff.charges(&load).ok().map(|charges| charges.sum().saturating_add(service.extra));
        let priced = (0_u32..).zip(&from.services).filter_map(|(place, service)| Some((charged(service)?, place)));
        let (cost, service) = priced.min()?;
        let cost = cost.saturating_add(from.per_parcel);
        Some(CostedParcel { location: u32::try_from(location).ok()?, service, cost })
    }

    /// Makes units that are left out cost more than any plan, so that whatever can be shipped is.
    pub fn want_all(&mut self) {
        // Credits count as costs: a plan that leaves a unit out may have them all, one that does not none.
        let penalty = self.dearest().saturating_mul(2).saturating_add(1);
        self.lines.iter_mut().for_each(|line| line.short_penalty = penalty);
    }

    /// No plan costs more than this, and none brings more credit; what is short is not counted.
    pub fn dearest(&self) -> i64 {
        let everything: Vec<i32> = self.lines.iter().map(|line| line.units).collect();
        let mut whole = Load::default();
        self.lines.iter().for_each(|line| whole.add(&line.unit, u64::from(line.units.unsigned_abs())));
        let mut dearest = 0_i64;
        for location in &self.locations {
            let charged = location.services.iter().map(|service| service.tariff.ceiling(&whole).saturating_add(service.extra));
            let parcel = charged.max().unwrap_or_default().saturating_add(location.per_parcel);
            let units =
                everything.iter().zip(&location.unit_costs).map(|(units, cost)| i64::from(*units).saturating_mul(cost.saturating_abs()));
            dearest = units.fold(dearest.saturating_add(parcel), i64::saturating_add);
        }
        dearest
    }

    /// What the units in a parcel cost beside their weight.
    pub(super) fn units_cost(&self, location: usize, taken: &[i32]) -> i64 {
        let costs = self.locations.get(location).map(|from| &from.unit_costs[..]).unwrap_or_default();
        taken.iter().zip(costs).fold(0, |sum: i64, (units, cost)| sum.saturating_add(i64::from(*units).saturating_mul(*cost)))
    }

    /// What a plan costs by the true tariffs, and with which services, if it can be carried out.
    pub fn cost_of(&self, ship: &[Shipped]) -> Option<(i64, Vec<CostedParcel>)> {
        let mut taken = Taken::new(self);
        for shipped in ship {
            let cell = taken.of_mut(usize::try_from(shipped.location).ok()?).get_mut(usize::try_from(shipped.line).ok()?)?;
            // A line that a location ships twice is no plan: its units stand together.
            if shipped.units <= 0 || *cell != 0 {
                return None;
            }
            *cell = shipped.units;
        }
        taken.cost(self)
    }
}

/// Units that each location ships, by line.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(super) struct Taken {
    lines: usize,
    units: Vec<i32>,
}

impl Taken {
    pub(super) fn new(order: &CostedOrder) -> Taken {
        Taken { lines: order.lines.len(), units: vec![0; order.lines.len() * order.locations.len()] }
    }

    pub(super) fn of(&self, location: usize) -> &[i32] {
        self.units.get(location * self.lines..(location + 1) * self.lines).unwrap_or_default()
    }

    pub(super) fn of_mut(&mut self, location: usize) -> &mut [i32] {
        self.units.get_mut(location * self.lines..(location + 1) * self.lines).unwrap_or_default()
    }

    pub(super) fn ships(&self, location: usize) -> bool {
        self.of(location).iter().any(|units| *units > 0)
    }

    /// Units of a line that are left to be shipped.
    pub(super) fn left(&self, order: &CostedOrder, line: usize) -> i64 {
        let wanted = order.lines.get(line).map_or(0, |line| i64::from(line.units));
        let shipped = (0..order.locations.len()).filter_map(|location| self.of(location).get(line));
        wanted - shipped.map(|units| i64::from(*units)).sum::<i64>()
    }

    /// What the plan costs, if it can be carried out: units are there, no more than wanted, in no more parcels than allowed.
    pub(super) fn cost(&self, order: &CostedOrder) -> Option<(i64, Vec<CostedParcel>)> {
        let mut parcels = Vec::new();
        let mut cost = 0_i64;
        for location in (0..order.locations.len()).filter(|location| self.ships(*location)) {
            let parcel = order.parcel(location, self.of(location))?;
            cost = cost.checked_add(parcel.cost)?.checked_add(order.units_cost(location, self.of(location)))?;
            parcels.push(parcel);
        }
        for (place, line) in order.lines.iter().enumerate() {
            let left = self.left(order, place);
            if left < 0 {
                return None;
            }
            cost = cost.checked_add(line.short_penalty.checked_mul(left)?)?;
        }
        (parcels.len() <= order.parcels_max).then_some((cost, parcels))
    }

    /// As the solver tells plans: by line, then by location.
    pub(super) fn shipped(&self, order: &CostedOrder) -> Vec<Shipped> {
        let mut ship = Vec::new();
        for line in 0..order.lines.len() {
            for location in 0..order.locations.len() {
                let units = self.of(location).get(line).copied().unwrap_or_default();
                if let (Ok(line), Ok(location), 1..) = (u32::try_from(line), u32::try_from(location), units) {
                    ship.push(Shipped { line, location, units });
                }
            }
        }
        ship
    }
}
