//! Prices of lines: what a unit is worth to the order, and what they prove.
//!
//! Pay each location the price of every unit it ships and let it decide alone: it ships where the price is above its cost, and
//! only if its gains pay for its parcel. What the prices come to, less what locations gain, is at most the cost of any plan.

use super::net::Net;

/// Whether a location ships.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub(super) enum State {
    #[default]
    Free,
    Open,
    Closed,
}

/// Prices by line, and a charge for each parcel where their number is limited.
#[derive(Clone, Debug, Default)]
pub(super) struct Prices {
    pub(super) by_line: Vec<i64>,
    pub(super) charge: i64,
    /// By candidate: its cost less what it gains at these prices.
    pub(super) nets: Vec<i64>,
    pub(super) bound: i64,
    slope: Vec<i64>,
    /// The cheapest unit of each line: no lower price proves more.
    floors: Vec<i64>,
}

/// The greatest slope that steps are worked out with.
const SLOPE_MAX: i64 = 1 << 12;
/// No parcel is charged more.
const CHARGE_MAX: i64 = 1 << 58;

impl Prices {
    /// Starts at what the last unit costs if all locations ship.
    pub(super) fn start(&mut self, net: &Net) {
        self.by_line.clear();
        self.by_line.extend_from_slice(&net.penalties);
        self.charge = 0;
        // The cheapest unit of each line is a price at which no location gains.
        for candidate in &net.candidates {
            for entry in net.entries_of(candidate) {
                if let Some(price) = self.by_line.get_mut(entry.line as usize) {
                    *price = entry.cost.min(*price);
                }
            }
        }
        self.floors.clear();
        self.floors.extend_from_slice(&self.by_line);
        self.nets.clear();
        self.nets.extend(net.candidates.iter().map(|candidate| candidate.fixed));
    }

    /// What all units cost at least, parcels not counted.
    pub(super) fn floor(&self, net: &Net) -> i64 {
        self.floors.iter().zip(&net.wanted).map(|(floor, wanted)| floor * wanted).sum()
    }

    /// Raises one price after the other as far as the bound gains by it, in steps, so that no line takes all there is to gain.
    pub(super) fn ascend(&mut self, net: &Net, columns: &Columns, steps: &[i64]) {
        for step in steps {
            for line in 0..net.wanted.len() {
                self.raise(net, columns, line, *step);
            }
        }
    }

    fn raise(&mut self, net: &Net, columns: &Columns, line: usize, step: i64) {
        let (Some(price), Some(wanted), Some(penalty)) = (self.by_line.get(line), net.wanted.get(line), net.penalties.get(line)) else {
            return;
        };
        let (price, column) = (*price, columns.of(line));
        let limit = price.saturating_add(step).min(*penalty);
        // Where a location begins to ship, each further cent is worth as many units less. Those points, cheapest first.
        let (mut top, mut covered, mut reached) = (limit, 0, (i64::MIN, 0));
        while covered < *wanted {
            let mut next = (i64::MAX, 0, 0);
            for (place, offer) in column.iter().enumerate() {
                let left = self.nets.get(offer.candidate as usize).copied().unwrap_or_default().max(0);
                let units = i64::from(offer.units);
                let point = (offer.cost.max(price) + if units == 1 { left } else { left / units }, place);
                if point > reached && point < (next.0, next.1) {
                    next = (point.0, place, units);
                }
            }
            if next.0 >= limit {
                top = limit;
                break;
            }
            top = next.0;
            covered += next.2;
            reached = (next.0, next.1);
        }
        if top <= price {
            return;
        }
        for offer in column {
            let from = offer.cost.max(price);
            if let Some(left) = self.nets.get_mut(offer.candidate as usize).filter(|_| top > from) {
                *left -= (top - from) * i64::from(offer.units);
            }
        }
        if let Some(price) = self.by_line.get_mut(line) {
            *price = top;
        }
    }

    /// Works out what every candidate gains and what the prices prove, with the slope: by how much each line is over- or underserved.
    pub(super) fn evaluate(&mut self, net: &Net, states: &[State]) -> i64 {
        self.nets.clear();
        self.slope.clear();
        self.slope.extend_from_slice(&net.wanted);
        let mut bound = 0_i64;
        for (price, wanted) in self.by_line.iter().zip(&net.wanted) {
            bound = bound.wrapping_add(price.wrapping_mul(*wanted));
        }
        let mut parcels = 0;
        for (candidate, state) in net.candidates.iter().zip(states) {
            if *state == State::Closed {
                self.nets.push(0);
                continue;
            }
            let mut left = candidate.fixed + self.charge;
            let entries = net.entries_of(candidate);
            for entry in entries {
                let gain = self.by_line.get(entry.line as usize).copied().unwrap_or_default().wrapping_sub(entry.cost);
                if gain > 0 {
                    left = left.wrapping_sub(gain.wrapping_mul(i64::from(entry.units)));
                }
            }
            self.nets.push(left);
            if *state == State::Open || left < 0 {
                bound = bound.saturating_add(left);
                parcels += 1;
                for entry in entries {
                    let line = entry.line as usize;
                    if self.by_line.get(line).is_some_and(|price| *price > entry.cost)
                        && let Some(slope) = self.slope.get_mut(line)
                    {
                        *slope -= i64::from(entry.units);
                    }
                }
            }
        }
        let most = i64::try_from(net.shipments_max).unwrap_or(i64::MAX);
        self.bound = bound.saturating_sub(self.charge.saturating_mul(most));
        // The last slope is that of the charge.
        self.slope.push(if most < i64::try_from(net.candidates.len()).unwrap_or(i64::MAX) { parcels - most } else { 0 });
        self.bound
    }

    /// Moves the prices up the slope, as far as would close `gap` if the bound were straight.
    pub(super) fn step(&mut self, net: &Net, gap: i64) -> bool {
        let lines = self.by_line.len();
        let pinned = |slope: i64, price: i64, penalty: i64| slope > 0 && price >= penalty;
        for ((slope, price), penalty) in self.slope.iter_mut().zip(&self.by_line).zip(&net.penalties) {
            if pinned(*slope, *price, *penalty) {
                *slope = 0;
            }
        }
        if let Some(slope) = self.slope.get_mut(lines).filter(|slope| **slope < 0 && self.charge == 0) {
            *slope = 0;
        }
        let steepest = self.slope.iter().fold(0, |most, slope| slope.abs().max(most));
        if steepest == 0 {
            return false;
        }
        let divisor = steepest / SLOPE_MAX + 1;
        let norm: i64 = self.slope.iter().map(|slope| (slope / divisor) * (slope / divisor)).sum::<i64>().max(1);
        let (whole, rest) = (gap / norm, gap % norm);
        // Divisions are most of the work here, and a fraction of a fraction moves nothing.
        let move_of = |slope: i64| match slope {
            0 => 0,
            _ if divisor == 1 && whole > 256 => whole * slope,
            _ => (whole * (slope / divisor) + rest * (slope / divisor) / norm) / divisor,
        };
        let limits = self.floors.iter().zip(&net.penalties);
        for ((price, slope), (floor, penalty)) in self.by_line.iter_mut().zip(&self.slope).zip(limits) {
            *price = price.saturating_add(move_of(*slope)).min(*penalty).max(*floor);
        }
        if let Some(slope) = self.slope.get(lines) {
            self.charge = self.charge.saturating_add(move_of(*slope)).clamp(0, CHARGE_MAX);
        }
        true
    }

    /// Whether every line gets exactly what it wants where the price is below its penalty.
    pub(super) fn is_balanced(&self) -> bool {
        self.slope.iter().all(|slope| *slope == 0)
    }
}

/// What a candidate can ship of a line.
#[derive(Clone, Copy, Debug)]
pub(super) struct Offer {
    pub(super) candidate: u32,
    pub(super) units: i32,
    pub(super) cost: i64,
}

/// The entries of a net by line.
#[derive(Debug, Default)]
pub(super) struct Columns {
    offers: Vec<Offer>,
    starts: Vec<usize>,
}

impl Columns {
    pub(super) fn build(&mut self, net: &Net) {
        self.starts.clear();
        self.starts.resize(net.wanted.len() + 1, 0);
        for entry in net.candidates.iter().flat_map(|candidate| net.entries_of(candidate)) {
            if let Some(count) = self.starts.get_mut(entry.line as usize + 1) {
                *count += 1;
            }
        }
        let mut sum = 0;
        for start in &mut self.starts {
            sum += *start;
            *start = sum;
        }
        self.offers.clear();
        self.offers.resize(sum, Offer { candidate: 0, units: 0, cost: 0 });
        for (number, candidate) in (0..).zip(&net.candidates) {
            for entry in net.entries_of(candidate) {
                let Some(start) = self.starts.get_mut(entry.line as usize) else { continue };
                if let Some(offer) = self.offers.get_mut(*start) {
                    *offer = Offer { candidate: number, units: entry.units, cost: entry.cost };
                }
                *start += 1;
            }
        }
        // Every start has become the end of its line, which is the start of the next.
        self.starts.rotate_right(1);
        if let Some(first) = self.starts.first_mut() {
            *first = 0;
        }
    }

    pub(super) fn of(&self, line: usize) -> &[Offer] {
        let (from, to) = (self.starts.get(line), self.starts.get(line + 1));
        from.zip(to).and_then(|(from, to)| self.offers.get(*from..*to)).unwrap_or_default()
    }
}
