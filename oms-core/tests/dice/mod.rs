//! A source of choices: the same seed gives the same ones (SplitMix64).
#![allow(dead_code, clippy::expect_used, clippy::indexing_slicing, reason = "a test may stop, and each uses what it needs")]

pub(crate) struct Dice(u64);

impl Dice {
    pub(crate) const fn new(seed: u64) -> Dice {
        Dice(seed)
    }

    pub(crate) fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A number from 0 up to, and not including, `end`.
    pub(crate) fn below(&mut self, end: i64) -> i64 {
        i64::try_from(self.roll() % end.unsigned_abs().max(1)).expect("less than the end")
    }

    /// Whether something happens that does so `percent` times of a hundred.
    pub(crate) fn chance(&mut self, percent: i64) -> bool {
        self.below(100) < percent
    }

    pub(crate) fn pick<T: Clone>(&mut self, choices: &[T]) -> T {
        let place = self.below(i64::try_from(choices.len()).expect("few choices"));
        choices[usize::try_from(place).expect("not negative")].clone()
    }

    pub(crate) fn maybe<T>(&mut self, percent: i64, value: impl FnOnce(&mut Dice) -> T) -> Option<T> {
        self.chance(percent).then(|| value(self))
    }
}
