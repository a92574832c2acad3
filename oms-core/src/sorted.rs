//! Sorted maps and sets that are compiled once.
//!
//! A map of the standard library is compiled anew for each pair of types, some 3 KB each time, which phones and packages download.
//! Here what keeps the order knows no types: it arranges places of a list, and asks how the entry at a place compares. What every
//! order runs through keeps to maps of the standard library, which are faster.

use std::borrow::Borrow;
use std::cmp::Ordering;
use std::iter::Flatten;
use std::{slice, vec};

/// So many places stand in a run at most, so that putting one among them moves little.
const RUN_MAX: usize = 256;

/// Places in the order of the entries there: runs, none of them empty.
#[derive(Clone, Debug, Default)]
struct Places {
    runs: Vec<Vec<usize>>,
}

/// Where a place stands, or would: number of the run, and place within.
type Spot = (usize, usize);

impl Places {
    /// Where the entry is that compares as equal, or else where it would go.
    fn find(&self, compare: &mut dyn FnMut(usize) -> Ordering) -> Result<Spot, Spot> {
        let later = self.runs.partition_point(|run| run.first().is_some_and(|first| compare(*first).is_le()));
        let number = later.saturating_sub(1);
        let Some(run) = self.runs.get(number) else { return Err((0, 0)) };
        match run.binary_search_by(|place| compare(*place)) {
            Ok(within) => Ok((number, within)),
            Err(within) => Err((number, within)),
        }
    }

    fn get(&self, (number, within): Spot) -> Option<usize> {
        self.runs.get(number)?.get(within).copied()
    }

    fn insert(&mut self, (number, within): Spot, place: usize) {
        let Some(run) = self.runs.get_mut(number) else {
            self.runs.push(vec![place]);
            return;
        };
        run.insert(within.min(run.len()), place);
        if run.len() > RUN_MAX {
            // What comes in order leaves full runs behind; what comes in any order, halves.
            let half = if number + 1 == self.runs.len() && within + 1 == RUN_MAX + 1 { RUN_MAX } else { RUN_MAX / 2 };
            if let Some(rest) = self.runs.get_mut(number).map(|run| run.split_off(half)) {
                self.runs.insert(number + 1, rest);
            }
        }
    }

    fn remove(&mut self, (number, within): Spot) {
        let Some(run) = self.runs.get_mut(number) else { return };
        if within < run.len() {
            run.remove(within);
        }
        if run.is_empty() {
            self.runs.remove(number);
        }
    }
}

/// A map whose entries stand in the order of their keys, with the calls of `std::collections::BTreeMap`.
///
/// ```
/// use oms_core::SortedMap;
///
/// let mut units: SortedMap<&str, i64> = SortedMap::new();
/// for (location, count) in [("manchester", 2), ("berlin", 3), ("manchester", 5)] {
///     *units.entry(location).or_default() += count;
/// }
/// assert_eq!(units.iter().collect::<Vec<_>>(), [(&"berlin", &3), (&"manchester", &7)]);
/// ```
#[derive(Clone, Debug)]
pub struct SortedMap<K, V> {
    /// In the order of coming; none at a place that has become free.
    entries: Vec<Option<(K, V)>>,
    free: Vec<usize>,
    places: Places,
}

impl<K, V> Default for SortedMap<K, V> {
    fn default() -> Self {
        SortedMap { entries: Vec::new(), free: Vec::new(), places: Places::default() }
    }
}

impl<K: Ord, V> SortedMap<K, V> {
    /// A map of nothing.
    pub fn new() -> Self {
        SortedMap::default()
    }

    /// How many entries there are.
    pub fn len(&self) -> usize {
        self.entries.len() - self.free.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    fn find<Q: Ord + ?Sized>(&self, key: &Q) -> Result<Spot, Spot>
    where
        K: Borrow<Q>,
    {
        self.places.find(&mut |place| match self.entries.get(place) {
            Some(Some((known, _))) => known.borrow().cmp(key),
            _ => Ordering::Less,
        })
    }

    /// The value of a key.
    pub fn get<Q: Ord + ?Sized>(&self, key: &Q) -> Option<&V>
    where
        K: Borrow<Q>,
    {
        let place = self.places.get(self.find(key).ok()?)?;
        self.entries.get(place)?.as_ref().map(|(_, value)| value)
    }

    /// The value of a key, to be changed.
    pub fn get_mut<Q: Ord + ?Sized>(&mut self, key: &Q) -> Option<&mut V>
    where
        K: Borrow<Q>,
    {
        let place = self.places.get(self.find(key).ok()?)?;
        self.entries.get_mut(place)?.as_mut().map(|(_, value)| value)
    }

    /// Whether there is an entry of the key.
    pub fn contains_key<Q: Ord + ?Sized>(&self, key: &Q) -> bool
    where
        K: Borrow<Q>,
    {
        self.find(key).is_ok()
    }

    /// The entry of a key, to be looked at or filled.
    pub fn entry(&mut self, key: K) -> Entry<'_, K, V> {
        Entry { map: self, key }
    }

    /// Puts an entry, and answers the value that the key had.
    pub fn insert(&mut self, key: K, value: V) -> Option<V> {
        match self.find(&key) {
            Ok(spot) => {
                let place = self.places.get(spot)?;
                self.entries.get_mut(place)?.as_mut().map(|(_, before)| std::mem::replace(before, value))
            }
            Err(spot) => {
                let place = self.place_at(spot);
                if let Some(entry) = self.entries.get_mut(place) {
                    *entry = Some((key, value));
                }
                None
            }
        }
    }

    /// A place for an entry that is to stand at a spot of the order.
    fn place_at(&mut self, spot: Spot) -> usize {
        let place = self.free.pop().unwrap_or_else(|| {
            self.entries.push(None);
            self.entries.len() - 1
        });
        self.places.insert(spot, place);
        place
    }

    /// Takes an entry out.
    pub fn remove<Q: Ord + ?Sized>(&mut self, key: &Q) -> Option<V>
    where
        K: Borrow<Q>,
    {
        let spot = self.find(key).ok()?;
        let place = self.places.get(spot)?;
        self.places.remove(spot);
        self.free.push(place);
        self.entries.get_mut(place)?.take().map(|(_, value)| value)
    }

    /// The entries, in the order of their keys.
    pub fn iter(&self) -> Iter<'_, K, V> {
        Iter { entries: &self.entries, places: self.places.runs.iter().flatten() }
    }

    /// The keys in order.
    pub fn keys(&self) -> impl DoubleEndedIterator<Item = &K> {
        self.iter().map(|(key, _)| key)
    }

    /// The values in the order of their keys.
    pub fn values(&self) -> impl DoubleEndedIterator<Item = &V> {
        self.iter().map(|(_, value)| value)
    }

    /// The values to be changed, in the order in which they came.
    pub fn values_mut(&mut self) -> impl Iterator<Item = &mut V> {
        self.entries.iter_mut().flatten().map(|(_, value)| value)
    }

    /// Takes the values out, in the order of their keys.
    pub fn into_values(self) -> impl Iterator<Item = V> {
        self.into_iter().map(|(_, value)| value)
    }
}

/// An entry of a map, which may not be there yet.
#[derive(Debug)]
pub struct Entry<'a, K, V> {
    map: &'a mut SortedMap<K, V>,
    key: K,
}

impl<'a, K: Ord, V> Entry<'a, K, V> {
    /// The value; what is given where there is none.
    #[expect(clippy::indexing_slicing, reason = "a place that stands in the order is one of the list")]
    pub fn or_insert_with(self, value: impl FnOnce() -> V) -> &'a mut V {
        let place = match self.map.find(&self.key) {
            Ok(spot) => self.map.places.get(spot).unwrap_or_default(),
            Err(spot) => self.map.place_at(spot),
        };
        &mut self.map.entries[place].get_or_insert_with(|| (self.key, value())).1
    }

    /// The value; what is given where there is none.
    pub fn or_insert(self, value: V) -> &'a mut V {
        self.or_insert_with(|| value)
    }

    /// The value; the default of its type where there is none.
    pub fn or_default(self) -> &'a mut V
    where
        V: Default,
    {
        self.or_insert_with(V::default)
    }
}

/// The entries of a map in the order of their keys.
#[derive(Debug)]
pub struct Iter<'a, K, V> {
    entries: &'a [Option<(K, V)>],
    places: Flatten<slice::Iter<'a, Vec<usize>>>,
}

impl<'a, K, V> Iter<'a, K, V> {
    fn at(&self, place: Option<&usize>) -> Option<(&'a K, &'a V)> {
        self.entries.get(*place?)?.as_ref().map(|(key, value)| (key, value))
    }
}

impl<'a, K, V> Iterator for Iter<'a, K, V> {
    type Item = (&'a K, &'a V);

    fn next(&mut self) -> Option<Self::Item> {
        let place = self.places.next();
        self.at(place)
    }
}

impl<K, V> DoubleEndedIterator for Iter<'_, K, V> {
    fn next_back(&mut self) -> Option<Self::Item> {
        let place = self.places.next_back();
        self.at(place)
    }
}

/// The entries of a map, taken out in the order of their keys.
#[derive(Debug)]
pub struct IntoIter<K, V> {
    entries: Vec<Option<(K, V)>>,
    places: Flatten<vec::IntoIter<Vec<usize>>>,
}

impl<K, V> Iterator for IntoIter<K, V> {
    type Item = (K, V);

    fn next(&mut self) -> Option<Self::Item> {
        let place = self.places.next()?;
        self.entries.get_mut(place)?.take()
    }
}

impl<K, V> IntoIterator for SortedMap<K, V> {
    type Item = (K, V);
    type IntoIter = IntoIter<K, V>;

    fn into_iter(self) -> IntoIter<K, V> {
        IntoIter { entries: self.entries, places: self.places.runs.into_iter().flatten() }
    }
}

impl<'a, K: Ord, V> IntoIterator for &'a SortedMap<K, V> {
    type Item = (&'a K, &'a V);
    type IntoIter = Iter<'a, K, V>;

    fn into_iter(self) -> Iter<'a, K, V> {
        self.iter()
    }
}

impl<K: Ord, V> Extend<(K, V)> for SortedMap<K, V> {
    fn extend<I: IntoIterator<Item = (K, V)>>(&mut self, entries: I) {
        for (key, value) in entries {
            self.insert(key, value);
        }
    }
}

impl<K: Ord, V> FromIterator<(K, V)> for SortedMap<K, V> {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(entries: I) -> Self {
        let mut map = SortedMap::new();
        map.extend(entries);
        map
    }
}

/// A set whose elements stand in order, with the calls of `std::collections::BTreeSet`.
///
/// ```
/// use oms_core::SortedSet;
///
/// let skus: SortedSet<&str> = ["shirt", "hat", "shirt"].into_iter().collect();
/// assert_eq!(skus.iter().collect::<Vec<_>>(), [&"hat", &"shirt"]);
/// ```
#[derive(Clone, Debug)]
pub struct SortedSet<T> {
    map: SortedMap<T, ()>,
}

impl<T> Default for SortedSet<T> {
    fn default() -> Self {
        SortedSet { map: SortedMap::default() }
    }
}

impl<T: Ord> SortedSet<T> {
    /// A set of nothing.
    pub fn new() -> Self {
        SortedSet::default()
    }

    /// How many elements there are.
    pub fn len(&self) -> usize {
        self.map.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.map.is_empty()
    }

    /// Adds an element; answers whether it is new.
    pub fn insert(&mut self, element: T) -> bool {
        self.map.insert(element, ()).is_none()
    }

    /// Takes an element out; answers whether it was there.
    pub fn remove<Q: Ord + ?Sized>(&mut self, element: &Q) -> bool
    where
        T: Borrow<Q>,
    {
        self.map.remove(element).is_some()
    }

    /// Whether an element is there.
    pub fn contains<Q: Ord + ?Sized>(&self, element: &Q) -> bool
    where
        T: Borrow<Q>,
    {
        self.map.contains_key(element)
    }

    /// The first element.
    pub fn first(&self) -> Option<&T> {
        self.iter().next()
    }

    /// The elements in order.
    pub fn iter(&self) -> Elements<'_, T> {
        Elements { entries: self.map.iter() }
    }
}

/// The elements of a set in order.
#[derive(Debug)]
pub struct Elements<'a, T> {
    entries: Iter<'a, T, ()>,
}

impl<'a, T> Iterator for Elements<'a, T> {
    type Item = &'a T;

    fn next(&mut self) -> Option<&'a T> {
        self.entries.next().map(|(element, ())| element)
    }
}

/// The elements of a set, taken out in order.
#[derive(Debug)]
pub struct IntoElements<T> {
    entries: IntoIter<T, ()>,
}

impl<T> Iterator for IntoElements<T> {
    type Item = T;

    fn next(&mut self) -> Option<T> {
        self.entries.next().map(|(element, ())| element)
    }
}

impl<T> IntoIterator for SortedSet<T> {
    type Item = T;
    type IntoIter = IntoElements<T>;

    fn into_iter(self) -> IntoElements<T> {
        IntoElements { entries: self.map.into_iter() }
    }
}

impl<'a, T: Ord> IntoIterator for &'a SortedSet<T> {
    type Item = &'a T;
    type IntoIter = Elements<'a, T>;

    fn into_iter(self) -> Elements<'a, T> {
        self.iter()
    }
}

impl<T: Ord> Extend<T> for SortedSet<T> {
    fn extend<I: IntoIterator<Item = T>>(&mut self, elements: I) {
        for element in elements {
            self.insert(element);
        }
    }
}

impl<T: Ord> FromIterator<T> for SortedSet<T> {
    fn from_iter<I: IntoIterator<Item = T>>(elements: I) -> Self {
        let mut set = SortedSet::new();
        set.extend(elements);
        set
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::{RUN_MAX, SortedMap};

    /// Numbers that look random, the same on every machine.
    fn numbers(seed: u64) -> impl FnMut(u64) -> u64 {
        let mut state = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1;
        move |below| {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            state % below
        }
    }

    #[test]
    fn answers_as_a_map_of_the_standard_library_does() {
        for (seed, below) in [(1, 4), (2, 40), (3, 1_000), (4, 100_000)] {
            let mut draw = numbers(seed);
            let (mut map, mut oracle) = (SortedMap::new(), BTreeMap::new());
            for step in 0..20_000_u64 {
                let key = draw(below);
                match draw(5) {
                    0 | 1 => assert_eq!(map.insert(key, step), oracle.insert(key, step)),
                    2 => assert_eq!(map.remove(&key), oracle.remove(&key)),
                    3 => {
                        *map.entry(key).or_default() += 1;
                        *oracle.entry(key).or_default() += 1;
                    }
                    _ => assert_eq!(map.get(&key), oracle.get(&key)),
                }
                assert_eq!(map.len(), oracle.len());
            }
            assert!(map.iter().eq(oracle.iter()), "in order, of keys below {below}");
            assert!(map.iter().rev().eq(oracle.iter().rev()), "from the end, of keys below {below}");
            assert!(map.into_iter().eq(oracle), "taken out, of keys below {below}");
        }
    }

    #[test]
    fn what_comes_in_order_leaves_full_runs() {
        let map: SortedMap<usize, ()> = (0..10 * RUN_MAX).map(|key| (key, ())).collect();
        assert_eq!(map.places.runs.len(), 10);
        assert!(map.keys().copied().eq(0..10 * RUN_MAX));
    }
}
