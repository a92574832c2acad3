//! Where records stand in their lists, by id.
//!
//! A table keeps hashes and places alone; the ids stand in the records. It is a quarter of the size of a map from ids, so that
//! more of it is in the processor's cache, and it grows without looking at the ids again.

use std::hash::{BuildHasher, Hash};

use hashbrown::HashTable;
use rustc_hash::FxBuildHasher;

/// The most places there is room for in a table that is used again.
pub(crate) const KEPT_ROOM_MAX: usize = 256;

/// What is left of a key in a table.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) struct KeyHash(u32);

impl KeyHash {
    pub(crate) fn of(key: &impl Hash) -> KeyHash {
        let hash = FxBuildHasher.hash_one(key);
        KeyHash(u32::try_from((hash ^ (hash >> 32)) & u64::from(u32::MAX)).unwrap_or_default())
    }

    /// The table takes the bucket from the lower bits and a tag from the upper ones.
    fn spread(self) -> u64 {
        u64::from(self.0) << 32 | u64::from(self.0)
    }
}

/// Places of records in a list, by the hash of their keys. Places are looked up, never walked.
#[derive(Clone, Debug, Default)]
pub(crate) struct Places {
    table: HashTable<(KeyHash, u32)>,
}

impl Places {
    /// The place of the record that `is_it`, among those whose keys have that hash.
    pub(crate) fn find(&self, hash: KeyHash, is_it: impl Fn(usize) -> bool) -> Option<usize> {
        let place = |place: u32| usize::try_from(place).unwrap_or(usize::MAX);
        let found = self.table.find(hash.spread(), |(other, at)| *other == hash && is_it(place(*at)));
        found.map(|(_, at)| place(*at))
    }

    /// Makes room for so many further records.
    pub(crate) fn reserve(&mut self, further: usize) {
        self.table.reserve(further, |(hash, _)| hash.spread());
    }

    /// Without a place, with the room if it is small: emptying a table is work over all of its room.
    pub(crate) fn emptied(mut self) -> Places {
        if self.table.capacity() > KEPT_ROOM_MAX {
            return Places::default();
        }
        self.table.clear();
        self
    }

    /// Notes the place of a record whose key is not in the table.
    pub(crate) fn insert(&mut self, hash: KeyHash, place: usize) {
        // A list of four thousand million records does not fit any memory.
        let place = u32::try_from(place).unwrap_or(u32::MAX);
        self.table.insert_unique(hash.spread(), (hash, place), |(hash, _)| hash.spread());
    }
}
