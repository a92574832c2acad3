//! Send an order elsewhere than it was captured for, up to the moment its units are taken from the shelf.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::capture_order::place_all;
use super::{Hold, HoldKind, Order, Portion, Stage, allocate_order, release_hold, verification};
use crate::batch::{ReadSet, Workspace};
use crate::event::Event;
use crate::fulfillment::{Answer, FulfillmentState, move_units};
use crate::inventory::Place;
use crate::privacy::ERASED;
use crate::routing::promise;
use crate::slot;
use crate::{Address, OrderId, Rejection};

/// Changes where an order goes.
///
/// Where the destination is another one for routing (another country, another place on the map), the order is planned anew in
/// the same step: work that was given out is withdrawn, promised units are given back, and all of them are promised where the new
/// plan says. What cannot be had for the new address stays open under a hold that says why; a deadline for its payment stays. That
/// needs every unit to be on the shelf still. A correction within the same destination leaves plan and work as they are, and is
/// taken until the first unit is in a parcel. Later both are refused with `fulfillment_state`.
///
/// An order that has a slot for deliveries within a zone is not sent outside it: that is refused with `outside_zone`, unless the command
/// gives the slot up. An order that is collected is collected where it was.
///
/// What verification says about addresses is said anew: an address hold goes when the new one is whole, and a destination on the
/// review list is held for review. Naming the address that the order has changes nothing and is no error.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ChangeAddress {
    /// The order.
    pub order: OrderId,
    /// Where it goes from now on.
    pub shipping_address: Box<Address>,
    /// Whether its slot may be given up where that does not go there: place and stock then go together, and the order is held until it
    /// has another slot.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub release_slot: bool,
}

pub(crate) fn reads(_: &ChangeAddress, _: &mut ReadSet) {}

pub(crate) fn execute(command: &ChangeAddress, work: &mut Workspace) -> Result<(), Rejection> {
    let address = &*command.shipping_address;
    if let Some(field) = address.invalid_field() {
        return Err(Rejection::field(format!("shipping_address.{field}"), "it is too long, or out of its range"));
    }
    let mut order = work.order_to_change(&command.order)?;
    if order.shipping_address.as_deref().is_some_and(|known| known == address || is_what_is_left(address, known)) {
        return Ok(());
    }
    let destination = |address: Option<&Address>| address.map(|address| (address.country, address.coordinates));
    let before = destination(order.shipping_address.as_deref());
    let lost = leaves_zone(command, work, &order)?;
    let rerouted = lost.is_some() || order.pickup.is_none() && before != destination(Some(address));
    check_units(&order, rerouted)?;
    order.shipping_address = Some(Arc::new(address.clone()));
    work.emit(Event::AddressChanged { order: command.order.clone(), rerouted });
    if rerouted {
        take_back(work, &mut order)?;
    }
    let listed = before.is_none_or(|(country, _)| country != address.country) && lists(work, address);
    if let Some(reason) = lost {
        slot::release(work, &mut order);
        place_all(work, &mut order, [(HoldKind::Slot, reason)]);
    }
    let lifted = review(work, &mut order, listed);
    if rerouted {
        allocate_order::allocate_open(work, &mut order)?;
        if order.lines.iter().all(|line| line.units.at(Stage::Reserved).is_zero()) {
            order.reserved_until = None;
        }
    } else if lifted {
        release_hold::go_on(work, &mut order)?;
    }
    work.put_order(order);
    Ok(())
}

/// Whether the log has kept just this of a command that named the address the order has: nothing that is personal.
fn is_what_is_left(address: &Address, known: &Address) -> bool {
    if address.name != ERASED {
        return false;
    }
    let mut left = known.clone();
    left.erase(true);
    left.name = address.name.clone();
    left == *address
}

/// Why the order loses its slot by the change, if it does and that is wanted.
fn leaves_zone(command: &ChangeAddress, work: &Workspace, order: &Order) -> Result<Option<String>, Rejection> {
    let Some(booked) = order.slot.as_ref().filter(|_| order.pickup.is_none()) else { return Ok(None) };
    let settings = work.settings();
    let zone = slot::find(settings, &booked.slot).ok().and_then(|window| window.template.zone.clone());
    let Some(zone) = zone.filter(|zone| !settings.zone(zone).is_ok_and(|zone| zone.covers(&command.shipping_address))) else {
        return Ok(None);
    };
    if !command.release_slot {
        return Err(Rejection::OutsideZone { slot: booked.slot.clone(), zone });
    }
    Ok(Some(format!(
        "slot `{}` delivers within zone `{zone}`, and the order goes elsewhere: give it another with `change_slot`",
        booked.slot
    )))
}

/// Units must be on the shelf still if they may have to come from another one, and else not yet in a parcel.
pub(crate) fn check_units(order: &Order, rerouted: bool) -> Result<(), Rejection> {
    if order.lines.iter().all(|line| line.outstanding().is_zero()) {
        return Err(Rejection::NothingToDo { order: order.id.clone(), action: "send elsewhere".into() });
    }
    let last = if rerouted { Stage::Allocated } else { Stage::Picked };
    let too_far = |portion: &&Portion| portion.stage > last && portion.stage != Stage::Canceled;
    let found = order.lines.iter().flat_map(|line| line.units.portions()).find(too_far);
    let Some(number) = found.and_then(|portion| portion.fulfillment) else { return Ok(()) };
    let needed = [FulfillmentState::Open, FulfillmentState::Accepted, FulfillmentState::Picking];
    let needed = if rerouted { needed.get(..2) } else { needed.get(..) };
    Err(order.wrong_state(number, order.fulfillment_state(number)?, needed.unwrap_or_default()))
}

/// Withdraws all work and gives every promise back: the order's units are open, as when it was captured. What was assigned was assigned
/// for where it went before.
pub(crate) fn take_back(work: &mut Workspace, order: &mut Order) -> Result<(), Rejection> {
    for place in 0..order.fulfillments.len() {
        let number = u32::try_from(place + 1).unwrap_or(u32::MAX);
        if matches!(order.fulfillment_state(number)?, FulfillmentState::Open | FulfillmentState::Accepted) {
            order.fulfillment_mut(number)?.answer = Answer::Canceled;
            work.emit(Event::FulfillmentCanceled { order: order.id.clone(), fulfillment: number });
        }
    }
    order.pins.clear();
    let promised = |portion: &Portion| matches!(portion.stage, Stage::Backordered | Stage::Reserved | Stage::Allocated);
    for moved in move_units(order, promised, |portion| *portion = Portion::nowhere(Stage::Open, portion.quantity)) {
        promise::give_back(work, order, &moved.sku, &moved.portions, Place::Available)?;
    }
    Ok(())
}

fn lists(work: &Workspace, address: &Address) -> bool {
    work.settings().policies.verification.review_countries.contains(&address.country)
}

/// What verification says about the new address, as holds of the order. Answers whether a hold was lifted.
fn review(work: &mut Workspace, order: &mut Order, listed: bool) -> bool {
    let settings = work.shared_settings();
    let finding = verification::address(&settings.policies.verification, order);
    let whole = finding.is_none();
    place_all(work, order, finding.map(|reason| (HoldKind::Address, reason)));
    let country = order.shipping_address.as_ref().map(|address| address.country);
    let reason = country.filter(|_| listed).map(|country| format!("destination `{country}` is on the review list"));
    place_all(work, order, reason.map(|reason| (HoldKind::Review, reason)));
    let is_found = |hold: &Hold| hold.id.as_str() == HoldKind::Address.name();
    let lifted = whole && order.holds.iter().any(is_found);
    if lifted {
        release_hold::remove(work, order, is_found);
    }
    lifted
}
