//! What a cluster shares and has not enough of for all.

use super::ascent::Ascent;
use super::pass::Shelf;
use super::tables::{Tables, at};

/// What orders share and there is not enough of for all, with prices.
#[derive(Debug, Default)]
pub(super) struct Scarce {
    pub(super) ascent: Ascent,
    pub(super) resources: Vec<u32>,
    /// Where each resource is in that list.
    places: Vec<u32>,
    wanted: Vec<Wanted>,
}

/// How much of a resource might be drawn.
#[derive(Clone, Copy, Debug, Default)]
struct Wanted {
    sum: i64,
    /// The order that was looked at last, and how much of the sum is its.
    last: usize,
    most: i64,
}

/// The place of what is not scarce.
const NOWHERE: u32 = u32::MAX;

impl Scarce {
    pub(super) fn clear(&mut self, resources: usize) {
        for resource in self.resources.drain(..) {
            if let Some(place) = self.places.get_mut(resource as usize) {
                *place = NOWHERE;
            }
        }
        self.places.resize(resources, NOWHERE);
        self.wanted.clear();
    }

    /// Notes that an order might draw so much more of a resource.
    pub(super) fn want(&mut self, resource: usize, amount: i64) {
        if let Some(wanted) = self.wanted_of(resource) {
            wanted.sum += amount;
        }
    }

    /// Notes that a plan of an order draws so much of a resource: of all plans of the order, that which draws most counts.
    pub(super) fn want_at_most(&mut self, order: usize, resource: usize, amount: i64) {
        let Some(wanted) = self.wanted_of(resource) else { return };
        if wanted.last != order {
            (wanted.last, wanted.most) = (order, 0);
        }
        wanted.sum += (amount - wanted.most).max(0);
        wanted.most = wanted.most.max(amount);
    }

    fn wanted_of(&mut self, resource: usize) -> Option<&mut Wanted> {
        let place = self.places.get_mut(resource)?;
        if *place == NOWHERE {
            *place = u32::try_from(self.resources.len()).unwrap_or(NOWHERE);
            self.resources.push(u32::try_from(resource).unwrap_or(u32::MAX));
            self.wanted.push(Wanted::default());
        }
        self.wanted.get_mut(*place as usize)
    }

    /// Keeps what is scarce, with first prices.
    pub(super) fn keep(&mut self, tables: &Tables, shelf: &Shelf, prices: &[i64]) {
        let Scarce { ascent, resources, places, wanted } = self;
        ascent.left.clear();
        ascent.prices.clear();
        let mut kept = 0;
        for place in 0..resources.len() {
            let resource = at(resources, place) as usize;
            // Of what there is enough of for all, or no end, the price is nothing.
            let left = tables.left_of(resource, &shelf.left, &shelf.rooms).filter(|left| at(wanted, place).sum > *left);
            if let Some(slot) = places.get_mut(resource) {
                *slot = left.and_then(|_| u32::try_from(kept).ok()).unwrap_or(NOWHERE);
            }
            if let (Some(left), Some(slot)) = (left, resources.get_mut(kept)) {
                *slot = u32::try_from(resource).unwrap_or(u32::MAX);
                kept += 1;
                ascent.left.push(left);
                ascent.prices.push(at(prices, resource));
            }
        }
        resources.truncate(kept);
        ascent.begin();
    }

    /// Where a resource is in the list, if it is scarce.
    pub(super) fn place_of(&self, resource: usize) -> Option<u32> {
        self.places.get(resource).copied().filter(|place| *place != NOWHERE)
    }
}
