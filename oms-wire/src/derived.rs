//! What is worked out from an order rather than kept in it.

use oms_core::input;
use oms_core::order::Order;
use oms_core::query::OrderFilter;
use oms_core::reservation::Reservation;
use oms_core::routing::{LintRequest, lint};
use oms_core::what_if::WhatIfReport;

use crate::WireError;
use crate::error::json;
use crate::guard::caught;

/// The `Derived` of an `Order`: its statuses, its locations, and when what has not arrived is promised for.
pub fn derived(order: &[u8]) -> Result<Vec<u8>, WireError> {
    caught(|| json(&input::read::<Order>("order", order)?.derived()))
}

/// The `Journal` of an `Order`: its money in double entry.
pub fn journal(order: &[u8]) -> Result<Vec<u8>, WireError> {
    caught(|| json(&input::read::<Order>("order", order)?.journal()))
}

/// The `RoutingExplanation` of an `Order`: why it was routed as it was.
pub fn explain_routing(order: &[u8]) -> Result<Vec<u8>, WireError> {
    caught(|| json(&input::read::<Order>("order", order)?.explain_routing()))
}

/// The `RoutingExplanation` of a `Reservation`: why stock is held for a cart where it is, and which rules could not be asked.
pub fn explain_cart_routing(reservation: &[u8]) -> Result<Vec<u8>, WireError> {
    caught(|| json(&input::read::<Reservation>("reservation", reservation)?.explain_routing()))
}

/// The `LintReport` on a `LintRequest`: what is wrong, or odd, with a routing policy before it is put in.
pub fn lint_routing_policy(request: &[u8]) -> Result<Vec<u8>, WireError> {
    caught(|| json(&lint(&input::read::<LintRequest>("request", request)?)))
}

/// A `WhatIfReport` as one page of HTML: figures, and plots of both copies side by side.
pub fn what_if_page(report: &[u8]) -> Result<String, WireError> {
    caught(|| Ok(input::read::<WhatIfReport>("report", report)?.page()))
}

/// Whether an `Order` passes an `OrderFilter`, for storages that have no index of their own for it.
pub fn passes(filter: &[u8], order: &[u8]) -> Result<bool, WireError> {
    caught(|| {
        let filter: OrderFilter = input::read("filter", filter)?;
        Ok(filter.passes(&input::read("order", order)?))
    })
}
