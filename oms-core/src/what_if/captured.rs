//! The orders of the period, and whether each copy took them in.

use crate::OrderId;
use crate::SortedMap;

/// Orders that were captured in the period, by id, with the code of the refusal in the copy as recorded and in the other.
#[derive(Debug, Default)]
pub(super) struct Captured(SortedMap<OrderId, [Option<&'static str>; 2]>);

impl Captured {
    pub(super) fn put(&mut self, order: &OrderId, recorded: Option<&'static str>, variant: Option<&'static str>) {
        self.0.insert(order.clone(), [recorded, variant]);
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = (&OrderId, [Option<&'static str>; 2])> {
        self.0.iter().map(|(order, codes)| (order, *codes))
    }
}
