//! Where the orders that were read lie in the file, so that writing them does not look for them again.

use oms_core::OrderId;
use rustc_hash::FxHashMap;

/// How many are remembered; a batch reads fewer.
const ROWS_MAX: usize = 65_536;

/// An order's row as it was read.
#[derive(Clone, Copy)]
pub(super) struct OrderRow {
    pub(super) number: i64,
    pub(super) version: u64,
    pub(super) standing: i64,
}

/// Rows read since the last commit. A row that has moved on since then has another version, which the commit checks.
#[derive(Default)]
pub(super) struct OrderRows {
    rows: FxHashMap<OrderId, OrderRow>,
}

impl OrderRows {
    pub(super) fn remember(&mut self, id: &OrderId, row: OrderRow) {
        if self.rows.len() >= ROWS_MAX {
            self.rows.clear();
        }
        self.rows.insert(id.clone(), row);
    }

    pub(super) fn at_version(&self, id: &OrderId, version: u64) -> Option<OrderRow> {
        self.rows.get(id).copied().filter(|row| row.version == version)
    }

    pub(super) fn forget(&mut self) {
        self.rows.clear();
    }
}
