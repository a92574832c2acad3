//! What this storage has seen and need not ask for again.

use std::sync::Arc;

use oms_core::batch::StockDelta;
use oms_core::order::{Order, Statuses};
use oms_core::{ChannelId, Item, LocationId, OrderId, Sku};
use rustc_hash::{FxHashMap, FxHashSet};

/// The most entries of each kind. A batch reads fewer.
const KNOWN_MAX: usize = 1 << 18;

/// Where an order can stand: its channel and the five axes.
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
pub(super) struct Standing {
    pub(super) channel: ChannelId,
    pub(super) statuses: Statuses,
}

impl Standing {
    pub(super) fn of(order: &Order) -> Standing {
        Standing { channel: order.channel.clone(), statuses: order.statuses() }
    }
}

/// What stays true whatever others write, or is checked by the statement that rests on it. With the connection all of it is
/// forgotten: the server may have come back from a backup.
#[derive(Default)]
pub(super) struct Known {
    /// Numbers of standings, which are never taken away.
    standings: FxHashMap<Standing, i64>,
    /// Items, asked for only if they are of another version by now.
    items: FxHashMap<Sku, Arc<Item>>,
    /// Stock that has a row: there it is only updated.
    stocked: FxHashSet<(Sku, LocationId)>,
    /// Orders as they were read, to tell what changes of where they are listed. The commit checks their version.
    orders: FxHashMap<OrderId, Arc<Order>>,
}

impl Known {
    pub(super) fn standing(&self, standing: &Standing) -> Option<i64> {
        self.standings.get(standing).copied()
    }

    pub(super) fn remember_standing(&mut self, standing: Standing, number: i64) {
        self.standings.insert(standing, number);
    }

    pub(super) fn item(&self, sku: &Sku) -> Option<&Arc<Item>> {
        self.items.get(sku)
    }

    pub(super) fn remember_item(&mut self, sku: &Sku, item: &Arc<Item>) {
        if self.items.len() >= KNOWN_MAX {
            self.items.clear();
        }
        self.items.insert(sku.clone(), Arc::clone(item));
    }

    /// Whether a difference of stock finds a row, as far as is known.
    pub(super) fn is_stocked(&self, delta: &StockDelta) -> bool {
        self.stocked.contains(&(delta.sku.clone(), delta.location.clone()))
    }

    pub(super) fn remember_stocked(&mut self, sku: &Sku, location: &LocationId) {
        if self.stocked.len() >= KNOWN_MAX {
            self.stocked.clear();
        }
        self.stocked.insert((sku.clone(), location.clone()));
    }

    /// The order as it was at a version.
    pub(super) fn order(&self, id: &OrderId, version: u64) -> Option<&Arc<Order>> {
        self.orders.get(id).filter(|order| order.version == version)
    }

    pub(super) fn remember_order(&mut self, order: &Arc<Order>) {
        if self.orders.len() >= KNOWN_MAX {
            self.orders.clear();
        }
        self.orders.insert(order.id.clone(), Arc::clone(order));
    }

    /// Orders are needed from a load to the commit that follows it.
    pub(super) fn forget_orders(&mut self) {
        self.orders.clear();
    }

    /// Others were faster: what is known of rows is asked for anew.
    pub(super) fn forget_rows(&mut self) {
        self.orders.clear();
        self.stocked.clear();
    }
}
