//! Batches of a stated size per order, for loops that run without an engine.

use std::collections::BTreeMap;

use super::{Batch, CommandRow, OrderRow, StockDelta};
use crate::workload::{LOCATIONS, Order};

/// How many bytes an order leaves behind.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Sizes {
    /// Bytes of the order document.
    pub document: usize,
    /// Bytes of the events of its command.
    pub log: usize,
}

impl Sizes {
    /// What a three-line order and its events take as plain JSON.
    pub const STUDY: Sizes = Sizes { document: 778, log: 400 };
}

/// Makes batches from orders: every order is new, has one command, and reserves each line at one location.
#[derive(Clone, Debug)]
pub struct Synthetic {
    sizes: Sizes,
    next_sequence: i64,
}

impl Synthetic {
    /// Starts with the first order of an empty database.
    #[must_use]
    pub fn new(sizes: Sizes) -> Self {
        Synthetic { sizes, next_sequence: 1 }
    }

    /// The transaction that writes these orders.
    pub fn batch(&mut self, orders: &[Order]) -> Batch {
        let mut batch = Batch::default();
        let mut stock: BTreeMap<i64, i64> = BTreeMap::new();
        for order in orders {
            let sequence = self.next_sequence;
            self.next_sequence += 1;
            batch.orders.push(OrderRow {
                sequence,
                id: time_ordered_id(order.number),
                channel: i64::from(order.channel),
                external_id: sequence,
                status: 1,
                document: filled(order, self.sizes.document),
            });
            batch.commands.push(CommandRow {
                id: time_ordered_id(order.number),
                order_sequence: sequence,
                body: filled(order, self.sizes.log),
            });
            let location = i64::from(order.customer % LOCATIONS);
            for line in order.lines {
                let key = i64::from(line.sku) * i64::from(LOCATIONS) + location;
                *stock.entry(key).or_default() += i64::from(line.quantity);
            }
        }
        batch.stock = stock.into_iter().map(|(key, reserved)| StockDelta { key, reserved }).collect();
        batch
    }
}

/// Sixteen bytes that rise with `number`, the rest mixed: what a time-ordered UUID looks like to an index.
fn time_ordered_id(number: u64) -> [u8; 16] {
    let mixed = crate::random::SplitMix64::new(number).next_u64();
    ((u128::from(number) << 64) | u128::from(mixed)).to_be_bytes()
}

/// The order as text, cut or padded to exactly `size` bytes.
fn filled(order: &Order, size: usize) -> Vec<u8> {
    let mut bytes = format!("{order:?}").into_bytes();
    bytes.resize(size, b' ');
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::workload::Workload;

    #[test]
    fn stock_is_coalesced_and_conserved() {
        let orders = Workload::new(9).take_orders(512);
        let batch = Synthetic::new(Sizes::STUDY).batch(&orders);
        assert!(batch.stock.len() < 512 * 3, "popular SKUs share a row");
        assert!(batch.stock.is_sorted_by(|a, b| a.key < b.key));
        let wanted: u32 = orders.iter().flat_map(|order| order.lines).map(|line| line.quantity).sum();
        assert_eq!(batch.stock.iter().map(|delta| delta.reserved).sum::<i64>(), i64::from(wanted));
    }
}
