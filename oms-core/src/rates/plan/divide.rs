//! Orders of few units: every way to divide them over the locations, by the true tariffs.
//!
//! Location after location is added, and what the cheapest way costs to ship each part of the order is kept: with the location or
//! without. Nothing is left out, so the best way found is the best there is.

use super::order::{CostedOrder, Taken};

/// The most lines, and units of a line, that a part of an order is written down with.
const LINES_MAX: usize = 12;
const UNITS_MAX: i32 = 511;

/// The most parts of an order.
const PARTS_MAX: usize = 4_096;

/// The most entries of what is noted to tell the plan afterwards.
const NOTES_MAX: usize = 1 << 22;

/// Bits of a line in a packed part: ten, and the uppermost of them is to borrow from.
const BITS: u32 = 10;

/// Units by line, in one number: parts are compared and subtracted line by line at once.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
struct Part(u128);

impl Part {
    fn of(units: &[i32]) -> Part {
        let shifts = (0..).step_by(BITS as usize);
        Part(units.iter().zip(shifts).fold(0, |part, (units, shift)| part | u128::from(units.unsigned_abs()) << shift))
    }

    /// Whether it holds all of another.
    const fn holds(self, other: Part, borrow: u128) -> bool {
        ((self.0 | borrow) - other.0) & borrow == borrow
    }
}

/// How an order is numbered by its parts: the place of a part is a number whose digits are its units by line.
pub(super) struct Division<'a> {
    order: &'a CostedOrder,
    /// Locations that may ship.
    locations: &'a [usize],
    parts: Vec<Vec<i32>>,
    packed: Vec<Part>,
    borrow: u128,
    /// How many parcels are told apart; 1 if there is no limit that could matter.
    layers: usize,
    /// Parts that may be no parcel, by their place; empty if all may.
    barred: Vec<bool>,
}

/// What the cheapest way costs to ship a part, and in how many parcels: fewer are better.
type Best = Option<(i64, u32)>;

impl<'a> Division<'a> {
    /// Numbers the parts of an order. None if there are too many.
    pub(super) fn new(order: &'a CostedOrder, locations: &'a [usize]) -> Option<Division<'a>> {
        if order.lines.len() > LINES_MAX || order.lines.iter().any(|line| line.units > UNITS_MAX) {
            return None;
        }
        let mut count = 1_usize;
        let mut weights = Vec::with_capacity(order.lines.len());
        let mut units = 0_usize;
        for line in &order.lines {
            weights.push(count);
            let wanted = usize::try_from(line.units).ok()?;
            count = count.checked_mul(wanted + 1).filter(|count| *count <= PARTS_MAX)?;
            units += wanted;
        }
        let parts: Vec<Vec<i32>> = (0..count)
            .map(|place| {
                let digits = weights.iter().zip(&order.lines).map(|(weight, line)| {
                    let base = usize::try_from(line.units).unwrap_or_default() + 1;
                    i32::try_from(place / weight % base).unwrap_or_default()
                });
                digits.collect()
            })
            .collect();
        let most = units.min(locations.len());
        let layers = if order.parcels_max >= most { 1 } else { order.parcels_max + 1 };
        if count.checked_mul(layers)?.checked_mul(locations.len())? > NOTES_MAX {
            return None;
        }
        let borrow = (0..u32::try_from(order.lines.len()).ok()?).fold(0, |bits, line| bits | 1_u128 << (line * BITS + BITS - 1));
        let packed = parts.iter().map(|part| Part::of(part)).collect();
        Some(Division { order, locations, parts, packed, borrow, layers, barred: Vec::new() })
    }

    /// The same where only some parts may be a parcel. The whole order in one parcel is always one.
    pub(super) fn only(mut self, may_be: impl Fn(&[i32]) -> bool) -> Division<'a> {
        self.barred = self.parts.iter().map(|part| !may_be(part)).collect();
        if let Some(whole) = self.barred.last_mut() {
            *whole = false;
        }
        self
    }

    /// How many pairs of parts are looked at, at most.
    pub(super) fn work(&self) -> u64 {
        let mut work = 0_u64;
        for location in self.locations {
            let there = self.order.locations.get(*location).map(|from| &from.units[..]).unwrap_or_default();
            let offers = self.order.lines.iter().zip(there).map(|(line, units)| u64::from(line.units.min(*units).unsigned_abs()) + 1);
            let offers = offers.fold(1, u64::saturating_mul);
            work = work.saturating_add(offers.saturating_mul(self.parts.len() as u64));
        }
        work.saturating_mul(self.layers as u64)
    }

    /// The best division.
    pub(super) fn best(&self) -> Option<Taken> {
        let (best, notes) = self.fill(self.locations)?;
        let (layer, place) = self.choose(&best)?;
        Some(self.trace(self.locations, &notes, layer, place))
    }

    /// The best division of the whole order in which the last location ships something.
    pub(super) fn best_with_last(&self) -> Option<Taken> {
        let (with, others) = self.locations.split_last()?;
        let count = self.parts.len();
        let (best, notes) = self.fill(others)?;
        let mut offers = Vec::new();
        self.offers(*with, &mut offers);
        let mut found: Option<(i64, u32, usize, usize)> = None;
        for layer in 0..self.layers.saturating_sub(usize::from(self.layers > 1)) {
            for (ships, cost) in &offers {
                let rest = best.get(layer * count + count - 1 - ships).copied().flatten();
                let Some((rest, parcels)) = rest else { continue };
                let key = (rest.saturating_add(*cost), parcels + 1, *ships, layer);
                if found.is_none_or(|found| key < found) {
                    found = Some(key);
                }
            }
        }
        let (_, _, ships, layer) = found?;
        let mut plan = self.trace(others, &notes, layer, count - 1 - ships);
        plan.of_mut(*with).copy_from_slice(self.parts.get(ships)?);
        Some(plan)
    }

    /// What the cheapest way costs to ship each part from some locations, and what each of them ships then, by its place; 0 is nothing.
    fn fill(&self, locations: &[usize]) -> Option<(Vec<Best>, Vec<u32>)> {
        let count = self.parts.len();
        let mut best: Vec<Best> = vec![None; count * self.layers];
        *best.first_mut()? = Some((0, 0));
        let mut all_notes: Vec<u32> = vec![0; locations.len() * count * self.layers];
        let mut offers: Vec<(usize, i64)> = Vec::new();
        for (round, location) in locations.iter().enumerate() {
            self.offers(*location, &mut offers);
            let notes = all_notes.get_mut(round * count * self.layers..).unwrap_or_default();
            // From the most parcels and the whole order down: what is looked up has not met this location yet.
            for layer in (0..self.layers).rev() {
                let Some(before) = (if self.layers == 1 { Some(0) } else { layer.checked_sub(1) }) else { break };
                for place in (1..count).rev() {
                    let Some(part) = self.packed.get(place) else { continue };
                    let mut found = best.get(layer * count + place).copied().flatten();
                    let mut ships = 0;
                    for (taken, cost) in &offers {
                        let fits = *taken <= place && self.packed.get(*taken).is_some_and(|taken| part.holds(*taken, self.borrow));
                        let rest = if fits { best.get(before * count + place - taken).copied().flatten() } else { None };
                        let Some((rest, parcels)) = rest else { continue };
                        let with = (rest.saturating_add(*cost), parcels + 1);
                        if found.is_none_or(|found| with < found) {
                            found = Some(with);
                            ships = *taken;
                        }
                    }
                    if ships > 0
                        && let (Some(best), Some(note)) = (best.get_mut(layer * count + place), notes.get_mut(layer * count + place))
                    {
                        *best = found;
                        *note = u32::try_from(ships).unwrap_or_default();
                    }
                }
            }
        }
        Some((best, all_notes))
    }

    /// Everything that a location could ship in a parcel, and what that costs.
    fn offers(&self, location: usize, offers: &mut Vec<(usize, i64)>) {
        offers.clear();
        for (place, part) in self.parts.iter().enumerate().skip(1) {
            if self.barred.get(place).copied().unwrap_or_default() {
                continue;
            }
            if let Some(parcel) = self.order.parcel(location, part) {
                offers.push((place, parcel.cost.saturating_add(self.order.units_cost(location, part))));
            }
        }
    }

    /// The part that is best shipped, the rest being short: its parcels if they are told apart, and its place.
    fn choose(&self, best: &[Best]) -> Option<(usize, usize)> {
        let count = self.parts.len();
        let mut found: Option<(i64, u32, usize, usize)> = None;
        for (at, best) in best.iter().enumerate() {
            let (Some((cost, parcels)), Some(part)) = (best, self.parts.get(at % count)) else { continue };
            let short = self.order.lines.iter().zip(part).map(|(line, units)| {
                let left = i64::from(line.units) - i64::from(*units);
                line.short_penalty.saturating_mul(left)
            });
            let cost = short.fold(*cost, i64::saturating_add);
            // Of equal ones that which leaves less short.
            let key = (cost, *parcels, count - at % count, at / count);
            if found.is_none_or(|found| key < found) {
                found = Some(key);
            }
        }
        found.map(|(_, _, left, layer)| (layer, count - left))
    }

    /// The plan behind a part, from the last location back to the first.
    fn trace(&self, locations: &[usize], notes: &[u32], layer: usize, place: usize) -> Taken {
        let count = self.parts.len();
        let (mut layer, mut place) = (layer, place);
        let mut plan = Taken::new(self.order);
        for (round, location) in locations.iter().enumerate().rev() {
            let note = notes.get(round * count * self.layers + layer * count + place).copied().unwrap_or_default();
            let ships = usize::try_from(note).unwrap_or_default();
            if ships == 0 {
                continue;
            }
            if let Some(part) = self.parts.get(ships) {
                plan.of_mut(*location).copy_from_slice(part);
            }
            place = place.saturating_sub(ships);
            layer = layer.saturating_sub(usize::from(self.layers > 1));
        }
        plan
    }
}
