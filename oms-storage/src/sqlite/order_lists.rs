//! Answers lists of orders and counts of them.

use std::collections::BTreeMap;
use std::sync::Arc;

use oms_core::order::{Order, OrderQueue};
use oms_core::query::{Axis, OrderCursor, OrderFilter, Page, StatusCount};
use rusqlite::params;

use super::catching_up::Progress;
use super::facet_lists::FacetList;
use super::load::Reader;
use super::names::Standing;
use super::{SqliteError, order_row};
use oms_core::Arrange;

/// How many places of the list are looked at in one go when most of them may not pass.
const STRIDE: usize = 256;

/// An order's place in a list, and where its row is.
pub(super) struct Place {
    pub(super) placed_at: i64,
    pub(super) id: String,
    pub(super) number: i64,
}

/// When the orders of a list were placed: from the first instant on, and before the second.
#[derive(Clone, Copy)]
pub(super) struct Span {
    pub(super) from: i64,
    pub(super) before: i64,
}

impl Span {
    pub(super) fn of(filter: &OrderFilter) -> Span {
        Span {
            from: filter.placed_from.map_or(i64::MIN, |from| from.millis()),
            before: filter.placed_before.map_or(i64::MAX, |before| before.millis()),
        }
    }

    /// Where a list begins that goes on after a cursor.
    pub(super) fn start<'cursor>(&self, after: Option<&'cursor OrderCursor>) -> (i64, &'cursor str) {
        match after.map(|after| (after.placed_at.millis(), after.order.as_str())) {
            Some(after) if after.0 < self.before => after,
            _ => (self.before, ""),
        }
    }
}

impl Reader<'_> {
    pub(super) fn order_list(&mut self, filter: &OrderFilter, after: Option<&OrderCursor>, limit: usize) -> Result<Page, SqliteError> {
        let Some(places) = self.listed(filter, after, limit)? else {
            let standings = self.standings(filter)?;
            return self.walk(filter, &standings, after, limit);
        };
        let orders = places.iter().map(|place| self.order_at(place)).collect::<Result<Vec<_>, _>>()?;
        Ok(page(orders, limit))
    }

    /// Where the orders of a page are, if that is found in an index.
    pub(super) fn listed(
        &mut self,
        filter: &OrderFilter,
        after: Option<&OrderCursor>,
        limit: usize,
    ) -> Result<Option<Vec<Place>>, SqliteError> {
        let span = Span::of(filter);
        if is_answered_by_standing(filter) {
            let standings = self.standings(filter)?;
            return self.places(&standings, span, span.start(after), limit).map(Some);
        }
        if Progress::read(self.connection)?.entries_behind() > 0 {
            return Ok(None);
        }
        let standings = self.standings(filter)?;
        let list = FacetList::new(self.connection, filter, standings, span)?;
        list.map_or_else(|| Ok(Vec::new()), |list| list.places(span.start(after), limit)).map(Some)
    }

    /// Looks at every order that stands where the filter wants it. For files that may not be written, so that the tables for
    /// lists cannot catch up.
    fn walk(&mut self, filter: &OrderFilter, standings: &[i64], after: Option<&OrderCursor>, limit: usize) -> Result<Page, SqliteError> {
        let span = Span::of(filter);
        let mut after = after.cloned();
        let mut orders = Vec::new();
        while orders.len() < limit {
            let places = self.places(standings, span, span.start(after.as_ref()), STRIDE)?;
            for place in &places {
                let order = self.order_at(place)?;
                after = Some(order.cursor());
                if filter.passes(&order) {
                    orders.push(order);
                    if orders.len() == limit {
                        break;
                    }
                }
            }
            if places.len() < STRIDE {
                break;
            }
        }
        Ok(page(orders, limit))
    }

    /// Numbers of the standings that pass what the filter says about channel and statuses.
    pub(super) fn standings(&mut self, filter: &OrderFilter) -> Result<Vec<i64>, SqliteError> {
        let all = self.names.all_standings(self.connection)?;
        Ok(all.iter().filter(|(_, standing)| stands(filter, standing)).map(|(number, _)| *number).collect())
    }

    /// The first places of the list below `start`, over all these standings.
    ///
    /// Each standing is a list of its own in the index. What is found in one shortens what is read of the next.
    fn places(&self, standings: &[i64], span: Span, start: (i64, &str), count: usize) -> Result<Vec<Place>, SqliteError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT placed_at, id, number FROM orders INDEXED BY orders_by_standing
             WHERE standing = +?1 AND placed_at >= ?2 AND (placed_at, id) < (?3, ?4)
             ORDER BY placed_at DESC, id DESC LIMIT +?5",
        )?;
        let rows_wanted = i64::try_from(count).unwrap_or(i64::MAX);
        let mut places: Vec<Place> = Vec::new();
        let mut bottom = span.from;
        for standing in standings {
            let mut rows = statement.query(params![standing, bottom, start.0, start.1, rows_wanted])?;
            let known = places.len();
            while let Some(row) = rows.next()? {
                places.push(Place { placed_at: row.get(0)?, id: row.get(1)?, number: row.get(2)? });
            }
            if places.len() > known && standings.len() > 1 {
                places.arrange_by(|a, b| (b.placed_at, &b.id).cmp(&(a.placed_at, &a.id)));
                places.truncate(count);
                if let Some(last) = places.last().filter(|_| places.len() == count) {
                    bottom = last.placed_at;
                }
            }
        }
        Ok(places)
    }

    fn order_at(&mut self, place: &Place) -> Result<Arc<Order>, SqliteError> {
        let mut statement = self.connection.prepare_cached(concat!("SELECT ", order_row::columns!(), " FROM orders WHERE number = ?1"))?;
        let mut rows = statement.query([place.number])?;
        match rows.next()? {
            Some(row) => Ok(Arc::new(order_row::read(self.connection, self.names, row)?)),
            None => Err(SqliteError::unreadable("order", &place.id, "its row is missing")),
        }
    }

    pub(super) fn order_counts(&mut self, axis: Axis, filter: &OrderFilter) -> Result<Page, SqliteError> {
        if axis == Axis::Queue {
            return self.queue_counts(filter);
        }
        let mut counts: BTreeMap<String, u64> = BTreeMap::new();
        if is_answered_by_standing(filter) {
            for (standing, orders) in self.counts_by_standing(filter)? {
                *counts.entry(status_name(&standing, axis)).or_default() += orders;
            }
        } else if Progress::read(self.connection)?.entries_behind() == 0 {
            let standings = self.standings(filter)?;
            let list = FacetList::new(self.connection, filter, standings, Span::of(filter))?;
            let found = list.map_or_else(|| Ok(Vec::new()), |list| list.counts())?;
            for (number, standing) in self.names.all_standings(self.connection)? {
                let orders = found.iter().filter(|(of, _)| of == number).map(|(_, orders)| orders).sum::<u64>();
                *counts.entry(status_name(standing, axis)).or_default() += orders;
            }
        } else {
            let standings = self.standings(filter)?;
            let mut after = None;
            loop {
                let Page::Orders { orders, next } = self.walk(filter, &standings, after.as_ref(), STRIDE)? else { break };
                for order in orders {
                    *counts.entry(order.status_name(axis)).or_default() += 1;
                }
                after = next;
                if after.is_none() {
                    break;
                }
            }
        }
        counts.retain(|_, orders| *orders > 0);
        Ok(Page::OrderCounts { counts: counts.into_iter().map(|(status, orders)| StatusCount { status, orders }).collect() })
    }

    /// Each queue is a facet: how many orders have it, wherever they stand.
    fn queue_counts(&mut self, filter: &OrderFilter) -> Result<Page, SqliteError> {
        let mut counts = Vec::new();
        for queue in OrderQueue::ALL.into_iter().filter(|queue| filter.queue.is_none_or(|wanted| wanted == *queue)) {
            let of_queue = OrderFilter { queue: Some(queue), ..filter.clone() };
            if let Page::OrderCounts { counts: by_status } = self.order_counts(Axis::Order, &of_queue)? {
                let orders = by_status.iter().map(|count| count.orders).sum();
                counts.push(StatusCount { status: queue.name().to_owned(), orders });
            }
        }
        counts.retain(|count| count.orders > 0);
        counts.arrange();
        Ok(Page::OrderCounts { counts })
    }

    fn counts_by_standing(&mut self, filter: &OrderFilter) -> Result<Vec<(Standing, u64)>, SqliteError> {
        let span = Span::of(filter);
        let mut statement = self.connection.prepare_cached(
            "SELECT count(*) FROM orders INDEXED BY orders_by_standing WHERE standing = ?1 AND placed_at >= ?2 AND placed_at < ?3",
        )?;
        let mut counts = Vec::new();
        for (number, standing) in self.names.all_standings(self.connection)? {
            if stands(filter, standing) {
                let orders: i64 = statement.query_row(params![number, span.from, span.before], |row| row.get(0))?;
                counts.push((standing.clone(), u64::try_from(orders).unwrap_or_default()));
            }
        }
        Ok(counts)
    }
}

fn page(orders: Vec<Arc<Order>>, limit: usize) -> Page {
    let next = orders.last().filter(|_| orders.len() == limit).map(|order| order.cursor());
    Page::Orders { orders, next }
}

/// Whether the standing of an order and when it was placed decide if it passes.
pub(super) fn is_answered_by_standing(filter: &OrderFilter) -> bool {
    let OrderFilter { location, customer, sku, lot, tag, hold, queue, late_at, .. } = filter;
    let is_of_all = location.is_none() && customer.is_none() && sku.is_none() && lot.is_none() && queue.is_none();
    is_of_all && tag.is_none() && hold.is_none() && late_at.is_none()
}

fn stands(filter: &OrderFilter, standing: &Standing) -> bool {
    fn is<T: PartialEq>(wanted: Option<&T>, value: &T) -> bool {
        wanted.is_none_or(|wanted| wanted == value)
    }
    let statuses = &standing.statuses;
    is(filter.channel.as_ref(), &standing.channel)
        && is(filter.order.as_ref(), &statuses.order)
        && is(filter.payment.as_ref(), &statuses.payment)
        && is(filter.fulfillment.as_ref(), &statuses.fulfillment)
        && is(filter.delivery.as_ref(), &statuses.delivery)
        && is(filter.returns.as_ref(), &statuses.returns)
}

/// The name of a standing's status on an axis, as orders have it on the wire.
fn status_name(standing: &Standing, axis: Axis) -> String {
    let statuses = standing.statuses;
    let name = match axis {
        Axis::Order => serde_json::to_value(statuses.order),
        Axis::Payment => serde_json::to_value(statuses.payment),
        Axis::Fulfillment => serde_json::to_value(statuses.fulfillment),
        Axis::Delivery => serde_json::to_value(statuses.delivery),
        Axis::Returns => serde_json::to_value(statuses.returns),
        // Where orders stand says nothing of queues.
        Axis::Queue => return String::new(),
    };
    name.ok().and_then(|name| name.as_str().map(str::to_owned)).unwrap_or_default()
}
