//! Reserve stock for a cart or checkout.

use serde::{Deserialize, Serialize};

use super::{Reservation, ReservedUnits};
use crate::batch::{ReadSet, SkuIndex, Workspace};
use crate::event::Event;
use crate::inventory::{Place, check_quantity, supply};
use crate::item::bundle::leaves;
use crate::lot::Need;
use crate::order::check_pickup;
use crate::routing::candidate::{Demand, From, eligible};
use crate::routing::plan::plan;
use crate::settings::Channel;
use crate::slot::{self, SlotKind};
use crate::{Address, Arrange, ChannelId, DocumentId, LocationId, Quantity, Rejection, ReservationId, Sku, Span};

/// Reserves stock for a cart or checkout, all of it or nothing, where an order of the same lines would be routed to.
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
    let units = hold(work, &command.channel, &command.lines, address, from)?;
    if let Some(slot) = &command.slot {
        let load = slot::load_of_cart(work, &units);
        slot::hold_for_cart(work, slot, &command.reservation, load, expires_at)?;
    }
    let slot = command.slot.clone();
    let (id, channel) = (command.reservation.clone(), command.channel.clone());
    let made_by = work.command().clone();
    work.put_reservation(&command.reservation, Some(Reservation { id, made_by, version: 1, channel, expires_at, units, slot, pickup }));
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

/// Takes stock for the lines of a cart from where an order would take it; all of it or nothing.
pub(crate) fn hold(
    work: &mut Workspace,
    channel: &ChannelId,
    lines: &[ReserveLine],
    address: Option<&Address>,
    from: Option<From<'_>>,
) -> Result<Vec<ReservedUnits>, Rejection> {
    if let Some(field) = address.and_then(Address::invalid_field) {
        return Err(Rejection::field(format!("shipping_address.{field}"), "it is too long, or out of its range"));
    }
    let settings = work.shared_settings();
    let channel = settings.channel(channel)?;
    let demands = demands(work, channel, lines)?;
    let mut places = eligible(work, &settings, channel, address, from);
    for demand in &demands {
        let supply = supply(work, demand.sku, channel, demand.need.as_ref(), places.locations.iter().map(|(_, index, ..)| *index));
        if demand.units > supply.in_stock() {
            // A cart holds stock only: what an order could get on backorder does not count here.
            return Err(supply.without_backorders().shortage(work.slot(demand.sku).sku(), demand.units));
        }
    }
    let planned = plan(work, &settings.policies.routing, channel, &mut places, &demands, |_, _| false);
    let (picks, _) = planned.map_err(|_| too_many_parcels(settings.policies.routing.parcels_max))?;
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
