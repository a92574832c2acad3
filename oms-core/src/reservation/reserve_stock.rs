//! Reserve stock for a cart or checkout.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::cart::Cart;
use super::{CartFacts, CartRouting, Reservation, ReservedUnits};
use crate::batch::{ReadSet, SkuIndex, Workspace};
use crate::event::Event;
use crate::inventory::{Place, check_quantity, supply};
use crate::item::bundle::leaves;
use crate::lot::Need;
use crate::order::check_pickup;
use crate::routing::candidate::{Demand, Eligible, From, eligible};
use crate::routing::plan::{Pick, Picks, plan};
use crate::routing::policy::{CartVerdict, Table, decide_for_cart};
use crate::settings::{Channel, Settings};
use crate::slot::{self, SlotKind};
use crate::{Address, Arrange, ChannelId, DocumentId, LocationId, Quantity, Rejection, ReservationId, Sku, Span};

/// Reserves stock for a cart or checkout, all of it or nothing, where an order of the same lines would be routed to.
///
/// Under a routing policy that is where the first rule says that is for the cart and finds a plan from stock. The reservation keeps the
/// decision, and the order that names it keeps to the plan, as long as it is the same order: units, place, promised day, and the rule
/// that is for it. Rules that ask for what the cart does not say are left out and named (`undecided`); what would be held as an order is
/// refused.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ReserveStock {
    /// The id of the reservation to be.
    pub reservation: ReservationId,
    /// The channel that sells.
    pub channel: ChannelId,
    /// What is wanted.
    pub lines: Vec<ReserveLine>,
    /// How long it is to hold; the policy's time if not given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub time_to_live: Option<Span>,
    /// Where it would be sent to, if that is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shipping_address: Option<Box<Address>>,
    /// The location where it is to be collected; absent if it is to be delivered, or if the slot says where.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pickup: Option<LocationId>,
    /// The slot in which a place is to be held for as long as the stock is. All stock then comes from the location of the slot.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub slot: Option<DocumentId>,
    /// What is known of the order to be, for rules of a routing policy.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub facts: Option<Box<CartFacts>>,
}

/// Units of one SKU, or bundles, for a cart. The same SKU may stand on several lines; they are summed.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct ReserveLine {
    /// What.
    pub sku: Sku,
    /// How many units.
    pub quantity: Quantity,
}

/// The most lines a reservation or an order may have.
pub(crate) const LINES_MAX: usize = 10_000;

pub(crate) fn reads(command: &ReserveStock, wanted: &mut ReadSet) {
    wanted.reservation(&command.reservation);
    command.lines.iter().for_each(|line| wanted.sku(&line.sku));
    command.slot.iter().for_each(|slot| wanted.document(slot::key_of(slot)));
}

pub(crate) fn execute(command: &ReserveStock, work: &mut Workspace) -> Result<(), Rejection> {
    if work.reservation_exists(&command.reservation) {
        return Err(Rejection::ReservationExists { reservation: command.reservation.clone() });
    }
    let time_to_live = command.time_to_live.unwrap_or(work.settings().policies.reservation.time_to_live);
    check_time(time_to_live)?;
    let expires_at = work.now().after(time_to_live);
    let address = command.shipping_address.as_deref();
    let (pickup, location) = arrival(work, command.pickup.as_ref(), command.slot.as_ref(), address)?;
    let from = location.as_ref().map(|location| From { location, collected: pickup.is_some() });
    let (channel, lines, facts) = (&command.channel, &*command.lines, command.facts.as_deref());
    let Held { units, routing } = hold(work, &Cart { channel, lines, address, pickup: pickup.as_ref(), from, facts })?;
    if let Some(slot) = &command.slot {
        let load = slot::load_of_cart(work, &units);
        slot::hold_for_cart(work, slot, &command.reservation, load, expires_at)?;
    }
    let slot = command.slot.clone();
    let (id, channel) = (command.reservation.clone(), command.channel.clone());
    let made_by = work.command().clone();
    work.put_reservation(
        &command.reservation,
        Some(Reservation { id, made_by, version: 1, channel, expires_at, units, slot, pickup, routing }),
    );
    work.emit(Event::StockReserved { reservation: command.reservation.clone(), expires_at });
    Ok(())
}

/// Where a cart is collected, if it is, and the only location that its stock may come from, if there is one.
pub(super) fn arrival(
    work: &Workspace,
    pickup: Option<&LocationId>,
    slot: Option<&DocumentId>,
    address: Option<&Address>,
) -> Result<(Option<LocationId>, Option<LocationId>), Rejection> {
    if let Some(location) = pickup {
        check_pickup(work, location)?;
    }
    let Some(slot) = slot else { return Ok((pickup.cloned(), pickup.cloned())) };
    let window = slot::find(work.settings(), slot)?;
    slot::check_purpose(work.settings(), &window, pickup, address)?;
    let location = Some(window.template.location.clone());
    Ok((location.clone().filter(|_| window.template.kind == SlotKind::Pickup), location))
}

/// A reservation holds for some time.
pub(super) fn check_time(time_to_live: Span) -> Result<(), Rejection> {
    if time_to_live == Span::default() {
        return Err(Rejection::field("time_to_live", "a reservation holds for at least one second"));
    }
    Ok(())
}

/// What is held for a cart.
pub(super) struct Held {
    pub(super) units: Vec<ReservedUnits>,
    pub(super) routing: Option<Arc<CartRouting>>,
}

/// Takes stock for a cart from where its order would take it; all of it or nothing.
pub(super) fn hold(work: &mut Workspace, cart: &Cart<'_>) -> Result<Held, Rejection> {
    if let Some(field) = cart.address.and_then(Address::invalid_field) {
        return Err(Rejection::field(format!("shipping_address.{field}"), "it is too long, or out of its range"));
    }
    let settings = work.shared_settings();
    let channel = settings.channel(cart.channel)?;
    let demands = demands(work, channel, cart.lines)?;
    let mut places = eligible(work, &settings, channel, cart.address, cart.from);
    check_stock(work, channel, &places, &demands)?;
    let mut routing = None;
    if let Some(rules) = settings.routing_rules.as_deref().filter(|rules| !rules.rules.is_empty()) {
        let order = cart.order(work, channel)?;
        let (settings, order, demands) = (&*settings, &order, &*demands);
        let (places, passed_over) = (places.locations.to_vec(), places.passed_over.to_vec());
        let (cart_before, full_days_count) = (None, false);
        let table = Table { work, settings, rules, order, channel, places, passed_over, demands, cart: cart_before, full_days_count };
        let CartVerdict { planned, undecided } = decide_for_cart(&table, &cart.unknown(channel))?;
        let (picks, decision) = planned.unzip();
        routing = Some(cart.routing(decision, undecided));
        if let Some(picks) = picks {
            return Ok(Held { units: take(work, channel, &picks)?, routing });
        }
    }
    let picks = fewest_parcels(work, &settings, channel, &mut places, &demands)?;
    Ok(Held { units: take(work, channel, &picks)?, routing })
}

/// Takes stock of a SKU from wherever it is, for a cart that has lost some: its plan is broken, and its order is planned anew.
pub(super) fn hold_anywhere(
    work: &mut Workspace,
    channel: &ChannelId,
    lines: &[ReserveLine],
    from: Option<From<'_>>,
) -> Result<Vec<ReservedUnits>, Rejection> {
    let settings = work.shared_settings();
    let channel = settings.channel(channel)?;
    let demands = demands(work, channel, lines)?;
    let mut places = eligible(work, &settings, channel, None, from);
    check_stock(work, channel, &places, &demands)?;
    let picks = fewest_parcels(work, &settings, channel, &mut places, &demands)?;
    take(work, channel, &picks)
}

/// The plan of the fewest parcels, as it is without a policy.
fn fewest_parcels(
    work: &Workspace,
    settings: &Settings,
    channel: &Channel,
    places: &mut Eligible<'_>,
    demands: &[Demand],
) -> Result<Picks, Rejection> {
    let policy = &settings.policies.routing;
    let planned = plan(work, policy, channel, places, demands, |_, _| false);
    planned.map(|(picks, _)| picks).map_err(|_| too_many_parcels(policy.parcels_max))
}

/// A cart holds stock only: what an order could get on backorder does not count here.
fn check_stock(work: &Workspace, channel: &Channel, places: &Eligible<'_>, demands: &[Demand]) -> Result<(), Rejection> {
    for demand in demands {
        let supply = supply(work, demand.sku, channel, demand.need.as_ref(), places.locations.iter().map(|(_, index, ..)| *index));
        if demand.units > supply.in_stock() {
            return Err(supply.without_backorders().shortage(work.slot(demand.sku).sku(), demand.units));
        }
    }
    Ok(())
}

/// Takes what a plan says.
fn take(work: &mut Workspace, channel: &Channel, picks: &[Pick]) -> Result<Vec<ReservedUnits>, Rejection> {
    let mut units = Vec::with_capacity(picks.len());
    for pick in picks {
        let (sku, location) = (work.slot(pick.sku).sku().clone(), work.location_id(pick.location).clone());
        if work.item(pick.sku).is_some_and(|item| item.tracked) {
            work.take(pick.sku, pick.shelf(), Place::Reserved, pick.quantity, channel.ignores_safety_stock)?;
        }
        work.count_channel(pick.sku, &channel.id, pick.quantity.units());
        let lot = work.lot_number(pick.sku, pick.shelf()).cloned();
        units.push(ReservedUnits { sku, location, lot, quantity: pick.quantity });
    }
    units.arrange_by(|a, b| a.sku.cmp(&b.sku));
    Ok(units)
}

fn too_many_parcels(parcels_max: Option<u8>) -> Rejection {
    let most = parcels_max.unwrap_or(u8::MAX);
    Rejection::field("lines", format!("they would need more than {most} parcels, and the policy allows no more: reserve them apart"))
}

/// Units by SKU, in the order of their first lines: bundles are what their components are, so that loose and bundled units of one SKU
/// are one demand.
fn demands(work: &Workspace, channel: &Channel, lines: &[ReserveLine]) -> Result<Vec<Demand>, Rejection> {
    if lines.is_empty() || lines.len() > LINES_MAX {
        return Err(Rejection::field("lines", format!("name 1 to {LINES_MAX} lines")));
    }
    let mut demands: Vec<Demand> = Vec::with_capacity(lines.len());
    for (place, line) in lines.iter().enumerate() {
        check_quantity(&format!("lines[{place}].quantity"), line.quantity)?;
        let sku: SkuIndex = work.item_index(&line.sku)?;
        for leaf in leaves(work, sku, line.quantity.units(), &[])? {
            match demands.iter_mut().find(|demand| demand.sku == leaf.sku) {
                Some(demand) => demand.units += leaf.units,
                None => {
                    let need = Need::of(work, leaf.sku, channel, "", work.now(), 0);
                    demands.push(Demand { sku: leaf.sku, units: leaf.units, need });
                }
            }
        }
    }
    Ok(demands)
}
