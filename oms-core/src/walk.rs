//! A walk over everything a storage keeps, page by page, in an order every storage shares.

use crate::document::DocumentKind;
use crate::query::{PAGE_MAX, Page, Query};
use crate::{DocumentId, OrderId, ReservationId, Sku};

/// Rows of a page. Orders are large; a page of them should stay well inside a processor's caches and a phone's memory.
const ROWS: u32 = 1_000;

/// Where a walk has got to.
#[derive(Clone, Debug)]
enum Place {
    Settings,
    Items(Option<Sku>),
    Stock(Option<Sku>),
    Orders(Option<OrderId>),
    Reservations(Option<ReservationId>),
    Documents(DocumentKind, Option<DocumentId>),
    Log(u64),
    End,
}

/// A walk over settings, items, stock, orders, reservations, papers kind by kind and, if wanted, the log.
#[derive(Clone, Debug)]
pub(crate) struct Walk {
    place: Place,
    with_log: bool,
}

impl Walk {
    pub(crate) fn new(with_log: bool) -> Walk {
        Walk { place: Place::Settings, with_log }
    }

    /// The page to read next; `None` at the end.
    pub(crate) fn next(&self) -> Option<Query> {
        const { assert!(ROWS <= PAGE_MAX) };
        Some(match &self.place {
            Place::Settings => Query::Settings,
            Place::Items(after) => Query::Items { after: after.clone(), limit: ROWS },
            Place::Stock(after) => Query::Stock { after: after.clone(), limit: ROWS },
            Place::Orders(after) => Query::AllOrders { after: after.clone(), limit: ROWS },
            Place::Reservations(after) => Query::Reservations { after: after.clone(), limit: ROWS },
            Place::Documents(kind, after) => Query::Documents { kind: *kind, about: None, after: after.clone(), limit: ROWS },
            Place::Log(after) => Query::Log { after: *after, limit: ROWS },
            Place::End => return None,
        })
    }

    /// Goes on past a page that was read.
    pub(crate) fn advance(&mut self, page: &Page) {
        let full = |rows: usize| rows >= usize::try_from(ROWS).unwrap_or(usize::MAX);
        self.place = match (&self.place, page) {
            (Place::Settings, _) => Place::Items(None),
            (Place::Items(_), Page::Items { items }) if full(items.len()) => Place::Items(items.last().map(|item| item.sku.clone())),
            (Place::Items(_), _) => Place::Stock(None),
            (Place::Stock(_), Page::Stock { skus }) if full(skus.len()) => Place::Stock(skus.last().map(|stock| stock.sku.clone())),
            (Place::Stock(_), _) => Place::Orders(None),
            (Place::Orders(_), Page::Orders { orders, .. }) if full(orders.len()) => {
                Place::Orders(orders.last().map(|order| order.id.clone()))
            }
            (Place::Orders(_), _) => Place::Reservations(None),
            (Place::Reservations(_), Page::Reservations { reservations }) if full(reservations.len()) => {
                Place::Reservations(reservations.last().map(|kept| kept.id.clone()))
            }
            (Place::Reservations(_), _) => self.documents_after(None),
            (Place::Documents(kind, _), Page::Documents { documents }) if full(documents.len()) => {
                Place::Documents(*kind, documents.last().map(|document| document.id.clone()))
            }
            (Place::Documents(kind, _), _) => self.documents_after(Some(*kind)),
            (Place::Log(after), Page::Log { entries }) if full(entries.len()) => {
                Place::Log(entries.last().map_or(*after, |entry| entry.number))
            }
            _ => Place::End,
        };
    }

    /// The papers of the kind after one, or whatever comes after all of them.
    fn documents_after(&self, kind: Option<DocumentKind>) -> Place {
        match DocumentKind::ALL.into_iter().filter(|kind| kind.is_paper()).find(|next| kind.is_none_or(|kind| *next > kind)) {
            Some(next) => Place::Documents(next, None),
            None if self.with_log => Place::Log(0),
            None => Place::End,
        }
    }
}
