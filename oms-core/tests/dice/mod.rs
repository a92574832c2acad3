//! A source of choices: the same seed gives the same ones (SplitMix64).
#![allow(
    dead_code,
    unreachable_pub,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test may stop, and tests of other packages take this file into theirs"
)]

/// The source.
#[derive(Debug)]
pub struct Dice(u64);

impl Dice {
    /// The source of a seed.
    #[must_use]
    pub const fn new(seed: u64) -> Dice {
        Dice(seed)
    }

    /// Any number.
    pub fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A number from 0 up to, and not including, `end`.
    ///
    /// # Panics
    /// Never: what is left of a division is less than the end.
    pub fn below(&mut self, end: i64) -> i64 {
        i64::try_from(self.roll() % end.unsigned_abs().max(1)).expect("less than the end")
    }

    /// Whether something happens that does so `percent` times of a hundred.
    pub fn chance(&mut self, percent: i64) -> bool {
        self.below(100) < percent
    }

    /// One of several.
    ///
    /// # Panics
    /// If there is none.
    pub fn pick<T: Clone>(&mut self, choices: &[T]) -> T {
        let place = self.below(i64::try_from(choices.len()).expect("few choices"));
        choices[usize::try_from(place).expect("not negative")].clone()
    }

    /// What is made of the choices to come, or nothing.
    pub fn maybe<T>(&mut self, percent: i64, value: impl FnOnce(&mut Dice) -> T) -> Option<T> {
        self.chance(percent).then(|| value(self))
    }
}
