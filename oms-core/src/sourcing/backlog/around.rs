//! Which orders stand in each other's way.

use super::market::Market;
use super::tables::{Take, at};
use crate::Arrange;

/// Claimants of a SKU that are looked at around an order that is not the seed.
const SOME: usize = 16;
/// Orders that are taken up around each that is not the seed.
const NEIGHBOURS: usize = 2;
/// Orders that are looked through for those that take up room.
const THERE_MAX: usize = 1_000;

impl Market {
    /// What an order would take at the prices, of which not enough is left.
    pub(super) fn find_wishes(&self, order: u32, wishes: &mut Vec<usize>) {
        let order = order as usize;
        let takes = self.wishes.get(order).map(|wish| wish.takes.as_slice()).unwrap_or_default();
        let own = |resource: usize| self.shelves.plan(order).iter().filter(move |take| self.tables.resource(take) == resource);
        wishes.clear();
        for take in takes {
            let resource = self.tables.resource(take);
            let mine: i32 = own(resource).map(|take| take.units).sum();
            if self.left(resource) + mine < take.units {
                wishes.push(resource);
            }
        }
        if self.tables.loads.limited {
            let mut rooms = self.shelves.shelf.rooms.clone();
            rooms.draw(&self.tables, order, self.shelves.plan(order), -1);
            rooms.find_full(&self.tables, order, takes, |location| wishes.push(self.stock.len() + location));
        }
    }

    /// The orders around a seed: first those that have what it wishes, then those that have what it could use and nothing is left of,
    /// then their neighbours.
    pub(super) fn gather(&self, seed: u32, size: usize, number: usize, wishes: &[usize], cluster: &mut Vec<u32>) {
        cluster.clear();
        cluster.push(seed);
        let mut scan = 0;
        let mut ranked: Vec<(u64, u32)> = Vec::new();
        while let Some(order) = cluster.get(scan).copied() {
            if cluster.len() >= size {
                break;
            }
            scan += 1;
            ranked.clear();
            if scan == 1 {
                self.rank_around_seed(seed, number, wishes, &mut ranked);
            } else {
                self.rank_around(order, number, cluster, &mut ranked);
            }
            if self.tables.loads.limited {
                let wished = wishes.iter().filter_map(|wish| wish.checked_sub(self.stock.len()));
                let full: Vec<usize> = if scan == 1 { wished.collect() } else { self.would_go(order as usize) };
                self.find_there(&full, cluster, number, &mut ranked);
            }
            ranked.arrange();
            let share = if scan == 1 { size / 2 + 1 } else { NEIGHBOURS };
            for (_, other) in ranked.iter().take(share) {
                if cluster.len() < size && !cluster.contains(other) {
                    cluster.push(*other);
                }
            }
        }
        cluster.arrange();
    }

    /// All orders that claim something of what the seed claims, those that have what it wishes first.
    fn rank_around_seed(&self, seed: u32, number: usize, wishes: &[usize], ranked: &mut Vec<(u64, u32)>) {
        for sku in self.tables.skus_of(seed as usize) {
            for other in self.tables.claimants_of(*sku).iter().filter(|other| **other != seed) {
                let salt = mix((number as u64) << 40 | u64::from(seed) << 20 | u64::from(*other));
                ranked.push((salt >> 2 | self.distance(*other as usize, *sku, wishes) << 62, *other));
            }
        }
    }

    /// Some orders that claim something of what an order claims: the first that have units of what nothing is left of, looked for from
    /// somewhere on, and those that were met before.
    fn rank_around(&self, order: u32, number: usize, cluster: &[u32], ranked: &mut Vec<(u64, u32)>) {
        let skus = self.tables.skus_of(order as usize);
        let salt = mix((number as u64) << 40 | u64::from(order) << 20);
        let somewhere = |salt: u64, length: usize| usize::try_from(salt % (length as u64).max(1)).unwrap_or_default();
        let mut near = 0;
        let mut met = 0;
        for sku in skus.iter().cycle().skip(somewhere(salt, skus.len())).take(skus.len()) {
            let claimants = self.tables.claimants_of(*sku);
            let from = somewhere(salt >> 20, claimants.len());
            for other in claimants.iter().cycle().skip(from).take(claimants.len().min(SOME)) {
                if cluster.contains(other) {
                    continue;
                }
                let distance = self.distance(*other as usize, *sku, &[]);
                ranked.push((distance << 62 | met, *other));
                met += 1;
                near += usize::from(distance < 2);
                if near >= NEIGHBOURS {
                    return;
                }
            }
        }
    }

    /// Orders that take up what a wish for room is about, first those that could go elsewhere.
    fn find_there(&self, full: &[usize], cluster: &[u32], number: usize, ranked: &mut Vec<(u64, u32)>) {
        if full.is_empty() || self.orders() == 0 {
            return;
        }
        let salt = mix((number as u64) << 40 | u64::from(cluster.first().copied().unwrap_or_default()));
        let from = usize::try_from(salt % self.orders() as u64).unwrap_or_default();
        for order in (from..self.orders()).chain(0..from).take(THERE_MAX) {
            let known = u32::try_from(order).unwrap_or(u32::MAX);
            let mut is_there = false;
            self.tables.loads(order, self.shelves.plan(order), |location, _| is_there |= full.contains(&location));
            if is_there && !cluster.contains(&known) {
                let distance = u64::from(!self.could_go(order, full));
                ranked.push((mix(salt ^ u64::from(known)) >> 2 | distance << 62, known));
            }
        }
    }

    /// Full locations that have what an order takes elsewhere.
    fn would_go(&self, order: usize) -> Vec<usize> {
        let row = self.tables.row(order);
        let plan = self.shelves.plan(order);
        let columns = (0..row.width).filter(|column| {
            let has = |take: &Take| {
                let (line, at_column) = row.place_of(take);
                let resource = at(&self.tables.resources, row.cells + line * row.width + column) as usize;
                at_column != *column && self.left(resource) >= take.units
            };
            !self.shelves.shelf.rooms.is_open(self.tables.location_of(&row, *column)) && plan.iter().any(has)
        });
        columns.map(|column| self.tables.location_of(&row, column)).collect()
    }

    /// Whether all that an order takes at some locations is left at another one with room.
    fn could_go(&self, order: usize, from: &[usize]) -> bool {
        let row = self.tables.row(order);
        self.shelves.plan(order).iter().all(|take| {
            let (line, column) = row.place_of(take);
            let is_left = |other: usize| {
                let location = self.tables.location_of(&row, other);
                let resource = at(&self.tables.resources, row.cells + line * row.width + other) as usize;
                !from.contains(&location) && self.left(resource) >= take.units && self.shelves.shelf.rooms.is_open(location)
            };
            !from.contains(&self.tables.location_of(&row, column)) || (0..row.width).any(is_left)
        })
    }

    /// How near an order is to another that claims the same SKU: 0 if it has what that wishes, 1 if it has units of the SKU from where
    /// none are left, else 2.
    fn distance(&self, order: usize, sku: u32, wishes: &[usize]) -> u64 {
        let plan = self.shelves.plans.get(order).map(Vec::as_slice).unwrap_or_default();
        let (from, to) = (sku as usize * self.locations, (sku as usize + 1) * self.locations);
        let mine = || plan.iter().map(|take| self.tables.resource(take)).filter(|resource| (from..to).contains(resource));
        if mine().any(|resource| wishes.contains(&resource)) {
            0
        } else if mine().any(|resource| self.left(resource) == 0) {
            1
        } else {
            2
        }
    }
}

/// Scatters a number over all numbers: SplitMix64's finish.
const fn mix(number: u64) -> u64 {
    let number = (number ^ (number >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let number = (number ^ (number >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    number ^ (number >> 31)
}
