//! Places in slots: taken, changed and given back in the same step as the stock they belong to.

use serde::{Deserialize, Serialize};

use super::paper::{Slot, SlotBooking, SlotHolder, SlotLoad};
use super::window::{Window, later, window};
use super::{SlotKind, SlotReason, key_of};
use crate::batch::Workspace;
use crate::document::DocumentBody;
use crate::event::Event;
use crate::order::{Order, Stage};
use crate::reservation::ReservedUnits;
use crate::settings::Settings;
use crate::{Address, DocumentId, LocationId, Quantity, Rejection, ReservationId, Timestamp};

/// The slot that an order is delivered or collected in, as it was booked.
#[derive(Clone, Debug, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct BookedSlot {
    /// The slot.
    pub slot: DocumentId,
    /// The location that delivers, or where it is collected: all its stock comes from there.
    pub location: LocationId,
    /// When the window begins.
    pub begins_at: Timestamp,
    /// When it ends.
    pub ends_at: Timestamp,
    /// From this instant on the slot could not be booked any more, as it was planned when it was booked.
    pub closes_at: Timestamp,
    /// Whether canceling the order after that frees the slot all the same.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub late_cancel_frees: bool,
    /// The weight that is booked, in grams.
    #[serde(default, skip_serializing_if = "is_nothing")]
    pub grams: u64,
    /// The units that are booked.
    #[serde(default, skip_serializing_if = "Quantity::is_none")]
    pub items: Quantity,
}

fn is_nothing(grams: &u64) -> bool {
    *grams == 0
}

impl BookedSlot {
    fn load(&self) -> SlotLoad {
        SlotLoad { orders: 1, grams: self.grams, items: self.items }
    }

    /// Whether a place that is given up now is free for others.
    fn is_freed(&self, now: Timestamp) -> bool {
        self.late_cancel_frees || now < self.closes_at
    }
}

/// What an order brings into its slot: what is not canceled of it.
pub(crate) fn load_of(order: &Order) -> SlotLoad {
    let mut load = SlotLoad { orders: 1, ..SlotLoad::default() };
    for line in &order.lines {
        let units = line.units.sum(|portion| portion.stage != Stage::Canceled);
        load.items = load.items.plus(units);
        load.grams = load.grams.saturating_add(weight(line.unit_grams, units));
    }
    load
}

/// What units weigh together, in grams.
pub(crate) fn weight(unit_grams: u32, units: Quantity) -> u64 {
    u64::from(unit_grams).saturating_mul(units.units().unsigned_abs())
}

/// The window of a slot, for whoever asks for it by its id.
pub(crate) fn find<'a>(settings: &'a Settings, slot: &DocumentId) -> Result<Window<'a>, Rejection> {
    window(settings, slot).ok_or_else(|| Rejection::UnknownSlot { slot: slot.clone() })
}

/// Checks that a slot is one for this purpose, and that it goes where the address is.
pub(crate) fn check_purpose(
    settings: &Settings,
    window: &Window<'_>,
    pickup: Option<&LocationId>,
    address: Option<&Address>,
) -> Result<(), Rejection> {
    let (kind, location) = (window.template.kind, &window.template.location);
    match (kind, pickup) {
        (SlotKind::Pickup, Some(place)) if place != location => {
            return Err(Rejection::field("slot", format!("it is for collecting at `{location}`, not at `{place}`")));
        }
        (SlotKind::Delivery, Some(_)) => return Err(Rejection::field("slot", "it is for delivery, and the goods are collected")),
        _ => {}
    }
    match window.template.zone.as_ref().zip(address) {
        Some((zone, address)) if !settings.zone(zone)?.covers(address) => {
            Err(Rejection::OutsideZone { slot: window.slot.clone(), zone: zone.clone() })
        }
        _ => Ok(()),
    }
}

/// The same for an order, whose address must be known.
fn check_order(settings: &Settings, window: &Window<'_>, order: &Order) -> Result<(), Rejection> {
    let address = order.shipping_address.as_deref();
    match &window.template.zone {
        Some(zone) if address.is_none() => Err(Rejection::OutsideZone { slot: window.slot.clone(), zone: zone.clone() }),
        _ => check_purpose(settings, window, order.pickup.as_ref(), address),
    }
}

impl Workspace {
    /// A copy of the paper of a slot, if it has been booked before.
    pub(crate) fn slot_paper(&self, slot: &DocumentId) -> Option<Slot> {
        self.document(&key_of(slot)).and_then(|document| match &document.body {
            DocumentBody::Slot(slot) => Some(slot.clone()),
            _ => None,
        })
    }

    /// What is booked of a slot.
    pub(crate) fn booked_of(&self, slot: &DocumentId) -> SlotLoad {
        self.document(&key_of(slot)).map_or_else(SlotLoad::default, |document| match &document.body {
            DocumentBody::Slot(slot) => slot.booked(),
            _ => SlotLoad::default(),
        })
    }

    fn set_booking(&mut self, slot: &DocumentId, paper: Slot, holder: &SlotHolder, booking: Option<SlotBooking>) {
        let mut paper = paper;
        paper.set(holder, booking);
        self.put_document(slot.clone(), DocumentBody::Slot(paper));
    }
}

/// Refuses a load that a slot has no room for, or that comes too late, and names windows after it that have room.
fn check_room(work: &Workspace, settings: &Settings, window: &Window<'_>, booked: SlotLoad, load: SlotLoad) -> Result<(), Rejection> {
    let now = work.now();
    let Err(reason) = window.check(booked, load, now) else { return Ok(()) };
    Err(refusal(work, settings, window, booked, load, reason))
}

/// The most windows that a refusal names.
const NEXT_MAX: usize = 3;

fn refusal(work: &Workspace, settings: &Settings, window: &Window<'_>, booked: SlotLoad, load: SlotLoad, reason: SlotReason) -> Rejection {
    let now = work.now();
    let fits = |other: &Window<'_>| other.check(work.booked_of(&other.slot), load, now).is_ok();
    let next = later(settings, &window.slot).into_iter().filter(fits).take(NEXT_MAX).map(|other| other.slot);
    refused(window, booked, load, reason, next.collect())
}

fn refused(window: &Window<'_>, booked: SlotLoad, load: SlotLoad, reason: SlotReason, next: Vec<DocumentId>) -> Rejection {
    let slot = window.slot.clone();
    let left = window.capacity.less(booked);
    let units = |quantity: Quantity| quantity.units().unsigned_abs();
    let (requested, left) = match reason {
        SlotReason::Orders => (u64::from(load.orders), left.orders.map_or(0, u64::from)),
        SlotReason::Weight => (load.grams, left.grams.unwrap_or_default()),
        SlotReason::Items => (units(load.items), left.items.map_or(0, units)),
        SlotReason::DayClosed | SlotReason::CutOff | SlotReason::LeadTime => {
            return Rejection::SlotClosed { slot, reason, closed_at: window.closes_at, next };
        }
    };
    Rejection::SlotFull { slot, reason, requested, left, next }
}

/// A place in a slot for a cart, until its stock goes back.
pub(crate) fn hold_for_cart(
    work: &mut Workspace,
    slot: &DocumentId,
    reservation: &ReservationId,
    load: SlotLoad,
    until: Timestamp,
) -> Result<(), Rejection> {
    let settings = work.shared_settings();
    let holder = SlotHolder::Reservation(reservation.clone());
    let known = work.slot_paper(slot);
    let before = known.as_ref().and_then(|paper| paper.booking(&holder)).cloned();
    // A cart that has a place keeps it whatever the plan says by now: only what it wants beyond that must fit.
    let more = load.beyond(before.as_ref().map(SlotBooking::load).unwrap_or_default());
    let paper = match (known, more == SlotLoad::default()) {
        (Some(paper), true) => paper,
        (known, _) => {
            let window = find(&settings, slot)?;
            check_room(work, &settings, &window, known.as_ref().map(Slot::booked).unwrap_or_default(), more)?;
            known.unwrap_or_else(|| paper_of(&window))
        }
    };
    let is_new = before.is_none();
    let booked_at = before.map_or(work.now(), |before| before.booked_at);
    let booking = SlotBooking { holder: holder.clone(), booked_at, until: Some(until), grams: load.grams, items: load.items };
    work.set_booking(slot, paper, &holder, Some(booking));
    if is_new {
        work.emit(Event::SlotHeld { slot: slot.clone(), reservation: reservation.clone(), until });
    }
    Ok(())
}

/// What the units of a cart bring into a slot.
pub(crate) fn load_of_cart(work: &Workspace, units: &[ReservedUnits]) -> SlotLoad {
    let mut load = SlotLoad { orders: 1, ..SlotLoad::default() };
    for held in units {
        let item = work.item_index(&held.sku).ok().and_then(|index| work.item(index));
        load.items = load.items.plus(held.quantity);
        load.grams = load.grams.saturating_add(weight(item.map_or(0, |item| item.grams), held.quantity));
    }
    load
}

/// Gives a cart's place back.
pub(crate) fn free_of_cart(work: &mut Workspace, slot: &DocumentId, reservation: &ReservationId) {
    if let Some(paper) = work.slot_paper(slot) {
        work.set_booking(slot, paper, &SlotHolder::Reservation(reservation.clone()), None);
    }
}

/// Gives an order a place in a slot, in exchange for that of its cart where the cart held one there.
pub(crate) fn book(work: &mut Workspace, order: &mut Order, slot: &DocumentId, cart: Option<SlotLoad>) -> Result<(), Rejection> {
    let settings = work.shared_settings();
    let window = find(&settings, slot)?;
    check_order(&settings, &window, order)?;
    let load = load_of(order);
    let known = work.slot_paper(slot);
    let more = load.beyond(cart.unwrap_or_default());
    // What its cart held is booked whatever the plan says by now; the paper is without it already.
    if cart.is_none() || more != SlotLoad::default() {
        let booked = known.as_ref().map(Slot::booked).unwrap_or_default().plus(cart.unwrap_or_default());
        check_room(work, &settings, &window, booked, more)?;
    }
    let holder = SlotHolder::Order(order.id.clone());
    let paper = known.unwrap_or_else(|| paper_of(&window));
    let booking = SlotBooking { holder: holder.clone(), booked_at: work.now(), until: None, grams: load.grams, items: load.items };
    work.set_booking(slot, paper, &holder, Some(booking));
    order.slot = Some(Box::new(BookedSlot {
        slot: slot.clone(),
        location: window.template.location.clone(),
        begins_at: window.begins_at,
        ends_at: window.ends_at,
        closes_at: window.closes_at,
        late_cancel_frees: window.template.late_cancel_frees,
        grams: load.grams,
        items: load.items,
    }));
    work.emit(Event::SlotBooked { slot: slot.clone(), order: order.id.clone() });
    Ok(())
}

fn paper_of(window: &Window<'_>) -> Slot {
    Slot {
        template: window.template.id.clone(),
        location: window.template.location.clone(),
        purpose: window.template.kind,
        begins_at: window.begins_at,
        ends_at: window.ends_at,
        bookings: Vec::new(),
    }
}

/// Gives the place of an order back, whatever time it is.
pub(crate) fn release(work: &mut Workspace, order: &mut Order) {
    let Some(booked) = order.slot.take() else { return };
    if let Some(paper) = work.slot_paper(&booked.slot) {
        work.set_booking(&booked.slot, paper, &SlotHolder::Order(order.id.clone()), None);
    }
    work.emit(Event::SlotReleased { slot: booked.slot, order: order.id.clone() });
}

/// Refuses a change of an order that would bring more into its slot than there is room for.
pub(crate) fn check_growth(work: &Workspace, order: &Order) -> Result<(), Rejection> {
    let Some(booked) = order.slot.as_deref().filter(|booked| work.now() < booked.ends_at) else { return Ok(()) };
    let more = load_of(order).beyond(booked.load());
    let settings = work.settings();
    let Some(window) = window(settings, &booked.slot).filter(|_| more != SlotLoad::default()) else { return Ok(()) };
    let others = work.booked_of(&booked.slot);
    match window.capacity.check(others, more) {
        Ok(()) => Ok(()),
        // The order has its place and keeps it: other slots are not looked for.
        Err(reason) => Err(refused(&window, others, more, reason, Vec::new())),
    }
}

/// Keeps the place of an order in step with what is left of it, whenever the order is put. What is canceled is free for others until
/// the slot closes, and used up after that, unless the template says otherwise.
pub(crate) fn follow(work: &mut Workspace, order: &mut Order) {
    let (now, load) = (work.now(), load_of(order));
    let Some(booked) = order.slot.as_deref_mut().filter(|booked| now < booked.ends_at) else { return };
    let kept = booked.load();
    if load == kept {
        return;
    }
    let is_freed = booked.is_freed(now);
    if load.items.is_zero() && is_freed {
        release(work, order);
        return;
    }
    let grams = if is_freed { load.grams } else { load.grams.max(kept.grams) };
    let items = if is_freed { load.items } else { load.items.max(kept.items) };
    if (grams, items) == (kept.grams, kept.items) {
        return;
    }
    (booked.grams, booked.items) = (grams, items);
    let (slot, holder) = (booked.slot.clone(), SlotHolder::Order(order.id.clone()));
    let Some(paper) = work.slot_paper(&slot) else { return };
    let booking = paper.booking(&holder).map(|known| SlotBooking { grams, items, ..known.clone() });
    work.set_booking(&slot, paper, &holder, booking);
}
