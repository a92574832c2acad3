//! Sorting that is compiled once.
//!
//! The sort of the standard library is compiled anew for every type and every order, some 4 KB each time: a hundred of them are a
//! sixteenth of what phones and packages download. Here only comparing and swapping know the type. A few elements are inserted one
//! after the other, which is what most lists of an order need; of more the places are sorted, and the elements follow.

use std::cmp::Ordering;

/// Up to so many elements are inserted one by one.
const FEW: usize = 12;

/// Sorts slices in place, equal elements staying in the order they had.
///
/// Takes as many comparisons as the sort of the standard library, and somewhat longer for thousands of elements: solvers, which sort
/// numbers all the time, use that one.
///
/// ```
/// use oms_core::Arrange;
///
/// let mut skus = vec!["shirt-m", "hat", "shirt-l"];
/// skus.arrange();
/// assert_eq!(skus, ["hat", "shirt-l", "shirt-m"]);
/// ```
pub trait Arrange<T> {
    /// Sorts by the order of the elements.
    fn arrange(&mut self)
    where
        T: Ord;

    /// Sorts by an order that is told.
    fn arrange_by(&mut self, compare: impl FnMut(&T, &T) -> Ordering);

    /// Sorts by a key, which is asked for at every comparison.
    fn arrange_by_key<K: Ord>(&mut self, key: impl FnMut(&T) -> K);

    /// Sorts by a key that is dear to find: it is asked for once an element.
    fn arrange_by_cached_key<K: Ord>(&mut self, key: impl FnMut(&T) -> K);
}

impl<T> Arrange<T> for [T] {
    fn arrange(&mut self)
    where
        T: Ord,
    {
        self.arrange_by(T::cmp);
    }

    fn arrange_by(&mut self, mut compare: impl FnMut(&T, &T) -> Ordering) {
        let count = self.len();
        if count <= FEW {
            insert_each(count, &mut |left, right| {
                let wrong = matches!((self.get(left), self.get(right)), (Some(one), Some(other)) if compare(one, other).is_gt());
                if wrong {
                    self.swap(left, right);
                }
                wrong
            });
        } else {
            let places = sorted_places(count, &mut |left, right| match (self.get(left), self.get(right)) {
                (Some(one), Some(other)) => compare(one, other),
                _ => Ordering::Equal,
            });
            follow(places, &mut |left, right| self.swap(left, right));
        }
    }

    fn arrange_by_key<K: Ord>(&mut self, mut key: impl FnMut(&T) -> K) {
        self.arrange_by(|one, other| key(one).cmp(&key(other)));
    }

    fn arrange_by_cached_key<K: Ord>(&mut self, key: impl FnMut(&T) -> K) {
        let keys: Vec<K> = self.iter().map(key).collect();
        let places = sorted_places(keys.len(), &mut |left, right| keys.get(left).cmp(&keys.get(right)));
        follow(places, &mut |left, right| self.swap(left, right));
    }
}

/// Moves each element to the left until it is not before the one beside it. `swap_wrong` swaps two neighbours that stand the wrong
/// way round, and answers whether they did.
fn insert_each(count: usize, swap_wrong: &mut dyn FnMut(usize, usize) -> bool) {
    for end in 1..count {
        let mut place = end;
        while place > 0 && swap_wrong(place - 1, place) {
            place -= 1;
        }
    }
}

/// The places of the elements in the order in which they are to stand.
fn sorted_places(count: usize, compare: &mut dyn FnMut(usize, usize) -> Ordering) -> Vec<usize> {
    let mut places: Vec<usize> = (0..count).collect();
    places.sort_by(|one, other| compare(*one, *other));
    places
}

/// Brings the element of `places[n]` to place `n`, round after round of those that change places with each other.
fn follow(mut places: Vec<usize>, swap: &mut dyn FnMut(usize, usize)) {
    for start in 0..places.len() {
        let mut place = start;
        while let Some(from) = places.get_mut(place).map(|from| std::mem::replace(from, place)) {
            if from == start || from == place {
                break;
            }
            swap(place, from);
            place = from;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Arrange;

    /// Numbers that look random, the same on every machine.
    fn numbers(count: usize, below: u64) -> Vec<(u64, usize)> {
        let mut state = 0x9E37_79B9_7F4A_7C15_u64;
        let mut next = || {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            state % below
        };
        (0..count).map(|place| (next(), place)).collect()
    }

    #[test]
    fn sorts_as_the_standard_library_does_and_keeps_equals_in_their_order() {
        for count in (0..40).chain([100, 1_000]) {
            for below in [1, 2, 5, 1_000_000] {
                let given = numbers(count, below);
                let mut wanted = given.clone();
                wanted.sort_by_key(|(number, _)| *number);
                let mut sorted = given.clone();
                sorted.arrange_by_key(|(number, _)| *number);
                assert_eq!(sorted, wanted, "{count} numbers below {below}");
                let mut sorted = given.clone();
                sorted.arrange_by_cached_key(|(number, _)| *number);
                assert_eq!(sorted, wanted, "{count} cached numbers below {below}");
                let mut sorted = given;
                sorted.arrange_by(|one, other| other.0.cmp(&one.0));
                wanted.sort_by_key(|(number, place)| (std::cmp::Reverse(*number), *place));
                assert_eq!(sorted, wanted, "{count} numbers below {below}, the other way round");
            }
        }
    }

    #[test]
    fn what_is_sorted_is_compared_once() {
        for count in [10_usize, 1_000] {
            let mut asked = 0_usize;
            let mut sorted: Vec<usize> = (0..count).collect();
            sorted.arrange_by(|one, other| {
                asked += 1;
                one.cmp(other)
            });
            assert!(asked < 2 * count, "{asked} comparisons of {count} elements");
        }
    }
}
