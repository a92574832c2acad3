//! Prices of lines: what no plan costs less than, steps and limits of weight included.
//!
//! Each line has a price a unit. At these prices each location sells what brings it most: of each tier as much as it takes, the best paid
//! weight first, the last unit in part. The prices of all that is wanted, less what the locations gain, is a bound. It is never below that
//! of lines below the tariffs: a location that cannot carry everything is not thought to.

use super::order::CostedOrder;
use super::tiers::{Site, Tier};

/// Parts of a unit in which amounts are reckoned.
pub(super) const PART: i64 = 1_024;

/// Which tiers are open for each location: bit 0 is to ship nothing, the others are the tiers.
pub(super) type Choices = Vec<u128>;

/// What is settled in a part of all plans.
#[derive(Clone, Debug)]
pub(super) struct Settled {
    pub(super) choices: Choices,
    /// The fewest and the most units that each location ships, by location, then by line.
    pub(super) least: Vec<i32>,
    pub(super) most: Vec<i32>,
    /// The fewest and the most steps beyond its last that each location pays, whatever tier it is.
    pub(super) steps: Vec<(u64, u64)>,
}

/// The most tiers of a location.
const TIERS_MAX: usize = 126;

/// An order at prices.
#[derive(Debug)]
pub(super) struct Pricing<'a> {
    order: &'a CostedOrder,
    pub(super) sites: Vec<Site>,
    pub(super) scale: i64,
    /// Prices of a unit of each line, times the scale.
    pub(super) prices: Vec<i64>,
    /// What each location ships, in parts of units: by location, then by line.
    pub(super) ships: Vec<i64>,
    /// The choice of each location.
    pub(super) chosen: Vec<usize>,
    /// Which way prices were moved.
    direction: Vec<i128>,
    /// How much work it was, in looks at a line.
    pub(super) work: u64,
}

impl<'a> Pricing<'a> {
    /// Begins with prices of the cheapest gram. None if there are too many tiers.
    pub(super) fn new(order: &'a CostedOrder, scale: i64) -> Option<Pricing<'a>> {
        let sites: Vec<Site> = (0..order.locations.len()).map(|place| Site::of(order, place, scale)).collect();
        if sites.iter().any(|site| site.tiers.len() > TIERS_MAX) {
            return None;
        }
        let lines = order.lines.len();
        let mut pricing = Pricing {
            order,
            prices: vec![0; lines],
            ships: vec![0; lines * sites.len()],
            chosen: vec![0; sites.len()],
            direction: vec![0; lines],
            work: 0,
            sites,
            scale,
        };
        for line in 0..lines {
            let penalty = pricing.penalty(line);
            let price = pricing.sites.iter().filter_map(|site| cheapest(order, site, line)).min();
            if let Some(slot) = pricing.prices.get_mut(line) {
                *slot = price.unwrap_or(penalty).min(penalty);
            }
        }
        Some(pricing)
    }

    fn penalty(&self, line: usize) -> i64 {
        self.order.lines.get(line).map_or(0, |line| line.short_penalty.saturating_mul(self.scale))
    }

    /// All plans.
    pub(super) fn all(&self) -> Settled {
        let most: Vec<i32> = self.sites.iter().flat_map(|site| site.units.iter().copied()).collect();
        let choices = self.sites.iter().map(|site| (2_u128 << site.tiers.len()) - 1).collect();
        let steps = vec![(1, u64::MAX); self.sites.len()];
        Settled { choices, least: vec![0; most.len()], most, steps }
    }

    /// The bound at the prices as they are, where some things are settled. None if there is no such plan at all.
    pub(super) fn evaluate(&mut self, settled: &Settled) -> Option<i64> {
        let lines = self.order.lines.len();
        let mut gains: Vec<(i128, usize)> = Vec::with_capacity(self.sites.len());
        let (mut must, mut bound) = (0_usize, 0_i128);
        for (place, open) in settled.choices.iter().enumerate() {
            let best = self.look(place, *open, settled)?;
            if open & 1 == 0 {
                must += 1;
                bound -= best;
            } else if best > 0 {
                gains.push((best, place));
            }
        }
        let room = self.order.parcels_max.checked_sub(must)?;
        if gains.len() > room {
            gains.sort_unstable_by(|one, other| other.0.cmp(&one.0).then(one.1.cmp(&other.1)));
            for (_, place) in gains.drain(room..) {
                if let Some(chosen) = self.chosen.get_mut(place) {
                    *chosen = 0;
                }
                self.ships.get_mut(place * lines..(place + 1) * lines).unwrap_or_default().fill(0);
            }
        }
        bound -= gains.iter().map(|(gain, _)| *gain).sum::<i128>();
        for (line, price) in self.order.lines.iter().zip(&self.prices) {
            bound += i128::from(line.units) * i128::from(*price);
        }
        // Whatever does not fit proves nothing.
        Some(i64::try_from(bound).unwrap_or(i64::MIN))
    }

    /// What a location gains by its best choice; None if nothing is open to it.
    fn look(&mut self, place: usize, open: u128, settled: &Settled) -> Option<i128> {
        let lines = self.order.lines.len();
        let Pricing { order, sites, prices, ships, chosen, work, .. } = self;
        let site = sites.get(place)?;
        let gain = |line: usize| {
            i128::from(prices.get(line).copied().unwrap_or_default() - site.unit_costs.get(line).copied().unwrap_or_default())
        };
        let row = place * lines..(place + 1) * lines;
        let least = settled.least.get(row.clone()).unwrap_or_default();
        let most = settled.most.get(row).unwrap_or_default();
        let range = Range { least, most, steps: settled.steps.get(place).copied().unwrap_or((1, u64::MAX)) };
        let paid: Vec<usize> = (0..lines).filter(|line| range.spare(*line) > 0 && gain(*line) > 0).collect();
        *work += lines as u64 + 16;
        let mut sorted: Vec<(Measure, Vec<usize>)> = Vec::new();
        let mut best: Option<(i128, usize, Measure)> = (open & 1 == 1).then_some((0, 0, Measure::Grams));
        for (number, tier) in site.tiers.iter().enumerate().filter(|(number, _)| open >> (number + 1) & 1 == 1) {
            let mut found: Option<(i128, Measure)> = None;
            for measure in Measure::of(tier) {
                if !sorted.iter().any(|(known, _)| *known == measure) {
                    let mut by_worth = paid.clone();
                    by_worth.sort_by(|one, other| {
                        let worth = |of: usize, by: usize| gain(of) * i128::from(weight(order, by, measure));
                        worth(*other, *one).cmp(&worth(*one, *other)).then(one.cmp(other))
                    });
                    sorted.push((measure, by_worth));
                }
                let by_worth = sorted.iter().find(|(known, _)| *known == measure).map_or(&[][..], |(_, lines)| lines);
                *work += by_worth.len() as u64 * 2 + 8;
                let value = fill(order, range, tier, measure, by_worth, &gain, &mut |_, _| {});
                let Some(value) = value else {
                    found = None;
                    break;
                };
                // Weight and size both limit it: what is less is closer to the truth.
                if found.is_none_or(|(known, _)| value < known) {
                    found = Some((value, measure));
                }
            }
            let Some((value, measure)) = found else { continue };
            if best.is_none_or(|(known, ..)| value > known) {
                best = Some((value, number + 1, measure));
            }
        }
        let (value, number, measure) = best?;
        let row = ships.get_mut(place * lines..(place + 1) * lines).unwrap_or_default();
        row.fill(0);
        if let Some(tier) = number.checked_sub(1).and_then(|number| site.tiers.get(number)) {
            let by_worth = sorted.iter().find(|(known, _)| *known == measure).map_or(&[][..], |(_, lines)| lines);
            fill(order, range, tier, measure, by_worth, &gain, &mut |line, parts| {
                if let Some(slot) = row.get_mut(line) {
                    *slot = parts;
                }
            });
        }
        if let Some(chosen) = chosen.get_mut(place) {
            *chosen = number;
        }
        Some(value)
    }

    /// Moves prices towards a bound that is higher by `gap`, where more is wanted than is sold and the other way round. Answers whether
    /// anything moved.
    pub(super) fn step(&mut self, gap: i64) -> bool {
        let lines = self.order.lines.len();
        let mut norm = 0_i128;
        for (line, wanted) in self.order.lines.iter().enumerate() {
            let sold: i64 = (0..self.sites.len()).filter_map(|place| self.ships.get(place * lines + line)).sum();
            let mut missing = i128::from(i64::from(wanted.units) * PART - sold);
            // No price rises above what it costs to be short.
            if missing > 0 && self.prices.get(line).is_some_and(|price| *price >= self.penalty(line)) {
                missing = 0;
            }
            if let Some(direction) = self.direction.get_mut(line) {
                *direction = missing + *direction / 2;
                norm += *direction * *direction;
            }
        }
        if norm == 0 {
            return false;
        }
        let mut moved = false;
        for line in 0..lines {
            let penalty = self.penalty(line);
            let direction = self.direction.get(line).copied().unwrap_or_default();
            let change = i64::try_from(i128::from(gap.max(1)) * direction * i128::from(PART) / norm).unwrap_or_default();
            if let Some(price) = self.prices.get_mut(line) {
                let before = *price;
                *price = price.saturating_add(change).clamp(-penalty.max(1), penalty);
                moved |= *price != before;
            }
        }
        moved
    }

    /// Forgets which way prices were moved.
    pub(super) fn rest(&mut self) {
        self.direction.fill(0);
    }
}

/// What limits a parcel. It is within a tier by all of them, so each alone limits what a location gains; the sum of both is often closest.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Measure {
    Grams,
    /// Its size, at so many cubic millimetres a gram.
    Size(u32),
    /// Grams and size together.
    Both(u32),
}

impl Measure {
    /// Those that count for a tier.
    fn of(tier: &Tier) -> impl Iterator<Item = Measure> + use<> {
        let by_size = tier.divisor.map(|divisor| [Measure::Size(divisor), Measure::Both(divisor)]);
        std::iter::once(Measure::Grams).chain(by_size.into_iter().flatten())
    }

    /// In how many parts a gram is reckoned.
    fn parts(self) -> i128 {
        match self {
            Measure::Grams => 1,
            Measure::Size(divisor) => i128::from(divisor),
            Measure::Both(divisor) => i128::from(divisor) * 2,
        }
    }
}

/// What a unit of a line weighs by a measure, in its parts of a gram.
fn weight(order: &CostedOrder, line: usize, measure: Measure) -> i64 {
    let Some(unit) = order.lines.get(line).map(|line| &line.unit) else { return 0 };
    let grams = u128::from(unit.grams);
    let size = |divisor: u32| unit.volume.saturating_add(u128::from(unit.unsized_grams) * u128::from(divisor));
    let weight = match measure {
        Measure::Grams => grams,
        Measure::Size(divisor) => size(divisor),
        Measure::Both(divisor) => size(divisor).saturating_add(grams * u128::from(divisor)),
    };
    i64::try_from(weight).unwrap_or(i64::MAX)
}

/// How many units of each line a location ships at least and at most.
#[derive(Clone, Copy)]
struct Range<'a> {
    least: &'a [i32],
    most: &'a [i32],
    /// Steps beyond the last.
    steps: (u64, u64),
}

impl Range<'_> {
    fn least(&self, line: usize) -> i64 {
        self.least.get(line).map_or(0, |units| i64::from(*units))
    }

    fn spare(&self, line: usize) -> i64 {
        self.most.get(line).map_or(0, |units| i64::from(*units)) - self.least(line)
    }
}

/// Fills a tier with what has to be in it and then with what is paid best for its weight, and answers what that gains, rounded up. None if
/// what has to be in it is too much.
fn fill(
    order: &CostedOrder,
    range: Range<'_>,
    tier: &Tier,
    measure: Measure,
    by_worth: &[usize],
    gain: &impl Fn(usize) -> i128,
    sold: &mut impl FnMut(usize, i64),
) -> Option<i128> {
    let parts = measure.parts();
    let is_barred = |line: usize| !tier.hazardous && order.lines.get(line).is_some_and(|line| line.unit.hazardous);
    let (mut left, mut value) = (i128::from(tier.grams) * parts, -i128::from(tier.cost));
    // What may be in it beyond that, and what a gram of it costs.
    let (mut more, mut slope) = (0_i128, (0_i128, 1_i128));
    if let Some(beyond) = &tier.beyond {
        let (low, high) = (range.steps.0, range.steps.1.min(beyond.times));
        if low > high {
            return None;
        }
        (left, value) = (i128::from(beyond.grams(low)) * parts, -i128::from(beyond.cost(low)));
        if high > low {
            value += i128::from(beyond.rounding());
            (more, slope) = (i128::from(beyond.grams(high) - beyond.grams(low)) * parts, beyond.slope());
        }
    }
    let (rise, run) = slope;
    for line in (0..range.least.len()).filter(|line| range.least(*line) > 0) {
        if is_barred(line) {
            return None;
        }
        let units = i128::from(range.least(line));
        left -= units * i128::from(weight(order, line, measure));
        value += units * gain(line);
        sold(line, range.least(line) * PART);
    }
    if left < 0 {
        value -= (rise * -left).div_euclid(run * parts);
        (left, more) = (0, more + left);
        if more < 0 {
            return None;
        }
    }
    for line in by_worth {
        if is_barred(*line) {
            continue;
        }
        let (units, base) = (i128::from(range.spare(*line)), range.least(*line) * PART);
        let (each, worth) = (i128::from(weight(order, *line, measure)), gain(*line));
        let mut sell = |taken: i128, of: i128| sold(*line, base + i64::try_from(taken * i128::from(PART) / of).unwrap_or_default());
        if each == 0 {
            value += worth * units;
            sell(units, 1);
            continue;
        }
        let whole = each * units;
        let fits = whole.min(left);
        left -= fits;
        value += (worth * fits).div_euclid(each) + i128::from((worth * fits).rem_euclid(each) != 0);
        let rest = whole - fits;
        // Beyond its weight each gram costs more: only what is paid better still goes in.
        let grows = if worth * run * parts > each * rise { rest.min(more) } else { 0 };
        if grows > 0 {
            value += (worth * grows).div_euclid(each) + 1 - (rise * grows).div_euclid(run * parts);
            more -= grows;
        }
        let taken = fits + grows;
        sell(taken, each);
        if taken < whole {
            break;
        }
    }
    Some(value)
}

/// What a location ships on average, in parts of a unit: grams, or what its size comes to.
pub(super) fn billed(order: &CostedOrder, tier: &Tier, ships: impl Fn(usize) -> i64) -> u64 {
    let sum = |measure: Measure| {
        let weights = (0..order.lines.len()).map(|line| i128::from(weight(order, line, measure)) * i128::from(ships(line)));
        weights.sum::<i128>() / i128::from(PART) / measure.parts()
    };
    let size = tier.divisor.map_or(0, |divisor| sum(Measure::Size(divisor)));
    u64::try_from(sum(Measure::Grams).max(size)).unwrap_or_default()
}

/// What a unit of a line costs at least by the gram, times the scale: in the tier whose weight is cheapest.
fn cheapest(order: &CostedOrder, site: &Site, line: usize) -> Option<i64> {
    site.units.get(line).filter(|units| **units > 0)?;
    let own = site.unit_costs.get(line).copied().unwrap_or_default();
    let each = i128::from(weight(order, line, Measure::Grams));
    let by_weight = site.tiers.iter().map(|tier| i128::from(tier.cost) * each / i128::from(tier.grams.max(1)));
    Some(own.saturating_add(i64::try_from(by_weight.min()?).ok()?))
}
