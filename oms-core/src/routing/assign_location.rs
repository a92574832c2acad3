//! Say which location ships units of an order, whatever routing has decided.

use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

use super::LocationCode;
use super::binding::{bind_line, free_line, gather, is_unreleased, there_for, unanswered, wait_at, withdraw_empty};
use super::candidate::{barred, is_excluded};
use super::pin::Pin;
use super::{Reason, capacity};
use crate::batch::{ReadSet, Workspace};
use crate::event::Event;
use crate::fulfillment::FulfillmentState;
use crate::input::check_list;
use crate::inventory::check_reason;
use crate::order::{HoldKind, Order, Portion, Stage, release_hold};
use crate::reservation::{LINES_MAX, expiry};
use crate::{Arrange, LineId, LocationId, OrderId, Quantity, Rejection, Sku};

/// Moves units of an order that no location has taken on to a location that somebody names: all of them, those of a fulfillment order, or
/// those of some lines.
///
/// Units whose fulfillment order was accepted, or that have been picked, are refused: reject or cancel the fulfillment order first. The
/// location has to ship to the destination for the channel, with room left today and all that the items require; `force` overrides that. It
/// never makes up stock: units that are not there are refused with `location_lacks_stock`, and with `force` wait for stock of that location
/// and no other, whatever their items say about backorders.
///
/// What was assigned stays there: routing moves it no more, until the location rejects it, or the order gets another destination.
///
/// What a store would not hand over may be assigned to it again with `force`, which releases the hold that says so; another store is named
/// with
/// `change_pickup`.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct AssignLocation {
    /// The order.
    pub order: OrderId,
    /// The location that ships them.
    pub location: LocationId,
    /// Only units of this fulfillment order, by its number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fulfillment: Option<u32>,
    /// Only units of these lines; empty means all lines.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lines: Vec<AssignLine>,
    /// Whether to do it though the location may not ship it, or lacks stock.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub force: bool,
    /// Why, in somebody's words.
    pub reason: SmolStr,
}

/// Units of a line that are assigned.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct AssignLine {
    /// The line, or a line that was sold as a bundle.
    pub line: LineId,
    /// How many units, or bundles, beside those that are at the location already; absent means all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quantity: Option<Quantity>,
}

/// Units that a location lacks.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct LackingUnits {
    /// The SKU.
    pub sku: Sku,
    /// How many were asked for.
    pub requested: Quantity,
    /// How many could be promised from there.
    pub available: Quantity,
}

/// Units of one line that the command is about.
struct Chosen {
    /// The place of the line.
    place: usize,
    /// Units that come to the location.
    comes: Quantity,
    /// Units that are there, and stay.
    stays: Quantity,
}

pub(crate) fn reads(_: &AssignLocation, _: &mut ReadSet) {}

pub(crate) fn execute(command: &AssignLocation, work: &mut Workspace) -> Result<(), Rejection> {
    check_reason(&command.reason)?;
    check_list("lines", &command.lines, LINES_MAX)?;
    work.settings().location(&command.location)?;
    let mut order = work.order_to_change(&command.order)?;
    if let Some(number) = command.fulfillment {
        order.require_fulfillment(number, &[FulfillmentState::Open])?;
    }
    let unanswered = unanswered(&order);
    let movable = |portion: &Portion| {
        let of_named = command.fulfillment.is_none_or(|number| portion.fulfillment == Some(number));
        of_named && is_unreleased(portion, &unanswered)
    };
    let is_there = |portion: &Portion| portion.stage.binds_stock() && portion.location.as_ref() == Some(&command.location);
    let chosen = choose(command, &order, &movable, &is_there)?;
    for Chosen { place, comes, .. } in &chosen {
        if let Some(line) = order.lines.get(*place) {
            work.item_index(&line.sku)?;
            check_place(command, work, &order, line.sku.clone(), !comes.is_zero())?;
        }
    }
    for Chosen { place, comes, .. } in &chosen {
        free_line(work, &mut order, *place, *comes, |portion| movable(portion) && !is_there(portion))?;
    }
    withdraw_empty(work, &mut order, &unanswered)?;
    if !command.force {
        check_room(command, work, &order, &chosen)?;
    }
    check_stock(command, work, &order, &chosen)?;
    let open: Quantity = order.lines.iter().map(|line| line.units.at(Stage::Open)).sum();
    if open == chosen.iter().map(|chosen| chosen.comes).sum() {
        let is_collected = order.pickup.is_some();
        let is_over = |kind| kind == HoldKind::Unserviceable || kind == HoldKind::PickupRejected && is_collected;
        release_hold::remove(work, &mut order, |hold| is_over(hold.kind));
    }
    for chosen in &chosen {
        assign(command, work, &mut order, chosen)?;
    }
    gather(work, &mut order, &command.location)?;
    release_hold::settle(work, &mut order);
    expiry::limit_unpaid(work, &mut order);
    work.put_order(order);
    Ok(())
}

/// The units that a command is about, line by line.
fn choose(
    command: &AssignLocation,
    order: &Order,
    movable: &impl Fn(&Portion) -> bool,
    is_there: &impl Fn(&Portion) -> bool,
) -> Result<Vec<Chosen>, Rejection> {
    let all = |place: usize| {
        let units = |condition: &dyn Fn(&Portion) -> bool| order.lines.get(place).map_or(Quantity::ZERO, |line| line.units.sum(condition));
        let comes = units(&|portion| movable(portion) && !is_there(portion));
        Chosen { place, comes, stays: units(&|portion| movable(portion) && is_there(portion)) }
    };
    let mut chosen: Vec<Chosen> = Vec::new();
    if command.lines.is_empty() {
        chosen.extend((0..order.lines.len()).map(all));
    }
    for named in &command.lines {
        for (id, units) in order.lines_named(&named.line, named.quantity.unwrap_or(Quantity::ZERO)) {
            let line = order.line(&id)?;
            let Some(place) = order.lines.iter().position(|line| line.id == id) else { continue };
            if chosen.iter().any(|known| known.place == place) {
                return Err(Rejection::field("lines", format!("name line `{id}` once")));
            }
            let every = all(place);
            let Some(quantity) = named.quantity else {
                chosen.push(every);
                continue;
            };
            if quantity.is_zero() {
                return Err(Rejection::field("lines.quantity", "name at least one unit, or leave it out for all"));
            }
            if units > every.comes {
                let (order, line, condition) = (order.id.clone(), line.id.clone(), "are elsewhere and have not been released".into());
                return Err(Rejection::QuantityNotEligible { order, line, requested: units, eligible: every.comes, condition });
            }
            chosen.push(Chosen { comes: units, stays: Quantity::ZERO, ..every });
        }
    }
    chosen.retain(|chosen| !chosen.comes.is_zero() || !chosen.stays.is_zero());
    if chosen.is_empty() {
        return Err(nothing_left(command, order));
    }
    chosen.arrange_by_key(|chosen| chosen.place);
    Ok(chosen)
}

/// Why no units can be assigned.
fn nothing_left(command: &AssignLocation, order: &Order) -> Rejection {
    let is_named = |id: &LineId| command.lines.is_empty() || command.lines.iter().any(|named| &named.line == id);
    let lines = order.lines.iter().filter(|line| is_named(&line.id));
    let at_work = lines.flat_map(|line| line.units.portions()).filter(|portion| portion.stage <= Stage::Packed);
    let number = at_work.filter_map(|portion| portion.fulfillment).next();
    match number.and_then(|number| Some((number, order.fulfillment_state(number).ok()?))) {
        Some((number, state)) => order.wrong_state(number, state, &[FulfillmentState::Open]),
        None => Rejection::NothingToDo { order: order.id.clone(), action: "assign: no unit is waiting to be released".into() },
    }
}

/// Whether the location may ship units of a SKU to where the order goes. Where an order is collected, or has its slot, nobody overrides.
fn check_place(command: &AssignLocation, work: &Workspace, order: &Order, sku: Sku, comes: bool) -> Result<(), Rejection> {
    let refused = |bar, sku, capability| Rejection::LocationNotAssignable {
        order: order.id.clone(),
        location: command.location.clone(),
        bar,
        sku,
        capability,
    };
    let settings = work.settings();
    let (location, channel) = (settings.location(&command.location)?, settings.channel(&order.channel)?);
    let country = order.shipping_address.as_ref().map(|address| &address.country);
    match barred(location, channel, country, order.from()) {
        Some(Reason::OtherLocation) => return Err(refused(LocationCode::OtherLocation, None, None)),
        Some(Reason::NotInChannel) if !command.force => return Err(refused(LocationCode::NotInChannel, None, None)),
        Some(_) if !command.force => return Err(refused(LocationCode::DoesNotServe, None, None)),
        _ => {}
    }
    if command.force || !comes {
        return Ok(());
    }
    let item = work.item_index(&sku).ok().and_then(|index| work.item(index));
    let lacking = item.and_then(|item| item.requires.iter().find(|tag| !location.capabilities.contains(tag)));
    if let Some(lacking) = lacking.cloned() {
        return Err(refused(LocationCode::Capability, Some(sku), Some(lacking)));
    }
    if is_excluded(order, &sku, &command.location) {
        return Err(refused(LocationCode::Excluded, Some(sku), None));
    }
    Ok(())
}

/// Whether the day of the location has room for what comes.
fn check_room(command: &AssignLocation, work: &Workspace, order: &Order, chosen: &[Chosen]) -> Result<(), Rejection> {
    let lines = chosen.iter().filter_map(|chosen| Some((chosen.comes.units(), order.lines.get(chosen.place)?)));
    let (units, grams) = lines.fold((0_i64, 0_i64), |(units, grams), (comes, line)| {
        (units.saturating_add(comes), grams.saturating_add(comes.saturating_mul(i64::from(line.unit_grams))))
    });
    if units == 0 || capacity::has_room(work, order, work.settings().location(&command.location)?, units, grams) {
        return Ok(());
    }
    let (order, location, bar) = (order.id.clone(), command.location.clone(), LocationCode::NodeCapacity);
    Err(Rejection::LocationNotAssignable { order, location, bar, sku: None, capability: None })
}

/// Whether the location has all that comes; if not, what is missing. Forced, what is missing may wait, where stock of it can arrive.
fn check_stock(command: &AssignLocation, work: &mut Workspace, order: &Order, chosen: &[Chosen]) -> Result<(), Rejection> {
    let mut wanted: Vec<(Sku, usize, Quantity)> = Vec::new();
    for chosen in chosen {
        let Some(line) = order.lines.get(chosen.place) else { continue };
        match wanted.iter_mut().find(|(sku, ..)| *sku == line.sku) {
            Some((.., units)) => *units = units.plus(chosen.comes),
            None => wanted.push((line.sku.clone(), chosen.place, chosen.comes)),
        }
    }
    let mut missing = Vec::new();
    for (sku, place, requested) in wanted {
        let available = there_for(work, order, place, &command.location, requested)?;
        let may_wait = command.force && work.item_index(&sku).is_ok_and(|index| work.item(index).is_some_and(|item| item.tracked));
        if available < requested && !may_wait {
            missing.push(LackingUnits { sku, requested, available });
        }
    }
    if missing.is_empty() {
        return Ok(());
    }
    Err(Rejection::LocationLacksStock { order: order.id.clone(), location: command.location.clone(), missing })
}

/// Gives units of a line to the location, and pins them there with whoever said so.
fn assign(command: &AssignLocation, work: &mut Workspace, order: &mut Order, chosen: &Chosen) -> Result<(), Rejection> {
    let Chosen { place, comes, stays } = *chosen;
    let Some(line) = order.lines.get(place).map(|line| line.id.clone()) else { return Ok(()) };
    let location = command.location.clone();
    order.exclusions.retain(|known| known.line != line || known.location != location);
    let bound = bind_line(work, order, place, &location, comes)?;
    let backordered = comes.less(bound);
    wait_at(work, order, place, &location, backordered)?;
    let quantity = comes.plus(stays);
    let (actor, at, reason) = (work.actor().clone(), work.now(), command.reason.clone());
    order.pin(Pin { line: line.clone(), location: location.clone(), quantity, actor, at, reason: reason.clone() });
    let order = order.id.clone();
    work.emit(Event::UnitsAssigned { order, line, location, quantity, backordered, forced: command.force, reason });
    Ok(())
}
