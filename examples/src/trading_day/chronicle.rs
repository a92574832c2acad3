//! What happened when: the course of a day, or of many, for the pictures of the report.

use std::collections::BTreeMap;

use jiff::civil::DateTime;

use super::territory::Channel;

/// The course of the replayed days. It is recorded in order of time.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Chronicle {
    /// Orders placed by hour of the day, one count per channel in the order of [`Channel::ALL`].
    pub orders_by_hour: BTreeMap<i8, [u64; 3]>,
    /// Order lines that found too little stock, by the hour of the day in which they were placed.
    pub stock_outs_by_hour: BTreeMap<i8, u64>,
    /// Orders by the number of parcels they were sent in.
    pub orders_by_parcels: BTreeMap<u64, u64>,
    /// Changes of the backlog, that is of orders placed and not yet wholly shipped or canceled.
    backlog_changes: BTreeMap<DateTime, i64>,
    /// Pence captured and refunded at one time.
    money_changes: BTreeMap<DateTime, [i64; 2]>,
}

impl Chronicle {
    /// An order was placed, and so many of its lines found too little stock.
    pub fn order_placed(&mut self, time: DateTime, channel: Channel, lines_short: u64) {
        let counts = self.orders_by_hour.entry(time.hour()).or_default();
        for (count, counted) in counts.iter_mut().zip(Channel::ALL) {
            *count += u64::from(counted == channel);
        }
        if lines_short > 0 {
            *self.stock_outs_by_hour.entry(time.hour()).or_default() += lines_short;
        }
        *self.backlog_changes.entry(time).or_default() += 1;
    }

    /// Nothing is left to ship of an order that was sent in so many parcels; none if it was canceled.
    pub fn order_done(&mut self, time: DateTime, parcels: u64) {
        *self.backlog_changes.entry(time).or_default() -= 1;
        *self.orders_by_parcels.entry(parcels).or_default() += 1;
    }

    /// So many pence were taken from customers.
    pub fn captured(&mut self, time: DateTime, pence: i64) {
        let [captured, _] = self.money_changes.entry(time).or_default();
        *captured += pence;
    }

    /// So many pence were given back to customers.
    pub fn refunded(&mut self, time: DateTime, pence: i64) {
        let [_, refunded] = self.money_changes.entry(time).or_default();
        *refunded += pence;
    }

    /// Orders in the backlog after each change.
    pub fn backlog(&self) -> Vec<(DateTime, i64)> {
        let mut orders = 0;
        self.backlog_changes
            .iter()
            .map(|(time, change)| {
                orders += change;
                (*time, orders)
            })
            .collect()
    }

    /// Pence captured and refunded so far, after each change.
    pub fn money(&self) -> Vec<(DateTime, [i64; 2])> {
        let [mut captured, mut refunded] = [0, 0];
        self.money_changes
            .iter()
            .map(|(time, [captured_now, refunded_now])| {
                captured += captured_now;
                refunded += refunded_now;
                (*time, [captured, refunded])
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::datetime;

    use super::*;

    #[test]
    fn changes_become_courses() {
        let at = |hour| datetime(2010, 12, 6, hour, 30, 0, 0);
        let mut chronicle = Chronicle::default();
        chronicle.order_placed(at(9), Channel::Web, 0);
        chronicle.order_placed(at(9), Channel::Store, 2);
        chronicle.order_done(at(11), 2);
        chronicle.captured(at(11), 500);
        chronicle.refunded(at(12), 200);
        chronicle.captured(at(12), 100);
        assert_eq!(chronicle.orders_by_hour, BTreeMap::from([(9, [1, 0, 1])]));
        assert_eq!(chronicle.stock_outs_by_hour, BTreeMap::from([(9, 2)]));
        assert_eq!(chronicle.orders_by_parcels, BTreeMap::from([(2, 1)]));
        assert_eq!(chronicle.backlog(), [(at(9), 2), (at(11), 1)]);
        assert_eq!(chronicle.money(), [(at(11), [500, 0]), (at(12), [600, 200])]);
    }
}
