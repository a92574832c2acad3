//! A rate card for one destination, in minor units: what a parcel costs, step by step.

use rust_decimal::Decimal;

use crate::{Amount, Currency};

/// Parts of the whole in which fuel is kept: a percent with four decimals is a whole number of them.
const MILLION: i64 = 1_000_000;

/// What is in a parcel, as far as its price goes.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct Load {
    /// What it weighs.
    pub grams: u64,
    /// Cubic millimetres of the units whose size is known.
    pub volume: u128,
    /// What the units weigh whose size is not known.
    pub unsized_grams: u64,
    /// Whether hazardous goods are among them.
    pub hazardous: bool,
}

impl Load {
    /// Puts further units in.
    pub fn add(&mut self, unit: &Load, units: u64) {
        self.grams = self.grams.saturating_add(unit.grams.saturating_mul(units));
        self.volume = self.volume.saturating_add(unit.volume.saturating_mul(u128::from(units)));
        self.unsized_grams = self.unsized_grams.saturating_add(unit.unsized_grams.saturating_mul(units));
        self.hazardous |= unit.hazardous && units > 0;
    }

    /// The grams it is charged by.
    pub fn billed(&self, divisor: Option<u32>) -> u64 {
        let Some(divisor) = divisor.filter(|divisor| *divisor > 0) else { return self.grams };
        // Cubic centimetres to a kilogram are cubic millimetres to a gram.
        let by_volume = u64::try_from(self.volume.div_ceil(u128::from(divisor))).unwrap_or(u64::MAX);
        self.grams.max(by_volume.saturating_add(self.unsized_grams))
    }
}

/// What a service charges for parcels to one destination, all in minor units. Costs never fall with weight.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Tariff {
    /// Up to how many grams, and what that costs; ascending.
    pub steps: Vec<(u64, i64)>,
    /// What so many grams more cost.
    pub beyond: Option<(u64, i64)>,
    /// Cubic millimetres that are charged as a gram.
    pub divisor: Option<u32>,
    /// Fuel, in millionths of the price by weight.
    pub fuel_millionths: i64,
    /// For each parcel to where it is hard to reach.
    pub remote: i64,
    /// For each parcel.
    pub per_parcel: i64,
    /// For hazardous goods; none: they are not taken.
    pub hazardous: Option<i64>,
    /// Days from hand-over to delivery.
    pub transit_days: u16,
}

/// What a parcel costs, part by part, in minor units.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct Charges {
    /// The grams it is charged by.
    pub grams: u64,
    /// By weight.
    pub weight: i64,
    /// Fuel.
    pub fuel: i64,
    /// Hard to reach.
    pub remote: i64,
    /// Hazardous goods.
    pub hazardous: i64,
    /// Per parcel.
    pub per_parcel: i64,
}

impl Charges {
    /// All of it.
    pub const fn sum(&self) -> i64 {
        self.weight + self.fuel + self.remote + self.hazardous + self.per_parcel
    }
}

/// Why a service does not take a parcel.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum NotTaken {
    /// It is heavier than the last step.
    TooHeavy,
    /// It holds hazardous goods.
    HazardousGoods,
}

impl Tariff {
    /// What a weight costs, without anything on top; none if it is too heavy.
    pub fn weight(&self, grams: u64) -> Option<i64> {
        let place = self.steps.partition_point(|(bound, _)| *bound < grams);
        if let Some((_, amount)) = self.steps.get(place) {
            return Some(*amount);
        }
        let (last, amount) = self.steps.last()?;
        let (each, further) = self.beyond?;
        let times = i64::try_from(grams.saturating_sub(*last).div_ceil(each.max(1))).ok()?;
        // What no price list means is not taken, so that no sum is ever out of bounds.
        further.checked_mul(times)?.checked_add(*amount).filter(|amount| *amount <= WEIGHT_MAX)
    }

    /// What fuel comes to on a price by weight, rounded half away from zero.
    pub const fn fuel(&self, weight: i64) -> i64 {
        let whole = weight / MILLION;
        let rest = weight % MILLION;
        whole * self.fuel_millionths + (rest * self.fuel_millionths + MILLION / 2) / MILLION
    }

    /// What no parcel of at most that costs more than, among those that are taken.
    pub(super) fn ceiling(&self, load: &Load) -> i64 {
        let last = self.steps.last().map_or(0, |(_, amount)| *amount);
        let weight = self.weight(load.billed(self.divisor)).unwrap_or(if self.beyond.is_some() { WEIGHT_MAX } else { last });
        Charges {
            grams: 0,
            weight,
            fuel: self.fuel(weight),
            remote: self.remote,
            hazardous: self.hazardous.unwrap_or_default(),
            per_parcel: self.per_parcel,
        }
        .sum()
    }

    /// What a parcel costs, part by part.
    pub fn charges(&self, load: &Load) -> Result<Charges, NotTaken> {
        let hazardous = match self.hazardous {
            _ if !load.hazardous => 0,
            Some(amount) => amount,
            None => return Err(NotTaken::HazardousGoods),
        };
        let grams = load.billed(self.divisor);
        let weight = self.weight(grams).ok_or(NotTaken::TooHeavy)?;
        Ok(Charges { grams, weight, fuel: self.fuel(weight), remote: self.remote, hazardous, per_parcel: self.per_parcel })
    }
}

/// The most that a weight costs, in minor units; heavier parcels are not taken.
pub(super) const WEIGHT_MAX: i64 = 1 << 40;

/// An amount of a card that was checked when it was put.
pub(crate) fn minor_of(amount: Decimal, currency: Currency) -> i64 {
    Amount::exact(amount, currency).map_or(0, Amount::minor)
}

/// A percent in millionths; more decimals than four are cut off.
pub(crate) fn millionths_of(percent: Decimal) -> i64 {
    let whole = percent.checked_mul(Decimal::from(10_000)).and_then(|millionths| i64::try_from(millionths.trunc().mantissa()).ok());
    whole.unwrap_or_default()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may stop")]
    use super::*;

    fn tariff() -> Tariff {
        Tariff {
            steps: vec![(1_000, 450), (2_000, 500), (5_000, 690)],
            beyond: Some((1_000, 110)),
            divisor: Some(5_000),
            fuel_millionths: 125_000,
            hazardous: None,
            ..Tariff::default()
        }
    }

    #[test]
    fn steps_hold_their_bounds_and_begin_anew_above_them() {
        let tariff = tariff();
        for (grams, amount) in [
            (0, 450),
            (1, 450),
            (1_000, 450),
            (1_001, 500),
            (2_000, 500),
            (2_001, 690),
            (5_000, 690),
            (5_001, 800),
            (6_000, 800),
            (6_001, 910),
            (31_000, 690 + 26 * 110),
        ] {
            assert_eq!(tariff.weight(grams), Some(amount), "{grams} g");
        }
        let ending = Tariff { beyond: None, ..tariff };
        assert_eq!(ending.weight(5_000), Some(690));
        assert_eq!(ending.weight(5_001), None);
        assert_eq!(Tariff { beyond: Some((1, 1 << 30)), ..ending }.weight(u64::MAX), None);
    }

    #[test]
    fn fuel_is_rounded_half_away_from_zero() {
        let tariff = tariff();
        // 12.5 % of 4.50 is 0.5625, of 5.00 is 0.625, of 0.04 is half a cent.
        assert_eq!([450, 500, 4, 3].map(|weight| tariff.fuel(weight)), [56, 63, 1, 0]);
        assert_eq!(tariff.fuel(1 << 40), (1 << 40) / 8);
        assert_eq!([millionths_of("12.5".parse().unwrap()), millionths_of("0.0001".parse().unwrap())], [125_000, 1]);
    }

    #[test]
    fn what_is_large_and_light_is_charged_by_its_size() {
        let tariff = tariff();
        let pillow = Load { grams: 800, volume: 500 * 400 * 150, ..Load::default() };
        assert_eq!(pillow.billed(tariff.divisor), 6_000);
        assert_eq!(pillow.billed(None), 800);
        // A unit without measures counts with its weight beside the volume of others.
        let mut both = pillow;
        both.add(&Load { grams: 2_500, unsized_grams: 2_500, ..Load::default() }, 2);
        assert_eq!((both.grams, both.billed(tariff.divisor)), (5_800, 11_000));
        let brick = Load { grams: 3_000, volume: 215 * 102 * 65, ..Load::default() };
        assert_eq!(brick.billed(tariff.divisor), 3_000);
        assert_eq!(Load { volume: 5_001, ..Load::default() }.billed(Some(5_000)), 2, "a part of a gram counts as one");
    }

    #[test]
    fn hazardous_goods_need_a_price() {
        let tariff = tariff();
        let spray = Load { grams: 400, unsized_grams: 400, hazardous: true, ..Load::default() };
        assert_eq!(tariff.charges(&spray), Err(NotTaken::HazardousGoods));
        let taken = Tariff { hazardous: Some(300), remote: 900, per_parcel: 20, ..tariff };
        let charges = taken.charges(&spray).unwrap();
        assert_eq!(charges, Charges { grams: 400, weight: 450, fuel: 56, remote: 900, hazardous: 300, per_parcel: 20 });
        assert_eq!(charges.sum(), 1_726);
    }
}
