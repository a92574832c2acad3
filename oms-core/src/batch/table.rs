//! Records of one kind in memory, as they were read and as they are now.

use std::hash::Hash;
use std::sync::Arc;

use crate::places::{KeyHash, Places};

/// A record as it was read and as it is now.
#[derive(Clone, Debug)]
pub(super) struct Slot<K, T, R> {
    pub(super) key: K,
    /// What tells the state it was read in; the default if it was absent.
    pub(super) read: R,
    pub(super) now: Option<Arc<T>>,
    pub(super) written: bool,
}

/// What a slot was before a command changed it.
#[derive(Debug)]
pub(super) struct Undo<T> {
    slot: usize,
    now: Option<Arc<T>>,
    written: bool,
}

/// The most elements there is room for in a list that is used again.
const KEPT_ROOM_MAX: usize = 4_096;

/// The list without its elements, in its room if that is not large.
pub(super) fn emptied<T>(mut list: Vec<T>) -> Vec<T> {
    if list.capacity() > KEPT_ROOM_MAX {
        return Vec::new();
    }
    list.clear();
    list
}

/// Slots in the order they were first read, with an index by key that is only ever looked up, never walked.
#[derive(Debug)]
pub(super) struct Table<K, T, R> {
    slots: Vec<Slot<K, T, R>>,
    index: Places,
    undo: Vec<Undo<T>>,
}

impl<K: Clone + Eq + Hash, T, R: Default> Table<K, T, R> {
    fn place(&self, hash: KeyHash, key: &K) -> Option<usize> {
        self.index.find(hash, |place| self.slots.get(place).is_some_and(|slot| &slot.key == key))
    }

    fn slot_of(&self, key: &K) -> Option<&Slot<K, T, R>> {
        self.place(KeyHash::of(key), key).and_then(|place| self.slots.get(place))
    }

    pub(super) fn new() -> Self {
        Table { slots: Vec::new(), index: Places::default(), undo: Vec::new() }
    }

    /// Without a record, in the room that it has.
    pub(super) fn emptied(self) -> Self {
        Table { slots: emptied(self.slots), index: self.index.emptied(), undo: emptied(self.undo) }
    }

    /// Makes room for so many further records.
    pub(super) fn reserve(&mut self, further: usize) {
        self.slots.reserve(further);
        self.index.reserve(further);
    }

    /// Takes in a record as it was read. A record that is in memory already stays as it is.
    pub(super) fn load(&mut self, key: K, read: R, record: Option<Arc<T>>) {
        let hash = KeyHash::of(&key);
        if self.place(hash, &key).is_none() {
            self.index.insert(hash, self.slots.len());
            self.slots.push(Slot { key, read, now: record, written: false });
        }
    }

    pub(super) fn is_loaded(&self, key: &K) -> bool {
        self.slot_of(key).is_some()
    }

    /// The records in memory that are there, in the order they were first read.
    pub(super) fn loaded(&self) -> impl Iterator<Item = &Arc<T>> {
        self.slots.iter().filter_map(|slot| slot.now.as_ref())
    }

    /// The record as it is now, if it has been read and is there.
    pub(super) fn current_if_loaded(&self, key: &K) -> Option<&Arc<T>> {
        self.slot_of(key).and_then(|slot| slot.now.as_ref())
    }

    /// The record as it is now. Absent records and those never read look alike: every command reads what it names.
    pub(super) fn current(&self, key: &K) -> Option<&Arc<T>> {
        debug_assert!(self.is_loaded(key), "a command looked up a record it had not asked for");
        self.current_if_loaded(key)
    }

    /// Puts a record, or takes it away. Answers what it was before.
    pub(super) fn put(&mut self, key: &K, record: Option<Arc<T>>) -> Option<Arc<T>> {
        let slot = match self.place(KeyHash::of(key), key) {
            Some(slot) => slot,
            None => {
                debug_assert!(false, "a command wrote a record it had not asked for");
                self.load(key.clone(), R::default(), None);
                self.slots.len() - 1
            }
        };
        let place = self.slots.get_mut(slot)?;
        let before = std::mem::replace(&mut place.now, record);
        self.undo.push(Undo { slot, now: before.clone(), written: place.written });
        place.written = true;
        before
    }

    /// The record as it is now. It is written even if it stays so, and whoever has changed it since it was read is noticed.
    pub(super) fn rely_on(&mut self, key: &K) -> Option<&Arc<T>> {
        let slot = self.place(KeyHash::of(key), key)?;
        let place = self.slots.get_mut(slot).filter(|place| place.now.is_some())?;
        if !place.written {
            self.undo.push(Undo { slot, now: place.now.clone(), written: false });
            place.written = true;
        }
        place.now.as_ref()
    }

    /// Where the undo log stands, to roll back to.
    pub(super) fn savepoint(&self) -> usize {
        self.undo.len()
    }

    /// Forgets how to take back what has been done so far.
    pub(super) fn keep(&mut self) {
        self.undo.clear();
    }

    pub(super) fn roll_back(&mut self, savepoint: usize) {
        while self.undo.len() > savepoint {
            let Some(undo) = self.undo.pop() else { break };
            if let Some(slot) = self.slots.get_mut(undo.slot) {
                slot.now = undo.now;
                slot.written = undo.written;
            }
        }
    }

    /// Takes out the records that were written, in the order they were first read.
    pub(super) fn take_written(&mut self) -> impl Iterator<Item = Slot<K, T, R>> {
        self.index = std::mem::take(&mut self.index).emptied();
        self.slots.drain(..).filter(|slot| slot.written)
    }
}
