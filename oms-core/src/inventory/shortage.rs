//! When there is less than was promised: who loses, in a fixed order, and what they are given instead.

use std::cmp::Reverse;

use serde::{Deserialize, Serialize};
use smol_str::SmolStr;

use crate::batch::{HOLDERS_MAX, Shelf, SkuIndex, Workspace};
use crate::command::Command;
use crate::event::Event;
use crate::inventory::{Buckets, Place};
use crate::order::{Order, Portion, Stage, allocate_order};
use crate::reservation::{Reservation, ReservedUnits, replace};
use crate::routing::promise;
use crate::{Arrange, LocationId, LotNumber, OrderId, Quantity, Rejection, ReservationId, Sku, Timestamp};

/// What becomes of promises when a correction leaves fewer units than are promised at the location.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum ShortageChoice {
    /// They stay as they are: less than nothing is available, nothing more is promised, and what arrives makes up for it first.
    #[default]
    Keep,
    /// The command is refused with `below_promised` and the figures.
    Refuse,
    /// Some lose their units, and are promised others where routing finds some: carts before orders, and among orders the lowest priority
    /// first, then the latest promise, then the latest placed. Units that have been picked or packed are never taken.
    Reassign,
}

impl ShortageChoice {
    pub(crate) fn is_default(&self) -> bool {
        *self == ShortageChoice::default()
    }
}

/// How many units are promised and not there: what is free and what is kept back make up for promises first.
pub(crate) fn missing(buckets: &Buckets) -> Quantity {
    Quantity::from_balance(-(buckets.available + buckets.safety))
}

/// Whether a command may take promises away, so that whoever holds them has to be in memory.
pub(crate) const fn may_reassign(command: &Command) -> bool {
    match command {
        Command::SetStock(command) => matches!(command.shortage, ShortageChoice::Reassign),
        Command::AdjustStock(command) => matches!(command.shortage, ShortageChoice::Reassign),
        Command::ApproveCount(command) => matches!(command.shortage, ShortageChoice::Reassign),
        _ => false,
    }
}

/// A shelf by its names.
struct Named {
    sku: Sku,
    location: LocationId,
    lot: Option<LotNumber>,
}

impl Named {
    fn is_of_cart(&self, units: &ReservedUnits) -> bool {
        units.sku == self.sku && units.location == self.location && units.lot == self.lot
    }

    /// Whether units of an order lie there, at a stage.
    fn is_of_order(&self, portion: &Portion, stage: Stage) -> bool {
        portion.stage == stage && portion.location.as_ref() == Some(&self.location) && portion.lot == self.lot
    }
}

/// After stock of a shelf was corrected: does as was chosen if fewer units are there than are promised.
pub(crate) fn settle(work: &mut Workspace, sku: SkuIndex, shelf: Shelf, choice: ShortageChoice, reason: &SmolStr) -> Result<(), Rejection> {
    let buckets = work.on_shelf(sku, shelf);
    let missing = missing(&buckets);
    if missing.is_zero() {
        return Ok(());
    }
    let (name, location) = (work.slot(sku).sku().clone(), work.location_id(shelf.location).clone());
    let lot = work.lot_number(sku, shelf).cloned();
    match choice {
        ShortageChoice::Keep => Ok(()),
        ShortageChoice::Refuse => {
            let promised = Quantity::from_balance(buckets.reserved + buckets.committed);
            Err(Rejection::BelowPromised { sku: name, location, lot, promised, missing })
        }
        ShortageChoice::Reassign => reassign(work, sku, shelf, &Named { sku: name, location, lot }, missing, reason),
    }
}

fn reassign(
    work: &mut Workspace,
    sku: SkuIndex,
    shelf: Shelf,
    named: &Named,
    mut missing: Quantity,
    reason: &SmolStr,
) -> Result<(), Rejection> {
    let holders = work.holders(sku, shelf.location);
    if holders.are_too_many {
        return Err(Rejection::TooManyHolders { sku: named.sku.clone(), location: named.location.clone(), limit: HOLDERS_MAX });
    }
    // Whoever is promised some meanwhile, or gives some back, makes this be decided anew.
    work.rely_on_exact(sku, shelf);
    let carts = take_from_carts(work, named, holders.reservations, &mut missing, reason)?;
    let mut orders = take_from_orders(work, named, holders.orders, &mut missing, reason)?;
    if !missing.is_zero() {
        let Named { sku, location, lot } = named;
        work.emit(Event::ShortageLeft { sku: sku.clone(), location: location.clone(), lot: lot.clone(), quantity: missing });
    }
    // Of what is free elsewhere, those are served first that are first in the queue.
    orders.arrange();
    for (.., id) in orders {
        let mut order = work.order_to_change(&id)?;
        allocate_order::allocate_open(work, &mut order)?;
        work.put_order(order);
    }
    for (id, quantity) in carts {
        replace::with_others(work, &id, &named.sku, quantity)?;
    }
    Ok(())
}

/// Takes units from carts, the one that ends last first. Answers how many each lost.
fn take_from_carts(
    work: &mut Workspace,
    named: &Named,
    holders: impl IntoIterator<Item = ReservationId>,
    missing: &mut Quantity,
    reason: &SmolStr,
) -> Result<Vec<(ReservationId, Quantity)>, Rejection> {
    let held = |cart: &Reservation| cart.units.iter().any(|units| named.is_of_cart(units));
    let carts = holders.into_iter().filter_map(|id| work.reservation(&id).ok().filter(|cart| held(cart)).map(|cart| (cart.expires_at, id)));
    let mut carts: Vec<(Timestamp, ReservationId)> = carts.collect();
    carts.arrange_by(|one, other| other.cmp(one));
    let mut losers = Vec::new();
    for (_, id) in carts {
        if missing.is_zero() {
            break;
        }
        let mut cart = Reservation::clone(work.reservation(&id)?);
        let mut lost = Quantity::ZERO;
        for units in cart.units.iter_mut().filter(|units| named.is_of_cart(units)) {
            let quantity = units.quantity.min(missing.less(lost));
            units.quantity = units.quantity.less(quantity);
            lost = lost.plus(quantity);
        }
        cart.units.retain(|units| !units.quantity.is_zero());
        cart.version = cart.version.saturating_add(1);
        *missing = missing.less(lost);
        let Named { sku, location, lot } = named;
        promise::move_bound(work, sku, (location, lot.as_ref()), Place::Reserved, Place::Available, lost)?;
        let index = work.sku(sku);
        work.count_channel(index, &cart.channel, -lost.units());
        work.emit(Event::ReservationShort {
            reservation: id.clone(),
            sku: sku.clone(),
            location: location.clone(),
            lot: lot.clone(),
            quantity: lost,
            reason: reason.clone(),
        });
        work.put_reservation(&id, Some(cart));
        losers.push((id, lost));
    }
    Ok(losers)
}

/// Takes units from orders, the one that is served last first. Answers their places in the queue.
fn take_from_orders(
    work: &mut Workspace,
    named: &Named,
    holders: impl IntoIterator<Item = OrderId>,
    missing: &mut Quantity,
    reason: &SmolStr,
) -> Result<Vec<(Reverse<i16>, Timestamp, OrderId)>, Rejection> {
    let lies_there = |portion: &Portion| TAKEN.iter().any(|stage| named.is_of_order(portion, *stage));
    let holds = |order: &Order| order.lines.iter().any(|line| line.sku == named.sku && line.units.portions().iter().any(lies_there));
    let orders = holders.into_iter().filter(|id| work.order(id).is_ok_and(|order| holds(order)));
    let mut orders: Vec<OrderId> = orders.collect();
    // An order without a promised day comes after all that have one, and loses before them.
    let turn = |order: &Order| (order.priority, order.promised_at.is_some(), Reverse(order.promised_at), Reverse(order.placed_at));
    orders.arrange_by_cached_key(|id| (work.order(id).map(|order| turn(order)).ok(), Reverse(id.clone())));
    let mut losers = Vec::new();
    for id in orders {
        if missing.is_zero() {
            break;
        }
        let mut order = work.order_to_change(&id)?;
        for stage in TAKEN {
            for place in (0..order.lines.len()).rev() {
                let Some(line) = order.lines.get_mut(place).filter(|line| line.sku == named.sku && !missing.is_zero()) else { continue };
                let nowhere = |portion: &mut Portion| *portion = Portion::nowhere(Stage::Open, portion.quantity);
                let moved = line.units.move_where(*missing, |portion| named.is_of_order(portion, stage), nowhere);
                let quantity: Quantity = moved.iter().map(|portion| portion.quantity).sum();
                if quantity.is_zero() {
                    continue;
                }
                *missing = missing.less(quantity);
                let line = line.id.clone();
                work.emit(Event::UnitsReassigned {
                    order: id.clone(),
                    line,
                    location: named.location.clone(),
                    lot: named.lot.clone(),
                    quantity,
                    reason: reason.clone(),
                });
                promise::give_back(work, &order, &named.sku, &moved, Place::Available)?;
            }
        }
        losers.push((Reverse(order.priority), order.placed_at, id));
        work.put_order(order);
    }
    Ok(losers)
}

/// Stages at which units may be taken away, in that order.
const TAKEN: [Stage; 2] = [Stage::Reserved, Stage::Allocated];
