//! Move several orders together to other locations, all of them or none.

use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

use super::{OrderReroute, REROUTE_ORDERS_MAX, Rerouted, UnitMove};
use crate::batch::{ReadSet, Workspace};
use crate::event::Event;
use crate::input::check_list;
use crate::inventory::check_reason;
use crate::order::{Order, Portion, Stage};
use crate::reservation::{LINES_MAX, expiry};
use crate::routing::assign_location::LackingUnits;
use crate::routing::binding::{bind_line, free_line, gather, is_unreleased, there_for, unanswered, withdraw_empty};
use crate::routing::candidate::{barred, is_excluded};
use crate::routing::{LocationCode, Reason, capacity};
use crate::{Arrange, LocationId, OrderId, Quantity, Rejection, Sku};

/// Lets units of some orders come from other locations: all that is named, or nothing.
///
/// What one order gives up, another may take: also in a circle. Everything is checked when it is done: the versions of the orders, that the
/// units are where they are said to be, that no location has taken them on and nobody has assigned them, that the other location may ship
/// them, has room today and has them. A plan that is out of date is refused, and nothing is moved.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct RerouteOrders {
    /// The orders, each once.
    pub orders: Vec<OrderReroute>,
    /// The version of the routing policy that it was planned by; absent means any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub policy_version: Option<u64>,
    /// Why, in somebody's words.
    #[serde(default, skip_serializing_if = "SmolStr::is_empty")]
    pub reason: SmolStr,
}

pub(crate) fn reads(command: &RerouteOrders, wanted: &mut ReadSet) {
    command.orders.iter().for_each(|order| wanted.order(&order.order));
}

pub(crate) fn execute(command: &RerouteOrders, work: &mut Workspace) -> Result<(), Rejection> {
    check(command)?;
    let current = work.settings().routing_rules.as_ref().map_or(0, |rules| rules.version);
    if let Some(expected) = command.policy_version.filter(|expected| *expected != current) {
        return Err(Rejection::RoutingPolicyChanged { expected, current });
    }
    for reroute in &command.orders {
        let found = work.order(&reroute.order)?.version;
        if found != reroute.expected_version {
            let (order, expected) = (reroute.order.clone(), reroute.expected_version);
            return Err(Rejection::VersionConflict { order, expected, current: found });
        }
    }
    // What all of them give up is free before any of them takes.
    for reroute in &command.orders {
        give_up(work, reroute)?;
    }
    for reroute in &command.orders {
        take(command, work, reroute)?;
    }
    Ok(())
}

fn check(command: &RerouteOrders) -> Result<(), Rejection> {
    if !command.reason.is_empty() {
        check_reason(&command.reason)?;
    }
    if command.orders.is_empty() || command.orders.len() > REROUTE_ORDERS_MAX {
        return Err(Rejection::field("orders", format!("name 1 to {REROUTE_ORDERS_MAX} orders")));
    }
    let mut named: Vec<&OrderId> = command.orders.iter().map(|reroute| &reroute.order).collect();
    named.arrange();
    if let Some(pair) = named.windows(2).find(|pair| pair.first() == pair.last()) {
        return Err(Rejection::field("orders", format!("name order `{}` once", pair.first().map_or("", |order| order.as_str()))));
    }
    for reroute in &command.orders {
        check_list("orders.moves", &reroute.moves, LINES_MAX)?;
        if reroute.moves.is_empty() {
            return Err(Rejection::field("orders.moves", format!("name what moves of order `{}`, or leave it out", reroute.order)));
        }
        for UnitMove { quantity, from_location, to_location, .. } in &reroute.moves {
            if quantity.is_zero() || from_location == to_location {
                return Err(Rejection::field("orders.moves", "name at least one unit, and two locations"));
            }
        }
    }
    Ok(())
}

/// Frees the units that move.
fn give_up(work: &mut Workspace, reroute: &OrderReroute) -> Result<(), Rejection> {
    let mut order = work.order_to_change(&reroute.order)?;
    let unanswered = unanswered(&order);
    for UnitMove { line, from_location, to_location, quantity } in &reroute.moves {
        work.settings().location(to_location)?;
        let known = order.line(line)?;
        let is_there = |portion: &Portion| {
            let is_bound = matches!(portion.stage, Stage::Reserved | Stage::Allocated);
            is_bound && is_unreleased(portion, &unanswered) && portion.location.as_ref() == Some(from_location)
        };
        let eligible = if order.is_pinned(line, from_location) { Quantity::ZERO } else { known.units.sum(is_there) };
        if *quantity > eligible {
            let condition = format!("are promised from `{from_location}`, not released, and not assigned by anybody");
            let (order, line, requested) = (order.id.clone(), line.clone(), *quantity);
            return Err(Rejection::QuantityNotEligible { order, line, requested, eligible, condition: condition.into() });
        }
        work.item_index(&known.sku)?;
        let Some(place) = order.lines.iter().position(|known| &known.id == line) else { continue };
        free_line(work, &mut order, place, *quantity, is_there)?;
    }
    withdraw_empty(work, &mut order, &unanswered)?;
    work.put_order(order);
    Ok(())
}

/// Binds the units that move to where they move.
fn take(command: &RerouteOrders, work: &mut Workspace, reroute: &OrderReroute) -> Result<(), Rejection> {
    let mut order = work.order_to_change(&reroute.order)?;
    let mut targets: Vec<&LocationId> = reroute.moves.iter().map(|moved| &moved.to_location).collect();
    targets.arrange();
    targets.dedup();
    for target in &targets {
        check_target(work, &order, target, reroute)?;
    }
    let mut missing: Vec<(&LocationId, LackingUnits)> = Vec::new();
    for UnitMove { line, to_location, quantity, .. } in &reroute.moves {
        let Some(place) = order.lines.iter().position(|known| &known.id == line) else { continue };
        let bound = bind_line(work, &mut order, place, to_location, *quantity)?;
        if bound < *quantity {
            let sku = order.line(line)?.sku.clone();
            let available = bound.plus(there_for(work, &order, place, to_location, *quantity)?);
            missing.push((to_location, LackingUnits { sku, requested: *quantity, available }));
        }
    }
    if let Some((location, _)) = missing.first() {
        let location = LocationId::clone(location);
        let missing = missing.into_iter().filter(|(at, _)| **at == location).map(|(_, lacking)| lacking).collect();
        return Err(Rejection::LocationLacksStock { order: order.id.clone(), location, missing });
    }
    for target in &targets {
        gather(work, &mut order, target)?;
    }
    let together = u32::try_from(command.orders.len()).unwrap_or(u32::MAX);
    let (at, moves, reason) = (work.now(), reroute.moves.clone(), command.reason.clone());
    order.rerouted = Some(Box::new(Rerouted { at, moves: moves.clone(), together, reason: reason.clone() }));
    expiry::limit_unpaid(work, &mut order);
    work.emit(Event::OrderRerouted { order: order.id.clone(), moves, reason });
    work.put_order(order);
    Ok(())
}

/// Whether a location may ship what moves to it, and has room for it today.
fn check_target(work: &Workspace, order: &Order, target: &LocationId, reroute: &OrderReroute) -> Result<(), Rejection> {
    let refused = |bar, sku: Option<Sku>, capability| {
        let (order, location) = (order.id.clone(), target.clone());
        Err(Rejection::LocationNotAssignable { order, location, bar, sku, capability })
    };
    let settings = work.settings();
    let (location, channel) = (settings.location(target)?, settings.channel(&order.channel)?);
    let country = order.shipping_address.as_ref().map(|address| &address.country);
    match barred(location, channel, country, order.from()) {
        Some(Reason::OtherLocation) => return refused(LocationCode::OtherLocation, None, None),
        Some(Reason::NotInChannel) => return refused(LocationCode::NotInChannel, None, None),
        Some(_) => return refused(LocationCode::DoesNotServe, None, None),
        None => {}
    }
    let (mut units, mut grams) = (0_i64, 0_i64);
    for moved in reroute.moves.iter().filter(|moved| &moved.to_location == target) {
        let line = order.line(&moved.line)?;
        let item = work.item_index(&line.sku).ok().and_then(|index| work.item(index));
        let lacking = item.and_then(|item| item.requires.iter().find(|tag| !location.capabilities.contains(tag)));
        if let Some(lacking) = lacking.cloned() {
            return refused(LocationCode::Capability, Some(line.sku.clone()), Some(lacking));
        }
        if is_excluded(order, &line.sku, target) {
            return refused(LocationCode::Excluded, Some(line.sku.clone()), None);
        }
        units = units.saturating_add(moved.quantity.units());
        grams = grams.saturating_add(moved.quantity.units().saturating_mul(i64::from(line.unit_grams)));
    }
    if capacity::has_room(work, order, location, units, grams) { Ok(()) } else { refused(LocationCode::NodeCapacity, None, None) }
}
