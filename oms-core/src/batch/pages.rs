//! Pages of lists that a batch wants in memory beside records: who holds stock of a SKU at a location.

use super::workspace::Workspace;
use super::{LocationIndex, ReadSet, SkuIndex};
use crate::order::{Order, OrderStatus, Portion};
use crate::query::{OrderCursor, OrderFilter, PAGE_MAX, Page, Query};
use crate::{Arrange, SortedMap, SortedSet};
use crate::{CustomerId, LocationId, OrderId, ReservationId, Sku};

/// The most orders in one standing, and the most reservations, that are looked through for holders of stock.
pub(crate) const HOLDERS_MAX: u32 = PAGE_MAX;

/// Pages in memory.
#[derive(Debug, Default)]
pub(super) struct Pages {
    /// Orders with units of a SKU that have to do with a location, by the standing asked for.
    orders: SortedMap<(Sku, LocationId, OrderStatus), Listed>,
    /// Who holds what where of all reservations, once they have been asked for, and how many reservations there are.
    reservations: Option<(usize, HeldAt)>,
    /// Orders of customers: what was asked, and the places of what came, in their order.
    of_customers: Vec<(Query, Vec<OrderCursor>)>,
}

impl Pages {
    pub(super) fn load(&mut self, query: Query, page: Page) {
        match (query, page) {
            (Query::Orders { filter, after, limit }, Page::Orders { orders, .. }) if filter.customer.is_some() => {
                let places = orders.iter().map(|order| order.cursor()).collect();
                self.of_customers.push((Query::Orders { filter, after, limit }, places));
            }
            (Query::Orders { filter, .. }, Page::Orders { orders, .. }) => {
                if let OrderFilter { sku: Some(sku), location: Some(location), order: Some(status), .. } = *filter {
                    let holding = orders.iter().filter(|order| holds(order, &sku, &location)).map(|order| order.id.clone()).collect();
                    self.orders.insert((sku, location, status), Listed { length: orders.len(), holding });
                }
            }
            (Query::Reservations { .. }, Page::Reservations { reservations }) => {
                let mut held = HeldAt::new();
                for reservation in &reservations {
                    for units in &reservation.units {
                        held.entry((units.sku.clone(), units.location.clone())).or_default().push(reservation.id.clone());
                    }
                }
                self.reservations = Some((reservations.len(), held));
            }
            _ => {}
        }
    }

    /// The answer to a list of a customer's orders.
    pub(super) fn of_customer(&self, query: &Query) -> &[OrderCursor] {
        self.of_customers.iter().find(|(asked, _)| asked == query).map_or(&[], |(_, places)| places)
    }

    /// All orders that such lists have named.
    pub(super) fn all_of_customers(&self) -> impl Iterator<Item = &OrderId> {
        self.of_customers.iter().flat_map(|(_, places)| places).map(|place| &place.order)
    }

    /// The orders that lists have named, in no order that matters.
    pub(super) fn listed_orders(&self) -> impl Iterator<Item = &OrderId> {
        self.orders.values().flat_map(|listed| &listed.holding)
    }

    /// The reservations that hold what was asked for, in no order that matters.
    pub(super) fn listed_reservations(&self) -> impl Iterator<Item = &ReservationId> {
        let asked = self.orders.keys().map(|(sku, location, _)| (sku.clone(), location.clone()));
        asked.filter_map(|place| self.reservations.as_ref()?.1.get(&place)).flatten()
    }
}

/// Reservations by what they hold where.
type HeldAt = SortedMap<(Sku, LocationId), Vec<ReservationId>>;

/// The answer to a list of orders.
#[derive(Debug)]
struct Listed {
    /// How many orders it had.
    length: usize,
    /// Those that hold stock there.
    holding: Vec<OrderId>,
}

fn holds(order: &Order, sku: &Sku, location: &LocationId) -> bool {
    let here = |portion: &Portion| portion.stage.binds_stock() && portion.location.as_ref() == Some(location);
    order.lines.iter().any(|line| &line.sku == sku && line.units.portions().iter().any(here))
}

/// The standings of orders that may hold stock.
const HOLDING: [OrderStatus; 2] = [OrderStatus::Open, OrderStatus::OnHold];

/// Orders and reservations that may hold stock of a SKU at a location, sorted.
#[derive(Debug)]
pub(crate) struct Holders {
    pub(crate) orders: SortedSet<OrderId>,
    pub(crate) reservations: SortedSet<ReservationId>,
    /// Whether lists were longer than what is read of them.
    pub(crate) are_too_many: bool,
}

/// Asks for so many orders of a customer, and one more that tells whether that is all.
pub(crate) fn orders_of(customer: &CustomerId, after: Option<&OrderCursor>, size: u32) -> Query {
    let filter = Box::new(OrderFilter { customer: Some(customer.clone()), ..OrderFilter::default() });
    Query::Orders { filter, after: after.cloned(), limit: size.saturating_add(1) }
}

impl Workspace {
    /// The orders of a customer after a place of their list, placed last first, at most so many, and where the next part begins if there
    /// may be one. Those that commands of this batch have brought are among them.
    pub(crate) fn orders_of(
        &self,
        customer: &CustomerId,
        after: Option<&OrderCursor>,
        size: u32,
    ) -> (Vec<OrderCursor>, Option<OrderCursor>) {
        let listed = self.pages.of_customer(&orders_of(customer, after, size));
        let size = usize::try_from(size).unwrap_or(usize::MAX);
        // Beyond the end of a full list there are others before what happens to be in memory.
        let end = listed.last().filter(|_| listed.len() > size);
        let is_asked_for = |place: &OrderCursor| after.is_none_or(|after| place < after) && end.is_none_or(|end| place >= end);
        // What lists have named is in memory by now.
        let of_customer = self.orders.loaded().filter(|order| order.customer.as_ref() == Some(customer));
        let mut places: Vec<OrderCursor> = of_customer.map(|order| order.cursor()).filter(is_asked_for).collect();
        places.arrange_by(|a, b| b.cmp(a));
        if places.len() <= size {
            return (places, end.cloned());
        }
        places.truncate(size);
        let next = places.last().cloned();
        (places, next)
    }

    /// Wants who holds stock of a SKU at a location, as far as it is not in memory.
    pub(super) fn want_holders(&self, sku: &Sku, location: &LocationId, wanted: &mut ReadSet) {
        for status in HOLDING {
            if !self.pages.orders.contains_key(&(sku.clone(), location.clone(), status)) {
                let (sku, location, order) = (Some(sku.clone()), Some(location.clone()), Some(status));
                let filter = Box::new(OrderFilter { sku, location, order, ..OrderFilter::default() });
                wanted.page(Query::Orders { filter, after: None, limit: HOLDERS_MAX });
            }
        }
        if self.pages.reservations.is_none() {
            wanted.page(Query::Reservations { after: None, limit: HOLDERS_MAX });
        }
    }

    /// Who may hold stock of a SKU at a location: those that lists have named, and those that are in memory anyway.
    pub(crate) fn holders(&self, sku: SkuIndex, location: LocationIndex) -> Holders {
        let (name, location) = (self.slot(sku).sku(), self.location_id(location));
        let key = |status| (name.clone(), location.clone(), status);
        let listed = HOLDING.map(|status| self.pages.orders.get(&key(status)));
        let full = |length: usize| u32::try_from(length).is_ok_and(|length| length >= HOLDERS_MAX);
        let reservations = self.pages.reservations.as_ref();
        let are_too_many =
            listed.iter().flatten().any(|listed| full(listed.length)) || reservations.is_some_and(|(length, _)| full(*length));
        // What lists have named is in memory by now, with all that commands of this batch have brought.
        Holders {
            orders: self.orders.loaded().map(|order| order.id.clone()).collect(),
            reservations: self.reservations.loaded().map(|reservation| reservation.id.clone()).collect(),
            are_too_many,
        }
    }
}
