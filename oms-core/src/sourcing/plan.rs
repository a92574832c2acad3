//! What the best plan over a set of locations costs, and better sets near it.

use super::net::Net;
use crate::Arrange;

/// A unit that could be shipped: its cost, who ships it, of which line, how many.
type Pick = (i64, u32, u32, i32);

/// The best set of candidates so far, and memory to work out others.
#[derive(Debug, Default)]
pub(super) struct Plans {
    /// What the best set costs, scaled.
    pub(super) cost: i64,
    /// Candidates of the best set that ship something, ascending.
    pub(super) best: Vec<u32>,
    /// What all units cost at least, parcels not counted.
    pub(super) floor: i64,
    picks: Vec<Pick>,
    left: Vec<i64>,
    base: Vec<u32>,
    trial: Vec<u32>,
    used: Vec<u32>,
}

impl Plans {
    /// Starts with the plan that ships nothing.
    pub(super) fn start(&mut self, net: &Net) {
        self.best.clear();
        self.cost = net.wanted.iter().zip(&net.penalties).map(|(wanted, penalty)| wanted * penalty).sum();
        if let Some(forced) = net.forced.and_then(|forced| u32::try_from(forced).ok()) {
            let forced = [forced];
            self.cost = i64::MAX;
            self.offer(net, &forced);
        }
    }

    /// What it costs to ship from a set of candidates; those that ship something are in `used` afterwards.
    fn weigh(&mut self, net: &Net, set: &[u32]) -> i64 {
        self.picks.clear();
        self.used.clear();
        self.left.clear();
        self.left.extend_from_slice(&net.wanted);
        let mut cost = 0_i64;
        for number in set {
            let Some(candidate) = net.candidates.get(*number as usize) else { continue };
            for entry in net.entries_of(candidate) {
                self.picks.push((entry.cost, *number, entry.line, entry.units));
            }
        }
        if set.len() > 1 {
            self.picks.sort_unstable_by_key(|(cost, number, _, _)| (*cost, *number));
        }
        for (unit_cost, number, line, units) in &self.picks {
            let Some(left) = self.left.get_mut(*line as usize).filter(|left| **left > 0) else { continue };
            let taken = i64::from(*units).min(*left);
            *left -= taken;
            cost = cost.wrapping_add(taken.wrapping_mul(*unit_cost));
            if !self.used.contains(number) {
                self.used.push(*number);
            }
        }
        if let Some(forced) = net.forced.and_then(|forced| u32::try_from(forced).ok())
            && !self.used.contains(&forced)
        {
            self.used.push(forced);
        }
        for number in &self.used {
            cost = cost.wrapping_add(net.candidates.get(*number as usize).map_or(0, |candidate| candidate.fixed));
        }
        for (left, penalty) in self.left.iter().zip(&net.penalties) {
            cost = cost.wrapping_add(left.wrapping_mul(*penalty));
        }
        cost
    }

    /// Compares the plan over a set with the best so far. Returns what it costs; sets that are too large cost endlessly much.
    pub(super) fn offer(&mut self, net: &Net, set: &[u32]) -> i64 {
        let cost = self.weigh(net, set);
        if self.used.len() > net.shipments_max {
            return i64::MAX;
        }
        if cost < self.cost {
            self.cost = cost;
            self.best.clear();
            self.best.extend_from_slice(&self.used);
            self.best.arrange();
        }
        cost
    }

    /// Leaves out sets whose parcels alone are too dear.
    fn offer_if_likely(&mut self, net: &Net, set: &[u32]) {
        let parcels = set.iter().filter_map(|number| net.candidates.get(*number as usize)).map(|candidate| candidate.fixed);
        if parcels.sum::<i64>() + self.floor < self.cost {
            self.offer(net, set);
        }
    }

    /// Tries the set without its members, one after the other, as long as that is cheaper.
    pub(super) fn offer_with_less(&mut self, net: &Net, set: &mut Vec<u32>) {
        let mut cost = self.offer(net, set);
        while set.len() > 1 {
            let mut better: Option<(i64, usize)> = None;
            for place in 0..set.len() {
                let mut trial = std::mem::take(&mut self.trial);
                trial.clear();
                trial.extend(set.iter().enumerate().filter(|(other, _)| *other != place).map(|(_, number)| *number));
                let mut found = self.offer(net, &trial);
                if set.len() > net.shipments_max && found == i64::MAX {
                    // Too many either way: leave out the one that is missed least.
                    found = self.weigh(net, &trial);
                }
                self.trial = trial;
                if better.is_none_or(|(best, _)| found < best) {
                    better = Some((found, place));
                }
            }
            match better {
                Some((found, place)) if found < cost => {
                    cost = found;
                    set.remove(place);
                }
                _ => break,
            }
        }
    }

    /// Tries the best set with one more or one exchanged, as long as that is cheaper.
    pub(super) fn improve(&mut self, net: &Net, others: &[u32], rounds: usize) {
        for _ in 0..rounds {
            let before = self.cost;
            let mut base = std::mem::take(&mut self.base);
            base.clear();
            base.extend_from_slice(&self.best);
            let mut set = std::mem::take(&mut self.trial);
            for other in others.iter().filter(|other| !base.contains(other)) {
                set.clear();
                set.extend_from_slice(&base);
                set.push(*other);
                self.offer_if_likely(net, &set);
                for place in 0..base.len() {
                    set.clear();
                    set.extend(base.iter().enumerate().filter(|(at, _)| *at != place).map(|(_, number)| *number));
                    set.push(*other);
                    self.offer_if_likely(net, &set);
                }
            }
            (self.base, self.trial) = (base, set);
            if self.cost >= before {
                break;
            }
        }
    }

    /// Calls `take` with candidate, line and units of what the best plan ships.
    pub(super) fn each(&mut self, net: &Net, mut take: impl FnMut(u32, u32, i32)) {
        let best = std::mem::take(&mut self.best);
        self.weigh(net, &best);
        self.best = best;
        self.left.clear();
        self.left.extend_from_slice(&net.wanted);
        for (_, number, line, units) in &self.picks {
            let Some(left) = self.left.get_mut(*line as usize).filter(|left| **left > 0) else { continue };
            let taken = i64::from(*units).min(*left);
            *left -= taken;
            take(*number, *line, i32::try_from(taken).unwrap_or(*units));
        }
    }
}
