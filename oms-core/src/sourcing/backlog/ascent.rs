//! Prices that climb towards the most that they can prove.

use super::market::PRICE_MAX;
use super::tables::at;

/// Prices of what some orders share, by place in a list of it, and what they have proven.
///
/// A round opens with what the stock would fetch, adds what each order costs at the prices and what it draws, and closes; then the
/// prices move along the slope: up where more is wanted than there is, down where less.
#[derive(Debug, Default)]
pub(super) struct Ascent {
    /// What is left of each.
    pub(super) left: Vec<i64>,
    pub(super) prices: Vec<i64>,
    /// How much more is drawn than is left.
    pub(super) slope: Vec<i64>,
    /// What this round proves so far.
    pub(super) proves: i64,
    /// The most that any round proved.
    pub(super) bound: i64,
    best: Vec<i64>,
    direction: Vec<i64>,
    reach: i64,
    idle: u32,
}

/// How far the first step goes, in parts of 256 of what would close the gap.
const REACH: i64 = 256;
/// The shortest step that is worth a round.
const REACH_MIN: i64 = 8;
/// Rounds without a better bound, after which steps are halved.
const IDLE_MAX: u32 = 3;
/// Fractions of directions.
const FINE: i64 = 16;
/// Bits of the fractions of a stride.
const STRIDE: u32 = 20;

/// How far prices move for each unit of direction, in fractions of 2^-20: a division for all of them instead of one for each.
pub(super) fn stride(gap: i64, norm: i64) -> i128 {
    (i128::from(gap) << STRIDE) / i128::from(norm.max(1))
}

/// How far a price moves in its direction.
pub(super) fn along(stride: i128, direction: i64) -> i64 {
    i64::try_from(stride.saturating_mul(i128::from(direction)) >> STRIDE).unwrap_or(0)
}

impl Ascent {
    /// Begins anew, once what is left and the first prices are set.
    pub(super) fn begin(&mut self) {
        self.direction.clear();
        self.direction.resize(self.prices.len(), 0);
        self.best.clone_from(&self.prices);
        (self.bound, self.reach, self.idle) = (i64::MIN, REACH, 0);
    }

    pub(super) fn open_round(&mut self) {
        self.proves = 0;
        self.slope.clear();
        for (left, price) in self.left.iter().zip(&self.prices) {
            self.slope.push(-left);
            self.proves = self.proves.saturating_sub(price.saturating_mul(*left));
        }
    }

    /// Returns whether no round before proved as much.
    pub(super) fn close_round(&mut self) -> bool {
        if self.proves > self.bound {
            (self.bound, self.idle) = (self.proves, 0);
            self.best.clone_from(&self.prices);
            return true;
        }
        self.idle += 1;
        if self.idle >= IDLE_MAX {
            (self.reach, self.idle) = (self.reach / 2, 0);
        }
        false
    }

    /// Moves the prices, so far that a cost of `most` might be proven. Returns whether any may move, and that is worth a round.
    pub(super) fn step(&mut self, most: i64) -> bool {
        let Ascent { slope, direction, prices, .. } = self;
        let mut norm = 0_i64;
        for ((slope, direction), price) in slope.iter().zip(&mut *direction).zip(&*prices) {
            let blocked = *slope <= 0 && *price == 0;
            *direction = if blocked { 0 } else { slope * FINE + *direction / 2 };
            norm = norm.saturating_add(direction.saturating_mul(*direction));
        }
        let gap = most.saturating_sub(self.proves) / 256 * self.reach;
        if norm == 0 || gap <= 0 || self.reach < REACH_MIN || most < self.bound {
            return false;
        }
        let factor = stride(gap, norm / FINE);
        for (price, direction) in prices.iter_mut().zip(direction) {
            *price = price.saturating_add(along(factor, *direction)).clamp(0, PRICE_MAX);
        }
        true
    }

    /// Goes back to the prices that proved most.
    pub(super) fn settle(&mut self) {
        self.prices.clone_from(&self.best);
    }

    /// What amounts of places cost at the prices.
    pub(super) fn pays(&self, draws: &[(u32, i64)]) -> i64 {
        draws.iter().map(|(place, amount)| at(&self.prices, *place as usize) * amount).sum()
    }
}
