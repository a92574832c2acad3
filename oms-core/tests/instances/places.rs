//! Where things are, and what it costs to ship from there.

use super::{Dice, Shop};

/// How a location keeps its goods.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Kind {
    Warehouse,
    Store,
    Supplier,
}

/// A location as one customer sees it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Place {
    kind: Kind,
    at: (i64, i64),
    zone: i64,
    late: i64,
    density: i64,
}

impl Place {
    /// Label, pick and pack, lateness, and what a parcel more is worth avoiding.
    pub(crate) fn fixed(&self) -> i64 {
        let label = match self.kind {
            Kind::Warehouse => 330,
            Kind::Store => 470,
            Kind::Supplier => 550,
        };
        200 + label + 140 * self.zone + self.late
    }

    /// Handling, weight, and that the last units of a store are worth more there.
    pub(crate) fn unit_cost(&self, weight: i64) -> i64 {
        let handling = match self.kind {
            Kind::Warehouse => 30,
            Kind::Store => 90,
            Kind::Supplier => 60,
        };
        handling + weight * (4 + 5 * self.zone)
    }

    /// Units on the shelf.
    pub(crate) fn stock(&self, dice: &mut Dice) -> i32 {
        if !dice.chance(self.density) {
            return 0;
        }
        let most = if self.kind == Kind::Store { 3 } else { 40 };
        i32::try_from(1 + dice.below(most)).expect("few")
    }

    pub(crate) fn is_store(&self) -> bool {
        self.kind == Kind::Store
    }

    /// The same location as a customer at another point sees it.
    pub(crate) fn seen_from(mut self, point: (i64, i64)) -> Place {
        let apart = (self.at.0 - point.0).abs() + (self.at.1 - point.1).abs();
        self.zone = (apart / 250).min(7);
        self
    }
}

pub(crate) fn of(shop: Shop, count: usize, dice: &mut Dice) -> Vec<Place> {
    let customer = point(dice);
    let warehouses = (count / 16).max(1);
    (0..count)
        .map(|number| {
            let kind = match shop {
                Shop::Thin => Kind::Store,
                Shop::Mixed if number < warehouses => Kind::Warehouse,
                Shop::Mixed if number % 8 == 7 => Kind::Supplier,
                Shop::Mixed => Kind::Store,
            };
            let density = match (shop, kind) {
                (Shop::Thin, _) => 17,
                (_, Kind::Warehouse) => 75,
                (_, Kind::Store) => 23,
                (_, Kind::Supplier) => 30,
            };
            let late = if dice.chance(25) { 420 } else { 0 };
            Place { kind, at: point(dice), zone: 0, late, density }.seen_from(customer)
        })
        .collect()
}

pub(crate) fn point(dice: &mut Dice) -> (i64, i64) {
    (dice.below(1_000), dice.below(1_000))
}

/// Mostly one.
pub(crate) fn quantity(dice: &mut Dice) -> i32 {
    match dice.below(100) {
        0..75 => 1,
        75..90 => 2,
        90..95 => 3,
        95..98 => 4,
        _ => 5,
    }
}
